// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/result.h"
#include "cli/record_command.h"

namespace CLI {
class App;
}

// What goes beyond one record at a time: rows of kRecordVerbs (cli/record_verbs.h).
namespace qingxin::cli {

struct RecordAsked;

void declare_record_id(CLI::App& command, TypedRecord& typed);
void declare_campaign_make(CLI::App& command, TypedRecord& typed);
Result<int> campaign_make(const RecordAsked& asked);
Result<int> campaign_next(const RecordAsked& asked);
Result<int> campaign_progress(const RecordAsked& asked);
Result<int> campaign_summary(const RecordAsked& asked);

void declare_return_fill(CLI::App& command, TypedRecord& typed);
Result<int> return_open(const RecordAsked& asked);
Result<int> return_board(const RecordAsked& asked);
Result<int> return_fill(const RecordAsked& asked);

void declare_inspection_draw(CLI::App& command, TypedRecord& typed);
void declare_inspection_prefill(CLI::App& command, TypedRecord& typed);
void declare_inspection_hazards(CLI::App& command, TypedRecord& typed);
void declare_self_inspection_ask(CLI::App& command, TypedRecord& typed);
Result<int> checklist_list(const RecordAsked& asked);
Result<int> inspection_draw(const RecordAsked& asked);
Result<int> inspection_prefill(const RecordAsked& asked);
Result<int> inspection_compare(const RecordAsked& asked);
Result<int> inspection_hazards(const RecordAsked& asked);
Result<int> self_inspection_ask(const RecordAsked& asked);
// 3: what is kept is not what is drawn again.
Result<int> draw_check(const RecordAsked& asked);

void declare_contact_pair(CLI::App& command, TypedRecord& typed);
void declare_contact_unvisited(CLI::App& command, TypedRecord& typed);
void declare_grid_cover(CLI::App& command, TypedRecord& typed);
Result<int> contact_pair(const RecordAsked& asked);
Result<int> contact_unvisited(const RecordAsked& asked);
Result<int> grid_cover(const RecordAsked& asked);

inline constexpr std::string_view kCampaignMakeHelp =
    "  qingxin campaign make [选项]       照着方案建：阶段、成员单位、任务、报表，先是草稿\n"
    "      --plan winter      自带的方案，或者自己写的 .toml 文件\n"
    "      --year 2026        从哪一年开始\n"
    "      --region 990123    哪个区划的单位参加；不写则为本单位的区划\n";
inline constexpr std::string_view kCampaignNextHelp =
    "  qingxin campaign next 编号         照着上一年的建下一年的，哪些没有带过来会说明\n";
inline constexpr std::string_view kCampaignProgressHelp =
    "  qingxin campaign progress 编号     任务做到哪里：按阶段、单位、行业\n";
inline constexpr std::string_view kCampaignSummaryHelp =
    "  qingxin campaign summary 编号      总结的草稿，自己改好以后用 step 总结\n";
inline constexpr std::string_view kReturnOpenHelp =
    "  qingxin return open 专项行动编号   到期的报表准备好，填上数据里的数\n";
inline constexpr std::string_view kReturnBoardHelp =
    "  qingxin return board 专项行动编号  谁报了、谁迟了、谁没报\n";
inline constexpr std::string_view kReturnFillHelp =
    "  qingxin return fill 编号 [选项]    填报；已经报过的是更正\n"
    "      --line 项=数       可以写几次；与数据不同的还要 --note\n"
    "      --note 项=说明\n"
    "      --zero             零报告：没有写的都是 0\n"
    "      --reason 理由      更正的理由\n";
inline constexpr std::string_view kInspectionDrawHelp =
    "  qingxin inspection draw [选项]     双随机抽取项目和检查人员，安排检查\n"
    "      --seed 种子        同一个种子、同一批人和项目，谁来抽都一样\n"
    "      --projects 5       抽几个；分层的，每层几个\n"
    "      --strata industry  按 industry 行业或 grade 信用等级分层\n"
    "      --officer 登录名   检查人员，可以写几次\n"
    "      --each 2           每个项目几个人\n"
    "      --declared 登录名=项目编号或企业   申报的利害关系，可以写几次\n"
    "      --day 2026-12-20   哪一天检查\n"
    "      --region 990123 --parent 专项行动或阶段的编号\n";
inline constexpr std::string_view kInspectionPrefillHelp =
    "  qingxin inspection prefill 编号 --checklist six-systems\n"
    "                                     把检查清单和数据所示写进检查；清单见 checklist list\n";
inline constexpr std::string_view kInspectionCompareHelp =
    "  qingxin inspection compare 编号    现场所见和数据对不上的地方；企业自查也可以\n";
inline constexpr std::string_view kInspectionHazardsHelp =
    "  qingxin inspection hazards 编号 [选项]   答「否」的各记一条隐患\n"
    "      --person 责任人 --measure 整改措施 --until 2026-12-31   写齐的同时交办\n";
inline constexpr std::string_view kSelfInspectionAskHelp =
    "  qingxin self_inspection ask [选项] 发给企业的自查表，填好数据所示\n"
    "      --project 项目编号 --to 企业 --until 2026-12-15 --checklist six-systems\n"
    "      --parent 专项行动或阶段的编号\n";
inline constexpr std::string_view kDrawCheckHelp =
    "  qingxin draw check 编号            照着记录重抽一遍，与记录比对；不一致时退出码 3\n";
inline constexpr std::string_view kContactPairHelp =
    "  qingxin contact pair [选项]        从重点名单的前面起，给企业安排包联的人\n"
    "      --person 姓名      可以写几次，轮流\n"
    "      --firms 10         前几家\n"
    "      --region 990123\n";
inline constexpr std::string_view kContactUnvisitedHelp =
    "  qingxin contact unvisited --days 30   这么多天没有走访的包联\n";
inline constexpr std::string_view kGridCoverHelp =
    "  qingxin grid cover [--region 990123]   每个项目在谁的网格里，哪些没有人管\n";
inline constexpr std::string_view kChecklistHelp =
    "  qingxin checklist list             自带的检查清单：问题、依据、对应的规则\n";

}  // namespace qingxin::cli
