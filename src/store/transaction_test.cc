// SPDX-License-Identifier: Apache-2.0
#include "store/transaction.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace qingxin::store {
namespace {

// A connection on which everything works.
class Fine : public Connection {
 public:
  Engine engine() const override { return Engine::postgres; }
  SqlResult<std::int64_t> run(std::string_view, std::span<const SqlValue>,
                              const EachRow&) override {
    return 0;
  }
  SqlResult<void> run_script(std::string_view) override { return {}; }
  SqlResult<std::int64_t> insert(const BulkRows&) override { return 0; }
  SqlResult<void> begin(Intent) override { return {}; }
  SqlResult<void> commit() override { return {}; }
  SqlResult<void> rollback() override { return {}; }
  bool is_usable() const override { return true; }
};

class Scripted : public Database {
 public:
  Engine engine() const override { return Engine::postgres; }
  int writers() const override { return 4; }
  SqlResult<std::unique_ptr<Connection>> connect() override { return std::make_unique<Fine>(); }
};

tl::unexpected<SqlError> fault(SqlFailure failure) {
  return tl::unexpected(SqlError{failure, {ErrorCode::unavailable, "planted"}});
}

SqlResult<void> is_fine(Connection&) {
  return {};
}

TEST(Sessions, RepeatWhatIsWorthItAndNotWhatHasWaitedLongEnough) {
  Scripted database;
  for (const auto& [failure, times] : {std::pair{SqlFailure::again, Sessions::kAttempts},
                                       {SqlFailure::disconnected, Sessions::kAttempts},
                                       {SqlFailure::unique, 2},
                                       {SqlFailure::constraint, 1},
                                       {SqlFailure::busy, 1},
                                       {SqlFailure::silent, 1},
                                       {SqlFailure::full, 1}}) {
    Sessions sessions(database);
    int asked = 0;
    const auto done = sessions.transact(Intent::write, [&](Connection&) -> SqlResult<void> {
      ++asked;
      return fault(failure);
    });
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().failure, failure);
    EXPECT_EQ(asked, times);
  }
}

TEST(Sessions, AskASilentServerOneAtATimeAndTellTheOthersAtOnce) {
  Scripted database;
  Sessions sessions(database);
  const auto falls_silent = [](Connection&) -> SqlResult<void> {
    return fault(SqlFailure::silent);
  };
  ASSERT_FALSE(sessions.transact(Intent::read, falls_silent));

  std::mutex mutex;
  std::condition_variable changed;
  bool is_asking = false, may_end = false;
  std::jthread asker([&] {
    EXPECT_TRUE(sessions.transact(Intent::write, [&](Connection&) -> SqlResult<void> {
      std::unique_lock lock(mutex);
      is_asking = true;
      changed.notify_all();
      changed.wait(lock, [&] { return may_end; });
      return {};
    }));
  });
  std::unique_lock lock(mutex);
  changed.wait(lock, [&] { return is_asking; });
  for (const Intent intent : {Intent::read, Intent::write}) {
    const auto told = sessions.transact(intent, [](Connection&) -> SqlResult<void> {
      ADD_FAILURE() << "only one asks";
      return {};
    });
    ASSERT_FALSE(told);
    EXPECT_EQ(told.error().failure, SqlFailure::silent);
  }
  may_end = true;
  lock.unlock();
  changed.notify_all();
  asker.join();
  EXPECT_TRUE(sessions.transact(Intent::read, is_fine));
}

// Who waits for a place is told, too: the places are held by those who wait for the server.
TEST(Sessions, LetNobodyWaitBehindTheSilentOnes) {
  Scripted database;
  Sessions sessions(database);
  std::mutex mutex;
  std::condition_variable changed;
  int inside = 0, told = 0;
  bool first_may_end = false, may_end = false;
  std::vector<std::jthread> readers;
  for (int i = 0; i < Sessions::kReaders; ++i)
    readers.emplace_back([&, i] {
      static_cast<void>(sessions.transact(Intent::read, [&](Connection&) -> SqlResult<void> {
        std::unique_lock lock(mutex);
        ++inside;
        changed.notify_all();
        changed.wait(lock, [&] { return i == 0 ? first_may_end : may_end; });
        return fault(SqlFailure::silent);
      }));
    });
  std::unique_lock lock(mutex);
  changed.wait(lock, [&] { return inside == Sessions::kReaders; });
  std::vector<std::jthread> waiting;
  for (int i = 0; i < 3; ++i)
    waiting.emplace_back([&] {
      const auto done = sessions.transact(
          Intent::read, [](Connection&) -> SqlResult<void> { return fault(SqlFailure::silent); });
      EXPECT_FALSE(done);
      const std::lock_guard counting(mutex);
      ++told;
      changed.notify_all();
    });
  first_may_end = true;
  changed.notify_all();
  changed.wait(lock, [&] { return told == 3; });  // while three of the readers are still inside
  may_end = true;
  lock.unlock();
  changed.notify_all();
}

}  // namespace
}  // namespace qingxin::store
