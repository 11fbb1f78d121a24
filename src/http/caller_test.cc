// SPDX-License-Identifier: Apache-2.0
#include "http/caller.h"

#include <gtest/gtest.h>

namespace qingxin::http {
namespace {

Request with(std::vector<Field> fields, bool is_secure = false) {
  Request request;
  request.head.fields = std::move(fields);
  request.is_secure = is_secure;
  return request;
}

TEST(Caller, IsTheOneWhoseCookieIsThereOnce) {
  EXPECT_EQ(session_token_of(with({{"cookie", "qingxin=abc"}})), "abc");
  EXPECT_EQ(session_token_of(with({{"cookie", "a=b;  qingxin=abc ;c=d"}})), "abc");
  EXPECT_EQ(session_token_of(with({{"cookie", "a=b"}, {"cookie", "qingxin=abc"}})), "abc");
  EXPECT_EQ(session_token_of(with({{"cookie", "qingxin=abc; qingxin=def"}})), "");
  EXPECT_EQ(session_token_of(with({{"cookie", "qingxin=abc"}, {"cookie", "qingxin=abc"}})), "");
  EXPECT_EQ(session_token_of(with({{"cookie", "xqingxin=abc; Qingxin=abc; qingxin"}})), "");
  EXPECT_EQ(session_token_of(with({})), "");
}

// A cookie that did not come over TLS may be anybody's.
TEST(Caller, OverTlsHasTheCookieOfTls) {
  EXPECT_EQ(session_token_of(with({{"cookie", "qingxin=abc"}}, true)), "");
  EXPECT_EQ(session_token_of(with({{"cookie", "__Host-qingxin=abc"}}, true)), "abc");
  EXPECT_EQ(session_token_of(with({{"cookie", "__Host-qingxin=abc"}}, false)), "");
  const Field secure = session_cookie(with({}, true), "abc");
  EXPECT_EQ(secure.value, "__Host-qingxin=abc; Path=/; HttpOnly; SameSite=Strict; Secure");
  EXPECT_EQ(session_cookie(with({}), "").value,
            "qingxin=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
}

TEST(Caller, ShowsOneThingAndIsToldWhatIsWrongWithIt) {
  EXPECT_FALSE(fault_in_credentials(with({{"cookie", "qingxin=abc"}})));
  EXPECT_FALSE(fault_in_credentials(with({{"authorization", "bEARER qx_abc"}})));
  for (const Request& request :
       {with({}), with({{"cookie", "a=b"}}), with({{"authorization", "Basic YTpi"}}),
        with({{"authorization", "Bearer "}}), with({{"authorization", ""}}),
        with({{"authorization", "Bearer qx_a"}, {"authorization", "Bearer qx_a"}}),
        // The key is what counts: a cookie beside a broken one does not help.
        with({{"authorization", "Basic YTpi"}, {"cookie", "qingxin=abc"}})}) {
    const std::optional<wire::Problem> fault = fault_in_credentials(request);
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->code, wire::ProblemCode::not_signed_in);
  }
}

}  // namespace
}  // namespace qingxin::http
