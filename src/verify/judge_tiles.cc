// SPDX-License-Identifier: Apache-2.0
#include "verify/judge_tiles.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <map>
#include <thread>

#include "rules/catalogue.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its tiles are what is judged

namespace {

// Pay dates and instalments of this many days after the last month are worked out beforehand.
constexpr int kDaysAfter = 100;

struct CheckedRule {
  TileCheck check;
  std::uint8_t rule;  // position in the catalogue
  bool is_for_construction;
};

constexpr CheckedRule checked(TileCheck check, const rules::Rule& rule) {
  return {check, static_cast<std::uint8_t>(rules::position_of(rule.id)),
          rule.binds == rules::Binds::construction};
}

constexpr std::array<CheckedRule, kTileChecks> kChecked = {
    checked(TileCheck::unpaid, rules::kTimelyPayment),
    checked(TileCheck::late, rules::kTimelyPayment),
    checked(TileCheck::short_paid, rules::kFullPayment),
    checked(TileCheck::elsewhere, rules::kPaymentFromWageAccount),
    checked(TileCheck::minimum, rules::kMinimumWage),
    checked(TileCheck::sums, rules::kPayrollSums),
    checked(TileCheck::days, rules::kAttendanceOnPayroll),
    checked(TileCheck::suspicious, rules::kSuspiciousWages)};

constexpr std::uint8_t bits_for_construction() {
  unsigned bits = 0;
  for (const CheckedRule& one : kChecked)
    if (one.is_for_construction) bits |= 1U << static_cast<unsigned>(one.check);
  return static_cast<std::uint8_t>(bits);
}

RuleSet enabled_by(const Settings& settings) {
  RuleSet enabled = 0;
  for (const rules::Rule& rule : rules::kCatalogue) {
    const bool is_asked = settings.rules.empty()
                              ? settings.run_all_rules || rules::is_confirmed(rule)
                              : std::ranges::find(settings.rules, rule.id) != settings.rules.end();
    if (is_asked) enabled |= bit_of(rule.id);
  }
  return enabled;
}

TileFinding finding_of(const rules::Judgement& judgement, std::uint8_t rule, ProjectIndex project) {
  TileFinding finding{.project = project, .rule = rule, .severity = judgement.severity};
  finding.has_fen = judgement.amount.has_value();
  finding.fen = judgement.amount.value_or(Money{}).fen;
  return finding;
}

// One worker-month through one check; adds what violates.
void judge_one(TileCheck check, const WideSlot& slot, const TileTerms& terms, ProjectIndex project,
               std::vector<TileFinding>& findings) {
  const rules::Judgement judgement = judge_slot(check, slot, terms);
  if (judgement.verdict != rules::Verdict::violates) return;
  TileFinding& finding = findings.emplace_back(
      finding_of(judgement, kChecked[static_cast<std::size_t>(check)].rule, project));
  finding.worker = slot.worker;
  finding.month = terms.month;
}

constexpr std::size_t kTilesAtOnce = 64;

// The tiles of one month; gives Σ net.
std::int64_t judge_tiles(std::span<const Tile> tiles, const WorkerIndex* workers,
                         const TileTerms& terms, ProjectIndex project, Screen screen,
                         std::vector<TileFinding>& findings) {
  std::array<TileMasks, kTilesAtOnce> masks;  // NOLINT: the screen fills it
  std::int64_t net = 0;
  for (std::size_t first = 0; first < tiles.size(); first += kTilesAtOnce) {
    const auto some = tiles.subspan(first, std::min(kTilesAtOnce, tiles.size() - first));
    net += screen(some, terms, masks.data());
    for (std::size_t t = 0; t < some.size(); ++t) {
      const auto words = std::bit_cast<std::array<std::uint64_t, 2>>(masks[t]);
      if ((words[0] | words[1]) == 0) continue;
      for (std::size_t check = 0; check < kTileChecks; ++check)
        for (std::uint32_t left = masks[t].of[check]; left != 0; left &= left - 1) {
          const auto at = static_cast<std::size_t>(std::countr_zero(left));
          WideSlot slot = slot_of(some[t], at);
          slot.worker = workers[(first + t) * kTileSlots + at];
          judge_one(static_cast<TileCheck>(check), slot, terms, project, findings);
        }
    }
  }
  return net;
}

}  // namespace

const RuleSet kTileRules = [] {
  RuleSet rules = bit_of(rules::kLabourFeeOnTime.id) | bit_of(rules::kLabourFeeCoversWages.id);
  for (const CheckedRule& one : kChecked) rules |= RuleSet{1} << one.rule;
  return rules;
}();

TileJudge::TileJudge(const Book& facts, const Tiles& tiles, const law::Law& law,
                     const Settings& settings)
    : facts_(&facts), tiles_(&tiles), law_(&law), settings_(&settings) {
  const RuleSet enabled = enabled_by(settings);
  for (const CheckedRule& one : kChecked)
    if ((enabled >> one.rule & 1) != 0)
      asked_ = static_cast<std::uint8_t>(asked_ | 1U << static_cast<unsigned>(one.check));
  is_fee_asked_ = (enabled & bit_of(rules::kLabourFeeOnTime.id)) != 0;
  is_cover_asked_ = (enabled & bit_of(rules::kLabourFeeCoversWages.id)) != 0;

  months_ = facts.months;
  for (const Month month : months_) {
    is_selected_.push_back(includes(settings, month) && month <= month_of(settings.as_of));
  }
  find_working_days();
  find_regions();
  is_silenced_ = silenced_projects(facts, law, settings);
}

void TileJudge::find_regions() {
  std::map<TextId, std::uint32_t> places;
  region_.reserve(facts_->projects.size());
  const Project* before = nullptr;
  for (const Project& project : facts_->projects) {
    // Mostly neighbours are of one region.
    if (before != nullptr && before->region_code == project.region_code) {
      region_.push_back(region_.back());
      continue;
    }
    before = &project;
    const auto [place, is_new] =
        places.try_emplace(project.region_code, static_cast<std::uint32_t>(regions_.size()));
    if (is_new) add_region(project.region_code);
    region_.push_back(place->second);
  }
}

void TileJudge::find_working_days() {
  if (months_.empty()) return;
  first_day_ = first_day(months_.front());
  for (Date day = first_day_; day <= last_day(months_.back()) + kDaysAfter; day = day + 1) {
    previous_working_day_.push_back(law::previous_working_day(day, law_->calendar));
    next_working_day_.push_back(law::next_working_day(day, law_->calendar));
  }
}

law::Deadline TileJudge::pay_date(Month month, int offset, int day) const {
  const Date nominal = day_in(month + offset, day);
  const auto at = static_cast<std::size_t>(nominal - first_day_);
  return at < previous_working_day_.size() ? previous_working_day_[at]
                                           : law::previous_working_day(nominal, law_->calendar);
}

law::Deadline TileJudge::fee_date(Date day) const {
  const auto at = static_cast<std::size_t>(day - first_day_);
  return at < next_working_day_.size() ? next_working_day_[at]
                                       : law::next_working_day(day, law_->calendar);
}

void TileJudge::add_region(TextId code) {
  const std::string_view region = facts_->texts[code];
  Region& entry = regions_.emplace_back();
  const auto find = [&](std::string_view name, Date day) {
    return law_->parameters.find(name, region, day);
  };
  const auto number = [&](std::string_view name, Date day) {
    const law::ParameterValue* value = find(name, day);
    return value == nullptr ? std::nullopt : std::optional{static_cast<int>(value->value)};
  };
  entry.least_passes = number("attendance.valid_passes", settings_->as_of).value_or(0);
  entry.least_hours_hundredths =
      number("attendance.valid_hours", settings_->as_of).value_or(0) * 100;
  for (const Month month : months_) {
    entry.pay_days.push_back(number("pay.day", first_day(month)));
    entry.pay_offsets.push_back(number("pay.month_offset", first_day(month)));
    TileTerms terms{.as_of = settings_->as_of, .month = month, .asked = asked_};
    entry.can_judge.push_back(
        add_parameters(region, month, terms, entry.thresholds.emplace_back()));
    entry.terms.push_back(terms);
  }
  for (std::size_t m = 0; m < months_.size(); ++m) entry.terms[m].thresholds = &entry.thresholds[m];
}

// False when a parameter is missing that a check asks for.
bool TileJudge::add_parameters(std::string_view region, Month month, TileTerms& terms,
                               std::array<std::uint32_t, kThresholds>& thresholds) const {
  const auto amount = [&](std::string_view name) -> std::optional<Money> {
    const law::ParameterValue* value = law_->parameters.find(name, region, first_day(month));
    return value == nullptr ? std::nullopt : std::optional{Money{value->value}};
  };
  terms.minimum_month = amount("minimum_wage.month");
  terms.minimum_hour = amount("minimum_wage.hour");
  bool can_judge = true;
  if (terms.is_asked(TileCheck::minimum)) {
    can_judge = terms.minimum_month && terms.minimum_hour && *terms.minimum_hour >= Money{} &&
                *terms.minimum_hour <= kHourMax;
    for (std::size_t half_days = 0; can_judge && half_days < kThresholds; ++half_days) {
      const rules::ComparedWage wage{.is_hourly = false,
                                     .half_days = static_cast<int>(half_days),
                                     .minimum = terms.minimum_month};
      const std::int64_t required = rules::required_wage(wage).fen;
      can_judge = required >= 0 && required <= INT32_MAX;
      thresholds[half_days] = static_cast<std::uint32_t>(required);
    }
  }
  const law::ParameterValue* tolerance =
      law_->parameters.find("attendance.tolerance_days", region, last_day(month));
  if (tolerance != nullptr) terms.tolerance_half_days = 2 * static_cast<int>(tolerance->value);
  return can_judge && (tolerance != nullptr || !terms.is_asked(TileCheck::days));
}

bool TileJudge::judge_months(const TileBlock& block, const WorkerIndex* workers, Screen screen,
                             std::int64_t& wages_due, std::vector<TileFinding>& findings) const {
  const ProjectHead& head = *block.head;
  const Region& region = regions_[region_[head.project]];
  std::size_t tile = 0;
  std::size_t wide = 0;
  for (std::size_t m = 0; m < block.months.size(); ++m) {
    const MonthHead& month = block.months[m];
    const auto tiles = block.tiles.subspan(tile, month.tiles);
    const std::size_t first_wide = wide;
    while (wide < block.wide.size() && block.wide[wide].month == m) ++wide;
    const WorkerIndex* slots = workers + tile * kTileSlots;
    tile += month.tiles;
    if (tiles.empty() && first_wide == wide) continue;

    const std::optional<int> day =
        head.pay_day != 0 ? std::optional<int>{head.pay_day} : region.pay_days[m];
    const int offset =
        head.pay_month_offset >= 0 ? head.pay_month_offset : region.pay_offsets[m].value_or(1);
    if (!day) return false;
    TileTerms terms = region.terms[m];
    terms.pay_date = pay_date(month.month, offset, *day);
    if (terms.pay_date.day.days != month.pay_date || !region.can_judge[m]) return false;
    // Days after as_of were summed up too.
    if (last_day(month.month) > settings_->as_of) {
      const int known = settings_->as_of - first_day(month.month) + 1;
      if (known < 0 || month.attended >> static_cast<unsigned>(known) != 0) return false;
    }
    terms.is_construction = head.is_construction != 0;
    terms.has_account = head.has_account != 0;
    if (!terms.is_construction)
      terms.asked = static_cast<std::uint8_t>(terms.asked & ~bits_for_construction());
    if (!is_selected_[m]) terms.asked = 0;
    std::int64_t net = judge_tiles(tiles, slots, terms, head.project, screen, findings);
    for (std::size_t w = first_wide; w < wide; ++w) {
      net += block.wide[w].net;
      for (std::size_t check = 0; check < kTileChecks; ++check)
        if (terms.is_asked(static_cast<TileCheck>(check)))
          judge_one(static_cast<TileCheck>(check), block.wide[w], terms, head.project, findings);
    }
    if (terms.pay_date.day <= settings_->as_of) wages_due += net;
  }
  return true;
}

bool TileJudge::judge_fees(const TileBlock& block, std::vector<TileFinding>& findings) const {
  static const auto kRule =
      static_cast<std::uint8_t>(rules::position_of(rules::kLabourFeeOnTime.id));
  std::size_t came = 0;
  std::array<std::int64_t, 2> received{};  // and perhaps
  for (const FeePlan& fee : block.fees) {
    const law::Deadline due = fee_date(fee.due);
    // Instalments come by their day, and so do the days that they move to.
    for (; came < block.inflows.size() && block.inflows[came].day <= due.day; ++came)
      received[block.inflows[came].is_perhaps] = block.inflows[came].received;
    const Month month = month_of(due.day);
    if (!includes(*settings_, month)) continue;
    const rules::Judgement judgement = rules::labour_fee_on_time({.period = {},
                                                                  .due = due,
                                                                  .planned = Money{fee.planned},
                                                                  .received = Money{received[0]},
                                                                  .perhaps = Money{received[1]},
                                                                  .made_good = {},
                                                                  .as_of = settings_->as_of});
    if (judgement.verdict == rules::Verdict::missing_fact) return false;
    if (judgement.verdict != rules::Verdict::violates) continue;
    TileFinding& finding = findings.emplace_back(finding_of(judgement, kRule, block.head->project));
    finding.month = month;
    finding.subject = fee.period;
  }
  return true;
}

bool TileJudge::judge_cover(const TileBlock& block, std::int64_t wages_due,
                            std::vector<TileFinding>& findings) const {
  static const auto kRule =
      static_cast<std::uint8_t>(rules::position_of(rules::kLabourFeeCoversWages.id));
  const rules::Judgement judgement =
      rules::labour_fee_covers_wages({.wages_due = Money{wages_due},
                                      .received = Money{block.head->received},
                                      .perhaps = Money{block.head->perhaps},
                                      .as_of = settings_->as_of});
  if (judgement.verdict == rules::Verdict::missing_fact) return false;
  if (judgement.verdict == rules::Verdict::violates)
    findings.push_back(finding_of(judgement, kRule, block.head->project));
  return true;
}

bool TileJudge::judge(const TileBlock& block, const WorkerIndex* workers, Screen screen,
                      std::vector<TileFinding>& findings) const {
  const ProjectHead& head = *block.head;
  const Region& region = regions_[region_[head.project]];
  if (head.needs_rows != 0 || is_silenced_[head.project] ||
      head.least_passes != region.least_passes ||
      head.least_hours_hundredths != region.least_hours_hundredths)
    return false;
  const std::size_t before = findings.size();
  std::int64_t wages_due = 0;
  bool is_judged = judge_months(block, workers, screen, wages_due, findings);
  if (head.is_construction != 0) {
    if (is_judged && is_fee_asked_) is_judged = judge_fees(block, findings);
    if (is_judged && is_cover_asked_) is_judged = judge_cover(block, wages_due, findings);
  }
  if (!is_judged) findings.resize(before);
  return is_judged;
}

TileVerdicts TileJudge::judge_all(Screen screen) const {
  constexpr std::size_t kProjectsOfPiece = 256;
  constexpr std::size_t kFindingsOfPiece = 2048;  // most pieces have fewer
  const std::size_t projects = tiles_->places.empty() ? 0 : tiles_->places.size() - 1;
  TileVerdicts all;
  if (projects < facts_->projects.size()) {
    for (std::size_t p = 0; p < facts_->projects.size(); ++p)
      all.needs_rows.push_back(static_cast<ProjectIndex>(p));
    return all;
  }
  std::vector<TileVerdicts> pieces((projects + kProjectsOfPiece - 1) / kProjectsOfPiece);
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < pieces.size(); i = next++) {
      pieces[i].findings.reserve(kFindingsOfPiece);
      for (std::size_t p = i * kProjectsOfPiece; p < std::min(projects, (i + 1) * kProjectsOfPiece);
           ++p) {
        const std::uint64_t begin = tiles_->places[p];
        const TileBlock block(tiles_->blocks.subspan(begin, tiles_->places[p + 1] - begin));
        const WorkerIndex* workers = tiles_->workers.data() + block.head->first_slot;
        if (!judge(block, workers, screen, pieces[i].findings))
          pieces[i].needs_rows.push_back(static_cast<ProjectIndex>(p));
      }
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (int i = 1; i < settings_->threads; ++i) helpers.emplace_back(work);
    work();
  }
  std::size_t found = 0;
  for (const TileVerdicts& piece : pieces) found += piece.findings.size();
  all.findings.reserve(found);
  for (const TileVerdicts& piece : pieces) {
    all.findings.insert(all.findings.end(), piece.findings.begin(), piece.findings.end());
    all.needs_rows.insert(all.needs_rows.end(), piece.needs_rows.begin(), piece.needs_rows.end());
  }
  return all;
}

}  // namespace qingxin::verify
