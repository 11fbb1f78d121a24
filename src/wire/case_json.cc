// SPDX-License-Identifier: Apache-2.0
#include "wire/case_json.h"

#include <algorithm>
#include <ostream>

#include "app/warning_desk.h"
#include "wire/json_parts.h"

namespace qingxin::wire {

namespace {

namespace json = boost::json;
using casework::words_of;

template <typename T>
json::value name_or_null(const std::optional<T>& value) {
  if (!value) return nullptr;
  return json::value(text(app::name_of(*value)));
}

template <typename T>
json::value word_or_null(const std::optional<T>& value) {
  if (!value) return nullptr;
  return json::value(text(words_of(*value).name));
}

json::value id_of(casework::PersonId person) {
  return id_text(static_cast<std::int64_t>(person));
}
json::value id_of(casework::BodyId body) {
  return id_text(static_cast<std::int64_t>(body));
}
template <typename T>
json::value id_of(const std::optional<T>& id) {
  if (!id) return nullptr;
  return id_of(*id);
}

std::string_view name_of(store::Kept kept) {
  return kept == store::Kept::now ? "now" : "already";
}

std::string_view name_of(law::Certainty certainty) {
  return certainty == law::Certainty::firm ? "firm" : "provisional";
}

template <typename Things>
json::array all_to_json(const Things& things);  // of what stands below, too

json::object to_json(const casework::CaseSums& sums) {
  json::object object;
  object["people"] = sums.people;
  object["people_paid"] = sums.people_paid;
  object["people_unknown"] = sums.people_unknown;
  object["established_fen"] = fen(sums.established);
  object["settled_fen"] = fen(sums.settled);
  object["owed_fen"] = fen(sums.owed);
  return object;
}

json::object to_json(const casework::Gap& gap) {
  json::object object;
  object["code"] = text(app::name_of(gap.code));
  object["worker"] = number_or_null(gap.worker);
  object["defect"] = name_or_null(gap.defect);
  object["text"] = gap.text;
  return object;
}

json::object to_json(const casework::Frozen& frozen) {
  json::object object;
  object["clock"] = text(casework::clock_of(frozen.clock)->name);
  object["day"] = day(frozen.day);
  object["certainty"] = text(name_of(frozen.certainty));
  object["calendar"] = frozen.calendar;
  return object;
}

json::object to_json(const casework::AttachedPaper& paper) {
  json::object object;
  object["paper"] = text(app::name_of(paper.kind));
  object["document"] = text_or_null(paper.document);
  object["none_because"] = text_or_null(paper.none_because);
  return object;
}

json::array people(const std::vector<casework::PersonId>& people) {
  return array_of(people, [](casework::PersonId person) { return id_of(person); });
}

// Details that were not given are left out: most steps have few of them.
void put_details(const app::Event& event, json::object& object) {
  const auto put = [&](std::string_view name, json::value value) {
    const bool is_empty = value.is_null() || (value.is_array() && value.as_array().empty());
    if (!is_empty) object[text(name)] = std::move(value);
  };
  put("reason", text_or_null(event.reason));
  put("document", text_or_null(event.document));
  put("route", text_or_null(event.route));
  put("legal_aid", text_or_null(event.legal_aid));
  put("heard", text_or_null(event.heard));
  put("day", day(event.day));
  put("body_id", id_of(event.body));
  put("amount_fen", fen(event.amount));
  put("base_fen", fen(event.base));
  put("people", number_or_null(event.people));
  put("satisfaction", number_or_null(event.satisfaction));
  put("assignee_id", id_of(event.assignee));
  put("team", people(event.team));
  put("photos", texts(event.photos));
  put("papers", all_to_json(event.papers));
  put("link_id", event.link ? id_text(*event.link) : json::value(nullptr));
  put("venue", name_or_null(event.venue));
  put("channel", name_or_null(event.channel));
  put("class", name_or_null(event.matter_class));
  put("outcome", name_or_null(event.outcome));
  put("ground", name_or_null(event.ground));
  put("measure", name_or_null(event.measure));
  put("frozen", all_to_json(event.frozen));
}

json::object to_json(const app::Event& event) {
  json::object object;
  object["key"] = event.key;
  object["step"] = text(words_of(event.step).name);
  object["strand"] = text(words_of(casework::strand_of(event.step)).name);
  object["number"] = event.number;
  object["at"] = moment(event.at);
  object["entered"] = moment(event.entered_at);
  object["by"] = text(words_of(event.by).name);
  object["user_id"] = id_of(event.person);
  object["unit_id"] = id_of(event.for_body);
  put_details(event, object);
  return object;
}

json::object to_json(const casework::StrandState& strand) {
  json::object object;
  object["strand"] = text(words_of(strand.strand).name);
  object["number"] = strand.number;
  object["state"] = text(words_of(strand.state).name);
  object["since"] = moment(strand.since);
  return object;
}

json::object to_json(const store::DossierFace& face) {
  json::object object;
  object["region_code"] = text_or_null(face.region_code);
  object["industry"] = text_or_null(face.industry);
  object["project_name"] = text_or_null(face.project_name);
  object["employer"] = text_or_null(face.employer);
  object["employer_code"] = text_or_null(face.employer_code);
  object["funding"] = name_or_null(face.funding);
  object["incident"] = text(app::name_of(face.incident));
  return object;
}

json::object to_json(const store::DossierOrigin& origin) {
  json::object object;
  object["clue_id"] = origin.clue ? id_text(number(*origin.clue)) : json::value(nullptr);
  object["warning_id"] =
      origin.warning ? json::value(app::to_string(*origin.warning)) : json::value(nullptr);
  return object;
}

json::object to_json(const casework::CallBack& call) {
  json::object object;
  object["user_id"] = id_of(call.person);
  object["at"] = moment(call.at);
  object["answer"] = text(app::name_of(call.answer));
  return object;
}

json::object to_json(const casework::Settlement& settlement) {
  json::object object;
  object["kind"] = text(app::name_of(settlement.kind));
  object["source"] = text(app::name_of(settlement.source));
  object["amount_fen"] = settlement.amount.fen;
  object["at"] = moment(settlement.at);
  object["bank"] = name_or_null(settlement.bank);
  object["proof"] = text_or_null(settlement.proof);
  object["calls"] = all_to_json(settlement.calls);
  return object;
}

json::object worker_json(const store::CaseWorker& worker, const casework::Standing& standing) {
  json::object object;
  object["worker"] = worker.arrears.worker;
  object["name"] = text_or_null(worker.name);
  object["id_number"] = text_or_null(worker.id_number);
  object["phone"] = text_or_null(worker.phone);
  object["from"] = worker.from == store::ArrearsFrom::facts ? "facts" : "entered";
  object["established_fen"] = fen(worker.arrears.established);
  object["evidence"] = text_or_null(worker.arrears.evidence);
  object["settled_fen"] = fen(standing.settled);
  object["owed_fen"] = fen(standing.owed);
  object["gaps"] = all_to_json(standing.gaps);
  object["settlements"] = all_to_json(worker.arrears.settlements);
  return object;
}

json::object to_json(const casework::DelayAccepted& delay) {
  json::object object;
  object["defect"] = text(app::name_of(delay.defect));
  const casework::Clock* clock = casework::clock_of(delay.clock);
  object["clock"] = clock == nullptr ? json::value{} : text(clock->name);
  object["due"] = clock == nullptr ? json::value{} : day(delay.due);
  object["account"] = delay.account;
  object["accepted_by"] = id_of(delay.accepted_by);
  return object;
}

json::object to_json(const law::CountedLine& line) {
  json::object object;
  object["day"] = day(line.day);
  object["reason"] = text(line.reason);
  object["number"] = text_or_null(line.number);
  object["is_certain"] = line.is_certain;
  return object;
}

json::object reading_json(const casework::Reading& reading) {
  json::object object;
  object["clock"] = text(casework::clock_of(reading.clock)->name);
  object["number"] = reading.number;
  object["status"] = text(app::name_of(reading.status));
  object["start"] = moment(reading.start);
  object["due"] = day(reading.due);
  object["due_at"] = moment(reading.due_at);
  object["counted"] = day(reading.counted);
  object["certainty"] = text(name_of(reading.certainty));
  object["left"] = number_or_null(reading.left);
  object["is_frozen"] = reading.frozen.has_value();
  return object;
}

json::object to_json(const app::ShownClock& clock) {
  json::object object = reading_json(clock.reading);
  const casework::ClockExplanation& explained = clock.explained;
  object["title"] = explained.title;
  object["from"] = explained.start;
  object["notes"] = texts(explained.notes);
  object["result"] = explained.result;
  object["why_certain"] = explained.certainty;
  object["basis"] = explained.basis;
  object["days"] = all_to_json(explained.days);
  return object;
}

json::object to_json(const app::PossibleStep& step) {
  json::object object;
  object["step"] = text(words_of(step.step).name);
  object["words"] = text(words_of(step.step).chinese);
  object["strand"] = text(words_of(casework::strand_of(step.step)).name);
  object["number"] = step.number;
  json::array by;
  for (const casework::Actor actor : step.by) by.emplace_back(text(words_of(actor).name));
  object["by"] = std::move(by);
  json::array needs;
  for (const casework::Detail detail : step.needs) needs.emplace_back(text(words_of(detail)));
  object["needs"] = std::move(needs);
  return object;
}

json::object to_json(const store::ReminderNote& note) {
  json::object object;
  object["clock"] = text(casework::clock_of(note.reminder.clock)->name);
  object["number"] = note.reminder.number;
  object["rung"] = note.reminder.rung;
  object["moment"] = moment(note.reminder.moment);
  object["passed_over"] = note.reminder.is_passed_over;
  object["noted"] = moment(note.noted);
  return object;
}

json::object to_json(const store::EscalationNote& note) {
  json::object object;
  object["rule"] = note.rule;
  object["rung"] = text(app::name_of(note.rung));
  object["fired"] = moment(note.fired);
  return object;
}

json::object redating_json(const casework::Redating& redating) {
  json::object object;
  object["clock"] = text(casework::clock_of(redating.clock)->name);
  object["number"] = redating.number;
  object["before"] = day(redating.before);
  object["after"] = day(redating.after);
  object["certainty_before"] = text(name_of(redating.certainty_before));
  object["certainty_after"] = text(name_of(redating.certainty_after));
  object["is_frozen"] = redating.is_frozen;
  return object;
}

json::object to_json(const store::RedatingNote& note) {
  json::object object = redating_json(note.redating);
  object["calendar_before"] = note.calendar_before;
  object["calendar"] = note.calendar;
  object["noted"] = moment(note.noted);
  return object;
}

json::object to_json(const store::KeptDossier& kept) {
  json::object object;
  object["id"] = id_text(number(kept.id));
  object["subject"] = kept.subject == app::Subject::clue ? "clue" : "case";
  object["origin"] = to_json(kept.origin);
  object["face"] = to_json(kept.face);
  object["opened"] = moment(kept.opened);
  object["changed"] = moment(kept.changed);
  object["first_asked_id"] = id_text(access::number(kept.first_asked));
  object["owner_id"] = id_text(access::number(kept.owner));
  object["offered_to_id"] =
      kept.offered_to ? id_text(access::number(*kept.offered_to)) : json::value(nullptr);
  object["assignee_id"] =
      kept.assignee ? id_text(access::number(*kept.assignee)) : json::value(nullptr);
  object["class"] = name_or_null(kept.matter_class);
  object["channel"] = name_or_null(kept.channel);
  object["responsibility"] = word_or_null(kept.responsibility);
  object["clue"] = word_or_null(kept.clue);
  object["handling"] = word_or_null(kept.handling);
  object["conclusion"] = word_or_null(kept.conclusion);
  object["clearing"] = word_or_null(kept.clearing);
  object["answered"] = day(kept.answered);
  object["filed"] = day(kept.filed);
  object["concluded"] = day(kept.concluded);
  object["cleared"] = day(kept.cleared);
  object["claimed_people"] = number_or_null(kept.claimed_people);
  object["claimed_fen"] = fen(kept.claimed_amount);
  object["sums"] =
      kept.readings.sums ? json::value(to_json(*kept.readings.sums)) : json::value(nullptr);
  return object;
}

json::object to_json(const app::ListedCase& listed) {
  json::object object = to_json(listed.kept);
  object["next_deadline"] =
      listed.next ? json::value(reading_json(*listed.next)) : json::value(nullptr);
  json::array overdue;
  for (const casework::ClockId clock : listed.overdue)
    overdue.emplace_back(text(casework::clock_of(clock)->name));
  object["overdue"] = std::move(overdue);
  object["fault"] = text_or_null(listed.fault);
  return object;
}

json::object names(const std::map<std::int64_t, std::string>& names) {
  json::object object;
  for (const auto& [id, name] : names) object[std::to_string(id)] = name;
  return object;
}

json::array defects(const std::vector<casework::Defect>& defects) {
  json::array array;
  for (const casework::Defect defect : defects) array.emplace_back(text(app::name_of(defect)));
  return array;
}

json::object facts_json(const app::DossierShown& shown) {
  const store::DossierFacts& facts = shown.whole.facts;
  json::object object;
  object["claimed_people"] = number_or_null(facts.claimed_people);
  object["claimed_fen"] = fen(facts.claimed_amount);
  object["why_not_as_claimed"] = text_or_null(facts.why_not_as_claimed);
  object["told_people"] = number_or_null(facts.told_people);
  object["told_fen"] = fen(facts.told_amount);
  object["crime"] = text(app::name_of(facts.crime));
  object["why_no_police"] = text_or_null(facts.why_no_police);
  object["delays"] = all_to_json(facts.delays);
  json::array workers;
  // Of a clue in a case who is owed stands there; then there are more standings than workers.
  for (std::size_t i = 0; i < facts.workers.size() && i < shown.standings.size(); ++i)
    workers.push_back(worker_json(facts.workers[i], shown.standings[i]));
  object["workers"] = std::move(workers);
  return object;
}

json::object to_json(const app::LookBackTask& task) {
  json::object object = to_json(task.kept);
  object["look_back"] = word_or_null(task.state);
  object["drawn_now"] = task.is_drawn_now;
  object["fault"] = text_or_null(task.fault);
  return object;
}

json::object to_json(const casework::Figure& figure) {
  json::object object;
  object["name"] = text(figure.name);
  object["formula"] = text(figure.formula);
  object["part"] = figure.part;
  object["whole"] = figure.whole;
  object["unknown"] = figure.unknown;
  object["basis_points"] = number_or_null(figure.basis_points());
  return object;
}

json::object to_json(const casework::Zero& zero) {
  json::object object;
  object["name"] = text(zero.name);
  object["formula"] = text(zero.formula);
  object["deadline"] = day(zero.deadline);
  object["open"] = zero.open;
  object["open_people"] = zero.open_people;
  object["unknown_people"] = zero.unknown_people;
  object["owed_fen"] = zero.owed.fen;
  object["unknown_owed"] = zero.unknown_owed;
  object["not_arrears"] = zero.not_arrears;
  return object;
}

json::object to_json(const app::CasesTicked::Reminded& one) {
  json::object object;
  object["id"] = id_text(number(one.id));
  object["clock"] = text(casework::clock_of(one.reminder.clock)->name);
  object["rung"] = one.reminder.rung;
  object["passed_over"] = one.reminder.is_passed_over;
  return object;
}
json::object to_json(const app::CasesTicked::Escalated& one) {
  json::object object;
  object["id"] = id_text(number(one.id));
  object["rule"] = one.rule;
  object["rung"] = text(app::name_of(one.rung));
  return object;
}
json::object to_json(const app::CasesTicked::Redated& one) {
  json::object object = redating_json(one.redating);
  object["id"] = id_text(number(one.id));
  return object;
}
json::object to_json(const app::CasesTicked::Followed& one) {
  json::object object;
  object["id"] = id_text(number(one.id));
  object["step"] = text(words_of(one.step).name);
  return object;
}
json::object to_json(const app::CasesTicked::Faulty& one) {
  json::object object;
  object["id"] = id_text(number(one.id));
  object["message"] = one.message;
  return object;
}

json::object to_json(const casework::EscalationRule& rule) {
  json::object object;
  object["id"] = rule.id;
  object["rung"] = text(app::name_of(rule.rung));
  object["open_days"] = number_or_null(rule.open_days);
  object["overdue_days"] = number_or_null(rule.overdue_days);
  object["people"] = number_or_null(rule.people);
  object["amount_fen"] = fen(rule.amount);
  json::array fundings;
  for (const casework::Funding funding : rule.fundings)
    fundings.emplace_back(text(app::name_of(funding)));
  object["fundings"] = std::move(fundings);
  object["incident"] = text(app::name_of(rule.incident));
  object["source"] = rule.source;
  return object;
}

// After everything that it may be asked for.
template <typename Things>
json::array all_to_json(const Things& things) {
  return array_of(things, [](const auto& thing) { return to_json(thing); });
}

}  // namespace

std::string case_opened_json(const app::CaseOpened& opened) {
  json::object object;
  object["id"] = id_text(number(opened.id));
  object["kept"] = text(name_of(opened.kept));
  json::array joined;
  for (const app::ClueId clue : opened.joined) joined.push_back(id_text(number(clue)));
  object["joined"] = std::move(joined);
  return json::serialize(object);
}

std::string cases_json(const app::CasePage& page) {
  json::object object;
  object["items"] = all_to_json(page.cases);
  object["next"] = page.next ? id_text(number(*page.next)) : json::value(nullptr);
  return json::serialize(object);
}

std::string dossier_json(const app::DossierShown& shown) {
  const casework::Dossier& dossier = shown.whole.dossier;
  json::object object;
  object["id"] = id_text(number(shown.whole.id));
  object["subject"] = dossier.subject == app::Subject::clue ? "clue" : "case";
  object["version"] = shown.whole.stamp.events;
  object["masked"] = shown.is_masked;
  object["origin"] = to_json(shown.whole.origin);
  object["face"] = to_json(shown.whole.face);
  object["project_id"] = text_or_null(shown.project_code);
  object["owner_id"] = id_of(dossier.owner);
  object["first_asked_id"] = id_of(dossier.first_asked);
  object["offered_to_id"] = id_of(dossier.offered_to);
  json::array co_handlers;
  for (const casework::BodyId body : dossier.co_handlers) co_handlers.push_back(id_of(body));
  object["co_handler_ids"] = std::move(co_handlers);
  object["assignee_id"] = id_of(dossier.assignee);
  object["handler_ids"] = people(dossier.handlers);
  object["class"] = name_or_null(dossier.matter_class);
  object["channel"] = name_or_null(dossier.channel);
  object["strands"] = all_to_json(dossier.strands);
  object["missing"] = json::object{{"answer", all_to_json(shown.answer)},
                                   {"conclusion", all_to_json(shown.conclusion)},
                                   {"clearing", all_to_json(shown.clearing)}};
  object["defects"] = defects(shown.defects);
  object["sums"] = to_json(shown.sums);
  object["facts"] = facts_json(shown);
  object["clocks"] = all_to_json(shown.clocks);
  object["possible"] = all_to_json(shown.possible);
  object["joined"] = all_to_json(shown.joined);
  object["unanswered_clues"] = shown.whole.unanswered_clues;
  object["reminders"] = all_to_json(shown.reminders);
  object["escalations"] = all_to_json(shown.escalations);
  object["undecided_rules"] = texts(shown.undecided);
  object["redatings"] = all_to_json(shown.redatings);
  object["events"] = all_to_json(dossier.events);
  object["units"] = names(shown.units);
  object["users"] = names(shown.users);
  return json::serialize(object);
}

std::string step_recorded_json(app::DossierId id, const app::StepRecorded& recorded) {
  json::object object;
  object["id"] = id_text(number(id));
  object["kept"] = text(name_of(recorded.kept));
  object["version"] = recorded.dossier.events.size();
  json::array followed;
  for (const app::Step step : recorded.followed) followed.emplace_back(text(words_of(step).name));
  object["followed"] = std::move(followed);
  object["strands"] = all_to_json(recorded.dossier.strands);
  return json::serialize(object);
}

std::string arrears_changed_json(const app::ArrearsChanged& changed) {
  json::object object;
  json::array workers;
  for (const std::int64_t worker : changed.workers) workers.push_back(worker);
  object["workers"] = std::move(workers);
  object["remarks"] = texts(changed.remarks);
  object["sums"] = to_json(changed.sums);
  object["kept"] = text(name_of(changed.kept));
  return json::serialize(object);
}

std::string look_back_json(const app::LookBack& back) {
  json::object object;
  object["cases"] = back.cases;
  object["tasks"] = all_to_json(back.tasks);
  return json::serialize(object);
}

std::string case_figures_json(const app::CaseFigures& figures) {
  json::object object;
  object["year"] = figures.order.year;
  object["day"] = day(figures.order.day);
  object["region_code"] = text_or_null(figures.order.region);
  object["zeros"] = all_to_json(figures.zeros);
  object["flow"] = json::object{{"opening", figures.flow.opening},
                                {"added", figures.flow.added},
                                {"cleared", figures.flow.cleared},
                                {"closing", figures.flow.closing}};
  object["answered"] = to_json(figures.answered);
  object["answer_goal"] = casework::kAnswerGoal;
  object["in_time"] = to_json(figures.in_time);
  object["investigated"] = to_json(figures.investigated);
  object["repeated"] = to_json(figures.repeated);
  object["repeat_days"] = figures.order.repeat_days;
  object["withdrawals"] = figures.withdrawals;
  object["withdrawals_denied"] = figures.withdrawals_denied;
  object["satisfaction"] = json::object{{"answers", figures.satisfaction.answers},
                                        {"stars", figures.satisfaction.stars}};
  return json::serialize(object);
}

std::string cases_ticked_json(const app::CasesTicked& ticked) {
  json::object object;
  object["looked_at"] = ticked.looked_at;
  object["begun"] = ticked.begun;
  object["reminders"] = all_to_json(ticked.reminders);
  object["escalations"] = all_to_json(ticked.escalations);
  object["redatings"] = all_to_json(ticked.redatings);
  object["followed"] = all_to_json(ticked.followed);
  object["faulty"] = all_to_json(ticked.faulty);
  return json::serialize(object);
}

std::string escalation_rules_json(const std::vector<casework::EscalationRule>& rules) {
  return json::serialize(json::object{{"rules", all_to_json(rules)}});
}

std::string kept_json(store::Kept kept) {
  return json::serialize(json::object{{"kept", text(name_of(kept))}});
}

}  // namespace qingxin::wire
