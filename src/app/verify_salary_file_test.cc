// SPDX-License-Identifier: Apache-2.0
#include "app/verify_salary_file.h"

#include <gtest/gtest.h>

namespace qingxin::app {

namespace {

using rules::Verdict;
using verify::SalaryCheck;

// A file that banks have published, the verdicts of the checks that differ between them, and the
// remainder of its account (0: it has plain numbers).
struct Published {
  const char* name;
  int exit_status;
  Verdict variable_pay, iban;
  std::int64_t remainder;
  Money total;
};

constexpr Published kPublished[] = {
    {"bank-2016-01.SIF", 1, Verdict::complies, Verdict::violates, 74, Money{650000}},
    {"bank-2016-03.SIF", 1, Verdict::complies, Verdict::violates, 30, Money{13000}},
    {"bank-2009-06.SIF", 0, Verdict::not_applicable, Verdict::not_applicable, 0, Money{222192}},
};

Verdict expected_verdict(const Published& published, SalaryCheck check) {
  if (check == SalaryCheck::iban) return published.iban;
  if (check == SalaryCheck::variable_pay) return published.variable_pay;
  return check == SalaryCheck::file_name ? Verdict::not_applicable : Verdict::complies;
}

}  // namespace

TEST(VerifySalaryFile, FailsThePublishedSamplesByTheirAccountsOnly) {
  for (const Published& published : kPublished) {
    SCOPED_TRACE(published.name);
    const Result<verify::SalaryFileReport> report =
        verify_salary_file(std::filesystem::path("samples/sif") / published.name);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->file, published.name);
    EXPECT_EQ(verify::exit_status(*report), published.exit_status);
    EXPECT_EQ(report->total, published.total);
    for (const verify::SalaryAnswer& answer : report->answers) {
      EXPECT_EQ(answer.verdict, expected_verdict(published, answer.check))
          << verify::card_of(answer.check).id;
      if (answer.check != SalaryCheck::iban || published.remainder == 0) continue;
      ASSERT_EQ(answer.faults.size(), 1U);
      EXPECT_EQ(answer.faults[0].found, verify::SalaryFigure{published.remainder});
    }
  }
}

TEST(VerifySalaryFile, SaysThatThereIsNoSuchFile) {
  const Result<verify::SalaryFileReport> report = verify_salary_file("samples/sif/none.SIF");
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::unavailable);
  EXPECT_NE(report.error().message.find("none.SIF"), std::string::npos);
}

}  // namespace qingxin::app
