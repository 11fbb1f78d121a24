// SPDX-License-Identifier: Apache-2.0
#include "http/server.h"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/check.h"
#include "base/ip_address.h"

namespace qingxin::http {
namespace {

// Something that happens once, and can be waited for.
class Event {
 public:
  void happen() {
    const std::lock_guard lock(mutex_);
    ++times_;
    changed_.notify_all();
  }
  void wait_for(int times) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return times_ >= times; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int times_ = 0;
};

class CountBytes : public Upload {
 public:
  std::optional<Response> take(std::string_view piece) override {
    most_ = std::max(most_, piece.size());
    bytes_ += piece.size();
    if (piece.find("stop") == std::string_view::npos) return std::nullopt;
    return Response{.status = 409, .content_type = "text/plain", .body = "stopped"};
  }
  Response end() override {
    return {.content_type = "text/plain",
            .body = std::to_string(bytes_) + " " + (most_ <= 256 * 1024 ? "small" : "large")};
  }

 private:
  std::size_t bytes_ = 0, most_ = 0;
};

// /hold waits until it is let go; /upload counts; /stream sends three pieces; /throw throws.
class TestHandler : public Handler {
 public:
  Event entered, let_go, finished_one;
  int failures = 0;

  Plan plan(Request& request) override {
    Plan plan{.body_limit = 1'000'000};
    if (request.head.target == "/loop") plan.where = Plan::Where::loop;
    if (request.head.target == "/upload") plan.body = Plan::Body::streamed;
    if (request.head.target == "/broken-upload") plan.body = Plan::Body::streamed;
    return plan;
  }
  Response answer(Request& request) override {
    if (request.head.target == "/hold") {
      entered.happen();
      let_go.wait_for(1);
    }
    if (request.head.target == "/throw") throw std::runtime_error("planted");
    if (request.head.target == "/stream") return stream(3);
    return {.content_type = "text/plain", .body = request.client + " " + request.body};
  }
  tl::expected<std::unique_ptr<Upload>, Response> receive(Request& request) override {
    if (request.head.target == "/broken-upload")
      return tl::unexpected(Response{.status = 403, .content_type = "text/plain", .body = "no"});
    return std::make_unique<CountBytes>();
  }
  Response refuse(const Request&, const wire::Problem& problem) override {
    return {.status = wire::kind_of(problem.code).status,
            .content_type = "application/json",
            .body = wire::to_json(problem)};
  }
  void failed(const Request&, std::string_view) override { ++failures; }
  void finished(const Request&, const Exchange&) override { finished_one.happen(); }

 private:
  static Response stream(int pieces) {
    Response response{.content_type = "text/plain"};
    response.source = [left = pieces]() mutable -> std::optional<std::string> {
      return left-- > 0 ? std::string(100'000, 'x') : std::string();
    };
    return response;
  }
};

// Runs a server in this program, and stops it at the end.
class Running {
 public:
  explicit Running(app::Settings settings) {
    settings.listen = "127.0.0.1:0";
    server_ = Server::listen(settings, handler, [] { return Instant{0}; }).value();
    thread_ = std::jthread([this] {
      server_->run([this] { ready_.happen(); });
      ended.happen();
    });
    ready_.wait_for(1);
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    handler.let_go.happen();
    server_->stop();
  }
  void stop() { server_->stop(); }
  Server& server() { return *server_; }
  std::uint16_t port() const { return parse_endpoint(server_->url().substr(7)).value().port; }

  TestHandler handler;
  Event ended;

 private:
  Event ready_;
  std::unique_ptr<Server> server_;
  std::jthread thread_;
};

// A socket that waits no longer than a minute for anything.
class Client {
 public:
  explicit Client(const Running& running) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(running.port());
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{.tv_sec = 60, .tv_usec = 0};
    check(setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0);
    check(connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0);
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() { ::close(socket_); }

  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) return;  // the server has closed; what it said is still to be read
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
  }
  void no_more() { ::shutdown(socket_, SHUT_WR); }
  // Everything until the server closes.
  std::string read_all() {
    while (more()) continue;
    return std::exchange(got_, {});
  }
  // Until what came ends so.
  std::string read_until(std::string_view end) {
    while (!got_.ends_with(end) && more()) continue;
    return std::exchange(got_, {});
  }
  std::string ask(std::string_view target) {
    send("GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    return read_all();
  }

 private:
  bool more() {
    std::array<char, 65536> bytes;
    const ssize_t count = ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (count > 0) got_.append(bytes.data(), static_cast<std::size_t>(count));
    return count > 0;
  }

  int socket_;
  std::string got_;
};

std::string status_of(std::string_view response) {
  return std::string(response.substr(0, std::min<std::size_t>(12, response.size())));
}

int count_of(std::string_view text, std::string_view part) {
  int count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

TEST(Server, AnswersPipelinedRequestsInTheirOrder) {
  const Running running({});
  Client client(running);
  std::string requests;
  for (int i = 0; i < 20; ++i)
    requests += "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n" + std::to_string(10 + i);
  client.send(requests + "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const std::string all = client.read_all();
  EXPECT_EQ(count_of(all, "HTTP/1.1 200 OK\r\n"), 21);
  for (int i = 1; i < 20; ++i)
    EXPECT_LT(all.find("127.0.0.1 " + std::to_string(9 + i)),
              all.find("127.0.0.1 " + std::to_string(10 + i)));
}

TEST(Server, AnswersSomebodyWhoHasClosedHisHalf) {
  const Running running({});
  Client client(running);
  client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
  client.no_more();
  EXPECT_EQ(status_of(client.read_all()), "HTTP/1.1 200");
}

TEST(Server, ReadsAChunkedBody) {
  const Running running({});
  Client client(running);
  client.send(
      "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
      "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: z\r\n\r\n");
  EXPECT_TRUE(client.read_all().ends_with("127.0.0.1 abcde"));
}

TEST(Server, RefusesBodiesThatAreNone) {
  const Running running({});
  for (const char* body : {"x\r\n", "-1\r\n", "3\r\nabcde\r\n", "3\nabc\r\n", "G\r\n",
                           "fffffffffffffffff\r\n", " 3\r\nabc\r\n0\r\n\r\n"}) {
    Client client(running);
    client.send("POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" +
                std::string(body));
    client.no_more();
    const std::string response = client.read_all();
    EXPECT_EQ(status_of(response), "HTTP/1.1 400") << body;
    EXPECT_NE(response.find("malformed_body"), std::string::npos) << body;
    EXPECT_NE(response.find("Connection: close"), std::string::npos) << body;
  }
}

TEST(Server, SaysThatABodyIsTooLargeBeforeAndWhileItComes) {
  const Running running({});
  Client announced(running);
  announced.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 1000001\r\n\r\n");
  EXPECT_EQ(status_of(announced.read_all()), "HTTP/1.1 413");
  Client chunked(running);
  chunked.send("POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nF4241\r\n" +
               std::string(1'000'001, 'x'));
  EXPECT_EQ(status_of(chunked.read_all()), "HTTP/1.1 413");
}

TEST(Server, InvitesABodyThatWaits) {
  const Running running({});
  Client client(running);
  client.send(
      "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n"
      "Connection: close\r\n\r\n");
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("ok");
  EXPECT_EQ(status_of(client.read_all()), "HTTP/1.1 200");
}

TEST(Server, TellsWhoComesTooSlowly) {
  app::Settings settings;
  settings.head_seconds = 1;
  settings.body_grace_seconds = 1;
  settings.body_bytes_per_second = 1'000'000'000;
  settings.idle_seconds = 1;
  const Running running(settings);
  Client head(running);
  head.send("GET / HT");
  EXPECT_EQ(status_of(head.read_all()), "HTTP/1.1 408");
  Client body(running);
  body.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nx");
  EXPECT_EQ(status_of(body.read_all()), "HTTP/1.1 408");
  Client idle(running);
  idle.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(count_of(idle.read_all(), "HTTP/1.1"), 1);  // closed without another word
  Client silent(running);
  EXPECT_EQ(silent.read_all(), "");
}

TEST(Server, SaysThatItIsBusyWhenTheQueueIsFull) {
  app::Settings settings;
  settings.workers = 1;
  settings.queue = 1;
  Running running(settings);
  Client first(running);
  first.send("GET /hold HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  running.handler.entered.wait_for(1);
  // One waits; of the two that come after it, one at least finds no place.
  Client second(running);
  Client third(running);
  for (Client* client : {&second, &third}) client->send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
  running.handler.finished_one.wait_for(1);
  Client watcher(running);
  EXPECT_EQ(status_of(watcher.ask("/loop")), "HTTP/1.1 200");
  running.handler.let_go.happen();
  for (Client* client : {&second, &third}) client->no_more();
  const std::string both = second.read_all() + third.read_all();
  EXPECT_EQ(count_of(both, "HTTP/1.1 503"), 1);
  EXPECT_EQ(count_of(both, "\"code\":\"busy\""), 1);
  EXPECT_EQ(count_of(both, "Retry-After: 1\r\n"), 1);
  EXPECT_EQ(count_of(both, "HTTP/1.1 200"), 1);
  EXPECT_EQ(status_of(first.read_all()), "HTTP/1.1 200");
}

TEST(Server, KeepsOneAddressFromTakingAll) {
  app::Settings settings;
  settings.requests_per_address = 1;
  Running running(settings);
  Client first(running);
  first.send("GET /hold HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  running.handler.entered.wait_for(1);
  Client second(running);
  EXPECT_EQ(status_of(second.ask("/a")), "HTTP/1.1 429");
  running.handler.let_go.happen();
  EXPECT_EQ(status_of(first.read_all()), "HTTP/1.1 200");
}

TEST(Server, TurnsConnectionsBeyondTheLimitAway) {
  app::Settings settings;
  settings.connections_per_address = 2;
  const Running running(settings);
  Client first(running);
  Client second(running);
  first.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
  first.read_until("127.0.0.1 ");
  Client third(running);
  EXPECT_EQ(status_of(third.read_all()), "HTTP/1.1 429");
}

TEST(Server, HoldsNoMoreBodiesThanItMay) {
  app::Settings settings;
  settings.buffered_bytes = 1000;
  Running running(settings);
  Client client(running);
  client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n");
  EXPECT_EQ(status_of(client.read_all()), "HTTP/1.1 503");
  EXPECT_EQ(running.server().load().buffered_bytes, 0);
}

TEST(Server, HandsAnUploadOnPieceByPiece) {
  const Running running({});
  Client client(running);
  client.send(
      "POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n"
      "Connection: close\r\n\r\n" +
      std::string(900'000, 'x'));
  EXPECT_TRUE(client.read_all().ends_with("\r\n\r\n900000 small"));
  Client stopped(running);
  stopped.send("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\nstop");
  EXPECT_TRUE(stopped.read_all().ends_with("stopped"));
  Client refused(running);
  refused.send(
      "POST /broken-upload HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n"
      "Expect: 100-continue\r\n\r\n");
  EXPECT_EQ(status_of(refused.read_all()), "HTTP/1.1 403");
  Client cut(running);
  cut.send("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\nabc");
  cut.no_more();
  EXPECT_EQ(status_of(cut.read_all()), "HTTP/1.1 400");
}

TEST(Server, SendsWhatIsMadeWhileItGoesOut) {
  const Running running({});
  Client client(running);
  const std::string chunked = client.ask("/stream");
  EXPECT_EQ(count_of(chunked, "\r\n186a0\r\n"), 3);
  EXPECT_TRUE(chunked.ends_with("\r\n0\r\n\r\n"));
  Client old(running);
  old.send("GET /stream HTTP/1.0\r\n\r\n");
  EXPECT_TRUE(old.read_all().ends_with("\r\n\r\n" + std::string(300'000, 'x')));
}

TEST(Server, OutlivesAHandlerThatThrows) {
  Running running({});
  Client client(running);
  EXPECT_EQ(status_of(client.ask("/throw")), "HTTP/1.1 500");
  EXPECT_EQ(running.handler.failures, 1);
  Client next(running);
  EXPECT_EQ(status_of(next.ask("/a")), "HTTP/1.1 200");
}

TEST(Server, FinishesWhatRunsBeforeItStops) {
  Running running({});
  Client idle(running);
  idle.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
  idle.read_until("127.0.0.1 ");
  Client busy(running);
  busy.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n");
  running.handler.entered.wait_for(1);
  running.stop();
  EXPECT_EQ(idle.read_all(), "");  // let go at once
  running.handler.let_go.happen();
  const std::string response = busy.read_all();
  EXPECT_EQ(status_of(response), "HTTP/1.1 200");
  EXPECT_NE(response.find("Connection: close"), std::string::npos);
  running.ended.wait_for(1);
  EXPECT_EQ(running.server().load().connections, 0);
}

TEST(Server, SaysThatAPortIsTaken) {
  const Running running({});
  TestHandler handler;
  app::Settings settings;
  settings.listen = "127.0.0.1:" + std::to_string(running.port());
  const auto second = Server::listen(settings, handler, [] { return Instant{0}; });
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace qingxin::http
