// SPDX-License-Identifier: Apache-2.0
#include "rules/payment_in_money.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

TEST(PaymentInMoney, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/011-W05.md", [](const test::CaseRow& row) {
    PaymentForms forms;
    forms.has_payments_table = test::cell_is(row, "代发明细", "有", "无");
    if (!forms.has_payments_table) return payment_in_money(forms);
    forms.in_kind = test::cell_money(row, "实物").value();
    forms.promissory = test::cell_money(row, "白条").value();
    forms.without_form = test::cell_count(row, "方式不明笔数").value();
    return payment_in_money(forms);
  });
}

std::string sentence(Money in_kind, Money promissory) {
  const PaymentForms forms{.in_kind = in_kind, .promissory = promissory};
  return payment_in_money_because(forms, payment_in_money(forms));
}

TEST(PaymentInMoney, SaysWhatStoodInForMoney) {
  EXPECT_EQ(sentence(yuan(1'000), {}), "本月工资以实物折抵 1,000.00 元，不计为已付");
  EXPECT_EQ(sentence({}, yuan(500)), "本月工资以白条代付 500.00 元，不计为已付");
  EXPECT_EQ(sentence(yuan(1'000), yuan(500)),
            "本月工资以实物折抵 1,000.00 元、以白条代付 500.00 元，不计为已付");
}

}  // namespace
}  // namespace qingxin::rules
