// SPDX-License-Identifier: Apache-2.0
#include "oversight/record_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <set>

#include "base/text.h"
#include "base/utf8.h"

namespace qingxin::oversight {

namespace {

constexpr int kTextCharacters = 200, kProseCharacters = 20'000;
constexpr std::size_t kTexts = 1'000, kLines = 10'000, kPhotos = 100;

// Numbers that mean something only within bounds.
struct Range {
  Field field;
  std::int64_t least, most;
};
constexpr std::array kRanges = std::to_array<Range>({
    {Field::year, 2000, 2100},
    {Field::due_hour, 1, 24},
    {Field::satisfaction, 1, 5},
    {Field::score, 0, 100'000},  // a thousand points
    {Field::people, 0, 1'000'000'000},
    {Field::reach, 0, 10'000'000'000},
    {Field::earlier, 1, std::numeric_limits<std::int64_t>::max()},  // of a record
});
// As parse_money(): below a trillion yuan.
constexpr std::int64_t kMostFen = 99'999'999'999'999;
constexpr std::int64_t kMostNumber = 999'999'999'999'999;

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find('\n');
    parts.push_back(text.substr(0, end));
    if (end == text.npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// What is wrong below is said in words that follow "「字段」"; empty: nothing is.

std::string fault_of_text(std::string_view value, int most) {
  if (!is_utf8(value)) return "不是 UTF-8 文字";
  if (trim(value).empty()) return "是空白";
  if (!is_printable(value)) return "有换行或不能显示的字符";
  const int count = character_count(value);
  if (count > most) return fmt::format("有 {} 个字，最多 {} 个", count, most);
  return {};
}

std::string fault_of_prose(std::string_view value) {
  if (!is_utf8(value)) return "不是 UTF-8 文字";
  if (value.find_first_not_of(" \n") == value.npos) return "是空白";
  for (const std::string_view line : split(value))
    if (!is_printable(line)) return "有不能显示的字符";
  const int count = character_count(value);
  if (count > kProseCharacters)
    return fmt::format("有 {} 个字，最多 {} 个", count, kProseCharacters);
  return {};
}

std::string fault_of_lines(std::string_view value) {
  const std::vector<std::string_view> parts = split(value);
  if (parts.size() > kTexts) return fmt::format("有 {} 行，最多 {} 行", parts.size(), kTexts);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string fault = fault_of_text(parts[i], kTextCharacters);
    if (!fault.empty()) return fmt::format("第 {} 行{}", i + 1, fault);
  }
  return {};
}

// A whole number as it is stored: no sign, no zero ahead of it.
std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (number < 0 || std::to_string(number) != text) return std::nullopt;
  return number;
}

// Told to a log, too.
std::string shown(std::string_view value) {
  return shortened(without_numbers_of_people(printable(value)), 40);
}

std::string fault_of_number(Field field, std::string_view value) {
  const std::optional<std::int64_t> number = whole_number(value);
  const auto range = std::ranges::find(kRanges, field, &Range::field);
  const std::int64_t least = range == kRanges.end() ? 0 : range->least;
  const std::int64_t most = range == kRanges.end() ? kMostNumber : range->most;
  if (number && *number >= least && *number <= most) return {};
  return fmt::format("写的是「{}」，应写成 {} 至 {} 的整数", shown(value), least, most);
}

std::string fault_of_money(std::string_view value) {
  const std::optional<std::int64_t> fen = whole_number(value);
  if (fen && *fen <= kMostFen) return {};
  return fmt::format("写的是「{}」，应写成以分为单位的整数，例如 180000", shown(value));
}

std::string fault_of_choice(RecordKind kind, Field field, std::string_view value) {
  const std::span<const std::string_view> names = choices_of(kind, field);
  if (std::ranges::find(names, value) != names.end()) return {};
  std::string words;
  for (const std::string_view name : names)
    words +=
        fmt::format("{}{}（{}）", words.empty() ? "" : "、", name, choice_in_chinese(field, name));
  return fmt::format("写的是「{}」，应是其中之一：{}", shown(value), words);
}

// "0990-1234567 转 8001", "12333".
std::string fault_of_phone(std::string_view value) {
  constexpr std::string_view kExtension = "转";
  std::string rest{value};
  const std::size_t extension = rest.find(kExtension);
  if (extension != rest.npos) rest.erase(extension, kExtension.size());
  const auto digits = std::ranges::count_if(rest, [](char c) { return c >= '0' && c <= '9'; });
  const bool is_clean = rest.find_first_not_of("0123456789- ") == rest.npos;
  if (is_clean && digits >= 3 && rest.size() <= 40) return {};
  return fmt::format("写的是「{}」，应写成数字和短横，例如 0990-1234567 转 8001", shown(value));
}

std::string fault_of_code(std::string_view value) {
  const bool is_clean =
      value.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == value.npos;
  if (is_clean && value.size() >= 2 && value.size() <= 18) return {};
  return fmt::format("写的是「{}」，应写成 2 至 18 位数字或大写字母", shown(value));
}

std::string fault_of(RecordKind kind, Field field, std::string_view value) {
  switch (words_of(field).form) {
    case FieldForm::text: return fault_of_text(value, kTextCharacters);
    case FieldForm::prose: return fault_of_prose(value);
    case FieldForm::day:
      if (parse_iso_date(value)) return {};
      return fmt::format("写的是「{}」，应写成 2026-11-23", shown(value));
    case FieldForm::number: return fault_of_number(field, value);
    case FieldForm::money: return fault_of_money(value);
    case FieldForm::choice: return fault_of_choice(kind, field, value);
    case FieldForm::lines: return fault_of_lines(value);
    case FieldForm::phone: return fault_of_phone(value);
    case FieldForm::code: return fault_of_code(value);
  }
  return {};
}

Result<void> refuse(std::string message) {
  return fail(ErrorCode::invalid_input, std::move(message));
}

bool is_field(Field field) {
  const auto number = static_cast<std::size_t>(field);
  return number >= 1 && number <= kFields;
}

// A value that is there: of a field that the kind has, written as it must be.
Result<void> check_value(RecordKind kind, Field field, std::string_view value) {
  if (!is_field(field)) return refuse("有不认识的字段");
  const KindWords& words = words_of(kind);
  if (!words.needs.has(field) && !words.may_have.has(field))
    return refuse(fmt::format("「{}」没有「{}」（{}）这一项", words.chinese,
                              words_of(field).chinese, words_of(field).name));
  if (value.empty()) return {};
  const std::string fault = fault_of(kind, field, value);
  if (fault.empty()) return {};
  return refuse(fmt::format("「{}」{}", words_of(field).chinese, fault));
}

// The fields that are asked for and have no value, in the order of their numbers.
std::string missing_of(const Fields& needs, const Values& values) {
  std::string missing;
  for (std::size_t i = 1; i <= kFields; ++i) {
    const auto field = static_cast<Field>(i);
    if (!needs.has(field) || !text_of(values, field).empty()) continue;
    missing += fmt::format("{}{}", missing.empty() ? "" : "、", words_of(field).chinese);
  }
  return missing;
}

// Two days of which the one does not come before the other.
Result<void> check_order(const Values& values, Field first, Field last) {
  const std::optional<Date> from = day_of(values, first), until = day_of(values, last);
  if (!from || !until || *from <= *until) return {};
  return refuse(fmt::format("「{}」{} 早于「{}」{}", words_of(last).chinese, to_string(*until),
                            words_of(first).chinese, to_string(*from)));
}

// 双人检查: two officers, each by his number.
Result<void> check_officers(RecordKind kind, const Values& values) {
  const std::vector<std::string> officers = lines_of(values, Field::officers);
  std::set<std::string> told_apart;
  for (const std::string& officer : officers) {
    const std::optional<std::int64_t> id = whole_number(officer);
    if (!id || *id == 0)
      return refuse(
          fmt::format("「检查人员」写的是「{}」，应写用户编号，一行一个", shown(officer)));
    if (!told_apart.insert(officer).second)
      return refuse(fmt::format("「检查人员」{} 写了两遍", officer));
  }
  if (kind == RecordKind::inspection && officers.size() < 2)
    return refuse("「检查人员」不少于两人");
  return {};
}

// What one field asks of another.
Result<void> check_together(RecordKind kind, const Values& values) {
  if (Result<void> fine = check_order(values, Field::from, Field::until); !fine) return fine;
  if (Result<void> fine = check_order(values, Field::day, Field::take_down); !fine) return fine;
  if (kind == RecordKind::inspection && text_of(values, Field::way) == "joint" &&
      text_of(values, Field::joint_bodies).empty())
    return refuse("联合检查还要写明：联合单位");
  return check_officers(kind, values);
}

std::string fault_of_line(const Line& line) {
  if (std::string fault = fault_of_text(line.item, kTextCharacters); !fault.empty()) return fault;
  for (const std::string_view text :
       {std::string_view{line.answer}, std::string_view{line.told}, std::string_view{line.note}}) {
    if (text.empty()) continue;
    if (std::string fault = fault_of_prose(text); !fault.empty()) return fault;
  }
  if (line.photos.size() > kPhotos)
    return fmt::format("有 {} 张照片，最多 {} 张", line.photos.size(), kPhotos);
  for (const std::string& photo : line.photos)
    if (std::string fault = fault_of_text(photo, kTextCharacters); !fault.empty())
      return "的照片" + fault;
  return {};
}

// What a unit answers is its own; what the data say of it is not.
Result<void> check_told(const Line* before, const Line& line, RecordActor by) {
  if (by != RecordActor::addressee || line.told.empty()) return {};
  if (before != nullptr && before->told == line.told) return {};
  return refuse(fmt::format("「{}」的数据所示不由填报单位写", shown(line.item)));
}

Result<void> check_lines(const Record& before, const RecordMove& move, const RecordEvent& event) {
  if (event.lines.empty()) return {};
  const KindWords& kind = words_of(move.kind);
  if (!kind.has_lines) return refuse(fmt::format("「{}」没有逐项的内容", kind.chinese));
  if (move.lines == LineAct::none)
    return refuse(fmt::format("「{}」不能改逐项的内容", words_of(move.step).chinese));
  if (before.lines.size() + event.lines.size() > kLines)
    return refuse(fmt::format("逐项的内容太多，最多 {} 项", kLines));
  std::set<std::string_view> items;
  for (const Line& line : event.lines) {
    if (const std::string fault = fault_of_line(line); !fault.empty())
      return refuse(fmt::format("项目「{}」{}", shown(line.item), fault));
    if (!items.insert(line.item).second)
      return refuse(fmt::format("项目「{}」写了两遍", shown(line.item)));
    const Line* known = find_line(before, line.item);
    if (known != nullptr && move.lines == LineAct::add)
      return refuse(fmt::format("项目「{}」已经有了，「{}」只能添新的", shown(line.item),
                                words_of(move.step).chinese));
    if (Result<void> fine = check_told(known, line, event.by); !fine) return fine;
  }
  return {};
}

// A deadline that a step sets does not lie before it.
Result<void> check_deadline(const RecordMove& move, const RecordEvent& event) {
  if (!move.needs.has(Field::until)) return {};
  const std::optional<Date> until = day_of(event.values, Field::until);
  if (!until || *until >= china_day(event.at)) return {};
  return refuse(
      fmt::format("「截止日」{} 早于「{}」当日", to_string(*until), words_of(move.step).chinese));
}

}  // namespace

Result<void> check_values(RecordKind kind, const Values& values) {
  for (const auto& [field, value] : values)
    if (Result<void> fine = check_value(kind, field, value); !fine) return fine;
  if (const std::string missing = missing_of(words_of(kind).needs, values); !missing.empty())
    return refuse(fmt::format("「{}」还要写明：{}", words_of(kind).chinese, missing));
  return check_together(kind, values);
}

Result<void> check_said(const Record& before, const RecordMove& move, const RecordEvent& event) {
  for (const auto& [field, value] : event.values) {
    if (Result<void> fine = check_value(move.kind, field, value); !fine) return fine;
    if (!move.needs.has(field) && !move.may_say.has(field))
      return refuse(
          fmt::format("「{}」不能改「{}」", words_of(move.step).chinese, words_of(field).chinese));
  }
  if (const std::string missing = missing_of(move.needs, event.values); !missing.empty())
    return refuse(fmt::format("「{}」还要写明：{}", words_of(move.step).chinese, missing));
  if (event.to && event.by == RecordActor::addressee) return refuse("发给谁由主办单位写明");
  if (Result<void> fine = check_deadline(move, event); !fine) return fine;
  return check_lines(before, move, event);
}

}  // namespace qingxin::oversight
