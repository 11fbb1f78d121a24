// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace qingxin::intake {

// Who names more units or projects than this, says nothing with the rest.
inline constexpr std::size_t kNamesMost = 20;

// What is known of a clue that tells whether another is about the same matter. What was not said
// is left empty; empty never counts as different.
struct ClueFacts {
  // Whoever is named, as said. The tokens stand for a phone and a document number: equal tokens,
  // equal numbers; the numbers themselves do not come here.
  struct Person {
    std::string name;
    std::string phone_token;
    std::string identity_token;
  };

  std::string text;
  std::vector<Person> people;
  // Of each kind the first kNamesMost are compared.
  std::vector<std::string> units;     // employers, contractors, payers
  std::vector<std::string> projects;  // or the place of work, where there is no project
  std::vector<Month> months;          // for which wages are said to be missing
};

// What makes the hashes of one installation: whoever reads stored sketches without it cannot try
// names or numbers against them. From the keys that seal fields; the same for all clues, or they
// cannot be compared.
struct SketchSecret {
  std::string key;  // 16 bytes or more
};

// A person of a sketch; 0: not said.
struct PersonMark {
  std::int64_t name = 0;
  std::int64_t phone = 0;
  std::int64_t identity = 0;

  friend auto operator<=>(const PersonMark&, const PersonMark&) = default;
};

inline constexpr std::size_t kMinHashes = 64;

// What is kept of a clue so that it can be compared without its text. Marks are 63-bit hashes under
// the secret.
struct Sketch {
  // Of the whole text, letters and digits only; 0: it has none.
  std::int64_t text_mark = 0;
  // Different pairs of neighbouring characters, without those of common phrases.
  std::int32_t own_pairs = 0;
  // MinHash of the pairs, the low 16 bits of each minimum; all 0 without pairs.
  std::array<std::uint16_t, kMinHashes> text{};
  // The bands of the whole minima: texts that agree in one are worth comparing; empty without
  // pairs.
  std::vector<std::int64_t> bands;
  std::vector<PersonMark> people;     // sorted, each once
  std::vector<std::string> units;     // core_name() of each, sorted, each once
  std::vector<std::string> projects;  // the same
  std::vector<Month> months;          // sorted, each once

  friend bool operator==(const Sketch&, const Sketch&) = default;
};

// The sketch of a clue, independent of the order in which people, names and months are listed. Text
// that is no UTF-8 or too long is refused as SaidText does; a short secret, too.
Result<Sketch> sketch_of(const ClueFacts& facts, const SketchSecret& secret);

// A name of a firm or a project without what is left out as often as not: forms of company, "项目",
// "工程", brackets and signs. A name of nothing else comes back folded.
std::string core_name(std::string_view name);

// How alike two names without their endings are, in thousandths: 1000 the same; one within the
// other, or nearly the same letters, less; 0 otherwise.
int name_likeness(std::string_view a, std::string_view b);

// How many of 1000 pairs of characters two texts share (Jaccard), estimated; give or take 60.
// Nothing where one of them has no pairs of its own.
std::optional<int> text_likeness(const Sketch& a, const Sketch& b);

}  // namespace qingxin::intake
