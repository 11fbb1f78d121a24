// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <ostream>
#include <string_view>

#include "cli/bulletin_verbs.h"
#include "cli/campaign_verbs.h"
#include "cli/indicator_verbs.h"
#include "cli/record_command.h"
#include "cli/supervision_verbs.h"

// What can be done with some kind of record beside list, show, new, step and export. Whoever adds
// a verb writes it in a file of its own and a row here.
namespace qingxin::cli {

// What every command of records works with.
struct RecordAsked {
  const TypedRecord& typed;
  const Machine& machine;
  app::StoredData& data;
  const law::Law& law;
  app::RecordDesk desk;
  app::Moment moment;
  access::Principal who;
  std::optional<oversight::RecordKind> kind;  // nothing: the noun is no kind of record

  std::ostream& out() const { return machine.out; }
};

struct RecordVerb {
  std::string_view noun, verb;  // "inspection", "draw"; a noun may be no kind: "indicator"
  std::string_view help;        // lines of the noun's --help; each ends with "\n"
  // Its options beside --data, --as, --as-of and --json; null: none.
  void (*declare)(CLI::App& command, TypedRecord& typed);
  Result<int> (*doing)(const RecordAsked& asked);
};

// In place of a kind, for its help alone.
inline constexpr std::string_view kAnyKind = "record";

// In the order in which the help tells them. One that has the name of a verb that every kind has
// takes its place.
// One a line, so that two who add one do not meet.
// clang-format off
inline constexpr std::array kRecordVerbs = std::to_array<RecordVerb>({
    {"bulletin", "freeze", kFreezeHelp, declare_freeze, freeze_bulletin},
    {"bulletin", "show", kBulletinShowHelp, declare_bulletin, show_bulletin},
    {"bulletin", "write", kBulletinWriteHelp, declare_prose, write_bulletin},
    {"bulletin", "submit", kBulletinSubmitHelp, declare_bulletin_step, submit_bulletin},
    {"bulletin", "sign", kBulletinSignHelp, declare_bulletin_step, sign_bulletin},
    {"bulletin", "file", kBulletinFileHelp, declare_bulletin_file, take_bulletin},
    {"bulletin", "check", kBulletinCheckHelp, declare_bulletin, check_bulletin},
    {"bulletin", "compare", kBulletinCompareHelp, declare_bulletin, compare_bulletin},
    {"permit", "import", kPermitImportHelp, declare_register_import, permit_import},
    {"sign", "import", kSignImportHelp, declare_register_import, sign_import},
    {"indicator", "list", kIndicatorListHelp, nullptr, indicator_list},
    {"indicator", "show", kIndicatorShowHelp, declare_indicator_show, indicator_show},
    {"indicator", "rows", kIndicatorRowsHelp, declare_indicator_rows, indicator_rows},
    {"indicator", "corrections", kIndicatorCorrectionsHelp, declare_indicator_corrections,
     indicator_corrections},
    {"priority", "list", kPriorityHelp, declare_priority_list, priority_list},
    {"coverage", "show", kCoverageHelp, declare_coverage_show, coverage_show},
    {"campaign", "make", kCampaignMakeHelp, declare_campaign_make, campaign_make},
    {"campaign", "next", kCampaignNextHelp, declare_record_id, campaign_next},
    {"campaign", "progress", kCampaignProgressHelp, declare_record_id, campaign_progress},
    {"campaign", "summary", kCampaignSummaryHelp, declare_record_id, campaign_summary},
    {"return", "open", kReturnOpenHelp, declare_record_id, return_open},
    {"return", "board", kReturnBoardHelp, declare_record_id, return_board},
    {"return", "fill", kReturnFillHelp, declare_return_fill, return_fill},
    {"checklist", "list", kChecklistHelp, nullptr, checklist_list},
    {"inspection", "draw", kInspectionDrawHelp, declare_inspection_draw, inspection_draw},
    {"inspection", "prefill", kInspectionPrefillHelp, declare_inspection_prefill,
     inspection_prefill},
    {"inspection", "compare", kInspectionCompareHelp, declare_record_id, inspection_compare},
    {"inspection", "hazards", kInspectionHazardsHelp, declare_inspection_hazards,
     inspection_hazards},
    {"self_inspection", "ask", kSelfInspectionAskHelp, declare_self_inspection_ask,
     self_inspection_ask},
    {"draw", "check", kDrawCheckHelp, declare_record_id, draw_check},
    {"contact", "pair", kContactPairHelp, declare_contact_pair, contact_pair},
    {"contact", "unvisited", kContactUnvisitedHelp, declare_contact_unvisited, contact_unvisited},
    {"grid", "cover", kGridCoverHelp, declare_grid_cover, grid_cover},
    {"order", "propose",
     "  qingxin order propose --data …               按规则建议督办，由人发出或不采纳\n", nullptr,
     propose_orders},
    {"exposure", "board",
     "  qingxin exposure board [--region 区划] …     本期公布了几件、哪天撤下、异议的期限\n",
     declare_region, exposure_board},
    {"violation", "board", "  qingxin violation board [--region 区划] …    移交以后还没有结果的\n",
     declare_region, violation_board},
    {"directory", "import",
     "  qingxin directory import 文件 [--region 区划] [--source 来处] …   导入通讯录\n",
     declare_directory_import, directory_import},
    {"assessment", "scheme",
     "  qingxin assessment scheme [--scheme 方案] …  考核方案：分值、档、直接定为 C 的情形\n",
     declare_scheme, assessment_scheme},
    {"assessment", "score",
     "  qingxin assessment score [编号] --region 区划 --year 年 [--judge 项=分] …   "
     "评分，写明缺什么\n",
     declare_score, assessment_score},
    {"assessment", "letter",
     "  qingxin assessment letter --issuer 单位 --district 区划名 --year 年 --out 文件.docx   "
     "目标责任书\n",
     declare_letter, assessment_letter},
    {"submission", "make",
     "  qingxin submission make --keys 文件 --from 日期 --until 日期 --out 文件 …   做报送文件\n",
     declare_submission_make, submission_make},
    {"submission", "take",
     "  qingxin submission take 文件 --keys 文件 …   收下级的报送文件，核对封签、区划、期间\n",
     declare_submission_take, submission_take},
    {"submission", "board",
     "  qingxin submission board --keys 文件 --from 日期 --until 日期 …   谁没有报送，合计\n",
     declare_submission_board, submission_board},
});
// clang-format on

// Every kind, and what else the verbs name.
std::vector<std::string_view> nouns();
// The verbs of a noun: those of its own, and of the common ones those that it does not replace.
std::vector<const RecordVerb*> verbs_of(std::string_view noun);
// "task list"; null: there is none.
const RecordVerb* verb_of(std::string_view command);

// Says it in JSON where that was asked for.
template <typename Json, typename Text>
int told(const RecordAsked& asked, Json json, Text text) {
  if (asked.typed.wants_json)
    asked.out() << json() << '\n';
  else
    text();
  return 0;
}

// Options that several verbs have, read. Empty: not said. Errors: usage, not_found.
Result<app::RecordId> record_in(const RecordAsked& asked);
// By its id or its whole name.
Result<std::optional<access::UnitId>> unit_in(const RecordAsked& asked, std::string_view option,
                                              const std::string& text);
// Prints what was kept: "已登记：任务 123  待办".
int tell_kept(const RecordAsked& asked, const app::RecordKept& kept);

}  // namespace qingxin::cli
