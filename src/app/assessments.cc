// SPDX-License-Identifier: Apache-2.0
#include "app/assessments.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/permit.h"
#include "app/show_indicators.h"
#include "base/text.h"
#include "documents/paper_docx.h"
#include "documents/paper_page.h"
#include "documents/target_letter.h"

namespace qingxin::app {

namespace {

using oversight::AssessmentScore;
using oversight::Field;
using oversight::ItemWay;
using oversight::Line;
using oversight::RecordKind;
using oversight::RecordState;
using oversight::RecordStep;
using oversight::Scheme;

tl::unexpected<Error> usage(std::string message) {
  return fail(ErrorCode::usage, std::move(message));
}

std::vector<IndicatorId> indicators_of(const Scheme& scheme) {
  std::vector<IndicatorId> all;
  const auto add = [&](const std::optional<IndicatorId>& one) {
    if (one && std::ranges::find(all, *one) == all.end()) all.push_back(*one);
  };
  for (const oversight::SchemeItem& item : scheme.items) add(item.indicator);
  for (const oversight::DirectC& direct : scheme.direct) add(direct.indicator);
  return all;
}

// Of the district itself: the root of its tree.
Result<std::vector<oversight::IndicatorCell>> cells_of(const access::Principal& who, Moment moment,
                                                       const RecordDesk& desk,
                                                       const ScoreOrder& order, Scored& scored) {
  IndicatorOrder asked;
  asked.from = scored.from;
  asked.until = scored.until;
  asked.region = order.region;
  asked.indicators = indicators_of(scored.scheme);
  const Result<IndicatorTable> table = show_indicators(who, moment, desk, asked);
  if (!table) return tl::unexpected(table.error());
  scored.notes = table->notes;
  std::vector<oversight::IndicatorCell> cells;
  if (table->table.places.empty()) return cells;
  const std::string& root = table->table.places.front().code;
  for (const oversight::SnapshotCell& cell : table->table.cells)
    if (cell.code == root) cells.push_back({cell.indicator, cell.cell});
  return cells;
}

bool is_judged_by_person(const Scheme& scheme, std::string_view id) {
  if (const oversight::SchemeItem* item = scheme.item(id)) return item->way == ItemWay::person;
  const auto direct = std::ranges::find(scheme.direct, id, &oversight::DirectC::id);
  return direct != scheme.direct.end() && !direct->indicator;
}

// The lines with what a person judged now.
Result<std::vector<Line>> judged_lines(const Scheme& scheme, std::vector<Line> lines,
                                       const ScoreOrder& order) {
  for (const auto& [id, points] : order.judged) {
    if (!is_judged_by_person(scheme, id))
      return usage(fmt::format("「{}」不是这个方案里由人评的一项；见 qingxin assessment scheme",
                               shortened(printable(id), 40)));
    if (const Result<std::int64_t> read = oversight::points_in(points); !read)
      return usage(read.error().message);
    auto known = std::ranges::find(lines, id, &Line::item);
    if (known == lines.end()) {
      lines.push_back({});
      known = lines.end() - 1;
      known->item = id;
    }
    known->told = points;
  }
  return lines;
}

Result<store::WholeRecord> assessment_of(const access::Principal& who, Moment moment,
                                         const RecordDesk& desk, RecordId id) {
  Result<store::WholeRecord> whole = show_record(who, moment, desk, id);
  if (!whole) return whole;
  if (whole->record.face.kind == RecordKind::assessment) return whole;
  return fail(ErrorCode::not_found,
              fmt::format("{} 不是考核，见 qingxin assessment list", number(id)));
}

// What is written down of a score. Its grade is nobody's guess: where a trigger is not known there
// is none.
RecordOrder order_of(const store::WholeRecord& whole, const Scored& scored,
                     std::vector<Line> lines) {
  RecordOrder order;
  order.id = whole.id;
  order.face.kind = RecordKind::assessment;
  const bool is_draft = whole.record.state == RecordState::draft;
  order.event.step = is_draft ? RecordStep::changed : RecordStep::scored;
  order.event.values[Field::as_of] = to_string(scored.until);
  order.event.values[Field::digest] = scored.scheme.digest;
  order.event.values[Field::score] = std::to_string(scored.score.points);
  if (!scored.score.grade.empty()) order.event.values[Field::grade] = scored.score.grade;
  std::vector<Line> told = oversight::told_lines(scored.scheme, scored.score, lines);
  for (Line& line : lines)
    if (is_judged_by_person(scored.scheme, line.item)) told.push_back(std::move(line));
  order.event.lines = std::move(told);
  return order;
}

Result<void> take_record(const access::Principal& who, Moment moment, const RecordDesk& desk,
                         ScoreOrder& order, Scored& scored) {
  if (order.record == RecordId{}) return {};
  Result<store::WholeRecord> whole = assessment_of(who, moment, desk, order.record);
  if (!whole) return tl::unexpected(whole.error());
  const oversight::Record& record = whole->record;
  if (order.region.empty()) order.region = record.face.region_code;
  if (order.year == 0)
    order.year = static_cast<int>(oversight::number_of(record.values, Field::year).value_or(0));
  scored.whole = *std::move(whole);
  return {};
}

}  // namespace

Result<Scored> score_district(const access::Principal& who, Moment moment, const RecordDesk& desk,
                              ScoreOrder order) {
  if (const Result<void> may = permit(who, access::Action::see_indicators); !may)
    return tl::unexpected(may.error());
  Scored scored;
  if (const Result<void> taken = take_record(who, moment, desk, order, scored); !taken)
    return tl::unexpected(taken.error());
  if (order.region.empty()) return usage("考核的是一个区划，请写 --region");
  if (order.year < 2000 || order.year > year_of(moment.today))
    return usage(fmt::format("年度「{}」不对，请写 --year，不能在今年以后", order.year));
  Result<Scheme> scheme = oversight::find_scheme(order.scheme);
  if (!scheme) return tl::unexpected(scheme.error());
  scored.scheme = *std::move(scheme);
  scored.from = date(order.year, 1, 1);
  scored.until = std::min(date(order.year, 12, 31), moment.today);
  const auto cells = cells_of(who, moment, desk, order, scored);
  if (!cells) return tl::unexpected(cells.error());
  const Result<std::vector<Line>> lines = judged_lines(
      scored.scheme, scored.whole ? scored.whole->record.lines : std::vector<Line>{}, order);
  if (!lines) return tl::unexpected(lines.error());
  const auto facts = oversight::facts_of_lines(scored.scheme, *lines, *cells);
  if (!facts) return tl::unexpected(facts.error());
  scored.score = oversight::score_of(scored.scheme, *facts);
  if (!scored.whole) return scored;
  Result<std::vector<RecordKept>> kept =
      step_records(who, moment, desk, {order_of(*scored.whole, scored, *lines)});
  if (!kept) return tl::unexpected(kept.error());
  scored.whole = std::move(kept->front().whole);
  return scored;
}

Result<std::string> target_letter(const access::Principal& who, Moment moment,
                                  const LetterOrder& order) {
  if (const Result<void> may = permit(who, access::Action::see_indicators); !may)
    return tl::unexpected(may.error());
  if (order.issuer.empty() || order.district.empty())
    return usage("责任书要写明谁发、哪个区划：请写 --issuer 和 --district");
  if (order.year < 2000 || order.year > 2100)
    return usage(fmt::format("年度「{}」不对，请写 --year", order.year));
  const Result<Scheme> scheme = oversight::find_scheme(order.scheme);
  if (!scheme) return tl::unexpected(scheme.error());
  const documents::TargetLetter letter{.issuer = order.issuer,
                                       .district = order.district,
                                       .year = order.year,
                                       .day = moment.today,
                                       .scheme = scheme->title,
                                       .source = scheme->source,
                                       .targets = oversight::targets_of(*scheme),
                                       .duty = order.duty};
  const std::string title = fmt::format("{} 年目标责任书 {}", order.year, order.district);
  const std::vector<documents::Passage> passages = documents::passages_of(letter);
  return order.form == PaperForm::docx ? documents::paper_docx(title, passages)
                                       : documents::paper_page(title, passages);
}

}  // namespace qingxin::app
