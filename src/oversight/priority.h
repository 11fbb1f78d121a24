// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "oversight/record.h"

// Who first 重点名单: firms and projects in the order in which they are to be visited. It decides
// nothing, and rates firms and projects, never a person: a firm that is a natural person does not
// stand in it. Each part is a count times a weight, and both are shown.
namespace qingxin::oversight {

enum class PriorityPart : unsigned char {
  red = 1,                // 红色疑点
  orange = 2,             // 橙色疑点
  yellow = 3,             // 黄色疑点
  unjudged = 4,           // 缺事实不能判定的疑点
  arrears_people = 5,     // 现有欠薪人数
  open_cases = 6,         // 未清零案件
  past_cases = 7,         // 以前的欠薪案件
  credit_b = 8,           // 信用等级 B
  credit_c = 9,           // 信用等级 C
  water = 10,             // 欠缴水费
  power = 11,             // 欠缴电费
  tax = 12,               // 欠税
  social_insurance = 13,  // 欠缴社会保险费
  irregularity = 14,      // 经营异常名录
  lawsuit = 15,           // 涉诉被执行
  overdue_hazards = 16,   // 超期隐患
};
inline constexpr std::size_t kPriorityParts = 16;

struct PartWords {
  PriorityPart part;
  std::string_view name, chinese;
  int weight;  // the default: points for each
  int most;    // so many count; 0: all
};
std::span<const PartWords> priority_parts();
const PartWords& words_of(PriorityPart part);

struct Weight {
  PriorityPart part{};
  int weight = 0, most = 0;

  friend bool operator==(const Weight&, const Weight&) = default;
};
struct Weights {
  std::vector<Weight> weights;  // of every part, in their order
  std::string source;           // the record that says them, or "产品默认"
  std::int64_t record = 0;      // its number; 0: the default
};
Weights default_weights();
// Of the lines of a `weights` record: the item is the name of a part or its Chinese words, the
// answer a whole number from 0 to 1,000, the note the most that count ("最多 10"). What it does not
// name keeps the default. Error: invalid_input, with the line.
Result<Weights> weights_of(std::span<const Line> lines, std::string source, std::int64_t record);

struct Count {
  PriorityPart part{};
  std::int64_t value = 0;

  friend bool operator==(const Count&, const Count&) = default;
};

enum class Ranked : unsigned char { firm = 1, project = 2 };

// A firm or project with what is known of it.
struct Candidate {
  Ranked of = Ranked::project;
  std::string code;  // of the firm its credit code, of a project its code
  std::string name;
  std::int64_t id = 0;  // of the project; 0: of a firm
  std::string region_code;
  std::vector<Count> counts;
  std::vector<std::string> unknown;  // what is not known of it: in no points
};

struct PartPoints {
  PriorityPart part{};
  std::int64_t value = 0;    // what there is
  std::int64_t counted = 0;  // what counts of it
  int weight = 0;
  std::int64_t points = 0;  // counted × weight

  friend bool operator==(const PartPoints&, const PartPoints&) = default;
};

struct Priority {
  Candidate of;
  std::vector<PartPoints> parts;  // those with anything, the heaviest first
  std::int64_t points = 0;
};

// The heaviest first, of equals by code; those with nothing at all are left out.
std::vector<Priority> in_order(std::vector<Candidate> candidates, const Weights& weights);

}  // namespace qingxin::oversight
