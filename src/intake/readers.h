// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "intake/reading.h"

// The parts of read_clue(), in the order in which they read: what one has taken, later ones leave.
namespace qingxin::intake {

// A text being read.
struct Read {
  const SaidText& said;
  std::u32string_view text;  // said.plain(), but a wide comma, which groups no digits, stays wide
  const Words& words;
  Month filed;
  std::vector<char> is_taken;  // of each character
  Reading reading;

  bool is_free(std::size_t from, std::size_t to) const;
  void take(std::size_t from, std::size_t to);

  // The text before and behind a place, within its sentence (。！？；and the end of a line) and at
  // most so many characters.
  std::u32string_view before(std::size_t at, std::size_t most) const;
  std::u32string_view behind(std::size_t at, std::size_t most) const;
  // The same within its clause: a comma ends it, too.
  std::u32string_view clause_before(std::size_t at, std::size_t most) const;
  std::u32string_view clause_behind(std::size_t at, std::size_t most) const;

  std::size_t behind_spaces(std::size_t at) const;
};

// Adds to a list unless it is full, and says so.
template <typename T>
void keep(Read& read, std::vector<T>& list, T one) {
  if (list.size() < kFoundMost)
    list.push_back(std::move(one));
  else
    read.reading.is_cut = true;
}

void read_numbers(Read& read);
void read_months(Read& read);
void read_amounts(Read& read);
void read_people(Read& read);
void read_names(Read& read);
void read_class(Read& read);

// Whether one of the words stands in the text; where the last of them ends (0: none does).
bool has_any(std::u32string_view text, const WordList& list);
std::size_t last_end(std::u32string_view text, const WordList& list);

// The number of people right before `from`, as in 12人× or 12名工人*; nothing when there is none.
std::optional<int> people_before(const Read& read, std::size_t from);
// The same from `from` on, and where it ends.
struct PeopleAt {
  int count = 0;
  std::size_t to = 0;
};
std::optional<PeopleAt> people_at(const Read& read, std::size_t from);

}  // namespace qingxin::intake
