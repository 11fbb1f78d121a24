// SPDX-License-Identifier: Apache-2.0
#include "oversight/submission.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/hash.h"

namespace qingxin::oversight {
namespace {

using I = IndicatorId;

constexpr Date kToday = date(2026, 12, 1);

SubmissionKey key_of(std::string region, std::string body) {
  return {.name = region + " 2026",
          .body = std::move(body),
          .region = region,
          .secret = std::string(32, region.back())};
}
const SubmissionKey kPingchuan = key_of("990123", "平川县治欠办");
const SubmissionKey kLinhe = key_of("990124", "临河县治欠办");

// A county with two towns, and its cases.
Snapshot county(const std::string& region, std::int64_t first, std::int64_t second) {
  Snapshot snapshot;
  snapshot.body = region + " 治欠办";
  snapshot.region_code = region;
  snapshot.from = date(2026, 11, 1);
  snapshot.until = date(2026, 11, 30);
  snapshot.frozen = china_instant(kToday, 540);
  snapshot.law = "2026-11-22";
  const auto add = [&](const std::string& code, const std::string& parent, std::int64_t cases) {
    snapshot.places.push_back({By::district, code, "区划 " + code, parent});
    snapshot.cells.push_back(
        {I::cases_open, By::district, code, {cases, 0, 0, cases}, std::nullopt});
  };
  add(region, "", first + second);
  add(region + "001", region, first);
  add(region + "002", region, second);
  return snapshot;
}
std::string file_of(const Snapshot& snapshot, const SubmissionKey& key) {
  return submission_text(snapshot_text(snapshot), key);
}
Result<Submission> read(const std::string& text) {
  const std::vector<SubmissionKey> keys{kPingchuan, kLinhe};
  return read_submission(text, keys, kToday);
}
std::string fault_of(const std::string& text) {
  const Result<Submission> submission = read(text);
  return submission ? std::string{} : submission.error().message;
}
bool says(const std::string& message, const std::string& part) {
  return message.find(part) != std::string::npos;
}

TEST(Submission, CarriesItsSnapshotToTheByte) {
  const Snapshot snapshot = county("990123", 3, 4);
  const Result<Submission> submission = read(file_of(snapshot, kPingchuan));
  ASSERT_TRUE(submission) << submission.error().message;
  EXPECT_EQ(submission->text, snapshot_text(snapshot));
  EXPECT_EQ(submission->sm3, hex(sm3(snapshot_text(snapshot))));
  EXPECT_EQ(submission->key.name, "990123 2026");
  EXPECT_EQ(file_of(snapshot, kPingchuan), file_of(snapshot, kPingchuan));
}

// Every line, one after the other: a digit more, a digit less, gone, twice.
TEST(Submission, IsRefusedHoweverOneLineIsChanged) {
  const std::string text = file_of(county("990123", 3, 4), kPingchuan);
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at + 1));
    at = end + 1;
  }
  ASSERT_GT(lines.size(), 15U);
  const auto with = [&](std::size_t which, const std::string& line) {
    std::string changed;
    for (std::size_t i = 0; i < lines.size(); ++i) changed += i == which ? line : lines[i];
    return changed;
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    std::string other = line;
    other[other.size() - 2] = other[other.size() - 2] == '1' ? '2' : '1';
    EXPECT_FALSE(read(with(i, other))) << line;
    EXPECT_FALSE(read(with(i, ""))) << line;
    EXPECT_FALSE(read(with(i, line + line))) << line;
    EXPECT_FALSE(read(with(i, " " + line))) << line;
  }
  EXPECT_TRUE(read(text));
  EXPECT_FALSE(read(text + "\n"));
  EXPECT_FALSE(read(text.substr(0, text.size() - 1)));
  EXPECT_FALSE(read(""));
}

TEST(Submission, IsSealedByItsOwnKeyAlone) {
  SubmissionKey other = kPingchuan;
  other.secret[0] = 'x';
  EXPECT_TRUE(says(fault_of(file_of(county("990123", 3, 4), other)), "封签不符"));
  other.name = "谁也不认识";
  EXPECT_TRUE(says(fault_of(file_of(county("990123", 3, 4), other)), "这里没有"));
}

TEST(Submission, SpeaksOfItsOwnRegionAlone) {
  EXPECT_TRUE(says(fault_of(file_of(county("990124", 3, 4), kPingchuan)), "只能报「990123」"));
  Snapshot beyond = county("990123", 3, 4);
  beyond.places.push_back({By::district, "990124001", "别处", "990123"});
  EXPECT_TRUE(says(fault_of(file_of(beyond, kPingchuan)), "不在「990123」之内"));
}

TEST(Submission, SpeaksOfAPeriodThatIsOver) {
  Snapshot snapshot = county("990123", 3, 4);
  snapshot.until = kToday;
  EXPECT_TRUE(read(file_of(snapshot, kPingchuan)));
  snapshot.until = kToday + 1;
  EXPECT_TRUE(says(fault_of(file_of(snapshot, kPingchuan)), "今天是 2026-12-01"));
  snapshot.until = snapshot.from - 1;
  EXPECT_TRUE(says(fault_of(file_of(snapshot, kPingchuan)), "结束早于开始"));
}

TEST(Submission, AddsUpWithinItself) {
  Snapshot snapshot = county("990123", 3, 4);
  snapshot.cells[0].cell.part = 8;
  EXPECT_TRUE(says(fault_of(file_of(snapshot, kPingchuan)), "合计不等于各部分之和"));
}

TEST(Submission, TellsWhatALaterOneChanges) {
  const Snapshot before = county("990123", 3, 4);
  EXPECT_TRUE(differences(before, before).empty());
  const std::vector<SubmissionDifference> found = differences(before, county("990123", 3, 6));
  ASSERT_EQ(found.size(), 2U);  // the town and the county
  EXPECT_EQ(found[0].code, "990123");
  EXPECT_EQ(found[0].before->part, 7);
  EXPECT_EQ(found[0].now->part, 9);
  EXPECT_EQ(found[1].code, "990123002");
}

const SummedUp kCity{.body = "青原市治欠办",
                     .region = "990100",
                     .from = date(2026, 11, 1),
                     .until = date(2026, 11, 30),
                     .now = china_instant(kToday, 600)};

TEST(Submission, ChildrenSumToTheirParent) {
  const std::vector<Snapshot> parts{county("990123", 3, 4), county("990124", 10, 0)};
  const Result<Snapshot> sum = add_up(kCity, parts, {});
  ASSERT_TRUE(sum) << sum.error().message;
  EXPECT_EQ(find_cell(*sum, I::cases_open, By::district, "990100")->part, 17);
  EXPECT_EQ(find_cell(*sum, I::cases_open, By::district, "990123")->part, 7);
  EXPECT_TRUE(faults_of_sums(*sum).empty());
  EXPECT_TRUE(snapshot_in(snapshot_text(*sum)));
}

TEST(Submission, SaysWhoHasNotReported) {
  const std::vector<Snapshot> parts{county("990123", 3, 4)};
  const std::vector<SnapshotPlace> expected{{By::district, "990123", "平川县", "990100"},
                                            {By::district, "990124", "临河县", "990100"}};
  const Result<Snapshot> sum = add_up(kCity, parts, expected);
  ASSERT_TRUE(sum);
  ASSERT_EQ(sum->missing.size(), 1U);
  EXPECT_EQ(sum->missing[0].code, "990124");
  EXPECT_TRUE(says(sum->missing[0].words, "没有报送"));
}

TEST(Submission, IsNotAddedTwiceNorToAnotherPeriod) {
  const std::vector<Snapshot> twice{county("990123", 3, 4), county("990123", 3, 4)};
  EXPECT_FALSE(add_up(kCity, twice, {}));
  std::vector<Snapshot> other{county("990123", 3, 4)};
  other[0].until = date(2026, 11, 29);
  EXPECT_FALSE(add_up(kCity, other, {}));
  const std::vector<Snapshot> elsewhere{county("980123", 3, 4)};
  EXPECT_FALSE(add_up(kCity, elsewhere, {}));
}

const std::string kSecret(64, 'a');
std::string key_fault(const std::string& text) {
  const auto keys = read_submission_keys(text, "密钥.toml");
  return keys ? std::string{} : keys.error().message;
}

TEST(SubmissionKeys, AreReadStrictlyAndNeverShown) {
  const std::string one =
      "[[key]]\nname = \"平川县 2026\"\nbody = \"平川县治欠办\"\n"
      "region = \"990123\"\nsecret = \"" +
      kSecret + "\"\n";
  EXPECT_EQ(key_fault(one), "");
  EXPECT_TRUE(says(key_fault(one + one), "已有同名密钥"));
  EXPECT_TRUE(says(key_fault(""), "请至少写一个"));
  const std::string shorter =
      "[[key]]\nname = \"a\"\nbody = \"b\"\nregion = \"990123\"\n"
      "secret = \"bbbb\"\n";
  EXPECT_TRUE(says(key_fault(shorter), "64 位"));
  EXPECT_FALSE(says(key_fault(shorter), "bbbb"));
}

TEST(SubmissionKeys, AreChosenByNameOrAlone) {
  const std::vector<SubmissionKey> keys{kPingchuan, kLinhe};
  EXPECT_EQ(submission_key_named(keys, "990124 2026")->region, "990124");
  EXPECT_FALSE(submission_key_named(keys, ""));
  EXPECT_EQ(submission_key_named({&kLinhe, 1}, "")->region, "990124");
}

}  // namespace
}  // namespace qingxin::oversight
