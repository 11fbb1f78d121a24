// SPDX-License-Identifier: Apache-2.0
#include "casework/life_page.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "casework/clock_table.h"
#include "casework/words.h"
#include "law/law.h"

namespace qingxin::casework {
namespace {

law::Instruments instruments() {
  return law::load(std::nullopt, std::nullopt)->instruments;
}

TEST(LifePage, IsWhatStandsInTheDocs) {
  std::ostringstream written;
  written << std::ifstream{"docs/casework.md", std::ios::binary}.rdbuf();
  const Result<std::string> drawn = page_with_tables(written.str(), instruments());
  ASSERT_TRUE(drawn) << drawn.error().message;
  EXPECT_TRUE(*drawn == written.str())
      << "draw it again: build/dev/qingxin_casework_told page docs/casework.md";
}

TEST(LifePage, TellsEveryStrandStepAndClock) {
  const std::string page = life_in_markdown(instruments());
  for (const StrandWords& row : kStrandWords)
    EXPECT_NE(page.find("### " + std::string{row.chinese} + " `"), page.npos) << row.name;
  for (const StepWords& row : kStepWords)
    EXPECT_NE(page.find("`" + std::string{row.name} + "`"), page.npos) << row.name;
  for (const Clock& clock : kClocks)
    EXPECT_NE(page.find("`" + std::string{clock.name} + "`"), page.npos) << clock.name;
}

TEST(LifePage, RefusesAPageWithoutItsMarkers) {
  const std::string begin{kPageBegin}, end{kPageEnd};
  EXPECT_TRUE(page_with_tables("a\n" + begin + end, instruments()));
  for (const std::string& page :
       {std::string{}, begin, end, end + begin, begin + end + begin, begin + end + end})
    EXPECT_FALSE(page_with_tables(page, instruments())) << page;
}

}  // namespace
}  // namespace qingxin::casework
