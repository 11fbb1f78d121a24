// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "access/scope.h"
#include "base/text.h"
#include "store/table_class.h"
#include "tests/support/store_contract.h"

// What the store promises of people, scopes, seals and the audit trail, on every engine.
namespace qingxin::store {

using access::Principal;
using access::Role;
using access::Scope;
using access::UserId;
using access::Via;

class AccessContract : public StoreContract {
 protected:
  static constexpr std::string_view kPhone = "13912345678";
  static constexpr std::string_view kCard = "6299000000000000017";

  // What somebody does who has the password of the database, and no key.
  std::int64_t tamper(std::string_view sql, std::vector<SqlValue> values = {}) {
    SqlResult<std::unique_ptr<Connection>> connection = database_->connect();
    EXPECT_TRUE(connection);
    const SqlResult<std::int64_t> rows = (*connection)->run(sql, values, {});
    EXPECT_TRUE(rows) << rows.error().error.message;
    return rows.value_or(-1);
  }

  // Every cell of every table as text.
  std::string dump() {
    SqlResult<std::unique_ptr<Connection>> connection = database_->connect();
    EXPECT_TRUE(connection);
    std::string text;
    for (const StoreTable& table : kStoreTables) {
      std::vector<std::string> columns{"t"};
      if (database_->engine() == Engine::sqlite) {
        columns.clear();
        const SqlValue name[] = {table.name};
        EXPECT_TRUE((*connection)
                        ->run("SELECT name FROM pragma_table_info($1)", name,
                              [&](const SqlRow& row) { columns.emplace_back(row.text(0)); }));
      }
      for (const std::string& column : columns)
        EXPECT_TRUE((*connection)
                        ->run(std::string{"SELECT CAST("}
                                  .append(column)
                                  .append(" AS TEXT) FROM ")
                                  .append(table.name)
                                  .append(" t"),
                              {},
                              [&](const SqlRow& row) { text.append(row.text(0)).append("\n"); }))
            << table.name << "." << column;
    }
    return text;
  }

  // A project of a district and an industry, with its parties, one worker on its roster.
  MadeFacts project(std::string_view code, std::string_view region, std::string_view industry,
                    std::string_view owner, std::string_view worker = kWorker) {
    MadeFacts made;
    const std::uint16_t projects = made.file("项目.csv", Table::projects);
    const std::uint16_t roster = made.file("花名册.csv", Table::roster);
    const book::ProjectIndex index = made.project(code);
    made.row(Table::projects, index, {2, projects}, "",
             {{"region_code", region},
              {"industry", industry},
              {"owner_credit_code", owner},
              {"general_contractor_credit_code", std::string_view{"91990123MA0000000X"}}});
    made.row(Table::roster, index, {3, roster}, worker,
             {{"phone", kPhone},
              {"card", kCard},
              {"name", std::string_view{"张三"}},
              {"bank", std::string_view{"付张三6299000000000000017"}}});
    return made;
  }

  static Principal with(Role role, Scope scope, UnitId unit = {}) {
    return {.user = UserId{31},
            .role = role,
            .unit = unit,
            .scope = std::move(scope),
            .via = Via::session,
            .session = access::SessionId{41}};
  }
  std::unique_ptr<Store> as(const Principal& who) { return store_->acting_for(who, kNow); }
};

class SealingContract : public AccessContract {};

TEST_P(SealingContract, KeepsNoNumberOfAPersonInClearAndGivesAllBack) {
  MadeFacts made = project("P1", "990123", "水利", "");
  const std::uint16_t payments = made.file("代发.csv", Table::payments);
  made.row(Table::payments, 0, {2, payments}, kWorker,
           {{"payee_account", kCard}, {"serial", std::string_view{"20261015000000123456"}}});
  const std::uint16_t movements = made.file("流水.csv", Table::movements);
  made.row(Table::movements, book::kNone, {2, movements}, "",
           {{"counterparty_account", kCard}, {"memo", std::string_view{"~代发 13912345678"}}});
  made.row(Table::movements, 0, {3, movements}, "", {{"counterparty_account", kCard}});
  made.facts.rejected.push_back({.table = Table::payments,
                                 .source = {5, payments},
                                 .column = "金额",
                                 .value = std::string{kWorker},
                                 .reason = "不像金额，倒像 990123199001011239",
                                 .project = 0,
                                 .worker = made.facts.identities.add("990123198505054321")});
  put_in_force(batch(1), made.facts);
  const std::string dumped = dump();
  for (const std::string_view secret :
       {kWorker, kPhone, kCard, std::string_view{"990123198505054321"}})
    EXPECT_EQ(dumped.find(secret), std::string::npos) << secret;
  EXPECT_NE(dumped.find("20261015000000123456"), std::string::npos);  // a transfer is no person
  const std::vector<std::string> given = told_of({"P1"});
  for (const std::string& line : told(made.facts))
    if (!line.starts_with("movements -")) {
      EXPECT_TRUE(std::ranges::find(given, line) != given.end()) << line;
    }
  const Result<std::vector<Reject>> rejects = store_->rejects_of(BatchId{1});
  ASSERT_TRUE(rejects);
  ASSERT_EQ(rejects->size(), 1U);
  EXPECT_EQ((*rejects)[0].value, kWorker);
  EXPECT_EQ((*rejects)[0].reason, "不像金额，倒像 990123199001011239");
}

TEST_P(SealingContract, KeepsFindingsWithoutNumbersOfPersons) {
  put_in_force(batch(1), project("P1", "990123", "水利", "").facts);
  FindingState state;
  state.id = "a";
  state.rule = "L01";
  state.worker = "990123198505054321";
  state.subject = "6299000000000000025";
  state.because = "与 990123197707077777 同一张卡";
  const ProjectId id = ids({"P1"})[0];
  ASSERT_TRUE(store_->record_findings(id, {RunId{1}, date(2026, 11, 20), kNow}, {&state, 1}));
  const std::string dumped = dump();
  for (const std::string& secret : {state.worker, state.subject, state.because.substr(4, 18)})
    EXPECT_EQ(dumped.find(secret), std::string::npos) << secret;
  EXPECT_EQ(store_->open_findings(id), std::vector{state});
}

TEST_P(SealingContract, FindsEqualValuesByTheirTokenOnly) {
  put_in_force(batch(1), project("P1", "990123", "水利", "").facts);
  put_in_force(batch(2), project("P2", "990123", "水利", "", "990123198505054321").facts);
  EXPECT_EQ(tamper("SELECT 1 FROM fact_roster a JOIN fact_roster b ON a.card = b.card"
                   " AND a.project_id < b.project_id"),
            1);
  EXPECT_EQ(tamper("SELECT 1 FROM sealed_value a JOIN sealed_value b ON a.content = b.content"
                   " AND a.project_id < b.project_id"),
            0);
}

TEST_P(SealingContract, RefusesASealedValueThatWasChangedOrMoved) {
  put_in_force(batch(1), project("P1", "990123", "水利", "").facts);
  const auto refusal = [&] {
    const Result<book::Facts> facts = store_->facts_of(ids({"P1"}), std::nullopt);
    return facts ? std::string{} : facts.error().message;
  };
  ASSERT_EQ(refusal(), "");
  // Another one's value under this token.
  ASSERT_EQ(tamper("UPDATE sealed_value SET content = (SELECT o.content FROM sealed_value o"
                   " WHERE o.kind = 2 AND o.project_id = sealed_value.project_id) WHERE kind = 3"),
            1);
  EXPECT_TRUE(says(refusal(), "被改动过")) << refusal();
  ASSERT_EQ(tamper("DELETE FROM sealed_value WHERE kind = 3"), 1);
  EXPECT_TRUE(says(refusal(), "不在库里")) << refusal();
}

TEST_P(SealingContract, ShowsOneFieldForAReasonAndRecordsIt) {
  put_in_force(batch(1), project("P1", "990123", "水利", "").facts);
  const ProjectId id = ids({"P1"})[0];
  const Principal inspector = with(Role::inspector, access::district_scope("990123"));
  FieldAt at{.project = id,
             .table = Table::roster,
             .batch = BatchId{1},
             .file = 1,
             .row = 3,
             .column = "phone"};
  const auto shown = [&](const Principal& who, std::int64_t number, std::string reason) {
    return as(who)->sealed_fields().reveal({.id = number,
                                            .field = at,
                                            .purpose = RevealPurpose::call_back,
                                            .reason = std::move(reason)},
                                           kNow);
  };
  EXPECT_EQ(shown(inspector, 1, "回访 990123199001011239"), std::string{kPhone});
  // A repeat is one look: for the same reason. For another one it is another look.
  EXPECT_EQ(shown(inspector, 1, "回访 990123199001011239"), std::string{kPhone});
  EXPECT_EQ(shown(inspector, 1, "回访").error().code, ErrorCode::conflict);
  EXPECT_EQ(tamper("SELECT 1 FROM reveal WHERE user_id = 31 AND purpose = 3"), 1);
  EXPECT_EQ(dump().find("990123199001011239"), std::string::npos);
  const auto trail = store_->audit_trail().audit_after(0, 1'000);
  ASSERT_TRUE(trail);
  EXPECT_EQ(trail->back().entry.action, "reveal_field");
  EXPECT_EQ(trail->back().entry.subjects,
            fmt::format("project={} reveal=1 purpose=3 field=phone", number(at.project)));
  EXPECT_EQ(store_->audit_trail().reveal_reasons(*trail)->back(),
            "回访 " + masked("990123199001011239"));
  EXPECT_EQ(trail->back().user, UserId{31});
  EXPECT_EQ(trail->back().credential, 41);

  at.column = "card";
  EXPECT_EQ(shown(inspector, 1, "回访 990123199001011239").error().code, ErrorCode::conflict);
  EXPECT_EQ(shown(inspector, 2, " ").error().code, ErrorCode::invalid_input);
  const Principal elsewhere = with(Role::inspector, access::district_scope("990124"));
  EXPECT_EQ(shown(elsewhere, 3, "回访").error().code, ErrorCode::not_found);
  for (const std::string_view column : {"name", "no_column", "card FROM person --"}) {
    at.column = column;
    EXPECT_EQ(shown(inspector, 4, "回访").error().code, ErrorCode::not_found) << column;
  }
}

TEST_P(SealingContract, KeepsWhySomebodyLooksBesideTheTrailAndNotInIt) {
  SealedFields& fields = store_->sealed_fields();
  EXPECT_EQ(fields.note_report_reveal({.id = 7, .action = "reveal_report", .reason = " "}, kNow)
                .error()
                .code,
            ErrorCode::invalid_input);
  ASSERT_TRUE(fields.note_report_reveal({.id = 7,
                                         .action = "reveal_report",
                                         .projects = 3,
                                         .findings = 20,
                                         .people = 9,
                                         .reason = "核对张三 990123199001011239"},
                                        kNow));
  // As an earlier version wrote it.
  ASSERT_TRUE(store_->audit_trail().note(
      {"reveal_report", "projects=1 findings=1 people=1 reason=核对李四"}));
  const auto trail = store_->audit_trail().audit_after(0, 1'000);
  ASSERT_TRUE(trail);
  const auto reasons = store_->audit_trail().reveal_reasons(*trail);
  ASSERT_TRUE(reasons);
  const std::size_t last = trail->size() - 1;
  EXPECT_EQ((*trail)[last - 1].entry,
            (access::AuditEntry{"reveal_report", "projects=3 findings=20 people=9 reveal=7"}));
  EXPECT_EQ((*reasons)[last - 1], "核对张三 " + masked("990123199001011239"));
  EXPECT_EQ((*reasons)[last], "");
  EXPECT_EQ(reasons->front(), "");
  EXPECT_TRUE(store_->audit_trail().verify_audit({})->is_sound());
}

TEST_P(SealingContract, RotatesTheMasterKeyWithoutTouchingAValue) {
  put_in_force(batch(1), project("P1", "990123", "水利", "").facts);
  const std::vector<std::string> before = told_of({"P1"});
  const access::Key old = access::derived_key({"a key"}, "master"), fresh = access::new_key();
  const auto opened_with = [&](std::vector<access::Key> masters) {
    return SqlStore::open(*database_,
                          {.person_key = "unused", .node = 1, .masters = std::move(masters)}, kNow);
  };
  EXPECT_EQ(opened_with({fresh}).error().code, ErrorCode::conflict);
  auto both = opened_with({old, fresh});
  ASSERT_TRUE(both) << both.error().message;
  std::int64_t done = 0;
  for (std::int64_t some = -1; some != 0;) {
    some = *(*both)->rewrap_keys(kNow);
    done += some;
  }
  EXPECT_EQ(done, 4);  // person, index, audit, and one project's
  // A program that did not hear of it makes no key under the old one.
  const Result<Kept> late = store_->add_batch(batch(2), project("P2", "990123", "水利", "").facts);
  ASSERT_FALSE(late);
  EXPECT_TRUE(says(late.error().message, "请重启本程序")) << late.error().message;
  EXPECT_EQ(opened_with({old}).error().code, ErrorCode::conflict);
  auto alone = opened_with({fresh});
  ASSERT_TRUE(alone) << alone.error().message;
  store_ = std::move(*alone);
  EXPECT_EQ(told_of({"P1"}), before);
  EXPECT_TRUE(store_->verify_audit({})->is_sound());
}

TEST_P(SealingContract, EndsTheKeysOfAProjectOnlyAfterAPersonWasToldAndAgreed) {
  put_in_force(batch(1), project("P1", "990123", "水利", "").facts);
  put_in_force(batch(2), project("P2", "990123", "水利", "").facts);
  const std::vector<std::string> other = told_of({"P2"});
  const ProjectId id = ids({"P1"})[0];
  SealedFields& fields = store_->sealed_fields();
  EXPECT_EQ(fields.end_keys(id, kNow).error().code, ErrorCode::conflict);
  EXPECT_EQ(fields.agree_to_key_end(id, kNow).error().code, ErrorCode::conflict);
  ASSERT_TRUE(fields.tell_key_end(id, kNow));
  EXPECT_EQ(fields.end_keys(id, kNow).error().code, ErrorCode::conflict);
  ASSERT_TRUE(fields.agree_to_key_end(id, kNow));
  ASSERT_TRUE(fields.end_keys(id, kNow));
  EXPECT_EQ(fields.key_ends_after(kNoProject, 10),
            (std::vector{KeyEnd{.project = id, .told = kNow, .agreed = kNow, .done = kNow}}));
  EXPECT_EQ(
      tamper("SELECT 1 FROM data_key WHERE project_id = $1 AND content IS NOT NULL", {number(id)}),
      0);
  const Result<book::Facts> facts = store_->facts_of(std::span{&id, 1}, std::nullopt);
  ASSERT_TRUE(facts) << facts.error().message;
  ASSERT_EQ(facts->roster.size(), 1U);
  EXPECT_EQ(facts->texts[facts->roster[0].name], "张三");  // figures and names of the row stay
  EXPECT_EQ(facts->texts[facts->roster[0].phone][0], access::kTokenMark);
  EXPECT_EQ(facts->identities[facts->roster[0].worker][0], access::kTokenMark);
  EXPECT_EQ(told_of({"P2"}), other);
  const Result<Kept> more = store_->add_batch(batch(3), project("P1", "990123", "水利", "").facts);
  ASSERT_FALSE(more);
  EXPECT_TRUE(says(more.error().message, "密钥已销毁")) << more.error().message;
}

class AuditContract : public AccessContract {
 protected:
  void SetUp() override {
    AccessContract::SetUp();
    for (std::int64_t i = 0; i < 8; ++i)
      ASSERT_TRUE(store_->add_unit({UnitId{100 + i}, "单位", "", "990123"}));
    count_ = report().records;
    ASSERT_GE(count_, 10);
    ASSERT_TRUE(report().is_sound());
  }

  access::AuditReport report() {
    const Result<access::AuditReport> report = store_->audit_trail().verify_audit({});
    EXPECT_TRUE(report);
    return report.value_or(access::AuditReport{});
  }
  using Suspects = std::vector<access::AuditSuspect>;
  Suspects suspects() { return report().suspects; }

  std::int64_t count_ = 0;
};

TEST_P(AuditContract, SaysWhoDidWhatToWhat) {
  const Principal who = with(Role::office, access::whole_scope());
  ASSERT_TRUE(as(who)->add_unit({UnitId{200}, "清河局", "", "990123"}));
  const auto records = store_->audit_trail().audit_after(count_, 10);
  ASSERT_TRUE(records);
  ASSERT_EQ(records->size(), 1U);
  const access::AuditRecord& record = (*records)[0];
  EXPECT_EQ(record.number, count_ + 1);
  EXPECT_EQ(record.at, kNow);
  EXPECT_EQ(record.user, UserId{31});
  EXPECT_EQ(record.role, Role::office);
  EXPECT_EQ(record.via, Via::session);
  EXPECT_EQ(record.entry, (access::AuditEntry{"add_unit", "unit=200"}));
}

TEST_P(AuditContract, RecordsEveryWriteAndNoRepeat) {
  const MadeFacts made = project("P1", "990123", "水利", "");
  put_in_force(batch(1), made.facts);
  const std::int64_t after = report().records;
  std::vector<std::string> actions;
  const auto records = store_->audit_trail().audit_after(count_, 100);
  ASSERT_TRUE(records);
  for (const access::AuditRecord& record : *records) actions.push_back(record.entry.action);
  for (const std::string_view action : {"receive_batch", "put_facts", "add_batch", "use_batch"})
    EXPECT_TRUE(std::ranges::find(actions, action) != actions.end()) << action;
  for (const std::string& action : actions)  // identifiers, all of them
    EXPECT_EQ(action.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string::npos) << action;
  put_in_force(batch(1), made.facts);
  EXPECT_EQ(report().records, after);
  EXPECT_TRUE(report().is_sound());
}

TEST_P(AuditContract, KeepsNoRecordOfWhatWasRefused) {
  EXPECT_FALSE(store_->add_unit({UnitId{100}, "另一个", "", "990123"}));
  EXPECT_FALSE(store_->use_batch(BatchId{77}, kNow));
  EXPECT_EQ(report().records, count_);
}

TEST_P(AuditContract, ShowsTheRecordThatWasChanged) {
  ASSERT_EQ(
      tamper("UPDATE audit_record SET subjects = 'unit=1' WHERE record_no = $1", {std::int64_t{5}}),
      1);
  EXPECT_EQ(suspects(), (Suspects{{access::AuditFault::changed, 5, 5}}));
}

TEST_P(AuditContract, ShowsARoleThatWasChangedToANumberOfNoRole) {
  ASSERT_EQ(tamper("UPDATE audit_record SET role = role + 256 WHERE record_no = 5"), 1);
  EXPECT_EQ(suspects(), (Suspects{{access::AuditFault::changed, 5, 5}}));
}

TEST_P(AuditContract, ShowsTheRecordsThatWereRemoved) {
  ASSERT_EQ(tamper("DELETE FROM audit_record WHERE record_no IN (4, 5)"), 2);
  EXPECT_EQ(suspects(), (Suspects{{access::AuditFault::removed, 4, 5}}));
}

TEST_P(AuditContract, ShowsThatTheEndIsMissingAlsoAfterMoreWasWritten) {
  ASSERT_EQ(tamper("DELETE FROM audit_record WHERE record_no = $1", {count_}), 1);
  EXPECT_EQ(suspects(), (Suspects{{access::AuditFault::cut_off, count_, count_}}));
  ASSERT_TRUE(store_->add_unit({UnitId{300}, "单位", "", "990123"}));
  EXPECT_EQ(suspects(), (Suspects{{access::AuditFault::removed, count_, count_}}));
}

TEST_P(AuditContract, ShowsAHeadThatWasPutBackAlsoAfterMoreWasWritten) {
  ASSERT_EQ(tamper("DELETE FROM audit_record WHERE record_no = $1", {count_}), 1);
  ASSERT_EQ(tamper("UPDATE audit_head SET record_count = record_count - 1, hash ="
                   " (SELECT r.hash FROM audit_record r WHERE r.record_no = $1)",
                   {count_ - 1}),
            1);
  EXPECT_EQ(suspects(), (Suspects{{access::AuditFault::head, count_ - 1, count_ - 1}}));
  ASSERT_TRUE(store_->add_unit({UnitId{300}, "单位", "", "990123"}));
  EXPECT_EQ(suspects(), (Suspects{{access::AuditFault::head, count_, count_}}));
}

TEST_P(AuditContract, ShowsATrailThatWasWipedAlsoAfterMoreWasWritten) {
  ASSERT_GE(tamper("DELETE FROM audit_record"), count_);
  ASSERT_EQ(tamper("DELETE FROM audit_head"), 1);
  EXPECT_EQ(suspects(), (Suspects{{access::AuditFault::head, 0, 0}}));
  ASSERT_TRUE(store_->add_unit({UnitId{300}, "单位", "", "990123"}));
  EXPECT_EQ(suspects(), (Suspects{{access::AuditFault::head, 1, 1}}));
}

TEST_P(AuditContract, ShowsAHeadThatWasTakenAwayAlsoAfterMoreWasWritten) {
  ASSERT_EQ(tamper("DELETE FROM audit_head"), 1);
  EXPECT_EQ(suspects(), (Suspects{{access::AuditFault::head, 0, 0}}));
  ASSERT_TRUE(store_->add_unit({UnitId{300}, "单位", "", "990123"}));
  EXPECT_FALSE(report().is_sound());
}

TEST_P(AuditContract, BeginsNoTrailAnewWhereThereWasOne) {
  put_in_force(batch(1), project("P1", "990123", "水利", "").facts);
  ASSERT_GE(tamper("DELETE FROM audit_record"), count_);
  ASSERT_EQ(tamper("DELETE FROM audit_head"), 1);
  ASSERT_EQ(tamper("DELETE FROM setting WHERE name = 'master_mark'"), 1);  // as if it was new
  auto again = SqlStore::open(*database_, {.person_key = "a key", .node = 1}, kNow);
  ASSERT_TRUE(again) << again.error().message;
  store_ = std::move(*again);
  EXPECT_FALSE(report().is_sound());
}

TEST_P(AuditContract, ShowsTwoRecordsThatWereExchanged) {
  for (const std::string_view sql : {"UPDATE audit_record SET record_no = -1 WHERE record_no = 4",
                                     "UPDATE audit_record SET record_no = 4 WHERE record_no = 6",
                                     "UPDATE audit_record SET record_no = 6 WHERE record_no = -1"})
    ASSERT_EQ(tamper(sql), 1);
  EXPECT_EQ(suspects(),
            (Suspects{{access::AuditFault::moved, 4, 4, 6}, {access::AuditFault::moved, 6, 6, 4}}));
}

TEST_P(AuditContract, ShowsARecordThatWasPutIn) {
  ASSERT_EQ(tamper("INSERT INTO audit_record (record_no, at_ms, user_id, role, via, credential_id,"
                   " action, subjects, hash, seal) SELECT record_no + 1, at_ms, user_id, role, via,"
                   " credential_id, action, subjects, hash, seal FROM audit_record"
                   " WHERE record_no = $1",
                   {count_}),
            1);
  const Suspects found = suspects();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].first, count_ + 1);
}

TEST_P(AuditContract, LosesNoRecordOfWritersThatMeet) {
  constexpr int kThreads = 4, kTimes = 15;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads; ++i)
      threads.emplace_back([&, i] {
        for (int time = 0; time < kTimes; ++time)
          EXPECT_TRUE(store_->add_unit({UnitId{1000 + i * kTimes + time}, "单位", "", "990123"}));
      });
  }
  EXPECT_EQ(report().records, count_ + kThreads * kTimes);
  EXPECT_TRUE(report().is_sound());
}

class ScopeContract : public AccessContract {
 protected:
  static constexpr UnitId kOwner{21}, kGroup{22}, kStranger{23};
  static constexpr std::string_view kOwnerCode = "91990124MA00000000";

  void SetUp() override {
    AccessContract::SetUp();
    for (const Unit& unit : {Unit{kOwner, "清源公司", std::string{kOwnerCode}, "990124"},
                             Unit{kGroup, "清字集团", "", "99", UnitKind::group},
                             Unit{kStranger, "外地公司", "91980124MA00000000", "980124"}})
      ASSERT_TRUE(store_->add_unit(unit));
    put_in_force(batch(1), placed("P1", "990123", "水利", kOwnerCode).facts);
    put_in_force(batch(2), placed("P2", "990124", "房屋建筑", "").facts);
    put_in_force(batch(3), placed("P3", "980124", "水利", kOwnerCode).facts);
    for (const std::string_view code : {"P1", "P2", "P3"}) {
      const ProjectId id = ids({code})[0];
      ASSERT_TRUE(store_->record_findings(id, kRun, std::span{&kFound, 1}));
      ASSERT_TRUE(store_->warnings().keep_warning(warning(id), 0, std::span{&kRaised, 1}));
      ASSERT_TRUE(store_->records().record_figures(figures(id)));
    }
  }

  // With an account and a rejected row; all have the same worker and card: all are neighbours.
  MadeFacts placed(std::string_view code, std::string_view region, std::string_view industry,
                   std::string_view owner) {
    MadeFacts made = project(code, region, industry, owner);
    const std::uint16_t accounts = made.file("专户.csv", Table::accounts);
    made.row(Table::accounts, 0, {2, accounts}, "", {{"account", code}});
    made.facts.rejected.push_back(reject(accounts, 3, 0));
    return made;
  }
  static book::RejectedRow reject(std::uint16_t file, std::uint32_t row,
                                  book::ProjectIndex project) {
    return {.table = Table::accounts,
            .source = {row, file},
            .column = "账号",
            .value = "",
            .reason = "空的",
            .project = project};
  }

  static KeptWarning warning(ProjectId project) {
    KeptWarning kept;
    kept.key = {project, "wages"};
    kept.warning.phase = casework::WarningPhase::waiting;
    kept.warning.due = {date(2026, 11, 30), law::Certainty::firm, ""};
    kept.warning.version = 1;
    return kept;
  }
  static ProjectFigures figures(ProjectId project) {
    return {.project = project,
            .region_code = "990123",
            .industry = "水利",
            .as_of = date(2026, 11, 23),
            .recorded = kNow,
            .figures = {{.indicator = oversight::IndicatorId::projects, .month = {}, .part = 1}}};
  }
  inline static const WarningRecord kRaised{.version = 1,
                                            .step = casework::WarningStep::raised,
                                            .day = date(2026, 11, 23),
                                            .client_key = "k",
                                            .due = {date(2026, 11, 30), law::Certainty::firm, ""}};
  inline static const FindingRun kRun{.id = RunId{1}, .as_of = date(2026, 11, 23), .at = kNow};
  inline static const FindingState kFound{
      .id = "a", .rule = "W01", .verdict = 1, .severity = 0, .because = "未付"};

  // The projects that he finds by their codes. Every other query must tell of the same ones.
  std::string seen(const Principal& who) {
    const std::unique_ptr<Store> store = as(who);
    std::string found;
    std::vector<ProjectId> known;
    for (const std::string_view code : {"P1", "P2", "P3"}) {
      const ProjectId id = ids({code})[0];
      const bool is_found = store->project_named(code).has_value();
      expect_answers(*store, id, is_found);
      if (!is_found) continue;
      found += code;
      known.push_back(id);
    }
    expect_lists(*store, found, known);
    return found;
  }

  void expect_answers(Store& store, ProjectId id, bool is_found) {
    EXPECT_EQ(store.facts_of(std::span{&id, 1}, std::nullopt).has_value(), is_found) << "facts_of";
    EXPECT_EQ(store.code_of(id).has_value(), is_found) << "code_of";
    EXPECT_EQ(store.open_findings(id).has_value(), is_found) << "open_findings";
    EXPECT_EQ(store.history_of(id, "a").has_value(), is_found) << "history_of";
    EXPECT_EQ(store.neighbours_of(std::span{&id, 1})->empty(), !is_found) << "neighbours_of";
    EXPECT_EQ(store.record_findings(id, kRun, std::span{&kFound, 1}).has_value(), is_found)
        << "record_findings";
    WarningStore& warnings = store.warnings();
    const WarningKey key{id, "wages"};
    EXPECT_EQ(warnings.warning(key)->has_value(), is_found) << "warning";
    EXPECT_EQ(warnings.warnings_of(id)->empty(), !is_found) << "warnings_of";
    EXPECT_EQ(warnings.steps_of(key)->empty(), !is_found) << "steps_of";
    EXPECT_EQ(warnings.step_of_key(key, "k")->has_value(), is_found) << "step_of_key";
    EXPECT_EQ(warnings.judged_on(id)->has_value(), is_found) << "judged_on";
    EXPECT_EQ(warnings.keep_warning(warning(id), 0, std::span{&kRaised, 1}).has_value(), is_found)
        << "keep_warning";
    EXPECT_EQ(store.records().record_figures(figures(id)).has_value(), is_found)
        << "record_figures";
    EXPECT_EQ(store.sealed_fields()
                  .reveal({.id = 900,
                           .field = {.project = id, .person = PersonId{1}},
                           .purpose = RevealPurpose::call_back,
                           .reason = "回访"},
                          kNow)
                  .error()
                  .code,
              ErrorCode::not_found);
  }

  void expect_lists(Store& store, const std::string& found, const std::vector<ProjectId>& known) {
    const std::vector<ProjectId> all = ids({"P1", "P2", "P3"});
    EXPECT_EQ(*store.projects_after(kNoProject, 10), known) << "projects_after";
    EXPECT_EQ(store.projects_after(kNoProject, 1)->size(), std::min<std::size_t>(1, known.size()));
    EXPECT_EQ(*store.neighbours_of(all), known) << "neighbours_of";
    EXPECT_EQ(*store.projects_due(date(2026, 11, 23), "another world"), known) << "projects_due";
    EXPECT_EQ(*store.warnings().projects_to_warn(kNoProject, 10), known) << "projects_to_warn";
    const auto joined = [](const auto& list, const auto& code_of) {
      std::string codes;
      for (const auto& one : list) codes += code_of(one);
      return codes;
    };
    EXPECT_EQ(joined(*store.project_codes(), [](const std::string& code) { return code; }), found)
        << "project_codes";
    EXPECT_EQ(
        joined(*store.accounts_in_force(), [](const KnownAccount& one) { return one.project; }),
        found)
        << "accounts_in_force";
    EXPECT_EQ(joined(*store.project_lines_after({}, kNoProject, 10),
                     [](const ProjectLine& line) { return line.code; }),
              found)
        << "project_lines_after";
    EXPECT_EQ(joined(*store.findings_after({}, kNoProject, "", 10),
                     [](const FindingLine& line) { return line.project_code; }),
              found)
        << "findings_after";
    std::vector<ProjectId> warned;
    const auto warnings = store.warnings().warnings_after({}, {}, 10);
    for (const KeptWarning& kept : *warnings) warned.push_back(kept.key.project);
    EXPECT_EQ(warned, known) << "warnings_after";
    std::vector<ProjectId> counted;
    const auto readings =
        store.records().figures_after(date(2026, 11, 23), std::nullopt, {}, "", kNoProject, 10);
    for (const ProjectFigures& one : *readings) counted.push_back(one.project);
    EXPECT_EQ(counted, known) << "figures_after";
  }
  std::string batches(const Principal& who) {
    const std::unique_ptr<Store> store = as(who);
    std::string found;
    const auto listed = store->batches_after(BatchId{0}, 10);
    for (const BatchId id : *listed) found += std::to_string(number(id));
    for (std::int64_t i = 1; i <= 3; ++i) {
      const bool is_listed = found.find(std::to_string(i)) != std::string::npos;
      EXPECT_EQ(store->batch(BatchId{i}).has_value(), is_listed) << i;
      EXPECT_EQ(store->rejects_of(BatchId{i}).has_value(), is_listed) << i;
      EXPECT_EQ(store->projects_of(BatchId{i}).has_value(), is_listed) << i;
      EXPECT_EQ(store->use_batch(BatchId{i}, kNow).has_value(), is_listed) << i;
    }
    return found;
  }
};

TEST_P(ScopeContract, ShowsOnlyTheProjectsThatAScopeCovers) {
  using access::district_scope;
  EXPECT_EQ(seen(with(Role::office, access::whole_scope())), "P1P2P3");
  EXPECT_EQ(seen(with(Role::office, Scope{})), "");
  EXPECT_EQ(seen(with(Role::office, district_scope("9901"))), "P1P2");
  EXPECT_EQ(seen(with(Role::office, district_scope("990124"))), "P2");
  EXPECT_EQ(seen(with(Role::office, district_scope("97"))), "");
  EXPECT_EQ(seen(with(Role::industry_authority,
                      {.districts = {""}, .industries = {"水利"}, .has_any_unit = true})),
            "P1P3");
  EXPECT_EQ(seen(with(Role::industry_authority,
                      {.districts = {"9901"}, .industries = {"水利"}, .has_any_unit = true})),
            "P1");
  // Across districts, as its companies are.
  const Scope group{.districts = {""}, .units = {kGroup, kOwner}, .has_any_industry = true};
  EXPECT_EQ(seen(with(Role::owner, group)), "P1P3");
  EXPECT_EQ(
      seen(with(Role::owner, {.districts = {""}, .units = {kStranger}, .has_any_industry = true})),
      "");
  // No words of a scope are words of a query.
  EXPECT_EQ(seen(with(Role::office, district_scope("' OR 1 = 1 --"))), "");
  EXPECT_EQ(seen(with(Role::industry_authority,
                      {.districts = {""}, .industries = {"') OR (1 = 1"}, .has_any_unit = true})),
            "");
}

TEST_P(ScopeContract, ShowsOnlyTheBatchesOfOnesUnitOrDistrict) {
  EXPECT_EQ(batches(with(Role::office, access::whole_scope())), "123");
  EXPECT_EQ(batches(with(Role::office, access::district_scope("9901"))), "12");
  EXPECT_EQ(
      batches(with(Role::bank, {.districts = {""}, .units = {kUnit}, .has_any_industry = true})),
      "123");
  EXPECT_EQ(
      batches(with(Role::owner, {.districts = {""}, .units = {kOwner}, .has_any_industry = true})),
      "");
  EXPECT_EQ(batches(with(Role::office, Scope{})), "");
  const std::unique_ptr<Store> district = as(with(Role::office, access::district_scope("9901")));
  EXPECT_EQ(*district->unchecked_batches(), (std::vector{BatchId{1}, BatchId{2}}));
  EXPECT_EQ(district->mark_checked(BatchId{3}, RunId{1}, kNow).error().code, ErrorCode::not_found);
  EXPECT_EQ(district->mark_checked(BatchId{1}, RunId{1}, kNow), Kept::now);
  EXPECT_EQ(*store_->unchecked_batches(), (std::vector{BatchId{2}, BatchId{3}}));
}

TEST_P(ScopeContract, LetsAUnitDeliverForItselfOnlyAndPreviewANewProject) {
  const Principal owner =
      with(Role::owner, {.districts = {""}, .units = {kOwner}, .has_any_industry = true}, kOwner);
  NewBatch own = batch(50);
  own.unit = kOwner;
  const MadeFacts made = project("P9", "990124", "水利", kOwnerCode);
  EXPECT_EQ(as(owner)->add_batch(batch(51), made.facts).error().code, ErrorCode::not_found);
  ASSERT_EQ(as(owner)->add_batch(own, made.facts), Kept::now);
  const ProjectId id = ids({"P9"})[0];
  const std::unique_ptr<Store> store = as(owner);
  EXPECT_TRUE(store->facts_of(std::span{&id, 1}, BatchId{50}));
  EXPECT_FALSE(store->facts_of(std::span{&id, 1}, std::nullopt));
  ASSERT_TRUE(store->use_batch(BatchId{50}, kNow));
  EXPECT_TRUE(store->facts_of(std::span{&id, 1}, std::nullopt));
  // A batch of one's own that names another's project opens nothing of it.
  NewBatch intruding = batch(52);
  intruding.unit = kOwner;
  ASSERT_TRUE(store->add_batch(intruding, payroll("P2", "P1", 1).facts));
  const ProjectId other = ids({"P2"})[0];
  EXPECT_EQ(store->facts_of(std::span{&other, 1}, BatchId{52}).error().code, ErrorCode::not_found);
}

TEST_P(ScopeContract, TellsOfABatchOfOthersWhatIsOfOnesProjects) {
  MadeFacts made = placed("P1", "990123", "水利", kOwnerCode);
  made.facts.rejected.push_back(reject(2, 4, made.project("P3")));
  made.facts.rejected.push_back(reject(2, 5, book::kNone));
  ASSERT_TRUE(store_->add_batch(batch(9), made.facts));
  const auto told = [&](const Principal& who) {
    const std::unique_ptr<Store> store = as(who);
    std::string rows;
    const auto rejects = store->rejects_of(BatchId{9});
    for (const Reject& row : *rejects) rows += row.project + std::to_string(row.row) + " ";
    return rows + std::to_string(store->projects_of(BatchId{9})->size());
  };
  EXPECT_EQ(told(with(Role::office, access::whole_scope())), "5 P13 P34 2");
  EXPECT_EQ(told(with(Role::office, access::district_scope("9901"))), "P13 1");
  const Scope both{.districts = {"9901", "98"}, .has_any_industry = true, .has_any_unit = true};
  EXPECT_EQ(told(with(Role::office, both)), "5 P13 P34 2");
  EXPECT_EQ(told(with(Role::bank, {.districts = {""}, .units = {kUnit}, .has_any_industry = true})),
            "5 P13 P34 2");
}

TEST_P(ScopeContract, DoesNotSayHowFilesOfOthersAreCalled) {
  MadeFacts made = placed("P1", "990123", "水利", kOwnerCode);
  made.facts.files[2].name = "某人举报.csv";
  made.facts.rejected.push_back(reject(2, 5, book::kNone));
  put_in_force(batch(9), made.facts);
  const auto told = [&](const Principal& who) {
    const ProjectId id = ids({"P1"})[0];
    const auto facts = as(who)->facts_of(std::span{&id, 1}, std::nullopt);
    std::string text;
    for (const book::FileRead& file : facts->files) text += file.name + " ";
    return text + std::to_string(facts->rejected.size());
  };
  const Scope own{.districts = {""}, .units = {kOwner}, .has_any_industry = true};
  const std::string of_others = told(with(Role::owner, own, kOwner));
  EXPECT_FALSE(says(of_others, "举报")) << of_others;
  EXPECT_TRUE(says(of_others, "工资专户（其他单位报送）") ||
              says(of_others, "专户（其他单位报送）"))
      << of_others;
  EXPECT_TRUE(of_others.ends_with(" 2")) << of_others;  // but not the row of no project
  const std::string whole = told(with(Role::office, access::district_scope("990123")));
  EXPECT_TRUE(says(whole, "某人举报.csv") && whole.ends_with(" 3")) << whole;
}

TEST_P(ScopeContract, LetsNobodyChangeWhatIsInForceBeyondHisScope) {
  const Principal owner =
      with(Role::owner, {.districts = {""}, .units = {kOwner}, .has_any_industry = true}, kOwner);
  const auto deliver = [&](std::int64_t id, UnitId unit, const MadeFacts& made) {
    NewBatch one = batch(id);
    one.unit = unit;
    EXPECT_EQ(store_->add_batch(one, made.facts), Kept::now);
  };
  // Of another's project; he may take it back.
  deliver(60, kOwner, payroll("P1", "P2", 1));
  EXPECT_EQ(as(owner)->use_batch(BatchId{60}, kNow).error().code, ErrorCode::not_found);
  EXPECT_EQ(store_->batch(BatchId{60})->state, BatchState::waiting);
  EXPECT_EQ(as(owner)->withdraw_batch(BatchId{60}, kNow), Kept::now);
  // Claiming it.
  deliver(61, kOwner, project("P2", "990124", "水利", kOwnerCode));
  EXPECT_EQ(as(owner)->use_batch(BatchId{61}, kNow).error().code, ErrorCode::not_found);
  EXPECT_FALSE(as(owner)->project_named("P2"));
  // Giving his own away.
  deliver(62, kOwner, project("P1", "990123", "水利", ""));
  EXPECT_EQ(as(owner)->use_batch(BatchId{62}, kNow).error().code, ErrorCode::invalid_input);
  EXPECT_TRUE(as(owner)->project_named("P1"));
  // An office of a district sees a batch that speaks of its project and of one beyond.
  const Principal office = with(Role::office, access::district_scope("9901"));
  deliver(63, kUnit, payroll("P1", "P3", 1));
  EXPECT_EQ(as(office)->use_batch(BatchId{63}, kNow).error().code, ErrorCode::not_found);
  EXPECT_EQ(as(office)->withdraw_batch(BatchId{63}, kNow).error().code, ErrorCode::not_found);
  deliver(64, kUnit, payroll("P1", "P2", 1));
  EXPECT_EQ(as(office)->use_batch(BatchId{64}, kNow), Kept::now);
  // A bank tells who was paid, and not whose a project is, nor who is owed what.
  const Principal bank =
      with(Role::bank, {.districts = {"9901"}, .units = {kStranger}, .has_any_industry = true});
  MadeFacts paid;
  const std::uint16_t file = paid.file("代发.csv", Table::payments);
  for (const std::string_view code : {"P1", "P2"})
    paid.row(Table::payments, paid.project(code), {2, file}, kWorker, {{"amount_fen", 1}});
  deliver(65, kStranger, paid);
  EXPECT_EQ(as(bank)->use_batch(BatchId{65}, kNow), Kept::now);
  deliver(72, kStranger, payroll("P1", "P2", 2));
  EXPECT_EQ(as(bank)->use_batch(BatchId{72}, kNow).error().code, ErrorCode::not_found);
  EXPECT_FALSE(as(bank)->project_named("P1"));
  deliver(66, kStranger, project("P2", "990124", "水利", ""));
  EXPECT_EQ(as(bank)->use_batch(BatchId{66}, kNow).error().code, ErrorCode::not_found);
  deliver(67, kStranger, payroll("P1", "P3", 1));
  EXPECT_EQ(as(bank)->use_batch(BatchId{67}, kNow).error().code, ErrorCode::not_found);
  // For a unit of another district nobody delivers.
  NewBatch foreign = batch(68);
  foreign.unit = kStranger;
  EXPECT_EQ(as(office)->add_batch(foreign, payroll("P1", "P2", 1).facts).error().code,
            ErrorCode::not_found);
  EXPECT_EQ(as(office)->batch_of_key(kStranger, "k", BatchId{69}).error().code,
            ErrorCode::not_found);
}

TEST_P(ScopeContract, FindsProjectsByRegionAndWords) {
  const auto listed = [&](const ProjectFilter& filter) {
    std::string codes;
    const auto lines = store_->project_lines_after(filter, kNoProject, 10);
    for (const ProjectLine& line : *lines) codes += line.code;
    return codes;
  };
  EXPECT_EQ(listed({.region = "9901"}), "P1P2");
  EXPECT_EQ(listed({.words = "p3"}), "P3");
  EXPECT_EQ(listed({.region = "9901", .words = "P"}), "P1P2");
  for (const char* sign : {"%", "_", "!", "' OR 1 = 1 --"}) EXPECT_EQ(listed({.words = sign}), "");
  const auto lines = store_->project_lines_after({.words = "P1"}, kNoProject, 10);
  ASSERT_EQ(lines->size(), 1U);
  EXPECT_EQ(lines->front().region_code, "990123");
  EXPECT_EQ(lines->front().industry, "水利");
  EXPECT_EQ(lines->front().as_of, date(2026, 11, 23));
  EXPECT_EQ(lines->front().open, (std::vector<OpenCount>{{1, 0, 1}}));
}

TEST_P(ScopeContract, ListsFindingsByPageAndFilter) {
  const ProjectId id = ids({"P1"})[0];
  FindingState grey{.id = "b", .rule = "A01", .verdict = 3, .severity = 1, .because = "缺"};
  ASSERT_TRUE(store_->record_findings(id, {RunId{2}, date(2026, 11, 24), kNow},
                                      std::span{&grey, 1}));  // clears a
  const auto listed = [&](const FindingFilter& filter, int limit = 10) {
    std::string told;
    ProjectId project = kNoProject;
    std::string after;
    for (bool has_more = true; has_more;) {
      const auto page = store_->findings_after(filter, project, after, limit);
      has_more = !page->empty();
      for (const FindingLine& line : *page) {
        told += line.project_code + line.state.id + (line.is_open ? "" : "-") + " ";
        project = line.project;
        after = line.state.id;
      }
    }
    return told;
  };
  EXPECT_EQ(listed({}), "P1a- P1b P2a P3a ");
  EXPECT_EQ(listed({}, 1), "P1a- P1b P2a P3a ");
  EXPECT_EQ(listed({.is_open = 1}), "P1b P2a P3a ");
  EXPECT_EQ(listed({.is_open = 0}), "P1a- ");
  EXPECT_EQ(listed({.project = id}), "P1a- P1b ");
  EXPECT_EQ(listed({.rule = "A01"}), "P1b ");
  EXPECT_EQ(listed({.verdict = 1, .severity = 0, .is_open = 1}), "P2a P3a ");
  EXPECT_EQ(listed({.project = id, .id = "a"}), "P1a- ");
  EXPECT_EQ(store_->findings_after({.id = "b"}, kNoProject, "", 1)->front().state, grey);
}

TEST_P(ScopeContract, ListsUnitsOfTheDistrictsOnly) {
  const auto listed = [&](const Principal& who, int limit) {
    std::vector<std::int64_t> found;
    const auto units = as(who)->units_after(UnitId{0}, limit);
    for (const Unit& unit : *units) found.push_back(number(unit.id));
    return found;
  };
  EXPECT_EQ(listed(with(Role::office, access::whole_scope()), 10),
            (std::vector<std::int64_t>{7, 21, 22, 23}));
  EXPECT_EQ(listed(with(Role::office, access::district_scope("9901")), 10),
            (std::vector<std::int64_t>{7, 21}));
  EXPECT_EQ(listed(with(Role::office, access::district_scope("98")), 1),
            (std::vector<std::int64_t>{23}));
}

class AccountsContract : public AccessContract {
 protected:
  static User user(std::int64_t id, std::string login) {
    return {
        .id = UserId{id},
        .login = std::move(login),
        .name = "李四",
        .role = Role::labour_officer,
        .unit = kUnit,
        .scope = {.districts = {"98", "9901"}, .industries = {"水利"}, .units = {kUnit, UnitId{8}}},
        .must_change_password = true,
        .created = kNow};
  }
  Accounts& accounts() { return store_->accounts(); }
};

TEST_P(AccountsContract, KeepsAUserAsHeIs) {
  const User li = user(1, "lisi");
  ASSERT_TRUE(accounts().add_user(li, "$hash$"));
  ASSERT_TRUE(accounts().add_user(li, "$hash$"));
  EXPECT_EQ(accounts().user(UserId{1}), li);
  EXPECT_EQ(*accounts().user_named("lisi"), std::optional{li});
  EXPECT_EQ(*accounts().user_named("nobody"), std::nullopt);
  EXPECT_EQ(accounts().user(UserId{2}).error().code, ErrorCode::not_found);
  EXPECT_EQ(accounts().password_hash_of(UserId{1}), "$hash$");
  const Result<void> taken = accounts().add_user(user(2, "lisi"), "x");
  ASSERT_FALSE(taken);
  EXPECT_TRUE(says(taken.error().message, "“lisi”")) << taken.error().message;
}

TEST_P(AccountsContract, ListsUsersWhoseScopeLiesInOnesOwn) {
  ASSERT_TRUE(accounts().add_user(user(1, "aa"), "x"));
  User office = user(2, "bb");
  office.scope = access::district_scope("990123");
  ASSERT_TRUE(accounts().add_user(office, "x"));
  const auto listed = [&](const Scope& scope) {
    return as(with(Role::administrator, scope))->accounts().users_after(UserId{0}, 10)->size();
  };
  EXPECT_EQ(listed(access::whole_scope()), 2U);
  EXPECT_EQ(listed(access::district_scope("9901")), 1U);
  EXPECT_EQ(listed(access::district_scope("97")), 0U);
}

TEST_P(AccountsContract, EndsSessionsWithThePasswordAndTheUser) {
  ASSERT_TRUE(accounts().add_user(user(1, "lisi"), "x"));
  for (std::int64_t i = 1; i <= 3; ++i)
    ASSERT_TRUE(accounts().begin_session(
        {.id = access::SessionId{i}, .user = UserId{1}, .began = kNow, .seen = kNow, .ended = {}},
        "hash" + std::to_string(i)));
  const auto open = [&] {
    std::string found;
    const auto sessions = accounts().sessions_of(UserId{1});
    for (const Session& session : *sessions)
      if (!session.ended) found += std::to_string(number(session.id));
    return found;
  };
  EXPECT_EQ(open(), "123");
  ASSERT_TRUE(accounts().end_session(access::SessionId{1}, kNow));
  EXPECT_EQ(open(), "23");
  EXPECT_TRUE((*accounts().session_of("hash1"))->ended);
  EXPECT_EQ(*accounts().session_of("hash9"), std::nullopt);
  ASSERT_TRUE(accounts().note_seen(access::SessionId{2}, Instant{kNow.utc_ms + 5}));
  EXPECT_EQ((*accounts().session_of("hash2"))->seen, Instant{kNow.utc_ms + 5});
  ASSERT_TRUE(accounts().set_password(UserId{1}, "y", false, access::SessionId{3}, kNow));
  EXPECT_EQ(open(), "3");
  EXPECT_FALSE(accounts().user(UserId{1})->must_change_password);
  EXPECT_EQ(accounts().password_hash_of(UserId{1}), "y");
  ASSERT_TRUE(accounts().set_user_state(UserId{1}, UserState::disabled, kNow));
  EXPECT_EQ(open(), "");
  EXPECT_EQ(accounts().user(UserId{1})->state, UserState::disabled);
}

TEST_P(AccountsContract, KeepsApiKeysWithTheirScope) {
  ASSERT_TRUE(accounts().add_user(user(1, "bank"), "x"));
  const ApiKey key{.id = access::ApiKeyId{5},
                   .user = UserId{1},
                   .label = "代发系统",
                   .scope = {.districts = {"9901"}, .units = {kUnit}, .has_any_industry = true},
                   .created = kNow,
                   .expires = Instant{kNow.utc_ms + 1'000},
                   .revoked = {}};
  ASSERT_TRUE(accounts().add_api_key(key, "hash"));
  EXPECT_EQ(*accounts().api_key_of("hash"), std::optional{key});
  EXPECT_EQ(*accounts().api_key_of("other"), std::nullopt);
  ASSERT_TRUE(accounts().revoke_api_key(key.id, kNow));
  EXPECT_EQ((*accounts().api_keys_of(UserId{1}))[0].revoked, kNow);
  EXPECT_EQ(accounts().revoke_api_key(access::ApiKeyId{6}, kNow).error().code,
            ErrorCode::not_found);
}

TEST_P(AccountsContract, CountsFailuresOfManyAtOnce) {
  using access::PaceOf;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([&] {
        for (int time = 0; time < 5; ++time)
          EXPECT_TRUE(accounts().note_failure(PaceOf::account, "lisi", kNow));
      });
  }
  EXPECT_EQ(accounts().failures_of(PaceOf::account, "lisi")->count, 20);
  EXPECT_EQ(accounts().failures_of(PaceOf::address, "lisi")->count, 0);
  ASSERT_TRUE(accounts().forgive_failure(PaceOf::account, "lisi"));
  EXPECT_EQ(accounts().failures_of(PaceOf::account, "lisi")->count, 19);
  ASSERT_TRUE(accounts().forgive_all(PaceOf::account, "lisi"));
  EXPECT_EQ(accounts().failures_of(PaceOf::account, "lisi")->count, 0);
  EXPECT_EQ(dump().find("lisi"), std::string::npos);
}

TEST_P(AccountsContract, FindsAllCompaniesOfAGroup) {
  for (const std::int64_t id : {11, 12, 13, 14})
    ASSERT_TRUE(store_->add_unit({UnitId{id}, "公司", "", "9901"}));
  ASSERT_TRUE(accounts().add_unit_member(UnitId{11}, UnitId{12}));
  ASSERT_TRUE(accounts().add_unit_member(UnitId{12}, UnitId{13}));
  ASSERT_TRUE(accounts().add_unit_member(UnitId{13}, UnitId{11}));  // a ring ends, too
  EXPECT_EQ(accounts().units_of_group(UnitId{12}),
            (std::vector{UnitId{11}, UnitId{12}, UnitId{13}}));
  EXPECT_EQ(accounts().units_of_group(UnitId{14}), std::vector{UnitId{14}});
  EXPECT_FALSE(accounts().add_unit_member(UnitId{11}, UnitId{99}));
  EXPECT_FALSE(accounts().add_unit_member(UnitId{11}, UnitId{11}));
}

// Everything of people that writes, with a fault at each thing it asks of the database in turn: all
// of a step and its record, or nothing of both.
class AccessFaults : public AccountsContract {
 protected:
  Result<void> write(SqlStore& store, std::int64_t round) {
    const UserId id{round};
    Accounts& accounts = store.accounts();
    if (auto done = accounts.add_user(user(round, "user" + std::to_string(round)), "x"); !done)
      return done;
    if (auto done = accounts.begin_session(
            {.id = access::SessionId{round}, .user = id, .began = kNow, .seen = kNow, .ended = {}},
            "hash" + std::to_string(round));
        !done)
      return done;
    return accounts.set_user_state(id, UserState::disabled, kNow);
  }

  int rounds_of(Fault fault, std::int64_t first_round) {
    int at = 0;
    while (true) {
      ++at;
      FaultPlan plan{.fault = fault, .at = INT32_MAX};
      FaultyDatabase faulty(*database_, plan);
      const std::unique_ptr<SqlStore> store = opened(faulty);
      plan.asked = 0;
      plan.at = at;
      const Result<void> done = write(*store, first_round + at);
      if (!plan.has_happened()) return at;
      EXPECT_EQ(done.has_value(), fault != Fault::refuses) << at;
      const Result<access::AuditReport> report = store_->verify_audit({});
      EXPECT_TRUE(report && report->is_sound()) << at;
      EXPECT_TRUE(write(*store_, first_round + at)) << at;
      EXPECT_EQ(accounts().user(UserId{first_round + at})->state, UserState::disabled) << at;
      EXPECT_EQ(accounts().user(UserId{first_round + at})->scope, user(1, "a").scope) << at;
    }
  }
};

TEST_P(AccessFaults, LeaveNothingHalfWrittenWhenAStatementFails) {
  EXPECT_GT(rounds_of(Fault::refuses, 1'000), 20);
}
TEST_P(AccessFaults, LeaveNothingHalfWrittenWhenTheConnectionBreaks) {
  EXPECT_GT(rounds_of(Fault::drops_before, 2'000), 20);
}
TEST_P(AccessFaults, LeaveNothingTwiceWhenAnAnswerIsLost) {
  EXPECT_GT(rounds_of(Fault::drops_after, 3'000), 20);
}

}  // namespace qingxin::store
