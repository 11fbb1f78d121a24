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
constexpr Date kEver = date(9999, 12, 31);

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

const Figure* find(const ProjectFigures& figures, IndicatorId indicator,
                   std::optional<Month> month) {
  for (const Figure& figure : figures.figures)
    if (figure.indicator == indicator && figure.month == month) return &figure;
  return nullptr;
}

// One project's rows: as it stood at the end of the period, and as its months are known.
class ProjectRows {
 public:
  ProjectRows(const Period& period, const WantsIndicator& wants)
      : period_(period), wants_(&wants) {}

  void add(const ProjectFigures* then, const ProjectFigures* now, std::string label) {
    const ProjectFigures& any = then != nullptr ? *then : *now;
    face_ = {.figure = {},
             .of = oversight::Of::project,
             .id = number(any.project),
             .region_code = any.region_code,
             .industry = any.industry,
             .unit = 0,
             .funding = then == nullptr ? std::string{} : funding_of(*then),
             .label = std::move(label)};
    if (then != nullptr) add_state(*then);
    if (then != nullptr && now != nullptr) add_day(*then, *now);
    // A month that is over is told as it is known; one that is not, as it stood on the day.
    const Month last = month_of(period_.until);
    const bool is_over = period_.until == last_day(last);
    if (now != nullptr) add_months(*now, is_over ? last : last - 1);
    if (then != nullptr && !is_over) add_month(*then, last);
  }

  std::vector<FigureRow> rows;

 private:
  static std::string funding_of(const ProjectFigures& figures) {
    const Figure* kind = find(figures, IndicatorId::projects_public, std::nullopt);
    if (kind == nullptr || kind->unknown != 0) return "";
    return std::string(kind->part != 0 ? oversight::kPublicMoney : oversight::kOtherMoney);
  }
  void take(const Figure& figure) {
    if (!(*wants_)(figure.indicator)) return;
    rows.push_back(face_);
    rows.back().figure = figure;
  }
  void add_state(const ProjectFigures& figures) {
    for (const Figure& figure : figures.figures)
      if (!figure.month) take(figure);
  }
  // Only of projects that were in progress on the day.
  void add_day(const ProjectFigures& then, const ProjectFigures& now) {
    const Figure* running = find(then, IndicatorId::projects, std::nullopt);
    if (running == nullptr || running->part == 0) return;
    const Figure* days = find(now, IndicatorId::real_name_update_today, month_of(period_.until));
    take(days == nullptr ? Figure{.indicator = IndicatorId::real_name_update_today,
                                  .month = {},
                                  .part = 0,
                                  .whole = 0,
                                  .unknown = 1}
                         : oversight::on_day(*days, period_.until));
  }
  void add_months(const ProjectFigures& figures, Month last) {
    for (Month month = month_of(period_.from); month <= last; month = month + 1)
      add_month(figures, month);
  }
  void add_month(const ProjectFigures& figures, Month month) {
    for (const Figure& figure : figures.figures)
      if (figure.month == month && figure.indicator != IndicatorId::real_name_update_today)
        take(figure);
  }

  Period period_;
  const WantsIndicator* wants_;
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

}  // namespace

Result<std::vector<FigureRow>> project_rows(store::Store& held, std::string_view region,
                                            const Period& period, const WantsIndicator& wants) {
  std::vector<Month> months;
  for (Month month = month_of(period.from); month <= month_of(period.until); month = month + 1)
    months.push_back(month);
  const std::span<const Month> last{&months.back(), 1};
  const auto then = readings(held, period.until, period.known_before, last, region);
  if (!then) return tl::unexpected(then.error());
  const auto now = readings(held, kEver, period.known_before, months, region);
  if (!now) return tl::unexpected(now.error());
  const auto labels = project_labels(held, region);
  if (!labels) return tl::unexpected(labels.error());
  ProjectRows rows(period, wants);
  for (const auto& [id, latest] : *now) {
    const auto at_end = then->find(id);
    const auto label = labels->find(id);
    rows.add(at_end == then->end() ? nullptr : &at_end->second, &latest,
             label == labels->end() ? std::to_string(id) : label->second);
  }
  return std::move(rows.rows);
}

Result<std::vector<oversight::Matter>> matters_of(store::Store& held, std::string_view region,
                                                  Instant opened_before) {
  store::DossierFilter filter;
  filter.region = region;
  filter.opened_before = opened_before;
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
