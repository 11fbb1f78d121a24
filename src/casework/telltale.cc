// SPDX-License-Identifier: Apache-2.0
#include "casework/telltale.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/check.h"
#include "base/check_digit.h"
#include "base/text.h"

namespace qingxin::casework {

namespace {

// What says that somebody complained, in words that firms, boards and law do not use of themselves:
// 未来信息, 移交办理, 公共法律服务热线 and 实名登记 betray nobody.
constexpr auto kComplaintWords = std::to_array<std::string_view>({
    "投诉",     "举报",     "检举",     "控告",     "反映人",   "来访",     "信访",
    "上访",     "来电人",   "来信人",   "线索",     "工单",     "诉求",     "求助",
    "网帖",     "匿名",     "群众反映", "工人反映", "民工反映", "职工反映", "劳动者反映",
    "有人反映", "网友反映", "实名反映", "来电反映", "来信反映", "来电称",   "来信称",
    "群众来电", "群众来信", "工人来电", "工人来信", "接来电",   "接来信",   "接到来电",
    "接到来信", "收到来信", "热线转",   "热线反映", "市民热线", "便民热线", "政务热线",
    "群众热线", "接到热线", "转办件",   "转办单",   "转办的",   "上级转办", "平台转办",
    "交办件",   "交办单",   "交办的",   "上级交办", "领导交办",
});
// 接到 … 反映 within so many bytes: whoever it was.
constexpr std::string_view kTook = "接到", kReported = "反映", kHotline = "12345";
constexpr std::size_t kReportedWithin = 36;
// Behind 12345 where it is a sum or a count.
constexpr auto kUnits = std::to_array<std::string_view>({"元", "万", "人", "名", "平", "米", "号"});
// Between the digits of one number. Written out: what is not seen could not be reviewed.
constexpr std::array<std::string_view, 12> kBetween{" ",
                                                    "\t",
                                                    "\n",
                                                    "-",
                                                    ".",
                                                    "\xC2\xA0",
                                                    "\xE3\x80\x80",
                                                    "\xC2\xB7",
                                                    "\xE2\x80\x8B",
                                                    "\xE2\x80\x8D",
                                                    "\xEF\xBB\xBF",
                                                    "\xE2\x80\x93"};
constexpr std::array<std::string_view, 6> kMasks{
    "*", "\xEF\xBC\x8A", "\xE2\x97\x8F", "\xE2\x80\xA2", "\xE3\x80\x87", "\xE2\x96\xA0"};

bool is_digit(char each) {
  return each >= '0' && each <= '9';
}

// Digits and the X that ends them; the text without the marks between it and the next one is empty.
struct Group {
  std::string digits;
  bool joins_next = false;
  bool is_masked = false;  // marks of masking follow it, and digits those
};

// Takes one of these words from the front.
template <std::size_t kCount>
bool take(std::string_view& rest, const std::array<std::string_view, kCount>& words) {
  for (const std::string_view word : words) {
    if (!rest.starts_with(word)) continue;
    rest.remove_prefix(word.size());
    return true;
  }
  return false;
}

// 0 … 9 in full width are EF BC 90 … 99.
std::optional<char> take_digit(std::string_view& rest) {
  if (!rest.empty() && is_digit(rest[0])) {
    const char digit = rest[0];
    rest.remove_prefix(1);
    return digit;
  }
  if (rest.size() < 3 || !rest.starts_with("\xEF\xBC")) return std::nullopt;
  const int value = static_cast<unsigned char>(rest[2]) - 0x90;
  if (value < 0 || value > 9) return std::nullopt;
  rest.remove_prefix(3);
  return static_cast<char>('0' + value);
}

bool take_x(std::string_view& rest) {
  return take(rest, std::array<std::string_view, 4>{"X", "x", "\xEF\xBC\xB8", "\xEF\xBD\x98"});
}

bool begins_with_digit(std::string_view rest) {
  return take_digit(rest).has_value();
}

Group take_group(std::string_view& rest) {
  Group group;
  while (const std::optional<char> digit = take_digit(rest)) group.digits += *digit;
  if (take_x(rest)) group.digits += 'X';
  std::string_view after = rest;
  while (take(after, kBetween)) {
  }
  group.joins_next = begins_with_digit(after);
  int masks = 0;
  while (take(after, kMasks)) ++masks;
  group.is_masked = masks >= 2 && begins_with_digit(after);
  return group;
}

std::vector<Group> groups_in(std::string_view text) {
  std::vector<Group> groups;
  while (!text.empty()) {
    if (begins_with_digit(text))
      groups.push_back(take_group(text));
    else
      text.remove_prefix(1);
  }
  return groups;
}

bool is_mobile(std::string_view digits) {
  for (const std::string_view before : {"0086", "86", "0"})
    if (digits.size() == before.size() + 11 && digits.starts_with(before))
      digits.remove_prefix(before.size());
  return digits.size() == 11 && digits[0] == '1' && digits[1] >= '3' && digits[1] <= '9';
}

// Of 15 digits: those given out before 1999 have no check digit, so a day of birth must do.
bool is_identity(std::string_view digits) {
  if (digits.size() == 18) return identity_fault(digits) == IdentityFault::none;
  if (digits.size() != 15 || !is_digit(digits[14])) return false;
  const std::string_view month = digits.substr(8, 2), day = digits.substr(10, 2);
  return digits[0] >= '1' && digits[0] <= '8' && month >= "01" && month <= "12" && day >= "01" &&
         day <= "31";
}

constexpr std::size_t kLongest = 18;  // digits of one number

bool is_found(Telltale kind, std::string_view digits) {
  return kind == Telltale::phone ? is_mobile(digits) : is_identity(digits);
}

// Any row of groups that follow each other may be one number.
bool has_number(const std::vector<Group>& groups, Telltale kind) {
  for (std::size_t first = 0; first < groups.size(); ++first) {
    std::string digits;
    for (std::size_t at = first; at < groups.size() && digits.size() <= kLongest; ++at) {
      digits += groups[at].digits;
      if (is_found(kind, digits)) return true;
      if (!groups[at].joins_next) break;
    }
  }
  return false;
}

std::string joined_digits(const std::vector<Group>& groups) {
  std::string joined;
  for (const Group& group : groups) {
    joined += group.digits;
    if (!group.joins_next) joined += ' ';
  }
  return joined;
}

constexpr std::size_t kShortestKnown = 7;  // a landline without its district

bool has_known(const std::string& digits, std::string_view said) {
  const std::vector<Group> groups = groups_in(said);
  std::string known;
  for (const Group& group : groups) known += group.digits;
  return known.size() >= kShortestKnown && digits.find(known) != std::string::npos;
}

// The first character of UTF-8 text.
std::string_view first_character(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) ++size;
  return text.substr(0, size);
}

bool has_name(const std::string& text, const Reporter& reporter) {
  const std::string name = folded_name(reporter.name);
  if (character_count(name) < 2) return false;
  if (text.find(name) != std::string::npos) return true;
  const std::string family{first_character(name)};
  return std::ranges::any_of(std::array<std::string_view, 3>{"某", "*", "○"},
                             [&](std::string_view hidden) {
                               return text.find(family + std::string{hidden}) != std::string::npos;
                             });
}

bool has_report(std::string_view text) {
  for (std::size_t at = text.find(kTook); at != std::string_view::npos;
       at = text.find(kTook, at + kTook.size())) {
    const std::size_t said = text.find(kReported, at);
    if (said != std::string_view::npos && said - at <= kReportedWithin) return true;
  }
  return false;
}

// The hotline of the government, not a part of a longer number nor a sum.
bool has_hotline(std::string_view text) {
  const auto belongs = [](char each) {
    return is_digit(each) || each == '.' || each == ',' || each == '-' ||
           (each >= 'a' && each <= 'z');
  };
  for (std::size_t at = text.find(kHotline); at != std::string_view::npos;
       at = text.find(kHotline, at + 1)) {
    const std::string_view after = text.substr(at + kHotline.size());
    const bool is_longer =
        (at > 0 && belongs(text[at - 1])) || (!after.empty() && belongs(after[0]));
    if (!is_longer && std::ranges::none_of(
                          kUnits, [&](std::string_view unit) { return after.starts_with(unit); }))
      return true;
  }
  return false;
}

bool has_complaint(std::string_view text) {
  return has_report(text) || has_hotline(text) ||
         std::ranges::any_of(kComplaintWords, [&](std::string_view word) {
           return text.find(word) != std::string_view::npos;
         });
}

}  // namespace

std::optional<Telltale> telltale_in(std::string_view text, std::span<const Reporter> reporters) {
  const std::vector<Group> groups = groups_in(text);
  const std::string digits = joined_digits(groups);
  const auto is_known = [&](std::string Reporter::*number) {
    return std::ranges::any_of(
        reporters, [&](const Reporter& reporter) { return has_known(digits, reporter.*number); });
  };
  if (has_number(groups, Telltale::phone) || is_known(&Reporter::phone)) return Telltale::phone;
  if (has_number(groups, Telltale::id_number) || is_known(&Reporter::id_number))
    return Telltale::id_number;
  if (std::ranges::any_of(groups, &Group::is_masked)) return Telltale::masked_number;
  const std::string folded_text = folded_name(text);
  if (std::ranges::any_of(
          reporters, [&](const Reporter& reporter) { return has_name(folded_text, reporter); }))
    return Telltale::name;
  if (has_complaint(folded_text)) return Telltale::complaint;
  return std::nullopt;
}

Error telltale_error(Telltale telltale, std::string_view what) {
  const std::string_view found = [&]() -> std::string_view {
    switch (telltale) {
      case Telltale::phone: return "手机号";
      case Telltale::id_number: return "身份证号";
      case Telltale::masked_number: return "遮住一部分的号码";
      case Telltale::name: return "反映人的姓名";
      case Telltale::complaint: return "说明有人反映的字样";
    }
    check(false);
    return {};
  }();
  return {
      ErrorCode::invalid_input,
      fmt::format("给企业的{}里有{}，可能让人看出是谁反映的，没有发出；请去掉它再办", what, found)};
}

}  // namespace qingxin::casework
