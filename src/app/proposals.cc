// SPDX-License-Identifier: Apache-2.0
#include "app/proposals.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "app/permit.h"
#include "app/show_indicators.h"
#include "app/units.h"
#include "law/parameters.h"
#include "oversight/exposure.h"

namespace qingxin::app {

namespace {

using oversight::Field;
using oversight::Of;
using oversight::ProposalAddressee;
using oversight::ProposalFacts;
using oversight::ProposalMatter;
using oversight::ProposalRow;
using oversight::RecordKind;
using oversight::RecordState;

constexpr int kAtOnce = 1'000, kRepeatDays = 365, kMost = 100'000;

// Before `source` of an order that the program proposed.
constexpr std::string_view kBegin = "规则 ";

// Who is late with what, by unit, and firms by their code.
class Gathering {
 public:
  Gathering(const access::Principal& who, Moment moment, const RecordDesk& desk)
      : who_(&who), moment_(moment), desk_(&desk), held_(desk.store->acting_for(who, moment.now)) {}

  Result<std::vector<ProposalAddressee>> gather();
  // Whose order it would be: the office nearest above the place; nothing: this installation's own.
  oversight::BodyId office_of(std::string_view region) const;

 private:
  Result<void> take_units();
  Result<void> take_records(RecordKind kind, ProposalMatter matter);
  Result<void> take_cases();
  Result<void> take_rates();
  Result<void> add_case(const store::KeptDossier& one);
  // Whether a violation was found: of a case that is only registered a firm may not know yet.
  enum class Found : unsigned char { nothing_yet, violation };
  Result<Found> found_in(const store::KeptDossier& one) const;
  void add(std::int64_t unit, ProposalMatter matter, ProposalRow row);
  static ProposalFacts& facts_of(ProposalAddressee& to, ProposalMatter matter);

  const access::Principal* who_;
  Moment moment_;
  const RecordDesk* desk_;
  std::shared_ptr<store::Store> held_;
  std::map<std::int64_t, store::Unit> units_;
  std::map<std::string, std::int64_t> unit_of_code_;
  std::map<std::int64_t, ProposalAddressee> bodies_;
  std::map<std::string, ProposalAddressee> firms_;
};

ProposalFacts& Gathering::facts_of(ProposalAddressee& to, ProposalMatter matter) {
  const auto known = std::ranges::find(to.facts, matter, &ProposalFacts::matter);
  if (known != to.facts.end()) return *known;
  return to.facts.emplace_back(ProposalFacts{.matter = matter, .rows = {}, .answered = {}});
}

void Gathering::add(std::int64_t unit, ProposalMatter matter, ProposalRow row) {
  const auto known = units_.find(unit);
  if (known == units_.end()) return;  // addressed to nobody
  ProposalAddressee& to = bodies_[unit];
  to.unit = unit;
  to.name = known->second.name;
  to.region_code = known->second.region_code;
  facts_of(to, matter).rows.push_back(std::move(row));
}

Result<void> Gathering::take_units() {
  access::UnitId after{};
  while (true) {
    const Result<std::vector<store::Unit>> some = held_->units_after(after, kAtOnce);
    if (!some) return tl::unexpected(some.error());
    for (const store::Unit& unit : *some) {
      after = unit.id;
      units_.emplace(access::number(unit.id), unit);
      if (!unit.credit_code.empty())
        unit_of_code_.emplace(unit.credit_code, access::number(unit.id));
    }
    if (std::ssize(*some) < kAtOnce) return {};
  }
}

Result<void> Gathering::take_records(RecordKind kind, ProposalMatter matter) {
  store::RecordFilter filter;
  filter.kind = kind;
  filter.is_open = 1;
  filter.due_before = moment_.today;
  const Result<std::vector<store::KeptRecord>> late =
      all_records(*who_, moment_, *desk_, filter, kMost);
  if (!late) return tl::unexpected(late.error());
  for (const store::KeptRecord& kept : *late) {
    if (!is_overdue(kept, moment_.today)) continue;
    if (kind == RecordKind::order && kept.state != RecordState::issued) continue;
    add(static_cast<std::int64_t>(kept.face.addressee), matter,
        {.of = Of::record,
         .id = number(kept.id),
         .label = kept.number.empty() ? kept.title : kept.number + " " + kept.title,
         .due = kept.due,
         .way = std::string{oversight::text_of(kept.values, Field::way)}});
  }
  return {};
}

Result<Gathering::Found> Gathering::found_in(const store::KeptDossier& one) const {
  if (one.handling != casework::State::decided && one.handling != casework::State::served)
    return Found::nothing_yet;
  const Result<store::WholeDossier> whole = held_->dossiers().whole_dossier(one.id);
  if (!whole) return tl::unexpected(whole.error());
  return oversight::check_decided(whole->dossier) ? Found::violation : Found::nothing_yet;
}

Result<void> Gathering::add_case(const store::KeptDossier& one) {
  ProposalRow row{.of = Of::dossier,
                  .id = number(one.id),
                  .label = fmt::format("案件 {}", number(one.id)),
                  .due = one.readings.due,
                  .way = {}};
  const bool is_late =
      one.readings.is_open && one.readings.due && *one.readings.due < moment_.today;
  if (is_late) add(access::number(one.owner), ProposalMatter::overdue_case, row);
  const std::string& code = one.face.employer_code;
  const bool is_recent = china_day(one.opened) > moment_.today - kRepeatDays;
  if (!is_recent || !oversight::is_code_of_a_firm(code)) return {};
  const Result<Found> found = found_in(one);
  if (!found) return tl::unexpected(found.error());
  if (*found == Found::nothing_yet) return {};
  ProposalAddressee& firm = firms_[code];
  const auto unit = unit_of_code_.find(code);
  if (unit != unit_of_code_.end()) firm.unit = unit->second;
  firm.name = one.face.employer;
  firm.firm_code = code;
  firm.region_code = one.face.region_code;
  row.due.reset();
  // A firm is not told which case: that might tell it who reported.
  row.label = fmt::format("{} 登记的案件", to_string(month_of(china_day(one.opened))));
  facts_of(firm, ProposalMatter::repeat_arrears).rows.push_back(std::move(row));
  return {};
}

Result<void> Gathering::take_cases() {
  store::DossierFilter filter;
  filter.subject = Subject::case_file;
  DossierId after{};
  while (true) {
    const Result<std::vector<store::KeptDossier>> some =
        held_->dossiers().dossiers_after(filter, after, kAtOnce);
    if (!some) return tl::unexpected(some.error());
    for (const store::KeptDossier& one : *some) {
      after = one.id;
      if (const Result<void> added = add_case(one); !added) return added;
    }
    if (std::ssize(*some) < kAtOnce) return {};
  }
}

// Of the year up to today, by the body that is responsible.
Result<void> Gathering::take_rates() {
  IndicatorOrder order;
  order.from = date(year_of(moment_.today), 1, 1);
  order.until = moment_.today;
  order.by = oversight::By::unit;
  order.indicators = {IndicatorId::answered};
  const Result<IndicatorTable> table = show_indicators(*who_, moment_, *desk_, order);
  if (!table) return tl::unexpected(table.error());
  for (const oversight::SnapshotCell& cell : table->table.cells) {
    const Result<RecordId> unit = record_id_in(cell.code);
    if (!unit || !units_.contains(number(*unit))) continue;  // the whole, or nobody's
    add(number(*unit), ProposalMatter::low_closing_rate,
        {.of = Of::dossier,
         .id = 0,
         .label = fmt::format("{} 件线索，已答复 {} 件", cell.cell.whole, cell.cell.part),
         .due = {},
         .way = {}});
    facts_of(bodies_[number(*unit)], ProposalMatter::low_closing_rate).answered = cell.cell;
  }
  return {};
}

Result<std::vector<ProposalAddressee>> Gathering::gather() {
  if (const Result<void> taken = take_units(); !taken) return tl::unexpected(taken.error());
  for (const auto& [kind, matter] : {std::pair{RecordKind::return_, ProposalMatter::late_return},
                                     {RecordKind::task, ProposalMatter::late_task},
                                     {RecordKind::order, ProposalMatter::unanswered_order}})
    if (const Result<void> taken = take_records(kind, matter); !taken)
      return tl::unexpected(taken.error());
  if (const Result<void> taken = take_cases(); !taken) return tl::unexpected(taken.error());
  if (const Result<void> taken = take_rates(); !taken) return tl::unexpected(taken.error());
  std::vector<ProposalAddressee> all;
  for (const auto& [unit, body] : bodies_) all.push_back(body);
  for (const auto& [code, firm] : firms_) all.push_back(firm);
  return all;
}

oversight::BodyId Gathering::office_of(std::string_view region) const {
  const store::Unit* nearest = nullptr;
  for (const auto& [id, unit] : units_) {
    const std::string prefix = law::region_prefix(unit.region_code);
    const bool is_above = unit.kind == store::UnitKind::office && region.starts_with(prefix);
    if (!is_above) continue;
    if (nearest == nullptr || prefix.size() > law::region_prefix(nearest->region_code).size())
      nearest = &unit;
  }
  return nearest == nullptr ? oversight::BodyId{} : oversight::BodyId{access::number(nearest->id)};
}

// What was proposed before, by its mark; a mark is of one year at most.
Result<std::set<std::string>> known_marks(const access::Principal& who, Moment moment,
                                          const RecordDesk& desk) {
  store::RecordFilter filter;
  filter.kind = RecordKind::order;
  const Result<std::vector<store::KeptRecord>> orders =
      all_records(who, moment, desk, filter, kMost);
  if (!orders) return tl::unexpected(orders.error());
  std::set<std::string> marks;
  for (const store::KeptRecord& order : *orders) {
    const std::string_view source = oversight::text_of(order.values, Field::source);
    if (source.starts_with(kBegin)) marks.emplace(source.substr(kBegin.size()));
  }
  return marks;
}

RecordOrder order_of(const oversight::Proposal& proposal) {
  RecordOrder order;
  order.face.kind = RecordKind::order;
  order.face.region_code = proposal.region_code;
  order.face.addressee = oversight::BodyId{proposal.unit};
  order.event.step = oversight::RecordStep::proposed;
  oversight::Values& values = order.event.values;
  values[Field::way] = proposal.way;
  values[Field::name] = proposal.name;
  values[Field::content] = proposal.content;
  values[Field::reason] = proposal.reason;
  values[Field::until] = to_string(proposal.answer_by);
  values[Field::source] = std::string{kBegin}.append(proposal.mark);
  values[Field::value] = std::to_string(proposal.value);
  if (!proposal.firm.empty()) values[Field::firm] = proposal.firm;
  if (!proposal.firm_code.empty()) values[Field::firm_code] = proposal.firm_code;
  if (proposal.earlier != 0) values[Field::earlier] = std::to_string(proposal.earlier);
  return order;
}

}  // namespace

Result<OrdersProposed> propose_orders(const access::Principal& who, Moment moment,
                                      const RecordDesk& desk) {
  if (const Result<void> may = permit(who, access::Action::freeze_figures); !may)
    return tl::unexpected(may.error());
  const Result<oversight::ProposalRules> rules = oversight::built_in_proposals();
  if (!rules) return tl::unexpected(rules.error());
  // By the program: whoever asked for it can issue what it proposes.
  const access::Principal machine = access::the_machine();
  Gathering gathering(machine, moment, desk);
  const Result<std::vector<ProposalAddressee>> facts = gathering.gather();
  if (!facts) return tl::unexpected(facts.error());
  Result<std::set<std::string>> known = known_marks(machine, moment, desk);
  if (!known) return tl::unexpected(known.error());
  OrdersProposed done;
  std::vector<RecordOrder> orders;
  for (oversight::Proposal& one : oversight::propose(rules->rules, *facts, moment.today)) {
    if (!known->insert(one.mark).second) {
      ++done.known;
      continue;
    }
    orders.push_back(order_of(one));
    orders.back().face.owner = gathering.office_of(one.region_code);
    done.made.push_back({{}, std::move(one)});
  }
  if (orders.empty()) return done;
  const Result<std::vector<RecordKept>> kept = step_records(machine, moment, desk, orders);
  if (!kept) return tl::unexpected(kept.error());
  for (std::size_t i = 0; i < done.made.size(); ++i) done.made[i].id = (*kept)[i].whole.id;
  return done;
}

}  // namespace qingxin::app
