// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "base/result.h"
#include "intake/clue_class.h"
#include "intake/said_number.h"
#include "intake/said_text.h"
#include "intake/words.h"

namespace qingxin::intake {

// What a text says, as far as words tell: proposals with the place where they stand, for a person
// to confirm. What is not found is not there: no zero, no default, no guess.

// How sure the reading is, never how true the claim.
enum class Degree : unsigned char {
  stated = 1,    // said in so many words
  likely = 2,    // by the usual way of talking
  doubtful = 3,  // may as well be something else
};
std::string_view name_of(Degree degree);

// Whose money it is said to be.
enum class Bearing : unsigned char {
  unclear = 0,
  owed = 1,      // 欠、没给
  paid = 2,      // 已付、借支
  withheld = 3,  // 扣款、押金
  agreed = 4,    // 合同价、说好的
};
std::string_view name_of(Bearing bearing);

// For what an amount is said.
enum class Per : unsigned char { whole = 0, person = 1, day = 2, month = 3, hour = 4, piece = 5 };
std::string_view name_of(Per per);

struct AmountSaid {
  Span span;
  std::optional<Money> least;  // absent: not said (几万)
  std::optional<Money> most;   // equal to least unless said in two ends; absent: open (3000多)
  Exactness exactness = Exactness::exact;
  Bearing bearing = Bearing::unclear;
  Per per = Per::whole;
  bool is_total = false;     // 共、合计
  std::optional<int> times;  // 3000元×12人: the people it is multiplied by
  Degree degree = Degree::stated;
};

struct PeopleSaid {
  Span span;
  std::optional<int> least;
  std::optional<int> most;
  Exactness exactness = Exactness::exact;
  bool is_whole = false;  // 共、我们、一行: everybody the clue is about
  Degree degree = Degree::stated;
};

struct MonthsSaid {
  Span span;
  std::optional<Month> first;  // absent: only how many months were said, or no month that exists
  std::optional<Month> last;
  std::optional<int> count;  // 三个月; whole months only
  bool is_open = false;      // 至今: the last is the month of filing
  bool is_of_wages = false;  // its sentence speaks of wages
  Degree degree = Degree::stated;
  std::string note;  // what a person should look at, in Chinese; may be empty
};

struct NameSaid {
  Span span;
  std::string name;  // as written, spaces left out
  Degree degree = Degree::likely;
};

enum class NumberKind : unsigned char {
  mobile = 1,
  landline = 2,
  identity = 3,       // 18 characters with a right check digit
  identity_like = 4,  // shaped like one, a digit wrong, or the 15 digits of before
  card = 5,           // a bank card or account
  other = 6,          // 15 digits or more that are none of these
};
std::string_view name_of(NumberKind kind);

// A number that points to a person. The value is for sealing; show `shown`.
struct PrivateNumber {
  Span span;
  NumberKind kind = NumberKind::other;
  std::string value;  // digits and X only
  std::string shown;  // masked
};

// The words that speak for a class.
struct ClassSign {
  Span span;
  ClueClass one = ClueClass::unpaid_wages;
  int weight = 0;
};

struct ClassSuggestion {
  std::optional<ClueClass> suggested;  // absent: nothing speaks for any, or two equally
  Degree degree = Degree::doubtful;
  std::array<int, kClueClasses.size()> weights{};  // of each class, in its order
  std::vector<ClassSign> signs;                    // by place
};

// A figure for the form, from all that was said.
enum class Standing : unsigned char {
  not_said = 0,
  said = 1,         // once, or every time the same
  differently = 2,  // more than one that cannot both be: no value, a person chooses
  inexactly = 3,    // about, at least, some: no value, the bounds are with what was said
};
std::string_view name_of(Standing standing);

template <typename T>
struct Suggested {
  std::optional<T> value;
  Standing standing = Standing::not_said;
};

// At most so many of each kind are told; `is_cut` says that there was more.
inline constexpr std::size_t kFoundMost = 500;

struct Reading {
  ClassSuggestion clue_class;
  std::vector<AmountSaid> amounts;  // each list by place
  std::vector<PeopleSaid> people;
  std::vector<MonthsSaid> months;
  std::vector<NameSaid> units;
  std::vector<NameSaid> projects;
  std::vector<PrivateNumber> numbers;
  Suggested<Money> amount;  // what is owed in all
  Suggested<int> head_count;
  std::vector<Month> wage_months;  // of the months said of wages, sorted
  bool is_cut = false;
};

// Reads a text that came in on the day `filed` (for 今年, 上个月, 3月). Refuses what SaidText
// refuses. Takes time in proportion to the text. The same text gives the same reading.
Result<Reading> read_clue(std::string_view text, Date filed, const Words& words);

// The text with its private numbers masked: what is shown, searched and sent on.
std::string with_numbers_masked(std::string_view text, const Reading& reading);

}  // namespace qingxin::intake
