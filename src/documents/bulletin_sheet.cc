// SPDX-License-Identifier: Apache-2.0
#include "documents/bulletin_sheet.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <vector>

#include "documents/sheet.h"

namespace qingxin::documents {

namespace {

using oversight::BulletinKind;
using oversight::BulletinText;
using oversight::By;
using oversight::Indicator;
using oversight::IndicatorId;
using oversight::Measure;
using oversight::Snapshot;
using oversight::SnapshotCell;

tl::unexpected<Error> cannot_write() {
  return fail(ErrorCode::unavailable, "简报的附表写不成 .xlsx：内存不足");
}

// A file in memory that has a name, for the library writes into nothing else.
class MemoryFile {
 public:
  MemoryFile() : file_(memfd_create("bulletin", MFD_CLOEXEC)) {}
  ~MemoryFile() {
    if (file_ >= 0) close(file_);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  bool is_open() const { return file_ >= 0; }
  std::string path() const { return fmt::format("/proc/self/fd/{}", file_); }
  Result<std::string> bytes() const {
    const off_t size = lseek(file_, 0, SEEK_END);
    if (size <= 0) return cannot_write();
    std::string all(static_cast<std::size_t>(size), '\0');
    std::size_t at = 0;
    while (at < all.size()) {
      const ssize_t got = pread(file_, all.data() + at, all.size() - at, static_cast<off_t>(at));
      if (got <= 0) return cannot_write();
      at += static_cast<std::size_t>(got);
    }
    return all;
  }

 private:
  int file_;
};

std::string_view name_of_place(const Snapshot& snapshot, By by, std::string_view code) {
  for (const oversight::SnapshotPlace& place : snapshot.places)
    if (place.by == by && place.code == code) return place.name;
  return code;
}

void part_cell(Sheet& sheet, const Indicator& indicator, std::int64_t part) {
  if (indicator.measure == Measure::fen)
    sheet.cell(Money{part});
  else
    sheet.cell(part);
}

void write_figures(lxw_workbook* workbook, Looks& looks, const BulletinText& text,
                   const Snapshot& snapshot) {
  Sheet sheet(workbook, looks, "指标",
              {{"按", 8},
               {"代码", 12},
               {"名称", 16},
               {"指标", 24},
               {"分子", 14, Look::count},
               {"分母", 12, Look::count},
               {"不详", 8, Look::count},
               {"行数", 8, Look::count},
               {"本期", 16},
               {"上期", 16},
               {"增减", 18},
               {"口径", 60}},
              {.footer = text.source, .frozen_columns = 4});
  sheet.headings();
  for (const SnapshotCell& one : snapshot.cells) {
    const Indicator& indicator = oversight::indicator_of(one.indicator);
    sheet.cell(oversight::in_chinese(one.by))
        .cell(one.code)
        .cell(name_of_place(snapshot, one.by, one.code))
        .cell(indicator.chinese);
    part_cell(sheet, indicator, one.cell.part);
    if (indicator.measure == Measure::share || indicator.measure == Measure::per_thousand)
      sheet.cell(one.cell.whole);
    else
      sheet.cell("");
    sheet.cell(one.cell.unknown)
        .cell(one.cell.rows)
        .cell(oversight::figure_words(one.indicator, one.cell))
        .cell(one.before ? oversight::figure_words(one.indicator, *one.before) : "不详")
        .cell(oversight::change_words(one.indicator, one.cell, one.before))
        .cell(indicator.formula)
        .next_row();
  }
  sheet.close();
}

void write_rankings(lxw_workbook* workbook, Looks& looks, BulletinKind kind,
                    const BulletinText& text, const Snapshot& snapshot) {
  Sheet sheet(workbook, looks, "排名",
              {{"指标", 30}, {"名次", 8, Look::count}, {"代码", 12}, {"区划", 20}, {"数值", 16}},
              {.footer = text.source});
  sheet.headings();
  for (const IndicatorId id : oversight::words_of(kind).ranked) {
    const std::string_view indicator = oversight::indicator_of(id).chinese;
    const oversight::Ranking ranking = oversight::ranking_of(snapshot, id, snapshot.region_code);
    for (const oversight::RankedPlace& one : ranking.ranked)
      sheet.cell(indicator)
          .cell(std::int64_t{one.place})
          .cell(one.code)
          .cell(one.name)
          .cell(oversight::figure_words(id, one.cell))
          .next_row();
    for (const std::string& name : ranking.without)
      sheet.cell(indicator).cell("不排名").cell("").cell(name).cell("没有分母").next_row();
  }
  sheet.close();
}

void write_rows(lxw_workbook* workbook, Looks& looks, const BulletinText& text,
                const Snapshot& snapshot) {
  Sheet sheet(workbook, looks, "明细",
              {{"指标", 30},
               {"区划代码", 14},
               {"区划", 20},
               {"类别", 10},
               {"编号", 24},
               {"分子", 16, Look::count},
               {"分母", 12, Look::count},
               {"不详", 8, Look::count}},
              {.footer = text.source});
  sheet.headings();
  for (const oversight::SnapshotRow& row : snapshot.rows) {
    const Indicator& indicator = oversight::indicator_of(row.indicator);
    sheet.cell(indicator.chinese)
        .cell(row.code)
        .cell(name_of_place(snapshot, By::district, row.code))
        .cell(oversight::in_chinese(row.of))
        .cell(std::to_string(row.id));
    part_cell(sheet, indicator, row.part);
    sheet.cell(row.whole).cell(row.unknown).next_row();
  }
  sheet.close();
}

void write_notes(lxw_workbook* workbook, Looks& looks, const BulletinText& text,
                 const Snapshot& snapshot) {
  Sheet sheet(workbook, looks, "说明", {{"事项", 14}, {"说明", 100}}, {.footer = text.source});
  sheet.headings();
  sheet.cell("简报").cell(fmt::format("{} {}", text.masthead, text.issue)).next_row();
  sheet.cell("期间")
      .cell(fmt::format("{} 至 {}", to_string(snapshot.from), to_string(snapshot.until)))
      .next_row();
  sheet.cell("来源").cell(text.source).next_row();
  for (const oversight::SnapshotNote& note : snapshot.missing)
    sheet.cell("没有数据").cell(note.words).next_row();
  for (const oversight::SnapshotNote& note : snapshot.corrections)
    sheet.cell("更正").cell(note.words).next_row();
  sheet.close();
}

}  // namespace

Result<std::string> bulletin_sheet(BulletinKind kind, const BulletinText& text,
                                   const Snapshot& snapshot) {
  const MemoryFile file;
  if (!file.is_open()) return cannot_write();
  lxw_workbook* workbook = workbook_new(file.path().c_str());
  if (workbook == nullptr) return cannot_write();
  lxw_doc_properties properties{};
  properties.created = static_cast<time_t>(text.frozen.utc_ms / kSecondMs);  // not today
  workbook_set_properties(workbook, &properties);
  Looks looks(workbook);
  write_notes(workbook, looks, text, snapshot);
  write_figures(workbook, looks, text, snapshot);
  write_rankings(workbook, looks, kind, text, snapshot);
  write_rows(workbook, looks, text, snapshot);
  if (workbook_close(workbook) != LXW_NO_ERROR) return cannot_write();
  return file.bytes();
}

}  // namespace qingxin::documents
