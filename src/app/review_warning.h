// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/warning_desk.h"

namespace qingxin::app {

enum class Verdict : unsigned char { accepted, sent_back };

// What the authority makes of an answer.
struct WarningReview {
  WarningKey key;
  std::string client_key;
  Verdict verdict = Verdict::accepted;
  // Sent back: what is wanting; whoever was warned reads it, so it must not say who complained.
  // Accepted: may be empty.
  std::string why;
};

// Accepted: the facts have a term anew to show it. Sent back: the clock goes on where it stood
// still. Errors as of answer_warning(); conflict also where nothing was answered, where the term
// for reviewing has passed, and for who wrote the answer.
Result<KeptWarning> review_warning(const access::Principal& who, Moment moment,
                                   const WarningDesk& desk, const WarningReview& review);

}  // namespace qingxin::app
