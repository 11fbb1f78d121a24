// SPDX-License-Identifier: Apache-2.0
#include "feeds/xlsx.h"

#include <expat.h>
#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include "base/text.h"
#include "feeds/cells.h"
#include "feeds/file_bytes.h"

namespace qingxin::feeds {

namespace {

using ZipPtr = std::unique_ptr<zip_t, decltype([](zip_t* zip) { zip_discard(zip); })>;
using PartPtr = std::unique_ptr<zip_file_t, decltype([](zip_file_t* part) { zip_fclose(part); })>;
using ParserPtr = std::unique_ptr<std::remove_pointer_t<XML_Parser>,
                                  decltype([](XML_Parser parser) { XML_ParserFree(parser); })>;

using Attributes = std::map<std::string_view, std::string_view>;

// "x:row" and "row" are the same to us.
std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

int number_of(std::string_view text, int otherwise) {
  int value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failure == std::errc{} && end == text.data() + text.size() ? value : otherwise;
}

// What one XML part calls while it is read. Handlers never throw.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start(std::string_view name, const Attributes& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  virtual void characters(std::string_view text) = 0;
  // Set when the part must not be read on.
  std::string refusal;
};

// One part of the archive fed through expat, chunk by chunk.
class XmlPart {
 public:
  static Result<XmlPart> open(zip_t* zip, const std::string& part, std::string_view file,
                              XmlHandler& handler) {
    zip_stat_t status;
    zip_stat_init(&status);
    if (zip_stat(zip, part.c_str(), 0, &status) != 0)
      return fail(ErrorCode::invalid_input,
                  fmt::format("{} 缺少部件 {}，文件不完整；请重新另存为 .xlsx", file, part));
    if ((status.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && status.encryption_method != ZIP_EM_NONE)
      return fail(ErrorCode::invalid_input, fmt::format("{} 有密码保护；请去掉密码后另存", file));
    PartPtr opened(zip_fopen(zip, part.c_str(), 0));
    if (!opened)
      return fail(ErrorCode::invalid_input,
                  fmt::format("{} 的部件 {} 打不开；请重新另存为 .xlsx", file, part));
    return XmlPart(std::move(opened), part, file, handler);
  }

  // Feeds one more chunk; Step::end when the part is read.
  Result<Step> advance() {
    std::array<char, 1 << 16> buffer;
    const zip_int64_t size = zip_fread(part_.get(), buffer.data(), buffer.size());
    if (size < 0) return broken("压缩数据损坏");
    bytes_ += static_cast<std::uint64_t>(size);
    if (bytes_ > kPartBytesMax) return broken("解压后超过 2 GiB");
    const bool is_last = size == 0;
    const XML_Status status =
        XML_Parse(parser_.get(), buffer.data(), static_cast<int>(size), is_last ? 1 : 0);
    if (!handler_->refusal.empty()) return broken(handler_->refusal);
    if (status != XML_STATUS_OK) return broken(XML_ErrorString(XML_GetErrorCode(parser_.get())));
    return is_last ? Step::end : Step::row;
  }

 private:
  XmlPart(PartPtr part, std::string name, std::string_view file, XmlHandler& handler)
      : part_(std::move(part)),
        name_(std::move(name)),
        file_(file),
        handler_(&handler),
        parser_(XML_ParserCreate(nullptr)) {
    XML_SetUserData(parser_.get(), handler_);
    XML_SetElementHandler(parser_.get(), &XmlPart::on_start, &XmlPart::on_end);
    XML_SetCharacterDataHandler(parser_.get(), &XmlPart::on_characters);
    XML_SetStartDoctypeDeclHandler(parser_.get(), &XmlPart::on_doctype);
  }

  tl::unexpected<Error> broken(std::string_view why) const {
    return fail(ErrorCode::invalid_input,
                fmt::format("{} 的部件 {} 读不下去：{}；请用表格软件打开后另存为 .xlsx", file_,
                            name_, why));
  }

  static void on_start(void* user, const XML_Char* name, const XML_Char** pairs) {
    Attributes attributes;
    for (; *pairs != nullptr; pairs += 2) attributes[local_name(pairs[0])] = pairs[1];
    static_cast<XmlHandler*>(user)->start(local_name(name), attributes);
  }
  static void on_end(void* user, const XML_Char* name) {
    static_cast<XmlHandler*>(user)->end(local_name(name));
  }
  static void on_characters(void* user, const XML_Char* text, int size) {
    static_cast<XmlHandler*>(user)->characters({text, static_cast<std::size_t>(size)});
  }
  static void on_doctype(void* user, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    static_cast<XmlHandler*>(user)->refusal = "含有 DOCTYPE 声明，不予读取";
  }

  PartPtr part_;
  std::string name_;
  std::string file_;
  XmlHandler* handler_;
  ParserPtr parser_;
  std::uint64_t bytes_ = 0;
};

Result<Step> read_whole(zip_t* zip, const std::string& part, std::string_view file,
                        XmlHandler& handler) {
  Result<XmlPart> xml = XmlPart::open(zip, part, file, handler);
  if (!xml) return tl::unexpected(xml.error());
  while (true) {
    const Result<Step> step = xml->advance();
    if (!step || *step == Step::end) return step;
  }
}

// xl/workbook.xml: the sheets in order, and the epoch.
struct WorkbookPart final : XmlHandler {
  void start(std::string_view name, const Attributes& attributes) override {
    if (name == "workbookPr") {
      const auto epoch = attributes.find("date1904");
      is_1904 = epoch != attributes.end() && (epoch->second == "1" || epoch->second == "true");
    }
    if (name != "sheet") return;
    const auto title = attributes.find("name");
    const auto id = attributes.find("id");
    if (title == attributes.end() || id == attributes.end()) return;
    names.emplace_back(title->second);
    relations.emplace_back(id->second);
  }
  void end(std::string_view) override {}
  void characters(std::string_view) override {}

  std::vector<std::string> names, relations;
  bool is_1904 = false;
};

// xl/_rels/workbook.xml.rels: where each sheet lies.
struct RelationsPart final : XmlHandler {
  void start(std::string_view name, const Attributes& attributes) override {
    const auto id = attributes.find("Id");
    const auto target = attributes.find("Target");
    if (name != "Relationship" || id == attributes.end() || target == attributes.end()) return;
    const std::string_view place = target->second;
    const std::filesystem::path part = std::filesystem::path("/xl") / place;
    targets[std::string(id->second)] = part.lexically_normal().relative_path().string();
  }
  void end(std::string_view) override {}
  void characters(std::string_view) override {}

  std::map<std::string, std::string> targets;
};

// xl/sharedStrings.xml: the texts; runs of one text are joined, phonetic hints left out.
struct SharedStringsPart final : XmlHandler {
  void start(std::string_view name, const Attributes&) override {
    if (name == "si") texts.emplace_back();
    if (name == "rPh") is_phonetic = true;
    is_text = name == "t" && !is_phonetic;
  }
  void end(std::string_view name) override {
    if (name == "rPh") is_phonetic = false;
    is_text = false;
  }
  void characters(std::string_view text) override {
    if (!is_text || texts.empty()) return;
    texts.back() += text;
    bytes += text.size();
    if (bytes > kSharedStringBytesMax) refusal = "共享字符串超过 256 MiB";
  }

  std::vector<std::string> texts;
  std::uint64_t bytes = 0;
  bool is_text = false;
  bool is_phonetic = false;
};

bool is_date_format(std::string_view code) {
  bool is_quoted = false;
  bool is_bracketed = false;
  for (const char c : code) {
    if (c == '"') is_quoted = !is_quoted;
    if (is_quoted) continue;
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
    const auto format = attributes.find("numFmtId");
    const int id = format == attributes.end() ? -1 : number_of(format->second, -1);
    if (name == "numFmt") {
      const auto code = attributes.find("formatCode");
      if (code != attributes.end() && is_date_format(code->second)) date_formats.insert(id);
    }
    if (name == "cellXfs") is_in_cells = true;
    if (name == "xf" && is_in_cells)
      is_date.push_back(is_builtin_date(id) || date_formats.contains(id));
  }
  void end(std::string_view name) override {
    if (name == "cellXfs") is_in_cells = false;
  }
  void characters(std::string_view) override {}

  std::set<int> date_formats;
  std::vector<bool> is_date;
  bool is_in_cells = false;
};

// "BC12" → 54; -1 when there is no column in it.
int column_of(std::string_view reference) {
  int column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z' || column > static_cast<int>(kColumnsMax)) break;
    column = column * 26 + (c - 'A' + 1);
  }
  return column - 1;
}

std::size_t digits_before_point(std::string_view number) {
  const std::size_t start = number.find_first_of("123456789");
  const std::size_t point = std::min(number.find('.'), number.size());
  return start == std::string_view::npos || start > point ? 0 : point - start;
}

// One row as its cells own their text.
struct OwnedRow {
  std::uint32_t number = 0;
  std::vector<std::pair<std::string, CellForm>> cells;
};

// A worksheet part: builds rows out of <row><c><v>.
struct SheetPart final : XmlHandler {
  const std::vector<std::string>* shared = nullptr;
  const std::vector<bool>* date_styles = nullptr;
  bool is_1904 = false;
  std::deque<OwnedRow> rows;

  void start(std::string_view name, const Attributes& attributes) override {
    if (name == "row") {
      const auto number = attributes.find("r");
      last_row = number == attributes.end()
                     ? last_row + 1
                     : static_cast<std::uint32_t>(number_of(number->second, 0));
      rows.push_back({last_row, {}});
      column = -1;
    } else if (name == "c" && !rows.empty()) {
      start_cell(attributes);
    } else if (name == "v" || name == "t") {
      is_text = !is_phonetic;
    } else if (name == "f") {
      has_formula = true;
    } else if (name == "rPh") {
      is_phonetic = true;
    }
  }

  void start_cell(const Attributes& attributes) {
    const auto reference = attributes.find("r");
    column = reference == attributes.end() ? column + 1 : column_of(reference->second);
    const auto kind = attributes.find("t");
    type = kind == attributes.end() ? "n" : std::string(kind->second);
    const auto style = attributes.find("s");
    const int index = style == attributes.end() ? -1 : number_of(style->second, -1);
    has_date_style = index >= 0 && static_cast<std::size_t>(index) < date_styles->size() &&
                     (*date_styles)[static_cast<std::size_t>(index)];
    value.clear();
    has_formula = false;
    is_in_cell = true;
  }

  void end(std::string_view name) override {
    if (name == "v" || name == "t") is_text = false;
    if (name == "rPh") is_phonetic = false;
    if (name == "c" && is_in_cell) end_cell();
  }

  void end_cell() {
    is_in_cell = false;
    if (column < 0 || column >= static_cast<int>(kColumnsMax)) {
      refusal = "单元格的列号超出 16384 列";
      return;
    }
    auto& cells = rows.back().cells;
    if (cells.size() <= static_cast<std::size_t>(column))
      cells.resize(static_cast<std::size_t>(column) + 1, {"", CellForm::text});
    cells[static_cast<std::size_t>(column)] = finished_cell();
  }

  std::pair<std::string, CellForm> finished_cell() {
    if (value.empty() && has_formula) return {"", CellForm::formula_without_value};
    if (type == "s") {
      const int index = number_of(value, -1);
      if (index < 0 || static_cast<std::size_t>(index) >= shared->size()) {
        refusal = fmt::format("共享字符串序号 {} 不存在", value);
        return {};
      }
      return {(*shared)[static_cast<std::size_t>(index)], CellForm::text};
    }
    if (type == "b") return {value, CellForm::boolean};
    if (type != "n") return {value, CellForm::text};
    if (value.empty()) return {"", CellForm::text};
    std::string number = to_15_digits(value);
    if (has_date_style)
      if (const std::optional<Date> day = day_of_serial(number, is_1904))
        return {to_string(*day), CellForm::text};
    const bool is_lossy = digits_before_point(number) > 15;
    return {std::move(number), is_lossy ? CellForm::lossy_number : CellForm::number};
  }

  void characters(std::string_view text) override {
    if (is_text && is_in_cell) value += text;
  }

  std::uint32_t last_row = 0;
  int column = -1;
  std::string type, value;
  bool is_in_cell = false, is_text = false, is_phonetic = false, has_formula = false,
       has_date_style = false;
};

class XlsxRows final : public RowSource {
 public:
  XlsxRows(std::unique_ptr<SheetPart> sheet, XmlPart xml, bool is_1904)
      : sheet_(std::move(sheet)), xml_(std::move(xml)), is_1904_(is_1904) {}

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
    current_ = std::move(sheet_->rows.front());
    sheet_->rows.pop_front();
    row.number = current_.number;
    for (const auto& [text, form] : current_.cells) row.cells.push_back({trim(text), form});
    return Step::row;
  }

  bool is_1904() const override { return is_1904_; }

 private:
  std::unique_ptr<SheetPart> sheet_;
  XmlPart xml_;
  OwnedRow current_;
  bool is_1904_;
  bool is_read_ = false;
};

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
  return zip;
}

}  // namespace

struct Workbook::State {
  std::string file;
  ZipPtr zip;
  std::vector<std::string> names, parts, shared;
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
  Result<ZipPtr> zip = open_archive(path);
  if (!zip) return tl::unexpected(zip.error());
  auto state = std::make_unique<State>();
  state->file = file_name(path);
  state->zip = std::move(*zip);
  if (zip_name_locate(state->zip.get(), "xl/workbook.bin", 0) >= 0)
    return fail(ErrorCode::invalid_input,
                fmt::format("{} 是 .xlsb 二进制工作簿；请另存为 .xlsx", state->file));

  WorkbookPart workbook;
  RelationsPart relations;
  SharedStringsPart shared;
  StylesPart styles;
  const auto read = [&](const char* part, XmlHandler& handler) {
    return read_whole(state->zip.get(), part, state->file, handler);
  };
  if (const Result<Step> step = read("xl/workbook.xml", workbook); !step)
    return tl::unexpected(step.error());
  if (const Result<Step> step = read("xl/_rels/workbook.xml.rels", relations); !step)
    return tl::unexpected(step.error());
  if (zip_name_locate(state->zip.get(), "xl/sharedStrings.xml", 0) >= 0)
    if (const Result<Step> step = read("xl/sharedStrings.xml", shared); !step)
      return tl::unexpected(step.error());
  if (zip_name_locate(state->zip.get(), "xl/styles.xml", 0) >= 0)
    if (const Result<Step> step = read("xl/styles.xml", styles); !step)
      return tl::unexpected(step.error());

  state->names = std::move(workbook.names);
  for (const std::string& relation : workbook.relations)
    state->parts.push_back(relations.targets[relation]);
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
  return std::make_unique<XlsxRows>(std::move(handler), std::move(*xml), state_->is_1904);
}

std::string to_15_digits(std::string_view number) {
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
