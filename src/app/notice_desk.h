// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "app/settings.h"
#include "app/stored_data.h"
#include "outbox/courier.h"
#include "store/outbox.h"

// What the use cases about notices share.
namespace qingxin::app {

using store::KeptNotice;
using store::NoticeId;

// Where one works on notices: what is stored, who makes ids, who carries. All outlive it.
struct NoticeDesk {
  store::Store* store;
  store::IdMaker* ids;
  const outbox::Courier* courier;

  const outbox::OutboxSettings& settings() const { return courier->settings(); }
};

// Error: usage.
Result<NoticeId> notice_id_in(std::string_view text);

// The channels that the settings name; none, when they name no file. Errors: unavailable (the
// file), those of outbox::parse_outbox.
Result<outbox::OutboxSettings> read_outbox(const Settings& settings);

// The environment's variable of that name; empty: there is none.
using VariableOf = std::function<std::string(const std::string& name)>;

// The secrets of these channels, from the sealed file in the data folder and from the environment,
// which comes first. What is in neither is not there. Errors: unavailable, invalid_input.
Result<outbox::Secrets> secrets_of_channels(const StoredData& data,
                                            const outbox::OutboxSettings& settings,
                                            const VariableOf& variable);

// Puts a secret into the sealed file, in place of the one of that name; empty: takes it out.
// Errors: not_permitted, invalid_input (the name, a NUL), unavailable.
Result<void> set_channel_secret(const access::Principal& who, Instant now, StoredData& data,
                                std::string_view name, std::string_view value);

// All that it takes to send, kept together.
class Sending {
 public:
  static Result<std::unique_ptr<Sending>> prepared(const StoredData& data, const Settings& settings,
                                                   const VariableOf& variable);
  NoticeDesk desk(StoredData& data) const { return {data.store.get(), data.ids.get(), &courier_}; }

 private:
  Sending(outbox::OutboxSettings settings, outbox::Secrets secrets)
      : settings_(std::move(settings)),
        secrets_(std::move(secrets)),
        courier_(carrier_, settings_, secrets_) {}

  outbox::OutboxSettings settings_;
  outbox::Secrets secrets_;
  outbox::Carrier carrier_;
  outbox::Courier courier_;
};

}  // namespace qingxin::app
