// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/support/store_contract.h"

// What the store of warnings promises, on every engine:
// INSTANTIATE_TEST_SUITE_P(…, WarningContract, …).
namespace qingxin::store {

class WarningContract : public FindingContract {
 protected:
  using Phase = casework::WarningPhase;
  using Step = casework::WarningStep;

  void SetUp() override {
    FindingContract::SetUp();
    warnings_ = &store_->warnings();
  }

  static KeptWarning warning(ProjectId project, std::string matter, int version) {
    KeptWarning kept;
    kept.key = {project, std::move(matter)};
    kept.warning = {.phase = Phase::waiting,
                    .bulk = {.level = 1,
                             .people = 31,
                             .months = 2,
                             .amount = Money{19'358'500},
                             .findings = {"a", "b"}},
                    .rung = "remind",
                    .due = {date(2026, 11, 30), law::Certainty::provisional, "2026-11-22"},
                    .has_run_out = false,
                    .left = 3,
                    .version = version};
    kept.matter_name = "工资支付";
    kept.rung_name = "提醒";
    kept.receiver = 7;
    kept.asks = "核对";
    kept.next_rung = "督办";
    kept.pack = "default 0123456789abcdef";
    kept.project_code = "P1";
    kept.project_name = "人民医院迁建";
    kept.region_code = "990123";
    kept.industry = "房屋建筑";
    kept.raised = kNow;
    kept.changed = Instant{kNow.utc_ms + version};
    kept.parts = {{"A08", 1, 1, 0, std::nullopt, month(2026, 10), month(2026, 10)},
                  {"W01", 1, 31, 31, Money{19'358'500}, std::nullopt, std::nullopt}};
    return kept;
  }

  static WarningRecord record(const KeptWarning& kept, Step step, std::string key = "") {
    WarningRecord one;
    one.version = kept.warning.version;
    one.step = step;
    one.day = date(2026, 11, 23);
    one.at = kept.changed;
    one.role = access::Role::labour_officer;
    one.user = access::UserId{5};
    one.unit = kUnit;
    one.why = "已补付";
    one.client_key = std::move(key);
    one.phase = kept.warning.phase;
    one.level = kept.warning.bulk.level;
    one.rung_name = kept.rung_name;
    one.due = kept.warning.due;
    one.people = kept.warning.bulk.people;
    one.amount = kept.warning.bulk.amount;
    one.pack = kept.pack;
    if (step == Step::answered)
      one.evidence = {{"回单.pdf", std::string(64, 'a'), 12},
                      {"明细.xlsx", std::string(64, 'b'), 0}};
    return one;
  }

  Result<Kept> keep(const KeptWarning& kept, int before, Step step, std::string key = "") {
    const std::vector<WarningRecord> steps{record(kept, step, std::move(key))};
    return warnings_->keep_warning(kept, before, steps);
  }

  std::vector<std::string> listed(WarningFilter filter) {
    const Result<std::vector<KeptWarning>> found = warnings_->warnings_after(filter, {}, 100);
    EXPECT_TRUE(found) << found.error().message;
    std::vector<std::string> keys;
    for (const KeptWarning& one : found.value_or(std::vector<KeptWarning>{}))
      keys.push_back((one.key.project == project_ ? "P1-" : "P2-") + one.key.matter);
    return keys;
  }
  static WarningFilter everything() { return {}; }

  // Two of P1, in the first district, one of P2, in another.
  void keep_three() {
    const ProjectId other = ids({"P2"})[0];
    MadeFacts places;
    const std::uint16_t file = places.file("项目.csv", Table::projects);
    places.row(
        Table::projects, places.project("P1"), {2, file}, "",
        {{"region_code", std::string_view{"990123"}}, {"industry", std::string_view{"房屋建筑"}}});
    places.row(
        Table::projects, places.project("P2"), {3, file}, "",
        {{"region_code", std::string_view{"990456"}}, {"industry", std::string_view{"水利"}}});
    put_in_force(batch(2), places.facts);
    ASSERT_TRUE(keep(warning(project_, "wages", 1), 0, Step::raised));
    KeptWarning papers = warning(project_, "papers", 1);
    papers.warning.bulk.level = 2;
    papers.warning.phase = Phase::cleared;
    ASSERT_TRUE(keep(papers, 0, Step::raised));
    KeptWarning elsewhere = warning(other, "wages", 1);
    elsewhere.region_code = "990456";
    elsewhere.industry = "水利";
    elsewhere.warning.due.day = date(2026, 12, 1);
    elsewhere.receiver = 2;
    ASSERT_TRUE(keep(elsewhere, 0, Step::raised));
  }
  using Keys = std::vector<std::string>;

  WarningStore* warnings_ = nullptr;
};

TEST_P(WarningContract, KeepsEverythingOfAWarning) {
  const KeptWarning first = warning(project_, "wages", 1);
  ASSERT_EQ(keep(first, 0, Step::raised), Kept::now);
  EXPECT_EQ(*warnings_->warning(first.key), first);
  KeptWarning second = warning(project_, "wages", 2);
  second.warning.phase = Phase::answered;
  second.warning.left.reset();
  second.warning.bulk.amount.reset();
  second.warning.bulk.findings = {"b"};
  second.parts.pop_back();
  ASSERT_EQ(keep(second, 1, Step::answered, "k1"), Kept::now);
  EXPECT_EQ(*warnings_->warning(first.key), second);
  EXPECT_EQ(*warnings_->warnings_of(project_), std::vector{second});
  const std::vector<WarningRecord> expected{record(first, Step::raised),
                                            record(second, Step::answered, "k1")};
  EXPECT_EQ(*warnings_->steps_of(first.key), expected);
  EXPECT_EQ(*warnings_->step_of_key(first.key, "k1"), expected[1]);
  EXPECT_EQ(*warnings_->step_of_key(first.key, "k2"), std::nullopt);
  EXPECT_EQ(*warnings_->warning({project_, "other"}), std::nullopt);
}

TEST_P(WarningContract, TakesARepeatForWhatItIs) {
  const KeptWarning first = warning(project_, "wages", 1);
  ASSERT_EQ(keep(first, 0, Step::raised), Kept::now);
  EXPECT_EQ(keep(first, 0, Step::raised), Kept::already);
  EXPECT_EQ(warnings_->steps_of(first.key)->size(), 1U);
}

TEST_P(WarningContract, RefusesWhoComesSecond) {
  ASSERT_TRUE(keep(warning(project_, "wages", 1), 0, Step::raised));
  const KeptWarning second = warning(project_, "wages", 2);
  ASSERT_TRUE(keep(second, 1, Step::answered, "k1"));
  KeptWarning other = second;
  other.warning.bulk.level = 0;
  const Result<Kept> refused = keep(other, 1, Step::graver);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_TRUE(says(refused.error().message, "重新看过再办")) << refused.error().message;
  EXPECT_EQ(*warnings_->warning(second.key), second);
  // A key stands for one step.
  EXPECT_EQ(keep(warning(project_, "wages", 3), 2, Step::answered, "k1").error().code,
            ErrorCode::conflict);
  EXPECT_EQ(*warnings_->warning(second.key), second);
}

TEST_P(WarningContract, ListsWhatTheFilterLeaves) {
  keep_three();
  const ProjectId other = ids({"P2"})[0];
  const bool is_first = project_ < other;
  const auto all_of = [&](Keys first, const Keys& second) {
    first.insert(is_first ? first.end() : first.begin(), second.begin(), second.end());
    return first;
  };
  EXPECT_EQ(listed(everything()), all_of({"P1-papers", "P1-wages"}, {"P2-wages"}));
  WarningFilter filter = everything();
  filter.leaves_out_cleared = true;
  EXPECT_EQ(listed(filter), all_of({"P1-wages"}, {"P2-wages"}));
  filter.due_before = date(2026, 12, 1);
  EXPECT_EQ(listed(filter), Keys{"P1-wages"});
  filter = everything();
  filter.phase = Phase::cleared;
  EXPECT_EQ(listed(filter), Keys{"P1-papers"});
  filter = everything();
  filter.level = 1;
  filter.receiver = 2;
  EXPECT_EQ(listed(filter), Keys{"P2-wages"});
  filter = everything();
  filter.project = project_;
  filter.matter = "papers";
  EXPECT_EQ(listed(filter), Keys{"P1-papers"});
}

TEST_P(WarningContract, ListsWhatTheScopeReaches) {
  keep_three();
  const auto seen_by = [&](access::Scope scope) {
    const std::unique_ptr<Store> store =
        store_->acting_for({.role = access::Role::office, .scope = std::move(scope)}, kNow);
    WarningStore* const all = std::exchange(warnings_, &store->warnings());
    const Keys keys = listed({});
    warnings_ = all;
    return keys;
  };
  EXPECT_EQ(seen_by({}), Keys{});  // no scope sees nothing
  EXPECT_EQ(seen_by(access::district_scope("990456")), Keys{"P2-wages"});
  EXPECT_EQ(seen_by(access::district_scope("9904561")), Keys{});
  access::Scope scope = access::whole_scope();
  scope.has_any_industry = false;
  EXPECT_EQ(seen_by(scope), Keys{});
  scope.industries = {"水利"};
  EXPECT_EQ(seen_by(scope), Keys{"P2-wages"});
  scope = access::whole_scope();
  scope.has_any_unit = false;
  scope.units = {access::UnitId{99}};
  EXPECT_EQ(seen_by(scope), Keys{});
}

// Each step is in the trail, by whoever made it; a repeat leaves none.
TEST_P(WarningContract, LeavesATrailOfEachStep) {
  const access::Principal officer{.user = access::UserId{5},
                                  .role = access::Role::labour_officer,
                                  .scope = access::whole_scope()};
  const std::unique_ptr<Store> his = store_->acting_for(officer, kNow);
  ASSERT_TRUE(keep(warning(project_, "wages", 1), 0, Step::raised));
  const KeptWarning second = warning(project_, "wages", 2);
  const std::vector<WarningRecord> steps{record(second, Step::answered, "k1")};
  ASSERT_EQ(his->warnings().keep_warning(second, 1, steps), Kept::now);
  ASSERT_EQ(his->warnings().keep_warning(second, 1, steps), Kept::already);
  const Result<std::vector<access::AuditRecord>> records = store_->audit_after(0, 1000);
  ASSERT_TRUE(records);
  std::vector<access::AuditRecord> of_warnings;
  for (const access::AuditRecord& one : *records)
    if (one.entry.action.starts_with("warning_")) of_warnings.push_back(one);
  ASSERT_EQ(of_warnings.size(), 2U);
  EXPECT_EQ(of_warnings[0].entry.action, "warning_raised");
  EXPECT_EQ(of_warnings[0].role, access::Role::local_operator);
  EXPECT_EQ(of_warnings[1].entry.action, "warning_answered");
  EXPECT_EQ(of_warnings[1].user, access::UserId{5});
  EXPECT_EQ(of_warnings[1].entry.subjects,
            "project=" + std::to_string(number(project_)) + " matter=wages");
  EXPECT_TRUE(store_->verify_audit({})->is_sound());
}

TEST_P(WarningContract, TurnsPages) {
  for (const char* matter : {"a", "b", "c"})
    ASSERT_TRUE(keep(warning(project_, matter, 1), 0, Step::raised));
  const auto first = warnings_->warnings_after(everything(), {}, 2);
  ASSERT_EQ(first->size(), 2U);
  const auto second = warnings_->warnings_after(everything(), first->back().key, 2);
  ASSERT_EQ(second->size(), 1U);
  EXPECT_EQ(second->front().key.matter, "c");
}

TEST_P(WarningContract, KnowsWhomToLookAtAndWhenTheyWereJudged) {
  EXPECT_EQ(*warnings_->projects_to_warn(ProjectId{0}, 10), std::vector<ProjectId>{});
  EXPECT_EQ(*warnings_->judged_on(project_), std::nullopt);
  ASSERT_TRUE(run(1, {finding("a", 100)}));
  EXPECT_EQ(*warnings_->projects_to_warn(ProjectId{0}, 10), std::vector{project_});
  EXPECT_EQ(*warnings_->judged_on(project_), date(2026, 11, 21));
  ASSERT_TRUE(run(2, {}));
  EXPECT_EQ(*warnings_->projects_to_warn(ProjectId{0}, 10), std::vector<ProjectId>{});
  const ProjectId other = ids({"P2"})[0];
  ASSERT_TRUE(keep(warning(other, "wages", 1), 0, Step::raised));
  EXPECT_EQ(*warnings_->projects_to_warn(ProjectId{0}, 10), std::vector{other});
  EXPECT_EQ(*warnings_->projects_to_warn(other, 10), std::vector<ProjectId>{});
}

TEST_P(WarningContract, LeavesNothingHalfWrittenWhateverBreaks) {
  for (const Fault fault : {Fault::refuses, Fault::drops_before, Fault::drops_after}) {
    int at = 0;
    for (bool has_happened = true; has_happened;) {
      ++at;
      const std::string matter =
          "m" + std::to_string(static_cast<int>(fault)) + "_" + std::to_string(at);
      const KeptWarning first = warning(project_, matter, 1);
      ASSERT_TRUE(keep(first, 0, Step::raised));
      KeptWarning second = warning(project_, matter, 2);
      second.warning.bulk.findings = {"c"};
      const std::vector<WarningRecord> steps{record(second, Step::answered, "k")};
      FaultPlan plan{.fault = fault, .at = INT32_MAX};
      FaultyDatabase faulty(*database_, plan);
      const std::unique_ptr<SqlStore> store = opened(faulty);
      plan.asked = 0;
      plan.at = at;
      const Result<Kept> done = store->warnings().keep_warning(second, 1, steps);
      has_happened = plan.has_happened();
      EXPECT_EQ(done.has_value(), !has_happened || fault != Fault::refuses) << at;
      const bool is_kept = *warnings_->warning(first.key) == second;
      EXPECT_TRUE(is_kept || *warnings_->warning(first.key) == first) << at;
      EXPECT_EQ(warnings_->steps_of(first.key)->size(), is_kept ? 2U : 1U) << at;
      EXPECT_TRUE(warnings_->keep_warning(second, 1, steps)) << at;
      EXPECT_EQ(*warnings_->warning(first.key), second) << at;
      EXPECT_EQ(warnings_->steps_of(first.key)->size(), 2U) << at;
    }
    EXPECT_GT(at, 8);
  }
}

}  // namespace qingxin::store
