// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <libpq-fe.h>

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
// connection broke, it is of no more use.
class Session {
 public:
  static store::SqlResult<Session> open(const std::string& connection_string, int patience_ms);

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
  Session(PGconn* connection, int patience_ms) : handle_(connection), patience_ms_(patience_ms) {}

  store::SqlResult<void> connect();
  store::SqlResult<void> wait_for(Event event);
  store::SqlResult<void> flush();
  store::SqlResult<Answer> next_answer();
  store::SqlError error_of(const PGresult* result);

  std::unique_ptr<PGconn, CloseSession> handle_;
  int patience_ms_;
  bool is_usable_ = true;
};

}  // namespace qingxin::postgres
