// SPDX-License-Identifier: Apache-2.0
#include "verify/fold_tiles.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <thread>

#include "rules/catalogue.h"
#include "verify/judge.h"
#include "verify/payroll_month.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its rows are what is summed up

namespace {

constexpr std::int64_t kNarrowEnd = std::int64_t{1} << 31;

bool is_narrow(std::int64_t amount) {
  return amount >= 0 && amount < kNarrowEnd;
}

// Empty cells of what is taken off or added are 0.
std::int64_t fen_of(const std::optional<Money>& cell) {
  return cell.value_or(Money{}).fen;
}

// Adds up one worker-month after the other; what cannot be told from sums alone sets needs_rows.
class MonthFolder {
 public:
  explicit MonthFolder(const ProjectBook& book) : book_(&book) {}

  WideSlot fold(const WorkerBook& worker, const WorkerMonth& month) {
    WideSlot slot{};
    slot.worker = worker.worker;
    slot.attended = month.attended;
    add_wages(worker, month, slot);
    if (!month.lines.is_empty()) add_lines(worker, month, slot);
    const rules::DaysCompared days = days_compared(*book_, worker, month);
    if (days.payroll_half_days) slot.flags |= kDaysGiven;
    if (!days.employer_has_payroll) slot.flags |= kQuiet;
    if (days.days_after_left > 0) slot.flags |= kAfterLeft;
    return slot;
  }

  bool needs_rows = false;

 private:
  void add_wages(const WorkerBook& worker, const WorkerMonth& month, WideSlot& slot) {
    const rules::WageMonth wages = wage_month(*book_, worker, month);
    slot.net = wages.net->fen;
    slot.paid = wages.paid->fen;
    slot.late = (*wages.paid - wages.paid_in_time).fen;
    const std::optional<rules::PaymentSources> sources = payment_sources(*book_, month);
    if (!sources) return;
    slot.elsewhere = (sources->from_elsewhere + sources->in_cash).fen;
    if (slot.elsewhere == 0 && sources->without_source > 0) needs_rows = true;
  }

  void add_lines(const WorkerBook& worker, const WorkerMonth& month, WideSlot& slot) {
    static const MonthTerms kNoTerms{};
    PayrollMonth visit{book_, &worker, &month, &kNoTerms, nullptr};
    visit.add_up();
    const LineTotals& totals = visit.totals;
    slot.flags |= kHasLine;
    if (!totals.gross || !totals.overtime || !totals.allowances) needs_rows = true;
    slot.gross = fen_of(totals.gross);
    slot.extra = fen_of(totals.overtime) + fen_of(totals.allowances);
    add_time(rules::ComparedWage(compared_wage(visit)), slot);
    if (month.lines.end - month.lines.begin == 1) {
      const PayrollLine& line = *book_->lines[month.lines.begin];
      slot.held = fen_of(line.withheld) + fen_of(line.deducted);
      return;
    }
    slot.flags |= kByLine;
    for (std::uint32_t i = month.lines.begin; i < month.lines.end; ++i)
      add_sums(*book_->lines[i], slot);
  }

  void add_time(const rules::ComparedWage& wage, WideSlot& slot) {
    if (!wage.is_hourly || (*wage.is_hourly ? !wage.hours_hundredths : !wage.half_days)) {
      needs_rows = true;
      return;
    }
    slot.half_days = wage.half_days.value_or(0);
    if (!*wage.is_hourly) return;
    slot.flags |= kHourly;
    slot.hours_hundredths = *wage.hours_hundredths;
  }

  void add_sums(const PayrollLine& line, WideSlot& slot) {
    if (!line.gross) return static_cast<void>(needs_rows = true);
    const rules::LineSums sums{.gross = line.gross,
                               .net = line.net,
                               .overtime = line.overtime.value_or(Money{}),
                               .allowances = line.allowances.value_or(Money{}),
                               .withheld = line.withheld.value_or(Money{}),
                               .deducted = line.deducted.value_or(Money{})};
    slot.sums_gap += rules::difference_of(sums).fen;
    if (rules::has_parts_over_gross(sums)) slot.flags |= kPartsOverGross;
  }

  const ProjectBook* book_;
};

bool fits_a_tile(const WideSlot& slot) {
  for (const std::int64_t amount :
       {slot.net, slot.gross, slot.held, slot.extra, slot.paid, slot.late, slot.elsewhere})
    if (!is_narrow(amount)) return false;
  return (slot.flags & kByLine) == 0 && slot.extra <= slot.gross && slot.half_days <= UINT8_MAX &&
         slot.hours_hundredths <= UINT16_MAX;
}

void put(const WideSlot& slot, Tile& tile, std::size_t at) {
  const auto narrow = [](std::int64_t amount) { return static_cast<std::uint32_t>(amount); };
  tile.net[at] = narrow(slot.net);
  tile.gross[at] = narrow(slot.gross);
  tile.held[at] = narrow(slot.held);
  tile.extra[at] = narrow(slot.extra);
  tile.paid[at] = narrow(slot.paid);
  tile.late[at] = narrow(slot.late);
  tile.elsewhere[at] = narrow(slot.elsewhere);
  tile.attended[at] = slot.attended;
  tile.half_days[at] = static_cast<std::uint8_t>(slot.half_days);
  tile.flags[at] = slot.flags;
  tile.hours[at] = static_cast<std::uint16_t>(slot.hours_hundredths);
}

struct Parts {
  std::vector<MonthHead> months;
  std::vector<FeePlan> fees;
  std::vector<FeeReceived> inflows;
  std::vector<WideSlot> wide;
  std::vector<Tile> tiles;
  std::vector<WorkerIndex> workers;
};

bool fold_month(const ProjectBook& book, const ProjectMonth& month, Parts& parts) {
  MonthFolder folder(book);
  MonthHead head{month.month, month.pay_date ? month.pay_date->day.days : kNoDay, 0, 0};
  std::size_t slots = 0;
  for (const WorkerBook& worker : book.workers()) {
    const WorkerMonth* entry = worker.is_worker ? worker.find(month.month) : nullptr;
    if (entry == nullptr) continue;
    WideSlot slot = folder.fold(worker, *entry);
    head.attended |= slot.attended;
    if (!month.pay_date) folder.needs_rows = true;
    if (!fits_a_tile(slot)) {
      slot.month = static_cast<std::uint16_t>(parts.months.size());
      parts.wide.push_back(slot);
      continue;
    }
    if (slots % kTileSlots == 0) parts.tiles.push_back(Tile{});
    put(slot, parts.tiles.back(), slots % kTileSlots);
    parts.workers.push_back(slot.worker);
    ++slots;
  }
  parts.workers.resize(parts.tiles.size() * kTileSlots, 0);
  head.tiles = static_cast<std::uint32_t>((slots + kTileSlots - 1) / kTileSlots);
  parts.months.push_back(head);
  return !folder.needs_rows;
}

// Inflows in the order of their days, each told with what had come by then.
void add_inflow(const Movement& movement, bool is_perhaps, std::vector<FeeReceived>& inflows) {
  std::int64_t before = 0;
  for (const FeeReceived& inflow : inflows)
    if ((inflow.is_perhaps != 0) == is_perhaps) before = inflow.received;
  inflows.push_back({movement.date, is_perhaps, before + movement.amount.fen});
}

// The instalments and what came in.
void fold_account(const ProjectBook& book, ProjectHead& head, Parts& parts) {
  std::int64_t planned = 0;
  for (const LabourFee* fee : book.labour_fees) {
    planned += fee->amount.fen;
    parts.fees.push_back({fee->due, fee->period, planned});
  }
  std::vector<std::pair<const Movement*, bool>> came;  // and whether it may be another's
  for (const Movement* movement : book.movements)
    if (movement->direction == Direction::in) came.emplace_back(movement, false);
  for (const Movement& movement : book.facts().unassigned)
    if (movement.direction == Direction::in && book.is_own_account(movement.account))
      came.emplace_back(&movement, true);
  std::ranges::stable_sort(came, {}, [](const auto& one) { return one.first->date; });
  for (const auto& [movement, is_anothers] : came) {
    if (movement->kind != MovementKind::freeze)
      (is_anothers ? head.perhaps : head.received) += movement->amount.fen;
    const bool is_fee = movement->kind == MovementKind::labour_fee;
    if (is_fee || movement->kind == MovementKind::none)
      add_inflow(*movement, is_anothers || !is_fee, parts.inflows);
  }
}

template <typename Part>
void write(const std::vector<Part>& parts, std::byte*& at) {
  if (parts.empty()) return;
  std::memcpy(at, parts.data(), parts.size() * sizeof(Part));
  at += parts.size() * sizeof(Part);
}

std::vector<TileLine> block_of(ProjectHead head, const Parts& parts) {
  head.months = static_cast<std::uint16_t>(parts.months.size());
  head.fees = static_cast<std::uint32_t>(parts.fees.size());
  head.inflows = static_cast<std::uint32_t>(parts.inflows.size());
  head.wide = static_cast<std::uint32_t>(parts.wide.size());
  const std::size_t tiles = tiles_begin(head);
  head.lines = (tiles + parts.tiles.size() * sizeof(Tile)) / sizeof(TileLine);
  std::vector<TileLine> block(head.lines);
  std::byte* const begin = block.data()->bytes.data();
  std::byte* at = begin;
  std::memcpy(at, &head, sizeof head);
  at += sizeof head;
  write(parts.months, at);
  write(parts.fees, at);
  write(parts.inflows, at);
  write(parts.wide, at);
  at = begin + tiles;
  write(parts.tiles, at);
  return block;
}

bool can_be_folded(const Present& present) {
  for (const Table table : {Table::roster, Table::accounts, Table::payroll, Table::payments,
                            Table::attendance, Table::movements, Table::labour_fees})
    if (!present.has(table)) return false;
  for (const ColumnIndex column : {payroll::gross, payroll::overtime, payroll::allowances,
                                   payroll::withheld, payroll::deducted, payroll::days})
    if (!present.has(Table::payroll, column)) return false;
  return present.has(Table::payments, payments::source_account) &&
         present.has(Table::movements, movements::kind) &&
         present.has(Table::roster, roster::pay_basis);
}

struct Memory {
  std::vector<std::uint64_t> places;
  std::vector<TileLine> blocks;
  std::vector<WorkerIndex> workers;
};

}  // namespace

FoldedProject fold_project(const ProjectBook& book, std::uint64_t first_slot) {
  const Project& project = book.project();
  ProjectHead head{
      .project = book.index(),
      .region = project.region_code,
      .first_slot = first_slot,
      .least_hours_hundredths = book.least_hours_hundredths(),
      .least_passes = static_cast<std::uint16_t>(book.least_passes()),
      .pay_day = static_cast<std::uint8_t>(project.pay_day.value_or(0)),
      .pay_month_offset = static_cast<std::int8_t>(project.pay_month_offset.value_or(-1)),
      .is_construction = book.is_construction(),
      .has_account = !book.accounts.empty()};
  Parts parts;
  bool is_plain = book.is_sound();
  for (const ProjectMonth& month : book.months())
    is_plain = fold_month(book, month, parts) && is_plain;
  if (book.is_construction()) {
    fold_account(book, head, parts);
    is_plain = is_plain && !book.labour_fees.empty();
  }
  head.needs_rows = !is_plain;
  return {block_of(head, parts), std::move(parts.workers)};
}

Tiles fold_tiles(const Book& facts, const law::Law& law, int threads) {
  if (!facts.voices.empty() || !can_be_folded(facts.present)) return {};
  // Every day that any row tells of counts: judging sees to it that none is after its as_of.
  const Settings settings{.as_of = date(9999, 12, 31)};
  const County county(facts, law, settings);
  std::vector<FoldedProject> folded(facts.projects.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t p = next++; p < folded.size(); p = next++)
      folded[p] = fold_project(ProjectBook(county, static_cast<ProjectIndex>(p)), 0);
  };
  {
    std::vector<std::jthread> helpers;
    for (int i = 1; i < threads; ++i) helpers.emplace_back(work);
    work();
  }
  auto memory = std::make_shared<Memory>();
  std::size_t lines = 0, slots = 0;
  for (const FoldedProject& project : folded) {
    lines += project.block.size();
    slots += project.workers.size();
  }
  memory->blocks.reserve(lines);
  memory->workers.reserve(slots);
  for (FoldedProject& project : folded) {
    memory->places.push_back(memory->blocks.size());
    const std::uint64_t first_slot = memory->workers.size();
    std::memcpy(project.block.data()->bytes.data() + offsetof(ProjectHead, first_slot), &first_slot,
                sizeof first_slot);
    memory->blocks.insert(memory->blocks.end(), project.block.begin(), project.block.end());
    memory->workers.insert(memory->workers.end(), project.workers.begin(), project.workers.end());
    project = {};
  }
  memory->places.push_back(memory->blocks.size());
  return {memory->places, memory->blocks, memory->workers, memory};
}

}  // namespace qingxin::verify
