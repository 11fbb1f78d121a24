// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

// Who acts, and over what. Every use case takes a Principal; every query of the store takes the
// scope of one. What a role may do is in access/permissions.h.
namespace qingxin::access {

// 63 bits, made as all ids of the store are (store/ids.h); 0 is nobody and no unit.
enum class UnitId : std::int64_t {};
enum class UserId : std::int64_t {};
enum class SessionId : std::int64_t {};
enum class ApiKeyId : std::int64_t {};

constexpr std::int64_t number(UnitId id) {
  return static_cast<std::int64_t>(id);
}
constexpr std::int64_t number(UserId id) {
  return static_cast<std::int64_t>(id);
}
constexpr std::int64_t number(SessionId id) {
  return static_cast<std::int64_t>(id);
}
constexpr std::int64_t number(ApiKeyId id) {
  return static_cast<std::int64_t>(id);
}

// Stored and sent: never renumbered.
enum class Role : unsigned char {
  office = 1,              // 治欠办: organises, dispatches, presses
  inspector = 2,           // 劳动监察
  industry_authority = 3,  // 行业主管部门: housing, transport, water …
  leader = 4,              // 领导: looks, and leads cases
  street = 5,              // 街道、乡镇
  owner = 6,               // 建设单位
  general_contractor = 7,  // 总包: its manager
  labour_officer = 8,      // 劳资专管员 of a general contractor
  subcontractor = 9,       // 分包
  bank = 10,               // a bank's system, by key
  assessor = 11,           // 考核: reads only
  administrator = 12,      // users and keys; sees no facts
  auditor = 13,            // the audit trail; sees no facts
  machine = 14,            // the program by itself: nightly runs, expiring deadlines
  local_operator = 15,     // whoever may read the data folder, at the command line
};
inline constexpr int kRoleCount = 15;

// What a principal's eyes reach: the projects that lie in one of the districts, and are of one of
// the industries, and have one of the units as a party. By default: none at all.
struct Scope {
  std::vector<std::string> districts;   // beginnings of region codes; "" begins every one
  std::vector<std::string> industries;  // as the table of projects writes them
  std::vector<UnitId> units;
  bool has_any_industry = false;  // all of them, also a project that names none
  bool has_any_unit = false;

  friend bool operator==(const Scope&, const Scope&) = default;
};

// Everything there is: the office of the whole, the machine, the local operator.
inline Scope whole_scope() {
  return {.districts = {""}, .has_any_industry = true, .has_any_unit = true};
}
// A district with all that is below it: {"990123"}.
inline Scope district_scope(std::string prefix) {
  return {.districts = {std::move(prefix)}, .has_any_industry = true, .has_any_unit = true};
}

// By what a principal came in.
enum class Via : unsigned char {
  terminal = 1,  // the command line of the machine, or the program itself
  session = 2,
  api_key = 3,
};

struct Principal {
  UserId user{};  // 0: the machine or the local operator
  Role role{};    // 0: none, which may do nothing
  UnitId unit{};  // for whom the user acts; 0: for none
  Scope scope;
  Via via = Via::terminal;
  SessionId session{};  // of Via::session
  ApiKeyId key{};       // of Via::api_key
  // A password that was given to the user, not chosen by him: until he changes it he may do
  // nothing else.
  bool must_change_password = false;

  friend bool operator==(const Principal&, const Principal&) = default;
};

// Nightly runs, expiring deadlines.
inline Principal the_machine() {
  return {.role = Role::machine, .scope = whole_scope()};
}
// Whoever types a command on the machine that holds the data.
inline Principal the_local_operator() {
  return {.role = Role::local_operator, .scope = whole_scope()};
}

}  // namespace qingxin::access
