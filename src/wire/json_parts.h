// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json.hpp>
#include <iterator>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/instant.h"
#include "base/money.h"

// What the writers of JSON share. Only .cc files include it: Boost.JSON takes long to read.
namespace qingxin::wire {

inline boost::json::string_view text(std::string_view words) {
  return {words.data(), words.size()};
}

// Null when there is nothing to say.
inline boost::json::value text_or_null(std::string_view words) {
  if (words.empty()) return nullptr;
  return boost::json::value(text(words));
}

// An id as a text: it has more digits than some readers of JSON keep. 0 is none.
inline boost::json::value id_text(std::int64_t id) {
  if (id == 0) return nullptr;
  return boost::json::value(std::to_string(id));
}

template <typename Number>
boost::json::value number_or_null(const std::optional<Number>& number) {
  if (!number) return nullptr;
  return *number;
}

inline boost::json::value fen(const std::optional<Money>& amount) {
  if (!amount) return nullptr;
  return amount->fen;
}

// "2026-11" each.
boost::json::array months(const std::vector<Month>& months);

inline boost::json::value day(const std::optional<Date>& date) {
  if (!date) return nullptr;
  return boost::json::value(text(to_string(*date)));
}

// UTC, as 2026-11-22T08:00:00.000Z.
boost::json::value moment(const std::optional<Instant>& instant);

template <typename Things, typename ToJson>
boost::json::array array_of(const Things& things, ToJson to_json) {
  boost::json::array array;
  for (const auto& thing : things) array.push_back(to_json(thing));
  return array;
}

// The same, one thing a line, and no more than one of them in memory.
template <typename Things, typename ToJson>
void write_lines(const Things& things, ToJson to_json, std::ostream& out) {
  std::string_view separator = "\n  ";
  for (const auto& thing : things) {
    out << separator << boost::json::serialize(to_json(thing));
    separator = ",\n  ";
  }
}

inline boost::json::array texts(const std::vector<std::string>& words) {
  return array_of(words, [](const std::string& one) { return boost::json::value(text(one)); });
}

// {"items": […], "next": …} of things of which there may be one more than fits.
template <typename Things, typename ToJson, typename CursorOf>
std::string page_json(const Things& things, int limit, ToJson to_json, CursorOf cursor_of) {
  boost::json::array items;
  boost::json::value next;
  for (const auto& thing : things) {
    if (std::ssize(items) == limit) {
      next = cursor_of(things[items.size() - 1]);
      break;
    }
    items.push_back(to_json(thing));
  }
  boost::json::object object;
  object["items"] = std::move(items);
  object["next"] = std::move(next);
  return boost::json::serialize(object);
}

}  // namespace qingxin::wire
