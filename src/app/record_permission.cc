// SPDX-License-Identifier: Apache-2.0
#include "app/record_permission.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/units.h"
#include "law/parameters.h"

namespace qingxin::app {

namespace {

using oversight::RecordActor;
using oversight::RecordKind;
using oversight::RecordMove;
using oversight::RecordState;
using oversight::RecordStep;

// 签发、批准.
constexpr std::array kSigning{RecordStep::issued, RecordStep::approved, RecordStep::signed_};

access::UnitId unit_of(oversight::BodyId body) {
  return access::UnitId{static_cast<std::int64_t>(body)};
}

const access::Roles& roles_of(RecordActor actor) {
  return kRecordActorRoles[static_cast<std::size_t>(actor) - 1].roles;
}

std::string roles_in_words(const access::Roles& roles) {
  std::string words;
  for (const access::RoleName& role : access::kRoles)
    if (roles.has(role.role)) words.append(words.empty() ? "" : "、").append(role.chinese);
  return words;
}

// His district is that of the body or lies above it, and he is there for all industries.
bool covers_owner(const RecordWriter& writer) {
  const access::Scope& scope = writer.who.scope;
  if (access::is_bound_to_units(writer.who.role)) return false;
  if (!scope.has_any_industry || !scope.has_any_unit) return false;
  if (writer.owner_region.empty()) return false;
  const std::string place = law::region_prefix(writer.owner_region);
  return std::ranges::any_of(scope.districts, [&](const std::string& district) {
    return place.starts_with(law::region_prefix(district));
  });
}

bool is_of_owner(const RecordWriter& writer) {
  const access::UnitId own = acting_unit(writer.who);
  return own != access::UnitId{} && own == writer.owner;
}

bool is_of_addressee(const RecordWriter& writer) {
  const access::UnitId own = acting_unit(writer.who);
  return own != access::UnitId{} && own == writer.addressee;
}

bool organises(const RecordWriter& writer) {
  if (is_of_owner(writer)) return true;
  return !is_of_addressee(writer) && covers_owner(writer);
}

bool is_for_addressee(const RecordWriter& writer) {
  if (is_of_addressee(writer)) return true;
  return !writer.has_people && kDesks.has(writer.who.role) && organises(writer);
}

// Whether it is his body's act.
bool is_his_bodys(const RecordWriter& writer, RecordActor by) {
  switch (by) {
    case RecordActor::organiser:
    case RecordActor::other:
    case RecordActor::leader: return organises(writer);
    case RecordActor::addressee: return is_for_addressee(writer);
    case RecordActor::machine: return true;
  }
  return false;
}

std::string_view whose_in_words(RecordActor by) {
  return by == RecordActor::addressee ? "这件事交给的单位的人" : "这件事的主办单位或它那个区划的人";
}

// Whether anybody who has an account acts for the unit.
Result<void> look_for_people(store::Store& store, RecordWriter& writer) {
  constexpr int kAtOnce = 1000;
  writer.has_people = false;
  access::UserId after{};
  while (!writer.has_people) {
    const Result<std::vector<store::User>> users = store.accounts().users_after(after, kAtOnce);
    if (!users) return tl::unexpected(users.error());
    writer.has_people = std::ranges::any_of(*users, [&](const store::User& user) {
      return user.unit == writer.addressee && user.state == store::UserState::active;
    });
    if (std::ssize(*users) < kAtOnce) break;
    after = users->back().id;
  }
  return {};
}

std::string steps_in_words(RecordKind kind, std::optional<RecordState> from) {
  std::string words;
  for (const RecordMove& move : oversight::moves_from(kind, from)) {
    const std::string_view one = oversight::words_of(move.step).chinese;
    if (words.find(one) == std::string::npos) words.append(words.empty() ? "" : "、").append(one);
  }
  return words;
}

tl::unexpected<Error> no_move(RecordKind kind, std::optional<RecordState> from, RecordStep step) {
  const std::string_view name = oversight::words_of(kind).chinese;
  const std::string_view words = oversight::words_of(step).chinese;
  const std::string possible = steps_in_words(kind, from);
  if (!from)
    return fail(ErrorCode::conflict,
                fmt::format("{}不能从「{}」开始；可以：{}", name, words, possible));
  if (possible.empty())
    return fail(ErrorCode::conflict, fmt::format("这个{}{}，不能再「{}」", name,
                                                 oversight::words_of(*from).chinese, words));
  return fail(ErrorCode::conflict,
              fmt::format("这个{}{}，不能「{}」；现在可以：{}", name,
                          oversight::words_of(*from).chinese, words, possible));
}

}  // namespace

access::UnitId acting_unit(const access::Principal& who) {
  const bool is_of_this_office = who.unit == access::UnitId{} && access::kOfficials.has(who.role);
  return is_of_this_office ? kLocalUnit : who.unit;
}

Result<RecordWriter> record_writer(const access::Principal& who, const CaseDesk& desk,
                                   const oversight::RecordFace& face) {
  RecordWriter writer{.who = who,
                      .kind = face.kind,
                      .owner = unit_of(face.owner),
                      .addressee = unit_of(face.addressee),
                      .owner_region = {}};
  const Result<store::Unit> owner = desk.store->unit(writer.owner);
  if (owner)
    writer.owner_region = owner->region_code;
  else if (owner.error().code != ErrorCode::not_found)
    return tl::unexpected(owner.error());
  // Only an official may stand in for a unit that has nobody.
  const bool may_stand_in = kDesks.has(who.role) && writer.addressee != access::UnitId{} &&
                            !is_of_addressee(writer) && organises(writer);
  if (!may_stand_in) return writer;
  if (const Result<void> looked = look_for_people(*desk.store, writer); !looked)
    return tl::unexpected(looked.error());
  return writer;
}

Result<void> permit_record_step(const RecordWriter& writer, RecordStep step, RecordActor by) {
  const std::string_view words = oversight::words_of(step).chinese;
  const access::Roles& roles = roles_of(by);
  if (writer.who.role == access::Role::local_operator)
    return by == RecordActor::machine
               ? fail(ErrorCode::not_permitted, fmt::format("「{}」由程序自己记", words))
               : fail(ErrorCode::not_permitted,
                      fmt::format("「{}」要写明是谁做的：请用 --as 写出登录名", words));
  if (!roles.has(writer.who.role))
    return fail(ErrorCode::not_permitted,
                fmt::format("「{}」是{}的事，由{}来记，{}不能", words, in_chinese(by),
                            roles_in_words(roles), in_chinese(writer.who.role)));
  const bool is_signing = std::ranges::find(kSigning, step) != kSigning.end();
  if (is_signing && !access::may(writer.who, access::Action::sign_records))
    return fail(ErrorCode::not_permitted, fmt::format("「{}」要由领导或治欠办签发、批准，{}不能",
                                                      words, in_chinese(writer.who.role)));
  if (is_his_bodys(writer, by)) return {};
  return fail(ErrorCode::not_permitted,
              fmt::format("「{}」由{}来记，您不是；请转给他们", words, whose_in_words(by)));
}

Result<PermittedMove> permitted_move(const RecordWriter& writer, std::optional<RecordState> from,
                                     RecordStep step) {
  const RecordMove* const move = oversight::move_of(writer.kind, from, step);
  if (move == nullptr) return no_move(writer.kind, from, step);
  std::optional<Error> refusal;
  for (std::size_t i = 1; i <= oversight::kRecordActors; ++i) {
    const auto by = static_cast<RecordActor>(i);
    if (!move->by.has(by)) continue;
    const Result<void> may = permit_record_step(writer, step, by);
    if (may) return PermittedMove{*move, by};
    if (!refusal) refusal = may.error();
  }
  return tl::unexpected(refusal.value_or(Error{ErrorCode::not_permitted, "这一步没有人能记"}));
}

std::vector<RecordMove> possible_steps(const RecordWriter& writer,
                                       std::optional<RecordState> from) {
  std::vector<RecordMove> possible;
  for (const RecordMove& move : oversight::record_life())
    if (move.kind == writer.kind && move.from == from && permitted_move(writer, from, move.step))
      possible.push_back(move);
  return possible;
}

}  // namespace qingxin::app
