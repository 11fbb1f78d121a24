// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "book/book.h"
#include "law/law.h"
#include "verify/report.h"
#include "verify/settings.h"

namespace qingxin::verify {

// Judges all that the book says up to as_of. The answer is the same for any number of threads and
// any order of rows. Errors: usage (a rule that does not exist or does not run yet), invalid_input
// (a damaged book).
Result<Report> verify(const book::Book& facts, const law::Law& law, const Settings& settings,
                      const JudgeProgress& progress);

}  // namespace qingxin::verify
