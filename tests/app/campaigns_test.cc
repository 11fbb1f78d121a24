// SPDX-License-Identifier: Apache-2.0
#include "app/campaigns.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "app/batches.h"
#include "app/contacts.h"
#include "app/draws.h"
#include "app/import_folder.h"
#include "app/inspections.h"
#include "app/recheck.h"
#include "app/return_board.h"
#include "app/units.h"
#include "sqlite/sqlite_database.h"
#include "store/sql_store.h"
#include "tests/support/temporary_folder.h"

// A winter campaign from its plan to next year's, on the embedded engine.
namespace qingxin::app {
namespace {

using access::Role;
using access::UnitId;
using oversight::Field;
using oversight::Filing;
using oversight::Line;
using oversight::RecordKind;
using oversight::RecordState;
using oversight::RecordStep;

constexpr Date kBegin = date(2026, 11, 20), kLater = date(2026, 11, 30);

Moment on(Date day, int hour = 10) {
  return {china_instant(day, hour * 60), day};
}

constexpr std::string_view kProjects =
    "项目编号,项目名称,行政区划代码,行业,资金性质,总包单位,总包信用代码,合同签订日期,开工日期,状态,"
    "工资支付日,门禁\n"
    "P1,平川大道,990123101,公路工程,政府投资,平川建工,91990123MA0000001T,2026-09-01,2026-10-01,"
    "在建,15,是\n"
    "P2,平川医院,990123,房屋建筑,,平川建工,91990123MA0000001T,2026-09-01,2026-10-01,在建,15,否\n";

class Campaigns : public testing::Test {
 protected:
  void SetUp() override {
    law_ = law::load(std::nullopt, std::nullopt).value();
    data_.database = std::make_shared<sqlite::SqliteDatabase>(folder_.path() / "a.db",
                                                              sqlite::SqliteDatabase::kPatienceMs);
    data_.store =
        store::SqlStore::open(*data_.database, {.person_key = "k", .node = 1}, Instant{1}).value();
    data_.ids = std::make_shared<store::IdMaker>(1);
    data_.master_key = std::string(32, 'k');
    data_.folder = folder_.path();
    desk_ = {data_.store.get(), &law_, data_.ids.get()};
    ASSERT_TRUE(local_unit(*data_.store));
    unit(office_, "平川县治欠办", store::UnitKind::office);
    unit(labour_, "平川县人社局", store::UnitKind::authority);
    unit(housing_, "平川县住建局", store::UnitKind::authority, "住建");
    unit(street_, "城关街道办事处", store::UnitKind::authority);
    clerk_ = user(11, Role::office, office_);
    inspector_ = user(12, Role::inspector, labour_);
    colleague_ = user(13, Role::inspector, labour_);
    bureau_ = user(14, Role::industry_authority, housing_);
    builder_ = user(15, Role::general_contractor, office_);
  }

  void unit(UnitId id, std::string name, store::UnitKind kind, std::string industry = "") {
    store::Unit unit{id, std::move(name), "", "990123", kind};
    unit.industry = std::move(industry);
    ASSERT_TRUE(data_.store->add_unit(unit));
  }
  access::Principal user(std::int64_t id, Role role, UnitId unit) {
    store::User user{.id = access::UserId{id},
                     .login = "u" + std::to_string(id),
                     .name = "人" + std::to_string(id),
                     .role = role,
                     .unit = unit,
                     .scope = access::district_scope("990123")};
    EXPECT_TRUE(data_.store->accounts().add_user(user, "hash"));
    return {.user = user.id, .role = role, .unit = unit, .scope = user.scope};
  }

  void deliver_projects() {
    const std::filesystem::path folder = folder_.path() / "一";
    std::filesystem::create_directories(folder);
    std::ofstream{folder / "项目.csv", std::ios::binary} << kProjects;
    const access::Principal who = access::the_local_operator();
    const Moment moment = on(kBegin);
    const auto imported = import_folder(who, moment.now, data_,
                                        {.folder = folder,
                                         .unit = kLocalUnit,
                                         .note = {},
                                         .key = {},
                                         .corrections = {},
                                         .same_name = SameName::beside},
                                        law_, {});
    ASSERT_TRUE(imported) << imported.error().message;
    const auto used = use_batch(who, moment.now, data_, imported->batch.id);
    ASSERT_TRUE(used) << used.error().message;
    const auto checked =
        recheck(access::the_machine(), moment.now, data_,
                {.as_of = moment.today, .is_everything = true, .program = "1"}, law_, {});
    ASSERT_TRUE(checked) << checked.error().message;
  }

  CampaignMade make() {
    const Result<CampaignMade> made = make_campaign(
        clerk_, on(kBegin - 1), desk_,
        {.plan = oversight::find_campaign_plan("winter").value(), .year = 2026, .region = {}});
    EXPECT_TRUE(made) << made.error().message;
    return made.value_or(CampaignMade{});
  }
  RecordId begun() {
    const CampaignMade made = make();
    const RecordId id = made.records.front().whole.id;
    step(clerk_, kBegin, id, RecordStep::begun);
    return id;
  }
  Result<RecordKept> try_step(const access::Principal& who, Date day, RecordId id, RecordStep step,
                              oversight::Values values = {}, std::vector<Line> lines = {}) {
    RecordOrder order;
    order.id = id;
    order.event.step = step;
    order.event.values = std::move(values);
    order.event.lines = std::move(lines);
    return step_record(who, on(day, 11), desk_, order);
  }
  void step(const access::Principal& who, Date day, RecordId id, RecordStep step,
            oversight::Values values = {}, std::vector<Line> lines = {}) {
    const auto done = try_step(who, day, id, step, std::move(values), std::move(lines));
    ASSERT_TRUE(done) << oversight::words_of(step).chinese << "：" << done.error().message;
  }
  static Line line(std::string item, std::string answer, std::string note = "") {
    return {.item = std::move(item),
            .answer = std::move(answer),
            .told = {},
            .note = std::move(note),
            .photos = {}};
  }
  ShownBoard board(RecordId campaign, Moment moment) {
    Result<ShownBoard> shown = return_board(clerk_, moment, desk_, campaign);
    EXPECT_TRUE(shown) << shown.error().message;
    return shown.value_or(ShownBoard{});
  }
  // Those of a unit, by period.
  static std::vector<RecordId> returns_of(const ReturnsOpened& opened, UnitId unit) {
    std::vector<RecordId> ids;
    for (const RecordKept& kept : opened.records)
      if (kept.whole.record.face.addressee == oversight::BodyId{access::number(unit)})
        ids.push_back(kept.whole.id);
    return ids;
  }
  RecordId inspection(std::string project) {
    RecordOrder order;
    order.face.kind = RecordKind::inspection;
    order.project_code = std::move(project);
    order.event.step = RecordStep::planned;
    order.event.values = {
        {Field::way, "announced"}, {Field::day, "2026-12-01"}, {Field::officers, "u12\nu13"}};
    const Result<RecordKept> kept = step_record(clerk_, on(kLater), desk_, order);
    EXPECT_TRUE(kept) << kept.error().message;
    return kept ? kept->whole.id : RecordId{};
  }
  static ErrorCode code_of(const auto& result) {
    EXPECT_FALSE(result);
    return result ? ErrorCode{} : result.error().code;
  }

  const UnitId office_{101}, labour_{102}, housing_{103}, street_{104};
  TemporaryFolder folder_;
  law::Law law_;
  StoredData data_;
  RecordDesk desk_{};
  access::Principal clerk_, inspector_, colleague_, bureau_, builder_;
};

TEST_F(Campaigns, AreMadeWholeFromAPlan) {
  const CampaignMade made = make();
  const RecordId id = made.records.front().whole.id;
  EXPECT_EQ(made.records.front().whole.record.state, RecordState::draft);
  EXPECT_FALSE(made.notes.empty());  // nobody of 交通 and 水利 is registered
  const Result<CampaignProgress> progress = campaign_progress(clerk_, on(kBegin), desk_, id);
  ASSERT_TRUE(progress) << progress.error().message;
  EXPECT_EQ(progress->by_stage.size(), 4U);
  ASSERT_EQ(progress->by_unit.size(), 3U);
  int of = 0;
  for (const oversight::Progress& one : progress->by_unit) of += one.of;
  EXPECT_EQ(of, 10);  // 3 of 宣传, 2 of 自查, 2 of 执法检查, 3 of 整改提高
  const Result<CampaignProgress> late = campaign_progress(clerk_, on(date(2026, 12, 1)), desk_, id);
  EXPECT_EQ(late->by_stage[0].overdue, 3);  // publicity was to be done by 30 November
  EXPECT_EQ(code_of(make_campaign(builder_, on(kBegin), desk_, {})), ErrorCode::not_permitted);
}

TEST_F(Campaigns, AreMadeOnceForOneId) {
  CampaignOrder order{.plan = oversight::find_campaign_plan("winter").value(),
                      .year = 2026,
                      .region = {},
                      .fresh = RecordId{4711}};
  const Result<CampaignMade> made = make_campaign(clerk_, on(kBegin - 1), desk_, order);
  const Result<CampaignMade> again = make_campaign(clerk_, on(kBegin), desk_, order);
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->records.front().whole.id, RecordId{4711});
  EXPECT_EQ(again->records.front().kept, store::Kept::already);
  EXPECT_EQ(again->records.size(), made->records.size());
  order.year = 2027;
  EXPECT_EQ(code_of(make_campaign(clerk_, on(kBegin), desk_, order)), ErrorCode::conflict);
}

TEST_F(Campaigns, ShowWhichReturnsAreLateAtOnce) {
  const RecordId id = begun();
  const ShownBoard missing = board(id, on(kLater, 17));
  ASSERT_EQ(missing.board.units.size(), 3U);
  EXPECT_EQ(missing.board.due, 6);  // two periods of three units
  EXPECT_EQ(missing.board.missing, 6);
  const auto street =
      std::ranges::find(missing.board.units, access::number(street_), &oversight::ReturnUnit::id);
  ASSERT_NE(street, missing.board.units.end());
  EXPECT_FALSE(street->has_users);
  EXPECT_FALSE(missing.schedule.provisional.empty());
}

TEST_F(Campaigns, HaveReturnsThatAreFilledFromDataAndConfirmed) {
  const RecordId id = begun();
  const Result<ReturnsOpened> opened = open_returns(clerk_, on(kLater), desk_, id);
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(opened->records.size(), 6U);
  EXPECT_TRUE(open_returns(clerk_, on(kLater, 12), desk_, id)->records.empty());
  const std::vector<RecordId> housing = returns_of(*opened, housing_);
  ASSERT_EQ(housing.size(), 2U);
  const Line* clues = oversight::find_line(opened->records.front().whole.record, "新收线索");
  ASSERT_NE(clues, nullptr);
  EXPECT_EQ(clues->told, "0");

  // Of the second period in time, of the first one a week late.
  for (const RecordId one : housing) {
    const Result<RecordKept> filed = file_return(
        bureau_, on(kLater, 11), desk_,
        {.id = one, .key = {}, .lines = {}, .is_zero = true, .reason = {}, .values = {}});
    ASSERT_TRUE(filed) << filed.error().message;
    EXPECT_EQ(filed->whole.record.state, RecordState::filed);
  }
  // The office writes down what a unit without users said; what is not in the data needs a note.
  ReturnFiling told{.id = returns_of(*opened, street_).back(),
                    .key = "补报",
                    .lines = {line("新收线索", "2")},
                    .is_zero = true,
                    .reason = {},
                    .values = {}};
  EXPECT_EQ(code_of(file_return(clerk_, on(kLater, 12), desk_, told)), ErrorCode::invalid_input);
  told.lines[0].note = "电话里说的，还没有录入";
  const Result<RecordKept> filed = file_return(clerk_, on(kLater, 12), desk_, told);
  ASSERT_TRUE(filed) << filed.error().message;
  EXPECT_EQ(oversight::find_line(filed->whole.record, "新收线索")->told, "0");

  // Sent again, it is there; the key is not good for anything else.
  const Result<RecordKept> again = file_return(clerk_, on(kLater, 14), desk_, told);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->kept, store::Kept::already);
  told.lines[0].note = "另一件";
  EXPECT_EQ(code_of(file_return(clerk_, on(kLater, 15), desk_, told)), ErrorCode::conflict);

  const ShownBoard shown = board(id, on(kLater, 17));
  EXPECT_EQ(shown.board.on_time, 2);
  EXPECT_EQ(shown.board.late, 1);
  EXPECT_EQ(shown.board.missing, 3);
  EXPECT_EQ(shown.board.zero, 2);
  EXPECT_EQ(std::ranges::count(shown.board.cells, true, &oversight::BoardCell::has_differences), 1);
}

TEST_F(Campaigns, BeginAgainNextYear) {
  const RecordId id = begun();
  const Result<CampaignMade> next = make_next_campaign(clerk_, on(kLater), desk_, id);
  ASSERT_TRUE(next) << next.error().message;
  const store::WholeRecord& campaign = next->records.front().whole;
  EXPECT_EQ(oversight::text_of(campaign.record.values, Field::year), "2027");
  EXPECT_EQ(oversight::number_of(campaign.record.values, Field::earlier), number(id));
  EXPECT_EQ(campaign.record.state, RecordState::draft);
  EXPECT_EQ(next->records.size(), 20U);  // with 4 stages, 5 members, 10 tasks
  EXPECT_TRUE(std::ranges::any_of(next->notes, [](const std::string& note) {
    return note.find("2028 年春节的日子还没有") != std::string::npos;
  }));
  EXPECT_EQ(code_of(make_next_campaign(clerk_, on(kLater), desk_, id)), ErrorCode::conflict);
}

TEST_F(Campaigns, SumUpFromWhatWasRecorded) {
  const RecordId id = begun();
  const Result<std::string> summary = campaign_summary(clerk_, on(kLater), desk_, id);
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_NE(summary->find("数据截至 2026-11-30"), std::string::npos);
  EXPECT_NE(summary->find("没有登记宣传活动"), std::string::npos);
  EXPECT_NE(summary->find("还有没报的单位：平川县人社局"), std::string::npos) << *summary;
}

TEST_F(Campaigns, AreHeldAgainstTheDataOnSite) {
  deliver_projects();
  const RecordId id = inspection("P2");
  const std::vector<std::string> lists{"nine-defects", "six-systems"};
  const Result<RecordKept> prefilled = prefill_inspection(clerk_, on(kLater), desk_, id, lists);
  ASSERT_TRUE(prefilled) << prefilled.error().message;
  ASSERT_EQ(prefilled->whole.record.lines.size(), 15U);
  // P2 says itself that it has no gate.
  const Line* gate = oversight::find_line(prefilled->whole.record, "nine-defects/gate");
  ASSERT_NE(gate, nullptr);
  EXPECT_EQ(oversight::told_of(*gate), oversight::Told::fault) << gate->told;

  step(clerk_, kLater, id, RecordStep::begun);
  step(clerk_, kLater, id, RecordStep::noted, {},
       {line("nine-defects/gate", "yes", "上周装好了"), line("six-systems/board", "no", "字掉了")});
  const Result<SiteComparison> comparison = compare_inspection(clerk_, on(kLater), desk_, id);
  ASSERT_TRUE(comparison) << comparison.error().message;
  EXPECT_EQ(comparison->answered, 2);
  const auto differs = [&](std::string_view item) -> std::optional<oversight::Difference> {
    for (const oversight::SiteDifference& one : comparison->differences)
      if (one.line.item == item) return one.difference;
    return std::nullopt;
  };
  EXPECT_EQ(differs("nine-defects/gate"), oversight::Difference::data_worse);
  EXPECT_TRUE(differs("six-systems/board"));

  HazardOrder order{.inspection = id, .person_in_charge = "王五", .measure = {}, .until = {}};
  EXPECT_EQ(code_of(hazards_of_inspection(clerk_, on(kLater, 12), desk_, order)), ErrorCode::usage);
  order.measure = "重做告示牌";
  order.until = date(2026, 12, 10);
  const auto hazards = hazards_of_inspection(clerk_, on(kLater, 12), desk_, order);
  ASSERT_TRUE(hazards) << hazards.error().message;
  ASSERT_EQ(hazards->size(), 1U);
  EXPECT_EQ(hazards->front().whole.record.state, RecordState::rectifying);
  EXPECT_EQ(hazards->front().whole.record.face.parent, number(id));
  EXPECT_TRUE(hazards_of_inspection(clerk_, on(kLater, 13), desk_, order)->empty());
}

TEST_F(Campaigns, DrawWhoInspectsWhatAndAnybodyDrawsItAgain) {
  deliver_projects();
  DrawOrder order{.seed = "2026-11-30 公开种子",
                  .region = "990123",
                  .industry = {},
                  .strata = Strata::none,
                  .projects = 1,
                  .officers = {"u11", "u12", "u13"},
                  .officers_each = 2,
                  .declared = {{"u11", "平川建工"}, {"u11", " 平川建工 "}, {"u12", "平川县治欠办"}},
                  .day = date(2026, 12, 2),
                  .parent = 0,
                  .fresh = {}};
  const Result<DrawMade> made = draw_inspections(clerk_, on(kLater), desk_, order);
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_EQ(made->inspections.size(), 1U);
  std::vector<std::int64_t> officers = made->drawn.projects.front().officers;
  std::ranges::sort(officers);
  EXPECT_EQ(officers, (std::vector<std::int64_t>{12, 13}));  // 11 declared the firm
  EXPECT_EQ(made->drawn.conflicts.size(), 1U);
  EXPECT_EQ(made->inspections.front().whole.record.face.parent, number(made->draw.whole.id));

  DrawOrder named = order;
  named.fresh = RecordId{4711};
  ASSERT_TRUE(draw_inspections(clerk_, on(kLater), desk_, named));
  const Result<DrawMade> known = draw_inspections(clerk_, on(kLater, 12), desk_, named);
  ASSERT_TRUE(known) << known.error().message;
  EXPECT_EQ(known->draw.kept, store::Kept::already);
  EXPECT_EQ(known->inspections.size(), 1U);
  named.seed = "另一个种子";
  EXPECT_EQ(code_of(draw_inspections(clerk_, on(kLater, 12), desk_, named)), ErrorCode::conflict);

  DrawOrder nothing_declared = order;
  nothing_declared.declared.push_back({"u13", " "});
  EXPECT_EQ(code_of(draw_inspections(clerk_, on(kLater), desk_, nothing_declared)),
            ErrorCode::usage);
  DrawOrder elsewhere = order;
  elsewhere.industry = "没有这个行业";
  EXPECT_EQ(code_of(draw_inspections(clerk_, on(kLater), desk_, elsewhere)),
            ErrorCode::invalid_input);

  const Result<DrawChecked> checked = check_draw(clerk_, on(kLater), desk_, made->draw.whole.id);
  ASSERT_TRUE(checked) << checked.error().message;
  EXPECT_TRUE(checked->check.is_sound());
  const Result<DrawMade> again = draw_inspections(clerk_, on(kLater, 12), desk_, order);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->drawn, made->drawn);

  order.declared.push_back({"u99", "平川建工"});
  EXPECT_EQ(code_of(draw_inspections(clerk_, on(kLater), desk_, order)), ErrorCode::usage);
  order.declared.pop_back();
  order.projects = 3;
  EXPECT_EQ(code_of(draw_inspections(clerk_, on(kLater), desk_, order)), ErrorCode::invalid_input);
}

TEST_F(Campaigns, SayWhichProjectNobodyLooksAfter) {
  deliver_projects();
  EXPECT_EQ(grid_coverage(clerk_, on(kLater), desk_, "990123")->without, 2);
  RecordOrder order;
  order.face.kind = RecordKind::grid;
  order.event.step = RecordStep::recorded;
  order.event.values = {
      {Field::name, "城关网格"}, {Field::person_in_charge, "赵六"}, {Field::code, "990123101"}};
  ASSERT_TRUE(step_record(clerk_, on(kLater), desk_, order));
  const Result<GridCoverage> coverage = grid_coverage(clerk_, on(kLater), desk_, "990123");
  ASSERT_TRUE(coverage) << coverage.error().message;
  EXPECT_EQ(coverage->without, 1);
  EXPECT_EQ(coverage->projects.front().code, "P2");
  EXPECT_EQ(coverage->projects.back().area->person, "赵六");
}

TEST_F(Campaigns, SayWhoWasNotVisited) {
  RecordOrder order;
  order.face.kind = RecordKind::contact;
  order.event.step = RecordStep::recorded;
  order.event.values = {{Field::name, "平川建工"}, {Field::person_in_charge, "赵六"}};
  const Result<RecordKept> kept = step_record(clerk_, on(kBegin), desk_, order);
  ASSERT_TRUE(kept) << kept.error().message;
  EXPECT_TRUE(unvisited_contacts(clerk_, on(kLater), desk_, 30)->empty());
  const Result<std::vector<Unvisited>> found =
      unvisited_contacts(clerk_, on(date(2026, 12, 20)), desk_, 30);
  ASSERT_EQ(found->size(), 1U);
  EXPECT_FALSE(found->front().last);
  EXPECT_EQ(code_of(unvisited_contacts(builder_, on(kLater), desk_, 30)), ErrorCode::not_permitted);
}

}  // namespace
}  // namespace qingxin::app
