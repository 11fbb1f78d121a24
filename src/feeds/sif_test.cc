// SPDX-License-Identifier: Apache-2.0
#include "feeds/sif.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

namespace qingxin::feeds {

namespace {

const std::string kSalary =
    "EDR,00915012345663,802420101,AE070331234567890123456,2016-01-01,2016-01-31,31,4000.00,"
    "2500.00,0\n";
const std::string kVariablePay =
    "EVP,00915012345663,802420101,500.00,200.00,300.00,0.00,400.00,1100.00,0.00\n";
const std::string kControl =
    "SCR,0000000123456,802420101,2016-01-26,1130,012016,01,6500.00,AED,abc company\n";

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string message_of(std::string_view text) {
  const Result<book::SalaryFile> file = parse_sif(text, "x.SIF");
  if (file) return "accepted";
  EXPECT_EQ(file.error().code, ErrorCode::invalid_input);
  return file.error().message;
}

void expect_refused(std::string_view text, std::string_view words) {
  const std::string message = message_of(text);
  EXPECT_NE(message.find(words), std::string::npos) << message << "\nhas not: " << words;
  EXPECT_TRUE(message.starts_with("x.SIF ")) << message;
  EXPECT_NE(message.find("整份不予采用"), std::string::npos) << message;
}

// A published line with one field spoilt must name the line, the field and the value.
struct Spoilt {
  std::string_view from, to, words;
};

constexpr Spoilt kSpoilt[] = {
    {"EDR,", "edr,", "第 1 行 第 1 个字段「记录类型」的值“edr”不认识"},
    {"EDR,", "Type,", "“Type”不认识；应为 EDR、EVP 或 SCR"},
    {"EDR,00915012345663", "EDR,", "第 1 行 EDR 第 2 个字段「雇员编号」的值“”读不出：不能为空"},
    {",AE070331234567890123456", ",", "第 4 个字段「账号」的值“”读不出：不能为空"},
    {"2016-01-01", "01/01/2016", "第 5 个字段「起始日」的值“01/01/2016”读不出：应写成 2016-01-31"},
    {"2016-01-31", "2016-02-30", "第 6 个字段「截止日」的值“2016-02-30”"},
    {",31,", ",31.0,", "第 7 个字段「期内天数」的值“31.0”读不出：应为不超过 4 位的整数"},
    {",31,", ",-31,", "「期内天数」的值“-31”"},
    {",31,", ",00031,", "「期内天数」的值“00031”"},
    {",4000.00", ",4000.001",
     "第 8 个字段「固定工资」的值“4000.001”读不出：应写成 1000 或 1000.00"},
    {",4000.00", ",-4000.00", "「固定工资」的值“-4000.00”"},
    {",4000.00", ",4 000.00", "「固定工资」的值“4 000.00”"},
    {",4000.00", ",4000.", "「固定工资」的值“4000.”"},
    {",4000.00", ",AED4000", "「固定工资」的值“AED4000”"},
    {",4000.00", ",4,000.00", "第 1 行 EDR 有 11 个字段，应为 10 个；金额不带分节号"},
    {"2500.00,0\n", "2500.00\n", "第 1 行 EDR 有 9 个字段"},
    {"2500.00,0\n", "2500.00,\n", "第 10 个字段「无薪假天数」的值“”读不出"},
    {"1100.00,0.00\n", "1100.00,0.00,\n", "第 2 行 EVP 有 11 个字段"},
    {",400.00,", ",400.005,", "第 2 行 EVP 第 8 个字段「加班」的值“400.005”"},
    {"EVP,00915012345663", "EVP,00915012345664",
     "第 2 行 EVP 第 2 个字段「雇员编号」的值“0***********64”没有对应的 EDR"},
    {"2016-01-26", "26-01-2016", "第 3 行 SCR 第 4 个字段「生成日期」的值“26-01-2016”"},
    {",1130,", ",2430,", "第 5 个字段「生成时间」的值“2430”读不出：应写成 1130 或 11:30:05"},
    {",1130,", ",113005,", "「生成时间」的值“113005”"},
    {",1130,", ",11:30:60,", "「生成时间」的值“11:30:60”"},
    {",012016,", ",132016,", "第 6 个字段「工资月」的值“132016”读不出：应写成 012016"},
    {",012016,", ",201601,", "「工资月」的值“201601”"},
    {",01,6500", ",one,6500", "第 7 个字段「记录数」的值“one”"},
    {",6500.00", ",6500.000", "第 8 个字段「合计」的值“6500.000”"},
    {",AED", ",", "第 9 个字段「币种」的值“”读不出：不能为空"},
    {"abc", "\xE6\xB8\x85", "第 3 行有字节 0xE6，只能有 ASCII 字符"},
    {"abc", "\x1b[2J", "第 3 行有字节 0x1B"},
    {"abc", "a\rb", "第 3 行中间有回车符"},
    {"\nEVP", "\n\nEVP", "第 2 行是空行；请删去"},
};

}  // namespace

TEST(Sif, ReadsEveryField) {
  const Result<book::SalaryFile> file = parse_sif(kSalary + kVariablePay + kControl, "x.SIF");
  ASSERT_TRUE(file) << file.error().message;
  ASSERT_EQ(file->records.size(), 1U);
  const book::SalaryRecord& salary = file->records[0];
  EXPECT_EQ(salary.line, 1U);
  EXPECT_EQ(salary.employee_id, "00915012345663");
  EXPECT_EQ(salary.agent, "802420101");
  EXPECT_EQ(salary.account, "AE070331234567890123456");
  EXPECT_EQ(to_string(salary.period_start), "2016-01-01");
  EXPECT_EQ(to_string(salary.period_end), "2016-01-31");
  EXPECT_EQ(salary.period_days, 31);
  EXPECT_EQ(salary.fixed, Money{400000});
  EXPECT_EQ(salary.variable, Money{250000});
  EXPECT_EQ(salary.unpaid_leave_days, 0);
  ASSERT_EQ(file->variable_pay.size(), 1U);
  EXPECT_EQ(file->variable_pay[0].line, 2U);
  EXPECT_EQ(file->variable_pay[0].amounts[0], Money{50000});
  EXPECT_EQ(file->variable_pay[0].amounts[5], Money{110000});
  EXPECT_EQ(file->control.line, 3U);
  EXPECT_EQ(file->control.employer_id, "0000000123456");
  EXPECT_EQ(to_string(file->control.created), "2016-01-26");
  EXPECT_EQ(file->control.created_time, "1130");
  EXPECT_EQ(to_string(file->control.salary_month), "2016-01");
  EXPECT_EQ(file->control.records, 1);
  EXPECT_EQ(file->control.total, Money{650000});
  EXPECT_EQ(file->control.currency, "AED");
  EXPECT_EQ(file->control.reference, "abc company");
}

TEST(Sif, ReadsTheRecordsInEitherOrder) {
  EXPECT_EQ(message_of(kControl + kSalary + kVariablePay), "accepted");
  EXPECT_EQ(message_of(kVariablePay + kSalary + kControl), "accepted");
  EXPECT_EQ(message_of(kSalary + kControl), "accepted");
  EXPECT_EQ(parse_sif(kControl + kSalary, "x.SIF")->records[0].line, 2U);
}

TEST(Sif, ToleratesWhatSpreadsheetsLeave) {
  const std::string file = kSalary + kVariablePay + kControl;
  std::string windows = "\xEF\xBB\xBF";
  for (const char c : file) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_EQ(message_of(windows + "\r\n\r\n  \r\n"), "accepted");
  EXPECT_EQ(message_of(file.substr(0, file.size() - 1)), "accepted");
  const std::string spaced = replaced(replaced(file, ",31,", ", 31\t,"), ",AED,", ", AED ,");
  EXPECT_EQ(parse_sif(spaced, "x.SIF")->control.currency, "AED");
  EXPECT_EQ(message_of(replaced(file, "1130", "11:30:05")), "accepted");
  EXPECT_EQ(message_of(replaced(file, "abc company", "")), "accepted");
  EXPECT_EQ(parse_sif(replaced(file, "4000.00", "4000"), "x.SIF")->records[0].fixed, Money{400000});
  EXPECT_EQ(parse_sif(replaced(file, "4000.00", "0"), "x.SIF")->records[0].fixed, Money{0});
}

TEST(Sif, TakesAnIdWithAndWithoutItsZerosForTheSame) {
  EXPECT_EQ(message_of(kSalary + replaced(kVariablePay, "00915", "915") + kControl), "accepted");
}

TEST(Sif, RefusesASpoiltFieldByLineFieldValueAndRemedy) {
  const std::string file = kSalary + kVariablePay + kControl;
  for (const Spoilt& spoilt : kSpoilt) {
    SCOPED_TRACE(spoilt.to);
    expect_refused(replaced(file, spoilt.from, spoilt.to), spoilt.words);
  }
}

TEST(Sif, RefusesAFileThatLacksARecord) {
  for (const std::string_view empty : {"", "\n\n", "\xEF\xBB\xBF", " \r\n"})
    expect_refused(empty, "是空的");
  expect_refused(kSalary + kVariablePay, "没有 SCR 记录；请在首行或末行补上");
  expect_refused(kControl, "没有 EDR 记录");
  expect_refused(kSalary + kControl + kControl, "第 3 行又是 SCR，第 2 行已有一个");
  expect_refused(kSalary + kControl + kVariablePay, "第 2 行的 SCR 夹在中间");
  expect_refused(kVariablePay + kControl, "没有 EDR 记录");
  expect_refused(std::string("EDR,\0", 5), "第 1 行有字节 0x00");
}

// Where the account stands in the place of a date, the message must not print it.
TEST(Sif, NeverQuotesWhatMayBeAnAccount) {
  const std::string slipped = replaced(kSalary, "2016-01-01", "AE070331234567890123456");
  expect_refused(slipped + kControl, "「起始日」的值“A********************56”");
}

TEST(Sif, RefusesWhatIsTooLong) {
  expect_refused(kSalary + std::string(5'000'000, 'x'), "第 2 行有 5000000 个字符，超过 1024");
  expect_refused(std::string(33 * 1024 * 1024, ','), "有 34603008 字节");
}

// A sum that no SCR can state must be refused, not overflow.
TEST(Sif, RefusesMoreMoneyThanATotalCanSay) {
  const std::string most = replaced(kSalary, "4000.00", "999999999999.99");
  expect_refused(most + kControl, "到第 1 行为止合计已达一万亿迪拉姆");
  const std::string at_limit = replaced(most, "2500.00", "0.00");
  EXPECT_EQ(message_of(at_limit + kControl), "accepted");
  EXPECT_NE(message_of(replaced(at_limit, "0.00", "0.01") + kControl), "accepted");
  expect_refused(kSalary + replaced(kVariablePay, "500.00", "999999999999.99") + kControl,
                 "到第 2 行为止合计已达一万亿迪拉姆");
}

TEST(Sif, OpensOnlyAFile) {
  const auto folder = std::filesystem::temp_directory_path();
  EXPECT_EQ(read_sif(folder / "qingxin-no-such.SIF").error().code, ErrorCode::unavailable);
  EXPECT_EQ(read_sif(folder).error().code, ErrorCode::unavailable);
  // A pipe without a writer must not hang.
  const auto pipe = folder / ("qingxin-" + std::to_string(::getpid()) + ".SIF");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const Result<book::SalaryFile> from_pipe = read_sif(pipe);
  std::filesystem::remove(pipe);
  ASSERT_FALSE(from_pipe);
  EXPECT_EQ(from_pipe.error().code, ErrorCode::unavailable);
}

TEST(Sif, ReadsThePublishedSamples) {
  for (const char* name : {"bank-2016-01.SIF", "bank-2016-03.SIF", "bank-2009-06.SIF"}) {
    const Result<book::SalaryFile> file = read_sif(std::filesystem::path("samples/sif") / name);
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(file->name, name);
  }
}

}  // namespace qingxin::feeds
