// SPDX-License-Identifier: Apache-2.0
#include "app/show_coverage.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/gather_figures.h"
#include "app/permit.h"
#include "law/parameters.h"

namespace qingxin::app {

Result<CoverageShown> show_coverage(const access::Principal& who, Moment moment,
                                    const RecordDesk& desk, const CoverageOrder& order) {
  constexpr int kMost = 1'000;
  if (const Result<void> may = permit(who, access::Action::see_indicators); !may)
    return tl::unexpected(may.error());
  if (order.limit < 1 || order.limit > kMost)
    return fail(ErrorCode::usage, fmt::format("一页 {} 行不行，请写 1 至 {}", order.limit, kMost));
  const Date day = order.as_of.value_or(moment.today);
  if (day > moment.today)
    return fail(ErrorCode::usage,
                fmt::format("{} 还没有到（今天是 {}）", to_string(day), to_string(moment.today)));
  if (const Result<void> sound = check_region(order.region); !sound)
    return tl::unexpected(sound.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  const auto permits = permits_of(*held, law::region_prefix(order.region));
  if (!permits) return tl::unexpected(permits.error());
  const auto projects = registered_projects(*held, "");
  if (!projects) return tl::unexpected(projects.error());
  CoverageShown shown{.order = order,
                      .coverage = oversight::coverage_of(*permits, *projects, day),
                      .permits = {},
                      .next = {}};
  std::vector<oversight::PermitMatch> all;
  std::swap(all, shown.coverage.permits);
  if (!order.is_all)
    std::erase_if(all, [](const oversight::PermitMatch& match) { return match.why.empty(); });
  for (std::size_t i = order.after; i < all.size(); ++i) {
    if (std::ssize(shown.permits) == order.limit) {
      shown.next = i;
      break;
    }
    shown.permits.push_back(std::move(all[i]));
  }
  return shown;
}

}  // namespace qingxin::app
