// SPDX-License-Identifier: Apache-2.0
#include "http/negotiation.h"

#include <zlib.h>

#include <algorithm>
#include <functional>

#include "base/check.h"
#include "base/text.h"

namespace qingxin::http {

namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

// The next item of a list, without blanks; quoted text may hold the separator.
std::string_view take(std::string_view& rest, char separator) {
  bool is_quoted = false;
  std::size_t end = 0;
  for (; end < rest.size() && (is_quoted || rest[end] != separator); ++end) {
    if (rest[end] == '\\' && is_quoted && end + 1 < rest.size())
      ++end;
    else if (rest[end] == '"')
      is_quoted = !is_quoted;
  }
  const std::string_view item = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return trim(item);
}

// "q=0", "q=0.000": not wanted.
bool is_zero(std::string_view weight) {
  return weight.starts_with('0') && weight.find_first_not_of("0.") == std::string_view::npos;
}

// Whether an item of a weighted list is wanted: calls with its name.
bool any_wanted(std::string_view list, const std::function<bool(std::string_view)>& is_it) {
  while (!list.empty()) {
    std::string_view item = take(list, ',');
    const std::string name = lower(take(item, ';'));
    if (is_it(name) && !is_zero(parameter_of(";" + std::string(item), "q"))) return true;
  }
  return false;
}

}  // namespace

bool accepts(std::string_view accept, std::string_view media_type) {
  if (trim(accept).empty()) return true;
  const std::string_view kind = media_type.substr(0, media_type.find('/'));
  return any_wanted(accept, [&](std::string_view range) {
    return range == "*/*" || range == media_type ||
           (range.ends_with("/*") && range.substr(0, range.size() - 2) == kind);
  });
}

bool accepts_gzip(std::string_view accept_encoding) {
  return any_wanted(accept_encoding, [](std::string_view coding) { return coding == "gzip"; });
}

std::string media_type_of(std::string_view content_type) {
  return lower(take(content_type, ';'));
}

std::string parameter_of(std::string_view field, std::string_view name) {
  take(field, ';');
  while (!field.empty()) {
    const std::string_view parameter = take(field, ';');
    const std::size_t equals = parameter.find('=');
    if (equals == std::string_view::npos || lower(trim(parameter.substr(0, equals))) != name)
      continue;
    std::string_view value = trim(parameter.substr(equals + 1));
    if (value.size() < 2 || value.front() != '"' || value.back() != '"') return std::string(value);
    value = value.substr(1, value.size() - 2);
    std::string unquoted;
    for (std::size_t i = 0; i < value.size(); ++i) {
      const bool is_escape =
          value[i] == '\\' && i + 1 < value.size() && (value[i + 1] == '"' || value[i + 1] == '\\');
      if (is_escape) ++i;
      unquoted += value[i];
    }
    return unquoted;
  }
  return {};
}

bool matches(std::string_view if_none_match, std::string_view etag) {
  if (trim(if_none_match) == "*") return true;
  while (!if_none_match.empty()) {
    std::string_view tag = take(if_none_match, ',');
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (!tag.empty() && tag == etag) return true;
  }
  return false;
}

std::string gzip(std::string_view bytes, int level) {
  z_stream stream{};
  constexpr int kGzipWindow = 15 + 16;
  check(deflateInit2(&stream, level, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, bytes.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int done = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  check(done == Z_STREAM_END);
  return out;
}

}  // namespace qingxin::http
