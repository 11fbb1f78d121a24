// SPDX-License-Identifier: Apache-2.0
#include "main/daily_worker.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace qingxin {

namespace {

constexpr std::int64_t kLongestWaitMs = 60 * kMinuteMs;
// A clock that was set is noticed after so long.
constexpr std::int64_t kLookAtLeastEveryMs = 10 * kMinuteMs;

Instant first_after(Instant now, int minute) {
  const Date today = china_day(now);
  const Instant at = china_instant(today, minute);
  return at > now ? at : china_instant(today + 1, minute);
}

}  // namespace

DailyPlan::DailyPlan(int minute, Instant now)
    : minute_(minute), nightly_(first_after(now, minute)) {}

std::optional<DailyJob> DailyPlan::take(Instant now) {
  if (!std::exchange(has_begun_, true)) {
    has_new_facts_ = false;
    return DailyJob::catch_up;
  }
  if (now >= nightly_) {
    nightly_ = first_after(now, minute_);
    has_new_facts_ = false;
    return DailyJob::nightly;
  }
  if (again_ && (now >= again_->at || now.utc_ms < again_->at.utc_ms - kLongestWaitMs)) {
    has_new_facts_ = false;
    return again_->job;
  }
  // A clock that was put back: the next night is nearer again.
  nightly_ = std::min(nightly_, first_after(now, minute_));
  if (std::exchange(has_new_facts_, false)) return DailyJob::follow_facts;
  return std::nullopt;
}

// What was to follow the facts may have got half way: the judging done, the warnings not.
void DailyPlan::note_end(DailyJob job, JobEnd end, Instant now) {
  if (end == JobEnd::done) {
    const bool is_for_all = job == DailyJob::nightly || (again_ && again_->job == job);
    if (!again_ || is_for_all) {
      again_.reset();
      wait_ms_ = 0;
    }
    return;
  }
  wait_ms_ = std::clamp(wait_ms_ * 2, kMinuteMs, kLongestWaitMs);
  const bool is_night = job == DailyJob::nightly || (again_ && again_->job == DailyJob::nightly);
  again_ = Again{is_night ? DailyJob::nightly : DailyJob::catch_up, {now.utc_ms + wait_ms_}};
}

DailyWorker::DailyWorker(int minute, std::function<Instant()> now, Doing doing)
    : now_(std::move(now)),
      doing_(std::move(doing)),
      plan_(minute, now_()),
      thread_([this](const std::stop_token& stop) { work(stop); }) {}

DailyWorker::~DailyWorker() = default;

void DailyWorker::wake() {
  {
    const std::scoped_lock lock(mutex_);
    plan_.note_facts();
    has_changed_ = true;
  }
  changed_.notify_all();
}

void DailyWorker::look() {
  {
    const std::scoped_lock lock(mutex_);
    has_changed_ = true;
  }
  changed_.notify_all();
}

void DailyWorker::work(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    has_changed_ = false;
    if (const std::optional<DailyJob> job = plan_.take(now_())) {
      lock.unlock();
      const JobEnd end = doing_(*job, stop);
      lock.lock();
      plan_.note_end(*job, end, now_());
      continue;
    }
    const std::int64_t left = plan_.next_due().utc_ms - now_().utc_ms;
    const std::chrono::milliseconds wait{std::clamp<std::int64_t>(left, 0, kLookAtLeastEveryMs)};
    changed_.wait_for(lock, stop, wait, [this] { return has_changed_; });
  }
}

}  // namespace qingxin
