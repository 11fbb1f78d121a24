// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "app/make_notices.h"
#include "app/raise_warnings.h"
#include "app/send_notices.h"
#include "app/tick_cases.h"
#include "sqlite/sqlite_database.h"
#include "store/sql_store.h"
#include "tests/support/made_facts.h"
#include "tests/support/temporary_folder.h"

// The use cases about notices, on the embedded engine. Who takes them is in
// tests/contract/notices_test.py; here nobody listens.
namespace qingxin::app {
namespace {

using outbox::NoticeState;
using store::ProjectId;

constexpr Date kDay = date(2026, 11, 23);
constexpr store::UnitId kContractor{7}, kOwner{8}, kBody{9};
constexpr std::string_view kContractorCode = "91990123MA0000000X";
constexpr std::string_view kOwnerCode = "91990123MA00000018";

constexpr std::string_view kChannels = R"(
office = "平川县治欠办"
[[channel]]
name = "短信"
kind = "sms"
url = "http://127.0.0.1:1/"
body = '{"to": "{{to}}"}'
[[channel]]
name = "平台"
kind = "webhook"
url = "http://127.0.0.1:1/"
secret = "platform"
[[channel]]
name = "群"
kind = "wecom"
url = "http://127.0.0.1:1/"
officers = true
)";

Instant at(Date day, int minute) {
  return china_instant(day, minute);
}

class Notices : public testing::Test {
 protected:
  void SetUp() override {
    law_ = law::load(std::nullopt, std::nullopt).value();
    pack_ = verify::find_pack("default").value();
    database_ = std::make_unique<sqlite::SqliteDatabase>(folder_.path() / "a.db",
                                                         sqlite::SqliteDatabase::kPatienceMs);
    store_ = store::SqlStore::open(*database_, {.person_key = "k", .node = 1}, Instant{1}).value();
    settings_ = outbox::parse_outbox(kChannels, "outbox.toml").value();
    put_project();
  }

  void put_project() {
    book::MadeFacts made;
    const std::uint16_t file = made.file("项目.csv", book::Table::projects);
    made.row(book::Table::projects, made.project("P1"), {2, file}, "",
             {{"name", std::string_view{"人民医院迁建"}},
              {"region_code", std::string_view{"990123"}},
              {"owner_credit_code", kOwnerCode},
              {"general_contractor_credit_code", kContractorCode}});
    ASSERT_TRUE(store_->add_unit({kContractor, "清河建设", std::string{kContractorCode}, ""}));
    ASSERT_TRUE(store_->add_unit({kOwner, "平川城投", std::string{kOwnerCode}, ""}));
    ASSERT_TRUE(
        store_->add_unit({kBody, "平川县劳动监察", "", "990123", store::UnitKind::authority}));
    ASSERT_TRUE(
        store_->add_batch({store::BatchId{1}, kContractor, Instant{1}, "", {}}, made.facts));
    ASSERT_TRUE(store_->use_batch(store::BatchId{1}, Instant{1}));
    project_ = store_->project_named("P1").value();
  }

  // Wages of some workers were not paid: the warnings that follow.
  std::vector<WarningChange> warn() {
    std::vector<store::FindingState> found;
    for (int i = 0; i < 3; ++i) {
      store::FindingState one;
      one.id = "w" + std::to_string(i);
      one.rule = "W01";
      one.worker = "99012319900101" + std::to_string(1000 + i);
      one.month = month(2026, 10);
      one.amount = Money{500'000};
      one.verdict = static_cast<int>(rules::Verdict::violates);
      one.severity = static_cast<int>(rules::Severity::orange);
      one.because = "未付";
      found.push_back(one);
    }
    EXPECT_TRUE(store_->record_findings(project_, {store::RunId{1}, kDay, at(kDay, 600)}, found));
    const WarningDesk desk{store_.get(), &law_, &pack_};
    return raise_warnings(access::the_machine(), {at(kDay, 600), kDay}, desk,
                          std::span{&project_, 1})
        .value_or(std::vector<WarningChange>{});
  }

  store::ClueId complain(std::string name, std::string phone,
                         store::Reporting reporting = store::Reporting::named) {
    store::NewClue clue;
    clue.id = store::ClueId{ids_.next(at(kDay, 500))};
    clue.origin = {.channel = casework::Channel::walk_in,
                   .foreign_number = {},
                   .arrived = at(kDay, 500),
                   .file = {},
                   .row = 0};
    clue.asked = kBody;
    clue.asked_region = "990123";
    clue.project = project_;
    clue.reporting = reporting;
    clue.said.text = "医院工地欠我们工资";
    clue.said.people = {{std::move(name), "", std::move(phone), true, {}}};
    const Result<store::ClueAdded> added = store_->clues().add_clue(clue);
    EXPECT_TRUE(added) << added.error().message;
    return clue.id;
  }

  // A reminder that its term has passed.
  void note_over(store::ClueId clue) {
    const CaseDesk cases{store_.get(), &law_, &ids_};
    ASSERT_TRUE(tick_cases(access::the_machine(), {at(kDay, 600), kDay}, cases, std::nullopt));
    const std::unique_ptr<store::Store> held =
        store_->acting_for(access::the_machine(), at(kDay, 600));
    ASSERT_TRUE(held->dossiers().note_reminder(store::DossierId{number(clue)},
                                               {.key = "clue_answer/1/over-1",
                                                .clock = casework::ClockId::clue_answer,
                                                .rung = "over-1",
                                                .moment = at(kDay, 540)}));
  }

  std::vector<NoticeSent> send(Instant now) {
    const Result<std::vector<NoticeSent>> sent = send_notices(
        access::the_machine(), desk(), [now] { return now; }, [] { return false; });
    EXPECT_TRUE(sent) << sent.error().message;
    return sent.value_or(std::vector<NoticeSent>{});
  }
  NoticeDesk desk() { return {store_.get(), &ids_, &courier_}; }
  std::vector<KeptNotice> all() {
    return list_notices(access::the_local_operator(), at(kDay, 600), desk(), {}).value().notices;
  }
  // All that waits, as it would be sent.
  std::vector<outbox::Notice> waiting() {
    std::vector<outbox::Notice> notices;
    while (const auto claimed =
               store_->outbox()
                   .claim_notice(ids_.next(at(kDay, 600)), at(kDay + 1, 720), at(kDay + 2, 0))
                   .value())
      notices.push_back(claimed->notice);
    return notices;
  }
  std::string text_of(const outbox::Notice& notice) {
    return outbox::rendered(notice, settings_.texts, {}).value().text;
  }
  void make_contact(store::UnitId unit, std::string_view channel, std::string_view to) {
    const auto kept =
        add_contact(access::the_local_operator(), at(kDay, 500), desk(), unit, channel, to);
    ASSERT_TRUE(kept) << kept.error().message;
  }

  TemporaryFolder folder_;
  law::Law law_;
  verify::Pack pack_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<store::SqlStore> store_;
  store::IdMaker ids_{1};
  outbox::OutboxSettings settings_;
  outbox::Secrets secrets_{{"platform", "0123456789"}};
  outbox::Carrier carrier_;
  outbox::Courier courier_{carrier_, settings_, secrets_};
  ProjectId project_{};
};

TEST_F(Notices, OfAWarningGoToWhomTheRungAsksAndOnce) {
  make_contact(kContractor, "短信", "139-1234-5678");
  make_contact(kOwner, "平台", "");
  const std::vector<WarningChange> changes = warn();
  ASSERT_FALSE(changes.empty());
  const auto kept = store_->warnings().warning(changes[0].key).value().value();
  ASSERT_EQ(kept.receiver, static_cast<int>(verify::Receiver::general_contractor));
  const Instant now = at(kDay, 600);
  EXPECT_EQ(notify_of_warnings(access::the_machine(), now, desk(), changes)->fresh, 1);
  EXPECT_EQ(notify_of_warnings(access::the_machine(), now, desk(), changes)->fresh, 0);
  EXPECT_EQ(notify_of_open_warnings(access::the_machine(), now, desk())->fresh, 0);
  const std::vector<outbox::Notice> notices = waiting();
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_EQ(notices[0].to, "13912345678");
  EXPECT_EQ(notices[0].values.at("project"), "人民医院迁建");
  EXPECT_TRUE(text_of(notices[0]).ends_with("平川县治欠办"));
}

TEST_F(Notices, OfAWarningThatIsOldNewsAreNotMade) {
  make_contact(kContractor, "短信", "13912345678");
  warn();
  EXPECT_EQ(notify_of_open_warnings(access::the_machine(), at(kDay + 4, 600), desk())->fresh, 0);
}

// The same facts, with and without somebody who complained: not a word is different.
TEST_F(Notices, ReadTheSameWhetherAnybodyComplainedOrNot) {
  make_contact(kContractor, "短信", "13912345678");
  complain("周建国", "13800138000");
  complain("吴某", "13800138001", store::Reporting::confidential);
  const std::vector<WarningChange> changes = warn();
  ASSERT_TRUE(notify_of_warnings(access::the_machine(), at(kDay, 600), desk(), changes));
  const std::vector<outbox::Notice> with = waiting();
  database_.reset();
  store_.reset();
  database_ = std::make_unique<sqlite::SqliteDatabase>(folder_.path() / "b.db",
                                                       sqlite::SqliteDatabase::kPatienceMs);
  store_ = store::SqlStore::open(*database_, {.person_key = "k", .node = 1}, Instant{1}).value();
  put_project();
  make_contact(kContractor, "短信", "13912345678");
  ASSERT_TRUE(notify_of_warnings(access::the_machine(), at(kDay, 600), desk(), warn()));
  const std::vector<outbox::Notice> without = waiting();
  ASSERT_EQ(with.size(), 1U);
  ASSERT_EQ(without.size(), 1U);
  EXPECT_EQ(with[0].values, without[0].values);
  EXPECT_EQ(text_of(with[0]), text_of(without[0]));
  EXPECT_EQ(with[0].template_id, without[0].template_id);
}

TEST_F(Notices, ToAnEnterpriseNameNobodyWhoReported) {
  make_contact(kContractor, "平台", "");
  complain("医院", "13800138000");  // a name that the project's has in it
  ASSERT_TRUE(notify_of_warnings(access::the_machine(), at(kDay, 600), desk(), warn()));
  const std::vector<NoticeSent> sent = send(at(kDay, 600));
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].state, NoticeState::refused);
  EXPECT_NE(sent[0].said.find("反映人的姓名"), std::string::npos);
}

// A program that ended between taking a notice in hand and saying what became of it.
TEST_F(Notices, ThatWereCutOffAreDoneAsTheirChannelSays) {
  for (const std::string_view channel : {"短信", "平台"})
    make_contact(kContractor, channel, channel == "短信" ? "13912345678" : "");
  ASSERT_EQ(notify_of_warnings(access::the_machine(), at(kDay, 600), desk(), warn())->fresh, 2);
  for (int i = 0; i < 2; ++i)
    ASSERT_TRUE(store_->outbox()
                    .claim_notice(ids_.next(at(kDay, 600)), at(kDay, 600), at(kDay, 605))
                    .value());
  EXPECT_TRUE(send(at(kDay, 604)).empty());
  const std::vector<NoticeSent> sent = send(at(kDay, 605));
  ASSERT_EQ(sent.size(), 2U);
  for (const KeptNotice& one : all()) {
    EXPECT_EQ(one.state, one.channel == "短信" ? NoticeState::unknown : NoticeState::waiting);
    EXPECT_EQ(one.attempts, 1);
    EXPECT_EQ(one.said, "上次发到一半程序停了，不知道送到没有");
  }
}

TEST_F(Notices, AreTriedAgainUntilTheyAreGivenUp) {
  make_contact(kContractor, "平台", "");
  ASSERT_TRUE(notify_of_warnings(access::the_machine(), at(kDay, 600), desk(), warn()));
  Instant now = at(kDay, 600);
  int attempts = 0;
  while (attempts < 100 && all()[0].state == NoticeState::waiting) {
    now = all()[0].next;
    EXPECT_TRUE(send({now.utc_ms - 1}).empty());
    EXPECT_EQ(send(now).size(), 1U);
    ++attempts;
  }
  EXPECT_EQ(attempts, outbox::kAttemptsMost);
  EXPECT_EQ(all()[0].state, NoticeState::given_up);
  const Result<KeptNotice> again =
      retry_notice(access::the_local_operator(), now, desk(), all()[0].id);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->attempts, 0);
}

TEST_F(Notices, WaitForTheMorning) {
  make_contact(kContractor, "短信", "13912345678");
  ASSERT_TRUE(notify_of_warnings(access::the_machine(), at(kDay, 22 * 60), desk(), warn()));
  EXPECT_TRUE(send(at(kDay + 1, 7 * 60 + 59)).empty());
  EXPECT_EQ(send(at(kDay + 1, 8 * 60)).size(), 1U);
}

TEST_F(Notices, ThatNobodySentByDayWaitForTheMorningToo) {
  make_contact(kContractor, "短信", "13912345678");
  ASSERT_TRUE(notify_of_warnings(access::the_machine(), at(kDay, 600), desk(), warn()));
  EXPECT_TRUE(send(at(kDay, 22 * 60)).empty());
  EXPECT_EQ(all()[0].state, NoticeState::waiting);
  EXPECT_EQ(all()[0].attempts, 0);
  EXPECT_EQ(all()[0].next, at(kDay + 1, 8 * 60));
  EXPECT_EQ(send(at(kDay + 1, 8 * 60)).size(), 1U);
}

TEST_F(Notices, SayOnceThatATermIsAboutToEnd) {
  make_contact(kContractor, "短信", "13912345678");
  const std::vector<WarningChange> changes = warn();
  ASSERT_EQ(notify_of_warnings(access::the_machine(), at(kDay, 600), desk(), changes)->fresh, 1);
  const Date due = store_->warnings().warning(changes[0].key).value().value().warning.due.day;
  const auto look = [&](Date day) {
    return notify_of_open_warnings(access::the_machine(), at(day, 600), desk())->fresh;
  };
  EXPECT_EQ(look(due - 3), 0);
  EXPECT_EQ(look(due - 2), 1);
  EXPECT_EQ(look(due - 1), 0);
  EXPECT_EQ(look(due), 0);
  EXPECT_EQ(look(due + 1), 0);
  const std::vector<KeptNotice> notices = all();
  ASSERT_EQ(notices.size(), 2U);
  EXPECT_EQ(notices[1].template_id, "warning_due");
}

TEST_F(Notices, GoToTheOfficersOfTheBodyInChargeElseOfTheDistrict) {
  note_over(complain("周建国", "13800138000"));
  const auto told_by = [&](std::string_view name) {
    EXPECT_EQ(notify_of_reminders(access::the_machine(), at(kDay, 600), desk())->fresh, 1) << name;
    const std::vector<outbox::Notice> notices = waiting();
    return notices.empty() ? "" : notices.back().channel + notices.back().to;
  };
  EXPECT_EQ(told_by("全局的"), "群");
  outbox::Channel group = **outbox::channel_named(settings_, "群");
  group.name = "市群";
  group.region = "990100";
  settings_.channels.push_back(group);
  group.name = "邻县群";
  group.region = "990124";
  settings_.channels.push_back(group);
  EXPECT_EQ(told_by("上一级的"), "市群");
  ASSERT_TRUE(
      store_->add_unit({store::UnitId{10}, "平川县治欠办", "", "990123", store::UnitKind::office}));
  make_contact(store::UnitId{10}, "短信", "13700000010");
  EXPECT_EQ(told_by("同一县的"), "短信13700000010");
  make_contact(kBody, "短信", "13700000009");
  EXPECT_EQ(told_by("主办单位的"), "短信13700000009");
}

TEST_F(Notices, TellOfAFilingThroughTheChannelOfTheDistrict) {
  const store::ClueId clue = complain("周建国", "138 0013 8000");
  EXPECT_EQ(notify_of_filing(at(kDay, 600), desk(), clue)->fresh, 1);
  EXPECT_EQ(notify_of_filing(at(kDay, 600), desk(), clue)->fresh, 0);
  EXPECT_EQ(notify_of_filing(at(kDay, 600), desk(),
                             complain("吴某", "13800138001", store::Reporting::confidential))
                ->fresh,
            0);
  const std::vector<outbox::Notice> notices = waiting();
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_EQ(notices[0].to, "13800138000");
  EXPECT_EQ(notices[0].values.at("office"), "平川县劳动监察");
  settings_.channels.clear();
  EXPECT_EQ(notify_of_filing(at(kDay, 600), desk(), complain("郑五", "13800138005"))->fresh, 0);
}

TEST_F(Notices, RemindOfficersOnceARung) {
  const store::ClueId clue = complain("周建国", "13800138000");
  const CaseDesk cases{store_.get(), &law_, &ids_};
  ASSERT_TRUE(tick_cases(access::the_machine(), {at(kDay, 600), kDay}, cases, std::nullopt));
  casework::Reminder reminder{.key = "clue_answer/1/over-1",
                              .clock = casework::ClockId::clue_answer,
                              .rung = "over-1",
                              .moment = at(kDay, 540)};
  const std::unique_ptr<store::Store> held =
      store_->acting_for(access::the_machine(), at(kDay, 600));
  const store::DossierId dossier{number(clue)};
  ASSERT_TRUE(held->dossiers().note_reminder(dossier, reminder));
  reminder.key = "clue_answer/1/day";
  reminder.is_passed_over = true;
  ASSERT_TRUE(held->dossiers().note_reminder(dossier, reminder));
  const auto remind = [&](Instant now) {
    return notify_of_reminders(access::the_machine(), now, desk())->fresh;
  };
  EXPECT_EQ(remind(at(kDay, 600)), 1);
  EXPECT_EQ(remind(at(kDay, 601)), 0);
  const std::vector<outbox::Notice> notices = waiting();
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_EQ(notices[0].channel, "群");
  EXPECT_EQ(text_of(notices[0]),
            "线索 " + std::to_string(number(clue)) + "的“线索办结”已过期限，请登录查看办理。");
}

TEST_F(Notices, TellOfficersOnceOfARungThatAClueHasReached) {
  const store::ClueId clue = complain("周建国", "13800138000");
  const CaseDesk cases{store_.get(), &law_, &ids_};
  casework::EscalationRule old{.id = "old", .rung = casework::Rung::raise, .source = "平川县文件"};
  old.open_days = 1;
  casework::EscalationRule older = old;
  older.id = "older";
  older.open_days = 2;
  ASSERT_TRUE(store_->acting_for(access::the_machine(), at(kDay, 600))
                  ->dossiers()
                  .set_escalation_rules(std::vector{old, older}));
  const auto tick = [&](Date day) {
    const auto ticked = tick_cases(access::the_machine(), {at(day, 600), day}, cases, std::nullopt);
    EXPECT_TRUE(ticked);
    return ticked ? ticked->escalations.size() : 0;
  };
  const auto tell = [&](Date day) {
    return notify_of_reminders(access::the_machine(), at(day, 601), desk())->fresh;
  };
  tick(kDay);
  tell(kDay);
  EXPECT_EQ(tick(kDay + 1), 1U);
  EXPECT_EQ(tell(kDay + 1), 1);
  EXPECT_EQ(text_of(waiting().back()),
            "线索 " + std::to_string(number(clue)) + "的“提级办理”已到这一级，请登录查看办理。");
  EXPECT_EQ(tell(kDay + 1), 0);
  EXPECT_EQ(tick(kDay + 2), 1U);
  EXPECT_EQ(tell(kDay + 2), 0);
}

TEST_F(Notices, TellWhoReportedByNameThatItIsRegistered) {
  const auto tell = [&](store::ClueId clue, std::string_view channel = "短信") {
    return notify_of_receipt(access::the_machine(), at(kDay, 600), desk(), clue, channel);
  };
  const store::ClueId named = complain("周建国", "138 0013 8000");
  EXPECT_EQ(tell(named)->fresh, 1);
  EXPECT_EQ(tell(named)->fresh, 0);
  EXPECT_EQ(tell(complain("吴某", "13800138001", store::Reporting::confidential))->fresh, 0);
  EXPECT_EQ(tell(complain("", "", store::Reporting::anonymous))->fresh, 0);
  EXPECT_EQ(tell(complain("郑五", "没有电话"))->fresh, 0);
  EXPECT_EQ(tell(named, "平台").error().code, ErrorCode::invalid_input);
  const std::vector<outbox::Notice> notices = waiting();
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_EQ(notices[0].to, "13800138000");
  EXPECT_EQ(text_of(notices[0]).find("工资"), std::string::npos);
}

TEST_F(Notices, AreLookedAfterByThoseWhoMay) {
  const access::Principal contractor{.user = access::UserId{5},
                                     .role = access::Role::general_contractor,
                                     .scope = access::whole_scope()};
  const Instant now = at(kDay, 600);
  const auto is_not = [](const auto& result) {
    return !result && result.error().code == ErrorCode::not_permitted;
  };
  EXPECT_TRUE(is_not(list_notices(contractor, now, desk(), {})));
  EXPECT_TRUE(is_not(list_contacts(contractor, now, desk(), {})));
  EXPECT_TRUE(is_not(test_channel(contractor, desk(), now, "群", "")));
  EXPECT_TRUE(is_not(stop_receiver(contractor, now, desk(), "短信", "13912345678", "不要")));
  EXPECT_TRUE(is_not(notify_of_open_warnings(contractor, now, desk())));
  const access::Principal machine = access::the_machine();
  EXPECT_EQ(stop_receiver(machine, now, desk(), "群", "", "不要").error().code,
            ErrorCode::invalid_input);
  EXPECT_EQ(stop_receiver(machine, now, desk(), "短信", "13912345678", " ").error().code,
            ErrorCode::invalid_input);
  EXPECT_EQ(*stop_receiver(machine, now, desk(), "短信", "+86 13912345678", "不要"),
            store::Kept::now);
  EXPECT_EQ(*stop_receiver(machine, now, desk(), "短信", "13912345678", "不要"),
            store::Kept::already);
}

}  // namespace
}  // namespace qingxin::app
