// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "base/result.h"
#include "casework/dossier.h"
#include "casework/paper.h"
#include "law/citation.h"

// 文书: what an authority writes in a case and serves. One value says all that a paper says; the
// two forms, DOCX and page, are drawn from it alike. The sentences are the product's own: no form
// of an authority and no law is copied, articles are only named.
namespace qingxin::documents {

using casework::PaperKind;
using casework::Service;
using casework::ServiceWay;

// What a paper may have to say. Which kind needs which, paper_kinds() tells.
enum class PaperPart : unsigned char {
  number = 1,       // 文号
  day,              // 日期
  issuer,           // 制作机关
  addressee,        // 受文单位或个人
  matter,           // 事由
  facts,            // 事实
  evidence,         // 证据: behind each fact
  breached,         // 违反的条款
  basis,            // 处理依据
  orders,           // 要求或决定的内容
  deadline,         // 期限
  amount,           // 金额
  wages,            // 工人明细
  reason,           // 理由
  route,            // 下一步去处
  legal_aid,        // 法律援助告知
  materials,        // 材料清单
  police_papers,    // 五项材料
  earlier,          // 前一份文书的文号
  heard,            // 听取陈述申辩的情况
  bank,             // 银行
  account,          // 账户
  contact,          // 联系人和联系方式
  reconsideration,  // 行政复议机关
  court,            // 管辖法院
  approved_by,      // 批准人
  post,             // 所答复的帖文
  code,             // 查询码
  lines,            // 登记事项
  digest,           // 校验值
  remedy_terms,     // 复议、诉讼期限
};
inline constexpr std::size_t kPaperParts = 31;

class PaperParts {
 public:
  constexpr PaperParts(std::initializer_list<PaperPart> parts) {
    for (const PaperPart part : parts) bits_ |= 1U << static_cast<unsigned>(part);
  }
  constexpr bool has(PaperPart part) const {
    return ((bits_ >> static_cast<unsigned>(part)) & 1U) != 0;
  }

 private:
  std::uint32_t bits_ = 0;
};

std::string_view words_of(PaperPart part);

// Where whoever does not agree turns to.
enum class Remedy : unsigned char {
  none,
  appeal,   // 行政复议 or 行政诉讼
  hearing,  // 陈述、申辩、听证, before anything is decided
};

// How it is shown to have arrived.
enum class Arrival : unsigned char {
  none,     // nobody is served
  service,  // 送达回证
  slip,     // 回执, torn off and sent back
};

struct PaperWords {
  PaperKind kind{};
  std::string_view chinese = {};  // its title: casework::name_of()
  PaperParts needs{};
  Remedy remedy = Remedy::none;
  Arrival arrival = Arrival::none;
  std::optional<casework::ClockId> clock = {};  // whose deadline it writes down
  std::vector<law::Citation> bases = {};        // by which every one of its kind is written
};
const std::vector<PaperWords>& paper_kinds();
const PaperWords& words_of(PaperKind kind);

struct Party {
  std::string name;
  std::string code;     // 统一社会信用代码
  std::string address;  // 住所
  std::string person;   // 法定代表人（负责人）

  friend bool operator==(const Party&, const Party&) = default;
};

struct Fact {
  std::string words;
  std::string evidence;  // by what it is shown: printed, but not in a public answer

  friend bool operator==(const Fact&, const Fact&) = default;
};

// How long whoever does not agree has, from the day on which he received the paper: parameters
// (remedy.*), so that a value is corrected where its source stands.
struct RemedyTerms {
  int reconsideration_days = 0;
  int suit_months = 0;

  friend bool operator==(const RemedyTerms&, const RemedyTerms&) = default;
};

// One worker in the annex of an order. The number is printed masked.
struct OwedWage {
  std::string name, id_number;
  std::string months;  // 2026-09 至 2026-10
  Money amount;

  friend bool operator==(const OwedWage&, const OwedWage&) = default;
};

struct Officer {
  std::string name;
  std::string certificate;  // 执法证号

  friend bool operator==(const Officer&, const Officer&) = default;
};

struct Paper {
  PaperKind kind{};
  std::string issuer;
  std::string number;  // 文号
  std::optional<Date> day;
  Party to;
  std::string matter;  // a phrase: what it is about
  std::vector<Fact> facts;
  std::vector<law::Citation> breached, basis;
  std::vector<std::string> orders;
  std::optional<casework::Frozen> deadline;
  std::optional<Money> amount;
  std::vector<OwedWage> wages;
  std::string reason, route, legal_aid;
  std::vector<std::string> materials;
  std::vector<casework::AttachedPaper> police_papers;
  std::string earlier, heard;
  std::string bank, account;
  std::vector<Officer> officers;
  std::string contact;  // address and telephone
  std::string reconsideration_body, court;
  std::optional<RemedyTerms> remedy_terms;
  std::string approved_by, post;
  std::string code;
  std::vector<std::pair<std::string, std::string>> lines;
  std::string digest;  // of the lines, SM3
  std::optional<Service> service;

  friend bool operator==(const Paper&, const Paper&) = default;
};

// The parts that its kind needs and it lacks, in the order of PaperPart.
std::vector<PaperPart> missing_parts(const Paper& paper);

// Whether it can be written. Errors (invalid_input), each by its name: "责令支付书缺「期限」", a
// deadline of another clock, wages that do not add up to the amount, one of the five papers of a
// referral without a document or a reason, a public answer that says what it must not
// (public_answer.h is held beside it by whoever knows the names).
Result<void> check_paper(const Paper& paper);

// The date that an event wrote down for a clock: as apply() froze it, or the day that the paper
// itself set. Error: invalid_input.
Result<casework::Frozen> deadline_in(const casework::Event& event, casework::ClockId clock);

}  // namespace qingxin::documents
