// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "access/sealing.h"
#include "base/result.h"

namespace qingxin::outbox {

// Passwords and keys of channels, by the names under which the settings speak of them. They stand
// in no settings, no database, no log and no message.
using Secrets = std::map<std::string, std::string, std::less<>>;

// Small letters, digits and underscores, at most 40: as {{secret:sms_token}} and as the variable
// QINGXIN_SECRET_SMS_TOKEN.
bool is_secret_name(std::string_view name);
inline constexpr std::string_view kSecretVariable = "QINGXIN_SECRET_";

// As a file that tells nothing without the master key of the data; and back. Error: invalid_input,
// for other bytes and another key.
std::string sealed_secrets(const Secrets& secrets, const access::Key& master);
Result<Secrets> opened_secrets(std::string_view bytes, const access::Key& master);

// The text without any of the secrets, as it is and as a URL writes it: what others say may repeat
// what we sent.
std::string without_secrets(std::string text, const Secrets& secrets);

}  // namespace qingxin::outbox
