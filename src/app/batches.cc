// SPDX-License-Identifier: Apache-2.0
#include "app/batches.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <tuple>

#include "app/permit.h"
#include "base/check.h"
#include "base/text.h"

namespace qingxin::app {

Result<std::vector<Batch>> list_batches(const access::Principal& who, StoredData& data,
                                        BatchId after, int limit) {
  if (const Result<void> may = permit(who, access::Action::see_batches); !may)
    return tl::unexpected(may.error());
  const std::shared_ptr<StoredData> seen = seen_by(who, data);
  std::vector<Batch> batches;
  constexpr int kAtOnce = 100;
  while (true) {
    const int count = std::min(kAtOnce, limit - static_cast<int>(batches.size()));
    const Result<std::vector<BatchId>> ids = seen->store->batches_after(after, count);
    if (!ids) return tl::unexpected(ids.error());
    for (const BatchId id : *ids) {
      Result<Batch> batch = seen->store->batch(id);
      if (!batch) return tl::unexpected(batch.error());
      batches.push_back(*std::move(batch));
      after = id;
    }
    if (ids->empty() || std::ssize(batches) == limit) return batches;
  }
}

Result<Batch> show_batch(const access::Principal& who, StoredData& data, BatchId id) {
  if (const Result<void> may = permit(who, access::Action::see_batches); !may)
    return tl::unexpected(may.error());
  return seen_by(who, data)->store->batch(id);
}

Result<std::vector<Reject>> rejects_of_batch(const access::Principal& who, StoredData& data,
                                             BatchId id) {
  if (const Result<void> may = permit(who, access::Action::see_batches); !may)
    return tl::unexpected(may.error());
  Result<std::vector<Reject>> rejects = seen_by(who, data)->store->rejects_of(id);
  if (rejects)
    std::ranges::stable_sort(*rejects, {},
                             [](const Reject& row) { return std::tuple(row.file, row.row); });
  return rejects;
}

Result<Kept> use_batch(const access::Principal& who, Instant now, StoredData& data, BatchId id) {
  if (const Result<void> may = permit(who, access::Action::use_batch); !may)
    return tl::unexpected(may.error());
  return held_by(who, now, data)->store->use_batch(id, now);
}

Result<Kept> withdraw_batch(const access::Principal& who, Instant now, StoredData& data,
                            BatchId id) {
  if (const Result<void> may = permit(who, access::Action::withdraw_batch); !may)
    return tl::unexpected(may.error());
  return held_by(who, now, data)->store->withdraw_batch(id, now);
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
