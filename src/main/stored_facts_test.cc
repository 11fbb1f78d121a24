// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <set>
#include <string>

#include "app/back_up.h"
#include "app/daily_work.h"
#include "app/explain_finding.h"
#include "app/import_folder.h"
#include "app/keys.h"
#include "app/list_findings.h"
#include "app/list_projects.h"
#include "app/list_warnings.h"
#include "app/preview_batch.h"
#include "app/record_term.h"
#include "app/tell_within.h"
#include "app/try_pack.h"
#include "law/law.h"
#include "sqlite/sqlite_database.h"
#include "store/sql_store.h"
#include "tests/support/temporary_folder.h"

// The use cases of stored facts, by everybody who may and may not: two contractors of two
// districts, on whose projects the same worker was on the same day.
namespace qingxin::app {
namespace {

using access::Role;
using access::UnitId;

constexpr Date kDay = date(2026, 11, 23);
constexpr Instant kNow{1'795'400'000'000};
constexpr UnitId kOffice{20}, kFirst{21}, kSecond{22}, kBank{23}, kGroup{24};
constexpr std::string_view kFirstCode = "91990123MA0A1B2C3R", kSecondCode = "91990124MA0A1B2C4B";
constexpr std::string_view kWorker = "990123198506071013", kOther = "990123199001012020";

// The folder of one project.
class Folder {
 public:
  Folder(std::string project, std::string region, std::string industry, std::string contractor,
         std::string_view credit_code, std::string_view second_worker = kOther)
      : project_(std::move(project)), worker_(second_worker) {
    write("项目.csv",
          "项目编号,项目名称,行政区划代码,行业,总包单位,总包信用代码,开工日期,状态,工资支付日\n" +
              project_ + "," + project_ + "大桥工程," + region + "," + industry + "," + contractor +
              "," + std::string{credit_code} + ",2026-10-20,在建,15\n");
    std::string roster =
        "项目编号,用工单位,姓名,身份证号,计酬方式,工资标准,合同签订日期,进场日期,工资卡号\n";
    std::string attendance = "项目编号,身份证号,日期\n";
    for (const std::string_view worker : {kWorker, worker_}) {
      roster += project_ + "," + contractor + "," + (worker == kWorker ? "陈大河" : "林小桥") +
                "," + std::string{worker} + ",日,300,2026-10-20,2026-10-21,\n";
      attendance += project_ + "," + std::string{worker} + ",2026-10-21\n";
    }
    write("花名册.csv", roster);
    write("考勤.csv", attendance);
    pay(900);
  }

  // What each of both got of 900 yuan of October.
  void pay(int yuan) {
    const std::string paid = project_ + ",2026-10," + std::string{kWorker} + ",陈大河," +
                             std::to_string(yuan) + ",2026-11-13,成功\n";
    write("代发明细.csv", "项目编号,工资月份,身份证号,收款人,金额,日期,状态\n" + paid);
    std::string payroll = "项目编号,工资月份,用工单位,姓名,身份证号,出勤天数,应发工资,实发工资\n";
    payroll += project_ + ",2026-10,队,陈大河," + std::string{kWorker} + ",3,900,900\n";
    write("工资表.csv", payroll);
  }
  void write(const std::string& name, const std::string& content) {
    std::ofstream(folder_.path() / name) << content;
  }
  void remove(const std::string& name) { std::filesystem::remove(folder_.path() / name); }
  const std::filesystem::path& path() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
  std::string project_;
  std::string_view worker_;
};

class StoredFacts : public testing::Test {
 protected:
  void SetUp() override {
    law_ = law::load(std::nullopt, std::nullopt).value();
    pack_ = verify::find_pack("default").value();
    data_.database = std::make_shared<sqlite::SqliteDatabase>(folder_.path() / "a.db",
                                                              sqlite::SqliteDatabase::kPatienceMs);
    auto opened = store::SqlStore::open(*data_.database, {.person_key = "a key", .node = 1}, kNow);
    ASSERT_TRUE(opened) << opened.error().message;
    data_.store = std::move(*opened);
    data_.ids = std::make_shared<store::IdMaker>(1);
    data_.master_key = std::string(32, 'k');
    data_.folder = folder_.path();
    for (const store::Unit& unit :
         {store::Unit{kOffice, "平川县治欠办", "", "9901", store::UnitKind::office},
          store::Unit{kFirst, "甲建设", std::string{kFirstCode}, "990123"},
          store::Unit{kSecond, "乙建设", std::string{kSecondCode}, "990124"},
          store::Unit{kBank, "平川银行", "", "9901", store::UnitKind::bank},
          store::Unit{kGroup, "某集团", "", "99", store::UnitKind::group}})
      ASSERT_TRUE(data_.store->add_unit(unit));
    put_in_force(operator_, first_, kFirst);
    put_in_force(operator_, second_, kSecond);
    work();
    const auto projects = list_projects(operator_, data_, {});
    for (const ListedProject& project : projects->projects)
      (project.code == "P1" ? p1_ : p2_) = project.id;
  }

  static access::Principal with(Role role, access::Scope scope, UnitId unit = {}) {
    return {.user = access::UserId{31}, .role = role, .unit = unit, .scope = std::move(scope)};
  }
  static access::Principal contractor(UnitId unit) {
    return with(Role::general_contractor,
                {.districts = {""}, .units = {unit}, .has_any_industry = true}, unit);
  }
  static access::Principal office(std::string district) {
    return with(Role::office, access::district_scope(std::move(district)), kOffice);
  }

  Result<Imported> deliver(const access::Principal& who, const Folder& folder, UnitId unit,
                           SameName same_name = SameName::ask) {
    return import_folder(who, kNow, data_,
                         {.folder = folder.path(),
                          .unit = unit,
                          .note = "",
                          .key = "",
                          .corrections = {},
                          .same_name = same_name},
                         law_, {});
  }
  BatchId put_in_force(const access::Principal& who, const Folder& folder, UnitId unit,
                       SameName same_name = SameName::ask) {
    const Result<Imported> imported = deliver(who, folder, unit, same_name);
    EXPECT_TRUE(imported) << imported.error().message;
    EXPECT_EQ(imported->rejects.size(), 0U);
    const Result<Kept> used = use_batch(who, kNow, data_, imported->batch.id);
    EXPECT_TRUE(used) << used.error().message;
    return imported->batch.id;
  }
  WorkDone work(Date day = kDay) {
    Result<WorkDone> done = follow_facts(
        data_, {.moment = {kNow, day}, .program = "test", .threads = 1}, law_, pack_, {});
    EXPECT_TRUE(done) << done.error().message;
    return *std::move(done);
  }
  WarningDesk desk() { return {data_.store.get(), &law_, &pack_}; }

  std::string projects_seen_by(const access::Principal& who) {
    const Result<ProjectPage> page = list_projects(who, data_, {});
    if (!page) return page.error().message;
    std::string codes;
    for (const ListedProject& project : page->projects) codes += project.code;
    return codes;
  }
  std::vector<ListedFinding> findings_seen_by(const access::Principal& who, std::string rule = "",
                                              bool has_rows = true) {
    const Result<FindingPage> page =
        list_findings(who, data_, {.rule = std::move(rule), .has_rows = has_rows}, law_);
    EXPECT_TRUE(page) << page.error().message;
    return page ? page->findings : std::vector<ListedFinding>{};
  }

  const access::Principal operator_ = access::the_local_operator();
  const Folder first_{"P1", "990123", "水利", "甲建设", kFirstCode};
  const Folder second_{"P2", "990124", "房屋建筑", "乙建设", kSecondCode, "990123199203033030"};
  TemporaryFolder folder_;
  law::Law law_;
  verify::Pack pack_;
  StoredData data_;
  ProjectId p1_{}, p2_{};
};

std::string all_text_of(const verify::Finding& finding) {
  std::string text = finding.because + finding.employer + finding.subject + finding.worker_name;
  for (const verify::Evidence& cell : finding.evidence) text += cell.file + cell.value;
  return text;
}

bool says(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_F(StoredFacts, AreKeptUntilThreeYearsAfterCompletionAndTheLastWage) {
  using enum RecordTerm::State;
  const Date after_it = date(2029, 11, 14);
  EXPECT_EQ(record_term_of(data_, p1_, after_it).value(), (RecordTerm{not_begun, {}}));
  Folder third{"P3", "990123", "水利", "甲建设", kFirstCode, "990123199203033030"};
  third.write("项目.csv",
              "项目编号,项目名称,行政区划代码,行业,总包单位,总包信用代码,开工日期,状态,工资支付日,"
              "完工日期\nP3,三号桥,990123,水利,甲建设," +
                  std::string{kFirstCode} + ",2026-10-20,完工,15,2026-10-31\n");
  third.pay(500);
  put_in_force(operator_, third, kFirst, SameName::beside);
  work();
  const ProjectId p3 = data_.store->project_named("P3").value();
  EXPECT_EQ(record_term_of(data_, p3, after_it).value(), (RecordTerm{unpaid, {}}));
  const access::Principal keeper = with(Role::administrator, access::district_scope("9901"));
  const auto told = [&](Date today) { return tell_key_end(keeper, {kNow, today}, data_, p3); };
  EXPECT_TRUE(says(told(after_it).error().message, "没有结清"));

  third.pay(900);
  put_in_force(operator_, third, kFirst, SameName::replace);
  work();
  const Date last = date(2029, 11, 13);
  EXPECT_EQ(record_term_of(data_, p3, last).value(), (RecordTerm{running, last}));
  EXPECT_EQ(told(last).error().code, ErrorCode::conflict);
  EXPECT_TRUE(projects_past_term(keeper, data_, last)->empty());
  ASSERT_EQ(projects_past_term(keeper, data_, after_it)->size(), 1U);
  EXPECT_EQ(projects_past_term(keeper, data_, after_it)->front().code, "P3");
  const access::Principal elsewhere = with(Role::administrator, access::district_scope("9902"));
  EXPECT_TRUE(projects_past_term(elsewhere, data_, after_it)->empty());

  ASSERT_TRUE(told(after_it)) << told(after_it).error().message;
  EXPECT_TRUE(projects_past_term(keeper, data_, after_it)->empty());
  ASSERT_TRUE(agree_to_key_end(keeper, {kNow, after_it}, data_, p3));
  EXPECT_EQ(end_keys(keeper, {kNow, last}, data_, p3).error().code, ErrorCode::conflict);
  EXPECT_TRUE(end_keys(keeper, {kNow, after_it}, data_, p3));
}

TEST_F(StoredFacts, ListProjectsOfTheScopeAlone) {
  EXPECT_EQ(projects_seen_by(operator_), "P1P2");
  EXPECT_EQ(projects_seen_by(office("9901")), "P1P2");
  EXPECT_EQ(projects_seen_by(office("990124")), "P2");
  EXPECT_EQ(projects_seen_by(office("98")), "");
  EXPECT_EQ(
      projects_seen_by(with(Role::industry_authority,
                            {.districts = {"9901"}, .industries = {"水利"}, .has_any_unit = true})),
      "P1");
  EXPECT_EQ(projects_seen_by(contractor(kFirst)), "P1");
  EXPECT_EQ(projects_seen_by(contractor(kBank)), "");
  // A group company across districts.
  access::Principal group = contractor(kGroup);
  group.scope.units = {kGroup, kFirst, kSecond};
  EXPECT_EQ(projects_seen_by(group), "P1P2");
  EXPECT_EQ(projects_seen_by(with(Role::office, {})), "");
  EXPECT_TRUE(says(projects_seen_by(with(Role::auditor, access::whole_scope())), "不能"));

  const Result<ListedProject> one = show_project(contractor(kFirst), data_, p1_);
  ASSERT_TRUE(one);
  EXPECT_EQ(one->name, "P1大桥工程");
  EXPECT_EQ(one->as_of, kDay);
  EXPECT_GT(one->open_by_colour[0] + one->open_by_colour[1], 0);
  EXPECT_EQ(show_project(contractor(kFirst), data_, p2_).error().code, ErrorCode::not_found);
  const auto page = list_projects(operator_, data_, {.limit = 1});
  ASSERT_EQ(page->projects.size(), 1U);
  EXPECT_EQ(list_projects(operator_, data_, {.after = page->next})->projects.size(), 1U);
  EXPECT_EQ(list_projects(operator_, data_, {.words = "p2大"})->projects.size(), 1U);
  EXPECT_EQ(list_projects(operator_, data_, {.after = "x"}).error().code, ErrorCode::usage);
}

TEST_F(StoredFacts, TellFindingsAsVerifyDoes) {
  const Result<verify::Report> report = verify_folder(
      {.facts = {.folder = {}, .book = {}, .stored = seen_by(operator_, data_), .who = operator_},
       .as_of = kDay},
      law_, {});
  ASSERT_TRUE(report) << report.error().message;
  const std::vector<ListedFinding> listed = findings_seen_by(operator_);
  ASSERT_EQ(listed.size(), report->findings.size() + report->notes.size());
  ASSERT_FALSE(listed.empty());
  for (const ListedFinding& one : listed) {
    const verify::Finding* told = nullptr;
    for (const auto* list : {&report->findings, &report->notes})
      for (const verify::Finding& finding : *list)
        if (finding.id == one.key.id) told = &finding;
    ASSERT_NE(told, nullptr) << one.finding.rule->id;
    EXPECT_TRUE(one.has_rows) << one.finding.rule->id;
    EXPECT_EQ(one.finding.rule->id, told->rule->id);
    EXPECT_EQ(one.finding.verdict, told->verdict);
    EXPECT_EQ(one.finding.severity, told->severity);
    EXPECT_EQ(one.finding.because, told->because);
    EXPECT_EQ(one.finding.worker, told->worker);
    EXPECT_EQ(one.finding.worker_name, told->worker_name);
    EXPECT_EQ(one.finding.amount, told->amount);
    EXPECT_EQ(one.finding.missing, told->missing);
    EXPECT_EQ(one.finding.explains, told->explains);
    EXPECT_EQ(one.finding.evidence_rows, told->evidence_rows);
    EXPECT_EQ(one.finding.evidence.size(), told->evidence.size());
  }
  // Page by page it is the same.
  std::vector<std::string> ids;
  for (std::string after; ids.empty() || !after.empty();) {
    const auto page = list_findings(operator_, data_, {.after = after, .limit = 3}, law_);
    ASSERT_TRUE(page);
    for (const ListedFinding& one : page->findings) ids.push_back(one.key.id);
    after = page->next;
  }
  EXPECT_EQ(ids.size(), listed.size());
  const auto shown = show_finding(operator_, data_, listed.front().key, law_, 1);
  ASSERT_TRUE(shown);
  EXPECT_EQ(shown->history.size(), 1U);
  EXPECT_EQ(shown->found.finding.because, listed.front().finding.because);
  EXPECT_EQ(finding_key_in(to_string(listed.front().key)), listed.front().key);
  EXPECT_EQ(list_findings(operator_, data_, {.rule = "Z9"}, law_).error().code, ErrorCode::usage);
}

TEST_F(StoredFacts, BetrayNothingOfProjectsBeyondTheScope) {
  const auto whole = findings_seen_by(operator_, "L03");
  ASSERT_EQ(whole.size(), 2U);  // on either project
  EXPECT_TRUE(says(whole[0].finding.because + whole[1].finding.because, "P2大桥工程"));
  for (const access::Principal& who : {contractor(kFirst), office("990123")})
    for (const bool has_rows : {true, false}) {
      const auto seen = findings_seen_by(who, "L03", has_rows);
      ASSERT_EQ(seen.size(), 1U);  // the verdict stands
      EXPECT_EQ(seen[0].key.project, p1_);
      EXPECT_EQ(seen[0].finding.verdict, rules::Verdict::violates);
      EXPECT_EQ(seen[0].finding.because, has_rows ? kReasonBeyondScope : kReasonNotLookedInto);
      EXPECT_EQ(seen[0].finding.evidence_rows, 0);
    }
  // Who sees every project is not told that something lies beyond.
  for (const bool has_rows : {true, false})
    for (const ListedFinding& one : findings_seen_by(office("9901"), "", has_rows))
      EXPECT_NE(one.finding.because, kReasonBeyondScope) << one.finding.rule->id << has_rows;
  for (const ListedFinding& one : findings_seen_by(contractor(kFirst))) {
    EXPECT_EQ(one.key.project, p1_);
    EXPECT_FALSE(says(all_text_of(one.finding), "P2")) << one.finding.rule->id;
    EXPECT_FALSE(says(all_text_of(one.finding), "乙建设")) << one.finding.rule->id;
  }
  // What rests on his own facts is told in full.
  const auto own = findings_seen_by(contractor(kFirst), "W08");
  const auto all = findings_seen_by(operator_, "W08");
  for (const ListedFinding& one : own)
    EXPECT_TRUE(std::ranges::any_of(all, [&](const ListedFinding& other) {
      return other.key == one.key && other.finding.because == one.finding.because;
    }));
  EXPECT_EQ(show_finding(contractor(kFirst), data_, {p2_, whole[1].key.id}, law_, 1).error().code,
            ErrorCode::not_found);
  EXPECT_EQ(list_findings(contractor(kFirst), data_, {.project = p2_}, law_).error().code,
            ErrorCode::not_found);
  EXPECT_TRUE(findings_seen_by(with(Role::office, {})).empty());
}

TEST_F(StoredFacts, DoNotTellEnterprisesHowOthersCallTheirFiles) {
  Folder report{"P1", "990123", "水利", "甲建设", kFirstCode};
  for (const char* name : {"项目.csv", "花名册.csv", "考勤.csv", "工资表.csv"}) report.remove(name);
  report.remove("代发明细.csv");
  report.write("代发明细-林某举报.csv",
               "项目编号,工资月份,身份证号,收款人,金额,日期,状态\nP1,2026-10," +
                   std::string{kWorker} + ",王某,500,2026-11-14,成功\n");
  put_in_force(operator_, report, kOffice);
  work();
  const auto whole = findings_seen_by(operator_, "W07");
  ASSERT_EQ(whole.size(), 1U);
  EXPECT_TRUE(says(all_text_of(whole[0].finding), "举报"));
  const auto seen = findings_seen_by(contractor(kFirst), "W07");
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].finding.because, whole[0].finding.because);
  EXPECT_TRUE(says(all_text_of(seen[0].finding), "代发明细（其他单位报送）"));
  EXPECT_FALSE(says(all_text_of(seen[0].finding), "举报"));
  EXPECT_TRUE(list_batches(contractor(kFirst), data_, BatchId{0}, 10)->size() == 1U);
}

TEST_F(StoredFacts, GiveTheContractorTheRegulatorsVerdictBeforehand) {
  Folder late{"P1", "990123", "水利", "甲建设", kFirstCode};
  late.pay(600);
  const access::Principal who = contractor(kFirst);
  const Result<Imported> imported = deliver(who, late, kFirst, SameName::replace);
  ASSERT_TRUE(imported) << imported.error().message;
  const PreviewOrder order{imported->batch.id, kDay, 1};
  const Result<verify::Report> whole = preview_batch(operator_, data_, order, law_);
  const Result<verify::Report> told = preview_batch(who, data_, order, law_);
  ASSERT_TRUE(whole && told) << told.error().message;
  EXPECT_TRUE(told->is_for_unit);
  ASSERT_EQ(told->findings.size(), whole->findings.size());
  for (std::size_t i = 0; i < told->findings.size(); ++i) {
    EXPECT_EQ(told->findings[i].id, whole->findings[i].id);
    EXPECT_EQ(told->findings[i].verdict, whole->findings[i].verdict);
    EXPECT_FALSE(says(all_text_of(told->findings[i]), "P2"));
  }
  EXPECT_TRUE(std::ranges::any_of(told->findings, [](const verify::Finding& finding) {
    return finding.rule->id == "W02" && finding.amount == Money{30'000};
  }));
  EXPECT_EQ(told->projects.size(), 1U);
  EXPECT_EQ(told->totals.arrears, Money{30'000});
  for (const book::FileRead& file : told->files) EXPECT_FALSE(says(file.name, "其他单位"));
  // It changed nothing, and is nobody else's.
  EXPECT_TRUE(findings_seen_by(who, "W02").empty());
  EXPECT_EQ(preview_batch(contractor(kSecond), data_, order, law_).error().code,
            ErrorCode::not_found);
  EXPECT_EQ(
      preview_batch(with(Role::auditor, access::whole_scope()), data_, order, law_).error().code,
      ErrorCode::not_permitted);
}

TEST_F(StoredFacts, AreChangedByTheirOwnUnitAlone) {
  Folder late{"P1", "990123", "水利", "甲建设", kFirstCode};
  late.pay(600);
  EXPECT_EQ(deliver(contractor(kFirst), late, kSecond).error().code, ErrorCode::not_found);
  const Result<Imported> imported = deliver(contractor(kFirst), late, kFirst, SameName::replace);
  ASSERT_TRUE(imported);
  const BatchId id = imported->batch.id;
  const access::Principal others[] = {contractor(kSecond), office("990124"), office("98"),
                                      with(Role::office, {})};
  for (const access::Principal& who : others) {
    EXPECT_EQ(show_batch(who, data_, id).error().code, ErrorCode::not_found);
    EXPECT_EQ(rejects_of_batch(who, data_, id).error().code, ErrorCode::not_found);
    EXPECT_EQ(use_batch(who, kNow, data_, id).error().code, ErrorCode::not_found);
    EXPECT_EQ(withdraw_batch(who, kNow, data_, id).error().code, ErrorCode::not_found);
  }
  const access::Principal leader = with(Role::leader, access::whole_scope());
  EXPECT_EQ(use_batch(leader, kNow, data_, id).error().code, ErrorCode::not_permitted);
  EXPECT_EQ(deliver(leader, late, kFirst).error().code, ErrorCode::not_permitted);
  ASSERT_EQ(use_batch(contractor(kFirst), kNow, data_, id), Kept::now);
  const WorkDone done = work();
  EXPECT_EQ(findings_seen_by(contractor(kFirst), "W02").size(), 1U);
  EXPECT_FALSE(done.warnings.empty());
  // A project beyond is not known to whoever delivers.
  Folder foreign{"P2", "990124", "房屋建筑", "甲建设", kFirstCode};
  const Result<Imported> claim = deliver(contractor(kFirst), foreign, kFirst, SameName::beside);
  ASSERT_TRUE(claim) << claim.error().message;
  EXPECT_EQ(use_batch(contractor(kFirst), kNow, data_, claim->batch.id).error().code,
            ErrorCode::not_found);
  EXPECT_EQ(projects_seen_by(contractor(kFirst)), "P1");
}

TEST_F(StoredFacts, AreFollowedByWarningsOnceAndByTheNightNotAtAll) {
  const auto listed = list_warnings(operator_, desk(), {});
  ASSERT_TRUE(listed);
  ASSERT_FALSE(listed->warnings.empty());
  EXPECT_TRUE(work().warnings.empty());
  const WorkOrder order{.moment = {kNow, kDay}, .program = "test", .threads = 1};
  const Result<WorkDone> night = nightly(data_, order, law_, pack_, {});
  ASSERT_TRUE(night) << night.error().message;
  EXPECT_EQ(night->rechecked.judged, 2);
  EXPECT_EQ(night->rechecked.opened + night->rechecked.changed + night->rechecked.cleared, 0);
  EXPECT_TRUE(night->warnings.empty());
  // What fails of it keeps nothing else from being done, and is told.
  WorkOrder faulty = order;
  faulty.bulletins = {.kinds = {oversight::BulletinKind::weekly}, .unit = access::UnitId{999}};
  const Result<WorkDone> partly = nightly(data_, faulty, law_, pack_, {});
  ASSERT_TRUE(partly) << partly.error().message;
  ASSERT_EQ(partly->failed.size(), 1U);
  EXPECT_TRUE(partly->failed.front().starts_with("起草简报"));
  // A year later the deadlines have passed.
  WorkOrder later = order;
  later.moment.today = date(2027, 3, 1);
  EXPECT_FALSE(nightly(data_, later, law_, pack_, {})->warnings.empty());
  // Scope holds for warnings, too.
  for (const KeptWarning& kept : listed->warnings) {
    const bool is_first = kept.key.project == p1_;
    EXPECT_EQ(show_warning(contractor(kFirst), desk(), kept.key).has_value(), is_first);
    EXPECT_EQ(show_warning(office("990124"), desk(), kept.key).has_value(), !is_first);
  }
}

TEST_F(StoredFacts, AreLeftOffAndTakenUpAgain) {
  Folder late{"P1", "990123", "水利", "甲建设", kFirstCode};
  late.pay(600);
  put_in_force(operator_, late, kFirst, SameName::replace);
  WorkOrder order{.moment = {kNow, kDay}, .program = "test", .threads = 1};
  order.leaves_off = [] { return true; };
  EXPECT_EQ(follow_facts(data_, order, law_, pack_, {}).error().code, ErrorCode::unavailable);
  EXPECT_TRUE(findings_seen_by(operator_, "W02").empty());
  EXPECT_GT(work().rechecked.judged, 0);
  EXPECT_EQ(findings_seen_by(operator_, "W02").size(), 1U);
}

TEST_F(StoredFacts, AreCheckedByADistrictForItself) {
  Folder late{"P1", "990123", "水利", "甲建设", kFirstCode};
  late.pay(600);
  put_in_force(operator_, late, kFirst, SameName::replace);
  const RecheckOrder order{.as_of = kDay, .program = "test"};
  const auto by = [&](const access::Principal& who) {
    return recheck(who, kNow, data_, order, law_, {});
  };
  EXPECT_EQ(by(contractor(kFirst)).error().code, ErrorCode::not_permitted);
  EXPECT_EQ(by(office("990124"))->judged_projects, std::vector{p2_});
  EXPECT_TRUE(findings_seen_by(operator_, "W02").empty());  // of the other one
  EXPECT_EQ(by(office("990123"))->judged_projects, std::vector{p1_});
  EXPECT_EQ(findings_seen_by(operator_, "W02").size(), 1U);
  // Nobody has checked all of it yet: the machine does.
  EXPECT_EQ(work().rechecked.judged, 2);
  EXPECT_EQ(work().rechecked.judged, 0);
}

TEST_F(StoredFacts, AreExplainedWithinTheScope) {
  const auto explained = [&](const access::Principal& who, const FindingKey& key) {
    return explain_finding(
        {.id = key.id,
         .facts = {.folder = {}, .book = {}, .stored = seen_by(operator_, data_), .who = who},
         .as_of = kDay,
         .run_all_rules = false,
         .threads = 1,
         .project = key.project},
        law_, {});
  };
  const auto own = findings_seen_by(contractor(kFirst), "L05");
  const auto any = own.empty() ? findings_seen_by(contractor(kFirst)) : own;
  const auto told = std::ranges::find_if(any, [](const ListedFinding& one) {
    return one.finding.because != kReasonBeyondScope && one.has_rows;
  });
  ASSERT_NE(told, any.end());
  const auto explanation = explained(contractor(kFirst), told->key);
  ASSERT_TRUE(explanation) << explanation.error().message;
  EXPECT_EQ(explanation->finding.because, told->finding.because);
  EXPECT_EQ(explained(contractor(kSecond), told->key).error().code, ErrorCode::not_found);
  EXPECT_EQ(explained({}, told->key).error().code, ErrorCode::not_permitted);
  EXPECT_EQ(explained(with(Role::administrator, access::whole_scope()), told->key).error().code,
            ErrorCode::not_permitted);
  // One that rests on what lies beyond is not there to be explained.
  const auto across = findings_seen_by(contractor(kFirst), "L03");
  ASSERT_EQ(across.size(), 1U);
  EXPECT_EQ(explained(contractor(kFirst), across[0].key).error().code, ErrorCode::not_found);
}

TEST_F(StoredFacts, TryAPackOnStoredMonths) {
  const auto trial = [&](const access::Principal& who) {
    return try_pack_on({.folder = {}, .book = {}, .stored = seen_by(operator_, data_), .who = who},
                       {.as_of = kDay,
                        .first_month = month(2026, 10),
                        .last_month = month(2026, 10),
                        .region = {}},
                       law_, pack_, pack_, {});
  };
  ASSERT_TRUE(trial(operator_));
  EXPECT_EQ(trial(operator_)->projects, 2);
  EXPECT_EQ(trial(office("990123"))->projects, 1);
  EXPECT_EQ(trial(contractor(kFirst)).error().code, ErrorCode::not_permitted);
}

TEST_F(StoredFacts, TakeParametersFromWhoAnswersForAllOfThem) {
  const auto has_parameters = [&](const access::Principal& who, int yuan) {
    Folder folder{"P1", "990123", "水利", "甲建设", kFirstCode};
    folder.pay(yuan);
    folder.write("参数.toml", "[pay]\nday = 15\n");
    const Result<Imported> imported = deliver(who, folder, who.unit, SameName::replace);
    EXPECT_TRUE(imported) << imported.error().message;
    return imported && !data_.store->world(kDay, imported->batch.id)->parameters.empty();
  };
  EXPECT_TRUE(has_parameters(office("9901"), 1));
  EXPECT_FALSE(has_parameters(office("990123"), 2));
  EXPECT_FALSE(has_parameters(contractor(kFirst), 3));
}

TEST_F(StoredFacts, LeaveATrailOfBackups) {
  const OpenDatabase open = [](const DataPlace& place) -> Result<std::unique_ptr<store::Database>> {
    return std::make_unique<sqlite::SqliteDatabase>(place.folder / kDatabaseFile,
                                                    sqlite::SqliteDatabase::kPatienceMs);
  };
  const BackUpOrder order{folder_.path() / "备份", false, "test"};
  const Progress ignore = [](std::string_view, std::int64_t, std::int64_t) {};
  EXPECT_EQ(back_up(office("9901"), kNow, data_, order, open, ignore).error().code,
            ErrorCode::not_permitted);
  ASSERT_TRUE(back_up(operator_, kNow, data_, order, open, ignore));
  const auto records = data_.store->audit_trail().audit_after(0, 10'000);
  ASSERT_TRUE(records);
  EXPECT_EQ(records->back().entry.action, "back_up");
  EXPECT_EQ(records->back().entry.subjects, "with_key=0");
  ASSERT_TRUE(note_restored(operator_, kNow, data_, Backup{.program = "test", .made = kNow}));
  EXPECT_EQ(data_.store->audit_trail().audit_after(std::ssize(*records), 1)->front().entry.action,
            "restore");
  EXPECT_TRUE(data_.store->audit_trail().verify_audit({})->is_sound());
}

}  // namespace
}  // namespace qingxin::app
