// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/record_verbs.h"
#include "cli/text_table.h"

// What --help says of each kind of records, drawn from its tables.
namespace qingxin::cli {

namespace {

using oversight::Field;
using oversight::RecordKind;

// Of the noun's own fields and steps, wrapped under each other.
void add_wrapped(std::string& text, std::string_view head, const std::string& words) {
  const int indent = display_width(head);
  std::string margin{head};
  for (const std::string& line : wrapped(words, kTextWidth - indent)) {
    text += margin + line + "\n";
    margin.assign(static_cast<std::size_t>(indent), ' ');
  }
}

std::string fields_in_words(RecordKind kind, bool is_needed) {
  const oversight::KindWords& words = oversight::words_of(kind);
  std::string all;
  for (std::size_t i = 1; i <= oversight::kFields; ++i) {
    const auto field = static_cast<Field>(i);
    if (words.needs.has(field) != is_needed) continue;
    if (!is_needed && !words.may_have.has(field)) continue;
    const oversight::FieldWords& one = oversight::words_of(field);
    all += fmt::format("{}{}（{}）", all.empty() ? "" : " ", one.chinese, one.name);
    std::string choices;
    for (const std::string_view name : oversight::choices_of(kind, field))
      choices.append(choices.empty() ? "" : "|").append(oversight::choice_in_chinese(field, name));
    if (!choices.empty()) all += "：" + choices;
  }
  return all;
}

std::string steps_in_words(RecordKind kind) {
  std::vector<oversight::RecordStep> steps;
  std::string all;
  for (const oversight::RecordMove& move : oversight::record_life()) {
    if (move.kind != kind || std::ranges::find(steps, move.step) != steps.end()) continue;
    steps.push_back(move.step);
    const oversight::StepWords& words = oversight::words_of(move.step);
    all += fmt::format("{}{}（{}）", all.empty() ? "" : " ", words.chinese, words.name);
  }
  return all;
}

constexpr std::string_view kCommonHelp = R"(
list 和 export 的选项
  --open --overdue --state 状态 --words 标题里的字 --parent 属于哪条记录 --owner 主办单位
  --to 交给的单位 --project 项目编号 --dossier 案件 --region 区划 --industry --since --until
  --due-before 日期；list 还有 --after --save-view 名字；--view 名字 用存下的筛选

new 和 step 的选项
  --set 字段=值         可写几次；金额写元，几项用逗号隔开，检查人员写登录名；--unset 字段 去掉它
  --line 项=答          逐项的内容，可写几次；--note 项=说明 --photo 项=照片文件
  --to 单位             交给谁：编号或全名
  --at 时间             什么时候发生的；不写则为现在，不能在将来
  --key 键              自编，重交无害；同键不同内容会拒绝
new：--parent 属于哪条记录 --project 项目编号 --region 区划 --industry 行业 --dossier 案件
  --owner 主办单位 --step 第一步 --id 自编的编号（同一条重交不会成两条）

  --as 登录名             以谁的名义；本机操作员自己不是任何一方，记不了别人的步骤
  --as-of 2026-11-22      当作这一天
  --data 文件夹 --database postgresql://…
  --json                  输出 JSON
  --help                  这一页

退出状态
  0 做成了    2 命令写错了    3 做不成，或数据、机器出错
)";

std::string help_of_kind(RecordKind kind) {
  const oversight::KindWords& words = oversight::words_of(kind);
  std::string text = "用法\n";
  for (const auto& [verb, rest] :
       {std::pair{"list", "[筛选] --data …            列出，新的在前"},
        {"show", "编号 --data …              内容、逐项、经过、现在能做什么"},
        {"new", "--set 字段=值 … --as 登录名 --data …   登记一条"},
        {"step", "编号 步骤 [--set 字段=值 …] --as 登录名 --data …   记一步"},
        {"export", "--out 文件.csv|.xlsx --reason 理由 [筛选] …   导出，取一个编号"}})
    if (verb_of(fmt::format("{} {}", words.name, verb))->noun.empty())
      text += fmt::format("  qingxin {} {} {}\n", words.name, verb, rest);
  for (const RecordVerb& verb : kRecordVerbs)
    if (verb.noun == words.name) text += verb.help;
  text += "\n";
  add_wrapped(text, fmt::format("{}要写明  ", words.chinese), fields_in_words(kind, true));
  add_wrapped(text, "还可以写  ", fields_in_words(kind, false));
  add_wrapped(text, "步骤  ", steps_in_words(kind));
  return text.append(kCommonHelp);
}

std::string help_of_noun(std::string_view noun) {
  if (const auto kind = oversight::kind_named(noun)) return help_of_kind(*kind);
  std::string text = "用法\n";
  for (const RecordVerb& verb : kRecordVerbs)
    if (verb.noun == noun) text += verb.help;
  text +=
      "\n  --as 登录名 --as-of 2026-11-22 --data 文件夹 --database postgresql://…\n"
      "  --json                  输出 JSON\n  --help                  这一页\n";
  return text;
}

// The nouns, each with what it is.
std::string help_of_kinds() {
  std::string text =
      "用法\n"
      "  qingxin 种类 list|show|new|step|export …   每一种都一样；写 qingxin 种类 --help "
      "看它的字段和步骤\n\n"
      "种类\n";
  for (const std::string_view noun : nouns())
    if (const auto kind = oversight::kind_named(noun))
      text += fmt::format("  {}{}\n", padded_right(noun, 20), oversight::words_of(*kind).chinese);
  return text;
}

}  // namespace

const std::vector<RecordHelp>& record_help() {
  static const std::vector<RecordHelp> kHelp = [] {
    std::vector<RecordHelp> all{{std::string{kAnyKind}, help_of_kinds()}};
    for (const std::string_view noun : nouns())
      all.push_back({std::string{noun}, help_of_noun(noun)});
    return all;
  }();
  return kHelp;
}

}  // namespace qingxin::cli
