// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/check.h"
#include "base/text.h"
#include "base/utf8.h"
#include "fuzz/fuzz_input.h"
#include "intake/reading.h"
#include "intake/receipt_code.h"
#include "intake/search_tokens.h"
#include "intake/sketch.h"

namespace {

using namespace qingxin;          // NOLINT: a program of its own
using namespace qingxin::intake;  // NOLINT

void check_span(std::string_view text, const Span& span) {
  check(span.byte_from < span.byte_to && span.byte_to <= text.size());
  const std::string_view words = text.substr(span.byte_from, span.byte_to - span.byte_from);
  check(is_utf8(words));
  check(character_count(text.substr(0, span.byte_from)) == static_cast<int>(span.character_from));
  check(character_count(words) == static_cast<int>(span.character_to - span.character_from));
}

// What is found stands in the text, by place and apart from what else is found of its kind.
template <typename T>
void check_spans(std::string_view text, const std::vector<T>& list) {
  check(list.size() <= kFoundMost);
  std::uint32_t before = 0;
  for (const T& one : list) {
    check_span(text, one.span);
    check(one.span.byte_from >= before);
    before = one.span.byte_from;
  }
}

void check_bounds(const Reading& reading) {
  for (const AmountSaid& one : reading.amounts) {
    check(!one.least || one.least->fen >= 0);
    check(!one.least || !one.most || *one.least <= *one.most);
  }
  for (const PeopleSaid& one : reading.people)
    check(!one.least || !one.most || *one.least <= *one.most);
  for (const MonthsSaid& one : reading.months) {
    check(one.first.has_value() == one.last.has_value());
    check(!one.first || *one.first <= *one.last);
  }
  check(reading.amount.value.has_value() == (reading.amount.standing == Standing::said));
  check(reading.head_count.value.has_value() == (reading.head_count.standing == Standing::said));
}

// A number that was masked is not read again anywhere else in the text.
void check_masked(std::string_view text, const Reading& reading) {
  const std::string masked_text = with_numbers_masked(text, reading);
  if (reading.is_cut) return;
  const Result<Reading> again = read_clue(masked_text, date(2026, 11, 23), built_in_words());
  check(again.has_value());
  for (const PrivateNumber& number : reading.numbers) {
    check(number.shown.find('*') != std::string::npos);
    for (const PrivateNumber& other : again->numbers) {
      // A digit that masking left may join the number beside it.
      const std::string_view behind = std::string_view(masked_text).substr(other.span.byte_to);
      const std::string_view before = std::string_view(masked_text).substr(0, other.span.byte_from);
      const bool is_joined = behind.starts_with('*') || before.ends_with('*');
      check(is_joined || other.value != number.value);
    }
  }
}

}  // namespace

// Whatever is typed is read or refused with a reason; what is found is where it is said to be.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const Result<Reading> reading = read_clue(text, date(2026, 11, 23), built_in_words());
  check(reading.has_value() == (is_utf8(text) && text.size() <= kTextBytesMost));
  check(reading || !reading.error().message.empty());
  (void)says(text, "工资");
  if (const Result<ReceiptCode> code = parse_receipt_code(text))
    check(parse_receipt_code(to_string(*code)) == *code);
  if (!reading) return 0;
  check_spans(text, reading->amounts);
  check_spans(text, reading->people);
  check_spans(text, reading->months);
  check_spans(text, reading->units);
  check_spans(text, reading->projects);
  check_spans(text, reading->numbers);
  check_spans(text, reading->clue_class.signs);
  check_bounds(*reading);
  check_masked(text, *reading);
  const Result<std::vector<std::string>> tokens = tokens_to_store(text);
  check(tokens && tokens->size() <= kTokensMost);
  for (const std::string& token : *tokens)
    check(token.size() <= 33 &&
          std::ranges::all_of(token, [](unsigned char c) { return c < 0x80; }));
  const SketchSecret secret{"0123456789abcdef"};
  check(*sketch_of({.text = std::string(text)}, secret) ==
        *sketch_of({.text = std::string(text)}, secret));
  return 0;
}
