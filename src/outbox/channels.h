// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"
#include "outbox/notice.h"
#include "outbox/schedule.h"
#include "outbox/texts.h"

// Through what notices go out, as an administrator set it up in a TOML file; docs/outbox.md has an
// example of each.
namespace qingxin::outbox {

// How an answer over HTTP is read.
struct AnswerRule {
  std::vector<int> statuses;  // that may mean success; empty: 200 to 299
  std::string pointer;        // RFC 6901, into the answer; empty: the status says it all
  std::vector<std::string> success, refused;  // values there
  std::string receipt;                        // where the receiver's own number is; empty: nowhere
  bool others_are_again = false;  // any other value says that nothing was delivered; else: unknown
};

enum class BodyForm : unsigned char { none, json, form };

struct SmsGateway {
  std::string method = "POST";
  std::vector<std::pair<std::string, std::string>> headers;  // values with places
  BodyForm form = BodyForm::json;
  std::string body;       // with places
  std::string signature;  // 【某市治欠办】 comes first, and is counted
  int parts_most = 3;
  AnswerRule rule;
};

// The URL says where; smtp:// is made safe by STARTTLS, smtps:// from its beginning.
struct Mailer {
  std::string from, from_name;
  std::string user, password;  // the latter the name of a secret; both empty: no login
};

struct Webhook {
  std::string secret;  // the name of it
};
enum class RobotText : unsigned char { plain, markdown };
struct Wecom {
  RobotText text = RobotText::plain;
};
struct Dingtalk {
  RobotText text = RobotText::plain;
  std::string secret;  // the name of it; empty: the robot asks for no signature
};

struct Channel {
  std::string name;
  std::string url;  // with places behind its host
  Repeat repeat = Repeat::again;
  int timeout_seconds = 10;
  std::string ca_file;  // of certificates to trust instead of the system's; empty: the system's
  bool is_for_officers = false;  // reminders go here; the channel itself is the receiver
  // Of whom: of the body with this id, of a district and those below it; neither: of all for whom
  // nobody set up one of their own.
  std::int64_t unit = 0;
  std::string region;
  bool allows_plain = false;  // http:// and mail without STARTTLS, within a network of one's own
  std::variant<SmsGateway, Mailer, Webhook, Wecom, Dingtalk> by;
};
ChannelKind kind_of(const Channel& channel);

struct OutboxSettings {
  std::vector<Channel> channels;
  std::vector<NoticeText> texts = default_texts();
  std::string office;  // who signs what an enterprise reads; may be empty
};

// Errors: invalid_input with file, line, key and remedy; among them a secret in clear, http:// to
// another machine that nobody allowed, a place in the name of a host, and a line end in a header.
Result<OutboxSettings> parse_outbox(std::string_view toml, std::string_view file);

// The channel of short messages through which workers of a district are told: that of the nearest
// district, else one of none. Nothing: there is none.
const Channel* sms_channel_for(const OutboxSettings& settings, std::string_view region);

// How near a place that was set up is to a district, both as GB/T 2260 codes: the longer, the
// nearer; nothing: the district does not lie in it. An empty one is everywhere.
std::optional<std::size_t> nearness(std::string_view place, std::string_view district);

// Error: not_found, with those that there are.
Result<const Channel*> channel_named(const OutboxSettings& settings, std::string_view name);

// The names of all secrets that a channel speaks of.
std::vector<std::string> secrets_of(const Channel& channel);

// A phone or an address as it is compared, sent to and stopped: without spaces and hyphens, +86
// left out, letters small. Error: invalid_input, for what such a channel cannot send to.
Result<std::string> plain_receiver(ChannelKind kind, std::string_view to);

}  // namespace qingxin::outbox
