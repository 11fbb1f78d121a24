// SPDX-License-Identifier: Apache-2.0
#include "intake/clue_keys.h"

#include <algorithm>
#include <functional>
#include <span>

#include "base/check.h"
#include "base/hash.h"

namespace qingxin::intake {

namespace {

constexpr int kKindShift = 58;
constexpr std::uint64_t kHashBits = (std::uint64_t{1} << kKindShift) - 1;

constexpr std::uint64_t mixed(std::uint64_t word) {
  word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9U;
  word = (word ^ (word >> 27)) * 0x94d049bb133111ebU;
  return word ^ (word >> 31);
}

std::int64_t key_of(KeyKind kind, std::uint64_t first, std::uint64_t second = 0) {
  const std::uint64_t hash = mixed(mixed(first) + second + static_cast<std::uint64_t>(kind));
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(kind) << kKindShift |
                                   (hash & kHashBits));
}

std::uint64_t bits(std::int64_t mark) {
  return static_cast<std::uint64_t>(mark);
}

std::vector<std::uint64_t> hashes(const std::vector<std::string>& names,
                                  const SketchSecret& secret) {
  std::vector<std::uint64_t> all;
  for (const std::string& name : names) {
    const Digest digest = hmac_sm3(secret.key, name);
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < sizeof hash; ++i) hash = hash << 8 | digest[i];
    all.push_back(hash);
  }
  return all;
}

// How strongly a shared key speaks.
int weight_of(KeyKind kind) {
  switch (kind) {
    case KeyKind::same_text: return 300;
    case KeyKind::text_band: return 40;
    case KeyKind::identity: return 400;
    case KeyKind::phone: return 400;
    case KeyKind::name_project: return 300;
    case KeyKind::name_unit: return 250;
    case KeyKind::project_month: return 60;
    case KeyKind::project: return 100;
    case KeyKind::unit_month: return 30;
  }
  check(false);
  return 0;
}

}  // namespace

KeyKind kind_of(std::int64_t key) {
  return static_cast<KeyKind>(bits(key) >> kKindShift);
}

std::vector<std::int64_t> keys_of(const Sketch& sketch, const SketchSecret& secret) {
  const std::vector<std::uint64_t> units = hashes(sketch.units, secret);
  const std::vector<std::uint64_t> projects = hashes(sketch.projects, secret);
  std::vector<std::int64_t> keys;
  if (sketch.text_mark != 0) keys.push_back(key_of(KeyKind::same_text, bits(sketch.text_mark)));
  for (const std::int64_t band : sketch.bands)
    keys.push_back(key_of(KeyKind::text_band, bits(band)));
  const auto near = [](const std::vector<std::uint64_t>& places) {
    return std::span{places}.first(std::min(places.size(), kPlacesOfNameMost));
  };
  for (const PersonMark& person : sketch.people) {
    if (person.identity != 0) keys.push_back(key_of(KeyKind::identity, bits(person.identity)));
    if (person.phone != 0) keys.push_back(key_of(KeyKind::phone, bits(person.phone)));
    if (person.name == 0) continue;
    for (const std::uint64_t project : near(projects))
      keys.push_back(key_of(KeyKind::name_project, bits(person.name), project));
    for (const std::uint64_t unit : near(units))
      keys.push_back(key_of(KeyKind::name_unit, bits(person.name), unit));
  }
  for (const std::uint64_t project : projects) {
    keys.push_back(key_of(KeyKind::project, project));
    for (const Month month : sketch.months)
      keys.push_back(
          key_of(KeyKind::project_month, project, static_cast<std::uint64_t>(month.index)));
  }
  for (const std::uint64_t unit : units)
    for (const Month month : sketch.months)
      keys.push_back(key_of(KeyKind::unit_month, unit, static_cast<std::uint64_t>(month.index)));
  std::ranges::sort(keys);
  keys.erase(std::ranges::unique(keys).begin(), keys.end());
  return keys;
}

std::vector<Candidate> candidates(std::span<const std::int64_t> keys, const NewestOfKey& newest) {
  std::vector<Candidate> found;
  std::vector<std::int64_t> asked{keys.begin(), keys.end()};
  std::ranges::stable_sort(asked, std::greater{},
                           [](std::int64_t key) { return weight_of(kind_of(key)); });
  if (asked.size() > kKeysAskedMost) asked.resize(kKeysAskedMost);
  for (const std::int64_t key : asked) {
    const int weight = weight_of(kind_of(key));
    newest(key, kCluesOfKeyMost, [&](ClueId clue) { found.push_back({clue, weight}); });
  }
  std::ranges::sort(found, {}, &Candidate::clue);
  std::size_t kept = 0;
  for (std::size_t at = 0; at < found.size(); ++at) {
    if (kept > 0 && found[kept - 1].clue == found[at].clue)
      found[kept - 1].weight += found[at].weight;
    else
      found[kept++] = found[at];
  }
  found.resize(kept);
  std::ranges::sort(found, std::ranges::greater{}, [](const Candidate& one) {
    return std::pair{one.weight, one.clue};
  });
  if (found.size() > kCandidatesMost) found.resize(kCandidatesMost);
  return found;
}

}  // namespace qingxin::intake
