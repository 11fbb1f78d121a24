// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "app/permit.h"
#include "app/record_desk.h"

namespace qingxin::app {

namespace {

using oversight::BodyId;
using oversight::Field;
using oversight::RecordEvent;

// Whoever may not see cases is not told of them either: one may betray who reported. Nor is whoever
// is looked at told who comes to inspect, before whom he could be spoken to.
oversight::Fields hidden_from(const access::Principal& who) {
  if (access::may(who, access::Action::see_cases)) return {};
  if (!access::is_bound_to_units(who.role)) return oversight::kNeverToldToEnterprises;
  return oversight::kNeverToldToEnterprises | oversight::Fields{Field::officers};
}

void hide(const oversight::Fields& hidden, oversight::Values& values) {
  std::erase_if(values, [&](const auto& value) { return hidden.has(value.first); });
}

void hide(const access::Principal& who, oversight::RecordFace& face, oversight::Values& values) {
  if (!access::may(who, access::Action::see_cases)) face.dossier = 0;
  hide(hidden_from(who), values);
}

// Of the steps of others an enterprise sees that they were done, not by whom.
void hide(const access::Principal& who, oversight::Record& record) {
  hide(who, record.face, record.values);
  if (access::is_bound_to_units(who.role)) {
    oversight::withhold_from_enterprise(record);
    if (oversight::is_proposed_by_rule(record))
      record.events.erase(
          record.events.begin(),
          std::ranges::find(record.events, oversight::RecordStep::issued, &RecordEvent::step));
  }
  const BodyId own{access::number(who.unit)};
  for (RecordEvent& event : record.events) {
    hide(hidden_from(who), event.values);
    if (!access::is_bound_to_units(who.role)) continue;
    if (event.to && *event.to != own) event.to.reset();
    if (event.for_body == own) continue;
    event.person = {};
    if (event.for_body != record.face.owner) event.for_body = {};
  }
}

// Names of the bodies and people that its steps speak of, each looked up once.
class Names {
 public:
  Names(const access::Principal& who, const RecordDesk& desk, RecordShown& shown)
      : who_(&who), desk_(&desk), shown_(&shown) {}

  void add(BodyId body) {
    const auto id = static_cast<std::int64_t>(body);
    if (id == 0 || shown_->units.contains(id)) return;
    const Result<store::Unit> unit = desk_->store->unit(access::UnitId{id});
    shown_->units[id] = unit ? unit->name : fmt::format("单位 {}", id);
  }
  void add(oversight::PersonId person) {
    const auto id = static_cast<std::int64_t>(person);
    if (id == 0 || shown_->users.contains(id)) return;
    const Result<store::User> user = desk_->store->accounts().user(access::UserId{id});
    if (access::is_bound_to_units(who_->role) && (!user || user->unit != who_->unit)) return;
    shown_->users[id] = user ? user->name : fmt::format("用户 {}", id);
  }
  void add_officers(const oversight::Values& values) {
    for (const std::string& one : oversight::lines_of(values, Field::officers))
      if (const Result<RecordId> id = record_id_in(one)) add(oversight::PersonId{number(*id)});
  }

 private:
  const access::Principal* who_;
  const RecordDesk* desk_;
  RecordShown* shown_;
};

void name_all(const access::Principal& who, const RecordDesk& desk, RecordShown& shown) {
  Names names(who, desk, shown);
  const oversight::Record& record = shown.whole.record;
  names.add(record.face.owner);
  names.add(record.face.addressee);
  names.add_officers(record.values);
  for (const RecordEvent& event : record.events) {
    names.add(event.person);
    names.add(event.for_body);
    if (event.to) names.add(*event.to);
    names.add_officers(event.values);
  }
}

// An enterprise is not told to whom else something went.
void keep_known_units(const access::Principal& who, RecordShown& shown) {
  const auto owner = static_cast<std::int64_t>(shown.whole.record.face.owner);
  std::erase_if(shown.units, [&](const auto& named) {
    return named.first != owner && named.first != access::number(who.unit);
  });
}

}  // namespace

Result<store::WholeRecord> show_record(const access::Principal& who, Moment moment,
                                       const RecordDesk& desk, RecordId id) {
  if (const Result<void> may = permit(who, access::Action::see_records); !may)
    return tl::unexpected(may.error());
  Result<store::WholeRecord> whole =
      desk.store->acting_for(who, moment.now)->records().whole_record(id);
  if (whole) hide(who, whole->record);
  return whole;
}

Result<RecordShown> look_at_record(const access::Principal& who, Moment moment,
                                   const RecordDesk& desk, RecordId id) {
  Result<store::WholeRecord> whole = show_record(who, moment, desk, id);
  if (!whole) return tl::unexpected(whole.error());
  RecordShown shown;
  shown.whole = *std::move(whole);
  const oversight::Record& record = shown.whole.record;
  shown.due = oversight::due_of(record);
  shown.is_overdue = oversight::is_overdue(record, moment.today);
  Result<std::vector<oversight::RecordMove>> possible = possible_steps(who, desk, record);
  if (!possible) return tl::unexpected(possible.error());
  shown.possible = *std::move(possible);
  if (record.face.project != 0) {
    const Result<std::string> code =
        desk.store->acting_for(who, moment.now)->code_of(store::ProjectId{record.face.project});
    if (code) shown.project_code = *code;  // else it lies beyond his scope
  }
  name_all(who, desk, shown);
  if (access::is_bound_to_units(who.role)) keep_known_units(who, shown);
  return shown;
}

Result<RecordPage> list_records(const access::Principal& who, Moment moment, const RecordDesk& desk,
                                const RecordQuery& query) {
  if (const Result<void> may = permit(who, access::Action::see_records); !may)
    return tl::unexpected(may.error());
  constexpr int kMost = 1000;
  if (query.limit < 1 || query.limit > kMost)
    return fail(ErrorCode::usage, fmt::format("一页 {} 条不行，请写 1 至 {}", query.limit, kMost));
  if (query.filter.dossier)
    if (const Result<void> may = permit(who, access::Action::see_cases); !may)
      return tl::unexpected(may.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  store::RecordFilter filter = query.filter;
  if (query.is_overdue && (!filter.due_before || *filter.due_before > moment.today))
    filter.due_before = moment.today;
  Result<std::vector<store::KeptRecord>> found =
      held->records().records_before(filter, query.before, query.limit + 1);
  if (!found) return tl::unexpected(found.error());
  RecordPage page{.records = *std::move(found), .next = {}};
  if (std::ssize(page.records) > query.limit) {
    page.records.pop_back();
    page.next = page.records.back().id;
  }
  for (store::KeptRecord& kept : page.records) hide(who, kept.face, kept.values);
  return page;
}

Result<std::vector<store::KeptRecord>> all_records(const access::Principal& who, Moment moment,
                                                   const RecordDesk& desk,
                                                   const store::RecordFilter& filter, int most) {
  constexpr int kAtOnce = 1000;
  std::vector<store::KeptRecord> all;
  RecordQuery query{.filter = filter, .is_overdue = false, .before = {}, .limit = kAtOnce};
  while (true) {
    Result<RecordPage> page = list_records(who, moment, desk, query);
    if (!page) return tl::unexpected(page.error());
    std::ranges::move(page->records, std::back_inserter(all));
    if (std::ssize(all) > most)
      return fail(ErrorCode::usage,
                  fmt::format("符合条件的多于 {} 条，请缩小范围：写明区划、行业或起止日期", most));
    if (!page->next) return all;
    query.before = *page->next;
  }
}

Result<std::vector<oversight::RecordMove>> possible_steps(const access::Principal& who,
                                                          const RecordDesk& desk,
                                                          const oversight::Record& record) {
  if (!access::may(who, access::Action::write_records)) return std::vector<oversight::RecordMove>{};
  const Result<RecordWriter> writer = record_writer(who, desk, record.face);
  if (!writer) return tl::unexpected(writer.error());
  return possible_steps(*writer, record.state);
}

}  // namespace qingxin::app
