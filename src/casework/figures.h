// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "casework/escalation.h"
#include "law/calendar.h"

// The live figures, each with its formula, over plain rows. A share is shown with what it is a
// share of; what is not known is counted apart and in neither.
namespace qingxin::casework {

enum class Timeliness : unsigned char { not_known = 0, in_time = 1, late = 2 };

struct CaseRow {
  std::int64_t id = 0;
  std::int64_t employer = 0;  // 0: not known
  std::optional<Funding> funding;
  Date opened;
  std::optional<Date> filed;                      // 立案
  std::optional<Date> concluded;                  // 结案, the last; empty while reopened
  std::optional<Date> cleared;                    // 销账, the last; empty while reopened
  Timeliness timeliness = Timeliness::not_known;  // of the clocks of the authority, so far
  std::optional<int> people;
  std::optional<Money> owed;  // established and not yet proven to be paid
  // Not: a person classed it as no matter of labour, it was declined, or it was concluded and
  // nobody is owed anything.
  bool is_arrears = true;
};

struct ClueRow {
  Date received;
  std::optional<Date> answered;
};

struct Figure {
  std::string_view name, formula;  // in Chinese
  std::int64_t part = 0, whole = 0;
  std::int64_t unknown = 0;  // in neither

  // Hundredths of a percent, cut off: 98 % is reached when it is, not when it rounds to it. Empty:
  // there is nothing to take a share of.
  std::optional<std::int64_t> basis_points() const {
    if (whole == 0) return std::nullopt;
    return part * 10'000 / whole;
  }
};

// A zero 清零: what stands, whose it is and until when it has to go.
struct Zero {
  std::string_view name, formula;
  std::optional<Date> deadline;  // empty: the day of the festival is not known yet
  std::int64_t open = 0;         // cases that are not cleared
  std::int64_t open_people = 0;
  std::int64_t unknown_people = 0;  // cases whose people are not known
  Money owed;                       // as far as it is established
  std::int64_t unknown_owed = 0;    // cases whose money is not
  std::int64_t not_arrears = 0;     // not cleared, and no case of arrears: in none of the others
};
// 当年政府投资、国企、PPP 项目欠薪案件年底前清零, as of a day.
Zero zero_of_public_money(std::span<const CaseRow> rows, int year, Date day);
// 其他欠薪案件春节前清零: the festival after that year. A case whose funding is not known stands
// here, so that it is in one of the two.
Zero zero_of_others(std::span<const CaseRow> rows, int year, Date day,
                    const law::Calendar& calendar);
// The last day before the statutory days of the spring festival; nothing: not loaded.
std::optional<Date> day_before_spring_festival(int year, const law::Calendar& calendar);

// 存量 and 增量. opening + added - cleared = closing.
struct StockAndFlow {
  std::int64_t opening = 0;  // opened before `from` and not cleared before it
  std::int64_t added = 0;    // opened in [from, to]
  std::int64_t cleared = 0;  // in [from, to]
  std::int64_t closing = 0;
};
StockAndFlow stock_and_flow(std::span<const CaseRow> rows, Date from, Date to);

inline constexpr std::int64_t kAnswerGoal = 9'800;  // 98 %, in basis points
// 线索办结率 of those that came in [from, to], as of `to`.
Figure answered_clues(std::span<const ClueRow> rows, Date from, Date to);
// 按期率 of the cases opened in [from, to].
Figure in_time(std::span<const CaseRow> rows, Date from, Date to);
// 立案占比 of the cases opened in [from, to].
Figure investigated(std::span<const CaseRow> rows, Date from, Date to);
// 重复欠薪: employers with a second case within `days` of another one, among the employers of the
// cases opened in [from, to]. The first case may be older.
Figure repeated(std::span<const CaseRow> rows, Date from, Date to, int days);

}  // namespace qingxin::casework
