// SPDX-License-Identifier: Apache-2.0
#include "http/pool.h"

#include <utility>

namespace qingxin::http {

Pool::Pool(int threads, int queue_limit) : queue_limit_(static_cast<std::size_t>(queue_limit)) {
  threads_.reserve(static_cast<std::size_t>(threads));
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

Pool::~Pool() {
  {
    const std::lock_guard lock(mutex_);
    is_closing_ = true;
  }
  changed_.notify_all();
}

Posted Pool::post(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (queue_.size() >= queue_limit_) return Posted::full;
    queue_.push_back(std::move(work));
  }
  changed_.notify_one();
  return Posted::yes;
}

void Pool::post_next(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(work));
  }
  changed_.notify_one();
}

Pool::Load Pool::load() const {
  const std::lock_guard lock(mutex_);
  return {static_cast<int>(queue_.size()), running_};
}

void Pool::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return is_closing_ || !queue_.empty(); });
    if (queue_.empty()) return;
    const std::function<void()> work = std::move(queue_.front());
    queue_.pop_front();
    ++running_;
    lock.unlock();
    work();
    lock.lock();
    --running_;
  }
}

}  // namespace qingxin::http
