// SPDX-License-Identifier: Apache-2.0
#include "store/dialect.h"

#include <algorithm>
#include <vector>

namespace qingxin::store {

namespace {

enum class Kind : unsigned char { word, placeholder, quoted, other };

struct Token {
  Kind kind;
  std::string_view text;
};

constexpr std::string_view kWordBytes =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";

// The end of what begins at 0 and is closed by `closing`; a text that is never closed goes on to
// its end.
std::size_t end_of(std::string_view sql, std::size_t from, std::string_view closing) {
  const std::size_t at = sql.find(closing, from);
  return at == std::string_view::npos ? sql.size() : at + closing.size();
}

std::size_t end_of_word(std::string_view sql, std::size_t from) {
  return std::min(sql.find_first_not_of(kWordBytes, from), sql.size());
}

Token next_token(std::string_view sql) {
  if (sql.starts_with("--")) return {Kind::quoted, sql.substr(0, end_of(sql, 2, "\n"))};
  if (sql.starts_with("/*")) return {Kind::quoted, sql.substr(0, end_of(sql, 2, "*/"))};
  if (sql[0] == '\'') return {Kind::quoted, sql.substr(0, end_of(sql, 1, "'"))};
  if (sql[0] == '"') return {Kind::quoted, sql.substr(0, end_of(sql, 1, "\""))};
  if (sql[0] == '$') return {Kind::placeholder, sql.substr(0, end_of_word(sql, 1))};
  if (kWordBytes.find(sql[0]) != std::string_view::npos)
    return {Kind::word, sql.substr(0, end_of_word(sql, 0))};
  return {Kind::other, sql.substr(0, 1)};
}

std::vector<Token> tokens_of(std::string_view sql) {
  std::vector<Token> tokens;
  while (!sql.empty()) {
    tokens.push_back(next_token(sql));
    sql.remove_prefix(tokens.back().text.size());
  }
  return tokens;
}

}  // namespace

std::string for_sqlite(std::string_view sql) {
  constexpr std::string_view kLock = " FOR UPDATE";
  if (sql.ends_with(kLock)) sql.remove_suffix(kLock.size());
  std::string text;
  std::vector<std::string_view> words;  // of this statement, the first two
  for (const Token& token : tokens_of(sql)) {
    if (token.kind == Kind::word && words.size() < 2) words.push_back(token.text);
    if (token.text == ";") {
      if (words == std::vector<std::string_view>{"CREATE", "TABLE"})
        text += " STRICT, WITHOUT ROWID";
      words.clear();
    }
    if (token.kind == Kind::placeholder) {
      text.append("?").append(token.text.substr(1));
    } else {
      text += token.kind == Kind::word && token.text == "BIGINT" ? "INTEGER" : token.text;
    }
  }
  return text;
}

std::string for_postgres(std::string_view sql) {
  std::string text;
  for (const Token& token : tokens_of(sql))
    text += token.kind == Kind::word && token.text == "BLOB" ? "BYTEA" : token.text;
  return text;
}

}  // namespace qingxin::store
