// SPDX-License-Identifier: Apache-2.0
#include "documents/paper.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "base/text.h"

namespace qingxin::documents {

namespace {

using casework::ClockId;

constexpr std::array<std::string_view, kPaperParts> kPartWords{
    "文号",           "日期",         "制作机关",     "受文单位",     "事由",     "事实",
    "证据",           "违反条款",     "处理依据",     "要求内容",     "期限",     "金额",
    "工人明细",       "理由",         "下一步去处",   "法律援助告知", "材料清单", "五项材料",
    "前一文书的文号", "陈述申辩情况", "银行",         "账户",         "联系方式", "复议机关",
    "管辖法院",       "批准人",       "所答复的帖文", "查询码",       "登记事项", "校验值",
    "复议、诉讼期限"};

constexpr law::Mark kNear = law::Mark::approximate;

// clang-format off
std::vector<PaperWords> made_kinds() {
  using K = PaperKind;
  using enum PaperPart;
  return {
    {.kind = K::rectification_order,
     .needs = {number, day, issuer, addressee, matter, facts, evidence, breached, orders, deadline,
               contact, reconsideration, court, remedy_terms},
     .remedy = Remedy::appeal, .arrival = Arrival::service, .clock = ClockId::order_limit,
     .bases = {{"gwy-423", 18, 0, 2}}},
    {.kind = K::payment_order,
     .needs = {number, day, issuer, addressee, matter, facts, evidence, breached, deadline, amount,
               wages, contact, reconsideration, court, remedy_terms},
     .remedy = Remedy::appeal, .arrival = Arrival::service, .clock = ClockId::order_limit,
     .bases = {{"gwy-423", 26, 0, 1}}},
    {.kind = K::refusal,
     .needs = {number, day, issuer, addressee, matter, reason, route, legal_aid, contact,
               reconsideration, court, remedy_terms},
     .remedy = Remedy::appeal, .arrival = Arrival::service,
     .bases = {{"ldbzjc-gd", 18}}},
    {.kind = K::hand_over,
     .needs = {number, day, issuer, addressee, matter, facts, reason, materials, contact},
     .arrival = Arrival::slip,
     .bases = {{"gwy-724", 10, 3}}},
    {.kind = K::police_referral,
     .needs = {number, day, issuer, addressee, matter, facts, evidence, police_papers, contact},
     .arrival = Arrival::slip,
     .bases = {{"gwy-724", 41, 2}, {"gwy-310", 6}}},
    {.kind = K::deposit_notice,
     .needs = {number, day, issuer, addressee, matter, facts, deadline, amount, wages, earlier,
               bank, account, contact},
     .arrival = Arrival::service, .clock = ClockId::deposit_payment,
     .bases = {{"rsb-2021-65", 19, 0, 0, kNear}}},
    {.kind = K::penalty_notice,
     .needs = {number, day, issuer, addressee, matter, facts, evidence, breached, basis, orders,
               deadline, contact},
     .remedy = Remedy::hearing, .arrival = Arrival::service, .clock = ClockId::hearing_request,
     .bases = {{"cfa", 44}, {"cfa", 45}, {"cfa", 63}, {"cfa", 64}}},
    {.kind = K::penalty_decision,
     .needs = {number, day, issuer, addressee, matter, facts, evidence, breached, basis, orders,
               amount, earlier, heard, bank, account, contact, reconsideration, court,
               remedy_terms},
     .remedy = Remedy::appeal, .arrival = Arrival::service,
     .bases = {{"cfa", 57}, {"cfa", 59}}},
    {.kind = K::public_answer,
     .needs = {number, day, issuer, matter, facts, evidence, contact, approved_by, post}},
    {.kind = K::filing_proof,
     .needs = {day, issuer, code, lines, digest},
     .bases = {{"gwy-724", 10, 3}}},
  };
}
// clang-format on

bool is_empty(std::string_view text) {
  return trim(text).empty();
}

bool is_told(const std::vector<Fact>& facts) {
  return !facts.empty() &&
         std::ranges::none_of(facts, [](const Fact& fact) { return is_empty(fact.words); });
}

bool is_shown(const std::vector<Fact>& facts) {
  return !facts.empty() &&
         std::ranges::none_of(facts, [](const Fact& fact) { return is_empty(fact.evidence); });
}

// Two officers at least act, each with a name (行政处罚法 42), and somebody can be reached.
bool has_contact(const Paper& paper) {
  const bool is_public = paper.kind == PaperKind::public_answer;
  const auto is_named = [](const Officer& officer) { return !is_empty(officer.name); };
  return !is_empty(paper.contact) && (is_public || (paper.officers.size() >= 2 &&
                                                    std::ranges::all_of(paper.officers, is_named)));
}

bool is_filled(const std::vector<std::string>& texts) {
  return !texts.empty() &&
         std::ranges::none_of(texts, [](std::string_view one) { return is_empty(one); });
}

bool has(const Paper& paper, PaperPart part) {
  switch (part) {
    case PaperPart::number: return !is_empty(paper.number);
    case PaperPart::day: return paper.day.has_value();
    case PaperPart::issuer: return !is_empty(paper.issuer);
    case PaperPart::addressee: return !is_empty(paper.to.name);
    case PaperPart::matter: return !is_empty(paper.matter);
    case PaperPart::facts: return is_told(paper.facts);
    case PaperPart::evidence: return is_shown(paper.facts);
    case PaperPart::breached: return !paper.breached.empty();
    case PaperPart::basis: return !paper.basis.empty();
    case PaperPart::orders: return is_filled(paper.orders);
    case PaperPart::deadline: return paper.deadline.has_value();
    case PaperPart::amount: return paper.amount && paper.amount->fen > 0;
    case PaperPart::wages: return !paper.wages.empty();
    case PaperPart::reason: return !is_empty(paper.reason);
    case PaperPart::route: return !is_empty(paper.route);
    case PaperPart::legal_aid: return !is_empty(paper.legal_aid);
    case PaperPart::materials: return is_filled(paper.materials);
    case PaperPart::police_papers: return !paper.police_papers.empty();
    case PaperPart::earlier: return !is_empty(paper.earlier);
    case PaperPart::heard: return !is_empty(paper.heard);
    case PaperPart::bank: return !is_empty(paper.bank);
    case PaperPart::account: return !is_empty(paper.account);
    case PaperPart::contact: return has_contact(paper);
    case PaperPart::reconsideration: return !is_empty(paper.reconsideration_body);
    case PaperPart::court: return !is_empty(paper.court);
    case PaperPart::approved_by: return !is_empty(paper.approved_by);
    case PaperPart::post: return !is_empty(paper.post);
    case PaperPart::code: return !is_empty(paper.code);
    case PaperPart::lines: return !paper.lines.empty();
    case PaperPart::digest: return !is_empty(paper.digest);
    case PaperPart::remedy_terms:
      return paper.remedy_terms && paper.remedy_terms->reconsideration_days > 0 &&
             paper.remedy_terms->suit_months > 0;
  }
  check(false);
  return false;
}

tl::unexpected<Error> refuse(const Paper& paper, std::string_view why) {
  return fail(ErrorCode::invalid_input, fmt::format("{}{}", words_of(paper.kind).chinese, why));
}

Result<void> check_clock(const Paper& paper) {
  const std::optional<ClockId> clock = words_of(paper.kind).clock;
  if (!paper.deadline || !clock || paper.deadline->clock == *clock) return {};
  const casework::Clock* given = casework::clock_of(paper.deadline->clock);
  return refuse(paper, fmt::format("的期限取自「{}」，应取自「{}」",
                                   given == nullptr ? "没有的期限" : given->chinese,
                                   casework::clock_of(*clock)->chinese));
}

Result<void> check_wages(const Paper& paper) {
  Money sum;
  for (std::size_t i = 0; i < paper.wages.size(); ++i) {
    const OwedWage& wage = paper.wages[i];
    if (is_empty(wage.name) || is_empty(wage.months) || wage.amount.fen <= 0)
      return refuse(
          paper, fmt::format("的工人明细第 {} 行不全：姓名、月份、金额都要有，金额大于零", i + 1));
    sum += wage.amount;
  }
  if (paper.wages.empty() || (paper.amount && sum == *paper.amount)) return {};
  return refuse(
      paper, fmt::format("的工人明细合计 {} 元，与所写金额 {} 元不符；请核对哪一个不对",
                         to_string(sum), paper.amount ? to_string(*paper.amount) : "（没有写）"));
}

// 移送规定 6: each of the five, or why there is none.
Result<void> check_police_papers(const Paper& paper) {
  if (!words_of(paper.kind).needs.has(PaperPart::police_papers)) return {};
  for (std::size_t i = 0; i < casework::kPoliceWords.size(); ++i) {
    const auto kind = static_cast<casework::PolicePaper>(i + 1);
    const bool is_there = std::ranges::any_of(paper.police_papers, [&](const auto& one) {
      return one.kind == kind && (!is_empty(one.document) || !is_empty(one.none_because));
    });
    if (!is_there)
      return refuse(paper, fmt::format("缺「{}」：附上它的文号，或写明为什么没有",
                                       casework::kPoliceWords[i]));
  }
  return {};
}

}  // namespace

std::string_view words_of(PaperPart part) {
  return kPartWords[static_cast<std::size_t>(part) - 1];
}

const std::vector<PaperWords>& paper_kinds() {
  static const std::vector<PaperWords> kKinds = [] {
    std::vector<PaperWords> kinds = made_kinds();
    for (PaperWords& words : kinds) words.chinese = casework::name_of(words.kind).chinese;
    return kinds;
  }();
  return kKinds;
}

const PaperWords& words_of(PaperKind kind) {
  const auto at = static_cast<std::size_t>(kind) - 1;
  check(at < paper_kinds().size() && paper_kinds()[at].kind == kind);
  return paper_kinds()[at];
}

std::vector<PaperPart> missing_parts(const Paper& paper) {
  std::vector<PaperPart> missing;
  for (std::size_t i = 1; i <= kPaperParts; ++i) {
    const auto part = static_cast<PaperPart>(i);
    if (words_of(paper.kind).needs.has(part) && !has(paper, part)) missing.push_back(part);
  }
  return missing;
}

Result<void> check_paper(const Paper& paper) {
  std::string lacking;
  for (const PaperPart part : missing_parts(paper))
    lacking += fmt::format("{}「{}」", lacking.empty() ? "" : "、", words_of(part));
  if (!lacking.empty()) return refuse(paper, fmt::format("缺{}", lacking));
  if (Result<void> right = check_clock(paper); !right) return right;
  if (Result<void> right = check_wages(paper); !right) return right;
  if (Result<void> right = check_police_papers(paper); !right) return right;
  return paper.service ? casework::check_service(*paper.service) : Result<void>{};
}

Result<casework::Frozen> deadline_in(const casework::Event& event, casework::ClockId clock) {
  for (const casework::Frozen& frozen : event.frozen)
    if (frozen.clock == clock) return frozen;
  const casework::Clock* row = casework::clock_of(clock);
  const bool is_written = row != nullptr && row->term.kind == casework::TermKind::by_document &&
                          casework::strand_of(*row) == casework::strand_of(event.step);
  if (is_written && event.day)
    return casework::Frozen{.clock = clock, .day = *event.day, .calendar = {}};
  return fail(ErrorCode::invalid_input,
              fmt::format("「{}」这一步没有写下「{}」的日期，文书的期限无从取得",
                          casework::words_of(event.step).chinese,
                          row == nullptr ? "没有的期限" : row->chinese));
}

}  // namespace qingxin::documents
