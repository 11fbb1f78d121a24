// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

// What an administrator may set, in a TOML file. Each key is in kSettings with its bounds and its
// meaning; docs/serve.md lists the same, which a test compares.
namespace qingxin::app {

struct Settings {
  // [server]
  std::string listen = "127.0.0.1:8080";
  std::vector<std::string> trusted_proxies = {};
  std::int64_t io_threads = 2;
  std::int64_t workers = 8;
  std::int64_t queue = 256;
  std::int64_t uploads = 8;
  std::int64_t connections = 4096;
  std::int64_t connections_per_address = 512;
  std::int64_t requests_per_address = 64;
  std::int64_t head_bytes = 16 * 1024;
  std::int64_t head_fields = 100;
  std::int64_t body_bytes = 1024 * 1024;
  std::int64_t batch_bytes = 512 * 1024 * 1024;
  std::int64_t buffered_bytes = 64 * 1024 * 1024;
  std::int64_t head_seconds = 10;
  std::int64_t idle_seconds = 60;
  std::int64_t body_grace_seconds = 10;
  std::int64_t body_bytes_per_second = 1024;
  std::int64_t stop_seconds = 20;
  // [daily]
  std::string daily_at = "02:30";
  // [outbox]
  std::string outbox_file = {};
  std::int64_t outbox_seconds = 60;
  // [bulletins]
  std::vector<std::string> bulletin_kinds = {};
  std::string bulletin_unit = {};
  // [submissions]
  std::string submission_keys = {};
  // [checks]
  std::string pack = "default";
  // [log]
  std::string log_folder = {};
  std::int64_t log_keep_days = 186;
  // [metrics]
  std::vector<std::string> metrics_from = {"127.0.0.0/8", "::1/128"};
};

using Member = std::variant<std::int64_t Settings::*, std::string Settings::*,
                            std::vector<std::string> Settings::*>;

struct Setting {
  std::string_view table, key;
  Member member;
  std::int64_t least = 0, most = 0;  // of a number
  std::string_view unit;             // "秒", "字节"; empty: none
  std::string_view meaning;
};

// Six months are at most 184 days; what is kept less long would break the duty to keep logs for six
// months (网络安全法, chapter on network operation; 第二十一条 before its amendment of 2025).
inline constexpr std::int64_t kLogKeepDaysLeast = 184;

std::span<const Setting> settings();

// "02:30" is 150: minutes since midnight. Error: invalid_input.
Result<int> minute_of_day(std::string_view text);

// As it is written in the file: 16384, "127.0.0.1:8080", ["::1/128"].
std::string written(const Settings& from, const Setting& setting);

// A file with any of the keys; what it does not say has its default. Errors: unavailable (the file
// cannot be read), invalid_input with file, line, key, value and remedy.
Result<Settings> read_settings(const std::filesystem::path& file);
// The same from its text; `file` is what messages call it.
Result<Settings> parse_settings(std::string_view text, std::string_view file);

}  // namespace qingxin::app
