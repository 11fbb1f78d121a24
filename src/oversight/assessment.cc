// SPDX-License-Identifier: Apache-2.0
#include "oversight/assessment.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "base/money.h"

namespace qingxin::oversight {

namespace {

const ItemFacts* facts_named(std::span<const ItemFacts> facts, std::string_view item) {
  const auto found = std::ranges::find(facts, item, &ItemFacts::item);
  return found == facts.end() ? nullptr : &*found;
}

std::int64_t band_points(const SchemeItem& item, std::int64_t value) {
  for (const SchemeBand& band : item.bands)
    if (value >= band.from && (!band.to || value < *band.to)) return band.points;
  return 0;  // below 0 nothing is
}

std::string bands_in_words(const SchemeItem& item, Measure measure) {
  std::string words;
  for (const SchemeBand& band : item.bands) {
    const std::string from = value_text(measure, band.from);
    words += fmt::format(
        "{}{} {} 分", words.empty() ? "" : "，",
        band.to ? fmt::format("{} 至不到 {}", from, value_text(measure, *band.to)) : from + " 以上",
        points_text(band.points));
  }
  return words;
}

std::string formula_of(const SchemeItem& item) {
  if (item.way == ItemWay::person) return "由人按佐证评分；没有佐证不给分";
  check(item.indicator.has_value());
  const Indicator& indicator = indicator_of(*item.indicator);
  const std::string points = item.way == ItemWay::bands
                                 ? bands_in_words(item, indicator.measure)
                                 : fmt::format("每一{}扣 {} 分，扣完为止",
                                               indicator.measure == Measure::people ? "人" : "件",
                                               points_text(item.per_one));
  return fmt::format("{}：{}。{}", indicator.chinese, indicator.formula, points);
}

std::string value_words(const Indicator& indicator, const Cell& cell,
                        const std::optional<std::int64_t>& value) {
  std::string words = value_text(indicator.measure, value);
  std::string parts;
  const bool is_share =
      indicator.measure == Measure::share || indicator.measure == Measure::per_thousand;
  if (is_share && value) parts = fmt::format("{} ÷ {}", cell.part, cell.whole);
  if (cell.unknown > 0) parts += fmt::format("{}不明 {}", parts.empty() ? "" : "，", cell.unknown);
  return parts.empty() ? words : fmt::format("{}（{}）", words, parts);
}

void score_by_figures(const SchemeItem& item, const ItemFacts* facts, ItemScore& score) {
  const Indicator& indicator = indicator_of(*item.indicator);
  score.value = "—";
  if (facts == nullptr || !facts->cell) {
    score.missing.push_back("没有这个指标的数，不给分");
    return;
  }
  const std::optional<std::int64_t> value = value_of(indicator, *facts->cell);
  score.value = value_words(indicator, *facts->cell, value);
  if (!value) {
    score.missing.push_back("没有可以计算的分母或数据，不给分");
    return;
  }
  if (facts->cell->unknown > 0)
    score.missing.push_back(
        fmt::format("有 {} 件不明，没有算进去；补齐以后重新评", facts->cell->unknown));
  score.points = item.way == ItemWay::bands
                     ? band_points(item, *value)
                     : std::max<std::int64_t>(0, item.points - item.per_one * *value);
}

void score_by_person(const SchemeItem& item, const ItemFacts* facts, ItemScore& score) {
  score.value = "—";
  if (facts == nullptr || !facts->judged) {
    score.missing.push_back("还没有人评，不给分");
    return;
  }
  if (facts->evidence.empty()) {
    score.missing.push_back("没有佐证，不给分");
    return;
  }
  score.points = std::min(*facts->judged, item.points);
}

ItemScore score_item(const SchemeItem& item, const ItemFacts* facts) {
  ItemScore score{.item = item.id, .name = item.name, .full = item.points};
  score.formula = formula_of(item);
  if (item.way == ItemWay::person)
    score_by_person(item, facts, score);
  else
    score_by_figures(item, facts, score);
  if (facts != nullptr) {
    score.self = facts->self;
    score.evidence = facts->evidence;
  }
  if (score.evidence.size() < item.evidence.size())
    for (const std::string& one : item.evidence) score.missing.push_back("要有佐证：" + one);
  return score;
}

TriggerScore score_trigger(const DirectC& direct, std::span<const ItemFacts> facts) {
  TriggerScore score{.id = direct.id, .name = direct.name, .value = {}};
  const ItemFacts* known = facts_named(facts, direct.id);
  if (known == nullptr) return score;
  if (direct.indicator && known->cell)
    score.value = value_of(indicator_of(*direct.indicator), *known->cell);
  else if (!direct.indicator)
    score.value = known->judged;
  score.is_hit = score.value && *score.value >= direct.at_least;
  return score;
}

std::string grade_of(const Scheme& scheme, const AssessmentScore& score) {
  const auto is_hit = [](const TriggerScore& one) { return one.is_hit; };
  if (std::ranges::any_of(score.triggers, is_hit)) return "C";
  const auto is_unknown = [](const TriggerScore& one) { return !one.value; };
  if (std::ranges::any_of(score.triggers, is_unknown)) return {};
  for (const SchemeGrade& grade : scheme.grades)
    if (score.points >= grade.from && (!grade.to || score.points < *grade.to)) return grade.grade;
  return {};
}

std::string_view basis_words(SchemeBasis basis) {
  switch (basis) {
    case SchemeBasis::national: return "全国";
    case SchemeBasis::local: return "当地定";
    case SchemeBasis::unverified: return "没有核到";
  }
  check(false);
  return {};
}

// What a district is asked to reach: the goal that the scheme says, else the least that gives all
// the points.
std::string goal_of(const SchemeItem& item) {
  if (item.way == ItemWay::person) return "佐证齐全";
  const Indicator& indicator = indicator_of(*item.indicator);
  if (item.goal) return value_text(indicator.measure, *item.goal);
  if (item.way == ItemWay::deduction) return value_text(indicator.measure, 0);
  for (const SchemeBand& band : item.bands) {
    if (band.points != item.points) continue;
    const std::string from = value_text(indicator.measure, band.from);
    return band.to ? fmt::format("{} 至不到 {}", from, value_text(indicator.measure, *band.to))
                   : from + " 以上";
  }
  return "—";
}

}  // namespace

std::string_view in_chinese(SchemeBasis basis) {
  return basis_words(basis);
}

const SchemeItem* Scheme::item(std::string_view id) const {
  const auto found = std::ranges::find(items, id, &SchemeItem::id);
  return found == items.end() ? nullptr : &*found;
}

std::int64_t Scheme::points() const {
  std::int64_t sum = 0;
  for (const SchemePart& part : parts) sum += part.points;
  return sum;
}

AssessmentScore score_of(const Scheme& scheme, std::span<const ItemFacts> facts) {
  AssessmentScore score;
  score.full = scheme.points();
  std::int64_t self = 0;
  bool has_self = true;
  for (const SchemeItem& item : scheme.items) {
    score.items.push_back(score_item(item, facts_named(facts, item.id)));
    const ItemScore& one = score.items.back();
    score.points += one.points;
    has_self = has_self && one.self.has_value();
    self += one.self.value_or(0);
    for (const std::string& why : one.missing)
      score.missing.push_back(fmt::format("{}：{}", one.name, why));
  }
  if (has_self) score.self = self;
  for (const DirectC& direct : scheme.direct) {
    score.triggers.push_back(score_trigger(direct, facts));
    if (!score.triggers.back().value)
      score.missing.push_back(fmt::format("{}：没有人写明有没有，等次暂时定不了", direct.name));
  }
  score.grade = grade_of(scheme, score);
  return score;
}

std::string points_text(std::int64_t hundredths) {
  if (hundredths % 100 == 0) return std::to_string(hundredths / 100);
  return fmt::format("{}.{:02}", hundredths / 100, hundredths % 100);
}

Result<std::int64_t> points_in(std::string_view text) {
  const Result<Money> read = parse_money(text);
  if (read && read->fen >= 0) return read->fen;
  return fail(ErrorCode::invalid_input,
              fmt::format("分数「{}」不对，应为不小于 0 的数，至多两位小数，如 8 或 7.5", text));
}

namespace {

Result<void> read_points(std::string_view item, const std::string& text,
                         std::optional<std::int64_t>& points) {
  if (text.empty()) return {};
  const Result<std::int64_t> read = points_in(text);
  if (!read)
    return fail(ErrorCode::invalid_input, fmt::format("「{}」的{}", item, read.error().message));
  points = *read;
  return {};
}

enum class Judge : unsigned char { data, person };

Result<ItemFacts> facts_of(std::string_view id, Judge judge, std::span<const Line> lines) {
  ItemFacts facts{.item = std::string{id}, .cell = {}, .self = {}, .judged = {}, .evidence = {}};
  const auto line = std::ranges::find(lines, id, &Line::item);
  if (line == lines.end()) return facts;
  facts.evidence = line->photos;
  if (const Result<void> read = read_points(id, line->answer, facts.self); !read)
    return tl::unexpected(read.error());
  if (judge == Judge::person)
    if (const Result<void> read = read_points(id, line->told, facts.judged); !read)
      return tl::unexpected(read.error());
  return facts;
}

std::optional<Cell> cell_of(const std::optional<IndicatorId>& indicator,
                            std::span<const IndicatorCell> cells) {
  if (!indicator) return std::nullopt;
  const auto found = std::ranges::find(cells, *indicator, &IndicatorCell::indicator);
  if (found == cells.end()) return std::nullopt;
  return found->cell;
}

std::string told_of(const ItemScore& item) {
  std::string told = fmt::format("{} 分（满分 {}）；{}", points_text(item.points),
                                 points_text(item.full), item.value);
  for (const std::string& why : item.missing) told += "\n" + why;
  return told;
}

}  // namespace

Result<std::vector<ItemFacts>> facts_of_lines(const Scheme& scheme, std::span<const Line> lines,
                                              std::span<const IndicatorCell> cells) {
  std::vector<ItemFacts> all;
  for (const SchemeItem& item : scheme.items) {
    Result<ItemFacts> facts =
        facts_of(item.id, item.way == ItemWay::person ? Judge::person : Judge::data, lines);
    if (!facts) return tl::unexpected(facts.error());
    facts->cell = cell_of(item.indicator, cells);
    all.push_back(*std::move(facts));
  }
  for (const DirectC& direct : scheme.direct) {
    Result<ItemFacts> facts =
        facts_of(direct.id, direct.indicator ? Judge::data : Judge::person, lines);
    if (!facts) return tl::unexpected(facts.error());
    facts->cell = cell_of(direct.indicator, cells);
    if (facts->judged) *facts->judged /= 100;  // how many there were: no points
    all.push_back(*std::move(facts));
  }
  return all;
}

std::vector<Line> told_lines(const Scheme& scheme, const AssessmentScore& score,
                             std::span<const Line> before) {
  std::vector<Line> lines;
  for (const ItemScore& item : score.items) {
    const SchemeItem* const row = scheme.item(item.item);
    if (row == nullptr || row->way == ItemWay::person) continue;
    const auto known = std::ranges::find(before, item.item, &Line::item);
    Line line;
    if (known != before.end()) line = *known;
    line.item = item.item;
    line.told = told_of(item);
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<Target> targets_of(const Scheme& scheme) {
  std::vector<Target> targets;
  for (const SchemeItem& item : scheme.items) {
    const auto part = std::ranges::find(scheme.parts, item.part, &SchemePart::id);
    targets.push_back({.part = part == scheme.parts.end() ? item.part : part->name,
                       .name = item.name,
                       .goal = goal_of(item),
                       .formula = formula_of(item),
                       .basis = std::string{basis_words(item.basis)},
                       .points = item.points});
  }
  return targets;
}

}  // namespace qingxin::oversight
