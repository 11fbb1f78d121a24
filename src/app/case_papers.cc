// SPDX-License-Identifier: Apache-2.0
#include "app/case_papers.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <ranges>

#include "app/permit.h"
#include "app/reporters.h"
#include "app/reveal_field.h"
#include "app/step_permission.h"
#include "base/hash.h"
#include "base/text.h"
#include "casework/telltale.h"
#include "documents/public_answer.h"
#include "store/clues.h"
#include "store/statements.h"

namespace qingxin::app {

namespace {

using casework::PaperKind;
using casework::Step;
using documents::Paper;
using documents::PaperCopy;
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

// Posted is what a firm gets: any other paper is to whoever reported, or says who did.
bool is_posted(PaperKind kind) {
  return is_for_firm(kind);
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
    const casework::Standing standing = casework::standing_of(worker.arrears, whole.dossier);
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

// Nothing: the parameters do not say.
std::optional<documents::RemedyTerms> remedy_terms_of(const law::Parameters& parameters,
                                                      std::string_view region, Date day) {
  const law::ParameterValue* days = parameters.find("remedy.reconsideration_days", region, day);
  const law::ParameterValue* months = parameters.find("remedy.suit_months", region, day);
  if (days == nullptr || months == nullptr) return std::nullopt;
  return documents::RemedyTerms{.reconsideration_days = static_cast<int>(days->value),
                                .suit_months = static_cast<int>(months->value)};
}

// What the dossier knows and nobody said otherwise.
Result<void> fill(const store::WholeDossier& whole, const casework::Event& event,
                  const store::Unit& body, const law::Parameters& parameters, Moment moment,
                  Paper& paper) {
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
  if (needs.has(PaperPart::remedy_terms))
    paper.remedy_terms = remedy_terms_of(parameters, whole.face.region_code, *paper.day);
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

// The texts of what was asked for, one after the other.
class Asked {
 public:
  void add(std::string_view text) { texts_.emplace_back(text); }
  void add(std::int64_t figure) { texts_.push_back(std::to_string(figure)); }
  void add(const std::vector<std::string>& list) { texts_.push_back(store::packed(list)); }
  void add(const std::vector<law::Citation>& citations) {
    add(std::ssize(citations));
    for (const law::Citation& one : citations) {
      add(one.instrument);
      for (const int part : {one.article, one.paragraph, one.item}) add(part);
    }
  }
  void add(const std::vector<documents::Fact>& facts) {
    add(std::ssize(facts));
    for (const documents::Fact& one : facts)
      for (const std::string& text : {one.words, one.evidence}) add(text);
  }
  void add(const std::vector<documents::OwedWage>& wages) {
    add(std::ssize(wages));
    for (const documents::OwedWage& one : wages) {
      for (const std::string& text : {one.name, one.id_number, one.months}) add(text);
      add(one.amount.fen);
    }
  }
  void add(const std::vector<documents::Officer>& officers) {
    add(std::ssize(officers));
    for (const documents::Officer& one : officers)
      for (const std::string& text : {one.name, one.certificate}) add(text);
  }
  std::string digest() const { return hex(sm3(store::packed(texts_))); }

 private:
  std::vector<std::string> texts_;
};

// Of what he said, before the dossier added anything: the same order again has the same, on another
// day and after the case went on, too.
std::string digest_of(const PaperOrder& order) {
  const Paper& paper = order.paper;
  Asked asked;
  asked.add(order.event_key);
  asked.add(trim(order.prefix));
  asked.add(order.wages_of_all ? "所有工人" : "");
  asked.add(static_cast<std::int64_t>(paper.kind));
  asked.add(paper.day ? to_string(*paper.day) : "");
  asked.add(paper.amount ? paper.amount->fen : 0);
  for (const std::string* text :
       {&paper.to.name, &paper.to.code, &paper.to.address, &paper.to.person, &paper.matter,
        &paper.reason, &paper.route, &paper.legal_aid, &paper.earlier, &paper.heard, &paper.bank,
        &paper.account, &paper.contact, &paper.reconsideration_body, &paper.court,
        &paper.approved_by, &paper.post})
    asked.add(*text);
  asked.add(paper.facts);
  asked.add(paper.breached);
  asked.add(paper.basis);
  asked.add(paper.orders);
  asked.add(paper.materials);
  asked.add(paper.wages);
  asked.add(paper.officers);
  return asked.digest();
}

Result<store::PaperForms> forms_of(Paper paper, const law::Law& law, const std::string& number) {
  paper.number = number;
  store::PaperForms forms{.docx = {},
                          .page = {},
                          .addressee = paper.to.name,
                          .title = std::string{casework::name_of(paper.kind).chinese}};
  struct One {
    std::string* bytes;
    PaperForm form;
    PaperCopy copy;
  };
  for (const One& one : {One{&forms.docx, PaperForm::docx, PaperCopy::full},
                         {&forms.page, PaperForm::page, PaperCopy::full},
                         {&forms.posted_docx, PaperForm::docx, PaperCopy::posted},
                         {&forms.posted_page, PaperForm::page, PaperCopy::posted}}) {
    if (one.copy == PaperCopy::posted && !is_posted(paper.kind)) continue;
    Result<std::string> bytes = paper_bytes(paper, law.instruments, one.form, one.copy);
    if (!bytes) return tl::unexpected(bytes.error());
    *one.bytes = *std::move(bytes);
  }
  return forms;
}

Result<store::PaperIssued> written(const access::Principal& who, Moment moment,
                                   const PaperDesk& desk, PaperOrder order, store::Store& held) {
  if (const Result<void> may = permit(who, access::Action::record_step); !may)
    return tl::unexpected(may.error());
  const std::string asked = digest_of(order);
  const Result<store::WholeDossier> whole = held.dossiers().whole_dossier(order.dossier);
  if (!whole) return tl::unexpected(whole.error());
  const Result<const casework::Event*> event = issuing_step(whole->dossier, order);
  if (!event) return tl::unexpected(event.error());
  const Result<store::Unit> body = held.unit(issuer_of(**event));
  if (!body) return tl::unexpected(body.error());
  if (const Result<void> may = permit_writing(who, *whole, **event, *body); !may)
    return tl::unexpected(may.error());
  if (const Result<void> filled =
          fill(*whole, **event, *body, desk.law->parameters, moment, order.paper);
      !filled)
    return tl::unexpected(filled.error());
  if (const Result<void> kept = check_private(desk, moment, *whole, order); !kept)
    return tl::unexpected(kept.error());
  return held.papers().issue_paper({.id = store::PaperId{desk.ids->next(moment.now)},
                                    .client_key = order.client_key,
                                    .dossier = order.dossier,
                                    .event_key = (*event)->key,
                                    .kind = order.paper.kind,
                                    .unit = body->id,
                                    .day = *order.paper.day,
                                    .prefix = order.prefix,
                                    .asked = asked,
                                    .write = [&](const std::string& number) {
                                      return forms_of(order.paper, *desk.law, number);
                                    }});
}

// A refusal is for whoever reported.
void mask_addressee(store::KeptPaper& paper) {
  if (paper.kind == PaperKind::refusal) paper.addressee = masked(paper.addressee);
}

// The whole of a paper, or what is posted of it.
Result<std::string> form_in(Result<store::PaperForms> forms, PaperForm form, PaperCopy copy) {
  if (!forms) return tl::unexpected(forms.error());
  if (copy == PaperCopy::full)
    return form == PaperForm::docx ? std::move(forms->docx) : std::move(forms->page);
  return form == PaperForm::docx ? std::move(forms->posted_docx) : std::move(forms->posted_page);
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
  const bool is_public = order.paper.kind == PaperKind::public_answer;
  const store::DossierId dossier = order.dossier;
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  Result<store::PaperIssued> issued = written(who, moment, desk, std::move(order), *held);
  if (issued || !is_public) return issued;
  // What was to be told everybody and was not approved, or names somebody: that it was tried stays.
  const ErrorCode code = issued.error().code;
  if (code != ErrorCode::invalid_input && code != ErrorCode::not_permitted) return issued;
  const Result<void> noted = held->audit_trail().note(
      access::audit_entry("refuse_public_answer", {{"dossier", number(dossier)}}));
  if (!noted) return tl::unexpected(noted.error());
  return issued;
}

Result<std::vector<store::KeptPaper>> papers_of_case(const access::Principal& who, Moment moment,
                                                     const PaperDesk& desk,
                                                     store::DossierId dossier) {
  if (const Result<void> may = permit(who, access::Action::see_cases); !may)
    return tl::unexpected(may.error());
  Result<std::vector<store::KeptPaper>> papers =
      desk.store->acting_for(who, moment.now)->papers().papers_of(dossier);
  if (papers) std::ranges::for_each(*papers, mask_addressee);
  return papers;
}

Result<store::KeptPaper> show_paper(const access::Principal& who, Moment moment,
                                    const PaperDesk& desk, store::PaperId paper) {
  if (const Result<void> may = permit(who, access::Action::see_cases); !may)
    return tl::unexpected(may.error());
  Result<store::KeptPaper> kept = desk.store->acting_for(who, moment.now)->papers().paper(paper);
  if (kept) mask_addressee(*kept);
  return kept;
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
  return form_in(held->papers().paper_forms(paper), form, PaperCopy::full);
}

Result<std::string> take_posted_copy(const access::Principal& who, Moment moment,
                                     const PaperDesk& desk, store::PaperId paper, PaperForm form) {
  if (const Result<void> may = permit(who, access::Action::record_step); !may)
    return tl::unexpected(may.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  const Result<store::KeptPaper> kept = held->papers().paper(paper);
  if (!kept) return tl::unexpected(kept.error());
  if (!is_posted(kept->kind))
    return fail(ErrorCode::invalid_input,
                fmt::format("{}没有张贴的一份；张贴的只有给企业的责令和处罚",
                            casework::name_of(kept->kind).chinese));
  Result<std::string> bytes = form_in(held->papers().paper_forms(paper), form, PaperCopy::posted);
  if (bytes && bytes->empty())
    return fail(ErrorCode::conflict,
                fmt::format("文书 {} 出具的时候还不留张贴的一份；请作废后重新出具", kept->number));
  return bytes;
}

Result<std::string> reveal_annex(const access::Principal& who, Moment moment, const PaperDesk& desk,
                                 const AnnexReveal& asked) {
  for (const access::Action action : {access::Action::see_cases, access::Action::reveal_field})
    if (const Result<void> may = permit(who, action); !may) return tl::unexpected(may.error());
  const Result<std::string> reason = checked_reason(asked.reason);
  if (!reason) return reason;
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  const Result<store::KeptPaper> kept = held->papers().paper(asked.paper);
  if (!kept) return tl::unexpected(kept.error());
  if (!has_annex(kept->kind))
    return fail(ErrorCode::invalid_input, fmt::format("{}没有工人明细；不用写理由，直接取就是",
                                                      casework::name_of(kept->kind).chinese));
  const Result<void> noted = held->dossiers().note_dossier_reveal(
      kept->dossier, desk.ids->next(moment.now), asked.purpose, *reason);
  if (!noted) return tl::unexpected(noted.error());
  return form_in(held->papers().paper_forms(asked.paper), asked.form, PaperCopy::full);
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
