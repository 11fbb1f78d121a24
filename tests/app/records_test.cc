// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "app/export_records.h"
#include "app/record_desk.h"
#include "app/record_query.h"
#include "sqlite/sqlite_database.h"
#include "store/sql_store.h"
#include "tests/support/temporary_folder.h"

// The use cases about the records of the leading-group office, on the embedded engine.
namespace qingxin::app {
namespace {

using access::Role;
using access::UnitId;
using oversight::BodyId;
using oversight::Field;
using oversight::RecordActor;
using oversight::RecordKind;
using oversight::RecordState;
using oversight::RecordStep;
using oversight::Values;

constexpr Date kDay = date(2026, 3, 2);

Moment on(Date day, int hour = 10) {
  constexpr std::int64_t kHourMs = 3'600'000;
  return {Instant{(std::int64_t{day.days} * 24 + hour - 8) * kHourMs}, day};
}

BodyId body(UnitId unit) {
  return BodyId{access::number(unit)};
}

// The office of a county with the bodies to which it gives tasks: one of them has nobody who signs
// in.
class Records : public testing::Test {
 protected:
  void SetUp() override {
    law_ = law::load(std::nullopt, std::nullopt).value();
    database_ = std::make_unique<sqlite::SqliteDatabase>(folder_.path() / "a.db",
                                                         sqlite::SqliteDatabase::kPatienceMs);
    store_ = store::SqlStore::open(*database_, {.person_key = "k", .node = 1}, Instant{1}).value();
    desk_ = {store_.get(), &law_, &ids_};
    unit(office_, "平川县治欠办", "990123", store::UnitKind::office);
    unit(city_, "青原市治欠办", "990100", store::UnitKind::office);
    unit(other_, "临河县治欠办", "990124", store::UnitKind::office);
    unit(housing_, "平川县住建局", "990123", store::UnitKind::authority, "住建");
    unit(water_, "平川县水利局", "990123", store::UnitKind::authority, "水利");
    unit(firm_, "平川建工", "990123", store::UnitKind::enterprise);
    unit(rival_firm_, "青源路桥", "990124", store::UnitKind::enterprise);
    clerk_ = user(11, Role::office, office_, access::district_scope("990123"));
    colleague_ = user(12, Role::office, office_, access::district_scope("990123"));
    inspector_ = user(13, Role::inspector, office_, access::district_scope("990123"));
    head_ = user(14, Role::leader, office_, access::district_scope("990123"));
    city_clerk_ = user(21, Role::office, city_, access::district_scope("9901"));
    other_clerk_ = user(31, Role::office, other_, access::district_scope("990124"));
    access::Scope industry = access::district_scope("990123");
    industry.has_any_industry = false;
    industry.industries = {"住建"};
    builders_bureau_ = user(41, Role::industry_authority, housing_, industry);
    his_colleague_ = user(42, Role::inspector, housing_, access::district_scope("990123"));
    builder_ = user(51, Role::general_contractor, firm_, of_unit(firm_));
    rival_ = user(52, Role::general_contractor, rival_firm_, of_unit(rival_firm_));
    assessor_ = user(61, Role::assessor, {}, access::district_scope("990123"));
  }

  void unit(UnitId id, std::string name, std::string region, store::UnitKind kind,
            std::string industry = "") {
    store::Unit unit{id, std::move(name), "", std::move(region), kind};
    unit.industry = std::move(industry);
    ASSERT_TRUE(store_->add_unit(unit));
  }
  static access::Scope of_unit(UnitId unit) {
    return {.districts = {""}, .industries = {}, .units = {unit}, .has_any_industry = true};
  }
  access::Principal user(std::int64_t id, Role role, UnitId unit, access::Scope scope) {
    store::User user{.id = access::UserId{id},
                     .login = "u" + std::to_string(id),
                     .name = "人" + std::to_string(id),
                     .role = role,
                     .unit = unit,
                     .scope = std::move(scope)};
    EXPECT_TRUE(store_->accounts().add_user(user, "hash"));
    return {.user = user.id, .role = role, .unit = unit, .scope = user.scope};
  }

  static RecordOrder fresh(RecordKind kind, Values values, UnitId to = {}) {
    RecordOrder order;
    order.face.kind = kind;
    order.face.addressee = body(to);
    order.event.step = first_step(kind);
    order.event.values = std::move(values);
    return order;
  }
  static RecordOrder campaign() {
    return fresh(RecordKind::campaign, {{Field::name, "冬季专项行动"},
                                        {Field::year, "2026"},
                                        {Field::from, "2026-03-01"},
                                        {Field::until, "2026-06-30"}});
  }
  RecordOrder task(UnitId to) const {
    return fresh(RecordKind::task, {{Field::content, "核查专户"}, {Field::until, "2026-03-20"}},
                 to);
  }
  Result<RecordKept> try_keep(const access::Principal& who, Date day, const RecordOrder& order) {
    return step_record(who, on(day), desk_, order);
  }
  RecordId keep(const access::Principal& who, Date day, const RecordOrder& order) {
    const Result<RecordKept> kept = try_keep(who, day, order);
    EXPECT_TRUE(kept) << kept.error().message;
    return kept ? kept->whole.id : RecordId{};
  }
  Result<RecordKept> try_step(const access::Principal& who, Date day, RecordId id, RecordStep step,
                              Values values = {}) {
    RecordOrder order;
    order.id = id;
    order.event.step = step;
    order.event.values = std::move(values);
    return step_record(who, on(day, 11), desk_, order);
  }
  void step(const access::Principal& who, Date day, RecordId id, RecordStep step,
            Values values = {}) {
    const Result<RecordKept> done = try_step(who, day, id, step, std::move(values));
    ASSERT_TRUE(done) << oversight::words_of(step).chinese << "：" << done.error().message;
  }
  RecordShown shown(const access::Principal& who, RecordId id) {
    const Result<RecordShown> shown = look_at_record(who, on(kDay), desk_, id);
    EXPECT_TRUE(shown) << shown.error().message;
    return shown.value_or(RecordShown{});
  }
  RecordState state(RecordId id) { return shown(clerk_, id).whole.record.state; }
  std::vector<RecordStep> possible(const access::Principal& who, RecordId id) {
    std::vector<RecordStep> steps;
    for (const oversight::RecordMove& move : shown(who, id).possible) steps.push_back(move.step);
    return steps;
  }
  std::size_t count(const access::Principal& who, RecordKind kind) {
    store::RecordFilter filter;
    filter.kind = kind;
    return all_records(who, on(kDay), desk_, filter).value().size();
  }
  static ErrorCode code_of(const auto& result) {
    EXPECT_FALSE(result);
    return result ? ErrorCode{} : result.error().code;
  }

  const UnitId office_{101}, city_{102}, other_{103}, housing_{104}, water_{105}, firm_{106},
      rival_firm_{107};
  TemporaryFolder folder_;
  law::Law law_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<store::SqlStore> store_;
  store::IdMaker ids_{1};
  RecordDesk desk_{};
  access::Principal clerk_, colleague_, inspector_, head_, city_clerk_, other_clerk_,
      builders_bureau_, his_colleague_, builder_, rival_, assessor_;
};

TEST_F(Records, LieWhereTheirUnitDoesUnlessTheySayIt) {
  const RecordId id = keep(clerk_, kDay, campaign());
  const store::WholeRecord whole = *show_record(clerk_, on(kDay), desk_, id);
  EXPECT_EQ(whole.record.face.owner, body(office_));
  EXPECT_EQ(whole.record.face.region_code, "990123");
  EXPECT_EQ(whole.record.state, RecordState::draft);
  // The city's task lies where it is to be done, and is seen there.
  const RecordId below = keep(city_clerk_, kDay, task(office_));
  EXPECT_EQ(shown(clerk_, below).whole.record.face.region_code, "990123");
  const auto both = step_records(city_clerk_, on(kDay), desk_, {task(office_), campaign()});
  ASSERT_TRUE(both) << both.error().message;
  EXPECT_EQ(both->back().whole.record.face.region_code, "990100");
  // A firm may be registered anywhere.
  const RecordId elsewhere = keep(clerk_, kDay, task(rival_firm_));
  EXPECT_EQ(shown(clerk_, elsewhere).whole.record.face.region_code, "990123");
  RecordOrder theirs = campaign();
  theirs.face.region_code = "990124";
  EXPECT_EQ(code_of(try_keep(clerk_, kDay, theirs)), ErrorCode::not_permitted);
  theirs.face.region_code = "平川";
  EXPECT_EQ(code_of(try_keep(clerk_, kDay, theirs)), ErrorCode::invalid_input);
}

TEST_F(Records, AreMadeOnceForOneId) {
  RecordOrder order = campaign();
  order.fresh = RecordId{4711};
  EXPECT_EQ(try_keep(clerk_, kDay, order)->kept, store::Kept::now);
  EXPECT_EQ(try_keep(clerk_, kDay + 1, order)->kept, store::Kept::already);
  EXPECT_EQ(count(clerk_, RecordKind::campaign), 1U);
  order.event.values[Field::name] = "另一个行动";
  EXPECT_EQ(code_of(try_keep(clerk_, kDay, order)), ErrorCode::conflict);
  order = campaign();
  order.fresh = RecordId{4711};
  order.face.industry = "住建";
  EXPECT_EQ(code_of(try_keep(clerk_, kDay, order)), ErrorCode::conflict);
}

TEST_F(Records, AreGoneOnWithByThoseWhoseActItIs) {
  const RecordId id = keep(clerk_, kDay, task(housing_));
  EXPECT_EQ(possible(clerk_, id), (std::vector{RecordStep::changed, RecordStep::cancelled}));
  EXPECT_EQ(possible(builders_bureau_, id),
            (std::vector{RecordStep::accepted, RecordStep::reported}));
  EXPECT_EQ(code_of(try_step(clerk_, kDay, id, RecordStep::accepted)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(try_step(other_clerk_, kDay, id, RecordStep::cancelled)), ErrorCode::not_found);
  step(builders_bureau_, kDay, id, RecordStep::accepted);
  step(builders_bureau_, kDay, id, RecordStep::reported, {{Field::result, "已核查"}});
  // Nobody confirms what his own body reported, wherever else he looks.
  for (const access::Principal* who : {&builders_bureau_, &his_colleague_})
    EXPECT_EQ(code_of(try_step(*who, kDay, id, RecordStep::confirmed)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(try_step(head_, kDay, id, RecordStep::confirmed)), ErrorCode::not_permitted);
  step(city_clerk_, kDay, id, RecordStep::confirmed);  // of a district above the office's
  EXPECT_EQ(state(id), RecordState::done);
  const auto ended = try_step(clerk_, kDay, id, RecordStep::sent_back, {{Field::reason, "再查"}});
  ASSERT_EQ(code_of(ended), ErrorCode::conflict);
  EXPECT_NE(ended.error().message.find("完成"), std::string::npos) << ended.error().message;
}

TEST_F(Records, OfTheCityAreNotTheCountysToOrganise) {
  const RecordId id = keep(city_clerk_, kDay, task(housing_));
  EXPECT_EQ(shown(clerk_, id).whole.record.face.region_code, "990123");
  EXPECT_TRUE(possible(clerk_, id).empty());
  EXPECT_EQ(code_of(try_step(clerk_, kDay, id, RecordStep::cancelled, {{Field::reason, "不办"}})),
            ErrorCode::not_permitted);
}

TEST_F(Records, AreTypedByTheLocalOperatorOnlyForSomebody) {
  const auto refused = try_keep(access::the_local_operator(), kDay, task(housing_));
  ASSERT_EQ(code_of(refused), ErrorCode::not_permitted);
  EXPECT_NE(refused.error().message.find("--as"), std::string::npos);
  // What the machine makes is of this office itself.
  const RecordId id = keep(access::the_machine(), kDay, task(housing_));
  const oversight::Record record = show_record(access::the_machine(), on(kDay), desk_, id)->record;
  EXPECT_EQ(record.events.front().by, RecordActor::machine);
  EXPECT_EQ(record.events.front().person, oversight::PersonId{});
}

TEST_F(Records, OfAUnitWithoutPeopleAreToldByTheOrganiser) {
  const RecordId id = keep(clerk_, kDay, task(water_));
  step(clerk_, kDay, id, RecordStep::reported, {{Field::result, "电话报来：已核查"}});
  const oversight::RecordEvent& told = shown(clerk_, id).whole.record.events.back();
  EXPECT_EQ(told.by, RecordActor::addressee);
  EXPECT_EQ(told.for_body, body(water_));
  EXPECT_EQ(told.person, oversight::PersonId{11});
  EXPECT_EQ(code_of(try_step(clerk_, kDay, id, RecordStep::confirmed)), ErrorCode::not_permitted);
  step(colleague_, kDay, id, RecordStep::confirmed);
}

TEST_F(Records, AreSignedByWhoeverMaySignAndDidNotPropose) {
  const RecordId id = keep(clerk_, kDay,
                           fresh(RecordKind::order,
                                 {{Field::way, "supervise"},
                                  {Field::content, "三日内报结果"},
                                  {Field::reason, "任务超期"}},
                                 housing_));
  const Values until{{Field::until, "2026-03-20"}};
  EXPECT_EQ(code_of(try_step(clerk_, kDay, id, RecordStep::issued, until)),
            ErrorCode::not_permitted);
  const auto unsigned_yet = try_step(inspector_, kDay, id, RecordStep::issued, until);
  ASSERT_EQ(code_of(unsigned_yet), ErrorCode::not_permitted);
  EXPECT_NE(unsigned_yet.error().message.find("签发"), std::string::npos);
  const auto issued = try_step(head_, kDay, id, RecordStep::issued, until);
  ASSERT_TRUE(issued) << issued.error().message;
  EXPECT_NE(issued->whole.number.find("2026"), std::string::npos) << issued->whole.number;
  step(builders_bureau_, kDay, id, RecordStep::answered, {{Field::result, "已办"}});
  step(clerk_, kDay, id, RecordStep::released);
}

TEST_F(Records, AreShownToAnEnterpriseOnceTheyAreToldAndWithoutWhoCame) {
  RecordOrder order = fresh(RecordKind::inspection,
                            {{Field::way, "unannounced"},
                             {Field::day, "2026-03-03"},
                             {Field::officers, "u11\nu12"},
                             {Field::source, "线索"}},
                            firm_);
  const RecordId id = keep(clerk_, kDay, order);
  EXPECT_EQ(oversight::text_of(shown(clerk_, id).whole.record.values, Field::officers), "11\n12");
  EXPECT_EQ(code_of(look_at_record(builder_, on(kDay), desk_, id)), ErrorCode::not_found);
  step(clerk_, kDay, id, RecordStep::begun);
  step(colleague_, kDay, id, RecordStep::found_defects,
       {{Field::until, "2026-03-20"}, {Field::measure, "补装门禁"}});
  const RecordShown told = shown(builder_, id);
  EXPECT_FALSE(told.whole.record.values.contains(Field::officers));
  EXPECT_FALSE(told.whole.record.values.contains(Field::source));
  EXPECT_TRUE(told.users.empty());
  EXPECT_EQ(told.units.size(), 2U);
  for (const oversight::RecordEvent& event : told.whole.record.events) {
    EXPECT_EQ(event.person, oversight::PersonId{});
    EXPECT_EQ(event.for_body, body(office_));
  }
  EXPECT_EQ(possible(builder_, id), std::vector{RecordStep::rectified});
  EXPECT_EQ(code_of(look_at_record(rival_, on(kDay), desk_, id)), ErrorCode::not_found);
  access::Principal bank = builder_;
  bank.role = Role::bank;
  EXPECT_EQ(code_of(look_at_record(bank, on(kDay), desk_, id)), ErrorCode::not_permitted);
  step(builder_, kDay, id, RecordStep::rectified, {{Field::result, "已装好"}});
  EXPECT_EQ(shown(builder_, id).users, (std::map<std::int64_t, std::string>{{51, "人51"}}));
  step(clerk_, kDay, id, RecordStep::look_passed);
}

TEST_F(Records, SayNothingOfCasesToWhoeverMaySeeNone) {
  const RecordId id = keep(clerk_, kDay,
                           fresh(RecordKind::exposure, {{Field::case_number, "平劳监〔2026〕1号"},
                                                        {Field::firm, "平川建工"},
                                                        {Field::content, "拖欠工资"}}));
  EXPECT_TRUE(shown(clerk_, id).whole.record.values.contains(Field::case_number));
  EXPECT_FALSE(shown(assessor_, id).whole.record.values.contains(Field::case_number));
  RecordQuery query;
  query.filter.dossier = 1;
  EXPECT_EQ(code_of(list_records(assessor_, on(kDay), desk_, query)), ErrorCode::not_permitted);
  RecordOrder of_nothing = task(housing_);
  of_nothing.face.dossier = 4711;
  EXPECT_EQ(code_of(try_keep(clerk_, kDay, of_nothing)), ErrorCode::not_found);
}

TEST_F(Records, AreMadeTogetherOrNotAtAll) {
  RecordOrder stage =
      fresh(RecordKind::stage,
            {{Field::name, "自查"}, {Field::from, "2026-03-01"}, {Field::until, "2026-03-31"}});
  stage.face.parent = -1;
  RecordOrder work = task(housing_);
  work.face.parent = -1;
  RecordOrder begin;
  begin.id = RecordId{-1};
  begin.event.step = RecordStep::begun;
  const auto made = step_records(clerk_, on(kDay), desk_, {campaign(), stage, work, begin});
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_EQ(made->size(), 4U);
  const RecordId campaign_id = made->front().whole.id;
  EXPECT_EQ((*made)[1].whole.record.face.parent, number(campaign_id));
  EXPECT_EQ((*made)[3].whole.id, campaign_id);
  EXPECT_EQ(state(campaign_id), RecordState::running);
  store::RecordFilter below;
  below.parent = campaign_id;
  EXPECT_EQ(all_records(clerk_, on(kDay), desk_, below)->size(), 2U);
  stage.event.values.erase(Field::name);
  EXPECT_EQ(code_of(step_records(clerk_, on(kDay), desk_, {campaign(), stage})),
            ErrorCode::invalid_input);
  EXPECT_EQ(count(clerk_, RecordKind::campaign), 1U);
  EXPECT_EQ(code_of(step_records(clerk_, on(kDay), desk_, {RecordOrder{}})),
            ErrorCode::invalid_input);
  stage.face.parent = -7;
  EXPECT_EQ(code_of(step_records(clerk_, on(kDay), desk_, {campaign(), stage})),
            ErrorCode::invalid_input);
}

TEST_F(Records, KeepTheKeysOfClientsApartFromThoseOfTheProgram) {
  RecordOrder order = campaign();
  order.event.key = "~new";
  EXPECT_EQ(code_of(try_keep(clerk_, kDay, order)), ErrorCode::invalid_input);
  EXPECT_TRUE(step_records(clerk_, on(kDay), desk_, {order}));
  order.event.key = std::string(65, 'a');
  EXPECT_EQ(code_of(try_keep(clerk_, kDay, order)), ErrorCode::invalid_input);
  order.event.key = "专项-1";
  const RecordId id = keep(clerk_, kDay, order);
  RecordOrder change;
  change.id = id;
  change.event.key = "改-1";
  change.event.step = RecordStep::changed;
  change.event.values = {{Field::goal, "清零"}};
  EXPECT_EQ(try_keep(clerk_, kDay, change)->kept, store::Kept::now);
  EXPECT_EQ(try_keep(clerk_, kDay + 1, change)->kept, store::Kept::already);
  change.event.values = {{Field::goal, "别的"}};
  EXPECT_EQ(code_of(try_keep(clerk_, kDay + 1, change)), ErrorCode::conflict);
}

TEST_F(Records, ThatACommandOfTheirOwnMakesAreNotMadeByAStepAlone) {
  for (const auto& [kind, step] : {std::pair{RecordKind::draw, RecordStep::frozen},
                                   {RecordKind::submission, RecordStep::frozen},
                                   {RecordKind::submission, RecordStep::filed}}) {
    RecordOrder order;
    order.face.kind = kind;
    order.event.step = step;
    EXPECT_EQ(code_of(try_keep(clerk_, kDay, order)), ErrorCode::usage);
  }
}

TEST_F(Records, HoldNoNumbersOfPeople) {
  RecordOrder order = task(housing_);
  order.event.values[Field::content] = "  问周师傅 13900001111\n再看专户  ";
  order.event.values[Field::number] = "990123202611230101";  // of a permit, as long as a person's
  const Values values = shown(clerk_, keep(clerk_, kDay, order)).whole.record.values;
  const std::string content{oversight::text_of(values, Field::content)};
  EXPECT_EQ(content.find("13900001111"), std::string::npos) << content;
  EXPECT_TRUE(content.starts_with("问周师傅") && content.ends_with("\n再看专户")) << content;
  EXPECT_EQ(oversight::text_of(values, Field::number), "990123202611230101");
  order.event.values[Field::firm_code] = "990123199001010011";
  EXPECT_EQ(code_of(try_keep(clerk_, kDay, order)), ErrorCode::invalid_input);
  RecordOrder place =
      fresh(RecordKind::district,
            {{Field::code, "99012A"}, {Field::name, "平川县"}, {Field::from, "2026-01-01"}});
  EXPECT_EQ(code_of(try_keep(clerk_, kDay, place)), ErrorCode::invalid_input);
}

TEST_F(Records, AreListedByWhatIsAskedFor) {
  const RecordId late = keep(clerk_, kDay, task(housing_));
  RecordOrder later = task(water_);
  later.event.values[Field::until] = "2026-04-20";
  const RecordId open = keep(clerk_, kDay, later);
  const auto listed = [&](const QueryParts& parts, Date day) {
    const Result<RecordQuery> query = record_query(parts);
    EXPECT_TRUE(query) << query.error().message;
    const Result<RecordPage> page = list_records(clerk_, on(day), desk_, *query);
    EXPECT_TRUE(page) << page.error().message;
    std::vector<RecordId> ids;
    for (const store::KeptRecord& kept : page->records) ids.push_back(kept.id);
    return ids;
  };
  const Date due = date(2026, 3, 20);
  EXPECT_EQ(listed({{"kind", "task"}}, due), (std::vector{open, late}));
  EXPECT_TRUE(listed({{"overdue", "true"}}, due).empty());
  EXPECT_EQ(listed({{"overdue", "true"}}, due + 1), std::vector{late});
  EXPECT_EQ(listed({{"addressee", "105"}, {"open", "true"}}, due), std::vector{open});
  EXPECT_EQ(listed({{"state", "办理中"}}, due), std::vector<RecordId>{});
  for (const QueryParts& wrong :
       {QueryParts{{"kind", "nosuch"}}, QueryParts{{"state", "nosuch"}}, QueryParts{{"open", "1"}},
        QueryParts{{"colour", "red"}}, QueryParts{{"due_before", "昨天"}}})
    EXPECT_FALSE(record_query(wrong)) << wrong.front().first;
  RecordQuery one;
  one.limit = 1;
  const RecordPage first = *list_records(clerk_, on(due), desk_, one);
  ASSERT_EQ(first.next, open);
  one.before = *first.next;
  const RecordPage second = *list_records(clerk_, on(due), desk_, one);
  EXPECT_EQ(second.records.front().id, late);
  EXPECT_FALSE(second.next);
  EXPECT_EQ(code_of(all_records(clerk_, on(due), desk_, {}, 1)), ErrorCode::usage);
}

TEST_F(Records, LeaveTheHouseUnderANumber) {
  keep(clerk_, kDay, task(housing_));
  keep(clerk_, kDay, campaign());
  const std::filesystem::path file = folder_.path() / "任务.csv";
  ExportAsked asked{
      .query = {{"kind", "task"}}, .reason = "报送月度台账", .has_names = false, .file = file};
  const Result<Export> done = export_records(clerk_, on(kDay), desk_, asked);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(number_text(*done), "督查记录导出〔2026〕1号");
  EXPECT_EQ(done->rows, 1);
  std::ifstream in{file, std::ios::binary};
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  for (const char* words : {"截止日", "核查专户", "平川县住建局", "督查记录导出〔2026〕1号"})
    EXPECT_NE(text.find(words), std::string::npos) << words;
  asked.query.clear();
  EXPECT_EQ(code_of(export_records(clerk_, on(kDay), desk_, asked)), ErrorCode::invalid_input);
  asked.query = {{"kind", "task"}};
  EXPECT_EQ(code_of(export_records(builders_bureau_, on(kDay), desk_, asked)),
            ErrorCode::not_permitted);
  asked.has_names = true;
  EXPECT_EQ(code_of(export_records(clerk_, on(kDay), desk_, asked)), ErrorCode::invalid_input);
}

// Whoever could do what the tables say has a role that may write it down.
TEST_F(Records, HaveSomebodyForEveryMove) {
  for (const oversight::RecordMove& move : oversight::record_life()) {
    bool is_anybodys = false;
    for (std::size_t i = 1; i <= oversight::kRecordActors; ++i) {
      const auto by = static_cast<RecordActor>(i);
      if (!move.by.has(by)) continue;
      RecordWriter writer{.who = by == RecordActor::leader    ? head_
                                 : by == RecordActor::machine ? access::the_machine()
                                                              : clerk_,
                          .kind = move.kind,
                          .owner = office_,
                          .addressee = office_,
                          .owner_region = "990123"};
      is_anybodys = is_anybodys || permit_record_step(writer, move.step, by).has_value();
    }
    EXPECT_TRUE(is_anybodys) << oversight::words_of(move.kind).name << " "
                             << oversight::words_of(move.step).name;
  }
}

}  // namespace
}  // namespace qingxin::app
