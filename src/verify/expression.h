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
#include "law/parameters.h"

// Conditions that an office writes into its pack: "people >= 10人 且 yuan >= 30000元". Every name
// and every figure has a unit; what compares different units is refused when the pack is read.
namespace qingxin::verify {

// What is counted of the findings that make a warning.
enum class Measure : unsigned char { people, yuan, days, months, share };
inline constexpr int kMeasureCount = 5;

// How a value is counted. Numbers of `percent` are hundredths of a percent, of `yuan` fen, of `day`
// days since 1970-01-01.
enum class UnitOf : unsigned char { people, yuan, days, months, percent, count, day, text, choice };

// The five measures as one draws them, nothing where they are not known.
using Measured = std::array<std::optional<std::int64_t>, kMeasureCount>;

// What a pack may ask about a project. Owned: the book may go.
struct ProjectFigures {
  std::string region_code, industry, programme, funding, status;
  std::optional<Money> contract_amount;
  std::optional<Date> contract_date, start_date, completed;
  std::optional<int> people;  // distinct workers, without managers; empty: was not counted

  friend bool operator==(const ProjectFigures&, const ProjectFigures&) = default;
};

// Where a condition is asked.
struct Occasion {
  const Measured* measured;
  const ProjectFigures* project;
  const law::Parameters* parameters;
  Date day;
};

// Not known is an answer.
enum class Truth : unsigned char { no, yes, unknown };

// A condition that was understood. Copied like a value.
class Expression {
 public:
  // Error: invalid_input, in words without a place: the caller knows file, line and key.
  static Result<Expression> parse(std::string_view text);

  Truth ask(const Occasion& occasion) const;
  // True when the answer needs to know how many people a project has, or since when it lasts.
  bool asks_for_people() const { return asks_for_people_; }
  bool asks_for_days() const { return asks_for_days_; }
  const std::string& text() const { return text_; }

 private:
  friend class ExpressionReader;

  enum class Kind : unsigned char { all, any, none, compare };
  enum class Comparison : unsigned char { equal, unequal, less, most, more, least };
  enum class Source : unsigned char { figure, text, measure, project, parameter };
  struct Operand {
    Source source = Source::figure;
    UnitOf unit = UnitOf::count;
    std::int64_t number = 0;  // a figure, or the position of a name
    std::string text;
  };
  struct Node {
    Kind kind = Kind::compare;
    Comparison comparison = Comparison::equal;
    Operand left, right;
    std::vector<std::size_t> parts;
  };
  // A number or a text, as the unit has it; nothing: not known.
  struct Value {
    std::optional<std::int64_t> number;
    std::optional<std::string> text;
  };
  static Value value_of(const Operand& operand, const Occasion& occasion);
  static Truth compare(const Node& node, const Occasion& occasion);
  Truth ask(std::size_t node, const Occasion& occasion) const;

  std::string text_;
  std::vector<Node> nodes_;
  std::size_t root_ = 0;
  bool asks_for_people_ = false, asks_for_days_ = false;
};

// "人", "元", "天", "个月", "%"; empty for what has none.
std::string_view in_chinese(UnitOf unit);
std::string_view name_of(Measure measure);  // "people"
std::optional<Measure> measure_named(std::string_view name);
UnitOf unit_of(Measure measure);
// The value with its unit: "10 人", "5,000.00 元", "12.50%".
std::string in_words(Measure measure, std::int64_t value);
// Every name that a condition may use: measures, projects.<column>, parameter.<name>.
std::vector<std::string> names_in_conditions();

}  // namespace qingxin::verify
