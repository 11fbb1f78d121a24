// SPDX-License-Identifier: Apache-2.0
#include "intake/reading.h"

#include <algorithm>
#include <set>

#include "base/check.h"
#include "intake/readers.h"

namespace qingxin::intake {

namespace {

constexpr std::u32string_view kSentenceEnds = U"。!?;\n\U0000FF61";
constexpr std::u32string_view kClauseEnds = U"。!?;\n\U0000FF61,，、";

std::u32string_view back_to(std::u32string_view text, std::size_t at, std::size_t most,
                            std::u32string_view ends) {
  std::size_t from = at;
  while (from > 0 && at - from < most && ends.find(text[from - 1]) == ends.npos) --from;
  return text.substr(from, at - from);
}

std::u32string_view on_to(std::u32string_view text, std::size_t at, std::size_t most,
                          std::u32string_view ends) {
  std::size_t to = at;
  while (to < text.size() && to - at < most && ends.find(text[to]) == ends.npos) ++to;
  return text.substr(at, to - at);
}

std::u32string with_wide_commas(const SaidText& said) {
  std::u32string text(said.plain());
  for (std::size_t at = 0; at < text.size(); ++at)
    if (text[at] == U',' && !said.is_as_written(at)) text[at] = U'，';
  return text;
}

// One value, none, or no telling which.
template <typename T>
Suggested<T> suggested_of(const std::set<T>& values) {
  if (values.empty()) return {};
  if (values.size() > 1) return {.value = {}, .standing = Standing::differently};
  return {.value = *values.begin(), .standing = Standing::said};
}

Suggested<int> head_count_of(const std::vector<PeopleSaid>& people) {
  for (const bool wants_whole : {true, false}) {
    std::set<int> values;
    bool is_inexact = false;
    for (const PeopleSaid& one : people) {
      if (one.degree == Degree::doubtful || (wants_whole && !one.is_whole)) continue;
      if (one.exactness == Exactness::exact && one.least)
        values.insert(*one.least);
      else
        is_inexact = true;
    }
    if (values.empty() && is_inexact) return {.value = {}, .standing = Standing::inexactly};
    if (!values.empty()) return suggested_of(values);
  }
  return {};
}

// What is owed in all: the total that is said to be owed, or the amounts that are, or one of which
// nothing else is said, or each person's share times the people. Paid, withheld and agreed amounts
// and rates are none of it; where something was paid, an amount of which nothing is said may be
// what was owed before.
Suggested<Money> amount_of(const std::vector<AmountSaid>& amounts, const Suggested<int>& people) {
  const auto may_be_owed = [](const AmountSaid& one) {
    return one.degree != Degree::doubtful &&
           (one.bearing == Bearing::owed || one.bearing == Bearing::unclear);
  };
  const bool has_paid = std::ranges::any_of(
      amounts, [](const AmountSaid& one) { return one.bearing == Bearing::paid; });
  for (const Bearing bearing : {Bearing::owed, Bearing::unclear}) {
    for (const bool wants_total : {true, false}) {
      std::set<Money> values;
      bool is_inexact = false;
      for (const AmountSaid& one : amounts) {
        if (!may_be_owed(one) || one.bearing != bearing || (wants_total && !one.is_total)) continue;
        if (one.per != Per::whole && !one.times) continue;
        if (one.exactness == Exactness::exact && one.least)
          values.insert(one.times ? Money{one.least->fen * *one.times} : *one.least);
        else
          is_inexact = true;
      }
      if (values.empty() && !is_inexact) continue;
      if (bearing == Bearing::unclear && has_paid)
        return {.value = {}, .standing = Standing::differently};
      return values.empty() ? Suggested<Money>{.value = {}, .standing = Standing::inexactly}
                            : suggested_of(values);
    }
  }
  std::set<Money> shares;
  for (const AmountSaid& one : amounts)
    if (may_be_owed(one) && one.per == Per::person && one.exactness == Exactness::exact &&
        one.least)
      shares.insert(*one.least);
  if (shares.size() != 1 || !people.value) return {};
  std::int64_t product = 0;
  if (__builtin_mul_overflow(shares.begin()->fen, std::int64_t{*people.value}, &product)) return {};
  return {.value = Money{product}, .standing = Standing::said};
}

std::vector<Month> wage_months_of(const std::vector<MonthsSaid>& said) {
  std::set<Month> months;
  for (const MonthsSaid& one : said)
    if (one.is_of_wages && one.first && one.last && one.degree != Degree::doubtful)
      for (Month month = *one.first; month <= *one.last; month = month + 1) months.insert(month);
  return {months.begin(), months.end()};
}

}  // namespace

bool Read::is_free(std::size_t from, std::size_t to) const {
  return std::find(is_taken.begin() + static_cast<std::ptrdiff_t>(from),
                   is_taken.begin() + static_cast<std::ptrdiff_t>(to),
                   1) == is_taken.begin() + static_cast<std::ptrdiff_t>(to);
}

void Read::take(std::size_t from, std::size_t to) {
  std::fill(is_taken.begin() + static_cast<std::ptrdiff_t>(from),
            is_taken.begin() + static_cast<std::ptrdiff_t>(to), 1);
}

std::u32string_view Read::before(std::size_t at, std::size_t most) const {
  return back_to(text, at, most, kSentenceEnds);
}

std::u32string_view Read::behind(std::size_t at, std::size_t most) const {
  return on_to(text, at, most, kSentenceEnds);
}

std::u32string_view Read::clause_before(std::size_t at, std::size_t most) const {
  return back_to(text, at, most, kClauseEnds);
}

std::u32string_view Read::clause_behind(std::size_t at, std::size_t most) const {
  return on_to(text, at, most, kClauseEnds);
}

std::size_t Read::behind_spaces(std::size_t at) const {
  constexpr std::size_t kSpacesMost = 3;
  for (std::size_t count = 0; count < kSpacesMost && at < text.size() && text[at] == U' '; ++count)
    ++at;
  return at;
}

bool has_any(std::u32string_view text, const WordList& list) {
  return last_end(text, list) > 0;
}

std::size_t last_end(std::u32string_view text, const WordList& list) {
  std::size_t end = 0;
  list.each(text, [&](const WordList::Hit& hit) { end = std::max(end, hit.to); });
  return end;
}

Result<Reading> read_clue(std::string_view text, Date filed, const Words& words) {
  const Result<SaidText> said = SaidText::read(text);
  if (!said) return tl::unexpected(said.error());
  const std::u32string plain = with_wide_commas(*said);
  Read read{.said = *said,
            .text = plain,
            .words = words,
            .filed = month_of(filed),
            .is_taken = std::vector<char>(said->plain().size(), 0),
            .reading = {}};
  read_class(read);
  read_numbers(read);
  read_names(read);
  read_months(read);
  read_amounts(read);
  read_people(read);
  Reading& reading = read.reading;
  reading.head_count = head_count_of(reading.people);
  reading.amount = amount_of(reading.amounts, reading.head_count);
  reading.wage_months = wage_months_of(reading.months);
  return std::move(reading);
}

std::string with_numbers_masked(std::string_view text, const Reading& reading) {
  std::string masked;
  std::size_t at = 0;
  for (const PrivateNumber& number : reading.numbers) {
    check(number.span.byte_from >= at && number.span.byte_to <= text.size());
    masked += text.substr(at, number.span.byte_from - at);
    masked += number.shown;
    at = number.span.byte_to;
  }
  masked += text.substr(at);
  return masked;
}

std::string_view name_of(Degree degree) {
  switch (degree) {
    case Degree::stated: return "stated";
    case Degree::likely: return "likely";
    case Degree::doubtful: return "doubtful";
  }
  return "";
}

std::string_view name_of(Bearing bearing) {
  switch (bearing) {
    case Bearing::unclear: return "unclear";
    case Bearing::owed: return "owed";
    case Bearing::paid: return "paid";
    case Bearing::withheld: return "withheld";
    case Bearing::agreed: return "agreed";
  }
  return "";
}

std::string_view name_of(Per per) {
  switch (per) {
    case Per::whole: return "whole";
    case Per::person: return "person";
    case Per::day: return "day";
    case Per::month: return "month";
    case Per::hour: return "hour";
    case Per::piece: return "piece";
  }
  return "";
}

std::string_view name_of(NumberKind kind) {
  switch (kind) {
    case NumberKind::mobile: return "mobile";
    case NumberKind::landline: return "landline";
    case NumberKind::identity: return "identity";
    case NumberKind::identity_like: return "identity_like";
    case NumberKind::card: return "card";
    case NumberKind::other: return "other";
  }
  return "";
}

std::string_view name_of(Standing standing) {
  switch (standing) {
    case Standing::not_said: return "not_said";
    case Standing::said: return "said";
    case Standing::differently: return "differently";
    case Standing::inexactly: return "inexactly";
  }
  return "";
}

}  // namespace qingxin::intake
