// SPDX-License-Identifier: Apache-2.0
#include "verify/expression.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/check.h"
#include "base/text.h"
#include "law/toml_file.h"

namespace qingxin::verify {

namespace {

struct MeasureName {
  Measure measure;
  std::string_view name;
  UnitOf unit;
};
constexpr std::array kMeasures = std::to_array<MeasureName>({
    {Measure::people, "people", UnitOf::people},
    {Measure::yuan, "yuan", UnitOf::yuan},
    {Measure::days, "days", UnitOf::days},
    {Measure::months, "months", UnitOf::months},
    {Measure::share, "share", UnitOf::percent},
});
static_assert(kMeasures.size() == kMeasureCount);

enum class Asked : unsigned char {
  region_code,
  industry,
  programme,
  funding,
  status,
  contract_amount,
  contract_date,
  start_date,
  completed,
  people,
};
struct ProjectName {
  Asked asked;
  std::string_view name;
  UnitOf unit;
};
constexpr std::array kProjectNames = std::to_array<ProjectName>({
    {Asked::region_code, "projects.region_code", UnitOf::text},
    {Asked::industry, "projects.industry", UnitOf::text},
    {Asked::programme, "projects.programme", UnitOf::text},
    {Asked::funding, "projects.funding", UnitOf::text},
    {Asked::status, "projects.status", UnitOf::text},
    {Asked::contract_amount, "projects.contract_amount", UnitOf::yuan},
    {Asked::contract_date, "projects.contract_date", UnitOf::day},
    {Asked::start_date, "projects.start_date", UnitOf::day},
    {Asked::completed, "projects.completed", UnitOf::day},
    {Asked::people, "projects.people", UnitOf::people},
});

constexpr std::string_view kParameter = "parameter.";

UnitOf unit_of_parameter(law::ParameterKind kind) {
  switch (kind) {
    case law::ParameterKind::money: return UnitOf::yuan;
    case law::ParameterKind::count: return UnitOf::count;
    case law::ParameterKind::percent: return UnitOf::percent;
    case law::ParameterKind::choice: return UnitOf::choice;
  }
  return UnitOf::count;
}

// Days, people and months may be held against a parameter that is a mere count.
bool are_comparable(UnitOf a, UnitOf b) {
  const auto is_counted = [](UnitOf unit) {
    return unit == UnitOf::people || unit == UnitOf::days || unit == UnitOf::months;
  };
  return a == b || (a == UnitOf::count && is_counted(b)) || (b == UnitOf::count && is_counted(a));
}

std::optional<std::int64_t> number_of(const std::optional<Date>& day) {
  if (!day) return std::nullopt;
  return day->days;
}

std::string_view word_of(UnitOf unit) {
  switch (unit) {
    case UnitOf::count: return "个数";
    case UnitOf::day: return "日期";
    case UnitOf::text: return "文字";
    case UnitOf::choice: return "是否";
    case UnitOf::people:
    case UnitOf::yuan:
    case UnitOf::days:
    case UnitOf::months:
    case UnitOf::percent: return in_chinese(unit);
  }
  return "";
}

}  // namespace

std::string_view in_chinese(UnitOf unit) {
  switch (unit) {
    case UnitOf::people: return "人";
    case UnitOf::yuan: return "元";
    case UnitOf::days: return "天";
    case UnitOf::months: return "个月";
    case UnitOf::percent: return "%";
    case UnitOf::count:
    case UnitOf::day:
    case UnitOf::text:
    case UnitOf::choice: return "";
  }
  return "";
}

std::string_view name_of(Measure measure) {
  return kMeasures[static_cast<std::size_t>(measure)].name;
}

std::optional<Measure> measure_named(std::string_view name) {
  const auto found = std::ranges::find(kMeasures, name, &MeasureName::name);
  if (found == kMeasures.end()) return std::nullopt;
  return found->measure;
}

UnitOf unit_of(Measure measure) {
  return kMeasures[static_cast<std::size_t>(measure)].unit;
}

std::string in_words(Measure measure, std::int64_t value) {
  const UnitOf unit = unit_of(measure);
  if (unit == UnitOf::yuan) return to_string(Money{value}) + " 元";
  if (unit == UnitOf::percent) return to_string(Money{value}) + "%";
  return fmt::format("{} {}", grouped(value), in_chinese(unit));
}

std::vector<std::string> names_in_conditions() {
  std::vector<std::string> names;
  for (const MeasureName& measure : kMeasures) names.emplace_back(measure.name);
  for (const ProjectName& column : kProjectNames) names.emplace_back(column.name);
  for (const law::ParameterName& parameter : law::parameter_names())
    names.push_back(std::string(kParameter) + std::string(parameter.name));
  return names;
}

// Reads a condition from left to right; the first thing that is wrong ends it.
class ExpressionReader {
 public:
  explicit ExpressionReader(std::string_view text) : text_(text) {}

  Result<Expression> read() {
    made_.text_ = text_;
    next();
    const std::size_t root = any(0);
    if (!fault_ && !word_.empty()) refuse(fmt::format("多出了「{}」", word_));
    if (fault_) return fail(ErrorCode::invalid_input, *fault_);
    made_.root_ = root;
    return std::move(made_);
  }

 private:
  using Kind = Expression::Kind;
  static constexpr int kDeepest = 32;

  void refuse(std::string why) {
    if (!fault_) fault_ = std::move(why);
    word_ = {};
  }

  // The next word: a mark, a text in quotes, or what stands between them.
  void next() {
    const std::string_view rest = trim(text_);
    text_ = rest;
    if (rest.empty()) {
      word_ = {};
      return;
    }
    std::size_t size = 1;
    if (rest[0] == '\'') {
      const std::size_t end = rest.find('\'', 1);
      if (end == std::string_view::npos) return refuse("文字缺右边的单引号");
      size = end + 1;
    } else if (rest.starts_with("<=") || rest.starts_with(">=") || rest.starts_with("!=")) {
      size = 2;
    } else if (std::string_view("()<>=").find(rest[0]) == std::string_view::npos) {
      size = std::min(rest.find_first_of(" \t\n()<>=!'"), rest.size());
      if (size == 0) size = 1;
    }
    word_ = rest.substr(0, size);
    text_.remove_prefix(size);
  }

  bool takes(std::string_view a, std::string_view b) {
    if (word_ != a && word_ != b) return false;
    next();
    return true;
  }

  std::size_t add(Expression::Node node) {
    made_.nodes_.push_back(std::move(node));
    return made_.nodes_.size() - 1;
  }

  std::size_t any(int depth) {
    Expression::Node node{.kind = Kind::any, .left = {}, .right = {}, .parts = {all(depth)}};
    while (!fault_ && takes("或", "or")) node.parts.push_back(all(depth));
    return node.parts.size() == 1 ? node.parts[0] : add(std::move(node));
  }

  std::size_t all(int depth) {
    Expression::Node node{.kind = Kind::all, .left = {}, .right = {}, .parts = {one(depth)}};
    while (!fault_ && takes("且", "and")) node.parts.push_back(one(depth));
    return node.parts.size() == 1 ? node.parts[0] : add(std::move(node));
  }

  std::size_t one(int depth) {
    if (depth > kDeepest) refuse(fmt::format("括号套得太深，最多 {} 层", kDeepest));
    if (fault_) return 0;
    if (takes("非", "not"))
      return add({.kind = Kind::none, .left = {}, .right = {}, .parts = {one(depth + 1)}});
    if (takes("(", "(")) {
      const std::size_t inner = any(depth + 1);
      if (!fault_ && !takes(")", ")")) refuse("缺右括号");
      return inner;
    }
    return comparison();
  }

  std::size_t comparison() {
    Expression::Node node;
    node.left = operand();
    node.comparison = mark();
    node.right = operand();
    if (fault_) return 0;
    if (!are_comparable(node.left.unit, node.right.unit))
      refuse(fmt::format("单位不同：左边以{}计，右边以{}计，不能相比", word_of(node.left.unit),
                         word_of(node.right.unit)));
    const bool is_ordered = node.comparison != Expression::Comparison::equal &&
                            node.comparison != Expression::Comparison::unequal;
    if (is_ordered && (node.left.unit == UnitOf::text || node.left.unit == UnitOf::choice))
      refuse("文字和是否只能用 = 或 != 比较");
    return add(std::move(node));
  }

  Expression::Comparison mark() {
    constexpr std::array<std::string_view, 6> kMarks{"=", "!=", "<", "<=", ">", ">="};
    const auto found = std::ranges::find(kMarks, word_);
    if (found == kMarks.end()) {
      refuse(fmt::format("「{}」这里应为比较符号：= != < <= > >=", word_));
      return {};
    }
    next();
    return static_cast<Expression::Comparison>(found - kMarks.begin());
  }

  Expression::Operand operand() {
    if (fault_) return {};
    const std::string_view word = word_;
    if (word.empty()) {
      refuse("话没有说完：比较符号两边都要有名字或数");
      return {};
    }
    Expression::Operand read;
    if (word[0] == '\'') {
      read = {.source = Expression::Source::text,
              .unit = UnitOf::text,
              .text = std::string(word.substr(1, word.size() - 2))};
    } else if (word == "是" || word == "否") {
      read = {.unit = UnitOf::choice, .number = word == "是" ? 1 : 0, .text = {}};
    } else if (word[0] >= '0' && word[0] <= '9') {
      read = figure(word);
    } else {
      read = name(word);
    }
    if (!fault_) next();
    return read;
  }

  // "10人", "30000元", "30天", "3个月", "10%", "2026-01-01".
  Expression::Operand figure(std::string_view word) {
    if (const Result<Date> day = parse_iso_date(word))
      return {.unit = UnitOf::day, .number = day->days, .text = {}};
    const std::size_t end = std::min(word.find_first_not_of("0123456789.,"), word.size());
    const std::string_view digits = word.substr(0, end);
    const std::string_view unit = word.substr(end);
    for (const UnitOf known :
         {UnitOf::people, UnitOf::yuan, UnitOf::days, UnitOf::months, UnitOf::percent}) {
      if (unit != in_chinese(known)) continue;
      const bool is_hundredths = known == UnitOf::yuan || known == UnitOf::percent;
      const Result<Money> read = parse_money(digits);
      if (!read || (!is_hundredths && digits.find_first_of(".,") != std::string_view::npos)) break;
      return {.unit = known, .number = is_hundredths ? read->fen : read->fen / 100, .text = {}};
    }
    refuse(
        fmt::format("「{}」看不懂；数要带单位，如 10人、30000元、30天、3个月、10%，"
                    "日期写成 2026-01-01",
                    word));
    return {};
  }

  Expression::Operand name(std::string_view word) {
    if (const std::optional<Measure> measure = measure_named(word)) {
      made_.asks_for_people_ |= *measure == Measure::share;
      made_.asks_for_days_ |= *measure == Measure::days;
      return {.source = Expression::Source::measure,
              .unit = unit_of(*measure),
              .number = static_cast<std::int64_t>(*measure),
              .text = {}};
    }
    for (const ProjectName& column : kProjectNames) {
      if (column.name != word) continue;
      made_.asks_for_people_ |= column.asked == Asked::people;
      return {.source = Expression::Source::project,
              .unit = column.unit,
              .number = static_cast<std::int64_t>(column.asked),
              .text = {}};
    }
    for (const law::ParameterName& parameter : law::parameter_names())
      if (word.starts_with(kParameter) && word.substr(kParameter.size()) == parameter.name)
        return {.source = Expression::Source::parameter,
                .unit = unit_of_parameter(parameter.kind),
                .text = std::string(parameter.name)};
    const std::vector<std::string> known = names_in_conditions();
    refuse(fmt::format("没有「{}」这个名字。{}", word,
                       law::remedy_for(word, {known.begin(), known.end()})));
    return {};
  }

  std::string_view text_, word_;
  std::optional<std::string> fault_;
  Expression made_;
};

Result<Expression> Expression::parse(std::string_view text) {
  return ExpressionReader(text).read();
}

Expression::Value Expression::value_of(const Operand& operand, const Occasion& occasion) {
  switch (operand.source) {
    case Source::figure: return {operand.number, std::nullopt};
    case Source::text: return {std::nullopt, operand.text};
    case Source::measure:
      return {(*occasion.measured)[static_cast<std::size_t>(operand.number)], std::nullopt};
    case Source::parameter: {
      const law::ParameterValue* value = occasion.parameters->find(
          operand.text, law::region_prefix(occasion.project->region_code), occasion.day);
      if (value == nullptr) return {};
      return {value->value, std::nullopt};
    }
    case Source::project: break;
  }
  const ProjectFigures& project = *occasion.project;
  const auto text = [](const std::string& words) {
    return words.empty() ? Value{} : Value{std::nullopt, words};
  };
  switch (static_cast<Asked>(operand.number)) {
    case Asked::region_code: return text(project.region_code);
    case Asked::industry: return text(project.industry);
    case Asked::programme: return text(project.programme);
    case Asked::funding: return text(project.funding);
    case Asked::status: return text(project.status);
    case Asked::contract_amount:
      if (!project.contract_amount) return {};
      return {project.contract_amount->fen, std::nullopt};
    case Asked::contract_date: return {number_of(project.contract_date), std::nullopt};
    case Asked::start_date: return {number_of(project.start_date), std::nullopt};
    case Asked::completed: return {number_of(project.completed), std::nullopt};
    case Asked::people: return {project.people, std::nullopt};
  }
  return {};
}

Truth Expression::compare(const Node& node, const Occasion& occasion) {
  const Value left = value_of(node.left, occasion);
  const Value right = value_of(node.right, occasion);
  const auto told = [&](std::strong_ordering order) {
    switch (node.comparison) {
      case Comparison::equal: return order == 0;
      case Comparison::unequal: return order != 0;
      case Comparison::less: return order < 0;
      case Comparison::most: return order <= 0;
      case Comparison::more: return order > 0;
      case Comparison::least: return order >= 0;
    }
    return false;
  };
  if (left.number && right.number)
    return told(*left.number <=> *right.number) ? Truth::yes : Truth::no;
  if (left.text && right.text) return told(*left.text <=> *right.text) ? Truth::yes : Truth::no;
  return Truth::unknown;
}

Truth Expression::ask(const Occasion& occasion) const {
  return ask(root_, occasion);
}

Truth Expression::ask(std::size_t place, const Occasion& occasion) const {
  const Node& node = nodes_[place];
  if (node.kind == Kind::compare) return compare(node, occasion);
  if (node.kind == Kind::none) {
    const Truth inner = ask(node.parts[0], occasion);
    if (inner == Truth::unknown) return inner;
    return inner == Truth::yes ? Truth::no : Truth::yes;
  }
  // All: one no ends it; any: one yes.
  const Truth ends = node.kind == Kind::all ? Truth::no : Truth::yes;
  bool is_unknown = false;
  for (const std::size_t part : node.parts) {
    const Truth one = ask(part, occasion);
    if (one == ends) return ends;
    is_unknown |= one == Truth::unknown;
  }
  if (is_unknown) return Truth::unknown;
  return ends == Truth::no ? Truth::yes : Truth::no;
}

}  // namespace qingxin::verify
