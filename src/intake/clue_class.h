// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

namespace qingxin::intake {

// What a clue is about, as clues are routed. Stored and sent by number and name.
enum class ClueClass : unsigned char {
  unpaid_wages = 1,      // 拖欠工资
  project_payment = 2,   // 拖欠工程款、材料款、租金
  contract_dispute = 3,  // 合同或结算争议
  other_labour = 4,      // 其他劳动问题
  not_labour = 5,        // 不是劳动问题
};

inline constexpr std::array kClueClasses{ClueClass::unpaid_wages, ClueClass::project_payment,
                                         ClueClass::contract_dispute, ClueClass::other_labour,
                                         ClueClass::not_labour};

constexpr std::string_view name_of(ClueClass one) {
  switch (one) {
    case ClueClass::unpaid_wages: return "unpaid_wages";
    case ClueClass::project_payment: return "project_payment";
    case ClueClass::contract_dispute: return "contract_dispute";
    case ClueClass::other_labour: return "other_labour";
    case ClueClass::not_labour: return "not_labour";
  }
  return "";
}

}  // namespace qingxin::intake
