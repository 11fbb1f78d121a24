// SPDX-License-Identifier: Apache-2.0
#include "app/clue_desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/check_digit.h"
#include "base/text.h"
#include "intake/hidden_names.h"

namespace qingxin::app {

namespace {

constexpr std::array<std::string_view, casework::kChannelWords.size()> kChannelNames{
    "national_platform", "hotline", "supervision", "mailbox",       "petition", "governance",
    "public_opinion",    "union",   "walk_in",     "reception_day", "phone",    "qr_code",
    "own_find",          "warning"};
constexpr std::array<std::string_view, casework::kClassWords.size()> kClassNames{
    "unpaid_wages", "project_payment", "contract_dispute", "other_labour", "not_labour"};

template <typename Names>
Result<std::size_t> index_of(std::string_view what, std::string_view name, const Names& names) {
  const auto found = std::ranges::find(names, name);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  std::string all;
  for (const std::string_view one : names) all.append(all.empty() ? "" : "、").append(one);
  return fail(ErrorCode::usage,
              fmt::format("{}「{}」不对，请写其中之一：{}", what, printable(name), all));
}

template <typename Enum>
std::size_t place_of(Enum value) {
  return static_cast<std::size_t>(value) - 1;
}

}  // namespace

Result<ClueId> clue_id_in(std::string_view text) {
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error == std::errc{} && end == text.data() + text.size() && id > 0) return ClueId{id};
  return fail(ErrorCode::usage,
              fmt::format("「{}」不是线索的编号，应是登记时给的那串数字，见 qingxin clue list",
                          printable(text)));
}

std::string_view name_of(casework::Channel channel) {
  return kChannelNames[place_of(channel)];
}
std::string_view in_chinese(casework::Channel channel) {
  return casework::kChannelWords[place_of(channel)];
}
Result<casework::Channel> channel_named(std::string_view name) {
  const auto chinese = std::ranges::find(casework::kChannelWords, name);
  if (chinese != casework::kChannelWords.end())
    return static_cast<casework::Channel>(chinese - casework::kChannelWords.begin() + 1);
  const Result<std::size_t> index = index_of("来源渠道", name, kChannelNames);
  if (!index) return tl::unexpected(index.error());
  return static_cast<casework::Channel>(*index + 1);
}

std::string_view name_of(casework::MatterClass matter_class) {
  return kClassNames[place_of(matter_class)];
}
std::string_view in_chinese(casework::MatterClass matter_class) {
  return casework::kClassWords[place_of(matter_class)];
}
Result<casework::MatterClass> class_named(std::string_view name) {
  const auto chinese = std::ranges::find(casework::kClassWords, name);
  if (chinese != casework::kClassWords.end())
    return static_cast<casework::MatterClass>(chinese - casework::kClassWords.begin() + 1);
  const Result<std::size_t> index = index_of("分类", name, kClassNames);
  if (!index) return tl::unexpected(index.error());
  return static_cast<casework::MatterClass>(*index + 1);
}

std::string_view name_of(store::Reporting reporting) {
  switch (reporting) {
    case store::Reporting::named: return "named";
    case store::Reporting::confidential: return "confidential";
    case store::Reporting::anonymous: return "anonymous";
  }
  return "";
}
std::string_view in_chinese(store::Reporting reporting) {
  switch (reporting) {
    case store::Reporting::named: return "实名";
    case store::Reporting::confidential: return "保密";
    case store::Reporting::anonymous: return "匿名";
  }
  return "";
}

std::string plain_number(std::string_view said) {
  std::string plain = folded(said);
  std::erase(plain, '-');
  constexpr std::size_t kMobile = 11;
  for (const std::string_view country : {"+86", "0086"})
    if (plain.starts_with(country) && plain.size() == country.size() + kMobile)
      plain.erase(0, country.size());
  if (!plain.empty() && plain.back() == 'x') plain.back() = 'X';
  const bool is_number =
      !plain.empty() && plain.find_first_not_of("0123456789X") == std::string::npos;
  return is_number ? plain : std::string{trim(said)};
}

Result<void> check_region(std::string_view code) {
  constexpr std::size_t kDigitsMost = 12;
  if (code.size() <= kDigitsMost && code.find_first_not_of("0123456789") == std::string_view::npos)
    return {};
  return fail(ErrorCode::invalid_input, fmt::format("区划代码「{}」不对，应是最多 12 位数字",
                                                    shortened(printable(code), 40)));
}

Result<void> check_employer_code(std::string_view code) {
  if (passes_credit_code(code) || code == without_numbers_of_people(code)) return {};
  return fail(ErrorCode::invalid_input,
              "统一社会信用代码写成了个人的号码，不能记在这里；请照营业执照核对，不知道就不写");
}

void add_words(std::string& text, std::string_view what, std::string_view words) {
  text += fmt::format("{}【{}】{}", text.empty() ? "" : "\n", what, words);
}

std::string shown_text(std::string_view text, const intake::Reading& reading,
                       const std::vector<store::CluePerson>& people) {
  return intake::with_names_hidden(intake::with_numbers_masked(text, reading),
                                   store::names_of(people));
}

}  // namespace qingxin::app
