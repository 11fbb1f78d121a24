// SPDX-License-Identifier: Apache-2.0
#include "http/log.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "tests/support/temporary_folder.h"

namespace qingxin::http {
namespace {

// 2026-11-23T15:59:59.999Z, the last millisecond of that day in China.
constexpr Instant kLastOfDay{1'795'449'599'999};

std::set<std::string> names_in(const std::filesystem::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    names.insert(entry.path().filename().string());
  return names;
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Log, BeginsAFileWithEachDayInChina) {
  const TemporaryFolder folder;
  {
    const auto log = Log::open(LogFolder{folder.path() / "logs", 186}, kLastOfDay).value();
    log->write(kLastOfDay, "one");
    log->write({kLastOfDay.utc_ms + 1}, "two");
    log->write(kLastOfDay, "late");
  }
  EXPECT_EQ(text_of(folder.path() / "logs/qingxin-2026-11-23.log"), "one\n");
  EXPECT_EQ(text_of(folder.path() / "logs/qingxin-2026-11-24.log"), "two\nlate\n");
}

TEST(Log, RemovesWhatIsPastItsTimeAndNothingElse) {
  const TemporaryFolder folder;
  for (const char* name : {"qingxin-2026-05-20.log", "qingxin-2026-05-21.log", "qingxin-x.log",
                           "other-2020-01-01.log"})
    std::ofstream(folder.path() / name) << name;
  {
    const auto log = Log::open(LogFolder{folder.path(), 186}, kLastOfDay).value();
    // 186 days before 2026-11-23 is 2026-05-21.
    EXPECT_FALSE(names_in(folder.path()).contains("qingxin-2026-05-20.log"));
    EXPECT_TRUE(names_in(folder.path()).contains("qingxin-2026-05-21.log"));
    log->write({kLastOfDay.utc_ms + kDayMs}, "next day");
  }
  EXPECT_EQ(names_in(folder.path()),
            (std::set<std::string>{"other-2020-01-01.log", "qingxin-2026-11-23.log",
                                   "qingxin-2026-11-24.log", "qingxin-x.log"}));
}

TEST(Log, SaysWhereItCannotBeWritten) {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "file") << "x";
  const auto log = Log::open(LogFolder{folder.path() / "file", 186}, kLastOfDay);
  ASSERT_FALSE(log);
  EXPECT_NE(log.error().message.find("[log] folder"), std::string::npos);
}

TEST(LogLine, EscapesWhatItIsGiven) {
  LogLine line(kLastOfDay, "request");
  line.with("what", "a\"b\\\n清").with("status", 200);
  EXPECT_EQ(std::move(line).text(),
            "{\"time\":\"2026-11-23T15:59:59.999Z\",\"event\":\"request\","
            "\"what\":\"a\\\"b\\\\\\u000a清\",\"status\":200}");
}

}  // namespace
}  // namespace qingxin::http
