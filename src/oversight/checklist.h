// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "law/law.h"
#include "oversight/record.h"

// Checklists 检查清单: what is asked on site, filled in beforehand with what the data say; what was
// seen is then held against that, in both directions.
namespace qingxin::oversight {

struct CheckItem {
  std::string id;        // "six-systems/account": as a line of a record names it
  std::string name;      // 专用账户
  std::string question;  // answered with yes where all is well
  std::string instrument;
  int article = 0;                 // 0: the text has no articles
  std::vector<std::string> rules;  // of the catalogue, that speak about it; empty: none does
};

struct Checklist {
  std::string name;  // "six-systems"
  std::string title, source;
  Date checked_on;
  std::vector<CheckItem> items;
};

// Refused (invalid_input), with file, line, key, value and remedy: unknown keys and rules, an item
// that is there twice, one without a basis.
Result<Checklist> read_checklist(std::string_view toml, std::string_view file,
                                 std::string_view name);
// One that ships, by its name. Error: not_found names those that ship.
Result<Checklist> find_checklist(std::string_view name);
std::vector<std::string> built_in_checklists();
// All that ship, once: what the items of a record mean.
const std::vector<Checklist>& all_checklists();
const CheckItem* find_item(std::string_view id);  // null: of none that ships

// 保障农民工工资支付条例 第二十六条
std::string basis_of(const CheckItem& item, const law::Law& law);

// What is recorded of a project and not cleared.
enum class OpenKind : unsigned char { violates, missing_fact };
struct OpenFinding {
  std::string rule;
  OpenKind kind = OpenKind::violates;
};

// What the data say of an item. `fine` is that no open finding speaks against it: also where its
// rules do not apply.
enum class Told : unsigned char { nothing, fine, fault, unknown };
std::string_view name_of(Told told);     // "yes", "no", "unknown"; empty: nothing
std::string_view in_chinese(Told told);  // 数据未见问题

// A line for each item with what the data say: its first line is a name of Told, the others the
// rules with how many findings. `judged`: the day as of which the project was judged; nothing: it
// never was, and then the data say nothing.
std::vector<Line> prefilled(const Checklist& list, std::span<const OpenFinding> open,
                            std::optional<Date> judged);
Told told_of(const Line& line);

enum class SiteAnswer : unsigned char { none, yes, no, not_applicable };
// Of its name or its Chinese word (是、否、不适用). Nothing: it is none of them.
std::optional<SiteAnswer> site_answer_in(std::string_view text);
std::string_view name_of(SiteAnswer answer);
std::string_view in_chinese(SiteAnswer answer);

enum class Difference : unsigned char {
  site_worse = 1,   // 现场有问题，数据没有发现
  data_worse = 2,   // 数据有问题，现场没有看到
  data_silent = 3,  // 现场有问题，数据不知道
  not_asked = 4,    // 数据有问题，现场没有查
};
std::string_view name_of(Difference difference);
std::string_view in_chinese(Difference difference);

struct SiteDifference {
  Difference difference{};
  Line line;
};
// Where the answer says otherwise than the data did, in the order of the lines.
std::vector<SiteDifference> site_against_data(std::span<const Line> lines);

// What a person found wrong: what a hazard is made of, each.
std::vector<Line> faults_on_site(std::span<const Line> lines);
// The values of the hazard of a line: content, basis, when and where it was seen, and its item as
// its source.
Values hazard_of(const Line& line, const Record& inspection, const law::Law& law);

}  // namespace qingxin::oversight
