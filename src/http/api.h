// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "app/daily_work.h"
#include "app/notice_desk.h"
#include "app/rule_book.h"
#include "app/settings.h"
#include "app/stored_data.h"
#include "app/warning_desk.h"
#include "base/instant.h"
#include "base/ip_address.h"
#include "http/log.h"
#include "http/metrics.h"
#include "http/server.h"

namespace qingxin::http {

// What the handlers of the routes work with; made in main and there for as long as the service.
struct Api {
  std::string version;
  const law::Law& law;
  const verify::Pack& pack;
  const app::Settings& settings;
  app::StoredData& data;
  const app::Sending& sending;
  int threads;  // for one check
  std::function<Instant()> now;
  // Whether the store answers and its schema is the one of this program.
  std::function<Result<void>()> store_answers;
  Networks metrics_readers;
  Log& log;
  // What facts are in force has changed: the checks are to follow.
  std::function<void()> facts_changed = {};
  // Has them follow now, and waits for it.
  std::function<Result<app::WorkDone>()> check_now = {};
  Metrics metrics = {};
  std::function<ServerLoad()> load = {};
  std::atomic<int> hashing = 0;  // passwords that are being looked up
};

}  // namespace qingxin::http
