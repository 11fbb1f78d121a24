// SPDX-License-Identifier: Apache-2.0
#include "app/export_clues.h"

#include <fmt/format.h>

#include <map>

#include "app/clue_query.h"
#include "app/permit.h"

namespace qingxin::app {

namespace {

constexpr int kAtOnce = 1'000;

const std::vector<std::string>& headings() {
  static const std::vector<std::string> kHeadings{
      "来源渠道", "来件编号", "线索编号", "来件时间",   "登记时间",    "接收单位",
      "用人单位", "项目名称", "区划代码", "核定类别",   "建议类别",    "人数",
      "金额",     "月份",     "是否核定", "并案后编号", "同一事项几件"};
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
  CluePages(ClueQuery query, bool has_names) : query_(std::move(query)), has_names_(has_names) {}

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
      if (!has_names_) continue;
      Result<std::string> names = names_of(held, clue);
      if (!names) return tl::unexpected(names.error());
      rows.back().push_back(*std::move(names));
    }
    return rows;
  }

 private:
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
  CluePages pages(*std::move(query), asked.has_names);
  return export_register(who, moment, *desk.store, *desk.ids, Register::clues, std::move(heads),
                         asked, [&](store::Store& held) { return pages.next(held); });
}

}  // namespace qingxin::app
