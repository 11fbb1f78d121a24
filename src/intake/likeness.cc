// SPDX-License-Identifier: Apache-2.0
#include "intake/likeness.h"

#include <fmt/format.h>

#include <algorithm>

namespace qingxin::intake {

namespace {

constexpr int kNumberWeight = 400;
constexpr int kNameWeight = 200;
constexpr int kProjectWeight = 300;
constexpr int kUnitWeight = 150;
constexpr int kMonthsWeight = 100;
constexpr int kTextWeight = 350;
constexpr int kCountedLeast = 500;
constexpr int kLikely = 700;
constexpr int kPossible = 500;
constexpr int kTextFrom = 300;      // so alike are texts that share nothing but the way of talking
constexpr int kTextWhole = 850;     // from here on they are the same words
constexpr int kOwnPairsLeast = 12;  // of its own: shorter texts are said by anybody

AspectLikeness said(int thousandths, int weight) {
  return {.agreement = thousandths > 0 ? Agreement::agrees : Agreement::differs,
          .thousandths = thousandths,
          .weight = weight};
}

enum class SamePerson : unsigned char { no, by_name, by_number };

SamePerson same_person(const PersonMark& a, const PersonMark& b) {
  if (a.identity != 0 && b.identity != 0)
    return a.identity == b.identity ? SamePerson::by_number : SamePerson::no;
  if (a.phone != 0 && a.phone == b.phone) return SamePerson::by_number;
  return a.name != 0 && a.name == b.name ? SamePerson::by_name : SamePerson::no;
}

// Lists of people are long where a whole site complains in one clue; they are sorted by name, and
// whoever is looked for by number is looked for in a sorted list of numbers.
struct ByNumber {
  std::vector<std::int64_t> phones;
  std::vector<std::int64_t> identities;

  explicit ByNumber(const std::vector<PersonMark>& people) {
    for (const PersonMark& person : people) {
      if (person.phone != 0) phones.push_back(person.phone);
      if (person.identity != 0) identities.push_back(person.identity);
    }
    std::ranges::sort(phones);
    std::ranges::sort(identities);
  }
};

// How somebody of one clue is found among the people of the other.
SamePerson found_in(const PersonMark& one, const std::vector<PersonMark>& people,
                    const ByNumber& numbers) {
  if (one.identity != 0 && std::ranges::binary_search(numbers.identities, one.identity))
    return SamePerson::by_number;
  if (one.phone != 0 && std::ranges::binary_search(numbers.phones, one.phone))
    for (const PersonMark& other : people)
      if (other.phone == one.phone && same_person(one, other) == SamePerson::by_number)
        return SamePerson::by_number;
  if (one.name == 0) return SamePerson::no;
  const auto first = std::ranges::lower_bound(people, one.name, {}, &PersonMark::name);
  for (auto other = first; other != people.end() && other->name == one.name; ++other)
    if (same_person(one, *other) != SamePerson::no) return SamePerson::by_name;
  return SamePerson::no;
}

// The share of the shorter list that is in the other, and the stronger of the two ways to find.
AspectLikeness worker_likeness(const Sketch& a, const Sketch& b) {
  if (a.people.empty() || b.people.empty()) return {};
  std::size_t found[2] = {0, 0};
  bool is_by_number = false;
  const Sketch* const sides[2] = {&a, &b};
  for (const int side : {0, 1}) {
    const std::vector<PersonMark>& others = sides[1 - side]->people;
    const ByNumber numbers(others);
    for (const PersonMark& one : sides[side]->people) {
      const SamePerson same = found_in(one, others, numbers);
      found[side] += same == SamePerson::no ? 0 : 1;
      is_by_number = is_by_number || same == SamePerson::by_number;
    }
  }
  const std::size_t shorter = std::min(a.people.size(), b.people.size());
  const std::size_t shared = std::min({found[0], found[1], shorter});
  if (shared == 0) return said(0, 0);
  // One shared worker of many joins two clues as surely as all of them do.
  AspectLikeness likeness =
      said(static_cast<int>(shared * 1000 / shorter), is_by_number ? kNumberWeight : kNameWeight);
  return likeness;
}

AspectLikeness name_aspect(const std::vector<std::string>& a, const std::vector<std::string>& b,
                           int weight) {
  if (a.empty() || b.empty()) return {};
  int best = 0;
  for (const std::string& one : a)
    for (const std::string& other : b) best = std::max(best, name_likeness(one, other));
  return said(best, weight);
}

AspectLikeness months_likeness(const Sketch& a, const Sketch& b) {
  if (a.months.empty() || b.months.empty()) return {};
  std::vector<Month> shared;
  std::ranges::set_intersection(a.months, b.months, std::back_inserter(shared));
  const std::size_t shorter = std::min(a.months.size(), b.months.size());
  return said(static_cast<int>(shared.size() * 1000 / shorter), kMonthsWeight);
}

AspectLikeness text_aspect(const Sketch& a, const Sketch& b) {
  const std::optional<int> alike = text_likeness(a, b);
  if (!alike) return {};
  if (*alike <= kTextFrom) return said(0, 0);
  if (std::min(a.own_pairs, b.own_pairs) < kOwnPairsLeast) return said(*alike, 0);
  const int share = std::min(*alike - kTextFrom, kTextWhole - kTextFrom);
  return said(*alike, kTextWeight * share / (kTextWhole - kTextFrom));
}

// What an aspect adds to the sum: a worker or a text that agrees does so wholly, for its weight
// says by how much.
int points_of(Aspect aspect, const AspectLikeness& likeness) {
  const bool is_whole = aspect == Aspect::worker || aspect == Aspect::text;
  return is_whole ? likeness.weight : likeness.weight * likeness.thousandths / 1000;
}

}  // namespace

Likeness compare(const Sketch& a, const Sketch& b) {
  Likeness likeness;
  likeness.aspects = {worker_likeness(a, b), name_aspect(a.units, b.units, kUnitWeight),
                      name_aspect(a.projects, b.projects, kProjectWeight), months_likeness(a, b),
                      text_aspect(a, b)};
  int counted = 0;
  int agreed = 0;
  for (std::size_t i = 0; i < kAspects; ++i) {
    counted += likeness.aspects[i].weight;
    agreed += points_of(static_cast<Aspect>(i), likeness.aspects[i]);
  }
  likeness.thousandths = agreed * 1000 / std::max(counted, kCountedLeast);
  likeness.has_same_text = a.text_mark != 0 && a.text_mark == b.text_mark;
  const AspectLikeness& worker = likeness.of(Aspect::worker);
  if (likeness.has_same_text &&
      (a.own_pairs >= kOwnPairsLeast || worker.agreement == Agreement::agrees))
    likeness.verdict = Verdict::repeat;
  else if (likeness.thousandths >= kLikely)
    likeness.verdict = Verdict::likely;
  else if (likeness.thousandths >= kPossible)
    likeness.verdict = Verdict::possible;
  return likeness;
}

std::string_view name_of(Aspect aspect) {
  switch (aspect) {
    case Aspect::worker: return "worker";
    case Aspect::unit: return "unit";
    case Aspect::project: return "project";
    case Aspect::months: return "months";
    case Aspect::text: return "text";
  }
  return "";
}

std::string_view in_chinese(Aspect aspect) {
  switch (aspect) {
    case Aspect::worker: return "工人";
    case Aspect::unit: return "单位";
    case Aspect::project: return "项目";
    case Aspect::months: return "月份";
    case Aspect::text: return "文字";
  }
  return "";
}

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::unlike: return "unlike";
    case Verdict::possible: return "possible";
    case Verdict::likely: return "likely";
    case Verdict::repeat: return "repeat";
  }
  return "";
}

std::string_view in_chinese(Verdict verdict) {
  switch (verdict) {
    case Verdict::unlike: return "看不出是同一事项";
    case Verdict::possible: return "可能是同一事项";
    case Verdict::likely: return "很可能是同一事项";
    case Verdict::repeat: return "原话重复";
  }
  return "";
}

std::string explained(const Likeness& likeness) {
  std::string words;
  for (std::size_t i = 0; i < kAspects; ++i) {
    const AspectLikeness& one = likeness.aspects[i];
    if (!words.empty()) words += "、";
    words += in_chinese(static_cast<Aspect>(i));
    switch (one.agreement) {
      case Agreement::not_said: words += "没有说"; break;
      case Agreement::differs: words += "不同"; break;
      case Agreement::agrees: words += fmt::format("相同（{}‰）", one.thousandths); break;
    }
  }
  return fmt::format("{}（{}‰）：{}", in_chinese(likeness.verdict), likeness.thousandths, words);
}

}  // namespace qingxin::intake
