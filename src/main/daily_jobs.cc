// SPDX-License-Identifier: Apache-2.0
#include "main/daily_jobs.h"

#include <chrono>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "http/api.h"

namespace qingxin {

namespace {

std::string_view name_of(DailyJob job) {
  switch (job) {
    case DailyJob::catch_up: return "catch_up";
    case DailyJob::follow_facts: return "follow_facts";
    case DailyJob::nightly: return "nightly";
  }
  check(false);
  return {};
}

// A request holds a thread of the pool while it waits.
constexpr std::chrono::seconds kPatience{5};

}  // namespace

JobEnd DailyJobs::run(DailyJob job, const std::stop_token& stop) {
  const Result<app::WorkDone> work = [&] {
    const std::scoped_lock lock(working_);
    return done(job, stop);
  }();
  if (!work && stop.stop_requested()) return JobEnd::failed;
  // A part that failed is tried again as the whole is.
  const bool is_done = work && work->failed.empty();
  const Instant now = tools_.now();
  tools_.metrics.count_daily(name_of(job), is_done ? http::JobEnd::done : http::JobEnd::failed,
                             now);
  http::LogLine line(now, "daily_work");
  line.with("job", name_of(job));
  if (work) {
    const app::Rechecked& checked = work->rechecked;
    line.with("projects", std::int64_t{checked.judged})
        .with("findings_changed",
              std::int64_t{checked.opened} + checked.changed + checked.cleared + checked.reopened)
        .with("warnings_changed", std::ssize(work->warnings))
        .with("reminders", std::ssize(work->cases.reminders))
        .with("escalations", std::ssize(work->cases.escalations))
        .with("dossiers_faulty", std::ssize(work->cases.faulty))
        .with("bulletins_drafted", std::ssize(work->bulletins));
    std::string failed;
    for (const std::string& one : work->failed)
      failed.append(failed.empty() ? "" : "；").append(one);
    if (!failed.empty()) line.with("error", failed);
  } else {
    line.with("error", work.error().message);
  }
  tools_.log.write(now, std::move(line).text());
  return is_done ? JobEnd::done : JobEnd::failed;
}

Result<app::WorkDone> DailyJobs::follow_facts() {
  const std::unique_lock lock(working_, kPatience);
  if (!lock)
    return fail(ErrorCode::conflict, "正在核查，还没有完；它完了就包括现在的事实，请稍后再看");
  return done(DailyJob::follow_facts, {});
}

Result<app::WorkDone> DailyJobs::done(DailyJob job, const std::stop_token& stop) {
  const Instant now = tools_.now();
  const app::WorkOrder order{.moment = {now, china_day(now)},
                             .program = tools_.program,
                             .threads = tools_.threads,
                             .has_all_warnings = job == DailyJob::catch_up,
                             .leaves_off = [&stop] { return stop.stop_requested(); },
                             .bulletins = tools_.bulletins};
  Result<app::WorkDone> work =
      job == DailyJob::nightly ? app::nightly(tools_.data, order, tools_.law, tools_.pack, {})
                               : app::follow_facts(tools_.data, order, tools_.law, tools_.pack, {});
  if (work && tools_.done) tools_.done(job, *work);
  return work;
}

}  // namespace qingxin
