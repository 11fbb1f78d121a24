// SPDX-License-Identifier: Apache-2.0
#include "intake/reading.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>

#include "base/text.h"
#include "tests/support/case_table.h"

namespace qingxin::intake {
namespace {

// The words of the tables in law/examples/intake/.
std::string_view word(Degree degree) {
  switch (degree) {
    case Degree::stated: return "";
    case Degree::likely: return " 多半";
    case Degree::doubtful: return " 存疑";
  }
  return "";
}

std::string_view word(Exactness exactness) {
  switch (exactness) {
    case Exactness::exact: return "";
    case Exactness::about: return " 约";
    case Exactness::range: return " 区间";
    case Exactness::at_least: return " 以上";
    case Exactness::at_most: return " 以下";
    case Exactness::vague: return " 没有数";
  }
  return "";
}

std::string_view word(Bearing bearing) {
  switch (bearing) {
    case Bearing::unclear: return "";
    case Bearing::owed: return " 欠";
    case Bearing::paid: return " 付";
    case Bearing::withheld: return " 扣";
    case Bearing::agreed: return " 约定";
  }
  return "";
}

std::string_view word(Per per) {
  switch (per) {
    case Per::whole: return "";
    case Per::person: return " 每人";
    case Per::day: return " 每天";
    case Per::month: return " 每月";
    case Per::hour: return " 每小时";
    case Per::piece: return " 计件";
  }
  return "";
}

std::string_view word(NumberKind kind) {
  switch (kind) {
    case NumberKind::mobile: return "手机";
    case NumberKind::landline: return "座机";
    case NumberKind::identity: return "证件";
    case NumberKind::identity_like: return "像证件";
    case NumberKind::card: return "卡号";
    case NumberKind::other: return "长号";
  }
  return "";
}

template <typename T, typename Show>
std::string suggestion(const Suggested<T>& one, Show show) {
  switch (one.standing) {
    case Standing::not_said: return "没说";
    case Standing::said: return show(*one.value);
    case Standing::differently: return "说法不一";
    case Standing::inexactly: return "不确切";
  }
  return "";
}

// The words at the span, which bytes and characters must agree on.
std::string at_span(std::string_view text, const Span& span) {
  const std::string_view words = text.substr(span.byte_from, span.byte_to - span.byte_from);
  EXPECT_LT(span.byte_from, span.byte_to);
  EXPECT_LE(span.byte_to, text.size());
  EXPECT_EQ(character_count(text.substr(0, span.byte_from)), static_cast<int>(span.character_from));
  EXPECT_EQ(character_count(words), static_cast<int>(span.character_to - span.character_from));
  return std::string(words);
}

template <typename T>
std::string ends(const std::optional<T>& least, const std::optional<T>& most,
                 std::string (*show)(const T&)) {
  if (!least && !most) return "?";
  if (least && most && *least == *most) return show(*least);
  return (least ? show(*least) : "") + "~" + (most ? show(*most) : "");
}

std::string money(const Money& amount) {
  return to_string(amount);
}
std::string number(const int& count) {
  return std::to_string(count);
}

std::string joined(const std::vector<std::string>& parts) {
  return parts.empty() ? "无" : fmt::format("{}", fmt::join(parts, "；"));
}

std::string amounts(std::string_view text, const Reading& reading) {
  std::vector<std::string> parts;
  for (const AmountSaid& one : reading.amounts)
    parts.push_back(fmt::format("{}={}{}{}{}{}{}{}", at_span(text, one.span),
                                ends(one.least, one.most, money), word(one.exactness),
                                word(one.bearing), word(one.per),
                                one.times ? fmt::format(" ×{}", *one.times) : "",
                                one.is_total ? " 合计" : "", word(one.degree)));
  return joined(parts);
}

std::string people(std::string_view text, const Reading& reading) {
  std::vector<std::string> parts;
  for (const PeopleSaid& one : reading.people)
    parts.push_back(fmt::format("{}={}{}{}{}", at_span(text, one.span),
                                ends(one.least, one.most, number), word(one.exactness),
                                one.is_whole ? " 全部" : "", word(one.degree)));
  return joined(parts);
}

std::string months(std::string_view text, const Reading& reading) {
  std::vector<std::string> parts;
  for (const MonthsSaid& one : reading.months) {
    std::string value = "?";
    if (one.first)
      value = *one.first == *one.last ? to_string(*one.first)
                                      : to_string(*one.first) + "至" + to_string(*one.last);
    else if (one.count)
      value = fmt::format("{}个月", *one.count);
    parts.push_back(fmt::format("{}={}{}{}", at_span(text, one.span), value,
                                one.is_of_wages ? " 工资" : "", word(one.degree)));
  }
  return joined(parts);
}

std::string names(std::string_view text, const std::vector<NameSaid>& list) {
  std::vector<std::string> parts;
  for (const NameSaid& one : list) {
    at_span(text, one.span);
    parts.push_back(one.name + (one.degree == Degree::stated ? " 写明" : ""));
  }
  return joined(parts);
}

std::string numbers(std::string_view text, const Reading& reading) {
  std::vector<std::string> parts;
  for (const PrivateNumber& one : reading.numbers)
    parts.push_back(fmt::format("{} {} {}", at_span(text, one.span), word(one.kind), one.shown));
  return joined(parts);
}

std::string clue_class(std::string_view text, const Reading& reading) {
  for (const ClassSign& sign : reading.clue_class.signs) at_span(text, sign.span);
  if (!reading.clue_class.suggested) return "说不准";
  const auto place = static_cast<std::size_t>(*reading.clue_class.suggested) - 1;
  return built_in_words().classes[place].name + std::string(word(reading.clue_class.degree));
}

Reading reading_of(std::string_view text, Date filed = date(2026, 11, 23)) {
  const Result<Reading> reading = read_clue(text, filed, built_in_words());
  EXPECT_TRUE(reading) << (reading ? "" : reading.error().message);
  return reading.value_or(Reading{});
}

std::string table(std::string_view name) {
  return fmt::format("law/examples/intake/{}.md", name);
}

void expect(const test::CaseRow& row, std::string_view file, std::string_view column,
            const std::string& read) {
  EXPECT_EQ(row[column], read) << table(file) << ":" << row.line << " " << column;
}

TEST(Reading, AgreesWithTheTableOfAmounts) {
  const std::vector<test::CaseRow> rows = test::read_cases(table("amounts"));
  EXPECT_GE(rows.size(), 80U);
  for (const test::CaseRow& row : rows) {
    const Reading reading = reading_of(row["原话"]);
    expect(row, "amounts", "读出", amounts(row["原话"], reading));
    expect(row, "amounts", "拖欠合计", suggestion(reading.amount, money));
  }
}

TEST(Reading, AgreesWithTheTableOfPeople) {
  const std::vector<test::CaseRow> rows = test::read_cases(table("people"));
  EXPECT_GE(rows.size(), 50U);
  for (const test::CaseRow& row : rows) {
    const Reading reading = reading_of(row["原话"]);
    expect(row, "people", "读出", people(row["原话"], reading));
    expect(row, "people", "人数", suggestion(reading.head_count, number));
  }
}

TEST(Reading, AgreesWithTheTableOfMonths) {
  const std::vector<test::CaseRow> rows = test::read_cases(table("months"));
  EXPECT_GE(rows.size(), 70U);
  for (const test::CaseRow& row : rows) {
    const Reading reading = reading_of(row["原话"], *parse_iso_date(row["来件日"]));
    expect(row, "months", "读出", months(row["原话"], reading));
  }
}

TEST(Reading, AgreesWithTheTableOfNames) {
  for (const test::CaseRow& row : test::read_cases(table("names"))) {
    const Reading reading = reading_of(row["原话"]);
    expect(row, "names", "单位", names(row["原话"], reading.units));
    expect(row, "names", "项目", names(row["原话"], reading.projects));
  }
}

TEST(Reading, AgreesWithTheTableOfNumbers) {
  for (const test::CaseRow& row : test::read_cases(table("numbers"))) {
    const Reading reading = reading_of(row["原话"]);
    expect(row, "numbers", "读出", numbers(row["原话"], reading));
    expect(row, "numbers", "遮住以后", with_numbers_masked(row["原话"], reading));
  }
}

TEST(Reading, AgreesWithTheTableOfClasses) {
  for (const test::CaseRow& row : test::read_cases(table("classes")))
    expect(row, "classes", "类别", clue_class(row["原话"], reading_of(row["原话"])));
}

TEST(Reading, SaysNothingOfWhatIsNotSaid) {
  for (const std::string_view text : {"", " ", "。", "你好", "😀😀"}) {
    const Reading reading = reading_of(text);
    EXPECT_FALSE(reading.clue_class.suggested) << text;
    EXPECT_EQ(reading.amount.standing, Standing::not_said) << text;
    EXPECT_EQ(reading.amount.value, std::nullopt) << text;
    EXPECT_EQ(reading.head_count.standing, Standing::not_said) << text;
    EXPECT_TRUE(reading.wage_months.empty()) << text;
  }
}

TEST(Reading, RefusesWhatIsNoText) {
  EXPECT_FALSE(read_clue("\xFF", date(2026, 11, 23), built_in_words()));
  EXPECT_FALSE(read_clue("欠\xED\xA0\x80", date(2026, 11, 23), built_in_words()));
  EXPECT_FALSE(read_clue(std::string(3 << 20, 'a'), date(2026, 11, 23), built_in_words()));
}

TEST(Reading, MarkupIsWordsLikeAnyOther) {
  const Reading reading = reading_of(
      "<script>alert(1)</script>拖欠工资<b>5.6万元</b>' OR 1=1; --\x01\x1b[31m<!-- 12人 -->");
  ASSERT_EQ(reading.amounts.size(), 1U);
  EXPECT_EQ(reading.amounts[0].least, yuan(56000));
  EXPECT_EQ(reading.head_count.value, 12);
}

TEST(Reading, FindsEveryNumberHoweverManyThereAre) {
  std::string text;
  for (int i = 0; i < 700; ++i) text += fmt::format("工人{}，电话1391234{:04}\n", i, i);
  const Reading reading = reading_of(text);
  EXPECT_EQ(reading.numbers.size(), 700U);
  EXPECT_EQ(with_numbers_masked(text, reading).find("13912340699"), std::string::npos);
}

// Text of the worst that comes to mind is read in time that is in proportion to it.
void expect_bounded(std::string_view unit, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += unit;
  const auto began = std::chrono::steady_clock::now();
  const Reading reading = reading_of(text);
  const auto took = std::chrono::steady_clock::now() - began;
  EXPECT_LT(took, std::chrono::seconds(20)) << unit;
  EXPECT_LE(reading.amounts.size(), kFoundMost) << unit;
  EXPECT_TRUE(unit != "欠1元" || reading.is_cut);
}

TEST(Reading, TakesTimeInProportionToTheText) {
  for (const std::string_view unit : {"1",
                                      "一",
                                      "万",
                                      "9,",
                                      "1.1.",
                                      "公司",
                                      "在平川公司",
                                      "12人×",
                                      "3月到",
                                      "2025年1月至",
                                      "每人3000元×12人，",
                                      "((((",
                                      "😀",
                                      "\U00020000",
                                      "\uFDFA",
                                      "1 1-",
                                      "和公司",
                                      "几",
                                      "三四",
                                      "10012345678",
                                      "1、",
                                      "3月、",
                                      "约",
                                      "2025-",
                                      " ",
                                      "名"})
    expect_bounded(unit, 100'000);
  for (const std::string_view unit : {"欠1元", "拖欠工资", "1", "在平川公司"})
    expect_bounded(unit, 1'000'000);
}

}  // namespace
}  // namespace qingxin::intake
