// SPDX-License-Identifier: Apache-2.0
#include "app/export_clues.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/case_desk.h"
#include "app/clue_query.h"
#include "app/clue_result.h"
#include "app/permit.h"

namespace qingxin::app {

namespace {

constexpr int kAtOnce = 1'000;

const std::vector<std::string>& headings() {
  static const std::vector<std::string> kHeadings{
      "来源渠道", "来件编号", "线索编号", "来件时间", "登记时间", "接收单位", "用人单位",
      "项目名称", "区划代码", "核定类别", "建议类别", "人数", "金额", "月份", "是否核定",
      "并案后编号", "同一事项几件",
      // What became of it.
      "办理", "负责单位", "最近期限", "期限截止日", "是否答复", "答复日", "答复内容", "案件编号",
      "处理结果", "结案依据", "结案", "结案日", "销账", "销账日", "查明人数", "查明金额",
      "付清人数", "已付金额"};
  return kHeadings;
}

std::string class_of(const std::optional<casework::MatterClass>& matter_class) {
  return matter_class ? std::string{in_chinese(*matter_class)} : std::string{};
}

// The names of the bodies that were asked, each looked up once.
class Bodies {
 public:
  explicit Bodies(store::Store& store) : store_(&store) {}
  std::string name(access::UnitId id) {
    const auto [at, is_new] = names_.try_emplace(id);
    if (is_new && id != access::UnitId{})
      if (const Result<store::Unit> unit = store_->unit(id)) at->second = unit->name;
    return at->second;
  }

 private:
  store::Store* store_;
  std::map<access::UnitId, std::string> names_;
};

std::vector<std::string> row_of(const KeptClue& clue, Bodies& bodies) {
  const store::ClueFigures& figures = clue.figures;
  std::string months;
  for (const Month month : figures.months)
    months.append(months.empty() ? "" : "、").append(to_string(month));
  return {std::string{in_chinese(clue.origin.channel)},
          clue.origin.foreign_number,
          fmt::format("{}", number(clue.id)),
          china_minute(clue.origin.arrived),
          china_minute(clue.entered),
          bodies.name(clue.asked),
          figures.employer,
          figures.project_name,
          figures.region_code,
          class_of(clue.confirmed),
          class_of(clue.suggested),
          figures.head_count ? fmt::format("{}", *figures.head_count) : std::string{},
          figures.amount ? to_string(*figures.amount) : std::string{},
          months,
          clue.is_confirmed ? "是" : "否",
          fmt::format("{}", number(clue.matter)),
          fmt::format("{}", clue.clues_of_matter)};
}

std::string day_of(const std::optional<Date>& day) {
  return day ? to_string(*day) : std::string{};
}

std::vector<std::string> row_of_clue(const std::optional<ClueResult>& result, Bodies& bodies) {
  if (!result) return {"", "", "", "", "否", "", ""};
  const auto& next = result->next;
  return {result->state ? std::string{casework::words_of(*result->state).chinese} : std::string{},
          bodies.name(access::UnitId{static_cast<std::int64_t>(result->whole.dossier.owner)}),
          next ? std::string{casework::clock_of(next->clock)->chinese} : std::string{},
          next ? day_of(next->due) : std::string{},
          result->answered ? "是" : "否",
          day_of(result->answered),
          result->answer};
}

// Of the case that the clue is in, if whoever exports sees it.
std::vector<std::string> row_of_case(const std::optional<store::WholeDossier>& found) {
  if (!found) return std::vector<std::string>(11);
  using casework::State;
  using casework::Step;
  const casework::Dossier& life = found->dossier;
  const auto decided = std::ranges::find(life.events.rbegin(), life.events.rend(), Step::decided,
                                         &casework::Event::step);
  const bool has_outcome = decided != life.events.rend() && decided->outcome;
  const casework::Event* concluded = standing_step(life, State::concluded, Step::concluded);
  const casework::Event* cleared = standing_step(life, State::cleared, Step::cleared);
  const auto proposed = std::ranges::find(life.events.rbegin(), life.events.rend(),
                                          Step::conclusion_proposed, &casework::Event::step);
  const bool has_ground =
      concluded != nullptr && proposed != life.events.rend() && proposed->ground;
  const auto day = [](const casework::Event* event) {
    return event == nullptr ? std::string{} : to_string(china_day(event->at));
  };
  const auto yuan = [](const std::optional<Money>& money) {
    return money ? to_string(*money) : std::string{};
  };
  // Nobody has said who is owed: that is not nobody.
  const bool has_workers = !found->facts.workers.empty();
  const casework::CaseSums sums =
      has_workers ? casework::sums_of(store::end_facts(found->facts, 0, 0), life)
                  : casework::CaseSums{};
  const auto count = [&](int people) {
    return has_workers ? fmt::format("{}", people) : std::string{};
  };
  return {fmt::format("{}", number(found->id)),
          has_outcome ? std::string{in_chinese(*decided->outcome)} : std::string{},
          has_ground ? std::string{in_chinese(*proposed->ground)} : std::string{},
          concluded == nullptr ? "否" : "是",
          day(concluded),
          cleared == nullptr ? "否" : "是",
          day(cleared),
          count(sums.people),
          yuan(sums.established),
          count(sums.people_paid),
          yuan(sums.settled)};
}

// The case that the clue was joined to last; nothing: none, or one that he does not see.
Result<std::optional<store::WholeDossier>> case_of(store::Store& held,
                                                   const casework::Dossier& clue) {
  for (auto link = clue.links.rbegin(); link != clue.links.rend(); ++link) {
    Result<std::optional<store::WholeDossier>> found =
        held.dossiers().find_dossier(store::DossierId{*link});
    if (!found) return found;
    if (*found && (*found)->dossier.subject == casework::Subject::case_file) return found;
  }
  return std::optional<store::WholeDossier>{};
}

Result<void> add_result(store::Store& held, const CaseDesk& desk, Moment moment,
                        const KeptClue& clue, Bodies& bodies, std::vector<std::string>& row) {
  const Result<std::optional<ClueResult>> result = clue_result(held, desk, moment, clue);
  if (!result) return tl::unexpected(result.error());
  std::optional<store::WholeDossier> of_case;
  if (*result) {
    Result<std::optional<store::WholeDossier>> joined = case_of(held, (*result)->whole.dossier);
    if (!joined) return tl::unexpected(joined.error());
    of_case = *std::move(joined);
  }
  for (const std::vector<std::string>& part : {row_of_clue(*result, bodies), row_of_case(of_case)})
    row.insert(row.end(), part.begin(), part.end());
  return {};
}

// Who asked not to be named is in no file, nor are those who stand beside him.
Result<std::string> names_of(store::Store& held, const KeptClue& clue) {
  if (clue.reporting != store::Reporting::named) return std::string{"（要求保密）"};
  const Result<std::vector<store::CluePerson>> people = held.clues().people_of_clue(clue.id);
  if (!people) return tl::unexpected(people.error());
  std::string names;
  for (const store::CluePerson& person : *people)
    if (!person.name.empty()) names.append(names.empty() ? "" : "、").append(person.name);
  return names;
}

// Clues page by page, from the newest on.
class CluePages {
 public:
  CluePages(Moment moment, const ClueDesk& desk, ClueQuery query, bool has_names)
      : moment_(moment),
        desk_{desk.store, desk.law, desk.ids},
        query_(std::move(query)),
        has_names_(has_names) {}

  Result<std::vector<std::vector<std::string>>> next(store::Store& held) {
    if (is_over_) return std::vector<std::vector<std::string>>{};
    store::ClueStore& store = held.clues();
    const Result<std::vector<KeptClue>> clues =
        query_.words.empty() ? store.clues_before(query_.filter, before_, kAtOnce)
                             : store.clues_saying(query_.words, query_.filter, before_, kAtOnce);
    if (!clues) return tl::unexpected(clues.error());
    is_over_ = std::ssize(*clues) < kAtOnce;
    if (!clues->empty()) before_ = clues->back().id;
    Bodies bodies(held);
    std::vector<std::vector<std::string>> rows;
    for (const KeptClue& clue : *clues) {
      rows.push_back(row_of(clue, bodies));
      const Result<void> added = add_result(held, desk_, moment_, clue, bodies, rows.back());
      if (!added) return tl::unexpected(added.error());
      if (!has_names_) continue;
      Result<std::string> names = names_of(held, clue);
      if (!names) return tl::unexpected(names.error());
      rows.back().push_back(*std::move(names));
    }
    return rows;
  }

 private:
  Moment moment_;
  CaseDesk desk_;
  ClueQuery query_;
  bool has_names_;
  ClueId before_{};
  bool is_over_ = false;
};

}  // namespace

Result<Export> export_clues(const access::Principal& who, Moment moment, const ClueDesk& desk,
                            const ExportAsked& asked) {
  if (const Result<void> may = permit(who, access::Action::export_clues); !may)
    return tl::unexpected(may.error());
  Result<ClueQuery> query = clue_query(asked.query);
  if (!query) return tl::unexpected(query.error());
  std::vector<std::string> heads = headings();
  if (asked.has_names) heads.emplace_back("涉及人员");
  CluePages pages(moment, desk, *std::move(query), asked.has_names);
  return export_register(who, moment, *desk.store, *desk.ids, Register::clues, std::move(heads),
                         asked, [&](store::Store& held) { return pages.next(held); });
}

}  // namespace qingxin::app
