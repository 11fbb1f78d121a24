// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "access/session.h"
#include "access/sign_in_pace.h"

namespace qingxin::access {
namespace {

constexpr Instant kNow{1'790'000'000'000};

constexpr Instant later(std::int64_t ms) {
  return {kNow.utc_ms + ms};
}

// Fails as often as it is allowed to for so long, and says how often that was.
int guesses_within(PaceOf of, std::int64_t ms) {
  Failures failures;
  int guesses = 0;
  Instant now = kNow;
  while (now < later(ms)) {
    failures = one_more(of, failures, now);
    ++guesses;
    now = std::max({may_try_at(of, failures), Instant{now.utc_ms + 50}});
  }
  return guesses;
}

TEST(SignInPace, LetsSomeFailuresPassAndThenWaitsLongerEachTime) {
  Failures failures;
  for (int i = 0; i < 4; ++i) {
    failures = one_more(PaceOf::account_at_address, failures, kNow);
    EXPECT_EQ(may_try_at(PaceOf::account_at_address, failures), kNow) << i;
  }
  const std::int64_t waits[] = {2'000, 4'000, 8'000, 16'000};
  for (const std::int64_t wait : waits) {
    failures = one_more(PaceOf::account_at_address, failures, kNow);
    EXPECT_EQ(may_try_at(PaceOf::account_at_address, failures), later(wait));
  }
  failures.count = 1'000;
  EXPECT_EQ(may_try_at(PaceOf::account_at_address, failures), later(15 * kMinuteMs));
}

TEST(SignInPace, ForgetsOneAfterTheOther) {
  const Failures failures{10, kNow};
  EXPECT_EQ(failures_left(PaceOf::account_at_address, failures, kNow), 10);
  EXPECT_EQ(failures_left(PaceOf::account_at_address, failures, later(5 * kMinuteMs)), 9);
  EXPECT_EQ(failures_left(PaceOf::account_at_address, failures, later(24 * 60 * kMinuteMs)), 0);
  EXPECT_EQ(failures_left(PaceOf::account_at_address, failures, later(-5)),
            10);  // a clock put back
}

TEST(SignInPace, LeavesAGuesserFewGuessesADay) {
  constexpr std::int64_t kDay = 24 * 60 * kMinuteMs;
  EXPECT_LT(guesses_within(PaceOf::account_at_address, kDay), 400);
  EXPECT_LT(guesses_within(PaceOf::account, kDay), 1'000);
}

// Six hundred people of one site sign in within ten minutes, and one in four mistypes once.
TEST(SignInPace, LetsAWholeSiteBehindOneAddressIn) {
  Failures failures;
  std::int64_t waited = 0;
  for (int person = 0; person < 600; ++person) {
    const Instant now = later(person * 1'000);
    waited = std::max(waited, may_try_at(PaceOf::address, failures).utc_ms - now.utc_ms);
    if (person % 4 == 0) failures = one_more(PaceOf::address, failures, now);
  }
  EXPECT_LE(waited, 0);
}

TEST(Session, HasATokenThatNobodyGuesses) {
  EXPECT_EQ(new_session_token().size(), 43U);
  EXPECT_NE(new_session_token(), new_session_token());
  EXPECT_TRUE(new_api_key().starts_with("qx_"));
  EXPECT_EQ(kept_hash("a").size(), 64U);
  EXPECT_NE(kept_hash("a"), kept_hash("b"));
}

TEST(Session, BindsItsCsrfToken) {
  const std::string token = new_session_token();
  EXPECT_TRUE(is_csrf_token_of(token, csrf_token_of(token)));
  EXPECT_FALSE(is_csrf_token_of(token, ""));
  EXPECT_FALSE(is_csrf_token_of(token, csrf_token_of(new_session_token())));
  EXPECT_EQ(csrf_token_of(token).find(token), std::string::npos);
}

}  // namespace
}  // namespace qingxin::access
