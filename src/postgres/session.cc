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
  constexpr std::array<std::string_view, 3> kAgain{"40001", "40P01", "55P03"};
  constexpr std::array<std::string_view, 5> kGone{"57P01", "57P02", "57P03", "25006", "XX000"};
  if (state == "23505") return SqlFailure::unique;
  if (state.starts_with("23")) return SqlFailure::constraint;
  if (std::ranges::find(kAgain, state) != kAgain.end()) return SqlFailure::again;
  if (state.empty() || state.starts_with("08")) return SqlFailure::disconnected;
  if (std::ranges::find(kGone, state) != kGone.end()) return SqlFailure::disconnected;
  if (state == "53100") return SqlFailure::full;
  return SqlFailure::other;
}

std::string_view or_nothing(const char* text) {
  return text == nullptr ? std::string_view{} : std::string_view{text};
}

}  // namespace

SqlError Session::lost() {
  is_usable_ = false;
  return {SqlFailure::disconnected,
          {ErrorCode::unavailable, printable(trim(PQerrorMessage(handle_.get())))}};
}

SqlError Session::error_of(const PGresult* result) {
  const std::string_view state = or_nothing(PQresultErrorField(result, PG_DIAG_SQLSTATE));
  const SqlFailure failure = failure_of(state);
  if (failure == SqlFailure::disconnected) is_usable_ = false;
  std::string message = printable(trim(or_nothing(PQresultErrorMessage(result))));
  if (!state.empty()) message += fmt::format("（{}）", state);
  return {failure, {ErrorCode::unavailable, std::move(message)}};
}

SqlResult<void> Session::wait_for(Event event) {
  pollfd socket{PQsocket(handle_.get()),
                static_cast<short>(event == Event::readable ? POLLIN : POLLOUT), 0};
  int ready = 0;
  do {
    ready = ::poll(&socket, 1, patience_ms_);
  } while (ready < 0 && errno == EINTR);
  if (ready > 0) return {};
  is_usable_ = false;
  return tl::unexpected(
      SqlError{SqlFailure::disconnected,
               {ErrorCode::unavailable, fmt::format("{} 毫秒没有回答", patience_ms_)}});
}

SqlResult<void> Session::connect() {
  PostgresPollingStatusType state = PGRES_POLLING_WRITING;
  while (state == PGRES_POLLING_READING || state == PGRES_POLLING_WRITING) {
    const SqlResult<void> waited =
        wait_for(state == PGRES_POLLING_READING ? Event::readable : Event::writable);
    if (!waited) return waited;
    state = PQconnectPoll(handle_.get());
  }
  if (state != PGRES_POLLING_OK || PQsetnonblocking(handle_.get(), 1) != 0)
    return tl::unexpected(lost());
  return {};
}

SqlResult<Session> Session::open(const std::string& connection_string, int patience_ms) {
  Session session(PQconnectStart(connection_string.c_str()), patience_ms);
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
