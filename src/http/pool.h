// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

// Where handlers run that wait for a database or a hash.
namespace qingxin::http {

enum class Posted : unsigned char { yes, full };

// A number of threads and a queue of bounded length. Work that has begun is never thrown away:
// whatever was taken in is done before the pool is gone.
class Pool {
 public:
  Pool(int threads, int queue_limit);
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool();

  // New work: refused when as much waits as may wait.
  Posted post(std::function<void()> work);
  // The next piece of work that was taken in before. Its number is bounded by who asks for it: one
  // for each connection.
  void post_next(std::function<void()> work);

  struct Load {
    int waiting = 0, running = 0;
  };
  Load load() const;

 private:
  void run();

  const std::size_t queue_limit_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;
  int running_ = 0;
  bool is_closing_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace qingxin::http
