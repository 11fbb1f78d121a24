// SPDX-License-Identifier: Apache-2.0
#include "rules/site_gate.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

TEST(SiteGate, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/028-X01.md", [](const test::CaseRow& row) {
    SiteGate site{.is_running = row["状态"] == "在建", .has_gate = {}};
    if (!row["门禁"].empty()) site.has_gate = test::cell_is(row, "门禁", "是", "否");
    return site_gate(site);
  });
}

TEST(SiteGate, JudgesNoSiteThatMayNotBeRunning) {
  const SiteGate site{.is_running = {}, .has_gate = false};
  EXPECT_EQ(site_gate(site).missing, (MissingFact{"projects", "start_date"}));
}

TEST(SiteGate, SaysThatThereIsNoGate) {
  const SiteGate site{.is_running = true, .has_gate = false};
  EXPECT_EQ(site_gate_because(site, site_gate(site)), "项目在建，现场没有设门禁");
}

}  // namespace
}  // namespace qingxin::rules
