// SPDX-License-Identifier: Apache-2.0
#include "documents/rules_page.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "rules/catalogue.h"

namespace qingxin::documents {
namespace {

std::string page() {
  return rules_page(law::load(std::nullopt, std::nullopt).value());
}

TEST(RulesPage, IsWhatStandsInTheDocs) {
  std::ostringstream written;
  written << std::ifstream{"docs/rules.md", std::ios::binary}.rdbuf();
  EXPECT_TRUE(page() == written.str()) << "write it again with ./dev rules";
}

TEST(RulesPage, TellsEachRuleWithItsExamples) {
  const std::string text = page();
  for (const rules::Rule& rule : rules::kCatalogue) {
    SCOPED_TRACE(rule.id);
    const std::string heading = "## " + std::string{rule.id} + " " + std::string{rule.name};
    const std::size_t begin = text.find(heading);
    ASSERT_NE(begin, text.npos);
    const std::string card = text.substr(begin, text.find("\n## ", begin) - begin);
    EXPECT_NE(card.find(rule.formula), card.npos);
    EXPECT_NE(card.find("\n- 违反："), card.npos);
    EXPECT_NE(card.find("\n- 符合："), card.npos);
  }
}

}  // namespace
}  // namespace qingxin::documents
