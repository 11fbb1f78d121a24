// SPDX-License-Identifier: Apache-2.0
#include "outbox/courier.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <optional>

#include "base/check.h"
#include "base/text.h"
#include "outbox/answer.h"
#include "outbox/escape.h"
#include "outbox/mail.h"
#include "outbox/places.h"
#include "outbox/sms_length.h"

namespace qingxin::outbox {

namespace {

// What the robots take at most, in bytes.
constexpr std::size_t kWecomPlainMost = 2048, kWecomMarkdownMost = 4096, kDingtalkMost = 20'000;

// One notice on its way, with all that its places may ask for.
struct Parcel {
  const Channel& channel;
  const Notice& notice;
  const std::string& to;
  const Rendered& rendered;
  const Secrets& secrets;
  Instant now;

  std::optional<std::string> secret(std::string_view name) const {
    const auto found = secrets.find(name);
    return found == secrets.end() ? std::nullopt : std::optional{found->second};
  }
  std::optional<std::string> value(std::string_view place) const {
    if (place == "to") return to;
    if (place == "text") return rendered.text;
    if (place == "subject") return rendered.subject;
    if (place == "key") return notice.key;
    if (place == "time_ms") return std::to_string(now.utc_ms);
    if (place.starts_with("secret:")) return secret(place.substr(7));
    const auto found =
        place.starts_with("value:") ? notice.values.find(place.substr(6)) : notice.values.end();
    return found == notice.values.end() ? std::nullopt : std::optional{found->second};
  }
  Result<std::string> with_values(std::string_view pattern, Inside inside) const {
    return filled(
        pattern, [this](std::string_view place) { return value(place); }, inside,
        fmt::format("渠道 {}", channel.name));
  }
};

Delivery refused(std::string said) {
  return {.outcome = Outcome::refused, .said = std::move(said)};
}

Result<HttpCall> call_of(const Parcel& parcel) {
  Result<std::string> url = parcel.with_values(parcel.channel.url, Inside::url);
  if (!url) return tl::unexpected(url.error());
  return HttpCall{.method = "POST",
                  .url = *std::move(url),
                  .headers = {"Content-Type: application/json; charset=utf-8"},
                  .body = {},
                  .timeout_seconds = parcel.channel.timeout_seconds,
                  .ca_file = parcel.channel.ca_file};
}

Delivery carried_by(const Carrier& carrier, const HttpCall& call, const AnswerRule& rule) {
  const tl::expected<HttpAnswer, CallFailure> answer = carrier.http(call);
  return answer ? delivery_of(*answer, rule) : delivery_of(answer.error());
}

Result<void> add_headers(HttpCall& call, const SmsGateway& gateway, const Parcel& parcel) {
  for (const auto& [name, pattern] : gateway.headers) {
    const Result<std::string> value = parcel.with_values(pattern, Inside::header);
    if (!value) return tl::unexpected(value.error());
    if (!is_header_value(*value))
      return fail(ErrorCode::invalid_input,
                  fmt::format("标头 {} 的值里有换行或控制字符，没有发出；请核对通知的内容", name));
    call.headers.push_back(fmt::format("{}: {}", name, *value));
  }
  return {};
}

Delivery send(const SmsGateway& gateway, const Carrier& carrier, const Parcel& parcel) {
  Rendered signed_text = parcel.rendered;
  signed_text.text = gateway.signature + signed_text.text;
  const SmsLength length = sms_length(signed_text.text);
  if (length.parts > gateway.parts_most)
    return refused(
        fmt::format("短信要 {} 条（{} 个字），这个渠道最多 {} 条；请缩短模板或调大 "
                    "parts_most",
                    length.parts, length.units, gateway.parts_most));
  const Parcel whole{parcel.channel, parcel.notice,  parcel.to,
                     signed_text,    parcel.secrets, parcel.now};
  Result<HttpCall> call = call_of(whole);
  if (!call) return refused(call.error().message);
  call->method = gateway.method;
  if (gateway.form == BodyForm::none) call->headers.clear();
  if (gateway.form == BodyForm::form)
    call->headers = {"Content-Type: application/x-www-form-urlencoded"};
  if (const Result<void> added = add_headers(*call, gateway, whole); !added)
    return refused(added.error().message);
  const Inside inside = gateway.form == BodyForm::json ? Inside::json : Inside::url;
  Result<std::string> body = whole.with_values(gateway.body, inside);
  if (!body) return refused(body.error().message);
  call->body = *std::move(body);
  return carried_by(carrier, *call, gateway.rule);
}

Delivery send(const Mailer& mailer, const Carrier& carrier, const Parcel& parcel) {
  const MailCall call{
      .url = parcel.channel.url,
      .user = mailer.user,
      .password = parcel.secret(mailer.password).value_or(""),
      .from = mailer.from,
      .to = parcel.to,
      .message = mail_message(mailer, parcel.to, parcel.rendered, parcel.notice.key, parcel.now),
      .timeout_seconds = parcel.channel.timeout_seconds,
      .ca_file = parcel.channel.ca_file,
      .allows_plain = parcel.channel.allows_plain};
  const tl::expected<int, CallFailure> taken = carrier.mail(call);
  if (!taken) return mail_delivery_of(taken.error());
  return {.outcome = Outcome::delivered, .said = fmt::format("邮件服务器答 {}", *taken)};
}

Delivery send(const Webhook& webhook, const Carrier& carrier, const Parcel& parcel) {
  Result<HttpCall> call = call_of(parcel);
  if (!call) return refused(call.error().message);
  boost::json::object values;
  for (const auto& [name, value] : parcel.notice.values) values[name] = value;
  call->body = boost::json::serialize(boost::json::object{
      {"key", parcel.notice.key},
      {"template", parcel.notice.template_id},
      {"subject", parcel.rendered.subject},
      {"text", parcel.rendered.text},
      {"values", std::move(values)},
  });
  const std::string time = std::to_string(parcel.now.utc_ms / kSecondMs);
  call->headers.push_back("Idempotency-Key: " + parcel.notice.key);
  call->headers.push_back("X-Qingxin-Timestamp: " + time);
  call->headers.push_back(
      "X-Qingxin-Signature: sha256=" +
      webhook_signature(parcel.secret(webhook.secret).value_or(""), time, call->body));
  return carried_by(carrier, *call, {});
}

// Words of a notice, and no link, name to call or heading that a value of it would make.
std::string markdown_escaped(std::string_view text) {
  constexpr std::string_view kMarks = "\\[]()<>*`#@";
  std::string out;
  for (const char each : text) {
    if (kMarks.find(each) != std::string_view::npos) out += '\\';
    out += each;
  }
  return out;
}

// As a robot shows it.
Rendered shown_by(RobotText text, const Rendered& rendered) {
  if (text == RobotText::plain) return rendered;
  Rendered shown = rendered;
  shown.subject = markdown_escaped(rendered.subject);
  shown.text = markdown_escaped(rendered.text);
  return shown;
}

// Both robots take the same two shapes, but for the title and the name of the text.
std::string robot_body(RobotText text, const Rendered& rendered, std::string_view markdown_member) {
  boost::json::object message;
  if (text == RobotText::plain) {
    message["content"] = rendered.text;
    return boost::json::serialize(
        boost::json::object{{"msgtype", "text"}, {"text", std::move(message)}});
  }
  if (markdown_member == "text") message["title"] = rendered.subject;
  const Rendered shown = shown_by(text, rendered);
  message[markdown_member] = fmt::format("**{}**\n\n{}", shown.subject, shown.text);
  return boost::json::serialize(
      boost::json::object{{"msgtype", "markdown"}, {"markdown", std::move(message)}});
}

Delivery too_long(std::size_t bytes, std::size_t most) {
  return refused(fmt::format("通知有 {} 字节，群机器人最多收 {} 字节；请缩短模板", bytes, most));
}

Delivery send(const Wecom& wecom, const Carrier& carrier, const Parcel& parcel) {
  const std::size_t most = wecom.text == RobotText::plain ? kWecomPlainMost : kWecomMarkdownMost;
  const Rendered shown = shown_by(wecom.text, parcel.rendered);
  const std::size_t bytes = shown.text.size() + shown.subject.size() + 6;
  if (bytes > most) return too_long(bytes, most);
  Result<HttpCall> call = call_of(parcel);
  if (!call) return refused(call.error().message);
  call->body = robot_body(wecom.text, parcel.rendered, "content");
  return carried_by(carrier, *call, wecom_rule());
}

Delivery send(const Dingtalk& dingtalk, const Carrier& carrier, const Parcel& parcel) {
  const std::size_t bytes = shown_by(dingtalk.text, parcel.rendered).text.size();
  if (bytes > kDingtalkMost) return too_long(bytes, kDingtalkMost);
  Result<HttpCall> call = call_of(parcel);
  if (!call) return refused(call.error().message);
  if (!dingtalk.secret.empty()) {
    const std::string time_ms = std::to_string(parcel.now.utc_ms);
    const std::string signature =
        dingtalk_signature(parcel.secret(dingtalk.secret).value_or(""), time_ms);
    call->url +=
        fmt::format("{}timestamp={}&sign={}", call->url.find('?') == std::string::npos ? '?' : '&',
                    time_ms, escaped(signature, Inside::url));
  }
  call->body = robot_body(dingtalk.text, parcel.rendered, "text");
  return carried_by(carrier, *call, dingtalk_rule());
}

}  // namespace

std::string webhook_signature(std::string_view secret, std::string_view time,
                              std::string_view body) {
  return hex_of(hmac_sha256(secret, fmt::format("{}.{}", time, body)));
}

std::string dingtalk_signature(std::string_view secret, std::string_view time_ms) {
  return base64(hmac_sha256(secret, fmt::format("{}\n{}", time_ms, secret)));
}

Delivery Courier::carried(const Channel& channel, const Notice& notice, const std::string& to,
                          const Rendered& rendered, Instant now) const {
  const Parcel parcel{channel, notice, to, rendered, *secrets_, now};
  return std::visit([&](const auto& by) { return send(by, *carrier_, parcel); }, channel.by);
}

Delivery Courier::deliver(const Notice& notice, std::span<const casework::Reporter> reporters,
                          Instant now) const {
  // Whoever set it up can mend it: until then the notice waits.
  const Result<const Channel*> channel = channel_named(*settings_, notice.channel);
  if (!channel) return {.outcome = Outcome::again, .said = channel.error().message};
  for (const std::string& name : secrets_of(**channel))
    if (!secrets_->contains(name))
      return {.outcome = Outcome::again,
              .said = fmt::format("渠道 {} 要的口令 {} 没有；请写入它", (*channel)->name, name)};
  if (notice.key.empty() || !is_header_value(notice.key))
    return refused("通知的键是空的，或者里面有换行；请核对");
  const Result<std::string> to = plain_receiver(kind_of(**channel), notice.to);
  if (!to) return refused(to.error().message);
  const Result<Rendered> text = rendered(notice, settings_->texts, reporters);
  if (!text) return refused(text.error().message);
  Delivery delivery = carried(**channel, notice, *to, *text, now);
  // What others answer is theirs: it may repeat a number or a secret, or steer a terminal.
  constexpr int kSaidColumns = 200;
  const auto clean = [this](std::string said) {
    return shortened(
        without_numbers_of_people(printable(without_secrets(std::move(said), *secrets_))),
        kSaidColumns);
  };
  delivery.said = clean(std::move(delivery.said));
  delivery.receipt = clean(std::move(delivery.receipt));
  return delivery;
}

}  // namespace qingxin::outbox
