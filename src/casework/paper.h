// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"

// 文书, as far as a case knows them: which kinds there are, and how one was served. What each says
// is written in documents/.
namespace qingxin::casework {

// Stored and sent, all below: never renumbered.
enum class PaperKind : unsigned char {
  rectification_order = 1,
  payment_order = 2,
  refusal = 3,
  hand_over = 4,
  police_referral = 5,
  deposit_notice = 6,
  penalty_notice = 7,
  penalty_decision = 8,
  public_answer = 9,
  filing_proof = 10,  // has no number and stands in no register
};

struct PaperName {
  PaperKind kind;
  std::string_view name, chinese;
};
inline constexpr std::array kPaperNames = std::to_array<PaperName>({
    {PaperKind::rectification_order, "rectification_order", "责令改正书"},
    {PaperKind::payment_order, "payment_order", "责令支付书"},
    {PaperKind::refusal, "refusal", "不予受理告知书"},
    {PaperKind::hand_over, "hand_over", "移交函"},
    {PaperKind::police_referral, "police_referral", "涉嫌犯罪案件移送书"},
    {PaperKind::deposit_notice, "deposit_notice", "农民工工资保证金支付通知书"},
    {PaperKind::penalty_notice, "penalty_notice", "行政处罚告知书"},
    {PaperKind::penalty_decision, "penalty_decision", "行政处罚决定书"},
    {PaperKind::public_answer, "public_answer", "公开答复"},
    {PaperKind::filing_proof, "filing_proof", "登记证明"},
});
static_assert([] {
  for (std::size_t i = 0; i < kPaperNames.size(); ++i)
    if (static_cast<std::size_t>(kPaperNames[i].kind) != i + 1) return false;
  return true;
}());

constexpr const PaperName& name_of(PaperKind kind) {
  return kPaperNames[static_cast<std::size_t>(kind) - 1];
}
constexpr const PaperName* paper_kind_named(std::string_view name) {
  for (const PaperName& one : kPaperNames)
    if (one.name == name || one.chinese == name) return &one;
  return nullptr;
}

enum class ServiceWay : unsigned char {
  direct = 1,      // 直接送达
  left = 2,        // 留置送达
  mail = 3,        // 邮寄送达
  electronic = 4,  // 电子送达: only by a signed confirmation (行政处罚法 61)
  posting = 5,     // 张贴送达: with photographs (拒不支付劳动报酬解释 4)
};
inline constexpr std::array<std::string_view, 5> kServiceWays{"直接送达", "留置送达", "邮寄送达",
                                                              "电子送达", "张贴送达"};

// As it is sent.
inline constexpr std::array<std::string_view, 5> kServiceWayNames{"direct", "left", "mail",
                                                                  "electronic", "posting"};

// 送达: how a paper reached whom it is for.
struct Service {
  ServiceWay way{};
  Instant at;
  std::string place;
  std::string received_by;            // and what he is to whom it is for
  std::vector<std::string> officers;  // two at least (行政处罚法 42)
  std::string refusal;                // 拒收: what happened; empty: it was taken
  std::string witness;
  std::string document;             // number of the mail, of the confirmation
  std::vector<std::string> photos;  // ids of stored files

  friend bool operator==(const Service&, const Service&) = default;
};

// What its way needs: two officers, when, where; who took it, or what happened when it was refused
// with a witness or a photograph; photographs of a posting; the number of a mail or confirmation.
// Error: invalid_input, naming what is missing.
Result<void> check_service(const Service& service);

}  // namespace qingxin::casework
