// SPDX-License-Identifier: Apache-2.0
#include "feeds/doubles.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <map>
#include <unordered_map>

namespace qingxin::feeds {

using namespace book;  // NOLINT: everything here is about its rows

namespace {

constexpr std::uint64_t kPrime = 0x9E3779B97F4A7C15ULL;

// Mixes numbers into one; equal numbers give equal mixes.
template <typename... Numbers>
std::uint64_t mix(Numbers... numbers) {
  std::uint64_t hash = 0;
  ((hash = (hash ^ static_cast<std::uint64_t>(numbers)) * kPrime, hash ^= hash >> 29), ...);
  return hash;
}

// Rows that share a key, as groups of two and more. `hash` of a row without a key is 0.
template <typename Row, typename Hash, typename Equal>
std::vector<std::vector<std::size_t>> groups_of_equals(const std::vector<Row>& rows, Hash hash,
                                                       Equal equal) {
  const std::size_t size = std::bit_ceil(rows.size() * 2 + 2);
  std::vector<std::uint32_t> slots(size, kNone);
  std::map<std::size_t, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::uint64_t key = hash(rows[i]);
    if (key == 0) continue;
    std::size_t at = key & (size - 1);
    while (slots[at] != kNone && !equal(rows[slots[at]], rows[i])) at = (at + 1) & (size - 1);
    if (slots[at] == kNone) {
      slots[at] = static_cast<std::uint32_t>(i);
    } else {
      groups[slots[at]].push_back(i);
    }
  }
  std::vector<std::vector<std::size_t>> found;
  for (auto& [first, others] : groups) {
    others.push_back(first);
    found.push_back(std::move(others));
  }
  return found;
}

std::string day_text(const std::optional<Date>& day) {
  return day ? to_string(*day) : "";
}
std::string money_text(const std::optional<Money>& money) {
  return money ? std::to_string(money->fen) : "";
}

// A row written out: equal rows give equal texts, whatever the order of reading.
std::string content(const Facts& facts, const Project& p) {
  const Strings& t = facts.texts;
  return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", t[p.project_id], t[p.name],
                     static_cast<int>(p.kind), t[p.region_code], t[p.general_contractor],
                     t[p.owner], day_text(p.contract_date), day_text(p.start_date),
                     day_text(p.completed), money_text(p.contract_amount), p.pay_day.value_or(-1),
                     p.pay_month_offset.value_or(-1));
}

std::string content(const Facts& facts, const RosterEntry& e) {
  const Strings& t = facts.texts;
  return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", t[e.employer], t[e.team],
                     t[e.name], t[e.id_kind], t[e.phone], t[e.trade], static_cast<int>(e.role),
                     money_text(e.rate), day_text(e.contract_date), day_text(e.registered),
                     to_string(e.entered), day_text(e.left), t[e.card], t[e.card_holder]);
}

std::string content(const Facts& facts, const Account& a) {
  const Strings& t = facts.texts;
  return fmt::format("{}|{}|{}|{}|{}|{}|{}", t[a.account], t[a.account_name], t[a.kind], t[a.bank],
                     day_text(a.opened), day_text(a.filed), day_text(a.closed));
}

std::string content(const Facts& facts, const PayrollLine& l) {
  const Strings& t = facts.texts;
  return fmt::format("{:020}|{:020}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", l.net.fen, l.gross.fen,
                     t[l.employer], t[l.name], l.half_days, l.hours_hundredths, t[l.quantity],
                     money_text(l.overtime), money_text(l.allowances), money_text(l.withheld),
                     money_text(l.deducted), t[l.card], day_text(l.prepared), day_text(l.signed_on),
                     day_text(l.slip_given));
}

std::string content(const Facts& facts, const Payment& p) {
  const Strings& t = facts.texts;
  return fmt::format(
      "{}|{}|{}|{}|{:020}|{}|{}|{}|{}|{}|{}", t[facts.projects[p.project].project_id],
      facts.identities[p.worker], to_string(p.month), to_string(p.date), p.amount.fen, t[p.payee],
      t[p.payee_account], t[p.source_account], static_cast<int>(p.form), t[p.serial], t[p.reason]);
}

std::string content(const Facts&, const LabourFee& f) {
  return fmt::format("{}|{:020}", to_string(f.due), f.amount.fen);
}

std::string content(const Facts& facts, const Movement& m) {
  const Strings& t = facts.texts;
  return fmt::format("{}|{}|{}|{}", t[m.counterparty], t[m.counterparty_account], t[m.memo],
                     t[m.serial]);
}

// Where a doubled row would have belonged.
template <typename Row>
void place(RejectedRow& rejected, const Row& row) {
  if constexpr (requires { row.project; }) rejected.project = row.project;
  if constexpr (requires { row.month; }) rejected.month = row.month;
}

template <typename Row, typename Hash, typename Equal>
void reject_equals(Facts& facts, Table table, std::vector<Row>& rows, std::string_view what,
                   Hash hash, Equal equal) {
  std::vector<bool> goes(rows.size(), false);
  for (std::vector<std::size_t>& group : groups_of_equals(rows, hash, equal)) {
    std::ranges::sort(group, {}, [&](std::size_t i) {
      return std::pair(content(facts, rows[i]), rows[i].source);
    });
    const Row& kept = rows[group.front()];
    const std::string kept_content = content(facts, kept);
    for (const std::size_t i : std::span(group).subspan(1)) {
      const bool is_copy = content(facts, rows[i]) == kept_content;
      RejectedRow rejected{
          .table = table,
          .source = rows[i].source,
          .column = "",
          .value = "",
          .reason =
              fmt::format("{}（另一行是 {} 第 {} 行）{}", what, facts.files[kept.source.file].name,
                          kept.source.row, is_copy ? "，内容完全相同" : "，内容不同；请留一行")};
      place(rejected, rows[i]);
      rejected.is_exact_duplicate = is_copy;
      facts.rejected.push_back(std::move(rejected));
      --facts.files[rows[i].source.file].used;
      goes[i] = true;
    }
  }
  std::size_t at = 0;
  std::erase_if(rows, [&](const Row&) { return goes[at++]; });
}

void reject_double_payments(Facts& facts) {
  reject_equals(
      facts, Table::payments, facts.payments, "同一流水号、同一状态出现两次",
      [](const Payment& p) { return p.serial == 0 ? 0 : mix(p.serial, p.status) | 1; },
      [](const Payment& a, const Payment& b) {
        return a.serial == b.serial && a.status == b.status;
      });
}

void reject_double_movements(Facts& facts) {
  reject_equals(
      facts, Table::movements, facts.movements, "同一笔专户流水出现两次",
      [](const Movement& m) {
        return m.serial == 0 ? 0 : mix(m.account, m.serial, m.date.days) | 1;
      },
      [&](const Movement& a, const Movement& b) {
        return a.account == b.account && a.project == b.project && a.date == b.date &&
               a.amount == b.amount && a.direction == b.direction && a.kind == b.kind &&
               content(facts, a) == content(facts, b);
      });
}

void reject_double_lines(Facts& facts) {
  reject_equals(
      facts, Table::payroll, facts.payroll, "同一人在同一项目、月份、单位出现两次",
      [](const PayrollLine& l) {
        return mix(l.project, l.month.index, l.employer, l.worker, l.is_back_pay) | 1;
      },
      [](const PayrollLine& a, const PayrollLine& b) {
        return a.project == b.project && a.month == b.month && a.employer == b.employer &&
               a.worker == b.worker && a.is_back_pay == b.is_back_pay;
      });
}

void reject_double_stays(Facts& facts) {
  reject_equals(
      facts, Table::roster, facts.roster, "同一人在同一项目、单位、进场日期登记两次",
      [](const RosterEntry& e) { return mix(e.project, e.employer, e.worker, e.entered.days) | 1; },
      [](const RosterEntry& a, const RosterEntry& b) {
        return a.project == b.project && a.employer == b.employer && a.worker == b.worker &&
               a.entered == b.entered;
      });
}

}  // namespace

void reject_doubles(Facts& facts, Table table) {
  switch (table) {
    case Table::projects:
      return reject_equals(
          facts, table, facts.projects, "同一项目编号出现两次",
          [](const Project& p) { return mix(p.project_id) | 1; },
          [](const Project& a, const Project& b) { return a.project_id == b.project_id; });
    case Table::roster: return reject_double_stays(facts);
    case Table::accounts:
      return reject_equals(
          facts, table, facts.accounts, "同一项目的同一账号出现两次",
          [](const Account& a) { return mix(a.project, a.account) | 1; },
          [](const Account& a, const Account& b) {
            return a.project == b.project && a.account == b.account;
          });
    case Table::payroll: return reject_double_lines(facts);
    case Table::payments: return reject_double_payments(facts);
    case Table::movements: return reject_double_movements(facts);
    case Table::labour_fees:
      return reject_equals(
          facts, table, facts.labour_fees, "同一项目的同一期次出现两次",
          [](const LabourFee& f) { return mix(f.project, f.period) | 1; },
          [](const LabourFee& a, const LabourFee& b) {
            return a.project == b.project && a.period == b.period;
          });
    case Table::units:
    case Table::attendance:
    case Table::disputes:
    case Table::deposits:
    case Table::guarantees:
    case Table::boards: return;
  }
}

void cancel_returned(Facts& facts) {
  std::unordered_map<TextId, Date> returned;
  for (const Payment& payment : facts.payments) {
    if (payment.status != PaymentStatus::returned || payment.serial == 0) continue;
    const auto [entry, is_new] = returned.try_emplace(payment.serial, payment.date);
    if (!is_new) entry->second = std::min(entry->second, payment.date);
  }
  if (returned.empty()) return;
  for (Payment& payment : facts.payments) {
    if (payment.status != PaymentStatus::success) continue;
    if (const auto entry = returned.find(payment.serial); entry != returned.end())
      payment.cancelled_on = entry->second;
  }
}

}  // namespace qingxin::feeds
