// SPDX-License-Identifier: Apache-2.0
#include "documents/public_answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "base/check.h"
#include "base/text.h"
#include "intake/reading.h"

namespace qingxin::documents {

namespace {

// Words that point at whoever reported, and words of what nobody has verified.
constexpr std::array<std::string_view, 9> kReporterWords{
    "举报人", "投诉人", "反映人", "信访人", "发帖人", "爆料人", "当事工人", "网友@", "网民@"};
constexpr std::array<std::string_view, 8> kHearsayWords{"据说", "听说", "据传", "传言",
                                                        "疑似", "大概", "估计", "据网传"};

// A digit that a phone or document number can be hidden in, in words.
std::optional<char> digit_in(std::string_view at) {
  constexpr std::array<std::pair<std::string_view, char>, 12> kSaid{{{"零", '0'},
                                                                     {"〇", '0'},
                                                                     {"一", '1'},
                                                                     {"幺", '1'},
                                                                     {"二", '2'},
                                                                     {"三", '3'},
                                                                     {"四", '4'},
                                                                     {"五", '5'},
                                                                     {"六", '6'},
                                                                     {"七", '7'},
                                                                     {"八", '8'},
                                                                     {"九", '9'}}};
  for (const auto& [said, digit] : kSaid)
    if (at.starts_with(said)) return digit;
  return std::nullopt;
}

// Compared as names are, spaces gone, and with digits that are written out as digits.
std::string plain(std::string_view text) {
  const std::string shown = folded_name(text);
  std::string numbers;
  for (std::size_t at = 0; at < shown.size();) {
    const std::optional<char> digit = digit_in(std::string_view(shown).substr(at));
    if (digit) {
      numbers += *digit;
      at += 3;  // bytes of each of these characters
    } else if (const char byte = shown[at++]; byte != '-' && byte != '.') {
      numbers += byte;
    }
  }
  return numbers;
}

std::string_view kind_in_chinese(intake::NumberKind kind) {
  switch (kind) {
    case intake::NumberKind::mobile: return "手机号";
    case intake::NumberKind::landline: return "电话号码";
    case intake::NumberKind::identity:
    case intake::NumberKind::identity_like: return "证件号";
    case intake::NumberKind::card: return "银行卡号";
    case intake::NumberKind::other: return "长号码";
  }
  check(false);
  return {};
}

// What is in a text that must not be; empty: nothing. `contact`: what may be said all the same.
std::string fault_in(const std::string& text, std::span<const std::string> names,
                     const std::string& contact) {
  const std::string shown = folded_name(text);
  for (const std::string& name : names) {
    const std::string one = folded_name(name);
    if (!one.empty() && shown.find(one) != std::string::npos) return "当事人的姓名或账号名";
  }
  for (const std::string_view word : kReporterWords)
    if (shown.find(word) != std::string::npos)
      return fmt::format("「{}」，会指向反映问题的人", word);
  for (const std::string_view word : kHearsayWords)
    if (shown.find(word) != std::string::npos)
      return fmt::format("「{}」，公开答复只说查实的事", word);
  for (const std::string& read : {text, plain(text)}) {
    const Result<intake::Reading> reading =
        intake::read_clue(read, Date{}, intake::built_in_words());
    if (!reading) return reading.error().message;
    for (const intake::PrivateNumber& number : reading->numbers)
      if (plain(contact).find(number.value) == std::string::npos)
        return std::string{kind_in_chinese(number.kind)};
  }
  return {};
}

}  // namespace

Result<void> check_public_answer(const Paper& paper, std::span<const std::string> names) {
  const auto refuse = [](const std::string& place, const std::string& what) {
    return fail(ErrorCode::invalid_input, fmt::format("公开答复的{}有{}；请删去再写", place, what));
  };
  if (!paper.wages.empty())
    return fail(ErrorCode::invalid_input, "公开答复不附工人明细；请删去明细再写");
  for (const Officer& officer : paper.officers) {
    const std::string fault = fault_in(officer.name, names, paper.contact);
    if (!fault.empty()) return refuse("承办人", fault);
  }
  for (const auto& [place, text] : {std::pair{"受文单位", &paper.to.name},
                                    {"受文单位住所", &paper.to.address},
                                    {"受文单位负责人", &paper.to.person},
                                    {"事由", &paper.matter},
                                    {"帖文", &paper.post},
                                    {"批准人", &paper.approved_by},
                                    {"联系方式", &paper.contact}}) {
    const std::string fault = fault_in(*text, names, paper.contact);
    if (!fault.empty()) return refuse(place, fault);
  }
  for (std::size_t i = 0; i < paper.facts.size(); ++i) {
    const std::string fault = fault_in(paper.facts[i].words, names, paper.contact);
    if (!fault.empty()) return refuse(fmt::format("第 {} 段事实", i + 1), fault);
  }
  for (std::size_t i = 0; i < paper.orders.size(); ++i) {
    const std::string fault = fault_in(paper.orders[i], names, paper.contact);
    if (!fault.empty()) return refuse(fmt::format("第 {} 项处理", i + 1), fault);
  }
  return {};
}

}  // namespace qingxin::documents
