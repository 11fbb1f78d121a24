// SPDX-License-Identifier: Apache-2.0
#include "app/export_records.h"

#include <fmt/format.h>

#include <map>

#include "app/permit.h"
#include "app/record_query.h"

namespace qingxin::app {

namespace {

using oversight::Field;
using oversight::RecordKind;

constexpr int kAtOnce = 500;

using Row = std::vector<std::string>;

// What the kind may say, in the order of the fields.
std::vector<Field> fields_of(RecordKind kind) {
  const oversight::KindWords& words = oversight::words_of(kind);
  std::vector<Field> fields;
  for (std::size_t i = 1; i <= oversight::kFields; ++i) {
    const auto field = static_cast<Field>(i);
    if (words.needs.has(field) || words.may_have.has(field)) fields.push_back(field);
  }
  return fields;
}

Row headings_of(RecordKind kind) {
  Row headings{"记录编号", "文号",     "状态", "主办单位", "交给",     "区划代码",
               "行业",     "项目编号", "期限", "是否超期", "登记时间", "最近变动"};
  for (const Field field : fields_of(kind))
    headings.emplace_back(oversight::words_of(field).chinese);
  return headings;
}

// The names of bodies and officials and the codes of projects, each looked up once.
class Names {
 public:
  Names(store::Store& store, store::Store& held) : store_(&store), held_(&held) {}

  std::string of(oversight::BodyId body) {
    const auto id = static_cast<std::int64_t>(body);
    const auto [at, is_new] = units_.try_emplace(id);
    if (is_new && id != 0)
      if (const Result<store::Unit> unit = store_->unit(access::UnitId{id}))
        at->second = unit->name;
    return at->second;
  }
  std::string of_project(std::int64_t id) {
    const auto [at, is_new] = projects_.try_emplace(id);
    if (is_new && id != 0)
      if (const Result<std::string> code = held_->code_of(store::ProjectId{id})) at->second = *code;
    return at->second;
  }
  // Officers are kept by their ids.
  std::string of_value(Field field, const std::string& value) {
    if (field != Field::officers) return value_in_words(field, value);
    std::string words;
    for (const std::string& one : oversight::lines_of({{field, value}}, field)) {
      const Result<RecordId> id = record_id_in(one);
      words.append(words.empty() ? "" : "；").append(id ? of_user(number(*id)) : one);
    }
    return words;
  }

 private:
  const std::string& of_user(std::int64_t id) {
    const auto [at, is_new] = users_.try_emplace(id);
    if (is_new)
      if (const Result<store::User> user = store_->accounts().user(access::UserId{id}))
        at->second = user->name;
    return at->second;
  }

  store::Store* store_;
  store::Store* held_;
  std::map<std::int64_t, std::string> units_, users_, projects_;
};

Row row_of(const store::KeptRecord& kept, Date today, Names& names) {
  Row row{fmt::format("{}", number(kept.id)),
          kept.number,
          std::string{oversight::words_of(kept.state).chinese},
          names.of(kept.face.owner),
          names.of(kept.face.addressee),
          kept.face.region_code,
          kept.face.industry,
          names.of_project(kept.face.project),
          kept.due ? to_string(*kept.due) : std::string{},
          is_overdue(kept, today) ? "超期" : "",
          china_minute(kept.begun),
          china_minute(kept.changed)};
  for (const Field field : fields_of(kept.face.kind)) {
    const auto value = kept.values.find(field);
    row.push_back(value == kept.values.end() ? "" : names.of_value(field, value->second));
  }
  return row;
}

// Page by page, from the newest on.
class RecordPages {
 public:
  RecordPages(const access::Principal& who, Moment moment, const RecordDesk& desk,
              RecordQuery query)
      : who_(&who), moment_(moment), desk_(&desk), query_(std::move(query)) {
    query_.limit = kAtOnce;
  }

  Result<std::vector<Row>> next(store::Store& held) {
    std::vector<Row> rows;
    if (is_over_) return rows;
    const Result<RecordPage> page = list_records(*who_, moment_, *desk_, query_);
    if (!page) return tl::unexpected(page.error());
    is_over_ = !page->next;
    if (page->next) query_.before = *page->next;
    Names names(*desk_->store, held);
    for (const store::KeptRecord& kept : page->records)
      rows.push_back(row_of(kept, moment_.today, names));
    return rows;
  }

 private:
  const access::Principal* who_;
  Moment moment_;
  const RecordDesk* desk_;
  RecordQuery query_;
  bool is_over_ = false;
};

}  // namespace

Result<Export> export_records(const access::Principal& who, Moment moment, const RecordDesk& desk,
                              const ExportAsked& asked) {
  if (const Result<void> may = permit(who, access::Action::export_clues); !may)
    return tl::unexpected(may.error());
  Result<RecordQuery> query = record_query(asked.query);
  if (!query) return tl::unexpected(query.error());
  if (!query->filter.kind)
    return fail(ErrorCode::invalid_input, "一次导出一种记录，请写明种类，如 kind=task");
  if (asked.has_names) return fail(ErrorCode::invalid_input, "督查记录不另列人员，请去掉这一项");
  const RecordKind kind = *query->filter.kind;
  RecordPages pages(who, moment, desk, *std::move(query));
  return export_register(who, moment, *desk.store, *desk.ids, Register::records, headings_of(kind),
                         asked, [&](store::Store& held) { return pages.next(held); });
}

}  // namespace qingxin::app
