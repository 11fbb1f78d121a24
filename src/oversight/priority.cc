// SPDX-License-Identifier: Apache-2.0
#include "oversight/priority.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/check.h"
#include "base/text.h"

namespace qingxin::oversight {

namespace {

constexpr int kWeightMost = 1'000;

// Arrears that are there weigh most, then what has led to them before; what only may be a sign of
// trouble to come weighs least. All of it is the place's to change.
constexpr std::array kParts = std::to_array<PartWords>({
    {PriorityPart::red, "red", "红色疑点", 10, 20},
    {PriorityPart::orange, "orange", "橙色疑点", 4, 20},
    {PriorityPart::yellow, "yellow", "黄色疑点", 1, 20},
    {PriorityPart::unjudged, "unjudged", "不能判定的疑点", 1, 10},
    {PriorityPart::arrears_people, "arrears_people", "现有欠薪人数", 1, 100},
    {PriorityPart::open_cases, "open_cases", "未清零案件", 20, 0},
    {PriorityPart::past_cases, "past_cases", "三年内的其他欠薪案件", 10, 5},
    {PriorityPart::credit_b, "credit_b", "信用等级 B", 5, 1},
    {PriorityPart::credit_c, "credit_c", "信用等级 C", 20, 1},
    {PriorityPart::water, "water", "欠缴水费", 5, 2},
    {PriorityPart::power, "power", "欠缴电费", 5, 2},
    {PriorityPart::tax, "tax", "欠税", 10, 2},
    {PriorityPart::social_insurance, "social_insurance", "欠缴社会保险费", 10, 2},
    {PriorityPart::irregularity, "irregularity", "列入经营异常名录", 10, 1},
    {PriorityPart::lawsuit, "lawsuit", "涉诉被执行", 10, 3},
    {PriorityPart::overdue_hazards, "overdue_hazards", "超期未消除的隐患", 10, 5},
});
static_assert(kParts.size() == kPriorityParts);
static_assert([] {
  for (std::size_t i = 0; i < kParts.size(); ++i)
    if (static_cast<std::size_t>(kParts[i].part) != i + 1) return false;
  return true;
}());

std::optional<int> number_in(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Result<void> take(const Line& line, Weights& weights) {
  const auto part = std::ranges::find_if(kParts, [&](const PartWords& each) {
    return each.name == line.item || each.chinese == line.item;
  });
  if (part == kParts.end())
    return fail(ErrorCode::invalid_input,
                fmt::format("重点名单没有「{}」这一项；可以写：{}", printable(line.item), [] {
                  std::string all;
                  for (const PartWords& each : kParts)
                    all += (all.empty() ? "" : "、") + std::string(each.chinese);
                  return all;
                }()));
  const std::optional<int> weight = number_in(trim(line.answer));
  if (!weight || *weight < 0 || *weight > kWeightMost)
    return fail(ErrorCode::invalid_input,
                fmt::format("「{}」的权重「{}」不对，请写 0 至 {} 的整数", part->chinese,
                            printable(line.answer), kWeightMost));
  Weight& said = weights.weights[static_cast<std::size_t>(part->part) - 1];
  said.weight = *weight;
  std::string_view most = trim(line.note);
  if (most.empty()) return {};
  constexpr std::string_view kMost = "最多";
  if (most.starts_with(kMost)) most = trim(most.substr(kMost.size()));
  const std::optional<int> count = number_in(most);
  if (!count || *count < 0)
    return fail(ErrorCode::invalid_input,
                fmt::format("「{}」最多计多少「{}」不对，请写像 最多 10 这样的整数，0 是不限",
                            part->chinese, printable(line.note)));
  said.most = *count;
  return {};
}

}  // namespace

std::span<const PartWords> priority_parts() {
  return kParts;
}

const PartWords& words_of(PriorityPart part) {
  const auto place = static_cast<std::size_t>(part);
  check(place >= 1 && place <= kParts.size());
  return kParts[place - 1];
}

Weights default_weights() {
  Weights weights{.weights = {}, .source = "产品默认", .record = 0};
  for (const PartWords& part : kParts)
    weights.weights.push_back({part.part, part.weight, part.most});
  return weights;
}

Result<Weights> weights_of(std::span<const Line> lines, std::string source, std::int64_t record) {
  Weights weights = default_weights();
  weights.source = std::move(source);
  weights.record = record;
  for (const Line& line : lines)
    if (const Result<void> taken = take(line, weights); !taken)
      return tl::unexpected(taken.error());
  return weights;
}

std::vector<Priority> in_order(std::vector<Candidate> candidates, const Weights& weights) {
  check(weights.weights.size() == kPriorityParts);
  std::vector<Priority> order;
  for (Candidate& candidate : candidates) {
    Priority one{.of = std::move(candidate), .parts = {}, .points = 0};
    for (const Weight& weight : weights.weights) {
      std::int64_t value = 0;
      for (const Count& count : one.of.counts)
        if (count.part == weight.part) value += count.value;
      if (value <= 0) continue;
      const std::int64_t counted =
          weight.most == 0 ? value : std::min<std::int64_t>(value, weight.most);
      one.parts.push_back({weight.part, value, counted, weight.weight, counted * weight.weight});
      one.points += counted * weight.weight;
    }
    if (one.parts.empty()) continue;
    std::ranges::stable_sort(one.parts, std::ranges::greater{}, &PartPoints::points);
    order.push_back(std::move(one));
  }
  std::ranges::stable_sort(order, [](const Priority& a, const Priority& b) {
    if (a.points != b.points) return a.points > b.points;
    return std::pair(std::string_view{a.of.code}, std::string_view{a.of.name}) <
           std::pair(std::string_view{b.of.code}, std::string_view{b.of.name});
  });
  return order;
}

}  // namespace qingxin::oversight
