// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "app/assessments.h"
#include "app/exposures.h"
#include "app/import_office_registers.h"
#include "app/proposals.h"
#include "app/receive_clue.h"
#include "app/submissions.h"
#include "oversight/exposure.h"
#include "sqlite/sqlite_database.h"
#include "store/sql_store.h"
#include "tests/support/casework_story.h"
#include "tests/support/temporary_folder.h"

// What the office presses with, on the embedded engine.
namespace qingxin::app {
namespace {

using access::Role;
using access::UnitId;
using casework::Actor;
using oversight::BodyId;
using oversight::Field;
using oversight::RecordKind;
using oversight::RecordState;
using oversight::RecordStep;
using oversight::SubmissionKey;
using oversight::Values;

constexpr Date kDay = date(2026, 12, 2);

Moment on(Date day, int hour = 10) {
  return {china_instant(day, hour * 60), day};
}

// The offices of a county and its city, an authority, and a case with a worker who reported.
class Supervision : public testing::Test {
 protected:
  void SetUp() override {
    law_ = law::load(std::nullopt, std::nullopt).value();
    database_ = std::make_unique<sqlite::SqliteDatabase>(folder_.path() / "a.db",
                                                         sqlite::SqliteDatabase::kPatienceMs);
    store_ = store::SqlStore::open(*database_, {.person_key = "k", .node = 1}, Instant{1}).value();
    desk_ = {store_.get(), &law_, &ids_};
    unit(office_, "平川县治欠办", "990123", store::UnitKind::office);
    unit(housing_, "平川县住建局", "990123", store::UnitKind::authority);
    unit(firm_, "平川建工", "990123", store::UnitKind::enterprise);
    clerk_ = user(11, Role::office, office_);
    colleague_ = user(12, Role::office, office_);
    head_ = user(14, Role::leader, office_);
  }

  void unit(UnitId id, std::string name, std::string region, store::UnitKind kind) {
    ASSERT_TRUE(store_->add_unit({id, std::move(name), "", std::move(region), kind}));
  }
  access::Principal user(std::int64_t id, Role role, UnitId unit) {
    store::User user{.id = access::UserId{id},
                     .login = "u" + std::to_string(id),
                     .name = "人" + std::to_string(id),
                     .role = role,
                     .unit = unit,
                     .scope = access::district_scope("990123")};
    EXPECT_TRUE(store_->accounts().add_user(user, "hash"));
    return {.user = user.id, .role = role, .unit = unit, .scope = user.scope};
  }

  ClueId report() {
    ClueBrought brought;
    brought.asked = office_;
    brought.reporting = store::Reporting::named;
    brought.origin.channel = casework::Channel::walk_in;
    brought.said.text = "清水湾工地欠我两个月工资";
    brought.said.people = {{.name = "欧阳小月",
                            .id_number = {},
                            .phone = "13912345678",
                            .is_reporter = true,
                            .amount = {}}};
    const Result<ClueReceived> received = receive_clue(access::the_local_operator(), on(kDay, 8),
                                                       {store_.get(), &law_, &ids_, {}}, brought);
    EXPECT_TRUE(received) << received.error().message;
    return received->added.id;
  }
  // A case that came as far as the last of these steps.
  store::DossierId put_case(std::int64_t id,
                            std::vector<std::pair<casework::Step, Actor>> further) {
    using casework::Step;
    store::WholeDossier whole;
    whole.id = store::DossierId{id};
    whole.origin.clue = report();
    whole.face.region_code = "990123";
    whole.face.employer = "平川建工";
    whole.face.employer_code = "91990123MA0000001T";
    store::CaseWorker worker;
    worker.name = "慕容大山";
    worker.arrears = {.worker = 1, .established = {}, .evidence = {}, .settlements = {}};
    whole.facts.workers = {worker};
    const casework::World world{.now = on(kDay).now,
                                .calendar = &law_.calendar,
                                .calendar_version = law_.version,
                                .parameters = &law_.parameters,
                                .region = "990123"};
    std::vector<std::pair<Step, Actor>> steps{
        {Step::first_asked, Actor::intake},   {Step::assigned, Actor::head},
        {Step::class_confirmed, Actor::head}, {Step::complaint_received, Actor::worker},
        {Step::accepted, Actor::handler},     {Step::filed, Actor::head}};
    steps.insert(steps.end(), further.begin(), further.end());
    std::optional<casework::Dossier> after;
    for (const auto& [step, by] : steps) {
      casework::Event event = test::told(step, test::china(kDay - 20), by);
      event.key = "步" + std::to_string(static_cast<int>(step));
      if (step == Step::decided) event.outcome = casework::Outcome::order;
      Result<casework::Dossier> next =
          casework::apply(after, casework::Subject::case_file, event, world, {});
      EXPECT_TRUE(next) << casework::words_of(step).chinese << next.error().message;
      after = *std::move(next);
    }
    const store::DossierChange change = store::change_of(whole, *after, world);
    EXPECT_TRUE(store_->dossiers().keep_dossiers(std::span{&change, 1}));
    return whole.id;
  }
  store::DossierId decided(std::int64_t id) {
    using casework::Step;
    return put_case(id, {{Step::investigation_completed, Actor::handler},
                         {Step::decided, Actor::head},
                         {Step::served, Actor::handler}});
  }

  static Values exposure_values() {
    return {{Field::case_number, "平人社监案〔2026〕1号"},
            {Field::subject, std::string{oversight::kExposureCategories[0]}},
            {Field::firm, "平川建工"},
            {Field::firm_code, "91990123MA0000001T"},
            {Field::address, "平川县人民路 1 号"},
            {Field::leader_name, "法定代表人甲"},
            {Field::content, "2026 年 9 月未足额支付工资"},
            {Field::result, "责令限期支付"}};
  }
  Result<RecordKept> propose(store::DossierId of, Values values) {
    RecordOrder order;
    order.face.kind = RecordKind::exposure;
    order.face.dossier = number(of);
    order.event.step = RecordStep::proposed;
    order.event.values = std::move(values);
    return step_record(clerk_, on(kDay), desk_, order);
  }
  Result<RecordKept> step(const access::Principal& who, Date day, RecordId id, RecordStep step,
                          Values values = {}) {
    RecordOrder order;
    order.id = id;
    order.event.step = step;
    order.event.values = std::move(values);
    return step_record(who, on(day, 11), desk_, order);
  }
  static std::string message_of(const auto& result) {
    return result ? std::string{} : result.error().message;
  }

  const UnitId office_{101}, housing_{104}, firm_{106};
  TemporaryFolder folder_;
  law::Law law_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<store::SqlStore> store_;
  store::IdMaker ids_{1};
  RecordDesk desk_{};
  access::Principal clerk_, colleague_, head_;
};

bool says(const std::string& message, const std::string& part) {
  return message.find(part) != std::string::npos;
}

TEST_F(Supervision, ExposesNoCaseThatIsNotDecided) {
  const store::DossierId open = put_case(7001, {});
  EXPECT_TRUE(says(message_of(propose(open, exposure_values())), "还没有作出处理决定"));
  EXPECT_EQ(message_of(propose(decided(7002), exposure_values())), "");
}

TEST_F(Supervision, ExposesNobodyButTheFirm) {
  const store::DossierId of = decided(7001);
  for (const Field field : {Field::content, Field::result, Field::address, Field::name})
    for (const std::string_view planted :
         {"工人慕容大山两个月没有领到工资", "欧 阳 小 月等人", "联系 13912345678",
          "联系 1391 234 5678", "身份证 110101199003074071", "有人投诉", "举报人反映",
          "工人李四的电话一三九一二三四五六七八"}) {
      Values values = exposure_values();
      values[field] = planted;
      const std::string message = message_of(propose(of, values));
      EXPECT_FALSE(message.empty()) << oversight::words_of(field).chinese << " " << planted;
      for (const char* kept : {"慕容", "欧阳", "小月", "1391234", "110101"})
        EXPECT_FALSE(says(message, kept)) << message;
    }
}

TEST_F(Supervision, ApprovesByAnotherPublishesToAllAndTakesDownOnItsDay) {
  const Result<RecordKept> kept = propose(decided(7001), exposure_values());
  ASSERT_TRUE(kept) << kept.error().message;
  const RecordId id = kept->whole.id;
  EXPECT_FALSE(step(clerk_, kDay, id, RecordStep::approved, {{Field::approver, "甲"}}));
  const auto approved = step(head_, kDay, id, RecordStep::approved, {{Field::approver, "主任"}});
  ASSERT_TRUE(approved) << approved.error().message;
  EXPECT_TRUE(public_list(desk_, RecordKind::exposure, "990123", kDay)->empty());
  const auto told = step(
      clerk_, kDay, id, RecordStep::published,
      {{Field::day, "2026-12-02"}, {Field::take_down, "2026-12-20"}, {Field::place, "县政府网站"}});
  ASSERT_TRUE(told) << told.error().message;
  const auto seen = public_list(desk_, RecordKind::exposure, "990123", kDay);
  ASSERT_EQ(seen->size(), 1U);
  const Values& values = seen->front().values;
  EXPECT_FALSE(values.contains(Field::case_number));
  EXPECT_FALSE(values.contains(Field::approver));
  for (const Field field : {Field::firm, Field::firm_code, Field::address, Field::leader_name,
                            Field::subject, Field::content, Field::result})
    EXPECT_TRUE(values.contains(field)) << oversight::words_of(field).chinese;
  EXPECT_TRUE(says(exposures_page(*seen), "责令限期支付"));
  EXPECT_EQ(exposure_board(clerk_, on(kDay), desk_, "")->published, 1);
  EXPECT_TRUE(take_down_exposures(on(date(2026, 12, 19)), desk_)->empty());
  EXPECT_EQ(take_down_exposures(on(date(2026, 12, 20)), desk_)->size(), 1U);
  EXPECT_TRUE(take_down_exposures(on(date(2026, 12, 21)), desk_)->empty());
  EXPECT_TRUE(public_list(desk_, RecordKind::exposure, "990123", kDay)->empty());
}

TEST_F(Supervision, CountsTheDaysOfAnObjection) {
  const RecordId id = propose(decided(7001), exposure_values())->whole.id;
  ASSERT_TRUE(step(head_, kDay, id, RecordStep::approved, {{Field::approver, "主任"}}));
  ASSERT_TRUE(step(clerk_, kDay, id, RecordStep::published,
                   {{Field::day, "2026-12-02"},
                    {Field::take_down, "2027-03-01"},
                    {Field::place, "县政府网站"}}));
  ASSERT_TRUE(step(clerk_, kDay, id, RecordStep::noted, {{Field::reason, "数额不对"}}));
  const Result<ExposureBoard> board = exposure_board(clerk_, on(kDay + 1), desk_, "");
  ASSERT_TRUE(board) << board.error().message;
  ASSERT_EQ(board->objections.size(), 1U);
  ASSERT_TRUE(board->objections[0].due);
  EXPECT_EQ(board->objections[0].due->day, date(2026, 12, 23));  // fifteen working days
  EXPECT_FALSE(board->objections[0].is_overdue);
  // Whoever wrote it down does not answer it.
  EXPECT_FALSE(step(clerk_, kDay + 2, id, RecordStep::resulted, {{Field::reason, "属实"}}));
  ASSERT_TRUE(step(colleague_, kDay + 2, id, RecordStep::resulted, {{Field::reason, "属实"}}));
  EXPECT_TRUE(exposure_board(clerk_, on(kDay + 3), desk_, "")->objections.empty());
}

TEST_F(Supervision, ShowsTheDirectoryToAnybody) {
  const auto file = folder_.path() / "通讯录.csv";
  std::ofstream(file) << "单位名称,电话,地址,区划代码\n"
                         "平川县劳动监察大队,0990-1234567,人民路 2 号,990123\n"
                         "平川县某所,13912345678,,990123\n"
                         "平川县劳动监察大队,0990-1234567,,990123\n"
                         ",0990-1,,990123\n";
  const Result<OfficeRegisterImported> done =
      import_directory(clerk_, on(kDay), desk_, {file, "", ""});
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->added, 1);
  ASSERT_EQ(done->rejected.size(), 3U);
  EXPECT_EQ(done->rejected[0].row, 3U);
  EXPECT_EQ(done->rejected[0].column, "电话");
  EXPECT_TRUE(says(done->rejected[1].reason, "与第 2 行是同一个"));
  EXPECT_EQ(done->rejected[2].column, "单位名称");
  const auto seen = public_list(desk_, RecordKind::directory, "990123", kDay);
  ASSERT_TRUE(seen);
  ASSERT_EQ(seen->size(), 1U);
  EXPECT_EQ(oversight::text_of(seen->front().values, Field::phone), "0990-1234567");
  const auto again = import_directory(clerk_, on(kDay), desk_, {file, "", ""});
  ASSERT_TRUE(again);
  EXPECT_EQ(again->added + again->changed, 0);
  EXPECT_EQ(public_list(desk_, RecordKind::directory, "990124", kDay)->size(), 0U);
}

TEST_F(Supervision, ProposesOnceAndAPersonIssues) {
  RecordOrder task;
  task.face.kind = RecordKind::task;
  task.face.addressee = BodyId{access::number(housing_)};
  task.event.step = RecordStep::assigned;
  task.event.values = {{Field::content, "核查专户"}, {Field::until, "2026-12-05"}};
  ASSERT_TRUE(step_record(clerk_, on(kDay), desk_, task));
  const access::Principal machine = access::the_machine();
  EXPECT_TRUE(propose_orders(machine, on(date(2026, 12, 5)), desk_)->made.empty());
  const Result<OrdersProposed> made = propose_orders(machine, on(date(2026, 12, 8)), desk_);
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_EQ(made->made.size(), 1U);
  EXPECT_EQ(made->made[0].proposal.unit, access::number(housing_));
  const Result<OrdersProposed> again = propose_orders(machine, on(date(2026, 12, 9)), desk_);
  EXPECT_TRUE(again->made.empty());
  EXPECT_EQ(again->known, 1);
  EXPECT_FALSE(propose_orders(head_, on(date(2026, 12, 9)), desk_));
  const auto issued = step(head_, date(2026, 12, 9), made->made[0].id, RecordStep::issued,
                           {{Field::until, "2026-12-16"}});
  ASSERT_TRUE(issued) << issued.error().message;
  EXPECT_EQ(issued->whole.record.state, RecordState::issued);
}

TEST_F(Supervision, TellsAFirmNoCaseThatIsNotDecidedAndNoneBehindAnOrder) {
  constexpr UnitId kCoded{107};
  ASSERT_TRUE(store_->add_unit(
      {kCoded, "平川建工", "91990123MA0000001T", "990123", store::UnitKind::enterprise}));
  const access::Principal machine = access::the_machine();
  const auto of_firm = [&](Date day) {
    const Result<OrdersProposed> made = propose_orders(machine, on(day), desk_);
    EXPECT_TRUE(made) << message_of(made);
    RecordId id{};
    for (const OrdersProposed::One& one : made->made)
      if (one.proposal.rule == "repeat_arrears") id = one.id;
    return id;
  };
  put_case(7001, {});
  put_case(7002, {});
  EXPECT_EQ(of_firm(kDay), RecordId{});
  decided(7003);
  EXPECT_EQ(of_firm(kDay), RecordId{});
  decided(7004);
  const RecordId id = of_firm(kDay);
  ASSERT_NE(id, RecordId{});
  const auto issued = step(head_, kDay, id, RecordStep::issued, {{Field::until, "2026-12-16"}});
  ASSERT_TRUE(issued) << message_of(issued);
  EXPECT_TRUE(issued->whole.record.values.contains(Field::value));
  access::Principal builder = user(51, Role::general_contractor, kCoded);
  builder.scope = {
      .districts = {""}, .industries = {}, .units = {kCoded}, .has_any_industry = true};
  const Result<RecordShown> told = look_at_record(builder, on(kDay, 12), desk_, id);
  ASSERT_TRUE(told) << message_of(told);
  const oversight::Record& record = told->whole.record;
  EXPECT_FALSE(says(record.values.at(Field::reason), "案件"));
  EXPECT_FALSE(record.values.contains(Field::value));
  ASSERT_EQ(record.events.size(), 1U);
  EXPECT_EQ(record.events[0].step, RecordStep::issued);
  const auto listed = list_records(builder, on(kDay, 12), desk_, {});
  ASSERT_TRUE(listed) << message_of(listed);
  ASSERT_EQ(listed->records.size(), 1U);
  EXPECT_FALSE(listed->records[0].values.contains(Field::reason));
  const auto answered =
      step(builder, kDay + 1, id, RecordStep::answered, {{Field::result, "已清偿"}});
  EXPECT_TRUE(answered) << message_of(answered);
}

TEST_F(Supervision, HandsViolationsToAnAuthorityAndWaitsForIt) {
  RecordOrder order;
  order.face.kind = RecordKind::violation;
  order.face.addressee = BodyId{access::number(firm_)};
  order.event.step = RecordStep::recorded;
  order.event.values = {{Field::way, "subcontract_all"}, {Field::firm, "平川建工"}};
  const Result<RecordKept> kept = step_record(clerk_, on(kDay), desk_, order);
  ASSERT_TRUE(kept) << kept.error().message;
  EXPECT_TRUE(says(message_of(step(clerk_, kDay, kept->whole.id, RecordStep::handed_over)),
                   "不是主管部门"));
  order.face.addressee = BodyId{access::number(housing_)};
  const Result<RecordKept> right = step_record(clerk_, on(kDay), desk_, order);
  ASSERT_TRUE(right);
  EXPECT_TRUE(violation_board(clerk_, on(kDay), desk_, "")->empty());
  ASSERT_TRUE(step(clerk_, kDay, right->whole.id, RecordStep::handed_over));
  const auto board = violation_board(clerk_, on(kDay + 9), desk_, "");
  ASSERT_TRUE(board) << board.error().message;
  ASSERT_EQ(board->size(), 1U);
  EXPECT_EQ(board->front().days, 9);
  EXPECT_FALSE(board->front().is_receipted);
  EXPECT_EQ(board->front().authority, "平川县住建局");
}

SubmissionKey town_key(const std::string& region) {
  return {.name = region + " 2026",
          .body = "镇 " + region,
          .region = region,
          .secret = std::string(32, 's')};
}
oversight::Snapshot figures(const std::string& region, std::int64_t cases, Date frozen) {
  oversight::Snapshot snapshot;
  snapshot.body = "镇 " + region;
  snapshot.region_code = region;
  snapshot.from = date(2026, 11, 1);
  snapshot.until = date(2026, 11, 30);
  snapshot.frozen = china_instant(frozen, 540);
  snapshot.places = {{oversight::By::district, region, "镇", ""}};
  snapshot.cells = {{oversight::IndicatorId::cases_open,
                     oversight::By::district,
                     region,
                     {cases, 0, 0, cases},
                     std::nullopt}};
  return snapshot;
}

TEST_F(Supervision, TakesSubmissionsAddsThemUpAndTellsCorrections) {
  const std::vector<SubmissionKey> keys{town_key("990123001"), town_key("990123002")};
  const SubmissionOrder period{date(2026, 11, 1), date(2026, 11, 30)};
  const auto file = [&](std::int64_t cases, Date frozen) {
    return oversight::submission_text(oversight::snapshot_text(figures("990123001", cases, frozen)),
                                      keys[0]);
  };
  const std::string first = file(3, kDay - 1);
  const auto taken = take_submission(clerk_, on(kDay), desk_, keys, first, "file");
  ASSERT_TRUE(taken) << taken.error().message;
  EXPECT_FALSE(taken->corrected);
  const auto again = take_submission(clerk_, on(kDay), desk_, keys, first, "file");
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->kept, store::Kept::already);
  auto board = submission_board(clerk_, on(kDay), desk_, keys, period, "990123");
  ASSERT_TRUE(board) << board.error().message;
  ASSERT_EQ(board->lines.size(), 2U);
  EXPECT_TRUE(board->lines[0].record);
  EXPECT_FALSE(board->lines[1].record);
  EXPECT_FALSE(board->lines[1].has_users);
  EXPECT_EQ(board->sum.missing.size(), 1U);
  const auto later = take_submission(clerk_, on(kDay + 1), desk_, keys, file(5, kDay), "file");
  ASSERT_TRUE(later) << later.error().message;
  EXPECT_EQ(later->corrected, taken->whole.id);
  ASSERT_EQ(later->differences.size(), 1U);
  EXPECT_EQ(later->differences[0].before->part, 3);
  EXPECT_EQ(later->differences[0].now->part, 5);
  // The first one again would undo what was corrected.
  EXPECT_FALSE(take_submission(clerk_, on(kDay + 2), desk_, keys, first, "file"));
  board = submission_board(clerk_, on(kDay + 2), desk_, keys, period, "990123");
  ASSERT_TRUE(board);
  EXPECT_TRUE(board->lines[0].has_corrected);
  EXPECT_EQ(oversight::find_cell(board->sum, oversight::IndicatorId::cases_open,
                                 oversight::By::district, "990123")
                ->part,
            5);
  EXPECT_FALSE(take_submission(head_, on(kDay), desk_, keys, first, "file"));
}

TEST_F(Supervision, ScoresADistrictWithoutFiguresAsMissing) {
  ScoreOrder order;
  order.region = "990123";
  order.year = 2026;
  const Result<Scored> scored = score_district(clerk_, on(kDay), desk_, order);
  ASSERT_TRUE(scored) << scored.error().message;
  EXPECT_EQ(scored->score.grade, "");
  const auto coverage =
      std::ranges::find(scored->score.items, "accounts", &oversight::ItemScore::item);
  ASSERT_NE(coverage, scored->score.items.end());
  EXPECT_EQ(coverage->points, 0);
  EXPECT_FALSE(coverage->missing.empty());
  order.year = 2027;
  EXPECT_FALSE(score_district(clerk_, on(kDay), desk_, order));
}

TEST_F(Supervision, WritesTheSameTargetLetterAgain) {
  const LetterOrder order{.issuer = "青原市治欠办", .district = "平川县", .year = 2026, .duty = {}};
  const Result<std::string> letter = target_letter(clerk_, on(kDay), order);
  ASSERT_TRUE(letter) << letter.error().message;
  EXPECT_EQ(letter->substr(0, 2), "PK");
  EXPECT_EQ(*target_letter(clerk_, on(kDay, 15), order), *letter);
}

}  // namespace
}  // namespace qingxin::app
