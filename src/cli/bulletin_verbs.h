// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/result.h"

namespace CLI {
class App;
}

// What can be done with bulletins: rows of cli/record_verbs.h.
namespace qingxin::cli {

struct TypedRecord;
struct RecordAsked;

inline constexpr std::string_view kFreezeHelp =
    "  qingxin bulletin freeze 种类 [--from 日期 --until 日期] …   冻结数字，起草一期\n";
inline constexpr std::string_view kBulletinShowHelp =
    "  qingxin bulletin show 编号 --data …          数字、各段、五项核对、文件\n";
inline constexpr std::string_view kBulletinWriteHelp =
    "  qingxin bulletin write 编号 --block 段名=文字 …   写一段；数字写 {cases_open}，由快照填\n";
inline constexpr std::string_view kBulletinSubmitHelp =
    "  qingxin bulletin submit 编号 --data …        送签，先核对\n";
inline constexpr std::string_view kBulletinSignHelp =
    "  qingxin bulletin sign 编号 --as 领导 …       签发：编号、期号，四种文件留底\n";
inline constexpr std::string_view kBulletinFileHelp =
    "  qingxin bulletin file 编号 --out 文件.docx|.xlsx|.pdf|.html   取出；签发以后是留底的原件\n";
inline constexpr std::string_view kBulletinCheckHelp =
    "  qingxin bulletin check 编号 --data …         五项核对；重做文件，与留底的比\n";
inline constexpr std::string_view kBulletinCompareHelp =
    "  qingxin bulletin compare 编号 --data …       与上期的差，和上期的更正\n";

void declare_bulletin(CLI::App& command, TypedRecord& typed);
void declare_bulletin_step(CLI::App& command, TypedRecord& typed);
void declare_bulletin_file(CLI::App& command, TypedRecord& typed);
void declare_freeze(CLI::App& command, TypedRecord& typed);
void declare_prose(CLI::App& command, TypedRecord& typed);

Result<int> freeze_bulletin(const RecordAsked& asked);
Result<int> show_bulletin(const RecordAsked& asked);
Result<int> write_bulletin(const RecordAsked& asked);
Result<int> submit_bulletin(const RecordAsked& asked);
Result<int> sign_bulletin(const RecordAsked& asked);
Result<int> take_bulletin(const RecordAsked& asked);
Result<int> check_bulletin(const RecordAsked& asked);
Result<int> compare_bulletin(const RecordAsked& asked);

}  // namespace qingxin::cli
