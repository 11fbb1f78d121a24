// SPDX-License-Identifier: Apache-2.0
#include "app/case_papers.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <ranges>

#include "app/permit.h"
#include "base/text.h"
#include "casework/telltale.h"
#include "documents/public_answer.h"
#include "store/clues.h"

namespace qingxin::app {

namespace {

using casework::PaperKind;
using casework::Step;
using documents::Paper;
using documents::PaperPart;

// By which step a paper leaves the house.
struct Issue {
  PaperKind kind;
  Step step;
};
constexpr Issue kIssues[] = {
    {PaperKind::rectification_order, Step::order_issued},
    {PaperKind::payment_order, Step::order_issued},
    {PaperKind::refusal, Step::declined},
    {PaperKind::refusal, Step::routed},
    {PaperKind::hand_over, Step::referred},
    {PaperKind::police_referral, Step::police_sent},
    {PaperKind::deposit_notice, Step::deposit_noticed},
    {PaperKind::penalty_notice, Step::penalty_notified},
    {PaperKind::penalty_decision, Step::penalty_decided},
    {PaperKind::public_answer, Step::reply_sent},
};

bool issues(Step step, PaperKind kind) {
  return std::ranges::any_of(
      kIssues, [&](const Issue& one) { return one.kind == kind && one.step == step; });
}

// The step that issues it: the one that is named, else the last that can.
Result<const casework::Event*> issuing_step(const casework::Dossier& dossier,
                                            const PaperOrder& order) {
  const std::string_view chinese = casework::name_of(order.paper.kind).chinese;
  for (const casework::Event& event : dossier.events | std::views::reverse) {
    if (!order.event_key.empty() && event.key != order.event_key) continue;
    if (issues(event.step, order.paper.kind)) return &event;
    if (!order.event_key.empty())
      return fail(ErrorCode::invalid_input,
                  fmt::format("「{}」这一步不出{}；请核对步骤的编号",
                              casework::words_of(event.step).chinese, chinese));
  }
  return fail(ErrorCode::invalid_input,
              fmt::format("这一卷还没有出{}的步骤；请先记下这一步", chinese));
}

bool is_for_firm(PaperKind kind) {
  return kind == PaperKind::rectification_order || kind == PaperKind::payment_order ||
         kind == PaperKind::penalty_notice || kind == PaperKind::penalty_decision;
}

// What each worker is still owed. Who has an amount that nobody has established is not left out in
// silence.
void fill_wages(const store::WholeDossier& whole, Paper& paper) {
  int unknown = 0;
  for (const store::CaseWorker& worker : whole.facts.workers) {
    const casework::Standing standing =
        casework::standing_of(worker.arrears, whole.dossier.handlers);
    if (!standing.owed) ++unknown;
    if (!standing.owed || standing.owed->fen <= 0) continue;
    paper.wages.push_back({.name = worker.name,
                           .id_number = worker.id_number,
                           .months = "见查明的事实",
                           .amount = *standing.owed});
  }
  if (unknown > 0)
    paper.orders.push_back(
        fmt::format("另有 {} 名工人的欠薪数额尚未查明，不在附表内，查明以后另行处理", unknown));
}

// What the dossier knows and nobody said otherwise.
Result<void> fill(const store::WholeDossier& whole, const casework::Event& event,
                  const store::Unit& body, Moment moment, Paper& paper) {
  const documents::PaperParts needs = documents::words_of(paper.kind).needs;
  paper.issuer = body.name;
  if (!paper.day) paper.day = moment.today;
  if (is_for_firm(paper.kind) && paper.to.name.empty())
    paper.to = {.name = whole.face.employer, .code = whole.face.employer_code};
  if (needs.has(PaperPart::wages) && paper.wages.empty()) fill_wages(whole, paper);
  if (needs.has(PaperPart::wages) && !paper.amount) {
    Money sum;
    for (const documents::OwedWage& wage : paper.wages) sum += wage.amount;
    paper.amount = sum;
  }
  if (needs.has(PaperPart::police_papers)) paper.police_papers = event.papers;
  if (needs.has(PaperPart::reason) && paper.reason.empty()) paper.reason = event.reason;
  if (needs.has(PaperPart::route) && paper.route.empty()) paper.route = event.route;
  if (needs.has(PaperPart::legal_aid) && paper.legal_aid.empty()) paper.legal_aid = event.legal_aid;
  if (needs.has(PaperPart::heard) && paper.heard.empty()) paper.heard = event.heard;
  paper.deadline.reset();
  const std::optional<casework::ClockId> clock = documents::words_of(paper.kind).clock;
  if (!clock) return {};
  const Result<casework::Frozen> frozen = documents::deadline_in(event, *clock);
  if (!frozen) return tl::unexpected(frozen.error());
  paper.deadline = *frozen;
  return {};
}

// Whoever reported: named in the clue itself or in one that was joined to the case.
Result<std::vector<casework::Reporter>> reporters_of(store::Store& held,
                                                     const store::WholeDossier& whole) {
  std::vector<store::ClueId> clues;
  if (whole.origin.clue) clues.push_back(*whole.origin.clue);
  if (whole.dossier.subject == casework::Subject::clue)
    clues.push_back(store::ClueId{number(whole.id)});
  const Result<std::vector<store::KeptDossier>> joined = held.dossiers().joined_to(whole.id);
  if (!joined) return tl::unexpected(joined.error());
  for (const store::KeptDossier& one : *joined)
    if (one.subject == casework::Subject::clue) clues.push_back(store::ClueId{number(one.id)});
  std::vector<casework::Reporter> reporters;
  for (const store::ClueId clue : clues) {
    const Result<store::WholeClue> said = held.clues().whole_clue(clue);
    // A clue that he may not see stays unseen; its dossier may have no clue of its own.
    if (!said && said.error().code == ErrorCode::not_found) continue;
    if (!said) return tl::unexpected(said.error());
    for (const store::CluePerson& person : said->people)
      reporters.push_back({person.name, person.id_number, person.phone});
  }
  return reporters;
}

// The table of an order names whom to pay; its sentences name nobody who reported, nor that
// somebody did.
Result<void> check_betrays_nobody(const Paper& paper,
                                  const std::vector<casework::Reporter>& reporters) {
  std::vector<std::string_view> texts{paper.matter, paper.reason, paper.heard};
  for (const documents::Fact& fact : paper.facts) {
    texts.push_back(fact.words);
    texts.push_back(fact.evidence);
  }
  for (const std::string& one : paper.orders) texts.push_back(one);
  for (const std::string_view text : texts)
    if (const auto telltale = casework::telltale_in(text, reporters))
      return tl::unexpected(casework::telltale_error(*telltale, "文书"));
  return {};
}

Result<void> check_private(store::Store& held, const store::WholeDossier& whole,
                           const Paper& paper) {
  const bool is_public = paper.kind == PaperKind::public_answer;
  if (!is_public && !is_for_firm(paper.kind)) return {};
  const Result<std::vector<casework::Reporter>> reporters = reporters_of(held, whole);
  if (!reporters) return tl::unexpected(reporters.error());
  if (!is_public) return check_betrays_nobody(paper, *reporters);
  std::vector<std::string> names;
  for (const casework::Reporter& one : *reporters) names.push_back(one.name);
  for (const store::CaseWorker& worker : whole.facts.workers) names.push_back(worker.name);
  return documents::check_public_answer(paper, names);
}

Result<store::PaperForms> forms_of(Paper paper, const law::Law& law, const std::string& number) {
  paper.number = number;
  Result<std::string> docx = paper_bytes(paper, law.instruments, PaperForm::docx);
  if (!docx) return tl::unexpected(docx.error());
  Result<std::string> page = paper_bytes(paper, law.instruments, PaperForm::page);
  if (!page) return tl::unexpected(page.error());
  return store::PaperForms{.docx = *std::move(docx),
                           .page = *std::move(page),
                           .addressee = paper.to.name,
                           .title = std::string{casework::name_of(paper.kind).chinese}};
}

}  // namespace

Result<store::PaperId> paper_id_in(std::string_view text) {
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error == std::errc{} && end == text.data() + text.size() && id > 0) return store::PaperId{id};
  return fail(ErrorCode::usage, fmt::format("「{}」不是文书编号，编号是一串数字", printable(text)));
}

Result<store::PaperIssued> write_case_paper(const access::Principal& who, Moment moment,
                                            const PaperDesk& desk, PaperOrder order) {
  if (const Result<void> may = permit(who, access::Action::record_step); !may)
    return tl::unexpected(may.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  const Result<store::WholeDossier> whole = held->dossiers().whole_dossier(order.dossier);
  if (!whole) return tl::unexpected(whole.error());
  const Result<const casework::Event*> event = issuing_step(whole->dossier, order);
  if (!event) return tl::unexpected(event.error());
  const Result<store::Unit> body =
      held->unit(access::UnitId{static_cast<std::int64_t>((*event)->for_body)});
  if (!body) return tl::unexpected(body.error());
  if (const Result<void> filled = fill(*whole, **event, *body, moment, order.paper); !filled)
    return tl::unexpected(filled.error());
  if (const Result<void> kept = check_private(*held, *whole, order.paper); !kept)
    return tl::unexpected(kept.error());
  return held->papers().issue_paper({.id = store::PaperId{desk.ids->next(moment.now)},
                                     .client_key = order.client_key,
                                     .dossier = order.dossier,
                                     .event_key = (*event)->key,
                                     .kind = order.paper.kind,
                                     .unit = body->id,
                                     .day = *order.paper.day,
                                     .prefix = order.prefix,
                                     .write = [&](const std::string& number) {
                                       return forms_of(order.paper, *desk.law, number);
                                     }});
}

Result<std::vector<store::KeptPaper>> papers_of_case(const access::Principal& who, Moment moment,
                                                     const PaperDesk& desk,
                                                     store::DossierId dossier) {
  if (const Result<void> may = permit(who, access::Action::see_cases); !may)
    return tl::unexpected(may.error());
  return desk.store->acting_for(who, moment.now)->papers().papers_of(dossier);
}

Result<store::KeptPaper> show_paper(const access::Principal& who, Moment moment,
                                    const PaperDesk& desk, store::PaperId paper) {
  if (const Result<void> may = permit(who, access::Action::see_cases); !may)
    return tl::unexpected(may.error());
  return desk.store->acting_for(who, moment.now)->papers().paper(paper);
}

Result<std::string> take_paper(const access::Principal& who, Moment moment, const PaperDesk& desk,
                               store::PaperId paper, PaperForm form) {
  if (const Result<void> may = permit(who, access::Action::record_step); !may)
    return tl::unexpected(may.error());
  Result<store::PaperForms> forms =
      desk.store->acting_for(who, moment.now)->papers().paper_forms(paper);
  if (!forms) return tl::unexpected(forms.error());
  return form == PaperForm::docx ? std::move(forms->docx) : std::move(forms->page);
}

Result<store::Kept> serve_paper(const access::Principal& who, Moment moment, const PaperDesk& desk,
                                store::PaperId paper, std::string_view client_key,
                                const casework::Service& service) {
  if (const Result<void> may = permit(who, access::Action::record_step); !may)
    return tl::unexpected(may.error());
  if (service.at > moment.now) return fail(ErrorCode::invalid_input, "送达的时间在将来；请核对");
  return desk.store->acting_for(who, moment.now)->papers().add_service(paper, client_key, service);
}

Result<store::Kept> void_paper(const access::Principal& who, Moment moment, const PaperDesk& desk,
                               store::PaperId paper, std::string_view reason) {
  if (const Result<void> may = permit(who, access::Action::record_step); !may)
    return tl::unexpected(may.error());
  return desk.store->acting_for(who, moment.now)->papers().void_paper(paper, reason);
}

}  // namespace qingxin::app
