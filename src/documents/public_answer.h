// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "documents/paper.h"

namespace qingxin::documents {

// 舆情公开答复: what is told to everybody. It has verified facts and nothing of anybody: no number
// of a person, none of `names` (of everybody whom the dossier names, those who reported first of
// all, and what they call themselves on the platform), no word for whoever reported, no hearsay.
// What its own contact says may be said. The error (invalid_input) names the paragraph and what is
// in it, never the name or number itself. Numbers are found however they are written: with spaces,
// in full width, in Chinese.
Result<void> check_public_answer(const Paper& paper, std::span<const std::string> names);

}  // namespace qingxin::documents
