// SPDX-License-Identifier: Apache-2.0
#include "book/order.h"

#include <algorithm>
#include <bit>
#include <tuple>

namespace qingxin::book {

namespace {

// So many rows at the end are put in their places among sorted ones.
constexpr std::ptrdiff_t kFewRows = 8;

// Sorts wide rows by moving each only once; most come sorted already, but for a few that were
// added. `key` is a number of 64 bits that agrees with `is_less`, and decides most comparisons.
template <typename Row, typename Key, typename IsLess>
void arrange_by(std::vector<Row>& rows, Key key, IsLess is_less) {
  const auto added = std::ranges::is_sorted_until(rows, is_less);
  if (added == rows.end()) return;
  if (rows.end() - added <= kFewRows) {
    for (auto row = added; row != rows.end(); ++row)
      std::rotate(std::upper_bound(rows.begin(), row, *row, is_less), row, row + 1);
    return;
  }
  struct Keyed {
    std::uint64_t key;
    std::uint32_t at;
  };
  std::vector<Keyed> order(rows.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = {key(rows[i]), i};
  std::ranges::sort(order, [&](const Keyed& a, const Keyed& b) {
    if (a.key != b.key) return a.key < b.key;
    return is_less(rows[a.at], rows[b.at]) || (!is_less(rows[b.at], rows[a.at]) && a.at < b.at);
  });
  std::vector<Row> arranged;
  arranged.reserve(rows.size());
  for (const Keyed& one : order) arranged.push_back(std::move(rows[one.at]));
  rows = std::move(arranged);
}

template <typename Row, typename Numbers, typename Rest>
auto less_by(Numbers numbers, Rest rest) {
  return [numbers, rest](const Row& a, const Row& b) {
    const auto one = numbers(a);
    const auto other = numbers(b);
    return one < other || (one == other && rest(a) < rest(b));
  };
}

// `numbers` decide; the texts of `rest` are looked at only where those are equal.
template <typename Row, typename Numbers, typename Rest>
void arrange(std::vector<Row>& rows, Numbers numbers, Rest rest) {
  arrange_by(
      rows, [](const Row&) { return std::uint64_t{0}; }, less_by<Row>(numbers, rest));
}

// By worker, month and first day.
std::uint64_t key_of(const AttendanceRow& row, const PlaceOf& place) {
  constexpr unsigned kMonthBits = 16;
  constexpr unsigned kDayBits = 6;
  const auto day = row.days == 0 ? 0U : static_cast<unsigned>(std::countr_zero(row.days)) + 1;
  const auto month = static_cast<std::uint64_t>(row.month.index);
  return (std::uint64_t{place[row.worker]} << kMonthBits | month) << kDayBits | day;
}

void sort_wage_rows(Rows& rows, const PlaceOf& place, const TextTable& t) {
  arrange(
      rows.roster, [&](const RosterEntry& e) { return std::tuple(place[e.worker], e.entered); },
      [&](const RosterEntry& e) {
        return std::tuple(t[e.employer], t[e.name], t[e.card], e.source);
      });
  arrange(
      rows.payroll,
      [&](const PayrollLine& l) { return std::tuple(place[l.worker], l.month, l.is_back_pay); },
      [&](const PayrollLine& l) { return std::tuple(t[l.employer], l.net, l.gross, l.source); });
  arrange(
      rows.payments,
      [&](const Payment& p) {
        const bool is_last_of_day = p.status == PaymentStatus::success;
        return std::tuple(place[p.worker], p.month, p.date, is_last_of_day, p.status, p.amount);
      },
      [&](const Payment& p) {
        return std::tuple(t[p.serial], t[p.payee], t[p.payee_account], t[p.source_account], p.form,
                          p.source);
      });
  arrange_by(
      rows.attendance, [&](const AttendanceRow& a) { return key_of(a, place); },
      less_by<AttendanceRow>(
          [&](const AttendanceRow& a) {
            return std::tuple(place[a.worker], a.month, a.days & (~a.days + 1), a.days);
          },
          [&](const AttendanceRow& a) {
            return std::tuple(a.hours_hundredths, a.passes, a.source);
          }));
}

void sort_project_rows(Rows& rows, const TextTable& t) {
  const auto nothing = [](const auto&) { return 0; };
  arrange(
      rows.accounts,
      [&](const Account& a) {
        return std::tuple(a.opened.value_or(Date{INT32_MAX}), t[a.account], t[a.account_name],
                          t[a.kind], a.agreement, a.filed, a.notice_posted, a.close_requested,
                          a.closed, t[a.open_cases], t[a.open_suits], a.source);
      },
      nothing);
  arrange(
      rows.movements,
      [&](const Movement& m) { return std::tuple(m.date, m.direction, m.kind, m.amount); },
      [&](const Movement& m) { return std::tuple(t[m.serial], t[m.account], m.source); });
  arrange(
      rows.labour_fees,
      [&](const LabourFee& l) { return std::tuple(l.due, t[l.period], l.amount, l.source); },
      nothing);
  arrange(
      rows.units,
      [&](const Unit& u) {
        return std::tuple(u.kind, t[u.name], t[u.credit_code], u.agency_agreement, u.source);
      },
      nothing);
  arrange(
      rows.disputes,
      [&](const Dispute& d) { return std::tuple(d.opened, d.ended, t[d.about], d.source); },
      nothing);
}

void sort_papers(Rows& rows, const TextTable& t) {
  const auto nothing = [](const auto&) { return 0; };
  arrange(
      rows.deposits,
      [&](const Deposit& d) {
        return std::tuple(d.stored, d.form, d.amount, d.expires, t[d.exemption_number],
                          d.clean_years, d.arrears_in_two_years, d.listed, d.parallel_projects,
                          d.used, d.used_amount, d.topped_up, d.source);
      },
      nothing);
  arrange(
      rows.guarantees,
      [](const Guarantee& g) { return std::tuple(g.from, g.to, g.amount, g.source); }, nothing);
  arrange(
      rows.boards, [](const Board& b) { return b.posted; },
      [&](const Board& b) {
        std::vector<std::string_view> fields;
        for (const TextId field : b.fields) fields.push_back(t[field]);
        return std::tuple(fields, b.source);
      });
}

}  // namespace

std::vector<WorkerIndex> workers_of(const Rows& rows, const TextTable& identities, PlaceOf& place) {
  std::vector<WorkerIndex> workers;
  const auto collect = [&](const auto& table) {
    for (const auto& row : table)
      if (workers.empty() || workers.back() != row.worker) workers.push_back(row.worker);
  };
  collect(rows.roster);
  collect(rows.payroll);
  collect(rows.payments);
  collect(rows.attendance);
  std::ranges::sort(workers);
  workers.erase(std::ranges::unique(workers).begin(), workers.end());
  std::ranges::sort(workers, {}, [&](WorkerIndex worker) { return identities[worker]; });
  for (std::uint32_t i = 0; i < workers.size(); ++i) place[workers[i]] = i;
  return workers;
}

void sort_rows(Rows& rows, const PlaceOf& place, const TextTable& texts) {
  sort_wage_rows(rows, place, texts);
  sort_project_rows(rows, texts);
  sort_papers(rows, texts);
}

}  // namespace qingxin::book
