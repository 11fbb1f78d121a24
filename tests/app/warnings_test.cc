// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "app/answer_warning.h"
#include "app/clear_warning.h"
#include "app/list_warnings.h"
#include "app/review_warning.h"
#include "app/tick_warnings.h"
#include "sqlite/sqlite_database.h"
#include "store/sql_store.h"
#include "tests/support/made_facts.h"
#include "tests/support/temporary_folder.h"

// The use cases about warnings, on the embedded engine.
namespace qingxin::app {
namespace {

using casework::WarningPhase;
using casework::WarningStep;
using store::FindingState;
using store::ProjectId;

constexpr Date kDay = date(2026, 11, 23);  // a Monday

access::Principal somebody(access::Role role) {
  return {.user = access::UserId{static_cast<std::int64_t>(role)},
          .role = role,
          .scope = access::whole_scope()};
}
const access::Principal kMachine = access::the_machine();
const access::Principal kContractor = somebody(access::Role::general_contractor);
const access::Principal kInspector = somebody(access::Role::inspector);

Moment on(Date day) {
  return {Instant{std::int64_t{day.days} * 86'400'000}, day};
}

// A store of three projects, with its desk.
class Office {
 public:
  Office() {
    law_ = law::load(std::nullopt, std::nullopt).value();
    pack_ = verify::find_pack("default").value();
    database_ = std::make_unique<sqlite::SqliteDatabase>(folder_.path() / "a.db",
                                                         sqlite::SqliteDatabase::kPatienceMs);
    store_ = store::SqlStore::open(*database_, {.person_key = "k", .node = 1}, Instant{1}).value();
    desk_ = {store_.get(), &law_, &pack_};
    book::MadeFacts made;
    const std::uint16_t file = made.file("项目.csv", book::Table::projects);
    std::uint32_t line = 2;
    for (const char* code : {"P1", "P2", "P3"})
      made.row(book::Table::projects, made.project(code), {line++, file}, "",
               {{"region_code", std::string_view{"990123"}}});
    EXPECT_TRUE(store_->add_unit({store::UnitId{7}, "清河建设有限公司", "", ""}));
    EXPECT_TRUE(
        store_->add_batch({store::BatchId{1}, store::UnitId{7}, Instant{1}, "", {}}, made.facts));
    EXPECT_TRUE(store_->use_batch(store::BatchId{1}, Instant{1}));
    for (const char* code : {"P1", "P2", "P3"})
      projects_.push_back(store_->project_named(code).value());
  }

  // What was found of a project on a day. True: something changed.
  bool find(std::size_t project, Date day, const std::vector<FindingState>& found) {
    const auto changes = store_->record_findings(projects_[project],
                                                 {store::RunId{++run_}, day, on(day).now}, found);
    EXPECT_TRUE(changes) << changes.error().message;
    return !changes->empty();
  }
  void raise(std::size_t project, Date day) {
    const auto changes =
        raise_warnings(kMachine, on(day), desk_, std::span{&projects_[project], 1});
    EXPECT_TRUE(changes) << changes.error().message;
  }
  std::vector<WarningChange> tick(Date day) {
    const auto changes = tick_warnings(kMachine, on(day), desk_);
    EXPECT_TRUE(changes) << changes.error().message;
    return changes.value_or(std::vector<WarningChange>{});
  }
  WarningKey key(std::string matter = "wages", std::size_t project = 0) const {
    return {projects_[project], std::move(matter)};
  }
  KeptWarning warning(const WarningKey& key) {
    return store_->warnings().warning(key).value().value();
  }
  // All that there is, but for when it was written and under which number the project goes.
  std::vector<KeptWarning> all() {
    std::vector<KeptWarning> all;
    for (std::size_t i = 0; i < projects_.size(); ++i) {
      const std::vector<KeptWarning> some = store_->warnings().warnings_of(projects_[i]).value();
      for (KeptWarning one : some) {
        one.key.project = ProjectId{static_cast<std::int64_t>(i)};
        one.raised = one.changed = Instant{};
        all.push_back(std::move(one));
      }
    }
    return all;
  }
  std::vector<WarningStep> steps(const WarningKey& key) {
    std::vector<WarningStep> steps;
    const std::vector<WarningRecord> records = store_->warnings().steps_of(key).value();
    for (const WarningRecord& record : records) steps.push_back(record.step);
    return steps;
  }
  const WarningDesk& desk() const { return desk_; }
  void change_pack(verify::Pack pack) { pack_ = std::move(pack); }

 private:
  TemporaryFolder folder_;
  law::Law law_;
  verify::Pack pack_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<store::SqlStore> store_;
  WarningDesk desk_{};
  std::vector<ProjectId> projects_;
  std::int64_t run_ = 0;
};

FindingState finding(std::string id, std::string rule, std::string worker, Month month,
                     std::int64_t fen, rules::Severity severity = rules::Severity::orange) {
  FindingState state;
  state.id = std::move(id);
  state.rule = std::move(rule);
  state.worker = std::move(worker);
  state.month = month;
  state.amount = Money{fen};
  state.verdict = static_cast<int>(rules::Verdict::violates);
  state.severity = static_cast<int>(severity);
  state.because = "未付";
  return state;
}

const Month kOctober = month(2026, 10);

// W01 of so many workers in the last months, and the account that caused it.
std::vector<FindingState> unpaid(int workers, int months) {
  std::vector<FindingState> found;
  for (int worker = 0; worker < workers; ++worker)
    for (int m = 0; m < months; ++m)
      found.push_back(finding("w" + std::to_string(worker) + "m" + std::to_string(m), "W01",
                              "99012319900101" + std::to_string(1000 + worker), kOctober - m,
                              500'000));
  found.push_back(finding("account", "A08", "", kOctober, 1));
  found.back().amount.reset();
  return found;
}

TEST(Warnings, AreOneForOneFaultHoweverManyFindingsItHas) {
  Office office;
  office.find(0, kDay, unpaid(80, 3));
  office.raise(0, kDay);
  ASSERT_EQ(office.all().size(), 1U);
  const KeptWarning warning = office.warning(office.key());
  EXPECT_EQ(warning.warning.bulk.people, 80);
  EXPECT_EQ(warning.warning.bulk.months, 3);
  EXPECT_EQ(warning.warning.bulk.amount, yuan(80 * 3 * 5'000));
  EXPECT_EQ(warning.warning.bulk.findings.size(), 241U);
  EXPECT_EQ(warning.warning.bulk.level, 0);
  EXPECT_EQ(warning.rung_name, "督办");
  EXPECT_EQ(warning.next_rung, "约谈");
  ASSERT_EQ(warning.parts.size(), 2U);
  EXPECT_EQ(warning.parts[0].rule, "A08");
  EXPECT_EQ(warning.parts[1].people, 80);
  EXPECT_EQ(warning.project_code, "P1");
  EXPECT_EQ(warning.region_code, "990123");
}

TEST(Warnings, AreRaisedOnceHoweverOftenOneAsks) {
  Office office;
  office.find(0, kDay, unpaid(2, 1));
  office.raise(0, kDay);
  const std::vector<KeptWarning> first = office.all();
  office.raise(0, kDay);
  EXPECT_TRUE(office.tick(kDay).empty());
  EXPECT_EQ(office.all(), first);
}

TEST(Warnings, GoFromTheAnswerToTheFactsThatClearThemAndComeBackAsThemselves) {
  Office office;
  office.find(0, kDay, unpaid(1, 1));
  office.raise(0, kDay);
  const WarningAnswer answer{office.key(), "a1", "已补付", {{"回单.pdf", std::string(64, 'a'), 9}}};
  const Result<KeptWarning> answered =
      answer_warning(kContractor, on(kDay + 1), office.desk(), answer);
  ASSERT_TRUE(answered) << answered.error().message;
  EXPECT_EQ(answered->warning.phase, WarningPhase::answered);
  const Result<KeptWarning> accepted = review_warning(kInspector, on(kDay + 2), office.desk(),
                                                      {office.key(), "r1", Verdict::accepted, ""});
  ASSERT_TRUE(accepted) << accepted.error().message;
  office.find(0, kDay + 3, {});
  office.raise(0, kDay + 3);
  EXPECT_EQ(office.warning(office.key()).warning.phase, WarningPhase::cleared);
  office.find(0, kDay + 9, unpaid(1, 1));
  office.raise(0, kDay + 9);
  EXPECT_EQ(office.steps(office.key()),
            (std::vector{WarningStep::raised, WarningStep::answered, WarningStep::accepted,
                         WarningStep::cleared_by_facts, WarningStep::reopened}));
}

// The accused cannot stop the ladder: what a subcontractor says is kept, and the clock runs on.
TEST(Warnings, ClimbWhateverAnotherThanTheReceiverStates) {
  Office office;
  office.find(0, kDay, unpaid(1, 1));
  office.raise(0, kDay);
  const KeptWarning before = office.warning(office.key());
  const Result<KeptWarning> stated = answer_warning(
      somebody(access::Role::subcontractor), on(kDay), office.desk(),
      {office.key(), "s1", "已经付给班组长", {{"收条.pdf", std::string(64, 'a'), 9}}});
  ASSERT_TRUE(stated) << stated.error().message;
  EXPECT_EQ(stated->warning.phase, WarningPhase::waiting);
  EXPECT_EQ(stated->warning.due, before.warning.due);
  const Result<WarningShown> shown = show_warning(kInspector, office.desk(), office.key());
  ASSERT_TRUE(shown);
  EXPECT_EQ(shown->history.back().why, "已经付给班组长");
  EXPECT_EQ(shown->history.back().evidence.size(), 1U);
  office.tick(before.warning.due.day + 1);
  EXPECT_EQ(office.warning(office.key()).rung_name, "督办");
  // Supervised is whom the rung asks: the inspector, and no longer the contractor.
  EXPECT_EQ(answer_warning(kContractor, on(before.warning.due.day + 1), office.desk(),
                           {office.key(), "", "马上付", {}})
                ->warning.phase,
            WarningPhase::waiting);
  EXPECT_EQ(answer_warning(kInspector, on(before.warning.due.day + 1), office.desk(),
                           {office.key(), "", "已立案", {}})
                ->warning.phase,
            WarningPhase::answered);
}

TEST(Warnings, AreReviewedInTimeAndByAnother) {
  Office office;
  office.find(0, kDay, unpaid(1, 1));
  office.raise(0, kDay);
  access::Principal labour_officer = somebody(access::Role::labour_officer);
  ASSERT_EQ(answer_warning(labour_officer, on(kDay), office.desk(), {office.key(), "", "已付", {}})
                ->warning.phase,
            WarningPhase::answered);
  access::Principal himself = kInspector;
  himself.user = labour_officer.user;
  const WarningReview review{office.key(), "", Verdict::accepted, ""};
  const Result<KeptWarning> own = review_warning(himself, on(kDay + 1), office.desk(), review);
  ASSERT_FALSE(own);
  EXPECT_EQ(own.error().code, ErrorCode::conflict);
  EXPECT_NE(own.error().message.find("另一个人"), std::string::npos) << own.error().message;
  const Date late = office.warning(office.key()).warning.due.day + 1;
  EXPECT_FALSE(review_warning(kInspector, on(late), office.desk(), review));
  office.tick(late);
  EXPECT_EQ(office.warning(office.key()).warning.phase, WarningPhase::waiting);
  EXPECT_EQ(office.warning(office.key()).rung_name, "督办");
}

TEST(Warnings, AreNotClearedForAReasonOfOneLetter) {
  Office office;
  office.find(0, kDay, unpaid(1, 1));
  office.raise(0, kDay);
  for (const char* why : {"x", "查过了 ", "    "}) {
    const Result<KeptWarning> refused =
        clear_warning(kInspector, on(kDay), office.desk(), {office.key(), "", why});
    ASSERT_FALSE(refused) << why;
    EXPECT_EQ(refused.error().code, ErrorCode::invalid_input);
  }
  EXPECT_TRUE(clear_warning(kInspector, on(kDay), office.desk(), {office.key(), "", "现场查过了"}));
}

TEST(Warnings, TakeARepeatForWhatItIsAndRefuseADifferingOneWithBoth) {
  Office office;
  office.find(0, kDay, unpaid(1, 1));
  office.raise(0, kDay);
  WarningAnswer answer{office.key(), "a1", "已补付", {}};
  ASSERT_TRUE(answer_warning(kContractor, on(kDay), office.desk(), answer));
  ASSERT_TRUE(answer_warning(kContractor, on(kDay + 1), office.desk(), answer));
  EXPECT_EQ(office.steps(office.key()).size(), 2U);
  answer.text = "没有欠薪";
  const Result<KeptWarning> refused = answer_warning(kContractor, on(kDay), office.desk(), answer);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_NE(refused.error().message.find("已补付"), std::string::npos);
  EXPECT_NE(refused.error().message.find("没有欠薪"), std::string::npos);
}

TEST(Warnings, RefuseWhatTheirStateDoesNotHave) {
  Office office;
  office.find(0, kDay, unpaid(1, 1));
  office.raise(0, kDay);
  const Result<KeptWarning> early = review_warning(kInspector, on(kDay), office.desk(),
                                                   {office.key(), "r", Verdict::accepted, ""});
  ASSERT_FALSE(early);
  EXPECT_EQ(early.error().code, ErrorCode::conflict);
  EXPECT_NE(early.error().message.find("待答复"), std::string::npos) << early.error().message;
  EXPECT_EQ(
      answer_warning(kContractor, on(kDay), office.desk(), {office.key("papers"), "", "甲", {}})
          .error()
          .code,
      ErrorCode::not_found);
  EXPECT_EQ(answer_warning(kContractor, on(kDay), office.desk(), {office.key(), "", " ", {}})
                .error()
                .code,
            ErrorCode::invalid_input);
  EXPECT_EQ(answer_warning(kContractor, on(kDay), office.desk(),
                           {office.key(), "", "甲", {{"回单.pdf", "12", 1}}})
                .error()
                .code,
            ErrorCode::invalid_input);
}

TEST(Warnings, NeverTellWhoWasWarnedThatSomebodyComplained) {
  Office office;
  office.find(0, kDay, unpaid(1, 1));
  office.raise(0, kDay);
  ASSERT_TRUE(answer_warning(kContractor, on(kDay), office.desk(), {office.key(), "", "甲", {}}));
  const WarningReview review{office.key(), "", Verdict::sent_back, "工人举报说没有收到"};
  const Result<KeptWarning> refused = review_warning(kInspector, on(kDay), office.desk(), review);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("「举报」"), std::string::npos) << refused.error().message;
  ASSERT_TRUE(clear_warning(kInspector, on(kDay), office.desk(),
                            {office.key(), "", "接 12345 投诉核实，已付"}));
  const Result<WarningShown> shown = show_warning(kContractor, office.desk(), office.key());
  ASSERT_TRUE(shown);
  for (const WarningRecord& record : shown->history)
    EXPECT_EQ(record.why.find("投诉"), std::string::npos);
  const Result<WarningShown> inside = show_warning(kInspector, office.desk(), office.key());
  EXPECT_NE(inside->history.back().why.find("投诉"), std::string::npos);
}

TEST(Warnings, AreNotThereForWhoDoesNotReachTheProject) {
  Office office;
  office.find(0, kDay, unpaid(1, 1));
  office.raise(0, kDay);
  access::Principal other = kInspector;
  other.scope = access::district_scope("990456");
  EXPECT_EQ(show_warning(other, office.desk(), office.key()).error().code, ErrorCode::not_found);
  EXPECT_EQ(
      clear_warning(other, on(kDay), office.desk(), {office.key(), "", "现场查过了"}).error().code,
      ErrorCode::not_found);
  EXPECT_TRUE(list_warnings(other, office.desk(), {})->warnings.empty());
  EXPECT_EQ(list_warnings(kInspector, office.desk(), {})->warnings.size(), 1U);
  EXPECT_EQ(list_warnings(kInspector, office.desk(), {.filter = {}, .after = "x", .limit = 5})
                .error()
                .code,
            ErrorCode::usage);
}

TEST(Warnings, ClimbByThemselvesAndCatchUpAfterTheMachineWasOff) {
  Office daily, late;
  for (Office* office : {&daily, &late}) {
    office->find(0, kDay, unpaid(1, 1));
    office->raise(0, kDay);
  }
  for (Date day = kDay; day < kDay + 60; day = day + 1) {
    daily.tick(day);
    daily.tick(day);  // twice is once
  }
  late.tick(kDay + 59);
  EXPECT_EQ(daily.all(), late.all());
  using enum WarningStep;
  EXPECT_EQ(daily.steps(daily.key()), (std::vector{raised, climbed, climbed, ran_out}));
  EXPECT_EQ(late.steps(late.key()), daily.steps(daily.key()));
  EXPECT_EQ(late.warning(late.key()).rung_name, "约谈");
}

TEST(Warnings, OfAMatterThatAnotherPackDoesNotHaveAreCleared) {
  Office office;
  office.find(0, kDay, {finding("l", "L01", "990123199001011239", kOctober, 1)});
  office.raise(0, kDay);
  ASSERT_EQ(office.warning(office.key("workers")).warning.phase, WarningPhase::waiting);
  office.change_pack(verify::find_pack("months-overdue").value());
  office.tick(kDay + 1);
  EXPECT_EQ(office.warning(office.key("workers")).warning.phase, WarningPhase::cleared);
}

// Over random lives: after the changes of each run alone, and after everything every time, the
// same warnings stand there.
TEST(Warnings, AreTheSameAfterTheChangesAndAfterEverything) {
  std::mt19937 random(23);
  for (int life = 0; life < 6; ++life) {
    Office by_changes, by_everything;
    Date day = kDay;
    for (int round = 0; round < 25; ++round) {
      day = day + static_cast<int>(random() % 4);
      const std::size_t project = random() % 3;
      std::vector<FindingState> found;
      for (const char* rule : {"W01", "W02", "A08", "L01", "B01", "F05"})
        for (int worker = 0; worker < 12; ++worker)
          if (random() % 4 == 0)
            found.push_back(finding(std::string(rule) + std::to_string(worker), rule,
                                    "9901231990010112" + std::to_string(10 + worker), kOctober,
                                    static_cast<std::int64_t>(random() % 9'000),
                                    static_cast<rules::Severity>(random() % 4)));
      if (random() % 4 == 0) found.clear();
      const bool has_changed = by_changes.find(project, day, found);
      by_everything.find(project, day, found);
      if (has_changed) by_changes.raise(project, day);
      by_everything.tick(day);
      // Somebody does something, the same in both.
      const WarningKey key = by_changes.key("wages", project);
      const WarningKey same = by_everything.key("wages", project);
      if (random() % 3 == 0) {
        const auto a = answer_warning(kContractor, on(day), by_changes.desk(), {key, "", "甲", {}});
        const auto b =
            answer_warning(kContractor, on(day), by_everything.desk(), {same, "", "甲", {}});
        ASSERT_EQ(a.has_value(), b.has_value()) << (a ? "" : a.error().message);
      }
      if (random() % 4 == 0) {
        const auto a =
            clear_warning(kInspector, on(day), by_changes.desk(), {key, "", "现场查过了"});
        const auto b =
            clear_warning(kInspector, on(day), by_everything.desk(), {same, "", "现场查过了"});
        ASSERT_EQ(a.has_value(), b.has_value());
      }
    }
    by_changes.tick(day);
    by_everything.tick(day);
    ASSERT_FALSE(by_changes.all().empty());
    EXPECT_EQ(by_changes.all(), by_everything.all()) << life;
    for (const char* matter : {"wages", "workers", "papers"})
      for (std::size_t project = 0; project < 3; ++project)
        EXPECT_EQ(by_changes.steps(by_changes.key(matter, project)),
                  by_everything.steps(by_everything.key(matter, project)))
            << life << matter << project;
  }
}

}  // namespace
}  // namespace qingxin::app
