// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "base/date.h"
#include "base/instant.h"
#include "base/result.h"

// The log: one JSON object a line. It never holds a person's data, a query or a body: who asks is
// a number and a mark of the address that holds for one run of the program.
namespace qingxin::http {

struct LogFolder {
  std::filesystem::path path;
  int keep_days;
};

// Writes on a thread of its own, so that a slow disk does not hold up answers. In a folder one file
// a day in China, qingxin-2026-11-23.log, for its owner and group; files past their time are
// removed when a day begins. Without a folder: standard error.
class Log {
 public:
  // Errors: unavailable (the folder cannot be made or written).
  static Result<std::unique_ptr<Log>> open(const std::optional<LogFolder>& folder, Instant now);
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;
  ~Log();  // all that was written is out

  // A whole line without its end. Never waits: what does not fit is counted as lost.
  void write(Instant at, std::string line);
  std::uint64_t lost() const { return lost_; }

 private:
  struct Line {
    Date day;
    std::string text;
  };
  explicit Log(const std::optional<LogFolder>& folder) : folder_(folder) {}
  void run();
  Result<void> open_day(Date day);
  void put(const Line& line);
  void remove_old(Date today) const;

  const std::optional<LogFolder> folder_;
  int file_ = 2;
  std::optional<Date> day_;
  std::atomic<std::uint64_t> lost_{0};
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Line> lines_;
  bool is_closing_ = false;
  std::jthread thread_;
};

// "2026-11-23T02:25:00.123Z"
std::string iso_time(Instant at);

// "{"time": …, "event": …" and then members; text is escaped.
class LogLine {
 public:
  LogLine(Instant at, std::string_view event);
  LogLine& with(std::string_view name, std::string_view value);
  LogLine& with(std::string_view name, std::int64_t value);
  std::string text() &&;

 private:
  std::string out_;
};

}  // namespace qingxin::http
