// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/check_digit.h"
#include "law/law.h"
#include "sample/county.h"
#include "sample/people.h"
#include "sample/places.h"

namespace qingxin::sample {
namespace {

namespace fs = std::filesystem;

const law::Calendar& calendar() {
  static const law::Law kLaw = law::load(fs::path("."), std::nullopt).value();
  return kLaw.calendar;
}

// A folder of the test's own, gone when the test is over.
class Folder {
 public:
  explicit Folder(std::string_view name)
      : path_(fs::path(testing::TempDir()) /
              ("qingxin-sample-" + std::to_string(::getpid()) + "-" + std::string(name))) {
    fs::remove_all(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

Written write(const Order& order, const Folder& folder) {
  auto written = write_county(order, folder.path(), calendar());
  EXPECT_TRUE(written) << (written ? "" : written.error().message);
  return written.value_or(Written{});
}

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<std::string> cells_of(const std::string& line, char separator) {
  std::vector<std::string> cells;
  std::istringstream in(line);
  for (std::string cell; std::getline(in, cell, separator);) cells.push_back(cell);
  return cells;
}

// The rows of a plain table, by header. No cell of these tables holds a separator.
using Row = std::map<std::string, std::string>;

std::vector<Row> rows_of(const fs::path& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  const std::vector<std::string> header = cells_of(line, ',');
  std::vector<Row> rows;
  while (std::getline(in, line)) {
    const std::vector<std::string> cells = cells_of(line, ',');
    Row& row = rows.emplace_back();
    for (std::size_t i = 0; i < cells.size() && i < header.size(); ++i) row[header[i]] = cells[i];
  }
  return rows;
}

// One column of planted.csv, for one rule.
std::set<std::string> planted(const Folder& folder, std::string_view rule,
                              const std::string& column) {
  std::set<std::string> values;
  for (Row& row : rows_of(folder.path() / "planted.csv"))
    if (row["rule"] == rule) values.insert(row[column]);
  return values;
}

Order plain(int projects) {
  return {.projects = projects, .form = Form::plain};
}

// The default county in plain files, for all tests that only read it.
class DefaultCounty : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<Folder>("default");
    written_ = write(plain(60), *folder_);
  }
  static void TearDownTestSuite() { folder_.reset(); }

  static inline std::unique_ptr<Folder> folder_;
  static inline Written written_;
};

TEST(Sample, OneSeedGivesTheSameBytes) {
  for (const Form form : {Form::office, Form::plain}) {
    const Folder one("one");
    const Folder two("two");
    const Order order{.projects = 8, .months = 2, .form = form};
    const Written written = write(order, one);
    EXPECT_EQ(write(order, two).files, written.files);
    ASSERT_FALSE(written.files.empty());
    for (const std::string& name : written.files)
      EXPECT_EQ(content(one.path() / name), content(two.path() / name)) << name;
  }
}

TEST(Sample, AnotherSeedGivesOtherPeople) {
  const Folder one("one");
  const Folder two("two");
  write(plain(2), one);
  Order other = plain(2);
  other.seed = 2;
  write(other, two);
  EXPECT_NE(content(one.path() / "花名册.csv"), content(two.path() / "花名册.csv"));
  EXPECT_NE(content(one.path() / "考勤.csv"), content(two.path() / "考勤.csv"));
}

TEST_F(DefaultCounty, NumbersOfPeopleAreRightExceptWhereAStoryWantsThemWrong) {
  const std::set<std::string> wrong = planted(*folder_, "L02", "worker");
  const std::set<std::string> strange_cards = planted(*folder_, "L09", "worker");
  const std::set<std::string> blank = planted(*folder_, "W09", "worker");
  EXPECT_FALSE(wrong.empty());
  for (Row& row : rows_of(folder_->path() / "花名册.csv")) {
    const std::string& id = row["身份证号"];
    const std::string& card = row["工资卡号"];
    const std::string& phone = row["手机号"];
    if (row["证件类型"] == "居民身份证") {
      EXPECT_EQ(identity_fault(id) != IdentityFault::none, wrong.contains(id)) << id;
      EXPECT_TRUE(id.starts_with("99")) << id;
    }
    EXPECT_TRUE((phone.starts_with("100") && phone.size() == 11) || blank.contains(id)) << phone;
    EXPECT_TRUE(!is_card_like(card) || passes_luhn(card) || strange_cards.contains(id)) << card;
  }
}

TEST(Sample, CodesOfFirmsAreRightAndTheirOwn) {
  const Folder folder("county");
  write({.projects = 130, .months = 1, .form = Form::plain}, folder);
  const std::set<std::string> wrong = planted(folder, "L08", "subject");
  std::map<std::string, std::string> name_of;
  for (Row& row : rows_of(folder.path() / "参建单位.csv")) {
    if (wrong.contains(row["单位名称"])) continue;
    EXPECT_TRUE(passes_credit_code(row["信用代码"])) << row["信用代码"];
    const auto [known, is_new] = name_of.emplace(row["信用代码"], row["单位名称"]);
    EXPECT_EQ(known->second, row["单位名称"]);
  }
}

TEST(Sample, NobodySharesANumber) {
  std::vector<std::string> ids;
  std::vector<std::string> phones;
  std::vector<std::string> cards;
  constexpr std::uint64_t kPeople = 320000;
  for (std::uint64_t serial = 0; serial < kPeople; ++serial) {
    Person person = make_person(1, serial, 2006);
    ids.push_back(std::move(person.id));
    phones.push_back(std::move(person.phone));
    cards.push_back(std::move(person.card));
  }
  for (std::vector<std::string>* numbers : {&ids, &phones, &cards}) {
    std::ranges::sort(*numbers);
    EXPECT_EQ(std::ranges::adjacent_find(*numbers), numbers->end());
  }
}

TEST_F(DefaultCounty, OneNumberHasOneNameExceptWhereAStoryWantsTwo) {
  const std::set<std::string> doubled = planted(*folder_, "L03", "worker");
  std::map<std::string, std::string> names;
  for (Row& row : rows_of(folder_->path() / "花名册.csv")) {
    const auto [known, is_new] = names.emplace(row["身份证号"], row["姓名"]);
    EXPECT_TRUE(known->second == row["姓名"] || doubled.contains(row["身份证号"]));
  }
  EXPECT_EQ(names.size(), written_.people);
}

// A row that cannot be read still says whose and which month's it is, so that the doubt it casts
// stays there.
TEST(Sample, SlipsOfTheTypistAreNotedAndKeptToOneProject) {
  const Folder folder("county");
  write(plain(10), folder);
  std::size_t slips = 0;
  for (Row& row : rows_of(folder.path() / "planted.csv")) {
    if (row["rule"] != "拒收") continue;
    EXPECT_EQ(row["project_id"], "PC00004");
    ++slips;
  }
  EXPECT_EQ(slips, 4U);
  const std::string payroll = content(folder.path() / "工资表.csv");
  EXPECT_NE(payroll.find("E+17"), std::string::npos);
  EXPECT_NE(payroll.find("叁仟元"), std::string::npos);
  EXPECT_NE(content(folder.path() / "代发明细.csv").find("2026-09-31"), std::string::npos);
}

TEST(Sample, BothFormsHoldTheSameRows) {
  const Folder office("office");
  const Folder csv("plain");
  const Written one = write({.projects = 21, .months = 3}, office);
  const Written two = write({.projects = 21, .months = 3, .form = Form::plain}, csv);
  EXPECT_EQ(one.rows, two.rows);
  EXPECT_EQ(one.people, two.people);
  EXPECT_EQ(content(office.path() / "planted.csv"), content(csv.path() / "planted.csv"));
  for (const auto& [table, rows] : one.rows) EXPECT_GT(rows, 0U) << table;
  EXPECT_EQ(rows_of(csv.path() / "考勤.csv").size(), two.rows.at("attendance"));
  EXPECT_EQ(rows_of(csv.path() / "工资表.csv").size(), two.rows.at("payroll"));
}

TEST(Sample, MonthlySheetsHoldTheDaysAndHoursOfTheGate) {
  const Folder gate("gate");
  const Folder sheet("sheet");
  const Written one = write({.projects = 21, .months = 3, .form = Form::plain}, gate);
  const Written two = write(
      {.projects = 21, .months = 3, .form = Form::plain, .attendance = AttendanceForm::monthly},
      sheet);
  EXPECT_EQ(one.rows, two.rows);
  std::map<std::string, std::string> of_gate;
  for (Row& row : rows_of(gate.path() / "考勤.csv"))
    of_gate[row["项目编号"] + row["身份证号"] + row["日期"]] = row["工时"];
  std::map<std::string, std::string> of_sheet;
  for (Row& row : rows_of(sheet.path() / "考勤.csv"))
    for (int day = 1; day <= 31; ++day)
      if (const std::string hours = row[std::to_string(day)]; !hours.empty())
        of_sheet[row["项目编号"] + row["身份证号"] + row["月份"] + (day < 10 ? "-0" : "-") +
                 std::to_string(day)] = hours;
  EXPECT_GT(of_gate.size(), 50000U);
  EXPECT_EQ(of_gate, of_sheet);
  for (const char* other : {"工资表.csv", "planted.csv"})
    EXPECT_EQ(content(gate.path() / other), content(sheet.path() / other)) << other;
}

TEST_F(DefaultCounty, HasThreeThousandWorkersAndEveryStory) {
  std::set<std::string> workers;
  for (Row& row : rows_of(folder_->path() / "花名册.csv"))
    if (row["岗位"] == "工人") workers.insert(row["身份证号"]);
  EXPECT_NEAR(static_cast<double>(workers.size()), 3000, 10);
  std::set<std::string> rules;
  std::set<std::string> projects;
  for (Row& row : rows_of(folder_->path() / "planted.csv")) {
    if (row["rule"] == "拒收") continue;
    rules.insert(row["rule"]);
    projects.insert(row["project_id"]);
  }
  EXPECT_GT(rules.size(), 45U);
  // Twenty, and two that stand beside a site where a shared account or a worker is the fault.
  EXPECT_GE(projects.size(), 20U);
  EXPECT_LE(projects.size(), 22U);
  EXPECT_GT(written_.planted, 0U);
}

// Fen of an amount as the plain form writes it.
long long fen(const std::string& amount) {
  return std::stoll(amount.substr(0, amount.size() - 3) + amount.substr(amount.size() - 2));
}

// The counterpart of the stories: at a project without one, days worked, days on the payroll and
// the money that arrived agree for every worker and month.
TEST(Sample, AProjectWithoutAStoryIsCleanToTheFen) {
  const Folder folder("county");
  write({.projects = 24, .months = 3, .form = Form::plain, .faults = Faults::none}, folder);
  EXPECT_TRUE(rows_of(folder.path() / "planted.csv").empty());
  using Key = std::vector<std::string>;
  std::map<Key, int> attended;
  for (Row& row : rows_of(folder.path() / "考勤.csv"))
    ++attended[{row["项目编号"], row["身份证号"], row["日期"].substr(0, 7)}];
  std::map<Key, long long> owed;
  std::map<Key, int> listed;
  std::set<Key> hours_only;
  for (Row& row : rows_of(folder.path() / "工资表.csv")) {
    const Key key{row["项目编号"], row["身份证号"], row["工资月份"]};
    owed[key] += fen(row["实发工资"]);
    if (row["出勤天数"].empty()) hours_only.insert(key);
    if (!row["出勤天数"].empty()) listed[key] += std::stoi(row["出勤天数"]);
  }
  for (Row& row : rows_of(folder.path() / "代发明细.csv")) {
    const Key key{row["项目编号"], row["身份证号"], row["工资月份"]};
    if (row["状态"] == "成功") owed[key] -= fen(row["金额"]);
    if (row["状态"] == "退回") owed[key] += fen(row["金额"]);
  }
  EXPECT_GT(owed.size(), 3000U);
  for (const auto& [key, amount] : owed) EXPECT_EQ(amount, 0) << key[1] << key[2];
  for (const auto& [key, days] : listed) {
    if (hours_only.contains(key)) continue;
    EXPECT_EQ(days, attended[key]) << key[1] << key[2];
  }
}

TEST(Sample, ASingleMonthIsACountyToo) {
  const Folder folder("county");
  const Written written = write({.projects = 60, .months = 1, .form = Form::plain}, folder);
  EXPECT_GT(written.rows.at("payroll"), 0U);
  EXPECT_FALSE(planted(folder, "W18", "worker").empty());
}

TEST(Sample, AFolderWithFilesIsLeftAlone) {
  const Folder folder("full");
  fs::create_directories(folder.path());
  std::ofstream(folder.path() / "花名册.csv") << "不要动\n";
  const auto refused = write_county({}, folder.path(), calendar());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_EQ(content(folder.path() / "花名册.csv"), "不要动\n");
}

TEST(Sample, AnOrderOutOfRangeIsRefused) {
  const Folder folder("none");
  for (const Order& order : {Order{.projects = 0}, Order{.months = 0}, Order{.months = 1000}}) {
    const auto refused = write_county(order, folder.path(), calendar());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::usage);
  }
}

}  // namespace
}  // namespace qingxin::sample
