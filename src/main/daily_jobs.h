// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <mutex>
#include <string>

#include "app/daily_work.h"
#include "http/log.h"
#include "http/metrics.h"
#include "main/daily_worker.h"

namespace qingxin {

// With what the daily work of a service is done. All of it outlives the jobs.
struct DailyTools {
  app::StoredData& data;
  const law::Law& law;
  const verify::Pack& pack;
  std::function<Instant()> now;
  std::string program;  // its version
  int threads = 1;
  http::Log& log;
  http::Metrics& metrics;
  app::BulletinPlan bulletins = {};
  // Told what was done, for whoever makes notices of it.
  std::function<void(DailyJob, const app::WorkDone&)> done = {};
};

// The jobs of a service: each is logged and counted, and none is fatal. One at a time, whoever
// asks.
class DailyJobs {
 public:
  explicit DailyJobs(DailyTools tools) : tools_(std::move(tools)) {}

  // For DailyWorker.
  JobEnd run(DailyJob job, const std::stop_token& stop);
  // Now, for somebody who waits for it. Error: conflict, when another one has been under way for
  // longer than he should wait.
  Result<app::WorkDone> follow_facts();

 private:
  Result<app::WorkDone> done(DailyJob job, const std::stop_token& stop);

  DailyTools tools_;
  std::timed_mutex working_;
};

}  // namespace qingxin
