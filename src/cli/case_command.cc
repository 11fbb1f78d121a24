// SPDX-License-Identifier: Apache-2.0
#include "cli/case_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <ostream>

#include "app/answer_warning.h"
#include "app/assign_cases.h"
#include "app/case_query.h"
#include "app/escalate.h"
#include "app/export_cases.h"
#include "app/import_clues.h"
#include "app/saved_views.h"
#include "base/text.h"
#include "cli/case_text.h"
#include "cli/known_command.h"
#include "wire/assign_json.h"
#include "wire/case_json.h"
#include "wire/registers_json.h"

namespace qingxin::cli {

namespace {

constexpr int kDone = 0, kFaulty = 4, kAtOnce = 100;

// What every command of cases works with.
struct Asked {
  const TypedCase& typed;
  const Machine& machine;
  app::StoredData& data;
  const law::Law& law;
  app::CaseDesk desk;
  app::Moment moment;
  access::Principal who;

  std::ostream& out() const { return machine.out; }
};

tl::unexpected<Error> usage(std::string message) {
  return fail(ErrorCode::usage, std::move(message));
}

// Says it in JSON where that was asked for.
template <typename Json, typename Text>
int told(const Asked& asked, Json json, Text text) {
  if (asked.typed.wants_json)
    asked.out() << json() << '\n';
  else
    text();
  return kDone;
}

Result<int> shown(const Asked& asked, app::DossierId id) {
  const Result<app::DossierShown> dossier =
      app::show_dossier(asked.who, asked.moment, asked.desk, id);
  if (!dossier) return tl::unexpected(dossier.error());
  return told(
      asked, [&] { return wire::dossier_json(*dossier); },
      [&] { print_dossier(*dossier, colour_of(asked.machine), asked.out()); });
}

Result<app::CaseOrder> order_of(const Asked& asked) {
  const TypedCase& typed = asked.typed;
  app::CaseOrder order;
  for (const std::string& text : typed.clues) {
    const Result<app::ClueId> clue = app::clue_id_in(text);
    if (!clue) return tl::unexpected(clue.error());
    order.clues.push_back(*clue);
  }
  if (!typed.warning.empty()) {
    const Result<store::WarningKey> key = app::warning_key_in(typed.warning);
    if (!key) return tl::unexpected(key.error());
    order.warning = *key;
  }
  if (!typed.id.empty()) {
    const Result<app::DossierId> id = app::dossier_id_in(typed.id);
    if (!id) return tl::unexpected(id.error());
    order.id = *id;
  }
  if (typed.is_found) order.begins = app::CaseBegins::found;
  order.reason = typed.step.reason;
  order.project_code = typed.project;
  order.region_code = typed.region;
  order.industry = typed.industry;
  order.project_name = typed.project_name;
  order.employer = typed.employer;
  order.employer_code = typed.employer_code;
  if (const Result<void> taken = take_named(typed.funding, app::funding_named, order.funding);
      !taken)
    return tl::unexpected(taken.error());
  const Result<void> taken =
      take_named(typed.step.matter_class, app::class_named, order.matter_class);
  if (!taken) return tl::unexpected(taken.error());
  return order;
}

Result<int> open(const Asked& asked) {
  const Result<app::CaseOrder> order = order_of(asked);
  if (!order) return tl::unexpected(order.error());
  const Result<app::CaseOpened> opened =
      app::open_case(asked.who, asked.moment, asked.desk, *order);
  if (!opened) return tl::unexpected(opened.error());
  return told(
      asked, [&] { return wire::case_opened_json(*opened); },
      [&] { print_opened(*opened, asked.out()); });
}

Result<int> join(const Asked& asked) {
  const Result<app::DossierId> id = app::dossier_id_in(asked.typed.id);
  if (!id) return tl::unexpected(id.error());
  for (const std::string& text : asked.typed.clues) {
    const Result<app::ClueId> clue = app::clue_id_in(text);
    if (!clue) return tl::unexpected(clue.error());
    const Result<store::Kept> kept =
        app::join_clue(asked.who, asked.moment, asked.desk, *clue, *id);
    if (!kept) return tl::unexpected(kept.error());
  }
  return shown(asked, *id);
}

Result<int> step(const Asked& asked) {
  const Result<app::DossierId> id = app::dossier_id_in(asked.typed.id);
  if (!id) return tl::unexpected(id.error());
  const Result<app::StepOrder> order = step_order(asked.desk, app::Subject::case_file, number(*id),
                                                  asked.typed.what, asked.typed.step);
  if (!order) return tl::unexpected(order.error());
  const Result<app::StepRecorded> recorded =
      app::record_step(asked.who, asked.moment, asked.desk, *order);
  if (!recorded) return tl::unexpected(recorded.error());
  return told(
      asked, [&] { return wire::step_recorded_json(*id, *recorded); },
      [&] { print_step(*recorded, order->event.step, asked.out()); });
}

Result<int> show(const Asked& asked) {
  const Result<app::DossierId> id = app::dossier_id_in(asked.typed.id);
  if (!id) return tl::unexpected(id.error());
  if (!asked.typed.is_revealed) return shown(asked, *id);
  app::DossierReveal reveal{.id = *id, .purpose = {}, .reason = asked.typed.step.reason};
  const Result<store::RevealPurpose> purpose = purpose_in(asked.typed.purpose);
  if (!purpose) return tl::unexpected(purpose.error());
  reveal.purpose = *purpose;
  const Result<app::DossierShown> dossier =
      app::reveal_dossier(asked.who, asked.moment, asked.desk, reveal);
  if (!dossier) return tl::unexpected(dossier.error());
  return told(
      asked, [&] { return wire::dossier_json(*dossier); },
      [&] { print_dossier(*dossier, colour_of(asked.machine), asked.out()); });
}

Result<int> clock(const Asked& asked) {
  const Result<app::DossierId> id = app::dossier_id_in(asked.typed.id);
  if (!id) return tl::unexpected(id.error());
  const Result<app::DossierShown> dossier =
      app::show_dossier(asked.who, asked.moment, asked.desk, *id);
  if (!dossier) return tl::unexpected(dossier.error());
  return told(
      asked, [&] { return wire::dossier_json(*dossier); },
      [&] { print_clocks(*dossier, colour_of(asked.machine), asked.out()); });
}

// What was typed to narrow the list, over the view that is named, as the list reads it.
Result<app::QueryParts> parts_of(const Asked& asked) {
  const TypedCase& typed = asked.typed;
  app::QueryParts parts;
  const auto say = [&](std::string_view name, std::string value) {
    if (!value.empty()) parts.emplace_back(name, std::move(value));
  };
  say("region", typed.region);
  say("industry", typed.industry);
  say("employer_code", typed.employer_code);
  say("words", typed.project_name);
  say("overdue", typed.is_overdue ? "true" : "");
  say("backlog", typed.is_backlog ? "true" : "");
  say("backlog_days", typed.backlog_days);
  say("not_state", typed.is_open ? "cleared" : "");
  say("state", typed.is_cleared ? "cleared" : typed.is_concluded ? "concluded" : typed.state);
  say("class", typed.step.matter_class);
  say("funding", typed.funding);
  say("owner", typed.owner);
  say("since", typed.since);
  say("until", typed.until);
  if (!typed.project.empty()) {
    const Result<store::ProjectId> project = asked.desk.store->project_named(typed.project);
    if (!project) return tl::unexpected(project.error());
    say("project", std::to_string(number(*project)));
  }
  if (!typed.step.assignee.empty()) {
    const Result<store::User> user = app::user_of_login(asked.desk, typed.step.assignee);
    if (!user) return tl::unexpected(user.error());
    say("assignee", std::to_string(access::number(user->id)));
  }
  if (typed.view.empty()) return parts;
  const Result<app::SavedView> view =
      app::view_named(asked.who, *asked.desk.store, app::Register::cases, typed.view);
  if (!view) return tl::unexpected(view.error());
  const Result<app::QueryParts> kept = app::query_parts(view->query);
  if (!kept) return tl::unexpected(kept.error());
  return app::over(std::move(parts), *kept);
}

Result<void> save_view(const Asked& asked, const app::QueryParts& parts) {
  const Result<app::SavedView> view =
      app::save_view(asked.who, asked.moment, *asked.desk.store, *asked.desk.ids,
                     {app::Register::cases, asked.typed.saved_view, app::query_text(parts), false});
  if (!view) return tl::unexpected(view.error());
  if (!asked.typed.wants_json)
    asked.out() << fmt::format("存为筛选「{}」：{}\n\n", printable(view->name),
                               printable(view->query));
  return {};
}

Result<int> list(const Asked& asked) {
  const Result<app::QueryParts> parts = parts_of(asked);
  if (!parts) return tl::unexpected(parts.error());
  Result<app::CaseQuery> query = app::case_query(*parts);
  if (!query) return tl::unexpected(query.error());
  if (!asked.typed.saved_view.empty())
    if (const Result<void> saved = save_view(asked, *parts); !saved)
      return tl::unexpected(saved.error());
  query->limit = kAtOnce;
  if (!asked.typed.after.empty()) {
    const Result<app::DossierId> after = app::dossier_id_in(asked.typed.after);
    if (!after) return tl::unexpected(after.error());
    query->before = *after;
  }
  const Result<app::CasePage> page = app::list_cases(asked.who, asked.moment, asked.desk, *query);
  if (!page) return tl::unexpected(page.error());
  return told(
      asked, [&] { return wire::cases_json(*page); },
      [&] { print_cases(*page, colour_of(asked.machine), asked.out()); });
}

Result<int> export_file(const Asked& asked) {
  const Result<app::QueryParts> parts = parts_of(asked);
  if (!parts) return tl::unexpected(parts.error());
  const Result<app::Export> exported = app::export_cases(asked.who, asked.moment, asked.desk,
                                                         {.query = *parts,
                                                          .reason = asked.typed.step.reason,
                                                          .has_names = asked.typed.is_revealed,
                                                          .file = asked.typed.file});
  if (!exported) return tl::unexpected(exported.error());
  return told(
      asked, [&] { return wire::export_json(*exported); },
      [&] {
        asked.out() << fmt::format("{}：写出 {}，{} 件，SM3 {}\n", app::number_text(*exported),
                                   asked.typed.file, grouped(*exported->rows), exported->sm3);
      });
}

// Each of them for itself; 4: some were refused.
Result<int> assign(const Asked& asked) {
  app::AssignOrder order{.dossiers = {},
                         .assignee = {},
                         .key = asked.typed.step.key,
                         .reason = asked.typed.step.reason};
  for (const std::string& one : asked.typed.clues) {
    const Result<app::DossierId> id = app::dossier_id_in(one);
    if (!id) return tl::unexpected(id.error());
    order.dossiers.push_back(*id);
  }
  const Result<store::User> user = app::user_of_login(asked.desk, asked.typed.step.assignee);
  if (!user) return tl::unexpected(user.error());
  order.assignee = user->id;
  const auto assigned = app::assign_dossiers(asked.who, asked.moment, asked.desk, order);
  if (!assigned) return tl::unexpected(assigned.error());
  const Result<int> shown = told(
      asked, [&] { return wire::assigned_json(*assigned); },
      [&] { print_assigned(*assigned, asked.out()); });
  const auto is_refused = [](const app::Assigned& one) { return !one.refused.empty(); };
  return shown && std::ranges::any_of(*assigned, is_refused) ? Result<int>(kFaulty) : shown;
}

Result<int> changed(const Asked& asked, const Result<app::ArrearsChanged>& changed) {
  if (!changed) return tl::unexpected(changed.error());
  return told(
      asked, [&] { return wire::arrears_changed_json(*changed); },
      [&] { print_changed(*changed, asked.out()); });
}

Result<std::int64_t> worker_in(const Asked& asked) {
  if (asked.typed.worker.empty()) return usage("缺少 --worker：第几个人，见 qingxin case show");
  return number_in("--worker", asked.typed.worker);
}

// From a list, or the one that was typed.
Result<std::vector<app::ArrearsEntered>> entered_in(const Asked& asked,
                                                    std::vector<std::string>& remarks) {
  const TypedCase& typed = asked.typed;
  std::vector<app::ArrearsEntered> entered;
  if (!typed.file.empty()) {
    store::ClueSaid listed;
    const Result<void> read = app::add_people(typed.file, listed, remarks);
    if (!read) return tl::unexpected(read.error());
    for (const store::CluePerson& person : listed.people)
      entered.push_back({.name = person.name,
                         .id_number = person.id_number,
                         .phone = person.phone,
                         .established = person.amount,
                         .evidence = typed.evidence});
    return entered;
  }
  app::ArrearsEntered one{.name = typed.name,
                          .id_number = typed.id_number,
                          .phone = typed.phone,
                          .established = {},
                          .evidence = typed.evidence};
  if (!typed.worker.empty()) {
    const Result<std::int64_t> worker = worker_in(asked);
    if (!worker) return tl::unexpected(worker.error());
    one.worker = *worker;
  }
  if (!typed.step.amount.empty()) {
    const Result<Money> amount = money_in("--amount", typed.step.amount);
    if (!amount) return tl::unexpected(amount.error());
    one.established = *amount;
  }
  if (one.worker == 0 && one.name.empty() && one.id_number.empty() && one.phone.empty())
    return usage("登记谁的欠薪：写 --from-facts、--people 名单，或 --name、--id-number、--worker");
  entered.push_back(std::move(one));
  return entered;
}

Result<int> arrears(const Asked& asked) {
  const Result<app::DossierId> id = app::dossier_id_in(asked.typed.id);
  if (!id) return tl::unexpected(id.error());
  if (asked.typed.is_from_facts) {
    const std::string& day = asked.typed.established_on;
    const Result<Date> as_of =
        day.empty() ? Result<Date>(asked.moment.today) : day_in("--as-of", day);
    if (!as_of) return tl::unexpected(as_of.error());
    return changed(asked, app::establish_from_facts(asked.who, asked.moment, asked.data, asked.law,
                                                    asked.machine.processors, *id, *as_of));
  }
  std::vector<std::string> remarks;
  const Result<std::vector<app::ArrearsEntered>> entered = entered_in(asked, remarks);
  if (!entered) return tl::unexpected(entered.error());
  Result<app::ArrearsChanged> done =
      app::enter_arrears(asked.who, asked.moment, asked.desk, *id, *entered);
  if (done) done->remarks.insert(done->remarks.begin(), remarks.begin(), remarks.end());
  return changed(asked, done);
}

Result<casework::BankState> bank_state_in(const std::string& text) {
  constexpr std::array kStates{casework::BankState::told, casework::BankState::settled,
                               casework::BankState::returned};
  if (text.empty()) return casework::BankState::told;
  for (const casework::BankState state : kStates)
    if (text == app::name_of(state) || text == app::in_chinese(state)) return state;
  return usage(
      fmt::format("--state 的值「{}」不对，请写 已发指令、已到账 或 已退回", printable(text)));
}

// By the bank, by a receipt or by a judgment: one of them.
Result<void> take_proof(const TypedCase& typed, casework::Settlement& settlement) {
  using casework::SettlementKind;
  const int given = (typed.proof_bank.empty() ? 0 : 1) + (typed.proof_receipt.empty() ? 0 : 1) +
                    (typed.proof_judgment.empty() ? 0 : 1);
  if (given != 1)
    return usage("--bank 流水号、--receipt 扫描件、--judgment 案号，三样写且只写一样");
  if (!typed.proof_bank.empty()) {
    const Result<casework::BankState> state = bank_state_in(typed.state);
    if (!state) return tl::unexpected(state.error());
    settlement.bank = *state;
    settlement.proof = typed.proof_bank;
  } else if (!typed.proof_receipt.empty()) {
    const Result<store::WarningEvidence> scan = app::evidence_of(typed.proof_receipt);
    if (!scan) return tl::unexpected(scan.error());
    settlement.kind = SettlementKind::receipt;
    settlement.proof = scan->sm3;
  } else {
    settlement.kind = SettlementKind::final_judgment;
    settlement.proof = typed.proof_judgment;
  }
  return {};
}

// As people count, from 1.
Result<std::optional<int>> index_in(const TypedCase& typed) {
  if (typed.index.empty()) return std::nullopt;
  const Result<std::int64_t> place = number_in("--index", typed.index);
  if (!place) return tl::unexpected(place.error());
  constexpr std::int64_t kMost = 10'000;
  return static_cast<int>(std::min(*place, kMost)) - 1;
}

Result<int> settle(const Asked& asked) {
  const TypedCase& typed = asked.typed;
  const Result<app::DossierId> id = app::dossier_id_in(typed.id);
  if (!id) return tl::unexpected(id.error());
  if (typed.is_from_facts)
    return changed(asked,
                   app::settle_from_facts(asked.who, asked.moment, asked.data, asked.law, *id));
  app::SettlementEntered entered;
  const Result<std::int64_t> worker = worker_in(asked);
  if (!worker) return tl::unexpected(worker.error());
  entered.worker = *worker;
  const Result<std::optional<int>> index = index_in(typed);
  if (!index) return tl::unexpected(index.error());
  entered.index = *index;
  if (const Result<void> taken = take_proof(typed, entered.settlement); !taken)
    return tl::unexpected(taken.error());
  if (!typed.step.amount.empty()) {
    const Result<Money> amount = money_in("--amount", typed.step.amount);
    if (!amount) return tl::unexpected(amount.error());
    entered.settlement.amount = *amount;
  }
  if (!typed.step.at.empty()) {
    const Result<Instant> at = instant_in("--at", typed.step.at);
    if (!at) return tl::unexpected(at.error());
    entered.settlement.at = *at;
  }
  std::optional<casework::MoneySource> source;
  if (const Result<void> taken = take_named(typed.source, app::money_source_named, source); !taken)
    return tl::unexpected(taken.error());
  entered.settlement.source = source.value_or(casework::MoneySource::payer);
  return changed(asked, app::enter_settlement(asked.who, asked.moment, asked.desk, *id, entered));
}

Result<int> call(const Asked& asked) {
  const Result<app::DossierId> id = app::dossier_id_in(asked.typed.id);
  if (!id) return tl::unexpected(id.error());
  app::CallEntered entered;
  const Result<std::int64_t> worker = worker_in(asked);
  if (!worker) return tl::unexpected(worker.error());
  entered.worker = *worker;
  const Result<std::optional<int>> index = index_in(asked.typed);
  if (!index) return tl::unexpected(index.error());
  entered.index = index->value_or(0);
  const Result<casework::CallAnswer> answer = app::call_answer_named(asked.typed.answer);
  if (!answer) return tl::unexpected(answer.error());
  entered.answer = *answer;
  return changed(asked, app::enter_call(asked.who, asked.moment, asked.desk, *id, entered));
}

Result<int> kept(const Asked& asked, const Result<store::Kept>& kept) {
  if (!kept) return tl::unexpected(kept.error());
  return told(
      asked, [&] { return wire::kept_json(*kept); },
      [&] { asked.out() << (*kept == store::Kept::now ? "已记下\n" : "以前已记下\n"); });
}

Result<int> delay(const Asked& asked) {
  const Result<app::DossierId> id = app::dossier_id_in(asked.typed.id);
  if (!id) return tl::unexpected(id.error());
  const Result<casework::Defect> defect = app::defect_named(asked.typed.defect);
  if (!defect) return tl::unexpected(defect.error());
  app::DelayNamed named{.defect = *defect, .clock = {}, .due = {}};
  if (!asked.typed.clock.empty()) {
    const Result<casework::ClockId> clock = app::clock_in(asked.typed.clock);
    if (!clock) return tl::unexpected(clock.error());
    named.clock = *clock;
  }
  if (!asked.typed.due.empty()) {
    const Result<Date> due = day_in("--due", asked.typed.due);
    if (!due) return tl::unexpected(due.error());
    named.due = *due;
  }
  return kept(asked, app::accept_delay(asked.who, asked.moment, asked.desk, *id, named,
                                       asked.typed.account));
}

Result<int> note(const Asked& asked) {
  const TypedCase& typed = asked.typed;
  const Result<app::DossierId> id = app::dossier_id_in(typed.id);
  if (!id) return tl::unexpected(id.error());
  app::DossierNotes notes;
  for (const auto& [given, place] : {std::pair{&typed.region, &notes.region_code},
                                     {&typed.industry, &notes.industry},
                                     {&typed.project, &notes.project_code},
                                     {&typed.project_name, &notes.project_name},
                                     {&typed.employer, &notes.employer},
                                     {&typed.employer_code, &notes.employer_code},
                                     {&typed.why_not_as_claimed, &notes.why_not_as_claimed},
                                     {&typed.why_no_police, &notes.why_no_police}})
    if (!given->empty()) *place = *given;
  if (const Result<void> taken = take_named(typed.funding, app::funding_named, notes.funding);
      !taken)
    return tl::unexpected(taken.error());
  if (const Result<void> taken = take_named(typed.incident, app::incident_named, notes.incident);
      !taken)
    return tl::unexpected(taken.error());
  if (!typed.crime.empty() && typed.crime != "reached" && typed.crime != "not_reached")
    return usage("--crime 请写 reached（达到移送的数额标准）或 not_reached");
  if (!typed.crime.empty())
    notes.crime = typed.crime == "reached" ? casework::CrimeAmount::reached
                                           : casework::CrimeAmount::not_reached;
  return kept(asked, app::note_dossier(asked.who, asked.moment, asked.desk, *id, notes));
}

Result<int> year_in(const Asked& asked) {
  if (asked.typed.year.empty()) return year_of(asked.moment.today);
  const Result<std::int64_t> year = number_in("--year", asked.typed.year);
  if (!year) return tl::unexpected(year.error());
  constexpr std::int64_t kMost = 9'999;
  return static_cast<int>(std::min(*year, kMost));
}

Result<int> look_back(const Asked& asked) {
  const Result<int> year = year_in(asked);
  if (!year) return year;
  app::LookBackOrder order{.year = *year,
                           .region = asked.typed.region,
                           .sample = {},
                           .seed = asked.typed.seed,
                           .is_drawn = asked.typed.is_drawn};
  if (!asked.typed.sample.empty()) {
    const Result<std::int64_t> sample = number_in("--sample", asked.typed.sample);
    if (!sample) return tl::unexpected(sample.error());
    constexpr std::int64_t kMost = 1'000'000;
    order.sample = static_cast<int>(std::min(*sample, kMost));
  }
  const Result<app::LookBack> back = app::look_back(asked.who, asked.moment, asked.desk, order);
  if (!back) return tl::unexpected(back.error());
  return told(
      asked, [&] { return wire::look_back_json(*back); },
      [&] { print_look_back(*back, colour_of(asked.machine), asked.out()); });
}

Result<int> figures(const Asked& asked) {
  const Result<int> year = year_in(asked);
  if (!year) return year;
  const app::FiguresOrder order{
      .year = *year, .day = asked.moment.today, .region = asked.typed.region};
  const Result<app::CaseFigures> done = app::case_figures(asked.who, asked.desk, order);
  if (!done) return tl::unexpected(done.error());
  return told(
      asked, [&] { return wire::case_figures_json(*done); },
      [&] { print_figures(*done, asked.out()); });
}

Result<int> rules(const Asked& asked) {
  if (!asked.typed.file.empty()) {
    const Result<std::string> content = text_of_file(asked.typed.file);
    if (!content) return tl::unexpected(content.error());
    Result<std::vector<casework::EscalationRule>> read =
        app::read_escalation_rules(*content, asked.typed.file);
    if (!read) return tl::unexpected(read.error());
    const Result<store::Kept> set =
        app::set_escalation_rules(asked.who, asked.moment, asked.desk, *std::move(read));
    if (!set) return tl::unexpected(set.error());
  }
  const Result<std::vector<casework::EscalationRule>> in_force =
      app::escalation_rules(asked.who, asked.desk);
  if (!in_force) return tl::unexpected(in_force.error());
  return told(
      asked, [&] { return wire::escalation_rules_json(*in_force); },
      [&] { print_rules(*in_force, colour_of(asked.machine), asked.out()); });
}

Result<int> tick(const Asked& asked) {
  const Result<app::CasesTicked> ticked =
      app::tick_cases(access::the_machine(), asked.moment, asked.desk, std::nullopt);
  if (!ticked) return tl::unexpected(ticked.error());
  told(
      asked, [&] { return wire::cases_ticked_json(*ticked); },
      [&] { print_ticked(*ticked, asked.out()); });
  return ticked->faulty.empty() ? kDone : kFaulty;
}

using Known = KnownCommand<Asked>;
constexpr std::array kKnown = std::to_array<Known>({
    {"case open", open},
    {"case list", list},
    {"case show", show},
    {"case step", step},
    {"case join", join},
    {"case arrears", arrears},
    {"case settle", settle},
    {"case call", call},
    {"case delay", delay},
    {"case note", note},
    {"case clock", clock},
    {"case assign", assign},
    {"case export", export_file},
    {"case look-back", look_back},
    {"case figures", figures},
    {"case rules", rules},
    {"case tick", tick},
});

void declare_face(CLI::App& one, TypedCase& typed) {
  for (const auto& [option, place] : {std::pair{"--project", &typed.project},
                                      {"--region", &typed.region},
                                      {"--industry", &typed.industry},
                                      {"--project-name", &typed.project_name},
                                      {"--employer", &typed.employer},
                                      {"--employer-code", &typed.employer_code},
                                      {"--funding", &typed.funding}})
    one.add_option(option, *place);
}

void declare_year(CLI::App& look_back, CLI::App& figures, TypedCase& typed) {
  for (CLI::App* one : {&look_back, &figures}) {
    one->add_option("--year", typed.year);
    one->add_option("--region", typed.region);
  }
  look_back.add_option("--sample", typed.sample);
  look_back.add_option("--seed", typed.seed);
  look_back.add_flag("--draw", typed.is_drawn);
}

void declare_money(CLI::App& arrears, CLI::App& settle, CLI::App& call, TypedCase& typed) {
  for (CLI::App* one : {&arrears, &settle, &call}) one->add_option("--worker", typed.worker);
  for (CLI::App* one : {&arrears, &settle}) {
    one->add_flag("--from-facts", typed.is_from_facts);
    one->add_option("--amount", typed.step.amount);
  }
  for (const auto& [option, place] : {std::pair{"--name", &typed.name},
                                      {"--id-number", &typed.id_number},
                                      {"--phone", &typed.phone},
                                      {"--evidence", &typed.evidence},
                                      {"--as-of", &typed.established_on},
                                      {"--people", &typed.file}})
    arrears.add_option(option, *place);
  for (const auto& [option, place] : {std::pair{"--bank", &typed.proof_bank},
                                      {"--receipt", &typed.proof_receipt},
                                      {"--judgment", &typed.proof_judgment},
                                      {"--state", &typed.state},
                                      {"--source", &typed.source},
                                      {"--at", &typed.step.at}})
    settle.add_option(option, *place);
  for (CLI::App* one : {&settle, &call}) one->add_option("--index", typed.index);
  call.add_option("--answer", typed.answer)->required();
}

void declare_list(CLI::App& list, TypedCase& typed) {
  declare_face(list, typed);
  for (const auto& [option, place] : {std::pair{"--class", &typed.step.matter_class},
                                      {"--state", &typed.state},
                                      {"--owner", &typed.owner},
                                      {"--assignee", &typed.step.assignee},
                                      {"--since", &typed.since},
                                      {"--until", &typed.until},
                                      {"--backlog-days", &typed.backlog_days},
                                      {"--view", &typed.view}})
    list.add_option(option, *place);
  list.add_flag("--overdue", typed.is_overdue);
  list.add_flag("--backlog", typed.is_backlog);
  list.add_flag("--open", typed.is_open);
  list.add_flag("--concluded", typed.is_concluded);
  list.add_flag("--cleared", typed.is_cleared);
}

}  // namespace

void declare_case(CLI::App& app, TypedCase& typed) {
  CLI::App* noun = app.add_subcommand("case");
  const auto sub = [&](const char* name) { return noun->get_subcommand(name); };
  for (const Known& known : kKnown) {
    CLI::App* one = noun->add_subcommand(std::string(known.verb()));
    declare_data(*one, typed.data);
    one->add_flag("--json", typed.wants_json);
    one->add_option("--as", typed.as);
  }
  for (const char* name :
       {"show", "step", "join", "arrears", "settle", "call", "delay", "note", "clock"})
    sub(name)->add_option("ID", typed.id)->required();
  for (const char* name : {"list", "show", "clock", "figures", "tick"})
    sub(name)->add_option("--as-of", typed.as_of);
  declare_face(*sub("open"), typed);
  sub("open")->add_option("CLUES", typed.clues);
  for (const auto& [option, place] : {std::pair{"--warning", &typed.warning},
                                      {"--reason", &typed.step.reason},
                                      {"--class", &typed.step.matter_class},
                                      {"--id", &typed.id}})
    sub("open")->add_option(option, *place);
  sub("open")->add_flag("--found", typed.is_found);
  for (const char* name : {"list", "export"}) declare_list(*sub(name), typed);
  sub("list")->add_option("--after", typed.after);
  sub("list")->add_option("--save-view", typed.saved_view);
  sub("export")->add_option("--out", typed.file)->required();
  sub("assign")->add_option("IDS", typed.clues)->required();
  sub("assign")->add_option("--to", typed.step.assignee)->required();
  sub("assign")->add_option("--key", typed.step.key)->required();
  sub("assign")->add_option("--reason", typed.step.reason);
  for (const char* name : {"show", "export"}) {
    sub(name)->add_flag("--reveal", typed.is_revealed);
    sub(name)->add_option("--reason", typed.step.reason);
  }
  sub("show")->add_option("--purpose", typed.purpose);
  sub("step")->add_option("STEP", typed.what)->required();
  declare_step(*sub("step"), typed.step);
  sub("join")->add_option("CLUES", typed.clues)->required();
  declare_money(*sub("arrears"), *sub("settle"), *sub("call"), typed);
  sub("delay")->add_option("--defect", typed.defect)->required();
  sub("delay")->add_option("--clock", typed.clock);
  sub("delay")->add_option("--due", typed.due);
  sub("delay")->add_option("--account", typed.account);
  declare_face(*sub("note"), typed);
  for (const auto& [option, place] : {std::pair{"--incident", &typed.incident},
                                      {"--crime", &typed.crime},
                                      {"--why-not-as-claimed", &typed.why_not_as_claimed},
                                      {"--why-no-police", &typed.why_no_police}})
    sub("note")->add_option(option, *place);
  declare_year(*sub("look-back"), *sub("figures"), typed);
  sub("rules")->add_option("FILE", typed.file);
}

std::optional<Result<CaseCommand>> case_command(const std::string& command,
                                                const TypedCase& typed) {
  if (command == "case")
    return usage(
        "case 后面缺少要做的事：open、list、show、step、join、arrears、settle、call、delay、note、"
        "clock、assign、export、look-back、figures、rules 或 tick");
  return command_among<CaseCommand>(kKnown, command, typed);
}

Result<int> run_case(const CaseCommand& command, const Machine& machine) {
  const Result<law::Law> law = law::load(std::nullopt, std::nullopt);
  if (!law) return tl::unexpected(law.error());
  const Result<app::Moment> moment = moment_of(command.typed.as_of, machine);
  if (!moment) return tl::unexpected(moment.error());
  const Result<std::shared_ptr<app::StoredData>> data =
      machine.open_data(command.place, app::DataIntent::existing);
  if (!data) return tl::unexpected(data.error());
  const app::CaseDesk desk{(*data)->store.get(), &*law, (*data)->ids.get()};
  const Result<access::Principal> who = typist(desk, command.typed.as);
  if (!who) return tl::unexpected(who.error());
  const Asked asked{command.typed, machine, **data, *law, desk, *moment, *who};
  return run_among(kKnown, command.command, asked);
}

}  // namespace qingxin::cli
