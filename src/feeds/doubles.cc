// SPDX-License-Identifier: Apache-2.0
#include "feeds/doubles.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <span>
#include <tuple>
#include <unordered_map>

#include "book/row_days.h"

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
  // The slots are far apart in memory: those of the next rows are called for together.
  constexpr std::size_t kAtOnce = 16;
  std::array<std::uint64_t, kAtOnce> keys{};
  for (std::size_t first = 0; first < rows.size(); first += kAtOnce) {
    const std::size_t end = std::min(first + kAtOnce, rows.size());
    for (std::size_t i = first; i < end; ++i) {
      keys[i - first] = hash(rows[i]);
      __builtin_prefetch(&slots[keys[i - first] & (size - 1)]);
    }
    for (std::size_t i = first; i < end; ++i) {
      if (keys[i - first] == 0) continue;
      std::size_t at = keys[i - first] & (size - 1);
      while (slots[at] != kNone && !equal(rows[slots[at]], rows[i])) at = (at + 1) & (size - 1);
      if (slots[at] == kNone) {
        slots[at] = static_cast<std::uint32_t>(i);
      } else {
        groups[slots[at]].push_back(i);
      }
    }
  }
  std::vector<std::vector<std::size_t>> found;
  for (auto& [first, others] : groups) {
    others.push_back(first);
    found.push_back(std::move(others));
  }
  return found;
}

// A row written out: equal rows give equal texts, whatever the order of reading.
class Content {
 public:
  explicit Content(const Facts& facts) : facts_(&facts) {}

  Content& texts(std::initializer_list<TextId> ids) {
    for (const TextId id : ids) add(facts_->texts[id]);
    return *this;
  }
  Content& days(std::initializer_list<std::optional<Date>> dates) {
    for (const std::optional<Date>& day : dates) add(day ? to_string(*day) : "");
    return *this;
  }
  Content& sums(std::initializer_list<std::optional<Money>> amounts) {
    for (const std::optional<Money>& sum : amounts) add(sum ? fmt::format("{:020}", sum->fen) : "");
    return *this;
  }
  Content& numbers(std::initializer_list<int> values) {
    for (const int value : values) add(std::to_string(value));
    return *this;
  }
  Content& add(std::string_view part) {
    text_ += part;
    text_ += '\x1F';
    return *this;
  }
  const std::string& text() const { return text_; }

 private:
  const Facts* facts_;
  std::string text_;
};

std::uint64_t hash_of(std::string_view text) {
  return XXH3_64bits(text.data(), text.size());
}

template <typename Choice>
int number(Choice choice) {
  return static_cast<int>(choice);
}

std::string content(const Facts& facts, const Project& p) {
  return Content(facts)
      .texts({p.project_id, p.name, p.region_code, p.industry, p.programme, p.funding, p.owner,
              p.owner_credit_code, p.general_contractor, p.general_contractor_credit_code,
              p.measure_cycle, p.settle_method, p.labour_share, p.labour_officer})
      .days({p.contract_date, p.permit_date, p.start_date, p.planned_end, p.completed})
      .sums({p.contract_amount, p.labour_amount})
      .numbers({number(p.kind), number(p.permit_required), number(p.funds_ready),
                number(p.contractor_advance), number(p.status), number(p.has_gate),
                p.labour_cycle_hundredths.value_or(-1), p.pay_day.value_or(-1),
                p.pay_month_offset.value_or(-1)})
      .text();
}

std::string content(const Facts& facts, const RosterEntry& e) {
  return Content(facts)
      .texts({e.employer, e.team, e.name, e.id_kind, e.phone, e.trade, e.pay_method, e.card, e.bank,
              e.card_holder})
      .days({e.contract_date, e.registered, e.trained, e.entered, e.left, e.settled})
      .sums({e.rate})
      .numbers({number(e.role), number(e.pay_basis), number(e.contract_kind),
                e.agreed_pay_day.value_or(-1)})
      .text();
}

std::string content(const Facts& facts, const Account& a) {
  return Content(facts)
      .texts({a.account, a.account_name, a.kind, a.bank, a.bank_city, a.open_cases, a.open_suits})
      .days({a.opened, a.filed, a.agreement, a.notice_posted, a.close_requested, a.closed})
      .numbers({number(a.flagged)})
      .text();
}

std::string content(const Facts& facts, const PayrollLine& l) {
  return Content(facts)
      .sums({l.net, l.gross, l.overtime, l.allowances, l.withheld, l.deducted})
      .texts({l.employer, l.name, l.quantity, l.card})
      .numbers({l.half_days, l.hours_hundredths, number(l.deduction_kind)})
      .days({l.prepared, l.signed_on, l.slip_given})
      .text();
}

std::string content(const Facts& facts, const Payment& p) {
  return Content(facts)
      .texts({facts.projects[p.project].project_id})
      .add(facts.identities[p.worker])
      .add(to_string(p.month))
      .days({p.date})
      .sums({p.amount})
      .texts({p.payee, p.payee_account, p.source_account, p.serial, p.reason})
      .numbers({number(p.form), number(p.status)})
      .text();
}

std::string content(const Facts& facts, const LabourFee& f) {
  return Content(facts).days({f.due}).sums({f.amount}).text();
}

std::string content(const Facts& facts, const Movement& m) {
  return Content(facts).texts({m.counterparty, m.counterparty_account, m.memo, m.serial}).text();
}

// The day from which on a row exists; empty: it always does.
template <typename Row>
std::optional<Date> begins(const Row& row) {
  if constexpr (requires { day_of(row); }) return day_of(row);
  return std::nullopt;
}

// Where a doubled row would have belonged, whom it names, and from when on.
template <typename Row>
void place(RejectedRow& rejected, const Row& row) {
  if constexpr (requires { row.project; }) rejected.project = row.project;
  if constexpr (requires { row.month; }) rejected.month = row.month;
  if constexpr (requires { row.worker; }) rejected.worker = row.worker;
  rejected.date = begins(row);
}

template <typename Row, typename Hash, typename Equal>
void reject_equals(Facts& facts, Table table, std::vector<Row>& rows, std::string_view what,
                   Hash hash, Equal equal) {
  std::vector<bool> goes(rows.size(), false);
  for (std::vector<std::size_t>& group : groups_of_equals(rows, hash, equal)) {
    std::vector<std::tuple<std::optional<Date>, std::string, Source, std::size_t>> written;
    for (const std::size_t i : group)
      written.emplace_back(begins(rows[i]), content(facts, rows[i]), rows[i].source, i);
    std::ranges::sort(written);
    const auto& [kept_day, kept_content, kept_source, first] = written.front();
    for (const auto& [day, its_content, source, i] : std::span(written).subspan(1)) {
      const bool is_copy = its_content == kept_content;
      RejectedRow rejected{
          .table = table,
          .source = source,
          .column = "",
          .value = "",
          .reason =
              fmt::format("{}（另一行是 {} 第 {} 行）{}", what, facts.files[kept_source.file].name,
                          kept_source.row, is_copy ? "，内容完全相同" : "，内容不同；请留一行")};
      place(rejected, rows[i]);
      rejected.is_exact_duplicate = is_copy;
      facts.rejected.push_back(std::move(rejected));
      --facts.files[source.file].used;
      goes[i] = true;
    }
  }
  std::size_t at = 0;
  std::erase_if(rows, [&](const Row&) { return goes[at++]; });
}

// Rows that came in one delivery, or are of one project.
bool are_close(const Facts& facts, const Payment& a, const Payment& b) {
  return a.project == b.project ||
         facts.files[a.source.file].delivery == facts.files[b.source.file].delivery;
}

void reject_double_payments(Facts& facts) {
  reject_equals(
      facts, Table::payments, facts.payments, "同一流水号、同一状态出现两次",
      [](const Payment& p) { return p.serial == 0 ? 0 : mix(p.serial, p.status) | 1; },
      [&](const Payment& a, const Payment& b) {
        return a.serial == b.serial && a.status == b.status && are_close(facts, a, b);
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

std::uint64_t doubles_key(const Facts& facts, const RosterEntry& row) {
  return mix(number(Table::roster), row.project, hash_of(facts.texts[row.employer]),
             hash_of(facts.identities[row.worker]), row.entered.days) |
         1;
}

std::uint64_t doubles_key(const Facts& facts, const PayrollLine& row) {
  return mix(number(Table::payroll), row.project, row.month.index,
             hash_of(facts.texts[row.employer]), hash_of(facts.identities[row.worker]),
             row.is_back_pay) |
         1;
}

// A payment that was sent back has the serial of another status.
std::uint64_t doubles_key(const Facts& facts, const Payment& row) {
  if (row.serial == 0) return 0;
  return mix(number(Table::payments), hash_of(facts.texts[row.serial])) | 1;
}

std::uint64_t doubles_key(const Facts& facts, const Movement& row) {
  if (row.serial == 0) return 0;
  return mix(number(Table::movements), hash_of(facts.texts[row.account]),
             hash_of(facts.texts[row.serial]), row.date.days) |
         1;
}

std::uint64_t doubles_key(const Facts& facts, const LabourFee& row) {
  return mix(number(Table::labour_fees), row.project, hash_of(facts.texts[row.period])) | 1;
}

void cancel_returned(Facts& facts) {
  std::unordered_map<TextId, std::vector<const Payment*>> returned;
  for (const Payment& payment : facts.payments)
    if (payment.status == PaymentStatus::returned && payment.serial != 0)
      returned[payment.serial].push_back(&payment);
  if (returned.empty()) return;
  for (Payment& payment : facts.payments) {
    if (payment.status != PaymentStatus::success) continue;
    const auto entry = returned.find(payment.serial);
    if (entry == returned.end()) continue;
    for (const Payment* receipt : entry->second)
      if (are_close(facts, payment, *receipt))
        payment.cancelled_on =
            std::min(payment.cancelled_on.value_or(receipt->date), receipt->date);
  }
}

}  // namespace qingxin::feeds
