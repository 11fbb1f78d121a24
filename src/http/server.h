// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "app/settings.h"
#include "base/instant.h"
#include "base/result.h"
#include "http/message.h"
#include "wire/problem.h"

// An HTTP/1.1 server: connections, limits, timeouts, stopping. What is served is the Handler's
// affair.
namespace qingxin::http {

// What is to become of a request whose head is here.
struct Plan {
  enum class Where : unsigned char { pool, loop };  // the loop only for what never waits
  enum class Body : unsigned char { whole, streamed };

  Where where = Where::pool;
  Body body = Body::whole;
  std::uint64_t body_limit = 0;         // bytes; 0: the request has no body
  std::optional<Response> answer = {};  // at once, and a body is not read
};

// A body that is handed on piece by piece, each when the one before was dealt with: the memory is
// one piece, and a slow sender holds no thread. Called on the pool, never twice at a time. One that
// is thrown away before end() has not received everything.
class Upload {
 public:
  virtual ~Upload() = default;
  // A response ends it early.
  virtual std::optional<Response> take(std::string_view piece) = 0;
  virtual Response end() = 0;
};

enum class Ending : unsigned char { complete, cut };  // cut: the client was gone, slow or misled

// How a request went.
struct Exchange {
  int status = 0;
  std::uint64_t bytes_in = 0, bytes_out = 0;  // of bodies
  std::chrono::microseconds duration{};       // from its first byte to the last of the response
  Ending ending = Ending::complete;
};

class Handler {
 public:
  virtual ~Handler() = default;
  // On the event loop; must not wait. Fills in what the request is about.
  virtual Plan plan(Request& request) = 0;
  virtual Response answer(Request& request) = 0;
  // A body follows.
  virtual tl::expected<std::unique_ptr<Upload>, Response> receive(Request& request) = 0;
  // The server itself refuses. On the event loop.
  virtual Response refuse(const Request& request, const wire::Problem& problem) = 0;
  // What a request died of that should not be possible (an exception). On the pool.
  virtual void failed(const Request& request, std::string_view what) = 0;
  virtual void finished(const Request& request, const Exchange& exchange) = 0;
};

// What the server is doing at the moment.
struct ServerLoad {
  int connections = 0;
  int waiting = 0, running = 0;  // requests on the pool
  int uploads = 0;
  std::int64_t buffered_bytes = 0;
  std::uint64_t connections_refused = 0;
};

class Server {
 public:
  // Binds and listens; nothing is answered before run(). Errors: invalid_input (an address or a
  // network), unavailable (the port is taken).
  static Result<std::unique_ptr<Server>> listen(const app::Settings& settings, Handler& handler,
                                                std::function<Instant()> now);
  ~Server();

  std::string url() const;  // "http://127.0.0.1:43121"
  ServerLoad load() const;
  // Answers until SIGTERM, SIGINT or stop(); then no new connection is taken, what runs is finished
  // within its time, and run() returns. `ready` is called once it answers.
  void run(const std::function<void()>& ready);
  void stop();  // from any thread

 private:
  class State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace qingxin::http
