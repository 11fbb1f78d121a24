// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "feeds/charset.h"
#include "feeds/spool.h"
#include "tests/support/temporary_folder.h"

// What is put aside on the disk while a folder is read.
namespace qingxin::feeds {
namespace {

namespace fs = std::filesystem;

TEST(Spool, GivesBackEveryShelfInItsOrder) {
  const TemporaryFolder folder;
  constexpr std::size_t kShelves = 7;
  Spool spool(folder.path(), kShelves);
  std::vector<std::string> expected(kShelves);
  for (std::size_t i = 0; i < 20'000; ++i) {
    const std::size_t shelf = i % 13 % (kShelves - 1);  // the last one stays empty
    const std::string bytes = std::to_string(i) + std::string(i % 97 == 0 ? 20'000 : 3, '\n');
    ASSERT_TRUE(spool.put(shelf, bytes));
    expected[shelf] += bytes;
  }
  ASSERT_GT(expected[0].size(), 3 * Spool::kPageBytes);
  for (std::size_t shelf = 0; shelf < kShelves; ++shelf) {
    EXPECT_EQ(spool.all_of(shelf), expected[shelf]) << shelf;
    EXPECT_EQ(spool.all_of(shelf), expected[shelf]) << "again " << shelf;
  }
  EXPECT_TRUE(fs::is_empty(folder.path()));  // its file has no name
}

TEST(Spool, NeedsNoDiskForWhatIsSmall) {
  const TemporaryFolder folder;
  Spool spool(folder.path() / "没有", 2);
  ASSERT_TRUE(spool.put(1, "少"));
  EXPECT_EQ(spool.all_of(1), "少");
  const Result<void> full = spool.put(1, std::string(Spool::kPageBytes, 'x'));
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().code, ErrorCode::unavailable);
  EXPECT_NE(full.error().message.find("没有"), std::string::npos) << full.error().message;
}

// 工资, in GB18030, and a number for each line.
std::string gb18030_lines(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += "\xB9\xA4\xD7\xCA," + std::to_string(i) + "\r\n";
  return text;
}

TEST(DecodingAside, SaysWhatDecodingSays) {
  const TemporaryFolder folder;
  const auto nobody = [](std::string_view) {};
  for (const std::string& bytes :
       {gb18030_lines(1), gb18030_lines(60'000), gb18030_lines(2) + "\"\xB9\xA4\"\n",
        std::string("\xB9\xA4\r\xD7\xCA\r"), std::string("工资,1\n"), std::string()}) {
    const Result<Decoded> one = decode(bytes, "表.csv", 1);
    const Result<Decoded> other = decode_aside(bytes, "表.csv", 1, nobody, folder.path());
    ASSERT_TRUE(one && other);
    EXPECT_EQ(other->text, one->text);
    EXPECT_EQ(other->has_quotes, one->has_quotes);
    EXPECT_EQ(other->converted != nullptr || other->aside.has_value(), one->converted != nullptr);
  }
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(DecodingAside, NamesTheLineThatIsNeither) {
  const TemporaryFolder folder;
  const std::string bytes = gb18030_lines(30'000) + "\xFF\xFF\n" + gb18030_lines(10);
  const Result<Decoded> one = decode(bytes, "表.csv", 1);
  const Result<Decoded> other = decode_aside(
      bytes, "表.csv", 1, [](std::string_view) {}, folder.path());
  ASSERT_FALSE(one);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().message, one.error().message);
  EXPECT_NE(other.error().message.find("第 30001 行"), std::string::npos) << other.error().message;
}

}  // namespace
}  // namespace qingxin::feeds
