// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "app/rule_book.h"
#include "app/settings.h"
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
  const app::Settings& settings;
  std::function<Instant()> now;
  // Whether the store answers and its schema is the one of this program.
  std::function<Result<void>()> store_answers;
  Networks metrics_readers;
  Log& log;
  Metrics metrics = {};
  std::function<ServerLoad()> load = {};
};

// In China, which has one time zone and no summer time.
Date day_in_china(Instant at);

}  // namespace qingxin::http
