// SPDX-License-Identifier: Apache-2.0
#include "intake/sketch.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/hash.h"
#include "base/text.h"
#include "base/utf8.h"
#include "intake/said_text.h"
#include "intake/words.h"

namespace qingxin::intake {

namespace {

constexpr std::size_t kSecretLeast = 16;
constexpr std::size_t kRows = 4;  // of a band: 16 bands find 0.6 alike in 9 of 10, 0.1 in 1 of 600

constexpr std::uint64_t mixed(std::uint64_t word) {
  word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9U;
  word = (word ^ (word >> 27)) * 0x94d049bb133111ebU;
  return word ^ (word >> 31);
}

std::int64_t mark_of(std::string_view kind, std::string_view value, const SketchSecret& secret) {
  if (value.empty()) return 0;
  const Digest digest = hmac_sm3(secret.key, fmt::format("{}\n{}", kind, value));
  std::uint64_t mark = 0;
  for (std::size_t i = 0; i < sizeof mark; ++i) mark = mark << 8 | digest[i];
  mark &= INT64_MAX;
  return static_cast<std::int64_t>(mark == 0 ? 1 : mark);
}

std::vector<std::string> first_of(const std::vector<std::string>& names) {
  return {names.begin(),
          names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), kNamesMost))};
}

// The pairs of letters of the text, each once, without those that lie within a common phrase.
std::vector<std::uint64_t> pairs_of(const SaidText& said) {
  const std::u32string letters = letters_of(said.plain());
  std::vector<char> is_common(letters.size(), 0);  // the pair that begins there
  built_in_words().common.each(letters, [&](const WordList::Hit& hit) {
    for (std::size_t at = hit.from; at + 1 < hit.to; ++at) is_common[at] = 1;
  });
  std::vector<std::uint64_t> pairs;
  for (std::size_t at = 0; at + 1 < letters.size(); ++at)
    if (is_common[at] == 0)
      pairs.push_back(std::uint64_t{letters[at]} << 32 | std::uint64_t{letters[at + 1]});
  std::ranges::sort(pairs);
  pairs.erase(std::ranges::unique(pairs).begin(), pairs.end());
  return pairs;
}

void add_text(Sketch& sketch, const SaidText& said, const SketchSecret& secret) {
  const std::string letters = utf8_of(letters_of(said.plain()));
  sketch.text_mark = mark_of("text", letters, secret);
  const std::vector<std::uint64_t> pairs = pairs_of(said);
  sketch.own_pairs = static_cast<std::int32_t>(pairs.size());
  if (pairs.empty()) return;
  const auto seed = static_cast<std::uint64_t>(mark_of("pairs", "seed", secret));
  std::array<std::uint32_t, kMinHashes> least;
  least.fill(UINT32_MAX);
  for (const std::uint64_t pair : pairs) {
    std::uint64_t drawn = mixed(pair ^ seed);
    for (std::size_t i = 0; i < kMinHashes; i += 2) {
      drawn = mixed(drawn + 0x9e3779b97f4a7c15U);
      least[i] = std::min(least[i], static_cast<std::uint32_t>(drawn));
      least[i + 1] = std::min(least[i + 1], static_cast<std::uint32_t>(drawn >> 32));
    }
  }
  for (std::size_t i = 0; i < kMinHashes; ++i)
    sketch.text[i] = static_cast<std::uint16_t>(least[i]);
  for (std::size_t band = 0; band * kRows < kMinHashes; ++band) {
    std::uint64_t hash = mixed(seed + band + 1);
    for (std::size_t row = 0; row < kRows; ++row) hash = mixed(hash ^ least[band * kRows + row]);
    sketch.bands.push_back(static_cast<std::int64_t>(hash & INT64_MAX));
  }
}

template <typename T>
void settle(std::vector<T>& list) {
  std::ranges::sort(list);
  list.erase(std::ranges::unique(list).begin(), list.end());
}

std::vector<std::string> core_names(const std::vector<std::string>& names) {
  std::vector<std::string> cores;
  for (const std::string& name : names)
    if (std::string core = core_name(name); !core.empty()) cores.push_back(std::move(core));
  settle(cores);
  return cores;
}

}  // namespace

Result<Sketch> sketch_of(const ClueFacts& facts, const SketchSecret& secret) {
  if (secret.key.size() < kSecretLeast)
    return fail(ErrorCode::invalid_input,
                fmt::format("比对用的密钥只有 {} 字节，至少 {} 字节，请检查密钥文件",
                            secret.key.size(), kSecretLeast));
  const Result<SaidText> said = SaidText::read(facts.text);
  if (!said) return tl::unexpected(said.error());
  Sketch sketch;
  add_text(sketch, *said, secret);
  for (const ClueFacts::Person& person : facts.people) {
    const PersonMark mark{.name = mark_of("name", folded_name(person.name), secret),
                          .phone = mark_of("phone", person.phone_token, secret),
                          .identity = mark_of("identity", person.identity_token, secret)};
    if (mark != PersonMark{}) sketch.people.push_back(mark);
  }
  settle(sketch.people);
  sketch.units = core_names(first_of(facts.units));
  sketch.projects = core_names(first_of(facts.projects));
  sketch.months = facts.months;
  settle(sketch.months);
  return sketch;
}

std::string core_name(std::string_view name) {
  const std::string whole = folded_name(name);
  if (!is_utf8(whole)) return whole;
  std::u32string rest = letters_of(points_of(whole));
  const std::vector<std::u32string>& endings = built_in_words().name_endings;
  bool changed = true;
  while (changed) {
    changed = false;
    for (const std::u32string& ending : endings) {
      if (rest.size() < ending.size() + 2 || !rest.ends_with(ending)) continue;
      rest.resize(rest.size() - ending.size());
      changed = true;
    }
  }
  return utf8_of(rest);
}

int name_likeness(std::string_view a, std::string_view b) {
  constexpr std::size_t kWithinLeast = 4;  // characters of the name that stands in the other
  constexpr int kWithin = 800;
  constexpr int kWithinAnyNumber = 400;
  constexpr int kNearly = 750;
  if (a.empty() || b.empty()) return 0;
  if (a == b) return 1000;
  if (!is_utf8(a) || !is_utf8(b)) return 0;
  const std::u32string first = points_of(a);
  const std::u32string second = points_of(b);
  const std::u32string& shorter = first.size() < second.size() ? first : second;
  const std::u32string& longer = first.size() < second.size() ? second : first;
  if (shorter.size() < kWithinLeast) return 0;
  // Numbers tell sections and buildings apart: names that differ in one are different names, and a
  // name without one may be any of them.
  const auto digits = [](const std::u32string& name) {
    constexpr std::u32string_view kNumbers =
        U"0123456789一二三四五六七八九十甲乙丙丁东西南北abcdefg";
    std::u32string found;
    for (const char32_t point : name)
      if (kNumbers.find(point) != kNumbers.npos) found += point;
    return found;
  };
  const bool has_same_numbers = digits(first) == digits(second);
  if (longer.find(shorter) != longer.npos) return has_same_numbers ? kWithin : kWithinAnyNumber;
  if (!has_same_numbers) return 0;
  const auto pairs = [](const std::u32string& name) {
    std::vector<std::u32string> all;
    for (std::size_t at = 0; at + 1 < name.size(); ++at) all.push_back(name.substr(at, 2));
    settle(all);
    return all;
  };
  const std::vector<std::u32string> a_pairs = pairs(first);
  const std::vector<std::u32string> b_pairs = pairs(second);
  std::vector<std::u32string> shared;
  std::ranges::set_intersection(a_pairs, b_pairs, std::back_inserter(shared));
  const auto dice = static_cast<int>(2000 * shared.size() / (a_pairs.size() + b_pairs.size()));
  return dice >= kNearly ? std::min(dice, kWithin) : 0;
}

std::optional<int> text_likeness(const Sketch& a, const Sketch& b) {
  if (a.own_pairs == 0 || b.own_pairs == 0) return std::nullopt;
  int same = 0;
  for (std::size_t i = 0; i < kMinHashes; ++i) same += a.text[i] == b.text[i] ? 1 : 0;
  return same * 1000 / static_cast<int>(kMinHashes);
}

}  // namespace qingxin::intake
