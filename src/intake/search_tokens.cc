// SPDX-License-Identifier: Apache-2.0
#include "intake/search_tokens.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "intake/said_text.h"

namespace qingxin::intake {

namespace {

constexpr std::size_t kWordMost = 32;
constexpr int kPrivateDigits = 8;
constexpr std::size_t kQueryCharactersMost = 100;
// Of a tsvector: it may have 1 MiB; measured are 18 bytes for a token of 9.
constexpr std::size_t kBytesMost = 900'000;
constexpr std::size_t kBytesBesideToken = 10;

bool is_word_letter(char32_t point) {
  return is_ascii_digit(point) || is_ascii_letter(point);
}

std::string coded(char32_t point) {
  constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::string code(4, '0');
  auto rest = static_cast<std::uint32_t>(point);
  for (std::size_t i = code.size(); i-- > 0; rest /= 36) code[i] = kDigits[rest % 36];
  return code;
}

// Calls visit(token) for each; `keeps_numbers` is for queries, which are stored nowhere.
template <typename Visit>
void each_token(std::u32string_view plain, Visit visit) {
  std::size_t at = 0;
  while (at < plain.size()) {
    const std::size_t from = at;
    if (is_word_letter(plain[at])) {
      while (at < plain.size() && is_word_letter(plain[at])) ++at;
      const std::u32string_view word = plain.substr(from, at - from);
      if (std::ranges::count_if(word, is_ascii_digit) < kPrivateDigits)
        visit("w" + utf8_of(word.substr(0, kWordMost)));
    } else if (is_letter_or_digit(plain[at])) {
      const bool has_next = at + 1 < plain.size() && !is_word_letter(plain[at + 1]) &&
                            is_letter_or_digit(plain[at + 1]);
      if (has_next) visit("b" + coded(plain[at]) + coded(plain[at + 1]));
      ++at;
    } else {
      ++at;
    }
  }
}

}  // namespace

Result<std::vector<std::string>> tokens_to_store(std::string_view text) {
  const Result<SaidText> said = SaidText::read(text);
  if (!said) return tl::unexpected(said.error());
  std::vector<std::string> tokens;
  std::unordered_set<std::string> known;
  std::size_t bytes = 0;
  each_token(said->plain(), [&](std::string token) {
    const std::size_t cost = token.size() + kBytesBesideToken;
    if (tokens.size() >= kTokensMost || bytes + cost > kBytesMost) return;
    if (!known.insert(token).second) return;
    bytes += cost;
    tokens.push_back(std::move(token));
  });
  return tokens;
}

Result<std::vector<std::string>> tokens_to_find(std::string_view query) {
  const Result<SaidText> said = SaidText::read(query);
  if (!said) return tl::unexpected(said.error());
  if (said->plain().size() > kQueryCharactersMost)
    return fail(ErrorCode::invalid_input, fmt::format("查找的词有 {} 个字，最多 {} 个，请写短些",
                                                      said->plain().size(), kQueryCharactersMost));
  std::vector<std::string> tokens;
  each_token(said->plain(), [&](std::string token) {
    if (std::ranges::find(tokens, token) == tokens.end()) tokens.push_back(std::move(token));
  });
  if (tokens.empty())
    return fail(ErrorCode::invalid_input,
                "至少写两个相连的汉字，或一个短于八位的数、一个英文词；电话、证件号不能查找");
  return tokens;
}

std::string joined(const std::vector<std::string>& tokens) {
  return fmt::format("{}", fmt::join(tokens, " "));
}

Says says(std::string_view text, std::string_view query) {
  const Result<SaidText> said = SaidText::read(text);
  const Result<SaidText> asked = SaidText::read(query);
  if (!said || !asked) return Says::no;
  const std::u32string letters = letters_of(said->plain());
  std::u32string_view rest = asked->plain();
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(U" \n"), rest.size());
    if (letters.find(letters_of(rest.substr(0, end))) == letters.npos) return Says::no;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return Says::yes;
}

}  // namespace qingxin::intake
