// SPDX-License-Identifier: Apache-2.0
#include "http/message.h"

namespace qingxin::http {

namespace {

std::string_view value_in(const Pairs& pairs, std::string_view name) {
  for (const auto& [key, value] : pairs)
    if (key == name) return value;
  return {};
}

}  // namespace

std::string_view to_string(Method method) {
  switch (method) {
    case Method::get: return "GET";
    case Method::head: return "HEAD";
    case Method::post: return "POST";
    case Method::put: return "PUT";
    case Method::patch: return "PATCH";
    case Method::remove: return "DELETE";
    case Method::options: return "OPTIONS";
    case Method::other: return "";
  }
  return "";
}

std::string_view Head::field(std::string_view name) const {
  const Field* found = nullptr;
  for (const Field& field : fields) {
    if (field.name != name) continue;
    if (found != nullptr) return {};
    found = &field;
  }
  return found == nullptr ? std::string_view{} : found->value;
}

std::string_view Request::query_value(std::string_view name) const {
  return value_in(query, name);
}

std::string_view Request::capture(std::string_view name) const {
  return value_in(captures, name);
}

}  // namespace qingxin::http
