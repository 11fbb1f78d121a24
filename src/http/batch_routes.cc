// SPDX-License-Identifier: Apache-2.0
#include "http/batch_routes.h"

#include <charconv>
#include <sstream>

#include "app/preview_batch.h"
#include "app/recheck.h"
#include "http/routes.h"
#include "wire/batch_json.h"
#include "wire/verify_json.h"

namespace qingxin::http {

namespace {

using wire::Outcome;
using wire::problem;
using wire::ProblemCode;

Outcome<store::BatchId> batch_in(const Request& request) {
  return id_in_path(request, "batch").map([](std::int64_t id) { return store::BatchId{id}; });
}

using ChangeBatch = Result<app::Kept> (*)(const access::Principal&, Instant, app::StoredData&,
                                          app::BatchId);

// Does it, and tells what the batch is then.
Outcome<Response> change_batch(const Request& request, Api& api, ChangeBatch change) {
  const Outcome<store::BatchId> id = batch_in(request);
  if (!id) return tl::unexpected(id.error());
  const Result<app::Kept> kept = change(request.who, request.received, api.data, *id);
  if (!kept) return tl::unexpected(wire::problem_of(kept.error()));
  return answered(app::show_batch(request.who, api.data, *id),
                  [&](const app::Batch& batch) { return wire::changed_batch_json(batch, *kept); });
}

}  // namespace

Outcome<Response> answer_batches(const Request& request, Api& api) {
  const Outcome<int> limit = limit_of(request);
  if (!limit) return tl::unexpected(limit.error());
  const Outcome<std::int64_t> after = id_cursor_of(request);
  if (!after) return tl::unexpected(after.error());
  return answered(
      app::list_batches(request.who, api.data, store::BatchId{*after}, *limit + 1),
      [&](const std::vector<app::Batch>& batches) { return wire::batches_json(batches, *limit); });
}

Outcome<Response> answer_batch(const Request& request, Api& api) {
  const Outcome<store::BatchId> id = batch_in(request);
  if (!id) return tl::unexpected(id.error());
  return answered(app::show_batch(request.who, api.data, *id), wire::batch_json);
}

Outcome<Response> answer_rejects(const Request& request, Api& api) {
  const Outcome<store::BatchId> id = batch_in(request);
  if (!id) return tl::unexpected(id.error());
  const Outcome<int> limit = limit_of(request);
  if (!limit) return tl::unexpected(limit.error());
  const Outcome<std::int64_t> after = id_cursor_of(request);
  if (!after) return tl::unexpected(after.error());
  const Result<app::Batch> batch = app::show_batch(request.who, api.data, *id);
  if (!batch) return tl::unexpected(wire::problem_of(batch.error()));
  return answered(app::rejects_of_batch(request.who, api.data, *id),
                  [&](const std::vector<app::Reject>& rejects) {
                    return wire::rejects_json(*batch, rejects, *after, *limit);
                  });
}

Outcome<Response> answer_preview(const Request& request, Api& api) {
  const Outcome<store::BatchId> id = batch_in(request);
  if (!id) return tl::unexpected(id.error());
  const Outcome<Date> day = day_of(request, "as_of", china_day(request.received));
  if (!day) return tl::unexpected(day.error());
  return answered(app::preview_batch(request.who, api.data, {*id, *day, api.threads}, api.law),
                  [&](const verify::Report& report) {
                    std::ostringstream out;
                    wire::write_json(report, api.law, api.version, false, out);
                    return std::move(out).str();
                  });
}

Outcome<Response> answer_use_batch(const Request& request, Api& api) {
  Outcome<Response> response = change_batch(request, api, app::use_batch);
  if (response && api.facts_changed) api.facts_changed();
  return response;
}

Outcome<Response> answer_withdraw_batch(const Request& request, Api& api) {
  return change_batch(request, api, app::withdraw_batch);
}

}  // namespace qingxin::http
