// SPDX-License-Identifier: Apache-2.0
#include "verify/hot_standing.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <random>

#include "app/read_folder.h"
#include "app/write_sample.h"
#include "base/check.h"
#include "book/build_book.h"
#include "verify/fold_tiles.h"

namespace qingxin::app {

namespace {

namespace fs = std::filesystem;

using namespace book;  // NOLINT: its rows are what is changed
using verify::HotStanding;
using verify::TileFinding;

const verify::Settings kTenChecks{
    .as_of = date(2026, 11, 23),
    .rules = {"W01", "W02", "W06", "W11", "W16", "W17", "X04", "F05", "F06"}};

// What a run from the beginning finds in one project; nothing where its rows would be asked.
std::optional<std::vector<TileFinding>> found_anew(const Book& facts, const law::Law& law,
                                                   ProjectIndex project) {
  const Tiles tiles = verify::fold_tiles(facts, law, 1);
  const verify::TileJudge judge(facts, tiles, law, kTenChecks);
  const verify::TileVerdicts all = judge.judge_all(verify::screens().front().screen);
  if (std::ranges::find(all.needs_rows, project) != all.needs_rows.end()) return std::nullopt;
  std::vector<TileFinding> found;
  std::ranges::copy_if(all.findings, std::back_inserter(found),
                       [&](const TileFinding& finding) { return finding.project == project; });
  return found;
}

// The same facts, but a worker was there on these days of a month.
Book with_days(const Book& facts, const HotStanding::Place& place, std::uint32_t days) {
  Result<Facts> all = unfold(facts);
  check(all.has_value());
  AttendanceRow row{};
  std::erase_if(all->attendance, [&](const AttendanceRow& other) {
    const bool is_his = other.project == place.project && other.worker == place.worker &&
                        other.month == place.month;
    if (is_his) row = other;
    return is_his;
  });
  row = {.project = place.project,
         .worker = place.worker,
         .month = place.month,
         .days = days,
         .hours_hundredths = -1,
         .passes = -1,
         .first_minute = -1,
         .last_minute = -1,
         .source = row.source};
  if (days != 0) all->attendance.push_back(row);
  return build(std::move(*all), std::nullopt, 1);
}

// The same facts with one payment more, like another of the worker's month.
Book with_payment(const Book& facts, const Payment& payment) {
  Result<Facts> all = unfold(facts);
  check(all.has_value());
  all->payments.push_back(payment);
  return build(std::move(*all), std::nullopt, 1);
}

// The same facts, but one line says something else.
Book with_line(const Book& facts, const PayrollLine& line) {
  Result<Facts> all = unfold(facts);
  check(all.has_value());
  const auto before = std::ranges::find(all->payroll, line.source, &PayrollLine::source);
  check(before != all->payroll.end());
  *before = line;
  return build(std::move(*all), std::nullopt, 1);
}

class HotCounty : public testing::Test {
 protected:
  void SetUp() override {
    const Result<law::Law> law = law::load(std::nullopt, std::nullopt);
    ASSERT_TRUE(law);
    const SampleOrder order{.seed = 4, .projects = 4, .months = 3, .form = SampleForm::plain};
    ASSERT_TRUE(write_sample(order, folder_, *law));
    Result<FolderRead> read = read_folder(folder_, kTenChecks.as_of, 1, *law, {});
    ASSERT_TRUE(read);
    law_ = read->law;
    facts_ = std::move(read->facts);
  }
  void TearDown() override { fs::remove_all(folder_); }

  // Lines of workers, project by project, for the events to fall on.
  std::vector<PayrollLine> lines() const {
    std::vector<PayrollLine> all;
    ProjectRows rows;
    for (ProjectIndex p = 0; p < facts_.projects.size(); ++p) {
      check(facts_.read(p, rows));
      all.insert(all.end(), rows.payroll.begin(), rows.payroll.end());
    }
    return all;
  }

  law::Law law_;
  Book facts_;
  fs::path folder_ = fs::temp_directory_path() / ("qingxin-hot-" + std::to_string(getpid()));
};

TEST_F(HotCounty, FindsAfterEachDayWhatIsFoundInTilesMadeAnew) {
  const Tiles tiles = verify::fold_tiles(facts_, law_, 1);
  HotStanding standing(facts_, tiles, law_, kTenChecks, verify::screens().front().screen);
  const std::vector<PayrollLine> lines = this->lines();
  std::mt19937 random(4);
  int judged = 0;
  for (int step = 0; step < 40; ++step) {
    const PayrollLine& line = lines[random() % lines.size()];
    const HotStanding::Place place{line.project, line.worker, line.month};
    const std::uint32_t before = standing.days_of(place);
    const std::uint32_t days = step % 3 == 0 ? 0 : before ^ (1U << random() % 28);
    if (!standing.attend(place, days)) continue;
    const auto anew = found_anew(with_days(facts_, place, days), law_, place.project);
    const std::vector<TileFinding>* found = standing.judge(place.project);
    if (anew && found != nullptr) {
      ++judged;
      EXPECT_EQ(*found, *anew) << step;
    }
    ASSERT_TRUE(standing.attend(place, before));
  }
  EXPECT_GT(judged, 10);
}

TEST_F(HotCounty, FindsAfterEachPaymentWhatIsFoundInTilesMadeAnew) {
  const Tiles tiles = verify::fold_tiles(facts_, law_, 1);
  HotStanding standing(facts_, tiles, law_, kTenChecks, verify::screens().front().screen);
  ProjectRows rows;
  std::mt19937 random(5);
  int judged = 0;
  for (int step = 0; step < 30; ++step) {
    const auto project = static_cast<ProjectIndex>(random() % facts_.projects.size());
    ASSERT_TRUE(facts_.read(project, rows));
    if (rows.payments.empty() || rows.accounts.empty()) continue;
    Payment payment = rows.payments[random() % rows.payments.size()];
    payment.status = PaymentStatus::success;
    payment.form = PaymentForm::wage_account;
    payment.cancelled_on.reset();
    payment.payee = payment.payee_account = payment.serial = 0;
    payment.source_account = rows.accounts.front().account;
    payment.date = kTenChecks.as_of - static_cast<int>(random() % 60);
    const HotStanding::Place place{project, payment.worker, payment.month};
    if (!standing.pay(place, payment.amount, payment.date, HotStanding::From::wage_account))
      continue;
    const auto anew = found_anew(with_payment(facts_, payment), law_, project);
    const std::vector<TileFinding>* found = standing.judge(project);
    if (anew && found != nullptr) {
      ++judged;
      EXPECT_EQ(*found, *anew) << step;
    }
    ASSERT_TRUE(standing.pay(place, Money{} - payment.amount, payment.date,
                             HotStanding::From::wage_account));
  }
  EXPECT_GT(judged, 5);
}

// A line that says something else than `line`: another wage, what was held back, the time.
PayrollLine corrected(PayrollLine line, std::mt19937& random) {
  constexpr std::array<std::int64_t, 4> kBy{1, -100'000, 100'000, 3'000'000};
  const Money by{kBy[random() % kBy.size()]};
  switch (random() % 6) {
    case 0: line.net = std::max(Money{}, line.net + by); break;
    case 1: line.gross = std::max(Money{}, *line.gross + by); break;
    case 2: line.deducted = Money{100'000}; break;
    case 3: line.overtime = Money{200'000}; break;
    case 4: line.half_days = -1; break;
    default: line.half_days = static_cast<std::int32_t>(random() % 62);
  }
  return line;
}

TEST_F(HotCounty, FindsAfterEachCorrectedLineWhatIsFoundInTilesMadeAnew) {
  const Tiles tiles = verify::fold_tiles(facts_, law_, 1);
  HotStanding standing(facts_, tiles, law_, kTenChecks, verify::screens().front().screen);
  const std::vector<PayrollLine> lines = this->lines();
  std::mt19937 random(6);
  int judged = 0;
  int turned = 0;
  for (int step = 0; step < 60; ++step) {
    const PayrollLine& before = lines[random() % lines.size()];
    const PayrollLine after = corrected(before, random);
    const HotStanding::Place place{before.project, before.worker, before.month};
    const auto was = verify::line_of(before);
    const auto line = verify::line_of(after);
    if (!was || !line || !standing.correct(place, *was)) continue;
    const std::vector<TileFinding>* untouched = standing.judge(place.project);
    const std::size_t count = untouched == nullptr ? 0 : untouched->size();
    // Other days, too: what they come to counts where the line gives none itself.
    const std::uint32_t days_before = standing.days_of(place);
    const std::uint32_t days = step % 2 == 0 ? days_before : days_before ^ 0xFFFF;
    const Book changed = with_days(with_line(facts_, after), place, days);
    const auto anew = found_anew(changed, law_, place.project);
    const bool is_told = standing.correct(place, *line) && standing.attend(place, days);
    const std::vector<TileFinding>* found = standing.judge(place.project);
    if (is_told && anew && found != nullptr) {
      ++judged;
      turned += found->size() != count;
      EXPECT_EQ(*found, *anew) << step;
    }
    ASSERT_TRUE(standing.attend(place, days_before));
    ASSERT_TRUE(standing.correct(place, *was));
  }
  EXPECT_GT(judged, 20);
  EXPECT_GT(turned, 5);
}

// What a tile cannot hold is left to the rows, and nothing has changed.
TEST_F(HotCounty, LeavesALineThatDoesNotFitToTheRows) {
  const Tiles tiles = verify::fold_tiles(facts_, law_, 1);
  HotStanding standing(facts_, tiles, law_, kTenChecks, verify::screens().front().screen);
  for (const PayrollLine& row : lines()) {
    const HotStanding::Place place{row.project, row.worker, row.month};
    const auto line = verify::line_of(row);
    const std::vector<TileFinding>* judged = standing.judge(row.project);
    if (!line || judged == nullptr || !standing.correct(place, *line)) continue;
    const std::vector<TileFinding> before = *judged;
    for (const HotStanding::Line& wrong :
         {HotStanding::Line{.net = Money{std::int64_t{1} << 31}, .gross = line->gross},
          HotStanding::Line{.net = line->net, .gross = Money{1}, .extra = Money{2}},
          HotStanding::Line{.net = line->net, .gross = line->gross, .half_days = 300}})
      EXPECT_FALSE(standing.correct(place, wrong));
    EXPECT_FALSE(standing.correct({row.project, 0, row.month}, *line));
    EXPECT_EQ(*standing.judge(row.project), before);
    PayrollLine empty = row;
    empty.gross.reset();
    EXPECT_FALSE(verify::line_of(empty));
    return;
  }
  FAIL() << "no line stands in a tile";
}

}  // namespace

}  // namespace qingxin::app
