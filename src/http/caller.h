// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/api.h"
#include "wire/problem.h"

// Who asks: a browser by the cookie of its session, a program by its key
// (`Authorization: Bearer qx_…`; RFC 6750 section 2.1).
namespace qingxin::http {

// What is wrong before anybody is asked: nothing is shown, or more than one thing.
std::optional<wire::Problem> fault_in_credentials(const Request& request);

// Problems: not_signed_in; bad_csrf_token, when a browser changes something and does not show the
// token of its session in X-CSRF-Token (another site can have the cookie sent, but does not know
// it); unavailable. Asks the store.
wire::Outcome<access::Principal> caller_of(const Request& request, Api& api);

// The token of the session that the request shows; empty: none.
std::string session_token_of(const Request& request);

// Set-Cookie of a session (RFC 6265): not for scripts, not for other sites, over TLS only when it
// came so. An empty token takes the cookie away.
Field session_cookie(const Request& request, std::string_view token);

}  // namespace qingxin::http
