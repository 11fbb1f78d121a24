// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "base/instant.h"
#include "outbox/carrier.h"
#include "outbox/channels.h"
#include "outbox/secrets.h"

namespace qingxin::outbox {

// Sends one notice and says what became of it; remembers nothing. For any number of threads. All of
// it outlives the courier.
class Courier {
 public:
  Courier(const Carrier& carrier, const OutboxSettings& settings, const Secrets& secrets)
      : carrier_(&carrier), settings_(&settings), secrets_(&secrets) {}

  // A notice that cannot be worded, a receiver that is none, a channel or a secret that is not
  // there: refused or to be tried again, as a person can mend it, and nobody was called.
  // `reporters` are those of the matter, of whom an enterprise is told nothing.
  Delivery deliver(const Notice& notice, std::span<const casework::Reporter> reporters,
                   Instant now) const;

  const OutboxSettings& settings() const { return *settings_; }

 private:
  Delivery carried(const Channel& channel, const Notice& notice, const std::string& to,
                   const Rendered& rendered, Instant now) const;

  const Carrier* carrier_;
  const OutboxSettings* settings_;
  const Secrets* secrets_;
};

// The signatures, for whoever checks them: over "TIME.BODY", as hex digits; over "TIME\nSECRET", in
// base64.
std::string webhook_signature(std::string_view secret, std::string_view time,
                              std::string_view body);
std::string dingtalk_signature(std::string_view secret, std::string_view time_ms);

}  // namespace qingxin::outbox
