// SPDX-License-Identifier: Apache-2.0
#include "app/own_clue.h"

#include <fmt/format.h>

#include "access/sign_in_pace.h"
#include "app/clue_result.h"
#include "intake/receipt_code.h"

namespace qingxin::app {

namespace {

using access::PaceOf;

// A guess counts as a failure from its beginning; one that is right is forgiven.
Result<void> pace(Instant now, store::Accounts& accounts, const std::string& subject) {
  const Result<access::Failures> failures = accounts.failures_of(PaceOf::address, subject);
  if (!failures) return tl::unexpected(failures.error());
  access::Failures left = *failures;
  left.count = access::failures_left(PaceOf::address, *failures, now);
  const Instant earliest = access::may_try_at(PaceOf::address, left);
  if (earliest > now)
    return fail(ErrorCode::too_many_requests,
                fmt::format("从这里查得太多了，请过 {} 秒再查",
                            (earliest.utc_ms - now.utc_ms + kSecondMs - 1) / kSecondMs));
  const auto noted = accounts.note_failure(PaceOf::address, subject, now);
  if (!noted) return tl::unexpected(noted.error());
  return {};
}

// Firms and banks are not asked for help against themselves.
Result<void> check_takes_clues(store::Store& held, access::UnitId asked) {
  const Result<store::Unit> unit = held.unit(asked);
  const bool takes =
      unit && (unit->kind == store::UnitKind::office || unit->kind == store::UnitKind::authority);
  if (takes) return {};
  if (!unit && unit.error().code != ErrorCode::not_found) return tl::unexpected(unit.error());
  return fail(ErrorCode::not_found,
              fmt::format("没有编号是 {} 的受理单位；请重新扫码，或拨打告示牌上的电话",
                          access::number(asked)));
}

Result<std::string> name_of_body(store::Store& held, access::UnitId asked) {
  if (asked == access::UnitId{}) return std::string{};
  const Result<store::Unit> body = held.unit(asked);
  if (!body) return tl::unexpected(body.error());
  return body->name;
}

// What a code of 16 digits opens.
struct Opened {
  store::WholeClue whole;
  std::string digits;
  std::string body;  // who was asked
};

Result<Opened> opened(store::Store& held, ClueId id, const std::string& digits) {
  Result<store::WholeClue> whole = held.clues().whole_clue(id);
  if (!whole) return tl::unexpected(whole.error());
  const Result<std::string> body = name_of_body(held, whole->clue.asked);
  if (!body) return tl::unexpected(body.error());
  return Opened{.whole = *std::move(whole), .digits = digits, .body = *body};
}

Result<Opened> open_by_code(Moment moment, const ClueDesk& desk, std::string_view code,
                            std::string_view address) {
  const Result<intake::ReceiptCode> read = intake::parse_receipt_code(code);
  if (!read) return tl::unexpected(read.error());
  const std::string digits = intake::digits_of(*read);
  const std::string subject = fmt::format("receipt {}", address);
  const std::unique_ptr<store::Store> held =
      desk.store->acting_for(access::the_machine(), moment.now);
  if (const Result<void> paced = pace(moment.now, held->accounts(), subject); !paced)
    return tl::unexpected(paced.error());
  const Result<std::vector<store::ReceiptFound>> like = held->clues().receipts_like(digits);
  if (!like) return tl::unexpected(like.error());
  for (const store::ReceiptFound& one : *like) {
    if (access::match_password(one.hash, digits) != access::PasswordMatch::yes) continue;
    const auto forgiven = held->accounts().forgive_failure(PaceOf::address, subject);
    if (!forgiven) return tl::unexpected(forgiven.error());
    return opened(*held, one.id, digits);
  }
  return fail(ErrorCode::not_found, "没有这个查询码；请核对 16 位数字，丢了请到登记的单位换一个");
}

CaseDesk case_desk(const ClueDesk& desk) {
  return {desk.store, desk.law, desk.ids};
}

Result<OwnClue> told(Moment moment, const ClueDesk& desk, const Opened& one) {
  const KeptClue& clue = one.whole.clue;
  OwnClue own{.clue = clue.id,
              .body = one.body,
              .arrived = clue.origin.arrived,
              .entered = clue.entered,
              .channel = clue.origin.channel,
              .confirmed = clue.confirmed,
              .clues_of_matter = clue.clues_of_matter};
  const std::unique_ptr<store::Store> held =
      desk.store->acting_for(access::the_machine(), moment.now);
  const Result<std::optional<ClueResult>> result =
      clue_result(*held, case_desk(desk), moment, clue);
  if (!result) return tl::unexpected(result.error());
  if (!*result) return own;
  own.state = (*result)->state;
  own.answered = (*result)->answered;
  own.answer = (*result)->answer;
  if ((*result)->next) {
    own.clock = (*result)->next->clock;
    own.due = (*result)->next->due;
  }
  for (const Event& event : (*result)->whole.dossier.events)
    if (event.step == Step::satisfaction_given) own.satisfaction = event.satisfaction;
  return own;
}

}  // namespace

Result<ClueReceived> report_own_clue(Moment moment, const ClueDesk& desk, ClueBrought brought,
                                     std::string_view address) {
  const access::Principal machine = access::the_machine();
  const std::unique_ptr<store::Store> held = desk.store->acting_for(machine, moment.now);
  if (const Result<void> takes = check_takes_clues(*held, brought.asked); !takes)
    return tl::unexpected(takes.error());
  const Result<void> paced = pace(moment.now, held->accounts(), fmt::format("report {}", address));
  if (!paced) return tl::unexpected(paced.error());
  brought.origin = {.channel = casework::Channel::qr_code,
                    .foreign_number = {},
                    .arrived = moment.now,
                    .file = {},
                    .row = 0};
  brought.wants_receipt = true;
  brought.is_own = true;
  return receive_clue(machine, moment, desk, std::move(brought));
}

Result<OwnClue> look_up_clue(Moment moment, const ClueDesk& desk, std::string_view code,
                             std::string_view address) {
  const Result<Opened> one = open_by_code(moment, desk, code, address);
  if (!one) return tl::unexpected(one.error());
  return told(moment, desk, *one);
}

Result<OwnClue> rate_own_clue(Moment moment, const ClueDesk& desk, std::string_view code, int stars,
                              std::string_view address) {
  if (stars < 1 || stars > 5)
    return fail(ErrorCode::invalid_input, fmt::format("满意度 {} 不对，请写 1 至 5", stars));
  const Result<Opened> one = open_by_code(moment, desk, code, address);
  if (!one) return tl::unexpected(one.error());
  const Result<OwnClue> own = told(moment, desk, *one);
  if (!own) return own;
  if (own->satisfaction == stars) return own;
  if (own->satisfaction)
    return fail(ErrorCode::conflict,
                fmt::format("这一件已经评过 {} 分，只问一次", *own->satisfaction));
  if (!own->answered)
    return fail(ErrorCode::conflict, "这一件还没有答复，答复以后才能评；请过些天再来");
  const CaseDesk cases = case_desk(desk);
  DossierWork work(cases, access::the_machine(), moment);
  if (const Result<void> taken = work.take_up(store::dossier_of(own->clue)); !taken)
    return tl::unexpected(taken.error());
  Event rated;
  rated.key = "satisfaction";
  rated.step = Step::satisfaction_given;
  rated.by = casework::Actor::worker;
  rated.satisfaction = stars;
  if (const Result<void> done = work.step(rated); !done) return tl::unexpected(done.error());
  if (const Result<store::Kept> kept = work.keep(); !kept) return tl::unexpected(kept.error());
  return told(moment, desk, *one);
}

Result<ProofOfFiling> own_proof(Moment moment, const ClueDesk& desk, std::string_view code,
                                std::string_view address) {
  const Result<Opened> one = open_by_code(moment, desk, code, address);
  if (!one) return tl::unexpected(one.error());
  return proof_of(one->whole, one->digits, one->body);
}

}  // namespace qingxin::app
