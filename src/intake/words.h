// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace qingxin::intake {

// Words that are looked for in one pass over a text.
class WordList {
 public:
  // The text [from, to) is word number `word` of those it was made of.
  struct Hit {
    std::size_t from = 0;
    std::size_t to = 0;
    std::size_t word = 0;
  };

  WordList() = default;
  explicit WordList(std::vector<std::u32string> words);

  // Calls visit(hit) for every word at every place, the longer first where several begin.
  template <typename Visit>
  void each(std::u32string_view text, Visit visit) const {
    for (std::size_t from = 0; from < text.size(); ++from) {
      const auto bucket = by_first_.find(text[from]);
      if (bucket == by_first_.end()) continue;
      for (const std::uint32_t word : bucket->second)
        if (text.substr(from).starts_with(words_[word]))
          visit(Hit{from, from + words_[word].size(), word});
    }
  }

  // The characters of the longest word that the text begins with, or ends with; 0: none.
  std::size_t at_beginning(std::u32string_view text) const;
  std::size_t at_end(std::u32string_view text) const;

  bool has(std::u32string_view word) const;
  const std::vector<std::u32string>& words() const { return words_; }

 private:
  std::vector<std::u32string> words_;
  std::unordered_map<char32_t, std::vector<std::uint32_t>> by_first_;  // the longer first
  std::unordered_map<char32_t, std::vector<std::uint32_t>> by_last_;   // the longer first
};

// The lists of law/intake/words.toml; there it says what each is for.
struct Words {
  struct Class {
    std::string id;
    std::string name;
    WordList strong;
    WordList weak;
  };
  struct Amount {
    WordList owed, owed_behind, paid, paid_behind, withheld, agreed, total;
    WordList person, person_behind, day, day_behind, month, month_behind, hour, hour_behind;
    WordList piece, piece_behind, context, not_money;
  };
  struct People {
    WordList workers, others, not_people, whole, first_person, pairs, threes;
  };
  struct Names {
    WordList unit_endings, project_endings, before, joiners_after, not_names, unit_labels;
    WordList project_labels;
  };

  std::string source;
  Date checked_on;
  WordList common;
  std::vector<std::u32string> name_endings;
  std::vector<Class> classes;
  Amount amount;
  People people;
  Names names;
};

// Refuses what it would have to guess: an unknown key, a list that is missing or empty, a word
// that is written otherwise than it is compared, a class that is not one of ClueClass or missing.
Result<Words> read_words(std::string_view toml, std::string_view file);

// The copy that was built in.
const Words& built_in_words();

}  // namespace qingxin::intake
