// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "access/permissions.h"
#include "base/result.h"
#include "casework/words.h"
#include "store/store.h"

namespace qingxin::app {

// Whose acts a role may write down. What a worker, an employer, a court said or did is written down
// by an official; the acts of the authority are written down by whoever did them.
struct ActorRoles {
  casework::Actor actor;
  access::Roles roles;
};
inline constexpr access::Roles kDesks{access::Role::office, access::Role::inspector,
                                      access::Role::industry_authority, access::Role::street};
inline constexpr std::array kActorRoles = [] {
  using access::Role;
  using casework::Actor;
  return std::to_array<ActorRoles>({
      {Actor::worker, kDesks | access::kOperator},
      {Actor::intake, kDesks},
      {Actor::handler, kDesks},
      {Actor::co_handler, kDesks},
      {Actor::receiver, kDesks},
      {Actor::reviewer, kDesks | access::Roles{Role::leader}},
      {Actor::head, {Role::leader}},
      {Actor::higher, {Role::office, Role::inspector, Role::leader}},
      {Actor::office, {Role::office}},
      {Actor::other_body, kDesks},
      {Actor::employer, kDesks},
      {Actor::machine, {Role::machine}},
  });
}();
static_assert(kActorRoles.size() == casework::kActors);
static_assert([] {
  for (std::size_t i = 0; i < kActorRoles.size(); ++i)
    if (static_cast<std::size_t>(kActorRoles[i].actor) != i + 1) return false;
  return true;
}());

// Whether only the labour inspection may do it 劳动保障监察条例 3: its procedure, orders,
// penalties.
bool is_of_inspection(casework::Step step);

// Who writes a step down, and of what.
struct StepWriter {
  access::Principal who;
  store::Unit unit;         // for which he acts; id 0: none
  access::UnitId owner{};   // who is responsible for the dossier
  std::string_view region;  // where the dossier lies
};

// Whether he may write this step down as the act of this actor; the tables of casework say whether
// it may be done at all. Error: not_permitted, says who may.
Result<void> permit_step(const StepWriter& writer, casework::Step step, casework::Actor by);

// As whose act he writes it: the only one that he may, or the one that he says. Errors:
// not_permitted, usage (several could be meant: says which).
Result<casework::Actor> actor_of(const StepWriter& writer, casework::Subject subject,
                                 casework::Step step, std::optional<casework::Actor> said);

}  // namespace qingxin::app
