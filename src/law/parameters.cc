// SPDX-License-Identifier: Apache-2.0
#include "law/parameters.h"

#include <algorithm>
#include <tuple>

namespace qingxin::law {

namespace {

using Kind = ParameterKind;

// 法释〔2013〕3号 第三条 and 保证金规定 第十一条 bound what a province may choose; the other ends
// are there to catch a slip of the pen.
const std::vector<ParameterName> kNames = {
    {"minimum_wage.month", Kind::money, 1, 10'000'000, "月最低工资标准（元）"},
    {"minimum_wage.hour", Kind::money, 1, 100'000, "小时最低工资标准（元）"},
    {"minimum_wage.includes_insurance", Kind::choice, 0, 1, "最低工资是否含个人社保（仅显示）"},
    {"pay.day", Kind::count, 1, 31, "工资支付日（几号；没有该日的月份取月末）"},
    {"pay.month_offset", Kind::count, 0, 12, "支付月偏移（0 当月，1 次月）"},
    {"attendance.tolerance_days", Kind::count, 0, 31, "出勤与工资表允许相差的天数（天）"},
    {"attendance.valid_passes", Kind::count, 0, 100, "记为出勤的最少进出次数（次）"},
    {"attendance.valid_hours", Kind::count, 0, 24, "记为出勤的最少工时（小时）"},
    {"payroll.grace_days", Kind::count, 0, 366, "工资表编制宽限（天）"},
    {"transfer.resend_working_days", Kind::count, 0, 250, "退票重发期限（工作日）"},
    {"deposit.rate", Kind::percent, 50, 300, "工资保证金存储比例（%）"},
    {"deposit.cap", Kind::money, 1, 99'999'999'999'999, "工资保证金上限（元）", "没有上限"},
    {"deposit.exempt_below", Kind::money, 0, 99'999'999'999'999, "免存的合同额（元，低于此数）",
     "不因合同额免存"},
    {"deposit.parallel_rate", Kind::percent, 50, 300, "同一地区多个在建工程的存储比例（%）"},
    {"deposit.down_2y", Kind::percent, 0, 10'000, "连续两年未欠薪的下调幅度（%）"},
    {"deposit.exempt_3y", Kind::choice, 0, 1, "连续三年未欠薪是否免存"},
    {"deposit.up", Kind::percent, 0, 100'000, "前两年有欠薪的上调幅度（%）"},
    {"deposit.up_listed", Kind::percent, 0, 100'000, "列入失信名单的上调幅度（%）"},
    {"account.min_amount", Kind::money, 0, 99'999'999'999'999, "须开专户的合同额起点（元）"},
    {"account.min_months", Kind::count, 0, 120, "须开专户的工期起点（月）"},
    {"manager.min_presence", Kind::percent, 0, 10'000, "项目经理、总监到岗比例下限（%）"},
    {"clue.receipt_working_days", Kind::count, 0, 250, "线索接收期限（工作日）", "没有期限"},
    {"clue.passing_on_working_days", Kind::count, 0, 250, "线索转送期限（工作日）", "没有期限"},
    {"clue.taking_over_working_days", Kind::count, 0, 250, "接收转送的期限（工作日）", "没有期限"},
    {"clue.warning_days", Kind::count, 1, 3660, "线索预警期限（日）", "没有期限"},
    {"clue.answer_days", Kind::count, 1, 3660, "线索办结期限（日）", "没有期限"},
    {"clue.hotline_working_days", Kind::count, 0, 250, "12345 工单答复期限（工作日）", "没有期限"},
    {"referral.receipt_working_days", Kind::count, 0, 250, "移交签收期限（工作日）", "没有期限"},
    {"referral.result_days", Kind::count, 1, 3660, "移交后反馈结果期限（日）", "没有期限"},
    {"exposure.objection_working_days", Kind::count, 0, 250, "公布异议的复核期限（工作日）",
     "没有期限"},
    {"case.suspension", Kind::choice, 0, 1, "当地规定的中止调查是否停止计时", "不停止"},
    {"remedy.reconsideration_days", Kind::count, 1, 366, "行政复议申请期限（日）"},
    {"remedy.suit_months", Kind::count, 1, 24, "行政诉讼起诉期限（月）"},
    {"crime.one_worker", Kind::money, 500'000, 2'000'000, "一名劳动者的数额标准（元）"},
    {"crime.ten_workers", Kind::money, 3'000'000, 10'000'000, "十名以上劳动者的数额标准（元）"},
};

// What the values are sorted by: for one name the local ones first, then by place, then by time.
using Key = std::tuple<std::string_view, bool, std::string_view, std::optional<Date>>;

Key key_of(const ParameterValue& value) {
  return {value.name, !value.is_local, value.region, value.from};
}

}  // namespace

const std::vector<ParameterName>& parameter_names() {
  return kNames;
}

std::string region_prefix(std::string_view region_code) {
  while (region_code.ends_with("00")) region_code.remove_suffix(2);
  return std::string{region_code};
}

Parameters::Parameters(std::vector<ParameterValue> values) : values_(std::move(values)) {
  std::stable_sort(values_.begin(), values_.end(),
                   [](const auto& a, const auto& b) { return key_of(a) < key_of(b); });
  for (const ParameterValue& value : values_) {
    if (value.from) changes_.push_back(*value.from);
    if (value.to) changes_.push_back(*value.to + 1);
  }
  std::ranges::sort(changes_);
  changes_.erase(std::ranges::unique(changes_).begin(), changes_.end());
}

Date Parameters::last_change(Date day) const {
  const auto after = std::ranges::upper_bound(changes_, day);
  return after == changes_.begin() ? Date{INT32_MIN} : *std::prev(after);
}

const ParameterValue* Parameters::find(std::string_view name, std::string_view region,
                                       Date day) const {
  for (const bool is_local : {true, false}) {
    std::string place = region_prefix(region);
    while (true) {
      const Key wanted{name, !is_local, place, day};
      const auto after =
          std::upper_bound(values_.begin(), values_.end(), wanted,
                           [](const Key& key, const auto& value) { return key < key_of(value); });
      // The one before began last of those that had begun; it counts unless it has expired.
      if (after != values_.begin()) {
        const ParameterValue& value = *std::prev(after);
        const bool is_here =
            value.name == name && value.is_local == is_local && value.region == place;
        if (is_here && (!value.to || day <= *value.to)) return &value;
      }
      if (place.empty()) break;
      place.resize(place.size() > 2 ? place.size() - 2 : 0);
    }
  }
  return nullptr;
}

Parameters Parameters::with(std::vector<ParameterValue> more) const {
  std::vector<ParameterValue> all = values_;
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  return Parameters{std::move(all)};
}

}  // namespace qingxin::law
