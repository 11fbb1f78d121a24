// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <string>

#include "http/routes.h"
#include "wire/problem.h"

// The route table and the problems as lines of words, for contract_test.py and doors_test.py.
namespace {

using namespace qingxin;

const char* media_type_of(http::Body body) {
  switch (body) {
    case http::Body::none: return "";
    case http::Body::json: return "application/json";
    case http::Body::multipart: return "multipart/form-data";
  }
  return "";
}

std::string entry_of(const http::Route& route) {
  switch (route.entry) {
    case http::Entry::nobody: return "nobody";
    case http::Entry::everyone: return "everyone";
    case http::Entry::metrics_readers: return "metrics_readers";
    case http::Entry::permitted: break;
  }
  return std::string(access::kPermissions[static_cast<std::size_t>(route.action)].name);
}

}  // namespace

int main() {
  for (const http::Route& route : http::routes()) {
    std::string query;
    for (const std::string_view name : route.query)
      if (!name.empty()) query += (query.empty() ? "" : ",") + std::string(name);
    std::printf("route\t%s\t%s\t%s\t%s\t%s\t%s\n", std::string(to_string(route.method)).c_str(),
                std::string(route.path).c_str(), query.c_str(), media_type_of(route.body),
                std::string(route.media_type).c_str(), entry_of(route).c_str());
  }
  for (const wire::ProblemKind& kind : wire::kProblemKinds)
    std::printf("problem\t%s\t%d\n", std::string(kind.name).c_str(), kind.status);
}
