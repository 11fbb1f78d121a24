// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/check.h"
#include "oversight/record_life.h"

// What states, steps, fields and choices are called, on the wire and in Chinese.
namespace qingxin::oversight {

namespace {

using enum FieldForm;
using S = RecordState;
using T = RecordStep;
using F = Field;

// clang-format off
constexpr std::array kStates = std::to_array<StateWords>({
    {S::standing, "standing", "在用", true},
    {S::ended, "ended", "停用", false},
    {S::draft, "draft", "草稿", true},
    {S::running, "running", "进行中", true},
    {S::summed_up, "summed_up", "已总结", true},
    {S::closed, "closed", "办结", false},
    {S::cancelled, "cancelled", "取消", false},
    {S::open, "open", "待办", true},
    {S::doing, "doing", "办理中", true},
    {S::reported, "reported", "待确认", true},
    {S::done, "done", "完成", false},
    {S::filed, "filed", "已报送", true},
    {S::accepted, "accepted", "已采用", false},
    {S::planned, "planned", "已安排", true},
    {S::under_way, "under_way", "检查中", true},
    {S::passed, "passed", "未发现问题", false},
    {S::rectifying, "rectifying", "整改中", true},
    {S::awaiting_look, "awaiting_look", "待复查", true},
    {S::proposed, "proposed", "建议", true},
    {S::issued, "issued", "已发出", true},
    {S::answered, "answered", "已答复", true},
    {S::released, "released", "已解除", false},
    {S::raised, "raised", "已升级", false},
    {S::dropped, "dropped", "未采纳", false},
    {S::approved, "approved", "已批准", true},
    {S::published, "published", "已发布", true},
    {S::taken_down, "taken_down", "已撤下", false},
    {S::handed_over, "handed_over", "已移交", true},
    {S::receipted, "receipted", "已签收", true},
    {S::submitted, "submitted", "已送签", true},
    {S::signed_, "signed", "已签发", false},
    {S::withdrawn, "withdrawn", "已撤回", false},
});
static_assert(kStates.size() == kRecordStates);
static_assert(std::ranges::is_sorted(kStates, {}, &StateWords::state));

constexpr std::array kSteps = std::to_array<StepWords>({
    {T::recorded, "recorded", "登记"},
    {T::changed, "changed", "修改"},
    {T::ended, "ended", "停用"},
    {T::begun, "begun", "开始"},
    {T::summed_up, "summed_up", "总结"},
    {T::closed, "closed", "办结"},
    {T::cancelled, "cancelled", "取消"},
    {T::assigned, "assigned", "交办"},
    {T::accepted, "accepted", "接受"},
    {T::reported, "reported", "报告完成"},
    {T::confirmed, "confirmed", "确认"},
    {T::sent_back, "sent_back", "退回"},
    {T::filed, "filed", "报送"},
    {T::corrected, "corrected", "更正"},
    {T::planned, "planned", "安排"},
    {T::noted, "noted", "记录所见"},
    {T::passed, "passed", "未发现问题"},
    {T::found_defects, "found_defects", "发现问题"},
    {T::rectified, "rectified", "整改完成"},
    {T::look_passed, "look_passed", "复查通过"},
    {T::look_failed, "look_failed", "复查未通过"},
    {T::visited, "visited", "走访"},
    {T::called, "called", "通话"},
    {T::asked, "asked", "问卷"},
    {T::proposed, "proposed", "建议"},
    {T::issued, "issued", "发出"},
    {T::dropped, "dropped", "不采纳"},
    {T::answered, "answered", "答复"},
    {T::released, "released", "解除"},
    {T::raised, "raised", "升级"},
    {T::approved, "approved", "批准"},
    {T::published, "published", "发布"},
    {T::taken_down, "taken_down", "撤下"},
    {T::handed_over, "handed_over", "移交"},
    {T::receipted, "receipted", "签收"},
    {T::given_back, "given_back", "退还"},
    {T::resulted, "resulted", "反馈结果"},
    {T::pledged, "pledged", "承诺并报送"},
    {T::submitted, "submitted", "送签"},
    {T::signed_, "signed", "签发"},
    {T::withdrawn, "withdrawn", "撤回"},
    {T::scored, "scored", "评分"},
    {T::frozen, "frozen", "冻结快照"},
});
static_assert(kSteps.size() == kRecordSteps);
static_assert(std::ranges::is_sorted(kSteps, {}, &StepWords::step));

constexpr std::array kFieldWords = std::to_array<FieldWords>({
    {F::name, "name", "名称", text},
    {F::year, "year", "年度", number},
    {F::from, "from", "起始日", day},
    {F::until, "until", "截止日", day},
    {F::basis, "basis", "依据文号", text},
    {F::goal, "goal", "目标", prose},
    {F::duty, "duty", "职责", prose},
    {F::content, "content", "内容", prose},
    {F::result, "result", "结果", prose},
    {F::reason, "reason", "理由", prose},
    {F::summary, "summary", "总结", prose},
    {F::practice, "practice", "好做法", prose},
    {F::industry, "industry", "行业", text},
    {F::rhythm, "rhythm", "报送频次", choice},
    {F::festival_rhythm, "festival_rhythm", "节前频次", choice},
    {F::festival_from, "festival_from", "节前起始日", day},
    {F::due_hour, "due_hour", "截止时刻", number},
    {F::reach, "reach", "受众人数", number},
    {F::place, "place", "地点", text},
    {F::people, "people", "人数", number},
    {F::amount, "amount", "金额", money},
    {F::leader_name, "leader_name", "负责人", text},
    {F::leader_phone, "leader_phone", "负责人电话", phone},
    {F::team_names, "team_names", "成员", lines},
    {F::way, "way", "方式", choice},
    {F::joint_bodies, "joint_bodies", "联合单位", lines},
    {F::officers, "officers", "检查人员", lines},
    {F::measure, "measure", "整改措施", prose},
    {F::person_in_charge, "person_in_charge", "责任人", text},
    {F::firm, "firm", "企业", text},
    {F::firm_code, "firm_code", "统一社会信用代码", code},
    {F::address, "address", "地址", text},
    {F::phone, "phone", "电话", phone},
    {F::hours, "hours", "接待时间", text},
    {F::number, "number", "编号或文号", text},
    {F::day, "day", "日期", day},
    {F::source, "source", "数据来源", text},
    {F::value, "value", "数值", number},
    {F::code, "code", "代码", code},
    {F::successor, "successor", "并入的区划代码", code},
    {F::scheme, "scheme", "考核方案", text},
    {F::score, "score", "得分", number},
    {F::grade, "grade", "等次", choice},
    {F::seed, "seed", "随机种子", text},
    {F::case_number, "case_number", "案件编号", text},
    {F::approver, "approver", "批准人", text},
    {F::take_down, "take_down", "撤下日期", day},
    {F::pledge, "pledge", "承诺人", text},
    {F::bulletin_kind, "bulletin_kind", "简报种类", choice},
    {F::issue_no, "issue_no", "期号", number},
    {F::subject, "subject", "标题", text},
    {F::digest, "digest", "SM3", text},
    {F::calls, "calls", "次数", number},
    {F::satisfaction, "satisfaction", "满意度", number},
    {F::question, "question", "问卷的问题和回答", prose},
    {F::send_to, "send_to", "报送单位", lines},
    {F::copy_to, "copy_to", "抄送单位", lines},
    {F::as_of, "as_of", "数据截至", day},
    {F::earlier, "earlier", "上一份", number},
});
static_assert(kFieldWords.size() == kFields);
static_assert(std::ranges::is_sorted(kFieldWords, {}, &FieldWords::field));

constexpr std::array<std::string_view, kRecordActors> kActorWords{
    "主办单位", "对方单位", "主办单位的另一人", "领导", "程序"};

// Names are told apart in all kinds, so that a field and a name are enough to read one.
struct ChoiceWords {
  Field field;
  std::string_view name, chinese;
};
constexpr std::array kChoiceWords = std::to_array<ChoiceWords>({
    {F::rhythm, "once", "一次"},
    {F::rhythm, "daily", "每日"},
    {F::rhythm, "weekly", "每周"},
    {F::rhythm, "ten_days", "每旬"},
    {F::rhythm, "monthly", "每月"},
    {F::way, "announced", "通知检查"},
    {F::way, "unannounced", "暗访"},
    {F::way, "drawn", "双随机抽查"},
    {F::way, "joint", "联合检查"},
    {F::way, "special", "专项检查"},
    {F::way, "supervise", "督办"},
    {F::way, "interview", "约谈"},
    {F::way, "notice", "通报"},
    {F::way, "accountability", "问责"},
    {F::way, "unlawful_award", "违法发包"},
    {F::way, "subcontract_all", "转包"},
    {F::way, "unlawful_subcontract", "违法分包"},
    {F::way, "affiliation", "挂靠"},
    {F::way, "lecture", "宣讲"},
    {F::way, "stall", "集中宣传"},
    {F::way, "posting", "张贴发放"},
    {F::way, "message", "短信推送"},
    {F::way, "media", "媒体"},
    {F::way, "visit", "上门宣传"},
    {F::way, "water", "欠缴水费"},
    {F::way, "power", "欠缴电费"},
    {F::way, "tax", "欠税"},
    {F::way, "social_insurance", "欠缴社会保险费"},
    {F::way, "credit", "信用等级"},
    {F::way, "irregularity", "经营异常名录"},
    {F::way, "lawsuit", "涉诉被执行"},
    {F::way, "examination", "考核"},
    {F::way, "self_score", "自评"},
    {F::way, "target_letter", "目标责任书"},
    {F::way, "file", "文件"},
    {F::way, "interface", "接口"},
    {F::grade, "A", "A"},
    {F::grade, "B", "B"},
    {F::grade, "C", "C"},
    {F::bulletin_kind, "weekly", "周报"},
    {F::bulletin_kind, "ten_days", "旬报"},
    {F::bulletin_kind, "monthly", "月通报"},
    {F::bulletin_kind, "agenda", "调度会议程"},
    {F::bulletin_kind, "minutes", "调度会纪要"},
    {F::bulletin_kind, "briefing", "领导专报"},
    {F::bulletin_kind, "assessment_material", "考核材料"},
    {F::bulletin_kind, "closing_summary", "专项行动总结"},
});

constexpr std::array<std::string_view, 5> kRhythms{"once", "daily", "weekly", "ten_days",
                                                   "monthly"};
constexpr std::array<std::string_view, 5> kInspections{"announced", "unannounced", "drawn", "joint",
                                                       "special"};
constexpr std::array<std::string_view, 4> kOrders{"supervise", "interview", "notice",
                                                  "accountability"};
constexpr std::array<std::string_view, 4> kViolations{"unlawful_award", "subcontract_all",
                                                      "unlawful_subcontract", "affiliation"};
constexpr std::array<std::string_view, 6> kPublicity{"lecture", "stall", "posting",
                                                     "message", "media", "visit"};
constexpr std::array<std::string_view, 7> kSigns{
    "water", "power", "tax", "social_insurance", "credit", "irregularity", "lawsuit"};
constexpr std::array<std::string_view, 3> kAssessments{"examination", "self_score",
                                                       "target_letter"};
constexpr std::array<std::string_view, 2> kSubmissions{"file", "interface"};
constexpr std::array<std::string_view, 3> kGrades{"A", "B", "C"};
constexpr std::array<std::string_view, 8> kBulletins{
    "weekly", "ten_days", "monthly", "agenda", "minutes", "briefing", "assessment_material",
    "closing_summary"};
// clang-format on

std::span<const std::string_view> ways_of(RecordKind kind) {
  if (kind == RecordKind::inspection) return kInspections;
  if (kind == RecordKind::order) return kOrders;
  if (kind == RecordKind::violation) return kViolations;
  if (kind == RecordKind::publicity) return kPublicity;
  if (kind == RecordKind::sign) return kSigns;
  if (kind == RecordKind::assessment) return kAssessments;
  if (kind == RecordKind::submission) return kSubmissions;
  return {};
}

// Where the row of something stands that is numbered from 1 on.
std::size_t row_of(std::size_t number, std::size_t rows) {
  check(number >= 1 && number <= rows);
  return number - 1;
}

}  // namespace

const StateWords& words_of(RecordState state) {
  return kStates[row_of(static_cast<std::size_t>(state), kStates.size())];
}
const StepWords& words_of(RecordStep step) {
  return kSteps[row_of(static_cast<std::size_t>(step), kSteps.size())];
}
const FieldWords& words_of(Field field) {
  return kFieldWords[row_of(static_cast<std::size_t>(field), kFieldWords.size())];
}
std::string_view in_chinese(RecordActor actor) {
  return kActorWords[row_of(static_cast<std::size_t>(actor), kActorWords.size())];
}

std::span<const std::string_view> choices_of(RecordKind kind, Field field) {
  const KindWords& words = words_of(kind);
  if (!words.needs.has(field) && !words.may_have.has(field)) return {};
  if (field == Field::way) return ways_of(kind);
  if (field == Field::rhythm || field == Field::festival_rhythm) return kRhythms;
  if (field == Field::grade) return kGrades;
  if (field == Field::bulletin_kind) return kBulletins;
  return {};
}

std::string_view choice_in_chinese(Field field, std::string_view name) {
  const Field table = field == Field::festival_rhythm ? Field::rhythm : field;
  const auto found = std::ranges::find_if(
      kChoiceWords, [&](const ChoiceWords& row) { return row.field == table && row.name == name; });
  return found == kChoiceWords.end() ? std::string_view{} : found->chinese;
}

std::optional<RecordState> state_named(std::string_view name) {
  const auto found = std::ranges::find(kStates, name, &StateWords::name);
  if (found == kStates.end()) return std::nullopt;
  return found->state;
}

std::optional<RecordStep> step_named(std::string_view name) {
  const auto found = std::ranges::find_if(
      kSteps, [&](const StepWords& row) { return row.name == name || row.chinese == name; });
  if (found == kSteps.end()) return std::nullopt;
  return found->step;
}

std::optional<Field> field_named(std::string_view name) {
  const auto found = std::ranges::find(kFieldWords, name, &FieldWords::name);
  if (found == kFieldWords.end()) return std::nullopt;
  return found->field;
}

}  // namespace qingxin::oversight
