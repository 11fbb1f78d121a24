// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "intake/readers.h"

namespace qingxin::intake {

namespace {

constexpr std::int64_t kPeopleMost = 100'000;
constexpr std::size_t kAround = 8;  // characters

// How a measure of people goes on behind a number.
struct Measure {
  std::size_t to = 0;
  bool is_others = false;  // 3名监理: not those who complain
};

std::optional<Measure> measure_at(const Read& read, std::size_t from, std::size_t at) {
  const Words::People& people = read.words.people;
  at = read.behind_spaces(at);
  if (at >= read.text.size()) return std::nullopt;
  const std::u32string_view rest = read.text.substr(at);
  const char32_t first = rest.front();
  if (first == U'人') {
    // 12人工资 is the pay of twelve, 12人工费 is no people.
    if (people.not_people.at_beginning(rest.substr(1)) > 0) return std::nullopt;
    return Measure{.to = at + 1};
  }
  if (first != U'名' && first != U'位' && first != U'个') return std::nullopt;
  const std::u32string_view next = rest.substr(1);
  if (const std::size_t others = people.others.at_beginning(next); others > 0)
    return first == U'个' ? std::nullopt
                          : std::optional{Measure{.to = at + 1 + others, .is_others = true}};
  const std::size_t workers = people.workers.at_beginning(next);
  // 工人12名 says it the other way round.
  if (workers == 0 && first != U'个' && people.workers.at_end(read.clause_before(from, 6)) > 0)
    return Measure{.to = at + 1};
  if (workers == 0) return std::nullopt;
  const bool is_not_people =
      next[workers - 1] == U'人' && people.not_people.at_beginning(next.substr(workers)) > 0;
  if (is_not_people) return std::nullopt;
  return Measure{.to = at + 1 + workers};
}

bool is_ordinal(std::u32string_view before) {
  return before.ends_with(U'第') || before.ends_with(U'每') || before.ends_with(U'/') ||
         before.ends_with(U"每一");
}

std::optional<int> in_people(std::int64_t millionths) {
  if (millionths % kMillionths != 0 || millionths / kMillionths > kPeopleMost) return std::nullopt;
  return static_cast<int>(millionths / kMillionths);
}

// 约, 至少, 不到 before a number.
Exactness exactness_before(std::u32string_view before, Exactness said) {
  for (const std::u32string_view word : {U"不到", U"不足", U"不超过", U"最多", U"至多"})
    if (before.ends_with(word)) return Exactness::at_most;
  for (const std::u32string_view word : {U"至少", U"不少于", U"超过", U"最少", U"高达"})
    if (before.ends_with(word)) return Exactness::at_least;
  for (const std::u32string_view word : {U"大约", U"大概", U"约", U"将近", U"近", U"差不多"})
    if (before.ends_with(word)) return said == Exactness::exact ? Exactness::about : said;
  return said;
}

void bound(PeopleSaid& one) {
  if (one.exactness == Exactness::at_least) one.most.reset();
  if (one.exactness == Exactness::at_most) one.least.reset();
  if (one.exactness == Exactness::vague) one.least.reset(), one.most.reset();
}

// The number of people that begins at `from`, with 3到5 and 上百 seen to; behind it in `to`.
std::optional<PeopleSaid> said_at(const Read& read, std::size_t from, std::size_t& to) {
  const std::optional<SaidNumber> number = number_at(read.text, from);
  if (!number || number->digits > 6) return std::nullopt;
  PeopleSaid one{.least = in_people(number->least),
                 .most = in_people(number->most),
                 .exactness = number->exactness};
  if (!one.least || !one.most) return std::nullopt;
  std::size_t end = number->to;
  constexpr std::u32string_view kTo = U"到至-~—";
  if (std::optional<Measure> first = measure_at(read, from, end);
      (first || kTo.find(end < read.text.size() ? read.text[end] : U'\0') != kTo.npos)) {
    const std::size_t joint = first ? first->to : end;
    if (joint < read.text.size() && kTo.find(read.text[joint]) != kTo.npos) {
      const std::optional<SaidNumber> last = number_at(read.text, joint + 1);
      if (last && measure_at(read, from, last->to) && last->least > number->least) {
        one.most = in_people(last->most);
        one.exactness = Exactness::range;
        end = last->to;
        if (!one.most) return std::nullopt;
      }
    }
  }
  const std::optional<Measure> measure = measure_at(read, from, end);
  if (!measure) return std::nullopt;
  to = measure->to;
  one.degree = measure->is_others ? Degree::doubtful : Degree::stated;
  return one;
}

void add_words(Read& read, const WordList& list, int count, Degree degree) {
  list.each(read.text, [&](const WordList::Hit& hit) {
    if (!read.is_free(hit.from, hit.to)) return;
    read.take(hit.from, hit.to);
    keep(read, read.reading.people,
         PeopleSaid{.span = read.said.span(hit.from, hit.to),
                    .least = count,
                    .most = count,
                    .exactness = Exactness::exact,
                    .is_whole = false,
                    .degree = degree});
  });
}

void add_number(Read& read, std::size_t from, std::size_t to, PeopleSaid one) {
  const std::u32string_view before = read.clause_before(from, kAround);
  one.span = read.said.span(from, to);
  one.exactness = exactness_before(before, one.exactness);
  const std::u32string_view behind = read.clause_behind(to, 2);
  if (one.exactness == Exactness::exact && (behind == U"左右" || behind == U"上下"))
    one.exactness = Exactness::about;
  if (before.ends_with(U'上') && one.exactness == Exactness::exact &&
      (read.text[from] == U'百' || read.text[from] == U'千'))
    one.exactness = Exactness::at_least;
  one.is_whole = has_any(before, read.words.people.whole);
  if (one.least == 0 && one.exactness == Exactness::exact) one.degree = Degree::doubtful;
  bound(one);
  read.take(from, to);
  keep(read, read.reading.people, one);
}

}  // namespace

std::optional<PeopleAt> people_at(const Read& read, std::size_t from) {
  std::size_t to = 0;
  const std::optional<PeopleSaid> one = said_at(read, from, to);
  if (!one || one->exactness != Exactness::exact || !one->least) return std::nullopt;
  return PeopleAt{*one->least, to};
}

std::optional<int> people_before(const Read& read, std::size_t from) {
  constexpr std::size_t kBackMost = 12;
  std::size_t at = from;
  std::optional<int> count;
  while (at > 0 && from - at < kBackMost) {
    --at;
    const std::optional<PeopleAt> people = people_at(read, at);
    if (people && people->to == from) count = people->count;
  }
  return count;
}

void read_people(Read& read) {
  for (std::size_t at = 0; at < read.text.size();) {
    if (read.is_taken[at] != 0) {
      ++at;
      continue;
    }
    std::size_t to = 0;
    const std::optional<PeopleSaid> one = said_at(read, at, to);
    if (one && !is_ordinal(read.clause_before(at, 2)) && read.is_free(at, to)) {
      add_number(read, at, to, *one);
      at = to;
      continue;
    }
    at = std::max(at + 1, behind_number(read.text, at));
  }
  const Words::People& people = read.words.people;
  add_words(read, people.pairs, 2, Degree::likely);
  add_words(read, people.threes, 3, Degree::likely);
  std::ranges::sort(read.reading.people, {}, [](const PeopleSaid& one) { return one.span; });
  // 本人 says that one person writes, not that there is nobody else.
  if (read.reading.people.empty()) add_words(read, people.first_person, 1, Degree::doubtful);
}

}  // namespace qingxin::intake
