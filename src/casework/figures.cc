// SPDX-License-Identifier: Apache-2.0
#include "casework/figures.h"

#include <algorithm>
#include <map>

namespace qingxin::casework {

namespace {

bool is_within(Date day, Date from, Date to) {
  return from <= day && day <= to;
}

bool is_open_on(const CaseRow& row, Date day) {
  return row.opened <= day && (!row.cleared || *row.cleared > day);
}

bool is_of_public_money(const CaseRow& row) {
  return row.funding && *row.funding != Funding::other;
}

void add(const CaseRow& row, Zero& zero) {
  if (!row.is_arrears) {
    ++zero.not_arrears;
    return;
  }
  ++zero.open;
  zero.open_people += row.people.value_or(0);
  zero.unknown_people += row.people ? 0 : 1;
  zero.owed += row.owed.value_or(Money{});
  zero.unknown_owed += row.owed ? 0 : 1;
}

}  // namespace

std::optional<Date> day_before_spring_festival(int year, const law::Calendar& calendar) {
  for (Date day = date(year, 1, 15); day <= date(year, 2, 28); day = day + 1)
    if (calendar.is_statutory(day) && calendar.answer(day).reason == "春节") return day - 1;
  return std::nullopt;
}

Zero zero_of_public_money(std::span<const CaseRow> rows, int year, Date day) {
  Zero zero{.name = "政府投资、国企、PPP 项目欠薪案件清零",
            .formula = "当年立起、到这一天还没有销账的件数，应在 12 月 31 日前为零",
            .deadline = date(year, 12, 31)};
  for (const CaseRow& row : rows)
    if (is_of_public_money(row) && year_of(row.opened) == year && is_open_on(row, day))
      add(row, zero);
  return zero;
}

Zero zero_of_others(std::span<const CaseRow> rows, int year, Date day,
                    const law::Calendar& calendar) {
  Zero zero{.name = "其他欠薪案件春节前清零",
            .formula = "到这一天还没有销账的件数，项目性质不明的也在内；应在春节前为零",
            .deadline = day_before_spring_festival(year + 1, calendar)};
  for (const CaseRow& row : rows) {
    const bool is_of_the_other_zero = is_of_public_money(row) && year_of(row.opened) == year;
    if (!is_of_the_other_zero && is_open_on(row, day)) add(row, zero);
  }
  return zero;
}

StockAndFlow stock_and_flow(std::span<const CaseRow> rows, Date from, Date to) {
  StockAndFlow flow;
  for (const CaseRow& row : rows) {
    flow.opening += is_open_on(row, from - 1) ? 1 : 0;
    flow.added += is_within(row.opened, from, to) ? 1 : 0;
    flow.cleared += row.cleared && is_within(*row.cleared, from, to) ? 1 : 0;
    flow.closing += is_open_on(row, to) ? 1 : 0;
  }
  return flow;
}

Figure answered_clues(std::span<const ClueRow> rows, Date from, Date to) {
  Figure figure{.name = "线索办结率", .formula = "期内到达的线索中已答复的 ÷ 期内到达的线索"};
  for (const ClueRow& row : rows) {
    if (!is_within(row.received, from, to)) continue;
    ++figure.whole;
    figure.part += row.answered && *row.answered <= to ? 1 : 0;
  }
  return figure;
}

Figure in_time(std::span<const CaseRow> rows, Date from, Date to) {
  Figure figure{.name = "按期办理率",
                .formula = "期内案件中各期限都没有超的 ÷ 期内案件；没有期限可比的另计"};
  for (const CaseRow& row : rows) {
    if (!is_within(row.opened, from, to)) continue;
    if (row.timeliness == Timeliness::not_known) {
      ++figure.unknown;
      continue;
    }
    ++figure.whole;
    figure.part += row.timeliness == Timeliness::in_time ? 1 : 0;
  }
  return figure;
}

Figure investigated(std::span<const CaseRow> rows, Date from, Date to) {
  Figure figure{.name = "立案占比", .formula = "期内案件中已立案的 ÷ 期内案件"};
  for (const CaseRow& row : rows) {
    if (!is_within(row.opened, from, to)) continue;
    ++figure.whole;
    figure.part += row.filed && *row.filed <= to ? 1 : 0;
  }
  return figure;
}

Figure repeated(std::span<const CaseRow> rows, Date from, Date to, int days) {
  Figure figure{.name = "重复欠薪",
                .formula = "期内案件的单位中，再次成案距前一次不超过规定天数的 ÷ 期内案件的单位"};
  std::map<std::int64_t, std::vector<Date>> opened;
  for (const CaseRow& row : rows) {
    if (row.opened > to) continue;
    if (row.employer == 0)
      figure.unknown += is_within(row.opened, from, to) ? 1 : 0;
    else
      opened[row.employer].push_back(row.opened);
  }
  for (auto& [employer, openings] : opened) {
    std::ranges::sort(openings);
    if (openings.back() < from) continue;
    ++figure.whole;
    for (std::size_t i = 1; i < openings.size(); ++i) {
      if (openings[i] < from || openings[i] - openings[i - 1] > days) continue;
      ++figure.part;
      break;
    }
  }
  return figure;
}

}  // namespace qingxin::casework
