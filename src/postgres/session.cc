// SPDX-License-Identifier: Apache-2.0
#include "postgres/session.h"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>

#include "base/text.h"

namespace qingxin::postgres {

using namespace store;  // NOLINT: this is its engine

namespace {

// The classes of docs/decisions/0013-store.md. XX000 is what a server says that is going down.
SqlFailure failure_of(std::string_view state) {
  constexpr std::array<std::string_view, 2> kAgain{"40001", "40P01"};
  constexpr std::string_view kLockTimeout = "55P03";
  constexpr std::array<std::string_view, 5> kGone{"57P01", "57P02", "57P03", "25006", "XX000"};
  if (state == "23505") return SqlFailure::unique;
  if (state.starts_with("23")) return SqlFailure::constraint;
  if (std::ranges::find(kAgain, state) != kAgain.end()) return SqlFailure::again;
  if (state == kLockTimeout) return SqlFailure::busy;
  if (state.empty() || state.starts_with("08")) return SqlFailure::disconnected;
  if (std::ranges::find(kGone, state) != kGone.end()) return SqlFailure::disconnected;
  if (state == "53100") return SqlFailure::full;
  return SqlFailure::other;
}

std::string_view or_nothing(const char* text) {
  return text == nullptr ? std::string_view{} : std::string_view{text};
}

// How long a server may say nothing before it is asked whether it answers anybody, and how long it
// then has.
constexpr std::chrono::milliseconds kSuspicion{2'000};

}  // namespace

std::string Session::place() const {
  return printable(fmt::format("（服务器 {}，库 {}）", or_nothing(PQhost(handle_.get())),
                               or_nothing(PQdb(handle_.get()))));
}

SqlError Session::lost() {
  is_usable_ = false;
  return {SqlFailure::disconnected,
          {ErrorCode::unavailable, printable(trim(PQerrorMessage(handle_.get()))) + place()}};
}

SqlError Session::error_of(const PGresult* result) {
  const std::string_view state = or_nothing(PQresultErrorField(result, PG_DIAG_SQLSTATE));
  const SqlFailure failure = failure_of(state);
  if (failure == SqlFailure::disconnected) is_usable_ = false;
  std::string message = printable(trim(or_nothing(PQresultErrorMessage(result))));
  if (!state.empty()) message += fmt::format("（{}）", state);
  if (failure == SqlFailure::disconnected || failure == SqlFailure::full) message += place();
  return {failure, {ErrorCode::unavailable, std::move(message)}};
}

bool Session::is_ready(Event event, Clock::time_point until) const {
  pollfd socket{PQsocket(handle_.get()),
                static_cast<short>(event == Event::readable ? POLLIN : POLLOUT), 0};
  int ready = 0;
  do {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
    ready = ::poll(&socket, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
  } while (ready < 0 && errno == EINTR);
  return ready > 0;
}

// Whether it says anything to a newcomer, be it that there is no place left.
bool Session::answers_others() const {
  const SqlResult<Session> other = open(connection_string_, static_cast<int>(kSuspicion.count()));
  return other || other.error().failure != SqlFailure::silent;
}

SqlError Session::fell_silent(Clock::time_point since) {
  is_usable_ = false;
  const auto waited_ms =
      std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - since).count();
  return {SqlFailure::silent,
          {ErrorCode::unavailable,
           fmt::format("{}.{} 秒没有回答{}", waited_ms / 1000, waited_ms / 100 % 10, place())}};
}

SqlResult<void> Session::wait_for(Event event) {
  const Clock::time_point began = Clock::now();
  const Clock::time_point until = began + std::chrono::milliseconds{patience_ms_};
  if (is_ready(event, std::min(until, began + kSuspicion))) return {};
  if (began + kSuspicion < until && answers_others() && is_ready(event, until)) return {};
  return tl::unexpected(fell_silent(began));
}

SqlResult<void> Session::connect() {
  const Clock::time_point began = Clock::now();
  const Clock::time_point until =
      began + std::chrono::milliseconds{std::min(patience_ms_, kConnectPatienceMs)};
  PostgresPollingStatusType state = PGRES_POLLING_WRITING;
  while (state == PGRES_POLLING_READING || state == PGRES_POLLING_WRITING) {
    const Event event = state == PGRES_POLLING_READING ? Event::readable : Event::writable;
    if (!is_ready(event, until)) return tl::unexpected(fell_silent(began));
    state = PQconnectPoll(handle_.get());
  }
  if (state != PGRES_POLLING_OK || PQsetnonblocking(handle_.get(), 1) != 0)
    return tl::unexpected(lost());
  return {};
}

SqlResult<Session> Session::open(const std::string& connection_string, int patience_ms) {
  Session session(connection_string, patience_ms);
  if (session.handle() == nullptr || PQstatus(session.handle()) == CONNECTION_BAD)
    return tl::unexpected(session.lost());
  if (const SqlResult<void> connected = session.connect(); !connected)
    return tl::unexpected(connected.error());
  PQsetNoticeProcessor(
      session.handle(), [](void*, const char*) {}, nullptr);
  return session;
}

SqlResult<void> Session::flush() {
  int left = PQflush(handle_.get());
  for (; left == 1; left = PQflush(handle_.get())) {
    if (const SqlResult<void> waited = wait_for(Event::writable); !waited) return waited;
    // A server that cannot send us its complaint stops reading.
    if (PQconsumeInput(handle_.get()) == 0) return tl::unexpected(lost());
  }
  if (left < 0) return tl::unexpected(lost());
  return {};
}

SqlResult<Answer> Session::next_answer() {
  while (PQisBusy(handle_.get()) != 0) {
    if (const SqlResult<void> waited = wait_for(Event::readable); !waited)
      return tl::unexpected(waited.error());
    if (PQconsumeInput(handle_.get()) == 0) return tl::unexpected(lost());
  }
  return Answer{PQgetResult(handle_.get())};
}

SqlResult<Answer> Session::answer() {
  if (const SqlResult<void> sent = flush(); !sent) return tl::unexpected(sent.error());
  SqlResult<Answer> whole = Answer{};
  while (true) {
    SqlResult<Answer> part = next_answer();
    if (!part) return part;
    if (*part == nullptr) break;
    const ExecStatusType status = PQresultStatus(part->get());
    if (status == PGRES_COPY_IN) return part;
    const bool has_failed = status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE;
    if (has_failed && whole) whole = tl::unexpected(error_of(part->get()));
    if (!has_failed && whole) whole = std::move(part);
  }
  if (PQstatus(handle_.get()) == CONNECTION_BAD) is_usable_ = false;
  return whole;
}

SqlResult<void> Session::send_copy(std::string_view bytes) {
  int state = PQputCopyData(handle_.get(), bytes.data(), static_cast<int>(bytes.size()));
  for (; state == 0;
       state = PQputCopyData(handle_.get(), bytes.data(), static_cast<int>(bytes.size())))
    if (const SqlResult<void> room = flush(); !room) return room;
  if (state < 0) return tl::unexpected(lost());
  return flush();
}

SqlResult<void> Session::end_copy() {
  int state = PQputCopyEnd(handle_.get(), nullptr);
  for (; state == 0; state = PQputCopyEnd(handle_.get(), nullptr))
    if (const SqlResult<void> room = flush(); !room) return room;
  if (state < 0) return tl::unexpected(lost());
  return {};
}

}  // namespace qingxin::postgres
