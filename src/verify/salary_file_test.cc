// SPDX-License-Identifier: Apache-2.0
#include "verify/salary_file.h"

#include <gtest/gtest.h>

namespace qingxin::verify {

namespace {

using rules::Verdict;
using Lines = std::vector<std::uint32_t>;

// Two employees, the first with itemised variable pay, and nothing wrong.
book::SalaryFile clean_file() {
  const Date start = date(2016, 1, 1);
  const Date end = date(2016, 1, 31);
  return {.name = "0000000123456160126113000.SIF",
          .records = {{.line = 1,
                       .employee_id = "00915012345663",
                       .agent = "802420101",
                       .account = "AE070331234567890123456",
                       .period_start = start,
                       .period_end = end,
                       .period_days = 31,
                       .fixed = Money{400000},
                       .variable = Money{250000}},
                      {.line = 3,
                       .employee_id = "00915012345664",
                       .agent = "802420101",
                       .account = "4551902459",
                       .period_start = start,
                       .period_end = end,
                       .period_days = 31,
                       .fixed = Money{122192},
                       .variable = Money{5}}},
          .variable_pay = {{.line = 2,
                            .employee_id = "00915012345663",
                            .agent = "802420101",
                            .amounts = {Money{50000}, Money{20000}, Money{30000}, Money{0},
                                        Money{40000}, Money{110000}, Money{0}}}},
          .control = {.line = 4,
                      .employer_id = "0000000123456",
                      .bank = "802420101",
                      .created = date(2016, 1, 26),
                      .created_time = "1130",
                      .salary_month = month(2016, 1),
                      .records = 2,
                      .total = Money{772197},
                      .currency = "AED",
                      .reference = ""}};
}

SalaryAnswer answer_of(const SalaryFileReport& report, SalaryCheck check) {
  return report.answers.at(static_cast<std::size_t>(check));
}

using Change = void (*)(book::SalaryFile&);

// A change that breaks one check, what that check then says, and of which lines.
struct Planted {
  std::string_view what;
  Change change;
  SalaryCheck check;
  SalaryFigure expected, found;
  Lines lines;
};

SalaryFigure count(std::int64_t number) {
  return number;
}
SalaryFigure words(std::string text) {
  return text;
}

using File = book::SalaryFile;

const std::vector<Planted> kPlanted{
    {"one fils too much",
     [](File& file) { file.control.total = Money{772198}; },
     SalaryCheck::scr_total,
     Money{772197},
     Money{772198},
     {4}},
    {"one fils too little",
     [](File& file) { file.control.total = Money{772196}; },
     SalaryCheck::scr_total,
     Money{772197},
     Money{772196},
     {4}},
    {"a fixed pay one fils up",
     [](File& file) { file.records[1].fixed += Money{1}; },
     SalaryCheck::scr_total,
     Money{772198},
     Money{772197},
     {4}},
    {"one record too many",
     [](File& file) { file.control.records = 3; },
     SalaryCheck::scr_record_count,
     count(2),
     count(3),
     {4}},
    {"EVP counted as records",
     [](File& file) { file.control.records = 1; },
     SalaryCheck::scr_record_count,
     count(2),
     count(1),
     {4}},
    {"dollars",
     [](File& file) { file.control.currency = "USD"; },
     SalaryCheck::currency,
     words("AED"),
     words("USD"),
     {4}},
    {"the name of another employer",
     [](File& file) { file.name = "0000000123457160126113000.SIF"; },
     SalaryCheck::file_name,
     words("0000000123456160126113000"),
     words("0000000123457160126113000"),
     {4}},
    {"the name of another day",
     [](File& file) { file.control.created = date(2016, 1, 27); },
     SalaryCheck::file_name,
     words("0000000123456160127113000"),
     words("0000000123456160126113000"),
     {4}},
    {"the name of another minute",
     [](File& file) { file.control.created_time = "1131"; },
     SalaryCheck::file_name,
     words("0000000123456160126113100"),
     words("0000000123456160126113000"),
     {4}},
    {"the name of another second",
     [](File& file) { file.control.created_time = "113001"; },
     SalaryCheck::file_name,
     words("0000000123456160126113001"),
     words("0000000123456160126113000"),
     {4}},
    {"an end in the next month",
     [](File& file) { file.records[1].period_end = date(2016, 2, 1); },
     SalaryCheck::salary_month,
     count(2),
     count(1),
     {3}},
    {"a start in the month before",
     [](File& file) { file.records[0].period_start = date(2015, 12, 31); },
     SalaryCheck::salary_month,
     count(2),
     count(1),
     {1}},
    {"the month of another year",
     [](File& file) { file.control.salary_month = month(2017, 1); },
     SalaryCheck::salary_month,
     count(2),
     count(0),
     {1, 3}},
    {"an end one day before its start",
     [](File& file) {
       file.records[0].period_start = date(2016, 1, 16);
       file.records[0].period_end = date(2016, 1, 15);
     },
     SalaryCheck::pay_period,
     count(2),
     count(1),
     {1}},
    {"the items one fils short",
     [](File& file) { file.variable_pay[0].amounts[6] = Money{1}; },
     SalaryCheck::variable_pay,
     count(1),
     count(0),
     {2}},
    {"an IBAN with one digit changed",
     [](File& file) { file.records[0].account = "AE070331234567890123457"; },
     SalaryCheck::iban,
     count(1),
     count(0),
     {1}},
    {"two letters and no IBAN",
     [](File& file) { file.records[1].account = "ae12345"; },
     SalaryCheck::iban,
     count(2),
     count(1),
     {3}},
};

}  // namespace

TEST(SalaryFile, FindsNothingWhereNothingIsWrong) {
  const SalaryFileReport report = judge_salary_file(clean_file());
  ASSERT_EQ(report.answers.size(), kSalaryChecks.size());
  for (const SalaryAnswer& answer : report.answers) {
    EXPECT_EQ(answer.verdict, Verdict::complies) << card_of(answer.check).id;
    EXPECT_EQ(answer.expected, answer.found) << card_of(answer.check).id;
    EXPECT_TRUE(answer.faults.empty()) << card_of(answer.check).id;
  }
  EXPECT_EQ(report.violations, 0);
  EXPECT_EQ(exit_status(report), 0);
  EXPECT_EQ(report.records, 2);
  EXPECT_EQ(report.total, Money{772197});
}

TEST(SalaryFile, FindsEachPlantedFaultAndNothingElse) {
  for (const Planted& plant : kPlanted) {
    SCOPED_TRACE(plant.what);
    book::SalaryFile file = clean_file();
    plant.change(file);
    const SalaryFileReport report = judge_salary_file(file);
    EXPECT_EQ(report.violations, 1);
    EXPECT_EQ(exit_status(report), 1);
    const SalaryAnswer answer = answer_of(report, plant.check);
    EXPECT_EQ(answer.verdict, Verdict::violates);
    EXPECT_EQ(answer.expected, plant.expected);
    EXPECT_EQ(answer.found, plant.found);
    EXPECT_EQ(answer.lines, plant.lines);
  }
}

TEST(SalaryFile, FindsAnEmployeeWithTwoRecordsPaddedOrNot) {
  book::SalaryFile file = clean_file();
  file.records[1].employee_id = "915012345663";
  const SalaryAnswer answer =
      answer_of(judge_salary_file(file), SalaryCheck::one_record_per_employee);
  EXPECT_EQ(answer.verdict, Verdict::violates);
  EXPECT_EQ(answer.expected, count(1));
  EXPECT_EQ(answer.found, count(0));
  EXPECT_EQ(answer.lines, (Lines{1, 3}));
  EXPECT_EQ(answer.faults, (std::vector<SalaryFault>{{3, count(1), count(2)}}));
}

TEST(SalaryFile, SaysWhatItemisedPayComesTo) {
  book::SalaryFile file = clean_file();
  file.variable_pay[0].amounts[0] -= Money{1};
  EXPECT_EQ(answer_of(judge_salary_file(file), SalaryCheck::variable_pay).faults,
            (std::vector<SalaryFault>{{2, Money{250000}, Money{249999}}}));
}

TEST(SalaryFile, AddsUpAllItemsOfAnEmployee) {
  book::SalaryFile file = clean_file();
  file.variable_pay.push_back(file.variable_pay[0]);
  EXPECT_EQ(answer_of(judge_salary_file(file), SalaryCheck::variable_pay).verdict,
            Verdict::violates);
  file.variable_pay[1].amounts = {};
  EXPECT_EQ(answer_of(judge_salary_file(file), SalaryCheck::variable_pay).verdict,
            Verdict::complies);
}

TEST(SalaryFile, SaysTheRemainderOfAnAccount) {
  book::SalaryFile file = clean_file();
  file.records[0].account = "AE160240043520123456701";
  file.records[1].account = "AEX";
  EXPECT_EQ(answer_of(judge_salary_file(file), SalaryCheck::iban).faults,
            (std::vector<SalaryFault>{{1, count(1), count(74), "AE160240043520123456701"},
                                      {3, count(1), SalaryFigure{}, "AEX"}}));
}

// Not applicable is an answer of its own, not a silent "complies".
TEST(SalaryFile, SaysWhereACheckDoesNotApply) {
  book::SalaryFile file = clean_file();
  file.name = "wages.SIF";
  file.variable_pay.clear();
  file.records[0].account = "155481121";
  const SalaryFileReport report = judge_salary_file(file);
  for (const SalaryCheck check :
       {SalaryCheck::file_name, SalaryCheck::variable_pay, SalaryCheck::iban}) {
    EXPECT_EQ(answer_of(report, check).verdict, Verdict::not_applicable) << card_of(check).id;
    EXPECT_EQ(answer_of(report, check).expected, SalaryFigure{});
  }
  EXPECT_EQ(report.violations, 0);
  for (const char* name : {"000000012345616012611300.SIF", "00000001234561601261130000.SIF",
                           "000000012345616012611300X.SIF", ".SIF", ""}) {
    file.name = name;
    EXPECT_EQ(answer_of(judge_salary_file(file), SalaryCheck::file_name).verdict,
              Verdict::not_applicable)
        << name;
  }
}

TEST(SalaryFile, PadsTheEmployerInTheName) {
  book::SalaryFile file = clean_file();
  file.control.employer_id = "123456";
  file.name = "0000000123456160126113059.sif";
  EXPECT_EQ(answer_of(judge_salary_file(file), SalaryCheck::file_name).verdict, Verdict::complies);
}

}  // namespace qingxin::verify
