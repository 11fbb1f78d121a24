// SPDX-License-Identifier: Apache-2.0
#include "app/saved_views.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/case_query.h"
#include "app/clue_query.h"
#include "app/permit.h"
#include "app/record_query.h"
#include "base/text.h"
#include "base/utf8.h"

namespace qingxin::app {

namespace {

Result<std::string> checked_name(std::string_view written) {
  constexpr int kLongest = 40;
  const std::string_view name = trim(written);
  const int length = is_utf8(name) && is_printable(name) ? character_count(name) : 0;
  if (length >= 1 && length <= kLongest) return without_numbers_of_people(name);
  return fail(ErrorCode::invalid_input,
              fmt::format("筛选的名字要 1 到 {} 个字，写得出来的字", kLongest));
}

// The list of that register says whether it takes the query.
Result<void> check_query(Register of, const QueryParts& parts) {
  switch (of) {
    case Register::clues: return clue_query(parts).map([](const ClueQuery&) {});
    case Register::cases: return case_query(parts).map([](const CaseQuery&) {});
    case Register::records: return record_query(parts).map([](const RecordQuery&) {});
  }
  return {};
}

Result<std::string> checked_query(Register of, std::string_view written) {
  constexpr std::size_t kLongest = 2'000;
  const Result<QueryParts> parts = query_parts(written);
  if (!parts) return tl::unexpected(parts.error());
  if (const Result<void> taken = check_query(of, *parts); !taken)
    return tl::unexpected(taken.error());
  for (const auto& [name, value] : *parts)
    if (name == "words" && value != without_numbers_of_people(value))
      return fail(ErrorCode::invalid_input,
                  "筛选条件 words 里有手机号、证件号那样的号码，不能存；请去掉它再存");
  std::string query = query_text(*parts);
  if (query.empty()) return fail(ErrorCode::invalid_input, "没有筛选条件可存；请先写出要筛选什么");
  if (query.size() > kLongest)
    return fail(ErrorCode::invalid_input,
                fmt::format("筛选条件有 {} 字节，最多 {}；请减少", query.size(), kLongest));
  return query;
}

}  // namespace

Result<SavedView> save_view(const access::Principal& who, Moment moment, store::Store& store,
                            store::IdMaker& ids, const ViewAsked& asked) {
  const access::Action action =
      asked.is_shared ? access::Action::share_view : access::Action::keep_views;
  if (const Result<void> may = permit(who, action); !may) return tl::unexpected(may.error());
  Result<std::string> name = checked_name(asked.name);
  if (!name) return tl::unexpected(name.error());
  Result<std::string> query = checked_query(asked.of, asked.query);
  if (!query) return tl::unexpected(query.error());
  if (asked.is_shared && who.unit == access::UnitId{})
    return fail(ErrorCode::invalid_input, "没有所属单位，不能与单位共用；请存为自己的");
  const SavedView view{.id = ViewId{ids.next(moment.now)},
                       .of = asked.of,
                       .shared_in = asked.is_shared ? who.unit : access::UnitId{},
                       .name = *std::move(name),
                       .query = *std::move(query),
                       .saved_by = who.user,
                       .saved = moment.now};
  const std::unique_ptr<store::Store> held = store.acting_for(who, moment.now);
  const Result<store::Kept> kept = held->registers().save_view(view);
  if (!kept) return tl::unexpected(kept.error());
  if (*kept == store::Kept::now) return view;
  const Result<std::vector<SavedView>> views = held->registers().views(view.of);
  if (!views) return tl::unexpected(views.error());
  for (const SavedView& one : *views)
    if (one.name == view.name && one.shared_in == view.shared_in) return one;
  return view;
}

Result<std::vector<SavedView>> list_views(const access::Principal& who, store::Store& store,
                                          Register of) {
  if (const Result<void> may = permit(who, access::Action::keep_views); !may)
    return tl::unexpected(may.error());
  return store.acting_for(who, Instant{})->registers().views(of);
}

Result<SavedView> view_named(const access::Principal& who, store::Store& store, Register of,
                             std::string_view name) {
  const Result<std::vector<SavedView>> views = list_views(who, store, of);
  if (!views) return tl::unexpected(views.error());
  const auto found = std::ranges::find(*views, name, &SavedView::name);
  if (found != views->end()) return *found;  // his own stands first
  std::string names;
  for (const SavedView& one : *views) names.append(names.empty() ? "" : "、").append(one.name);
  return fail(
      ErrorCode::not_found,
      fmt::format("{}没有叫「{}」的筛选；{}", in_chinese(of), shortened(printable(name), 60),
                  names.empty() ? "还没有存过" : "存过的有：" + names));
}

Result<SavedView> view_of(const access::Principal& who, store::Store& store, Register of,
                          ViewId id) {
  if (const Result<void> may = permit(who, access::Action::keep_views); !may)
    return tl::unexpected(may.error());
  Result<SavedView> view = store.acting_for(who, Instant{})->registers().view(id);
  if (view && view->of != of)
    return fail(ErrorCode::not_found, fmt::format("筛选 {} 是{}的，不是{}的", number(id),
                                                  in_chinese(view->of), in_chinese(of)));
  return view;
}

Result<void> delete_view(const access::Principal& who, Moment moment, store::Store& store,
                         ViewId id) {
  if (const Result<void> may = permit(who, access::Action::keep_views); !may)
    return tl::unexpected(may.error());
  const std::unique_ptr<store::Store> held = store.acting_for(who, moment.now);
  const Result<SavedView> view = held->registers().view(id);
  if (!view) return tl::unexpected(view.error());
  if (view->shared_in != access::UnitId{})
    if (const Result<void> may = permit(who, access::Action::share_view); !may)
      return tl::unexpected(may.error());
  return held->registers().delete_view(id);
}

}  // namespace qingxin::app
