// SPDX-License-Identifier: Apache-2.0
#include "oversight/record_page.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "casework/life_page.h"
#include "oversight/record_life.h"

namespace qingxin::oversight {
namespace {

TEST(RecordPage, IsWhatStandsInTheDocs) {
  std::ostringstream written;
  written << std::ifstream{"docs/oversight.md", std::ios::binary}.rdbuf();
  const Result<std::string> drawn = casework::page_with(written.str(), records_in_markdown());
  ASSERT_TRUE(drawn) << drawn.error().message;
  EXPECT_TRUE(*drawn == written.str())
      << "draw it again: build/dev/qingxin_oversight_told page docs/oversight.md";
}

TEST(RecordPage, TellsEveryKindStepAndField) {
  const std::string page = records_in_markdown();
  const auto tells = [&](std::string_view name) {
    return page.find("`" + std::string{name} + "`") != page.npos;
  };
  for (std::size_t i = 1; i <= kRecordKinds; ++i)
    EXPECT_TRUE(tells(words_of(static_cast<RecordKind>(i)).name)) << i;
  for (std::size_t i = 1; i <= kRecordSteps; ++i)
    EXPECT_TRUE(tells(words_of(static_cast<RecordStep>(i)).name)) << i;
  for (std::size_t i = 1; i <= kFields; ++i)
    EXPECT_TRUE(tells(words_of(static_cast<Field>(i)).name)) << i;
}

TEST(RecordPage, SaysWhatAStepMaySayOnceAndOnlyOfItsKind) {
  const std::string page = records_in_markdown();
  const std::size_t task = page.find("### 任务 ");
  ASSERT_NE(task, page.npos);
  EXPECT_NE(page.find("| 待办 | 报告完成 `reported` | 待确认 | 对方单位 | 结果 | "
                      "总结、好做法、人数、金额、责任人、电话、日期 |",
                      task),
            page.npos);
}

}  // namespace
}  // namespace qingxin::oversight
