// SPDX-License-Identifier: Apache-2.0
#include "access/permissions.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "access/scope.h"

namespace qingxin::access {
namespace {

Principal someone(Role role) {
  return {.user = UserId{5}, .role = role, .scope = whole_scope(), .via = Via::session};
}

// One line for each role: all that it may do. To read it is to know the product's promises.
TEST(Permissions, AreWhatTheTableSays) {
  struct Line {
    Role role;
    std::vector<Action> actions;
  };
  using enum Action;
  const std::vector<Line> lines{
      {Role::leader,
       {change_own_password, see_self, see_projects, see_facts, see_batches, see_findings,
        see_warnings, answer_warning, see_clues, see_cases, record_step, keep_views, see_units}},
      {Role::street,
       {change_own_password, see_self, see_projects, see_facts, see_batches, see_findings,
        see_warnings, answer_warning, receive_clue, see_clues, see_cases, open_case, record_step,
        keep_views, see_units}},
      {Role::assessor,
       {change_own_password, see_self, see_projects, see_facts, see_batches, see_findings,
        see_warnings, see_units}},
      {Role::bank,
       {change_own_password, see_self, deliver_batch, preview_batch, see_batches, use_batch,
        withdraw_batch}},
      {Role::subcontractor,
       {change_own_password, see_self, see_projects, see_facts, see_batches, see_findings,
        see_warnings, answer_warning}},
      {Role::labour_officer,
       {change_own_password, see_self, see_projects, see_facts, deliver_batch, preview_batch,
        see_batches, use_batch, withdraw_batch, see_findings, see_warnings, answer_warning}},
      {Role::inspector, {change_own_password, see_self,       see_projects,    see_facts,
                         reveal_field,        deliver_batch,  preview_batch,   see_batches,
                         use_batch,           withdraw_batch, import_register, see_findings,
                         run_checks,          see_warnings,   answer_warning,  review_warning,
                         clear_warning,       climb_warning,  receive_clue,    see_clues,
                         handle_clue,         export_clues,   see_cases,       open_case,
                         record_step,         settle_case,    tick_cases,      keep_views,
                         share_view,          see_exports,    see_units}},
      {Role::administrator,
       {change_own_password, see_self, see_units, add_unit, see_users, add_user, change_user,
        see_api_keys, add_api_key, revoke_api_key, rotate_keys, end_keys, verify_audit, see_running,
        see_notices, send_notices, back_up}},
      {Role::auditor,
       {change_own_password, see_self, see_exports, see_units, see_users, see_api_keys, see_audit,
        verify_audit}},
      {Role::machine,
       {see_projects, see_facts, see_findings, run_checks, see_warnings, climb_warning,
        receive_clue, see_clues, see_cases, record_step, tick_cases, look_back, verify_audit,
        send_notices, back_up}},
  };
  for (const Line& line : lines) {
    std::vector<Action> allowed;
    for (const Permission& permission : kPermissions)
      if (may(someone(line.role), permission.action)) allowed.push_back(permission.action);
    EXPECT_EQ(allowed, line.actions) << name_of(line.role);
  }
}

TEST(Permissions, GiveNothingToNobody) {
  for (const Permission& permission : kPermissions) {
    EXPECT_FALSE(may(Principal{}, permission.action)) << permission.name;
    EXPECT_FALSE(may(someone(Role{16}), permission.action)) << permission.name;
    EXPECT_FALSE(may(someone(Role{200}), permission.action)) << permission.name;
  }
}

TEST(Permissions, LeaveAnybodyWithAGivenPasswordOnlyToChangeIt) {
  for (const RoleName& role : kRoles) {
    Principal principal = someone(role.role);
    principal.must_change_password = true;
    for (const Permission& permission : kPermissions) {
      const bool is_own =
          permission.action == Action::change_own_password || permission.action == Action::see_self;
      EXPECT_EQ(may(principal, permission.action), is_own && signs_in(role.role))
          << role.name << " " << permission.name;
    }
  }
}

TEST(Roles, AreFoundByTheirNames) {
  for (const RoleName& role : kRoles) {
    EXPECT_EQ(role_named(role.name), role.role);
    EXPECT_FALSE(in_chinese(role.role).empty());
  }
  EXPECT_EQ(role_named("root"), Role{});
  EXPECT_EQ(role_named(""), Role{});
}

class ScopeTable : public testing::Test {
 protected:
  static constexpr UnitId kOwn{7}, kMember{8}, kOther{9};
  const std::vector<UnitId> parties_{kOther, kMember};

  Place place(std::string_view region, std::string_view industry) const {
    return {region, industry, parties_};
  }
};

TEST_F(ScopeTable, CoversByDistrictIndustryAndUnitAtOnce) {
  struct Case {
    Scope scope;
    std::string_view region, industry;
    bool is_covered;
  };
  const Scope group{.districts = {""}, .units = {kOwn, kMember}, .has_any_industry = true};
  const Scope housing{.districts = {"9901"}, .industries = {"房屋建筑"}, .has_any_unit = true};
  const std::vector<Case> cases{
      {Scope{}, "990123", "房屋建筑", false},
      {whole_scope(), "990123", "", true},
      {whole_scope(), "", "", true},
      {district_scope("990123"), "990123", "水利", true},
      {district_scope("9901"), "990123", "水利", true},
      {district_scope("990124"), "990123", "水利", false},
      {district_scope("990123"), "9901", "水利", false},  // a city's own project is not a county's
      {district_scope("990123"), "", "水利", false},
      {housing, "990123", "房屋建筑", true},
      {housing, "990123", "水利", false},
      {housing, "990123", "", false},
      {housing, "980123", "房屋建筑", false},
      {group, "990123", "水利", true},
      {group, "980456", "", true},  // across districts
      {{.districts = {""}, .units = {kOwn}, .has_any_industry = true}, "990123", "水利", false},
      {{.units = {kMember}, .has_any_industry = true}, "990123", "水利", false},
      {{.districts = {"98", "9901"}, .has_any_industry = true, .has_any_unit = true},
       "990123",
       "",
       true},
  };
  for (std::size_t i = 0; i < cases.size(); ++i)
    EXPECT_EQ(covers(cases[i].scope, place(cases[i].region, cases[i].industry)),
              cases[i].is_covered)
        << i;
}

TEST_F(ScopeTable, HandsOnNothingThatItHasNot) {
  const Scope city = district_scope("9901");
  EXPECT_TRUE(contains(city, district_scope("990123")));
  EXPECT_TRUE(contains(city, city));
  EXPECT_TRUE(contains(city, Scope{}));
  EXPECT_FALSE(contains(city, district_scope("99")));
  EXPECT_FALSE(contains(city, whole_scope()));
  EXPECT_FALSE(contains(city, {.districts = {"990123", "98"}}));
  const Scope water{.districts = {"9901"}, .industries = {"水利"}, .has_any_unit = true};
  EXPECT_TRUE(contains(city, water));
  EXPECT_FALSE(contains(water, city));
  EXPECT_FALSE(contains(water, {.industries = {"交通"}}));
  EXPECT_TRUE(contains(city, {.districts = {"9901"}, .units = {kOwn}}));
  EXPECT_FALSE(contains({.districts = {""}, .units = {kOwn}}, {.units = {kOther}}));
}

TEST_F(ScopeTable, NarrowsToWhatBothReach) {
  const Scope water{.districts = {"990123", "98"}, .industries = {"水利"}, .has_any_unit = true};
  const Scope own{.districts = {"9901"}, .units = {kOwn}, .has_any_industry = true};
  const Scope both = narrowed(water, own);
  EXPECT_EQ(both, (Scope{.districts = {"990123"}, .industries = {"水利"}, .units = {kOwn}}));
  EXPECT_EQ(narrowed(own, water), both);
  EXPECT_EQ(narrowed(whole_scope(), whole_scope()), whole_scope());
  EXPECT_EQ(narrowed(whole_scope(), Scope{}), Scope{});
  EXPECT_TRUE(contains(water, both) && contains(own, both));
}

TEST_F(ScopeTable, RefusesWhatIsNoScopeByName) {
  EXPECT_TRUE(check_scope(whole_scope()));
  const Result<void> refused = check_scope(district_scope("9901%"));
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("“9901%”"), std::string::npos);
  EXPECT_FALSE(check_scope(district_scope("9901230010011")));
  EXPECT_FALSE(check_scope({.industries = {""}}));
  EXPECT_FALSE(check_scope({.units = {UnitId{}}}));
}

TEST_F(ScopeTable, EndsAPrefixAfterAllThatBeginWithIt) {
  EXPECT_EQ(end_of_prefix("9901"), "9902");
  EXPECT_LT(std::string{"990199999999"}, end_of_prefix("9901"));
  EXPECT_LT(std::string{"99"}, end_of_prefix("99"));
  EXPECT_LE(end_of_prefix("9901"), std::string{"9902"});
  EXPECT_EQ(end_of_prefix(""), "");
}

}  // namespace
}  // namespace qingxin::access
