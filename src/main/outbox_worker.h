// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

#include "app/daily_work.h"
#include "app/notice_desk.h"
#include "http/log.h"
#include "http/metrics.h"
#include "main/daily_worker.h"

namespace qingxin {

// With what notices of a service are made and sent. All of it outlives them.
struct OutboxTools {
  app::StoredData& data;
  const app::Sending& sending;
  std::function<Instant()> now;
  http::Log& log;
  http::Metrics& metrics;
};

// The notices of a service: made after the daily work, sent in a thread of its own. Each round that
// did something is logged, and no error is fatal.
class OutboxWorker {
 public:
  explicit OutboxWorker(OutboxTools tools) : tools_(std::move(tools)) {}
  OutboxWorker(const OutboxWorker&) = delete;
  OutboxWorker& operator=(const OutboxWorker&) = delete;
  ~OutboxWorker() { end(); }

  // Sends what is due now, every so many seconds, and whenever something was made; nothing, where
  // the settings name no channels.
  void begin(const app::Settings& settings);
  // Asks it to leave off and waits for it; the notice under way is sent to its end.
  void end();

  // Makes notices of what the daily work did: of reminders, and of all warnings that wait after a
  // break, else of those that changed.
  void follow(DailyJob job, const app::WorkDone& work);

 private:
  void work(const std::stop_token& stop, std::int64_t seconds);
  void send(const std::stop_token& stop);
  void write(http::LogLine line, Instant now);

  OutboxTools tools_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool is_woken_ = false;
  std::jthread thread_;  // last: it uses all the others
};

}  // namespace qingxin
