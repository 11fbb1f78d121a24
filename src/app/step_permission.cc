// SPDX-License-Identifier: Apache-2.0
#include "app/step_permission.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "casework/dossier.h"
#include "law/parameters.h"

namespace qingxin::app {

namespace {

using casework::Actor;
using casework::Step;
using casework::Strand;

const access::Roles& roles_of(Actor actor) {
  return kActorRoles[static_cast<std::size_t>(actor) - 1].roles;
}

std::string roles_in_words(const access::Roles& roles) {
  std::string words;
  for (const access::RoleName& role : access::kRoles)
    if (roles.has(role.role) && role.role != access::Role::local_operator)
      words.append(words.empty() ? "" : "、").append(role.chinese);
  return words;
}

bool is_asset_query(Step step) {
  return step == Step::query_approved || step == Step::query_refused;
}

// Of a city with districts or above, and above the place of the dossier 设区的市级以上. A region
// without pairs of 00 at its end has two digits for a province, four for a city.
bool is_above(const StepWriter& writer, Step step) {
  constexpr std::size_t kCityDigits = 4;
  const store::Unit& unit = writer.unit;
  const bool is_public =
      unit.kind == store::UnitKind::office || unit.kind == store::UnitKind::authority;
  if (!is_public || unit.region_code.empty()) return false;
  const std::string prefix = law::region_prefix(unit.region_code);
  if (prefix.size() > kCityDigits || !writer.region.starts_with(prefix)) return false;
  // 保障农民工工资支付条例 40: the head of the labour authority of a city or above, which may be
  // the one that handles the case itself.
  if (is_asset_query(step))
    return unit.kind == store::UnitKind::authority && unit.industry.empty() &&
           writer.who.role == access::Role::leader;
  return unit.id != writer.owner;
}

std::string wanted_above(Step step) {
  return is_asset_query(step) ? "查询账户、房产、车辆要由设区的市级以上人社部门负责人批准"
                                "（保障农民工工资支付条例 第四十条）"
                              : "这一步由设区的市级以上的上级机关做";
}

std::string why_not_above(const StepWriter& writer, Step step) {
  const store::Unit& unit = writer.unit;
  if (unit.name.empty()) return "您没有登记单位";
  if (is_asset_query(step) && writer.who.role != access::Role::leader)
    return fmt::format("您的角色是{}，不是负责人", in_chinese(writer.who.role));
  return fmt::format("{}（区划 {}）不是", unit.name,
                     unit.region_code.empty() ? "没有登记" : unit.region_code);
}

// Everybody who could do this step from some state.
std::vector<Actor> actors_of(casework::Subject subject, Step step) {
  std::vector<Actor> actors;
  for (std::size_t i = 1; i <= casework::kActors; ++i) {
    const auto actor = static_cast<Actor>(i);
    for (const casework::Move& move : casework::life_of(subject))
      if (move.step == step && move.by.has(actor)) {
        actors.push_back(actor);
        break;
      }
  }
  return actors;
}

std::string in_words(const std::vector<Actor>& actors) {
  std::string words;
  for (const Actor actor : actors)
    words.append(words.empty() ? "" : "、").append(casework::words_of(actor).chinese);
  return words;
}

}  // namespace

bool is_of_inspection(Step step) {
  switch (casework::strand_of(step)) {
    case Strand::order:
    case Strand::penalty:
    case Strand::asset_query:
    case Strand::police:
    case Strand::evidence: return true;
    case Strand::handling:
      return step != Step::complaint_received && step != Step::case_found &&
             step != Step::supplemented;
    default: return false;
  }
}

Result<void> permit_step(const StepWriter& writer, Step step, Actor by) {
  const std::string_view words = casework::words_of(step).chinese;
  if (!roles_of(by).has(writer.who.role) && writer.who.role == access::Role::local_operator)
    return fail(ErrorCode::not_permitted,
                fmt::format("「{}」要写明是谁做的：请用 --as 写出登录名", words));
  if (!roles_of(by).has(writer.who.role))
    return fail(
        ErrorCode::not_permitted,
        fmt::format("「{}」作为{}的行为，由{}来记，{}不能", words, casework::words_of(by).chinese,
                    roles_in_words(roles_of(by)), in_chinese(writer.who.role)));
  if (by == Actor::handler && is_of_inspection(step) && writer.who.role != access::Role::inspector)
    return fail(ErrorCode::not_permitted,
                fmt::format("「{}」是劳动保障监察的步骤，由劳动监察的承办人做；请先转送", words));
  if (by == Actor::higher && !is_above(writer, step))
    return fail(ErrorCode::not_permitted,
                fmt::format("{}；{}", wanted_above(step), why_not_above(writer, step)));
  return {};
}

Result<Actor> actor_of(const StepWriter& writer, casework::Subject subject, Step step,
                       std::optional<Actor> said) {
  const auto permitted = [&](Actor actor) { return permit_step(writer, step, actor); };
  if (said) {
    if (const Result<void> may = permitted(*said); !may) return tl::unexpected(may.error());
    return *said;
  }
  const std::vector<Actor> actors = actors_of(subject, step);
  if (actors.empty())
    return fail(ErrorCode::invalid_input,
                subject == casework::Subject::clue ? "线索没有这一步" : "案件没有这一步");
  std::vector<Actor> mine;
  for (const Actor actor : actors)
    if (permitted(actor)) mine.push_back(actor);
  if (mine.size() == 1) return mine.front();
  const std::string_view words = casework::words_of(step).chinese;
  if (mine.size() > 1)
    return fail(ErrorCode::usage,
                fmt::format("「{}」可以是{}的行为，请用 --by 写明是谁的", words, in_words(mine)));
  // The reason of the only one is the clearest answer.
  if (actors.size() == 1 || writer.who.role == access::Role::local_operator) {
    const Result<void> may = permitted(actors.front());
    return tl::unexpected(may.error());
  }
  return fail(ErrorCode::not_permitted, fmt::format("「{}」由{}做，{}都不是", words,
                                                    in_words(actors), in_chinese(writer.who.role)));
}

}  // namespace qingxin::app
