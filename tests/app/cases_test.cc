// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "app/answer_clue.h"
#include "app/case_figures.h"
#include "app/case_query.h"
#include "app/escalate.h"
#include "app/list_cases.h"
#include "app/look_back.h"
#include "app/open_case.h"
#include "app/receive_clue.h"
#include "app/record_step.h"
#include "app/register_query.h"
#include "app/settle_case.h"
#include "app/show_case.h"
#include "app/sort_clues.h"
#include "app/tick_cases.h"
#include "sqlite/sqlite_database.h"
#include "store/sql_store.h"
#include "tests/support/faulty_database.h"
#include "tests/support/temporary_folder.h"

// The use cases about cases, on the embedded engine.
namespace qingxin::app {
namespace {

using access::Role;
using casework::Actor;
using casework::GapCode;
using casework::State;
using casework::Strand;

constexpr Date kDay = date(2026, 3, 2);  // a Monday

Moment on(Date day, int hour = 10) {
  constexpr std::int64_t kHourMs = 3'600'000;
  return {Instant{(std::int64_t{day.days} * 24 + hour - 8) * kHourMs}, day};
}

// The people of a county, of its city and of another county.
class CaseDeskTest : public testing::Test {
 protected:
  void SetUp() override {
    law_ = law::load(std::nullopt, std::nullopt).value();
    database_ = std::make_unique<sqlite::SqliteDatabase>(folder_.path() / "a.db",
                                                         sqlite::SqliteDatabase::kPatienceMs);
    store_ = store::SqlStore::open(*database_, {.person_key = "k", .node = 1}, Instant{1}).value();
    desk_ = {store_.get(), &law_, &ids_};
    clues_ = {store_.get(), &law_, &ids_, {.passes = 1, .memory_bytes = 8192}};
    unit(county_, "平川县人社局", "990123", store::UnitKind::authority);
    unit(city_, "青原市人社局", "990100", store::UnitKind::authority);
    unit(other_, "临河县人社局", "990124", store::UnitKind::authority);
    unit(housing_, "青原市住建局", "990100", store::UnitKind::authority, "住建");
    unit(office_of_city_, "青原市治欠办", "990100", store::UnitKind::office);
  }

  void unit(access::UnitId id, std::string name, std::string region, store::UnitKind kind,
            std::string industry = "") {
    store::Unit unit{id, std::move(name), "", std::move(region), kind};
    unit.industry = std::move(industry);
    ASSERT_TRUE(store_->add_unit(unit));
  }
  // A user, who has an account.
  access::Principal user(std::int64_t id, Role role, access::UnitId unit, std::string district) {
    store::User user{.id = access::UserId{id},
                     .login = "u" + std::to_string(id),
                     .name = "人" + std::to_string(id),
                     .role = role,
                     .unit = unit,
                     .scope = access::district_scope(std::move(district))};
    EXPECT_TRUE(store_->accounts().add_user(user, "hash"));
    return {.user = user.id, .role = role, .unit = unit, .scope = user.scope};
  }

  ClueId receive(const access::Principal& who, Date day, std::string number = "",
                 std::string text = "工地欠我们工资", std::optional<int> people = 1) {
    ClueBrought brought;
    brought.origin.channel = casework::Channel::hotline;
    brought.origin.foreign_number = std::move(number);
    brought.said.text = std::move(text);
    brought.said.figures.employer = "平川建工";
    brought.said.figures.head_count = people;
    const Result<ClueReceived> received = receive_clue(who, on(day, 9), clues_, brought);
    EXPECT_TRUE(received) << received.error().message;
    return received->added.id;
  }
  DossierId open(const access::Principal& who, Date day, std::vector<ClueId> clues) {
    CaseOrder order;
    order.clues = std::move(clues);
    order.matter_class = casework::MatterClass::unpaid_wages;
    const Result<CaseOpened> opened = open_case(who, on(day), desk_, order);
    EXPECT_TRUE(opened) << opened.error().message;
    return opened->id;
  }
  DossierId found(const access::Principal& who, Date day) {
    CaseOrder order;
    order.reason = "巡查发现没有发工资";
    order.region_code = "990123";
    order.matter_class = casework::MatterClass::unpaid_wages;
    const Result<CaseOpened> opened = open_case(who, on(day), desk_, order);
    EXPECT_TRUE(opened) << opened.error().message;
    return opened->id;
  }

  static Event event(Step step) {
    Event event;
    event.step = step;
    event.reason = "如卷内笔录";
    event.document = "平人社监〔2026〕1号";
    event.route = "劳动人事争议仲裁委员会";
    event.legal_aid = "县法律援助中心";
    event.heard = "陈述申辩笔录";
    event.team = {casework::PersonId{11}, casework::PersonId{12}};
    event.outcome = casework::Outcome::order;
    event.ground = casework::ConclusionGround::decision_served;
    event.body = casework::BodyId{102};
    return event;
  }
  Result<StepRecorded> try_step(const access::Principal& who, Date day, DossierId id, Event event,
                                std::optional<Actor> by = {},
                                Subject subject = Subject::case_file) {
    return record_step(
        who, on(day, 11), desk_,
        {.subject = subject, .dossier = number(id), .event = std::move(event), .by = by});
  }
  void step(const access::Principal& who, Date day, DossierId id, Step step,
            std::optional<Actor> by = {}, Subject subject = Subject::case_file) {
    const Result<StepRecorded> done = try_step(who, day, id, event(step), by, subject);
    ASSERT_TRUE(done) << casework::words_of(step).chinese << "：" << done.error().message;
  }
  static ErrorCode code_of(const auto& result) {
    EXPECT_FALSE(result);
    return result ? ErrorCode{} : result.error().code;
  }
  DossierShown shown(DossierId id, Date day) {
    Result<DossierShown> shown = show_dossier(inspector_, on(day), desk_, id);
    EXPECT_TRUE(shown) << shown.error().message;
    return *std::move(shown);
  }
  std::optional<State> state(DossierId id, Strand strand) {
    return casework::state_of(store_->dossiers().whole_dossier(id)->dossier, strand);
  }
  static bool lacks(const std::vector<casework::Gap>& gaps, GapCode code) {
    return std::ranges::find(gaps, code, &casework::Gap::code) != gaps.end();
  }
  // A case that is decided, served and owes one worker 100 yuan.
  DossierId decided(Date day) {
    const DossierId id = found(inspector_, day);
    step(head_, day, id, Step::filed);
    step(inspector_, day + 3, id, Step::investigation_completed);
    step(head_, day + 4, id, Step::decided);
    step(inspector_, day + 5, id, Step::served);
    owe(id, day + 5);
    return id;
  }
  // A court says finally that nothing is owed.
  void judge(DossierId id, Date day, const std::string& document) {
    step(inspector_, day, id, Step::sued, Actor::handler);
    for (const Step next : {Step::suit_accepted, Step::judged, Step::judged_finally}) {
      Event told = event(next);
      told.document = document;
      told.amount = Money{};
      const auto done = try_step(inspector_, day, id, told, Actor::other_body);
      ASSERT_TRUE(done) << casework::words_of(next).chinese << "：" << done.error().message;
    }
  }
  void owe(DossierId id, Date day) {
    const std::vector<ArrearsEntered> entered{
        {.name = "周建国", .established = yuan(100), .evidence = "工资表"}};
    const auto done = enter_arrears(inspector_, on(day), desk_, id, entered);
    ASSERT_TRUE(done) << done.error().message;
  }
  Result<ArrearsChanged> pay(DossierId id, Date day, casework::Settlement settlement) {
    if (settlement.amount.fen == 0) settlement.amount = yuan(100);
    return enter_settlement(inspector_, on(day), desk_, id,
                            {.worker = 1, .index = {}, .settlement = std::move(settlement)});
  }
  static casework::Settlement by_bank(casework::BankState state, std::string proof = "T1") {
    casework::Settlement settlement;
    settlement.bank = state;
    settlement.proof = std::move(proof);
    return settlement;
  }

  const access::UnitId county_{101}, city_{102}, other_{103}, housing_{104}, office_of_city_{105};
  TemporaryFolder folder_;
  law::Law law_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<store::SqlStore> store_;
  store::IdMaker ids_{1};
  CaseDesk desk_{};
  ClueDesk clues_{};
  access::Principal inspector_, second_, reviewer_, head_, city_inspector_, city_head_, office_,
      other_inspector_, other_head_, housing_officer_, street_;
};

class Cases : public CaseDeskTest {
 protected:
  void SetUp() override {
    CaseDeskTest::SetUp();
    inspector_ = user(11, Role::inspector, county_, "990123");
    second_ = user(12, Role::inspector, county_, "990123");
    reviewer_ = user(13, Role::inspector, county_, "990123");
    head_ = user(14, Role::leader, county_, "990123");
    city_inspector_ = user(21, Role::inspector, city_, "9901");
    city_head_ = user(22, Role::leader, city_, "9901");
    office_ = user(23, Role::office, city_, "9901");
    other_inspector_ = user(31, Role::inspector, other_, "990124");
    other_head_ = user(32, Role::leader, other_, "990124");
    housing_officer_ = user(41, Role::inspector, housing_, "9901");
    street_ = user(51, Role::street, county_, "990123");
  }
};

TEST_F(Cases, BeginWithTheClueAndCountFromItsArrival) {
  const ClueId clue = receive(inspector_, kDay);
  EXPECT_EQ(state(store::dossier_of(clue), Strand::clue), State::clue_waiting);
  EXPECT_EQ(state(store::dossier_of(clue), Strand::responsibility), State::held);
  const DossierId id = open(inspector_, kDay + 10, {clue});
  EXPECT_EQ(state(store::dossier_of(clue), Strand::clue), State::clue_received);
  const DossierShown now = shown(id, kDay + 10);
  ASSERT_EQ(now.joined.size(), 1U);
  EXPECT_EQ(now.whole.unanswered_clues, 1);
  EXPECT_EQ(now.whole.facts.claimed_people, 1);
  // 5 working days from the complaint, whenever somebody opened the case.
  const auto acceptance = casework::read_clock(now.whole.dossier, casework::ClockId::acceptance, 1,
                                               world_of(desk_, on(kDay + 10), "990123"));
  ASSERT_TRUE(acceptance);
  EXPECT_EQ(acceptance->due, date(2026, 3, 9));
  EXPECT_EQ(acceptance->status, casework::ClockStatus::overdue);
}

TEST_F(Cases, TakeManyCluesAndDropNobody) {
  const ClueId a = receive(inspector_, kDay, "1"), b = receive(inspector_, kDay + 1, "2");
  const ClueId c = receive(inspector_, kDay + 2, "3");
  const DossierId id = open(inspector_, kDay + 3, {a, b});
  const auto joined = join_clue(inspector_, on(kDay + 3), desk_, c, id);
  ASSERT_TRUE(joined) << joined.error().message;
  EXPECT_EQ(shown(id, kDay + 3).joined.size(), 3U);
  EXPECT_EQ(shown(id, kDay + 3).whole.facts.claimed_people, 3);
  CaseOrder again;
  again.clues = {a};
  EXPECT_EQ(code_of(open_case(inspector_, on(kDay + 4), desk_, again)), ErrorCode::conflict);
  // Refused is refused whole: b was not joined to a second case by the way.
  again.clues = {receive(inspector_, kDay + 4, "4"), b};
  EXPECT_EQ(code_of(open_case(inspector_, on(kDay + 4), desk_, again)), ErrorCode::conflict);
  EXPECT_EQ(state(store::dossier_of(again.clues.front()), Strand::clue), State::clue_waiting);
}

TEST_F(Cases, ClaimWhatAllTheirCluesSayWhoeverSeesThem) {
  const ClueId a = receive(inspector_, kDay, "1", "工地欠我们工资", 2),
               b = receive(inspector_, kDay, "2", "食堂也欠工资", 3);
  const DossierId id = open(inspector_, kDay, {a, b});
  const auto claimed = [&] { return store_->dossiers().whole_dossier(id)->facts.claimed_people; };
  EXPECT_EQ(claimed(), 5);
  receive(inspector_, kDay + 1, "2", "食堂也欠工资，又来了四人", 7);
  EXPECT_EQ(claimed(), 9);
  const std::vector<ClueId> others{b};
  ASSERT_TRUE(merge_clues(inspector_, on(kDay + 1), clues_, a, others, "同一件事"));
  EXPECT_EQ(claimed(), 7);  // of one matter the most that any says
  ASSERT_TRUE(take_clue_apart(second_, on(kDay + 1), clues_, b, "不是一个工地"));
  EXPECT_EQ(claimed(), 9);
  ClueConfirmed confirmed{.clue = a, .matter_class = casework::MatterClass::unpaid_wages};
  confirmed.head_count = 4;
  confirmed.amount = yuan(500);
  ASSERT_TRUE(confirm_clue(inspector_, on(kDay + 1), clues_, confirmed));
  EXPECT_EQ(claimed(), 11);
  // Of another county, joined by the city: whoever joins the next one does not see it.
  const ClueId c = receive(other_inspector_, kDay + 2, "3", "邻县的也在这里干活", 5);
  const auto by_city = join_clue(city_inspector_, on(kDay + 2), desk_, c, id);
  ASSERT_TRUE(by_city) << by_city.error().message;
  EXPECT_EQ(claimed(), 16);
  const ClueId d = receive(inspector_, kDay + 2, "4", "还有一个人", 1);
  ASSERT_TRUE(join_clue(inspector_, on(kDay + 2), desk_, d, id));
  EXPECT_EQ(claimed(), 17);
  const auto listed = store_->dossiers().dossiers_before({.subject = Subject::case_file}, {}, 10);
  ASSERT_EQ(listed->size(), 1U);
  EXPECT_EQ(listed->front().claimed_people, 17);
  Event split = event(Step::clue_split);
  split.link = number(id);
  const auto apart =
      try_step(inspector_, kDay + 2, store::dossier_of(b), split, Actor::handler, Subject::clue);
  ASSERT_TRUE(apart) << apart.error().message;
  EXPECT_EQ(claimed(), 10);
  EXPECT_TRUE(store_->audit_trail().verify_audit({})->is_sound());
}

TEST_F(Cases, ClaimAtLeastWhatIsSaidWhereOneSaysNothing) {
  const ClueId a = receive(inspector_, kDay, "1", "工地欠我们工资", 2),
               b = receive(inspector_, kDay, "2", "食堂也欠工资", std::nullopt);
  const DossierId id = open(inspector_, kDay, {a, b});
  const auto whole = [&] { return *store_->dossiers().whole_dossier(id); };
  EXPECT_EQ(whole().facts.claimed_people, 2);
  EXPECT_EQ(whole().people_unsaid, 1);
  EXPECT_EQ(whole().facts.claimed_amount, std::nullopt);
  EXPECT_EQ(whole().amounts_unsaid, 2);
  // Whom a clue names is there, however many it says there are.
  ClueBrought brought;
  brought.origin.channel = casework::Channel::walk_in;
  brought.said.text = "我们三个的工钱";
  brought.said.people = {
      {.name = "周建国", .amount = yuan(300)}, {.name = "李四"}, {.name = "王五"}};
  const auto named = receive_clue(inspector_, on(kDay, 9), clues_, brought);
  ASSERT_TRUE(named) << named.error().message;
  ASSERT_TRUE(join_clue(inspector_, on(kDay), desk_, named->added.id, id));
  EXPECT_EQ(whole().facts.claimed_people, 5);
  EXPECT_EQ(whole().people_unsaid, 2);
  EXPECT_EQ(whole().facts.claimed_amount, yuan(300));
}

TEST_F(Cases, KeepTheCluesThatWereMergedIntoTheirs) {
  const ClueId a = receive(inspector_, kDay, "1", "工地欠我们工资", 2),
               b = receive(inspector_, kDay, "2", "工地欠我们工资，一共五人", 5);
  const std::vector<ClueId> others{b};
  ASSERT_TRUE(merge_clues(inspector_, on(kDay), clues_, a, others, "同一件事"));
  const DossierId id = open(inspector_, kDay, {a});
  const auto whole = [&] { return *store_->dossiers().whole_dossier(id); };
  EXPECT_EQ(whole().facts.claimed_people, 5);
  EXPECT_EQ(whole().joined_clues, 2);
  EXPECT_EQ(whole().unanswered_clues, 2);
  EXPECT_EQ(shown(id, kDay).joined.size(), 2U);
  owe(id, kDay);
  // Who spoke in the other one is answered with what the case found out.
  DossierWork work(desk_, inspector_, on(kDay));
  ASSERT_TRUE(work.take_up(store::dossier_of(b)));
  EXPECT_EQ(work.end_facts()->workers.size(), 1U);
  ASSERT_TRUE(take_clue_apart(second_, on(kDay), clues_, b, "不是一个工地"));
  EXPECT_EQ(whole().facts.claimed_people, 2);
  EXPECT_EQ(whole().unanswered_clues, 1);
}

// The clue and the end are written by two at one time, and neither has seen the other.
TEST_F(Cases, TakeNoClueThatCameWhileTheyWereEndedNorEndWhileOneCame) {
  const DossierId id = decided(kDay);
  step(inspector_, kDay + 6, id, Step::conclusion_proposed);
  const auto joins = [&](ClueId clue) {
    auto work = std::make_unique<DossierWork>(desk_, inspector_, on(kDay + 7));
    EXPECT_TRUE(work->take_up(store::dossier_of(clue)));
    Event received = event(Step::clue_received);
    received.by = Actor::intake;
    EXPECT_TRUE(work->step(received));
    Event joined = event(Step::clue_joined);
    joined.by = Actor::intake;
    joined.link = number(id);
    const Result<void> done = work->step(joined);
    EXPECT_TRUE(done) << done.error().message;
    return work;
  };
  const auto concludes = [&] {
    auto work = std::make_unique<DossierWork>(desk_, reviewer_, on(kDay + 7));
    EXPECT_TRUE(work->take_up(id));
    Event concluded = event(Step::concluded);
    concluded.by = Actor::reviewer;
    const Result<void> done = work->step(concluded);
    EXPECT_TRUE(done) << done.error().message;
    return work;
  };
  // It says nothing that the case would claim.
  const ClueId first = receive(inspector_, kDay, "1", "没有发工资", std::nullopt),
               second = receive(inspector_, kDay, "2", "没有发工资", std::nullopt);
  const auto early = concludes();
  ASSERT_TRUE(joins(first)->keep());
  EXPECT_EQ(code_of(early->keep()), ErrorCode::conflict);
  EXPECT_EQ(state(id, Strand::conclusion), State::conclusion_proposed);
  Event split = event(Step::clue_split);
  split.link = number(id);
  ASSERT_TRUE(try_step(inspector_, kDay + 7, store::dossier_of(first), split, Actor::handler,
                       Subject::clue));
  const auto late = joins(second);
  ASSERT_TRUE(concludes()->keep());
  EXPECT_EQ(code_of(late->keep()), ErrorCode::conflict);
  EXPECT_EQ(shown(id, kDay + 7).whole.joined_clues, 0);
}

TEST_F(Cases, TakeNoClueWhenTheyHaveEndedAndOneAgainThatWasTakenOut) {
  const DossierId id = decided(kDay);
  const ClueId clue = receive(inspector_, kDay, "1"), late = receive(inspector_, kDay, "2");
  const DossierId life = store::dossier_of(clue);
  ASSERT_TRUE(join_clue(inspector_, on(kDay + 6), desk_, clue, id));
  EXPECT_EQ(*join_clue(inspector_, on(kDay + 6), desk_, clue, id), store::Kept::already);
  for (const Date day : {kDay + 6, kDay + 7}) {
    Event split = event(Step::clue_split);
    split.link = 7;
    EXPECT_EQ(code_of(try_step(inspector_, day, life, split, Actor::handler, Subject::clue)),
              ErrorCode::invalid_input);
    split.link = number(id);
    const auto done = try_step(inspector_, day, life, split, Actor::handler, Subject::clue);
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_TRUE(shown(id, day).joined.empty());
    ASSERT_TRUE(join_clue(inspector_, on(day, 12), desk_, clue, id));
    EXPECT_EQ(shown(id, day).joined.size(), 1U);
  }
  Event joined = event(Step::clue_joined);
  joined.link = number(id);
  const auto bare = try_step(inspector_, kDay + 8, life, joined, Actor::intake, Subject::clue);
  ASSERT_EQ(code_of(bare), ErrorCode::invalid_input);
  EXPECT_NE(bare.error().message.find("case join"), std::string::npos);
  ASSERT_TRUE(pay(id, kDay + 8, by_bank(casework::BankState::settled)));
  step(inspector_, kDay + 8, id, Step::clearing_proposed);
  step(reviewer_, kDay + 8, id, Step::cleared, Actor::reviewer);
  EXPECT_EQ(code_of(join_clue(inspector_, on(kDay + 9), desk_, late, id)), ErrorCode::conflict);
}

TEST_F(Cases, AreOpenedOnceForOneId) {
  CaseOrder order;
  order.id = DossierId{4711};
  order.reason = "巡查发现";
  order.region_code = "990123";
  EXPECT_EQ(open_case(inspector_, on(kDay), desk_, order)->kept, store::Kept::now);
  EXPECT_EQ(open_case(inspector_, on(kDay), desk_, order)->kept, store::Kept::already);
  order.reason.clear();
  order.id = {};
  EXPECT_EQ(code_of(open_case(inspector_, on(kDay), desk_, order)), ErrorCode::invalid_input);
}

TEST_F(Cases, AreWrittenByWhoeverMay) {
  const DossierId id = found(inspector_, kDay);
  // Filing is the head's; an inspector is none, nor is the head of another county.
  EXPECT_EQ(code_of(try_step(inspector_, kDay, id, event(Step::filed))), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(try_step(inspector_, kDay, id, event(Step::filed), Actor::head)),
            ErrorCode::not_permitted);
  EXPECT_EQ(code_of(try_step(other_head_, kDay, id, event(Step::filed))), ErrorCode::not_found);
  EXPECT_EQ(code_of(try_step(city_head_, kDay, id, event(Step::filed), Actor::head)),
            ErrorCode::not_permitted);
  const auto operators =
      try_step(access::the_local_operator(), kDay, id, event(Step::filed), Actor::head);
  ASSERT_FALSE(operators);
  EXPECT_NE(operators.error().message.find("--as"), std::string::npos);
  step(head_, kDay, id, Step::filed);
  // The procedure of the inspection is not the street's.
  EXPECT_EQ(code_of(try_step(street_, kDay + 1, id, event(Step::investigation_completed))),
            ErrorCode::not_permitted);
  for (const Role role : {Role::general_contractor, Role::bank, Role::auditor, Role::assessor}) {
    access::Principal outsider = inspector_;
    outsider.role = role;
    EXPECT_EQ(code_of(show_dossier(outsider, on(kDay), desk_, id)), ErrorCode::not_permitted);
    EXPECT_EQ(code_of(try_step(outsider, kDay, id, event(Step::filed))), ErrorCode::not_permitted);
  }
}

TEST_F(Cases, AreAskedOfBanksOnlyWithACitysApproval) {
  const DossierId id = found(inspector_, kDay);
  step(inspector_, kDay, id, Step::query_asked);
  // Not by the office, nor by one of the inspection: by the head of the labour authority.
  for (const access::Principal* who :
       {&inspector_, &head_, &housing_officer_, &city_inspector_, &office_}) {
    const auto refused = try_step(*who, kDay, id, event(Step::query_approved), Actor::higher);
    EXPECT_EQ(code_of(refused), ErrorCode::not_permitted);
  }
  EXPECT_NE(try_step(head_, kDay, id, event(Step::query_approved), Actor::higher)
                .error()
                .message.find("第四十条"),
            std::string::npos);
  EXPECT_NE(try_step(city_inspector_, kDay, id, event(Step::query_approved), Actor::higher)
                .error()
                .message.find("不是负责人"),
            std::string::npos);
  access::Principal head_of_office = user(25, Role::leader, office_of_city_, "9901");
  EXPECT_EQ(code_of(try_step(head_of_office, kDay, id, event(Step::query_approved), Actor::higher)),
            ErrorCode::not_permitted);
  step(city_head_, kDay, id, Step::query_approved);
  step(inspector_, kDay, id, Step::query_sent);
}

TEST_F(Cases, RefuseWhatIsOutOfOrderInTheFutureOrTwiceOtherwise) {
  const DossierId id = found(inspector_, kDay);
  const auto early = try_step(inspector_, kDay, id, event(Step::served));
  ASSERT_EQ(code_of(early), ErrorCode::conflict);
  EXPECT_NE(early.error().message.find("现在可以：立案"), std::string::npos);
  Event future = event(Step::filed);
  future.at = on(kDay + 1).now;
  EXPECT_EQ(code_of(try_step(head_, kDay, id, future)), ErrorCode::invalid_input);
  Event bare;
  bare.step = Step::filed;
  const auto lacking = try_step(head_, kDay, id, bare);
  ASSERT_EQ(code_of(lacking), ErrorCode::invalid_input);
  EXPECT_NE(lacking.error().message.find("两名以上人员"), std::string::npos);
  EXPECT_NE(lacking.error().message.find("文号"), std::string::npos);
  Event filed = event(Step::filed);
  filed.key = "filed-1";
  EXPECT_EQ(try_step(head_, kDay, id, filed)->kept, store::Kept::now);
  EXPECT_EQ(try_step(head_, kDay + 1, id, filed)->kept, store::Kept::already);
  filed.document = "另一个文号";
  EXPECT_EQ(code_of(try_step(head_, kDay + 1, id, filed)), ErrorCode::conflict);
}

TEST_F(Cases, AreAssignedToWhoeverCanHandleThem) {
  const DossierId id = found(inspector_, kDay);
  user(71, Role::inspector, other_, "990124");
  user(72, Role::auditor, county_, "990123");
  user(73, Role::inspector, county_, "990123");
  Event assigned = event(Step::assigned);
  for (const auto& [person, told] : {std::pair{71, "看不到这一卷"}, {72, "不办线索和案件"}}) {
    assigned.assignee = casework::PersonId{person};
    const Result<StepRecorded> done = try_step(head_, kDay, id, assigned);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::invalid_input);
    EXPECT_NE(done.error().message.find(told), std::string::npos) << done.error().message;
  }
  assigned.assignee = casework::PersonId{73};
  EXPECT_TRUE(try_step(head_, kDay, id, assigned));
}

TEST(RegisterQuery, TakesNothingThatSteersAndKeepsNoNumberOfAPerson) {
  EXPECT_EQ(query_parts("region=99%0A0123").error().code, ErrorCode::invalid_input);
  EXPECT_EQ(query_parts("words=%E2%80%AE").error().code, ErrorCode::invalid_input);
  const QueryParts parts = query_parts("words=13912345678&project=1790000000000000001").value();
  EXPECT_EQ(query_text(without_people(parts)),
            "words=1********78&project="
            "1790000000000000001");
}

TEST_F(Cases, TellWhoComesSecondToLookAgain) {
  const DossierId id = found(inspector_, kDay);
  DossierWork first(desk_, head_, on(kDay, 12)), second(desk_, inspector_, on(kDay, 12));
  ASSERT_TRUE(first.take_up(id));
  ASSERT_TRUE(second.take_up(id));
  Event filed = event(Step::filed);
  filed.by = Actor::head;
  ASSERT_TRUE(first.step(filed));
  Event assigned = event(Step::assigned);
  assigned.by = Actor::handler;
  assigned.assignee = casework::PersonId{12};
  ASSERT_TRUE(second.step(assigned));
  ASSERT_TRUE(first.keep());
  EXPECT_EQ(code_of(second.keep()), ErrorCode::conflict);
  EXPECT_EQ(state(id, Strand::handling), State::investigating);
}

TEST_F(Cases, AreNotClearedUntilEveryWorkerIsProvablyPaid) {
  const DossierId id = decided(kDay);
  const Date day = kDay + 7;
  step(inspector_, day, id, Step::clearing_proposed);
  EXPECT_EQ(code_of(try_step(reviewer_, day, id, event(Step::cleared), Actor::reviewer)),
            ErrorCode::conflict);
  ASSERT_TRUE(pay(id, day, by_bank(casework::BankState::told)));
  EXPECT_TRUE(lacks(shown(id, day).clearing, GapCode::bank_not_settled));
  EXPECT_EQ(code_of(try_step(reviewer_, day, id, event(Step::cleared), Actor::reviewer)),
            ErrorCode::conflict);
  SettlementEntered settled{
      .worker = 1, .index = 0, .settlement = by_bank(casework::BankState::settled)};
  settled.settlement.amount = yuan(100);
  ASSERT_TRUE(enter_settlement(inspector_, on(day), desk_, id, settled));
  EXPECT_TRUE(shown(id, day).clearing.empty());
  // Who handled it does not clear it.
  EXPECT_EQ(code_of(try_step(inspector_, day, id, event(Step::cleared), Actor::reviewer)),
            ErrorCode::not_permitted);
  step(reviewer_, day, id, Step::cleared, Actor::reviewer);
}

TEST_F(Cases, CountAReceiptOnlyWithAScanAndACallBySomebodyElse) {
  const DossierId id = decided(kDay);
  casework::Settlement receipt;
  receipt.kind = casework::SettlementKind::receipt;
  ASSERT_TRUE(pay(id, kDay + 6, receipt));
  EXPECT_TRUE(lacks(shown(id, kDay + 6).clearing, GapCode::receipt_without_scan));
  receipt.proof = std::string(64, 'a');
  receipt.amount = yuan(100);
  ASSERT_TRUE(enter_settlement(inspector_, on(kDay + 6), desk_, id,
                               {.worker = 1, .index = 0, .settlement = receipt}));
  EXPECT_TRUE(lacks(shown(id, kDay + 6).clearing, GapCode::receipt_without_call));
  const CallEntered call{.worker = 1, .index = 0, .answer = casework::CallAnswer::received};
  EXPECT_EQ(code_of(enter_call(inspector_, on(kDay + 6), desk_, id, call)),
            ErrorCode::not_permitted);
  ASSERT_TRUE(enter_call(reviewer_, on(kDay + 6), desk_, id, call));
  EXPECT_TRUE(shown(id, kDay + 6).clearing.empty());
}

TEST_F(Cases, PayOnceByOnePaper) {
  const DossierId id = decided(kDay), second = decided(kDay);
  ASSERT_TRUE(pay(id, kDay + 6, by_bank(casework::BankState::settled)));
  ASSERT_TRUE(pay(id, kDay + 6, by_bank(casework::BankState::settled)));  // the same again
  EXPECT_EQ(shown(id, kDay + 6).sums.owed, Money{});
  const auto twice = pay(second, kDay + 6, by_bank(casework::BankState::settled));
  ASSERT_EQ(code_of(twice), ErrorCode::conflict);
  EXPECT_NE(twice.error().message.find(std::to_string(number(id))), std::string::npos);
}

TEST_F(Cases, HearTheNewsOfAPaymentAndNeverTheOtherWay) {
  using casework::BankState;
  const DossierId id = decided(kDay);
  ASSERT_TRUE(pay(id, kDay + 6, by_bank(BankState::told)));
  ASSERT_TRUE(pay(id, kDay + 6, by_bank(BankState::settled)));
  EXPECT_EQ(shown(id, kDay + 6).sums.owed, Money{});
  step(inspector_, kDay + 7, id, Step::clearing_proposed);
  step(reviewer_, kDay + 7, id, Step::cleared, Actor::reviewer);
  EXPECT_EQ(pay(id, kDay + 8, by_bank(BankState::settled))->kept, store::Kept::already);
  ASSERT_TRUE(pay(id, kDay + 8, by_bank(BankState::returned)));
  EXPECT_EQ(state(id, Strand::clearing), State::clearing_open);
  EXPECT_EQ(shown(id, kDay + 8).sums.owed, yuan(100));
  const auto late = pay(id, kDay + 9, by_bank(BankState::settled));
  ASSERT_EQ(code_of(late), ErrorCode::conflict);
  EXPECT_NE(late.error().message.find("第 1 笔"), std::string::npos);
  casework::Settlement less = by_bank(BankState::returned);
  less.amount = yuan(60);
  EXPECT_EQ(code_of(pay(id, kDay + 9, less)), ErrorCode::conflict);
}

TEST_F(Cases, TakeAPaperOnceAsWhateverItIsEntered) {
  const DossierId id = decided(kDay), second = decided(kDay);
  ASSERT_TRUE(pay(id, kDay + 6, by_bank(casework::BankState::settled)));
  casework::Settlement receipt;
  receipt.kind = casework::SettlementKind::receipt;
  receipt.proof = "T1";
  EXPECT_EQ(code_of(pay(id, kDay + 6, receipt)), ErrorCode::conflict);
  // A judgment may be about many, and has to be there.
  casework::Settlement judgment;
  judgment.kind = casework::SettlementKind::final_judgment;
  judgment.proof = "（2026）平民终1号";
  const auto entered = [&](DossierId one) {
    return enter_settlement(inspector_, on(kDay + 6), desk_, one,
                            {.worker = 1, .index = {}, .settlement = judgment});
  };
  for (const DossierId one : {id, second}) {
    const auto early = entered(one);
    ASSERT_EQ(code_of(early), ErrorCode::conflict);
    EXPECT_NE(early.error().message.find("写明不欠"), std::string::npos);
    judge(one, kDay + 6, judgment.proof);
    EXPECT_TRUE(entered(one));
    EXPECT_EQ(shown(one, kDay + 6).sums.owed, Money{});
  }
}

TEST_F(Cases, TakeAPaperOnceHoweverItIsTyped) {
  const DossierId id = decided(kDay);
  const std::vector<ArrearsEntered> more{
      {.worker = 1, .established = yuan(200), .evidence = "工资表"}};
  ASSERT_TRUE(enter_arrears(inspector_, on(kDay + 6), desk_, id, more));
  ASSERT_TRUE(pay(id, kDay + 6, by_bank(casework::BankState::settled, "ab-1 2")));
  EXPECT_EQ(pay(id, kDay + 6, by_bank(casework::BankState::settled, "ＡＢ-12"))->kept,
            store::Kept::already);
  EXPECT_EQ(shown(id, kDay + 6).sums.owed, yuan(100));
  casework::Settlement receipt;
  receipt.kind = casework::SettlementKind::receipt;
  receipt.proof = "AB-12";
  EXPECT_EQ(code_of(pay(id, kDay + 6, receipt)), ErrorCode::conflict);
  ASSERT_TRUE(pay(id, kDay + 6, by_bank(casework::BankState::told, "T2")));
  SettlementEntered second{
      .worker = 1, .index = 1, .settlement = by_bank(casework::BankState::settled, "Ab-12")};
  second.settlement.amount = yuan(100);
  EXPECT_EQ(code_of(enter_settlement(inspector_, on(kDay + 6), desk_, id, second)),
            ErrorCode::conflict);
  // In its own place its number may be typed better.
  second.index = 0;
  EXPECT_TRUE(enter_settlement(inspector_, on(kDay + 6), desk_, id, second));
}

TEST_F(Cases, AskAgainAboutAPaymentThatIsAnotherNow) {
  const DossierId id = decided(kDay);
  casework::Settlement receipt;
  receipt.kind = casework::SettlementKind::receipt;
  receipt.proof = std::string(64, 'a');
  receipt.amount = yuan(50);
  ASSERT_TRUE(pay(id, kDay + 6, receipt));
  for (const auto answer : {casework::CallAnswer::not_received, casework::CallAnswer::received})
    ASSERT_TRUE(enter_call(reviewer_, on(kDay + 6), desk_, id,
                           {.worker = 1, .index = 0, .answer = answer}));
  receipt.amount = yuan(100);
  ASSERT_TRUE(enter_settlement(inspector_, on(kDay + 6), desk_, id,
                               {.worker = 1, .index = 0, .settlement = receipt}));
  EXPECT_TRUE(lacks(shown(id, kDay + 6).clearing, GapCode::denied_by_worker));
  const auto whole = store_->dossiers().whole_dossier(id);
  EXPECT_EQ(whole->facts.workers[0].arrears.settlements[0].calls.size(), 1U);
}

TEST_F(Cases, KnowAListThatIsSentAgain) {
  const DossierId id = found(inspector_, kDay);
  const ArrearsEntered one{.name = "李四", .established = yuan(100), .evidence = "工资表"};
  // Two of one name are two.
  const std::vector<ArrearsEntered> listed{one, one};
  ASSERT_TRUE(enter_arrears(inspector_, on(kDay), desk_, id, listed));
  const auto again = enter_arrears(inspector_, on(kDay), desk_, id, listed);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->kept, store::Kept::already);
  EXPECT_EQ(again->sums.people, 2);
  EXPECT_EQ(again->sums.established, yuan(200));
}

TEST_F(Cases, AreHeldAgainstTheAmountsWhateverSomebodyNotes) {
  const DossierId id = found(inspector_, kDay);
  const auto crime = [&] { return store_->dossiers().whole_dossier(id)->facts.crime; };
  DossierNotes notes;
  notes.crime = casework::CrimeAmount::reached;
  ASSERT_TRUE(note_dossier(inspector_, on(kDay), desk_, id, notes));
  EXPECT_EQ(crime(), casework::CrimeAmount::reached);  // nobody has said who is owed
  owe(id, kDay);
  EXPECT_EQ(crime(), casework::CrimeAmount::not_reached);
  ASSERT_TRUE(note_dossier(inspector_, on(kDay), desk_, id, notes));
  EXPECT_EQ(crime(), casework::CrimeAmount::not_reached);
}

TEST_F(Cases, TakeARegionOnlyInDigitsAndNoNumberOfAPerson) {
  const DossierId id = found(inspector_, kDay);
  DossierNotes notes;
  notes.region_code = "99%";
  EXPECT_EQ(code_of(note_dossier(inspector_, on(kDay), desk_, id, notes)),
            ErrorCode::invalid_input);
  CaseQuery query;
  EXPECT_EQ(code_of(narrow(query, "region", "99%")), ErrorCode::invalid_input);
  CaseOrder order;
  order.reason = "巡查发现没有发工资";
  order.region_code = "99%";
  EXPECT_EQ(code_of(open_case(inspector_, on(kDay), desk_, order)), ErrorCode::invalid_input);
  order.region_code = "990123";
  order.employer = "包工头13912345678";
  const auto opened = open_case(inspector_, on(kDay), desk_, order);
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(shown(opened->id, kDay).whole.face.employer.find("13912345678"), std::string::npos);
}

TEST_F(Cases, DoNotTakeWhatIsUnknownForZero) {
  const DossierId id = found(inspector_, kDay);
  const std::vector<ArrearsEntered> nobody_knows{{.name = "李四"}};
  const auto entered = enter_arrears(inspector_, on(kDay), desk_, id, nobody_knows);
  ASSERT_TRUE(entered);
  EXPECT_EQ(entered->sums.people_unknown, 1);
  EXPECT_FALSE(entered->sums.owed);
  EXPECT_TRUE(lacks(shown(id, kDay).clearing, GapCode::not_established));
  std::vector<ArrearsEntered> bare{{.worker = 1, .established = Money{0}}};
  EXPECT_EQ(code_of(enter_arrears(inspector_, on(kDay), desk_, id, bare)),
            ErrorCode::invalid_input);
  bare[0].evidence = "银行流水";
  ASSERT_TRUE(enter_arrears(inspector_, on(kDay), desk_, id, bare));
  EXPECT_TRUE(shown(id, kDay).clearing.empty());
  bare[0].worker = 7;
  EXPECT_EQ(code_of(enter_arrears(inspector_, on(kDay), desk_, id, bare)), ErrorCode::not_found);
}

TEST_F(Cases, AreOpenAgainWhenTheWorkerSaysThatHeHasNotGotIt) {
  const DossierId id = decided(kDay);
  const Date day = kDay + 7;
  ASSERT_TRUE(pay(id, day, by_bank(casework::BankState::settled)));
  step(inspector_, day, id, Step::conclusion_proposed);
  step(reviewer_, day, id, Step::concluded, Actor::reviewer);
  step(inspector_, day, id, Step::clearing_proposed);
  step(reviewer_, day, id, Step::cleared, Actor::reviewer);
  LookBackOrder order{.year = 2026, .region = "", .sample = {}, .seed = "", .is_drawn = true};
  const auto drawn = look_back(office_, on(day + 30), desk_, order);
  ASSERT_TRUE(drawn) << drawn.error().message;
  ASSERT_EQ(drawn->tasks.size(), 1U);
  EXPECT_TRUE(drawn->tasks[0].is_drawn_now);
  EXPECT_FALSE(look_back(office_, on(day + 30), desk_, order)->tasks[0].is_drawn_now);
  Event denied = event(Step::money_not_received);
  denied.number = 1;
  EXPECT_EQ(code_of(try_step(inspector_, day + 31, id, denied, Actor::reviewer)),
            ErrorCode::not_permitted);
  const auto done = try_step(reviewer_, day + 31, id, denied, Actor::reviewer);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->followed.size(), 2U);
  EXPECT_EQ(state(id, Strand::conclusion), State::conclusion_open);
  EXPECT_EQ(state(id, Strand::clearing), State::clearing_open);
  // It stays in the list of its year, and is not drawn while it is being handled again.
  const auto after = look_back(office_, on(day + 32), desk_, order);
  ASSERT_TRUE(after) << after.error().message;
  ASSERT_EQ(after->tasks.size(), 1U);
  EXPECT_EQ(after->tasks[0].state, State::money_not_received);
  EXPECT_FALSE(after->tasks[0].is_drawn_now);
  order.year = 2025;
  EXPECT_TRUE(look_back(office_, on(day + 32), desk_, order)->tasks.empty());
  order.region = "99%";
  EXPECT_EQ(code_of(look_back(office_, on(day + 32), desk_, order)), ErrorCode::invalid_input);
}

TEST_F(Cases, AreOpenAgainWhenACallAboutAPaymentSaysNo) {
  const DossierId id = decided(kDay);
  ASSERT_TRUE(pay(id, kDay + 7, by_bank(casework::BankState::settled)));
  step(inspector_, kDay + 7, id, Step::clearing_proposed);
  step(reviewer_, kDay + 7, id, Step::cleared, Actor::reviewer);
  const auto called =
      enter_call(reviewer_, on(kDay + 9), desk_, id,
                 {.worker = 1, .index = 0, .answer = casework::CallAnswer::not_received});
  ASSERT_TRUE(called) << called.error().message;
  EXPECT_EQ(state(id, Strand::clearing), State::clearing_open);
  EXPECT_TRUE(lacks(shown(id, kDay + 9).clearing, GapCode::denied_by_worker));
}

TEST_F(Cases, AreNotConcludedWhileAClueIsUnansweredOrADefectStands) {
  const ClueId clue = receive(inspector_, kDay);
  const DossierId id = open(inspector_, kDay, {clue});
  step(inspector_, kDay + 1, id, Step::accepted);
  step(head_, kDay + 1, id, Step::filed);
  step(inspector_, kDay + 3, id, Step::investigation_completed);
  step(head_, kDay + 4, id, Step::decided);
  step(inspector_, kDay + 5, id, Step::served);
  step(inspector_, kDay + 6, id, Step::conclusion_proposed);
  const DossierShown now = shown(id, kDay + 6);
  EXPECT_TRUE(lacks(now.conclusion, GapCode::clue_unanswered));
  EXPECT_TRUE(lacks(now.conclusion, GapCode::defect));  // nobody has said who is owed
  const auto refused = try_step(reviewer_, kDay + 6, id, event(Step::concluded), Actor::reviewer);
  ASSERT_EQ(code_of(refused), ErrorCode::conflict);
  EXPECT_NE(refused.error().message.find("没有逐人的欠薪数"), std::string::npos);
  owe(id, kDay + 6);
  const auto drafted = draft_answer(
      inspector_, on(kDay + 6), desk_,
      {.clue = clue, .key = "", .text = "已责令支付", .people = 1, .amount = yuan(90)});
  ASSERT_TRUE(drafted) << drafted.error().message;
  const AnswerSent answer{.clue = clue, .key = "", .document = "平人社复〔2026〕1号", .at = {}};
  // Nobody confirmed the class of the clue.
  const auto wrong = send_answer(reviewer_, on(kDay + 6), desk_, answer);
  ASSERT_FALSE(wrong);
  ClueConfirmed confirmed;
  confirmed.clue = clue;
  confirmed.matter_class = casework::MatterClass::unpaid_wages;
  ASSERT_TRUE(confirm_clue(second_, on(kDay + 6), clues_, confirmed));
  const DossierId life = store::dossier_of(clue);
  step(head_, kDay + 6, life, Step::reply_sent_back, Actor::head, Subject::clue);
  ASSERT_TRUE(draft_answer(
      inspector_, on(kDay + 6, 12), desk_,
      {.clue = clue, .key = "", .text = "已责令支付", .people = 1, .amount = yuan(100)}));
  Event sent = event(Step::reply_sent);
  const auto answered = record_step(
      reviewer_, on(kDay + 6, 13), desk_,
      {.subject = Subject::clue, .dossier = number(clue), .event = sent, .by = Actor::reviewer});
  ASSERT_TRUE(answered) << answered.error().message;
  EXPECT_FALSE(lacks(shown(id, kDay + 6).conclusion, GapCode::clue_unanswered));
  step(reviewer_, kDay + 7, id, Step::concluded, Actor::reviewer);
}

TEST_F(Cases, AskAboutAWithdrawalByWhoHasNotHandledIt) {
  const DossierId id = open(inspector_, kDay, {receive(inspector_, kDay)});
  step(inspector_, kDay + 1, id, Step::accepted);
  step(inspector_, kDay + 1, id, Step::withdrawal_asked, Actor::worker);
  Event confirmed = event(Step::withdrawal_confirmed);
  confirmed.number = 1;
  EXPECT_EQ(code_of(try_step(inspector_, kDay + 2, id, confirmed, Actor::reviewer)),
            ErrorCode::not_permitted);
  ASSERT_TRUE(try_step(reviewer_, kDay + 2, id, confirmed, Actor::reviewer));
  const auto figures = case_figures(office_, desk_, {.year = 2026, .day = kDay + 3, .region = ""});
  ASSERT_TRUE(figures) << figures.error().message;
  EXPECT_EQ(figures->withdrawals, 1);
  EXPECT_EQ(figures->withdrawals_denied, 0);
  EXPECT_EQ(figures->flow.added, 1);
}

TEST_F(Cases, AcceptADelayOfWhoeverDidNotCauseIt) {
  const DossierId id = open(inspector_, kDay + 20, {receive(inspector_, kDay)});
  step(inspector_, kDay + 20, id, Step::accepted);
  using casework::Defect;
  const auto stands = [&] {
    const DossierShown now = shown(id, kDay + 20);
    return std::ranges::any_of(now.conclusion, [](const casework::Gap& gap) {
      return gap.defect == Defect::received_late;
    });
  };
  EXPECT_TRUE(stands());
  const auto accept = [&](const access::Principal& who, DelayNamed named, std::string_view why) {
    return accept_delay(who, on(kDay + 20), desk_, id, named, why);
  };
  const DelayNamed late{.defect = Defect::received_late, .clock = {}, .due = {}};
  EXPECT_EQ(code_of(accept(inspector_, late, "忙")), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(accept(reviewer_, {Defect::wrong_class, {}, {}}, "忙")),
            ErrorCode::invalid_input);
  EXPECT_EQ(code_of(accept(reviewer_, late, " ")), ErrorCode::invalid_input);
  // Only one that there is.
  for (const DelayNamed& none :
       {DelayNamed{Defect::past_limit, {}, {}}, DelayNamed{Defect::passed_on_late, {}, {}},
        DelayNamed{Defect::received_late, casework::ClockId::filing, {}},
        DelayNamed{Defect::received_late, {}, date(2026, 3, 10)}})
    EXPECT_EQ(code_of(accept(reviewer_, none, "忙")), ErrorCode::not_found);
  EXPECT_NE(accept(reviewer_, {Defect::received_late, {}, kDay}, "忙")
                .error()
                .message.find("应于 2026-03-09"),
            std::string::npos);
  ASSERT_TRUE(accept(reviewer_, late, "系统停机三日"));
  EXPECT_FALSE(stands());
  EXPECT_EQ(shown(id, kDay + 20).defects.front(), Defect::received_late);  // counted all the same
  const auto kept = store_->dossiers().whole_dossier(id)->facts.delays;
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].clock, casework::ClockId::acceptance);
  EXPECT_EQ(kept[0].due, date(2026, 3, 9));
}

// Who enters what is owed and paid, calls back and clears is three people.
TEST_F(Cases, AreEnteredByThoseWhoHandleThemAndNobodyCallsBackHimself) {
  const DossierId id = decided(kDay);
  const std::vector<ArrearsEntered> more{
      {.name = "李四", .established = yuan(50), .evidence = "工资表"}};
  DossierNotes notes;
  notes.why_not_as_claimed = "逐人核实";
  SettlementEntered paid{
      .worker = 1, .index = {}, .settlement = by_bank(casework::BankState::told)};
  paid.settlement.amount = yuan(100);
  const auto all_refused = [&](const access::Principal& who, std::string_view because) {
    const auto refused = [&](const auto& done) {
      return code_of(done) == ErrorCode::not_permitted &&
             done.error().message.find(because) != std::string::npos;
    };
    return refused(enter_arrears(who, on(kDay + 6), desk_, id, more)) &&
           refused(enter_settlement(who, on(kDay + 6), desk_, id, paid)) &&
           refused(note_dossier(who, on(kDay + 6), desk_, id, notes));
  };
  EXPECT_TRUE(all_refused(city_inspector_, "承办单位或协办单位"));
  EXPECT_TRUE(all_refused(access::the_local_operator(), "--as"));
  // Asked to handle it with the county, the city enters, and has handled it.
  step(inspector_, kDay + 6, id, Step::co_asked, Actor::handler);
  ASSERT_TRUE(enter_arrears(city_inspector_, on(kDay + 6), desk_, id, more));
  casework::Settlement receipt;
  receipt.kind = casework::SettlementKind::receipt;
  receipt.proof = std::string(64, 'b');
  receipt.amount = yuan(100);
  ASSERT_TRUE(pay(id, kDay + 6, receipt));
  const CallEntered call{.worker = 1, .index = 0, .answer = casework::CallAnswer::received};
  EXPECT_EQ(code_of(enter_call(city_inspector_, on(kDay + 6), desk_, id, call)),
            ErrorCode::not_permitted);
  // Another one, who only sees it, may call.
  const access::Principal caller = user(24, Role::inspector, city_, "9901");
  ASSERT_TRUE(enter_call(caller, on(kDay + 6), desk_, id, call));
  EXPECT_EQ(shown(id, kDay + 6).sums.owed, yuan(50));
  // Who called and enters something afterwards has not called back as a stranger.
  ASSERT_TRUE(note_dossier(caller, on(kDay + 6), desk_, id, notes));
  EXPECT_TRUE(lacks(shown(id, kDay + 6).clearing, GapCode::call_by_handler));
}

TEST_F(Cases, KeepTheKeysOfTheProgramFree) {
  const DossierId id = found(inspector_, kDay);
  Event filed = event(Step::filed);
  filed.key = "follow-up-7";
  const auto refused = try_step(head_, kDay, id, filed);
  ASSERT_EQ(code_of(refused), ErrorCode::invalid_input);
  EXPECT_NE(refused.error().message.find("程序自己用的"), std::string::npos);
  filed.key = "立案-7";
  EXPECT_TRUE(try_step(head_, kDay, id, filed));
}

// An earlier version took such keys, and its client may send its step again.
TEST_F(Cases, KnowAKeyOfTheProgramThatStandsThereAlready) {
  const DossierId id = found(inspector_, kDay);
  Event filed = event(Step::filed);
  filed.key = "k7";
  ASSERT_TRUE(try_step(head_, kDay, id, filed));
  ASSERT_TRUE((*database_->connect())
                  ->run_script(fmt::format("UPDATE dossier_event SET client_key = 'step-7'"
                                           " WHERE dossier_id = {} AND client_key = 'k7';",
                                           number(id))));
  filed.key = "step-7";
  const auto again = try_step(head_, kDay, id, filed);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->kept, store::Kept::already);
}

TEST_F(Cases, AreHandledByATeamWhoseMembersCan) {
  const DossierId id = found(inspector_, kDay);
  user(71, Role::inspector, other_, "990124");
  user(72, Role::auditor, county_, "990123");
  Event filed = event(Step::filed);
  for (const auto& [person, told] : {std::pair{71, "看不到这一卷"}, {72, "不办线索和案件"}}) {
    filed.team = {casework::PersonId{11}, casework::PersonId{person}};
    const Result<StepRecorded> done = try_step(head_, kDay, id, filed);
    ASSERT_EQ(code_of(done), ErrorCode::invalid_input);
    EXPECT_NE(done.error().message.find(told), std::string::npos) << done.error().message;
  }
  filed.team = {casework::PersonId{11}, casework::PersonId{12}};
  EXPECT_TRUE(try_step(head_, kDay, id, filed));
}

TEST_F(Cases, AreNotClearedAgainByWhatTheWorkerDenied) {
  const DossierId id = decided(kDay);
  const Date day = kDay + 7;
  ASSERT_TRUE(pay(id, day, by_bank(casework::BankState::settled)));
  step(inspector_, day, id, Step::clearing_proposed);
  step(reviewer_, day, id, Step::cleared, Actor::reviewer);
  step(office_, day + 1, id, Step::look_back_drawn, Actor::office);
  Event denied = event(Step::money_not_received);
  denied.number = 1;
  denied.link = 9;
  EXPECT_EQ(code_of(try_step(reviewer_, day + 2, id, denied, Actor::reviewer)),
            ErrorCode::not_found);
  denied.link.reset();  // there is but one whom it can mean
  ASSERT_TRUE(try_step(reviewer_, day + 2, id, denied, Actor::reviewer));
  EXPECT_EQ(state(id, Strand::clearing), State::clearing_open);
  EXPECT_EQ(shown(id, day + 2).sums.owed, yuan(100));
  step(inspector_, day + 3, id, Step::clearing_proposed);
  EXPECT_EQ(code_of(try_step(reviewer_, day + 3, id, event(Step::cleared), Actor::reviewer)),
            ErrorCode::conflict);
  // Another one asked, and he has it.
  const CallEntered yes{.worker = 1, .index = 0, .answer = casework::CallAnswer::received};
  ASSERT_TRUE(enter_call(reviewer_, on(day + 4), desk_, id, yes));
  step(reviewer_, day + 4, id, Step::cleared, Actor::reviewer);
}

TEST_F(Cases, AskWhoDeniedItWhereSeveralWerePaid) {
  const DossierId id = decided(kDay);
  const std::vector<ArrearsEntered> second{
      {.name = "李四", .established = yuan(100), .evidence = "工资表"}};
  ASSERT_TRUE(enter_arrears(inspector_, on(kDay + 6), desk_, id, second));
  SettlementEntered paid{
      .worker = 1, .index = {}, .settlement = by_bank(casework::BankState::settled, "T1")};
  paid.settlement.amount = yuan(100);
  ASSERT_TRUE(enter_settlement(inspector_, on(kDay + 6), desk_, id, paid));
  paid.worker = 2;
  paid.settlement.proof = "T2";
  ASSERT_TRUE(enter_settlement(inspector_, on(kDay + 6), desk_, id, paid));
  step(inspector_, kDay + 7, id, Step::clearing_proposed);
  step(reviewer_, kDay + 7, id, Step::cleared, Actor::reviewer);
  step(office_, kDay + 8, id, Step::look_back_drawn, Actor::office);
  Event denied = event(Step::money_not_received);
  denied.number = 1;
  const auto unnamed = try_step(reviewer_, kDay + 9, id, denied, Actor::reviewer);
  ASSERT_EQ(code_of(unnamed), ErrorCode::usage);
  EXPECT_NE(unnamed.error().message.find("--link"), std::string::npos);
  EXPECT_EQ(state(id, Strand::clearing), State::cleared);
  denied.link = 1;
  ASSERT_TRUE(try_step(reviewer_, kDay + 9, id, denied, Actor::reviewer));
  step(inspector_, kDay + 10, id, Step::clearing_proposed);
  // What another one has is not his.
  CallEntered yes{.worker = 2, .index = 0, .answer = casework::CallAnswer::received};
  ASSERT_TRUE(enter_call(reviewer_, on(kDay + 11), desk_, id, yes));
  EXPECT_EQ(code_of(try_step(reviewer_, kDay + 11, id, event(Step::cleared), Actor::reviewer)),
            ErrorCode::conflict);
  yes.worker = 1;
  ASSERT_TRUE(enter_call(reviewer_, on(kDay + 12), desk_, id, yes));
  step(reviewer_, kDay + 12, id, Step::cleared, Actor::reviewer);
}

TEST_F(Cases, ConcludedAsPaidAreOpenAgainWhenABankSendsTheMoneyBack) {
  const DossierId id = found(inspector_, kDay);
  owe(id, kDay);
  ASSERT_TRUE(pay(id, kDay, by_bank(casework::BankState::settled)));
  Event proposed = event(Step::conclusion_proposed);
  proposed.ground = casework::ConclusionGround::paid_before_filing;
  ASSERT_TRUE(try_step(inspector_, kDay, id, proposed));
  step(reviewer_, kDay, id, Step::concluded, Actor::reviewer);
  ASSERT_TRUE(pay(id, kDay + 1, by_bank(casework::BankState::returned)));
  EXPECT_EQ(state(id, Strand::conclusion), State::conclusion_open);
}

TEST_F(Cases, ServeWhatHasANumber) {
  const DossierId id = decided(kDay);
  Event issued = event(Step::order_issued);
  issued.document.clear();  // its paper will have one
  issued.day = kDay + 30;
  ASSERT_TRUE(try_step(head_, kDay + 6, id, issued));
  const auto early = try_step(inspector_, kDay + 7, id, event(Step::order_served));
  ASSERT_EQ(code_of(early), ErrorCode::conflict);
  EXPECT_NE(early.error().message.find("qingxin paper write"), std::string::npos);
}

TEST_F(Cases, AnswerNothingAboutMoneyThatIsNotThere) {
  const ClueId clue = receive(inspector_, kDay);
  const DossierId id = open(inspector_, kDay, {clue});
  owe(id, kDay);
  ClueConfirmed confirmed;
  confirmed.clue = clue;
  confirmed.matter_class = casework::MatterClass::unpaid_wages;
  ASSERT_TRUE(confirm_clue(second_, on(kDay), clues_, confirmed));
  const ClueAnswer answer{
      .clue = clue, .key = "", .text = "工资已付清", .people = 1, .amount = yuan(100)};
  ASSERT_TRUE(draft_answer(inspector_, on(kDay, 12), desk_, answer));
  const auto sent = [&] {
    return record_step(reviewer_, on(kDay + 1), desk_,
                       {.subject = Subject::clue,
                        .dossier = number(clue),
                        .event = event(Step::reply_sent),
                        .by = Actor::reviewer});
  };
  const auto refused = sent();
  ASSERT_EQ(code_of(refused), ErrorCode::conflict);
  EXPECT_NE(refused.error().message.find("还有 100.00 元"), std::string::npos);
  ASSERT_TRUE(pay(id, kDay, by_bank(casework::BankState::settled)));
  const auto answered = sent();
  EXPECT_TRUE(answered) << answered.error().message;
}

TEST_F(Cases, StandBesideTheZerosWhereTheyAreOfNoArrears) {
  const auto zero = [&] {
    FiguresOrder order;
    order.year = 2026;
    order.day = date(2026, 3, 31);
    const auto figures = case_figures(inspector_, desk_, order);
    EXPECT_TRUE(figures) << figures.error().message;
    return std::pair{figures->zeros[1].open, figures->zeros[1].not_arrears};
  };
  using Counts = std::pair<std::int64_t, std::int64_t>;
  found(inspector_, kDay);
  CaseOrder order;
  order.reason = "来问社保";
  order.region_code = "990123";
  order.matter_class = casework::MatterClass::not_labour;
  const auto outside = open_case(inspector_, on(kDay), desk_, order);
  ASSERT_TRUE(outside) << outside.error().message;
  EXPECT_EQ(zero(), (Counts{1, 1}));
  const DossierId declined = open(inspector_, kDay, {receive(inspector_, kDay)});
  EXPECT_EQ(zero(), (Counts{2, 1}));
  step(inspector_, kDay + 1, declined, Step::declined, Actor::handler);
  EXPECT_EQ(zero(), (Counts{1, 2}));
  // Whoever is owed wages is counted, whatever it is called.
  owe(outside->id, kDay + 1);
  EXPECT_EQ(zero(), (Counts{2, 1}));
}

TEST_F(Cases, StayWithWhoWasAskedUntilAnotherHasTakenOver) {
  const DossierId id = found(inspector_, kDay);
  step(inspector_, kDay, id, Step::offered, Actor::handler);
  // It is offered to the city, which sees it now; until it takes over, the county is responsible.
  EXPECT_EQ(code_of(try_step(other_inspector_, kDay, id, event(Step::taken_over))),
            ErrorCode::not_found);
  EXPECT_EQ(store_->dossiers().whole_dossier(id)->dossier.owner, casework::BodyId{101});
  step(city_inspector_, kDay + 1, id, Step::taken_over);
  EXPECT_EQ(store_->dossiers().whole_dossier(id)->dossier.owner, casework::BodyId{102});
  EXPECT_EQ(code_of(try_step(head_, kDay + 1, id, event(Step::filed))), ErrorCode::not_permitted);
}

TEST_F(Cases, GoUpOncePerRuleAndRemindOncePerRung) {
  const DossierId id = open(inspector_, kDay, {receive(inspector_, kDay)});
  const access::Principal machine = access::the_machine();
  const auto ticked = [&](Date day) { return tick_cases(machine, on(day), desk_, std::nullopt); };
  const auto first = ticked(date(2026, 3, 11));  // the acceptance was due on the 9th
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_TRUE(std::ranges::any_of(first->escalations, [&](const CasesTicked::Escalated& one) {
    return one.id == id && one.rule == "overdue-1";
  }));
  EXPECT_FALSE(first->reminders.empty());
  const auto again = ticked(date(2026, 3, 11));
  EXPECT_TRUE(again->escalations.empty());
  EXPECT_TRUE(again->reminders.empty());
  EXPECT_TRUE(first->faulty.empty());
  // Two rungs lie between: one goes out, the other is noted as passed over.
  const auto later = ticked(date(2026, 3, 30));
  ASSERT_EQ(later->escalations.size(), 2U);
  std::vector<std::string> rules;
  for (const auto& one : later->escalations) rules.push_back(one.rule);
  EXPECT_EQ(rules, (std::vector<std::string>{"overdue-5", "overdue-15"}));
  EXPECT_EQ(shown(id, date(2026, 3, 30)).escalations.size(), 3U);
}

TEST_F(Cases, BeginForEveryClueThatHasNoneHoweverManyCameAfterIt) {
  const ClueId lost = receive(inspector_, kDay, "1"), model = receive(inspector_, kDay, "2");
  std::string script = "BEGIN;";
  for (const char* table : {"dossier", "dossier_event", "dossier_strand", "dossier_body",
                            "dossier_facts", "dossier_frozen"})
    script += fmt::format("DELETE FROM {} WHERE dossier_id = {};", table, number(lost));
  // A year of clues, with dossiers that nobody has to look at.
  for (const auto& [table, id, also] : {std::tuple{"clue", "clue_id", ", matter_id = clue_id + 1"},
                                        {"clue_origin", "clue_id", ", foreign_number = NULL"},
                                        {"dossier", "dossier_id", ", is_open = 0"}}) {
    script += fmt::format("CREATE TEMP TABLE made AS SELECT * FROM {} WHERE {} = {};", table, id,
                          number(model));
    for (int i = 0; i < 600; ++i)
      script += fmt::format("UPDATE made SET {1} = {1} + 1{2}; INSERT INTO {0} SELECT * FROM made;",
                            table, id, also);
    script += "DROP TABLE made;";
  }
  ASSERT_TRUE((*database_->connect())->run_script(script + "COMMIT;"));
  const auto ticked = tick_cases(access::the_machine(), on(kDay + 1), desk_, std::nullopt);
  ASSERT_TRUE(ticked) << ticked.error().message;
  EXPECT_EQ(ticked->begun, 1);
  EXPECT_TRUE(ticked->faulty.empty());
  EXPECT_EQ(state(store::dossier_of(lost), Strand::clue), State::clue_waiting);
}

TEST_F(Cases, AreMovedByACorrectedCalendarAndSaidToBe) {
  const DossierId id = open(inspector_, kDay, {receive(inspector_, kDay)});
  // As if the day before the deadline had been a holiday.
  law::Calendar before = [] {
    law::YearNotice year;
    year.days_off = {date(2026, 3, 6)};
    return law::Calendar({{2026, year}});
  }();
  const CountedBefore then{before, "2026-01-01"};
  const auto ticked = tick_cases(access::the_machine(), on(kDay + 1), desk_, then);
  ASSERT_TRUE(ticked) << ticked.error().message;
  ASSERT_EQ(ticked->redatings.size(), 1U);
  EXPECT_EQ(ticked->redatings[0].id, id);
  EXPECT_EQ(ticked->redatings[0].redating.before, date(2026, 3, 10));
  EXPECT_EQ(ticked->redatings[0].redating.after, date(2026, 3, 9));
  EXPECT_TRUE(tick_cases(access::the_machine(), on(kDay + 1), desk_, then)->redatings.empty());
  EXPECT_EQ(shown(id, kDay + 1).redatings.size(), 1U);
}

TEST_F(Cases, GoOnWithoutTheOneThatCannotBeRead) {
  const DossierId bad = found(inspector_, kDay),
                  good = open(inspector_, kDay, {receive(inspector_, kDay)});
  ASSERT_TRUE(database_->connect());
  const auto broken = store_->dossiers().whole_dossier(bad);
  ASSERT_TRUE(broken);
  ASSERT_TRUE(
      (*database_->connect())
          ->run("UPDATE dossier_event SET step = 515 WHERE dossier_id = $1 AND event_no = 2",
                std::vector<store::SqlValue>{number(bad)}, [](const store::SqlRow&) {}));
  const auto ticked = tick_cases(access::the_machine(), on(date(2026, 3, 11)), desk_, std::nullopt);
  ASSERT_TRUE(ticked) << ticked.error().message;
  ASSERT_EQ(ticked->faulty.size(), 1U);
  EXPECT_EQ(ticked->faulty[0].id, bad);
  EXPECT_TRUE(
      std::ranges::any_of(ticked->escalations, [&](const auto& one) { return one.id == good; }));
}

TEST_F(Cases, AreListedAsTheirClocksStandNow) {
  const DossierId late = open(inspector_, kDay, {receive(inspector_, kDay, "1")});
  const DossierId fresh = found(inspector_, kDay + 10);
  CaseQuery query{.filter = {}, .is_overdue = true, .before = {}, .limit = 10};
  const auto overdue = list_cases(inspector_, on(kDay + 10), desk_, query);
  ASSERT_TRUE(overdue) << overdue.error().message;
  ASSERT_EQ(overdue->cases.size(), 1U);
  EXPECT_EQ(overdue->cases[0].kept.id, late);
  query.is_overdue = false;
  query.limit = 1;
  const auto page = list_cases(inspector_, on(kDay + 10), desk_, query);
  ASSERT_EQ(page->cases.size(), 1U);
  EXPECT_EQ(page->cases[0].kept.id, fresh);
  EXPECT_EQ(page->next, fresh);
  EXPECT_TRUE(list_cases(other_inspector_, on(kDay + 10), desk_, query)->cases.empty());
}

TEST_F(Cases, AreListedInAsManyStatementsHoweverManyThereAre) {
  store::FaultPlan plan{.fault = store::Fault::refuses, .at = INT32_MAX};
  store::FaultyDatabase counting(*database_, plan);
  const auto store =
      store::SqlStore::open(counting, {.person_key = "k", .node = 1}, Instant{1}).value();
  const CaseDesk desk{store.get(), &law_, &ids_};
  const CaseQuery query{.filter = {}, .is_overdue = false, .before = {}, .limit = 100};
  const auto statements = [&](std::size_t cases) {
    plan.asked = 0;
    const auto page = list_cases(inspector_, on(kDay), desk, query);
    EXPECT_TRUE(page) << page.error().message;
    EXPECT_EQ(page->cases.size(), cases);
    return plan.asked;
  };
  found(inspector_, kDay);
  statements(1);
  const int of_one = statements(1);
  for (int i = 0; i < 4; ++i) found(inspector_, kDay);
  EXPECT_EQ(statements(5), of_one);
  EXPECT_LT(of_one, 12);
}

TEST_F(Cases, AreSampledAgainByTheSameSeed) {
  std::vector<DossierId> cases;
  for (int i = 0; i < 8; ++i) {
    const DossierId id = decided(kDay);
    ASSERT_TRUE(pay(id, kDay + 7, by_bank(casework::BankState::settled, "T" + std::to_string(i))));
    step(inspector_, kDay + 7, id, Step::clearing_proposed);
    step(reviewer_, kDay + 7, id, Step::cleared, Actor::reviewer);
    cases.push_back(id);
  }
  const auto sample = [&](std::string seed) {
    const LookBackOrder order{
        .year = 2026, .region = "", .sample = 3, .seed = std::move(seed), .is_drawn = false};
    std::vector<DossierId> ids;
    const auto back = look_back(office_, on(kDay + 40), desk_, order);
    EXPECT_TRUE(back) << back.error().message;
    for (const LookBackTask& task : back->tasks) ids.push_back(task.kept.id);
    EXPECT_EQ(back->cases, 8);
    return ids;
  };
  EXPECT_EQ(sample("抽签").size(), 3U);
  EXPECT_EQ(sample("抽签"), sample("抽签"));
  EXPECT_NE(sample("抽签"), sample("另一签"));
  const LookBackOrder without{
      .year = 2026, .region = "", .sample = 3, .seed = " ", .is_drawn = false};
  EXPECT_EQ(code_of(look_back(office_, on(kDay), desk_, without)), ErrorCode::usage);
  EXPECT_EQ(code_of(look_back(inspector_, on(kDay), desk_, without)), ErrorCode::not_permitted);
}

TEST_F(Cases, KeepTheRulesThatAPlaceSets) {
  const auto read = read_escalation_rules(
      "[[rule]]\nid = \"本地-10\"\nrung = \"督办\"\npeople = 1\nsource = \"平政办〔2026〕5号\"\n",
      "规则.toml");
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_TRUE(set_escalation_rules(office_, on(kDay), desk_, *read));
  EXPECT_EQ(code_of(set_escalation_rules(inspector_, on(kDay), desk_, *read)),
            ErrorCode::not_permitted);
  const auto rules = escalation_rules(inspector_, desk_);
  ASSERT_EQ(rules->size(), 1U);
  EXPECT_EQ(rules->front().people, 1);
  EXPECT_EQ(rules->front().source, "平政办〔2026〕5号");
  EXPECT_FALSE(
      read_escalation_rules("[[rule]]\nid = \"a\"\nrung = \"督办\"\nsource = \"b\"\n", "x"));
  EXPECT_FALSE(read_escalation_rules("[[rule]]\nid = \"a\"\nrung = \"督\"\npeople = 1\n", "x"));
}

TEST_F(Cases, AreMaskedUntilSomebodySaysWhyHeLooks) {
  const DossierId id = decided(kDay);
  EXPECT_EQ(shown(id, kDay + 6).whole.facts.workers[0].name, "***");
  EXPECT_EQ(code_of(reveal_dossier(inspector_, on(kDay + 6), desk_, {id, {}, "看"})),
            ErrorCode::invalid_input);
  const auto seen = reveal_dossier(inspector_, on(kDay + 6), desk_,
                                   {id, store::RevealPurpose::call_back, "回访前核对姓名"});
  ASSERT_TRUE(seen) << seen.error().message;
  EXPECT_EQ(seen->whole.facts.workers[0].name, "周建国");
}

TEST_F(Cases, AreStepsOfCluesThatAreMergedAndComeAgain) {
  const ClueId a = receive(inspector_, kDay, "1"), b = receive(inspector_, kDay, "2");
  const std::vector<ClueId> others{b};
  ASSERT_TRUE(merge_clues(inspector_, on(kDay), clues_, a, others, "同一个人"));
  const auto merged = store_->dossiers().whole_dossier(store::dossier_of(b))->dossier;
  EXPECT_EQ(merged.links, std::vector<std::int64_t>{number(a)});
  ASSERT_TRUE(take_clue_apart(second_, on(kDay), clues_, b, "不是一个工地"));
  EXPECT_TRUE(store_->dossiers().whole_dossier(store::dossier_of(b))->dossier.links.empty());
  // Joined again to the same, and out of it again, which leaves the case.
  const DossierId id = open(inspector_, kDay, {b});
  ASSERT_TRUE(merge_clues(inspector_, on(kDay, 12), clues_, a, others, "还是一个人"));
  EXPECT_EQ(store_->dossiers().whole_dossier(store::dossier_of(b))->dossier.links,
            (std::vector<std::int64_t>{number(id), number(a)}));
  ASSERT_TRUE(take_clue_apart(second_, on(kDay, 13), clues_, b, "不是一个工地"));
  EXPECT_EQ(store_->dossiers().whole_dossier(store::dossier_of(b))->dossier.links,
            std::vector<std::int64_t>{number(id)});
  const auto events = [&](ClueId clue) {
    return store_->dossiers().whole_dossier(store::dossier_of(clue))->dossier.events;
  };
  const std::size_t before = events(a).size();
  receive(inspector_, kDay + 1, "1", "又有两人没有拿到");
  EXPECT_EQ(events(a).size(), before);  // nobody has received it yet: he will read both
  step(inspector_, kDay + 1, store::dossier_of(a), Step::clue_received, Actor::intake,
       Subject::clue);
  receive(inspector_, kDay + 2, "1", "又有三人没有拿到");
  EXPECT_EQ(events(a).back().step, Step::more_given);
}

}  // namespace
}  // namespace qingxin::app
