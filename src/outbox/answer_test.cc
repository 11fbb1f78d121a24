// SPDX-License-Identifier: Apache-2.0
#include "outbox/answer.h"

#include <gtest/gtest.h>

#include <array>

namespace qingxin::outbox {
namespace {

const AnswerRule kRule{.statuses = {},
                       .pointer = "/data/0/code",
                       .success = {"0", "OK"},
                       .refused = {"mobile_invalid"},
                       .receipt = "/id"};

struct Row {
  int status;
  std::string_view body;
  Outcome outcome;
};

TEST(Answer, IsReadByItsRule) {
  for (const Row& row : std::array{
           Row{200, R"({"data":[{"code":0}],"id":7})", Outcome::delivered},
           Row{201, R"({"data":[{"code":"OK"}]})", Outcome::delivered},
           Row{200, R"({"data":[{"code":"mobile_invalid"}]})", Outcome::refused},
           Row{200, R"({"data":[{"code":"no_balance"}]})", Outcome::unknown},
           Row{200, R"({"data":[{"code":{}}]})", Outcome::unknown},
           Row{200, R"({"data":[]})", Outcome::unknown},
           Row{200, "<html>", Outcome::unknown},
           Row{200, "", Outcome::unknown},
           Row{302, "", Outcome::again},
           Row{400, R"({"data":[{"code":0}]})", Outcome::refused},
           Row{401, "", Outcome::again},
           Row{404, "", Outcome::again},
           Row{408, "", Outcome::unknown},
           Row{422, "", Outcome::refused},
           Row{429, "", Outcome::again},
           Row{500, "", Outcome::unknown},
           Row{502, "", Outcome::unknown},
           Row{503, "", Outcome::again},
           Row{504, "", Outcome::unknown},
       })
    EXPECT_EQ(delivery_of(HttpAnswer{row.status, std::string{row.body}, {}}, kRule).outcome,
              row.outcome)
        << row.status << " " << row.body;
}

TEST(Answer, TellsTheReceiptAndWhenToAskAgain) {
  EXPECT_EQ(delivery_of({200, R"({"data":[{"code":0}],"id":7})", {}}, kRule).receipt, "7");
  EXPECT_EQ(delivery_of({503, "", 120}, kRule).retry_after_seconds, 120);
  EXPECT_EQ(delivery_of({204, "", {}}, {}).outcome, Outcome::delivered);
  EXPECT_EQ(delivery_of({204, "", {}}, {.statuses = {200}}).outcome, Outcome::again);
}

TEST(Answer, OfRobotsSaysErrcode) {
  for (const AnswerRule& rule : {wecom_rule(), dingtalk_rule()}) {
    EXPECT_EQ(delivery_of({200, R"({"errcode":0,"errmsg":"ok"})", {}}, rule).outcome,
              Outcome::delivered);
    const Delivery full = delivery_of({200, R"({"errcode":45009,"errmsg":"freq"})", {}}, rule);
    EXPECT_EQ(full.outcome, Outcome::again);
    EXPECT_EQ(full.said, "对方答 200，/errcode 是 45009");
  }
  EXPECT_EQ(delivery_of({200, R"({"errcode":310000})", {}}, dingtalk_rule()).outcome,
            Outcome::again);
  EXPECT_EQ(delivery_of({200, R"({"errcode":44004})", {}}, wecom_rule()).outcome, Outcome::refused);
}

TEST(Answer, ThatWasLostIsUnknownOnceSomethingWasSent) {
  EXPECT_EQ(delivery_of(CallFailure{Reached::nobody, 0, "x"}).outcome, Outcome::again);
  EXPECT_EQ(delivery_of(CallFailure{Reached::halfway, 0, "x"}).outcome, Outcome::unknown);
  EXPECT_EQ(delivery_of(CallFailure{Reached::halfway, 200, "x"}).outcome, Outcome::unknown);
  EXPECT_EQ(delivery_of(CallFailure{Reached::halfway, 500, "x"}).outcome, Outcome::unknown);
  EXPECT_EQ(delivery_of(CallFailure{Reached::halfway, 503, "x"}).outcome, Outcome::again);
  EXPECT_EQ(mail_delivery_of({Reached::nobody, 0, "x"}).outcome, Outcome::again);
  EXPECT_EQ(mail_delivery_of({Reached::nobody, 250, "x"}).outcome, Outcome::again);
  EXPECT_EQ(mail_delivery_of({Reached::halfway, 354, "x"}).outcome, Outcome::unknown);
  EXPECT_EQ(mail_delivery_of({Reached::halfway, 554, "x"}).outcome, Outcome::refused);
  EXPECT_EQ(mail_delivery_of({Reached::nobody, 550, "x"}).outcome, Outcome::refused);
  EXPECT_EQ(mail_delivery_of({Reached::nobody, 451, "x"}).outcome, Outcome::again);
  EXPECT_EQ(mail_delivery_of({Reached::nobody, 535, "x"}).outcome, Outcome::again);
}

}  // namespace
}  // namespace qingxin::outbox
