// SPDX-License-Identifier: Apache-2.0
#include "app/bulletins.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "base/hash.h"
#include "sqlite/sqlite_database.h"
#include "store/sql_store.h"
#include "tests/support/temporary_folder.h"

// Bulletins of a county from the freezing of their figures to what is kept of them, on the embedded
// engine.
namespace qingxin::app {
namespace {

using access::Role;
using access::UnitId;
using oversight::BulletinCheck;
using oversight::Field;
using oversight::IndicatorId;
using oversight::RecordKind;
using oversight::RecordState;
using oversight::RecordStep;
using oversight::Values;

// Mondays.
constexpr Date kFirst = date(2026, 3, 9), kSecond = date(2026, 3, 16);

Moment on(Date day, int hour = 9) {
  return {china_instant(day, hour * 60), day};
}

class Bulletins : public testing::Test {
 protected:
  void SetUp() override {
    law_ = law::load(std::nullopt, std::nullopt).value();
    database_ = std::make_unique<sqlite::SqliteDatabase>(folder_.path() / "a.db",
                                                         sqlite::SqliteDatabase::kPatienceMs);
    store_ = store::SqlStore::open(*database_, {.person_key = "k", .node = 1}, Instant{1}).value();
    desk_ = {store_.get(), &law_, &ids_};
    for (const auto& [id, name, region, kind] :
         {std::tuple{office_, "平川县治欠办", "990123", store::UnitKind::office},
          {other_, "临河县治欠办", "990124", store::UnitKind::office},
          {firm_, "平川建工", "990123", store::UnitKind::enterprise}})
      ASSERT_TRUE(store_->add_unit({id, name, "", region, kind}));
    clerk_ = user(11, Role::office, office_, access::district_scope("990123"));
    inspector_ = user(12, Role::inspector, office_, access::district_scope("990123"));
    head_ = user(13, Role::leader, office_, access::district_scope("990123"));
    stranger_ = user(21, Role::office, other_, access::district_scope("990124"));
    builder_ = user(31, Role::general_contractor, firm_,
                    {.districts = {""}, .units = {firm_}, .has_any_industry = true});
  }

  access::Principal user(std::int64_t id, Role role, UnitId unit, access::Scope scope) {
    const store::User user{.id = access::UserId{id},
                           .login = "u" + std::to_string(id),
                           .name = "人" + std::to_string(id),
                           .role = role,
                           .unit = unit,
                           .scope = std::move(scope)};
    EXPECT_TRUE(store_->accounts().add_user(user, "hash"));
    return {.user = user.id, .role = role, .unit = unit, .scope = user.scope};
  }

  static FreezeOrder weekly() {
    return {.kind = BulletinKind::weekly, .send_to = {"市治欠办"}, .copy_to = {"县政府办"}};
  }
  BulletinShown freeze(Date day, const FreezeOrder& order = weekly()) {
    const Result<BulletinShown> shown = freeze_bulletin(clerk_, on(day), desk_, order);
    EXPECT_TRUE(shown) << shown.error().message;
    return shown.value_or(BulletinShown{});
  }
  BulletinShown shown(Result<BulletinShown> result) {
    EXPECT_TRUE(result) << result.error().message;
    return std::move(result).value_or(BulletinShown{});
  }
  // As it goes out.
  BulletinShown signed_on(Date day) {
    const RecordId id = freeze(day).whole.id;
    shown(submit_bulletin(clerk_, on(day, 10), desk_, id, ""));
    return shown(sign_bulletin(head_, on(day, 11), desk_, id, ""));
  }
  static const std::vector<std::string>& faults_of(const BulletinShown& shown,
                                                   BulletinCheck check) {
    return shown.checks.at(static_cast<std::size_t>(check) - 1).faults;
  }
  static ErrorCode code_of(const auto& result) {
    EXPECT_FALSE(result);
    return result ? ErrorCode{} : result.error().code;
  }
  RecordId record(RecordKind kind, Values values, Date day) {
    RecordOrder order;
    order.face.kind = kind;
    order.event.step = first_step(kind);
    order.event.values = std::move(values);
    const Result<RecordKept> kept = step_record(clerk_, on(day, 8), desk_, order);
    EXPECT_TRUE(kept) << kept.error().message;
    return kept ? kept->whole.id : RecordId{};
  }

  const UnitId office_{101}, other_{102}, firm_{103};
  TemporaryFolder folder_;
  law::Law law_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<store::SqlStore> store_;
  store::IdMaker ids_{1};
  RecordDesk desk_{};
  access::Principal clerk_, inspector_, head_, stranger_, builder_;
};

TEST_F(Bulletins, FreezeTheWeekThatIsOverWithWhatTheProgramSaysOfIt) {
  const BulletinShown draft = freeze(kFirst);
  EXPECT_EQ(draft.whole.record.state, RecordState::draft);
  EXPECT_EQ(draft.snapshot.body, "平川县治欠办");
  EXPECT_EQ(draft.snapshot.region_code, "990123");
  EXPECT_EQ(draft.snapshot.from, date(2026, 3, 2));
  EXPECT_EQ(draft.snapshot.until, date(2026, 3, 8));
  EXPECT_EQ(draft.sm3, hex(sm3(oversight::snapshot_text(draft.snapshot))));
  EXPECT_EQ(draft.sm3, oversight::text_of(draft.whole.record.values, Field::digest));
  // None is a figure, too.
  const oversight::Cell* open = oversight::find_cell(draft.snapshot, IndicatorId::cases_open,
                                                     oversight::By::district, "990123");
  ASSERT_NE(open, nullptr);
  EXPECT_EQ(*open, oversight::Cell{});
  EXPECT_EQ(draft.text.subject, std::vector<std::string>{"未清零欠薪案件0件"});
  EXPECT_EQ(draft.text.issue, "第　期（未签发）");
  EXPECT_EQ(faults_of(draft, BulletinCheck::signature), std::vector<std::string>{"签发人未签"});
  EXPECT_TRUE(draft.files.empty());
}

TEST_F(Bulletins, SayWhichDistrictsOfTheRegisterHaveNothing) {
  record(RecordKind::district,
         {{Field::code, "990123001"}, {Field::name, "城关镇"}, {Field::from, "2020-01-01"}},
         kFirst);
  const BulletinShown draft = freeze(kFirst);
  const auto is_told = [](const oversight::SnapshotNote& note) {
    return note.code == "990123001" && note.words == "城关镇没有任何数据，未计入";
  };
  EXPECT_TRUE(std::ranges::any_of(draft.snapshot.missing, is_told));
  EXPECT_NE(draft.draft.prose.front().find("{missing}"), std::string::npos);
}

TEST_F(Bulletins, KeepTheirFiguresWhateverHappensLater) {
  FreezeOrder order{.kind = BulletinKind::agenda,
                    .from = date(2026, 3, 2),
                    .until = date(2026, 3, 9),
                    .send_to = {"市治欠办"}};
  const BulletinShown before = freeze(kFirst, order);
  record(RecordKind::hazard, {{Field::content, "专户未开"}, {Field::until, "2026-03-20"}}, kFirst);
  const BulletinShown later = shown(show_bulletin(clerk_, on(kSecond), desk_, before.whole.id));
  EXPECT_EQ(later.sm3, before.sm3);
  EXPECT_EQ(oversight::snapshot_text(later.snapshot), oversight::snapshot_text(before.snapshot));
}

TEST_F(Bulletins, AreWrittenByAPersonWhoCannotChangeAFigure) {
  const RecordId id = freeze(kFirst).whole.id;
  const auto write = [&](std::string item, std::string prose) {
    return write_bulletin(clerk_, on(kFirst, 10), desk_,
                          {.id = id, .blocks = {{std::move(item), std::move(prose)}}});
  };
  const auto unknown = write("四、下步打算", "还有{cases_left}");
  EXPECT_EQ(code_of(unknown), ErrorCode::invalid_input);
  EXPECT_NE(unknown.error().message.find("{cases_left}"), std::string::npos);
  EXPECT_NE(unknown.error().message.find("{cases_open}"), std::string::npos);
  EXPECT_EQ(code_of(write("九、其他", "有")), ErrorCode::invalid_input);
  const BulletinShown written = shown(write("四、下步打算", "未清零{cases_open}，逐件督促。"));
  EXPECT_EQ(written.draft.prose[3], "未清零{cases_open}，逐件督促。");
  EXPECT_EQ(written.text.paragraphs.back().runs[1].words, "0件");
  // Given back to the program, which says nothing of it.
  EXPECT_EQ(shown(write("四、下步打算", "")).draft.prose[3], "");
  EXPECT_EQ(code_of(write_bulletin(clerk_, on(kFirst), desk_, {.id = id})), ErrorCode::usage);
}

TEST_F(Bulletins, DoNotGoOutBeforeTheyAreRight) {
  const RecordId id = freeze(kFirst, {.kind = BulletinKind::weekly}).whole.id;
  const auto refused = submit_bulletin(clerk_, on(kFirst), desk_, id, "");
  EXPECT_EQ(code_of(refused), ErrorCode::conflict);
  EXPECT_NE(refused.error().message.find("没有写报送或抄送"), std::string::npos);
  shown(write_bulletin(clerk_, on(kFirst), desk_,
                       {.id = id, .send_to = std::vector<std::string>{"市治欠办"}}));
  EXPECT_EQ(code_of(sign_bulletin(head_, on(kFirst), desk_, id, "")), ErrorCode::conflict);
  EXPECT_EQ(shown(submit_bulletin(clerk_, on(kFirst), desk_, id, "")).whole.record.state,
            RecordState::submitted);
  // Whoever sent it up does not sign it.
  EXPECT_FALSE(sign_bulletin(clerk_, on(kFirst), desk_, id, ""));
  EXPECT_EQ(code_of(sign_bulletin(inspector_, on(kFirst), desk_, id, "")),
            ErrorCode::not_permitted);
  EXPECT_TRUE(sign_bulletin(head_, on(kFirst), desk_, id, ""));
  EXPECT_FALSE(write_bulletin(clerk_, on(kFirst), desk_,
                              {.id = id, .blocks = {{"四、下步打算", "改一改"}}}));
}

TEST_F(Bulletins, AreNumberedWithinKindAndYearAndKeptToTheByte) {
  const BulletinShown first = signed_on(kFirst), second = signed_on(kSecond);
  EXPECT_EQ(first.draft.issue_no, 1);
  EXPECT_EQ(second.draft.issue_no, 2);
  EXPECT_FALSE(second.whole.number.empty());
  EXPECT_EQ(second.text.day, "2026年3月16日");
  ASSERT_EQ(second.files.size(), kBulletinForms);
  for (const BulletinFile& file : second.files) {
    const Result<std::string> bytes =
        bulletin_bytes(inspector_, on(kSecond, 12), desk_, second.whole.id, file.form);
    ASSERT_TRUE(bytes);
    EXPECT_EQ(hex(sm3(*bytes)), file.sm3);
  }
  const auto checked = check_bulletin(clerk_, on(date(2027, 1, 4)), desk_, second.whole.id);
  ASSERT_TRUE(checked) << checked.error().message;
  ASSERT_EQ(checked->files.size(), kBulletinForms);
  for (const FileCompared& file : checked->files) EXPECT_EQ(file.again, file.kept);
  // Signing again changes nothing.
  const BulletinShown again =
      shown(sign_bulletin(head_, on(kSecond, 13), desk_, second.whole.id, ""));
  EXPECT_EQ(again.whole.record.events.size(), second.whole.record.events.size());
}

TEST_F(Bulletins, AreHeldAgainstTheIssueBefore) {
  const BulletinShown first = signed_on(kFirst);
  EXPECT_FALSE(first.earlier);
  EXPECT_EQ(code_of(compare_bulletin(clerk_, on(kFirst), desk_, first.whole.id)),
            ErrorCode::not_found);
  const BulletinShown second = freeze(kSecond);
  EXPECT_EQ(second.earlier, first.whole.id);
  EXPECT_EQ(faults_of(second, BulletinCheck::comparable), std::vector<std::string>{});
  const auto compared = compare_bulletin(clerk_, on(kSecond), desk_, second.whole.id);
  ASSERT_TRUE(compared) << compared.error().message;
  EXPECT_EQ(compared->changes.size(), oversight::words_of(BulletinKind::weekly).shown.size());
}

TEST_F(Bulletins, AreSeenAndFrozenByThoseWhoMay) {
  const RecordId id = freeze(kFirst).whole.id;
  EXPECT_EQ(code_of(freeze_bulletin(inspector_, on(kFirst), desk_, weekly())),
            ErrorCode::not_permitted);
  EXPECT_EQ(code_of(show_bulletin(builder_, on(kFirst), desk_, id)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(show_bulletin(stranger_, on(kFirst), desk_, id)), ErrorCode::not_found);
  EXPECT_EQ(
      code_of(freeze_bulletin(clerk_, on(kFirst), desk_, {.kind = BulletinKind::closing_summary})),
      ErrorCode::usage);
}

TEST_F(Bulletins, AreNotMadeByAStepAlone) {
  const RecordId id = freeze(kFirst).whole.id;
  for (const RecordStep step :
       {RecordStep::frozen, RecordStep::changed, RecordStep::submitted, RecordStep::signed_}) {
    RecordOrder order;
    order.id = step == RecordStep::frozen ? RecordId{} : id;
    order.face.kind = RecordKind::bulletin;
    order.event.step = step;
    EXPECT_EQ(code_of(step_record(clerk_, on(kFirst), desk_, order)), ErrorCode::usage);
  }
}

TEST_F(Bulletins, OfTheClientsOwnNumberAreOneHoweverOftenTheyAreAsked) {
  FreezeOrder order = weekly();
  order.fresh = RecordId{900'000'000'000'000'003};
  const BulletinShown once = freeze(kFirst, order), again = freeze(kSecond, order);
  EXPECT_EQ(once.whole.id, again.whole.id);
  EXPECT_EQ(once.sm3, again.sm3);
  FreezeOrder other = order;
  other.from = date(2020, 1, 6);
  other.until = date(2020, 1, 12);
  EXPECT_EQ(code_of(freeze_bulletin(clerk_, on(kSecond), desk_, other)), ErrorCode::conflict);
  order.kind = BulletinKind::monthly;
  EXPECT_EQ(code_of(freeze_bulletin(clerk_, on(kSecond), desk_, order)), ErrorCode::conflict);
}

TEST_F(Bulletins, AreDraftedByNightOnceAndNeverIssued) {
  const BulletinPlan plan{
      .kinds = {BulletinKind::weekly, BulletinKind::ten_days, BulletinKind::monthly},
      .unit = office_};
  const auto drafted = draft_due_bulletins(on(kFirst, 2), desk_, plan);
  ASSERT_TRUE(drafted) << drafted.error().message;
  EXPECT_EQ(drafted->size(), 3U);
  for (const RecordId id : *drafted)
    EXPECT_EQ(shown(show_bulletin(clerk_, on(kFirst), desk_, id)).whole.record.state,
              RecordState::draft);
  EXPECT_TRUE(draft_due_bulletins(on(kFirst, 3), desk_, plan)->empty());
  EXPECT_TRUE(draft_due_bulletins(on(kFirst + 1, 2), desk_, plan)->empty());
  // Ten days are over on the 11th, a week on the next Monday.
  EXPECT_EQ(draft_due_bulletins(on(date(2026, 3, 11), 2), desk_, plan)->size(), 1U);
  EXPECT_EQ(draft_due_bulletins(on(kSecond, 2), desk_, plan)->size(), 1U);
}

TEST_F(Bulletins, AreDraftedOfKindsThatHaveARhythm) {
  EXPECT_EQ(bulletin_plan({"weekly", "月通报"}, "101")->kinds.size(), 2U);
  EXPECT_EQ(bulletin_plan({"weekly"}, "101")->unit, office_);
  EXPECT_EQ(code_of(bulletin_plan({"closing_summary"}, "")), ErrorCode::invalid_input);
  EXPECT_EQ(code_of(bulletin_plan({"daily"}, "")), ErrorCode::invalid_input);
  EXPECT_EQ(code_of(bulletin_plan({"weekly"}, "治欠办")), ErrorCode::invalid_input);
}

}  // namespace
}  // namespace qingxin::app
