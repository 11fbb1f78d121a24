// SPDX-License-Identifier: Apache-2.0
#include "feeds/sif.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "base/text.h"
#include "feeds/file_bytes.h"

namespace qingxin::feeds {

namespace {

// One employer's month. A file beyond this is no salary file, and is refused before it is read.
constexpr std::size_t kFileBytesMax = 32 * 1024 * 1024;
// The published sizes of a record's fields add up to less than 150.
constexpr std::size_t kLineBytesMax = 1024;
// The SCR total has room for twelve digits before the point.
constexpr Money kTotalLimit = yuan(1'000'000'000'000);
constexpr int kValueWidth = 40;

constexpr std::size_t kFields = 10;  // of each of the three records
using FieldNames = std::array<std::string_view, kFields>;

constexpr FieldNames kSalaryFields{"记录类型", "雇员编号", "代理行代码", "账号",     "起始日",
                                   "截止日",   "期内天数", "固定工资",   "浮动工资", "无薪假天数"};
constexpr FieldNames kVariablePayFields{"记录类型", "雇员编号", "代理行代码", "住房", "交通",
                                        "医疗",     "年度旅费", "加班",       "其他", "假期折现"};
constexpr FieldNames kControlFields{"记录类型", "雇主编号", "雇主银行代码", "生成日期", "生成时间",
                                    "工资月",   "记录数",   "合计",         "币种",     "雇主备注"};

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool are_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

// A value as a message may show it. Fields slip: a value with ten digits, where a date or an
// amount should stand, may be somebody's account.
std::string quotable(std::string_view value) {
  constexpr std::ptrdiff_t kSecretDigits = 10;
  const bool is_secret = std::ranges::count_if(value, is_digit) >= kSecretDigits;
  return shortened(is_secret ? masked(value) : std::string(value), kValueWidth);
}

tl::unexpected<Error> refuse(std::string_view file, std::string_view what) {
  return fail(ErrorCode::invalid_input,
              fmt::format("{} {}；格式有误的工资文件整份不予采用", file, what));
}

// The fields of one line. The first that cannot be read is kept as the fault of the line; what is
// read then does not matter.
class Fields {
 public:
  Fields(std::string_view file, std::uint32_t line, const FieldNames& names,
         const std::array<std::string_view, kFields>& values)
      : file_(file), line_(line), names_(names), values_(values) {}

  std::string text(std::size_t at) {
    if (values_[at].empty()) refuse_field(at, "不能为空，请补上");
    return std::string(values_[at]);
  }

  std::string text_or_empty(std::size_t at) const { return std::string(values_[at]); }

  Money amount(std::size_t at) {
    const Result<Money> amount = parse_money(values_[at]);
    if (!amount) refuse_field(at, "应写成 1000 或 1000.00，不带分节号和正负号，最多两位小数");
    return amount.value_or(Money{});
  }

  Date day(std::size_t at) {
    const Result<Date> day = parse_iso_date(values_[at]);
    if (!day) refuse_field(at, "应写成 2016-01-31 这样存在的一天");
    return day.value_or(Date{});
  }

  int number(std::size_t at, std::size_t digits_max) {
    int number = 0;
    if (are_digits(values_[at]) && values_[at].size() <= digits_max)
      std::from_chars(values_[at].data(), values_[at].data() + values_[at].size(), number);
    else
      refuse_field(at, fmt::format("应为不超过 {} 位的整数", digits_max));
    return number;
  }

  // "012016".
  Month month_and_year(std::size_t at) {
    const std::string_view value = values_[at];
    if (value.size() == 6 && are_digits(value)) {
      const std::string iso = fmt::format("{}-{}", value.substr(2), value.substr(0, 2));
      if (const Result<Month> month = parse_iso_month(iso)) return *month;
    }
    refuse_field(at, "应写成 012016（两位月份、四位年份）");
    return {};
  }

  // "1130" or "11:30:05", to "1130" or "113005".
  std::string time(std::size_t at) {
    std::string digits(values_[at]);
    if (digits.size() == 8 && digits[2] == ':' && digits[5] == ':') std::erase(digits, ':');
    const bool has_seconds = digits.size() == 6 && values_[at].size() == 8;
    const bool is_time = are_digits(digits) && (digits.size() == 4 || has_seconds) &&
                         digits.substr(0, 2) < "24" && digits.substr(2, 2) < "60" &&
                         (!has_seconds || digits.substr(4, 2) < "60");
    if (!is_time) refuse_field(at, "应写成 1130 或 11:30:05");
    return digits;
  }

  const std::optional<Error>& fault() const { return fault_; }

 private:
  void refuse_field(std::size_t at, std::string_view remedy) {
    if (fault_) return;
    fault_ =
        refuse(file_, fmt::format("第 {} 行 {} 第 {} 个字段「{}」的值“{}”读不出：{}", line_,
                                  values_[0], at + 1, names_[at], quotable(values_[at]), remedy))
            .value();
  }

  std::string_view file_;
  std::uint32_t line_;
  const FieldNames& names_;
  const std::array<std::string_view, kFields>& values_;
  std::optional<Error> fault_;
};

class Reader {
 public:
  explicit Reader(std::string_view file) : file_(file) { read_.name = file; }

  // The reason to refuse the file, if there is one.
  std::optional<Error> add(std::string_view line);
  Result<book::SalaryFile> finish();

 private:
  std::optional<Error> refused(std::string_view what) const { return refuse(file_, what).value(); }
  std::optional<Error> add_salary(Fields& fields);
  std::optional<Error> add_variable_pay(Fields& fields);
  std::optional<Error> add_control(Fields& fields);
  std::optional<Error> too_much() const;

  std::string_view file_;
  std::uint32_t line_ = 0;
  std::uint32_t control_line_ = 0;  // 0: none yet
  Money salaries_, variable_pay_;
  book::SalaryFile read_;
};

// Commas in the line; a quote means nothing in this format.
std::size_t split(std::string_view line, std::array<std::string_view, kFields>& fields) {
  std::size_t count = 0;
  while (true) {
    const std::size_t comma = std::min(line.find(','), line.size());
    if (count < kFields) fields[count] = trim(line.substr(0, comma));
    ++count;
    if (comma == line.size()) return count;
    line.remove_prefix(comma + 1);
  }
}

std::optional<Error> Reader::add(std::string_view line) {
  ++line_;
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.size() > kLineBytesMax)
    return refused(fmt::format("第 {} 行有 {} 个字符，超过 {}；请检查换行", line_, line.size(),
                               kLineBytesMax));
  if (line.find('\r') != std::string_view::npos)
    return refused(fmt::format("第 {} 行中间有回车符；请用 LF 或 CRLF 换行", line_));
  if (trim(line).empty()) return refused(fmt::format("第 {} 行是空行；请删去", line_));
  std::array<std::string_view, kFields> values;
  const std::size_t count = split(line, values);
  const bool is_salary = values[0] == "EDR";
  const bool is_variable_pay = values[0] == "EVP";
  if (!is_salary && !is_variable_pay && values[0] != "SCR")
    return refused(
        fmt::format("第 {} 行 第 1 个字段「记录类型」的值“{}”不认识；应为 EDR、EVP 或 SCR，"
                    "不带表头",
                    line_, quotable(values[0])));
  if (count != kFields)
    return refused(
        fmt::format("第 {} 行 {} 有 {} 个字段，应为 {} 个；金额不带分节号，"
                    "空着的字段也要留逗号",
                    line_, values[0], count, kFields));
  Fields fields(file_, line_,
                is_salary         ? kSalaryFields
                : is_variable_pay ? kVariablePayFields
                                  : kControlFields,
                values);
  if (is_salary) return add_salary(fields);
  return is_variable_pay ? add_variable_pay(fields) : add_control(fields);
}

std::optional<Error> Reader::too_much() const {
  return refused(
      fmt::format("到第 {} 行为止合计已达一万亿迪拉姆，SCR 的「合计」写不下；"
                  "请检查各行金额",
                  line_));
}

std::optional<Error> Reader::add_salary(Fields& fields) {
  constexpr std::size_t kDayDigits = 4;
  book::SalaryRecord& record = read_.records.emplace_back(
      book::SalaryRecord{.line = line_,
                         .employee_id = fields.text(1),
                         .agent = fields.text(2),
                         .account = fields.text(3),
                         .period_start = fields.day(4),
                         .period_end = fields.day(5),
                         .period_days = fields.number(6, kDayDigits),
                         .fixed = fields.amount(7),
                         .variable = fields.amount(8),
                         .unpaid_leave_days = fields.number(9, kDayDigits)});
  if (fields.fault()) return fields.fault();
  salaries_ += record.fixed + record.variable;
  return salaries_ < kTotalLimit ? std::nullopt : too_much();
}

std::optional<Error> Reader::add_variable_pay(Fields& fields) {
  book::VariablePayRecord& record = read_.variable_pay.emplace_back(book::VariablePayRecord{
      .line = line_, .employee_id = fields.text(1), .agent = fields.text(2), .amounts = {}});
  for (std::size_t at = 0; at < record.amounts.size(); ++at) {
    record.amounts[at] = fields.amount(at + 3);
    variable_pay_ += record.amounts[at];
  }
  if (fields.fault()) return fields.fault();
  return variable_pay_ < kTotalLimit ? std::nullopt : too_much();
}

std::optional<Error> Reader::add_control(Fields& fields) {
  constexpr std::size_t kCountDigits = 9;
  if (control_line_ != 0)
    return refused(fmt::format("第 {} 行又是 SCR，第 {} 行已有一个；一份文件只能有一个，请分成几份",
                               line_, control_line_));
  control_line_ = line_;
  read_.control = book::SalaryControl{.line = line_,
                                      .employer_id = fields.text(1),
                                      .bank = fields.text(2),
                                      .created = fields.day(3),
                                      .created_time = fields.time(4),
                                      .salary_month = fields.month_and_year(5),
                                      .records = fields.number(6, kCountDigits),
                                      .total = fields.amount(7),
                                      .currency = fields.text(8),
                                      .reference = fields.text_or_empty(9)};
  return fields.fault();
}

Result<book::SalaryFile> Reader::finish() {
  if (control_line_ == 0) return refuse(file_, "没有 SCR 记录；请在首行或末行补上");
  if (read_.records.empty()) return refuse(file_, "没有 EDR 记录；每名雇员应有一行");
  if (control_line_ != 1 && control_line_ != line_)
    return refuse(file_, fmt::format("第 {} 行的 SCR 夹在中间；请移到首行或末行", control_line_));
  std::set<std::string_view> employees;
  for (const book::SalaryRecord& record : read_.records)
    employees.insert(book::without_padding(record.employee_id));
  for (const book::VariablePayRecord& record : read_.variable_pay)
    if (!employees.contains(book::without_padding(record.employee_id)))
      return refuse(file_,
                    fmt::format("第 {} 行 EVP 第 2 个字段「雇员编号」的值“{}”没有对应的 "
                                "EDR；请补上 EDR 或更正编号",
                                record.line, shortened(masked(record.employee_id), kValueWidth)));
  return std::move(read_);
}

// Printable ASCII, tabs and line ends: anything else would not survive the bank, and could play
// with the terminal that shows it.
constexpr bool is_allowed(char c) {
  return (c >= ' ' && c <= '~') || c == '\n' || c == '\r' || c == '\t';
}

}  // namespace

Result<book::SalaryFile> parse_sif(std::string_view text, std::string_view file) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.size() > kFileBytesMax)
    return refuse(file, fmt::format("有 {} 字节，超过 {}；请按雇主、按月分成几份", text.size(),
                                    kFileBytesMax));
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (const auto bad = std::ranges::find_if_not(text, is_allowed); bad != text.end())
    return refuse(file, fmt::format("第 {} 行有字节 0x{:02X}，只能有 ASCII 字符；"
                                    "请用英文填写，存成不带控制字符的纯文本",
                                    1 + std::count(text.begin(), bad, '\n'),
                                    static_cast<unsigned char>(*bad)));
  text = text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
  if (text.empty()) return refuse(file, "是空的；请重新导出");
  Reader reader(file);
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (std::optional<Error> fault = reader.add(text.substr(at, end - at)))
      return tl::unexpected(*std::move(fault));
    at = end + 1;
  }
  return reader.finish();
}

Result<book::SalaryFile> read_sif(const std::filesystem::path& path) {
  return FileBytes::open(path).and_then(
      [&](const FileBytes& bytes) { return parse_sif(bytes.view(), file_name(path)); });
}

}  // namespace qingxin::feeds
