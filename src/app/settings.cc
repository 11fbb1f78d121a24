// SPDX-License-Identifier: Apache-2.0
#include "app/settings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "app/bulletins.h"
#include "base/ip_address.h"
#include "law/toml_file.h"
#include "outbox/channels.h"
#include "verify/pack.h"

namespace qingxin::app {

namespace {

constexpr std::int64_t kGiB = 1024 * 1024 * 1024;

std::optional<Error> fault_in_listen(const std::string& text) {
  const Result<Endpoint> endpoint = parse_endpoint(text);
  return endpoint ? std::nullopt : std::optional{endpoint.error()};
}

std::optional<Error> fault_in_network(const std::string& text) {
  const Result<Network> network = parse_network(text);
  return network ? std::nullopt : std::optional{network.error()};
}

std::optional<Error> fault_in_minute(const std::string& text) {
  const Result<int> minute = minute_of_day(text);
  return minute ? std::nullopt : std::optional{minute.error()};
}

// Looked for where the service would look for it.
std::optional<Error> fault_in_pack(const std::string& text) {
  const Result<verify::Pack> pack = verify::find_pack(text);
  return pack ? std::nullopt : std::optional{pack.error()};
}

std::optional<Error> fault_in_bulletin_kind(const std::string& text) {
  const Result<BulletinPlan> plan = bulletin_plan({text}, {});
  return plan ? std::nullopt : std::optional{plan.error()};
}

std::optional<Error> fault_in_bulletin_unit(const std::string& text) {
  const Result<BulletinPlan> plan = bulletin_plan({}, text);
  return plan ? std::nullopt : std::optional{plan.error()};
}

// Its own faults are told with its own lines.
std::optional<Error> fault_in_outbox_file(const std::string& text) {
  if (text.empty()) return std::nullopt;
  if (!std::filesystem::path(text).is_absolute())
    return Error{ErrorCode::invalid_input, "应为绝对路径，如 \"/etc/qingxin/outbox.toml\""};
  std::ifstream in(text, std::ios::binary);
  if (!in) return Error{ErrorCode::invalid_input, "打不开这个文件；请核对路径和权限"};
  const std::string content{std::istreambuf_iterator<char>(in), {}};
  const Result<outbox::OutboxSettings> channels = outbox::parse_outbox(content, text);
  return channels ? std::nullopt : std::optional{channels.error()};
}

// What is in it is read when it is needed: a key may be added while the service runs.
std::optional<Error> fault_in_keys_file(const std::string& text) {
  if (text.empty() || std::filesystem::path(text).is_absolute()) return std::nullopt;
  return Error{ErrorCode::invalid_input, "应为绝对路径，如 \"/etc/qingxin/submission-keys.toml\""};
}

std::optional<Error> fault_in_log_folder(const std::string& text) {
  if (text.empty() || std::filesystem::path(text).is_absolute()) return std::nullopt;
  return Error{ErrorCode::invalid_input,
               "应为绝对路径，如 \"/var/log/qingxin\"；空着就写到标准错误"};
}

constexpr std::array kSettings{
    Setting{"server", "listen", &Settings::listen, 0, 0, "",
            "监听的地址和端口；端口 0 由系统选一个空的"},
    Setting{"server", "trusted_proxies", &Settings::trusted_proxies, 0, 0, "",
            "反向代理的网段；只信它们的 X-Forwarded-For、X-Forwarded-Proto 和 X-Request-Id"},
    Setting{"server", "io_threads", &Settings::io_threads, 1, 64, "", "收发用的线程数"},
    Setting{"server", "workers", &Settings::workers, 1, 256, "",
            "处理请求的线程数（等数据库、算密码散列）"},
    Setting{"server", "queue", &Settings::queue, 1, 100'000, "",
            "排队等处理的请求数；再多就答 503，请稍后再试"},
    Setting{"server", "uploads", &Settings::uploads, 1, 1024, "", "同时接收的批次数；再多就答 503"},
    Setting{"server", "connections", &Settings::connections, 1, 100'000, "", "连接总数"},
    Setting{"server", "connections_per_address", &Settings::connections_per_address, 1, 100'000, "",
            "一个地址的连接数；反向代理不限"},
    Setting{"server", "requests_per_address", &Settings::requests_per_address, 1, 100'000, "",
            "一个地址同时在处理和排队的请求数；再多就答 429"},
    Setting{"server", "head_bytes", &Settings::head_bytes, 1024, 1024 * 1024, "字节",
            "请求行和全部标头"},
    Setting{"server", "head_fields", &Settings::head_fields, 10, 10'000, "", "标头的个数"},
    Setting{"server", "body_bytes", &Settings::body_bytes, 1024, 64 * 1024 * 1024, "字节",
            "一个 JSON 请求体"},
    Setting{"server", "batch_bytes", &Settings::batch_bytes, 1024, kGiB, "字节",
            "一个批次的全部文件"},
    Setting{"server", "buffered_bytes", &Settings::buffered_bytes, 1024, kGiB, "字节",
            "内存里全部请求体和回答；再多就答 503"},
    Setting{"server", "head_seconds", &Settings::head_seconds, 1, 600, "秒", "收完请求头的期限"},
    Setting{"server", "idle_seconds", &Settings::idle_seconds, 1, 3600, "秒", "空闲的连接保持多久"},
    Setting{"server", "body_grace_seconds", &Settings::body_grace_seconds, 1, 600, "秒",
            "收请求体、发回答，起初宽限多久"},
    Setting{"server", "body_bytes_per_second", &Settings::body_bytes_per_second, 1, kGiB,
            "字节每秒", "宽限以后最慢的速度，更慢就断开"},
    Setting{"server", "stop_seconds", &Settings::stop_seconds, 1, 600, "秒",
            "停止时等在办的请求多久"},
    Setting{"daily", "at", &Settings::daily_at, 0, 0, "",
            "每天几点几分重新核查全部项目、计算预警的期限（中国时间）"},
    Setting{"outbox", "file", &Settings::outbox_file, 0, 0, "",
            "通知的渠道和模板，另一个 TOML 文件（docs/outbox.md）；空着就不发通知"},
    Setting{"outbox", "seconds", &Settings::outbox_seconds, 5, 3600, "秒",
            "隔多久看一次有没有到时候的通知"},
    Setting{"bulletins", "kinds", &Settings::bulletin_kinds, 0, 0, "",
            "哪几种简报到期自己起草：weekly、ten_days、monthly；只起草，从不自己发出"},
    Setting{"bulletins", "unit", &Settings::bulletin_unit, 0, 0, "",
            "替哪个单位起草，写它的编号；空着就是本办自己"},
    Setting{"submissions", "keys_file", &Settings::submission_keys, 0, 0, "",
            "下级报送数据的密钥，另一个 TOML 文件（docs/supervision.md）；空着就不收"},
    Setting{"checks", "pack", &Settings::pack, 0, 0, "",
            "规则包：随程序带的名字，或一个文件；预警按它发出"},
    Setting{"log", "folder", &Settings::log_folder, 0, 0, "",
            "日志文件夹，每天一个文件；空着就写到标准错误"},
    Setting{"log", "keep_days", &Settings::log_keep_days, kLogKeepDaysLeast, 40 * 366, "日",
            "日志留存多久，满了删除；不得少于六个月"},
    Setting{"metrics", "from", &Settings::metrics_from, 0, 0, "", "哪些网段可以读 /metrics"},
};

Result<std::vector<std::string>> texts(const law::TomlTable& from, std::string_view key) {
  const toml::array* array = from.table.get_as<toml::array>(key);
  const auto refused = [&] {
    return tl::unexpected(from.error(key, "应为方括号里的一组文字，如 [\"127.0.0.1\"]"));
  };
  if (array == nullptr) return refused();
  std::vector<std::string> out;
  for (const toml::node& node : *array) {
    const std::optional<std::string> text = node.value_exact<std::string>();
    if (!text) return refused();
    out.push_back(*text);
  }
  return out;
}

struct Assign {
  const law::TomlTable& from;
  const Setting& setting;
  Settings& to;

  std::optional<Error> operator()(std::int64_t Settings::*member) const {
    const Result<int> number =
        from.number(setting.key, static_cast<int>(setting.least), static_cast<int>(setting.most));
    if (!number) return number.error();
    to.*member = *number;
    return std::nullopt;
  }
  std::optional<Error> operator()(std::string Settings::*member) const {
    const std::optional<std::string> text = from.table.get(setting.key)->value_exact<std::string>();
    if (!text) return from.error(setting.key, "应为文字，请写在引号里");
    using Check = std::optional<Error> (*)(const std::string&);
    for (const auto& [which, fault_in] :
         {std::pair<std::string Settings::*, Check>{&Settings::listen, fault_in_listen},
          {&Settings::daily_at, fault_in_minute},
          {&Settings::outbox_file, fault_in_outbox_file},
          {&Settings::bulletin_unit, fault_in_bulletin_unit},
          {&Settings::submission_keys, fault_in_keys_file},
          {&Settings::pack, fault_in_pack},
          {&Settings::log_folder, fault_in_log_folder}})
      if (member == which)
        if (const std::optional<Error> fault = fault_in(*text))
          return from.error(setting.key, fault->message);
    to.*member = *text;
    return std::nullopt;
  }
  std::optional<Error> operator()(std::vector<std::string> Settings::*member) const {
    Result<std::vector<std::string>> list = texts(from, setting.key);
    if (!list) return list.error();
    const auto fault_in =
        member == &Settings::bulletin_kinds ? fault_in_bulletin_kind : fault_in_network;
    for (const std::string& one : *list)
      if (const std::optional<Error> fault = fault_in(one))
        return from.error(setting.key, fault->message);
    to.*member = *std::move(list);
    return std::nullopt;
  }
};

std::vector<std::string_view> tables() {
  std::vector<std::string_view> names;
  for (const Setting& setting : kSettings)
    if (names.empty() || names.back() != setting.table) names.push_back(setting.table);
  return names;
}

std::optional<Error> read_table(const law::TomlTable& from, std::string_view table, Settings& to) {
  std::vector<std::string_view> keys;
  for (const Setting& setting : kSettings)
    if (setting.table == table) keys.push_back(setting.key);
  if (std::optional<Error> unknown = from.unknown_key(keys)) return unknown;
  for (const Setting& setting : kSettings) {
    if (setting.table != table || !from.table.contains(setting.key)) continue;
    if (std::optional<Error> error = std::visit(Assign{from, setting, to}, setting.member))
      return error;
  }
  return std::nullopt;
}

// What is right by itself, and not beside another: one request would never find room.
std::optional<Error> fault_between(const law::TomlTable& server, const Settings& settings) {
  if (settings.body_bytes <= settings.buffered_bytes) return std::nullopt;
  return server.error(
      server.table.contains("buffered_bytes") ? "buffered_bytes" : "body_bytes",
      fmt::format("一个请求体可以有 {} 字节，全部请求体只有 {} 字节的地方；请把 buffered_bytes 写得"
                  "不小于 body_bytes",
                  settings.body_bytes, settings.buffered_bytes));
}

struct Write {
  const Settings& from;

  std::string operator()(std::int64_t Settings::*member) const {
    return std::to_string(from.*member);
  }
  std::string operator()(std::string Settings::*member) const {
    return fmt::format("\"{}\"", from.*member);
  }
  std::string operator()(std::vector<std::string> Settings::*member) const {
    std::vector<std::string> quoted;
    for (const std::string& text : from.*member) quoted.push_back("\"" + text + "\"");
    return fmt::format("[{}]", fmt::join(quoted, ", "));
  }
};

}  // namespace

std::span<const Setting> settings() {
  return kSettings;
}

Result<int> minute_of_day(std::string_view text) {
  const auto digit = [&](std::size_t place) { return text[place] - '0'; };
  const bool is_shaped = text.size() == 5 && text[2] == ':' &&
                         text.find_first_not_of("0123456789:") == std::string_view::npos &&
                         std::ranges::count(text, ':') == 1;
  if (is_shaped) {
    const int hour = digit(0) * 10 + digit(1), minute = digit(3) * 10 + digit(4);
    if (hour < 24 && minute < 60) return hour * 60 + minute;
  }
  return fail(ErrorCode::invalid_input, "应为一天里的时刻，如 \"02:30\"");
}

std::string written(const Settings& from, const Setting& setting) {
  return std::visit(Write{from}, setting.member);
}

Result<Settings> parse_settings(std::string_view text, std::string_view file) {
  const Result<toml::table> parsed = law::parse_toml(text, file);
  if (!parsed) return tl::unexpected(parsed.error());
  const law::TomlTable top{*parsed, file, "顶层"};
  const std::vector<std::string_view> names = tables();
  if (std::optional<Error> unknown = top.unknown_key(names)) return tl::unexpected(*unknown);
  Settings settings;
  for (const std::string_view name : names) {
    if (!parsed->contains(name)) continue;
    const toml::table* table = parsed->get_as<toml::table>(name);
    if (table == nullptr)
      return tl::unexpected(top.error(name, fmt::format("应写成 [{}] 表", name)));
    const law::TomlTable from{*table, file, fmt::format("[{}]", name)};
    if (std::optional<Error> error = read_table(from, name, settings))
      return tl::unexpected(*error);
    if (name != "server") continue;
    if (std::optional<Error> error = fault_between(from, settings)) return tl::unexpected(*error);
  }
  return settings;
}

Result<Settings> read_settings(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in)
    return fail(ErrorCode::unavailable,
                fmt::format("打不开配置文件 {}；请核对路径和权限", file.string()));
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  return parse_settings(text, file.string());
}

}  // namespace qingxin::app
