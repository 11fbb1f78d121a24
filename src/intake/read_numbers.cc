// SPDX-License-Identifier: Apache-2.0
#include "base/check_digit.h"
#include "base/text.h"
#include "intake/readers.h"

namespace qingxin::intake {

namespace {

constexpr std::size_t kLongNumber = 15;
constexpr std::size_t kShownMost = 40;

bool is_separator(char32_t point) {
  return point == U' ' || point == U'-';
}

// A run of digits, with single spaces and hyphens between, and a last x: as long as it goes.
struct Run {
  std::size_t from = 0;
  std::size_t to = 0;
  std::string digits;
};

Run run_at(std::u32string_view text, std::size_t from) {
  Run run{.from = from, .to = from, .digits = {}};
  std::size_t at = from;
  while (at < text.size()) {
    if (is_ascii_digit(text[at])) {
      run.digits += static_cast<char>(text[at]);
      run.to = ++at;
    } else if (is_separator(text[at]) && at + 1 < text.size() && is_ascii_digit(text[at + 1])) {
      ++at;
    } else {
      break;
    }
  }
  const bool is_followed_by_x = run.to < text.size() && text[run.to] == U'x' &&
                                (run.to + 1 == text.size() || !is_ascii_letter(text[run.to + 1]));
  if (is_followed_by_x && run.digits.size() == 17) {
    run.digits += 'X';
    ++run.to;
  }
  return run;
}

// What digits without anything between them are.
std::optional<NumberKind> kind_of(const std::string& digits) {
  const std::size_t size = digits.size();
  if (size == 18 && identity_fault(digits) == IdentityFault::none) return NumberKind::identity;
  if (size == 18 &&
      (digits.back() == 'X' || digits.substr(6, 2) == "19" || digits.substr(6, 2) == "20"))
    return NumberKind::identity_like;
  if (size == 11 && digits[0] == '1') return NumberKind::mobile;
  if (size >= 16 && size <= 19 && is_card_like(digits)) return NumberKind::card;
  if (size == 15) return NumberKind::identity_like;
  if (size > kLongNumber) return NumberKind::other;
  return std::nullopt;
}

bool is_landline(const std::string& digits) {
  return digits[0] == '0' && digits.size() >= 10 && digits.size() <= 12;
}

void add(Read& read, std::size_t from, std::size_t to, NumberKind kind, std::string value) {
  std::string shown = masked(value.substr(0, kShownMost));
  read.take(from, to);
  // However many there are: what is not in this list is not masked.
  read.reading.numbers.push_back({.span = read.said.span(from, to),
                                  .kind = kind,
                                  .value = std::move(value),
                                  .shown = std::move(shown)});
}

// The pieces between separators, each by itself: 10012345678 10087654321 are two.
void add_pieces(Read& read, const Run& run) {
  std::size_t from = run.from;
  while (from < run.to) {
    std::string digits;
    std::size_t to = from;
    while (to < run.to && !is_separator(read.text[to])) {
      digits += read.text[to] == U'x' ? 'X' : static_cast<char>(read.text[to]);
      ++to;
    }
    if (!digits.empty())
      if (const std::optional<NumberKind> kind = kind_of(digits))
        add(read, from, to, *kind, digits);
    from = to + 1;
  }
}

}  // namespace

// Numbers that point to a person come first, so that no later reader takes them for money. What is
// masked too much is a nuisance, what is masked too little a leak: any 15 digits are masked.
void read_numbers(Read& read) {
  for (std::size_t at = 0; at < read.text.size();) {
    if (!is_ascii_digit(read.text[at])) {
      ++at;
      continue;
    }
    const Run run = run_at(read.text, at);
    at = run.to;
    bool is_separated = false;
    for (std::size_t i = run.from; i < run.to; ++i)
      is_separated = is_separated || is_separator(read.text[i]);
    const bool is_as_a_whole =
        run.digits.size() <= 19 && (is_landline(run.digits) || kind_of(run.digits).has_value());
    if (!is_separated || is_as_a_whole) {
      if (is_landline(run.digits))
        add(read, run.from, run.to, NumberKind::landline, run.digits);
      else if (const std::optional<NumberKind> kind = kind_of(run.digits))
        add(read, run.from, run.to, *kind, run.digits);
    } else {
      add_pieces(read, run);
    }
  }
}

}  // namespace qingxin::intake
