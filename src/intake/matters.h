// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/money.h"
#include "intake/clue_keys.h"
#include "intake/likeness.h"

namespace qingxin::intake {

// What a clue says for itself, as a person has confirmed it; empty: not said.
struct ClueSaid {
  // What one named person claims. A person is the same in two clues when the identity mark is, or
  // the phone mark where one of them has no identity mark, or the name mark where neither of them
  // has a number (within one matter, that is).
  struct Claim {
    PersonMark person;
    std::optional<Money> amount;
  };

  ClueId clue{};
  std::string origin;  // the channel and its own number, "12345/2026112300017"
  std::vector<Claim> claims;
  std::optional<int> people;    // how many it is said to be about, those named among them
  std::optional<Money> amount;  // how much in all, the claims among it
};

// Two clues that were compared.
struct Link {
  ClueId a{};
  ClueId b{};
  Likeness likeness;

  friend bool operator==(const Link&, const Link&) = default;
};

// At least and at most, where a figure cannot be known: the clues may speak of the same people.
struct HeadCount {
  int least = 0;
  int most = 0;
  friend auto operator<=>(const HeadCount&, const HeadCount&) = default;
};

// What is owed, as said. Absent when a clue or a person of the matter names no amount: a sum of
// some is no sum.
struct SaidAmount {
  Money least;
  Money most;
  friend auto operator<=>(const SaidAmount&, const SaidAmount&) = default;
};

// One person of a matter, in however many clues.
struct PersonInMatter {
  PersonMark person;           // the marks of all mentions together
  std::vector<ClueId> clues;   // sorted
  std::vector<Money> amounts;  // the different ones that were said, sorted

  friend bool operator==(const PersonInMatter&, const PersonInMatter&) = default;
};

// Clues that are proposed to be worked on as one. Nothing of them is left out: every clue with its
// origin is in exactly one matter, every claim in exactly one person.
struct ProposedMatter {
  std::vector<ClueId> clues;         // sorted; the first gives the matter its place
  std::vector<std::string> origins;  // of each clue, in the same order
  std::vector<PersonInMatter> people;
  int mentions = 0;  // claims of all clues, also where a person is named again
  HeadCount head_count;
  std::optional<SaidAmount> amount;
  std::vector<Link> because;  // the links that join them, sorted, one of two clues

  friend bool operator==(const ProposedMatter&, const ProposedMatter&) = default;
};

// The matters that the clues make, by their first clue. A link joins from `least` on (likely, in
// practice); weaker ones are passed over, and so are links of clues that are not here. The same
// clue twice is refused by check(). The result does not depend on the order of clues or links.
std::vector<ProposedMatter> propose(std::span<const ClueSaid> clues, std::span<const Link> links,
                                    Verdict least);

}  // namespace qingxin::intake
