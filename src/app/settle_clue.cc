// SPDX-License-Identifier: Apache-2.0
#include "app/settle_clue.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/clue_desk.h"
#include "base/check_digit.h"
#include "base/text.h"
#include "base/utf8.h"
#include "intake/reading.h"

namespace qingxin::app {

namespace {

using store::ClueFigures;
using store::CluePerson;

// Also those that are written with spaces or in wide digits. A telephone of an office stays.
std::string without_private_numbers(const std::string& text) {
  Result<intake::Reading> reading = intake::read_clue(text, Date{}, intake::built_in_words());
  if (!reading) return without_numbers_of_people(text);
  std::erase_if(reading->numbers, [](const intake::PrivateNumber& number) {
    return number.kind == intake::NumberKind::landline;
  });
  return without_numbers_of_people(intake::with_numbers_masked(text, *reading));
}

class Settling {
 public:
  Settling(store::ClueSaid& said, std::vector<std::string>& remarks)
      : said_(&said), remarks_(&remarks) {}

  void settle_people();
  void settle_figures();
  void settle_origin(Instant now, store::ClueOrigin& origin);

 private:
  void keep(std::string_view what, std::string_view words) { add_words(said_->text, what, words); }
  void remark(std::string words) { remarks_->push_back(std::move(words)); }

  void settle_text(std::string& text, std::string_view what);
  void hide_numbers(std::string& text, std::string_view what);
  void settle_person(CluePerson& person, std::size_t number);

  store::ClueSaid* said_;
  std::vector<std::string>* remarks_;
};

// A short text of a form, on one line.
void Settling::settle_text(std::string& text, std::string_view what) {
  text = std::string{trim(printable(text))};
  if (character_count(text) <= kClueNameMost) return;
  remark(fmt::format("{}有 {} 个字，只记前 {} 个字；全文接在反映内容后面", what,
                     character_count(text), kClueNameMost));
  keep(what, text);
  while (character_count(text) > kClueNameMost) {
    do text.pop_back();
    while (!text.empty() && !is_utf8(text));
  }
}

// Firms and places stand in clear: numbers of people do not.
void Settling::hide_numbers(std::string& text, std::string_view what) {
  std::string hidden = without_private_numbers(text);
  if (hidden == text) return;
  remark(fmt::format("{}里有证件号、卡号或电话，已遮盖；原话接在反映内容后面", what));
  keep(what, text);
  text = std::move(hidden);
}

void Settling::settle_person(CluePerson& person, std::size_t number) {
  settle_text(person.name, fmt::format("第 {} 人的姓名", number));
  settle_text(person.id_number, fmt::format("第 {} 人的证件号", number));
  settle_text(person.phone, fmt::format("第 {} 人的电话", number));
  person.id_number = plain_number(person.id_number);
  person.phone = plain_number(person.phone);
  constexpr std::size_t kIdentityDigits = 18;
  if (person.id_number.size() == kIdentityDigits &&
      person.id_number.find_first_not_of("0123456789X") == std::string::npos &&
      identity_fault(person.id_number) != IdentityFault::none)
    remark(fmt::format("第 {} 人的证件号校验码不对，照原样记下，请向本人核对", number));
  if (person.amount && person.amount->fen < 0) {
    remark(fmt::format("第 {} 人的金额是负数 {}，没有记作欠薪，请核对", number,
                       to_string(*person.amount)));
    keep(fmt::format("第 {} 人的金额", number), to_string(*person.amount));
    person.amount.reset();
  }
}

void Settling::settle_figures() {
  ClueFigures& figures = said_->figures;
  for (const auto& [text, what] : {std::pair{&figures.employer, "用人单位"},
                                   {&figures.employer_code, "统一社会信用代码"},
                                   {&figures.project_name, "项目名称"},
                                   {&figures.place, "地点"},
                                   {&figures.region_code, "区划代码"},
                                   {&figures.industry, "行业"}}) {
    settle_text(*text, what);
    // A credit code may be of digits alone.
    if (text != &figures.employer_code || !passes_credit_code(*text)) hide_numbers(*text, what);
  }
  const bool is_region = figures.region_code.size() <= 12 &&
                         figures.region_code.find_first_not_of("0123456789") == std::string::npos;
  if (!is_region) {
    remark(fmt::format("区划代码「{}」不是区划代码，按接收单位所在地记；原话接在反映内容后面",
                       shortened(figures.region_code, 40)));
    keep("区划", figures.region_code);
    figures.region_code.clear();
  }
  if (figures.amount && figures.amount->fen < 0) {
    remark(fmt::format("金额是负数 {}，没有记作欠薪，请核对", to_string(*figures.amount)));
    keep("金额", to_string(*figures.amount));
    figures.amount.reset();
  }
  if (figures.head_count && *figures.head_count < 1) {
    remark(fmt::format("人数是 {}，当作没有说，请核对", *figures.head_count));
    keep("人数", fmt::format("{}", *figures.head_count));
    figures.head_count.reset();
  }
  std::ranges::sort(figures.months);
  figures.months.erase(std::ranges::unique(figures.months).begin(), figures.months.end());
}

void Settling::settle_people() {
  std::size_t number = 0;
  for (CluePerson& person : said_->people) settle_person(person, ++number);
  std::erase_if(said_->people, [](const CluePerson& one) {
    return one.name.empty() && one.id_number.empty() && one.phone.empty() && !one.amount;
  });
}

void Settling::settle_origin(Instant now, store::ClueOrigin& origin) {
  origin.file = without_numbers_of_people(origin.file);
  origin.foreign_number = std::string{trim(printable(origin.foreign_number))};
  if (character_count(origin.foreign_number) > kClueNameMost) {
    remark(fmt::format("来件编号有 {} 个字，不会是真实的，当作没有编号；原话接在反映内容后面",
                       character_count(origin.foreign_number)));
    keep("来件编号", origin.foreign_number);
    origin.foreign_number.clear();
  }
  if (origin.arrived > now) {
    remark(fmt::format("来件时间 {} 在将来，按登记的时间记；原话接在反映内容后面",
                       china_minute(origin.arrived)));
    keep("来件时间", china_minute(origin.arrived));
    origin.arrived = {};
  }
  if (origin.arrived == Instant{}) origin.arrived = now;
}

}  // namespace

void settle_clue(store::ClueSaid& said, store::ClueOrigin& origin, Instant now,
                 std::vector<std::string>& remarks) {
  Settling settling(said, remarks);
  settling.settle_figures();
  settling.settle_people();
  settling.settle_origin(now, origin);
}

}  // namespace qingxin::app
