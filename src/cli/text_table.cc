// SPDX-License-Identifier: Apache-2.0
#include "cli/text_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ostream>

#include "base/check.h"
#include "base/text.h"

namespace qingxin::cli {

namespace {

constexpr std::array<std::string_view, 13> kClosing{"，", "。", "；", "：", "、", "）", "」",
                                                    "》", "】", "！", "？", "”",  "〕"};
constexpr std::array<std::string_view, 6> kOpening{"（", "「", "《", "【", "“", "〔"};

std::string_view first_character(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) ++size;
  return text.substr(0, size);
}

bool is_latin(char c) {
  return static_cast<unsigned char>(c) < 0x80 && c != ' ';
}

template <std::size_t N>
bool ends_with_any(std::string_view text, const std::array<std::string_view, N>& marks) {
  return std::any_of(marks.begin(), marks.end(),
                     [&](std::string_view mark) { return text.ends_with(mark); });
}

// "第十六条" stays whole.
bool continues_an_article(std::string_view piece, std::string_view character) {
  constexpr std::array<std::string_view, 14> kParts{"一", "二", "三", "四", "五", "六", "七",
                                                    "八", "九", "十", "百", "条", "款", "项"};
  return piece.find("第") != std::string_view::npos && !ends_with_any(piece, kClosing) &&
         ends_with_any(character, kParts);
}

// The pieces between which a line may end.
std::vector<std::string> pieces_of(std::string_view text) {
  std::vector<std::string> pieces;
  while (!text.empty()) {
    const std::string_view character = first_character(text);
    text.remove_prefix(character.size());
    const bool joins =
        !pieces.empty() &&
        (ends_with_any(character, kClosing) || ends_with_any(pieces.back(), kOpening) ||
         continues_an_article(pieces.back(), character) ||
         (is_latin(character[0]) && is_latin(pieces.back().back())));
    if (joins)
      pieces.back() += character;
    else
      pieces.emplace_back(character);
  }
  return pieces;
}

std::string_view escape(Ink ink) {
  switch (ink) {
    case Ink::plain: return "";
    case Ink::strong: return "\x1b[1m";
    case Ink::faint: return "\x1b[2m";
    case Ink::red: return "\x1b[1;31m";
    case Ink::orange: return "\x1b[38;5;166m";
    case Ink::yellow: return "\x1b[33m";
    case Ink::blue: return "\x1b[34m";
    case Ink::green: return "\x1b[32m";
  }
  return "";
}

constexpr int kGap = 2;

}  // namespace

Colour colour_of(const Machine& machine) {
  return machine.is_out_a_terminal && !machine.wants_no_colour ? Colour::on : Colour::off;
}

std::string painted(std::string_view text, Ink ink, Colour colour) {
  if (colour == Colour::off || ink == Ink::plain) return std::string(text);
  return fmt::format("{}{}\x1b[0m", escape(ink), text);
}

std::vector<std::string> wrapped(std::string_view text, int width) {
  std::vector<std::string> lines(1);
  int used = 0;
  for (const std::string& piece : pieces_of(text)) {
    const int columns = display_width(piece);
    if (used > 0 && used + columns > width) {
      lines.back() = std::string(trim(lines.back()));
      lines.emplace_back();
      used = 0;
    }
    if (used == 0 && piece == " ") continue;
    lines.back() += piece;
    used += columns;
  }
  return lines;
}

void print_wrapped(std::string_view head, std::string_view text, std::ostream& out) {
  const int indent = display_width(head);
  std::string margin(head);
  for (const std::string& line : wrapped(text, kTextWidth - indent)) {
    out << margin << line << '\n';
    margin.assign(static_cast<std::size_t>(indent), ' ');
  }
}

TextTable::TextTable(std::vector<Align> columns, std::size_t elastic)
    : columns_(std::move(columns)), elastic_(elastic) {
  check(elastic_ < columns_.size());
}

void TextTable::add(std::vector<Cell> row) {
  check(row.size() == columns_.size());
  rows_.push_back(std::move(row));
}

std::vector<int> TextTable::widths() const {
  std::vector<int> widths(columns_.size(), 0);
  for (const std::vector<Cell>& row : rows_)
    for (std::size_t at = 0; at < row.size(); ++at)
      widths[at] = std::max(widths[at], display_width(row[at].text));
  int others = kGap * (static_cast<int>(columns_.size()) - 1);
  for (std::size_t at = 0; at < widths.size(); ++at)
    if (at != elastic_) others += widths[at];
  constexpr int kElasticMin = 12;
  widths[elastic_] = std::max(kTextWidth - others, kElasticMin);
  return widths;
}

void TextTable::print(Colour colour, std::ostream& out) const {
  const std::vector<int> width = widths();
  for (const std::vector<Cell>& row : rows_) {
    for (std::size_t at = 0; at < row.size(); ++at) {
      const std::string text = shortened(row[at].text, width[at]);
      const std::string cell = columns_[at] == Align::left ? padded_right(text, width[at])
                                                           : padded_left(text, width[at]);
      out << (at == 0 ? "" : std::string(kGap, ' ')) << painted(cell, row[at].ink, colour);
    }
    out << '\n';
  }
}

}  // namespace qingxin::cli
