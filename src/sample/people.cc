// SPDX-License-Identifier: Apache-2.0
#include "sample/people.h"

#include <fmt/format.h>

#include <array>

#include "base/check.h"
#include "base/check_digit.h"
#include "base/date.h"
#include "sample/random.h"

namespace qingxin::sample {

namespace {

constexpr std::string_view kSurnames =
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁"
    "魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎"
    "易常武乔贺赖龚文";
constexpr std::array<std::string_view, 8> kCompoundSurnames{"欧阳", "上官", "司马", "诸葛",
                                                            "夏侯", "皇甫", "尉迟", "令狐"};
constexpr std::string_view kMenFirst = "建志国文永海春德长大小金明玉振学光庆福天成俊立新根保";
constexpr std::string_view kMenLast = "军强华平林生明成才山河龙虎柱锋刚勇波涛辉杰伟斌民贵喜田来";
constexpr std::string_view kWomenFirst = "秀桂玉春小海晓丽文淑美金凤素爱红雪巧";
constexpr std::string_view kWomenLast = "英兰芳梅珍霞娟红燕萍莲华琴敏花香云琼";
constexpr std::array<std::string_view, 8> kDottedMen{"麦麦提", "阿卜力孜", "艾力",   "吐尔逊",
                                                     "阿木",   "木呷",     "热合曼", "买买提"};
constexpr std::array<std::string_view, 4> kDottedWomen{"阿依古丽", "古丽娜尔", "帕提古丽",
                                                       "热依汗"};
constexpr std::array<std::string_view, 4> kBanks{"中国工商银行平川支行", "中国建设银行平川支行",
                                                 "中国农业银行平川支行", "平川农村商业银行"};

// Characters of the lists above take three bytes each.
std::string_view character_of(std::string_view characters, Random& random) {
  const int count = static_cast<int>(characters.size() / 3);
  return characters.substr(static_cast<std::size_t>(random.below(count)) * 3, 3);
}

std::string_view surname(Random& random) {
  if (random.below(120) == 0) return random.pick<std::string_view>(kCompoundSurnames);
  if (random.below(2) == 0) return character_of(kSurnames.substr(0, 60), random);
  return character_of(kSurnames, random);
}

std::string dotted_name(Random& random, bool is_woman) {
  const std::string_view given = is_woman ? random.pick<std::string_view>(kDottedWomen)
                                          : random.pick<std::string_view>(kDottedMen);
  return fmt::format("{}·{}", given, random.pick<std::string_view>(kDottedMen));
}

std::string plain_name(Random& random, bool is_woman) {
  const std::string_view family = surname(random);
  const std::string_view first = random.below(10) < 3
                                     ? std::string_view{}
                                     : character_of(is_woman ? kWomenFirst : kMenFirst, random);
  return fmt::format("{}{}{}", family, first,
                     character_of(is_woman ? kWomenLast : kMenLast, random));
}

// 600 invented counties × 500 running numbers of one sex × 32 classes of birthdays: the serial
// chooses the class, chance the day in it.
std::string identity(std::uint64_t serial, int youngest_year, bool is_woman, Random& random) {
  constexpr std::uint64_t kPlaces = 600 * 500;
  constexpr int kClasses = 32;
  check(serial < kPlaces * kClasses);
  const std::uint64_t place = serial % kPlaces * 131071 % kPlaces;
  const int birthday_class = static_cast<int>(serial / kPlaces);
  const Date oldest = date(youngest_year - 38, 1, 1);
  const int spans = (date(youngest_year, 12, 31) - oldest) / kClasses;
  const Date born = oldest + random.below(spans) * kClasses + birthday_class;
  const std::uint64_t county = place / 500;
  const std::uint64_t running = place % 500 * 2 + (is_woman ? 0 : 1);
  std::string body =
      fmt::format("99{:02}{:02}{}{:02}{:02}{:03}", county / 20 + 1, county % 20 + 21, year_of(born),
                  month_of_year(month_of(born)), day_of_month(born), running);
  return body + identity_check_digit(body);
}

// The first 17 digits of a number made to order.
std::string numbered_body(std::string_view place, int project, int nth, Date birthday) {
  check(nth >= 0 && nth < 25);
  return fmt::format("{}{}{:02}{:02}{:03}", place, year_of(birthday),
                     month_of_year(month_of(birthday)), day_of_month(birthday),
                     project / 60 / 79 % 20 * 50 + nth * 2 + 1);
}

// A card number whose last digit makes the Luhn sum right.
std::string card_number(std::uint64_t serial, std::size_t bank) {
  std::string body = fmt::format("6299{:02}{:012}", bank + 1, serial * 736481 % 1000000000000ULL);
  for (char last = '0'; last <= '9'; ++last)
    if (passes_luhn(body + last)) return body + last;
  check(false);
  return body;
}

// GB 11714: the ninth character of the organisation's own number.
char organisation_check_character(std::string_view first_8) {
  constexpr std::string_view kCharacters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  constexpr std::array<int, 8> kWeights{3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i)
    sum += static_cast<int>(kCharacters.find(first_8[i])) * kWeights[i];
  return std::string_view("0123456789X0")[static_cast<std::size_t>(11 - sum % 11)];
}

}  // namespace

Person make_person(std::uint64_t seed, std::uint64_t serial, int youngest_year) {
  Random random(seed, serial * 8 + 1);
  const bool is_woman = random.below(8) == 0;
  const bool is_dotted = random.below(150) == 0;
  const auto bank = static_cast<std::size_t>(random.below(static_cast<int>(kBanks.size())));
  Person person;
  person.name = is_dotted ? dotted_name(random, is_woman) : plain_name(random, is_woman);
  person.nation = is_dotted ? "维吾尔族" : "汉族";
  person.id_kind = "居民身份证";
  person.id = identity(serial, youngest_year, is_woman, random);
  person.phone = fmt::format("100{:08}", (serial * 48271 + 20260501) % 100000000);
  person.card = card_number(serial, bank);
  person.bank = kBanks[bank];
  return person;
}

std::string identity_born(int project, int nth, Date birthday) {
  const std::string body =
      numbered_body(fmt::format("99{:02}{:02}", 31 + project % 60, 21 + project / 60 % 79), project,
                    nth, birthday);
  return body + identity_check_digit(body);
}

Paper residence_permit(int project, int nth, Date birthday) {
  const std::string body =
      numbered_body(fmt::format("9999{:02}", project % 60), project, nth, birthday);
  return {"港澳台居民居住证", body + identity_check_digit(body)};
}

Paper passport(int project, int nth) {
  return {"护照", fmt::format("X{:06}{:02}", project + 1, nth)};
}

std::string firm_account(int kind, std::uint64_t serial) {
  return fmt::format("9901{:02}{:014}", kind, serial * 7654321 % 100000000000000ULL);
}

std::string credit_code(std::string_view category, std::uint64_t serial) {
  constexpr std::string_view kCharacters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  std::uint64_t rest = serial * 48271 % 887503681;  // 31^6
  std::string organisation = "MA";
  for (int i = 0; i < 6; ++i, rest /= 31) organisation += kCharacters[rest % 31];
  std::string body = fmt::format("{}990123{}", category, organisation);
  body += organisation_check_character(organisation);
  return body + credit_code_check_character(body);
}

std::string with_wrong_check_digit(std::string_view id) {
  std::string wrong(id);
  wrong.back() = wrong.back() == '1' ? '2' : '1';
  return wrong;
}

}  // namespace qingxin::sample
