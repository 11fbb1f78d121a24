// SPDX-License-Identifier: Apache-2.0
#include "app/reveal_field.h"

#include <fmt/format.h>

#include "app/permit.h"
#include "base/text.h"
#include "base/utf8.h"

namespace qingxin::app {

Result<std::string> checked_reason(std::string_view written) {
  constexpr int kShortest = 5, kLongest = 500;
  const std::string_view reason = trim(written);
  const int length = is_utf8(reason) && is_printable(reason) ? character_count(reason) : 0;
  if (length < kShortest || length > kLongest)
    return fail(ErrorCode::invalid_input,
                fmt::format("看全文的理由要 {} 到 {} 个字；请写明为什么要看", kShortest, kLongest));
  return std::string{reason};
}

Result<std::string> reveal_field(const access::Principal& who, Instant now, store::Store& store,
                                 store::IdMaker& ids, const RevealAsked& asked) {
  if (const auto may = permit(who, access::Action::reveal_field); !may)
    return tl::unexpected(may.error());
  Result<std::string> reason = checked_reason(asked.reason);
  if (!reason) return reason;
  if (asked.purpose < store::RevealPurpose::check_finding ||
      asked.purpose > store::RevealPurpose::asked_by_person)
    return fail(ErrorCode::invalid_input,
                "看全文的目的只能是核实疑点、办案、回访、更正资料、本人要求之一");
  const store::Reveal reveal{.id = asked.id == 0 ? ids.next(now) : asked.id,
                             .field = asked.field,
                             .purpose = asked.purpose,
                             .reason = *std::move(reason)};
  return store.acting_for(who, now)->sealed_fields().reveal(reveal, now);
}

Result<void> note_revealed(const access::Principal& who, Instant now, const StoredData& data,
                           const RevealedAtOnce& shown) {
  if (const auto may = permit(who, access::Action::reveal_field); !may) return may;
  const Result<std::string> reason = checked_reason(shown.reason);
  if (!reason) return tl::unexpected(reason.error());
  const store::ReportReveal reveal{.id = data.ids->next(now),
                                   .action = shown.action,
                                   .projects = shown.projects,
                                   .findings = shown.findings,
                                   .people = shown.people,
                                   .reason = *reason};
  return held_by(who, now, data)->store->sealed_fields().note_report_reveal(reveal, now);
}

}  // namespace qingxin::app
