// SPDX-License-Identifier: Apache-2.0
#include "outbox/secrets.h"

#include <algorithm>
#include <optional>

#include "base/check.h"
#include "outbox/escape.h"

namespace qingxin::outbox {

namespace {

constexpr std::string_view kPlace = "outbox secrets";
constexpr std::size_t kNameMost = 40;

void hide(std::string& text, std::string_view secret) {
  // Shorter ones would be found where they are not.
  constexpr std::size_t kShortest = 4;
  if (secret.size() < kShortest) return;
  for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at))
    text.replace(at, secret.size(), "***");
}

}  // namespace

bool is_secret_name(std::string_view name) {
  const auto is_letter = [](char each) {
    return (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9') || each == '_';
  };
  return !name.empty() && name.size() <= kNameMost && std::ranges::all_of(name, is_letter);
}

// A name, "=", the value and a NUL, which no value has.
std::string sealed_secrets(const Secrets& secrets, const access::Key& master) {
  std::string text;
  for (const auto& [name, value] : secrets) {
    check(is_secret_name(name) && value.find('\0') == std::string::npos);
    text.append(name).append(1, '=').append(value).append(1, '\0');
  }
  return access::Sealer(master).seal(kPlace, text);
}

Result<Secrets> opened_secrets(std::string_view bytes, const access::Key& master) {
  const std::optional<std::string> text = access::Sealer(master).open(kPlace, bytes);
  if (!text)
    return fail(ErrorCode::invalid_input,
                "渠道口令的密封文件打不开：内容被改过，或者不是用这份数据的密钥封的；请重新写入"
                "各个口令");
  Secrets secrets;
  std::string_view rest = *text;
  while (!rest.empty()) {
    const std::size_t equals = rest.find('='), end = rest.find('\0');
    check(equals < end && end != std::string_view::npos);
    secrets.emplace(rest.substr(0, equals), rest.substr(equals + 1, end - equals - 1));
    rest.remove_prefix(end + 1);
  }
  return secrets;
}

std::string without_secrets(std::string text, const Secrets& secrets) {
  for (const auto& [name, value] : secrets) {
    hide(text, value);
    hide(text, escaped(value, Inside::url));
  }
  return text;
}

}  // namespace qingxin::outbox
