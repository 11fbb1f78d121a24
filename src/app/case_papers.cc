// SPDX-License-Identifier: Apache-2.0
#include "app/case_papers.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <ranges>

#include "app/permit.h"
#include "app/reporters.h"
#include "app/step_permission.h"
#include "base/text.h"
#include "casework/telltale.h"
#include "documents/public_answer.h"

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

// A bank that pays from the deposit of a firm shows the firm by what order it did.
bool reaches_firm(PaperKind kind) {
  return is_for_firm(kind) || kind == PaperKind::deposit_notice;
}

bool has_annex(PaperKind kind) {
  return documents::words_of(kind).needs.has(PaperPart::wages);
}

access::UnitId issuer_of(const casework::Event& event) {
  return access::UnitId{static_cast<std::int64_t>(event.for_body)};
}

Result<void> permit_unit(const access::Principal& who, access::UnitId issuer,
                         std::string_view does) {
  if (who.unit == issuer) return {};
  if (who.role == access::Role::local_operator)
    return fail(ErrorCode::not_permitted,
                fmt::format("{}要写明是谁做的：请用 --as 写出登录名", does));
  return fail(ErrorCode::not_permitted,
              fmt::format("{}由出具它的单位做；您的单位不是，请由那个单位的人来做", does));
}

// Whoever may do the step, and whoever handles the case and prepares it for the one who decides.
Result<void> permit_writing(const access::Principal& who, const store::WholeDossier& whole,
                            const casework::Event& event, const store::Unit& body) {
  if (const Result<void> may = permit_unit(who, body.id, "写文书"); !may) return may;
  const StepWriter writer{.who = who,
                          .unit = body,
                          .owner = access::UnitId{static_cast<std::int64_t>(whole.dossier.owner)},
                          .region = whole.face.region_code};
  if (permit_step(writer, event.step, event.by)) return {};
  return permit_step(writer, event.step, casework::Actor::handler);
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

Result<void> check_day(Date day, const casework::Event& event, Moment moment) {
  const Date of_step = china_day(event.at);
  if (day < of_step)
    return fail(ErrorCode::invalid_input,
                fmt::format("文书的日期 {} 早于出具它的那一步（{}）；请核对", to_string(day),
                            to_string(of_step)));
  if (day > moment.today)
    return fail(ErrorCode::invalid_input,
                fmt::format("文书的日期 {} 在将来；请核对", to_string(day)));
  return {};
}

// What the dossier knows and nobody said otherwise.
Result<void> fill(const store::WholeDossier& whole, const casework::Event& event,
                  const store::Unit& body, Moment moment, Paper& paper) {
  const documents::PaperParts needs = documents::words_of(paper.kind).needs;
  if (!needs.has(PaperPart::wages) && !paper.wages.empty())
    return fail(ErrorCode::invalid_input, fmt::format("{}不附工人明细；请删去明细再写",
                                                      casework::name_of(paper.kind).chinese));
  paper.issuer = body.name;
  if (!paper.day) paper.day = moment.today;
  if (const Result<void> right = check_day(*paper.day, event, moment); !right) return right;
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

// All that is printed in words.
std::vector<std::string_view> printed_texts(const Paper& paper) {
  std::vector<std::string_view> texts{
      paper.to.name, paper.to.address,  paper.to.person, paper.matter,
      paper.reason,  paper.route,       paper.legal_aid, paper.earlier,
      paper.heard,   paper.bank,        paper.contact,   paper.reconsideration_body,
      paper.court,   paper.approved_by, paper.post};
  for (const documents::Fact& fact : paper.facts) {
    texts.push_back(fact.words);
    texts.push_back(fact.evidence);
  }
  for (const documents::OwedWage& wage : paper.wages) texts.push_back(wage.months);
  for (const documents::Officer& officer : paper.officers) texts.push_back(officer.name);
  for (const casework::AttachedPaper& one : paper.police_papers) {
    texts.push_back(one.document);
    texts.push_back(one.none_because);
  }
  texts.insert(texts.end(), paper.orders.begin(), paper.orders.end());
  texts.insert(texts.end(), paper.materials.begin(), paper.materials.end());
  return texts;
}

std::string digits_in(std::string_view text) {
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits),
                       [](char each) { return each >= '0' && each <= '9'; });
  return digits;
}

bool is_number_of(std::string_view text, const std::vector<casework::Reporter>& reporters) {
  constexpr std::size_t kShortest = 7;  // a landline without its district
  const std::string digits = digits_in(text);
  const auto has = [&](const std::string& number) {
    const std::string known = digits_in(number);
    return known.size() >= kShortest && digits.find(known) != std::string::npos;
  };
  return std::ranges::any_of(reporters, [&](const casework::Reporter& reporter) {
    return has(reporter.phone) || has(reporter.id_number);
  });
}

// The table of an order names whom to pay; its sentences name nobody who reported, nor that
// somebody did.
Result<void> check_betrays_nobody(const Paper& paper,
                                  const std::vector<casework::Reporter>& reporters) {
  for (const std::string_view text : printed_texts(paper))
    if (const auto telltale = casework::telltale_in(text, reporters))
      return tl::unexpected(casework::telltale_error(*telltale, "文书"));
  // They may look like a number of a person without being one.
  std::vector<std::string_view> numbers{paper.account, paper.to.code};
  for (const documents::Officer& officer : paper.officers) numbers.push_back(officer.certificate);
  for (const std::string_view text : numbers) {
    const auto telltale = casework::telltale_in(text, reporters);
    if (!telltale) continue;
    const bool is_number =
        telltale == casework::Telltale::phone || telltale == casework::Telltale::id_number;
    if (!is_number || is_number_of(text, reporters))
      return tl::unexpected(casework::telltale_error(*telltale, "文书"));
  }
  return {};
}

bool is_one(const documents::OwedWage& wage, const casework::Reporter& reporter) {
  const std::string id = folded(reporter.id_number);
  if (!id.empty() && !wage.id_number.empty()) return folded(wage.id_number) == id;
  const std::string name = folded_name(reporter.name);
  return !name.empty() && folded_name(wage.name) == name;
}

// A firm that reads a table of a few takes them for those who reported.
Result<void> check_annex(const PaperOrder& order, const std::vector<casework::Reporter>& hidden) {
  const auto& wages = order.paper.wages;
  const auto is_hidden = [&](const documents::OwedWage& wage) {
    return std::ranges::any_of(
        hidden, [&](const casework::Reporter& reporter) { return is_one(wage, reporter); });
  };
  const auto count = std::ranges::count_if(wages, is_hidden);
  if (count == 0 || (order.wages_of_all && count < std::ssize(wages))) return {};
  return fail(
      ErrorCode::invalid_input,
      fmt::format(
          "工人明细里有 {} 行是要求保密或匿名的反映人，企业会看出是谁反映的，没有出；请把"
          "这家企业欠薪的工人全部查明列入，再写 \"wages_of_all\": true，只有反映人的明细不能出",
          count));
}

Result<void> check_private(const PaperDesk& desk, Moment moment, const store::WholeDossier& whole,
                           const PaperOrder& order) {
  const Paper& paper = order.paper;
  const bool is_public = paper.kind == PaperKind::public_answer;
  if (!is_public && !reaches_firm(paper.kind)) return {};
  const std::unique_ptr<store::Store> held =
      desk.store->acting_for(access::the_machine(), moment.now);
  const Result<Reporters> reporters = reporters_of(*held, whole);
  if (!reporters) return tl::unexpected(reporters.error());
  if (!is_public) {
    if (const Result<void> kept = check_betrays_nobody(paper, reporters->all); !kept) return kept;
    return check_annex(order, reporters->hidden);
  }
  std::vector<std::string> names;
  for (const casework::Reporter& one : reporters->all) names.push_back(one.name);
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
  const Result<store::Unit> body = held->unit(issuer_of(**event));
  if (!body) return tl::unexpected(body.error());
  if (const Result<void> may = permit_writing(who, *whole, **event, *body); !may)
    return tl::unexpected(may.error());
  if (const Result<void> filled = fill(*whole, **event, *body, moment, order.paper); !filled)
    return tl::unexpected(filled.error());
  if (const Result<void> kept = check_private(desk, moment, *whole, order); !kept)
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
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  const Result<store::KeptPaper> kept = held->papers().paper(paper);
  if (!kept) return tl::unexpected(kept.error());
  // It names every worker in full.
  if (has_annex(kept->kind))
    if (const Result<void> may = permit_unit(who, kept->unit, "取附有工人明细的文书"); !may)
      return tl::unexpected(may.error());
  Result<store::PaperForms> forms = held->papers().paper_forms(paper);
  if (!forms) return tl::unexpected(forms.error());
  return form == PaperForm::docx ? std::move(forms->docx) : std::move(forms->page);
}

Result<store::Kept> serve_paper(const access::Principal& who, Moment moment, const PaperDesk& desk,
                                store::PaperId paper, std::string_view client_key,
                                const casework::Service& service) {
  if (const Result<void> may = permit(who, access::Action::record_step); !may)
    return tl::unexpected(may.error());
  if (service.at > moment.now) return fail(ErrorCode::invalid_input, "送达的时间在将来；请核对");
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  const Result<store::KeptPaper> kept = held->papers().paper(paper);
  if (!kept) return tl::unexpected(kept.error());
  if (const Result<void> may = permit_unit(who, kept->unit, "记送达"); !may)
    return tl::unexpected(may.error());
  return held->papers().add_service(paper, client_key, service);
}

Result<store::Kept> void_paper(const access::Principal& who, Moment moment, const PaperDesk& desk,
                               store::PaperId paper, std::string_view reason) {
  if (const Result<void> may = permit(who, access::Action::record_step); !may)
    return tl::unexpected(may.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  const Result<store::KeptPaper> kept = held->papers().paper(paper);
  if (!kept) return tl::unexpected(kept.error());
  if (const Result<void> may = permit_unit(who, kept->unit, "作废文书"); !may)
    return tl::unexpected(may.error());
  return held->papers().void_paper(paper, reason);
}

}  // namespace qingxin::app
