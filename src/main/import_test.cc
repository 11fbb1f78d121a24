// SPDX-License-Identifier: Apache-2.0
#include "app/import_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "app/import_firms.h"
#include "app/units.h"
#include "base/check_digit.h"
#include "sqlite/sqlite_database.h"
#include "store/sql_store.h"
#include "tests/support/temporary_folder.h"
#include "wire/batch_json.h"

// The use cases of deliveries, over a real store.
namespace qingxin {
namespace {

namespace fs = std::filesystem;

constexpr Instant kNow{1'790'000'000'000};

class Deliveries : public testing::Test {
 protected:
  void SetUp() override {
    data_.folder = place_.path() / "数据";
    fs::create_directories(data_.folder);
    data_.database = std::make_unique<sqlite::SqliteDatabase>(data_.folder / "a.db",
                                                              sqlite::SqliteDatabase::kPatienceMs);
    auto opened = store::SqlStore::open(*data_.database, {.person_key = "a key", .node = 1}, kNow);
    ASSERT_TRUE(opened) << opened.error().message;
    data_.store = std::move(*opened);
    data_.ids = std::make_unique<store::IdMaker>(1);
    const Result<store::UnitId> unit = app::local_unit(*data_.store);
    ASSERT_TRUE(unit);
    order_.unit = *unit;
    order_.folder = place_.path() / "县";
    fs::create_directories(order_.folder);
  }

  void write(const std::string& file, const std::string& text) {
    std::ofstream(order_.folder / file) << text;
  }
  // Of two projects, with a payroll of the first.
  void write_county() {
    write("项目.csv",
          "项目编号,项目名称,行政区划代码,总包单位\n"
          "P1,一号楼,990123,清河建设\nP2,二号楼,990123,清河建设\n");
    write("工资表.csv", payroll("100.00"));
  }
  static std::string payroll(const std::string& net) {
    return "项目编号,工资月份,用工单位,姓名,身份证号,应发工资,实发工资\n"
           "P1,2026-10,清河建设,张三,990123199001011239,100.00," +
           net + "\n";
  }

  Result<app::Imported> import() { return app::import_folder(who_, kNow, data_, order_, law_, {}); }
  app::Imported imported() {
    const Result<app::Imported> done = import();
    EXPECT_TRUE(done) << done.error().message;
    return done.value();
  }
  app::BatchId in_force() {
    const app::Imported done = imported();
    EXPECT_TRUE(app::use_batch(who_, kNow, data_, done.batch.id));
    return done.batch.id;
  }
  static bool says(const Error& error, std::string_view part) {
    return error.message.find(part) != std::string::npos;
  }

  TemporaryFolder place_;
  app::StoredData data_;
  app::ImportOrder order_;
  access::Principal who_ = access::the_local_operator();
  const law::Law law_ = *law::load(std::nullopt, std::nullopt);
};

TEST_F(Deliveries, AreHarmlessToRepeat) {
  write_county();
  const app::Imported first = imported();
  EXPECT_EQ(first.kept, app::Kept::now);
  EXPECT_EQ(first.batch.state, app::BatchState::waiting);
  const app::Imported again = imported();
  EXPECT_EQ(again.kept, app::Kept::already);
  EXPECT_EQ(again.batch.id, first.batch.id);
  EXPECT_EQ(app::list_batches(who_, data_, app::BatchId{0}, 10)->size(), 1U);
}

TEST_F(Deliveries, NameWhatWasNotReadAndKnowWhenNothingCanBeUsed) {
  write_county();
  write("会议纪要.txt", "无");
  write("工资表.csv",
        "项目编号,工资月份,用工单位,姓名,身份证号,应发工资,实发工资,心情\n"
        "P9,2026-10,清河建设,张三,990123199001011239,100.00,100.00,好\n");
  const app::Imported some = imported();
  EXPECT_EQ(some.unread_files, std::vector<std::string>{"会议纪要.txt"});
  EXPECT_FALSE(app::has_no_used_row(some));  // the projects are
  const std::string told = wire::imported_json(some);
  EXPECT_NE(told.find(R"("unread_files":["会议纪要.txt"])"), std::string::npos) << told;
  EXPECT_NE(told.find(R"("ignored_columns":[{"file":"工资表.csv","columns":["心情"]}])"),
            std::string::npos)
      << told;
  ASSERT_TRUE(app::use_batch(who_, kNow, data_, some.batch.id));
  order_.same_name = app::SameName::beside;
  fs::remove(order_.folder / "项目.csv");
  EXPECT_TRUE(app::has_no_used_row(imported()));
}

TEST_F(Deliveries, KeepNoNumberOfAPersonInTheNameOfAFile) {
  write_county();
  fs::rename(order_.folder / "工资表.csv", order_.folder / "工资表-张三990123199001011239.csv");
  write("照片-990123199001011239.txt", "");
  const app::Imported first = imported();
  ASSERT_EQ(first.batch.files.size(), 2U);
  const std::string told = wire::imported_json(first);
  EXPECT_EQ(told.find("990123199001011239"), std::string::npos) << told;
  EXPECT_TRUE(first.batch.files[1].read.name.starts_with("工资表-张三9"));
  // Its key and its name are what they were.
  EXPECT_EQ(imported().kept, app::Kept::already);
  ASSERT_TRUE(app::use_batch(who_, kNow, data_, first.batch.id));
  fs::remove(order_.folder / "项目.csv");
  write("工资表-张三990123199001011239.csv", payroll("90.00"));
  order_.same_name = app::SameName::replace;
  EXPECT_EQ(imported().batch.files[0].corrects, (store::FileKey{first.batch.id, 1}));
}

TEST_F(Deliveries, AreRefusedUnderAKeyOfAnotherContentWithBothValues) {
  write_county();
  order_.key = "十月";
  ASSERT_TRUE(import());
  write("工资表.csv", payroll("90.00"));
  const Result<app::Imported> refused = import();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_TRUE(
      says(refused.error(), "工资表.csv 第 2 行「实发工资」原来是 “100.00”，这次是 “90.00”"))
      << refused.error().message;
  EXPECT_TRUE(says(refused.error(), "同一个键（key）")) << refused.error().message;
  EXPECT_TRUE(says(refused.error(), "请换一个键")) << refused.error().message;
}

TEST_F(Deliveries, AskWhatAFileOfTheSameNameIsMeantFor) {
  write_county();
  const app::BatchId first = in_force();
  fs::remove(order_.folder / "项目.csv");
  write("工资表.csv", payroll("90.00"));
  const Result<app::Imported> undecided = import();
  ASSERT_FALSE(undecided);
  EXPECT_EQ(undecided.error().code, ErrorCode::conflict);
  EXPECT_TRUE(
      says(undecided.error(), "工资表.csv（批次 " + std::to_string(store::number(first)) + "/2）"))
      << undecided.error().message;
  order_.same_name = app::SameName::replace;
  const app::Imported corrected = imported();
  ASSERT_EQ(corrected.batch.files.size(), 1U);
  EXPECT_EQ(corrected.batch.files[0].corrects, (store::FileKey{first, 1}));
  EXPECT_TRUE(corrected.not_replaced.empty());
}

TEST_F(Deliveries, LetTwoFilesOfANameStandBesideEachOther) {
  write_county();
  in_force();
  fs::remove(order_.folder / "项目.csv");
  write("工资表.csv", payroll("90.00"));
  order_.same_name = app::SameName::beside;
  EXPECT_EQ(imported().batch.files[0].corrects, std::nullopt);
}

// Of several of a name the one that came into force last is meant, however many batches there are.
TEST_F(Deliveries, CorrectTheLatestOfAName) {
  write_county();
  in_force();
  fs::remove(order_.folder / "项目.csv");
  order_.same_name = app::SameName::beside;
  app::BatchId last{};
  for (const char* net : {"91.00", "92.00", "93.00"}) {
    write("工资表.csv", payroll(net));
    last = in_force();
  }
  write("工资表.csv", payroll("94.00"));
  order_.same_name = app::SameName::replace;
  EXPECT_EQ(imported().batch.files[0].corrects, (store::FileKey{last, 0}));
}

TEST_F(Deliveries, CorrectAFileOfAnotherNameWhenTold) {
  write_county();
  const app::BatchId first = in_force();
  for (const char* file : {"项目.csv", "工资表.csv"}) fs::remove(order_.folder / file);
  write("工资表-更正.csv", payroll("90.00"));
  order_.corrections = {{"", {first, 1}}};
  EXPECT_EQ(imported().batch.files[0].corrects, (store::FileKey{first, 1}));

  order_.key = "另一次";
  order_.corrections = {{"", {first, 7}}};
  const Result<app::Imported> no_file = import();
  ASSERT_FALSE(no_file);
  EXPECT_EQ(no_file.error().code, ErrorCode::conflict);
  EXPECT_TRUE(says(no_file.error(), "第 8 份不是本单位在用的文件")) << no_file.error().message;
  order_.corrections = {{"", {first, 0}}};  // a projects table, of which the folder has none
  EXPECT_EQ(import().error().code, ErrorCode::not_found);
  order_.corrections = {{"", {app::BatchId{5}, 0}}};
  EXPECT_EQ(import().error().code, ErrorCode::conflict);
}

TEST_F(Deliveries, DoNotCorrectAFileOfAnotherUnit) {
  write_county();
  const app::BatchId first = in_force();
  ASSERT_TRUE(data_.store->add_unit({store::UnitId{9}, "青山建筑", "", "990123"}));
  order_.unit = store::UnitId{9};
  fs::remove(order_.folder / "项目.csv");
  write("工资表.csv", payroll("90.00"));
  // Of the same name, but not its own: that is said.
  order_.same_name = app::SameName::replace;
  const app::Imported beside = imported();
  EXPECT_EQ(beside.batch.files[0].corrects, std::nullopt);
  EXPECT_EQ(beside.not_replaced, std::vector<std::string>{"工资表.csv"});
  EXPECT_NE(wire::imported_json(beside).find(R"("not_replaced":["工资表.csv"])"),
            std::string::npos);
  order_.same_name = app::SameName::ask;
  order_.key = "更正";
  order_.corrections = {{"", {first, 1}}};
  const Result<app::Imported> refused = import();
  ASSERT_FALSE(refused);
  EXPECT_TRUE(says(refused.error(), "不是本单位在用的文件")) << refused.error().message;
}

TEST_F(Deliveries, NeedNotTellAgainOfWhatIsKnown) {
  write_county();
  in_force();
  fs::remove(order_.folder / "项目.csv");
  write("工资表.csv", payroll("90.00") + "P9,2026-10,清河建设,张三,990123199001011239,1.00,1.00\n");
  order_.same_name = app::SameName::beside;
  const app::Imported done = imported();
  EXPECT_EQ(done.batch.files[0].read.used, 1);
  ASSERT_EQ(done.rejects.size(), 1U);
  EXPECT_EQ(done.rejects[0].column, "项目编号");
  EXPECT_EQ(done.rejects[0].value, "P9");
  const auto projects = data_.store->projects_of(done.batch.id);
  ASSERT_TRUE(projects);
  EXPECT_EQ(*projects, std::vector{*data_.store->project_named("P1")});  // and not of P2
}

// Nothing of the rows that were put aside while the folder was read is left behind.
TEST_F(Deliveries, LeaveNoFileBesideTheDatabase) {
  write_county();
  std::string rows;
  for (int i = 0; i < 5'000; ++i)
    rows += "P1,2026-1" + std::to_string(i % 3) + ",清河建设,张三" + std::to_string(i) + ",X" +
            std::to_string(i) + ",1.00,1.00\n";
  write("工资表.csv", payroll("100.00") + rows);
  EXPECT_EQ(imported().batch.files[1].read.used, 5'001);
  for (const fs::directory_entry& entry : fs::directory_iterator(data_.folder))
    EXPECT_TRUE(entry.path().filename().string().starts_with("a.db")) << entry.path();
}

TEST_F(Deliveries, SetParametersForEverybodyOnlyByWhoAnswersForEverybody) {
  write_county();
  const auto parameters = [&] {
    return data_.store->world(date(2026, 11, 22), std::nullopt)->parameters;
  };
  write("参数.toml", "# 空\n");
  order_.same_name = app::SameName::beside;
  who_.role = access::Role::general_contractor;
  const Result<app::Imported> done = import();
  ASSERT_TRUE(done) << done.error().message;
  ASSERT_TRUE(app::use_batch(access::the_local_operator(), kNow, data_, done->batch.id));
  EXPECT_EQ(parameters(), "");
  who_.role = access::Role::office;
  order_.key = "治欠办";
  in_force();
  EXPECT_EQ(parameters(), "# 空\n");
}

class Registers : public Deliveries {
 protected:
  static std::string code(std::string_view first_17) {
    return std::string(first_17) + credit_code_check_character(first_17);
  }
  Result<app::FirmsImported> import_firms(const std::string& text) {
    write("企业名册.csv", text);
    return app::import_firms(who_, kNow, *data_.store, *data_.ids,
                             {.file = order_.folder / "企业名册.csv", .region_code = region_});
  }
  std::vector<store::Unit> units() {
    return *app::list_units(who_, kNow, *data_.store, store::UnitId{1}, 100);
  }
  std::string region_ = "990123";
};

TEST_F(Registers, BecomeUnitsOnce) {
  const std::string first = code("91990123MA0000001");
  const std::string text = "企业名称,统一社会信用代码,区划代码,类别\n清河建设有限公司," + first +
                           ",990123,企业\n清河银行,,,银行\n";
  const Result<app::FirmsImported> done = import_firms(text);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->rows, 2);
  EXPECT_EQ(done->added, 2);
  EXPECT_TRUE(done->rejected.empty());
  ASSERT_EQ(units().size(), 2U);
  EXPECT_EQ(units()[0].name, "清河建设有限公司");
  EXPECT_EQ(units()[0].credit_code, first);
  EXPECT_EQ(units()[0].kind, store::UnitKind::enterprise);
  EXPECT_EQ(units()[1].region_code, "990123");
  EXPECT_EQ(units()[1].kind, store::UnitKind::bank);
  const Result<app::FirmsImported> again = import_firms(text);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->added, 0);
  EXPECT_EQ(again->known, 2);
  EXPECT_EQ(units().size(), 2U);
}

TEST_F(Registers, AreReadUnderTheirOwnHeaders) {
  write("列名.toml", "[firms]\n\"单位全称\" = \"name\"\n\"社会信用代码\" = \"credit_code\"\n");
  const Result<app::FirmsImported> done =
      import_firms("某县企业名录\n\n单位全称,社会信用代码,法人\n清河建设," +
                   code("91990123MA0000001") + ",李四\n");
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->added, 1);
  EXPECT_EQ(done->ignored_columns, std::vector<std::string>{"法人"});
  const Result<app::FirmsImported> headless = import_firms("甲,乙\n1,2\n");
  ASSERT_FALSE(headless);
  EXPECT_TRUE(says(headless.error(), "企业名册.csv 找不到企业名册的表头"))
      << headless.error().message;
  // The same file names the columns of a facts folder, too.
  write_county();
  EXPECT_TRUE(import());
}

TEST_F(Registers, RejectRowByRowWhatCannotBe) {
  const std::string good = code("91990123MA0000001");
  std::string bad = good;
  bad.back() = bad.back() == '0' ? '1' : '0';
  const Result<app::FirmsImported> done = import_firms(
      "企业名称,统一社会信用代码,区划代码,类别\n"
      "清河建设," +
      good +
      ",990123,\n"
      "青山建筑," +
      bad +
      ",990123,\n"
      "," +
      code("91990123MA0000002") +
      ",990123,\n"
      "清河建设有限公司," +
      good +
      ",990123,\n"
      "白云劳务,,99x,\n"
      "白云劳务,,990123,事业单位\n"
      "白云劳务,,990123,\n"
      "白云 劳务,,990123,\n");
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->rows, 8);
  EXPECT_EQ(done->added, 2);
  std::vector<std::string> told;
  for (const app::RejectedFirm& row : done->rejected)
    told.push_back(std::to_string(row.row) + " " + row.column + " " + row.value);
  EXPECT_EQ(told, (std::vector<std::string>{"3 统一社会信用代码 " + bad, "4 企业名称 ",
                                            "5 统一社会信用代码 " + good, "6 区划代码 99x",
                                            "7 类别 事业单位", "9 企业名称 白云 劳务"}));
  EXPECT_NE(done->rejected[2].reason.find("与第 2 行"), std::string::npos);
}

TEST_F(Registers, TellOfACodeThatIsKnownUnderAnotherName) {
  const std::string one = code("91990123MA0000001");
  ASSERT_TRUE(import_firms("企业名称,统一社会信用代码\n清河建设," + one + "\n"));
  const Result<app::FirmsImported> done =
      import_firms("企业名称,统一社会信用代码\n青山建筑," + one + "\n");
  ASSERT_TRUE(done);
  EXPECT_EQ(done->added, 0);
  ASSERT_EQ(done->rejected.size(), 1U);
  EXPECT_EQ(done->rejected[0].value, "青山建筑");
  EXPECT_NE(done->rejected[0].reason.find("叫 “清河建设”"), std::string::npos)
      << done->rejected[0].reason;
}

TEST_F(Registers, StayWithinTheDistrictsOfWhoImportsThem) {
  who_.role = access::Role::administrator;
  who_.scope = access::district_scope("9901");
  region_.clear();
  const Result<app::FirmsImported> done =
      import_firms("企业名称,区划代码\n清河建设,990123\n远山建设,980123\n无名建设,\n");
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->added, 1);
  ASSERT_EQ(done->rejected.size(), 2U);
  EXPECT_EQ(done->rejected[0].value, "980123");
  EXPECT_NE(done->rejected[1].reason.find("--region"), std::string::npos);
  who_.role = access::Role::inspector;
  EXPECT_EQ(import_firms("企业名称\n清河\n").error().code, ErrorCode::not_permitted);
}

}  // namespace
}  // namespace qingxin
