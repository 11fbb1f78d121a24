// SPDX-License-Identifier: Apache-2.0
#include "app/export_cases.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

#include "app/case_query.h"
#include "app/clues_of_case.h"
#include "app/permit.h"

namespace qingxin::app {

namespace {

constexpr int kAtOnce = 500;

using Row = std::vector<std::string>;

const Row& headings() {
  static const Row kHeadings{"案件编号", "首问时间",   "首问单位",    "负责单位", "承办人",
                             "项目名称", "用人单位",   "区划代码",    "分类",     "项目性质",
                             "反映人数", "反映金额",   "查明人数",    "查明金额", "已付金额",
                             "未付金额", "办理",       "立案日",      "结案日",   "销账日",
                             "最近期限", "期限截止日", "已超期的期限"};
  return kHeadings;
}

std::string count(const std::optional<int>& number) {
  return number ? fmt::format("{}", *number) : std::string{};
}
std::string yuan(const std::optional<Money>& amount) {
  return amount ? to_string(*amount) : std::string{};
}
std::string day(const std::optional<Date>& date) {
  return date ? to_string(*date) : std::string{};
}

// The names of bodies and officials, each looked up once.
class Names {
 public:
  explicit Names(store::Store& store) : store_(&store) {}

  std::string of(access::UnitId id) {
    const auto [at, is_new] = units_.try_emplace(id);
    if (is_new && id != access::UnitId{})
      if (const Result<store::Unit> unit = store_->unit(id)) at->second = unit->name;
    return at->second;
  }
  std::string of(const std::optional<access::UserId>& id) {
    if (!id) return {};
    const auto [at, is_new] = users_.try_emplace(*id);
    if (is_new)
      if (const Result<store::User> user = store_->accounts().user(*id)) at->second = user->name;
    return at->second;
  }

 private:
  store::Store* store_;
  std::map<access::UnitId, std::string> units_;
  std::map<access::UserId, std::string> users_;
};

std::string clocks_in(const std::vector<casework::ClockId>& clocks) {
  std::string words;
  for (const casework::ClockId clock : clocks)
    words.append(words.empty() ? "" : "、").append(casework::clock_of(clock)->chinese);
  return words;
}

Row row_of(const ListedCase& listed, Names& names) {
  const store::KeptDossier& kept = listed.kept;
  const casework::CaseSums sums = kept.readings.sums.value_or(casework::CaseSums{});
  const std::optional<int> people = kept.readings.sums ? std::optional{sums.people} : std::nullopt;
  return {
      fmt::format("{}", number(kept.id)),
      china_minute(kept.opened),
      names.of(kept.first_asked),
      names.of(kept.owner),
      names.of(kept.assignee),
      kept.face.project_name,
      kept.face.employer,
      kept.face.region_code,
      kept.matter_class ? std::string{in_chinese(*kept.matter_class)} : std::string{},
      kept.face.funding ? std::string{in_chinese(*kept.face.funding)} : std::string{},
      count(kept.claimed_people),
      yuan(kept.claimed_amount),
      count(people),
      yuan(sums.established),
      yuan(sums.settled),
      yuan(sums.owed),
      kept.handling ? std::string{casework::words_of(*kept.handling).chinese} : std::string{},
      day(kept.filed),
      day(kept.concluded),
      day(kept.cleared),
      listed.next ? std::string{casework::clock_of(listed.next->clock)->chinese} : std::string{},
      listed.next ? day(listed.next->due) : std::string{},
      listed.fault.empty() ? clocks_in(listed.overdue) : listed.fault};
}

// Of a case behind which stands anybody who asked not to be named, nobody is. `program` sees also
// the clues that whoever exports does not.
Result<std::string> names_of(store::Store& held, store::Store& program, DossierId id) {
  const Result<WholeDossier> whole = held.dossiers().whole_dossier(id);
  if (!whole) return tl::unexpected(whole.error());
  const Result<std::vector<store::WholeClue>> clues = clues_of_case(program, *whole);
  if (!clues) return tl::unexpected(clues.error());
  const auto is_named = [](const store::WholeClue& one) {
    return one.clue.reporting == store::Reporting::named;
  };
  if (!std::ranges::all_of(*clues, is_named)) return std::string{"（要求保密）"};
  std::string names;
  for (const store::CaseWorker& worker : whole->facts.workers)
    if (!worker.name.empty()) names.append(names.empty() ? "" : "、").append(worker.name);
  return names;
}

// Cases page by page, from the newest on.
class CasePages {
 public:
  CasePages(const access::Principal& who, Moment moment, const CaseDesk& desk, CaseQuery query,
            bool has_names)
      : who_(&who),
        moment_(moment),
        desk_(&desk),
        query_(std::move(query)),
        has_names_(has_names),
        program_(desk.store->acting_for(access::the_machine(), moment.now)) {
    query_.limit = kAtOnce;
  }

  Result<std::vector<Row>> next(store::Store& held) {
    std::vector<Row> rows;
    if (is_over_) return rows;
    const Result<CasePage> page = list_cases(*who_, moment_, *desk_, query_);
    if (!page) return tl::unexpected(page.error());
    is_over_ = !page->next;
    if (page->next) query_.before = *page->next;
    Names names(*desk_->store);
    for (const ListedCase& one : page->cases) {
      rows.push_back(row_of(one, names));
      if (!has_names_) continue;
      Result<std::string> people = names_of(held, *program_, one.kept.id);
      if (!people) return tl::unexpected(people.error());
      rows.back().push_back(*std::move(people));
    }
    return rows;
  }

 private:
  const access::Principal* who_;
  Moment moment_;
  const CaseDesk* desk_;
  CaseQuery query_;
  bool has_names_;
  std::unique_ptr<store::Store> program_;
  bool is_over_ = false;
};

}  // namespace

Result<Export> export_cases(const access::Principal& who, Moment moment, const CaseDesk& desk,
                            const ExportAsked& asked) {
  if (const Result<void> may = permit(who, access::Action::export_clues); !may)
    return tl::unexpected(may.error());
  Result<CaseQuery> query = case_query(asked.query);
  if (!query) return tl::unexpected(query.error());
  Row heads = headings();
  if (asked.has_names) heads.emplace_back("涉及人员");
  CasePages pages(who, moment, desk, *std::move(query), asked.has_names);
  return export_register(who, moment, *desk.store, *desk.ids, Register::cases, std::move(heads),
                         asked, [&](store::Store& held) { return pages.next(held); });
}

}  // namespace qingxin::app
