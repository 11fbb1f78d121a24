// SPDX-License-Identifier: Apache-2.0
#include "main/serve.h"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <functional>
#include <optional>
#include <ostream>

#include "access/sealing.h"
#include "app/passwords.h"
#include "http/batch_upload.h"
#include "http/service.h"
#include "main/daily_jobs.h"
#include "main/daily_worker.h"
#include "main/open_data.h"
#include "main/outbox_worker.h"
#include "main/serving_lock.h"
#include "store/migration.h"
#include "store/statements.h"
#include "store/transaction.h"
#include "store/vault.h"

namespace qingxin {

namespace {

Result<app::Settings> settings_of(const cli::ServeCommand& command) {
  Result<app::Settings> settings =
      command.config.empty() ? app::Settings{} : app::read_settings(command.config);
  if (!settings || command.listen.empty()) return settings;
  const Result<Endpoint> endpoint = parse_endpoint(command.listen);
  if (!endpoint) return fail(ErrorCode::usage, "--listen 的值" + endpoint.error().message);
  settings->listen = command.listen;
  return settings;
}

// How long /readyz lets the store take.
constexpr int kProbePatienceMs = 3000;

// Whether the store answers, and its schema and its master key (by its mark) are those that this
// program opened it with: somebody may have changed either in the meantime.
Result<void> store_answers(store::Database& database, std::string_view master_mark) {
  const auto failed = [](const store::SqlError& error) {
    return tl::unexpected(store::in_words(error, "问库"));
  };
  const store::SqlResult<std::unique_ptr<store::Connection>> connection = database.connect();
  if (!connection) return failed(connection.error());
  store::Statements statements(**connection);
  std::int64_t steps = 0;
  statements.run("SELECT COUNT(*) FROM schema_migration", {},
                 [&](const store::SqlRow& row) { steps = row.number(0); });
  if (const auto asked = statements.outcome(); !asked) return failed(asked.error());
  const auto wanted = static_cast<std::int64_t>(store::built_in_migrations().size());
  if (steps != wanted)
    return fail(ErrorCode::conflict,
                fmt::format("库有 {} 步迁移，这个程序是 {} 步；请换成一样新的程序", steps, wanted));
  const std::optional<std::string> newest = store::Vault::newest_mark(statements);
  if (const auto asked = statements.outcome(); !asked) return failed(asked.error());
  if (!newest || *newest == master_mark) return {};
  return fail(ErrorCode::conflict, "主密钥换过了，服务拿的还是旧的；请重启服务");
}

// The same, asked as often as somebody wants to know.
std::function<Result<void>()> asking(store::Database& probe, const app::StoredData& data) {
  return [&probe, mark = access::mark_of({data.master_key})] { return store_answers(probe, mark); };
}

std::optional<http::LogFolder> log_folder_of(const app::Settings& settings) {
  if (settings.log_folder.empty()) return std::nullopt;
  return http::LogFolder{settings.log_folder, static_cast<int>(settings.log_keep_days)};
}

// Where it is reached; and who may sign in to new data, which is told once.
void welcome(std::string_view url, const std::optional<app::FirstAdministrator>& first,
             std::ostream& out) {
  out << "listening on " << url << std::endl;
  if (first)
    out << fmt::format("管理员 {}，一次性口令 {}（只显示这一次，登录后必须改掉）", first->login,
                       first->password)
        << std::endl;
}

// The data, held so that nobody else serves them.
struct Held {
  std::unique_ptr<ServingLock> lock;
  std::shared_ptr<app::StoredData> data;
};

Result<Held> hold_data(const cli::ServeCommand& command, const cli::Machine& machine) {
  Result<std::shared_ptr<app::StoredData>> data =
      machine.open_data(command.place, app::DataIntent::may_make);
  if (!data) return tl::unexpected(data.error());
  Result<std::unique_ptr<ServingLock>> lock = ServingLock::take(command.place.folder);
  if (!lock) return tl::unexpected(lock.error());
  return Held{*std::move(lock), *std::move(data)};
}

// What is read before anything is opened.
struct Given {
  app::Settings settings;
  law::Law law;
  verify::Pack pack;
  std::unique_ptr<http::Log> log;
  app::BulletinPlan bulletins;
};

Result<Given> given_for(const cli::ServeCommand& command, const cli::Machine& machine) {
  Result<app::Settings> settings = settings_of(command);
  if (!settings) return tl::unexpected(settings.error());
  Result<law::Law> law = law::load(std::nullopt, std::nullopt);
  if (!law) return tl::unexpected(law.error());
  Result<verify::Pack> pack = verify::find_pack(settings->pack);
  if (!pack) return tl::unexpected(pack.error());
  Result<std::unique_ptr<http::Log>> log = http::Log::open(log_folder_of(*settings), machine.now());
  if (!log) return tl::unexpected(log.error());
  Result<app::BulletinPlan> bulletins =
      app::bulletin_plan(settings->bulletin_kinds, settings->bulletin_unit);
  if (!bulletins) return tl::unexpected(bulletins.error());
  return Given{*std::move(settings), *std::move(law), *std::move(pack), *std::move(log),
               *std::move(bulletins)};
}

void note(http::Log& log, Instant now, std::string_view event) {
  log.write(now, http::LogLine(now, event).text());
}

}  // namespace

Result<int> serve(const cli::ServeCommand& command, const cli::Machine& machine) {
  // A reader who is gone is told by the failing write.
  std::signal(SIGPIPE, SIG_IGN);
  const Result<Given> given = given_for(command, machine);
  if (!given) return tl::unexpected(given.error());
  const app::Settings& settings = given->settings;
  const Result<Held> held = hold_data(command, machine);
  if (!held) return tl::unexpected(held.error());
  app::StoredData& data = *held->data;
  const std::unique_ptr<store::Database> probe = database_of(command.place, kProbePatienceMs);
  const auto sending = app::Sending::prepared(data, settings, machine.variable);
  if (!sending) return tl::unexpected(sending.error());
  Result<Networks> readers = Networks::parse(settings.metrics_from);
  if (!readers) return tl::unexpected(readers.error());
  http::Api api{.version = machine.version,
                .law = given->law,
                .pack = given->pack,
                .settings = settings,
                .data = data,
                .sending = **sending,
                .threads = machine.processors,
                .now = machine.now,
                .store_answers = asking(*probe, data),
                .metrics_readers = *std::move(readers),
                .log = *given->log};
  http::Service service(api);
  const Result<std::unique_ptr<http::Server>> server =
      http::Server::listen(settings, service, machine.now);
  if (!server) return tl::unexpected(server.error());
  http::clear_uploads(data.folder);  // now that nobody else serves here
  api.load = [&server] { return (*server)->load(); };
  OutboxWorker notices({data, **sending, machine.now, *given->log, api.metrics});
  // Requests come first: the daily work has half of the processors.
  DailyJobs jobs({.data = data,
                  .law = given->law,
                  .pack = given->pack,
                  .now = machine.now,
                  .program = machine.version,
                  .threads = std::max(1, machine.processors / 2),
                  .log = *given->log,
                  .metrics = api.metrics,
                  .bulletins = given->bulletins,
                  .done = [&](DailyJob job, const auto& work) { notices.follow(job, work); }});
  api.check_now = [&jobs] { return jobs.follow_facts(); };
  std::optional<DailyWorker> worker;
  api.facts_changed = [&worker] { worker->wake(); };
  const auto first = app::first_administrator(machine.now(), *data.store, *data.ids, {});
  if (!first) return tl::unexpected(first.error());
  notices.begin(settings);
  worker.emplace(app::minute_of_day(settings.daily_at).value(), machine.now,
                 [&](DailyJob job, const std::stop_token& stop) { return jobs.run(job, stop); });
  (*server)->run([&] {
    note(*given->log, machine.now(), "started");
    welcome((*server)->url(), *first, machine.out);
  });
  worker.reset();
  notices.end();
  note(*given->log, machine.now(), "stopped");
  return 0;
}

}  // namespace qingxin
