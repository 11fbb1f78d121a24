// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <libpq-fe.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "store/sql.h"

namespace qingxin::postgres {

struct EndResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, EndResult>;

// A session that never waits for the server longer than its patience. Once it had to, or the
// connection broke, it is of no more use. A server that is at work may take that long; one that
// does not answer anybody else either is given up after some seconds. Names of hosts are the one
// thing that libpq looks up without a deadline.
class Session {
 public:
  static store::SqlResult<Session> open(const std::string& connection_string, int patience_ms);
  static constexpr int kConnectPatienceMs = 5'000;  // at most, from the first byte to the session

  PGconn* handle() const { return handle_.get(); }
  bool is_usable() const { return is_usable_; }

  // After a PQsend…: waits for everything that the server answers to it. The first failure, else
  // the last answer. An answer that asks for or brings a COPY is given as it comes.
  store::SqlResult<Answer> answer();
  // The bytes are buffered; they go out when many have come together.
  store::SqlResult<void> send_copy(std::string_view bytes);
  store::SqlResult<void> end_copy();
  // A failure of libpq itself: what was sent could not be.
  store::SqlError lost();

 private:
  struct CloseSession {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };
  enum class Event : unsigned char { readable, writable };
  using Clock = std::chrono::steady_clock;
  Session(const std::string& connection_string, int patience_ms)
      : connection_string_(connection_string),
        handle_(PQconnectStart(connection_string.c_str())),
        patience_ms_(patience_ms) {}

  store::SqlResult<void> connect();
  store::SqlResult<void> wait_for(Event event);
  bool is_ready(Event event, Clock::time_point until) const;
  bool answers_others() const;
  store::SqlError fell_silent(Clock::time_point since);
  std::string place() const;
  store::SqlResult<void> flush();
  store::SqlResult<Answer> next_answer();
  store::SqlError error_of(const PGresult* result);

  std::string connection_string_;
  std::unique_ptr<PGconn, CloseSession> handle_;
  int patience_ms_;
  bool is_usable_ = true;
};

}  // namespace qingxin::postgres
