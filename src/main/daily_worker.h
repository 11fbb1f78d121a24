// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

#include "base/instant.h"

namespace qingxin {

enum class DailyJob : unsigned char {
  catch_up,      // at the beginning: whatever was left undone
  follow_facts,  // facts came into force
  nightly,
};

enum class JobEnd : unsigned char { done, failed };

// When which job is due; one that failed is due again after a while, and longer each time, up to an
// hour. A value: it asks no clock.
class DailyPlan {
 public:
  // `minute`: of the day in China at which the nightly job begins.
  DailyPlan(int minute, Instant now);

  void note_facts() { has_new_facts_ = true; }
  // What is to be done now, once; the nightly job does for the others, too.
  std::optional<DailyJob> take(Instant now);
  // How the job that was taken has ended.
  void note_end(DailyJob job, JobEnd end, Instant now);
  // When there will be something to do although no facts come.
  Instant next_due() const { return again_ ? std::min(nightly_, again_->at) : nightly_; }

 private:
  struct Again {
    DailyJob job;
    Instant at;
  };

  int minute_;
  Instant nightly_;
  std::optional<Again> again_;
  std::int64_t wait_ms_ = 0;  // before the last one that is due again
  bool has_begun_ = false;
  bool has_new_facts_ = false;
};

// Does the daily work in a thread of its own, one job after the other.
class DailyWorker {
 public:
  // What a job is done with. It may ask the token whether to leave off; it tells of its errors
  // itself.
  using Doing = std::function<JobEnd(DailyJob, const std::stop_token&)>;

  // Begins. `now` is asked whenever something may be due.
  DailyWorker(int minute, std::function<Instant()> now, Doing doing);
  DailyWorker(const DailyWorker&) = delete;
  DailyWorker& operator=(const DailyWorker&) = delete;
  // Asks the job under way to leave off, and waits for it.
  ~DailyWorker();

  // Facts came into force. Returns at once; however often it is called while a job is under way,
  // one more follows.
  void wake();
  // Looks at the clock anew: it was set.
  void look();

 private:
  void work(const std::stop_token& stop);

  std::function<Instant()> now_;
  Doing doing_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  DailyPlan plan_;
  bool has_changed_ = false;
  std::jthread thread_;  // last: it uses all the others
};

}  // namespace qingxin
