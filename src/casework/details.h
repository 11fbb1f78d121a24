// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

// What a step may have to say for itself besides who and when.
namespace qingxin::casework {

enum class Detail : unsigned char {
  reason = 1,    // 理由，或者经过
  document,      // 文号、凭证号
  day,           // 文书写明的日期
  body,          // 对方单位
  amount,        // 金额
  people,        // 人数
  base,          // 应付金额, of which an extra compensation is a part
  team,          // two officers or more
  photos,        // 张贴的照片
  papers,        // the papers of a referral to the police
  route,         // 下一步去哪里
  legal_aid,     // 法律援助告知
  heard,         // 听取陈述申辩的记录
  venue,         // where mediation is held
  channel,       // by which a clue came
  matter_class,  // 分类
  outcome,       // of an investigation
  ground,        // of a conclusion
  measure,       // 约谈、通报 …
  satisfaction,  // 1 to 5
  assignee,      // 承办人
  link,          // the clue or case that is meant
  another,       // the person is not one of those who handled the matter
};
inline constexpr std::size_t kDetails = 23;

class Details {
 public:
  constexpr Details(std::initializer_list<Detail> details) {
    for (const Detail detail : details) bits_ |= 1U << static_cast<unsigned>(detail);
  }
  constexpr bool has(Detail detail) const {
    return ((bits_ >> static_cast<unsigned>(detail)) & 1U) != 0;
  }

 private:
  std::uint32_t bits_ = 0;
};

inline constexpr std::array<std::string_view, kDetails> kDetailWords{
    "理由",         "文号或凭证",   "文书写明的日期", "对方单位",   "金额",        "人数",
    "应付金额",     "两名以上人员", "张贴的照片",     "五项材料",   "下一步去处",  "法律援助告知",
    "陈述申辩记录", "调解的地方",   "来源渠道",       "分类",       "处理结果",    "结案依据",
    "措施",         "满意度",       "承办人",         "并入的编号", "办案以外的人"};

constexpr std::string_view words_of(Detail detail) {
  return kDetailWords[static_cast<std::size_t>(detail) - 1];
}

// Stored and sent, all below: never renumbered.

// 处理去向 decides by it; domain words of the campaign.
enum class MatterClass : unsigned char {
  unpaid_wages = 1,      // 拖欠工资
  project_payment = 2,   // 拖欠工程款: the industry authority leads
  contract_dispute = 3,  // 工程结算、合同纠纷: to arbitration or court
  other_labour = 4,      // 其他劳动争议
  not_labour = 5,
};
inline constexpr std::array<std::string_view, 5> kClassWords{
    "拖欠工资", "拖欠工程款", "合同或结算纠纷", "其他劳动争议", "不属劳动保障"};

enum class Channel : unsigned char {
  national_platform = 1,  // 全国根治欠薪线索反映平台
  hotline = 2,            // 12345
  supervision = 3,        // 互联网+督查
  mailbox = 4,            // 书记省长信箱
  petition = 5,           // 信访
  governance = 6,         // 综治
  public_opinion = 7,     // 舆情
  union_ = 8,             // 工会
  walk_in = 9,            // 来访
  reception_day = 10,     // 领导接访日
  phone = 11,             // 监察电话
  qr_code = 12,           // 维权二维码
  own_find = 13,          // 检查发现
  warning = 14,           // 预警转入
};
inline constexpr std::array<std::string_view, 14> kChannelWords{
    "全国平台", "12345", "互联网+督查", "书记省长信箱", "信访",       "综治",     "舆情",
    "工会",     "来访",  "接访日",      "监察电话",     "维权二维码", "检查发现", "预警转入"};

enum class Venue : unsigned char {
  street = 1,
  court = 2,
  labour_committee = 3,
  union_ = 4,
  authority = 5
};
inline constexpr std::array<std::string_view, 5> kVenueWords{"街道乡镇", "诉前", "劳动争议调解组织",
                                                             "工会", "行政部门"};

// 劳动保障监察条例 18.
enum class Outcome : unsigned char {
  penalty = 1,     // 行政处罚
  order = 2,       // 责令改正或行政处理决定
  no_finding = 3,  // 查无违法, for which the same article has no paper of its own
};
inline constexpr std::array<std::string_view, 3> kOutcomeWords{"行政处罚", "责令改正或行政处理",
                                                               "未发现违法"};

// By what right a case is concluded 结案.
enum class ConclusionGround : unsigned char {
  decision_served = 1,      // 决定已送达
  filing_revoked = 2,       // 情节轻微且已改正，撤销立案
  mediated = 3,             // 调解协议已履行
  another_procedure = 4,    // 已告知依仲裁、诉讼程序办理
  declined = 5,             // 不予受理
  passed_to_police = 6,     // 公安已立案
  passed_to_body = 7,       // 移交其他部门，已签收
  withdrawn = 8,            // 撤诉，回访属实
  nothing_owed = 9,         // 查无欠薪
  paid_before_filing = 10,  // 立案前已付清
};
inline constexpr std::array<std::string_view, 10> kGroundWords{
    "决定已送达", "已改正撤销立案", "调解协议已履行", "告知另循程序", "不予受理",
    "公安已立案", "移交其他部门",   "撤诉且回访属实", "查无欠薪",     "立案前已付清"};

enum class Measure : unsigned char {
  interview = 1,       // 约谈
  notice = 2,          // 通报
  accountability = 3,  // 问责
  exposure = 4,        // 曝光
};
inline constexpr std::array<std::string_view, 4> kMeasureWords{"约谈", "通报", "问责", "曝光"};

// 移送规定 6. Each is attached, or it is said why there is none.
enum class PolicePaper : unsigned char {
  letter = 1,      // 移送书
  report = 2,      // 调查报告
  items = 3,       // 涉案物品清单
  appraisals = 4,  // 检验报告、鉴定结论
  others = 5,      // 其他材料
};
inline constexpr std::array<std::string_view, 5> kPoliceWords{"移送书", "调查报告", "涉案物品清单",
                                                              "检验报告或鉴定结论", "其他材料"};

}  // namespace qingxin::casework
