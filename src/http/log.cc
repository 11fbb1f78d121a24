// SPDX-License-Identifier: Apache-2.0
#include "http/log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <iterator>

namespace qingxin::http {

namespace {

constexpr std::size_t kWaiting = 65'536;  // lines
constexpr std::string_view kPrefix = "qingxin-";
constexpr std::string_view kSuffix = ".log";

std::filesystem::path file_of(const std::filesystem::path& folder, Date day) {
  return folder / fmt::format("{}{}{}", kPrefix, to_string(day), kSuffix);
}

std::optional<Date> day_of(std::string_view name) {
  if (!name.starts_with(kPrefix) || !name.ends_with(kSuffix)) return std::nullopt;
  name.remove_prefix(kPrefix.size());
  name.remove_suffix(kSuffix.size());
  const Result<Date> day = parse_iso_date(name);
  return day ? std::optional{*day} : std::nullopt;
}

void append_escaped(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c >= 0 && c < ' ') {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<int>(c));
    } else {
      out += c;
    }
  }
  out += '"';
}

}  // namespace

Result<std::unique_ptr<Log>> Log::open(const std::optional<LogFolder>& folder, Instant now) {
  std::unique_ptr<Log> log(new Log(folder));
  if (folder) {
    std::error_code error;
    std::filesystem::create_directories(folder->path, error);
    const Result<void> opened = log->open_day(china_day(now));
    if (!opened) return tl::unexpected(opened.error());
  }
  log->thread_ = std::jthread([log = log.get()] { log->run(); });
  return log;
}

Log::~Log() {
  {
    const std::lock_guard lock(mutex_);
    is_closing_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
  if (file_ > 2) ::close(file_);
}

void Log::write(Instant at, std::string line) {
  line += '\n';
  {
    const std::lock_guard lock(mutex_);
    if (lines_.size() >= kWaiting) {
      ++lost_;
      return;
    }
    lines_.push_back({china_day(at), std::move(line)});
  }
  changed_.notify_one();
}

void Log::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return is_closing_ || !lines_.empty(); });
    if (lines_.empty()) return;
    const Line line = std::move(lines_.front());
    lines_.pop_front();
    lock.unlock();
    put(line);
    lock.lock();
  }
}

Result<void> Log::open_day(Date day) {
  const std::filesystem::path path = file_of(folder_->path, day);
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
  if (file < 0)
    return fail(ErrorCode::unavailable, fmt::format("写不了日志 {}：{}；请核对 [log] folder 和权限",
                                                    path.string(), std::strerror(errno)));
  if (file_ > 2) ::close(file_);
  file_ = file;
  day_ = day;
  remove_old(day);
  return {};
}

void Log::put(const Line& line) {
  // A line of yesterday that comes late stays in today's file.
  if (folder_ && (!day_ || *day_ < line.day)) static_cast<void>(open_day(line.day));
  std::string_view rest = line.text;
  while (!rest.empty()) {
    const ssize_t count = ::write(file_, rest.data(), rest.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      ++lost_;
      return;
    }
    rest.remove_prefix(static_cast<std::size_t>(count));
  }
}

void Log::remove_old(Date today) const {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder_->path, error)) {
    const std::optional<Date> day = day_of(entry.path().filename().string());
    if (day && today - *day > folder_->keep_days) std::filesystem::remove(entry.path(), error);
  }
}

std::string iso_time(Instant at) {
  const std::chrono::sys_time<std::chrono::milliseconds> moment{
      std::chrono::milliseconds{at.utc_ms}};
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::hh_mm_ss time{moment - day};
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z",
                     to_string(date(std::chrono::year_month_day{day})), time.hours().count(),
                     time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

LogLine::LogLine(Instant at, std::string_view event) : out_("{\"time\":\"" + iso_time(at) + "\"") {
  with("event", event);
}

LogLine& LogLine::with(std::string_view name, std::string_view value) {
  fmt::format_to(std::back_inserter(out_), ",\"{}\":", name);
  append_escaped(out_, value);
  return *this;
}

LogLine& LogLine::with(std::string_view name, std::int64_t value) {
  fmt::format_to(std::back_inserter(out_), ",\"{}\":{}", name, value);
  return *this;
}

std::string LogLine::text() && {
  return std::move(out_) + "}";
}

}  // namespace qingxin::http
