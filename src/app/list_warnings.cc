// SPDX-License-Identifier: Apache-2.0
#include "app/list_warnings.h"

#include <fmt/format.h>

#include "app/permit.h"

namespace qingxin::app {

namespace {

constexpr int kMost = 1000;

bool is_enterprise(access::Role role) {
  return role == access::Role::owner || role == access::Role::general_contractor ||
         role == access::Role::labour_officer || role == access::Role::subcontractor;
}

// Of what an authority wrote, what the one who was warned needs.
bool is_for_enterprises(casework::WarningStep step) {
  return step == casework::WarningStep::answered || step == casework::WarningStep::sent_back;
}

}  // namespace

Result<WarningPage> list_warnings(const access::Principal& who, const WarningDesk& desk,
                                  WarningQuery query) {
  if (const Result<void> may = permit(who, access::Action::see_warnings); !may)
    return tl::unexpected(may.error());
  if (query.limit < 1 || query.limit > kMost)
    return fail(ErrorCode::usage, fmt::format("一页 {} 条不行，请写 1 至 {}", query.limit, kMost));
  WarningKey after;
  if (!query.after.empty()) {
    Result<WarningKey> key = warning_key_in(query.after);
    if (!key) return tl::unexpected(key.error());
    after = *std::move(key);
  }
  Result<std::vector<KeptWarning>> found =
      desk.store->acting_for(who, Instant{})
          ->warnings()
          .warnings_after(query.filter, after, query.limit + 1);
  if (!found) return tl::unexpected(found.error());
  WarningPage page;
  if (std::ssize(*found) > query.limit) {
    found->pop_back();
    page.next = to_string(found->back().key);
  }
  page.warnings = *std::move(found);
  return page;
}

Result<WarningShown> show_warning(const access::Principal& who, const WarningDesk& desk,
                                  const WarningKey& key) {
  if (const Result<void> may = permit(who, access::Action::see_warnings); !may)
    return tl::unexpected(may.error());
  Result<KeptWarning> warning = seen_warning(desk, who, key);
  if (!warning) return tl::unexpected(warning.error());
  Result<std::vector<WarningRecord>> history = desk.store->warnings().steps_of(key);
  if (!history) return tl::unexpected(history.error());
  if (is_enterprise(who.role))
    for (WarningRecord& record : *history)
      if (!is_for_enterprises(record.step)) {
        record.why.clear();
        record.user = {};
      }
  return WarningShown{*std::move(warning), *std::move(history)};
}

}  // namespace qingxin::app
