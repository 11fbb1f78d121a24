// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "oversight/bulletin.h"

// A week of the sample county: five towns, the rows behind each figure, one town that reported
// nothing.
namespace qingxin::test {

using namespace oversight;

constexpr Of kind_of_rows(IndicatorId indicator) {
  return indicator < IndicatorId::clues_received  ? Of::project
         : indicator < IndicatorId::tasks_on_time ? Of::dossier
                                                  : Of::record;
}

// A cell of each town with a row behind it, the county their sum; of 欠薪 the week before was half
// as much again.
inline void add_figure(Snapshot& snapshot, IndicatorId indicator,
                       const std::vector<std::pair<std::int64_t, std::int64_t>>& towns) {
  Cell sum, sum_before;
  for (std::size_t i = 0; i < towns.size(); ++i) {
    const auto [part, whole] = towns[i];
    const std::string code = "99012300" + std::to_string(i + 1);
    const Cell cell{part, whole, 0, 1}, before{part + part / 2, whole + whole / 2, 0, 1};
    snapshot.cells.push_back({indicator, By::district, code, cell, before});
    snapshot.rows.push_back({.indicator = indicator,
                             .code = code,
                             .of = kind_of_rows(indicator),
                             .id = static_cast<std::int64_t>(700 + i),
                             .month = {},
                             .part = part,
                             .whole = whole});
    const Figure now{.indicator = indicator, .part = part, .whole = whole};
    const Figure then{.indicator = indicator, .part = before.part, .whole = before.whole};
    sum.add(now);
    sum_before.add(then);
  }
  snapshot.cells.push_back({indicator, By::district, "990123", sum, sum_before});
}

inline Snapshot example_snapshot() {
  using enum IndicatorId;
  Snapshot snapshot{.body = "平川县治欠办",
                    .region_code = "990123",
                    .from = date(2026, 11, 16),
                    .until = date(2026, 11, 22),
                    .frozen = china_instant(date(2026, 11, 23), 8 * 60 + 30),
                    .law = "2026-11-22",
                    .places = {{By::district, "990123", "平川县", ""},
                               {By::district, "990123001", "城关镇", "990123"},
                               {By::district, "990123002", "大河镇", "990123"},
                               {By::district, "990123003", "石桥乡", "990123"},
                               {By::district, "990123004", "柳林乡", "990123"},
                               {By::district, "990123005", "云台乡", "990123"}},
                    .cells = {},
                    .rows = {},
                    .corrections = {},
                    .missing = {{"990123005", "云台乡没有报送，未计入"}}};
  add_figure(snapshot, real_name_update_today, {{38, 40}, {19, 20}, {20, 20}, {9, 10}, {0, 0}});
  add_figure(snapshot, manager_presence, {{80, 100}, {40, 50}, {20, 50}, {10, 25}, {0, 0}});
  add_figure(snapshot, supervisor_presence, {{90, 100}, {45, 50}, {45, 50}, {9, 10}, {0, 0}});
  add_figure(snapshot, clues_received, {{3, 0}, {2, 0}, {1, 0}, {0, 0}, {0, 0}});
  add_figure(snapshot, answered_on_time, {{16, 17}, {8, 8}, {3, 4}, {2, 4}, {0, 0}});
  add_figure(snapshot, cases_open, {{3, 0}, {2, 0}, {1, 0}, {0, 0}, {0, 0}});
  add_figure(snapshot, cases_open_public, {{2, 0}, {1, 0}, {0, 0}, {0, 0}, {0, 0}});
  add_figure(snapshot, cases_overdue, {{1, 0}, {1, 0}, {0, 0}, {0, 0}, {0, 0}});
  add_figure(snapshot, people_unpaid, {{80, 0}, {30, 0}, {11, 0}, {0, 0}, {0, 0}});
  add_figure(snapshot, amount_unpaid,
             {{120'000'000, 0}, {60'000'000, 0}, {9'703'200, 0}, {0, 0}, {0, 0}});
  add_figure(snapshot, cases_cleared, {{2, 0}, {1, 0}, {0, 0}, {0, 0}, {0, 0}});
  add_figure(snapshot, people_proven_paid, {{30, 0}, {7, 0}, {0, 0}, {0, 0}, {0, 0}});
  return snapshot;
}

// 一 so many times.
inline std::string one_letter(int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += "一";
  return text;
}

// As the office would write it: the program's own sentences, and its own about what is to come.
inline BulletinDraft example_bulletin(BulletinKind kind = BulletinKind::weekly,
                                      const Snapshot& snapshot = example_snapshot()) {
  BulletinDraft draft{.kind = kind,
                      .subject = default_subject(kind, snapshot),
                      .prose = {},
                      .issue_no = 4,
                      .day = date(2026, 11, 23),
                      .send_to = "市根治欠薪领导小组办公室。",
                      .copy_to = "县领导小组各成员单位。"};
  if (kind == BulletinKind::weekly)
    draft.subject = "全县未清零案件降至{cases_open} 政府投资项目仍有{cases_open_public}";
  const std::span<const BlockWords> blocks = words_of(kind).blocks;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    draft.prose.push_back(default_prose(kind, i, snapshot));
    if (draft.prose.back().empty())
      draft.prose.back() =
          "（一）督促付清。砺川建筑有限公司十一月二十六日前付清{people_unpaid@990123001}的工资，"
          "逾期的由劳动监察立案，并移送行业主管部门记入信用。\n"
          "（二）补报数据。没有报送的乡镇三日内补齐，下期列出更正。";
  }
  return draft;
}

}  // namespace qingxin::test
