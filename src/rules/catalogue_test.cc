// SPDX-License-Identifier: Apache-2.0
#include "rules/catalogue.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "law/instruments.h"
#include "tests/support/judgement_cases.h"
#include "tests/support/plain/accounts.h"
#include "tests/support/plain/chain.h"
#include "tests/support/plain/contracts.h"
#include "tests/support/plain/payroll.h"
#include "tests/support/plain/people.h"

namespace qingxin::rules {
namespace {

// The published list: 66 numbers in eight series.
std::set<std::string, std::less<>> published_ids() {
  constexpr std::array kSeries{std::pair{"F", 7},  std::pair{"A", 8},  std::pair{"D", 5},
                               std::pair{"L", 11}, std::pair{"W", 19}, std::pair{"B", 1},
                               std::pair{"C", 9},  std::pair{"X", 6}};
  std::set<std::string, std::less<>> ids;
  for (const auto& [letter, count] : kSeries)
    for (int number = 1; number <= count; ++number)
      ids.insert(fmt::format("{}{:02}", letter, number));
  return ids;
}

void expect_civil(std::string_view text) {
  for (const std::string_view word : {"罚", "违法", "犯罪", "恶意", "拒不", "老赖", "黑"})
    EXPECT_EQ(text.find(word), text.npos) << word << " in " << text;
}

TEST(Catalogue, KnowsEachPublishedIdOnce) {
  std::vector<std::string_view> known;
  for (const Rule& rule : kCatalogue) known.push_back(rule.id);
  for (const RuleElsewhere& rule : kNotOnAFolder) known.push_back(rule.id);
  const std::set<std::string, std::less<>> once{known.begin(), known.end()};
  EXPECT_EQ(once.size(), known.size());
  EXPECT_EQ(once, published_ids());
}

TEST(Catalogue, IsSortedAndFindsEachOfItsRules) {
  EXPECT_TRUE(std::ranges::is_sorted(kCatalogue, {}, &Rule::id));
  for (const Rule& rule : kCatalogue) EXPECT_EQ(find_rule(rule.id)->name, rule.name);
  for (const std::string_view absent : {"W99", "C08", "w01", "W1", "W011", "", "工资"})
    EXPECT_EQ(find_rule(absent), nullptr) << absent;
}

TEST(Catalogue, CitesOnlyArticlesThatExist) {
  for (const Rule& rule : kCatalogue) {
    SCOPED_TRACE(rule.id);
    const bool is_local = rule.id == "X06";  // rests on a parameter of the place
    EXPECT_EQ(rule.bases[0].instrument.empty(), is_local);
    for (const law::Citation& basis : rule.bases) {
      if (basis.instrument.empty()) continue;
      SCOPED_TRACE(fmt::format("{} {}", basis.instrument, basis.article));
      const auto text = test::shipped_law().instruments.find(basis.instrument);
      ASSERT_NE(text, test::shipped_law().instruments.end());
      // A text whose articles nobody has counted may be cited at any; a standard has none.
      EXPECT_GE(basis.article, 0);
      if (text->second.articles > 0) {
        EXPECT_GE(basis.article, 1);
        EXPECT_LE(basis.article, text->second.articles);
      }
    }
  }
}

// An article that is cited has a gloss, so that a finding can be told to somebody who has no copy
// of the law at hand.
TEST(Catalogue, CitesOnlyArticlesThatSomebodyPutInWords) {
  for (const Rule& rule : kCatalogue)
    for (const law::Citation& basis : rule.bases) {
      if (basis.article == 0) continue;
      const law::Article* article = law::find_article(test::shipped_law().articles, basis);
      ASSERT_NE(article, nullptr) << rule.id << " " << basis.instrument << " " << basis.article;
      expect_civil(article->gloss);
    }
}

// The articles on fines have one paragraph: their items are not "of the first paragraph".
TEST(Catalogue, NamesItemsOfArticlesWithOneParagraph) {
  for (const Rule& rule : kCatalogue)
    for (const law::Citation& basis : rule.bases) {
      if (basis.instrument != "gwy-724" || basis.article < 54 || basis.article > 57) continue;
      EXPECT_EQ(basis.paragraph, 0) << rule.id;
    }
  EXPECT_EQ(law::in_chinese(kAccountOpened.bases[2], test::shipped_law().instruments),
            "保障农民工工资支付条例 第五十五条第（一）项");
}

// The rest are off by default: their articles were only recalled.
TEST(Catalogue, RestsOnTextsThatWereRead) {
  const std::set<std::string_view> recalled{"A03", "A04", "D03", "D04"};
  for (const Rule& rule : kCatalogue)
    EXPECT_EQ(is_confirmed(rule), !recalled.contains(rule.id)) << rule.id;
}

TEST(Catalogue, TellsInWordsWhatFires) {
  for (const Rule& rule : kCatalogue) {
    SCOPED_TRACE(rule.id);
    EXPECT_FALSE(rule.formula.empty());
    EXPECT_FALSE(rule.formula.ends_with("。"));
    expect_civil(rule.formula);
  }
}

TEST(Catalogue, LeansOnlyOnKnownParameters) {
  for (const Rule& rule : kCatalogue)
    for (const std::string_view parameter : rule.parameters) {
      if (parameter.empty()) continue;
      EXPECT_TRUE(std::ranges::any_of(
          law::parameter_names(),
          [&](const law::ParameterName& name) { return name.name == parameter; }))
          << rule.id << " " << parameter;
    }
}

TEST(Catalogue, SaysWhatComesNextAndNeverAFine) {
  for (const Rule& rule : kCatalogue) {
    SCOPED_TRACE(rule.id);
    EXPECT_FALSE(rule.name.empty());
    EXPECT_FALSE(rule.next.empty());
    expect_civil(rule.next);
    // An order is named only after checking, and only under a condition.
    const std::size_t order = rule.next.find("责令");
    if (order == rule.next.npos) continue;
    const std::size_t condition = std::min(rule.next.find("属实的"), rule.next.find("逾期不付的"));
    EXPECT_LT(condition, order);
  }
}

// "// Cases: law/examples/…" of every header that holds a rule.
std::vector<std::string> cases_files() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator("src/rules")) {
    if (entry.path().extension() != ".h") continue;
    std::ifstream header{entry.path()};
    constexpr std::string_view kMark = "// Cases: ";
    for (std::string line; std::getline(header, line);)
      if (line.starts_with(kMark)) files.push_back(line.substr(kMark.size()));
  }
  return files;
}

TEST(Catalogue, HasATableOfCasesForEachRule) {
  const std::vector<std::string> files = cases_files();
  EXPECT_EQ(files.size(), kCatalogue.size());
  for (const Rule& rule : kCatalogue) {
    SCOPED_TRACE(rule.id);
    const std::string name = std::string{rule.id} + ".md";
    const auto file =
        std::ranges::find_if(files, [&](const std::string& path) { return path.ends_with(name); });
    ASSERT_NE(file, files.end());
    std::set<std::string> verdicts;
    for (const test::CaseRow& row : test::read_cases(*file))
      if (row.cells.contains("结论")) verdicts.insert(row["结论"]);
    EXPECT_TRUE(verdicts.contains("符合"));
    EXPECT_TRUE(verdicts.contains("违反"));
  }
}

std::vector<Plain> plain_of_each_rule() {
  std::vector<Plain> all = plain_of_accounts();
  // One a line, so that two who add one do not meet.
  // clang-format off
  for (const auto& more : {
      plain_of_contracts(),
      plain_of_deposits(),
      plain_of_histories(),
      plain_of_people(),
      plain_of_persons(),
      plain_of_projects(),
      plain_of_registers(),
      plain_of_sites(),
      plain_of_wage_accounts(),
      plain_of_wage_floors(),
      plain_of_wages(),
  })
    all.insert(all.end(), more.begin(), more.end());
  // clang-format on
  std::ranges::sort(all, {}, &Plain::id);
  return all;
}

TEST(Catalogue, HasPlainFactsOfEachRule) {
  std::vector<std::string_view> ids;
  for (const Plain& plain : plain_of_each_rule()) ids.push_back(plain.id);
  ASSERT_EQ(ids.size(), kCatalogue.size());
  for (std::size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(ids[i], kCatalogue[i].id);
}

// From the month in which the regulation came into force to the end of the calendars: no rule
// expires, none stops, and what leans on 2027 says so.
TEST(Catalogue, CoversEveryMonthFrom2020To2027) {
  for (const Plain& plain : plain_of_each_rule())
    for (Month m = month(2020, 5); m <= month(2027, 12); m = m + 1) {
      SCOPED_TRACE(fmt::format("{} {}", plain.id, to_string(m)));
      const Date as_of = first_day(m);
      EXPECT_EQ(plain.complies(as_of).verdict, Verdict::complies);
      const Judgement judgement = plain.violates(as_of);
      ASSERT_EQ(judgement.verdict, Verdict::violates);
      EXPECT_GE(judgement.severity, find_rule(plain.id)->severity);  // never graver than its card
      expect_civil(plain.because(as_of));
      EXPECT_FALSE(plain.because(as_of).empty());
      if (m <= month(2027, 1) || !plain.leans_on_calendar) {
        EXPECT_EQ(judgement.certainty, law::Certainty::firm);
      } else if (m >= month(2027, 4)) {  // by then every term looked at began in 2027
        EXPECT_EQ(judgement.certainty, law::Certainty::provisional);
      }
    }
}

}  // namespace
}  // namespace qingxin::rules
