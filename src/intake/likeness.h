// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <string>
#include <string_view>

#include "intake/sketch.h"

namespace qingxin::intake {

// In what two clues are held against each other. Stored and sent by number and name.
enum class Aspect : unsigned char { worker = 0, unit = 1, project = 2, months = 3, text = 4 };
inline constexpr std::size_t kAspects = 5;
std::string_view name_of(Aspect aspect);     // "worker", …
std::string_view in_chinese(Aspect aspect);  // "工人", …

enum class Agreement : unsigned char {
  not_said = 0,  // one of them, or both, do not say it: it speaks neither for nor against
  differs = 1,
  agrees = 2,  // wholly or in part: by how much is said beside it
};

struct AspectLikeness {
  Agreement agreement = Agreement::not_said;
  int thousandths = 0;  // how much of what both say agrees
  int weight = 0;       // what it counted for, of those that counted; 0: nothing

  friend auto operator<=>(const AspectLikeness&, const AspectLikeness&) = default;
};

// A proposal for a person, never a decision.
enum class Verdict : unsigned char {
  unlike = 0,
  possible = 1,  // shown beside the clue, not proposed for merging
  likely = 2,    // proposed for merging
  repeat = 3,    // the same words, and enough of them or the same worker
};
std::string_view name_of(Verdict verdict);
std::string_view in_chinese(Verdict verdict);

struct Likeness {
  Verdict verdict = Verdict::unlike;
  int thousandths = 0;
  bool has_same_text = false;
  std::array<AspectLikeness, kAspects> aspects{};

  const AspectLikeness& of(Aspect aspect) const {
    return aspects[static_cast<std::size_t>(aspect)];
  }
  friend auto operator<=>(const Likeness&, const Likeness&) = default;
};

// Compares both ways alike: compare(a, b) == compare(b, a).
//
// The weights: the same phone or document number 400, the same name alone 200, project 300, unit
// 150, months 100, text as far as it is alike up to 350. Counted are worker and text only where
// they agree (other workers of one site are one matter, and so are other words), the rest wherever
// both say something. The result is the share of what agreed in what counted, but at least in 500,
// so that a unit alone proves nothing. 700 is likely, 500 possible.
Likeness compare(const Sketch& a, const Sketch& b);

// "工人相同（1000‰）、项目不同、月份没有说": why, for a person to read.
std::string explained(const Likeness& likeness);

}  // namespace qingxin::intake
