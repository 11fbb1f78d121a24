// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "book/book.h"
#include "law/law.h"
#include "verify/brief_finding.h"
#include "verify/settings.h"

namespace qingxin::verify {

// Every finding that verify() would report, notes too, in brief and in the report's order: by
// project id, document number, month, rule, employer, subject. Many times as fast, because nothing
// is written in words. They refer to `facts`. Errors as of verify(); a book that holds anything
// newer than as_of is refused too: build it anew up to that day.
Result<std::vector<BriefFinding>> verify_brief(const book::Book& facts, const law::Law& law,
                                               const Settings& settings);

}  // namespace qingxin::verify
