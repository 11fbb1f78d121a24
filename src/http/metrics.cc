// SPDX-License-Identifier: Apache-2.0
#include "http/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace qingxin::http {

namespace {

// 2500 µs → "0.002500".
std::string seconds_of(std::uint64_t us) {
  return fmt::format("{}.{:06}", us / 1'000'000, us % 1'000'000);
}

void describe(std::string& out, std::string_view name, std::string_view type,
              std::string_view help) {
  fmt::format_to(std::back_inserter(out), "# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

void figure(std::string& out, std::string_view name, std::string_view type, std::string_view help,
            std::int64_t value) {
  describe(out, name, type, help);
  fmt::format_to(std::back_inserter(out), "{} {}\n", name, value);
}

}  // namespace

void Histogram::add(std::chrono::microseconds duration) {
  const auto bucket = std::lower_bound(kBuckets.begin(), kBuckets.end(), duration.count());
  ++counts_[static_cast<std::size_t>(bucket - kBuckets.begin())];
  total_us_ += static_cast<std::uint64_t>(duration.count());
}

void Histogram::write(std::string_view name, std::string_view labels, std::string& out) const {
  const std::string_view comma = labels.empty() ? "" : ",";
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    count += counts_[i];
    const std::string end =
        i < kBuckets.size() ? seconds_of(static_cast<std::uint64_t>(kBuckets[i])) : "+Inf";
    fmt::format_to(std::back_inserter(out), "{}_bucket{{{}{}le=\"{}\"}} {}\n", name, labels, comma,
                   end, count);
  }
  const std::string braces = labels.empty() ? "" : fmt::format("{{{}}}", labels);
  fmt::format_to(std::back_inserter(out), "{0}_sum{1} {2}\n{0}_count{1} {3}\n", name, braces,
                 seconds_of(total_us_), count);
}

void Metrics::count(std::string_view route, const Exchange& exchange) {
  const std::lock_guard lock(mutex_);
  ++requests_[{route, exchange.status}];
  durations_[route].add(exchange.duration);
  bytes_in_ += exchange.bytes_in;
  bytes_out_ += exchange.bytes_out;
  if (exchange.ending == Ending::cut) ++cut_;
}

void Metrics::count_store(std::chrono::microseconds duration) {
  const std::lock_guard lock(mutex_);
  store_.add(duration);
}

void Metrics::count_daily(std::string_view job, JobEnd end, Instant at) {
  const std::lock_guard lock(mutex_);
  ++daily_[{job, end}];
  if (end == JobEnd::done) daily_done_[job] = at;
}

void Metrics::count_notice(std::string_view state) {
  const std::lock_guard lock(mutex_);
  ++notices_[state];
}

std::string Metrics::text(const ServerLoad& load, std::uint64_t log_lines_lost) const {
  std::string out;
  const std::lock_guard lock(mutex_);
  describe(out, "qingxin_http_requests_total", "counter", "Requests by route and status.");
  for (const auto& [key, count] : requests_)
    fmt::format_to(std::back_inserter(out),
                   "qingxin_http_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", key.first,
                   key.second, count);
  describe(out, "qingxin_http_request_duration_seconds", "histogram",
           "From the first byte of a request to the last of its response.");
  for (const auto& [route, histogram] : durations_)
    histogram.write("qingxin_http_request_duration_seconds", fmt::format("route=\"{}\"", route),
                    out);
  describe(out, "qingxin_store_answer_seconds", "histogram", "How long the store took to answer.");
  store_.write("qingxin_store_answer_seconds", "", out);
  describe(out, "qingxin_daily_work_total", "counter",
           "Checks and warnings that the service brought up to date by itself.");
  for (const auto& [key, count] : daily_)
    fmt::format_to(std::back_inserter(out),
                   "qingxin_daily_work_total{{job=\"{}\",end=\"{}\"}} {}\n", key.first,
                   key.second == JobEnd::done ? "done" : "failed", count);
  describe(out, "qingxin_daily_work_done_seconds", "gauge", "When it was done last (Unix time).");
  for (const auto& [job, at] : daily_done_)
    fmt::format_to(std::back_inserter(out), "qingxin_daily_work_done_seconds{{job=\"{}\"}} {}\n",
                   job, at.utc_ms / 1000);
  describe(out, "qingxin_notices_total", "counter",
           "Notices that were tried, by what became of it.");
  for (const auto& [state, count] : notices_)
    fmt::format_to(std::back_inserter(out), "qingxin_notices_total{{state=\"{}\"}} {}\n", state,
                   count);
  const auto number = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
  figure(out, "qingxin_http_received_bytes_total", "counter", "Bytes of request bodies.",
         number(bytes_in_));
  figure(out, "qingxin_http_sent_bytes_total", "counter", "Bytes of response bodies.",
         number(bytes_out_));
  figure(out, "qingxin_http_cut_total", "counter", "Responses that did not get through.",
         number(cut_));
  figure(out, "qingxin_http_connections", "gauge", "Open connections.", load.connections);
  figure(out, "qingxin_http_connections_refused_total", "counter", "Connections beyond the limits.",
         number(load.connections_refused));
  figure(out, "qingxin_http_pool_waiting", "gauge", "Requests that wait for a worker.",
         load.waiting);
  figure(out, "qingxin_http_pool_running", "gauge", "Requests that are being dealt with.",
         load.running);
  figure(out, "qingxin_http_uploads", "gauge", "Batches that are being received.", load.uploads);
  figure(out, "qingxin_http_buffered_bytes", "gauge", "Bodies in memory.", load.buffered_bytes);
  figure(out, "qingxin_log_lines_lost_total", "counter", "Lines of the log that were not written.",
         number(log_lines_lost));
  return out;
}

}  // namespace qingxin::http
