// SPDX-License-Identifier: Apache-2.0
#include "feeds/folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <set>

#include "base/text.h"
#include "book/fact_cells.h"
#include "book/row_days.h"
#include "feeds/charset.h"
#include "feeds/csv.h"
#include "feeds/doubles.h"
#include "feeds/file_bytes.h"
#include "feeds/pieces.h"
#include "feeds/row_drain.h"
#include "feeds/rows.h"
#include "feeds/tables.h"
#include "feeds/xlsx.h"

namespace qingxin::feeds {

using book::Table;

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kParametersFile = "参数.toml";
constexpr std::string_view kHeaderMapFile = "列名.toml";

struct TableFile {
  fs::path path;
  Table table;
  bool is_workbook;
};

// The files of a folder, in the order of reading.
struct Listing {
  std::vector<TableFile> files;
  std::vector<std::string> unrecognised;
};

tl::unexpected<Error> in_file(const fs::path& path, const std::string& message) {
  return fail(ErrorCode::invalid_input, file_name(path) + " " + message);
}

tl::unexpected<Error> cannot_open_folder(const fs::path& folder, std::error_code why) {
  return fail(ErrorCode::unavailable, fmt::format("打不开文件夹 {}：{}；请检查路径和读取权限",
                                                  printable(folder.string()), why.message()));
}

std::string extension_of(const fs::path& path) {
  return folded(path.extension().string());
}

bool is_left_over(const std::string& name) {
  return name.starts_with('.') || name.starts_with("~$");
}

Result<Listing> list_folder(const fs::path& folder) {
  std::error_code failure;
  fs::directory_iterator entries(folder, failure);
  if (failure) return cannot_open_folder(folder, failure);
  Listing listing;
  for (; !failure && entries != fs::directory_iterator(); entries.increment(failure)) {
    const fs::path path = entries->path();
    const std::string name = file_name(path);
    if (is_left_over(name) || name == kParametersFile || name == kHeaderMapFile) continue;
    const std::optional<Table> table = table_of_stem(path.stem().string());
    const std::string extension = extension_of(path);
    const bool is_csv = extension == ".csv";
    const bool is_workbook = extension == ".xlsx";
    if (table && (is_csv || is_workbook)) {
      listing.files.push_back({path, *table, is_workbook});
    } else if (table && (extension == ".xls" || extension == ".xlsb" || extension == ".ods" ||
                         extension == ".xlsm" || extension == ".et")) {
      return in_file(path, fmt::format("是「{}」表，但 {} 格式读不了；请另存为 .xlsx 或 .csv",
                                       book::shape_of(*table).chinese[0], extension));
    } else {
      std::error_code ignored;
      listing.unrecognised.push_back(entries->is_directory(ignored) ? name + "/" : name);
    }
  }
  // A listing that broke off would be half the facts.
  if (failure) return cannot_open_folder(folder, failure);
  std::ranges::sort(listing.files, {}, [](const TableFile& f) {
    return std::pair(f.table, f.path.filename().string());
  });
  std::ranges::sort(listing.unrecognised);
  return listing;
}

// Sums of what was read must stay exact: each amount is bounded, and so is their number in reason.
Result<int> check_sums(const book::Facts& facts) {
  const auto check_table = [](Table table, const auto& rows, auto amount) -> Result<int> {
    std::int64_t sum = 0;
    for (const auto& row : rows)
      if (__builtin_add_overflow(sum, amount(row).fen, &sum) || sum > kFenMax)
        return sum_is_too_large(table);
    return 0;
  };
  const auto amount = [](const auto& row) { return row.amount; };
  const auto net = [](const book::PayrollLine& line) { return line.net; };
  const auto gross = [](const book::PayrollLine& line) { return line.gross.value_or(Money{}); };
  for (const Result<int>& checked : {check_table(Table::payroll, facts.payroll, net),
                                     check_table(Table::payroll, facts.payroll, gross),
                                     check_table(Table::payments, facts.payments, amount),
                                     check_table(Table::movements, facts.movements, amount),
                                     check_table(Table::labour_fees, facts.labour_fees, amount)})
    if (!checked) return checked;
  return 0;
}

// Takes out the known projects that no row names, neither by an account of theirs.
void drop_unnamed_projects(book::Facts& facts, const Known& known) {
  std::vector<bool> is_named(facts.projects.size());
  for (std::size_t p = 0; p < is_named.size(); ++p) is_named[p] = facts.projects[p].source.row != 0;
  const auto each_table = [&](const auto& act) {
    book::each_dated_table(facts, act);
    act(facts.labour_fees);
    act(facts.guarantees);
    act(facts.rejected);
  };
  std::set<book::TextId> unassigned;
  each_table([&](const auto& rows) {
    for (const auto& row : rows)
      if (row.project != book::kNone) is_named[row.project] = true;
  });
  for (const book::Movement& movement : facts.movements)
    if (movement.project == book::kNone) unassigned.insert(movement.account);
  std::map<std::string_view, std::size_t> places;
  for (std::size_t p = 0; p < is_named.size(); ++p)
    places[facts.texts[facts.projects[p].project_id]] = p;
  for (const KnownAccount& one : known.accounts)
    if (unassigned.contains(facts.texts.find(one.account))) is_named[places[one.project_id]] = true;
  std::vector<book::ProjectIndex> now(is_named.size());
  std::vector<book::Project> kept;
  for (std::size_t p = 0; p < is_named.size(); ++p) {
    now[p] = static_cast<book::ProjectIndex>(kept.size());
    if (is_named[p]) kept.push_back(facts.projects[p]);
  }
  facts.projects = std::move(kept);
  each_table([&](auto& rows) {
    for (auto& row : rows)
      if (row.project != book::kNone) row.project = now[row.project];
  });
}

// Hours written in the day cells of a monthly sheet are the hours of these days.
void note_hours(book::Facts& facts, const Layout& layout, std::size_t first) {
  if (!layout.is_monthly) return;
  const auto has_hours = [](const book::AttendanceRow& row) { return row.hours_hundredths >= 0; };
  if (std::any_of(facts.attendance.begin() + static_cast<std::ptrdiff_t>(first),
                  facts.attendance.end(), has_hours))
    facts.present.columns[static_cast<std::size_t>(Table::attendance)].set(book::attendance::hours);
}

class FolderReader {
 public:
  // With a drain the rows go there as they are read; without, they stay.
  FolderReader(HeaderMap map, const Known& known, int threads, const ReadProgress& progress,
               RowDrain* drain)
      : map_(std::move(map)),
        known_(&known),
        threads_(threads),
        progress_(&progress),
        drain_(drain),
        taken_(&intake_) {}

  // What is left of the facts, with what was not read.
  Result<book::Facts> read(const Listing& listing);

 private:
  Result<int> read_tables(const Listing& listing);
  Result<int> read_file(const TableFile& file);
  Result<int> read_csv(const TableFile& file);
  Result<int> read_workbook(const TableFile& file);
  // The rows under a header; those of `in_pieces`, where there are any, by several threads before.
  Result<int> read_table(const TableFile& file, RowSource& rows, const Layout& layout,
                         const std::optional<Lines>& in_pieces, const OnPieceRead& let_go);
  Result<RowsRead> read_rows(RowSource& rows, const Layout& layout, Intake& intake,
                             AnswerStyles& styles, const std::optional<Lines>& in_pieces,
                             const OnPieceRead& let_go);
  bool drains(Table table) const {
    return drain_ != nullptr && table != Table::projects && table != Table::accounts;
  }
  void name_unread_sheets(const TableFile& file, const Workbook& workbook, std::size_t read);
  Result<int> check_merges(const TableFile& file, const RowSource& rows, const Layout& layout,
                           const RowsRead& read) const;
  tl::unexpected<Error> no_header(const TableFile& file, const Layout& best) const;
  std::uint16_t file_index() const {
    return static_cast<std::uint16_t>(intake_.facts.files.size() - 1);
  }

  void name_known_projects();
  void name_known_accounts();

  HeaderMap map_;
  const Known* known_;
  int threads_;
  const ReadProgress* progress_;
  RowDrain* drain_;
  Intake intake_;
  Intake taken_;                      // what the drain takes next
  const FileBytes* bytes_ = nullptr;  // of the CSV file that is being read
  std::vector<std::string> unread_sheets_;
  std::int64_t bytes_total_ = 0;
  std::int64_t bytes_done_ = 0;
};

Result<book::Facts> FolderReader::read(const Listing& listing) {
  if (const Result<int> read = read_tables(listing); !read) return tl::unexpected(read.error());
  intake_.facts.unrecognised_files = listing.unrecognised;
  std::ranges::move(unread_sheets_, std::back_inserter(intake_.facts.unrecognised_files));
  return std::move(intake_.facts);
}

Result<int> FolderReader::read_tables(const Listing& listing) {
  std::error_code ignored;
  for (const TableFile& file : listing.files)
    bytes_total_ += static_cast<std::int64_t>(fs::file_size(file.path, ignored));
  auto file = listing.files.begin();
  for (const book::TableShape& shape : book::all_tables()) {
    for (; file != listing.files.end() && file->table == shape.table; ++file)
      if (const Result<int> rows = read_file(*file); !rows) return rows;
    reject_doubles(intake_.facts, shape.table);
    if (shape.table == Table::projects) {
      name_known_projects();
      if (drain_ != nullptr) drain_->begin(intake_.facts);
    }
    if (shape.table == Table::accounts) name_known_accounts();
    if (shape.table == Table::payments) cancel_returned(intake_.facts);
  }
  return 0;
}

void FolderReader::name_known_projects() {
  intake_.index_projects();
  for (const std::string& project_id : known_->project_ids) {
    if (intake_.find_project(project_id) != book::kNone) continue;
    book::Project named{};
    named.project_id = intake_.facts.texts.add(project_id);
    intake_.facts.projects.push_back(named);
  }
  intake_.index_projects();
}

void FolderReader::name_known_accounts() {
  intake_.index_accounts();
  for (const KnownAccount& known : known_->accounts)
    intake_.know_account(known.account, known.project_id);
}

Result<int> FolderReader::read_file(const TableFile& file) {
  if (intake_.facts.files.size() >= UINT16_MAX)
    return in_file(file.path, "之前已有 65,535 个文件；请分开放在几个文件夹里核查");
  intake_.facts.files.push_back({file_name(file.path), file.table, 0, 0, {}});
  const Result<int> rows = file.is_workbook ? read_workbook(file) : read_csv(file);
  std::error_code ignored;
  bytes_done_ += static_cast<std::int64_t>(fs::file_size(file.path, ignored));
  if (*progress_) (*progress_)(file_name(file.path), bytes_done_, bytes_total_);
  return rows;
}

tl::unexpected<Error> FolderReader::no_header(const TableFile& file, const Layout& best) const {
  const std::string_view table = book::shape_of(file.table).chinese[0];
  if (!best.fault.empty()) return in_file(file.path, best.fault);
  if (best.matched < 2)
    return in_file(file.path, fmt::format("找不到「{}」表的表头；表头应写各列的名称，见 qingxin "
                                          "template 生成的空表",
                                          table));
  if (!best.doubled.empty()) return in_file(file.path, best.doubled + "；请只留一列");
  return in_file(file.path,
                 fmt::format("第 {} 行表头缺少必填列「{}」；请补上这一列，列名不同的可在 "
                             "列名.toml 中对应",
                             best.row, fmt::join(best.missing, "」「")));
}

Result<int> FolderReader::read_csv(const TableFile& file) {
  Result<FileBytes> bytes = FileBytes::open(file.path);
  if (!bytes) return tl::unexpected(bytes.error());
  // A large file is not held in memory, neither while it is looked at nor while it is read.
  const FileBytes* aside = nullptr;
  const auto let_go = [&](std::string_view part) { (aside ? aside : &*bytes)->let_go(part); };
  const std::string name = file_name(file.path);
  const Result<Decoded> decoded =
      drain_ == nullptr ? decode(bytes->view(), name, threads_, let_go)
                        : decode_aside(bytes->view(), name, threads_, let_go, drain_->aside());
  if (!decoded) return tl::unexpected(decoded.error());
  CsvReader rows(*decoded, file_name(file.path));
  Layout best;
  Result<std::optional<Layout>> header = find_header(rows, file.table, map_, best);
  if (!header) return tl::unexpected(header.error());
  if (!*header) return no_header(file, best);
  if (decoded->aside) aside = &*decoded->aside;
  bytes_ = aside ? aside : &*bytes;
  const Result<int> read = read_table(file, rows, **header, rows.take_plain_lines(), let_go);
  bytes_ = nullptr;
  return read;
}

Result<int> FolderReader::read_workbook(const TableFile& file) {
  const Result<Workbook> workbook = Workbook::open(file.path);
  if (!workbook) return tl::unexpected(workbook.error());
  Layout best;
  for (std::size_t sheet = 0; sheet < workbook->sheet_names().size(); ++sheet) {
    Result<std::unique_ptr<RowSource>> rows = workbook->rows(sheet);
    if (!rows) return tl::unexpected(rows.error());
    Result<std::optional<Layout>> header = find_header(**rows, file.table, map_, best);
    if (!header) return tl::unexpected(header.error());
    if (!*header) continue;
    const Result<int> read = read_table(file, **rows, **header, std::nullopt, nullptr);
    if (read) name_unread_sheets(file, *workbook, sheet);
    return read;
  }
  return no_header(file, best);
}

// Other sheets that look like the table are not read; the report must not look as if they were.
void FolderReader::name_unread_sheets(const TableFile& file, const Workbook& workbook,
                                      std::size_t read) {
  for (std::size_t sheet = 0; sheet < workbook.sheet_names().size(); ++sheet) {
    if (sheet == read) continue;
    Result<std::unique_ptr<RowSource>> rows = workbook.rows(sheet);
    if (!rows) continue;
    Layout best;
    const auto header = find_header(**rows, file.table, map_, best);
    if (header && *header)
      unread_sheets_.push_back(
          fmt::format("{} 的工作表「{}」", file_name(file.path),
                      shortened(printable(workbook.sheet_names()[sheet]), 60)));
  }
}

// A value that stands once for several rows: which of them it is meant for is for its writer to
// say.
Result<int> FolderReader::check_merges(const TableFile& file, const RowSource& rows,
                                       const Layout& layout, const RowsRead& read) const {
  for (const Merge& merge : rows.merges()) {
    if (merge.first_row <= layout.row) continue;
    const auto run = std::ranges::upper_bound(read.runs, merge.first_row, {},
                                              [](const auto& r) { return r.second; });
    if (run == read.runs.end() || run->first > merge.last_row) continue;
    const std::span<const book::Column> columns = book::shape_of(layout.table).columns;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto at = static_cast<std::uint32_t>(layout.cell_of[i]);
      if (layout.cell_of[i] < 0 || at < merge.first_column || at > merge.last_column) continue;
      return in_file(
          file.path,
          fmt::format("第 {} 至 {} 行的「{}」是合并单元格，只有第一行有值；请取消合并单元格，"
                      "逐行填写",
                      merge.first_row, merge.last_row, columns[i].chinese));
    }
  }
  return 0;
}

Result<int> FolderReader::read_table(const TableFile& file, RowSource& rows, const Layout& layout,
                                     const std::optional<Lines>& in_pieces,
                                     const OnPieceRead& let_go) {
  if (!layout.doubled.empty()) return in_file(file.path, layout.doubled + "；请只留一列");
  book::Facts& facts = intake_.facts;
  const auto table = static_cast<std::size_t>(file.table);
  facts.present.tables[table] = true;
  for (std::size_t i = 0; i < layout.cell_of.size(); ++i)
    if (layout.cell_of[i] >= 0) facts.present.columns[table].set(i);

  book::FileRead& read = facts.files.back();
  read.ignored_columns = layout.ignored;
  read.is_monthly = layout.is_monthly;
  Intake& intake = drains(file.table) ? taken_ : intake_;
  const std::size_t first = book::row_count(intake.facts, file.table);
  AnswerStyles styles{};
  const Result<RowsRead> done = read_rows(rows, layout, intake, styles, in_pieces, let_go);
  if (!done) return tl::unexpected(done.error());
  if (const Result<int> checked = check_merges(file, rows, layout, *done); !checked) return checked;
  read.rows = done->rows;
  read.used = done->used;
  fill_blank_answers(intake, file.table, styles, first);
  if (drains(file.table)) {
    drain_->take(intake.facts, 0);
    intake.clear();
    return read.rows;
  }
  note_hours(facts, layout, first);
  return read.rows;
}

// Reads the rows of `in_pieces` by several threads, and then those that are left.
Result<RowsRead> FolderReader::read_rows(RowSource& rows, const Layout& layout, Intake& intake,
                                         AnswerStyles& styles,
                                         const std::optional<Lines>& in_pieces,
                                         const OnPieceRead& let_go) {
  const std::string& name = intake_.facts.files.back().name;
  std::mutex reporting;
  std::int64_t bytes_read = 0;
  const auto report = [&](std::string_view piece) {
    let_go(piece);
    const std::lock_guard lock(reporting);
    bytes_read += static_cast<std::int64_t>(piece.size());
    if (*progress_) (*progress_)(name, bytes_done_ + bytes_read, bytes_total_);
  };
  const bool is_drained = drains(layout.table) && !has_answers(layout.table);
  RowsRead done;
  if (in_pieces && is_drained)
    done = drain_in_pieces(*in_pieces, layout, intake, file_index(), threads_, report, *drain_);
  else if (in_pieces)
    done = read_in_pieces(*in_pieces, layout, intake, styles, file_index(), threads_, report);
  const auto take = [&] {
    drain_->take(intake.facts, 0);
    intake.clear();
    if (bytes_ != nullptr) bytes_->let_go(bytes_->view());  // what comes next is mapped again
  };
  Result<RowsRead> rest = is_drained
                              ? feeds::read_rows(rows, layout, intake, styles, file_index(), take)
                              : feeds::read_rows(rows, layout, intake, styles, file_index());
  if (!rest) return rest;
  rest->rows += done.rows;
  rest->used += done.used;
  return rest;
}

// How people call a file of a table that has another name, and what they hang on a name.
struct Alias {
  std::string_view stem;
  Table table;
};
constexpr std::array kAliases = std::to_array<Alias>({
    {"人员名册", Table::roster},
    {"人员台账", Table::roster},
    {"人员花名册", Table::roster},
    {"工人名册", Table::roster},
    {"工人花名册", Table::roster},
    {"农民工名册", Table::roster},
    {"农民工花名册", Table::roster},
});
constexpr std::string_view kLedger = "台账";  // 项目台账, 考勤台账

bool is_stem_end(std::string_view rest) {
  if (rest.starts_with(kLedger)) rest.remove_prefix(kLedger.size());
  if (rest.empty()) return true;
  return rest.front() == '-' || rest.front() == '_' || rest.front() == ' ' ||
         (rest.front() >= '0' && rest.front() <= '9') || rest.front() == '(' ||
         rest.starts_with("（");
}

// The text of a small file beside the tables; nothing when the folder has none. One that is there
// and cannot be read is an error, never nothing.
Result<std::optional<std::string>> text_beside(const fs::path& path) {
  constexpr std::size_t kBytesMax = 1 << 20;
  std::error_code failure;
  const fs::file_type type = fs::symlink_status(path, failure).type();
  if (type == fs::file_type::not_found) return std::optional<std::string>{};
  if (type == fs::file_type::none) return cannot_open_folder(path.parent_path(), failure);
  const Result<FileBytes> bytes = FileBytes::open(path);
  if (!bytes) return tl::unexpected(bytes.error());
  if (bytes->view().size() > kBytesMax) return in_file(path, "超过 1 MiB；请只留要用的设置");
  return std::optional(std::string(bytes->view()));
}

}  // namespace

tl::unexpected<Error> sum_is_too_large(Table table) {
  return fail(ErrorCode::invalid_input,
              fmt::format("「{}」各行金额之和超过 2 万万亿元，不会是真实数据；请核对金额列",
                          book::shape_of(table).chinese[0]));
}

Result<std::optional<std::string>> read_header_map_file(const fs::path& folder) {
  return text_beside(folder / kHeaderMapFile);
}

Result<HeaderMap> header_map_of(const fs::path& folder) {
  const Result<std::optional<std::string>> text = read_header_map_file(folder);
  if (!text) return tl::unexpected(text.error());
  return *text ? read_header_map(**text) : HeaderMap{};
}

std::optional<Table> table_of_stem(std::string_view stem) {
  std::optional<Table> found;
  std::size_t longest = 0;
  const auto try_stem = [&](std::string_view name, std::string_view written, Table table) {
    if (name.size() <= longest || !written.starts_with(name)) return;
    if (!is_stem_end(written.substr(name.size()))) return;
    found = table;
    longest = name.size();
  };
  std::string lower(trim(stem));
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  for (const book::TableShape& shape : book::all_tables()) {
    for (const std::string_view name : shape.chinese)
      if (!name.empty()) try_stem(name, lower, shape.table);
    try_stem(shape.english, lower, shape.table);
  }
  for (const Alias& alias : kAliases) try_stem(alias.stem, lower, alias.table);
  return found;
}

Result<book::Facts> read_folder(const fs::path& folder, int threads, const ReadProgress& progress) {
  return read_folder(folder, {}, threads, progress);
}

Result<book::Facts> read_folder(const fs::path& folder, const Known& known, int threads,
                                const ReadProgress& progress) {
  Result<book::Facts> facts = read_folder_through(nullptr, folder, known, threads, progress);
  if (!facts) return facts;
  if (const Result<int> checked = check_sums(*facts); !checked)
    return tl::unexpected(checked.error());
  sort_rejected(*facts);
  if (!known.project_ids.empty()) drop_unnamed_projects(*facts, known);
  return facts;
}

void sort_rejected(book::Facts& facts) {
  std::ranges::sort(facts.rejected, {}, [](const book::RejectedRow& r) {
    return std::tuple(r.source.file, r.source.row, r.column, r.reason);
  });
}

Result<book::Facts> read_folder_through(RowDrain* drain, const fs::path& folder, const Known& known,
                                        int threads, const ReadProgress& progress) {
  Result<Listing> listing = list_folder(folder);
  if (!listing) return tl::unexpected(listing.error());
  const bool has_projects =
      !listing->files.empty() && listing->files.front().table == Table::projects;
  if (!has_projects && !known.project_ids.empty() && listing->files.empty())
    return fail(
        ErrorCode::invalid_input,
        fmt::format("{} 里没有一张认得的表；表名见 qingxin template 生成的空表", folder.string()));
  if (!has_projects && known.project_ids.empty())
    return fail(ErrorCode::invalid_input,
                fmt::format("{} 里没有「项目」表（项目.xlsx 或 项目.csv）；先用 qingxin template "
                            "生成空表填写，再核查",
                            folder.string()));
  Result<HeaderMap> map = header_map_of(folder);
  if (!map) return tl::unexpected(map.error());
  return FolderReader(std::move(*map), known, threads, progress, drain).read(*listing);
}

Result<std::optional<std::string>> read_parameters_file(const fs::path& folder) {
  return text_beside(folder / kParametersFile);
}

}  // namespace qingxin::feeds
