// SPDX-License-Identifier: Apache-2.0
#include "outbox/channels.h"

#include <gtest/gtest.h>

#include <array>

namespace qingxin::outbox {
namespace {

constexpr std::string_view kAll = R"(
[[channel]]
name = "短信"
kind = "sms"
url = "https://sms.example.gov.cn/send"
headers = { Authorization = "Bearer {{secret:sms_token}}" }
body = '{"mobile": "{{to}}", "content": "{{text}}", "id": "{{key}}"}'
signature = "【某市治欠办】"
success_pointer = "/code"
success_values = ["0"]
refused_values = ["1001"]
receipt_pointer = "/msgid"

[[channel]]
name = "邮件"
kind = "smtp"
url = "smtp://mail.example.gov.cn:587"
from = "zhiqian@example.gov.cn"
from_name = "某市治欠办"
user = "zhiqian"
password = "mail"

[[channel]]
name = "平台"
kind = "webhook"
url = "https://platform.example.gov.cn/hook"
secret = "platform"

[[channel]]
name = "企业微信"
kind = "wecom"
url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={{secret:wecom}}"
text = "markdown"

[[channel]]
name = "钉钉"
kind = "dingtalk"
url = "https://oapi.dingtalk.com/robot/send?access_token={{secret:ding}}"
secret = "ding_sign"

[[template]]
id = "receipt"
text = "{{office}}已登记（{{day}}）"
)";

TEST(Channels, AreReadFromTheirFile) {
  const Result<OutboxSettings> settings = parse_outbox(kAll, "outbox.toml");
  ASSERT_TRUE(settings) << settings.error().message;
  ASSERT_EQ(settings->channels.size(), 5U);
  const Channel& sms = **channel_named(*settings, "短信");
  EXPECT_EQ(kind_of(sms), ChannelKind::sms);
  EXPECT_EQ(sms.repeat, Repeat::ask);
  EXPECT_EQ(secrets_of(sms), std::vector<std::string>{"sms_token"});
  const Channel& ding = **channel_named(*settings, "钉钉");
  EXPECT_EQ(ding.repeat, Repeat::again);
  EXPECT_EQ(secrets_of(ding), (std::vector<std::string>{"ding", "ding_sign"}));
  EXPECT_EQ(settings->texts[3].text, "{{office}}已登记（{{day}}）");
  EXPECT_EQ(settings->texts[3].subject, "情况已登记");
  EXPECT_EQ(parse_outbox("", "outbox.toml")->channels.size(), 0U);
  EXPECT_NE(channel_named(*settings, "飞鸽").error().message.find("短信、邮件"), std::string::npos);
}

struct Row {
  std::string_view lines;  // after name and kind
  std::string_view kind, said;
};

TEST(Channels, AreRefusedWithTheReason) {
  for (const Row& row : std::array{
           Row{"url = 'http://10.1.2.3/x'\nsecret='a'", "webhook", "allow_plain"},
           Row{"url = 'ftp://10.1.2.3/x'\nsecret='a'", "webhook", "https://"},
           Row{"url = 'https://{{to}}/x'\nsecret='a'", "webhook", "主机名"},
           Row{"url = 'https://me@a.cn/x'\nsecret='a'", "webhook", "主机名"},
           Row{"url = \"https://a.cn/x\\r\\nX: 1\"\nsecret='a'", "webhook", "换行"},
           Row{"url = 'https://a.cn/{{name}}'\nsecret='a'", "webhook", "没有“name”可填"},
           Row{"url = 'https://a.cn/'", "webhook", "缺少此项"},
           Row{"url = 'https://a.cn/'\nsecret='P@ss word'", "webhook", "不是口令本身"},
           Row{"url = 'https://a.cn/'\nsecret='a'\nsekret='a'", "webhook", "是不是 secret"},
           Row{"url = 'https://a.cn/'\ntext='html'", "wecom", "plain"},
           Row{"url = 'https://a.cn/'\nbody='{\"a\": {{text}}x}'", "sms", "JSON"},
           Row{"url = 'https://a.cn/'\nbody='{}'\nheaders={\"A b\"='c'}", "sms", "标头"},
           Row{"url = 'https://a.cn/'\nbody='{}'\nheaders={A=\"c\\r\\nB: d\"}", "sms", "换行"},
           Row{"url = 'https://a.cn/'\nbody='{}'\nsuccess_pointer='/a'", "sms", "一起写"},
           Row{"url = 'https://a.cn/'\nbody='{}'\nsuccess_pointer='a'", "sms", "JSON 指针"},
           Row{"url = 'https://a.cn/'\nbody='{}'\nsuccess_status=['2xx']", "sms", "状态码"},
           Row{"url = 'https://a.cn/'\nbody='{}'\ntimeout_seconds=0", "sms", "1 至 60"},
           Row{"url = 'smtp://a.cn'\nfrom='a@b.cn'\nuser='u'", "smtp", "一起写"},
           Row{"url = 'smtp://a.cn'\nfrom='no address'", "smtp", "电子邮件地址"},
           Row{"url = 'https://a.cn/'\nofficers=true\nregion='九九'", "wecom", "区划代码"},
           Row{"url = 'https://a.cn/'\nofficers=true\nunit='甲'", "wecom", "单位编号"},
           Row{"url = 'https://a.cn/'\nunit='7'", "wecom", "才分单位"},
           Row{"url = 'https://a.cn/'\nofficers=true\nunit='7'\nregion='9901'", "wecom",
               "只写一个"},
           Row{"url = 'https://a.cn/'\nbody='{}'\nofficers=true", "sms", "notice contact"},
           Row{"url = 'https://a.cn/'", "pigeon", "dingtalk"},
       }) {
    std::string text = "[[channel]]\nname = 'a'\nkind = '";
    text.append(row.kind).append("'\n").append(row.lines);
    const Result<OutboxSettings> settings = parse_outbox(text, "outbox.toml");
    ASSERT_FALSE(settings) << row.lines;
    EXPECT_NE(settings.error().message.find(row.said), std::string::npos)
        << row.lines << "\n"
        << settings.error().message;
  }
}

TEST(Channels, OfWorkersAreThoseOfTheNearestDistrict) {
  const std::string sms = "kind='sms'\nurl='https://a.cn/'\nbody='{}'\n";
  const OutboxSettings settings =
      parse_outbox("[[channel]]\nname='省'\n" + sms + "[[channel]]\nname='县'\nregion='990123'\n" +
                       sms + "[[channel]]\nname='市'\nregion='990100'\n" + sms,
                   "outbox.toml")
          .value();
  EXPECT_EQ(sms_channel_for(settings, "990123")->name, "县");
  EXPECT_EQ(sms_channel_for(settings, "990124")->name, "市");
  EXPECT_EQ(sms_channel_for(settings, "980000")->name, "省");
  EXPECT_EQ(sms_channel_for(settings, "")->name, "省");
  EXPECT_EQ(sms_channel_for({}, "990123"), nullptr);
}

TEST(Channels, AreRefusedAsAWhole) {
  for (const std::string_view text :
       {"channel = 1", "[chanel]", "[[channel]]\nname='a'", "[[template]]\nid='unheard'\ntext='a'",
        "[[template]]\nid='warning_due'\nsubject='有人举报'\ntext='a'"})
    EXPECT_FALSE(parse_outbox(text, "outbox.toml")) << text;
  const std::string one = "[[channel]]\nname='a'\nkind='wecom'\nurl='http://localhost:1/{{key}}'\n";
  EXPECT_TRUE(parse_outbox(one, "outbox.toml"));
  EXPECT_FALSE(parse_outbox(one + one, "outbox.toml"));
}

TEST(Receivers, AreOneHoweverTheyAreWritten) {
  for (const std::string_view to : {"13912345678", "139-1234-5678", "+86 139 1234 5678"})
    EXPECT_EQ(*plain_receiver(ChannelKind::sms, to), "13912345678");
  for (const std::string_view to : {"", "12345", "02787654321", "139123456789", "1391234567a"})
    EXPECT_FALSE(plain_receiver(ChannelKind::sms, to)) << to;
  EXPECT_EQ(*plain_receiver(ChannelKind::smtp, " Li@Example.CN"), "li@example.cn");
  for (const std::string_view to : {"", "a", "@b", "a@", "a@b@c", "a b@c", "a@b>\r\nRCPT TO:<c@d"})
    EXPECT_FALSE(plain_receiver(ChannelKind::smtp, to)) << to;
  EXPECT_EQ(*plain_receiver(ChannelKind::wecom, ""), "");
  EXPECT_FALSE(plain_receiver(ChannelKind::wecom, "139"));
}

}  // namespace
}  // namespace qingxin::outbox
