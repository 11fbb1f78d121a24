// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "outbox/courier.h"
#include "outbox/escape.h"
#include "outbox/mail.h"
#include "outbox/places.h"
#include "outbox/schedule.h"
#include "outbox/secrets.h"
#include "outbox/sms_length.h"
#include "outbox/texts.h"

namespace qingxin::outbox {
namespace {

// 2026-11-23, in China.
Instant at(int hour, int minute) {
  return china_instant(date(2026, 11, 23), hour * 60 + minute);
}

TEST(Places, AreFilledAndNeverReadAgain) {
  EXPECT_EQ(*filled("{{a}}和{{ b }}{{a}}", Values{{"a", "{{b}}"}, {"b", "2"}}, "模板"),
            "{{b}}和2{{b}}");
  EXPECT_EQ(*filled("没有", Values{}, "模板"), "没有");
  EXPECT_EQ(*filled("}} {", Values{}, "模板"), "}} {");
  EXPECT_EQ(*places_in("{{b}}{{a}}{{b}}"), (std::vector<std::string>{"a", "b"}));
}

TEST(Places, AreNamedWhenTheyAreMissing) {
  const Result<std::string> none = filled("{{project}}", Values{}, "模板 receipt");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().message,
            "模板 receipt里的“project”没有值；请补上它的值，或者从文字里去掉它");
  EXPECT_FALSE(filled("{{a", Values{{"a", "1"}}, "模板"));
  EXPECT_FALSE(filled("{{ }}", Values{}, "模板"));
}

TEST(Escape, KeepsAValueOneValue) {
  const std::string hostile = "\"},{\"a\":\"\\\n\x01&b=1#?/ 工";
  EXPECT_EQ(escaped(hostile, Inside::json), "\\\"},{\\\"a\\\":\\\"\\\\\\u000a\\u0001&b=1#?/ 工");
  EXPECT_EQ(escaped(hostile, Inside::url),
            "%22%7D%2C%7B%22a%22%3A%22%5C%0A%01%26b%3D1%23%3F%2F%20%E5%B7%A5");
  EXPECT_TRUE(is_header_value("Bearer 口令"));
  for (const std::string_view bad :
       {std::string_view{"a\r\nX: 1"}, std::string_view{"a\nb"}, std::string_view{"a\0b", 3}})
    EXPECT_FALSE(is_header_value(bad));
}

TEST(Escape, AgreesWithPublishedVectors) {
  EXPECT_EQ(base64("foob"), "Zm9vYg==");
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(hex_of(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");  // RFC 4231, 2
}

TEST(Escape, CutsNoCharacterOfASubject) {
  EXPECT_EQ(header_words("plain text"), "plain text");
  EXPECT_EQ(header_words("工资"), "=?UTF-8?B?5bel6LWE?=");
  std::string subject;
  for (int i = 0; i < 40; ++i) subject += "资";
  const std::string words = header_words(subject);
  EXPECT_EQ(std::ranges::count(words, '\n'), 2);
  EXPECT_LT(words.find("\r\n "), 76U);
  EXPECT_NE(header_words("=?UTF-8?B?x?="), "=?UTF-8?B?x?=");
}

TEST(SmsLength, CountsPartsAsTheNetworkDoes) {
  const auto text = [](std::string_view each, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += each;
    return out;
  };
  EXPECT_EQ(sms_length(""), (SmsLength{SmsAlphabet::gsm, 0, 1}));
  EXPECT_EQ(sms_length(text("a", 160)), (SmsLength{SmsAlphabet::gsm, 160, 1}));
  EXPECT_EQ(sms_length(text("a", 161)), (SmsLength{SmsAlphabet::gsm, 161, 2}));
  EXPECT_EQ(sms_length(text("a", 306)), (SmsLength{SmsAlphabet::gsm, 306, 2}));
  EXPECT_EQ(sms_length(text("a", 307)), (SmsLength{SmsAlphabet::gsm, 307, 3}));
  EXPECT_EQ(sms_length(text("€", 80)), (SmsLength{SmsAlphabet::gsm, 160, 1}));
  // 153 is odd: the 77th sign does not fit into the first part.
  EXPECT_EQ(sms_length(text("€", 153)), (SmsLength{SmsAlphabet::gsm, 306, 3}));
  EXPECT_EQ(sms_length(text("薪", 70)), (SmsLength{SmsAlphabet::ucs2, 70, 1}));
  EXPECT_EQ(sms_length(text("薪", 71)), (SmsLength{SmsAlphabet::ucs2, 71, 2}));
  EXPECT_EQ(sms_length(text("薪", 134)), (SmsLength{SmsAlphabet::ucs2, 134, 2}));
  EXPECT_EQ(sms_length(text("薪", 135)), (SmsLength{SmsAlphabet::ucs2, 135, 3}));
  EXPECT_EQ(sms_length(text("𠮷", 35)), (SmsLength{SmsAlphabet::ucs2, 70, 1}));
  EXPECT_EQ(sms_length(text("𠮷", 67)), (SmsLength{SmsAlphabet::ucs2, 134, 3}));
  EXPECT_EQ(sms_length("a" + text("薪", 69)), (SmsLength{SmsAlphabet::ucs2, 70, 1}));
}

TEST(Schedule, WaitsLongerEachTimeAndEnds) {
  const auto minutes = [](int attempts) {
    const auto next = next_attempt(ChannelKind::webhook, attempts, at(12, 0), {});
    return next ? (next->utc_ms - at(12, 0).utc_ms) / kMinuteMs : -1;
  };
  EXPECT_EQ(minutes(1), 1);
  EXPECT_EQ(minutes(2), 5);
  EXPECT_EQ(minutes(3), 15);
  EXPECT_EQ(minutes(4), 60);
  EXPECT_EQ(minutes(6), 720);
  EXPECT_EQ(minutes(7), -1);
  EXPECT_EQ(next_attempt(ChannelKind::smtp, 1, at(12, 0), 600), at(12, 10));
  EXPECT_EQ(next_attempt(ChannelKind::smtp, 2, at(12, 0), 30), at(12, 5));
  EXPECT_EQ(next_attempt(ChannelKind::smtp, 1, at(12, 0), 99'999'999), at(36, 0));
  EXPECT_EQ(next_attempt(ChannelKind::smtp, 1, at(12, 0), -5), at(12, 1));
}

TEST(Schedule, WakesNobody) {
  for (const auto& [from, first] : std::array<std::pair<Instant, Instant>, 6>{{
           {at(7, 59), at(8, 0)},
           {at(8, 0), at(8, 0)},
           {at(20, 59), at(20, 59)},
           {at(21, 0), at(32, 0)},
           {at(23, 59), at(32, 0)},
           {at(24, 1), at(32, 0)},
       }})
    EXPECT_EQ(first_allowed(ChannelKind::sms, from), first) << china_minute(from);
  EXPECT_EQ(first_allowed(ChannelKind::wecom, at(3, 0)), at(3, 0));
  EXPECT_EQ(next_attempt(ChannelKind::sms, 1, at(20, 59), {}), at(32, 0));
}

TEST(Schedule, LeavesToAPersonWhatMayHaveArrived) {
  const auto state = [](Outcome outcome, Repeat repeat, int attempts) {
    return step_after({.outcome = outcome}, ChannelKind::webhook, repeat, attempts, at(12, 0))
        .state;
  };
  EXPECT_EQ(state(Outcome::delivered, Repeat::ask, 1), NoticeState::delivered);
  EXPECT_EQ(state(Outcome::refused, Repeat::again, 1), NoticeState::refused);
  EXPECT_EQ(state(Outcome::again, Repeat::ask, 1), NoticeState::waiting);
  EXPECT_EQ(state(Outcome::again, Repeat::ask, kAttemptsMost), NoticeState::given_up);
  EXPECT_EQ(state(Outcome::unknown, Repeat::ask, 1), NoticeState::unknown);
  EXPECT_EQ(state(Outcome::unknown, Repeat::again, 1), NoticeState::waiting);
}

Notice warning_notice() {
  return {.key = "warning-1",
          .channel = "sms",
          .to = "13912345678",
          .template_id = "warning_raised",
          .values = {{"project", "滨江一期"},
                     {"matter", "工资支付"},
                     {"rung", "提醒"},
                     {"due", "2026-11-30"},
                     {"asks", "回复核实情况"},
                     {"office", "某市治欠办"}}};
}

TEST(Texts, SayWhatIsWrongAndNotWhoSaidSo) {
  const std::vector<NoticeText> texts = default_texts();
  const std::array reporters{
      casework::Reporter{.name = "张小明", .id_number = {}, .phone = "027-87654321"}};
  Notice notice = warning_notice();
  EXPECT_EQ(rendered(notice, texts, reporters)->subject, "滨江一期：工资支付请核实");
  for (const std::string_view betraying :
       {"张小明的工地", "13800138000", "电话02787654321", "群众投诉项目", "138****8000"}) {
    notice.values["project"] = betraying;
    const Result<Rendered> refused = rendered(notice, texts, reporters);
    ASSERT_FALSE(refused) << betraying;
    EXPECT_EQ(refused.error().message.find(betraying), std::string::npos);
  }
  notice.template_id = "answered";  // to a worker: his own affair
  notice.values["office"] = "投诉受理中心";
  EXPECT_TRUE(rendered(notice, texts, reporters));
}

TEST(Texts, NameWhatIsMissingAndRefuseWhatIsNoText) {
  const std::vector<NoticeText> texts = default_texts();
  Notice notice = warning_notice();
  notice.values.erase("due");
  EXPECT_NE(rendered(notice, texts, {}).error().message.find("“due”没有值"), std::string::npos);
  notice = warning_notice();
  notice.values["project"] = "\xFF";
  EXPECT_FALSE(rendered(notice, texts, {}));
  notice.template_id = "unheard";
  EXPECT_NE(rendered(notice, texts, {}).error().message.find("warning_raised"), std::string::npos);
  notice = warning_notice();
  notice.values["project"] = "一期\r\nBcc: x@y.z";
  EXPECT_EQ(rendered(notice, texts, {})->subject, "一期  Bcc: x@y.z：工资支付请核实");
}

TEST(Texts, AreRewordedWithTheSamePlacesOnly) {
  EXPECT_EQ(reworded("receipt", "登记", "{{office}}已登记")->audience, Audience::worker);
  EXPECT_FALSE(reworded("receipt", "登记", "{{project}}已登记"));
  EXPECT_FALSE(reworded("warning_raised", "投诉", "{{project}}"));
  EXPECT_FALSE(reworded("unheard", "a", "b"));
}

TEST(Mail, IsKnownAgainByItsKey) {
  const Mailer mailer{.from = "zhiqian@example.gov.cn", .from_name = "某市治欠办"};
  const Rendered text{Audience::officer, "期限", "第一行\n第二行"};
  const std::string message = mail_message(mailer, "li@example.cn", text, "k1", at(9, 5));
  EXPECT_TRUE(
      message.starts_with("Date: Mon, 23 Nov 2026 09:05:00 +0800\r\n"
                          "From: =?UTF-8?B?5p+Q5biC5rK75qyg5Yqe?= <zhiqian@example.gov.cn>"
                          "\r\nTo: <li@example.cn>\r\n"));
  const auto id_of = [](const std::string& text_of) {
    const std::size_t begin = text_of.find("Message-ID: ");
    return text_of.substr(begin, text_of.find("\r\n", begin) - begin);
  };
  EXPECT_EQ(id_of(message), id_of(mail_message(mailer, "li@example.cn", text, "k1", at(10, 0))));
  EXPECT_NE(id_of(message), id_of(mail_message(mailer, "li@example.cn", text, "k2", at(9, 5))));
  EXPECT_TRUE(message.ends_with("\r\n\r\n56ys5LiA6KGMDQrnrKzkuozooYwNCg==\r\n"));
}

TEST(Secrets, AreReadWithTheKeyTheyWereSealedWith) {
  const access::Key key = access::new_key();
  const Secrets secrets{{"sms_token", "a=b\n"}, {"mail", "p w"}};
  const std::string bytes = sealed_secrets(secrets, key);
  EXPECT_EQ(bytes.find("p w"), std::string::npos);
  EXPECT_EQ(*opened_secrets(bytes, key), secrets);
  EXPECT_FALSE(opened_secrets(bytes, access::new_key()));
  EXPECT_FALSE(opened_secrets("", key));
  EXPECT_FALSE(is_secret_name("Sms"));
  EXPECT_FALSE(is_secret_name(""));
}

TEST(Secrets, AreTakenOutOfWhatOthersSay) {
  const Secrets secrets{{"a", "p/w+1"}, {"short", "ab"}};
  EXPECT_EQ(without_secrets("bad key p/w+1 in k=p%2Fw%2B1 ab", secrets), "bad key *** in k=*** ab");
}

TEST(Courier, CallsNobodyForWhatCannotBeSent) {
  const Carrier carrier;
  OutboxSettings settings;
  settings.channels.push_back(
      {.name = "sms", .url = "http://127.0.0.1:1/?k={{secret:token}}", .by = SmsGateway{}});
  const Secrets none;
  const Courier courier(carrier, settings, none);
  const auto outcome = [&](const Notice& notice) {
    return courier.deliver(notice, {}, at(9, 0)).outcome;
  };
  Notice notice = warning_notice();
  EXPECT_EQ(courier.deliver(notice, {}, at(9, 0)).said, "渠道 sms 要的口令 token 没有；请写入它");
  notice.channel = "unheard";
  EXPECT_EQ(outcome(notice), Outcome::again);  // whoever set it up can mend it
  const Secrets secrets{{"token", "0123456789"}};
  const Courier able(carrier, settings, secrets);
  notice = warning_notice();
  notice.to = "12345";
  EXPECT_EQ(able.deliver(notice, {}, at(9, 0)).outcome, Outcome::refused);
  notice = warning_notice();
  for (int i = 0; i < 200; ++i) notice.values["project"] += "长";
  EXPECT_EQ(able.deliver(notice, {}, at(9, 0)).said.substr(0, 15), "短信要 4 条");
  EXPECT_EQ(able.deliver(warning_notice(), {}, at(9, 0)).outcome, Outcome::again);  // no listener
}

}  // namespace
}  // namespace qingxin::outbox
