// SPDX-License-Identifier: Apache-2.0
#include "outbox/places.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace qingxin::outbox {

namespace {

// A piece of plain text and the place behind it; the last piece has none.
struct Piece {
  std::string_view plain, place;
};

Result<Piece> take_piece(std::string_view& rest) {
  const std::size_t open = rest.find("{{");
  if (open == std::string_view::npos) return Piece{std::exchange(rest, {}), {}};
  const std::size_t close = rest.find("}}", open);
  if (close == std::string_view::npos)
    return fail(ErrorCode::invalid_input,
                fmt::format("“{}”后面没有“}}}}”；请写成 {{{{名称}}}} 的样子",
                            shortened(rest.substr(open), 20)));
  const Piece piece{rest.substr(0, open), trim(rest.substr(open + 2, close - open - 2))};
  if (piece.place.empty())
    return fail(ErrorCode::invalid_input, "有一处 {{}} 没有名称；请写成 {{名称}} 的样子");
  rest.remove_prefix(close + 2);
  return piece;
}

}  // namespace

Result<std::vector<std::string>> places_in(std::string_view pattern) {
  std::vector<std::string> places;
  while (!pattern.empty()) {
    const Result<Piece> piece = take_piece(pattern);
    if (!piece) return tl::unexpected(piece.error());
    if (!piece->place.empty()) places.emplace_back(piece->place);
  }
  std::ranges::sort(places);
  const auto repeated = std::ranges::unique(places);
  places.erase(repeated.begin(), repeated.end());
  return places;
}

Result<std::string> filled(std::string_view pattern, const ValueOf& value_of, Inside inside,
                           std::string_view what) {
  std::string out;
  while (!pattern.empty()) {
    const Result<Piece> piece = take_piece(pattern);
    if (!piece) return fail(piece.error().code, fmt::format("{}：{}", what, piece.error().message));
    out += piece->plain;
    if (piece->place.empty()) continue;
    const std::optional<std::string> value = value_of(piece->place);
    if (!value)
      return fail(
          ErrorCode::invalid_input,
          fmt::format("{}里的“{}”没有值；请补上它的值，或者从文字里去掉它", what, piece->place));
    out += escaped(*value, inside);
  }
  return out;
}

Result<std::string> filled(std::string_view pattern, const Values& values, std::string_view what) {
  const ValueOf value_of = [&](std::string_view place) -> std::optional<std::string> {
    const auto found = values.find(place);
    return found == values.end() ? std::nullopt : std::optional{found->second};
  };
  return filled(pattern, value_of, Inside::text, what);
}

}  // namespace qingxin::outbox
