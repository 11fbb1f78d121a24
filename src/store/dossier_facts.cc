// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "store/clue_rows.h"
#include "store/dossier_rows.h"

namespace qingxin::store {

namespace {

using casework::Settlement;

// As rows have them, texts of people as tokens: so what differs is found without a key.
struct WorkerRow {
  std::string name, id_number, phone;
  ArrearsFrom from{};
  std::optional<Money> established;
  std::optional<Date> as_of;
  std::string evidence;  // and, a line for each, the months

  friend bool operator==(const WorkerRow&, const WorkerRow&) = default;
};

struct SettlementRow {
  Settlement settlement;     // but for the proof, the calls and the month
  std::string proof, calls;  // and in a line of the calls the month

  friend bool operator==(const SettlementRow&, const SettlementRow&) = default;
};

struct Whole {
  DossierFacts facts;  // but for workers; texts as tokens
  std::string delays;  // and, a line for each, who entered it
  std::map<std::int64_t, WorkerRow> workers;
  std::map<std::pair<std::int64_t, std::int64_t>, SettlementRow> settlements;

  friend bool operator==(const Whole&, const Whole&) = default;
};

std::vector<std::int64_t> numbers_in(std::string_view line, std::size_t count,
                                     std::string_view& rest) {
  std::vector<std::int64_t> numbers;
  while (numbers.size() < count) {
    std::int64_t number = 0;
    const auto [end, failure] = std::from_chars(line.data(), line.data() + line.size(), number);
    if (failure != std::errc{}) break;
    numbers.push_back(number);
    line.remove_prefix(static_cast<std::size_t>(end - line.data()));
    if (!line.empty()) line.remove_prefix(1);
  }
  rest = line;
  return numbers;
}

// What came to be kept later stands in lines of its own, which begin with a letter: earlier
// programs pass over them.
constexpr std::string_view kMonthLine = "m ", kDelayLine = "d ", kEnteredLine = "e ";

std::string calls_of(const Settlement& settlement) {
  std::vector<std::string> lines;
  if (settlement.month) lines.push_back(fmt::format("{}{}", kMonthLine, settlement.month->index));
  for (const casework::CallBack& call : settlement.calls)
    lines.push_back(fmt::format("{} {} {}", static_cast<std::int64_t>(call.person), call.at.utc_ms,
                                static_cast<int>(call.answer)));
  return joined_lines(lines);
}

std::vector<casework::CallBack> calls_in(std::string_view text) {
  std::vector<casework::CallBack> calls;
  for (const std::string& line : lines_of(text)) {
    std::string_view rest;
    const std::vector<std::int64_t> numbers = numbers_in(line, 3, rest);
    if (numbers.size() == 3)
      calls.push_back({casework::PersonId{numbers[0]}, Instant{numbers[1]},
                       static_cast<casework::CallAnswer>(numbers[2])});
  }
  return calls;
}

std::optional<Month> month_in(std::string_view calls) {
  for (const std::string& line : lines_of(calls)) {
    if (!line.starts_with(kMonthLine)) continue;
    std::string_view rest;
    const auto numbers = numbers_in(std::string_view{line}.substr(kMonthLine.size()), 1, rest);
    if (!numbers.empty()) return Month{static_cast<std::int32_t>(numbers[0])};
  }
  return std::nullopt;
}

// The token of the evidence, then what is owed for each month.
std::string with_months(std::string evidence, const std::vector<casework::MonthOwed>& months) {
  for (const casework::MonthOwed& one : months)
    evidence += fmt::format("\n{}{} {}", kMonthLine, one.month.index, one.owed.fen);
  return evidence;
}

std::string evidence_in(std::string_view text) {
  return std::string{text.substr(0, text.find('\n'))};
}

std::vector<casework::MonthOwed> months_in(std::string_view text) {
  std::vector<casework::MonthOwed> months;
  for (const std::string& line : lines_of(text)) {
    if (!line.starts_with(kMonthLine)) continue;
    std::string_view rest;
    const auto numbers = numbers_in(std::string_view{line}.substr(kMonthLine.size()), 2, rest);
    if (numbers.size() == 2)
      months.push_back({Month{static_cast<std::int32_t>(numbers[0])}, Money{numbers[1]}});
  }
  return months;
}

// One that was accepted before it had to say which clock and day has none.
std::string delay_line(const casework::DelayAccepted& delay, std::string_view account) {
  const auto defect = static_cast<int>(delay.defect);
  const auto person = static_cast<std::int64_t>(delay.accepted_by);
  if (delay.clock == casework::ClockId{}) return fmt::format("{} {} {}", defect, person, account);
  return fmt::format("{}{} {} {} {} {}", kDelayLine, defect, person, static_cast<int>(delay.clock),
                     delay.due.days, account);
}

// Without its account, which is in `account` as a token.
std::optional<casework::DelayAccepted> delay_in(std::string_view line, std::string_view& account) {
  const bool has_clock = line.starts_with(kDelayLine);
  if (has_clock) line.remove_prefix(kDelayLine.size());
  const std::size_t count = has_clock ? 4 : 2;
  const std::vector<std::int64_t> numbers = numbers_in(line, count, account);
  if (numbers.size() != count) return std::nullopt;
  casework::DelayAccepted delay{.defect = static_cast<casework::Defect>(numbers[0]),
                                .account = {},
                                .accepted_by = casework::PersonId{numbers[1]}};
  if (!has_clock) return delay;
  delay.clock = static_cast<casework::ClockId>(numbers[2]);
  delay.due = Date{static_cast<std::int32_t>(numbers[3])};
  return delay;
}

// The facts as rows; `word` says what is written for a text.
template <typename Word>
Whole rows_of(const DossierFacts& facts, const Word& word) {
  Whole whole{.facts = facts, .delays = {}, .workers = {}, .settlements = {}};
  whole.facts.workers.clear();
  whole.facts.delays.clear();
  whole.facts.entered_by.clear();
  whole.facts.why_not_as_claimed = word(facts.why_not_as_claimed, kSealedWords);
  whole.facts.why_no_police = word(facts.why_no_police, kSealedWords);
  std::vector<std::string> delays;
  for (const casework::DelayAccepted& delay : facts.delays)
    delays.push_back(delay_line(delay, word(delay.account, kSealedWords)));
  for (const casework::PersonId person : facts.entered_by)
    delays.push_back(fmt::format("{}{}", kEnteredLine, static_cast<std::int64_t>(person)));
  whole.delays = joined_lines(delays);
  for (const CaseWorker& one : facts.workers) {
    const std::int64_t worker = one.arrears.worker;
    whole.workers[worker] = {
        word(one.name, kSealedReporter),
        word(one.id_number, kSealedIdNumber),
        word(one.phone, kSealedPhone),
        one.from,
        one.arrears.established,
        one.as_of,
        with_months(word(one.arrears.evidence, kSealedWords), one.arrears.months)};
    std::int64_t settlement_no = 0;
    for (const Settlement& settlement : one.arrears.settlements) {
      SettlementRow row{settlement, word(settlement.proof, kSealedWords), calls_of(settlement)};
      row.settlement.proof.clear();
      row.settlement.calls.clear();
      row.settlement.month.reset();
      whole.settlements[{worker, ++settlement_no}] = std::move(row);
    }
  }
  return whole;
}

Whole token_rows(const DossierFacts& facts, const access::Key& index) {
  Tokens tokens(index);
  return rows_of(
      facts, [&](const std::string& text, ColumnSealing how) { return tokens.of(text, how).text; });
}

void read_head(Statements& statements, DossierId id, Whole& whole) {
  statements.run(
      "SELECT claimed_people, claimed_fen, why_not_as_claimed, told_people, told_fen, crime,"
      " why_no_police, delays FROM dossier_facts WHERE dossier_id = $1 ORDER BY facts_no DESC"
      " LIMIT 1",
      {number(id)}, [&](const SqlRow& row) {
        DossierFacts& facts = whole.facts;
        facts.claimed_people = number_in<int>(row, 0);
        facts.claimed_amount = fen_in(row, 1);
        facts.why_not_as_claimed = row.text(2);
        facts.told_people = number_in<int>(row, 3);
        facts.told_amount = fen_in(row, 4);
        facts.crime = static_cast<casework::CrimeAmount>(row.number(5));
        facts.why_no_police = row.text(6);
        whole.delays = row.text(7);
      });
}

void read_workers(Statements& statements, DossierId id, Whole& whole) {
  statements.run(
      "SELECT worker_no, is_removed, name, id_number, phone, source, established_fen, evidence,"
      " as_of_day FROM dossier_worker WHERE dossier_id = $1 ORDER BY worker_no, facts_no",
      {number(id)}, [&](const SqlRow& row) {
        const std::int64_t worker = row.number(0);
        whole.workers.erase(worker);
        if (row.number(1) == 1) return;
        whole.workers[worker] = {std::string{row.text(2)}, std::string{row.text(3)},
                                 std::string{row.text(4)}, static_cast<ArrearsFrom>(row.number(5)),
                                 fen_in(row, 6),           day_in(row, 8),
                                 std::string{row.text(7)}};
      });
}

void read_settlements(Statements& statements, DossierId id, Whole& whole) {
  statements.run(
      "SELECT worker_no, settlement_no, is_removed, kind, source, amount_fen, at_ms, bank, proof,"
      " calls FROM dossier_settlement WHERE dossier_id = $1"
      " ORDER BY worker_no, settlement_no, facts_no",
      {number(id)}, [&](const SqlRow& row) {
        const std::pair<std::int64_t, std::int64_t> key{row.number(0), row.number(1)};
        whole.settlements.erase(key);
        if (row.number(2) == 1) return;
        SettlementRow& kept = whole.settlements[key];
        kept.settlement.kind = static_cast<casework::SettlementKind>(row.number(3));
        kept.settlement.source = static_cast<casework::MoneySource>(row.number(4));
        kept.settlement.amount = Money{row.number(5)};
        kept.settlement.at = Instant{row.number(6)};
        kept.settlement.bank = number_in<casework::BankState>(row, 7);
        kept.proof = row.text(8);
        kept.calls = row.text(9);
      });
}

Whole read_rows(Statements& statements, DossierId id) {
  Whole whole;
  read_head(statements, id, whole);
  read_workers(statements, id, whole);
  read_settlements(statements, id, whole);
  return whole;
}

// A judgment proves nothing that is counted once (dossier_once.cc).
bool proves_once(const SettlementRow& row) {
  return row.settlement.kind != casework::SettlementKind::final_judgment;
}

// What is sealed already.
std::set<std::string> tokens_in(const Whole& whole) {
  std::set<std::string> tokens{whole.facts.why_not_as_claimed, whole.facts.why_no_police};
  for (const auto& [worker, row] : whole.workers)
    tokens.insert({row.name, row.id_number, row.phone, evidence_in(row.evidence)});
  for (const auto& [key, row] : whole.settlements) tokens.insert(row.proof);
  return tokens;
}

// What one change of facts writes.
class PuttingFacts {
 public:
  PuttingFacts(Statements& statements, DossierId id, int facts_no)
      : statements_(&statements), id_(number(id)), facts_no_(facts_no) {}

  void put_head(const Whole& whole, const access::Principal& who, Instant now) {
    const DossierFacts& facts = whole.facts;
    statements_->run(
        "INSERT INTO dossier_facts (dossier_id, facts_no, at_ms, user_id, unit_id, claimed_people,"
        " claimed_fen, why_not_as_claimed, told_people, told_fen, crime, why_no_police, delays)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        {id_, facts_no_, now.utc_ms, access::number(who.user), access::number(who.unit),
         number_or_null(facts.claimed_people), number_or_null(facts.claimed_amount),
         std::string_view{facts.why_not_as_claimed}, number_or_null(facts.told_people),
         number_or_null(facts.told_amount), static_cast<std::int64_t>(facts.crime),
         std::string_view{facts.why_no_police}, std::string_view{whole.delays}});
  }

  void put(std::int64_t worker, const WorkerRow& row, bool is_removed) {
    statements_->run(
        "INSERT INTO dossier_worker (dossier_id, worker_no, facts_no, is_removed, name, id_number,"
        " phone, source, established_fen, evidence, as_of_day)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        {id_, worker, facts_no_, std::int64_t{is_removed ? 1 : 0}, std::string_view{row.name},
         std::string_view{row.id_number}, std::string_view{row.phone},
         static_cast<std::int64_t>(row.from), number_or_null(row.established),
         std::string_view{row.evidence}, number_or_null(row.as_of)});
  }

  void put(const std::pair<std::int64_t, std::int64_t>& key, const SettlementRow& row,
           bool is_removed) {
    const Settlement& settlement = row.settlement;
    statements_->run(
        "INSERT INTO dossier_settlement (dossier_id, worker_no, settlement_no, facts_no,"
        " is_removed, kind, source, amount_fen, at_ms, bank, proof, calls)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        {id_, key.first, key.second, facts_no_, std::int64_t{is_removed ? 1 : 0},
         static_cast<std::int64_t>(settlement.kind), static_cast<std::int64_t>(settlement.source),
         settlement.amount.fen, settlement.at.utc_ms, number_or_null(settlement.bank),
         std::string_view{row.proof}, std::string_view{row.calls}});
  }

  // What is new or other; what is there no longer.
  template <typename Rows>
  void put_changes(const Rows& before, const Rows& after) {
    for (const auto& [key, row] : after) {
      const auto known = before.find(key);
      if (known == before.end() || !(known->second == row)) put(key, row, false);
    }
    for (const auto& [key, row] : before)
      if (!after.contains(key)) put(key, row, true);
  }

 private:
  Statements* statements_;
  std::int64_t id_;
  std::int64_t facts_no_;
};

}  // namespace

bool DossierFactRows::differ(const DossierFacts& facts) {
  return !(read_rows(*statements_, id_) == token_rows(facts, vault_->index()));
}

void DossierFactRows::put(const DossierFacts& facts, int facts_no, const access::Principal& who,
                          Instant now) {
  Tokens tokens(vault_->index());
  SealingRows sealing(*statements_, *vault_, tokens, now);
  const ProjectId keys = keys_of(id_);
  const Whole before = read_rows(*statements_, id_);
  const Whole after = token_rows(facts, vault_->index());
  PuttingFacts putting(*statements_, id_, facts_no);
  putting.put_head(after, who, now);
  putting.put_changes(before.workers, after.workers);
  putting.put_changes(before.settlements, after.settlements);
  const std::set<std::string> known = tokens_in(before);
  rows_of(facts, [&](const std::string& text, ColumnSealing how) {
    if (!known.contains(tokens.of(text, how).text)) sealing.kept(keys, text, how);
    return std::string{};
  });
  sealing.put();
  std::set<std::pair<std::int64_t, std::string>> proofs;
  for (const auto& [key, row] : before.settlements)
    if (proves_once(row)) proofs.emplace(key.first, row.proof);
  keep_proofs(*statements_, who, id_, proven_payments(facts, vault_->index()), proofs);
}

void DossierFactRows::claim(const std::optional<int>& people, const std::optional<Money>& amount,
                            int facts_no, const access::Principal& who, Instant now) {
  Whole whole;
  read_head(*statements_, id_, whole);
  whole.facts.claimed_people = people;
  whole.facts.claimed_amount = amount;
  PuttingFacts(*statements_, id_, facts_no).put_head(whole, who, now);
}

DossierFacts DossierFactRows::read() {
  const Whole whole = read_rows(*statements_, id_);
  DossierFacts facts = whole.facts;
  const ProjectId keys = keys_of(id_);
  OpenedValues opened(*statements_, *vault_);
  opened.load(keys);
  const auto shown = [&](std::string_view token) { return std::string{opened.shown(keys, token)}; };
  facts.why_not_as_claimed = shown(whole.facts.why_not_as_claimed);
  facts.why_no_police = shown(whole.facts.why_no_police);
  for (const std::string& line : lines_of(whole.delays)) {
    std::string_view rest;
    if (line.starts_with(kEnteredLine)) {
      const std::string_view person = std::string_view{line}.substr(kEnteredLine.size());
      for (const std::int64_t number : numbers_in(person, 1, rest))
        facts.entered_by.push_back(casework::PersonId{number});
    } else if (auto delay = delay_in(line, rest)) {
      delay->account = shown(rest);
      facts.delays.push_back(*std::move(delay));
    }
  }
  for (const auto& [worker, row] : whole.workers) {
    CaseWorker one{
        shown(row.name), shown(row.id_number), shown(row.phone), row.from, row.as_of, {}};
    one.arrears.worker = worker;
    one.arrears.established = row.established;
    one.arrears.evidence = shown(evidence_in(row.evidence));
    one.arrears.months = months_in(row.evidence);
    facts.workers.push_back(std::move(one));
  }
  for (const auto& [key, row] : whole.settlements) {
    const auto worker = std::ranges::find(facts.workers, key.first,
                                          [](const CaseWorker& one) { return one.arrears.worker; });
    if (worker == facts.workers.end()) continue;
    Settlement settlement = row.settlement;
    settlement.proof = shown(row.proof);
    settlement.calls = calls_in(row.calls);
    settlement.month = month_in(row.calls);
    worker->arrears.settlements.push_back(std::move(settlement));
  }
  return facts;
}

}  // namespace qingxin::store
