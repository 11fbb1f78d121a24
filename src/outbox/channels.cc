// SPDX-License-Identifier: Apache-2.0
#include "outbox/channels.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <optional>

#include "base/bytes.h"
#include "base/text.h"
#include "law/parameters.h"
#include "law/toml_file.h"
#include "outbox/escape.h"
#include "outbox/places.h"
#include "outbox/secrets.h"

namespace qingxin::outbox {

namespace {

constexpr std::string_view kSecretPlace = "secret:", kValuePlace = "value:";
constexpr std::array<std::string_view, 5> kPlaces{"to", "text", "subject", "key", "time_ms"};

// Reads the keys of a table one after the other. The first fault is remembered; what is read after
// it is empty.
class Keys {
 public:
  explicit Keys(law::TomlTable table) : table_(std::move(table)) {}

  std::string text(std::string_view key) {
    Result<std::string> text = table_.text(key);
    if (!text) return fault(text.error()), std::string{};
    return *std::move(text);
  }
  std::string text_or(std::string_view key, std::string_view otherwise) {
    return table_.table.contains(key) ? text(key) : std::string{otherwise};
  }
  int number_or(std::string_view key, int otherwise, int least, int most) {
    if (!table_.table.contains(key)) return otherwise;
    const Result<int> number = table_.number(key, least, most);
    if (!number) return fault(number.error()), otherwise;
    return *number;
  }
  bool is_true(std::string_view key) {
    if (!table_.table.contains(key)) return false;
    const std::optional<bool> value = table_.table.get(key)->value_exact<bool>();
    if (!value) refuse(key, "应为 true 或 false，不加引号");
    return value.value_or(false);
  }
  // One of these, by its position; the first one when the key is not there.
  std::size_t choice(std::string_view key, const std::vector<std::string_view>& names) {
    const std::string text = text_or(key, names[0]);
    const auto found = std::ranges::find(names, text);
    if (found == names.end() && !fault_) refuse(key, law::remedy_for(text, names));
    return found == names.end() ? 0 : static_cast<std::size_t>(found - names.begin());
  }
  std::vector<std::string> texts(std::string_view key) {
    std::vector<std::string> out;
    const toml::array* array = table_.table.get_as<toml::array>(key);
    if (array == nullptr && table_.table.contains(key)) refuse(key, "应为方括号里的一组文字");
    if (array == nullptr) return out;
    for (const toml::node& node : *array) {
      const std::optional<std::string> text = node.value_exact<std::string>();
      if (!text) refuse(key, "应为方括号里的一组文字，每个写在引号里，数也是");
      out.push_back(text.value_or(""));
    }
    return out;
  }
  std::vector<int> numbers(std::string_view key) {
    std::vector<int> out;
    for (const std::string& text : texts(key)) {
      const bool is_status = text.size() == 3 && has_only_digits(text) && text >= "100";
      if (!is_status) refuse(key, "应为三位的状态码，写在引号里，如 [\"200\"]");
      out.push_back(is_status ? std::stoi(text) : 0);
    }
    return out;
  }
  std::vector<std::pair<std::string, std::string>> pairs(std::string_view key) {
    std::vector<std::pair<std::string, std::string>> out;
    const toml::table* table = table_.table.get_as<toml::table>(key);
    if (table == nullptr && table_.table.contains(key)) refuse(key, "应写成表，如 { A = \"b\" }");
    if (table == nullptr) return out;
    for (const auto& [name, node] : *table) {
      const std::optional<std::string> text = node.value_exact<std::string>();
      if (!text) refuse(key, "每一项的值应为文字，请写在引号里");
      out.emplace_back(name.str(), text.value_or(""));
    }
    return out;
  }

  void refuse(std::string_view key, std::string_view reason) { fault(table_.error(key, reason)); }
  void allow_only(const std::vector<std::string_view>& known) {
    if (const std::optional<Error> unknown = table_.unknown_key(known)) fault(*unknown);
  }
  bool has(std::string_view key) const { return table_.table.contains(key); }
  const std::optional<Error>& first_fault() const { return fault_; }

 private:
  void fault(Error error) {
    if (!fault_) fault_ = std::move(error);
  }

  law::TomlTable table_;
  std::optional<Error> fault_;
};

bool is_known_place(std::string_view place) {
  if (place.starts_with(kSecretPlace)) return is_secret_name(place.substr(kSecretPlace.size()));
  if (place.starts_with(kValuePlace)) return place.size() > kValuePlace.size();
  return std::ranges::find(kPlaces, place) != kPlaces.end();
}

void check_places(Keys& keys, std::string_view key, std::string_view pattern) {
  const Result<std::vector<std::string>> places = places_in(pattern);
  if (!places) return keys.refuse(key, places.error().message);
  for (const std::string& place : *places)
    if (!is_known_place(place))
      keys.refuse(key, fmt::format("没有“{}”可填；可用：{}、secret:口令名、value:模板里的名称",
                                   place, fmt::join(kPlaces, "、")));
}

// Whether whoever listens is on this machine.
bool is_loopback(std::string_view host) {
  return host == "localhost" || host.starts_with("127.") || host == "[::1]";
}

struct UrlParts {
  std::string_view scheme, host;  // without its port
};
UrlParts parts_of(std::string_view url) {
  const std::size_t colon = url.find("://");
  if (colon == std::string_view::npos) return {};
  std::string_view rest = url.substr(colon + 3);
  rest = rest.substr(0, rest.find_first_of("/?#"));
  const std::size_t port =
      rest.find(':', rest.find(']') == std::string_view::npos ? 0 : rest.find(']'));
  return {url.substr(0, colon), rest.substr(0, port)};
}

std::string url_of(Keys& keys, std::string_view safe, std::string_view plain) {
  std::string url = keys.text("url");
  const UrlParts parts = parts_of(url);
  const bool is_allowed = keys.is_true("allow_plain") || is_loopback(parts.host);
  if (parts.scheme != safe && parts.scheme != plain)
    keys.refuse("url", fmt::format("应以 {}:// 或 {}:// 开头", safe, plain));
  else if (parts.host.empty() || parts.host.find_first_of("{}@ ") != std::string_view::npos)
    keys.refuse("url", "主机名要写全，里面不能有 {{}}、@ 和空格");
  else if (parts.scheme == "http" && !is_allowed)
    keys.refuse("url",
                "http:// 不加密，口令和号码会被看到；请用 https://，或者在内网里写明 "
                "allow_plain = true");
  if (!is_header_value(url)) keys.refuse("url", "里面有换行或控制字符，请去掉");
  check_places(keys, "url", url);
  return url;
}

bool is_header_name(std::string_view name) {
  return !name.empty() && name.find_first_not_of(
                              "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVW"
                              "XYZ0123456789-_") == std::string_view::npos;
}

void check_headers(Keys& keys, const SmsGateway& gateway) {
  for (const auto& [name, value] : gateway.headers) {
    if (!is_header_name(name)) keys.refuse("headers", "标头的名字只能是字母、数字、- 和 _");
    if (!is_header_value(value)) keys.refuse("headers", "标头里有换行或控制字符，请去掉");
    check_places(keys, "headers", value);
  }
}

void check_body(Keys& keys, const SmsGateway& gateway) {
  check_places(keys, "body", gateway.body);
  if (gateway.form != BodyForm::json || keys.first_fault()) return;
  const Result<std::string> example = filled(
      gateway.body, [](std::string_view) { return std::string{"0"}; }, Inside::json, "body");
  boost::json::error_code code;
  boost::json::parse(*example, code);
  if (code) keys.refuse("body", "填好以后不是有效的 JSON；{{名称}} 要写在引号里");
}

AnswerRule rule_of(Keys& keys) {
  AnswerRule rule{.statuses = keys.numbers("success_status"),
                  .pointer = keys.text_or("success_pointer", ""),
                  .success = keys.texts("success_values"),
                  .refused = keys.texts("refused_values"),
                  .receipt = keys.text_or("receipt_pointer", "")};
  for (const std::string_view key : {"success_pointer", "receipt_pointer"})
    if (keys.has(key) && !keys.text(key).starts_with('/'))
      keys.refuse(key, "应为 JSON 指针，以 / 开头，如 \"/code\"");
  if (rule.pointer.empty() != rule.success.empty())
    keys.refuse("success_values", "success_pointer 和 success_values 要一起写");
  return rule;
}

const std::vector<std::string_view> kShared{"name",    "kind",   "url",         "timeout_seconds",
                                            "ca_file", "repeat", "allow_plain", "officers",
                                            "unit",    "region"};

void allow_only(Keys& keys, std::initializer_list<std::string_view> more) {
  std::vector<std::string_view> known = kShared;
  known.insert(known.end(), more);
  keys.allow_only(known);
}

SmsGateway sms_of(Keys& keys) {
  allow_only(keys,
             {"method", "headers", "body_form", "body", "signature", "parts_most", "success_status",
              "success_pointer", "success_values", "refused_values", "receipt_pointer"});
  SmsGateway gateway;
  gateway.method = keys.choice("method", {"POST", "GET"}) == 0 ? "POST" : "GET";
  gateway.headers = keys.pairs("headers");
  gateway.form = gateway.method == "GET"                           ? BodyForm::none
                 : keys.choice("body_form", {"json", "form"}) == 0 ? BodyForm::json
                                                                   : BodyForm::form;
  if (gateway.form != BodyForm::none) gateway.body = keys.text("body");
  gateway.signature = keys.text_or("signature", "");
  gateway.parts_most = keys.number_or("parts_most", 3, 1, 10);
  gateway.rule = rule_of(keys);
  check_headers(keys, gateway);
  check_body(keys, gateway);
  return gateway;
}

std::string secret_name_of(Keys& keys, std::string_view key) {
  std::string name = keys.text_or(key, "");
  if (!name.empty() && !is_secret_name(name))
    keys.refuse(key, "应为口令的名字（小写字母、数字和 _），不是口令本身");
  return name;
}

Mailer mailer_of(Keys& keys) {
  allow_only(keys, {"from", "from_name", "user", "password"});
  Mailer mailer{.from = keys.text("from"),
                .from_name = keys.text_or("from_name", ""),
                .user = keys.text_or("user", ""),
                .password = secret_name_of(keys, "password")};
  if (!mailer.from.empty() && !plain_receiver(ChannelKind::smtp, mailer.from))
    keys.refuse("from", "不是电子邮件地址");
  if (!is_header_value(mailer.from_name)) keys.refuse("from_name", "里面有换行，请去掉");
  if (mailer.user.empty() != mailer.password.empty())
    keys.refuse("user", "user 和 password（口令的名字）要一起写");
  return mailer;
}

RobotText robot_text_of(Keys& keys) {
  return keys.choice("text", {"plain", "markdown"}) == 0 ? RobotText::plain : RobotText::markdown;
}

Dingtalk dingtalk_of(Keys& keys) {
  allow_only(keys, {"text", "secret"});
  return {robot_text_of(keys), secret_name_of(keys, "secret")};
}

Wecom wecom_of(Keys& keys) {
  allow_only(keys, {"text"});
  return {robot_text_of(keys)};
}

Webhook webhook_of(Keys& keys) {
  allow_only(keys, {"secret"});
  Webhook webhook{secret_name_of(keys, "secret")};
  if (webhook.secret.empty()) keys.refuse("secret", "缺少此项：签名用的口令的名字");
  return webhook;
}

std::string digits_or_none(Keys& keys, std::string_view key, std::size_t most,
                           std::string_view reason) {
  std::string digits = keys.text_or(key, "");
  if (keys.has(key) && (digits.empty() || digits.size() > most || !has_only_digits(digits)))
    keys.refuse(key, reason);
  return digits;
}

// Of whom it is.
void take_place(Keys& keys, Channel& channel) {
  channel.region = digits_or_none(keys, "region", 12, "应为区划代码，最多 12 位数字，写在引号里");
  const std::string unit = digits_or_none(keys, "unit", 18, "应为单位编号，一串数字，写在引号里");
  if (keys.first_fault()) return;
  if (!unit.empty()) channel.unit = std::stoll(unit);
  if (channel.unit != 0 && !channel.is_for_officers)
    keys.refuse("unit", "只有发给办事人员的（officers = true）才分单位");
  if (channel.unit != 0 && !channel.region.empty()) keys.refuse("unit", "unit 和 region 只写一个");
}

Result<Channel> channel_of(Keys keys) {
  Channel channel;
  channel.name = keys.text("name");
  const std::vector<std::string_view> kinds{kChannelKindNames.begin(), kChannelKindNames.end()};
  if (keys.text("kind").empty()) return tl::unexpected(*keys.first_fault());
  const auto kind = static_cast<ChannelKind>(keys.choice("kind", kinds) + 1);
  channel.url =
      kind == ChannelKind::smtp ? url_of(keys, "smtps", "smtp") : url_of(keys, "https", "http");
  channel.timeout_seconds = keys.number_or("timeout_seconds", 10, 1, 60);
  channel.ca_file = keys.text_or("ca_file", "");
  channel.allows_plain = keys.is_true("allow_plain");
  channel.is_for_officers = keys.is_true("officers");
  if (channel.is_for_officers && (kind == ChannelKind::sms || kind == ChannelKind::smtp))
    keys.refuse("officers",
                "短信和邮件要有收件人；办事人员的号码用 qingxin notice contact 登记在他的单位上");
  take_place(keys, channel);
  switch (kind) {
    case ChannelKind::sms: channel.by = sms_of(keys); break;
    case ChannelKind::smtp: channel.by = mailer_of(keys); break;
    case ChannelKind::webhook: channel.by = webhook_of(keys); break;
    case ChannelKind::wecom: channel.by = wecom_of(keys); break;
    case ChannelKind::dingtalk: channel.by = dingtalk_of(keys); break;
  }
  // A person gets a message twice only where somebody said that the gateway knows it again.
  const std::vector<std::string_view> repeats = kind == ChannelKind::sms
                                                    ? std::vector<std::string_view>{"ask", "again"}
                                                    : std::vector<std::string_view>{"again", "ask"};
  channel.repeat = repeats[keys.choice("repeat", repeats)] == "again" ? Repeat::again : Repeat::ask;
  if (keys.first_fault()) return tl::unexpected(*keys.first_fault());
  return channel;
}

// The tables of one name: [[channel]].
std::vector<law::TomlTable> tables_of(const toml::table& top, std::string_view key,
                                      std::string_view file) {
  std::vector<law::TomlTable> out;
  if (const toml::array* array = top.get_as<toml::array>(key))
    for (const toml::node& node : *array)
      if (const toml::table* table = node.as_table())
        out.push_back({*table, file, fmt::format("[[{}]]", key)});
  return out;
}

Result<void> read_text(const law::TomlTable& from, std::vector<NoticeText>& texts) {
  Keys keys(from);
  keys.allow_only({"id", "subject", "text"});
  const std::string id = keys.text("id"), text = keys.text("text");
  if (keys.first_fault()) return tl::unexpected(*keys.first_fault());
  const auto own = std::ranges::find(texts, id, &NoticeText::id);
  const std::string subject = keys.text_or("subject", own == texts.end() ? "" : own->subject);
  const Result<NoticeText> said = reworded(id, subject, text);
  if (!said) return tl::unexpected(from.error("text", said.error().message));
  *own = *said;
  return {};
}

void add_secrets(std::vector<std::string>& names, std::string_view pattern) {
  const Result<std::vector<std::string>> places = places_in(pattern);
  if (!places) return;
  for (const std::string& place : *places)
    if (place.starts_with(kSecretPlace)) names.push_back(place.substr(kSecretPlace.size()));
}

bool is_mail_address(std::string_view to) {
  const std::size_t at = to.find('@');
  const bool is_shaped = at != std::string_view::npos && at > 0 && at + 1 < to.size() &&
                         to.find('@', at + 1) == std::string_view::npos && to.size() <= 254;
  return is_shaped && std::ranges::all_of(to, [](char each) {
           return each > ' ' && each < 0x7F &&
                  std::string_view{"<>()[],;:\\\""}.find(each) == std::string_view::npos;
         });
}

Result<std::string> plain_phone(std::string_view to) {
  std::string digits;
  for (const char each : to)
    if (each != ' ' && each != '-') digits += each;
  for (const std::string_view country : {"+86", "0086", "86"})
    if (digits.size() == country.size() + 11 && digits.starts_with(country))
      digits.erase(0, country.size());
  const bool is_mobile =
      digits.size() == 11 && has_only_digits(digits) && digits[0] == '1' && digits[1] >= '3';
  if (is_mobile) return digits;
  return fail(ErrorCode::invalid_input, "收短信的应是 11 位手机号；请核对号码");
}

}  // namespace

ChannelKind kind_of(const Channel& channel) {
  return static_cast<ChannelKind>(channel.by.index() + 1);
}

Result<OutboxSettings> parse_outbox(std::string_view toml, std::string_view file) {
  const Result<toml::table> parsed = law::parse_toml(toml, file);
  if (!parsed) return tl::unexpected(parsed.error());
  const law::TomlTable top{*parsed, file, "顶层"};
  if (const std::optional<Error> unknown = top.unknown_key({"office", "channel", "template"}))
    return tl::unexpected(*unknown);
  for (const std::string_view key : {"channel", "template"})
    if (parsed->contains(key) && !parsed->get(key)->is_array_of_tables())
      return tl::unexpected(top.error(key, fmt::format("应写成 [[{}]]", key)));
  OutboxSettings settings;
  if (parsed->contains("office")) {
    Result<std::string> office = top.text("office");
    if (!office) return tl::unexpected(office.error());
    settings.office = *std::move(office);
  }
  for (const law::TomlTable& table : tables_of(*parsed, "channel", file)) {
    Result<Channel> channel = channel_of(Keys(table));
    if (!channel) return tl::unexpected(channel.error());
    if (std::ranges::find(settings.channels, channel->name, &Channel::name) !=
        settings.channels.end())
      return tl::unexpected(table.error("name", "这个名字写了两次；每个渠道要有自己的名字"));
    settings.channels.push_back(*std::move(channel));
  }
  for (const law::TomlTable& table : tables_of(*parsed, "template", file))
    if (const Result<void> read = read_text(table, settings.texts); !read)
      return tl::unexpected(read.error());
  return settings;
}

std::optional<std::size_t> nearness(std::string_view place, std::string_view district) {
  const std::string within = law::region_prefix(place);
  if (!law::region_prefix(district).starts_with(within)) return std::nullopt;
  return within.size();
}

const Channel* sms_channel_for(const OutboxSettings& settings, std::string_view region) {
  const Channel* nearest = nullptr;
  std::size_t best = 0;
  for (const Channel& channel : settings.channels) {
    if (kind_of(channel) != ChannelKind::sms) continue;
    const std::optional<std::size_t> near = nearness(channel.region, region);
    if (!near || (nearest != nullptr && *near <= best)) continue;
    nearest = &channel;
    best = *near;
  }
  return nearest;
}

Result<const Channel*> channel_named(const OutboxSettings& settings, std::string_view name) {
  const auto found = std::ranges::find(settings.channels, name, &Channel::name);
  if (found != settings.channels.end()) return &*found;
  std::vector<std::string_view> names;
  for (const Channel& channel : settings.channels) names.push_back(channel.name);
  return fail(ErrorCode::not_found,
              fmt::format("没有叫“{}”的渠道；{}", printable(name),
                          names.empty() ? std::string{"配置里还没有渠道，见 [outbox] file"}
                                        : fmt::format("可用：{}", fmt::join(names, "、"))));
}

std::vector<std::string> secrets_of(const Channel& channel) {
  std::vector<std::string> names;
  add_secrets(names, channel.url);
  if (const auto* gateway = std::get_if<SmsGateway>(&channel.by)) {
    add_secrets(names, gateway->body);
    for (const auto& [name, value] : gateway->headers) add_secrets(names, value);
  }
  if (const auto* mailer = std::get_if<Mailer>(&channel.by)) names.push_back(mailer->password);
  if (const auto* webhook = std::get_if<Webhook>(&channel.by)) names.push_back(webhook->secret);
  if (const auto* dingtalk = std::get_if<Dingtalk>(&channel.by)) names.push_back(dingtalk->secret);
  std::erase(names, "");
  std::ranges::sort(names);
  const auto repeated = std::ranges::unique(names);
  names.erase(repeated.begin(), repeated.end());
  return names;
}

Result<std::string> plain_receiver(ChannelKind kind, std::string_view to) {
  switch (kind) {
    case ChannelKind::sms: return plain_phone(to);
    case ChannelKind::smtp: {
      std::string address{trim(to)};
      if (!is_mail_address(address))
        return fail(ErrorCode::invalid_input, "收邮件的应是一个电子邮件地址；请核对");
      std::ranges::transform(address, address.begin(), [](char each) {
        return each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each;
      });
      return address;
    }
    case ChannelKind::webhook:
    case ChannelKind::wecom:
    case ChannelKind::dingtalk: break;
  }
  if (to.empty()) return std::string{};
  return fail(ErrorCode::invalid_input, fmt::format("{}渠道自己就是收件方，不能再写收件人；请空着",
                                                    word_of(kChannelKindWords, kind)));
}

}  // namespace qingxin::outbox
