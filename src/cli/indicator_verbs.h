// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/result.h"
#include "cli/record_command.h"

namespace CLI {
class App;
}

// What is read of figures and registers: rows of kRecordVerbs (cli/record_verbs.h).
namespace qingxin::cli {

struct RecordAsked;

void declare_indicator_show(CLI::App& command, TypedRecord& typed);
void declare_indicator_rows(CLI::App& command, TypedRecord& typed);
void declare_indicator_corrections(CLI::App& command, TypedRecord& typed);
Result<int> indicator_list(const RecordAsked& asked);
Result<int> indicator_show(const RecordAsked& asked);
Result<int> indicator_rows(const RecordAsked& asked);
Result<int> indicator_corrections(const RecordAsked& asked);

void declare_priority_list(CLI::App& command, TypedRecord& typed);
Result<int> priority_list(const RecordAsked& asked);

void declare_coverage_show(CLI::App& command, TypedRecord& typed);
Result<int> coverage_show(const RecordAsked& asked);

// permit import, sign import. 4: a row was rejected.
void declare_register_import(CLI::App& command, TypedRecord& typed);
Result<int> permit_import(const RecordAsked& asked);
Result<int> sign_import(const RecordAsked& asked);

inline constexpr std::string_view kIndicatorListHelp =
    "  qingxin indicator list             全部指标：公式、依据、目标\n";
inline constexpr std::string_view kIndicatorShowHelp =
    "  qingxin indicator show [选项]      一段时间的指标，带上期和目标；不写则为本月\n"
    "      --from 2026-10-01 --until 2026-10-31   起止两天都算\n"
    "      --region 990123    只看这个区划（按前缀）\n"
    "      --by district      按 district 区划、industry 行业、unit 单位、funding 资金性质分\n"
    "      --digits 6         区划分到几位：2、4、6、9；不写则到下一级\n"
    "      --only answered,projects   只看这些指标\n"
    "      --known-before 2026-11-01  当时知道的数\n";
inline constexpr std::string_view kIndicatorRowsHelp =
    "  qingxin indicator rows 指标 [选项] 一个数后面的行；选项同上\n"
    "      --place 990123101  哪一格；不写则为合计\n"
    "      --after 100        接着看\n";
inline constexpr std::string_view kIndicatorCorrectionsHelp =
    "  qingxin indicator corrections --known-before 2026-11-01 [选项]\n"
    "                                     同一段时间，当时知道的和现在知道的差在哪里\n";
inline constexpr std::string_view kPriorityHelp =
    "  qingxin priority list [选项]       "
    "先去哪里：每一项的数、权重和分；只排检查的先后，不作决定\n"
    "      --of project       排 project 项目或 firm 企业；不排个人\n"
    "      --region 990123    只看这个区划\n"
    "      --after 50 --limit 50\n"
    "  权重用 qingxin weights new 改：每行一项，项目名、整数权重、最多计多少\n";
inline constexpr std::string_view kCoverageHelp =
    "  qingxin coverage show [选项]       应纳尽纳：在建许可中哪些没有登记项目，为什么对不上\n"
    "      --region 990123    只看这个区划的许可\n"
    "      --all              对上的也列出\n"
    "      --after 100        接着看\n";
inline constexpr std::string_view kPermitImportHelp =
    "  qingxin permit import 文件 [选项]  导入施工许可（.csv、.xlsx）：施工许可证号* 项目名称* "
    "项目代码\n"
    "      施工总承包单位 统一社会信用代码 区划代码 行业 发证日期 竣工日期 "
    "数据来源；列名不同的写在旁边\n"
    "      列名.toml 的 [permits] 里\n"
    "      --region 990123    没有写区划的那些行的\n"
    "      --source 住建局    没有写数据来源的那些行的\n";
inline constexpr std::string_view kSignImportHelp =
    "  qingxin sign import 文件 [选项]    导入经营迹象（.csv、.xlsx）：企业名称* 迹象* 日期*\n"
    "      统一社会信用代码 等级 区划代码 行业 说明 数据来源；列名不同的写在 列名.toml 的 [signs] "
    "里\n"
    "      --region 990123    没有写区划的那些行的\n"
    "      --source 税务局    没有写数据来源的那些行的\n";

}  // namespace qingxin::cli
