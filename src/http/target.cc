// SPDX-License-Identifier: Apache-2.0
#include "http/target.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/percent.h"
#include "base/text.h"

namespace qingxin::http {

namespace {

using wire::Outcome;
using wire::problem;
using wire::ProblemCode;

Outcome<std::string> decoded(std::string_view text, Plus plus, std::string_view what) {
  std::optional<std::string> out = percent_decoded(text, plus);
  if (!out)
    return problem(ProblemCode::malformed_path,
                   fmt::format("{}里的 % 后面应为两位十六进制数", what));
  if (!is_utf8(*out))
    return problem(ProblemCode::not_utf8, fmt::format("{}解码后不是 UTF-8", what));
  if (std::any_of(out->begin(), out->end(),
                  [](char c) { return (c >= 0 && c < ' ') || c == 0x7F; }))
    return problem(ProblemCode::malformed_path, fmt::format("{}里有控制字符", what));
  return *std::move(out);
}

Outcome<std::string> read_path(std::string_view path) {
  std::string out;
  std::string_view rest = path.substr(1);
  if (rest.empty()) return std::string("/");
  for (;;) {
    const std::size_t slash = rest.find('/');
    const Outcome<std::string> part = decoded(rest.substr(0, slash), Plus::is_plus, "路径");
    if (!part) return tl::unexpected(part.error());
    if (part->empty() || *part == "." || *part == "..")
      return problem(ProblemCode::malformed_path, "路径里不得有空的一段、「.」或「..」");
    if (part->find_first_of("/\\") != std::string::npos)
      return problem(ProblemCode::malformed_path, "路径的一段里不得有斜杠");
    out += '/' + *part;
    if (slash == std::string_view::npos) return out;
    rest.remove_prefix(slash + 1);
  }
}

Outcome<Pairs> read_query(std::string_view query) {
  Pairs pairs;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || equals == 0)
      return problem(ProblemCode::malformed_path,
                     fmt::format("查询参数「{}」应写成 名=值", shortened(pair, 60)));
    const Outcome<std::string> name = decoded(pair.substr(0, equals), Plus::is_space, "查询参数");
    if (!name) return tl::unexpected(name.error());
    const Outcome<std::string> value = decoded(pair.substr(equals + 1), Plus::is_space, "查询参数");
    if (!value) return tl::unexpected(value.error());
    for (const auto& [earlier, unused] : pairs)
      if (earlier == *name)
        return problem(ProblemCode::duplicate_field,
                       fmt::format("查询参数「{}」写了两次", shortened(*name, 60)), *name);
    pairs.emplace_back(*name, *value);
  }
  return pairs;
}

}  // namespace

Outcome<Target> parse_target(std::string_view target) {
  if (target == "*") return Target{"*", {}};
  const std::size_t mark = std::min(target.find('?'), target.size());
  const Outcome<std::string> path = read_path(target.substr(0, mark));
  if (!path) return tl::unexpected(path.error());
  const Outcome<Pairs> query = read_query(target.substr(std::min(mark + 1, target.size())));
  if (!query) return tl::unexpected(query.error());
  return Target{*path, *query};
}

}  // namespace qingxin::http
