// SPDX-License-Identifier: Apache-2.0
#include "oversight/proposals.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/check.h"
#include "base/check_digit.h"
#include "base/hash.h"
#include "law/built_in.h"
#include "law/toml_reader.h"
#include "oversight/record_life.h"

namespace qingxin::oversight {

namespace {

using law::TomlTable;

constexpr std::array<std::string_view, kProposalMatters> kMatterNames{
    "late_return",      "late_task",      "overdue_case",
    "low_closing_rate", "repeat_arrears", "unanswered_order"};
constexpr std::array<std::string_view, 4> kWays{"supervise", "interview", "notice",
                                                "accountability"};
constexpr std::array<std::string_view, 3> kPeriodNames{"week", "month", "year"};
constexpr std::string_view kBuiltIn = "law/oversight/proposals.toml";

// Reads the rules; the first fault ends it.
class ProposalsReader {
 public:
  explicit ProposalsReader(std::string_view file) : reader_(file) {}

  Result<ProposalRules> read(const toml::table& table, std::string_view text) {
    const TomlTable top{table, reader_.file(), "顶层"};
    reader_.known(top, {"title", "source", "checked_on", "proposal"});
    rules_.title = reader_.text(top, "title");
    rules_.source = reader_.text(top, "source");
    rules_.checked_on = reader_.day(top, "checked_on");
    rules_.digest = hex(sm3(text), 8);
    reader_.each_table(top, "proposal", "proposal", [&](const TomlTable& one) { add(one); });
    if (rules_.rules.empty()) reader_.refuse(top, "proposal", "请至少写一个 [[proposal]]");
    if (reader_.fault()) return tl::unexpected(*reader_.fault());
    return std::move(rules_);
  }

 private:
  void add(const TomlTable& table) {
    reader_.known(table, {"id", "name", "matter", "way", "at_least", "below", "from_month",
                          "answer_days", "period", "basis"});
    ProposalRule rule;
    rule.id = reader_.text(table, "id");
    rule.name = reader_.text(table, "name");
    if (std::ranges::find(rules_.rules, rule.id, &ProposalRule::id) != rules_.rules.end())
      reader_.refuse(table, "id", "已有同名规则，请换一个");
    rule.matter = static_cast<ProposalMatter>(
        reader_.choice(table, "matter", {kMatterNames.begin(), kMatterNames.end()}) + 1);
    rule.period = static_cast<ProposalPeriod>(
        reader_.choice(table, "period", {kPeriodNames.begin(), kPeriodNames.end()}) + 1);
    rule.answer_days = reader_.number(table, "answer_days", 1, 365);
    rule.is_local = reader_.choice(table, "basis", {"national", "local"}) == 1;
    if (table.table.contains("from_month"))
      rule.from_month = reader_.number(table, "from_month", 1, 12);
    read_threshold(table, rule);
    read_way(table, rule);
    rules_.rules.push_back(std::move(rule));
  }

  void read_threshold(const TomlTable& table, ProposalRule& rule) {
    const bool is_rate = rule.matter == ProposalMatter::low_closing_rate;
    const std::string_view wanted = is_rate ? "below" : "at_least";
    const std::string_view other = is_rate ? "at_least" : "below";
    if (table.table.contains(other))
      reader_.refuse(table, other, fmt::format("这一种看的不是它；请删去，写 {}", wanted));
    if (is_rate)
      rule.below = reader_.hundredths(table, "below", "%");
    else
      rule.at_least = reader_.number(table, "at_least", 1, 10'000);
  }

  void read_way(const TomlTable& table, ProposalRule& rule) {
    const bool is_next = rule.matter == ProposalMatter::unanswered_order;
    if (is_next && table.table.contains("way"))
      reader_.refuse(table, "way", "没有答复的升到下一种方式，不写 way；请删去");
    if (!is_next) rule.way = kWays[reader_.choice(table, "way", {kWays.begin(), kWays.end()})];
  }

  law::TomlReader reader_;
  ProposalRules rules_;
};

std::string way_in_chinese(std::string_view way) {
  return std::string{choice_in_chinese(Field::way, way)};
}

// What is counted, in the words of a formula.
std::string_view formula_of(ProposalMatter matter) {
  switch (matter) {
    case ProposalMatter::late_return: return "截止日已过、还没有报送的报表，一份算一";
    case ProposalMatter::late_task: return "截止日已过、还没有报告完成的任务，一件算一";
    case ProposalMatter::overdue_case: return "没有销账、办案期限已过的案件，一件算一";
    case ProposalMatter::low_closing_rate: return "当年到达的线索中已答复的 ÷ 当年到达的线索";
    case ProposalMatter::repeat_arrears:
      return return "此前 365 天内登记、已查明违法并作出处理决定的这家企业的案件，一件算一";
    case ProposalMatter::unanswered_order: return "已发出、答复期限已过、还没有答复的，一件算一";
  }
  check(false);
  return {};
}

std::string_view asked_of(ProposalMatter matter) {
  switch (matter) {
    case ProposalMatter::late_return: return "请立即报送，并说明逾期的原因";
    case ProposalMatter::late_task: return "请说明进展和完成的日期";
    case ProposalMatter::overdue_case: return "请逐件说明超期的原因和办结的日期";
    case ProposalMatter::low_closing_rate: return "请逐件说明没有办结的线索和办结的日期";
    case ProposalMatter::repeat_arrears: return "请说明再次欠薪的原因、清偿的日期和防止再欠的措施";
    case ProposalMatter::unanswered_order: return "请答复前一次督办";
  }
  check(false);
  return {};
}

// "1. 〔2026〕3号 周报（截止 2026-11-20）", at most so many.
std::string rows_in_words(const std::vector<ProposalRow>& rows) {
  constexpr std::size_t kShown = 50;
  std::string words;
  for (std::size_t i = 0; i < rows.size() && i < kShown; ++i) {
    words += fmt::format("\n{}. {}", i + 1, rows[i].label);
    if (rows[i].due) words += fmt::format("（截止 {}）", to_string(*rows[i].due));
  }
  if (rows.size() > kShown) words += fmt::format("\n……共 {} 件", rows.size());
  return words;
}

// The figure that speaks for it; nothing: the rule does not hold.
std::optional<std::string> figure_of(const ProposalRule& rule, const ProposalFacts& facts,
                                     std::int64_t& value) {
  if (rule.matter == ProposalMatter::low_closing_rate) {
    const std::optional<std::int64_t> rate = facts.answered.value(Measure::share);
    check(rule.below.has_value());
    if (!rate || *rate >= *rule.below) return std::nullopt;
    value = *rate;
    return fmt::format("{}.{:02}%（{} ÷ {}），低于 {}.{:02}%", *rate / 100, *rate % 100,
                       facts.answered.part, facts.answered.whole, *rule.below / 100,
                       *rule.below % 100);
  }
  value = std::ssize(facts.rows);
  if (value < rule.at_least) return std::nullopt;
  return fmt::format("{} 件，达到 {} 件", value, rule.at_least);
}

Proposal begun(const ProposalRule& rule, const ProposalAddressee& to, Date today) {
  Proposal proposal;
  proposal.rule = rule.id;
  proposal.mark =
      fmt::format("{} {} {}", rule.id, period_words(rule.period, today),
                  to.unit != 0 ? fmt::format("单位 {}", to.unit) : "企业 " + to.firm_code);
  proposal.way = rule.way;
  proposal.unit = to.unit;
  if (!to.firm_code.empty()) {
    proposal.firm = to.name;
    proposal.firm_code = to.firm_code;
  }
  proposal.region_code = to.region_code;
  proposal.answer_by = today + rule.answer_days;
  return proposal;
}

void tell(const ProposalRule& rule, const ProposalAddressee& to, std::string_view figure,
          Date today, Proposal& proposal) {
  proposal.name = fmt::format("{}：{}", way_in_chinese(proposal.way), rule.name);
  proposal.content = std::string{asked_of(rule.matter)};
  proposal.reason =
      fmt::format("{}，截至 {}：{}。算法：{}。规则 {}{}{}", to.name, to_string(today), figure,
                  formula_of(rule.matter), rule.id, rule.is_local ? "，界线由当地定。" : "。",
                  rows_in_words(proposal.rows));
  if (proposal.unit == 0)
    proposal.reason += "\n这家企业没有登记为单位：发出以前请先登记，再写明发给谁";
}

// Of an order that was not answered, each goes up by itself.
void add_raised(const ProposalRule& rule, const ProposalAddressee& to, const ProposalFacts& facts,
                Date today, std::vector<Proposal>& proposals) {
  for (const ProposalRow& row : facts.rows) {
    Proposal proposal = begun(rule, to, today);
    proposal.way = std::string{next_way(row.way)};
    proposal.earlier = row.id;
    // Once for each order, however long nobody answers it.
    proposal.mark = fmt::format("{} 督办 {}", rule.id, row.id);
    proposal.rows = {row};
    proposal.value = 1;
    tell(rule, to,
         fmt::format("{}逾期没有答复，建议升为{}", way_in_chinese(row.way),
                     way_in_chinese(proposal.way)),
         today, proposal);
    proposals.push_back(std::move(proposal));
  }
}

void add_one(const ProposalRule& rule, const ProposalAddressee& to, const ProposalFacts& facts,
             Date today, std::vector<Proposal>& proposals) {
  std::int64_t value = 0;
  const std::optional<std::string> figure = figure_of(rule, facts, value);
  if (!figure) return;
  Proposal proposal = begun(rule, to, today);
  proposal.rows = facts.rows;
  proposal.value = value;
  tell(rule, to, *figure, today, proposal);
  proposals.push_back(std::move(proposal));
}

}  // namespace

std::string_view name_of(ProposalMatter matter) {
  return kMatterNames[static_cast<std::size_t>(matter) - 1];
}

std::span<const std::string_view> order_ways() {
  return kWays;
}

std::string_view next_way(std::string_view way) {
  const auto found = std::ranges::find(kWays, way);
  if (found == kWays.end()) return kWays.front();
  return found + 1 == kWays.end() ? kWays.back() : *(found + 1);
}

Result<ProposalRules> read_proposals(std::string_view toml, std::string_view file) {
  const Result<toml::table> table = law::parse_toml(toml, file);
  if (!table) return tl::unexpected(table.error());
  return ProposalsReader(file).read(*table, toml);
}

Result<ProposalRules> built_in_proposals() {
  for (const law::LawFile& file : law::built_in_files())
    if (file.path == kBuiltIn) return read_proposals(file.text, file.path);
  return fail(ErrorCode::not_found, fmt::format("程序里没有 {}，是这次构建漏了它", kBuiltIn));
}

std::string period_words(ProposalPeriod period, Date today) {
  const std::string day = to_string(today);
  switch (period) {
    case ProposalPeriod::week:
      return "周 " + to_string(today - (static_cast<int>(iso_weekday(today)) - 1));
    case ProposalPeriod::month: return day.substr(0, 7);
    case ProposalPeriod::year: return day.substr(0, 4);
  }
  check(false);
  return {};
}

bool is_code_of_a_firm(std::string_view credit_code) {
  return passes_credit_code(credit_code) && !credit_code.starts_with("92");
}

std::vector<Proposal> propose(std::span<const ProposalRule> rules,
                              std::span<const ProposalAddressee> addressees, Date today) {
  std::vector<Proposal> proposals;
  const int month = static_cast<int>(month_of_year(month_of(today)));
  for (const ProposalRule& rule : rules) {
    if (month < rule.from_month) continue;
    for (const ProposalAddressee& to : addressees)
      for (const ProposalFacts& facts : to.facts) {
        if (facts.matter != rule.matter) continue;
        if (rule.matter == ProposalMatter::unanswered_order)
          add_raised(rule, to, facts, today, proposals);
        else
          add_one(rule, to, facts, today, proposals);
      }
  }
  return proposals;
}

}  // namespace qingxin::oversight
