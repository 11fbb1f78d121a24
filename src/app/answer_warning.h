// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/warning_desk.h"

namespace qingxin::app {

// What the one who was warned, or another whom the project concerns, says and shows.
struct WarningAnswer {
  WarningKey key;
  std::string client_key;  // made by whoever sends it: a repeat is harmless
  std::string text;
  std::vector<store::WarningEvidence> evidence;  // the files stay where they are
};

// Of whom the rung asks: from here on the reviewer has it, and the clock stands still. Of another:
// kept and shown, the state stays and the clock goes on. Errors: not_found (also where the
// principal may not see it), invalid_input (no text, a hash that is none), conflict (the warning is
// not waiting for an answer; the key stood for another answer).
Result<KeptWarning> answer_warning(const access::Principal& who, Moment moment,
                                   const WarningDesk& desk, const WarningAnswer& answer);

// The name of a file and what it hashes to; the file itself is not kept. Error: unavailable.
Result<store::WarningEvidence> evidence_of(const std::filesystem::path& file);

}  // namespace qingxin::app
