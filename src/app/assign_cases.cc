// SPDX-License-Identifier: Apache-2.0
#include "app/assign_cases.h"

#include <fmt/format.h>

#include <set>

#include "app/permit.h"
#include "base/text.h"

namespace qingxin::app {

namespace {

constexpr std::size_t kLongestKey = 64;

Result<void> check_order(const AssignOrder& order) {
  if (order.dossiers.empty())
    return fail(ErrorCode::invalid_input, "没有写要指定哪几件；请写出线索或案件的编号");
  if (order.dossiers.size() > std::size_t{kAssignedMost})
    return fail(ErrorCode::invalid_input, fmt::format("一次 {} 件太多，最多 {} 件；请分几次",
                                                      order.dossiers.size(), kAssignedMost));
  if (order.key.empty() || order.key.size() > kLongestKey)
    return fail(
        ErrorCode::invalid_input,
        fmt::format("缺少自编的键，或超过 {} 字节；重交时写同一个，就不会记两次", kLongestKey));
  std::set<DossierId> known;
  for (const DossierId dossier : order.dossiers)
    if (!known.insert(dossier).second)
      return fail(ErrorCode::invalid_input, fmt::format("{} 写了两次", number(dossier)));
  return {};
}

// The machine fails, not this dossier: whoever comes again with the key goes on from here.
bool ends_all(const Error& error) {
  return error.code == ErrorCode::unavailable;
}

// An office may do it as who governs or as who handles; to divide the work is to govern.
std::optional<casework::Actor> by_of(const access::Principal& who) {
  if (who.role == access::Role::office) return casework::Actor::office;
  return std::nullopt;  // the only one that he may
}

Result<Assigned> assigned(const access::Principal& who, Moment moment, const CaseDesk& desk,
                          const AssignOrder& order, DossierId id) {
  const Result<WholeDossier> whole =
      desk.store->acting_for(who, moment.now)->dossiers().whole_dossier(id);
  Assigned one{.id = id, .refused = {}};
  StepOrder step{.dossier = number(id), .event = {}, .by = by_of(who)};
  if (whole) step.subject = whole->dossier.subject;
  step.event.step = Step::assigned;
  step.event.key = order.key;
  step.event.reason = order.reason;
  step.event.assignee = casework::PersonId{access::number(order.assignee)};
  const Result<StepRecorded> recorded =
      whole ? record_step(who, moment, desk, step) : tl::unexpected(whole.error());
  if (!recorded && ends_all(recorded.error())) return tl::unexpected(recorded.error());
  if (recorded)
    one.kept = recorded->kept;
  else
    one.refused = recorded.error().message;
  return one;
}

}  // namespace

Result<std::vector<Assigned>> assign_dossiers(const access::Principal& who, Moment moment,
                                              const CaseDesk& desk, const AssignOrder& order) {
  if (const Result<void> may = permit(who, access::Action::record_step); !may)
    return tl::unexpected(may.error());
  if (const Result<void> sound = check_order(order); !sound) return tl::unexpected(sound.error());
  const Result<store::User> assignee = desk.store->accounts().user(order.assignee);
  if (!assignee) return tl::unexpected(assignee.error());
  std::vector<Assigned> all;
  for (const DossierId id : order.dossiers) {
    Result<Assigned> one = assigned(who, moment, desk, order, id);
    if (!one) return tl::unexpected(one.error());
    all.push_back(*std::move(one));
  }
  return all;
}

}  // namespace qingxin::app
