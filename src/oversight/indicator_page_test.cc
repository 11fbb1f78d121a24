// SPDX-License-Identifier: Apache-2.0
#include "oversight/indicator_page.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "casework/life_page.h"
#include "oversight/figure.h"

namespace qingxin::oversight {
namespace {

TEST(IndicatorPage, IsWhatStandsInTheDocs) {
  std::ostringstream written;
  written << std::ifstream{"docs/indicators.md", std::ios::binary}.rdbuf();
  const Result<std::string> drawn = casework::page_with(written.str(), indicators_in_markdown());
  ASSERT_TRUE(drawn) << drawn.error().message;
  EXPECT_TRUE(*drawn == written.str())
      << "draw it again: build/dev/qingxin_oversight_told indicators docs/indicators.md";
}

TEST(IndicatorPage, TellsEveryIndicator) {
  const std::string page = indicators_in_markdown();
  for (const Indicator& indicator : indicators())
    EXPECT_NE(page.find("`" + std::string{indicator.name} + "`"), page.npos) << indicator.name;
}

}  // namespace
}  // namespace qingxin::oversight
