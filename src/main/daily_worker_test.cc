// SPDX-License-Identifier: Apache-2.0
#include "main/daily_worker.h"

#include <gtest/gtest.h>

#include <atomic>
#include <vector>

namespace qingxin {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;
constexpr int kHalfPastTwo = 150;

// 2026-11-23 00:00 in China, and so many hours later.
constexpr Instant at(std::int64_t hours, std::int64_t minutes = 0) {
  return {1'795'363'200'000 + hours * kHourMs + minutes * 60'000};
}

TEST(DailyPlan, CatchesUpFirstAndThenWaitsForFactsAndNights) {
  DailyPlan plan(kHalfPastTwo, at(9));
  plan.note_facts();
  EXPECT_EQ(plan.take(at(9)), DailyJob::catch_up);  // does for the facts, too
  EXPECT_EQ(plan.take(at(9)), std::nullopt);
  EXPECT_EQ(plan.next_due(), at(26, 30));
  plan.note_facts();
  plan.note_facts();
  EXPECT_EQ(plan.take(at(10)), DailyJob::follow_facts);
  EXPECT_EQ(plan.take(at(10)), std::nullopt);
  EXPECT_EQ(plan.take(at(26, 29)), std::nullopt);
  plan.note_facts();
  EXPECT_EQ(plan.take(at(26, 30)), DailyJob::nightly);
  EXPECT_EQ(plan.take(at(26, 31)), std::nullopt);
  EXPECT_EQ(plan.next_due(), at(50, 30));
}

TEST(DailyPlan, MakesUpForOneNightHoweverManyWereMissed) {
  DailyPlan plan(kHalfPastTwo, at(1));
  EXPECT_EQ(plan.take(at(1)), DailyJob::catch_up);
  EXPECT_EQ(plan.next_due(), at(2, 30));  // before the night of the same day
  EXPECT_EQ(plan.take(at(100)), DailyJob::nightly);
  EXPECT_EQ(plan.take(at(100)), std::nullopt);
  EXPECT_EQ(plan.next_due(), at(122, 30));
}

TEST(DailyPlan, FollowsAClockThatWasPutBack) {
  DailyPlan plan(kHalfPastTwo, at(9));
  EXPECT_EQ(plan.take(at(9)), DailyJob::catch_up);
  EXPECT_EQ(plan.take(at(-40)), std::nullopt);
  EXPECT_EQ(plan.next_due(), at(-21, -30));
}

TEST(DailyPlan, DoesAgainWhatFailedAndWaitsLongerEachTime) {
  using enum DailyJob;
  DailyPlan plan(kHalfPastTwo, at(9));
  EXPECT_EQ(plan.take(at(9)), catch_up);
  plan.note_end(catch_up, JobEnd::done, at(9));
  EXPECT_EQ(plan.next_due(), at(26, 30));
  plan.note_facts();
  EXPECT_EQ(plan.take(at(10)), follow_facts);
  plan.note_end(follow_facts, JobEnd::failed, at(10));
  EXPECT_EQ(plan.next_due(), at(10, 1));
  EXPECT_EQ(plan.take(at(10)), std::nullopt);
  EXPECT_EQ(plan.take(at(10, 1)), catch_up);  // with the warnings that were left undone
  plan.note_end(catch_up, JobEnd::failed, at(10, 1));
  EXPECT_EQ(plan.next_due(), at(10, 3));
  // Facts do not wait for it, and do not do for it.
  plan.note_facts();
  EXPECT_EQ(plan.take(at(10, 2)), follow_facts);
  plan.note_end(follow_facts, JobEnd::done, at(10, 2));
  EXPECT_EQ(plan.take(at(10, 3)), catch_up);
  plan.note_end(catch_up, JobEnd::done, at(10, 3));
  EXPECT_EQ(plan.next_due(), at(26, 30));
}

TEST(DailyPlan, DoesANightThatFailedAgainWithinTheHour) {
  using enum DailyJob;
  DailyPlan plan(kHalfPastTwo, at(9));
  EXPECT_EQ(plan.take(at(9)), catch_up);
  EXPECT_EQ(plan.take(at(26, 30)), nightly);
  Instant now = at(26, 30);
  for (int i = 0; i < 9; ++i) {
    plan.note_end(nightly, JobEnd::failed, now);
    now = plan.next_due();
    EXPECT_EQ(plan.take(now), nightly);
  }
  plan.note_end(nightly, JobEnd::failed, now);
  EXPECT_EQ(plan.next_due().utc_ms - now.utc_ms, kHourMs);
  // A clock that was put back does not put it off for ever.
  EXPECT_EQ(plan.take(at(20)), nightly);
  plan.note_end(nightly, JobEnd::done, at(20));
  EXPECT_EQ(plan.take(at(20)), std::nullopt);
}

// A worker whose clock is set by hand, and what it did.
class Worker {
 public:
  explicit Worker(Instant now) : now_(now.utc_ms) {}

  void set(Instant now) { now_ = now.utc_ms; }
  void fail_once() { failing_ = true; }
  DailyWorker::Doing doing() {
    return [this](DailyJob job, const std::stop_token&) {
      {
        const std::scoped_lock lock(mutex_);
        done_.push_back(job);
      }
      changed_.notify_all();
      return failing_.exchange(false) ? JobEnd::failed : JobEnd::done;
    };
  }
  std::function<Instant()> clock() {
    return [this] { return Instant{now_.load()}; };
  }
  std::vector<DailyJob> wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return done_.size() >= count; });
    return done_;
  }

 private:
  std::atomic<std::int64_t> now_;
  std::atomic<bool> failing_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<DailyJob> done_;
};

TEST(DailyWorker, WorksWhenItIsWokenAndWhenNightComes) {
  using enum DailyJob;
  Worker told(at(9));
  DailyWorker worker(kHalfPastTwo, told.clock(), told.doing());
  EXPECT_EQ(told.wait_for(1), std::vector{catch_up});
  worker.wake();
  EXPECT_EQ(told.wait_for(2), (std::vector{catch_up, follow_facts}));
  told.set(at(27));
  worker.look();
  EXPECT_EQ(told.wait_for(3), (std::vector{catch_up, follow_facts, nightly}));
}

TEST(DailyWorker, TellsThePlanThatAJobFailed) {
  using enum DailyJob;
  Worker told(at(9));
  told.fail_once();
  std::atomic<int> asked = 0;  // two minutes pass between any two looks at the clock
  DailyWorker worker(
      kHalfPastTwo, [&asked] { return at(9, 2 * asked++); }, told.doing());
  EXPECT_EQ(told.wait_for(2), (std::vector{catch_up, catch_up}));
}

TEST(DailyWorker, DoesOneMoreJobForAllThatCameDuringOne) {
  std::atomic<int> jobs = 0;
  std::atomic<bool> may_go_on = false;
  std::mutex mutex;
  std::condition_variable changed;
  Worker told(at(9));
  DailyWorker worker(kHalfPastTwo, told.clock(), [&](DailyJob job, const std::stop_token& stop) {
    ++jobs;
    told.doing()(job, stop);
    if (job != DailyJob::catch_up) return JobEnd::done;
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return may_go_on.load(); });
    return JobEnd::done;
  });
  told.wait_for(1);
  for (int i = 0; i < 5; ++i) worker.wake();
  {
    const std::scoped_lock lock(mutex);
    may_go_on = true;
  }
  changed.notify_all();
  told.wait_for(2);
  told.set(at(27));
  worker.look();
  EXPECT_EQ(told.wait_for(3).back(), DailyJob::nightly);
  EXPECT_EQ(jobs, 3);
}

TEST(DailyWorker, AsksTheJobUnderWayToLeaveOff) {
  Worker told(at(9));
  bool has_left_off = false;
  {
    DailyWorker worker(kHalfPastTwo, told.clock(), [&](DailyJob job, const std::stop_token& stop) {
      told.doing()(job, stop);
      std::mutex mutex;
      std::unique_lock lock(mutex);
      std::condition_variable_any changed;
      changed.wait(lock, stop, [] { return false; });
      has_left_off = stop.stop_requested();
      return JobEnd::failed;
    });
    told.wait_for(1);
  }
  EXPECT_TRUE(has_left_off);
}

}  // namespace
}  // namespace qingxin
