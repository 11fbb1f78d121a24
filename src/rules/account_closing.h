// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "rules/finding.h"

namespace qingxin::rules {

// The closing of one wage account. What lies after as_of has not happened.
struct AccountClosing {
  bool has_accounts_table = false;
  bool has_request_column = false;
  std::optional<Date> notice_posted;
  std::optional<Date> requested;
  std::optional<Date> closed;
  std::optional<Money> arrears;             // of the project; empty: not knowable
  MissingFact arrears_lack{"payroll", ""};  // why they are not
  std::string open_cases;                   // a number, 无, 有, or which; empty: not given
  std::string open_suits;                   // the same
};

// 保障农民工工资支付条例 27: after 30 days of public notice the closing may be requested.
inline constexpr law::Period kClosingNotice{30, law::Unit::calendar_days, law::Roll::none};

// 保障农民工工资支付条例 27: an account is closed when no wages are owed, after a public notice.
// Cases: law/examples/gwy-724/027-A07.md
inline constexpr Rule kAccountClosing{
    .id = "A07",
    .name = "违规销户",
    .severity = Severity::orange,
    .binds = Binds::construction,
    .bases = {{{"gwy-724", 27, 2},
               {"rsb-2021-53", 12, 0, 0, law::Mark::approximate},
               {"rsb-2021-53", 13, 0, 0, law::Mark::recalled}}},
    .next = "核对公示照片、无拖欠承诺和在办案件；属实的，由监管部门通知开户银行暂不销户",
    .formula =
        "申请销户不晚于公示之日起第三十日，或者项目还有到期未付的工资，或者还有没办结的欠薪案"
        "件、仲裁、诉讼"};

namespace account_closing_parts {

// "0", "无", "否": what people write for none.
inline bool says_none(std::string_view text) {
  constexpr std::array<std::string_view, 9> kNone{"0",  "无", "否", "没有", "n",
                                                  "no", "-",  "—",  "/"};
  return std::ranges::find(kNone, folded(text)) != kNone.end();
}

inline bool says_some(std::string_view text) {
  return !text.empty() && !says_none(text);
}

// "3" → "3 件", "有" → "".
inline std::string how_many(std::string_view text) {
  const bool is_number =
      std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }) && text.size() < 6;
  return is_number ? fmt::format(" {} 件", text) : std::string{};
}

}  // namespace account_closing_parts

// The request, else the closing: whoever closed had requested by then.
constexpr std::optional<Date> first_known_step(const AccountClosing& closing) {
  return closing.requested ? closing.requested : closing.closed;
}

inline std::optional<law::Deadline> end_of_closing_notice(const AccountClosing& closing,
                                                          const law::Calendar& calendar) {
  if (!closing.notice_posted) return std::nullopt;
  return law::deadline(*closing.notice_posted, kClosingNotice, calendar);
}

inline Judgement account_closing(const AccountClosing& closing, const law::Calendar& calendar) {
  using namespace account_closing_parts;
  if (!closing.has_accounts_table) return missing_fact({"accounts", ""});
  if (!closing.requested && !closing.closed)
    return closing.has_request_column ? not_applicable()
                                      : missing_fact({"accounts", "close_requested"});
  const std::optional<law::Deadline> notice = end_of_closing_notice(closing, calendar);
  Judgement fault{.verdict = Verdict::violates, .severity = Severity::orange};
  if (notice && *first_known_step(closing) <= notice->day) {
    fault.due = notice;
    return fault;
  }
  if (closing.arrears.value_or(Money{}) > Money{}) return fault;
  if (says_some(closing.open_cases) || says_some(closing.open_suits)) return fault;
  if (!closing.notice_posted) return missing_fact({"accounts", "notice_posted"});
  if (!closing.requested) return missing_fact({"accounts", "close_requested"});
  if (closing.open_cases.empty()) return missing_fact({"accounts", "open_cases"});
  if (closing.open_suits.empty()) return missing_fact({"accounts", "open_suits"});
  if (!closing.arrears) return missing_fact(closing.arrears_lack);
  return complies();
}

inline std::string account_closing_because(const AccountClosing& closing,
                                           const Judgement& judgement) {
  using namespace account_closing_parts;
  std::string text = fmt::format("{} {}", to_string(*first_known_step(closing)),
                                 closing.requested ? "申请销户" : "已经销户");
  if (judgement.due)
    text += fmt::format("，公示 {} 开始，满 30 日后最早 {} 才可申请",
                        to_string(*closing.notice_posted), to_string(judgement.due->day + 1));
  if (closing.arrears.value_or(Money{}) > Money{})
    text += fmt::format("，项目还有到期未付工资 {} 元", to_string(*closing.arrears));
  if (says_some(closing.open_cases)) text += "，还有未结欠薪案件" + how_many(closing.open_cases);
  if (says_some(closing.open_suits))
    text += "，还有未结的仲裁、诉讼" + how_many(closing.open_suits);
  return text;
}

}  // namespace qingxin::rules
