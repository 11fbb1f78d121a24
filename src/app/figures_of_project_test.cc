// SPDX-License-Identifier: Apache-2.0
#include "oversight/figures_of_project.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "app/read_folder.h"
#include "tests/support/temporary_folder.h"
#include "verify/check_projects.h"

// What a project adds to the indicators, each worked out by hand from a few rows.
namespace qingxin::app {
namespace {

using oversight::Figure;
using oversight::IndicatorId;

constexpr Date kDay = date(2026, 11, 20);  // a Friday
constexpr Month kOctober = month(2026, 10), kNovember = month(2026, 11);

constexpr std::string_view kProject =
    "项目编号,项目名称,行政区划代码,行业,资金性质,总包单位,合同签订日期,开工日期,状态,工资支付日,"
    "门禁\n";
constexpr std::string_view kOneProject =
    "P1,平川大道,990123,公路工程,政府投资,平川建工,2026-09-01,2026-10-01,在建,15,是\n";
// Three workers, and a manager who came on the fifth.
constexpr std::string_view kRoster =
    "项目编号,用工单位,姓名,身份证号,岗位,进场日期\n"
    "P1,平川建工,张一,990123199001010033,工人,2026-10-01\n"
    "P1,平川建工,张二,99012319900101005X,工人,2026-10-01\n"
    "P1,平川建工,张三,990123199001010076,工人,2026-10-01\n"
    "P1,平川建工,李四,990123199001010092,项目经理,2026-10-05\n";
constexpr std::string_view kAttendance =
    "项目编号,身份证号,日期\n"
    "P1,990123199001010033,2026-10-08\n"
    "P1,990123199001010033,2026-10-09\n"
    "P1,990123199001010033,2026-10-10\n"
    "P1,99012319900101005X,2026-10-09\n"
    "P1,990123199001010092,2026-10-09\n"
    "P1,990123199001010033,2026-11-20\n";
constexpr std::string_view kPayroll =
    "项目编号,工资月份,用工单位,姓名,身份证号,应发工资,实发工资\n"
    "P1,2026-10,平川建工,张一,990123199001010033,6000.00,6000.00\n"
    "P1,2026-10,平川建工,张二,99012319900101005X,5000.00,5000.00\n";
constexpr std::string_view kPayments =
    "项目编号,工资月份,身份证号,金额,日期,状态,方式,流水号\n"
    "P1,2026-10,990123199001010033,6000.00,2026-11-13,成功,专户代发,S1\n"
    "P1,2026-10,99012319900101005X,1000.00,2026-11-13,成功,专户代发,S2\n";

class ProjectFigures : public testing::Test {
 protected:
  void write(std::string_view table, std::string_view rows) const {
    std::ofstream{folder_.path() / table, std::ios::binary} << rows;
  }
  void write_all() const {
    write("项目.csv", std::string(kProject) + std::string(kOneProject));
    write("花名册.csv", kRoster);
    write("考勤.csv", kAttendance);
    write("工资表.csv", kPayroll);
    write("代发明细.csv", kPayments);
  }

  std::vector<Figure> read(Date as_of = kDay) {
    const law::Law law = law::load(std::nullopt, std::nullopt).value();
    const Result<FolderRead> facts = read_folder(folder_.path(), as_of, 1, law, {});
    EXPECT_TRUE(facts) << facts.error().message;
    const verify::Settings settings{.as_of = as_of, .threads = 1};
    std::vector<Figure> figures;
    const auto look = [&](const verify::ProjectBook& book, std::size_t,
                          std::span<const verify::Finding> findings) {
      violations_ = std::ranges::count_if(findings, [](const verify::Finding& finding) {
        return finding.verdict == rules::Verdict::violates &&
               finding.severity != rules::Severity::blue;
      });
      figures = oversight::figures_of_project(book, findings);
    };
    const auto checked =
        verify::check_projects(facts->facts, facts->law, settings, {book::ProjectIndex{0}}, look);
    EXPECT_TRUE(checked) << checked.error().message;
    return figures;
  }

  static std::optional<Figure> find(const std::vector<Figure>& figures, IndicatorId id,
                                    std::optional<Month> month = {}) {
    const auto found = std::ranges::find_if(figures, [&](const Figure& figure) {
      return figure.indicator == id && figure.month == month;
    });
    return found == figures.end() ? std::nullopt : std::optional{*found};
  }
  static void expect(const std::vector<Figure>& figures, IndicatorId id, std::optional<Month> month,
                     std::int64_t part, std::int64_t whole, std::int64_t unknown) {
    EXPECT_EQ(find(figures, id, month), (Figure{id, month, part, whole, unknown}))
        << oversight::indicator_of(id).name;
  }

  TemporaryFolder folder_;
  std::int64_t violations_ = 0;
};

TEST_F(ProjectFigures, SayWhatStandsOnTheDay) {
  write_all();
  const std::vector<Figure> figures = read();
  expect(figures, IndicatorId::projects, {}, 1, 0, 0);
  expect(figures, IndicatorId::projects_public, {}, 1, 0, 0);
  expect(figures, IndicatorId::gate_coverage, {}, 1, 1, 0);
  expect(figures, IndicatorId::board_coverage, {}, 0, 0, 1);  // no table of boards
  // 张二 is owed 4,000 of three workers.
  expect(figures, IndicatorId::arrears_people, {}, 1, 0, 0);
  expect(figures, IndicatorId::arrears_amount, {}, 400'000, 0, 0);
  expect(figures, IndicatorId::arrears_per_thousand, {}, 1, 3, 0);
  EXPECT_GT(violations_, 0);
  expect(figures, IndicatorId::open_findings, {}, violations_, 0, 0);
}

TEST_F(ProjectFigures, CountByMonth) {
  write_all();
  const std::vector<Figure> figures = read();
  expect(figures, IndicatorId::real_name_update_people, kOctober, 2, 3, 0);
  expect(figures, IndicatorId::real_name_update_people, kNovember, 1, 3, 0);
  // Of the days on which anybody was there since he came, he was there on one.
  expect(figures, IndicatorId::manager_presence, kOctober, 1, 3, 0);
  expect(figures, IndicatorId::manager_presence, kNovember, 0, 1, 0);
  // Nobody is named as chief supervisor.
  expect(figures, IndicatorId::supervisor_presence, kOctober, 0, 0, 1);
  // October was due on 13 November; November is not due yet.
  expect(figures, IndicatorId::paid_in_full, kOctober, 1, 2, 0);
  EXPECT_EQ(find(figures, IndicatorId::paid_in_full, kNovember), std::nullopt);
  const std::vector<Figure> on_pay_day = read(date(2026, 11, 13));
  EXPECT_EQ(find(on_pay_day, IndicatorId::paid_in_full, kOctober), std::nullopt);
}

TEST_F(ProjectFigures, KnowOfEachDayWhetherAnybodyWasThere) {
  write_all();
  const std::vector<Figure> figures = read();
  const Figure october = find(figures, IndicatorId::real_name_update_today, kOctober).value();
  EXPECT_EQ(october.part, 0b11'1000'0000);  // the eighth, ninth and tenth
  const auto of = [&](const Figure& month, Date day) {
    const Figure figure = oversight::on_day(month, day);
    return std::array{figure.part, figure.whole, figure.unknown};
  };
  EXPECT_EQ(of(october, date(2026, 10, 9)), (std::array<std::int64_t, 3>{1, 1, 0}));
  EXPECT_EQ(of(october, date(2026, 10, 31)), (std::array<std::int64_t, 3>{0, 1, 0}));
  EXPECT_EQ(of(october, date(2026, 9, 30)), (std::array<std::int64_t, 3>{0, 0, 1}));
  const Figure november = find(figures, IndicatorId::real_name_update_today, kNovember).value();
  EXPECT_EQ(of(november, kDay), (std::array<std::int64_t, 3>{1, 1, 0}));
  EXPECT_EQ(of(november, kDay + 1), (std::array<std::int64_t, 3>{0, 0, 1}));  // not judged yet
}

TEST_F(ProjectFigures, DoNotTakeAMissingTableForZero) {
  write("项目.csv", std::string(kProject) + std::string(kOneProject));
  write("花名册.csv", kRoster);
  write("工资表.csv", kPayroll);
  const std::vector<Figure> figures = read();
  expect(figures, IndicatorId::arrears_people, {}, 0, 0, 1);
  expect(figures, IndicatorId::arrears_amount, {}, 0, 0, 1);
  expect(figures, IndicatorId::arrears_per_thousand, {}, 0, 0, 1);
  expect(figures, IndicatorId::paid_in_full, kOctober, 0, 0, 2);  // who got what is not known
  expect(figures, IndicatorId::real_name_update_people, kOctober, 0, 0, 3);
  expect(figures, IndicatorId::manager_presence, kOctober, 0, 0, 1);
  EXPECT_EQ(find(figures, IndicatorId::real_name_update_today, kOctober), std::nullopt);
}

TEST_F(ProjectFigures, AFinishedProjectIsNotInProgress) {
  write_all();
  write("项目.csv", std::string(kProject) +
                        "P1,平川大道,990123,公路工程,,平川建工,2026-09-01,2026-10-01,完工,15,否\n");
  const std::vector<Figure> figures = read();
  for (const IndicatorId id :
       {IndicatorId::projects, IndicatorId::projects_public, IndicatorId::gate_coverage})
    EXPECT_EQ(find(figures, id), std::nullopt);
  expect(figures, IndicatorId::arrears_people, {}, 1, 0, 0);  // and owes what it owes
  // No gate, of one in progress, whose funding nobody wrote down.
  write("项目.csv", std::string(kProject) +
                        "P1,平川大道,990123,公路工程,,平川建工,2026-09-01,2026-10-01,在建,15,否\n");
  const std::vector<Figure> running = read();
  expect(running, IndicatorId::gate_coverage, {}, 0, 1, 0);
  expect(running, IndicatorId::projects_public, {}, 0, 0, 1);
}

TEST(Funding, IsReadFromTheWordsOfTheTable) {
  for (const std::string_view words : {"政府投资", "国有企业", "PPP", "ppp 项目", "国企"})
    EXPECT_EQ(oversight::funding_in(words), oversight::kPublicMoney) << words;
  EXPECT_EQ(oversight::funding_in("社会投资"), oversight::kOtherMoney);
  EXPECT_EQ(oversight::funding_in(" "), "");
}

}  // namespace
}  // namespace qingxin::app
