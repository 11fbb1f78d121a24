// SPDX-License-Identifier: Apache-2.0
#include "app/gather_figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/hash.h"
#include "oversight/figures_of_project.h"
#include "store/records.h"

namespace qingxin::app {

namespace {

using oversight::Figure;
using oversight::FigureRow;
using oversight::IndicatorId;
using oversight::Period;
using store::ProjectFigures;
using store::ProjectId;

constexpr int kAtOnce = 1'000;

Result<std::map<std::int64_t, ProjectFigures>> readings(store::Store& held, Date as_of,
                                                        const std::optional<Instant>& known_before,
                                                        std::span<const Month> months,
                                                        std::string_view region) {
  std::map<std::int64_t, ProjectFigures> found;
  ProjectId after = store::kNoProject;
  while (true) {
    const Result<std::vector<ProjectFigures>> some =
        held.records().figures_after(as_of, known_before, months, region, after, kAtOnce);
    if (!some) return tl::unexpected(some.error());
    for (const ProjectFigures& figures : *some) {
      after = figures.project;
      found.emplace(number(figures.project), figures);
    }
    if (std::ssize(*some) < kAtOnce) return found;
  }
}

Result<std::map<std::int64_t, std::string>> project_labels(store::Store& held,
                                                           std::string_view region) {
  std::map<std::int64_t, std::string> labels;
  ProjectId after = store::kNoProject;
  while (true) {
    const Result<std::vector<store::ProjectLine>> some = held.project_lines_after(
        {.project = {}, .region = std::string(region), .words = {}}, after, kAtOnce);
    if (!some) return tl::unexpected(some.error());
    for (const store::ProjectLine& line : *some) {
      after = line.id;
      labels.emplace(number(line.id), line.name.empty() ? line.code : line.name);
    }
    if (std::ssize(*some) < kAtOnce) return labels;
  }
}

// By project the unit of its general contractor, where it is in the register: by its credit code.
Result<std::map<std::int64_t, std::int64_t>> contractors(store::Store& held,
                                                         std::string_view region) {
  std::map<std::string, std::int64_t> by_code;
  access::UnitId after{};
  while (true) {
    const Result<std::vector<store::Unit>> some = held.units_after(after, kAtOnce);
    if (!some) return tl::unexpected(some.error());
    for (const store::Unit& unit : *some) {
      after = unit.id;
      if (!unit.credit_code.empty()) by_code.emplace(unit.credit_code, access::number(unit.id));
    }
    if (std::ssize(*some) < kAtOnce) break;
  }
  const Result<std::vector<store::ProjectFirm>> firms = held.project_firms(region);
  if (!firms) return tl::unexpected(firms.error());
  std::map<std::int64_t, std::int64_t> units;
  for (const store::ProjectFirm& firm : *firms)
    if (const auto unit = by_code.find(firm.firm_code); unit != by_code.end())
      units[number(firm.project)] = unit->second;
  return units;
}

const Figure* find_figure(const ProjectFigures& figures, IndicatorId indicator,
                          std::optional<Month> month) {
  for (const Figure& figure : figures.figures)
    if (figure.indicator == indicator && figure.month == month) return &figure;
  return nullptr;
}

using Readings = std::map<std::int64_t, ProjectFigures>;

const ProjectFigures* find(const Readings& readings, std::int64_t project) {
  const auto found = readings.find(project);
  return found == readings.end() ? nullptr : &found->second;
}

// What the rows of projects are made of: how they stood at the end of the period, and of each of
// its months the last reading that told it.
struct PeriodReadings {
  Readings at_end;
  std::map<Month, Readings> of_months;
};

Result<PeriodReadings> read_period(store::Store& held, const Period& period,
                                   std::string_view region) {
  PeriodReadings all;
  const Month last = month_of(period.until);
  Result<Readings> at_end = readings(held, period.until, period.known_before, {&last, 1}, region);
  if (!at_end) return tl::unexpected(at_end.error());
  all.at_end = *std::move(at_end);
  for (Month month = month_of(period.from); month <= last; month = month + 1) {
    Result<Readings> of_month =
        readings(held, oversight::last_told(month), period.known_before, {&month, 1}, region);
    if (!of_month) return tl::unexpected(of_month.error());
    all.of_months.emplace(month, *std::move(of_month));
  }
  return all;
}

class ProjectRows {
 public:
  ProjectRows(const Period& period, const PeriodReadings& readings, const WantsIndicator& wants)
      : period_(period), readings_(&readings), wants_(&wants) {}

  void add(const ProjectFigures& any, std::string label, std::int64_t unit) {
    project_ = number(any.project);
    at_end_ = find(readings_->at_end, project_);
    const ProjectFigures& newest = at_end_ == nullptr ? any : *at_end_;
    face_ = {.figure = {},
             .of = oversight::Of::project,
             .id = project_,
             .region_code = newest.region_code,
             .industry = newest.industry,
             .unit = unit,
             .funding = at_end_ == nullptr ? std::string{} : funding_of(*at_end_),
             .label = std::move(label)};
    add_state();
    add_day();
    for (Month month = month_of(period_.from); month <= month_of(period_.until); month = month + 1)
      add_month(month);
  }

  std::vector<FigureRow> rows;

 private:
  static std::string funding_of(const ProjectFigures& figures) {
    const Figure* kind = find_figure(figures, IndicatorId::projects_public, std::nullopt);
    if (kind == nullptr || kind->unknown != 0) return "";
    return std::string(kind->part != 0 ? oversight::kPublicMoney : oversight::kOtherMoney);
  }
  void take(const Figure& figure) {
    if (!(*wants_)(figure.indicator)) return;
    rows.push_back(face_);
    rows.back().figure = figure;
  }
  void add_state() {
    if (at_end_ == nullptr) return;
    for (const Figure& figure : at_end_->figures)
      if (!figure.month) take(figure);
  }
  // Only of projects that were in progress on the day; what came in later counts.
  void add_day() {
    if (at_end_ == nullptr) return;
    const Figure* running = find_figure(*at_end_, IndicatorId::projects, std::nullopt);
    if (running == nullptr || running->part == 0) return;
    const Month month = month_of(period_.until);
    const ProjectFigures* now = find(readings_->of_months.at(month), project_);
    const Figure* days =
        now == nullptr ? nullptr : find_figure(*now, IndicatorId::real_name_update_today, month);
    const Figure unknown{.indicator = IndicatorId::real_name_update_today,
                         .month = {},
                         .part = 0,
                         .whole = 0,
                         .unknown = 1};
    take(days == nullptr ? unknown : oversight::on_day(*days, period_.until));
  }
  // A month that is over is told as it is known; one that is not, as it stood on the day.
  void add_month(Month month) {
    const ProjectFigures* figures =
        last_day(month) <= period_.until ? find(readings_->of_months.at(month), project_) : at_end_;
    if (figures == nullptr) return;
    for (const Figure& figure : figures->figures)
      if (figure.month == month && figure.indicator != IndicatorId::real_name_update_today)
        take(figure);
  }

  Period period_;
  const PeriodReadings* readings_;
  const WantsIndicator* wants_;
  std::int64_t project_ = 0;
  const ProjectFigures* at_end_ = nullptr;
  FigureRow face_;
};

// One employer has one number, by its code or else by its name; 0: neither is known.
std::int64_t employer_number(const store::DossierFace& face) {
  const std::string& name = face.employer_code.empty() ? face.employer : face.employer_code;
  if (name.empty()) return 0;
  const Digest digest = sm3(name);
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < sizeof bits; ++i) bits = bits << 8 | digest[i];
  return static_cast<std::int64_t>(bits & INT64_MAX) | 1;
}

oversight::Matter matter_of(const store::KeptDossier& kept) {
  oversight::Matter matter{.id = number(kept.id),
                           .subject = kept.subject,
                           .region_code = kept.face.region_code,
                           .industry = kept.face.industry,
                           .label = kept.face.project_name,
                           .unit = access::number(kept.owner),
                           .employer = employer_number(kept.face),
                           .funding = kept.face.funding,
                           .marks = {},
                           .due = kept.readings.due,
                           .timeliness = kept.readings.timeliness,
                           .people = kept.claimed_people,
                           .people_paid = {},
                           .owed = {}};
  if (const auto& sums = kept.readings.sums; sums) {
    matter.people = sums->people + sums->people_unknown;
    matter.people_paid = sums->people_paid;
    matter.owed = sums->owed;
  }
  return matter;
}

Result<std::vector<oversight::Matter>> matters_like(store::Store& held,
                                                    const store::DossierFilter& filter) {
  std::vector<oversight::Matter> matters;
  store::DossierId after{};
  while (true) {
    const Result<std::vector<store::KeptDossier>> some =
        held.dossiers().dossiers_after(filter, after, kAtOnce);
    if (!some) return tl::unexpected(some.error());
    for (const store::KeptDossier& kept : *some) {
      after = kept.id;
      matters.push_back(matter_of(kept));
    }
    if (std::ssize(*some) < kAtOnce) break;
  }
  const Result<std::vector<store::DossierMark>> marks = held.dossiers().dossier_marks(filter);
  if (!marks) return tl::unexpected(marks.error());
  // Both are in the order of the dossiers.
  auto matter = matters.begin();
  for (const store::DossierMark& mark : *marks) {
    while (matter != matters.end() && matter->id < number(mark.dossier)) ++matter;
    if (matter == matters.end()) break;
    if (matter->id != number(mark.dossier)) continue;
    matter->marks.push_back({.step = mark.step,
                             .number = mark.number,
                             .at = mark.at,
                             .entered = mark.entered,
                             .satisfaction = mark.satisfaction,
                             .channel = mark.channel});
  }
  return matters;
}

}  // namespace

Result<std::vector<FigureRow>> project_rows(store::Store& held, std::string_view region,
                                            const Period& period, const WantsIndicator& wants) {
  const Result<PeriodReadings> readings = read_period(held, period, region);
  if (!readings) return tl::unexpected(readings.error());
  const auto labels = project_labels(held, region);
  if (!labels) return tl::unexpected(labels.error());
  const auto units = contractors(held, region);
  if (!units) return tl::unexpected(units.error());
  Readings any;
  for (const auto& [month, of_month] : readings->of_months)
    any.insert(of_month.begin(), of_month.end());
  ProjectRows rows(period, *readings, wants);
  for (const auto& [id, reading] : any) {
    const auto label = labels->find(id);
    const auto unit = units->find(id);
    rows.add(reading, label == labels->end() ? std::to_string(id) : label->second,
             unit == units->end() ? 0 : unit->second);
  }
  return std::move(rows.rows);
}

Result<std::vector<oversight::Matter>> matters_of(store::Store& held, std::string_view region,
                                                  Instant opened_before) {
  store::DossierFilter filter;
  filter.region = region;
  filter.opened_before = opened_before;
  return matters_like(held, filter);
}

Result<std::vector<oversight::Matter>> all_cases(store::Store& all, Instant opened_before) {
  store::DossierFilter filter;
  filter.subject = casework::Subject::case_file;
  filter.opened_before = opened_before;
  return matters_like(all, filter);
}

Result<std::vector<oversight::OfficeRecord>> office_records(
    store::Store& held, oversight::RecordKind kind, std::string_view region,
    const std::function<bool(const store::KeptRecord&)>& wants) {
  store::RecordFilter filter;
  filter.kind = kind;
  filter.region = region;
  std::vector<oversight::OfficeRecord> records;
  store::RecordId before{};
  while (true) {
    const Result<std::vector<store::KeptRecord>> some =
        held.records().records_before(filter, before, kAtOnce);
    if (!some) return tl::unexpected(some.error());
    for (const store::KeptRecord& kept : *some) {
      before = kept.id;
      if (!wants(kept)) continue;
      Result<store::WholeRecord> whole = held.records().whole_record(kept.id);
      if (!whole) return tl::unexpected(whole.error());
      records.push_back({number(kept.id), kept.title, std::move(whole->record)});
    }
    if (std::ssize(*some) < kAtOnce) return records;
  }
}

Result<std::vector<oversight::PermitFacts>> permits_of(store::Store& held,
                                                       std::string_view region) {
  using oversight::Field;
  store::RecordFilter filter;
  filter.kind = oversight::RecordKind::permit;
  filter.region = region;
  std::vector<oversight::PermitFacts> permits;
  store::RecordId before{};
  while (true) {
    const Result<std::vector<store::KeptRecord>> some =
        held.records().records_before(filter, before, kAtOnce);
    if (!some) return tl::unexpected(some.error());
    for (const store::KeptRecord& kept : *some) {
      before = kept.id;
      const auto text = [&](Field field) {
        return std::string(oversight::text_of(kept.values, field));
      };
      std::optional<Date> ended = oversight::day_of(kept.values, Field::until);
      if (kept.state == oversight::RecordState::ended && !ended) ended = china_day(kept.changed);
      permits.push_back({.id = number(kept.id),
                         .number = text(Field::number),
                         .code = text(Field::code),
                         .name = text(Field::name),
                         .firm = text(Field::firm),
                         .firm_code = text(Field::firm_code),
                         .region_code = kept.face.region_code,
                         .industry = kept.face.industry,
                         .issued = oversight::day_of(kept.values, Field::day),
                         .ended = ended,
                         .source = text(Field::source)});
    }
    if (std::ssize(*some) < kAtOnce) return permits;
  }
}

Result<std::vector<oversight::RegisteredProject>> registered_projects(store::Store& held,
                                                                      std::string_view region) {
  const Result<std::vector<store::ProjectFirm>> firms = held.project_firms(region);
  if (!firms) return tl::unexpected(firms.error());
  std::vector<oversight::RegisteredProject> projects;
  for (const store::ProjectFirm& firm : *firms)
    projects.push_back({number(firm.project), firm.code, firm.name, firm.firm, firm.firm_code});
  return projects;
}

}  // namespace qingxin::app
