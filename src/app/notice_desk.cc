// SPDX-License-Identifier: Apache-2.0
#include "app/notice_desk.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <system_error>

#include "app/permit.h"
#include "base/text.h"

namespace qingxin::app {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSecretFile = "channel-secrets";

access::Key key_of(const StoredData& data) {
  return access::derived_key({data.master_key}, "qingxin outbox secrets");
}

tl::unexpected<Error> cannot(const fs::path& file, std::string_view what) {
  return fail(ErrorCode::unavailable, fmt::format("文件「{}」{}；请检查路径、权限和磁盘空间",
                                                  printable(file.string()), what));
}

Result<outbox::Secrets> sealed_in(const StoredData& data) {
  const fs::path file = data.folder / kSecretFile;
  std::error_code failure;
  if (!fs::exists(file, failure)) return outbox::Secrets{};
  std::ifstream in(file, std::ios::binary);
  if (!in) return cannot(file, "读不了");
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  return outbox::opened_secrets(bytes, key_of(data));
}

// Beside it first, so that a break leaves the old one.
Result<void> write_whole(const fs::path& file, const std::string& bytes) {
  const fs::path part = file.string() + ".part";
  const int out = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (out < 0) return cannot(part, "写不了");
  const bool is_written = ::write(out, bytes.data(), bytes.size()) == std::ssize(bytes);
  // Whoever serves the data must read it, also when root wrote it.
  struct stat folder {};
  const bool is_his =
      ::stat(file.parent_path().c_str(), &folder) == 0 &&
      (folder.st_uid == ::geteuid() || ::fchown(out, folder.st_uid, folder.st_gid) == 0);
  const bool is_kept = is_written && is_his && ::fsync(out) == 0;
  ::close(out);
  std::error_code failure;
  if (is_kept) fs::rename(part, file, failure);
  if (!is_kept || failure) return cannot(file, "写不了");
  return {};
}

std::string variable_of(const std::string& name) {
  std::string variable{outbox::kSecretVariable};
  for (const char each : name)
    variable += each >= 'a' && each <= 'z' ? static_cast<char>(each - 'a' + 'A') : each;
  return variable;
}

}  // namespace

Result<NoticeId> notice_id_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure == std::errc{} && end == text.data() + text.size() && number > 0)
    return NoticeId{number};
  return fail(ErrorCode::usage,
              fmt::format("「{}」不是通知的编号；编号见 qingxin notice list", printable(text)));
}

Result<outbox::OutboxSettings> read_outbox(const Settings& settings) {
  if (settings.outbox_file.empty()) return outbox::OutboxSettings{};
  std::ifstream in(settings.outbox_file, std::ios::binary);
  if (!in) return cannot(settings.outbox_file, "读不了（[outbox] file）");
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  return outbox::parse_outbox(text, settings.outbox_file);
}

Result<outbox::Secrets> secrets_of_channels(const StoredData& data,
                                            const outbox::OutboxSettings& settings,
                                            const VariableOf& variable) {
  const Result<outbox::Secrets> sealed = sealed_in(data);
  if (!sealed) return tl::unexpected(sealed.error());
  outbox::Secrets secrets;
  for (const outbox::Channel& channel : settings.channels)
    for (const std::string& name : outbox::secrets_of(channel)) {
      std::string value = variable(variable_of(name));
      const auto kept = sealed->find(name);
      if (value.empty() && kept != sealed->end()) value = kept->second;
      if (!value.empty()) secrets[name] = std::move(value);
    }
  return secrets;
}

Result<void> set_channel_secret(const access::Principal& who, Instant now, StoredData& data,
                                std::string_view name, std::string_view value) {
  if (const Result<void> may = permit(who, access::Action::send_notices); !may)
    return tl::unexpected(may.error());
  if (!outbox::is_secret_name(name))
    return fail(ErrorCode::invalid_input, "口令的名字应是小写字母、数字和 _，最多 40 个");
  if (value.find('\0') != std::string_view::npos)
    return fail(ErrorCode::invalid_input, "口令里有空字节；请核对从哪里读来的");
  Result<outbox::Secrets> secrets = sealed_in(data);
  if (!secrets) return tl::unexpected(secrets.error());
  if (value.empty())
    secrets->erase(std::string{name});
  else
    (*secrets)[std::string{name}] = value;
  if (const Result<void> written =
          write_whole(data.folder / kSecretFile, outbox::sealed_secrets(*secrets, key_of(data)));
      !written)
    return tl::unexpected(written.error());
  return data.store->acting_for(who, now)->audit_trail().note({"set_channel_secret", {}});
}

Result<std::unique_ptr<Sending>> Sending::prepared(const StoredData& data, const Settings& settings,
                                                   const VariableOf& variable) {
  Result<outbox::OutboxSettings> channels = read_outbox(settings);
  if (!channels) return tl::unexpected(channels.error());
  Result<outbox::Secrets> secrets = secrets_of_channels(data, *channels, variable);
  if (!secrets) return tl::unexpected(secrets.error());
  return std::unique_ptr<Sending>(new Sending(*std::move(channels), *std::move(secrets)));
}

}  // namespace qingxin::app
