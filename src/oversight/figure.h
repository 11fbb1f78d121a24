// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "oversight/record_words.h"

// Indicators 指标: what is counted, by which formula, and the plain rows that it is summed from. A
// cell is the sum of its rows, so that children sum to their parent; what is not known is counted
// apart and in neither part nor whole.
namespace qingxin::oversight {

// Stored and sent: never renumbered.
enum class IndicatorId : std::uint16_t {
  // Of projects.
  projects = 1,                // 在建项目数
  register_coverage = 2,       // 项目纳管率: registered of those with a permit
  real_name_update_today = 3,  // 实名制更新率（口径一）: projects with attendance on the day
  real_name_update_people =
      4,  // 实名制更新率（口径二）: registered people with attendance in the month
  manager_presence = 5,       // 项目经理到岗率
  supervisor_presence = 6,    // 总监到岗率
  gate_coverage = 7,          // 门禁 (实名制管理) 覆盖率
  deposit_coverage = 8,       // 保证金
  account_coverage = 9,       // 专用账户
  agency_coverage = 10,       // 总包代发
  board_coverage = 11,        // 维权信息告示牌
  guarantee_coverage = 12,    // 工程款支付担保
  paid_in_full = 13,          // 按月足额支付率: worker-months
  arrears_people = 14,        // 欠薪人数
  arrears_amount = 15,        // 欠薪金额, fen
  arrears_per_thousand = 16,  // 每千人欠薪人数
  open_findings = 17,         // 未消除的疑点
  projects_public = 18,  // 其中政府投资、国企、PPP: tells the funding of the project, too
  // Of clues and cases.
  clues_received = 30,      // 新收线索
  receipt_on_time = 31,     // 按期接收率
  answered = 32,            // 线索办结率
  answered_on_time = 33,    // 按期办结率
  cases_added = 34,         // 新立案件
  cases_cleared = 35,       // 销账
  cases_open = 36,          // 未清零案件
  cases_open_public = 37,   // 其中政府投资、国企、PPP
  cases_overdue = 38,       // 其中超期
  people_unpaid = 39,       // 未付人数
  amount_unpaid = 40,       // 未付金额, fen
  people_proven_paid = 41,  // 证实领到的人数
  repeat_arrears = 42,      // 重复欠薪企业
  look_back_paid = 43,      // 回头看清偿率
  satisfaction = 44,        // 满意度
  withdrawals = 45,         // 撤诉
  cases_open_others = 46,   // 其中其他资金的，以及往年的
  // Of the office's own records.
  tasks_on_time = 60,    // 任务按期完成率
  returns_on_time = 61,  // 报表按期报送率
  hazards_open = 62,     // 未消除的隐患
  inspections = 63,      // 检查
  orders_open = 64,      // 未解除的督办
  publicity_reach = 65,  // 宣传受众
};

enum class Measure : unsigned char { count, people, fen, share, per_thousand };
enum class Better : unsigned char { none, higher, lower };

struct Indicator {
  IndicatorId id;
  std::string_view name;     // "answered_on_time"
  std::string_view chinese;  // 按期办结率
  std::string_view formula;  // with what part and whole are, in Chinese
  std::string_view basis;    // an article, or whose reading it is; empty: a plain count
  Measure measure;
  Better better;
  std::optional<int> goal;        // as Cell::value() says one; nothing: none is set
  std::string_view goal_by = {};  // until when, in Chinese
};
std::span<const Indicator> indicators();
const Indicator& indicator_of(IndicatorId id);
// What cases are read for as they stand today: sums of wages, a deadline that is not met. Of an
// earlier day nobody has kept them, so that today's figure is no figure of the period before.
bool is_of_today(IndicatorId id);
const Indicator* indicator_named(std::string_view name);  // by name or Chinese; null: none

// What one thing (a project, a dossier, a record) adds to an indicator. Of a count, people or fen
// `part` is the number and whole is 0.
struct Figure {
  IndicatorId indicator{};
  std::optional<Month> month;  // of those that are counted by month
  std::int64_t part = 0, whole = 0;
  std::int64_t unknown = 0;

  friend bool operator==(const Figure&, const Figure&) = default;
};

inline constexpr std::string_view kPublicMoney = "public";  // 政府投资、国企、PPP
inline constexpr std::string_view kOtherMoney = "other";

enum class Of : unsigned char { project = 1, dossier = 2, record = 3 };

// The same with where it belongs and what it is of: what a cell opens.
struct FigureRow {
  Figure figure;
  Of of{};
  std::int64_t id = 0;
  std::string region_code, industry;
  std::int64_t unit = 0;  // whose it is to account for; 0: nobody's
  std::string funding;    // kPublicMoney, kOtherMoney; empty: not known
  std::string label;      // how a list names it: never a person
};

struct Cell {
  std::int64_t part = 0, whole = 0, unknown = 0, rows = 0;

  void add(const Figure& figure);
  // Hundredths of a percent of a share, hundredths of one per thousand: cut off, so that 98 % is
  // reached when it is. Of the others the number. Nothing: there is nothing to take a share of.
  std::optional<std::int64_t> value(Measure measure) const;

  friend bool operator==(const Cell&, const Cell&) = default;
};

// The same, but for what is read of projects: where none was judged nothing is known.
std::optional<std::int64_t> value_of(const Indicator& indicator, const Cell& cell);
bool is_of_projects(IndicatorId id);

// "98.12%", "3.20‰", "1,800.00 元", "17"; "—" where there is no value.
std::string value_text(Measure measure, std::optional<std::int64_t> value);
enum class Reached : unsigned char { no_goal, not_known, yes, no };
Reached reached(const Indicator& indicator, std::optional<std::int64_t> value);

// By what the cells of a table are told apart.
enum class By : unsigned char { district = 1, industry = 2, unit = 3, funding = 4 };
std::string_view name_of(By by);     // "district"
std::string_view in_chinese(By by);  // 区划
std::optional<By> by_named(std::string_view name);
std::string_view name_of(Of of);     // "project"
std::string_view in_chinese(Of of);  // 项目
std::string_view name_of(Measure measure);

}  // namespace qingxin::oversight
