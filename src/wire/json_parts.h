// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json.hpp>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"

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

// UTC, as 2026-11-22T08:00:00.000Z.
boost::json::value moment(const std::optional<Instant>& instant);

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
