// SPDX-License-Identifier: Apache-2.0
#include "app/show_priority.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/gather_figures.h"
#include "app/permit.h"
#include "base/text.h"
#include "law/parameters.h"
#include "rules/finding.h"
#include "store/records.h"

namespace qingxin::app {

namespace {

using oversight::Candidate;
using oversight::Count;
using oversight::Field;
using oversight::PriorityPart;
using oversight::Ranked;
using oversight::RecordKind;

constexpr int kAtOnce = 1'000, kMost = 1'000, kPastDays = 3 * 365;

// What tells a firm from the others: its credit code, or else its name.
std::string firm_key(std::string_view code, std::string_view name) {
  return code.empty() ? "n" + folded_name(name) : "c" + folded(code);
}

// What is counted of each, by key: a firm by firm_key(), a project by its number.
using Counts = std::map<std::string, std::vector<Count>>;

void add(Counts& counts, const std::string& key, PriorityPart part, std::int64_t value) {
  if (value != 0) counts[key].push_back({part, value});
}

class Gathering {
 public:
  Gathering(const access::Principal& who, Moment moment, const RecordDesk& desk)
      : who_(&who), moment_(moment), held_(desk.store->acting_for(who, moment.now)) {}

  Result<void> read(const std::string& region);
  Result<oversight::Weights> weights() const;
  std::vector<Candidate> projects() const;
  std::vector<Candidate> firms() const;
  std::vector<std::string> notes;

 private:
  Result<void> read_findings(const std::string& region);
  Result<void> read_arrears(const std::string& region);
  Result<void> read_cases();
  Result<void> read_signs();
  Result<void> read_hazards();
  template <typename Take>
  Result<void> each_record(RecordKind kind, Take take) const;
  // A firm that a row names in either way.
  std::string key_of(std::string_view code, std::string_view name) const;

  const access::Principal* who_;
  Moment moment_;
  std::unique_ptr<store::Store> held_;
  std::vector<store::ProjectFirm> projects_;
  std::map<std::string, std::string> code_key_of_name_;
  Counts of_projects_, of_firms_;
  std::map<std::string, std::vector<std::string>> unknown_;  // of projects
};

Result<void> Gathering::read(const std::string& region) {
  Result<std::vector<store::ProjectFirm>> projects = held_->project_firms(region);
  if (!projects) return tl::unexpected(projects.error());
  projects_ = *std::move(projects);
  for (const store::ProjectFirm& project : projects_)
    if (!project.firm_code.empty() && !project.firm.empty())
      code_key_of_name_.emplace(folded_name(project.firm), firm_key(project.firm_code, ""));
  if (const Result<void> done = read_findings(region); !done) return done;
  if (const Result<void> done = read_arrears(region); !done) return done;
  for (const auto step : {&Gathering::read_cases, &Gathering::read_signs, &Gathering::read_hazards})
    if (const Result<void> done = (this->*step)(); !done) return done;
  return {};
}

std::string Gathering::key_of(std::string_view code, std::string_view name) const {
  if (!code.empty()) return firm_key(code, "");
  const auto known = code_key_of_name_.find(folded_name(name));
  return known == code_key_of_name_.end() ? firm_key("", name) : known->second;
}

Result<void> Gathering::read_findings(const std::string& region) {
  store::ProjectId after = store::kNoProject;
  while (true) {
    const auto lines =
        held_->project_lines_after({.project = {}, .region = region, .words = {}}, after, kAtOnce);
    if (!lines) return tl::unexpected(lines.error());
    for (const store::ProjectLine& line : *lines) {
      after = line.id;
      const std::string key = std::to_string(number(line.id));
      if (!line.as_of) unknown_[key].emplace_back("还没有核查过");
      for (const store::OpenCount& open : line.open) {
        if (open.verdict != static_cast<int>(rules::Verdict::violates)) {
          add(of_projects_, key, PriorityPart::unjudged, open.count);
          continue;
        }
        switch (static_cast<rules::Severity>(open.severity)) {
          case rules::Severity::red: add(of_projects_, key, PriorityPart::red, open.count); break;
          case rules::Severity::orange:
            add(of_projects_, key, PriorityPart::orange, open.count);
            break;
          case rules::Severity::yellow:
            add(of_projects_, key, PriorityPart::yellow, open.count);
            break;
          case rules::Severity::blue: break;
        }
      }
    }
    if (std::ssize(*lines) < kAtOnce) return {};
  }
}

Result<void> Gathering::read_arrears(const std::string& region) {
  const oversight::Period today{moment_.today, moment_.today, {}};
  const auto rows = project_rows(*held_, region, today, [](oversight::IndicatorId id) {
    return id == oversight::IndicatorId::arrears_people;
  });
  if (!rows) return tl::unexpected(rows.error());
  for (const oversight::FigureRow& row : *rows) {
    const std::string key = std::to_string(row.id);
    add(of_projects_, key, PriorityPart::arrears_people, row.figure.part);
    if (row.figure.unknown > 0) unknown_[key].emplace_back("有人是否被欠薪看不出");
  }
  return {};
}

Result<void> Gathering::read_cases() {
  if (!access::may(*who_, access::Action::see_cases)) {
    notes.emplace_back("您看不到案件，分数里没有欠薪案件");
    return {};
  }
  store::DossierFilter filter;
  filter.subject = casework::Subject::case_file;
  const Instant long_ago = china_instant(moment_.today - kPastDays, 0);
  store::DossierId after{};
  while (true) {
    const auto cases = held_->dossiers().dossiers_after(filter, after, kAtOnce);
    if (!cases) return tl::unexpected(cases.error());
    for (const store::KeptDossier& kept : *cases) {
      after = kept.id;
      if (kept.cleared && kept.opened < long_ago) continue;
      const PriorityPart part = kept.cleared ? PriorityPart::past_cases : PriorityPart::open_cases;
      if (kept.face.project) add(of_projects_, std::to_string(number(*kept.face.project)), part, 1);
      if (!kept.face.employer.empty() || !kept.face.employer_code.empty())
        add(of_firms_, key_of(kept.face.employer_code, kept.face.employer), part, 1);
    }
    if (std::ssize(*cases) < kAtOnce) return {};
  }
}

template <typename Take>
Result<void> Gathering::each_record(RecordKind kind, Take take) const {
  store::RecordFilter filter;
  filter.kind = kind;
  filter.is_open = 1;
  store::RecordId before{};
  while (true) {
    const auto some = held_->records().records_before(filter, before, kAtOnce);
    if (!some) return tl::unexpected(some.error());
    for (const store::KeptRecord& kept : *some) {
      before = kept.id;
      take(kept);
    }
    if (std::ssize(*some) < kAtOnce) return {};
  }
}

std::optional<PriorityPart> part_of_sign(std::string_view way) {
  for (const PriorityPart part :
       {PriorityPart::water, PriorityPart::power, PriorityPart::tax, PriorityPart::social_insurance,
        PriorityPart::irregularity, PriorityPart::lawsuit})
    if (oversight::words_of(part).name == way) return part;
  return std::nullopt;
}

// Of several credit grades of a firm the newest counts.
Result<void> Gathering::read_signs() {
  std::map<std::string, std::pair<Date, std::string>> grades;
  const Result<void> done = each_record(RecordKind::sign, [&](const store::KeptRecord& kept) {
    const std::string key = key_of(oversight::text_of(kept.values, Field::firm_code),
                                   oversight::text_of(kept.values, Field::firm));
    const std::string_view way = oversight::text_of(kept.values, Field::way);
    if (const std::optional<PriorityPart> part = part_of_sign(way))
      return add(of_firms_, key, *part, 1);
    const std::optional<Date> day = oversight::day_of(kept.values, Field::day);
    if (way != "credit" || !day) return;
    auto& newest = grades[key];
    if (newest.second.empty() || newest.first < *day)
      newest = {*day, std::string(oversight::text_of(kept.values, Field::grade))};
  });
  for (const auto& [key, grade] : grades) {
    if (grade.second == "B") add(of_firms_, key, PriorityPart::credit_b, 1);
    if (grade.second == "C") add(of_firms_, key, PriorityPart::credit_c, 1);
  }
  return done;
}

Result<void> Gathering::read_hazards() {
  return each_record(RecordKind::hazard, [&](const store::KeptRecord& kept) {
    if (!kept.due || *kept.due >= moment_.today) return;
    if (kept.face.project != 0)
      add(of_projects_, std::to_string(kept.face.project), PriorityPart::overdue_hazards, 1);
    const std::string_view code = oversight::text_of(kept.values, Field::firm_code);
    const std::string_view firm = oversight::text_of(kept.values, Field::firm);
    if (kept.face.project == 0 && (!code.empty() || !firm.empty()))
      add(of_firms_, key_of(code, firm), PriorityPart::overdue_hazards, 1);
  });
}

// The newest that stands, and whose days reach today.
Result<oversight::Weights> Gathering::weights() const {
  std::optional<store::KeptRecord> newest;
  const Result<void> done = each_record(RecordKind::weights, [&](const store::KeptRecord& kept) {
    const std::optional<Date> from = oversight::day_of(kept.values, Field::from);
    const std::optional<Date> until = oversight::day_of(kept.values, Field::until);
    if ((from && *from > moment_.today) || (until && *until < moment_.today)) return;
    if (!newest || newest->begun < kept.begun) newest = kept;
  });
  if (!done) return tl::unexpected(done.error());
  if (!newest) return oversight::default_weights();
  const Result<store::WholeRecord> whole = held_->records().whole_record(newest->id);
  if (!whole) return tl::unexpected(whole.error());
  return oversight::weights_of(whole->record.lines, newest->title, number(newest->id));
}

void append(const Counts& from, const std::string& key, std::vector<Count>& counts) {
  if (const auto found = from.find(key); found != from.end())
    counts.insert(counts.end(), found->second.begin(), found->second.end());
}

// Whoever builds it counts with it; a case of the project is not counted again with its firm.
std::vector<Candidate> Gathering::projects() const {
  std::vector<Candidate> candidates;
  for (const store::ProjectFirm& project : projects_) {
    Candidate one{.of = Ranked::project,
                  .code = project.code,
                  .name = project.name,
                  .id = number(project.project),
                  .region_code = project.region_code,
                  .counts = {},
                  .unknown = {}};
    const std::string key = std::to_string(one.id);
    append(of_projects_, key, one.counts);
    const bool has_case = std::ranges::any_of(one.counts, [](const Count& count) {
      return count.part == PriorityPart::open_cases || count.part == PriorityPart::past_cases;
    });
    std::vector<Count> of_firm;
    append(of_firms_, key_of(project.firm_code, project.firm), of_firm);
    for (const Count& count : of_firm) {
      const bool is_case =
          count.part == PriorityPart::open_cases || count.part == PriorityPart::past_cases;
      if (!(is_case && has_case)) one.counts.push_back(count);
    }
    if (const auto found = unknown_.find(key); found != unknown_.end()) one.unknown = found->second;
    if (project.firm.empty() && project.firm_code.empty())
      one.unknown.emplace_back("不知道施工总承包单位，没有算企业的各项");
    candidates.push_back(std::move(one));
  }
  return candidates;
}

std::vector<Candidate> Gathering::firms() const {
  std::map<std::string, Candidate> firms;
  for (const store::ProjectFirm& project : projects_) {
    if (project.firm.empty() && project.firm_code.empty()) continue;
    const std::string key = key_of(project.firm_code, project.firm);
    Candidate& firm = firms[key];
    firm.of = Ranked::firm;
    if (firm.code.empty()) firm.code = project.firm_code;
    if (firm.name.empty()) firm.name = project.firm;
    firm.region_code = project.region_code;
    std::vector<Count> counts;
    append(of_projects_, std::to_string(number(project.project)), counts);
    // Cases are counted with the firm that they name.
    for (const Count& count : counts)
      if (count.part != PriorityPart::open_cases && count.part != PriorityPart::past_cases)
        firm.counts.push_back(count);
    if (const auto found = unknown_.find(std::to_string(number(project.project)));
        found != unknown_.end())
      for (const std::string& what : found->second)
        firm.unknown.push_back(project.name + "：" + what);
  }
  std::vector<Candidate> candidates;
  for (auto& [key, firm] : firms) {
    append(of_firms_, key, firm.counts);
    candidates.push_back(std::move(firm));
  }
  return candidates;
}

}  // namespace

Result<PriorityList> show_priority(const access::Principal& who, Moment moment,
                                   const RecordDesk& desk, const PriorityOrder& order) {
  if (const Result<void> may = permit(who, access::Action::see_indicators); !may)
    return tl::unexpected(may.error());
  if (order.limit < 1 || order.limit > kMost)
    return fail(ErrorCode::usage, fmt::format("一页 {} 个不行，请写 1 至 {}", order.limit, kMost));
  if (const Result<void> sound = check_region(order.region); !sound)
    return tl::unexpected(sound.error());
  Gathering gathering(who, moment, desk);
  if (const Result<void> read = gathering.read(law::region_prefix(order.region)); !read)
    return tl::unexpected(read.error());
  Result<oversight::Weights> weights = gathering.weights();
  if (!weights) return tl::unexpected(weights.error());
  std::vector<oversight::Priority> all = oversight::in_order(
      order.of == Ranked::firm ? gathering.firms() : gathering.projects(), *weights);
  PriorityList list{.order = order,
                    .as_of = moment.today,
                    .weights = *std::move(weights),
                    .items = {},
                    .all = all.size(),
                    .next = {},
                    .notes = gathering.notes};
  for (std::size_t i = order.after; i < all.size(); ++i) {
    if (std::ssize(list.items) == order.limit) {
      list.next = i;
      break;
    }
    list.items.push_back(std::move(all[i]));
  }
  return list;
}

Result<Ranked> ranked_in(std::string_view text) {
  if (text.empty() || text == "project" || text == "项目") return Ranked::project;
  if (text == "firm" || text == "企业") return Ranked::firm;
  return fail(ErrorCode::usage, fmt::format("重点名单不能排「{}」；可以写 project 或 firm",
                                            printable(shortened(text, 40))));
}

}  // namespace qingxin::app
