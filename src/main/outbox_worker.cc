// SPDX-License-Identifier: Apache-2.0
#include "main/outbox_worker.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "app/make_notices.h"
#include "app/send_notices.h"

namespace qingxin {

void OutboxWorker::begin(const app::Settings& settings) {
  if (settings.outbox_file.empty()) return;
  thread_ = std::jthread([this, seconds = settings.outbox_seconds](const std::stop_token& stop) {
    work(stop, seconds);
  });
}

void OutboxWorker::end() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
}

void OutboxWorker::follow(DailyJob job, const app::WorkDone& work) {
  const Instant now = tools_.now();
  const access::Principal machine = access::the_machine();
  const app::NoticeDesk desk = tools_.sending.desk(tools_.data);
  Result<app::NoticesMade> made = job == DailyJob::follow_facts
                                      ? app::notify_of_warnings(machine, now, desk, work.warnings)
                                      : app::notify_of_open_warnings(machine, now, desk);
  if (made) made = app::notify_of_reminders(machine, now, desk);
  if (!made) write(http::LogLine(now, "outbox").with("error", made.error().message), now);
  {
    const std::scoped_lock lock(mutex_);
    is_woken_ = true;
  }
  changed_.notify_all();
}

void OutboxWorker::work(const std::stop_token& stop, std::int64_t seconds) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    is_woken_ = false;
    lock.unlock();
    send(stop);
    lock.lock();
    changed_.wait_for(lock, stop, std::chrono::seconds{seconds}, [this] { return is_woken_; });
  }
}

void OutboxWorker::send(const std::stop_token& stop) {
  const Result<std::vector<app::NoticeSent>> sent =
      app::send_notices(access::the_machine(), tools_.sending.desk(tools_.data), tools_.now,
                        [&stop] { return stop.stop_requested(); });
  const Instant now = tools_.now();
  if (!sent) return write(http::LogLine(now, "outbox").with("error", sent.error().message), now);
  if (sent->empty()) return;
  for (const app::NoticeSent& one : *sent)
    tools_.metrics.count_notice(outbox::word_of(outbox::kNoticeStateNames, one.state));
  const std::int64_t delivered =
      std::ranges::count(*sent, outbox::NoticeState::delivered, &app::NoticeSent::state);
  write(
      http::LogLine(now, "outbox").with("attempts", std::ssize(*sent)).with("delivered", delivered),
      now);
}

void OutboxWorker::write(http::LogLine line, Instant now) {
  tools_.log.write(now, std::move(line).text());
}

}  // namespace qingxin
