// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "base/text.h"
#include "rules/catalogue.h"
#include "verify/judge.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its facts are what the rules are brought

namespace {

// 在建; empty where nothing tells.
std::optional<bool> is_running(const ProjectBook& book) {
  const ProjectStatus status = status_of(book);
  if (status == ProjectStatus::none) return std::nullopt;
  return status == ProjectStatus::running;
}

void judge_officer(const ProjectBook& book, FindingSink& sink) {
  const rules::Rule& rule = rules::kLabourOfficer;
  if (!sink.is_on(rule)) return;
  const ProjectStatus status = status_of(book);
  rules::LabourOfficer officer{
      .has_column = book.present().has(Table::projects, projects::labour_officer),
      .is_named = !says_nothing(book, book.project().labour_officer),
      .is_without_work = {}};
  if (status != ProjectStatus::none)
    officer.is_without_work =
        status == ProjectStatus::preparing || status == ProjectStatus::finished;
  const rules::Judgement judgement = rules::labour_officer(officer);
  sink.take(
      rule, judgement, {}, [&] { return rules::labour_officer_because(officer, judgement); },
      [&](EvidenceList& evidence) { evidence.add(book.project(), projects::labour_officer); });
}

std::string_view in_words(UnitKind kind) {
  switch (kind) {
    case UnitKind::owner: return "建设单位";
    case UnitKind::general_contractor: return "总承包";
    case UnitKind::specialist_subcontractor: return "专业分包";
    case UnitKind::labour_subcontractor: return "劳务分包";
    case UnitKind::supervisor: return "监理";
    case UnitKind::person: return "个人";
  }
  return "";
}

std::string_view in_words(LicenceState state) {
  switch (state) {
    case LicenceState::none: return "";
    case LicenceState::valid: return "存续";
    case LicenceState::deregistered: return "注销";
    case LicenceState::revoked: return "吊销";
    case LicenceState::other: return "其他";
  }
  return "";
}

void show_party(const Unit& unit, const rules::ContractingParty& party, EvidenceList& evidence) {
  const auto show = [&](ColumnIndex column, std::string_view value) {
    evidence.add(Table::units, unit.source, column, std::string(value));
  };
  if (party.is_person) show(units::kind, in_words(unit.kind));
  if (party.is_licence_valid == false) show(units::licence_state, in_words(unit.licence_state));
  if (!party.is_person && party.has_qualification_column && !party.has_qualification)
    show(units::qualification, "");
  if (!party.credit_code.empty() && !passes_credit_code(party.credit_code))
    show(units::credit_code, party.credit_code);
}

// How much a judgement weighs among those of one unit: a lesser number goes before.
int weight_of(const rules::Judgement& judgement) {
  constexpr int kAnyColour = 4;
  switch (judgement.verdict) {
    case rules::Verdict::violates: return static_cast<int>(judgement.severity);
    case rules::Verdict::missing_fact: return kAnyColour;
    case rules::Verdict::complies: return kAnyColour + 1;
    case rules::Verdict::not_applicable: return kAnyColour + 2;
  }
  return kAnyColour + 2;
}

void judge_parties(const ProjectBook& book, FindingSink& sink) {
  const rules::Rule& rule = rules::kQualifiedContractor;
  if (!sink.is_on(rule)) return;
  if (!book.present().has(Table::units)) return sink.miss(rule, {"units", ""}, std::nullopt);
  for (const std::vector<const Unit*>& rows : rows_by_unit(book)) {
    const auto judged = [&](const Unit* unit) {
      return rules::qualified_contractor(party_of(book, *unit));
    };
    const Unit* gravest = *std::ranges::min_element(
        rows, {}, [&](const Unit* unit) { return weight_of(judged(unit)); });
    const rules::ContractingParty party = party_of(book, *gravest);
    const rules::Judgement judgement = judged(gravest);
    sink.take(
        rule, judgement, {.unit = book.county().canonical(gravest->name)},
        [&] { return rules::qualified_contractor_because(party, judgement); },
        [&](EvidenceList& evidence) { show_party(*gravest, party, evidence); });
  }
}

void judge_gate(const ProjectBook& book, FindingSink& sink) {
  const rules::Rule& rule = rules::kSiteGate;
  if (!sink.is_on(rule)) return;
  rules::SiteGate site{.is_running = is_running(book), .has_gate = {}};
  if (book.project().has_gate != Answer::none)
    site.has_gate = book.project().has_gate == Answer::yes;
  const rules::Judgement judgement = rules::site_gate(site);
  sink.take(
      rule, judgement, {}, [&] { return rules::site_gate_because(site, judgement); },
      [&](EvidenceList& evidence) {
        evidence.add(Table::projects, book.project().source, projects::has_gate, "否");
      });
}

// The workers of the roster by employer; one who worked for several counts for each.
struct Employed {
  TextId employer = 0;  // of all ways to write it, the one that is compared
  int workers = 0;
  WorkerIndex last = 0;  // of them, as they are counted
};
using Staff = std::vector<Employed>;

Staff staff_of(const ProjectBook& book) {
  Staff staff;
  for (const RosterEntry* stay : book.stays) {
    if (stay->role != Role::worker) continue;
    const TextId employer = book.county().canonical(stay->employer);
    auto here = std::ranges::find(staff, employer, &Employed::employer);
    if (here == staff.end()) here = staff.insert(here, {employer});
    // The stays of one worker stand together.
    here->workers += std::exchange(here->last, stay->worker) != stay->worker;
  }
  return staff;
}

rules::AgencyAgreement agreement_of(const ProjectBook& book, const Staff& staff,
                                    const std::vector<const Unit*>& rows) {
  const Present& present = book.present();
  const TextId name = book.county().canonical(rows.front()->name);
  rules::AgencyAgreement agreement{
      .name = std::string(book.facts().texts[name]),
      .has_units_table = true,
      .is_subcontractor =
          std::ranges::any_of(rows, [](const Unit* unit) { return is_subcontractor(*unit); }),
      .workers = {},
      .has_column = present.has(Table::units, units::agency_agreement),
      .agreed = {}};
  if (present.has(Table::roster)) {
    const auto here = std::ranges::find(staff, name, &Employed::employer);
    agreement.workers = here == staff.end() ? 0 : here->workers;
  }
  for (const Unit* unit : rows)
    if (unit->agency_agreement && *unit->agency_agreement <= book.county().as_of())
      agreement.agreed = unit->agency_agreement;
  return agreement;
}

// An employer of workers that is neither the general contractor nor among the units: whether it is
// a subcontractor, and what it agreed, is not known.
bool has_unlisted_employer(const ProjectBook& book, const Staff& staff) {
  const County& county = book.county();
  return std::ranges::any_of(staff, [&](const Employed& one) {
    return one.employer != county.canonical(book.project().general_contractor) &&
           one.employer != county.canonical(book.project().owner) &&
           std::ranges::none_of(book.units, [&](const Unit* unit) {
             return county.canonical(unit->name) == one.employer;
           });
  });
}

void judge_agreements(const ProjectBook& book, FindingSink& sink) {
  const rules::Rule& rule = rules::kAgencyAgreement;
  if (!sink.is_on(rule)) return;
  if (!book.present().has(Table::units)) return sink.miss(rule, {"units", ""}, std::nullopt);
  const Staff staff = staff_of(book);
  for (const std::vector<const Unit*>& rows : rows_by_unit(book)) {
    const rules::AgencyAgreement agreement = agreement_of(book, staff, rows);
    const rules::Judgement judgement = rules::agency_agreement(agreement);
    if (judgement.verdict == rules::Verdict::violates && sink.is_silenced(rule, std::nullopt))
      return;
    sink.take(
        rule, judgement, {.unit = book.county().canonical(rows.front()->name)},
        [&] { return rules::agency_agreement_because(agreement, judgement); },
        [&](EvidenceList& evidence) {
          for (const Unit* unit : rows)
            evidence.add(Table::units, unit->source, units::agency_agreement, "");
        });
  }
  if (has_unlisted_employer(book, staff) && !sink.is_silenced(rule, std::nullopt))
    sink.miss(rule, {"units", ""}, std::nullopt);
}

// A project that hands out no work has no subcontractor to name.
bool has_subcontractors(const ProjectBook& book) {
  return book.units.empty() || std::ranges::any_of(book.units, [](const Unit* unit) {
           return is_subcontractor(*unit) || unit->kind == UnitKind::person;
         });
}

rules::NoticeBoard site_of(const ProjectBook& book) {
  const Project& project = book.project();
  rules::NoticeBoard site{.has_boards_table = book.present().has(Table::boards),
                          .is_running = is_running(book),
                          .is_there = !book.boards.empty(),
                          .fields = {},
                          .labour_officer = {},
                          .minimum_wage = {},
                          .minimum_hour = {},
                          .pay_day = project.pay_day};
  if (!says_nothing(book, project.labour_officer))
    site.labour_officer = book.facts().texts[project.labour_officer];
  if (!site.is_there) return site;
  const auto money = [&](std::string_view name) -> std::optional<Money> {
    const law::ParameterValue* value = book.parameter(name, book.county().as_of());
    return value == nullptr ? std::nullopt : std::optional{Money{value->value}};
  };
  site.minimum_wage = money("minimum_wage.month");
  site.minimum_hour = money("minimum_wage.hour");
  return site;
}

// The site with one of its boards.
rules::NoticeBoard with_board(const ProjectBook& book, rules::NoticeBoard site,
                              const Board& board) {
  const std::span<const Column> columns = shape_of(Table::boards).columns;
  for (ColumnIndex at = boards::owner; at <= boards::legal_service_hotline; ++at) {
    if (at == boards::subcontractors && !has_subcontractors(book)) continue;
    const TextId text = board.fields[static_cast<std::size_t>(at - boards::place)];
    site.fields.push_back({.column = columns[at].english,
                           .name = columns[at].chinese,
                           .has_column = book.present().has(Table::boards, at),
                           .text = std::string(book.facts().texts[text])});
  }
  return site;
}

void show_board(const rules::NoticeBoard& site, const Board& board, EvidenceList& evidence) {
  for (const rules::BoardField& field : site.fields) {
    const bool is_concerned =
        rules::is_blank(field) ||
        (field.column == "labour_officer" && rules::has_stale_officer(site)) ||
        (field.column == "minimum_wage" && rules::has_stale_wage(site)) ||
        (field.column == "pay_day" && rules::has_stale_pay_day(site));
    if (!is_concerned) continue;
    const std::span<const Column> columns = shape_of(Table::boards).columns;
    const auto at = std::ranges::find(columns, field.column, &Column::english);
    evidence.add(Table::boards, board.source, static_cast<ColumnIndex>(at - columns.begin()),
                 field.text);
  }
}

// Of several boards the best one counts, of equals the newest: old ones may still be listed.
void judge_board(const ProjectBook& book, FindingSink& sink) {
  const rules::Rule& rule = rules::kNoticeBoard;
  if (!sink.is_on(rule) || is_running(book) == false) return;
  const rules::NoticeBoard empty = site_of(book);
  rules::NoticeBoard best = empty;
  rules::Judgement judgement = rules::notice_board(best);
  const Board* shown = nullptr;
  for (const Board* board : book.boards) {
    rules::NoticeBoard site = with_board(book, empty, *board);
    const rules::Judgement one = rules::notice_board(site);
    if (shown != nullptr && weight_of(one) < weight_of(judgement)) continue;
    best = std::move(site);
    judgement = one;
    shown = board;
  }
  if (judgement.verdict == rules::Verdict::violates && sink.is_silenced(rule, std::nullopt)) return;
  sink.take(
      rule, judgement, {}, [&] { return rules::notice_board_because(best, judgement); },
      [&](EvidenceList& evidence) {
        if (shown == nullptr)
          return static_cast<void>(evidence.add(book.project(), projects::name));
        show_board(best, *shown, evidence);
      });
}

}  // namespace

rules::ContractingParty party_of(const ProjectBook& book, const Unit& unit) {
  const Present& present = book.present();
  rules::ContractingParty party{
      .has_units_table = true,
      .is_contractor = unit.kind != UnitKind::owner && unit.kind != UnitKind::supervisor,
      .name = std::string(book.facts().texts[unit.name]),
      .is_person = unit.kind == UnitKind::person,
      .is_licence_valid = {},
      .has_qualification_column = present.has(Table::units, units::qualification),
      .has_qualification = !says_nothing(book, unit.qualification),
      .credit_code = folded(book.facts().texts[unit.credit_code])};
  for (char& c : party.credit_code)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (unit.licence_state != LicenceState::none)
    party.is_licence_valid = unit.licence_state == LicenceState::valid;
  return party;
}

void judge_site(const ProjectBook& book, FindingSink& sink) {
  judge_officer(book, sink);
  judge_parties(book, sink);
  judge_gate(book, sink);
  judge_agreements(book, sink);
  judge_board(book, sink);
}

}  // namespace qingxin::verify
