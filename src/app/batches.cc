// SPDX-License-Identifier: Apache-2.0
#include "app/batches.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <tuple>

#include "base/check.h"
#include "base/text.h"

namespace qingxin::app {

namespace {

bool may_see(const access::Principal& who, const Batch& batch) {
  if (who.role == access::Role{} || who.role == access::Role::administrator ||
      who.role == access::Role::auditor)
    return false;
  return who.scope.has_any_unit ||
         std::ranges::find(who.scope.units, batch.unit) != who.scope.units.end();
}

}  // namespace

Result<std::vector<Batch>> list_batches(const access::Principal& who, StoredData& data,
                                        BatchId after, int limit) {
  std::vector<Batch> batches;
  constexpr int kAtOnce = 100;
  while (true) {
    const Result<std::vector<BatchId>> ids = data.store->batches_after(after, kAtOnce);
    if (!ids) return tl::unexpected(ids.error());
    for (const BatchId id : *ids) {
      if (std::ssize(batches) == limit) return batches;
      Result<Batch> batch = data.store->batch(id);
      if (!batch) return tl::unexpected(batch.error());
      if (may_see(who, *batch)) batches.push_back(*std::move(batch));
      after = id;
    }
    if (std::ssize(*ids) < kAtOnce) return batches;
  }
}

Result<Batch> show_batch(const access::Principal& who, StoredData& data, BatchId id) {
  Result<Batch> batch = data.store->batch(id);
  if (!batch || may_see(who, *batch)) return batch;
  return fail(ErrorCode::not_found, fmt::format("没有批次 {}；请核对编号", store::number(id)));
}

Result<std::vector<Reject>> rejects_of_batch(const access::Principal& who, StoredData& data,
                                             BatchId id) {
  const Result<Batch> batch = show_batch(who, data, id);
  if (!batch) return tl::unexpected(batch.error());
  Result<std::vector<Reject>> rejects = data.store->rejects_of(id);
  if (rejects)
    std::ranges::stable_sort(*rejects, {},
                             [](const Reject& row) { return std::tuple(row.file, row.row); });
  return rejects;
}

Result<Kept> use_batch(const access::Principal& who, Instant now, StoredData& data, BatchId id) {
  const Result<Batch> batch = show_batch(who, data, id);
  if (!batch) return tl::unexpected(batch.error());
  return data.store->use_batch(id, now);
}

Result<Kept> withdraw_batch(const access::Principal& who, Instant now, StoredData& data,
                            BatchId id) {
  const Result<Batch> batch = show_batch(who, data, id);
  if (!batch) return tl::unexpected(batch.error());
  return data.store->withdraw_batch(id, now);
}

Result<BatchId> batch_id_in(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc{} && end == text.data() + text.size() && value > 0) return BatchId{value};
  return fail(
      ErrorCode::usage,
      fmt::format("「{}」不是批次编号；编号是一串数字，见 qingxin batch list", printable(text)));
}

std::string_view in_chinese(BatchState state) {
  switch (state) {
    case BatchState::receiving: return "没有收全";
    case BatchState::waiting: return "待用";
    case BatchState::in_force: return "已启用";
    case BatchState::withdrawn: return "已撤回";
  }
  check(false);
  return {};
}

std::string_view to_string(BatchState state) {
  switch (state) {
    case BatchState::receiving: return "receiving";
    case BatchState::waiting: return "waiting";
    case BatchState::in_force: return "in_force";
    case BatchState::withdrawn: return "withdrawn";
  }
  check(false);
  return {};
}

}  // namespace qingxin::app
