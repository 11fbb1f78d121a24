// SPDX-License-Identifier: Apache-2.0
#include "oversight/checklist.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/check.h"
#include "base/text.h"
#include "law/toml_reader.h"
#include "oversight/plan_files.h"
#include "rules/catalogue.h"

namespace qingxin::oversight {

namespace {

constexpr std::string_view kFolder = "checklists";

void check_rules(law::TomlReader& reader, const law::TomlTable& table,
                 const std::vector<std::string>& ids) {
  for (const std::string& id : ids)
    if (rules::find_rule(id) == nullptr)
      reader.refuse(table, "rules",
                    fmt::format("没有规则「{}」，见 qingxin rules", shortened(printable(id), 20)));
}

CheckItem read_item(law::TomlReader& reader, const law::TomlTable& table, std::string_view list) {
  reader.known(table, {"id", "name", "question", "instrument", "article", "rules"});
  CheckItem item;
  item.id = fmt::format("{}/{}", list, reader.text(table, "id"));
  item.name = reader.text(table, "name");
  item.question = reader.text(table, "question");
  item.instrument = reader.text(table, "instrument");
  constexpr int kArticles = 9'999;
  item.article = reader.number(table, "article", 0, kArticles);
  item.rules = reader.texts(table, "rules");
  check_rules(reader, table, item.rules);
  return item;
}

struct Words {
  std::string_view name, chinese;
};
constexpr std::array<Words, 4> kTold{
    {{"", ""}, {"yes", "数据未见问题"}, {"no", "数据有问题"}, {"unknown", "缺事实，不能判定"}}};
constexpr std::array<Words, 4> kAnswers{
    {{"", ""}, {"yes", "是"}, {"no", "否"}, {"not_applicable", "不适用"}}};
constexpr std::array<Words, 5> kDifferences{{{"", ""},
                                             {"site_worse", "现场有问题，数据没有发现"},
                                             {"data_worse", "数据有问题，现场没有看到"},
                                             {"data_silent", "现场有问题，数据不知道"},
                                             {"not_asked", "数据有问题，现场没有查"}}};

// "A01 专户逾期未开 2 条" each.
std::string counted(const std::map<std::string, int>& rules) {
  std::string lines;
  for (const auto& [id, count] : rules)
    lines += fmt::format("\n{} {} {} 条", id, rules::find_rule(id)->name, count);
  return lines;
}

std::string told_text(const CheckItem& item, std::span<const OpenFinding> open) {
  std::map<std::string, int> faults, gaps;
  for (const OpenFinding& one : open) {
    if (std::ranges::find(item.rules, one.rule) == item.rules.end()) continue;
    ++(one.kind == OpenKind::violates ? faults : gaps)[one.rule];
  }
  if (!faults.empty()) return std::string(name_of(Told::fault)) + counted(faults);
  if (!gaps.empty()) return std::string(name_of(Told::unknown)) + counted(gaps);
  return std::string(name_of(Told::fine));
}

std::optional<Difference> difference_of(SiteAnswer answer, Told told) {
  if (answer == SiteAnswer::no) {
    if (told == Told::fine) return Difference::site_worse;
    if (told == Told::unknown || told == Told::nothing) return Difference::data_silent;
    return std::nullopt;
  }
  if (told != Told::fault) return std::nullopt;
  return answer == SiteAnswer::none ? Difference::not_asked : Difference::data_worse;
}

}  // namespace

Result<Checklist> read_checklist(std::string_view toml, std::string_view file,
                                 std::string_view name) {
  const Result<toml::table> parsed = law::parse_toml(toml, file);
  if (!parsed) return tl::unexpected(parsed.error());
  law::TomlReader reader(file);
  const law::TomlTable top{*parsed, file, "顶层"};
  reader.known(top, {"title", "source", "checked_on", "item"});
  Checklist list;
  list.name = name;
  list.title = reader.text(top, "title");
  list.source = reader.text(top, "source");
  list.checked_on = reader.day(top, "checked_on");
  reader.each_table(top, "item", "item", [&](const law::TomlTable& table) {
    CheckItem item = read_item(reader, table, name);
    if (std::ranges::find(list.items, item.id, &CheckItem::id) != list.items.end())
      reader.refuse(table, "id", "这一项前面已有，请删去一个");
    list.items.push_back(std::move(item));
  });
  if (list.items.empty()) reader.refuse(top, "item", "一项也没有，请补上 [[item]]");
  if (reader.fault()) return tl::unexpected(*reader.fault());
  return list;
}

Result<Checklist> find_checklist(std::string_view name) {
  for (const Checklist& list : all_checklists())
    if (list.name == name) return list;
  std::string names;
  for (const std::string& one : built_in_checklists())
    names.append(names.empty() ? "" : "、").append(one);
  return fail(ErrorCode::not_found,
              fmt::format("没有检查清单「{}」，有的是 {}", shortened(printable(name), 40), names));
}

std::vector<std::string> built_in_checklists() {
  return built_in_plans(kFolder);
}

const std::vector<Checklist>& all_checklists() {
  static const std::vector<Checklist> kAll = [] {
    std::vector<Checklist> all;
    for (const std::string& name : built_in_checklists()) {
      const Result<PlanFile> file = find_plan_file(kFolder, name);
      check(file.has_value());  // it was listed among those that were built in
      Result<Checklist> list = read_checklist(file->text, file->path, name);
      check(list.has_value());  // a test reads each of them
      all.push_back(*std::move(list));
    }
    return all;
  }();
  return kAll;
}

const CheckItem* find_item(std::string_view id) {
  for (const Checklist& list : all_checklists())
    for (const CheckItem& item : list.items)
      if (item.id == id) return &item;
  return nullptr;
}

std::string basis_of(const CheckItem& item, const law::Law& law) {
  return law::in_chinese({.instrument = item.instrument, .article = item.article}, law.instruments);
}

std::string_view name_of(Told told) {
  return kTold[static_cast<std::size_t>(told)].name;
}
std::string_view in_chinese(Told told) {
  return kTold[static_cast<std::size_t>(told)].chinese;
}
std::string_view name_of(SiteAnswer answer) {
  return kAnswers[static_cast<std::size_t>(answer)].name;
}
std::string_view in_chinese(SiteAnswer answer) {
  return kAnswers[static_cast<std::size_t>(answer)].chinese;
}
std::string_view name_of(Difference difference) {
  return kDifferences[static_cast<std::size_t>(difference)].name;
}
std::string_view in_chinese(Difference difference) {
  return kDifferences[static_cast<std::size_t>(difference)].chinese;
}

std::vector<Line> prefilled(const Checklist& list, std::span<const OpenFinding> open,
                            std::optional<Date> judged) {
  std::vector<Line> lines;
  for (const CheckItem& item : list.items) {
    Line line;
    line.item = item.id;
    if (judged && !item.rules.empty()) line.told = told_text(item, open);
    lines.push_back(std::move(line));
  }
  return lines;
}

Told told_of(const Line& line) {
  const std::string_view first = std::string_view{line.told}.substr(0, line.told.find('\n'));
  for (const Told told : {Told::fine, Told::fault, Told::unknown})
    if (first == name_of(told)) return told;
  return Told::nothing;
}

std::optional<SiteAnswer> site_answer_in(std::string_view text) {
  for (const SiteAnswer answer :
       {SiteAnswer::none, SiteAnswer::yes, SiteAnswer::no, SiteAnswer::not_applicable})
    if (text == name_of(answer) || text == in_chinese(answer)) return answer;
  return std::nullopt;
}

std::vector<SiteDifference> site_against_data(std::span<const Line> lines) {
  std::vector<SiteDifference> differences;
  for (const Line& line : lines) {
    const std::optional<SiteAnswer> answer = site_answer_in(line.answer);
    if (!answer) continue;  // an observation in words
    if (const auto difference = difference_of(*answer, told_of(line)))
      differences.push_back({*difference, line});
  }
  return differences;
}

std::vector<Line> faults_on_site(std::span<const Line> lines) {
  std::vector<Line> faults;
  for (const Line& line : lines)
    if (site_answer_in(line.answer) == SiteAnswer::no) faults.push_back(line);
  return faults;
}

Values hazard_of(const Line& line, const Record& inspection, const law::Law& law) {
  const CheckItem* item = find_item(line.item);
  Values values;
  std::string content = item == nullptr ? line.item : item->name;
  if (!line.note.empty()) content += "：" + line.note;
  values[Field::content] = content;
  values[Field::source] = line.item;
  if (item != nullptr) values[Field::basis] = basis_of(*item, law);
  for (const Field field :
       {Field::firm, Field::firm_code, Field::place, Field::address, Field::day})
    if (const std::string_view text = text_of(inspection.values, field); !text.empty())
      values[field] = std::string{text};
  return values;
}

}  // namespace qingxin::oversight
