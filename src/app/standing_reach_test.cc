// SPDX-License-Identifier: Apache-2.0
// How far a change reaches: no further than it can, and no less far.
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <set>

#include "tests/support/standing_county.h"

namespace qingxin::app {

namespace {

using namespace book;  // NOLINT: its rows are what is changed
using verify::Settings;
using verify::Standing;

constexpr std::uint32_t kAllDays = UINT32_MAX;

std::uint32_t days_of(Month month) {
  return kAllDays >> (32 - days_in(month));
}

class ReachOfAChange : public tests::StandingCounty {
 protected:
  // The project with the most people.
  static ProjectRows largest(const Book& facts) {
    ProjectRows largest;
    ProjectRows rows;
    for (ProjectIndex project = 0; project < facts.projects.size(); ++project) {
      check(facts.read(project, rows));
      if (rows.workers.size() > largest.workers.size()) largest = rows;
    }
    return largest;
  }

  // The month and a worker whom the roster calls one, with a line and a payment in it.
  static const PayrollLine& any_line(const ProjectRows& rows) {
    const auto is_usual = [&](const PayrollLine& line) {
      const auto is_of_line = [&](const auto& row) {
        return row.worker == line.worker && row.month == line.month;
      };
      return std::ranges::any_of(rows.payments, is_of_line) &&
             std::ranges::any_of(rows.attendance, is_of_line) &&
             std::ranges::any_of(rows.roster, [&](const RosterEntry& stay) {
               return stay.worker == line.worker && stay.role == Role::worker;
             });
    };
    const auto found = std::ranges::find_if(rows.payroll, is_usual);
    check(found != rows.payroll.end());
    return *found;
  }

  template <typename Row>
  static const Row& of_same_month(const std::vector<Row>& rows, const PayrollLine& line) {
    const auto found = std::ranges::find_if(
        rows, [&](const Row& row) { return row.worker == line.worker && row.month == line.month; });
    check(found != rows.end());
    return *found;
  }

  // How many worker-months it takes a change to be judged by these rules.
  std::uint64_t judged_after(const SampleOrder& order, const std::vector<std::string>& rules,
                             const std::function<verify::Change(const ProjectRows&)>& change) {
    Standing standing(county(order), law_,
                      {.as_of = date(2026, 11, 23), .rules = rules, .threads = 1});
    const std::uint64_t before = standing.judged_worker_months();
    check(standing.apply(change(largest(standing.facts()))));
    return standing.judged_worker_months() - before;
  }
};

const SampleOrder kFewProjects{
    .seed = 4, .projects = 6, .months = 3, .attendance = sample::AttendanceForm::monthly};

verify::Change a_day_less(const ProjectRows& rows, const PayrollLine& line,
                          const AttendanceRow& before) {
  check(rows.workers.size() >= 50 && line.month == before.month);
  AttendanceRow after = before;
  after.days &= after.days - 1;
  return {before, after};
}

TEST_F(ReachOfAChange, OneDayIsOneWorkerMonthOfFifty) {
  const auto day = [](const ProjectRows& rows) {
    const PayrollLine& line = any_line(rows);
    return a_day_less(rows, line, of_same_month(rows.attendance, line));
  };
  EXPECT_EQ(judged_after(kFewProjects, {"W05", "W09", "W10", "W11", "W12", "W16"}, day), 1);
  EXPECT_EQ(judged_after(kFewProjects, {"W01", "W02", "W06", "W07", "W17", "W18"}, day), 1);
  EXPECT_EQ(
      judged_after(kFewProjects,
                   {"W01", "W02", "W05", "W06", "W07", "W09", "W10", "W12", "W16", "W18"}, day),
      0);
}

TEST_F(ReachOfAChange, OnePaymentIsOneWorkerMonth) {
  const auto payment = [](const ProjectRows& rows) {
    const Payment& before = of_same_month(rows.payments, any_line(rows));
    Payment after = before;
    after.amount += Money{100};
    return verify::Change{before, after};
  };
  EXPECT_EQ(judged_after(kFewProjects, {"W01", "W02", "W06", "W07", "W17", "W18"}, payment), 1);
  EXPECT_EQ(judged_after(kFewProjects, {"W08"}, payment), 1);
}

// Its name may tell who was paid in another month, its employer who else has to have a line.
TEST_F(ReachOfAChange, OneLineIsAllMonthsOfItsWorkerAndAllWorkersOfItsMonth) {
  std::uint64_t his_months = 0;
  std::uint64_t all_of_month = 0;
  const auto line = [&](const ProjectRows& rows) {
    const PayrollLine& before = any_line(rows);
    std::set<Month> months;
    std::set<WorkerIndex> people;
    const auto add = [&](const auto& row) {
      if (row.worker == before.worker) months.insert(row.month);
      const bool is_worker = std::ranges::any_of(rows.roster, [&](const RosterEntry& stay) {
        return stay.worker == row.worker && stay.role == Role::worker;
      });
      if (row.month == before.month && is_worker) people.insert(row.worker);
    };
    std::ranges::for_each(rows.payroll, add);
    std::ranges::for_each(rows.payments, add);
    std::ranges::for_each(rows.attendance, add);
    his_months = months.size();
    all_of_month = people.size();
    PayrollLine after = before;
    after.net += Money{100};
    return verify::Change{before, after};
  };
  EXPECT_EQ(judged_after(kFewProjects, {"W16"}, line), 1);
  EXPECT_EQ(judged_after(kFewProjects, {"W01"}, line), his_months);
  EXPECT_EQ(judged_after(kFewProjects, {"W17"}, line), all_of_month);
  EXPECT_GT(his_months, 1);
  EXPECT_GT(all_of_month, 40);
}

// Leaves the rows of a few people alone, so that one row more or less turns whole months.
void leave_few_people(Facts& facts, std::size_t most_of_project) {
  std::map<ProjectIndex, std::set<WorkerIndex>> kept;
  const auto erase_others = [&](auto& rows) {
    std::erase_if(rows, [&](const auto& row) {
      std::set<WorkerIndex>& people = kept[row.project];
      if (people.size() < most_of_project) people.insert(row.worker);
      return !people.contains(row.worker);
    });
  };
  erase_others(facts.attendance);
  erase_others(facts.payroll);
  erase_others(facts.payments);
  erase_others(facts.roster);
}

// Changes the rows of people, and of these what is known to reach far: whole months without a day
// off, names and cards that are another's, lines that come and go.
class FewPeople {
 public:
  FewPeople(std::uint32_t seed, tests::Plain& plain, Standing& standing)
      : random_(seed), plain_(&plain), standing_(&standing) {
    for (const RosterEntry& stay : plain.rows.roster) people_.push_back(stay.worker);
  }

  std::string step() {
    switch (below(4)) {
      case 0: return change(&Rows::attendance, "attendance");
      case 1: return change(&Rows::payments, "payments");
      case 2: return change(&Rows::payroll, "payroll");
      default: return change(&Rows::roster, "roster");
    }
  }

 private:
  std::size_t below(std::size_t count) { return random_() % count; }
  bool one_in(std::size_t count) { return below(count) == 0; }
  WorkerIndex anybody() { return people_[below(people_.size())]; }
  // Somebody of whom there was no row, with a number that nobody has been given.
  WorkerIndex newcomer() {
    const std::string number = "99012319800101" + std::to_string(1000 + below(9000));
    const WorkerIndex worker = standing_->worker(number);
    if (worker == plain_->identities.size()) plain_->identities.push_back(number);
    people_.push_back(worker);
    return worker;
  }
  template <typename Row>
  const Row& any(const std::vector<Row>& rows) {
    return rows[below(rows.size())];
  }

  void turn(AttendanceRow& row) {
    constexpr std::array<std::uint32_t, 4> kDays{kAllDays, 1, 0x7FFFFFF0, 0x0000FFFF};
    row.days = kDays[below(kDays.size())] & days_of(row.month);
    row.passes = row.hours_hundredths = -1;
    if (one_in(3)) row.hours_hundredths = 1'100;
  }
  void turn(Payment& row) {
    const Payment& other = any(plain_->rows.payments);
    const PayrollLine& line = any(plain_->rows.payroll);
    switch (below(6)) {
      case 0: row.payee = one_in(3) ? 0 : one_in(2) ? other.payee : line.name; break;
      case 1: row.payee_account = one_in(3) ? 0 : any(plain_->rows.roster).card; break;
      case 2: row.amount = one_in(2) ? row.amount + Money{1} : other.amount; break;
      case 3: row.status = other.status; break;
      case 4: row.serial = other.serial; break;
      default: row.form = other.form;
    }
    if (one_in(4)) row.status = PaymentStatus::returned;
  }
  void turn(PayrollLine& row) {
    const PayrollLine& other = any(plain_->rows.payroll);
    switch (below(8)) {
      case 0: row.name = one_in(2) ? 0 : other.name; break;
      case 1: row.employer = other.employer; break;
      case 2: row.net = one_in(2) ? row.net + Money{1} : other.net; break;
      case 3: row.gross.reset(); break;
      case 4: row.half_days = one_in(2) ? -1 : 60; break;
      case 5: row.deducted = row.net; break;
      case 6: row.slip_given = row.slip_given ? std::nullopt : row.signed_on; break;
      default: row.is_back_pay = !row.is_back_pay;
    }
    if (one_in(3)) row.signed_on = row.signed_on ? std::nullopt : other.signed_on;
  }
  void turn(RosterEntry& row) {
    const RosterEntry& other = any(plain_->rows.roster);
    switch (below(10)) {
      case 0: row.card = one_in(3) ? 0 : other.card; break;
      case 1: row.phone = one_in(3) ? 0 : other.phone; break;
      case 2: row.name = other.name; break;
      case 3: row.role = other.role; break;
      case 4: row.employer = other.employer; break;
      case 5: row.left = one_in(2) ? std::nullopt : std::optional{row.entered + 40}; break;
      case 6: row.contract_date.reset(); break;
      case 7: row.rate = other.rate; break;
      case 8: row.id_kind = one_in(2) ? other.employer : TextId{0}; break;
      default: row.pay_basis = other.pay_basis;
    }
  }

  template <typename Row>
  std::string change(std::vector<Row> Rows::*member, const std::string& table) {
    std::vector<Row>& rows = plain_->rows.*member;
    const WorkerIndex worker = anybody();
    std::vector<std::size_t> his;
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (rows[i].worker == worker) his.push_back(i);
    if (his.empty()) return "nothing";
    const std::size_t at = his[below(his.size())];
    Row row = rows[at];
    row.source.row = static_cast<std::uint32_t>(2 + below(1000));
    turn(row);
    if (one_in(12)) row.worker = newcomer();
    if (one_in(5) && his.size() > 1) {
      check(standing_->apply({rows[at], std::nullopt}));
      rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(at));
      return table + ": a row goes";
    }
    if (one_in(4)) {
      check(standing_->apply({std::nullopt, row}));
      rows.push_back(row);
      return table + ": a row comes";
    }
    check(standing_->apply({rows[at], row}));
    rows[at] = row;
    return table + ": a row is replaced";
  }

  std::mt19937 random_;
  tests::Plain* plain_;
  Standing* standing_;
  std::vector<WorkerIndex> people_;
};

TEST_F(ReachOfAChange, FewPeopleStandAfterEachChangeAsIfReadAnew) {
  for (const std::uint32_t seed : {1, 2, 3, 4}) {
    Result<Facts> facts = unfold(county({.seed = seed, .projects = 3, .months = 4}));
    ASSERT_TRUE(facts);
    leave_few_people(*facts, 5);
    tests::Plain plain(*facts);
    const Settings settings{.as_of = date(2026, 11, 23), .run_all_rules = true};
    Standing standing(build(plain.facts(), std::nullopt, 1), law_, settings);
    FewPeople people(seed, plain, standing);
    for (int step = 0; step < 150; ++step) {
      SCOPED_TRACE("seed " + std::to_string(seed) + ", step " + std::to_string(step));
      SCOPED_TRACE(people.step());
      tests::expect_same(standing, plain, law_, settings);
      if (HasFatalFailure()) return;
    }
  }
}

}  // namespace

}  // namespace qingxin::app
