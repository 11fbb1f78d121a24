// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verify/project_book.h"

namespace qingxin::verify {

inline constexpr Date kNeverDue{INT32_MAX};

// A day after as_of before which no verdict on the project changes by the passing of time alone;
// kNeverDue when none ever will. It may be too early, never too late. Not seen to here, because
// it is no one project's: rows that begin to exist, months that begin, parameters that come into
// force or expire, rejected rows whose day has come.
Date next_change(const ProjectBook& book);

}  // namespace qingxin::verify
