// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"
#include "store/transaction.h"
#include "store/vault.h"

namespace qingxin::store {

using Transacting = std::function<Result<void>(std::string_view what, const Work& work)>;

// Once in the life of a database: what a version before 0004 wrote in clear is sealed, project by
// project, and the places of projects are put down; then `renew` says anew what else was said
// otherwise; then the file is written anew, so that nothing of it stays in pages that are free.
// Does nothing when it was done. May be broken off and repeated.
Result<void> seal_clear_values(Connection& connection, const Vault& vault, Instant now,
                               const Transacting& transact,
                               const std::function<Result<void>()>& renew);

// So that nothing of what stood in these tables before stays in pages that are free; no table: in
// any.
Result<void> rewrite_file(Connection& connection, std::span<const std::string_view> tables = {});

}  // namespace qingxin::store
