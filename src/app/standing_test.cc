// SPDX-License-Identifier: Apache-2.0
// A short life of a small county, for every day; the long ones are in standing_histories_test.cc.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "tests/support/standing_county.h"

namespace qingxin::app {

namespace {

namespace fs = std::filesystem;

using tests::StandingCounty;
using tests::told;

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells(1);
  for (const char c : line)
    if (c == ',')
      cells.emplace_back();
    else
      cells.back() += c;
  return cells;
}

// Each third line once more, with other wages, prepared on `day`.
void contradict_lines(const fs::path& payroll, Date day) {
  std::ifstream file(payroll);
  std::string line;
  check(!std::getline(file, line).fail());
  const std::vector<std::string> header = cells_of(line);
  const auto place_of = [&](std::string_view name) {
    const auto found = std::ranges::find(header, name);
    check(found != header.end());
    return static_cast<std::size_t>(found - header.begin());
  };
  const std::size_t net = place_of("实发工资");
  const std::size_t prepared = place_of("编制日期");
  std::string more;
  for (std::size_t row = 0; std::getline(file, line); ++row) {
    if (row % 3 != 0) continue;
    std::vector<std::string> cells = cells_of(line);
    check(cells.size() == header.size());
    cells[net] = "1.00";
    cells[prepared] = to_string(day);
    for (std::size_t i = 0; i < cells.size(); ++i) more += (i == 0 ? "" : ",") + cells[i];
    more += '\n';
  }
  std::ofstream(payroll, std::ios::app) << more;
}

TEST_F(StandingCounty, StandsAfterAChangeAsIfReadAnew) {
  expect_same_after_changes({.seed = 1, .projects = 3, .months = 2}, 60);
}

TEST_F(StandingCounty, StandsOnTheNextDayAsIfReadAnew) {
  expect_same_on_days({.seed = 7, .projects = 3, .months = 2}, date(2026, 9, 25), 30);
}

TEST_F(StandingCounty, HearsOfALineThatContradictsAnotherOnItsDay) {
  const Date day = date(2026, 11, 20);
  const auto judged_anew = [&](Date as_of) {
    const Result<FolderRead> read = read_folder(folder_, as_of, 1, shipped_, {});
    check(read.has_value());
    const auto found =
        verify::verify_brief(read->facts, read->law, {.as_of = as_of, .run_all_rules = true});
    check(found.has_value());
    return told(*found, read->facts);
  };
  county({.seed = 3, .projects = 3, .months = 2, .form = SampleForm::plain});
  const std::vector<std::string> before = judged_anew(day - 1);
  contradict_lines(folder_ / "工资表.csv", day);
  EXPECT_EQ(judged_anew(day - 1), before);

  Result<FolderRead> read = read_folder(folder_, std::nullopt, 1, shipped_, {});
  ASSERT_TRUE(read);
  verify::Standing standing(std::move(read->facts), read->law,
                            {.as_of = day - 2, .run_all_rules = true});
  for (const Date as_of : {day - 1, day, day + 1}) {
    standing.advance(as_of);
    EXPECT_EQ(told(standing.findings(), standing.facts()), judged_anew(as_of)) << to_string(as_of);
  }
  EXPECT_NE(told(standing.findings(), standing.facts()), before);
}

}  // namespace

}  // namespace qingxin::app
