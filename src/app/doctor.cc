// SPDX-License-Identifier: Apache-2.0
#include "app/doctor.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>

#include "app/back_up.h"
#include "app/permit.h"
#include "base/text.h"
#include "store/transaction.h"

namespace qingxin::app {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kGibi = std::int64_t{1} << 30;
constexpr std::int64_t kLittleRoom = kGibi;
constexpr std::int64_t kSomeRoom = 5 * kGibi;
constexpr int kDaysToWait = 7;       // of a batch that nobody uses
constexpr int kDaysToYearsEnd = 45;  // from when on next year's holidays are usually out

std::string reason_of(int code) {
  return std::generic_category().message(code);
}

Symptom mode_of(std::string_view what, const fs::path& path, unsigned wanted) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0)
    return {Health::bad, std::string(what),
            fmt::format("「{}」看不到：{}", printable(path.string()), reason_of(errno)),
            "检查路径和权限；丢了就从备份恢复（qingxin restore）"};
  const unsigned mode = found.st_mode & 0777;
  if ((mode & 077) == 0)
    return {Health::good, std::string(what), fmt::format("{:03o}，只有属主能看", mode), ""};
  return {Health::bad, std::string(what), fmt::format("{:03o}，别的用户也能看", mode),
          fmt::format("chmod {:03o} {}", wanted, printable(path.string()))};
}

Symptom room_of(const fs::path& folder) {
  struct statvfs found {};
  if (::statvfs(folder.c_str(), &found) != 0)
    return {Health::bad, "磁盘", reason_of(errno), "检查数据文件夹所在的磁盘"};
  const auto left = static_cast<std::int64_t>(found.f_bavail * found.f_frsize);
  const std::string told = fmt::format("还有 {}.{} GiB", left / kGibi, left % kGibi * 10 / kGibi);
  if (left < kLittleRoom) return {Health::bad, "磁盘", told, "马上腾出空间：满了就写不进去"};
  if (left < kSomeRoom) return {Health::worth_a_look, "磁盘", told, "腾出空间，或换大一点的磁盘"};
  return {Health::good, "磁盘", told, ""};
}

// One number of a database, as text too.
struct Answer {
  std::int64_t number = 0;
  std::string text;
};

store::SqlResult<Answer> asked(store::Connection& connection, std::string_view sql) {
  Answer answer;
  const auto done = connection.run(sql, {}, [&](const store::SqlRow& row) {
    if (!row.is_null(0)) answer.text = row.text(0);
  });
  if (!done) return tl::unexpected(done.error());
  return answer;
}

Symptom failed(std::string_view what, const store::SqlError& error) {
  return {Health::bad, std::string(what), error.error.message,
          "查看数据库是否在运行、日志里写了什么"};
}

// Whether the engine itself finds its file sound.
Symptom soundness_of(store::Connection& connection) {
  constexpr std::string_view kWhat = "数据库";
  if (connection.engine() == store::Engine::postgres) {
    const auto version = asked(connection, "SELECT version()");
    if (!version) return failed(kWhat, version.error());
    return {Health::good, std::string(kWhat), version->text.substr(0, version->text.find(" on ")),
            ""};
  }
  const auto check = asked(connection, "SELECT quick_check FROM pragma_quick_check(1)");
  if (!check) return failed(kWhat, check.error());
  const auto version = asked(connection, "SELECT sqlite_version()");
  if (check->text == "ok")
    return {Health::good, std::string(kWhat),
            fmt::format("SQLite {}，整个文件检查过，完好", version ? version->text : ""), ""};
  return {Health::bad, std::string(kWhat), "SQLite 说：" + check->text,
          "停下服务，从最近的备份恢复（qingxin restore），再把其后的文件重新导入"};
}

Symptom schema_of(store::Connection& connection) {
  const auto newest =
      asked(connection, "SELECT name FROM schema_migration ORDER BY number DESC LIMIT 1");
  if (!newest) return failed("库表", newest.error());
  return {Health::good, "库表", "到 " + newest->text, ""};
}

Symptom key_of(const fs::path& folder) {
  struct stat found {};
  if (::lstat((folder / kKeyFile).c_str(), &found) != 0 && errno == ENOENT)
    return {Health::bad, "密钥", fmt::format("没有 {}", kKeyFile),
            "把它从备份放回去（权限 600）：没有它，认不出库里的人，也打不开遮蔽的内容；不要新建"};
  return mode_of("密钥", folder / kKeyFile, 0600);
}

std::vector<Symptom> outside_of(const fs::path& folder) {
  return {mode_of("数据文件夹", folder, 0700), key_of(folder), room_of(folder)};
}

// What came in tells how late it is at least.
std::optional<Symptom> clock_of(store::Store& store, Instant now, int& waiting) {
  store::BatchId last{};
  Instant newest;
  constexpr int kAtOnce = 500;
  while (true) {
    const Result<std::vector<store::BatchId>> ids = store.batches_after(last, kAtOnce);
    if (!ids) return Symptom{Health::bad, "批次", ids.error().message, "稍后重试"};
    if (ids->empty()) break;
    for (const store::BatchId id : *ids) {
      const Result<store::Batch> batch = store.batch(id);
      if (!batch) return Symptom{Health::bad, "批次", batch.error().message, "稍后重试"};
      newest = std::max(newest, batch->received);
      const bool waits = batch->state == store::BatchState::waiting ||
                         batch->state == store::BatchState::receiving;
      if (waits && now.utc_ms - batch->received.utc_ms > kDaysToWait * kDayMs) ++waiting;
    }
    last = ids->back();
  }
  if (newest <= now) return std::nullopt;
  return Symptom{Health::bad, "时钟",
                 fmt::format("比最近一批到达的时间还早 {} 秒", (newest.utc_ms - now.utc_ms) / 1000),
                 "校准系统时间（timedatectl set-ntp true）：期限都按它算"};
}

Symptom waiting_batches(int waiting) {
  if (waiting == 0) return {Health::good, "等着的批次", "没有一批等过 7 天", ""};
  return {Health::worth_a_look, "等着的批次", fmt::format("{} 批等过 7 天还没有启用", waiting),
          "qingxin batch list 看是哪几批，启用（batch use）或撤回（batch withdraw）"};
}

// Whether the checks follow the facts and the days.
Symptom checks_of(store::Store& store, Date today) {
  constexpr std::string_view kWhat = "核查";
  const auto failed = [&](const Error& error) {
    return Symptom{Health::bad, std::string(kWhat), error.message, "稍后重试"};
  };
  const Result<std::vector<store::BatchId>> batches = store.unchecked_batches();
  if (!batches) return failed(batches.error());
  const Result<std::optional<Date>> until = store.judged_until();
  if (!until) return failed(until.error());
  const std::string remedy = "运行 qingxin recheck，或看服务的日志里每天的核查为什么没有做";
  if (!batches->empty())
    return {Health::worth_a_look, std::string(kWhat),
            fmt::format("{} 批启用以后还没有核查", batches->size()), remedy};
  if (!*until) return {Health::good, std::string(kWhat), "还没有启用过一批", ""};
  const std::string told = "核查到 " + to_string(**until);
  if (today - **until > 1) return {Health::worth_a_look, std::string(kWhat), told, remedy};
  return {Health::good, std::string(kWhat), told, ""};
}

Symptom audit_of(store::Store& store) {
  constexpr std::string_view kWhat = "审计链";
  const Result<access::AuditReport> report = store.audit_trail().verify_audit({});
  if (!report) return {Health::bad, std::string(kWhat), report.error().message, "稍后重试"};
  if (report->is_sound())
    return {Health::good, std::string(kWhat), fmt::format("{} 条，没有动过", report->records), ""};
  return {Health::bad, std::string(kWhat), "有记录被改、被删或被挪",
          "qingxin audit verify 看是哪一条；保留现状，与备份核对"};
}

Symptom calendar_of(const law::Calendar& calendar, Date today) {
  const int this_year = static_cast<int>(civil(today).year());
  const Date new_year = date(this_year + 1, 1, 1);
  if (!calendar.is_published(this_year))
    return {Health::bad, "放假安排", fmt::format("没有 {} 年的", this_year),
            "换用新的程序，或按 docs/law.md 加上当年的通知：今年的期限现在都是暂定"};
  if (calendar.is_published(this_year + 1) || new_year - today > kDaysToYearsEnd)
    return {Health::good, "放假安排", fmt::format("有 {} 年的", this_year), ""};
  return {Health::worth_a_look, "放假安排", fmt::format("还没有 {} 年的", this_year + 1),
          "国务院办公厅的通知公布后换用新的程序；在那以前跨年的期限是暂定"};
}

}  // namespace

Result<std::vector<Symptom>> examine_unopened(const access::Principal& who, const DataPlace& place,
                                              const Error& why, const law::Law& law, Date today) {
  if (const Result<void> may = permit(who, access::Action::see_running); !may)
    return tl::unexpected(may.error());
  std::vector<Symptom> symptoms = outside_of(place.folder);
  symptoms.push_back({Health::bad, "数据库", "打不开，里面的还没有看", why.message});
  symptoms.push_back(calendar_of(law.calendar, today));
  return symptoms;
}

Result<std::vector<Symptom>> examine(const access::Principal& who, const StoredData& data,
                                     const DataPlace& place, const law::Law& law, Instant now,
                                     Date today) {
  if (const Result<void> may = permit(who, access::Action::see_running); !may)
    return tl::unexpected(may.error());
  std::vector<Symptom> symptoms = outside_of(place.folder);
  const store::SqlResult<std::unique_ptr<store::Connection>> connection = data.database->connect();
  if (!connection) {
    symptoms.push_back(failed("数据库", connection.error()));
  } else {
    symptoms.push_back(soundness_of(**connection));
    symptoms.push_back(schema_of(**connection));
    int waiting = 0;
    if (std::optional<Symptom> clock = clock_of(*data.store, now, waiting))
      symptoms.push_back(*std::move(clock));
    else
      symptoms.push_back({Health::good, "时钟", "晚于最近一批", ""});
    symptoms.push_back(waiting_batches(waiting));
    symptoms.push_back(checks_of(*data.store, today));
    symptoms.push_back(audit_of(*data.store));
  }
  symptoms.push_back(calendar_of(law.calendar, today));
  return symptoms;
}

}  // namespace qingxin::app
