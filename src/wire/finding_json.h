// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verify/report.h"
#include "wire/json_parts.h"

// One finding as an object. Only .cc files include it.
namespace qingxin::wire {

inline boost::json::value or_null(std::string_view words, const boost::json::storage_ptr& memory) {
  if (words.empty()) return nullptr;
  return boost::json::value(text(words), memory);
}

inline boost::json::value or_null(const std::optional<int>& number) {
  if (!number) return nullptr;
  return *number;
}

inline boost::json::value or_null(const std::optional<Money>& amount) {
  if (!amount) return nullptr;
  return amount->fen;
}

template <typename DateOrMonth>
boost::json::value or_null(const std::optional<DateOrMonth>& day,
                           const boost::json::storage_ptr& memory) {
  if (!day) return nullptr;
  return boost::json::value(text(to_string(*day)), memory);
}

boost::json::object to_json(const law::Citation& citation, const boost::json::storage_ptr& memory);

template <typename Citations>
boost::json::array bases_to_json(const Citations& citations,
                                 const boost::json::storage_ptr& memory) {
  boost::json::array array(memory);
  for (const law::Citation& citation : citations)
    if (!citation.instrument.empty()) array.emplace_back(to_json(citation, memory));
  return array;
}

// Document numbers and masked cells in full only where is_revealed.
boost::json::object to_json(const verify::Finding& finding, bool is_for_unit, bool is_revealed,
                            const boost::json::storage_ptr& memory);

}  // namespace qingxin::wire
