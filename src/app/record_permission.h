// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <vector>

#include "access/permissions.h"
#include "app/case_desk.h"
#include "oversight/record.h"

namespace qingxin::app {

// Whose acts a role may write down.
struct RecordActorRoles {
  oversight::RecordActor actor;
  access::Roles roles;
};
inline constexpr std::array kRecordActorRoles = [] {
  using access::Role;
  using oversight::RecordActor;
  return std::to_array<RecordActorRoles>({
      {RecordActor::organiser, kDesks},
      {RecordActor::addressee, kDesks | access::Roles{Role::leader} | access::kEnterprises},
      {RecordActor::other, kDesks},
      {RecordActor::leader, {Role::leader}},
      {RecordActor::machine, {Role::machine}},
  });
}();
static_assert(kRecordActorRoles.size() == oversight::kRecordActors);
static_assert([] {
  for (std::size_t i = 0; i < kRecordActorRoles.size(); ++i)
    if (static_cast<std::size_t>(kRecordActorRoles[i].actor) != i + 1) return false;
  return true;
}());

// Who writes steps of a record down, and of what.
struct RecordWriter {
  access::Principal who;
  oversight::RecordKind kind{};
  access::UnitId owner{}, addressee{};
  std::string owner_region;  // as the unit is registered; empty: it says none
  bool has_people = true;    // of the addressee somebody has an account
};
// Error: unavailable.
Result<RecordWriter> record_writer(const access::Principal& who, const CaseDesk& desk,
                                   const oversight::RecordFace& face);

// For which body he acts: officials without a unit for this office itself.
access::UnitId acting_unit(const access::Principal& who);

// Whether he may write this step down as the act of this actor; the tables of oversight say whether
// it may be done at all. Organiser is an official of the body whose record it is or of its
// district, but not of the addressee: nobody confirms what his own body reported. Addressee are the
// people of the unit; where none of them has an account, the organiser writes down what it told
// him. What is issued, signed and approved is so by whoever may sign. Error: not_permitted, says
// who may.
Result<void> permit_record_step(const RecordWriter& writer, oversight::RecordStep step,
                                oversight::RecordActor by);

struct PermittedMove {
  oversight::RecordMove move;
  oversight::RecordActor by{};  // as whose act he writes it down
};
// The move of this step from this state and as whose act he may write it down, the first of the
// actors that he may be. Errors: not_permitted, conflict (not from this state: says what can be
// done now).
Result<PermittedMove> permitted_move(const RecordWriter& writer,
                                     std::optional<oversight::RecordState> from,
                                     oversight::RecordStep step);

// What he could do next with it: the moves of its kind that are his act.
std::vector<oversight::RecordMove> possible_steps(const RecordWriter& writer,
                                                  std::optional<oversight::RecordState> from);

}  // namespace qingxin::app
