// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/check_digit.h"
#include "rules/payment_to_worker.h"

namespace qingxin::rules {

// One wage card as a worker registered it.
struct RegisteredCard {
  bool has_card_column = false;
  bool has_holder_column = false;
  std::string_view number;        // empty: no card given
  Match holder = Match::unknown;  // of the card and the worker, as names
  int other_workers = 0;          // who registered the same card, on any project
};

// 保障农民工工资支付条例 11, 31: wages go to the worker's own account; one person, one card.
// Cases: law/examples/gwy-724/031-L09.md
inline constexpr Rule kOwnCard{
    .id = "L09",
    .name = "工资卡非本人、一卡多人或卡号疑误",
    .severity = Severity::red,
    .binds = Binds::every_employer,
    .bases = {{{"gwy-724", 11},
               {"gwy-724", 31, 3},
               {"rsb-2021-53", 24, 0, 0, law::Mark::approximate},
               {"iso-7812", 0}}},
    .next = "核对持卡人和卡号；属实的，由用人单位改用工人本人银行卡",
    .formula = "工资卡持卡人不是本人，或者一张卡登记给几个人；十三至十九位的卡号末位校验不符"};

// Another's or a shared card is red; a number that fails Luhn (13 to 19 digits only) is yellow.
inline Judgement own_card(const RegisteredCard& card) {
  if (!card.has_card_column) return missing_fact({"roster", "card"});
  if (card.holder == Match::different || card.other_workers > 0)
    return {.verdict = Verdict::violates, .severity = Severity::red};
  if (card.number.empty()) return missing_fact({"roster", "card"});
  if (is_card_like(card.number) && !passes_luhn(card.number))
    return {.verdict = Verdict::violates, .severity = Severity::yellow};
  if (!card.has_holder_column || card.holder == Match::unknown)
    return missing_fact({"roster", "card_holder"});
  return complies();
}

inline std::string own_card_because(const RegisteredCard& card, const Judgement& judgement) {
  if (judgement.severity == Severity::yellow) return "卡号的校验位不符，可能录错";
  std::string text;
  if (card.holder == Match::different) text = "工资卡持卡人不是本人";
  if (card.other_workers > 0)
    text +=
        fmt::format("{}同一张卡登记给了 {} 人", text.empty() ? "" : "，", card.other_workers + 1);
  return text;
}

}  // namespace qingxin::rules
