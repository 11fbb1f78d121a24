// SPDX-License-Identifier: Apache-2.0
#include "app/export_register.h"

#include <fmt/format.h>

#include "app/permit.h"
#include "app/reveal_field.h"
#include "app/units.h"
#include "base/hash.h"
#include "base/text.h"
#include "feeds/file_bytes.h"

namespace qingxin::app {

namespace {

using Page = std::vector<std::vector<std::string>>;

// The rows of the pages, each with the number behind it.
class NumberedRows {
 public:
  NumberedRows(store::Store& held, const NextPage& next, Page first, std::string number)
      : held_(&held), next_(&next), page_(std::move(first)), number_(std::move(number)) {}

  Result<documents::MoreRows> operator()(std::vector<std::string>& row) {
    if (at_ == page_.size()) {
      Result<Page> page = (*next_)(*held_);
      if (!page) return tl::unexpected(page.error());
      page_ = *std::move(page);
      at_ = 0;
    }
    if (page_.empty()) return documents::MoreRows::end;
    row = std::move(page_[at_++]);
    row.push_back(number_);
    return documents::MoreRows::row;
  }

 private:
  store::Store* held_;
  const NextPage* next_;
  Page page_;
  std::size_t at_ = 0;
  std::string number_;
};

std::string unit_name(store::Store& store, access::UnitId id) {
  if (id == access::UnitId{}) return {};
  const Result<store::Unit> unit = store.unit(id);
  if (unit) return unit->name;
  return id == kLocalUnit ? "本机构" : std::string{};  // also before anybody registered it
}

// In whose row of numbers he exports: where he has no unit, in that of this office itself.
access::UnitId unit_of(const access::Principal& who) {
  return who.unit == access::UnitId{} ? kLocalUnit : who.unit;
}

std::string user_name(store::Store& store, access::UserId id) {
  if (id == access::UserId{}) return std::string{in_chinese(access::Role::local_operator)};
  const Result<store::User> user = store.accounts().user(id);
  return user ? user->name : std::string{};
}

Result<Export> written(store::Store& held, const Export& begun, documents::RegisterTable table,
                       const std::filesystem::path& file, NumberedRows rows) {
  const Result<std::int64_t> count = documents::write_register(table, std::move(rows), file);
  if (!count) return tl::unexpected(count.error());
  Export done = begun;
  done.rows = *count;
  const Result<feeds::FileBytes> bytes = feeds::FileBytes::open(file);
  if (bytes) done.sm3 = hex(sm3(bytes->view()));
  const Result<void> noted = bytes ? held.registers().end_export(begun.asked.id, *count, done.sm3)
                                   : tl::unexpected(bytes.error());
  if (noted) return done;
  std::error_code code;
  std::filesystem::remove(file, code);  // nothing leaves the house unrecorded
  return tl::unexpected(noted.error());
}

// Those of his unit, or where he has none his own.
void see_own(const access::Principal& who, store::ExportFilter& filter) {
  if (who.unit == access::UnitId{})
    filter.user = who.user;
  else
    filter.unit = who.unit;
}

}  // namespace

std::string number_text(const Export& one) {
  return fmt::format("{}导出〔{}〕{}号", in_chinese(one.asked.of), one.asked.year, one.number);
}

Result<Export> export_register(const access::Principal& who, Moment moment, store::Store& store,
                               store::IdMaker& ids, Register of, std::vector<std::string> headings,
                               const ExportAsked& asked, const NextPage& next) {
  if (asked.has_names)
    if (const Result<void> may = permit(who, access::Action::reveal_field); !may)
      return tl::unexpected(may.error());
  const Result<std::string> reason = checked_reason(asked.reason);
  if (!reason)
    return fail(ErrorCode::invalid_input, "导出的理由要 5 到 500 个字；请写明拿去做什么");
  if (const Result<void> named = documents::check_register_name(asked.file); !named)
    return tl::unexpected(named.error());
  const std::unique_ptr<store::Store> held = store.acting_for(who, moment.now);
  Result<Page> first = next(*held);
  if (!first) return tl::unexpected(first.error());
  if (first->empty())
    return fail(ErrorCode::invalid_input, "没有符合条件的，没有导出；请核对筛选条件");
  const Result<Export> begun =
      held->registers().begin_export({.id = ExportId{ids.next(moment.now)},
                                      .of = of,
                                      .unit = unit_of(who),
                                      .year = year_of(month_of(moment.today)),
                                      .why = without_numbers_of_people(*reason),
                                      .query = query_text(without_people(asked.query)),
                                      .has_names = asked.has_names});
  if (!begun) return begun;
  const std::string number = number_text(*begun);
  headings.emplace_back("导出编号");
  documents::RegisterTable table{
      .name = std::string{in_chinese(of)},
      .headings = std::move(headings),
      .page_head = number,
      .page_foot = fmt::format("{} {} {}", unit_name(store, begun->asked.unit),
                               user_name(store, who.user), to_string(moment.today))};
  return written(*held, *begun, std::move(table), asked.file,
                 NumberedRows(*held, next, *std::move(first), number));
}

Result<ExportPage> list_exports(const access::Principal& who, store::Store& store,
                                const ExportsAsked& asked) {
  if (const Result<void> may = permit(who, access::Action::see_exports); !may)
    return tl::unexpected(may.error());
  constexpr int kMost = 1'000;
  if (asked.limit < 1 || asked.limit > kMost)
    return fail(ErrorCode::usage, fmt::format("一页 {} 条不行，请写 1 至 {}", asked.limit, kMost));
  store::ExportFilter filter{.of = asked.of, .unit = {}, .user = {}, .year = asked.year};
  if (who.role != access::Role::auditor && who.role != access::Role::local_operator)
    see_own(who, filter);
  Result<std::vector<Export>> found = store.acting_for(who, Instant{})
                                          ->registers()
                                          .exports_before(filter, asked.before, asked.limit + 1);
  if (!found) return tl::unexpected(found.error());
  ExportPage page;
  if (std::ssize(*found) > asked.limit) {
    found->pop_back();
    page.next = found->back().asked.id;
  }
  for (Export& one : *found)
    page.exports.push_back({one, unit_name(store, one.asked.unit), user_name(store, one.user)});
  return page;
}

}  // namespace qingxin::app
