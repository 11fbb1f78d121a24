// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/paper.h"

// One paper of each kind, with everything that its kind needs; people and firms are invented.
namespace qingxin::test {

// With everything that any kind needs.
inline documents::Paper full_paper(documents::PaperKind kind) {
  using casework::ClockId;
  return {
      .kind = kind,
      .issuer = "平安县人力资源和社会保障局",
      .number = "平人社监字〔2026〕第17号",
      .day = date(2026, 11, 23),
      .to = {.name = "河北宏远劳务有限公司",
             .code = "91130100MA0EXAMPL5",
             .address = "平安县建设路 8 号",
             .person = "李大山"},
      .matter = "清水湾一期项目拖欠工资",
      .facts = {{"2026年9月至10月，你单位在清水湾一期项目使用工人 2 名，欠付工资共 12,240.05 元。",
                 "工资表第 3 页，银行流水 2026-11-05"},
                {"上述工人每月出勤由门禁记录和考勤表记明。", "考勤表 2026-09、2026-10"}},
      .breached = {{"gwy-724", 11}},
      .basis = {{"gwy-724", 54}},
      .orders = {"补发欠付的工资，并把工资清单交给工人本人", "补建 2026年9月以来的工资支付台账"},
      .deadline = casework::Frozen{.clock = documents::words_of(kind).clock.value_or(ClockId{}),
                                   .day = date(2026, 12, 1),
                                   .calendar = "2026.11"},
      .amount = Money{1'224'005},
      .wages = {{"张三", "110101199003074071", "2026-09 至 2026-10", Money{612'000}},
                {"李四", "110101199003074098", "2026-10", Money{612'005}}},
      .reason = "所说的欠款是工程款，不是工资，不属劳动保障监察的事项。",
      .route = "平安县住房和城乡建设局（平安县中心街 3 号，电话 0311-5550123）。",
      .legal_aid = "可以到平安县法律援助中心（电话 12348）申请，请求支付工资的免于核查经济困难。",
      .materials = {"反映内容登记表 1 份", "工资表复印件 3 页"},
      .police_papers = {{casework::PolicePaper::letter, "平人社移字〔2026〕2号", ""},
                        {casework::PolicePaper::report, "平人社查字〔2026〕9号", ""},
                        {casework::PolicePaper::items, "", "没有涉案物品"},
                        {casework::PolicePaper::appraisals, "", "不需要鉴定"},
                        {casework::PolicePaper::others, "工资表、笔录 4 份", ""}},
      .earlier = "平人社监字〔2026〕第9号责令支付书",
      .heard = "你单位陈述资金紧张，本机关复核后认为不影响本决定。",
      .bank = "平安县农商银行营业部",
      .account = "6222 0000 1111 2222（工资保证金专户）",
      .officers = {{"王一", "冀130001"}, {"赵二", "冀130002"}},
      .contact = "平安县中心街 1 号，电话 0311-5550100",
      .reconsideration_body = "平安县人民政府",
      .court = "平安县人民法院",
      .remedy_terms = documents::RemedyTerms{.reconsideration_days = 60, .suit_months = 6},
      .approved_by = "平安县根治欠薪工作领导小组办公室",
      .post = "2026年11月20日某平台关于清水湾一期项目工资的帖文"};
}

inline documents::Paper example_paper(documents::PaperKind kind) {
  using documents::PaperKind;
  documents::Paper paper = full_paper(kind);
  switch (kind) {
    case PaperKind::filing_proof:
      paper.number.clear();
      paper.to = {};
      paper.officers.clear();
      paper.code = "1234 5678 9012 3428";
      paper.lines = {{"线索编号", "42"}, {"接收单位", "平安县人力资源和社会保障局"}};
      paper.digest = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
      break;
    case PaperKind::public_answer:
      paper.to = {};
      paper.officers.clear();
      paper.facts = {{"经查，清水湾一期项目确有 2 个月工资没有按时发放。", "工资表第 3 页"},
                     {"欠付的工资已于 2026年11月22日全部补发到工人本人账户。", "银行回单"}};
      break;
    case PaperKind::hand_over: paper.to = {.name = "平安县住房和城乡建设局"}; break;
    case PaperKind::police_referral: paper.to = {.name = "平安县公安局"}; break;
    case PaperKind::refusal: paper.to = {.name = "孙五"}; break;
    case PaperKind::deposit_notice: paper.to = {.name = "平安县农商银行营业部"}; break;
    case PaperKind::rectification_order:
    case PaperKind::payment_order:
    case PaperKind::penalty_notice:
    case PaperKind::penalty_decision: break;
  }
  // Only orders and payments from a deposit have the table of workers, only fines and these an
  // amount, and only what has a clock a deadline.
  const documents::PaperParts needs = documents::words_of(kind).needs;
  if (!needs.has(documents::PaperPart::wages)) paper.wages.clear();
  if (!needs.has(documents::PaperPart::basis)) paper.basis.clear();
  if (!needs.has(documents::PaperPart::orders)) paper.orders.clear();
  if (!needs.has(documents::PaperPart::amount)) paper.amount.reset();
  if (!needs.has(documents::PaperPart::deadline)) paper.deadline.reset();
  return paper;
}

}  // namespace qingxin::test
