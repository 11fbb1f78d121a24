// SPDX-License-Identifier: Apache-2.0
#include "http/caller.h"

#include <fmt/format.h>

#include "access/session.h"
#include "app/sign_in.h"
#include "base/text.h"

namespace qingxin::http {

namespace {

using wire::Outcome;
using wire::problem;
using wire::Problem;
using wire::ProblemCode;

// With the prefix a browser takes it over TLS only, from this very host.
std::string_view cookie_name(const Request& request) {
  return request.is_secure ? "__Host-qingxin" : "qingxin";
}

int count_of(const Request& request, std::string_view name) {
  int count = 0;
  for (const Field& field : request.head.fields)
    if (field.name == name) ++count;
  return count;
}

// "Bearer qx_…"; empty: it is no such thing.
std::string_view bearer_in(std::string_view authorization) {
  constexpr std::string_view kScheme = "bearer ";
  if (authorization.size() <= kScheme.size()) return {};
  for (std::size_t i = 0; i < kScheme.size(); ++i) {
    const char c = authorization[i];
    const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (small != kScheme[i]) return {};
  }
  return trim(authorization.substr(kScheme.size()));
}

bool changes_nothing(Method method) {
  return method == Method::get || method == Method::head;
}

Outcome<access::Principal> principal(const Result<access::Principal>& found) {
  if (found) return *found;
  return tl::unexpected(wire::problem_of(found.error()));
}

}  // namespace

std::optional<Problem> fault_in_credentials(const Request& request) {
  const int keys = count_of(request, "authorization");
  if (keys > 1)
    return Problem{ProblemCode::not_signed_in, "Authorization 写了两次，只能写一次",
                   "authorization"};
  if (keys == 1 && bearer_in(request.head.field("authorization")).empty())
    return Problem{ProblemCode::not_signed_in, "Authorization 应写成「Bearer 接口密钥」",
                   "authorization"};
  if (keys == 0 && session_token_of(request).empty())
    return Problem{ProblemCode::not_signed_in,
                   "没有登录；请先 POST /api/v1/session，或者带上接口密钥"};
  return std::nullopt;
}

// Of two cookies of the name nobody knows which is ours: neither is taken.
std::string session_token_of(const Request& request) {
  std::string token;
  int found = 0;
  for (const Field& field : request.head.fields) {
    if (field.name != "cookie") continue;
    std::string_view rest = field.value;
    while (!rest.empty()) {
      const std::size_t end = rest.find(';');
      const std::string_view pair = trim(rest.substr(0, end));
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      const std::size_t equals = pair.find('=');
      if (equals == std::string_view::npos || pair.substr(0, equals) != cookie_name(request))
        continue;
      token = pair.substr(equals + 1);
      ++found;
    }
  }
  return found == 1 ? token : std::string{};
}

Outcome<access::Principal> caller_of(const Request& request, Api& api) {
  const Instant now = request.received;
  if (count_of(request, "authorization") == 1)
    return principal(
        app::who_of_api_key(now, *api.data.store, bearer_in(request.head.field("authorization"))));
  const std::string token = session_token_of(request);
  Outcome<access::Principal> who = principal(app::who_of_session(now, *api.data.store, token, {}));
  if (who && !changes_nothing(request.head.method) &&
      !access::is_csrf_token_of(token, request.head.field("x-csrf-token")))
    return problem(ProblemCode::bad_csrf_token,
                   "X-CSRF-Token 缺少或不对；登录时和 GET /api/v1/session 都会给出 csrf_token",
                   "x-csrf-token");
  return who;
}

Field session_cookie(const Request& request, std::string_view token) {
  return {"Set-Cookie",
          fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict{}{}", cookie_name(request), token,
                      request.is_secure ? "; Secure" : "", token.empty() ? "; Max-Age=0" : "")};
}

}  // namespace qingxin::http
