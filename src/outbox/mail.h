// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/instant.h"
#include "outbox/channels.h"

namespace qingxin::outbox {

// A message of RFC 5322 in UTF-8. Its Message-ID comes from the key alone: one that was sent twice
// is known again.
std::string mail_message(const Mailer& mailer, std::string_view to, const Rendered& rendered,
                         std::string_view key, Instant now);

}  // namespace qingxin::outbox
