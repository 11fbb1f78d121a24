// SPDX-License-Identifier: Apache-2.0
#include "law/citation.h"

namespace qingxin::law {

std::string_view to_string(Mark mark) {
  switch (mark) {
    case Mark::text: return "T";
    case Mark::secondary: return "S";
    case Mark::recalled: return "R";
    case Mark::approximate: return "≈";
  }
  return "?";
}

}  // namespace qingxin::law
