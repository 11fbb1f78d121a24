// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "store/registers.h"

// What narrows a register, written as in an address: "channel=hotline&confirmed=false". The list,
// the saved view and the export read it with the same words.
namespace qingxin::app {

using store::Register;
using QueryParts = std::vector<std::pair<std::string, std::string>>;  // decoded, each name once

std::string_view name_of(Register of);                   // "clues"
std::string_view in_chinese(Register of);                // "线索台账"
Result<Register> register_named(std::string_view name);  // either; error: usage

// Errors: invalid_input (no query, a name twice).
Result<QueryParts> query_parts(std::string_view text);
std::string query_text(const QueryParts& parts);
// With numbers of people masked in what a person types, for what is kept of a query.
QueryParts without_people(QueryParts parts);
// `parts`, and of `view` what they do not say.
QueryParts over(QueryParts parts, const QueryParts& view);

// "2026-11-20" or "2026-11-20 14:30", in China. Error: invalid_input.
Result<Instant> instant_in(std::string_view text);

// An id in a query. Error: invalid_input.
Result<std::int64_t> id_value(std::string_view name, std::string_view value);

// What reading a value gave, put in its place.
template <typename T, typename Place>
Result<void> put(Result<T> read, Place& place) {
  if (!read) return tl::unexpected(read.error());
  place = *std::move(read);
  return {};
}

}  // namespace qingxin::app
