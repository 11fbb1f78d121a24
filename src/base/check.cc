// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace qingxin {

void stop(const char* file, int line) {
  std::fprintf(stderr, "qingxin: broken promise at %s:%d\n", file, line);
  std::abort();
}

}  // namespace qingxin
