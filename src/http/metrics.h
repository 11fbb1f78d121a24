// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "base/instant.h"
#include "http/server.h"

// Figures for Prometheus (text format 0.0.4). Labels are route templates and statuses, never ids.
namespace qingxin::http {

// Upper ends of the buckets, in microseconds.
inline constexpr std::array<std::int64_t, 11> kBuckets{
    1'000, 2'500, 5'000, 10'000, 25'000, 50'000, 100'000, 250'000, 500'000, 1'000'000, 10'000'000};

class Histogram {
 public:
  void add(std::chrono::microseconds duration);
  // `labels`: `route="/x"`, or empty.
  void write(std::string_view name, std::string_view labels, std::string& out) const;

 private:
  std::array<std::uint64_t, kBuckets.size() + 1> counts_{};
  std::uint64_t total_us_ = 0;
};

enum class JobEnd : unsigned char { done, failed };

// For any number of threads.
class Metrics {
 public:
  // `route`: "GET /api/v1/rules/{id}"; must live as long as this.
  void count(std::string_view route, const Exchange& exchange);
  // How long the store took to answer.
  void count_store(std::chrono::microseconds duration);
  // A job of the daily work ("nightly" …) ended. Names are literals.
  void count_daily(std::string_view job, JobEnd end, Instant at);
  // A notice was tried, and stands so since ("delivered" …). Names are literals.
  void count_notice(std::string_view state);
  std::string text(const ServerLoad& load, std::uint64_t log_lines_lost) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::pair<std::string_view, int>, std::uint64_t> requests_;
  std::map<std::string_view, Histogram> durations_;
  Histogram store_;
  std::map<std::pair<std::string_view, JobEnd>, std::uint64_t> daily_;
  std::map<std::string_view, Instant> daily_done_;
  std::map<std::string_view, std::uint64_t> notices_;
  std::uint64_t bytes_in_ = 0, bytes_out_ = 0, cut_ = 0;
};

}  // namespace qingxin::http
