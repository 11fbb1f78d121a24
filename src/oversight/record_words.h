// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

// The words of the leading-group office 治欠办: which records it keeps, what they say, where they
// stand and what happens to them. The moves themselves stand in record_life.h. All numbers are
// stored and sent: never renumbered.
namespace qingxin::oversight {

enum class RecordKind : unsigned char {
  district = 1,          // 区划: a code, the name that it bears from a day on, what it became
  directory = 2,         // 通讯录: a body with its phone and address, public
  campaign = 3,          // 专项行动
  stage = 4,             // 阶段, of a campaign
  member = 5,            // 成员单位 and its duty, of a campaign
  task = 6,              // 任务
  return_ = 7,           // 报表: of one unit and one period, also 零报告
  publicity = 8,         // 宣传活动
  team = 9,              // 工作专班
  grid = 10,             // 网格、片区
  inspection = 11,       // 检查: announced, unannounced, drawn, joint
  self_inspection = 12,  // 企业自查
  hazard = 13,           // 隐患
  contact = 14,          // 一对一包联
  order = 15,            // 督办、约谈、通报、问责
  exposure = 16,         // 曝光
  violation = 17,        // 违法发包、转包、违法分包、挂靠
  permit = 18,           // 施工许可: what the register of projects is held against
  sign = 19,             // 经营迹象: water, power, tax, credit, irregularity lists
  bulletin = 20,         // 周报、旬报、月通报、调度会 …
  assessment = 21,       // 考核
  submission = 22,       // 下级报来的数
  draw = 23,             // 双随机抽取: what it was drawn from, by which seed
  weights = 24,          // 重点名单的权重
};
inline constexpr std::size_t kRecordKinds = 24;

enum class RecordState : unsigned char {
  standing = 1,        // 在用
  ended = 2,           // 停用
  draft = 3,           // 草稿
  running = 4,         // 进行中
  summed_up = 5,       // 已总结
  closed = 6,          // 办结
  cancelled = 7,       // 取消
  open = 8,            // 待办
  doing = 9,           // 办理中
  reported = 10,       // 待确认
  done = 11,           // 完成
  filed = 12,          // 已报送
  accepted = 13,       // 已采用
  planned = 14,        // 已安排
  under_way = 15,      // 检查中
  passed = 16,         // 未发现问题
  rectifying = 17,     // 整改中
  awaiting_look = 18,  // 待复查
  proposed = 19,       // 建议
  issued = 20,         // 已发出
  answered = 21,       // 已答复
  released = 22,       // 已解除
  raised = 23,         // 已升级
  dropped = 24,        // 未采纳
  approved = 25,       // 已批准
  published = 26,      // 已发布
  taken_down = 27,     // 已撤下
  handed_over = 28,    // 已移交
  receipted = 29,      // 已签收
  submitted = 30,      // 已送签
  signed_ = 31,        // 已签发
  withdrawn = 32,      // 已撤回
};
inline constexpr std::size_t kRecordStates = 32;

enum class RecordStep : unsigned char {
  recorded = 1,        // 登记
  changed = 2,         // 修改
  ended = 3,           // 停用
  begun = 4,           // 开始
  summed_up = 5,       // 总结
  closed = 6,          // 办结
  cancelled = 7,       // 取消
  assigned = 8,        // 交办
  accepted = 9,        // 接受、采用
  reported = 10,       // 报告完成
  confirmed = 11,      // 确认
  sent_back = 12,      // 退回
  filed = 13,          // 报送
  corrected = 14,      // 更正
  planned = 15,        // 安排
  noted = 16,          // 记录所见
  passed = 17,         // 未发现问题
  found_defects = 18,  // 发现问题
  rectified = 19,      // 整改完成
  look_passed = 20,    // 复查通过
  look_failed = 21,    // 复查未通过
  visited = 22,        // 走访
  called = 23,         // 通话
  asked = 24,          // 问卷
  proposed = 25,       // 建议
  issued = 26,         // 发出
  dropped = 27,        // 不采纳
  answered = 28,       // 答复
  released = 29,       // 解除
  raised = 30,         // 升级
  approved = 31,       // 批准
  published = 32,      // 发布
  taken_down = 33,     // 撤下
  handed_over = 34,    // 移交
  receipted = 35,      // 签收
  given_back = 36,     // 退还
  resulted = 37,       // 反馈结果
  pledged = 38,        // 承诺并报送
  submitted = 39,      // 送签
  signed_ = 40,        // 签发
  withdrawn = 41,      // 撤回
  scored = 42,         // 评分
  frozen = 43,         // 冻结快照
};
inline constexpr std::size_t kRecordSteps = 43;

// Whose act a step is; who may type it in, the use cases say.
enum class RecordActor : unsigned char {
  organiser = 1,  // the body whose record it is
  addressee = 2,  // the unit to which it is addressed: a body or an enterprise
  other = 3,      // somebody of the organiser who did not do the step before that asks for it
  leader = 4,     // 领导, who signs and approves
  machine = 5,
};
inline constexpr std::size_t kRecordActors = 5;

// What a record says. Of one kind each at most once.
enum class Field : unsigned char {
  name = 1,               // 名称
  year = 2,               // 年度
  from = 3,               // 起始日
  until = 4,              // 截止日: what must be done by then is overdue after it
  basis = 5,              // 依据文号
  goal = 6,               // 目标
  duty = 7,               // 职责
  content = 8,            // 内容
  result = 9,             // 结果
  reason = 10,            // 理由
  summary = 11,           // 总结
  practice = 12,          // 好做法
  industry = 13,          // 行业
  rhythm = 14,            // 报送频次: once, daily, weekly, ten_days, monthly
  festival_rhythm = 15,   // 节前频次: from festival_from on
  festival_from = 16,     // 节前起始日
  due_hour = 17,          // 截止时刻: an hour of the day, China
  reach = 18,             // 受众人数
  place = 19,             // 地点
  people = 20,            // 人数
  amount = 21,            // 金额, fen
  leader_name = 22,       // 负责人
  leader_phone = 23,      // 负责人电话
  team_names = 24,        // 成员
  way = 25,               // 方式: a choice of the kind
  joint_bodies = 26,      // 联合单位
  officers = 27,          // 检查人员: user ids, a line each
  measure = 28,           // 整改措施
  person_in_charge = 29,  // 责任人
  firm = 30,              // 企业
  firm_code = 31,         // 统一社会信用代码
  address = 32,           // 地址
  phone = 33,             // 电话, public
  hours = 34,             // 接待时间
  number = 35,            // 编号、文号
  day = 36,               // 日期
  source = 37,            // 数据来源
  value = 38,             // 数值
  code = 39,              // 代码
  successor = 40,         // 并入的区划代码
  scheme = 41,            // 考核方案
  score = 42,             // 得分, hundredths
  grade = 43,             // 等次 A B C
  seed = 44,              // 随机种子
  case_number = 45,       // 案件编号
  approver = 46,          // 批准人
  take_down = 47,         // 撤下日期
  pledge = 48,            // 承诺人
  bulletin_kind = 49,     // 周报 …
  issue_no = 50,          // 期号
  subject = 51,           // 标题
  digest = 52,            // SM3
  calls = 53,             // 次数
  satisfaction = 54,      // 满意度, 1–5
  question = 55,          // 问卷的问题和回答
  send_to = 56,           // 报送
  copy_to = 57,           // 抄送
  as_of = 58,             // 数据截至
  earlier = 59,           // 上一份
};
inline constexpr std::size_t kFields = 59;

// How a field is written.
enum class FieldForm : unsigned char {
  text = 1,    // one line, at most 200 characters
  prose = 2,   // lines, at most 20,000 characters
  day = 3,     // 2026-11-23
  number = 4,  // a whole number, not below zero
  money = 5,   // fen
  choice = 6,  // one of the names that the kind lists
  lines = 7,   // texts, one a line
  phone = 8,   // of a body: digits, spaces, - and extension
  code = 9,    // a unified credit code or a region code, checked by who knows which
};

}  // namespace qingxin::oversight
