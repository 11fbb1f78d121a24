// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qingxin::intake {

// Tokens for full-text search that a two-character word finds, the same for every engine.
//
// Two neighbouring letters that are no ASCII are one token ("b" and four digits of base 36 for each
// code point); a run of ASCII letters and digits is one ("w" and the run). So a token is 2 to 33
// letters and digits of ASCII that begin with a letter: what any engine's own tokenizer keeps
// whole, whatever its tables know of characters. Texts that mean the same to SaidText have the
// same tokens.

// The tokens of one text, in order of appearance, each once. At most kTokensMost, fewer where they
// are long (PostgreSQL refuses a tsvector above 1 MiB); what stands later cannot be searched for. A
// run with eight digits or more (a phone, a document, a card) is left out: those are found through
// their sealed index only. Hand in the text with its private numbers masked.
inline constexpr std::size_t kTokensMost = 40'000;
Result<std::vector<std::string>> tokens_to_store(std::string_view text);

// The tokens of a query, all of which a text must have. Text that has them may still not hold the
// words (the pairs may stand apart), so look with says() before showing it. Refused: more than
// 100 characters, and a query without a token (a single character).
Result<std::vector<std::string>> tokens_to_find(std::string_view query);

// Tokens joined by spaces: the text of an FTS5 column or the argument of to_tsvector('simple', …).
std::string joined(const std::vector<std::string>& tokens);

// Whether each word of the query (between spaces) stands in the text, letters and digits compared
// as SaidText has them and everything else passed over. Not UTF-8: no.
enum class Says : unsigned char { no = 0, yes = 1 };
Says says(std::string_view text, std::string_view query);

}  // namespace qingxin::intake
