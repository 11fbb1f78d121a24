// SPDX-License-Identifier: Apache-2.0
#include "feeds/xlsx.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <set>

#include "base/text.h"
#include "feeds/cells.h"
#include "feeds/file_bytes.h"
#include "feeds/xml_part.h"

namespace qingxin::feeds {

namespace {

// Bounds for a file that wants to break us. Refused by name when passed.
constexpr zip_int64_t kPartsMax = 65'535;
constexpr std::size_t kSheetsMax = 1024;
constexpr std::size_t kRelationsMax = 65'535;
constexpr std::size_t kStylesMax = 1 << 20;
constexpr std::size_t kSharedTextBytesMax = std::size_t{256} << 20;
constexpr std::size_t kSharedTextOverhead = 16;              // what an empty text counts for
constexpr std::size_t kTextBytesMax = std::size_t{1} << 20;  // longer than a cell: rejects its row
constexpr std::size_t kMergesMax = 1 << 20;
constexpr std::size_t kNumberBytesMax = 400;

using ZipPtr = std::unique_ptr<zip_t, decltype([](zip_t* zip) { zip_discard(zip); })>;

// xl/workbook.xml: the sheets in order, and the epoch.
struct WorkbookPart final : XmlHandler {
  struct Sheet {
    std::string name, relation;
    bool is_hidden;
  };

  void start(std::string_view name, const Attributes& attributes) override {
    if (name == "workbookPr") {
      const std::string_view epoch = attributes.find("date1904").value_or("0");
      is_1904 = epoch == "1" || epoch == "true";
    }
    if (name != "sheet") return;
    const auto title = attributes.find("name");
    const auto id = attributes.find("id");
    if (!title || !id) return;
    sheets.push_back({std::string(*title), std::string(*id),
                      attributes.find("state").value_or("visible") != "visible"});
    if (sheets.size() > kSheetsMax) refusal = fmt::format("工作表超过 {} 个", kSheetsMax);
  }

  std::vector<Sheet> sheets;
  bool is_1904 = false;
};

// xl/_rels/workbook.xml.rels: where each sheet lies. A target outside the archive is not followed:
// it is looked up among the parts, like any other, and is not there.
struct RelationsPart final : XmlHandler {
  void start(std::string_view name, const Attributes& attributes) override {
    const auto id = attributes.find("Id");
    const auto target = attributes.find("Target");
    if (name != "Relationship" || !id || !target) return;
    const std::filesystem::path part = std::filesystem::path("/xl") / *target;
    targets[std::string(*id)] = part.lexically_normal().relative_path().string();
    if (targets.size() > kRelationsMax) refusal = fmt::format("关系超过 {} 条", kRelationsMax);
  }

  std::map<std::string, std::string> targets;
};

// The texts that cells share, one behind the other.
class SharedTexts {
 public:
  void begin_text() { ends_.push_back(static_cast<std::uint32_t>(bytes_.size())); }
  void append(std::string_view part) {
    bytes_ += part;
    ends_.back() = static_cast<std::uint32_t>(bytes_.size());
  }
  void reserve(std::size_t bytes) { bytes_.reserve(std::min(bytes, kSharedTextBytesMax)); }
  std::size_t size() const { return ends_.size(); }
  std::size_t last_bytes() const { return ends_.back() - begin_of(ends_.size() - 1); }
  bool is_too_large() const {
    return bytes_.size() + ends_.size() * kSharedTextOverhead > kSharedTextBytesMax;
  }
  std::string_view operator[](std::size_t index) const {
    return std::string_view(bytes_).substr(begin_of(index), ends_[index] - begin_of(index));
  }

 private:
  std::size_t begin_of(std::size_t index) const { return index == 0 ? 0 : ends_[index - 1]; }

  std::string bytes_;
  std::vector<std::uint32_t> ends_;
};

// xl/sharedStrings.xml: the texts; runs of one text are joined, phonetic hints left out.
struct SharedStringsPart final : XmlHandler {
  void start(std::string_view name, const Attributes&) override {
    if (name == "si") texts.begin_text();
    if (name == "rPh") is_phonetic = true;
    is_text = name == "t" && !is_phonetic;
    if (texts.is_too_large()) refusal = "共享字符串超过 256 MiB";
  }
  void end(std::string_view name) override {
    if (name == "rPh") is_phonetic = false;
    is_text = false;
  }
  void characters(std::string_view text) override {
    if (!is_text || texts.size() == 0) return;
    texts.append(text);
    if (texts.last_bytes() > kTextBytesMax) refusal = "一段文字超过 1 MiB";
    if (texts.is_too_large()) refusal = "共享字符串超过 256 MiB";
  }

  SharedTexts texts;
  bool is_text = false;
  bool is_phonetic = false;
};

bool is_date_format(std::string_view code) {
  bool is_quoted = false;
  bool is_bracketed = false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '"') is_quoted = !is_quoted;
    if (is_quoted) continue;
    if (c == '\\') ++i;
    if (c == '[') is_bracketed = true;
    if (c == ']') is_bracketed = false;
    if (!is_bracketed && (c == 'y' || c == 'Y' || c == 'd' || c == 'D')) return true;
  }
  return false;
}

constexpr bool is_builtin_date(int format) {
  return (format >= 14 && format <= 17) || format == 22 || (format >= 27 && format <= 36) ||
         (format >= 50 && format <= 58);
}

// xl/styles.xml: which cell styles show a date.
struct StylesPart final : XmlHandler {
  void start(std::string_view name, const Attributes& attributes) override {
    const int id = attributes.number("numFmtId", -1);
    if (name == "numFmt" && is_date_format(attributes.find("formatCode").value_or("")))
      date_formats.insert(id);
    if (name == "cellXfs") is_in_cells = true;
    if (name == "xf" && is_in_cells)
      is_date.push_back(is_builtin_date(id) || date_formats.contains(id));
    if (std::max(date_formats.size(), is_date.size()) > kStylesMax)
      refusal = fmt::format("单元格样式超过 {} 种", kStylesMax);
  }
  void end(std::string_view name) override {
    if (name == "cellXfs") is_in_cells = false;
  }

  std::set<int> date_formats;
  std::vector<bool> is_date;
  bool is_in_cells = false;
};

struct Place {
  std::uint32_t row = 0;     // 0: not written
  std::uint32_t column = 0;  // from 0
};

// "BC12" → row 12, column 54. Nothing for what is no place of a sheet.
std::optional<Place> place_of(std::string_view reference) {
  Place place;
  std::size_t at = 0;
  for (; at < reference.size() && reference[at] >= 'A' && reference[at] <= 'Z'; ++at) {
    place.column = place.column * 26 + static_cast<std::uint32_t>(reference[at] - 'A' + 1);
    if (place.column > kColumnsMax) return std::nullopt;
  }
  const int row = number_of(reference.substr(at), 0);
  if (at == 0 || row < 1 || row > static_cast<int>(kSheetRowsMax)) return std::nullopt;
  --place.column;
  place.row = static_cast<std::uint32_t>(row);
  return place;
}

// "A3:B9"; nothing for one row or for what is no range.
std::optional<Merge> merge_of(std::string_view range) {
  const std::size_t colon = range.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::optional<Place> first = place_of(range.substr(0, colon));
  const std::optional<Place> last = place_of(range.substr(colon + 1));
  if (!first || !last || first->row >= last->row) return std::nullopt;
  return Merge{first->row, last->row, first->column, last->column};
}

std::size_t digits_before_point(std::string_view number) {
  const std::size_t start = number.find_first_of("123456789");
  const std::size_t point = std::min(number.find('.'), number.size());
  return start == std::string_view::npos || start > point ? 0 : point - start;
}

// A cell whose text lies in its row, or among the shared texts.
struct StoredCell {
  std::uint32_t column;
  std::uint32_t at;    // in the row's text, or the number of the shared text
  std::uint32_t size;  // kShared for a shared text
  CellForm form;

  static constexpr std::uint32_t kShared = UINT32_MAX;
};

// A row with the cells that say something.
struct StoredRow {
  std::uint32_t number = 0;
  std::vector<StoredCell> cells;
  std::string text;
};

// A worksheet part: builds rows out of <row><c><v>.
struct SheetPart final : XmlHandler {
  const SharedTexts* shared = nullptr;
  const std::vector<bool>* date_styles = nullptr;
  bool is_1904 = false;
  std::deque<StoredRow> rows;
  std::vector<StoredRow> spent;  // rows that were read; what they hold is used again
  std::vector<Merge> merges;

  void start(std::string_view name, const Attributes& attributes) override {
    if (name == "c") return start_cell(attributes);
    if (name == "row") return start_row(attributes);
    if (name == "v" || name == "t") is_text = !is_phonetic;
    if (name == "f") has_formula = true;
    if (name == "rPh") is_phonetic = true;
    if (name == "mergeCell") {
      if (const std::optional<Merge> merge = merge_of(attributes.find("ref").value_or("")))
        merges.push_back(*merge);
      if (merges.size() > kMergesMax) refusal = fmt::format("合并单元格超过 {} 处", kMergesMax);
    }
  }

  void start_row(const Attributes& attributes) {
    if (is_in_row) {
      refusal = fmt::format("第 {} 行里面还有一行", last_row);
      return;
    }
    is_in_row = true;
    const auto written = attributes.find("r");
    const int number = written ? number_of(*written, 0) : static_cast<int>(last_row) + 1;
    if (number <= static_cast<int>(last_row) || number > static_cast<int>(kSheetRowsMax)) {
      const std::string shown = written ? std::string(*written) : std::to_string(number);
      refusal = fmt::format("第 {} 行之后的行号 {} 不对", last_row, printable(shown.substr(0, 20)));
      return;
    }
    last_row = static_cast<std::uint32_t>(number);
    next_column = 0;
    if (spent.empty()) spent.emplace_back();
    rows.push_back(std::move(spent.back()));
    spent.pop_back();
    rows.back().number = last_row;
    rows.back().cells.clear();
    rows.back().text.clear();
  }

  void start_cell(const Attributes& attributes) {
    if (!is_in_row) return;
    place = {last_row, next_column};
    if (const auto reference = attributes.find("r")) {
      const std::optional<Place> written = place_of(*reference);
      if (!written || written->row != last_row) {
        refusal = fmt::format("第 {} 行有单元格的位置是 {}，不对", last_row,
                              printable(reference->substr(0, 20)));
        return;
      }
      place = *written;
    }
    if (place.column >= kColumnsMax) {
      refusal = fmt::format("第 {} 行超过 {} 列", last_row, kColumnsMax);
      return;
    }
    next_column = place.column + 1;
    type = attributes.find("t").value_or("n");
    const int style = attributes.number("s", -1);
    has_date_style = style >= 0 && static_cast<std::size_t>(style) < date_styles->size() &&
                     (*date_styles)[static_cast<std::size_t>(style)];
    value.clear();
    has_formula = false;
    is_in_cell = true;
  }

  void end(std::string_view name) override {
    if (name == "v" || name == "t") is_text = false;
    if (name == "rPh") is_phonetic = false;
    if (name == "c" && is_in_cell) end_cell();
    if (name == "row" && is_in_row) end_row();
  }

  void characters(std::string_view text) override {
    if (!is_text || !is_in_cell) return;
    value += text;
    if (value.size() > kTextBytesMax) refusal = fmt::format("第 {} 行有一格超过 1 MiB", last_row);
  }

  void end_cell() {
    is_in_cell = false;
    // A formula that gives an empty text says so by its type; one without a value says nothing.
    if (value.empty() && has_formula && type != "str")
      return keep("", CellForm::formula_without_value);
    if (value.empty()) return;
    if (type == "s") return keep_shared();
    if (type == "b") return keep(value, CellForm::boolean);
    if (type != "n") return keep(value, CellForm::text);
    const std::string number = to_15_digits(value);
    if (has_date_style)
      if (const std::optional<Date> day = day_of_serial(number, is_1904))
        return keep(to_string(*day), CellForm::text);
    keep(number, digits_before_point(number) > 15 ? CellForm::lossy_number : CellForm::number);
  }

  void keep(std::string_view text, CellForm form) {
    StoredRow& row = rows.back();
    row.cells.push_back({place.column, static_cast<std::uint32_t>(row.text.size()),
                         static_cast<std::uint32_t>(text.size()), form});
    row.text += text;
    refuse_crowd();
  }

  void keep_shared() {
    const int index = number_of(value, -1);
    if (index < 0 || static_cast<std::size_t>(index) >= shared->size()) {
      refusal = fmt::format("第 {} 行用到的共享字符串 {} 不存在", last_row,
                            printable(std::string_view(value).substr(0, 20)));
      return;
    }
    rows.back().cells.push_back(
        {place.column, static_cast<std::uint32_t>(index), StoredCell::kShared, CellForm::text});
    refuse_crowd();
  }

  // So many cells cannot be in different columns.
  void refuse_crowd() {
    if (rows.back().cells.size() > kColumnsMax)
      refusal = fmt::format("第 {} 行有单元格出现两次", last_row);
  }

  void end_row() {
    is_in_row = false;
    std::vector<StoredCell>& cells = rows.back().cells;
    if (!std::ranges::is_sorted(cells, {}, &StoredCell::column))
      std::ranges::stable_sort(cells, {}, &StoredCell::column);
    const auto twice = std::ranges::adjacent_find(cells, {}, &StoredCell::column);
    if (twice != cells.end())
      refusal = fmt::format("第 {} 行的第 {} 列出现两次", last_row, twice->column + 1);
  }

  std::uint32_t last_row = 0;
  std::uint32_t next_column = 0;
  Place place;
  std::string type, value;
  bool is_in_row = false, is_in_cell = false, is_text = false, is_phonetic = false,
       has_formula = false, has_date_style = false;
};

class XlsxRows final : public RowSource {
 public:
  XlsxRows(std::unique_ptr<SheetPart> sheet, XmlPart xml)
      : sheet_(std::move(sheet)), xml_(std::move(xml)) {}

  Result<Step> next(SheetRow& row) override {
    // The last row in the queue may still be growing.
    while (!is_read_ && sheet_->rows.size() < 2) {
      const Result<Step> step = xml_.advance();
      if (!step) return step;
      is_read_ = *step == Step::end;
    }
    row.cells.clear();
    row.fault.clear();
    if (sheet_->rows.empty()) return Step::end;
    sheet_->spent.push_back(std::move(current_));
    current_ = std::move(sheet_->rows.front());
    sheet_->rows.pop_front();
    row.number = current_.number;
    if (!current_.cells.empty()) row.cells.resize(current_.cells.back().column + 1);
    for (const StoredCell& cell : current_.cells)
      row.cells[cell.column] = {trim(text_of(cell)), cell.form};
    return Step::row;
  }

  bool is_1904() const override { return sheet_->is_1904; }
  std::span<const Merge> merges() const override { return sheet_->merges; }

 private:
  std::string_view text_of(const StoredCell& cell) const {
    if (cell.size == StoredCell::kShared) return (*sheet_->shared)[cell.at];
    return std::string_view(current_.text).substr(cell.at, cell.size);
  }

  std::unique_ptr<SheetPart> sheet_;
  XmlPart xml_;
  StoredRow current_;
  bool is_read_ = false;
};

// Of two parts with one name, readers differ on which counts.
Result<int> check_parts(zip_t* zip, const std::string& file) {
  const zip_int64_t count = zip_get_num_entries(zip, 0);
  if (count > kPartsMax)
    return fail(
        ErrorCode::invalid_input,
        fmt::format("{} 内有 {} 个部件，不像工作簿；请用表格软件打开后另存为 .xlsx", file, count));
  std::set<std::string_view> names;
  for (zip_int64_t i = 0; i < count; ++i) {
    const char* name = zip_get_name(zip, static_cast<zip_uint64_t>(i), 0);
    if (name == nullptr || names.insert(name).second) continue;
    return fail(ErrorCode::invalid_input,
                fmt::format("{} 内有两个部件都叫 {}；请用表格软件打开后另存为 .xlsx", file,
                            printable(name)));
  }
  return static_cast<int>(count);
}

Result<ZipPtr> open_archive(const std::filesystem::path& path) {
  Result<FileBytes> bytes = FileBytes::open(path);
  if (!bytes) return tl::unexpected(bytes.error());
  const std::string file = file_name(path);
  if (bytes->view().starts_with("\xD0\xCF\x11\xE0"))
    return fail(ErrorCode::invalid_input,
                fmt::format("{} 是旧版 .xls 或有密码保护的工作簿；请去掉密码并另存为 .xlsx", file));
  int failure = 0;
  ZipPtr zip(zip_open(path.c_str(), ZIP_RDONLY, &failure));
  if (!zip)
    return fail(ErrorCode::invalid_input,
                fmt::format("{} 不是完整的 .xlsx 工作簿；请用表格软件打开后另存为 .xlsx", file));
  if (const Result<int> parts = check_parts(zip.get(), file); !parts)
    return tl::unexpected(parts.error());
  if (zip_name_locate(zip.get(), "xl/workbook.bin", ZIP_FL_NOCASE) >= 0)
    return fail(ErrorCode::invalid_input,
                fmt::format("{} 是 .xlsb 二进制工作簿；请另存为 .xlsx", file));
  return zip;
}

// How large a part says it is, unpacked; 0 when there is none.
std::size_t declared_bytes(zip_t* zip, const char* part) {
  zip_stat_t status;
  zip_stat_init(&status);
  return zip_stat(zip, part, ZIP_FL_NOCASE, &status) == 0 ? status.size : 0;
}

}  // namespace

struct Workbook::State {
  std::string file;
  ZipPtr zip;
  std::vector<std::string> names, parts;
  SharedTexts shared;
  std::vector<bool> date_styles;
  bool is_1904 = false;
};

Workbook::Workbook(std::unique_ptr<State> state) : state_(std::move(state)) {}
Workbook::Workbook(Workbook&&) noexcept = default;
Workbook& Workbook::operator=(Workbook&&) noexcept = default;
Workbook::~Workbook() = default;

const std::vector<std::string>& Workbook::sheet_names() const {
  return state_->names;
}

Result<Workbook> Workbook::open(const std::filesystem::path& path) {
  constexpr const char* kSharedStrings = "xl/sharedStrings.xml";
  Result<ZipPtr> zip = open_archive(path);
  if (!zip) return tl::unexpected(zip.error());
  auto state = std::make_unique<State>();
  state->file = file_name(path);
  state->zip = std::move(*zip);

  WorkbookPart workbook;
  RelationsPart relations;
  SharedStringsPart shared;
  StylesPart styles;
  struct Part {
    const char* name;
    XmlHandler* handler;
    bool is_optional;
  };
  const std::size_t shared_bytes = declared_bytes(state->zip.get(), kSharedStrings);
  shared.texts.reserve(shared_bytes);
  for (const Part& part :
       {Part{"xl/workbook.xml", &workbook, false},
        Part{"xl/_rels/workbook.xml.rels", &relations, false}, Part{kSharedStrings, &shared, true},
        Part{"xl/styles.xml", &styles, true}}) {
    if (part.is_optional && zip_name_locate(state->zip.get(), part.name, ZIP_FL_NOCASE) < 0)
      continue;
    const Result<Step> read = read_whole(state->zip.get(), part.name, state->file, *part.handler);
    if (!read) return tl::unexpected(read.error());
  }
  std::ranges::stable_partition(workbook.sheets,
                                [](const auto& sheet) { return !sheet.is_hidden; });
  for (const WorkbookPart::Sheet& sheet : workbook.sheets) {
    state->names.push_back(sheet.name);
    state->parts.push_back(relations.targets[sheet.relation]);
  }
  state->shared = std::move(shared.texts);
  state->date_styles = std::move(styles.is_date);
  state->is_1904 = workbook.is_1904;
  return Workbook(std::move(state));
}

Result<std::unique_ptr<RowSource>> Workbook::rows(std::size_t sheet) const {
  auto handler = std::make_unique<SheetPart>();
  handler->shared = &state_->shared;
  handler->date_styles = &state_->date_styles;
  handler->is_1904 = state_->is_1904;
  Result<XmlPart> xml =
      XmlPart::open(state_->zip.get(), state_->parts[sheet], state_->file, *handler);
  if (!xml) return tl::unexpected(xml.error());
  return std::make_unique<XlsxRows>(std::move(handler), std::move(*xml));
}

std::string to_15_digits(std::string_view number) {
  if (number.size() > kNumberBytesMax) return std::string(number);
  std::string digits;
  int exponent = 0;  // of the point, counted from behind the digits
  bool is_negative = false;
  bool has_point = false;
  std::size_t at = 0;
  if (at < number.size() && number[at] == '-') is_negative = true, ++at;
  for (; at < number.size() && number[at] != 'E' && number[at] != 'e'; ++at) {
    if (number[at] == '.' && !has_point) {
      has_point = true;
    } else if (number[at] >= '0' && number[at] <= '9') {
      digits += number[at];
      exponent -= has_point;
    } else {
      return std::string(number);
    }
  }
  if (at < number.size()) {
    std::string_view power = number.substr(at + 1);
    if (power.starts_with('+')) power.remove_prefix(1);
    const int value = number_of(power, INT32_MAX);
    if (value > 400 || value < -400) return std::string(number);
    exponent += value;
  }
  if (digits.empty()) return std::string(number);
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.empty()) return "0";
  if (digits.size() > 15) {
    const bool rounds_up = digits[15] >= '5';
    exponent += static_cast<int>(digits.size()) - 15;
    digits.resize(15);
    std::size_t place = 15;
    while (rounds_up && place-- > 0) {
      if (digits[place] != '9') {
        ++digits[place];
        break;
      }
      digits[place] = '0';
      if (place == 0) digits.insert(0, 1, '1');
    }
  }
  if (exponent >= 0) {
    digits.append(static_cast<std::size_t>(exponent), '0');
  } else {
    const auto decimals = static_cast<std::size_t>(-exponent);
    if (digits.size() <= decimals) digits.insert(0, decimals - digits.size() + 1, '0');
    digits.insert(digits.size() - decimals, 1, '.');
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.ends_with('.')) digits.pop_back();
  }
  return is_negative ? "-" + digits : digits;
}

}  // namespace qingxin::feeds
