// SPDX-License-Identifier: Apache-2.0
#include "oversight/figure.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "base/money.h"
#include "base/text.h"

namespace qingxin::oversight {

namespace {

constexpr int kAnswerGoal = 9'800;  // 98 %, in basis points

// clang-format off
constexpr std::array kIndicators = [] {
  using I = IndicatorId;
  using enum Measure;
  using enum Better;
  return std::to_array<Indicator>({
    {I::projects, "projects", "在建项目",
     "截至日状态为在建的工程项目；没有写状态的按开工、竣工日期看，看不出的记为不明",
     "", count, none, {}},
    {I::register_coverage, "register_coverage", "项目纳管率",
     "在建许可中已登记项目的 ÷ 在建许可（截至日没有竣工的施工许可）；没有导入许可的没有分母",
     "", share, higher, 10'000},
    {I::real_name_update_today, "real_name_update_today", "实名制更新率（口径一，按项目）",
     "截至日当天有人考勤的在建项目 ÷ 截至日的在建项目；没有考勤表、或截至日以后没有核查过的记为不明",
     "没有统一定义，各地两种口径并用，这是其中之一", share, higher, {}},
    {I::real_name_update_people, "real_name_update_people", "实名制更新率（口径二，按人）",
     "当月有考勤的在册工人 ÷ 当月在册工人（不含管理人员；按月相加）；没有花名册或考勤表的记为不明",
     "没有统一定义，各地两种口径并用，这是其中之一", share, higher, {}},
    {I::manager_presence, "manager_presence", "项目经理到岗率",
     "项目经理当月有效考勤天数 ÷ 实际施工天数（项目有人考勤且其在册的日子）；"
     "没有登记项目经理或没有考勤表的记为不明",
     "有效考勤天数÷实际施工天数，是住建部门已公开的口径（吉林）", share, higher, {}},
    {I::supervisor_presence, "supervisor_presence", "总监到岗率",
     "总监理工程师当月有效考勤天数 ÷ 实际施工天数（项目有人考勤且其在册的日子）；"
     "没有登记总监或没有考勤表的记为不明",
     "有效考勤天数÷实际施工天数，是住建部门已公开的口径（吉林）", share, higher, {}},
    {I::gate_coverage, "gate_coverage", "实名制门禁覆盖率",
     "在建项目中核查未见违反规则 X01 的 ÷ 能判定的在建项目；缺事实的记为不明",
     "保障农民工工资支付条例 第二十八条", share, higher, 10'000},
    {I::deposit_coverage, "deposit_coverage", "工资保证金覆盖率",
     "在建项目中核查未见违反规则 D01 的（未到期限、依法免存的也在内）÷ 能判定的在建项目；"
     "缺事实的记为不明",
     "保障农民工工资支付条例 第三十二条", share, higher, 10'000},
    {I::account_coverage, "account_coverage", "专用账户覆盖率",
     "在建项目中核查未见违反规则 A01 的（未到期限的也在内）÷ 能判定的在建项目；缺事实的记为不明",
     "保障农民工工资支付条例 第二十六条", share, higher, 10'000},
    {I::agency_coverage, "agency_coverage", "总包代发覆盖率",
     "在建项目中核查未见违反规则 X02，近三个月也未见违反 W06 的 ÷ 能判定的在建项目；"
     "缺事实的记为不明",
     "保障农民工工资支付条例 第三十一条", share, higher, 10'000},
    {I::board_coverage, "board_coverage", "维权告示牌覆盖率",
     "在建项目中核查未见违反规则 B01 的 ÷ 能判定的在建项目；缺事实的记为不明",
     "保障农民工工资支付条例 第三十四条", share, higher, 10'000},
    {I::guarantee_coverage, "guarantee_coverage", "工程款支付担保覆盖率",
     "在建项目中核查未见违反规则 F03 的 ÷ 能判定的在建项目；缺事实的记为不明",
     "保障农民工工资支付条例 第二十四条", share, higher, 10'000},
    {I::paid_in_full, "paid_in_full", "按月足额支付率",
     "已到发薪日的人月中足额到本人的 ÷ 已到发薪日的人月；"
     "不知道发薪日、应发或实发的人月记为不明",
     "保障农民工工资支付条例 第十二条、第三十一条", share, higher, 10'000},
    {I::arrears_people, "arrears_people", "欠薪人数",
     "截至日有到期未足额支付工资的工人，按项目计；看不出是否被欠的人、缺工资表或支付的项目记为不明",
     "", people, lower, {}},
    {I::arrears_amount, "arrears_amount", "欠薪金额",
     "截至日到期未付的工资之和（应发减实发）；看不出的同欠薪人数，记为不明",
     "", fen, lower, {}},
    {I::arrears_per_thousand, "arrears_per_thousand", "每千名工人欠薪人数",
     "欠薪人数 ÷ 项目上的全部工人（不含管理人员，按项目计）× 1000；看不出的人不在两数之内",
     "", per_thousand, lower, {}},
    {I::open_findings, "open_findings", "未消除的疑点",
     "截至日核查认为违反、尚未消除的疑点，不含提示",
     "", count, lower, {}},
    {I::projects_public, "projects_public", "其中：政府投资、国企、PPP 在建项目",
     "在建项目中资金性质写明政府投资、国有企业或 PPP 的；没有写资金性质的记为不明",
     "", count, none, {}},
    {I::clues_received, "clues_received", "新收线索",
     "期内到达的线索", "", count, none, {}},
    {I::receipt_on_time, "receipt_on_time", "按期接收率",
     "期内到达的线索中在当地规定期限内接收的 ÷ 已接收或已过接收期限的；"
     "当地没有规定期限的、还在期限内的记为不明",
     "期限由各地规定", share, higher, 10'000},
    {I::answered, "answered", "线索办结率",
     "期内到达的线索中到截至日已答复的 ÷ 期内到达的线索",
     "专项行动要求年底前达到 98%，春节前动态清零", share, higher, kAnswerGoal, "12 月 31 日前"},
    {I::answered_on_time, "answered_on_time", "按期办结率",
     "期内到达的线索中在期限内答复的 ÷ 已答复或已过期限的；没有期限可比的、还在期限内的记为不明",
     "期限由各地规定", share, higher, {}},
    {I::cases_added, "cases_added", "新立案件",
     "期内登记的案件", "", count, none, {}},
    {I::cases_cleared, "cases_cleared", "销账案件",
     "期内销账、到截至日没有重新打开的案件", "", count, higher, {}},
    {I::cases_open, "cases_open", "未清零案件",
     "截至日没有销账的案件", "", count, lower, 0, "春节前"},
    {I::cases_open_public, "cases_open_public", "其中：当年政府投资、国企、PPP 项目未清零案件",
     "当年登记、截至日没有销账、资金性质写明政府投资、国企或 PPP 的案件",
     "专项行动两清零之一", count, lower, 0, "12 月 31 日前"},
    {I::cases_overdue, "cases_overdue", "其中：超期案件",
     "没有销账的案件中办案机关的期限有超过的；没有期限可比的记为不明",
     "", count, lower, 0},
    {I::people_unpaid, "people_unpaid", "案件未付人数",
     "没有销账的案件中还没有证实领到工资的人，按现在登记的数；没有认定的用诉求人数，都没有的记为不明",
     "", people, lower, {}},
    {I::amount_unpaid, "amount_unpaid", "案件未付金额",
     "没有销账的案件中已认定、还没有证实付清的金额，按现在登记的数；没有认定的记为不明",
     "", fen, lower, {}},
    {I::people_proven_paid, "people_proven_paid", "证实领到的人数",
     "期内销账的案件中已证实领到工资的人；没有登记工人的案件记为不明",
     "", people, higher, {}},
    {I::repeat_arrears, "repeat_arrears", "重复欠薪率",
     "期内登记的案件中，同一企业此前 365 天内另有案件的 ÷ 期内登记的案件；企业不明的记为不明",
     "", share, lower, {}},
    {I::look_back_paid, "look_back_paid", "回头看清偿率",
     "期内回访中工人说已收到的 ÷ 期内有答复的回访；抽到还没有答复的记为不明",
     "", share, higher, 10'000},
    {I::satisfaction, "satisfaction", "满意度",
     "期内评价为 4 分、5 分的 ÷ 期内的评价（1 至 5 分）；期内答复而没有评价的记为不明",
     "国办发〔2023〕33 号：人民群众满意度", share, higher, {}},
    {I::withdrawals, "withdrawals", "撤诉",
     "期内提出撤诉的次数，含回访后认为并非自愿的", "", count, none, {}},
    {I::cases_open_others, "cases_open_others", "其中：其他未清零案件",
     "截至日没有销账的其他案件；资金性质不明的、往年的也在内",
     "专项行动两清零之二", count, lower, 0, "春节前"},
    {I::tasks_on_time, "tasks_on_time", "任务按期完成率",
     "期内到期的任务中按期完成的 ÷ 期内到期的任务", "", share, higher, 10'000},
    {I::returns_on_time, "returns_on_time", "报表按期报送率",
     "期内到期的报表（含零报告）中按期报送的 ÷ 期内到期的报表", "", share, higher, 10'000},
    {I::hazards_open, "hazards_open", "未消除的隐患",
     "截至日没有消除的隐患", "", count, lower, 0},
    {I::inspections, "inspections", "检查",
     "期内登记的检查，含随机抽查、联合检查和突击检查", "", count, none, {}},
    {I::orders_open, "orders_open", "未解除的督办",
     "截至日已发出、没有解除的督办、约谈、通报、问责", "", count, lower, {}},
    {I::publicity_reach, "publicity_reach", "宣传受众",
     "期内宣传活动登记的受众人次之和；没有登记人次的记为不明", "", people, none, {}},
  });
}();
// clang-format on

static_assert([] {
  for (std::size_t i = 1; i < kIndicators.size(); ++i)
    if (kIndicators[i - 1].id >= kIndicators[i].id) return false;
  return true;
}());

// "98.12": hundredths as people write them.
std::string hundredths_text(std::int64_t value) {
  return fmt::format("{}.{:02}", grouped(value / 100), value % 100);
}

struct ByWords {
  By by;
  std::string_view name, chinese;
};
constexpr std::array kByWords = std::to_array<ByWords>({
    {By::district, "district", "区划"},
    {By::industry, "industry", "行业"},
    {By::unit, "unit", "单位"},
    {By::funding, "funding", "资金性质"},
});

}  // namespace

std::span<const Indicator> indicators() {
  return kIndicators;
}

bool is_of_today(IndicatorId id) {
  return id == IndicatorId::cases_overdue || id == IndicatorId::people_unpaid ||
         id == IndicatorId::amount_unpaid || id == IndicatorId::people_proven_paid;
}

const Indicator& indicator_of(IndicatorId id) {
  const auto found = std::ranges::lower_bound(kIndicators, id, {}, &Indicator::id);
  check(found != kIndicators.end() && found->id == id);
  return *found;
}

const Indicator* indicator_named(std::string_view name) {
  const auto found = std::ranges::find_if(kIndicators, [&](const Indicator& each) {
    return each.name == name || each.chinese == name;
  });
  return found == kIndicators.end() ? nullptr : &*found;
}

void Cell::add(const Figure& figure) {
  part += figure.part;
  whole += figure.whole;
  unknown += figure.unknown;
  ++rows;
}

std::optional<std::int64_t> Cell::value(Measure measure) const {
  switch (measure) {
    case Measure::count:
    case Measure::people:
    case Measure::fen:
      // Where every row says that it is not known, it is not nothing.
      if (part == 0 && unknown > 0 && unknown >= rows) return std::nullopt;
      return part;
    case Measure::share:
      if (whole == 0) return std::nullopt;
      return part * 10'000 / whole;
    case Measure::per_thousand:
      if (whole == 0) return std::nullopt;
      return part * 100'000 / whole;
  }
  return std::nullopt;
}

bool is_of_projects(IndicatorId id) {
  return id < IndicatorId::clues_received;
}

std::optional<std::int64_t> value_of(const Indicator& indicator, const Cell& cell) {
  if (cell.rows == 0 && is_of_projects(indicator.id)) return std::nullopt;
  return cell.value(indicator.measure);
}

std::string value_text(Measure measure, std::optional<std::int64_t> value) {
  if (!value) return "—";
  switch (measure) {
    case Measure::count:
    case Measure::people: return grouped(*value);
    case Measure::fen: return to_string(Money{*value}) + " 元";
    case Measure::share: return hundredths_text(*value) + "%";
    case Measure::per_thousand: return hundredths_text(*value) + "‰";
  }
  return "";
}

Reached reached(const Indicator& indicator, std::optional<std::int64_t> value) {
  if (!indicator.goal || indicator.better == Better::none) return Reached::no_goal;
  if (!value) return Reached::not_known;
  const bool is_there =
      indicator.better == Better::higher ? *value >= *indicator.goal : *value <= *indicator.goal;
  return is_there ? Reached::yes : Reached::no;
}

std::string_view name_of(By by) {
  return std::ranges::find(kByWords, by, &ByWords::by)->name;
}

std::string_view in_chinese(By by) {
  return std::ranges::find(kByWords, by, &ByWords::by)->chinese;
}

std::optional<By> by_named(std::string_view name) {
  const auto found = std::ranges::find_if(
      kByWords, [&](const ByWords& each) { return each.name == name || each.chinese == name; });
  return found == kByWords.end() ? std::nullopt : std::optional{found->by};
}

std::string_view name_of(Of of) {
  switch (of) {
    case Of::project: return "project";
    case Of::dossier: return "dossier";
    case Of::record: return "record";
  }
  return "";
}

std::string_view in_chinese(Of of) {
  switch (of) {
    case Of::project: return "项目";
    case Of::dossier: return "卷";
    case Of::record: return "记录";
  }
  return "";
}

std::string_view name_of(Measure measure) {
  switch (measure) {
    case Measure::count: return "count";
    case Measure::people: return "people";
    case Measure::fen: return "fen";
    case Measure::share: return "share";
    case Measure::per_thousand: return "per_thousand";
  }
  return "";
}

}  // namespace qingxin::oversight
