// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "casework/telltale.h"
#include "oversight/snapshot.h"

// Bulletins 简报: what the leading-group office says about figures that were frozen. A person
// writes the prose; figures stand in it as references and come from the snapshot alone.
namespace qingxin::oversight {

// Stored and sent: never renumbered.
enum class BulletinKind : unsigned char {
  weekly = 1,               // 周报
  ten_days = 2,             // 旬报
  monthly = 3,              // 月通报
  agenda = 4,               // 调度会议程
  minutes = 5,              // 调度会纪要
  briefing = 6,             // 领导专报, one page
  assessment_material = 7,  // 考核材料
  closing_summary = 8,      // 专项行动总结
};

struct BlockWords {
  std::string_view item;  // its heading: 一、总体情况
  bool is_optional = false;
};

struct BulletinWords {
  BulletinKind kind{};
  std::string_view name;       // "weekly"
  std::string_view chinese;    // 周报
  std::string_view masthead;   // 根治欠薪工作周报
  std::string_view now, then;  // how its period and the one before are called: 本周, 上周
  std::span<const IndicatorId> shown;
  std::span<const IndicatorId> ranked;  // between the districts right below
  std::span<const BlockWords> blocks;
};
std::span<const BulletinWords> bulletin_kinds();
const BulletinWords& words_of(BulletinKind kind);
std::optional<BulletinKind> bulletin_kind_named(std::string_view name);  // or its Chinese word
// As one of a kind is called: 一、总体情况. Nothing: it has no block of that heading.
std::optional<std::size_t> block_named(BulletinKind kind, std::string_view item);

// Both days in it.
struct BulletinPeriod {
  Date from, until;

  friend bool operator==(const BulletinPeriod&, const BulletinPeriod&) = default;
};
// The last one that was over before the day. Nothing: whoever makes it says from when to when.
std::optional<BulletinPeriod> period_of(BulletinKind kind, Date day);
// What it is compared with: the one that ended the day before, of what runs through the year the
// same days a year before.
BulletinPeriod period_before(BulletinKind kind, BulletinPeriod period);

// "6件", "121人", "189.7万元", "94.12%"; "—" where there is nothing to take a share of.
std::string figure_words(IndicatorId indicator, const Cell& cell);
// "减少2件", "提高1.20个百分点", "持平"; "上期不详" where nobody knows what it was.
std::string change_words(IndicatorId indicator, const Cell& cell,
                         const std::optional<Cell>& before);

struct RankedPlace {
  int place = 1;  // equal values have the same one, and the next leaves as many out
  std::string code, name;
  Cell cell;
};
// The districts right below one, the best first. An indicator of which neither more nor less is
// better ranks nobody.
struct Ranking {
  IndicatorId indicator{};
  std::vector<RankedPlace> ranked;
  std::vector<std::string> without;  // names of those with nothing to take a share of
};
Ranking ranking_of(const Snapshot& snapshot, IndicatorId indicator, std::string_view parent);
// At places 1 to 3 from either end, with all who share them; nobody stands in both. Both empty: all
// are equal.
struct Ends {
  std::vector<RankedPlace> best, worst;
};
Ends ends_of(const Ranking& ranking);

// A piece of a paragraph. Of a figure `reference` is what bound it, without its braces.
struct Run {
  std::string words, reference;
  bool is_lead = false;  // （一）…。 before what is said under it

  friend bool operator==(const Run&, const Run&) = default;
};

// Prose in which a figure is {cases_open}, {cases_open@990123} for a district, with :before for the
// period before, :change for the difference, :best, :worst and :without for the ranking of those
// below; {body}, {period}, {as_of}, {missing} and {corrections} are what the snapshot says besides.
// A figure typed in digits is text. Error (invalid_input): all that refer to nothing, and what may
// be referred to.
Result<std::vector<Run>> bound(std::string_view prose, const Snapshot& snapshot);

// What was said of the period before and is known otherwise by now; empty where `earlier` is of
// another period.
struct Correction {
  IndicatorId indicator{};
  std::string code;
  Cell was, is;
};
std::vector<Correction> corrections_of(BulletinKind kind, const Snapshot& earlier,
                                       const Snapshot& now);
// Of what is read only as it stands today (is_of_today) the issue before says what it was.
void take_before(BulletinKind kind, const Snapshot& earlier, Snapshot& now);
// "大河镇未清零案件上期报9件，现为8件，减少1件".
std::string words_of(const Correction& correction, const Snapshot& snapshot);

// Why figures cannot be held against those of the issue before: other districts, other indicators,
// a gap between the periods. Empty: they can.
std::vector<std::string> faults_of_comparison(BulletinKind kind, const Snapshot& earlier,
                                              const Snapshot& now);

// What a bulletin says besides its snapshot.
struct BulletinDraft {
  BulletinKind kind{};
  std::string subject;             // the title; a space ends a line of it
  std::vector<std::string> prose;  // of each block; empty: it is not said
  int issue_no = 0;                // 0: it has none yet
  std::optional<Date> day;         // when it was signed
  std::string send_to, copy_to;    // 报送, 抄送
};

// What the program writes where nobody has written anything else; bound() takes it. Empty: a person
// has to, or it is left out.
std::string default_subject(BulletinKind kind, const Snapshot& snapshot);
std::string default_prose(BulletinKind kind, std::size_t block, const Snapshot& snapshot);

struct Paragraph {
  bool is_heading = false;
  std::vector<Run> runs;
};
struct BulletinTable {
  std::string title;
  std::vector<std::string> headings;
  std::vector<int> widths;  // of each column, in hundredths of the width of the text
  std::vector<std::vector<std::string>> rows;
  std::string note;  // below it
};
// All that is printed, from above.
struct BulletinText {
  std::string masthead, issue, body, day;
  std::vector<std::string> subject;  // its lines
  std::vector<Paragraph> paragraphs;
  std::vector<BulletinTable> tables;
  std::string send_to, copy_to;
  std::string source;  // which snapshot it was made of
  Instant frozen;
};
// Errors: those of bound().
Result<BulletinText> bulletin_text(const BulletinDraft& draft, const Snapshot& snapshot,
                                   std::string_view sm3);

// 发出以前五项.
enum class BulletinCheck : unsigned char {
  sums = 1,        // 合计与各地之和相等
  comparable = 2,  // 与上期可比
  privacy = 3,     // 不含证件号、电话、反映人
  form = 4,        // 合格式
  signature = 5,   // 已签发
};
inline constexpr std::size_t kBulletinChecks = 5;
std::string_view in_chinese(BulletinCheck check);

// What it has to be held against.
struct CheckedBulletin {
  BulletinDraft draft;
  Snapshot snapshot;
  std::optional<Snapshot> earlier;  // of the issue before
  std::vector<casework::Reporter> reporters;
};
struct CheckDone {
  BulletinCheck check{};
  std::vector<std::string> faults;  // empty: passed
};
// All five, in their order.
std::vector<CheckDone> check_bulletin(const CheckedBulletin& bulletin);

}  // namespace qingxin::oversight
