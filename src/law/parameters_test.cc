// SPDX-License-Identifier: Apache-2.0
#include "law/parameters.h"

#include <gtest/gtest.h>

#include <set>

#include "law/law.h"

namespace qingxin::law {
namespace {

Parameters local(std::string_view toml) {
  const Result<std::vector<ParameterValue>> values = read_parameters(toml, "参数.toml", true);
  EXPECT_TRUE(values) << (values ? "" : values.error().message);
  return Parameters{values ? *values : std::vector<ParameterValue>{}};
}

std::string refusal(std::string_view toml, bool is_local = true) {
  const auto values = read_parameters(toml, "参数.toml", is_local);
  return values ? "accepted" : values.error().message;
}

std::string found(const Parameters& parameters, std::string_view name, std::string_view region,
                  Date day) {
  const ParameterValue* value = parameters.find(name, region, day);
  return value ? value->written : "无";
}

TEST(Parameters, ResolveFromTheCountyToTheNation) {
  const Parameters wages = local(R"(
[[minimum_wage]]
month = "1000.00"
[[minimum_wage]]
region = "130000"
month = "2000.00"
[[minimum_wage]]
region = "130100"
month = "2100.00"
[[minimum_wage]]
region = "130102"
month = "2200.00"
)");
  const Date day = date(2026, 10, 1);
  EXPECT_EQ(found(wages, "minimum_wage.month", "130102", day), "2200.00");
  EXPECT_EQ(found(wages, "minimum_wage.month", "130104", day), "2100.00");
  EXPECT_EQ(found(wages, "minimum_wage.month", "130100", day), "2100.00");
  EXPECT_EQ(found(wages, "minimum_wage.month", "130602", day), "2000.00");
  EXPECT_EQ(found(wages, "minimum_wage.month", "990123", day), "1000.00");
  EXPECT_EQ(found(wages, "minimum_wage.month", "", day), "1000.00");
  EXPECT_EQ(found(wages, "minimum_wage.hour", "130102", day), "无");
}

TEST(Parameters, AnswerTheSameFromOneChangeToTheNext) {
  const Parameters wages = local(R"(
[[minimum_wage]]
region = "130100"
from = "2024-01-01"
to = 2024-12-31
month = "2000.00"
[[minimum_wage]]
region = "130000"
from = "2024-06-01"
month = "1900.00"
[[pay]]
day = 15
)");
  for (Date day = date(2023, 12, 1); day < date(2025, 2, 1); day = day + 1) {
    const Date change = wages.last_change(day);
    EXPECT_LE(change, day);
    for (const std::string_view region : {"130100", "130000", ""})
      EXPECT_EQ(found(wages, "minimum_wage.month", region, day),
                found(wages, "minimum_wage.month", region, change));
    EXPECT_EQ(found(wages, "pay.day", "", change), "15");
  }
  EXPECT_EQ(wages.last_change(date(2023, 12, 31)).days, INT32_MIN);
  EXPECT_EQ(wages.last_change(date(2024, 12, 31)), date(2024, 6, 1));
  EXPECT_EQ(wages.last_change(date(2025, 1, 1)), date(2025, 1, 1));
}

TEST(Parameters, AnExpiredValueIsNoValue) {
  const Parameters wages = local(R"(
[[minimum_wage]]
region = "130100"
from = "2024-01-01"
to = 2024-12-31
month = "2000.00"
[[minimum_wage]]
region = "130100"
from = "2025-07-01"
month = "2200.00"
[[minimum_wage]]
region = "130100"
from = "2026-07-01"
month = "2300.00"
)");
  const auto month = [&](Date day) { return found(wages, "minimum_wage.month", "130100", day); };
  EXPECT_EQ(month(date(2023, 12, 31)), "无");
  EXPECT_EQ(month(date(2024, 1, 1)), "2000.00");
  EXPECT_EQ(month(date(2024, 12, 31)), "2000.00");
  EXPECT_EQ(month(date(2025, 1, 1)), "无");
  EXPECT_EQ(month(date(2025, 7, 1)), "2200.00");
  EXPECT_EQ(month(date(2026, 6, 30)), "2200.00");
  EXPECT_EQ(month(date(2026, 7, 1)), "2300.00");
}

TEST(Parameters, LocalValuesGoBeforeThoseThatShip) {
  const Law law = *load(std::nullopt, std::nullopt);
  const Date day = date(2026, 10, 1);
  EXPECT_EQ(law.parameters.find("pay.month_offset", "130102", day)->value, 1);
  const auto more = read_parameters("[pay]\nmonth_offset = 0", "参数.toml", true);
  const Parameters both = law.parameters.with(*more);
  EXPECT_EQ(both.find("pay.month_offset", "130102", day)->value, 0);
  EXPECT_TRUE(both.find("pay.month_offset", "130102", day)->is_local);
  EXPECT_EQ(both.find("pay.month_offset", "130102", day)->source, "");
  EXPECT_EQ(both.all().size(), law.parameters.all().size() + 1);
}

TEST(Parameters, ShipTheNationalDefaultsAndNoOthers) {
  const Parameters shipped = load(std::nullopt, std::nullopt)->parameters;
  const std::vector<std::pair<std::string, std::int64_t>> expected = {
      {"attendance.tolerance_days", 0},
      {"attendance.valid_passes", 1},
      {"attendance.valid_hours", 0},
      {"payroll.grace_days", 0},
      {"transfer.resend_working_days", 5},
      {"account.min_amount", 0},
      {"account.min_months", 0},
      {"manager.min_presence", 6000},
      {"remedy.reconsideration_days", 60},
      {"remedy.suit_months", 6},
      {"pay.month_offset", 1}};
  for (const auto& [name, value] : expected) {
    const ParameterValue* found = shipped.find(name, "990123", date(2026, 10, 1));
    ASSERT_NE(found, nullptr) << name;
    EXPECT_EQ(found->value, value) << name;
    EXPECT_FALSE(found->source.empty()) << name;
  }
  EXPECT_EQ(shipped.all().size(), expected.size());
}

// The block of 参数.toml in the documents of the facts folder, with every name there is.
constexpr std::string_view kEveryName = R"(
[[minimum_wage]]
region = "130100"
from = "2025-01-01"
month = "2200.00"
hour = "22.00"
includes_insurance = true
source = "某市公告"
[pay]
day = 15
month_offset = 1
[attendance]
tolerance_days = 0
valid_passes = 1
valid_hours = 0
[payroll]
grace_days = 0
[transfer]
resend_working_days = 5
[deposit]
rate = "1.5%"
cap = "5000000.00"
exempt_below = "3,000,000.00"
parallel_rate = "1%"
down_2y = "50%"
exempt_3y = true
up = "50%"
up_listed = "100%"
[account]
min_amount = "0.00"
min_months = 0
[manager]
min_presence = "60%"
[crime]
one_worker = "10000.00"
ten_workers = "60000.00"
[clue]
receipt_working_days = 1
passing_on_working_days = 2
taking_over_working_days = 2
warning_days = 15
answer_days = 30
hotline_working_days = 5
[referral]
receipt_working_days = 3
result_days = 30
[case]
suspension = true
[remedy]
reconsideration_days = 60
suit_months = 6
)";

TEST(Parameters, ReadEveryNameInItsUnit) {
  const Parameters all = local(kEveryName);
  std::set<std::string> read;
  for (const ParameterValue& value : all.all()) read.insert(value.name);
  std::set<std::string> listed;
  for (const ParameterName& name : parameter_names()) listed.emplace(name.name);
  EXPECT_EQ(read, listed);

  const auto value = [&](std::string_view name) {
    return all.find(name, "130100", date(2026, 10, 1))->value;
  };
  EXPECT_EQ(value("minimum_wage.month"), 220000);
  EXPECT_EQ(value("deposit.rate"), 150);
  EXPECT_EQ(value("deposit.exempt_below"), 300000000);
  EXPECT_EQ(value("deposit.exempt_3y"), 1);
  EXPECT_EQ(value("pay.day"), 15);
  EXPECT_EQ(value("clue.answer_days"), 30);
  EXPECT_EQ(value("case.suspension"), 1);
}

TEST(ParametersFile, NamesFileTableKeyValueAndRemedy) {
  EXPECT_EQ(refusal("[pay]\nday = 32"),
            "参数.toml 第 2 行 [pay] day = 32：工资支付日（几号；没有该日的月份取月末）。超出范围，"
            "应在 1 至 31 之间");
  EXPECT_EQ(refusal("[pay]\ndy = 15"),
            "参数.toml 第 2 行 [pay] dy = 15：没有这一项。是不是 day？可用：day、month_offset、"
            "region、from、to、source、checked_on");
}

TEST(ParametersFile, RefusesWhatItWouldHaveToGuess) {
  const std::vector<std::pair<std::string, std::string>> expected = {
      {"[pay]\nday = \"15\"", "应写成整数"},
      {"[pay]\nday = 15.0", "应写成整数"},
      {"[pay]\nday = 0", "超出范围"},
      {"[payrol]\ngrace_days = 1", "是不是 payroll？"},
      {"pay = 15", "应写成 [pay] 或 [[pay]] 表"},
      {"[pay]\nsource = \"某县\"", "没有任何参数"},
      {"[minimum_wage]\nmonth = 2200", "应写成引号里的元"},
      {"[minimum_wage]\nmonth = \"2200元\"", "应写成引号里的元"},
      {"[minimum_wage]\nmonth = \"0.00\"", "超出范围"},
      {"[deposit]\nrate = \"1.5\"", "应写成引号里的百分数"},
      {"[deposit]\nrate = \"15%\"", "应在 0.50% 至 3.00% 之间"},
      {"[deposit]\nexempt_3y = \"true\"", "应写成 true 或 false"},
      {"[crime]\none_worker = \"60000.00\"", "应在 5,000.00 至 20,000.00 之间"},
      {"[pay]\nday = 15\nregion = 130100", "应为引号里的行政区划代码"},
      {"[pay]\nday = 15\nregion = \"1301023\"", "应为引号里的行政区划代码"},
      {"[pay]\nday = 15\nfrom = \"2026-02-30\"", "不是存在的日期"},
      {"[pay]\nday = 15\nfrom = \"2026-02-01\"\nto = \"2026-01-31\"", "早于 from"},
      {"[pay]\nday = 15\nday = 16", "不是有效的 TOML"},
      {"[pay]\nday = 15\nsource = \"\"", "不能为空"},
  };
  for (const auto& [toml, reason] : expected)
    EXPECT_NE(refusal(toml).find(reason), std::string::npos) << toml << "\n" << refusal(toml);
}

TEST(ParametersFile, ReadsWhatAnOfficeSaves) {
  EXPECT_EQ(refusal("\xEF\xBB\xBF[pay]\r\nday = 15\r\n"), "accepted");
  EXPECT_NE(refusal("[pay]\nday = 15\nsource = \"\xC4\xB3\xCA\xD0\"").find("编码（UTF-8）"),
            std::string::npos);
  EXPECT_EQ(refusal(""), "accepted");
}

TEST(ParametersFile, RefusesPeriodsOfOneRegionThatOverlap) {
  const auto two = [](std::string_view first, std::string_view second) {
    return refusal("[[pay]]\nday = 10\n" + std::string{first} + "\n[[pay]]\nday = 20\n" +
                   std::string{second});
  };
  EXPECT_EQ(two("from = 2025-01-01\nto = 2025-12-31", "from = 2026-01-01"), "accepted");
  EXPECT_EQ(two("from = 2025-01-01", "from = 2026-01-01"), "accepted");
  EXPECT_EQ(two("", "region = \"13\""), "accepted");
  const std::string message = two("from = 2025-01-01\nto = 2026-01-01", "from = 2026-01-01");
  EXPECT_EQ(message,
            "参数.toml [pay] day：区划 全国 有两段期间重叠，2025-01-01 至 2026-01-01（10）与 "
            "2026-01-01 至 今后（20）。请给前一段写上 to，或删去一段");
  EXPECT_NE(two("", "").find("重叠"), std::string::npos);
  EXPECT_NE(two("region = \"130100\"", "region = \"1301\"").find("重叠"), std::string::npos);
  EXPECT_NE(two("from = 2025-01-01", "from = 2026-01-01\nto = 2026-06-30").find("重叠"),
            std::string::npos);
}

TEST(ParametersFile, ThoseThatShipNeedSourceAndTheDayOfTheCheck) {
  EXPECT_EQ(refusal("[pay]\nday = 15", true), "accepted");
  EXPECT_NE(refusal("[pay]\nday = 15\nchecked_on = 2026-11-22", false).find("source：缺少"),
            std::string::npos);
  EXPECT_NE(refusal("[pay]\nday = 15\nsource = \"甲\"", false).find("checked_on：缺少"),
            std::string::npos);
  EXPECT_EQ(refusal("[pay]\nday = 15\nsource = \"甲\"\nchecked_on = 2026-11-22", false),
            "accepted");
}

TEST(Region, IsAPrefixWithoutEmptyPairs) {
  EXPECT_EQ(region_prefix("130102"), "130102");
  EXPECT_EQ(region_prefix("130100"), "1301");
  EXPECT_EQ(region_prefix("130000"), "13");
  EXPECT_EQ(region_prefix("100000"), "10");
  EXPECT_EQ(region_prefix("000000"), "");
  EXPECT_EQ(region_prefix(""), "");
}

}  // namespace
}  // namespace qingxin::law
