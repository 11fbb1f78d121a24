// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "access/password.h"
#include "access/principal.h"
#include "access/session.h"
#include "store/store.h"

namespace qingxin::app {

struct SignIn {
  std::string_view login, password;
  std::string_view address;  // of who asks, as far as it can be trusted
};

struct SignedIn {
  std::string token;       // shown to the client once: the session's cookie
  std::string csrf_token;  // beside it, for every request that changes something
  store::Session session;
  store::User user;
  access::Principal who;
};

// A name and a password for a session. Takes as long as the password's hash, whether there is such
// a user or not: on a pool with few threads. Errors: not_signed_in (which of the two was wrong is
// not said), too_many_requests (with how long to wait), unavailable.
Result<SignedIn> sign_in(Instant now, store::Store& store, store::IdMaker& ids, const SignIn& asked,
                         access::HashCost cost);

// How many seconds this sign-in has to wait, after it was too_many_requests; 0: it may be tried.
Result<std::int64_t> sign_in_wait_s(Instant now, store::Store& store, const SignIn& asked);

// Who shows this token. Errors: not_signed_in. A disabled user has no session.
Result<access::Principal> who_of_session(Instant now, store::Store& store, std::string_view token,
                                         access::SessionTimes times);
Result<access::Principal> who_of_api_key(Instant now, store::Store& store, std::string_view key);

// What he reaches with the companies of his groups.
Result<access::Scope> whole_reach(store::Store& store, access::Scope scope);

// Ends the session he came by; without one does nothing.
Result<void> sign_out(const access::Principal& who, Instant now, store::Store& store);
// What is known of himself.
Result<store::User> my_user(const access::Principal& who, Instant now, store::Store& store);
// His own, the newest store::kSessionsTold, newest last.
Result<std::vector<store::Session>> my_sessions(const access::Principal& who, Instant now,
                                                store::Store& store);
// One of his own: another browser, a lost phone. Error: not_found.
Result<void> end_my_session(const access::Principal& who, Instant now, store::Store& store,
                            access::SessionId session);

}  // namespace qingxin::app
