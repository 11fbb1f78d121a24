// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "rules/finding.h"

namespace qingxin::rules {

// A share of one, in hundred-millionths: 1.5 % halved and raised by half is still exact.
struct Rate {
  std::int64_t units = 0;

  friend constexpr auto operator<=>(const Rate&, const Rate&) = default;
};

// "1.5%", "0.375%".
inline std::string to_string(Rate rate) {
  std::string text = fmt::format("{}.{:06}", rate.units / 1'000'000, rate.units % 1'000'000);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text + "%";
}

// Parameters come in hundredths of a percent.
constexpr Rate rate_of(std::int64_t hundredths_of_percent) {
  return {hundredths_of_percent * 10'000};
}

// Both round down: nobody is asked for a fen too much.
constexpr Rate times(Rate rate, std::int64_t hundredths_of_percent) {
  return {rate.units * hundredths_of_percent / 10'000};
}
constexpr Money share_of(Money amount, Rate rate) {
  constexpr std::int64_t kOne = 100'000'000;
  return {amount.fen / kOne * rate.units + amount.fen % kOne * rate.units / kOne};
}
static_assert(share_of(yuan(5'000'000), rate_of(150)) == yuan(75'000));
static_assert(share_of(Money{6'667}, rate_of(150)) == Money{100});  // 100.005 fen

// What the place sets, in hundredths of a percent. Empty: it has set nothing.
struct DepositTerms {
  std::optional<std::int64_t> rate, parallel_rate, down_2y, up, up_listed;
  std::optional<Money> cap, exempt_below;
  std::optional<bool> exempt_3y;
};

// What the contractor brings along. Empty: not given.
struct DepositHistory {
  std::optional<int> clean_years;
  std::optional<bool> arrears_in_two_years;
  std::optional<bool> listed;
  std::optional<int> parallel_projects;  // 1: this one only
};

// What one project's deposits come to.
struct DepositAmount {
  bool has_deposits_table = false;
  bool is_exempted = false;  // a 免存 row with a number
  bool is_not_due = false;   // the term for storing has not passed, or has not begun
  std::optional<MissingFact> perhaps_exempted;  // a 免存 row whose number cannot be known
  std::optional<Money> contract_amount;
  DepositTerms terms;
  DepositHistory history;
  Money valid;                              // cash and guarantees in force
  std::optional<MissingFact> perhaps_more;  // a row whose amount or last day is not given
};

// 工程建设领域农民工工资保证金规定 11: a share of the contract amount, as the place says; ≈13: less
// for who has paid wages, more for who has owed them.
//
// Cases: law/examples/rsb-2021-65/011-D02.md
inline constexpr Rule kDepositAmount{
    .id = "D02",
    .name = "保证金存储不足额",
    .severity = Severity::orange,
    .binds = Binds::construction,
    .bases = {{{"rsb-2021-65", 11}, {"rsb-2021-65", 13, 0, 0, law::Mark::approximate}}},
    .next = "按当地规定复核应存金额和存储凭证；属实的，由人社部门责令限期补足",
    .formula =
        "现金和有效保函、保险合计小于应存金额。应存金额是合同额乘存储比例：同一地区有几个在建工程的"
        "用下浮比例（不低于百分之零点五），连续两年未欠薪的下调，前两年有欠薪或者列入失信名单的上"
        "调；没有上调的以当地上限为限；合同额低于当地起点且签约前一年未欠薪的、连续三年未欠薪而当地"
        "规定可以免存的，不要求",
    .parameters = {{"deposit.rate", "deposit.cap", "deposit.exempt_below", "deposit.parallel_rate",
                    "deposit.down_2y", "deposit.exempt_3y", "deposit.up", "deposit.up_listed"}}};

namespace deposit_amount_parts {

// A history in which nothing is left open.
struct KnownHistory {
  int clean_years = 0;
  bool arrears_in_two_years = false;
  bool listed = false;
  int parallel_projects = 1;
};

// What has to be stored, and how it was reached. A parameter that would be needed and is not set
// leaves it open: downwards, or upwards where it would ask for more.
struct Demand {
  bool is_exempt = false;
  bool is_open_upwards = false;
  Money required;                    // without what is not set
  std::optional<MissingFact> unset;  // the first such parameter
  std::vector<std::string> steps;    // in Chinese
};

// Steps are told only when a sentence is wanted.
enum class Steps : unsigned char { left_out, told };

inline constexpr std::int64_t kWhole = 10'000;  // in hundredths of a percent

inline std::string percent(std::int64_t hundredths) {
  return to_string(rate_of(hundredths));
}

class Computation {
 public:
  Computation(Money contract, const DepositTerms& terms, const KnownHistory& history, Steps steps)
      : contract_(contract), terms_(terms), history_(history), tells_(steps == Steps::told) {}

  Demand run() {
    say([&] { return fmt::format("合同额 {} 元", to_string(contract_)); });
    if (is_exempt()) {
      demand_.is_exempt = true;
      return demand_;
    }
    start();
    lower();
    raise();
    multiply();
    return demand_;
  }

 private:
  template <typename Words>
  void say(Words words) {
    if (tells_) demand_.steps.push_back(words());
  }

  void lacks(std::string_view parameter) {
    if (!demand_.unset) demand_.unset = MissingFact{"parameter", parameter};
  }

  bool is_raised() const { return history_.arrears_in_two_years || history_.listed; }

  // A place that has set no limit exempts nobody for a small contract. Roster and account, which
  // three clean years ask for too, are other rules' to judge.
  bool is_exempt() {
    const bool owed_nothing_lately = history_.clean_years >= 1 || !history_.arrears_in_two_years;
    if (terms_.exempt_below && contract_ < *terms_.exempt_below && owed_nothing_lately) return true;
    if (history_.clean_years < 3) return false;
    if (!terms_.exempt_3y) lacks("deposit.exempt_3y");
    return terms_.exempt_3y.value_or(false);
  }

  void start() {
    constexpr std::int64_t kFloor = 50;  // 保证金规定 11: 0.5 %
    rate_ = rate_of(*terms_.rate);
    say([&] { return fmt::format("存储比例 {}", percent(*terms_.rate)); });
    if (history_.parallel_projects < 2) return;
    if (!terms_.parallel_rate) return lacks("deposit.parallel_rate");
    const std::int64_t parallel = std::max(kFloor, *terms_.parallel_rate);
    rate_ = rate_of(parallel);
    say([&] {
      return fmt::format("同一地区在建 {} 个，按 {}", history_.parallel_projects,
                         percent(parallel));
    });
  }

  void lower() {
    if (history_.clean_years < 2) return;
    if (!terms_.down_2y) return lacks("deposit.down_2y");
    rate_ = times(rate_, kWhole - *terms_.down_2y);
    say([&] {
      return fmt::format("连续 {} 年未欠薪，下调 {}，为 {}", history_.clean_years,
                         percent(*terms_.down_2y), to_string(rate_));
    });
  }

  void raise() {
    if (!is_raised()) return;
    const std::optional<std::int64_t>& up = history_.listed ? terms_.up_listed : terms_.up;
    if (!up) {
      demand_.is_open_upwards = true;
      return lacks(history_.listed ? "deposit.up_listed" : "deposit.up");
    }
    rate_ = times(rate_, kWhole + *up);
    say([&] {
      return fmt::format("{}，上调 {}，为 {}",
                         history_.listed ? "列入失信名单" : "存储前两年内有欠薪", percent(*up),
                         to_string(rate_));
    });
  }

  // The cap holds only for who is not asked for more.
  void multiply() {
    demand_.required = share_of(contract_, rate_);
    if (terms_.cap && demand_.required > *terms_.cap) {
      if (!is_raised()) demand_.required = *terms_.cap;
      say([&] {
        return is_raised() ? std::string("已上调，不受当地上限限制")
                           : fmt::format("不超过当地上限 {} 元", to_string(*terms_.cap));
      });
    }
    say([&] { return fmt::format("应存 {} 元", to_string(demand_.required)); });
  }

  Money contract_;
  const DepositTerms& terms_;
  KnownHistory history_;
  bool tells_;
  Demand demand_;
  Rate rate_;
};

inline Demand demand_of(const DepositAmount& deposit, const KnownHistory& history,
                        Steps steps = Steps::left_out) {
  return Computation(*deposit.contract_amount, deposit.terms, history, steps).run();
}

// Every history that agrees with what is given. Two clean years and arrears in the last two cannot
// both be; only where both are given are they taken as written.
inline std::vector<KnownHistory> possible(const DepositHistory& given) {
  const auto years = given.clean_years ? std::vector{*given.clean_years} : std::vector{0, 1, 2, 3};
  const auto answers = [](std::optional<bool> answer) {
    return answer ? std::vector<int>{*answer} : std::vector<int>{0, 1};
  };
  const auto parallel =
      given.parallel_projects ? std::vector{*given.parallel_projects} : std::vector{1, 2};
  const bool are_both_given = given.clean_years && given.arrears_in_two_years;
  std::vector<KnownHistory> all;
  for (const int clean : years)
    for (const int arrears : answers(given.arrears_in_two_years))
      for (const int listed : answers(given.listed))
        for (const int projects : parallel)
          if (are_both_given || clean < 2 || arrears == 0)
            all.push_back({clean, arrears == 1, listed == 1, projects});
  return all;
}

inline Verdict verdict_of(const Demand& demand, Money valid) {
  if (demand.is_exempt) return Verdict::not_applicable;
  if (valid >= demand.required && !demand.is_open_upwards) return Verdict::complies;
  return demand.unset ? Verdict::missing_fact : Verdict::violates;
}

// The verdict where every possible history gives the same; nothing where they differ.
inline std::optional<Verdict> agreed(const DepositAmount& deposit, const DepositHistory& history) {
  std::optional<Verdict> verdict;
  for (const KnownHistory& candidate : possible(history)) {
    Verdict said = verdict_of(demand_of(deposit, candidate), deposit.valid);
    const bool is_fine = said == Verdict::complies || said == Verdict::not_applicable;
    const bool was_fine = verdict == Verdict::complies || verdict == Verdict::not_applicable;
    if (verdict && is_fine && was_fine && said != *verdict) said = *(verdict = Verdict::complies);
    if (verdict && *verdict != said) return std::nullopt;
    verdict = said;
  }
  return verdict;
}

// The history that asks for least.
inline KnownHistory mildest(const DepositAmount& deposit) {
  const std::vector<KnownHistory> all = possible(deposit.history);
  return *std::ranges::min_element(
      all, {}, [&](const KnownHistory& history) { return demand_of(deposit, history).required; });
}

// The first column that is not given and can turn the answer, the others being as they may.
inline MissingFact turning_column(const DepositAmount& deposit) {
  const DepositHistory& given = deposit.history;
  const std::array<std::pair<bool, std::string_view>, 4> columns{
      std::pair{given.clean_years.has_value(), "clean_years"},
      std::pair{given.arrears_in_two_years.has_value(), "arrears_in_two_years"},
      std::pair{given.listed.has_value(), "listed"},
      std::pair{given.parallel_projects.has_value(), "parallel_projects"}};
  for (const KnownHistory& history : possible(given))
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].first) continue;
      DepositHistory one{history.clean_years, history.arrears_in_two_years, history.listed,
                         history.parallel_projects};
      if (i == 0) one.clean_years.reset();
      if (i == 1) one.arrears_in_two_years.reset();
      if (i == 2) one.listed.reset();
      if (i == 3) one.parallel_projects.reset();
      if (!agreed(deposit, one)) return {"deposits", columns[i].second};
    }
  return {"deposits", "clean_years"};
}

}  // namespace deposit_amount_parts

// Whether the place asks for no deposit at all, whatever of the history is not given.
inline bool is_exempt_contract(DepositAmount deposit) {
  using namespace deposit_amount_parts;
  if (!deposit.contract_amount) return false;
  if (!deposit.terms.rate) deposit.terms.rate = kWhole;  // no matter: only 免存 is asked for
  return std::ranges::all_of(possible(deposit.history), [&](const KnownHistory& history) {
    return demand_of(deposit, history).is_exempt;
  });
}

inline Judgement deposit_amount(const DepositAmount& deposit) {
  using namespace deposit_amount_parts;
  if (!deposit.has_deposits_table) return missing_fact({"deposits", ""});
  if (deposit.is_exempted || deposit.is_not_due) return not_applicable();
  if (!deposit.contract_amount) return missing_fact({"projects", "contract_amount"});
  if (!deposit.terms.rate) return missing_fact({"parameter", "deposit.rate"});
  const std::optional<Verdict> verdict = agreed(deposit, deposit.history);
  if (verdict == Verdict::complies) return complies();
  if (verdict == Verdict::not_applicable) return not_applicable();
  if (deposit.perhaps_exempted) return missing_fact(*deposit.perhaps_exempted);
  if (deposit.perhaps_more) return missing_fact(*deposit.perhaps_more);
  if (!verdict) return missing_fact(turning_column(deposit));
  const Demand demand = demand_of(deposit, mildest(deposit));
  if (verdict == Verdict::missing_fact) return missing_fact(*demand.unset);
  return {.verdict = Verdict::violates,
          .severity = Severity::orange,
          .amount = demand.required - deposit.valid};
}

inline std::string deposit_amount_because(const DepositAmount& deposit,
                                          const Judgement& judgement) {
  using namespace deposit_amount_parts;
  const DepositHistory& given = deposit.history;
  const Demand demand = demand_of(deposit, mildest(deposit), Steps::told);
  std::string text;
  for (const std::string& step : demand.steps) text += (text.empty() ? "" : "，") + step;
  const bool is_history_open = !given.clean_years || !given.arrears_in_two_years || !given.listed ||
                               !given.parallel_projects;
  if (is_history_open) text += "（没有填的历史情况按最低的算）";
  return fmt::format("{}；现金和有效保函合计 {} 元，少 {} 元", text, to_string(deposit.valid),
                     to_string(*judgement.amount));
}

}  // namespace qingxin::rules
