// SPDX-License-Identifier: Apache-2.0
#include "http/server.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <atomic>
#include <boost/asio.hpp>
#include <boost/beast/core/buffers_suffix.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <list>
#include <map>
#include <mutex>
#include <thread>

#include "base/ip_address.h"
#include "http/client_address.h"
#include "http/head.h"
#include "http/pool.h"
#include "http/request_id.h"
#include "http/response_head.h"

// The only file that knows Boost.Asio and Boost.Beast. Every connection is one coroutine on one of
// the event loops, each of which is one thread; handlers run on the pool.
namespace qingxin::http {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
using wire::Problem;
using wire::ProblemCode;

// The executor is a type, not any_io_executor, and errors come back as values: measured at half the
// processor time of the usual way.
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;
using Await = asio::use_awaitable_t<Executor>;
using AwaitTuple = asio::as_tuple_t<Await>;
template <typename T>
using Task = asio::awaitable<T, Executor>;
using BodyParser = beast::http::request_parser<beast::http::buffer_body>;
using Clock = std::chrono::steady_clock;
using std::chrono::seconds;

constexpr std::size_t kReadBytes = 16 * 1024;
constexpr std::size_t kPieceBytes = 256 * 1024;
constexpr std::chrono::milliseconds kSweep{200};
// After a refusal whatever the client still sends is read and dropped for a while: an unread byte
// would make the system reset the connection, and the client would never see why.
constexpr seconds kLinger{2};
constexpr std::uint64_t kLingerBytes = 8 * 1024 * 1024;
constexpr int kRetryAfterSeconds = 1;

// Unless the handler has said when.
void ask_to_return(Response& response) {
  for (const Field& field : response.fields)
    if (field.name == "Retry-After") return;
  response.set("Retry-After", std::to_string(kRetryAfterSeconds));
}

class Connection;

// One thread with its connections.
struct Loop {
  asio::io_context context{1};
  asio::executor_work_guard<Executor> work{context.get_executor()};
  Timer sweep{context};
  std::list<Connection*> connections;
  bool is_stopping = false;
  Clock::time_point stop_by{};
  std::jthread thread;
};

// What all loops share.
struct Shared {
  const app::Settings settings;
  Handler& handler;
  Networks trusted;
  std::function<Instant()> now;
  std::atomic<int> connections{0};
  std::atomic<int> uploads{0};
  std::atomic<std::int64_t> buffered_bytes{0};
  std::atomic<std::uint64_t> connections_refused{0};
  std::mutex addresses_mutex;
  std::map<Address, int> connections_of;
  std::map<std::string, int> requests_of;
  RequestIds ids;
  Pool pool;

  Shared(const app::Settings& from, Handler& to, Networks proxies, std::function<Instant()> clock)
      : settings(from),
        handler(to),
        trusted(std::move(proxies)),
        now(std::move(clock)),
        pool(static_cast<int>(from.workers), static_cast<int>(from.queue)) {}
};

// A count for as long as something lasts.
class Counted {
 public:
  explicit Counted(std::atomic<std::int64_t>& total) : total_(total) {}
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  ~Counted() { total_ -= mine_; }
  std::int64_t add(std::size_t bytes) {
    mine_ += static_cast<std::int64_t>(bytes);
    return total_ += static_cast<std::int64_t>(bytes);
  }

 private:
  std::atomic<std::int64_t>& total_;
  std::int64_t mine_ = 0;
};

// One request of a client, from its head to the end of its response.
class ClientTurn {
 public:
  ClientTurn(Shared& shared, std::string client) : shared_(shared), client_(std::move(client)) {
    const std::lock_guard lock(shared_.addresses_mutex);
    count_ = ++shared_.requests_of[client_];
  }
  ClientTurn(const ClientTurn&) = delete;
  ClientTurn& operator=(const ClientTurn&) = delete;
  ~ClientTurn() {
    const std::lock_guard lock(shared_.addresses_mutex);
    const auto found = shared_.requests_of.find(client_);
    if (--found->second == 0) shared_.requests_of.erase(found);
  }
  bool is_one_too_many() const { return count_ > shared_.settings.requests_per_address; }

 private:
  Shared& shared_;
  std::string client_;
  int count_ = 0;
};

class UploadTurn {
 public:
  explicit UploadTurn(Shared& shared) : shared_(shared), count_(++shared.uploads) {}
  UploadTurn(const UploadTurn&) = delete;
  UploadTurn& operator=(const UploadTurn&) = delete;
  ~UploadTurn() { --shared_.uploads; }
  bool is_one_too_many() const { return count_ > shared_.settings.uploads; }

 private:
  Shared& shared_;
  int count_;
};

Problem too_busy() {
  return {ProblemCode::busy, fmt::format("服务器忙，请 {} 秒后再试", kRetryAfterSeconds)};
}

Problem died() {
  return {ProblemCode::internal, "程序出了错，已记入日志；请把请求编号告诉管理员"};
}

Problem too_large(std::uint64_t limit) {
  return {ProblemCode::body_too_large, fmt::format("请求体超过 {} 字节，请分开报送", limit)};
}

Problem broken_body(const error_code& error) {
  if (error == beast::http::error::partial_message || error == asio::error::eof)
    return {ProblemCode::malformed_body, "请求体没有收完，连接就断了"};
  return {ProblemCode::malformed_body, fmt::format("请求体的分块写法不对（{}）", error.message())};
}

enum class Next : unsigned char { request, linger, close };
enum class Queueing : unsigned char { refusable, certain };

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Shared& shared, Loop& loop, Socket socket, const Address& peer)
      : shared_(shared), loop_(loop), socket_(std::move(socket)), peer_(peer) {
    buffer_.max_size(static_cast<std::size_t>(shared.settings.head_bytes) + kPieceBytes);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  Task<void> run();
  // Called by the loop now and then.
  void look_at_the_clock(Clock::time_point now);
  // Called by the loop when it stops: an idle connection ends.
  void stop();
  void cut() { timed_out_ = true, socket_.cancel(); }

 private:
  struct HeadBytes {
    std::size_t size = 0;  // 0: there is none
    std::optional<Problem> problem = {};
  };
  // A body or why it did not come.
  using Got = std::optional<Problem>;

  Task<HeadBytes> read_head();
  Task<Next> exchange();
  Task<Next> exchange(Request& request, std::size_t head_bytes);
  Task<Next> exchange_whole(Request& request, const Plan& plan, BodyParser& parser);
  Task<Next> exchange_streamed(Request& request, const Plan& plan, BodyParser& parser);
  Task<Got> hand_over(const Request& request, BodyParser& parser, Upload& upload,
                      std::optional<Response>& response);
  Task<Got> read_whole(Request& request, std::uint64_t limit, BodyParser& parser, Counted& memory);
  Task<Got> read_piece(BodyParser& parser, std::string& piece);
  Task<void> invite(const Request& request);
  Task<Posted> on_pool(const Request& request, const std::function<void()>& work,
                       Queueing queueing);
  Response refusal(const Request& request, const Problem& problem);
  Task<Next> refuse(const Request& request, const Problem& problem, Next next);
  Task<Next> respond(const Request& request, Response& response, Next next);
  Task<bool> send(std::string_view head, std::string_view body);
  Task<bool> send_source(const Request& request, const BodySource& source, bool is_chunked);
  Task<void> linger();

  std::string_view received() const {
    return {static_cast<const char*>(buffer_.data().data()), buffer_.size()};
  }
  void fill_in(Request& request) const;
  Problem slow() const;
  void begin_transfer() { transfer_began_ = Clock::now(), transferred_ = 0, rate_deadline(); }
  void went_on(std::size_t bytes) { transferred_ += bytes, rate_deadline(); }
  // A transfer may take its grace and the time that its bytes take at the slowest rate.
  void rate_deadline() {
    deadline_ =
        transfer_began_ + seconds{shared_.settings.body_grace_seconds} +
        seconds{transferred_ / static_cast<std::uint64_t>(shared_.settings.body_bytes_per_second)};
  }

  Shared& shared_;
  Loop& loop_;
  Socket socket_;
  const Address peer_;
  beast::flat_buffer buffer_;
  Clock::time_point deadline_ = Clock::time_point::max();
  bool timed_out_ = false;
  bool is_idle_ = false;
  bool is_first_ = true;
  Clock::time_point began_{};  // the request
  Clock::time_point transfer_began_{};
  std::uint64_t transferred_ = 0;
  std::uint64_t bytes_in_ = 0;
  std::list<Connection*>::iterator place_ = loop_.connections.insert(loop_.connections.end(), this);
};

Connection::~Connection() {
  loop_.connections.erase(place_);
  --shared_.connections;
  {
    const std::lock_guard lock(shared_.addresses_mutex);
    const auto found = shared_.connections_of.find(peer_);
    if (--found->second == 0) shared_.connections_of.erase(found);
  }
  if (loop_.is_stopping && loop_.connections.empty()) loop_.work.reset();
}

void Connection::look_at_the_clock(Clock::time_point now) {
  if (now < deadline_) return;
  cut();
}

void Connection::stop() {
  if (is_idle_) socket_.cancel();
}

Problem Connection::slow() const {
  return {ProblemCode::timed_out, "收得太慢，超过了期限；请检查网络后重发"};
}

// Until the empty line. Bytes that belong to the next request stay in the buffer.
Task<Connection::HeadBytes> Connection::read_head() {
  const auto limit = static_cast<std::size_t>(shared_.settings.head_bytes);
  is_idle_ = buffer_.size() == 0;
  deadline_ = Clock::now() + seconds{is_idle_ && !is_first_ ? shared_.settings.idle_seconds
                                                            : shared_.settings.head_seconds};
  std::size_t checked = 0;  // whole lines
  began_ = Clock::now();
  for (;;) {
    const std::string_view bytes = received();
    const std::size_t end = bytes.find("\r\n\r\n", checked < 2 ? 0 : checked - 2);
    const std::string_view head = bytes.substr(0, end);  // what follows may be a body
    if (!check_beginning(head.substr(std::min(checked, head.size()))))
      co_return HeadBytes{0, check_beginning(head).error()};
    if (end != std::string_view::npos && end + 4 <= limit) co_return HeadBytes{end + 4};
    if (bytes.size() > limit)
      co_return HeadBytes{
          0, Problem{ProblemCode::head_too_large, fmt::format("请求头超过 {} 字节", limit)}};
    const std::size_t line = bytes.rfind("\r\n");
    if (line != std::string_view::npos) checked = line + 2;
    if (loop_.is_stopping && bytes.empty()) co_return HeadBytes{};
    const auto [error, count] =
        co_await socket_.async_read_some(buffer_.prepare(kReadBytes), AwaitTuple{});
    if (error) {
      if (received().empty()) co_return HeadBytes{};
      if (timed_out_) co_return HeadBytes{0, slow()};
      if (error == asio::error::eof)
        co_return HeadBytes{0, Problem{ProblemCode::malformed_head, "请求头没有收完，连接就断了"}};
      co_return HeadBytes{};
    }
    buffer_.commit(count);
    if (is_idle_) {
      is_idle_ = false;
      began_ = Clock::now();
      if (!is_first_) deadline_ = began_ + seconds{shared_.settings.head_seconds};
    }
  }
}

void Connection::fill_in(Request& request) const {
  std::string forwarded;
  for (const Field& field : request.head.fields)
    if (field.name == "x-forwarded-for") forwarded += (forwarded.empty() ? "" : ",") + field.value;
  request.client = client_address(peer_, forwarded, shared_.trusted);
  if (!shared_.trusted.contains(peer_)) return;
  request.is_secure = request.head.field("x-forwarded-proto") == "https";
  const std::string_view id = request.head.field("x-request-id");
  if (is_request_id(id)) request.id = std::string(id);
}

Task<Next> Connection::exchange() {
  bytes_in_ = 0;
  const HeadBytes found = co_await read_head();
  is_first_ = false;
  if (found.size == 0 && !found.problem) co_return Next::close;
  Request request;
  request.received = shared_.now();
  request.client = qingxin::to_string(peer_);
  request.id = shared_.ids.next();
  if (found.problem) co_return co_await refuse(request, *found.problem, Next::linger);
  const HeadLimits limits{.fields = static_cast<std::size_t>(shared_.settings.head_fields)};
  wire::Outcome<Head> head = parse_head(received().substr(0, found.size), limits);
  if (!head) co_return co_await refuse(request, head.error(), Next::linger);
  request.head = *std::move(head);
  fill_in(request);
  co_return co_await exchange(request, found.size);
}

Task<Next> Connection::exchange(Request& request, std::size_t head_bytes) {
  const ClientTurn turn(shared_, request.client);
  Plan plan = shared_.handler.plan(request);
  const bool has_body = request.head.has_body();
  const Next after_refusal = has_body ? Next::linger : Next::request;
  if (!has_body) buffer_.consume(head_bytes);
  if (turn.is_one_too_many()) {
    const Problem problem{ProblemCode::too_many_requests,
                          "这个地址同时在办的请求太多，请等前面的办完"};
    co_return co_await refuse(request, problem, after_refusal);
  }
  if (plan.answer) co_return co_await respond(request, *plan.answer, after_refusal);
  BodyParser parser;
  if (has_body) {
    if (request.head.content_length.value_or(0) > plan.body_limit) {
      const Problem problem = too_large(plan.body_limit);
      co_return co_await refuse(request, problem, Next::linger);
    }
    // The library reads the head, too, and has to see the same body.
    parser.header_limit(static_cast<std::uint32_t>(head_bytes + 1));
    parser.body_limit(plan.body_limit);
    error_code error;
    buffer_.consume(parser.put(buffer_.data(), error));
    const bool sees_the_same =
        !error && parser.is_header_done() && parser.chunked() == request.head.is_chunked &&
        (parser.chunked() || parser.content_length() == request.head.content_length);
    if (!sees_the_same) {
      const Problem problem{ProblemCode::malformed_head,
                            fmt::format("请求头读不通（{}）", error.message())};
      co_return co_await refuse(request, problem, Next::linger);
    }
  }
  if (plan.body == Plan::Body::streamed)
    co_return co_await exchange_streamed(request, plan, parser);
  co_return co_await exchange_whole(request, plan, parser);
}

Task<Next> Connection::exchange_whole(Request& request, const Plan& plan, BodyParser& parser) {
  Counted memory(shared_.buffered_bytes);
  if (request.head.has_body()) {
    const Got fault = co_await read_whole(request, plan.body_limit, parser, memory);
    if (fault) co_return co_await refuse(request, *fault, Next::linger);
  }
  deadline_ = Clock::time_point::max();
  std::optional<Response> response;
  if (plan.where == Plan::Where::loop) {
    response = shared_.handler.answer(request);
  } else {
    const std::function<void()> work = [&] { response = shared_.handler.answer(request); };
    const Posted posted = co_await on_pool(request, work, Queueing::refusable);
    if (posted == Posted::full) response = refusal(request, too_busy());
  }
  if (!response) response = refusal(request, died());
  memory.add(response->body.size());
  co_return co_await respond(request, *response, Next::request);
}

Task<Next> Connection::exchange_streamed(Request& request, const Plan& plan, BodyParser& parser) {
  const UploadTurn turn(shared_);
  if (turn.is_one_too_many()) {
    const Problem problem = too_busy();
    co_return co_await refuse(request, problem, Next::linger);
  }
  tl::expected<std::unique_ptr<Upload>, Response> upload = nullptr;
  deadline_ = Clock::time_point::max();
  const std::function<void()> begin = [&] { upload = shared_.handler.receive(request); };
  const Posted posted = co_await on_pool(request, begin, Queueing::refusable);
  if (posted == Posted::full) upload = tl::unexpected(refusal(request, too_busy()));
  if (!upload) co_return co_await respond(request, upload.error(), Next::linger);
  if (*upload == nullptr) {
    const Problem problem = died();
    co_return co_await refuse(request, problem, Next::linger);
  }
  std::optional<Response> response;
  const Got fault = co_await hand_over(request, parser, **upload, response);
  if (fault) {
    const Problem problem =
        fault->code == ProblemCode::body_too_large ? too_large(plan.body_limit) : *fault;
    co_return co_await refuse(request, problem, Next::linger);
  }
  const bool is_early = response.has_value();
  deadline_ = Clock::time_point::max();
  const std::function<void()> end = [&] { response = (*upload)->end(); };
  if (!is_early) co_await on_pool(request, end, Queueing::certain);
  if (!response) response = refusal(request, died());
  co_return co_await respond(request, *response, is_early ? Next::linger : Next::request);
}

// All of the body, or until the upload has its response.
Task<Connection::Got> Connection::hand_over(const Request& request, BodyParser& parser,
                                            Upload& upload, std::optional<Response>& response) {
  co_await invite(request);
  begin_transfer();
  std::string piece;
  while (!response && request.head.has_body() && !parser.is_done()) {
    const Got fault = co_await read_piece(parser, piece);
    if (fault) co_return fault;
    if (piece.empty()) continue;
    const Clock::time_point waited_from = Clock::now();
    deadline_ = Clock::time_point::max();
    bool is_taken = false;
    const std::function<void()> take = [&] {
      response = upload.take(piece);
      is_taken = true;
    };
    co_await on_pool(request, take, Queueing::certain);
    if (!is_taken) co_return died();
    transfer_began_ += Clock::now() - waited_from;
    rate_deadline();
  }
  co_return std::nullopt;
}

// A client may wait to hear that his body is wanted (RFC 9110 section 10.1.1).
Task<void> Connection::invite(const Request& request) {
  if (!request.head.expects_continue || buffer_.size() > 0) co_return;
  co_await send("HTTP/1.1 100 Continue\r\n\r\n", {});
}

// What is there of the body, at most kPieceBytes.
Task<Connection::Got> Connection::read_piece(BodyParser& parser, std::string& piece) {
  piece.resize(kPieceBytes);
  auto& body = parser.get().body();
  body.data = piece.data();
  body.size = piece.size();
  body.more = true;
  const auto [error, count] =
      co_await beast::http::async_read_some(socket_, buffer_, parser, AwaitTuple{});
  piece.resize(piece.size() - body.size);
  bytes_in_ += piece.size();
  went_on(count);
  if (!error || error == beast::http::error::need_buffer) co_return std::nullopt;
  if (error == beast::http::error::body_limit) co_return too_large(0);
  if (timed_out_) co_return slow();
  co_return broken_body(error);
}

Task<Connection::Got> Connection::read_whole(Request& request, std::uint64_t limit,
                                             BodyParser& parser, Counted& memory) {
  // Room for all of it before the first byte: a body that is half here helps nobody.
  const std::uint64_t announced = request.head.content_length.value_or(0);
  if (memory.add(announced) > shared_.settings.buffered_bytes) co_return too_busy();
  request.body.reserve(announced);
  co_await invite(request);
  begin_transfer();
  std::string piece;
  while (!parser.is_done()) {
    const Got fault = co_await read_piece(parser, piece);
    if (fault && fault->code == ProblemCode::body_too_large) co_return too_large(limit);
    if (fault) co_return fault;
    if (request.head.is_chunked && memory.add(piece.size()) > shared_.settings.buffered_bytes)
      co_return too_busy();
    request.body += piece;
  }
  co_return std::nullopt;
}

// Comes back on the loop when the work is done, or at once when there is no room for it.
Task<Posted> Connection::on_pool(const Request& request, const std::function<void()>& work,
                                 Queueing queueing) {
  Posted posted = Posted::yes;
  const auto executor = loop_.context.get_executor();
  const auto begin = [&](auto completion) {
    auto done = std::make_shared<decltype(completion)>(std::move(completion));
    const auto resume = [done, executor] { asio::post(executor, [done] { std::move (*done)(); }); };
    auto guarded = [this, &request, &work, resume] {
      try {
        work();
      } catch (const std::exception& error) {
        shared_.handler.failed(request, error.what());
      }
      resume();
    };
    if (queueing == Queueing::certain)
      shared_.pool.post_next(std::move(guarded));
    else
      posted = shared_.pool.post(std::move(guarded));
    if (posted == Posted::full) resume();
  };
  Await token;
  co_await asio::async_initiate<Await, void()>(begin, token);
  co_return posted;
}

Response Connection::refusal(const Request& request, const Problem& problem) {
  Response response = shared_.handler.refuse(request, problem);
  if (problem.code == ProblemCode::busy) ask_to_return(response);
  return response;
}

Task<Next> Connection::refuse(const Request& request, const Problem& problem, Next next) {
  Response response = refusal(request, problem);
  co_return co_await respond(request, response, next);
}

Task<Next> Connection::respond(const Request& request, Response& response, Next next) {
  if (!request.head.keeps_alive || loop_.is_stopping)
    if (next == Next::request) next = Next::close;
  timed_out_ = false;
  begin_transfer();
  const bool is_chunked = response.source && request.head.minor_version == 1;
  if (response.source && !is_chunked) next = Next::close;
  const Length unknown = is_chunked ? Length::chunked : Length::until_close;
  const Framing framing{.now = shared_.now(),
                        .length = response.source ? unknown : Length::known,
                        .ending = next == Next::request ? Keep::alive : Keep::closes};
  const std::string head = response_head(response, request.head, framing);
  const bool has_body = request.head.method != Method::head && !is_bodyless(response.status);
  bool is_sent = co_await send(head, has_body ? std::string_view(response.body) : "");
  std::uint64_t sent = has_body ? response.body.size() : 0;
  if (is_sent && has_body && response.source) {
    is_sent = co_await send_source(request, response.source, is_chunked);
    sent = transferred_ > head.size() ? transferred_ - head.size() : 0;
  }
  deadline_ = Clock::time_point::max();
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began_);
  const Exchange exchange{.status = response.status,
                          .bytes_in = bytes_in_,
                          .bytes_out = sent,
                          .duration = took,
                          .ending = is_sent ? Ending::complete : Ending::cut};
  shared_.handler.finished(request, exchange);
  co_return is_sent ? next : Next::close;
}

Task<bool> Connection::send(std::string_view head, std::string_view body) {
  const std::array<asio::const_buffer, 2> all{asio::buffer(head.data(), head.size()),
                                              asio::buffer(body.data(), body.size())};
  beast::buffers_suffix<std::array<asio::const_buffer, 2>> rest(all);
  while (asio::buffer_size(rest) > 0) {
    const auto [error, count] = co_await socket_.async_write_some(rest, AwaitTuple{});
    if (error) co_return false;
    rest.consume(count);
    went_on(count);
  }
  co_return true;
}

Task<bool> Connection::send_source(const Request& request, const BodySource& source,
                                   bool is_chunked) {
  for (;;) {
    std::optional<std::string> piece;
    const Clock::time_point waited_from = Clock::now();
    deadline_ = Clock::time_point::max();
    const std::function<void()> next_piece = [&] { piece = source(); };
    co_await on_pool(request, next_piece, Queueing::certain);
    transfer_began_ += Clock::now() - waited_from;
    rate_deadline();
    if (!piece) co_return false;
    if (piece->empty()) break;
    if (is_chunked) *piece = fmt::format("{:x}\r\n", piece->size()) + *piece + "\r\n";
    const bool is_sent = co_await send(*piece, {});
    if (!is_sent) co_return false;
  }
  if (!is_chunked) co_return true;
  co_return co_await send("0\r\n\r\n", {});
}

Task<void> Connection::linger() {
  error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  deadline_ = Clock::now() + kLinger;
  std::string dropped(kReadBytes, '\0');
  for (std::uint64_t bytes = 0; bytes < kLingerBytes && !timed_out_;) {
    const auto [error, count] =
        co_await socket_.async_read_some(asio::buffer(dropped), AwaitTuple{});
    if (error) co_return;
    bytes += count;
  }
}

Task<void> Connection::run() {
  const std::shared_ptr<Connection> alive = shared_from_this();
  error_code ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  Next next = Next::request;
  while (next == Next::request) {
    next = co_await exchange();
    if (buffer_.size() == 0) buffer_.shrink_to_fit();
  }
  if (next == Next::linger) co_await linger();
  socket_.shutdown(Socket::shutdown_both, ignored);
  socket_.close(ignored);
}

asio::ip::tcp::endpoint endpoint_of(const Endpoint& endpoint) {
  asio::ip::address_v6::bytes_type bytes;
  std::copy(endpoint.address.begin(), endpoint.address.end(), bytes.begin());
  const asio::ip::address_v6 v6(bytes);
  if (!v6.is_v4_mapped()) return {v6, endpoint.port};
  return {asio::ip::make_address_v4(asio::ip::v4_mapped, v6), endpoint.port};
}

Address address_of(const asio::ip::address& from) {
  const asio::ip::address_v6 v6 =
      from.is_v4() ? asio::ip::make_address_v6(asio::ip::v4_mapped, from.to_v4()) : from.to_v6();
  Address address;
  const auto bytes = v6.to_bytes();
  std::copy(bytes.begin(), bytes.end(), address.begin());
  return address;
}

// As many files as the machine allows: each connection is one.
void raise_file_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

class Server::State {
 public:
  State(const app::Settings& settings, Handler& handler, Networks trusted,
        std::function<Instant()> now)
      : loops_(make_loops(settings.io_threads)),
        shared_(settings, handler, std::move(trusted), std::move(now)) {}

  Result<void> listen(const asio::ip::tcp::endpoint& endpoint, std::string_view written) {
    error_code error;
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(4096, error);
    if (!error) return {};
    return fail(
        ErrorCode::unavailable,
        fmt::format("不能监听 {}：{}；换一个端口，或停下占用它的程序", written, error.message()));
  }

  std::string url() const {
    error_code error;
    const asio::ip::tcp::endpoint endpoint = acceptor_.local_endpoint(error);
    const std::string host = endpoint.address().to_string();
    if (endpoint.address().is_v6()) return fmt::format("http://[{}]:{}", host, endpoint.port());
    return fmt::format("http://{}:{}", host, endpoint.port());
  }

  ServerLoad load() const {
    const Pool::Load pool = shared_.pool.load();
    return {.connections = shared_.connections,
            .waiting = pool.waiting,
            .running = pool.running,
            .uploads = shared_.uploads,
            .buffered_bytes = shared_.buffered_bytes,
            .connections_refused = shared_.connections_refused};
  }

  void run(const std::function<void()>& ready) {
    raise_file_limit();
    signals_.async_wait([this](const error_code& error, int) {
      if (!error) stop_on_front();
    });
    asio::co_spawn(front().context, accept(), asio::detached);
    for (const std::unique_ptr<Loop>& loop : loops_)
      asio::co_spawn(loop->context, sweep(*loop), asio::detached);
    ready();
    for (std::size_t i = 1; i < loops_.size(); ++i)
      loops_[i]->thread = std::jthread([this, i] { loops_[i]->context.run(); });
    front().context.run();
    for (const std::unique_ptr<Loop>& loop : loops_)
      if (loop->thread.joinable()) loop->thread.join();
  }

  void stop() {
    asio::post(front().context, [this] { stop_on_front(); });
  }

 private:
  using Loops = std::vector<std::unique_ptr<Loop>>;

  static Loops make_loops(std::int64_t count) {
    Loops loops;
    for (std::int64_t i = 0; i < count; ++i) loops.push_back(std::make_unique<Loop>());
    return loops;
  }
  Loop& front() { return *loops_.front(); }

  void stop_on_front() {
    error_code ignored;
    acceptor_.close(ignored);
    retry_.cancel();
    signals_.cancel(ignored);
    const auto by = Clock::now() + seconds{shared_.settings.stop_seconds};
    for (const std::unique_ptr<Loop>& loop : loops_)
      asio::post(loop->context, [&loop = *loop, by] { stop_loop(loop, by); });
  }

  static void stop_loop(Loop& loop, Clock::time_point by) {
    loop.is_stopping = true;
    loop.stop_by = by;
    for (Connection* connection : loop.connections) connection->stop();
    if (loop.connections.empty()) loop.work.reset();
  }

  // Takes back what is past its deadline. One timer for all connections of a loop costs less than
  // one for each.
  Task<void> sweep(Loop& loop) {
    while (!loop.is_stopping || !loop.connections.empty()) {
      loop.sweep.expires_after(kSweep);
      co_await loop.sweep.async_wait(AwaitTuple{});
      const auto now = Clock::now();
      const bool is_over = loop.is_stopping && now >= loop.stop_by;
      for (Connection* connection : loop.connections)
        is_over ? connection->cut() : connection->look_at_the_clock(now);
    }
  }

  Task<void> accept() {
    for (std::size_t turn = 0; acceptor_.is_open(); turn = (turn + 1) % loops_.size()) {
      Loop& loop = *loops_[turn];
      auto [error, socket] =
          co_await acceptor_.async_accept(loop.context.get_executor(), AwaitTuple{});
      if (!acceptor_.is_open()) break;
      if (error) {  // out of files or memory: connections wait in the system's queue meanwhile
        retry_.expires_after(kSweep);
        co_await retry_.async_wait(AwaitTuple{});
        continue;
      }
      take(loop, std::move(socket));
    }
  }

  void take(Loop& loop, Socket socket) {
    error_code error;
    const asio::ip::tcp::endpoint from = socket.remote_endpoint(error);
    if (error) return;
    const Address peer = address_of(from.address());
    if (const std::optional<Problem> problem = one_too_many(peer)) {
      turn_away(socket, *problem);
      return;
    }
    asio::post(loop.context, [this, &loop, peer, socket = std::move(socket)]() mutable {
      const auto connection = std::make_shared<Connection>(shared_, loop, std::move(socket), peer);
      asio::co_spawn(
          loop.context, [connection] { return connection->run(); }, asio::detached);
    });
  }

  std::optional<Problem> one_too_many(const Address& peer) {
    const std::lock_guard lock(shared_.addresses_mutex);
    if (shared_.connections >= shared_.settings.connections) return too_busy();
    int& count = shared_.connections_of[peer];
    if (count >= shared_.settings.connections_per_address && !shared_.trusted.contains(peer))
      return Problem{ProblemCode::too_many_requests, "这个地址的连接太多，请先关掉一些"};
    ++count;
    ++shared_.connections;
    return std::nullopt;
  }

  // Without waiting: what does not fit into the system's buffer is lost with the connection.
  void turn_away(Socket& socket, const Problem& problem) {
    ++shared_.connections_refused;
    Request nothing;
    nothing.received = shared_.now();
    nothing.id = shared_.ids.next();
    Response response = shared_.handler.refuse(nothing, problem);
    ask_to_return(response);
    const std::string text =
        response_head(response, nothing.head,
                      {.now = shared_.now(), .length = Length::known, .ending = Keep::closes}) +
        response.body;
    error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(text), ignored);
    socket.shutdown(Socket::shutdown_send, ignored);
  }

  Loops loops_;
  Shared shared_;
  Acceptor acceptor_{front().context};
  Timer retry_{front().context};
  asio::signal_set signals_{front().context, SIGTERM, SIGINT};
};

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::listen(const app::Settings& settings, Handler& handler,
                                               std::function<Instant()> now) {
  Result<Networks> trusted = Networks::parse(settings.trusted_proxies);
  if (!trusted) return tl::unexpected(trusted.error());
  const Result<Endpoint> endpoint = parse_endpoint(settings.listen);
  if (!endpoint) return tl::unexpected(endpoint.error());
  auto state = std::make_unique<State>(settings, handler, *std::move(trusted), std::move(now));
  const Result<void> listening = state->listen(endpoint_of(*endpoint), settings.listen);
  if (!listening) return tl::unexpected(listening.error());
  return std::unique_ptr<Server>(new Server(std::move(state)));
}

std::string Server::url() const {
  return state_->url();
}

ServerLoad Server::load() const {
  return state_->load();
}

void Server::run(const std::function<void()>& ready) {
  state_->run(ready);
}

void Server::stop() {
  state_->stop();
}

}  // namespace qingxin::http
