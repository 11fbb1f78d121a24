// SPDX-License-Identifier: Apache-2.0
#include "oversight/snapshot.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>
#include <tuple>

#include "base/text.h"

namespace qingxin::oversight {

namespace {

constexpr std::string_view kHead = "qingxin-figures 1";

constexpr std::array kOfAll{Of::project, Of::dossier, Of::record};

// What would end a field or a line is written as two letters.
std::string written(std::string_view text) {
  std::string safe;
  for (const char letter : text) {
    if (letter == '\\')
      safe += "\\\\";
    else if (letter == '\t')
      safe += "\\t";
    else if (letter == '\n')
      safe += "\\n";
    else
      safe += letter;
  }
  return safe;
}

std::optional<std::string> read_text(std::string_view safe) {
  std::string text;
  for (std::size_t at = 0; at < safe.size(); ++at) {
    if (safe[at] != '\\') {
      text += safe[at];
      continue;
    }
    const char next = ++at < safe.size() ? safe[at] : '\0';
    if (next == '\\')
      text += '\\';
    else if (next == 't')
      text += '\t';
    else if (next == 'n')
      text += '\n';
    else
      return std::nullopt;
  }
  return text;
}

template <typename... Fields>
std::string line_of(const Fields&... fields) {
  std::string line;
  ((line += line.empty() ? std::string{} : "\t", line += fmt::format("{}", fields)), ...);
  return line + "\n";
}

std::string before_text(const std::optional<Cell>& before) {
  if (!before) return "-";
  return fmt::format("{} {} {} {}", before->part, before->whole, before->unknown, before->rows);
}

std::string line_of_cell(const SnapshotCell& cell) {
  return line_of("cell", name_of(cell.by), written(cell.code), indicator_of(cell.indicator).name,
                 cell.cell.part, cell.cell.whole, cell.cell.unknown, cell.cell.rows,
                 before_text(cell.before));
}

std::string line_of_row(const SnapshotRow& row) {
  return line_of("row", indicator_of(row.indicator).name, written(row.code), name_of(row.of),
                 row.id, row.month ? to_string(*row.month) : "-", row.part, row.whole, row.unknown);
}

template <typename Things, typename LineOf>
void add_sorted(std::string& text, const Things& things, LineOf one_line) {
  std::vector<std::string> lines;
  for (const auto& thing : things) lines.push_back(one_line(thing));
  std::ranges::sort(lines);
  for (const std::string& line : lines) text += line;
}

std::string note_line(std::string_view what, const SnapshotNote& note) {
  return line_of(what, written(note.code), written(note.words));
}

std::vector<std::string_view> parts_of(std::string_view text, char between) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(between);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// Reads the fields of one line from the left; the first that is not right makes it all wrong.
class LineReader {
 public:
  explicit LineReader(std::string_view line) : fields_(parts_of(line, '\t')) {}

  bool is_right() const { return is_right_ && at_ == fields_.size(); }
  std::string_view word() { return at_ < fields_.size() ? fields_[at_++] : fail_word(); }
  std::string text() {
    std::optional<std::string> read = read_text(word());
    if (!read) is_right_ = false;
    return read.value_or(std::string{});
  }
  std::int64_t number() { return number_in(word()); }
  Date day() {
    const Result<Date> read = parse_iso_date(word());
    if (!read) is_right_ = false;
    return read.value_or(Date{});
  }
  std::optional<Month> month() {
    const std::string_view field = word();
    if (field == "-") return std::nullopt;
    const Result<Month> read = parse_iso_month(field);
    if (!read) is_right_ = false;
    return read.value_or(Month{});
  }
  By by() {
    const std::optional<By> read = by_named(word());
    if (!read) is_right_ = false;
    return read.value_or(By::district);
  }
  Of of() {
    const std::string_view name = word();
    for (const Of one : kOfAll)
      if (name_of(one) == name) return one;
    is_right_ = false;
    return Of{};
  }
  IndicatorId indicator() {
    const Indicator* found = indicator_named(word());
    if (found == nullptr) is_right_ = false;
    return found == nullptr ? IndicatorId{} : found->id;
  }
  Cell cell() {
    // One after the other: the order of arguments is the compiler's.
    Cell cell;
    cell.part = number();
    cell.whole = number();
    cell.unknown = number();
    cell.rows = number();
    return cell;
  }
  std::optional<Cell> before() {
    const std::string_view field = word();
    if (field == "-") return std::nullopt;
    const std::vector<std::string_view> numbers = parts_of(field, ' ');
    if (numbers.size() != 4) is_right_ = false;
    if (!is_right_) return std::nullopt;
    return Cell{number_in(numbers[0]), number_in(numbers[1]), number_in(numbers[2]),
                number_in(numbers[3])};
  }

 private:
  std::string_view fail_word() {
    is_right_ = false;
    return {};
  }
  std::int64_t number_in(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) is_right_ = false;
    return number;
  }
  std::vector<std::string_view> fields_;
  std::size_t at_ = 0;
  bool is_right_ = true;
};

// Whether the line says something that a snapshot can say; it is then added.
bool read_line(std::string_view line, Snapshot& to) {
  LineReader reader(line);
  const std::string_view what = reader.word();
  if (what == "body") {
    to.body = reader.text();
    to.region_code = reader.text();
  } else if (what == "period") {
    to.from = reader.day();
    to.until = reader.day();
  } else if (what == "frozen") {
    to.frozen = {reader.number()};
  } else if (what == "law") {
    to.law = reader.text();
  } else if (what == "place") {
    SnapshotPlace& place = to.places.emplace_back();
    place.by = reader.by();
    place.code = reader.text();
    place.name = reader.text();
    place.parent = reader.text();
  } else if (what == "cell") {
    SnapshotCell& cell = to.cells.emplace_back();
    cell.by = reader.by();
    cell.code = reader.text();
    cell.indicator = reader.indicator();
    cell.cell = reader.cell();
    cell.before = reader.before();
  } else if (what == "row") {
    SnapshotRow& row = to.rows.emplace_back();
    row.indicator = reader.indicator();
    row.code = reader.text();
    row.of = reader.of();
    row.id = reader.number();
    row.month = reader.month();
    row.part = reader.number();
    row.whole = reader.number();
    row.unknown = reader.number();
  } else if (what == "correction" || what == "missing") {
    SnapshotNote& note = (what == "missing" ? to.missing : to.corrections).emplace_back();
    note.code = reader.text();
    note.words = reader.text();
  } else {
    return false;
  }
  return reader.is_right();
}

tl::unexpected<Error> not_a_snapshot(std::size_t line, std::string_view why) {
  return fail(ErrorCode::invalid_input,
              fmt::format("快照第 {} 行{}；它不是本程序写的，或被改过，请取原件", line, why));
}

// The number of the first line in which the two differ.
std::size_t first_difference(std::string_view text, std::string_view other) {
  const auto at = std::ranges::mismatch(text, other).in1;
  return static_cast<std::size_t>(std::count(text.begin(), at, '\n')) + 1;
}

// Of a thing that may stand there once only: where it does twice.
template <typename Things, typename KeyOf>
bool has_twice(const Things& things, KeyOf key_of) {
  std::set<decltype(key_of(things.front()))> seen;
  for (const auto& thing : things)
    if (!seen.insert(key_of(thing)).second) return true;
  return false;
}

Result<void> check_once(const Snapshot& snapshot) {
  const bool is_double = has_twice(snapshot.places,
                                   [](const auto& one) {
                                     return std::tuple{one.by, one.code};
                                   }) ||
                         has_twice(snapshot.cells, [](const auto& one) {
                           return std::tuple{one.by, one.code, one.indicator};
                         });
  if (!is_double) return {};
  return fail(ErrorCode::invalid_input, "快照里同一个地方或同一个数写了两次；请取原件");
}

void add_to(Cell& sum, const Cell& cell) {
  sum.part += cell.part;
  sum.whole += cell.whole;
  sum.unknown += cell.unknown;
  sum.rows += cell.rows;
}

std::string fault_words(const SnapshotCell& cell, std::string_view of_what, const Cell& sum) {
  const auto words = [](const Cell& one) {
    return fmt::format("{}/{}，未知 {}，{} 行", one.part, one.whole, one.unknown, one.rows);
  };
  return fmt::format("{} {}：{} 与{} {} 不等", cell.code.empty() ? "全部" : cell.code,
                     indicator_of(cell.indicator).name, words(cell.cell), of_what, words(sum));
}

using CellKey = std::tuple<By, std::string, IndicatorId>;

std::map<CellKey, Cell> sums_of_children(const Snapshot& snapshot) {
  std::map<std::pair<By, std::string>, std::string> parents;
  for (const SnapshotPlace& place : snapshot.places)
    if (place.code != place.parent) parents.emplace(std::pair{place.by, place.code}, place.parent);
  std::map<CellKey, Cell> sums;
  for (const SnapshotCell& cell : snapshot.cells) {
    const auto parent = parents.find({cell.by, cell.code});
    if (parent == parents.end()) continue;
    add_to(sums[{cell.by, parent->second, cell.indicator}], cell.cell);
  }
  return sums;
}

std::map<std::pair<std::string, IndicatorId>, Cell> sums_of_rows(const Snapshot& snapshot) {
  std::map<std::pair<std::string, IndicatorId>, Cell> sums;
  for (const SnapshotRow& row : snapshot.rows)
    add_to(sums[{row.code, row.indicator}], {row.part, row.whole, row.unknown, 1});
  return sums;
}

}  // namespace

std::string snapshot_text(const Snapshot& snapshot) {
  std::string text = line_of(kHead);
  text += line_of("body", written(snapshot.body), written(snapshot.region_code));
  text += line_of("period", to_string(snapshot.from), to_string(snapshot.until));
  text += line_of("frozen", snapshot.frozen.utc_ms);
  text += line_of("law", written(snapshot.law));
  add_sorted(text, snapshot.places, [](const SnapshotPlace& place) {
    return line_of("place", name_of(place.by), written(place.code), written(place.name),
                   written(place.parent));
  });
  add_sorted(text, snapshot.cells, line_of_cell);
  add_sorted(text, snapshot.rows, line_of_row);
  add_sorted(text, snapshot.corrections,
             [](const SnapshotNote& note) { return note_line("correction", note); });
  add_sorted(text, snapshot.missing,
             [](const SnapshotNote& note) { return note_line("missing", note); });
  // How many lines there were: one that was cut off is not taken for a shorter one.
  return text + line_of("end", std::ranges::count(text, '\n'));
}

Result<Snapshot> snapshot_in(std::string_view text) {
  if (!is_utf8(text)) return not_a_snapshot(1, "不是 UTF-8");
  std::vector<std::string_view> lines = parts_of(text, '\n');
  if (lines.front() != kHead) return not_a_snapshot(1, fmt::format("应为「{}」", kHead));
  if (lines.size() < 3 || !lines.back().empty()) return not_a_snapshot(lines.size(), "没有写完");
  lines.pop_back();
  Snapshot snapshot;
  for (std::size_t i = 1; i + 1 < lines.size(); ++i)
    if (!read_line(lines[i], snapshot)) return not_a_snapshot(i + 1, "读不懂");
  if (const Result<void> once = check_once(snapshot); !once) return tl::unexpected(once.error());
  const std::string again = snapshot_text(snapshot);
  if (again != text) return not_a_snapshot(first_difference(text, again), "不是本程序的写法");
  return snapshot;
}

const Cell* find_cell(const Snapshot& snapshot, IndicatorId indicator, By by,
                      std::string_view code) {
  for (const SnapshotCell& cell : snapshot.cells)
    if (cell.indicator == indicator && cell.by == by && cell.code == code) return &cell.cell;
  return nullptr;
}

std::vector<std::string> faults_of_sums(const Snapshot& snapshot) {
  const std::map<CellKey, Cell> children = sums_of_children(snapshot);
  const auto rows = sums_of_rows(snapshot);
  std::set<std::pair<By, std::string>> parents;
  for (const SnapshotPlace& place : snapshot.places)
    if (place.code != place.parent) parents.emplace(place.by, place.parent);
  std::vector<std::string> faults;
  for (const SnapshotCell& cell : snapshot.cells) {
    if (parents.contains({cell.by, cell.code})) {
      const auto sum = children.find({cell.by, cell.code, cell.indicator});
      const Cell told = sum == children.end() ? Cell{} : sum->second;
      if (cell.cell != told) faults.push_back(fault_words(cell, "下级之和", told));
    } else if (cell.by == By::district && !snapshot.rows.empty()) {
      const auto sum = rows.find({cell.code, cell.indicator});
      const Cell told = sum == rows.end() ? Cell{} : sum->second;
      if (cell.cell != told) faults.push_back(fault_words(cell, "各行之和", told));
    }
  }
  return faults;
}

}  // namespace qingxin::oversight
