// SPDX-License-Identifier: Apache-2.0
#include "verify/verify_brief.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <tuple>

#include "app/read_folder.h"
#include "app/write_sample.h"
#include "rules/catalogue.h"
#include "verify/verify.h"

namespace qingxin::app {

namespace {

namespace fs = std::filesystem;

// What both say of a finding, but for the position of the employer's name.
using Told = std::tuple<std::string, std::string, Month, std::string, std::string, std::string,
                        rules::Verdict, rules::Severity, std::optional<Money>, std::string>;

std::string text_of(const std::optional<rules::MissingFact>& fact) {
  return fact ? std::string(fact->table) + "." + std::string(fact->column) : "";
}

std::vector<Told> told_in_full(const verify::Report& report) {
  std::vector<Told> told;
  for (const auto* list : {&report.findings, &report.notes})
    for (const verify::Finding& finding : *list)
      told.emplace_back(finding.project_id, finding.worker, finding.month.value_or(Month{-1}),
                        std::string(finding.rule->id),
                        finding.worker.empty() ? finding.employer : "", finding.subject,
                        finding.verdict, finding.severity, finding.amount,
                        text_of(finding.missing));
  std::ranges::sort(told);
  return told;
}

std::vector<Told> told_in_brief(const std::vector<verify::BriefFinding>& findings,
                                const book::Book& facts) {
  std::vector<Told> told;
  for (const verify::BriefFinding& finding : findings)
    told.emplace_back(facts.texts[facts.projects[finding.project].project_id],
                      facts.identities[finding.worker], finding.month,
                      rules::kCatalogue[finding.rule].id, facts.texts[finding.unit],
                      finding.subject, finding.verdict, finding.severity, finding.amount,
                      text_of(finding.missing));
  return told;
}

class Brief : public testing::Test {
 protected:
  void SetUp() override {
    const Result<law::Law> law = law::load(std::nullopt, std::nullopt);
    ASSERT_TRUE(law);
    law_ = *law;
  }
  void TearDown() override { fs::remove_all(folder_); }

  void write_county(const SampleOrder& order) const {
    fs::remove_all(folder_);
    const auto written = write_sample(order, folder_, law_);
    ASSERT_TRUE(written) << written.error().message;
  }

  // Tells how many findings there were.
  std::size_t expect_same(verify::Settings settings) const {
    const Result<FolderRead> read = read_folder(folder_, settings.as_of, 2, law_, {});
    EXPECT_TRUE(read);
    const auto full = verify::verify(read->facts, read->law, settings, {});
    const auto brief = verify::verify_brief(read->facts, read->law, settings);
    EXPECT_TRUE(full && brief);
    EXPECT_EQ(told_in_brief(*brief, read->facts), told_in_full(*full));
    settings.threads = 3;
    const auto again = verify::verify_brief(read->facts, read->law, settings);
    EXPECT_TRUE(again && *again == *brief);
    return brief->size();
  }

  law::Law law_;
  fs::path folder_ = fs::temp_directory_path() / ("qingxin-brief-" + std::to_string(getpid()));
};

TEST_F(Brief, TellsWhatTheReportTells) {
  for (const std::uint64_t seed : {1, 7}) {
    write_county({.seed = seed, .projects = 6, .months = 6});
    for (const Date as_of : {date(2026, 11, 23), date(2026, 8, 10)})
      for (const bool run_all : {false, true})
        EXPECT_GT(expect_same({.as_of = as_of, .run_all_rules = run_all}), 5U);
    EXPECT_GT(expect_same({.as_of = date(2026, 11, 23),
                           .first_month = month(2026, 9),
                           .last_month = month(2026, 9)}),
              5U);
  }
}

TEST_F(Brief, TellsNothingOfACleanCounty) {
  write_county({.seed = 3, .projects = 3, .months = 4, .faults = SampleFaults::none});
  EXPECT_EQ(expect_same({.as_of = date(2026, 11, 23)}), 0U);
}

TEST_F(Brief, LacksWhatTheReportLacks) {
  write_county({.seed = 5, .projects = 3, .months = 3, .form = SampleForm::plain});
  std::vector<fs::path> tables;
  for (const auto& entry : fs::directory_iterator(folder_))
    if (entry.path().extension() == ".csv" && entry.path().stem() != "项目")
      tables.push_back(entry.path());
  const fs::path aside = folder_ / "aside.txt";
  for (const fs::path& table : tables) {
    fs::rename(table, aside);
    EXPECT_GT(expect_same({.as_of = date(2026, 11, 23), .run_all_rules = true}), 5U) << table;
    fs::rename(aside, table);
  }
}

TEST_F(Brief, ReadsAttendanceByMonthAsInRows) {
  write_county({.seed = 2, .projects = 4, .months = 3});
  const Result<FolderRead> read = read_folder(folder_, std::nullopt, 2, law_, {});
  ASSERT_TRUE(read);
  book::ProjectRows rows;
  book::ProjectRows others;
  book::AttendanceMonths months;
  book::AttendanceDays days;
  for (book::ProjectIndex project = 0; project < read->facts.projects.size(); ++project) {
    ASSERT_TRUE(read->facts.read(project, rows));
    ASSERT_TRUE(read->facts.read(project, others, months));
    EXPECT_TRUE(others.attendance.empty());
    EXPECT_EQ(others.payments.size(), rows.payments.size());
    EXPECT_EQ(others.boards.size(), rows.boards.size());
    ASSERT_EQ(months.count_of_rows(), rows.attendance.size());
    ASSERT_TRUE(read->facts.read_days(months, days));
    for (std::size_t i = 0; i < months.size(); ++i)
      for (std::uint32_t row = months.begin(i); row < months.end[i]; ++row) {
        const book::AttendanceRow& shown = rows.attendance[row];
        EXPECT_EQ(others.workers[months.place[i]], shown.worker);
        EXPECT_EQ(std::tuple(months.month[i], days.days[row], days.hours_hundredths[row],
                             days.passes[row]),
                  std::tuple(shown.month, shown.days, shown.hours_hundredths, shown.passes));
        EXPECT_EQ(shown.days & ~months.days[i], 0U);
      }
  }
}

}  // namespace

}  // namespace qingxin::app
