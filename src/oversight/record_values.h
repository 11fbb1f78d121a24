// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "oversight/record.h"

// What an event may say of a record: part of apply(), apart because it is asked of every field.
namespace qingxin::oversight {

// Whether the step of the event may say what it says, and says what it has to. Error:
// invalid_input, with the field or the line.
Result<void> check_said(const Record& before, const RecordMove& move, const RecordEvent& event);

}  // namespace qingxin::oversight
