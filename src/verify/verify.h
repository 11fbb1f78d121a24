// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "book/facts.h"
#include "law/law.h"
#include "verify/report.h"
#include "verify/settings.h"

namespace qingxin::verify {

// Judges all that the facts say. The answer is the same for any number of threads and any order of
// rows. Error (usage): a rule that does not exist or does not run yet.
Result<Report> verify(const book::Facts& facts, const law::Law& law, const Settings& settings,
                      const JudgeProgress& progress);

}  // namespace qingxin::verify
