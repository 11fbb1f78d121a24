// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "law/calendar.h"
#include "oversight/record.h"
#include "oversight/returns.h"

// Campaigns 专项行动: made from a file, or from last year's; how far they are, what they came to.
namespace qingxin::oversight {

// A day of a campaign that holds for every year.
struct PlanDay {
  enum class Of : unsigned char { this_year, next_year, before_festival };
  Of of = Of::this_year;
  unsigned month = 1, day = 1;  // of this_year and next_year
  int days_before = 0;          // of before_festival: before its eve
};
// "11-20", "次年 01-10", "春节前 20". Nothing: none of these.
std::optional<PlanDay> plan_day_in(std::string_view text);

struct PlannedStage {
  std::string name, goal;
  PlanDay from, until;
};
// A kind of body: units of the register whose name has one of the words.
struct PlannedMember {
  std::string name, duty, industry;
  std::vector<std::string> words;
};
struct PlannedTask {
  std::string stage, content;
  std::vector<std::string> members;  // each unit of these kinds has one
  PlanDay until;
};
struct PlannedReturns {
  std::string name;
  std::string rhythm, festival_rhythm;  // as Field::rhythm; empty: none
  std::optional<PlanDay> festival_from;
  int due_hour = 24;
  std::vector<std::string> figures;  // names of indicators
  std::vector<std::string> own;      // that the unit counts itself
};
struct CampaignPlan {
  std::string title, source, name, goal;
  Date checked_on;
  PlanDay from, until;
  std::vector<PlannedStage> stages;
  std::vector<PlannedMember> members;
  std::vector<PlannedTask> tasks;
  std::optional<PlannedReturns> returns;
};

// law/campaigns/*.toml. Refused (invalid_input), with file, line, key, value and remedy: unknown
// keys, days, rhythms, indicators; a task of a stage or a kind of body that there is not.
Result<CampaignPlan> read_campaign(std::string_view toml, std::string_view file);
// One that ships, by its name ("winter"). Error: not_found names those that ship.
Result<CampaignPlan> find_campaign_plan(std::string_view name);

// A unit that takes part.
struct MemberUnit {
  std::string member;  // PlannedMember::name
  std::int64_t unit = 0;
  std::string name;
};

// A record to be made: of another one of the same list by its place (parent -1: the first).
struct PlannedRecord {
  RecordKind kind{};
  std::int64_t parent = 0;
  std::int64_t addressee = 0;
  std::string industry;
  std::string region_code;  // empty: where whose it is lies
  Values values;
  std::vector<Line> lines;
};
struct CampaignDraft {
  std::vector<PlannedRecord> records;  // the campaign first
  std::vector<std::string> notes;      // what a person has to look at, in Chinese
};
// The campaign of a year as the file has it. Error: not_published, a day hangs on a festival whose
// year is not loaded.
Result<CampaignDraft> draft_of(const CampaignPlan& plan, int year,
                               std::span<const MemberUnit> units, const law::Calendar& calendar);

struct KeptRecordOf {
  std::int64_t id = 0;
  Record record;
};
// A body that is no more in the register, or whose part has ended.
struct EndedBody {
  std::int64_t unit = 0;
  std::string name;
};
// Next year's campaign from last year's with its stages, members and tasks. Days move by a year;
// those within four weeks of the spring festival stay as far from it as they were, and none passes
// another. Left out, and said: parts that ended, bodies that ended, tasks that were cancelled. A
// task that was done begins anew. The good practice of the summary stands in the content.
Result<CampaignDraft> next_campaign(const KeptRecordOf& campaign,
                                    std::span<const KeptRecordOf> parts,
                                    std::span<const EndedBody> ended,
                                    const law::Calendar& calendar);
// Where a day of last year's falls.
struct Moving {
  std::optional<Date> festival, next;  // the eves; nothing: not loaded, then by a year
};
Date moved(Date day, const Moving& moving);

// Tasks by what tells them apart.
struct Progress {
  std::string key;    // a stage's id, a unit's id, an industry
  std::string label;  // 自查
  int of = 0, done = 0, overdue = 0, waiting = 0;  // waiting: reported, not confirmed
  int cancelled = 0;                               // in none of the others
};
enum class ProgressBy : unsigned char { stage = 1, unit = 2, industry = 3 };
// In the order in which they come; tasks of no stage, unit or industry under an empty key.
// `names`: of the keys.
std::vector<Progress> progress_of(std::span<const KeptRecordOf> tasks, ProgressBy by, Date today,
                                  const std::map<std::string, std::string>& names);

// What the closing summary may begin with: every figure says as of when, what nobody knows is said.
struct CampaignFacts {
  Date as_of;
  std::vector<KeptRecordOf> stages, tasks, publicity, inspections, hazards, teams;
  std::optional<ReturnBoard> returns;
  std::map<std::string, std::string> names;  // of units, by their ids
};
std::string summary_draft(const Record& campaign, const CampaignFacts& facts);

}  // namespace qingxin::oversight
