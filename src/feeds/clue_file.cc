// SPDX-License-Identifier: Apache-2.0
#include "feeds/clue_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "base/text.h"
#include "feeds/cells.h"
#include "feeds/register_reader.h"

namespace qingxin::feeds {

namespace {

namespace fs = std::filesystem;

using book::CellKind;

enum : book::ColumnIndex {
  kNumber,
  kChannel,
  kArrived,
  kText,
  kName,
  kPhone,
  kIdNumber,
  kEmployer,
  kEmployerCode,
  kProjectName,
  kProjectCode,
  kPlace,
  kRegionCode,
  kIndustry,
  kField,
  kMonths,
  kAmount,
  kHeadCount,
  kConfidential
};

constexpr book::Column kClueColumns[] = {
    {"number", "来件编号", CellKind::code},
    {"channel", "来源渠道", CellKind::choice},
    {"arrived", "来件时间", CellKind::date},
    {"text", "反映内容", CellKind::text, true},
    {"name", "反映人", CellKind::text},
    {"phone", "联系电话", CellKind::secret},
    {"id_number", "证件号", CellKind::secret},
    {"employer", "用人单位", CellKind::text},
    {"employer_code", "统一社会信用代码", CellKind::code},
    {"project_name", "项目名称", CellKind::text},
    {"project_id", "项目编号", CellKind::code},
    {"place", "欠薪地点", CellKind::text},
    {"region_code", "区划代码", CellKind::code},
    {"industry", "行业", CellKind::text},
    {"field", "工程建设", CellKind::yes_no},
    {"months", "欠薪月份", CellKind::text},
    {"amount", "欠薪金额", CellKind::money},
    {"head_count", "欠薪人数", CellKind::count},
    {"confidential", "是否保密", CellKind::yes_no},
};

enum : book::ColumnIndex { kPersonName, kPersonIdNumber, kPersonPhone, kPersonAmount };

constexpr book::Column kPeopleColumns[] = {
    {"name", "姓名", CellKind::text, true},
    {"id_number", "证件号", CellKind::secret},
    {"phone", "联系电话", CellKind::secret},
    {"amount", "欠薪金额", CellKind::money},
};

// They stand beside the tables of a folder and are none of them: the first field says nothing.
constexpr book::TableShape kClueShape{
    book::Table::units, kClueRegister, {"线索"}, book::Heading::none, kClueColumns};
constexpr book::TableShape kPeopleShape{
    book::Table::units, kPeopleRegister, {"名单"}, book::Heading::none, kPeopleColumns};

// Names by which offices and hotlines call the same.
constexpr UsualHeader kUsualOfClues[] = {
    {"线索编号", kNumber},
    {"工单编号", kNumber},
    {"工单号", kNumber},
    {"信访编号", kNumber},
    {"诉求编号", kNumber},
    {"编号", kNumber},
    {"渠道", kChannel},
    {"来源", kChannel},
    {"线索来源", kChannel},
    {"提交时间", kArrived},
    {"来电时间", kArrived},
    {"登记时间", kArrived},
    {"受理时间", kArrived},
    {"反映时间", kArrived},
    {"线索内容", kText},
    {"诉求内容", kText},
    {"工单内容", kText},
    {"信访内容", kText},
    {"问题描述", kText},
    {"内容", kText},
    {"反映人姓名", kName},
    {"诉求人", kName},
    {"来电人", kName},
    {"来电人姓名", kName},
    {"信访人", kName},
    {"姓名", kName},
    {"联系方式", kPhone},
    {"手机号", kPhone},
    {"手机号码", kPhone},
    {"来电号码", kPhone},
    {"电话", kPhone},
    {"身份证号", kIdNumber},
    {"身份证号码", kIdNumber},
    {"证件号码", kIdNumber},
    {"被反映单位", kEmployer},
    {"欠薪单位", kEmployer},
    {"单位名称", kEmployer},
    {"用工单位", kEmployer},
    {"工程名称", kProjectName},
    {"项目", kProjectName},
    {"工程项目", kProjectName},
    {"地点", kPlace},
    {"欠薪地", kPlace},
    {"详细地址", kPlace},
    {"行政区划", kRegionCode},
    {"所属行业", kIndustry},
    {"是否工程建设领域", kField},
    {"欠薪时间", kMonths},
    {"拖欠月份", kMonths},
    {"涉及金额", kAmount},
    {"拖欠金额", kAmount},
    {"金额", kAmount},
    {"涉及人数", kHeadCount},
    {"拖欠人数", kHeadCount},
    {"人数", kHeadCount},
    {"保密", kConfidential},
};
constexpr UsualHeader kUsualOfPeople[] = {
    {"身份证号", kPersonIdNumber}, {"身份证号码", kPersonIdNumber}, {"证件号码", kPersonIdNumber},
    {"手机号", kPersonPhone},      {"手机号码", kPersonPhone},      {"电话", kPersonPhone},
    {"金额", kPersonAmount},       {"拖欠金额", kPersonAmount},     {"工人姓名", kPersonName},
};

constexpr std::size_t kShortBytesMost = 2'048;  // of a field that is no text

// The cells of one row, and what could not be read of them.
class RowCells {
 public:
  RowCells(const SheetRow& row, const Layout& layout, std::span<const book::Column> columns,
           bool is_1904)
      : row_(&row), layout_(&layout), columns_(columns), is_1904_(is_1904) {}

  // Nothing, too, where it is longer than its column can mean.
  Cell cell(book::ColumnIndex column) const {
    return is_too_long(column) ? Cell{} : written(column);
  }
  std::string text(book::ColumnIndex column) {
    const Cell found = cell(column);
    if (found.form == CellForm::lossy_number)
      unread.push_back({std::string(columns_[column].chinese), std::string(found.text),
                        "以数字存放，末几位已丢失；请把这一列设为文本后重新填写"});
    if (found.form == CellForm::formula_without_value)
      unread.push_back({std::string(columns_[column].chinese), "",
                        "公式没有算出的值；请在表格软件里重新计算并保存"});
    return found.form == CellForm::lossy_number ? std::string{} : std::string(found.text);
  }
  bool is_blank() const {
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (!written(static_cast<book::ColumnIndex>(i)).text.empty()) return false;
    return true;
  }
  void refuse(book::ColumnIndex column, std::string reason) {
    unread.push_back({std::string(columns_[column].chinese), std::string(written(column).text),
                      std::move(reason)});
  }
  void refuse_long_ones() {
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (const auto column = static_cast<book::ColumnIndex>(i); is_too_long(column))
        refuse(column,
               fmt::format("有 {} 字节，这一列写不下，原话留在反映内容里；请看看是不是列错了位",
                           written(column).text.size()));
  }

  std::optional<Money> money(book::ColumnIndex column) {
    std::string words = text(column);
    if (words.ends_with("元")) words.resize(words.size() - std::string_view("元").size());
    if (words.empty()) return std::nullopt;
    const Result<Money> amount = parse_money(trim(words));
    if (amount) return *amount;
    refuse(column, "不是像 1,800.00 这样的金额，没有记作金额；原话留在反映内容里");
    return std::nullopt;
  }
  std::optional<int> count(book::ColumnIndex column) {
    std::string words = text(column);
    if (words.ends_with("人")) words.resize(words.size() - std::string_view("人").size());
    if (words.empty()) return std::nullopt;
    if (const std::optional<int> number = read_count(trim(words))) return number;
    refuse(column, "不是整数，没有记作人数；原话留在反映内容里");
    return std::nullopt;
  }
  std::optional<Instant> moment(book::ColumnIndex column);
  std::vector<Month> months(book::ColumnIndex column);
  bool is_yes(book::ColumnIndex column) {
    const std::string words = text(column);
    if (words.empty()) return false;
    if (const std::optional<YesNo> answer = read_yes_no(words)) return *answer != YesNo::no;
    refuse(column, "只能是 是 或 否；按“是”办");
    return true;
  }

  std::vector<UnreadCell> unread;

 private:
  Cell written(book::ColumnIndex column) const { return cell_of(*row_, *layout_, column); }
  bool is_too_long(book::ColumnIndex column) const {
    return columns_[column].english != "text" && written(column).text.size() > kShortBytesMost;
  }

  const SheetRow* row_;
  const Layout* layout_;
  std::span<const book::Column> columns_;
  bool is_1904_;
};

std::optional<Instant> RowCells::moment(book::ColumnIndex column) {
  const Cell found = cell(column);
  if (found.text.empty()) return std::nullopt;
  const std::optional<Date> day = read_date(found, is_1904_);
  if (!day) {
    refuse(column, "不是像 2026-11-20 14:30 这样的时间，按登记的时间记；原话留在反映内容里");
    return std::nullopt;
  }
  const bool has_time = found.text.find_first_of(":时.") != std::string_view::npos;
  const std::optional<int> minutes = has_time ? read_minutes(found.text) : std::nullopt;
  return china_instant(*day, minutes.value_or(0));
}

std::vector<Month> RowCells::months(book::ColumnIndex column) {
  constexpr int kMonthsMost = 240;
  const Cell found = cell(column);
  std::string words(found.text);
  for (const std::string_view mark : {"、", "，", "；", ";", " ", "\n"})
    for (std::size_t at = words.find(mark); at != std::string::npos; at = words.find(mark))
      words.replace(at, mark.size(), ",");
  std::vector<Month> months;
  std::string_view rest = words;
  while (!rest.empty()) {
    const std::string_view part = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    if (part.empty()) continue;
    std::size_t to = std::string_view::npos, length = 0;
    for (const std::string_view mark : {"至", "到", "~", "—", "..", "～"})
      if (const std::size_t at = part.find(mark); at != std::string_view::npos && at < to)
        to = at, length = mark.size();
    const auto first = read_month({part.substr(0, to), found.form}, is_1904_);
    const auto last = to == std::string_view::npos
                          ? first
                          : read_month({part.substr(to + length), found.form}, is_1904_);
    if (!first || !last || *last < *first || *last - *first >= kMonthsMost) {
      refuse(column, "不是像 2026-08、2026-09 或 2026-08至2026-10 这样的月份；原话留在反映内容里");
      return {};
    }
    for (Month month = *first; month <= *last; month = month + 1) months.push_back(month);
  }
  return months;
}

void read_row(RowCells& cells, std::uint32_t number, ClueFile& file) {
  ClueRow row;
  row.row = number;
  const std::pair<std::string*, book::ColumnIndex> texts[] = {{&row.number, kNumber},
                                                              {&row.channel, kChannel},
                                                              {&row.text, kText},
                                                              {&row.name, kName},
                                                              {&row.phone, kPhone},
                                                              {&row.id_number, kIdNumber},
                                                              {&row.employer, kEmployer},
                                                              {&row.employer_code, kEmployerCode},
                                                              {&row.project_name, kProjectName},
                                                              {&row.project_code, kProjectCode},
                                                              {&row.place, kPlace},
                                                              {&row.region_code, kRegionCode},
                                                              {&row.industry, kIndustry},
                                                              {&row.field, kField}};
  for (const auto& [text, column] : texts) *text = cells.text(column);
  row.arrived = cells.moment(kArrived);
  row.months = cells.months(kMonths);
  row.amount = cells.money(kAmount);
  row.head_count = cells.count(kHeadCount);
  row.is_confidential = cells.is_yes(kConfidential);
  row.unread = std::move(cells.unread);
  file.rows.push_back(std::move(row));
}

void read_row(RowCells& cells, std::uint32_t number, PeopleFile& file) {
  PersonRow row;
  row.row = number;
  row.name = cells.text(kPersonName);
  row.id_number = cells.text(kPersonIdNumber);
  row.phone = cells.text(kPersonPhone);
  row.amount = cells.money(kPersonAmount);
  row.unread = std::move(cells.unread);
  file.rows.push_back(std::move(row));
}

// The reader of the rows of such a shape.
template <typename File>
auto taking(const book::TableShape& shape) {
  return [&shape](const SheetRow& row, const Layout& layout, bool is_1904, File& file) {
    RowCells cells(row, layout, shape.columns, is_1904);
    if (cells.is_blank()) return;
    cells.refuse_long_ones();
    read_row(cells, row.number, file);
  };
}

}  // namespace

Result<ClueFile> read_clue_file(const fs::path& file) {
  return read_register<ClueRow>(file, kClueShape, kUsualOfClues, taking<ClueFile>(kClueShape));
}

Result<PeopleFile> read_people_file(const fs::path& file) {
  return read_register<PersonRow>(file, kPeopleShape, kUsualOfPeople,
                                  taking<PeopleFile>(kPeopleShape));
}

}  // namespace qingxin::feeds
