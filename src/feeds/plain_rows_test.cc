// SPDX-License-Identifier: Apache-2.0
// Rows written as nearly all are take short ways. Here each short way is compared with the long one
// on cells drawn at random from what offices write, what they should not, and what an attacker may.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "base/text.h"
#include "feeds/cells.h"
#include "feeds/csv.h"
#include "feeds/plain_attendance.h"
#include "feeds/rows.h"

namespace qingxin::feeds {
namespace {

using book::Table;

constexpr unsigned kSeed = 20261122;

class Draw {
 public:
  explicit Draw(unsigned seed) : random_(seed) {}

  unsigned below(std::size_t count) { return static_cast<unsigned>(random_() % count); }
  std::string_view one_of(std::span<const std::string_view> list) {
    return list[below(list.size())];
  }

  // A byte changed, doubled or taken away, now and then.
  std::string spoilt(std::string_view text, unsigned one_in) {
    constexpr std::string_view kBytes = "0123456789-:.X xE#/\"\x01\x7F\xC2\xE2\x80";
    std::string changed(text);
    if (below(one_in) != 0 || changed.empty()) return changed;
    const std::size_t at = below(changed.size());
    switch (below(3)) {
      case 0: changed[at] = kBytes[below(kBytes.size())]; break;
      case 1: changed.insert(at, 1, kBytes[below(kBytes.size())]); break;
      default: changed.erase(at, 1);
    }
    return changed;
  }

 private:
  std::mt19937 random_;
};

constexpr std::string_view kProjects[] = {"P1", "P1", "P1", "P1", "P1", "P2", "P3", "", "#REF!"};
constexpr std::string_view kNumbers[] = {"990123199001010018",
                                         "990123199001010034",
                                         "99012319900101005X",
                                         "99012319900101005x",
                                         "1.10105E+17",
                                         "E12345678",
                                         "",
                                         "护照 A1",
                                         "99012319900101005Ｘ",
                                         "990123199001010018"};
constexpr std::string_view kDates[] = {"2026-05-06", "2026-05-31", "2026-06-30", "2026-06-31",
                                       "2026-02-29", "2024-02-29", "2026/5/6",   "20260506",
                                       "46300",      "",           "昨天",       "1899-12-31",
                                       "2199-12-31", "2200-01-01", "2026-00-10", "2026-13-01"};
constexpr std::string_view kMonths[] = {"2026-05", "2026-05", "2026-06", "202606", "2026年6月",
                                        "2026-13", "2026-00", "",        "五月",   "2026-06-01"};
constexpr std::string_view kHours[] = {"8",      "8",   "8",     "9",  "7.5", "8.25",
                                       "0",      "24",  "24.01", "25", "-1",  "",
                                       "八小时", "008", "1e1",   "8.", "#N/A"};
constexpr std::string_view kCounts[] = {"4", "4", "4", "2", "0", "9999", "10000", "00004", "", "x"};
constexpr std::string_view kTimes[] = {"07:30", "",      "",     "17:45", "24:00", "24:01",
                                       "00:00", "07:60", "7:30", "0730",  "早上",  "下午5:30"};
constexpr std::string_view kMarks[] = {"√",  "8",  "", "",  "",    "×",  "0",   "休",   "假", "事",
                                       "病", "旷", "✓", "8", "7.5", "25", "0.0", "迟到", "1日"};
constexpr std::string_view kNames[] = {"张三", "李四", "王\x01五", "赵\xE2\x80\xAE六",
                                       "",     "##",   "#N/A"};
constexpr std::string_view kCards[] = {
    "6299030000007364819", "6299 0300 0000 736", "6299-0300-1", "1.2E+18", "", "专户一", "0"};
constexpr std::string_view kAmounts[] = {
    "7980.00", "1,800.00",        "0.5",           "",     "-1", "12.345",
    "1800元",  "999999999999.99", "1000000000000", "00.10"};
constexpr std::string_view kAnswers[] = {"是", "否", "", "√", "也许", "1"};
constexpr std::string_view kStatuses[] = {"成功", "失败", "退回", "", "退", "成功。"};
constexpr std::string_view kChoices[] = {"", "", "其他", "工人", "月", "专户代发", "也许"};

// A cell of the column, as the table's page has it, or, once in a while, anything.
std::string cell_of(Table table, book::ColumnIndex column, Draw& draw) {
  using book::CellKind;
  const auto some = [&](std::span<const std::string_view> list) {
    constexpr std::size_t kGood = 2;
    const bool is_good = draw.below(table == Table::attendance ? 12 : 40) != 0;
    return is_good ? std::string(list[draw.below(kGood)]) : draw.spoilt(draw.one_of(list), 2);
  };
  if (column == 0) return some(kProjects);
  if (table == Table::payments && column == book::payments::status) return some(kStatuses);
  if (table == Table::attendance && column >= book::attendance::first_of_days) return some(kMarks);
  switch (book::shape_of(table).columns[column].kind) {
    case CellKind::identity: return some(kNumbers);
    case CellKind::date: return some(kDates);
    case CellKind::month: return some(kMonths);
    case CellKind::money: return some(kAmounts);
    case CellKind::count: return some(kCounts);
    case CellKind::decimal: return some(kHours);
    case CellKind::yes_no: return some(kAnswers);
    case CellKind::choice: return some(kChoices);
    case CellKind::code:
    case CellKind::secret: return some(kCards);
    case CellKind::text: return table == Table::attendance ? some(kTimes) : some(kNames);
  }
  return "";
}

// An intake that knows two projects.
Intake county() {
  Intake intake;
  intake.facts.files = {{"项目.csv", Table::projects, 0, 0, {}},
                        {"表.csv", Table::roster, 0, 0, {}}};
  CsvReader rows("项目编号,项目名称,行政区划代码,总包单位\nP1,桥,990123,甲\nP2,路,990123,乙\n", "");
  Layout best;
  const auto header = find_header(rows, Table::projects, {}, best);
  AnswerStyles styles{};
  (void)read_rows(rows, **header, intake, styles, 0);
  intake.index_projects();
  return intake;
}

// The layout of a sheet with every column of the table; attendance has two forms.
Layout layout_of_all(Table table, bool is_monthly) {
  Layout layout{.table = table, .cell_of = {}, .ignored = {}, .missing = {}, .doubled = {}};
  layout.cell_of.fill(-1);
  layout.is_monthly = is_monthly;
  const auto columns = book::shape_of(table).columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (table == Table::attendance && i == (is_monthly ? book::attendance::date : 63)) continue;
    layout.cell_of[i] = static_cast<std::int16_t>(i);
    if (columns[i].kind == book::CellKind::identity)
      layout.identity = static_cast<book::ColumnIndex>(i);
  }
  return layout;
}

// Rows of cells, handed over in one form.
class Rows final : public RowSource {
 public:
  Rows(std::span<const std::vector<std::string>> rows, CellForm form, std::uint32_t first)
      : rows_(rows), form_(form), number_(first) {}

  Result<Step> next(SheetRow& row) override {
    if (at_ == rows_.size()) return Step::end;
    row.number = number_++;
    row.cells.clear();
    for (const std::string& text : rows_[at_]) row.cells.push_back({trim(text), form_});
    ++at_;
    return Step::row;
  }

 private:
  std::span<const std::vector<std::string>> rows_;
  CellForm form_;
  std::uint32_t number_;
  std::size_t at_ = 0;
};

std::string text_of(std::optional<Date> day) {
  return day ? to_string(*day) : "-";
}
std::string text_of(std::optional<Money> amount) {
  return amount ? to_string(*amount) : "-";
}

// The rows of all tables as texts, with what their numbers stand for.
std::vector<std::string> written_out(const book::Facts& f) {
  const auto who = [&](book::WorkerIndex worker) { return f.identities[worker]; };
  std::vector<std::string> lines;
  for (const book::AttendanceRow& a : f.attendance)
    lines.push_back(fmt::format("A{} {} {} {} {:x} {} {} {} {}", a.source.row, a.project,
                                who(a.worker), to_string(a.month), a.days, a.hours_hundredths,
                                a.passes, a.first_minute, a.last_minute));
  for (const book::PayrollLine& l : f.payroll)
    lines.push_back(fmt::format(
        "L{} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {}", l.source.row, l.project,
        who(l.worker), to_string(l.month), f.texts[l.employer], f.texts[l.name], l.half_days,
        l.hours_hundredths, f.texts[l.quantity], text_of(l.net), text_of(l.gross),
        text_of(l.overtime), text_of(l.allowances), text_of(l.withheld), text_of(l.deducted),
        static_cast<int>(l.deduction_kind), l.is_back_pay, f.texts[l.card], text_of(l.prepared),
        text_of(l.signed_on), text_of(l.slip_given)));
  for (const book::Payment& p : f.payments)
    lines.push_back(fmt::format("P{} {} {} {} {} {} {} {} {} {} {} {} {}", p.source.row, p.project,
                                who(p.worker), to_string(p.month), text_of(p.date),
                                text_of(p.amount), f.texts[p.payee], f.texts[p.payee_account],
                                f.texts[p.source_account], f.texts[p.serial], f.texts[p.reason],
                                static_cast<int>(p.status), static_cast<int>(p.form)));
  for (const book::RosterEntry& e : f.roster)
    lines.push_back(fmt::format(
        "R{} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {}", e.source.row,
        e.project, who(e.worker), f.texts[e.employer], f.texts[e.team], f.texts[e.name],
        f.texts[e.id_kind], f.texts[e.phone], f.texts[e.trade], static_cast<int>(e.role),
        static_cast<int>(e.pay_basis), text_of(e.rate), e.agreed_pay_day.value_or(-1),
        f.texts[e.pay_method], static_cast<int>(e.contract_kind), text_of(e.contract_date),
        text_of(e.registered), text_of(e.trained), text_of(e.entered), text_of(e.left),
        text_of(e.settled), f.texts[e.card], f.texts[e.bank], f.texts[e.card_holder]));
  for (const book::RejectedRow& r : f.rejected)
    lines.push_back(fmt::format("X{} {} {} {} {} {} {} {} {}", r.source.row, r.column, r.value,
                                r.reason, r.project, r.month ? to_string(*r.month) : "-",
                                who(r.worker), text_of(r.date), r.names_unknown_project));
  return lines;
}

std::vector<std::vector<std::string>> some_rows(Table table, std::size_t count, Draw& draw) {
  std::vector<std::vector<std::string>> rows(count);
  for (std::vector<std::string>& row : rows) {
    const std::size_t columns = book::shape_of(table).columns.size();
    const std::size_t width = draw.below(20) == 0 ? draw.below(columns + 3) : columns;
    for (std::size_t i = 0; i < width; ++i)
      row.push_back(i < columns ? cell_of(table, static_cast<book::ColumnIndex>(i), draw) : "多");
  }
  return rows;
}

// All rows by one reader that remembers; each by a reader of its own, as numbers of a spreadsheet,
// which no short way takes.
void expect_same(Table table, bool is_monthly, std::size_t count) {
  Draw draw(kSeed + static_cast<unsigned>(table));
  const Layout layout = layout_of_all(table, is_monthly);
  const std::vector<std::vector<std::string>> rows = some_rows(table, count, draw);
  AnswerStyles styles{};
  Intake together = county();
  Rows as_text(rows, CellForm::text, 2);
  const Result<RowsRead> read = read_rows(as_text, layout, together, styles, 1);
  ASSERT_TRUE(read.has_value());

  std::vector<std::string> alone;
  int used = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Intake intake = county();
    Rows as_number(std::span<const std::vector<std::string>>(rows).subspan(i, 1), CellForm::number,
                   2 + static_cast<std::uint32_t>(i));
    used += read_rows(as_number, layout, intake, styles, 1)->used;
    for (std::string& line : written_out(intake.facts)) alone.push_back(std::move(line));
  }
  std::vector<std::string> all = written_out(together.facts);
  std::ranges::sort(all);
  std::ranges::sort(alone);
  EXPECT_EQ(all, alone);
  EXPECT_EQ(read->used, used);
  EXPECT_GT(used, static_cast<int>(count / 8));
  EXPECT_LT(used, static_cast<int>(count));
}

TEST(PlainRows, OfTheRosterAreWhatOthersAre) {
  expect_same(Table::roster, false, 4000);
}
TEST(PlainRows, OfThePayrollAreWhatOthersAre) {
  expect_same(Table::payroll, false, 4000);
}
TEST(PlainRows, OfPaymentsAreWhatOthersAre) {
  expect_same(Table::payments, false, 4000);
}
TEST(PlainRows, OfDailyAttendanceAreWhatOthersAre) {
  expect_same(Table::attendance, false, 6000);
}
TEST(PlainRows, OfMonthlyAttendanceAreWhatOthersAre) {
  expect_same(Table::attendance, true, 6000);
}

// Written as the generator and a gate write it, nearly every row goes the short way.
TEST(PlainAttendance, TakesWhatAGateWrites) {
  Intake intake = county();
  const Layout layout = layout_of_all(Table::attendance, false);
  PlainAttendance plain(layout, intake);
  SheetRow row{.number = 2,
               .cells = {{"P1"},
                         {"990123199001010018"},
                         {"2026-05-06"},
                         {},
                         {"8"},
                         {"07:30"},
                         {},
                         {"4"},
                         {"人脸"}},
               .fault = {}};
  EXPECT_FALSE(plain.take(row, {2, 1}));  // no row above yet
  AnswerStyles styles{};
  RowReader reader(layout, row, false, styles);
  read_row(Table::attendance, reader, intake, {2, 1});
  EXPECT_TRUE(plain.take(row, {3, 1}));
  ASSERT_EQ(intake.facts.attendance.size(), 2U);
  EXPECT_EQ(intake.facts.attendance[1].days, 1U << 5);
  EXPECT_EQ(intake.facts.attendance[1].first_minute, 7 * 60 + 30);
}

// A 'd' of the form is a digit.
bool has_form(std::string_view text, std::string_view form) {
  return std::ranges::equal(text, form, [](char byte, char expected) {
    return expected == 'd' ? byte >= '0' && byte <= '9' : byte == expected;
  });
}

// What the memory reads is what read_date() reads, and in the plain form it reads all that is read.
TEST(DateMemory, ReadsWhatAnyReaderReads) {
  Draw draw(kSeed);
  DateMemory memory;
  int read = 0;
  for (int round = 0; round < 200000; ++round) {
    const std::string text = draw.spoilt(
        fmt::format("20{:02}-{:02}-{:02}", draw.below(100), draw.below(14), draw.below(33)), 4);
    const Cell cell{text, CellForm::text};
    const std::optional<Date> day = memory.read(cell);
    const bool is_plain = has_form(text, "dddd-dd-dd");
    const std::optional<Date> expected = day || is_plain ? read_date(cell, false) : std::nullopt;
    ASSERT_EQ(day, expected) << text;
    ASSERT_TRUE(!day || memory.month() == month_of(*day)) << text;
    read += day.has_value();
  }
  EXPECT_GT(read, 50000);
}

TEST(DateMemory, ReadsMonthsAsAnyReaderDoes) {
  Draw draw(kSeed);
  DateMemory memory;
  int read = 0;
  for (int round = 0; round < 200000; ++round) {
    const std::string text =
        draw.spoilt(fmt::format("20{:02}-{:02}", draw.below(100), draw.below(14)), 4);
    const Cell cell{text, CellForm::text};
    const std::optional<Month> month = memory.read_month(cell);
    const bool is_plain = has_form(text, "dddd-dd");
    const std::optional<Month> expected =
        month || is_plain ? read_month(cell, false) : std::nullopt;
    ASSERT_EQ(month, expected) << text;
    read += month.has_value();
  }
  EXPECT_GT(read, 50000);
}

}  // namespace
}  // namespace qingxin::feeds
