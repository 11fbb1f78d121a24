// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

// What goes out: a notice, by what it is sent, and what became of it.
namespace qingxin::outbox {

// Stored: never renumbered.
enum class ChannelKind : unsigned char {
  sms = 1,  // through an HTTP gateway
  smtp = 2,
  webhook = 3,
  wecom = 4,     // a group robot of 企业微信
  dingtalk = 5,  // a group robot of 钉钉
};
inline constexpr std::array<std::string_view, 5> kChannelKindNames{"sms", "smtp", "webhook",
                                                                   "wecom", "dingtalk"};
inline constexpr std::array<std::string_view, 5> kChannelKindWords{"短信", "电子邮件", "网址推送",
                                                                   "企业微信", "钉钉"};

// Who reads it.
enum class Audience : unsigned char {
  officer = 1,
  enterprise = 2,  // nothing that betrays who reported
  worker = 3,
};
inline constexpr std::array<std::string_view, 3> kAudienceWords{"办事人员", "企业", "工人"};

// The values of the places of a template, by name.
using Values = std::map<std::string, std::string, std::less<>>;

struct Notice {
  std::string key;      // made by whoever wants it sent: one key, one notice
  std::string channel;  // the name of a channel of the settings
  std::string to;       // a phone, an address; empty: the channel itself is the receiver
  std::string template_id;
  Values values;

  friend bool operator==(const Notice&, const Notice&) = default;
};

// Stored: never renumbered.
enum class Outcome : unsigned char {
  delivered = 1,  // whoever passes it on has taken it
  refused = 2,    // for good: the same again would be refused again
  again = 3,      // nothing was delivered; later it may be
  unknown = 4,    // it may have been delivered: the answer was lost
};
inline constexpr std::array<std::string_view, 4> kOutcomeWords{"已送出", "被拒收", "稍后再发",
                                                               "不知是否送到"};

struct Delivery {
  Outcome outcome = Outcome::again;
  // For whoever looks after it: never a secret, a number of a person or the text.
  std::string said;
  std::optional<int> retry_after_seconds;  // asked for by the receiver
  std::string receipt;                     // the receiver's own number for it; empty: it gave none

  friend bool operator==(const Delivery&, const Delivery&) = default;
};

template <typename Kind, std::size_t kCount>
constexpr std::string_view word_of(const std::array<std::string_view, kCount>& words, Kind kind) {
  return words[static_cast<std::size_t>(kind) - 1];
}

}  // namespace qingxin::outbox
