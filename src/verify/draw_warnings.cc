// SPDX-License-Identifier: Apache-2.0
#include "verify/draw_warnings.h"

#include "rules/catalogue.h"

#include <algorithm>
#include <map>
#include <set>

namespace qingxin::verify {

namespace {

using rules::Severity;

// Amounts of the findings of one matter, each wage counted once: W02, W15 and W18 may all speak of
// the same money. Of one worker's month the largest amount counts; of one worker the sum of his
// months, or what a rule says about him as a whole where that is more; of the project the sum of
// its people, or what a rule of wages says about it where that is more. What an account lacks is
// not what people are owed: it counts only where no people and no wages are spoken of.
class Amounts {
 public:
  void add(const PackFinding& finding) {
    speaks_of_people_ = speaks_of_people_ || finding.worker != 0;
    if (!finding.amount) return;
    if (finding.worker == 0) {
      Money& whole = of_project_[finding.rule];
      // Instalments add up by themselves: a later one has the earlier ones in it.
      const bool is_running = rules::kCatalogue[finding.rule].id == "F05";
      whole = is_running ? std::max(whole, *finding.amount) : whole + *finding.amount;
      return;
    }
    Person& person = people_[finding.worker];
    Money& known = finding.month ? person.months[*finding.month] : person.whole;
    known = std::max(known, *finding.amount);
  }

  std::optional<Money> sum() const {
    Money of_people;
    bool is_any = false;
    for (const auto& [worker, person] : people_) {
      Money months;
      for (const auto& [month, amount] : person.months) months += amount;
      is_any = true;
      of_people += std::max(months, person.whole);
    }
    Money others;
    for (const auto& [rule, amount] : of_project_) {
      Money& kind = is_of_wages(rule) ? of_people : others;
      kind = std::max(kind, amount);
      is_any = is_any || is_of_wages(rule);
    }
    if (is_any) return of_people;
    if (speaks_of_people_ || of_project_.empty()) return std::nullopt;
    return others;
  }

 private:
  struct Person {
    std::map<Month, Money> months;
    Money whole;
  };
  std::map<std::int64_t, Person> people_;
  static bool is_of_wages(std::uint8_t rule) { return rules::kCatalogue[rule].id.starts_with('W'); }
  std::map<std::uint8_t, Money> of_project_;
  bool speaks_of_people_ = false;
};

std::optional<int> days_of(const PackFinding& finding, DrawDays days) {
  if (!finding.since) return finding.days;
  const int lasted = days.judged - *finding.since + 1;
  if (finding.days && *finding.days < lasted) return finding.days;  // it is over
  return days.today - *finding.since + 1;
}

struct Gathered {
  std::map<std::uint8_t, WarningPart> parts;
  std::map<std::uint8_t, std::set<std::int64_t>> people_of;
  std::set<std::int64_t> people;
  std::set<Month> months;
  std::vector<std::string> ids;
  Amounts amounts;
  std::optional<int> days;
  std::optional<Severity> gravest;
};

void add(const PackFinding& finding, Severity level, DrawDays days, Gathered& all) {
  WarningPart& part = all.parts[finding.rule];
  part.rule = finding.rule;
  part.level = part.findings == 0 ? level : std::min(part.level, level);
  ++part.findings;
  if (finding.amount) part.amount = part.amount.value_or(Money{}) + *finding.amount;
  if (finding.month) {
    part.first_month = std::min(part.first_month.value_or(*finding.month), *finding.month);
    part.last_month = std::max(part.last_month.value_or(*finding.month), *finding.month);
    all.months.insert(*finding.month);
  }
  if (finding.worker != 0) {
    all.people_of[finding.rule].insert(finding.worker);
    all.people.insert(finding.worker);
  }
  if (!finding.id.empty()) all.ids.emplace_back(finding.id);
  all.amounts.add(finding);
  if (const std::optional<int> lasts = days_of(finding, days))
    all.days = std::max(all.days.value_or(*lasts), *lasts);
  all.gravest = std::min(all.gravest.value_or(level), level);
}

Measured measured(const Gathered& all, const ProjectFigures& project) {
  Measured values;
  const auto set = [&](Measure measure, std::optional<std::int64_t> value) {
    values[static_cast<std::size_t>(measure)] = value;
  };
  const auto people = static_cast<std::int64_t>(all.people.size());
  const std::optional<Money> amount = all.amounts.sum();
  set(Measure::people, people);
  if (amount) set(Measure::yuan, amount->fen);
  set(Measure::months, static_cast<std::int64_t>(all.months.size()));
  if (all.days) set(Measure::days, *all.days);
  // Whole hundredths of a percent, cut: 10% is reached when it is reached.
  if (project.people && *project.people > 0) set(Measure::share, people * 10'000 / *project.people);
  return values;
}

std::optional<Severity> level_on(const Scale& scale, const Measured& values) {
  const std::optional<std::int64_t> value = values[static_cast<std::size_t>(scale.measure)];
  if (!value) return std::nullopt;
  for (const Band& band : scale.bands)
    if (*value >= band.from && (!band.to || *value < *band.to)) return band.level;
  return std::nullopt;
}

// The gravest that anything says; nothing: below the threshold, or excepted.
std::optional<Severity> level_of(const Matter& matter, const Gathered& all,
                                 const Occasion& occasion) {
  std::optional<Severity> level;
  const auto raise = [&](std::optional<Severity> one) {
    if (one) level = std::min(level.value_or(*one), *one);
  };
  if (matter.keeps_colour && *all.gravest <= *matter.keeps_colour) raise(all.gravest);
  for (const Scale& scale : matter.scales) raise(level_on(scale, *occasion.measured));
  for (const LevelWhen& one : matter.levels)
    if (one.when.ask(occasion) == Truth::yes) raise(one.level);
  if (level && matter.except && matter.except->ask(occasion) == Truth::yes) return std::nullopt;
  return level;
}

}  // namespace

Severity colour_in(const Pack& pack, std::uint8_t rule, Severity own) {
  return pack.colours[rule].value_or(own);
}

std::vector<DrawnWarning> draw_warnings(const Pack& pack, const ProjectFigures& project,
                                        const law::Parameters& parameters, DrawDays days,
                                        std::span<const PackFinding> findings) {
  std::vector<DrawnWarning> drawn;
  for (std::size_t m = 0; m < pack.matters.size(); ++m) {
    const Matter& matter = pack.matters[m];
    Gathered all;
    for (const PackFinding& finding : findings)
      if ((matter.rules >> finding.rule & 1) != 0)
        add(finding, colour_in(pack, finding.rule, finding.severity), days, all);
    if (all.parts.empty()) continue;
    const Measured values = measured(all, project);
    const Occasion occasion{&values, &project, &parameters, days.today};
    const std::optional<Severity> level = level_of(matter, all, occasion);
    if (!level) continue;
    DrawnWarning& warning = drawn.emplace_back();
    warning.matter = m;
    warning.level = *level;
    warning.people = static_cast<int>(all.people.size());
    warning.months = static_cast<int>(all.months.size());
    warning.amount = all.amounts.sum();
    for (auto& [rule, part] : all.parts) {
      part.people = static_cast<int>(all.people_of[rule].size());
      warning.parts.push_back(part);
    }
    std::ranges::sort(all.ids);
    warning.findings = std::move(all.ids);
  }
  return drawn;
}

}  // namespace qingxin::verify
