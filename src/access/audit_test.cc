// SPDX-License-Identifier: Apache-2.0
#include "access/audit.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace qingxin::access {
namespace {

class AuditChain : public testing::Test {
 protected:
  using Suspects = std::vector<AuditSuspect>;

  void SetUp() override {
    Digest before{};
    for (std::int64_t i = 1; i <= 20; ++i) {
      records_.push_back(written(i, before));
      before = records_.back().hash;
    }
    head_ = sealed_head(20, before, key_);
  }

  AuditRecord written(std::int64_t number, const Digest& before) const {
    AuditRecord record{.number = number,
                       .at = {1'790'000'000'000 + number},
                       .user = UserId{number % 3},
                       .role = Role::office,
                       .via = Via::session,
                       .credential = 40 + number,
                       .entry = audit_entry("use_batch", {{"batch", number}})};
    access::chain_to(record, before, key_);
    return record;
  }

  AuditReport report() const {
    AuditWalk walk(key_);
    for (const AuditRecord& record : records_) walk.take(record);
    return walk.end(head_);
  }
  Suspects suspects() const { return report().suspects; }
  AuditRecord& at(std::int64_t number) { return records_[static_cast<std::size_t>(number) - 1]; }
  void erase(std::int64_t number) {
    std::erase_if(records_, [&](const AuditRecord& record) { return record.number == number; });
  }

  const Key key_{std::string(kKeyBytes, 'a')};
  std::vector<AuditRecord> records_;
  AuditHead head_;
};

TEST(AuditEntry, TellsTheIdsOfItsSubjects) {
  const AuditEntry entry = audit_entry("reveal_field", {{"project", 23}, {"reveal", -1}});
  EXPECT_EQ(entry.subjects, "project=23 reveal=-1");
  EXPECT_EQ(subject_of(entry, "project"), 23);
  EXPECT_EQ(subject_of(entry, "reveal"), -1);
  for (const std::string_view kind : {"", "proj", "projects", "batch"})
    EXPECT_FALSE(subject_of(entry, kind)) << kind;
  // What an earlier version wrote behind them, however it reads.
  EXPECT_EQ(subject_of({"reveal_field", "reveal=2 reason=看 reveal=3 batch=x"}, "reveal"), 2);
  EXPECT_FALSE(subject_of({"reveal_field", "reveal=2 reason=看 batch=x"}, "batch"));
  EXPECT_FALSE(subject_of({"reveal_field", ""}, "reveal"));
}

TEST_F(AuditChain, IsSoundAsItWasWritten) {
  EXPECT_TRUE(report().is_sound());
  EXPECT_EQ(report().records, 20);
  records_.clear();
  head_ = sealed_head(0, {}, key_);
  EXPECT_TRUE(report().is_sound());
}

TEST_F(AuditChain, ShowsWhichRecordWasChangedInWhichPartEver) {
  const std::vector<std::function<void(AuditRecord&)>> changes{
      [](AuditRecord& record) { record.at.utc_ms += 1; },
      [](AuditRecord& record) { record.user = UserId{9}; },
      [](AuditRecord& record) { record.role = Role::auditor; },
      [](AuditRecord& record) { record.via = Via::api_key; },
      [](AuditRecord& record) { record.credential = 1; },
      [](AuditRecord& record) { record.entry.action = "withdraw_batch"; },
      [](AuditRecord& record) { record.entry.subjects = "batch=99"; },
      // A part of one text moved into its neighbour.
      [](AuditRecord& record) {
        record.entry = {"use_batch|8:batch", "=7"};
      },
      [](AuditRecord& record) { record.hash[3] ^= 1; },
      [](AuditRecord& record) { record.seal[3] ^= 1; },
  };
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const AuditRecord before = at(7);
    changes[i](at(7));
    EXPECT_EQ(suspects(), (Suspects{{AuditFault::changed, 7, 7}})) << i;
    at(7) = before;
  }
}

TEST_F(AuditChain, ShowsAForgerWithoutTheKeyWhoDidTheWholeChainAnew) {
  at(7).entry.subjects = "batch=99";
  const Key other{std::string(kKeyBytes, 'b')};
  Digest before = at(6).hash;
  for (std::int64_t i = 7; i <= 20; ++i) {
    access::chain_to(at(i), before, other);
    before = at(i).hash;
  }
  EXPECT_EQ(suspects(), (Suspects{{AuditFault::changed, 7, 20}}));
  EXPECT_EQ(report().suspect_count, 14);
}

TEST_F(AuditChain, ShowsWhatWasRemoved) {
  erase(5);
  erase(11);
  erase(12);
  EXPECT_EQ(suspects(), (Suspects{{AuditFault::removed, 5, 5}, {AuditFault::removed, 11, 12}}));
  EXPECT_EQ(report().suspect_count, 3);
}

TEST_F(AuditChain, ShowsThatTheFirstAndTheLastOnesWereRemoved) {
  erase(1);
  EXPECT_EQ(suspects(), (Suspects{{AuditFault::removed, 1, 1}}));
  erase(19);
  erase(20);
  EXPECT_EQ(suspects(), (Suspects{{AuditFault::removed, 1, 1}, {AuditFault::cut_off, 19, 20}}));
  records_.clear();
  EXPECT_EQ(suspects(), (Suspects{{AuditFault::cut_off, 1, 20}}));
  EXPECT_EQ(report().suspect_count, 20);
  EXPECT_TRUE(report().lists_all());
}

TEST_F(AuditChain, ShowsWhatWasRemovedWhenTheOthersMovedUp) {
  erase(5);
  for (AuditRecord& record : records_)
    if (record.number > 5) --record.number;
  EXPECT_EQ(suspects(), (Suspects{{AuditFault::moved, 5, 19, 6}, {AuditFault::removed, 5, 5}}));
  EXPECT_EQ(report().suspect_count, 16);
  EXPECT_TRUE(report().lists_all());
  EXPECT_EQ(in_chinese(suspects()[0]), "第 5 至 19 条原是第 6 至 20 条，被挪动过");
  EXPECT_EQ(in_chinese(suspects()[1]), "第 5 条被删去了");
}

TEST_F(AuditChain, ShowsWhichTwoWereExchanged) {
  std::swap(at(4), at(9));
  std::swap(at(4).number, at(9).number);
  EXPECT_EQ(suspects(), (Suspects{{AuditFault::moved, 4, 4, 9}, {AuditFault::moved, 9, 9, 4}}));
}

TEST_F(AuditChain, ShowsWhatWasInserted) {
  AuditRecord more = written(8, {});
  more.seal[0] ^= 1;
  for (AuditRecord& record : records_)
    if (record.number >= 8) ++record.number;
  records_.insert(records_.begin() + 7, more);
  EXPECT_EQ(suspects(), (Suspects{{AuditFault::inserted, 8, 8}, {AuditFault::moved, 9, 21, 8}}));
}

TEST_F(AuditChain, ShowsWhatWasAddedAtTheEnd) {
  AuditRecord more = written(21, at(20).hash);
  more.seal[0] ^= 1;
  records_.push_back(more);
  EXPECT_EQ(suspects(), (Suspects{{AuditFault::inserted, 21, 21}}));
}

TEST_F(AuditChain, ShowsAHeadThatWasChanged) {
  erase(20);
  head_ = {19, at(19).hash, head_.seal};
  EXPECT_EQ(suspects(), (Suspects{{AuditFault::head, 19, 19}}));
  // The seal of a record is no seal of a head.
  head_.seal = at(19).seal;
  EXPECT_EQ(suspects(), (Suspects{{AuditFault::head, 19, 19}}));
}

TEST_F(AuditChain, SaysItInWords) {
  EXPECT_EQ(in_chinese(AuditSuspect{AuditFault::changed, 7, 7}), "第 7 条被改动过");
  EXPECT_EQ(in_chinese(AuditSuspect{AuditFault::cut_off, 19, 20}), "末尾的第 19 至 20 条被删去了");
  EXPECT_EQ(in_chinese(AuditSuspect{AuditFault::moved, 4, 4, 9}), "第 4 条原是第 9 条，被挪动过");
}

TEST_F(AuditChain, ListsAThousandAndCountsAll) {
  Digest before = records_.back().hash;
  for (std::int64_t i = 21; i <= 3'000; ++i) {
    records_.push_back(written(i, before));
    before = records_.back().hash;
  }
  head_ = sealed_head(3'000, before, key_);
  EXPECT_TRUE(report().is_sound());
  for (std::int64_t i = 501; i <= 3'000; ++i) at(i).entry.action = "nothing";
  const AuditReport found = report();
  EXPECT_EQ(found.suspect_count, 2'500);
  EXPECT_EQ(found.suspects, (Suspects{{AuditFault::changed, 501, 1'500}}));
  EXPECT_FALSE(found.lists_all());
}

TEST_F(AuditChain, NamesTheOneThatWasRemovedWhereManyMovedUp) {
  Digest before = records_.back().hash;
  for (std::int64_t i = 21; i <= 3'000; ++i) {
    records_.push_back(written(i, before));
    before = records_.back().hash;
  }
  head_ = sealed_head(3'000, before, key_);
  erase(50);
  for (AuditRecord& record : records_)
    if (record.number > 50) --record.number;
  EXPECT_EQ(suspects(),
            (Suspects{{AuditFault::moved, 50, 1'049, 51}, {AuditFault::removed, 50, 50}}));
}

}  // namespace
}  // namespace qingxin::access
