// SPDX-License-Identifier: Apache-2.0
#include "book/order.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace qingxin::book {

namespace {

// So many rows at the end are put in their places among sorted ones.
constexpr std::ptrdiff_t kFewRows = 8;

// Most rows come sorted already, but for a few that were added, and those are put in their places.
template <typename Row, typename IsLess>
bool is_arranged(std::vector<Row>& rows, IsLess is_less) {
  const auto added = std::ranges::is_sorted_until(rows, is_less);
  if (rows.end() - added > kFewRows) return false;
  for (auto row = added; row != rows.end(); ++row)
    std::rotate(std::upper_bound(rows.begin(), row, *row, is_less), row, row + 1);
  return true;
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
  const auto is_less = less_by<Row>(numbers, rest);
  if (!is_arranged(rows, is_less)) std::ranges::sort(rows, is_less);
}

// The same for rows of workers, by their places first: what a file has of one worker stands mostly
// in the order of time, so that nothing is left to sort once workers are apart.
template <typename Row, typename Numbers, typename Rest>
void arrange_by_worker(std::vector<Row>& rows, const PlaceOf& place, Numbers numbers, Rest rest) {
  const auto is_less = [&, is_less = less_by<Row>(numbers, rest)](const Row& a, const Row& b) {
    const std::uint32_t one = place[a.worker];
    const std::uint32_t other = place[b.worker];
    return one < other || (one == other && is_less(a, b));
  };
  if (is_arranged(rows, is_less)) return;
  std::vector<std::uint32_t> next;  // where the next row of each place goes
  for (const Row& row : rows) {
    if (next.size() < place[row.worker] + 2) next.resize(place[row.worker] + 2);
    ++next[place[row.worker] + 1];
  }
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<Row> arranged(rows.size());
  for (Row& row : rows) arranged[next[place[row.worker]]++] = std::move(row);
  auto first = arranged.begin();  // by now `next` says where each place ends
  for (const std::uint32_t end : next) {
    const auto last = arranged.begin() + end;
    if (!std::is_sorted(first, last, is_less)) std::sort(first, last, is_less);
    first = last;
  }
  rows = std::move(arranged);
}

void sort_wage_rows(Rows& rows, const PlaceOf& place, const TextTable& t) {
  arrange_by_worker(
      rows.roster, place, [&](const RosterEntry& e) { return e.entered; },
      [&](const RosterEntry& e) {
        return std::tuple(t[e.employer], t[e.name], t[e.card], e.source);
      });
  arrange_by_worker(
      rows.payroll, place, [&](const PayrollLine& l) { return std::tuple(l.month, l.is_back_pay); },
      [&](const PayrollLine& l) { return std::tuple(t[l.employer], l.net, l.gross, l.source); });
  arrange_by_worker(
      rows.payments, place,
      [&](const Payment& p) {
        const bool is_last_of_day = p.status == PaymentStatus::success;
        return std::tuple(p.month, p.date, is_last_of_day, p.status, p.amount);
      },
      [&](const Payment& p) {
        return std::tuple(t[p.serial], t[p.payee], t[p.payee_account], t[p.source_account], p.form,
                          p.source);
      });
  arrange_by_worker(
      rows.attendance, place,
      [&](const AttendanceRow& a) { return std::tuple(a.month, a.days & (~a.days + 1), a.days); },
      [&](const AttendanceRow& a) { return std::tuple(a.hours_hundredths, a.passes, a.source); });
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
    for (const auto& row : table) {
      std::uint32_t& at = place[row.worker];  // left over from another project where it is not his
      if (at < workers.size() && workers[at] == row.worker) continue;
      at = static_cast<std::uint32_t>(workers.size());
      workers.push_back(row.worker);
    }
  };
  collect(rows.roster);
  collect(rows.payroll);
  collect(rows.payments);
  collect(rows.attendance);
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
