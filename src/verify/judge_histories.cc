// SPDX-License-Identifier: Apache-2.0
#include "verify/judge.h"

namespace qingxin::verify {

void judge_histories(const ProjectBook&, FindingSink&) {}

}  // namespace qingxin::verify
