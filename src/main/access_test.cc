// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "access/sign_in_pace.h"
#include "app/api_keys.h"
#include "app/audit.h"
#include "app/passwords.h"
#include "app/permit.h"
#include "app/reveal_field.h"
#include "app/sign_in.h"
#include "app/units.h"
#include "app/users.h"
#include "sqlite/sqlite_database.h"
#include "store/migration.h"
#include "store/sql_store.h"
#include "tests/support/temporary_folder.h"

// The use cases of people and keys, over a real store.
namespace qingxin {
namespace {

using access::Action;
using access::Role;

constexpr access::HashCost kCheap{.passes = 1, .memory_bytes = 8192};
constexpr Instant kNow{1'790'000'000'000};
constexpr std::int64_t kMinute = 60'000;

Instant after(std::int64_t ms) {
  return {kNow.utc_ms + ms};
}

class People : public testing::Test {
 protected:
  void SetUp() override {
    database_ = std::make_unique<sqlite::SqliteDatabase>(folder_.path() / "a.db",
                                                         sqlite::SqliteDatabase::kPatienceMs);
    auto opened = store::SqlStore::open(*database_, {.person_key = "a key", .node = 1}, kNow);
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(*opened);
  }

  Result<app::SignedIn> sign_in(std::string_view login, std::string_view password,
                                Instant now = kNow, std::string_view address = "10.0.0.1") {
    return app::sign_in(now, *store_, ids_, {login, password, address}, kCheap);
  }
  // An inspector of a county who has chosen his password.
  app::AddedUser inspector() {
    const Result<app::AddedUser> added = app::add_user(operator_, kNow, *store_, ids_,
                                                       {.login = "Lisi",
                                                        .name = "李四",
                                                        .role = Role::inspector,
                                                        .unit = {},
                                                        .scope = access::district_scope("990123")},
                                                       kCheap);
    EXPECT_TRUE(added) << added.error().message;
    return *added;
  }

  const access::Principal operator_ = access::the_local_operator();
  TemporaryFolder folder_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<store::SqlStore> store_;
  store::IdMaker ids_{1};
};

TEST_F(People, BeginWithOneAdministratorWhoMustChangeHisPassword) {
  const auto first = app::first_administrator(kNow, *store_, ids_, kCheap);
  ASSERT_TRUE(first && *first);
  const auto second = app::first_administrator(kNow, *store_, ids_, kCheap);
  ASSERT_TRUE(second);
  EXPECT_FALSE(second->has_value());

  const Result<app::SignedIn> in = sign_in("ADMIN", (*first)->password);
  ASSERT_TRUE(in) << in.error().message;
  EXPECT_TRUE(in->who.must_change_password);
  EXPECT_EQ(app::list_users(in->who, kNow, *store_, {}, 10).error().code, ErrorCode::not_permitted);
  EXPECT_EQ(
      app::change_password(in->who, kNow, *store_, "wrong", "Abce1357xz", kCheap).error().code,
      ErrorCode::not_signed_in);
  EXPECT_EQ(app::change_password(in->who, kNow, *store_, (*first)->password, "short", kCheap)
                .error()
                .code,
            ErrorCode::invalid_input);
  EXPECT_EQ(
      app::change_password(in->who, kNow, *store_, (*first)->password, (*first)->password, kCheap)
          .error()
          .code,
      ErrorCode::invalid_input);
  ASSERT_TRUE(
      app::change_password(in->who, kNow, *store_, (*first)->password, "Abce1357xz", kCheap));
  EXPECT_FALSE(sign_in("admin", (*first)->password));
  const auto who = app::who_of_session(kNow, *store_, in->token, {});
  ASSERT_TRUE(who) << who.error().message;  // his own session stays
  EXPECT_FALSE(who->must_change_password);
  EXPECT_EQ(app::list_users(*who, kNow, *store_, {}, 10)->size(), 1U);
}

TEST_F(People, AreKnownByTheirSessionUntilItEnds) {
  const app::AddedUser added = inspector();
  const Result<app::SignedIn> in = sign_in("lisi", added.password);
  ASSERT_TRUE(in);
  const auto who = [&](Instant now) { return app::who_of_session(now, *store_, in->token, {}); };
  EXPECT_EQ(who(kNow)->user, added.user.id);
  EXPECT_EQ(who(kNow)->session, in->session.id);
  EXPECT_TRUE(access::is_csrf_token_of(in->token, in->csrf_token));
  EXPECT_EQ(app::who_of_session(kNow, *store_, "", {}).error().code, ErrorCode::not_signed_in);
  EXPECT_EQ(app::who_of_session(kNow, *store_, in->csrf_token, {}).error().code,
            ErrorCode::not_signed_in);
  EXPECT_TRUE(who(after(29 * kMinute)));
  EXPECT_TRUE(who(after(58 * kMinute)));  // being seen keeps it alive
  EXPECT_EQ(who(after(89 * kMinute)).error().code, ErrorCode::not_signed_in);

  const Result<app::SignedIn> again = sign_in("lisi", added.password, after(89 * kMinute));
  ASSERT_TRUE(again);
  for (std::int64_t minute = 89; minute < 89 + 720; minute += 20)
    EXPECT_TRUE(app::who_of_session(after(minute * kMinute), *store_, again->token, {})) << minute;
  EXPECT_FALSE(app::who_of_session(after(810 * kMinute), *store_, again->token, {}));

  const Result<app::SignedIn> third = sign_in("lisi", added.password, after(900 * kMinute));
  ASSERT_TRUE(third);
  ASSERT_TRUE(app::sign_out(third->who, after(900 * kMinute), *store_));
  EXPECT_FALSE(app::who_of_session(after(900 * kMinute), *store_, third->token, {}));
}

TEST_F(People, AreNotToldWhetherNameOrPasswordWasWrong) {
  const app::AddedUser added = inspector();
  const Error unknown = sign_in("nobody", added.password).error();
  const Error wrong = sign_in("lisi", "Abce1357xz").error();
  EXPECT_EQ(unknown.code, ErrorCode::not_signed_in);
  EXPECT_EQ(unknown.message, wrong.message);
  ASSERT_TRUE(app::disable_user(operator_, kNow, *store_, added.user.id));
  EXPECT_EQ(sign_in("lisi", added.password).error().message, wrong.message);
}

TEST_F(People, AreSlowedWhenTheyGuessAndNotByOthersElsewhere) {
  const app::AddedUser added = inspector();
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(sign_in("lisi", "wrong").error().code, ErrorCode::not_signed_in) << i;
  const Error slowed = sign_in("lisi", added.password).error();
  EXPECT_EQ(slowed.code, ErrorCode::too_many_requests);
  EXPECT_NE(slowed.message.find("2 秒"), std::string::npos) << slowed.message;
  EXPECT_TRUE(sign_in("lisi", added.password, kNow, "10.0.0.2"));
  EXPECT_TRUE(sign_in("lisi", added.password, after(3'000)));
  EXPECT_TRUE(sign_in("lisi", added.password, after(3'000)));  // it was forgiven
}

TEST_F(People, SignInFromTheirUsualPlaceWhoeverGuessesElsewhere) {
  const app::AddedUser added = inspector();
  ASSERT_TRUE(sign_in("lisi", added.password, kNow, "10.0.0.2"));
  const Instant later = after(60 * kMinute);
  const auto address = [](int i) { return fmt::format("192.0.2.{}", i); };
  int guesses = 0;
  for (; guesses < 100; ++guesses)
    if (sign_in("lisi", "wrong", later, address(guesses)).error().code != ErrorCode::not_signed_in)
      break;
  EXPECT_EQ(guesses, 31);
  const std::string elsewhere = address(200);
  EXPECT_EQ(sign_in("lisi", added.password, later, elsewhere).error().code,
            ErrorCode::too_many_requests);
  EXPECT_EQ(app::sign_in_wait_s(later, *store_, {"lisi", "", elsewhere}), 10);
  EXPECT_TRUE(sign_in("lisi", added.password, later, "10.0.0.2"));
  EXPECT_EQ(app::sign_in_wait_s(later, *store_, {"lisi", "", "10.0.0.2"}), 0);
  // Of a place where he has not been for so long, nothing is known.
  const Instant much_later = {later.utc_ms + access::kUsualForMs};
  for (int i = 0; i < 40; ++i) sign_in("lisi", "wrong", much_later, address(i));
  EXPECT_EQ(sign_in("lisi", added.password, much_later, "10.0.0.2").error().code,
            ErrorCode::too_many_requests);
}

TEST_F(People, AreSlowedWhenTheyGuessThePasswordOfASession) {
  const app::AddedUser added = inspector();
  const Result<app::SignedIn> in = sign_in("lisi", added.password);
  ASSERT_TRUE(in);
  const auto changed = [&](std::string_view old, Instant now) {
    return app::change_password(in->who, now, *store_, old, "Abce1357xz", kCheap);
  };
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(changed("wrong", kNow).error().code, ErrorCode::not_signed_in) << i;
  EXPECT_EQ(changed(added.password, kNow).error().code, ErrorCode::too_many_requests);
  EXPECT_TRUE(changed(added.password, after(3'000)));
}

TEST_F(People, RegisterAFirmOnce) {
  const auto unit = [&](std::string name) {
    return app::add_unit(operator_, kNow, *store_, ids_,
                         {.id = {},
                          .name = std::move(name),
                          .credit_code = "91990123MA0000001T",
                          .region_code = "9901",
                          .kind = store::UnitKind::enterprise});
  };
  const auto first = unit("清河建设");
  ASSERT_TRUE(first) << first.error().message;
  const auto second = unit("清河建设集团");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::conflict);
  EXPECT_NE(second.error().message.find("清河建设"), std::string::npos) << second.error().message;
}

TEST_F(People, LoseTheirSessionsWithTheirAccountAndTheirPassword) {
  const app::AddedUser added = inspector();
  const Result<app::SignedIn> in = sign_in("lisi", added.password);
  ASSERT_TRUE(in);
  const auto fresh = app::reset_password(operator_, kNow, *store_, added.user.id, kCheap);
  ASSERT_TRUE(fresh);
  EXPECT_FALSE(app::who_of_session(kNow, *store_, in->token, {}));
  EXPECT_FALSE(sign_in("lisi", added.password));
  const Result<app::SignedIn> next = sign_in("lisi", *fresh);
  ASSERT_TRUE(next);
  ASSERT_TRUE(app::disable_user(operator_, kNow, *store_, added.user.id));
  EXPECT_EQ(app::who_of_session(kNow, *store_, next->token, {}).error().code,
            ErrorCode::not_signed_in);
}

TEST_F(People, HandOnNoMoreThanTheyHave) {
  access::Principal keeper{.user = access::UserId{1},
                           .role = Role::administrator,
                           .scope = access::district_scope("9901")};
  const auto added = [&](Role role, access::Scope scope) {
    return app::add_user(keeper, kNow, *store_, ids_,
                         {.login = "user" + std::to_string(ids_.next(kNow)),
                          .name = "某人",
                          .role = role,
                          .unit = {},
                          .scope = std::move(scope)},
                         kCheap);
  };
  EXPECT_TRUE(added(Role::office, access::district_scope("990123")));
  EXPECT_EQ(added(Role::office, access::whole_scope()).error().code, ErrorCode::not_permitted);
  EXPECT_EQ(added(Role::office, {}).error().code, ErrorCode::invalid_input);
  EXPECT_EQ(added(Role::local_operator, access::district_scope("9901")).error().code,
            ErrorCode::invalid_input);
  EXPECT_EQ(added(Role::owner, access::district_scope("9901")).error().code,
            ErrorCode::invalid_input);
  access::Scope of_unit{.districts = {"9901"}, .units = {access::UnitId{5}}};
  of_unit.has_any_industry = true;
  EXPECT_EQ(added(Role::owner, of_unit).error().code, ErrorCode::not_found);  // no such unit
  keeper.role = Role::office;
  EXPECT_EQ(added(Role::office, access::district_scope("990123")).error().code,
            ErrorCode::not_permitted);
}

TEST_F(People, OfAGroupReachTheProjectsOfItsCompanies) {
  const auto unit = [&](std::string name, store::UnitKind kind) {
    return app::add_unit(operator_, kNow, *store_, ids_,
                         {.id = {}, .name = std::move(name), .region_code = "9901", .kind = kind});
  };
  const auto group = unit("清字集团", store::UnitKind::group);
  const auto company = unit("清源公司", store::UnitKind::enterprise);
  ASSERT_TRUE(group && company);
  ASSERT_TRUE(app::add_unit_member(operator_, kNow, *store_, group->id, company->id));
  access::Scope scope{.districts = {""}, .units = {group->id}};
  scope.has_any_industry = true;
  const auto added = app::add_user(operator_, kNow, *store_, ids_,
                                   {.login = "jituan",
                                    .name = "王五",
                                    .role = Role::general_contractor,
                                    .unit = group->id,
                                    .scope = scope},
                                   kCheap);
  ASSERT_TRUE(added) << added.error().message;
  const auto in = sign_in("jituan", added->password);
  ASSERT_TRUE(in);
  EXPECT_EQ(in->who.scope.units, (std::vector{group->id, company->id}));
}

TEST_F(People, UseApiKeysWithinTheirUsersScopeUntilTheyExpire) {
  const app::AddedUser added = inspector();
  const auto key = [&](access::Scope scope, int days) {
    return app::add_api_key(operator_, kNow, *store_, ids_,
                            {added.user.id, "门禁平台", std::move(scope), days});
  };
  EXPECT_EQ(key(access::whole_scope(), 30).error().code, ErrorCode::invalid_input);
  EXPECT_EQ(key(access::district_scope("990123"), 0).error().code, ErrorCode::invalid_input);
  const auto made = key(access::district_scope("990123001"), 30);
  ASSERT_TRUE(made);
  const auto who = [&](Instant now) { return app::who_of_api_key(now, *store_, made->secret); };
  ASSERT_TRUE(who(kNow));
  EXPECT_EQ(who(kNow)->scope, access::district_scope("990123001"));
  EXPECT_EQ(who(kNow)->via, access::Via::api_key);
  EXPECT_FALSE(who(after(31 * 24 * 60 * kMinute)));
  EXPECT_FALSE(app::who_of_api_key(kNow, *store_, made->secret + "x"));
  ASSERT_TRUE(app::revoke_api_key(operator_, kNow, *store_, added.user.id, made->key.id));
  EXPECT_EQ(who(kNow).error().code, ErrorCode::not_signed_in);
}

TEST_F(People, LeaveATrailWithoutTheirNames) {
  const app::AddedUser added = inspector();
  const auto in = sign_in("lisi", added.password);
  ASSERT_TRUE(in);
  EXPECT_FALSE(sign_in("lisi", "wrong"));
  ASSERT_TRUE(app::sign_out(in->who, kNow, *store_));
  const auto records = app::read_audit(operator_, *store_, 0, 100);
  ASSERT_TRUE(records);
  std::string actions;
  for (const auto& [record, reason] : *records) {
    actions += record.entry.action + " ";
    EXPECT_EQ(record.entry.subjects.find("lisi"), std::string::npos);
  }
  EXPECT_NE(actions.find("add_user sign_in sign_in_failed sign_out"), std::string::npos) << actions;
  EXPECT_EQ(app::read_audit(in->who, *store_, 0, 1).error().code, ErrorCode::not_permitted);
  EXPECT_EQ(app::verify_audit(in->who, *store_, {}).error().code, ErrorCode::not_permitted);
  EXPECT_TRUE(app::verify_audit(operator_, *store_, {})->is_sound());
}

TEST_F(People, SayWhyTheyLookAndMay) {
  const access::Principal leader{
      .user = access::UserId{1}, .role = Role::leader, .scope = access::whole_scope()};
  const app::RevealAsked asked{.field = {.project = store::ProjectId{1}, .column = "phone"},
                               .purpose = store::RevealPurpose::call_back,
                               .reason = "回访工资是否到手"};
  EXPECT_EQ(app::reveal_field(leader, kNow, *store_, ids_, asked).error().code,
            ErrorCode::not_permitted);
  app::RevealAsked wrong = asked;
  wrong.reason = "看看";
  EXPECT_EQ(app::reveal_field(operator_, kNow, *store_, ids_, wrong).error().code,
            ErrorCode::invalid_input);
  wrong = asked;
  wrong.purpose = store::RevealPurpose{9};
  EXPECT_EQ(app::reveal_field(operator_, kNow, *store_, ids_, wrong).error().code,
            ErrorCode::invalid_input);
  EXPECT_EQ(app::reveal_field(operator_, kNow, *store_, ids_, asked).error().code,
            ErrorCode::not_found);
}

// What a version before seals wrote in clear.
class Upgrade : public testing::Test {
 protected:
  static constexpr std::string_view kWorker = "990123199001011239", kPhone = "13912345678",
                                    kCard = "6299000000000000017";

  std::string bytes() const {
    std::ostringstream all;
    for (const char* name : {"a.db", "a.db-wal"}) {
      std::ifstream file(folder_.path() / name, std::ios::binary);
      if (file) all << file.rdbuf();
    }
    return all.str();
  }
  std::unique_ptr<sqlite::SqliteDatabase> database() const {
    return std::make_unique<sqlite::SqliteDatabase>(folder_.path() / "a.db",
                                                    sqlite::SqliteDatabase::kPatienceMs);
  }

  void write_old() {
    const auto old = database();
    const auto connection = old->connect();
    ASSERT_TRUE(connection);
    ASSERT_TRUE(store::migrate(**connection, store::built_in_migrations().first(2), kNow));
    const auto done =
        (*connection)
            ->run_script(
                "INSERT INTO project_code VALUES ('P1', 5);"
                "INSERT INTO project VALUES (5, 'P1', 0);"
                "INSERT INTO unit VALUES (7, '清河', '', '990123');"
                "INSERT INTO batch VALUES (1, 7, '', 3, 1, 2, NULL);"
                "INSERT INTO batch_project VALUES (1, 5);"
                "INSERT INTO batch_table VALUES (1, 2, 15);"
                "INSERT INTO batch_folder VALUES (1, '', '');"
                "INSERT INTO batch_file VALUES (1, 0, '花名册', 2, 1, 1, 0, '', NULL,"
                " NULL, NULL);"
                "INSERT INTO fact_chunk VALUES (5, 1, 1, 0, 99);"
                "INSERT INTO person VALUES (5, 77, '990123199001011239');"
                "INSERT INTO fact_roster (project_id, batch_id, file_no, row_no, part,"
                " person_id, name, phone, card, role, pay_basis, contract_kind,"
                " entered_day) VALUES (5, 1, 0, 2, 0, 77, '张三', '13912345678',"
                " '6299000000000000017', 0, 0, 0, 20260101);");
    ASSERT_TRUE(done) << done.error().error.message;
  }

  TemporaryFolder folder_;
};

TEST_F(Upgrade, SealsWhatWasClearAndLeavesNothingInTheFile) {
  write_old();
  for (const std::string_view secret : {kWorker, kPhone, kCard})
    ASSERT_NE(bytes().find(secret), std::string::npos) << secret;
  for (int time = 0; time < 2; ++time) {
    const auto now = database();
    const auto store = store::SqlStore::open(*now, {.person_key = "a key", .node = 1}, kNow);
    ASSERT_TRUE(store) << store.error().message;
    for (const std::string_view secret : {kWorker, kPhone, kCard})
      EXPECT_EQ(bytes().find(secret), std::string::npos) << secret;
    const store::ProjectId project{5};
    const Result<book::Facts> facts = (*store)->facts_of(std::span{&project, 1}, std::nullopt);
    ASSERT_TRUE(facts) << facts.error().message;
    ASSERT_EQ(facts->roster.size(), 1U);
    EXPECT_EQ(facts->texts[facts->roster[0].phone], kPhone);
    EXPECT_EQ(facts->texts[facts->roster[0].card], kCard);
    EXPECT_EQ(facts->identities[facts->roster[0].worker], kWorker);
    EXPECT_TRUE((*store)->verify_audit({})->is_sound());
  }
}

}  // namespace
}  // namespace qingxin
