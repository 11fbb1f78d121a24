// SPDX-License-Identifier: Apache-2.0
#include "http/service.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/random.h>

#include <algorithm>

#include "app/permit.h"
#include "base/check.h"
#include "base/hash.h"
#include "base/text.h"
#include "http/caller.h"
#include "http/negotiation.h"
#include "http/routes.h"
#include "http/target.h"

namespace qingxin::http {

namespace {

using wire::Outcome;
using wire::Problem;
using wire::ProblemCode;

constexpr std::size_t kWorthZipping = 1024;
constexpr int kQuickly = 4;  // gzip's level for what is made anew each time

std::string allowed_methods(const std::vector<Method>& methods) {
  std::vector<std::string_view> names;
  for (const Method method : methods) {
    names.push_back(to_string(method));
    if (method == Method::get) names.push_back("HEAD");
  }
  names.push_back("OPTIONS");
  return fmt::format("{}", fmt::join(names, ", "));
}

Response with_allow(Response response, const std::vector<Method>& allowed) {
  response.set("Allow", allowed_methods(allowed));
  return response;
}

std::optional<Problem> fault_in_query(const Request& request, const Route& route) {
  for (const auto& [name, value] : request.query) {
    if (!name.empty() &&
        std::find(route.query.begin(), route.query.end(), name) != route.query.end())
      continue;
    std::vector<std::string_view> known;
    for (const std::string_view each : route.query)
      if (!each.empty()) known.push_back(each);
    const std::string remedy =
        known.empty() ? "这个地址没有查询参数" : fmt::format("可用：{}", fmt::join(known, "、"));
    return Problem{ProblemCode::unknown_parameter,
                   fmt::format("没有查询参数「{}」；{}", shortened(printable(name), 60), remedy),
                   name};
  }
  return std::nullopt;
}

std::optional<Problem> fault_in_body_form(const Request& request, const Route& route) {
  if (route.body == Body::none) {
    if (!request.head.has_body()) return std::nullopt;
    return Problem{ProblemCode::malformed_body, "这个地址不收请求体，请去掉"};
  }
  if (!request.head.is_chunked && !request.head.content_length)
    return Problem{ProblemCode::length_required, "缺少请求体：请写 Content-Length 或分块发送",
                   "content-length"};
  const std::string_view coding = request.head.field("content-encoding");
  if (!coding.empty() && coding != "identity")
    return Problem{ProblemCode::unsupported_media_type, "请求体不得压缩（Content-Encoding）",
                   "content-encoding"};
  const std::string_view wanted =
      route.body == Body::json ? "application/json" : "multipart/form-data";
  const std::string type = media_type_of(request.head.field("content-type"));
  if (type != wanted)
    return Problem{
        ProblemCode::unsupported_media_type,
        fmt::format("Content-Type 应为 {}，这里是「{}」", wanted, shortened(printable(type), 60)),
        "content-type"};
  return std::nullopt;
}

std::string accept_of(const Request& request) {
  std::string all;
  for (const Field& field : request.head.fields)
    if (field.name == "accept") all += (all.empty() ? "" : ",") + field.value;
  return all;
}

bool is_compressible(std::string_view content_type) {
  return content_type.starts_with("application/json") || content_type.starts_with("text/");
}

const std::string* field_of(const Response& response, std::string_view name) {
  for (const Field& field : response.fields)
    if (field.name == name) return &field.value;
  return nullptr;
}

// A tag of the bytes, so that a client who has them is told so.
void add_tag(const Request& request, Response& response) {
  if (response.status != 200 || response.source) return;
  if (request.head.method != Method::get && request.head.method != Method::head) return;
  if (field_of(response, "ETag") == nullptr)
    response.set("ETag", fmt::format("W/\"{}\"", hex(sm3(response.body), 8)));
  std::string_view tag = *field_of(response, "ETag");
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  if (!matches(request.head.field("if-none-match"), tag)) return;
  response.status = 304;
  response.body.clear();
}

void zip(const Request& request, Response& response) {
  if (response.body.size() < kWorthZipping || !is_compressible(response.content_type)) return;
  if (field_of(response, "Vary") != nullptr) return;
  response.set("Vary", "Accept-Encoding");
  if (!accepts_gzip(request.head.field("accept-encoding"))) return;
  response.set("Content-Encoding", "gzip");
  response.body = gzip(response.body, kQuickly);
}

}  // namespace

Service::Service(Api& api) : api_(api), key_{} {
  check(getrandom(key_.data(), key_.size(), 0) == static_cast<ssize_t>(key_.size()));
}

Plan Service::plan(Request& request) {
  Plan plan;
  if (const std::optional<Problem> fault = fault_in(request, plan))
    plan.answer = refuse(request, *fault);
  return plan;
}

// In the order in which a client wants to know: the address, the method, what came with it.
std::optional<Problem> Service::fault_in(Request& request, Plan& plan) {
  Outcome<Target> target = parse_target(request.head.target);
  if (!target) return target.error();
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  Match match = find_route(request.head.method, request.path);
  if (match.allowed.empty() && request.path != "*")
    return Problem{ProblemCode::not_found,
                   fmt::format("没有地址「{}」；全部地址见 /api/v1/openapi.yaml",
                               shortened(printable(request.path), 80))};
  if (request.head.method == Method::options) {
    plan.answer = dressed(request, with_allow({.status = 204}, match.allowed));
    return std::nullopt;
  }
  if (match.route < 0) {
    const Problem problem{ProblemCode::method_not_allowed,
                          fmt::format("这个地址不支持 {}，可用：{}",
                                      shortened(printable(request.head.method_name), 20),
                                      allowed_methods(match.allowed))};
    plan.answer = with_allow(refuse(request, problem), match.allowed);
    return std::nullopt;
  }
  request.route = match.route;
  request.captures = std::move(match.captures);
  const Route& route = routes()[static_cast<std::size_t>(match.route)];
  if (route.entry == Entry::permitted)
    if (std::optional<Problem> fault = fault_in_credentials(request)) return fault;
  if (route.entry == Entry::metrics_readers && !api_.metrics_readers.contains(request.client))
    return Problem{ProblemCode::not_permitted, "这个地址只给 [metrics] from 里的网段看"};
  if (!accepts(accept_of(request), route.media_type))
    return Problem{ProblemCode::not_acceptable,
                   fmt::format("只能答 {}，Accept 里没有它", route.media_type), "accept"};
  if (std::optional<Problem> fault = fault_in_query(request, route)) return fault;
  if (std::optional<Problem> fault = fault_in_body_form(request, route)) return fault;
  plan.where = route.where;
  if (route.body == Body::json)
    plan.body_limit = static_cast<std::uint64_t>(api_.settings.body_bytes);
  if (route.body == Body::multipart) {
    plan.body = Plan::Body::streamed;
    plan.body_limit = static_cast<std::uint64_t>(api_.settings.batch_bytes);
  }
  return std::nullopt;
}

// Finds out who asks, and whether he may.
std::optional<Problem> Service::fault_in_caller(Request& request, const Route& route) {
  if (route.entry != Entry::permitted) return std::nullopt;
  Outcome<access::Principal> who = caller_of(request, api_);
  if (!who) return who.error();
  request.who = *std::move(who);
  if (const Result<void> may = app::permit(request.who, route.action); !may)
    return wire::problem_of(may.error());
  return std::nullopt;
}

Response Service::answer(Request& request) {
  const Route& route = routes()[static_cast<std::size_t>(request.route)];
  if (const std::optional<Problem> fault = fault_in_caller(request, route))
    return refuse(request, *fault);
  wire::Outcome<Response> response = route.answer(request, api_);
  if (!response) return refuse(request, response.error());
  return dressed(request, *std::move(response));
}

namespace {

// What an upload answers is dressed as every response is.
class DressedUpload : public Upload {
 public:
  DressedUpload(std::unique_ptr<Upload> upload, std::function<Response(Response)> dress)
      : upload_(std::move(upload)), dress_(std::move(dress)) {}

  std::optional<Response> take(std::string_view piece) override {
    std::optional<Response> response = upload_->take(piece);
    if (response) response = dress_(*std::move(response));
    return response;
  }
  Response end() override { return dress_(upload_->end()); }

 private:
  std::unique_ptr<Upload> upload_;
  std::function<Response(Response)> dress_;
};

}  // namespace

tl::expected<std::unique_ptr<Upload>, Response> Service::receive(Request& request) {
  const Route& route = routes()[static_cast<std::size_t>(request.route)];
  if (const std::optional<Problem> fault = fault_in_caller(request, route))
    return tl::unexpected(refuse(request, *fault));
  Outcome<std::unique_ptr<Upload>> upload = route.receive(request, api_);
  if (!upload) return tl::unexpected(refuse(request, upload.error()));
  return std::make_unique<DressedUpload>(*std::move(upload), [this, &request](Response response) {
    return dressed(request, std::move(response));
  });
}

Response Service::refuse(const Request& request, const Problem& problem) {
  if (!problem.detail.empty()) failed(request, problem.detail);
  return dressed(request, problem_response(problem));
}

Response Service::dressed(const Request& request, Response response) const {
  add_tag(request, response);
  const bool is_on_loop =
      request.route < 0 ||
      routes()[static_cast<std::size_t>(request.route)].where == Plan::Where::loop;
  if (!is_on_loop) zip(request, response);
  // Without a way to sign in a 401 is none (RFC 9110 section 11.6.1); no browser asks for a bearer.
  if (response.status == 401) response.set("WWW-Authenticate", "Bearer");
  response.set("X-Request-Id", request.id);
  response.set("X-Content-Type-Options", "nosniff");
  response.set("X-Frame-Options", "DENY");
  response.set("Referrer-Policy", "no-referrer");
  response.set("Cross-Origin-Resource-Policy", "same-origin");
  response.set("Cross-Origin-Opener-Policy", "same-origin");
  if (field_of(response, "Content-Security-Policy") == nullptr)
    response.set("Content-Security-Policy",
                 "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
  if (field_of(response, "Cache-Control") == nullptr) response.set("Cache-Control", "no-store");
  if (request.is_secure) response.set("Strict-Transport-Security", "max-age=31536000");
  return response;
}

void Service::failed(const Request& request, std::string_view what) {
  const Instant now = api_.now();
  LogLine line(now, "failed");
  line.with("request_id", request.id).with("route", label_of(request.route)).with("what", what);
  api_.log.write(now, std::move(line).text());
}

// The same address has the same mark until the program ends; nobody can go back from it.
std::string Service::mark_of(std::string_view client) const {
  return hex(hmac_sm3({key_.data(), key_.size()}, client), 6);
}

void Service::finished(const Request& request, const Exchange& exchange) {
  api_.metrics.count(label_of(request.route), exchange);
  LogLine line(request.received, "request");
  line.with("request_id", request.id)
      .with("method",
            request.head.method == Method::other ? "other" : to_string(request.head.method))
      .with("route", label_of(request.route))
      .with("status", exchange.status)
      .with("bytes_in", static_cast<std::int64_t>(exchange.bytes_in))
      .with("bytes_out", static_cast<std::int64_t>(exchange.bytes_out))
      .with("duration_us", exchange.duration.count())
      .with("client", mark_of(request.client));
  if (request.who.user != access::UserId{})
    line.with("user", std::to_string(access::number(request.who.user)));
  if (exchange.ending == Ending::cut) line.with("ending", "cut");
  api_.log.write(request.received, std::move(line).text());
}

}  // namespace qingxin::http
