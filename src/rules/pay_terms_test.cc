// SPDX-License-Identifier: Apache-2.0
#include "rules/pay_terms.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

Term term_in(const test::CaseRow& row, std::string_view column) {
  if (row[column] == "无列") return Term::no_column;
  return test::cell_is(row, column, "有", "空") ? Term::given : Term::not_given;
}

TEST(PayTerms, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/006-L06.md", [](const test::CaseRow& row) {
    return pay_terms({.has_roster_table = true,
                      .is_on_roster = true,
                      .rate = term_in(row, "工资标准"),
                      .own_pay_day = term_in(row, "约定支付日"),
                      .project_pay_day = term_in(row, "项目工资支付日"),
                      .method = term_in(row, "支付方式")});
  });
}

TEST(PayTerms, AsksForTheRoster) {
  EXPECT_EQ(pay_terms({}).missing, (MissingFact{"roster", ""}));
  EXPECT_EQ(pay_terms({.has_roster_table = true}).verdict, Verdict::not_applicable);
}

TEST(PayTerms, NamesWhatWasNotAgreed) {
  PayTerms terms{.has_roster_table = true,
                 .is_on_roster = true,
                 .rate = Term::not_given,
                 .own_pay_day = Term::not_given,
                 .project_pay_day = Term::not_given,
                 .method = Term::not_given};
  EXPECT_EQ(pay_terms_because(terms, pay_terms(terms)), "没有约定工资标准、支付日、支付方式");
  terms.rate = Term::given;
  terms.own_pay_day = Term::no_column;
  EXPECT_EQ(pay_terms_because(terms, pay_terms(terms)), "没有约定支付方式");
}

}  // namespace
}  // namespace qingxin::rules
