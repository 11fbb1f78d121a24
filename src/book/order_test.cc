// SPDX-License-Identifier: Apache-2.0
#include "book/order.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/support/row_numbers.h"

namespace qingxin::book {
namespace {

// Rows that often agree in what is compared first.
Rows made(std::mt19937& random, std::uint32_t workers, std::uint32_t texts) {
  Rows rows;
  const auto text = [&] { return TextId{static_cast<TextId>(random() % texts)}; };
  const auto some = [&](int most) { return static_cast<int>(random() % most); };
  for (std::uint32_t i = 0; i < 200; ++i) {
    const Source source{i, 0};
    const WorkerIndex worker = 1 + static_cast<WorkerIndex>(random() % (workers - 1));
    const Month in = month(2026, 1) + some(2);
    rows.roster.push_back({.worker = worker,
                           .employer = text(),
                           .name = text(),
                           .entered = date(2026, 1, 1) + some(2),
                           .card = text(),
                           .source = source});
    rows.payroll.push_back({.worker = worker,
                            .month = in,
                            .employer = text(),
                            .net = Money{some(2)},
                            .is_back_pay = some(2) == 1,
                            .source = source});
    rows.payments.push_back({.worker = worker,
                             .month = in,
                             .date = date(2026, 2, 1) + some(2),
                             .amount = Money{some(2)},
                             .serial = text(),
                             .status = PaymentStatus{static_cast<std::uint8_t>(some(3))},
                             .source = source});
    rows.attendance.push_back({.worker = worker,
                               .month = in,
                               .days = 1u << some(31),
                               .hours_hundredths = static_cast<std::int16_t>(some(2)),
                               .passes = 0,
                               .first_minute = 0,
                               .last_minute = 0,
                               .source = source});
    rows.accounts.push_back({.account = text(), .account_name = text(), .source = source});
    rows.movements.push_back({.account = text(), .date = date(2026, 1, 1), .source = source});
    rows.units.push_back({.name = text(), .kind = UnitKind::owner, .source = source});
    rows.boards.push_back({.fields = {text(), text()}, .source = source});
  }
  return rows;
}

void shuffle(Rows& rows, std::mt19937& random) {
  const auto mix = [&](auto& table) { std::shuffle(table.begin(), table.end(), random); };
  mix(rows.roster);
  mix(rows.payroll);
  mix(rows.payments);
  mix(rows.attendance);
  mix(rows.accounts);
  mix(rows.movements);
  mix(rows.units);
  mix(rows.boards);
}

class Order : public testing::Test {
 protected:
  Order() {
    for (int i = 30; i > 0; --i) identities_.add("9901231990010" + std::to_string(i));
    for (int i = 9; i > 0; --i) texts_.add("名" + std::to_string(i));
    identity_columns_ = laid_out(identities_);
    text_columns_ = laid_out(texts_);
  }

  Strings identities_, texts_;
  TextColumns identity_columns_, text_columns_;
};

TEST_F(Order, DoesNotDependOnWhereARowStood) {
  std::mt19937 random(4);
  Rows first = made(random, 31, 10);
  PlaceOf place(identities_.size());
  workers_of(first, identity_columns_.table(), place);
  sort_rows(first, place, text_columns_.table());
  for (int round = 0; round < 20; ++round) {
    Rows other = first;
    shuffle(other, random);
    sort_rows(other, place, text_columns_.table());
    ASSERT_EQ(tests::tables_of(other), tests::tables_of(first));
  }
}

TEST_F(Order, PutsWorkersByTheirNumberAndEachOnce) {
  std::mt19937 random(5);
  const Rows rows = made(random, 31, 10);
  PlaceOf place(identities_.size());
  const TextTable identities = identity_columns_.table();
  const std::vector<WorkerIndex> workers = workers_of(rows, identities, place);
  EXPECT_EQ(workers.size(), 30u);
  for (std::uint32_t i = 0; i < workers.size(); ++i) {
    EXPECT_EQ(place[workers[i]], i);
  }
  EXPECT_TRUE(std::ranges::is_sorted(workers, std::ranges::less{},
                                     [&](WorkerIndex who) { return identities[who]; }));
}

TEST_F(Order, PutsTheRowsOfAWorkerTogetherByMonth) {
  std::mt19937 random(6);
  Rows rows = made(random, 31, 10);
  PlaceOf place(identities_.size());
  workers_of(rows, identity_columns_.table(), place);
  sort_rows(rows, place, text_columns_.table());
  EXPECT_TRUE(std::ranges::is_sorted(rows.payroll, {}, [&](const PayrollLine& line) {
    return std::tuple(place[line.worker], line.month, line.is_back_pay);
  }));
  // What failed or came back on a day stands before what succeeded on it.
  EXPECT_TRUE(std::ranges::is_sorted(rows.payments, {}, [&](const Payment& payment) {
    return std::tuple(place[payment.worker], payment.month, payment.date,
                      payment.status == PaymentStatus::success);
  }));
}

}  // namespace
}  // namespace qingxin::book
