// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/hash.h"
#include "store/records.h"
#include "tests/support/access_contract.h"

// What the store of the leading-group office's records promises, on every engine:
// INSTANTIATE_TEST_SUITE_P(…, RecordContract, …).
namespace qingxin::store {

class RecordContract : public AccessContract {
 protected:
  using Actor = oversight::RecordActor;
  using BodyId = oversight::BodyId;
  using Event = oversight::RecordEvent;
  using Face = oversight::RecordFace;
  using Field = oversight::Field;
  using Kind = oversight::RecordKind;
  using State = oversight::RecordState;
  using Step = oversight::RecordStep;
  using Told = oversight::Values;
  using Ids = std::vector<std::int64_t>;

  static constexpr UnitId kOffice{1}, kFirm{2};
  static constexpr std::int64_t kCase = 77;

  void SetUp() override {
    AccessContract::SetUp();
    records_ = &store_->records();
  }

  static Face face(Kind kind) {
    return {.kind = kind,
            .region_code = "990123",
            .industry = "房屋建筑",
            .owner = BodyId{access::number(kOffice)},
            .addressee = BodyId{access::number(kFirm)}};
  }
  static WholeRecord blank(std::int64_t id, Face face) {
    WholeRecord whole;
    whole.id = RecordId{id};
    whole.record.face = std::move(face);
    return whole;
  }
  // So long after kNow, with a key of its own.
  static Event told(Step step, Actor by, Told values = {}, std::int64_t ms = 0) {
    Event event;
    event.key = "k" + std::to_string(static_cast<int>(step)) + "-" + std::to_string(ms);
    event.step = step;
    event.at = event.entered_at = later(ms);
    event.by = by;
    event.person = oversight::PersonId{31};
    event.for_body = BodyId{access::number(by == Actor::addressee ? kFirm : kOffice)};
    event.values = std::move(values);
    return event;
  }
  static Event assigned(std::string content = "核查工资专户", std::int64_t ms = 0) {
    return told(Step::assigned, Actor::organiser,
                {{Field::content, std::move(content)}, {Field::until, "2026-11-30"}}, ms);
  }
  static std::vector<Event> issued_order(std::int64_t ms = 0) {
    return {told(Step::proposed, Actor::organiser,
                 {{Field::way, "supervise"},
                  {Field::content, "限期清欠"},
                  {Field::reason, "逾期未答复"},
                  {Field::case_number, "99012320260017"},
                  {Field::source, "群众来电"}},
                 ms),
            told(Step::issued, Actor::leader, {{Field::until, "2026-12-31"}}, ms)};
  }

  // What it becomes, the store folds for itself.
  static RecordChange change(const WholeRecord& read, const std::vector<Event>& events) {
    RecordChange made{
        .id = read.id, .before = static_cast<int>(read.record.events.size()), .after = read.record};
    made.after.events.insert(made.after.events.end(), events.begin(), events.end());
    return made;
  }
  static RecordChange begun(std::int64_t id, Kind kind, const std::vector<Event>& events) {
    return change(blank(id, face(kind)), events);
  }
  Result<Kept> keep(const RecordChange& change) {
    return records_->keep_records(std::span{&change, 1});
  }
  void put(std::int64_t id, Kind kind, const std::vector<Event>& events) {
    const Result<Kept> kept = keep(begun(id, kind, events));
    ASSERT_TRUE(kept) << (kept ? "" : kept.error().message);
    ASSERT_EQ(*kept, Kept::now);
  }
  void put_task(std::int64_t id) { put(id, Kind::task, {assigned()}); }
  Result<Kept> step(std::int64_t id, const Event& event) {
    return keep(change(whole(id), {event}));
  }

  WholeRecord whole(std::int64_t id) { return whole(*records_, id); }
  static WholeRecord whole(RecordStore& records, std::int64_t id) {
    Result<WholeRecord> found = records.whole_record(RecordId{id});
    EXPECT_TRUE(found) << (found ? "" : found.error().message);
    return std::move(found).value_or(WholeRecord{});
  }
  static Ids ids_in(const Result<std::vector<KeptRecord>>& found) {
    EXPECT_TRUE(found) << (found ? "" : found.error().message);
    Ids ids;
    if (found)
      for (const KeptRecord& one : *found) ids.push_back(number(one.id));
    return ids;
  }
  Ids listed(const RecordFilter& filter) {
    return ids_in(records_->records_before(filter, {}, 100));
  }

  // Of an enterprise or a bank: bound to units, whatever districts it reaches.
  std::unique_ptr<Store> as_firm(UnitId unit, Role role = Role::general_contractor) {
    Scope bound = access::whole_scope();
    bound.has_any_unit = false;
    bound.units = {unit};
    return as(with(role, bound, unit));
  }

  RecordStore* records_ = nullptr;
};

TEST_P(RecordContract, KeepsEveryEventAsItCameAndFoldsThemAgain) {
  Face face = this->face(Kind::hazard);
  face.parent = 5;
  face.project = 6;
  face.dossier = kCase;
  face.addressee = {};
  std::vector<Event> events{
      told(Step::recorded, Actor::machine,
           {{Field::content, "欠薪💰𠮷𪚥 <script>\n最后\xE2\x80\xAE一句"},
            {Field::firm, "平川建工"}}),
      told(Step::assigned, Actor::organiser,
           {{Field::person_in_charge, "李四"},
            {Field::until, "2026-12-01"},
            {Field::measure, "立即整改"},
            {Field::firm, ""}},
           10),
      told(Step::rectified, Actor::addressee, {{Field::result, "已整改"}}, 20)};
  events[0].lines = {{"gate", "no", "缺 12 天", "门口未见", {"IMG_1.jpg 0123", "IMG_2.jpg 4567"}},
                     {"board", "", "", "", {}}};
  events[1].lines = {{"board", "yes", "", "已张贴", {}}};
  events[1].to = BodyId{9};
  ASSERT_EQ(keep(change(blank(10, face), events)), Kept::now);
  const Result<oversight::Record> folded = oversight::replay(face, events);
  ASSERT_TRUE(folded) << folded.error().message;
  const WholeRecord found = whole(10);
  EXPECT_EQ(found.record, *folded);
  EXPECT_EQ(found.record.face.addressee, BodyId{9});
  EXPECT_EQ(found.record.values.count(Field::firm), 0U);
  EXPECT_EQ(found.number, "");
  EXPECT_EQ(records_->whole_record(RecordId{11}).error().code, ErrorCode::not_found);
  const std::vector<KeptRecord> kept = *records_->records_before({}, {}, 10);
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].face, folded->face);
  EXPECT_EQ(kept[0].values, folded->values);
  EXPECT_EQ(kept[0].state, folded->state);
  EXPECT_EQ(kept[0].begun, kNow);
  EXPECT_EQ(kept[0].changed, later(20));
  EXPECT_EQ(kept[0].version, 3);
  EXPECT_EQ(kept[0].due, oversight::due_of(*folded));
}

TEST_P(RecordContract, KeepsNoProseAndNoNumberOfAPersonInClear) {
  Event event = assigned("周建国说老板欠血汗钱，电话13912345678");
  event.values[Field::name] = "回访13987654321";
  event.values[Field::person_in_charge] = "王会计";
  put(10, Kind::task, {event});
  put(11, Kind::task, {assigned("吴大勇来过 13912345678")});
  ASSERT_EQ(records_->freeze_text(RecordId{10}, "qingxin-figures 1\n赵某\n"), Kept::now);
  ASSERT_EQ(records_->keep_file(RecordId{10}, {"docx", "PK钱某", ""}), Kept::now);
  const std::string dumped = dump();
  for (const std::string_view secret :
       {"周建国", "吴大勇", "血汗钱", "13912345678", "13987654321", "王会计", "赵某", "钱某"})
    EXPECT_EQ(dumped.find(secret), std::string::npos) << secret;
  const std::vector<KeptRecord> kept = *records_->records_before({}, {}, 10);
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept[0].title, without_numbers_of_people("吴大勇来过 13912345678"));
  EXPECT_EQ(kept[1].title, without_numbers_of_people("回访13987654321"));
  EXPECT_EQ(kept[1].values, event.values);
  // What stands in prose is found by nobody who looks for a name.
  EXPECT_EQ(listed({.words = "周建国"}), Ids{});
  EXPECT_EQ(listed({.words = "吴大勇"}), Ids{});
  EXPECT_EQ(listed({.words = "回访"}), Ids{10});
}

TEST_P(RecordContract, TakesTheSameStepForTheSame) {
  put_task(10);
  const RecordChange again = begun(10, Kind::task, {assigned()});
  EXPECT_EQ(keep(again), Kept::already);
  RecordChange twice =
      change(whole(10), {told(Step::accepted, Actor::addressee, {{Field::phone, "12333"}}, 5)});
  EXPECT_EQ(keep(twice), Kept::now);
  EXPECT_EQ(keep(twice), Kept::already);
  twice.after.events.back().entered_at.utc_ms += 5;  // written down by another clock
  EXPECT_EQ(keep(twice), Kept::already);
  EXPECT_EQ(keep(change(whole(10), {})), Kept::already);
  EXPECT_EQ(whole(10).record.events.size(), 2U);
  EXPECT_EQ(whole(10).record.state, State::doing);
}

TEST_P(RecordContract, RefusesAKeyThatStoodForSomethingElse) {
  put_task(10);
  const WholeRecord read = whole(10);
  const Event accepted = told(Step::accepted, Actor::addressee, {{Field::phone, "12333"}}, 5);
  ASSERT_EQ(keep(change(read, {accepted})), Kept::now);
  Event other = accepted;
  other.values[Field::phone] = "12345";
  const Result<Kept> refused = keep(change(read, {other}));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_TRUE(says(refused.error().message, "已经记过另一件事")) << refused.error().message;
  // Also against the newest state, of a caller that did not ask apply(); also another face.
  Event reported = told(Step::reported, Actor::addressee, {{Field::result, "办了"}}, 9);
  reported.key = accepted.key;
  EXPECT_TRUE(says(keep(change(whole(10), {reported})).error().message, "已经记过另一件事"));
  reported.key.clear();
  EXPECT_EQ(keep(change(whole(10), {reported})).error().code, ErrorCode::invalid_input);
  Face elsewhere = face(Kind::task);
  elsewhere.region_code = "990124";
  EXPECT_EQ(keep(change(blank(10, elsewhere), {assigned()})).error().code, ErrorCode::conflict);
  EXPECT_EQ(whole(10).record.events.size(), 2U);
}

TEST_P(RecordContract, RefusesStepsOfNoLife) {
  put_task(10);
  const Result<Kept> refused = step(10, told(Step::confirmed, Actor::other, {}, 5));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_EQ(whole(10).record.events.size(), 1U);
}

TEST_P(RecordContract, TellsWhoComesSecond) {
  put_task(10);
  const WholeRecord read = whole(10);
  ASSERT_EQ(keep(change(read, {told(Step::accepted, Actor::addressee, {}, 5)})), Kept::now);
  const Result<Kept> late =
      keep(change(read, {told(Step::cancelled, Actor::organiser, {{Field::reason, "重复"}}, 6)}));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::conflict);
  EXPECT_TRUE(says(late.error().message, "刚刚有人改过")) << late.error().message;
  // Another one of that number, too.
  EXPECT_EQ(keep(begun(10, Kind::task, {assigned("另一件", 7)})).error().code, ErrorCode::conflict);
  EXPECT_EQ(whole(10).record.state, State::doing);
}

TEST_P(RecordContract, LetsOneOfTwoWritersWin) {
  constexpr int kRounds = 5;
  for (int round = 0; round < kRounds; ++round) {
    const std::int64_t id = 100 + round;
    put_task(id);
    const WholeRecord read = whole(id);
    std::atomic<int> won = 0, lost = 0;
    {
      std::vector<std::jthread> threads;
      for (int i = 0; i < 4; ++i)
        threads.emplace_back([&, i] {
          const Result<Kept> kept =
              keep(change(read, {told(Step::accepted, Actor::addressee, {}, i)}));
          if (kept) ++won;
          if (!kept && kept.error().code == ErrorCode::conflict) ++lost;
        });
    }
    EXPECT_EQ(won, 1);
    EXPECT_EQ(lost, 3);
    EXPECT_EQ(whole(id).record.events.size(), 2U);
  }
}

TEST_P(RecordContract, KeepsSeveralTogetherOrNone) {
  put_task(10);
  const WholeRecord read = whole(10);
  ASSERT_EQ(keep(change(read, {told(Step::accepted, Actor::addressee, {}, 5)})), Kept::now);
  const RecordChange fresh = begun(11, Kind::task, {assigned()});
  const std::vector<RecordChange> late{
      fresh, change(read, {told(Step::reported, Actor::addressee, {{Field::result, "办了"}}, 6)})};
  EXPECT_EQ(records_->keep_records(late).error().code, ErrorCode::conflict);
  EXPECT_EQ(records_->whole_record(RecordId{11}).error().code, ErrorCode::not_found);
  const std::vector<RecordChange> both{
      fresh,
      change(whole(10), {told(Step::reported, Actor::addressee, {{Field::result, "办了"}}, 6)})};
  EXPECT_EQ(records_->keep_records(both), Kept::now);
  EXPECT_EQ(records_->keep_records(both), Kept::already);
  EXPECT_EQ(whole(10).record.state, State::reported);
  EXPECT_EQ(whole(11).record.state, State::open);
}

TEST_P(RecordContract, ListsWhatTheFilterLeavesTheNewestFirst) {
  put_task(9);
  Face water = face(Kind::task);
  water.region_code = "990456";
  water.industry = "水利";
  water.owner = BodyId{3};
  water.addressee = BodyId{4};
  water.parent = 9;
  water.project = 6;
  water.dossier = kCase;
  Event named = assigned("查水库", 1'000);
  named.values[Field::name] = "水库除险 100%";
  named.values[Field::until] = "2026-10-15";
  ASSERT_EQ(keep(change(blank(10, water), {named})), Kept::now);
  put(11, Kind::order, issued_order());
  put(12, Kind::task, {assigned()});
  ASSERT_EQ(step(12, told(Step::cancelled, Actor::organiser, {{Field::reason, "重复"}}, 5)),
            Kept::now);
  EXPECT_EQ(listed({}), (Ids{12, 11, 10, 9}));
  const auto by = [&](auto set) {
    RecordFilter filter;
    set(filter);
    EXPECT_EQ(*records_->count_records(filter), std::ssize(listed(filter)));
    return listed(filter);
  };
  using F = RecordFilter;
  EXPECT_EQ(by([](F& f) { f.kind = Kind::order; }), Ids{11});
  EXPECT_EQ(by([](F& f) { f.state = State::open; }), (Ids{10, 9}));
  EXPECT_EQ(by([](F& f) { f.is_open = 0; }), Ids{12});
  EXPECT_EQ(by([](F& f) { f.is_open = 1; }), (Ids{11, 10, 9}));
  EXPECT_EQ(by([](F& f) { f.parent = RecordId{9}; }), Ids{10});
  EXPECT_EQ(by([](F& f) { f.owner = UnitId{3}; }), Ids{10});
  EXPECT_EQ(by([](F& f) { f.addressee = UnitId{4}; }), Ids{10});
  EXPECT_EQ(by([](F& f) { f.project = ProjectId{6}; }), Ids{10});
  EXPECT_EQ(by([](F& f) { f.dossier = kCase; }), Ids{10});
  EXPECT_EQ(by([](F& f) { f.region = "9904"; }), Ids{10});
  EXPECT_EQ(by([](F& f) { f.region = "99"; }), (Ids{12, 11, 10, 9}));
  EXPECT_EQ(by([](F& f) { f.industry = "水利"; }), Ids{10});
  EXPECT_EQ(by([](F& f) { f.words = "水库"; }), Ids{10});
  EXPECT_EQ(by([](F& f) { f.words = "0%"; }), Ids{10});
  EXPECT_EQ(by([](F& f) { f.words = "_"; }), Ids{});
  EXPECT_EQ(by([](F& f) { f.due_before = date(2026, 11, 1); }), Ids{10});
  EXPECT_EQ(by([](F& f) { f.begun_from = later(1); }), Ids{10});
  EXPECT_EQ(by([](F& f) { f.begun_before = later(1); }), (Ids{12, 11, 9}));
  EXPECT_EQ(ids_in(records_->records_before({}, RecordId{12}, 2)), (Ids{11, 10}));
  const KeptRecord kept = records_->records_before({}, RecordId{11}, 1)->front();
  EXPECT_EQ(kept.title, "水库除险 100%");
  EXPECT_EQ(kept.due, date(2026, 10, 15));
  EXPECT_EQ(kept.state, State::open);
}

TEST_P(RecordContract, NumbersThemByKindUnitAndYearWithoutAGap) {
  const auto numbered = [&](std::int64_t id, Kind kind, UnitId unit, std::vector<Event> events) {
    Face face = this->face(kind);
    face.owner = BodyId{access::number(unit)};
    const Result<Kept> kept = keep(change(blank(id, face), events));
    EXPECT_TRUE(kept) << (kept ? "" : kept.error().message);
    return whole(id).number;
  };
  const std::int64_t next_year = china_instant(date(2027, 1, 1), 0).utc_ms - kNow.utc_ms;
  EXPECT_EQ(numbered(10, Kind::order, kOffice, issued_order()), "〔2026〕1号");
  EXPECT_EQ(numbered(11, Kind::order, kOffice, issued_order()), "〔2026〕2号");
  EXPECT_EQ(numbered(12, Kind::order, UnitId{3}, issued_order()), "〔2026〕1号");
  EXPECT_EQ(numbered(13, Kind::order, kOffice, issued_order(next_year)), "〔2027〕1号");
  EXPECT_EQ(numbered(14, Kind::order, kOffice, issued_order(next_year - 1)), "〔2026〕3号");
  EXPECT_EQ(numbered(15, Kind::task, kOffice, {assigned()}), "");
  // What is proposed has none yet; once it has one it keeps it.
  EXPECT_EQ(numbered(16, Kind::order, kOffice, {issued_order()[0]}), "");
  ASSERT_EQ(step(16, issued_order()[1]), Kept::now);
  EXPECT_EQ(whole(16).number, "〔2026〕4号");
  ASSERT_EQ(step(16, told(Step::answered, Actor::addressee, {{Field::result, "已付"}}, 9)),
            Kept::now);
  EXPECT_EQ(whole(16).number, "〔2026〕4号");
  EXPECT_EQ(records_->records_before({}, {}, 1)->front().number, "〔2026〕4号");
  // What was refused takes none.
  RecordChange no_life = begun(17, Kind::order, issued_order());
  no_life.after.events.push_back(told(Step::released, Actor::organiser, {}, 9));
  EXPECT_EQ(keep(no_life).error().code, ErrorCode::conflict);
  EXPECT_EQ(numbered(18, Kind::order, kOffice, issued_order()), "〔2026〕5号");
}

TEST_P(RecordContract, GivesNoNumberTwiceHoweverManyWriteAtOnce) {
  constexpr int kThreads = 4, kEach = 5;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread)
      threads.emplace_back([&, thread] {
        for (int i = 0; i < kEach; ++i) {
          EXPECT_TRUE(keep(begun(100 + thread * kEach + i, Kind::order, issued_order())));
          EXPECT_TRUE(keep(begun(50 + i, Kind::order, issued_order())));  // everybody the same
        }
      });
  }
  std::set<std::string> numbers;
  const auto kept = records_->records_before({}, {}, 1'000);
  for (const KeptRecord& one : *kept) numbers.insert(one.number);
  EXPECT_EQ(numbers.size(), std::size_t{kThreads * kEach + kEach});
  for (int i = 1; i <= kThreads * kEach + kEach; ++i)
    EXPECT_TRUE(numbers.contains(fmt::format("〔2026〕{}号", i))) << i;
}

TEST_P(RecordContract, ShowsARecordToThoseWhomItConcerns) {
  Face water = face(Kind::task);
  water.region_code = "990456";
  water.industry = "水利";
  ASSERT_EQ(keep(change(blank(10, water), {assigned()})), Kept::now);
  ASSERT_EQ(records_->freeze_text(RecordId{10}, "数"), Kept::now);
  ASSERT_EQ(records_->keep_file(RecordId{10}, {"pdf", "字节", ""}), Kept::now);
  const RecordChange write =
      change(whole(10), {told(Step::accepted, Actor::addressee, {{Field::phone, "12333"}}, 5)});
  const auto sees = [&](const Principal& who) {
    const std::unique_ptr<Store> his = as(who);
    RecordStore& seen = his->records();
    const bool is_listed = ids_in(seen.records_before({}, {}, 10)) == Ids{10};
    EXPECT_EQ(*seen.count_records({}), is_listed ? 1 : 0);
    EXPECT_EQ(seen.whole_record(RecordId{10}).has_value(), is_listed);
    EXPECT_EQ(seen.frozen_text(RecordId{10}).has_value(), is_listed);
    EXPECT_EQ(seen.file_of(RecordId{10}, "pdf").has_value(), is_listed);
    EXPECT_EQ(seen.freeze_text(RecordId{10}, "数").has_value(), is_listed);
    EXPECT_EQ(seen.keep_file(RecordId{10}, {"pdf", "字节", ""}).has_value(), is_listed);
    const Result<Kept> written = seen.keep_records(std::span{&write, 1});
    EXPECT_EQ(written.has_value(), is_listed);
    if (!written) {
      EXPECT_EQ(written.error().code, ErrorCode::not_found);
    }
    return is_listed;
  };
  const auto officer = [](std::string district, UnitId unit = {}) {
    return with(Role::office, access::district_scope(std::move(district)), unit);
  };
  // Those who do not see it come first: the others write.
  EXPECT_FALSE(sees(officer("990789")));
  EXPECT_FALSE(sees(officer("990789", UnitId{9})));
  EXPECT_FALSE(sees(officer("' OR 1 = 1 --")));
  EXPECT_FALSE(sees(with(Role::office, {})));
  Principal housing = officer("990456");
  housing.scope.has_any_industry = false;
  housing.scope.industries = {"房屋建筑"};
  EXPECT_FALSE(sees(housing));
  housing.scope.industries = {};
  EXPECT_FALSE(sees(housing));
  EXPECT_TRUE(sees(officer("990456")));
  housing.scope.industries = {"水利"};
  EXPECT_TRUE(sees(housing));
  EXPECT_TRUE(sees(officer("990789", kOffice)));  // whose it is
  EXPECT_TRUE(sees(officer("990789", kFirm)));    // to whom it is addressed
}

TEST_P(RecordContract, ShowsWhatIsOfAllIndustriesToEachOfThem) {
  Face all = face(Kind::campaign);
  all.industry.clear();
  ASSERT_EQ(keep(change(blank(10, all), {told(Step::recorded, Actor::organiser)})), Kept::now);
  Principal housing = with(Role::industry_authority, access::district_scope("990123"));
  housing.scope.has_any_industry = false;
  housing.scope.industries = {"房屋建筑"};
  EXPECT_TRUE(as(housing)->records().whole_record(RecordId{10}));
  housing.scope.industries = {};
  EXPECT_FALSE(as(housing)->records().whole_record(RecordId{10}));
}

TEST_P(RecordContract, ShowsAnEnterpriseWhatIsToldToItAndNeverWhoseCaseItIs) {
  Face asked = face(Kind::order);
  asked.dossier = kCase;
  ASSERT_EQ(keep(change(blank(10, asked), {issued_order()[0]})), Kept::now);
  put(11, Kind::team, {told(Step::recorded, Actor::organiser, {{Field::name, "专班"}})});
  const std::unique_ptr<Store> firm = as_firm(kFirm), other = as_firm(UnitId{3}),
                               nobody = as_firm(UnitId{});
  RecordStore& seen = firm->records();
  const auto nothing = [&](RecordStore& records) {
    return ids_in(records.records_before({}, {}, 10)).empty() && *records.count_records({}) == 0 &&
           !records.whole_record(RecordId{10}) && !records.whole_record(RecordId{11});
  };
  EXPECT_TRUE(nothing(seen));  // a proposal
  ASSERT_EQ(step(10, issued_order()[1]), Kept::now);
  EXPECT_TRUE(nothing(other->records()));
  EXPECT_TRUE(nothing(nobody->records()));
  EXPECT_TRUE(nothing(as_firm(UnitId{3}, Role::bank)->records()));
  EXPECT_EQ(ids_in(seen.records_before({}, {}, 10)), Ids{10});
  RecordFilter of_case;
  of_case.dossier = kCase;
  EXPECT_EQ(*seen.count_records(of_case), 0);
  EXPECT_EQ(ids_in(seen.records_before(of_case, {}, 10)), Ids{});

  const auto tells_nothing = [](const oversight::Values& values) {
    return !values.contains(Field::case_number) && !values.contains(Field::source) &&
           values.contains(Field::content);
  };
  const WholeRecord read = whole(seen, 10);
  EXPECT_EQ(read.record.face.dossier, 0);
  EXPECT_TRUE(tells_nothing(read.record.values));
  EXPECT_TRUE(tells_nothing(read.record.events[0].values));
  EXPECT_EQ(read.number, "〔2026〕1号");
  const KeptRecord kept = seen.records_before({}, {}, 10)->front();
  EXPECT_EQ(kept.face.dossier, 0);
  EXPECT_TRUE(tells_nothing(kept.values));
  // It answers; what it was not told is there still.
  const RecordChange answer =
      change(read, {told(Step::answered, Actor::addressee, {{Field::result, "已付"}}, 9)});
  EXPECT_EQ(seen.keep_records(std::span{&answer, 1}), Kept::now);
  EXPECT_EQ(seen.keep_records(std::span{&answer, 1}), Kept::already);
  EXPECT_EQ(other->records().keep_records(std::span{&answer, 1}).error().code,
            ErrorCode::not_found);
  EXPECT_EQ(whole(10).record.face.dossier, kCase);
  EXPECT_EQ(whole(10).record.values[Field::case_number], "99012320260017");
  EXPECT_EQ(listed(of_case), Ids{10});
  EXPECT_EQ(records_->records_before(of_case, {}, 1)->front().values, whole(10).record.values);
}

TEST_P(RecordContract, LetsNobodyMakeARecordThatHeWouldNotSee) {
  const RecordChange order = begun(10, Kind::order, {issued_order()[0]});
  const RecordChange task = begun(11, Kind::task, {assigned()});
  const auto made = [&](Store& store, const RecordChange& change) {
    const Result<Kept> kept = store.records().keep_records(std::span{&change, 1});
    return kept ? ErrorCode{} : kept.error().code;
  };
  const std::unique_ptr<Store> firm = as_firm(kFirm);
  EXPECT_EQ(made(*firm, order), ErrorCode::not_permitted);
  EXPECT_EQ(made(*as_firm(UnitId{3}), task), ErrorCode::not_permitted);
  EXPECT_EQ(made(*as(with(Role::office, access::district_scope("990456"))), task),
            ErrorCode::not_permitted);
  EXPECT_EQ(listed({}), Ids{});
  EXPECT_TRUE(as(with(Role::office, access::district_scope("9901")))
                  ->records()
                  .keep_records(std::span{&task, 1}));
  EXPECT_EQ(listed({}), Ids{11});
}

TEST_P(RecordContract, ShowsAnybodyTheDirectoryAndWhatIsExposedAsLongAsItIs) {
  const std::unique_ptr<Store> anybody = as({});
  RecordStore& open = anybody->records();
  Date today = date(2026, 12, 21);
  const auto shown = [&](Kind kind, std::string_view region = "9901") {
    return ids_in(open.public_records(kind, region, today, 10));
  };
  const auto directory = [&](std::int64_t id, std::string region) {
    Face face = this->face(Kind::directory);
    face.region_code = std::move(region);
    face.dossier = kCase;
    face.project = 6;
    EXPECT_EQ(keep(change(blank(id, face), {told(Step::recorded, Actor::organiser,
                                                 {{Field::name, "平川县治欠办"},
                                                  {Field::phone, "12333"},
                                                  {Field::source, "内部"}})})),
              Kept::now);
  };
  directory(10, "990123");
  directory(11, "990123");
  directory(12, "990456");
  put(13, Kind::task, {assigned()});
  put(14, Kind::exposure,
      {told(Step::proposed, Actor::organiser,
            {{Field::case_number, "17"}, {Field::firm, "平川建工"}, {Field::content, "欠薪"}})});
  ASSERT_EQ(step(11, told(Step::ended, Actor::organiser, {{Field::reason, "撤销"}}, 5)), Kept::now);
  EXPECT_EQ(shown(Kind::directory), Ids{10});
  EXPECT_EQ(shown(Kind::directory, ""), (Ids{12, 10}));
  EXPECT_EQ(shown(Kind::task), Ids{});
  EXPECT_EQ(shown(Kind::exposure), Ids{});
  ASSERT_EQ(step(14, told(Step::approved, Actor::leader, {{Field::approver, "局长"}}, 5)),
            Kept::now);
  EXPECT_EQ(shown(Kind::exposure), Ids{});
  ASSERT_EQ(step(14, told(Step::published, Actor::organiser,
                          {{Field::day, "2026-09-22"},
                           {Field::take_down, "2026-12-22"},
                           {Field::place, "官网"}},
                          6)),
            Kept::now);
  EXPECT_EQ(shown(Kind::exposure), Ids{14});
  const KeptRecord exposed = open.public_records(Kind::exposure, "", today, 10)->front();
  EXPECT_EQ(exposed.values, (oversight::Values{{Field::firm, "平川建工"},
                                               {Field::content, "欠薪"},
                                               {Field::day, "2026-09-22"},
                                               {Field::take_down, "2026-12-22"},
                                               {Field::place, "官网"}}));
  const KeptRecord told_of = open.public_records(Kind::directory, "", today, 10)->back();
  EXPECT_EQ(told_of.values,
            (oversight::Values{{Field::name, "平川县治欠办"}, {Field::phone, "12333"}}));
  EXPECT_EQ(told_of.face, (Face{.kind = Kind::directory,
                                .region_code = "990123",
                                .industry = "房屋建筑",
                                .owner = BodyId{access::number(kOffice)}}));
  today = date(2026, 12, 22);  // its last day has come, and nothing took it down
  EXPECT_EQ(shown(Kind::exposure), Ids{});
  today = date(2026, 12, 21);
  ASSERT_EQ(step(14, told(Step::taken_down, Actor::machine, {}, 7)), Kept::now);
  EXPECT_EQ(shown(Kind::exposure), Ids{});
  EXPECT_EQ(*open.count_records({}), 0);  // nothing else is anybody's
}

TEST_P(RecordContract, FreezesATextOnceAndKeepsFilesToTheByte) {
  put_task(10);
  const std::string text = "qingxin-figures 1\n平川县\t17\n";
  EXPECT_EQ(records_->frozen_text(RecordId{10}).error().code, ErrorCode::not_found);
  EXPECT_EQ(records_->freeze_text(RecordId{10}, text), Kept::now);
  EXPECT_EQ(records_->freeze_text(RecordId{10}, text), Kept::already);
  EXPECT_EQ(records_->freeze_text(RecordId{10}, text + "18").error().code, ErrorCode::conflict);
  EXPECT_EQ(records_->freeze_text(RecordId{11}, text).error().code, ErrorCode::not_found);
  const Result<FrozenText> frozen = records_->frozen_text(RecordId{10});
  ASSERT_TRUE(frozen) << frozen.error().message;
  EXPECT_EQ(frozen->text, text);
  EXPECT_EQ(frozen->sm3, hex(sm3(text)));
  EXPECT_EQ(frozen->at, kNow);

  const RecordFile file{"docx", std::string("PK\0\x03\xFF", 5), ""};
  EXPECT_EQ(records_->keep_file(RecordId{10}, file), Kept::now);
  EXPECT_EQ(records_->keep_file(RecordId{10}, file), Kept::already);
  EXPECT_EQ(records_->keep_file(RecordId{10}, {"docx", "PK", ""}).error().code,
            ErrorCode::conflict);
  EXPECT_EQ(records_->keep_file(RecordId{10}, {"pdf", "x", std::string(64, '0')}).error().code,
            ErrorCode::invalid_input);
  EXPECT_EQ(records_->keep_file(RecordId{10}, {"pdf", "x", hex(sm3("x"))}), Kept::now);
  EXPECT_EQ(records_->file_of(RecordId{10}, "xlsx").error().code, ErrorCode::not_found);
  const Result<RecordFile> kept = records_->file_of(RecordId{10}, "docx");
  ASSERT_TRUE(kept) << kept.error().message;
  EXPECT_EQ(kept->bytes, file.bytes);
  EXPECT_EQ(kept->sm3, hex(sm3(file.bytes)));
  EXPECT_EQ(kept->form, "docx");
}

TEST_P(RecordContract, TellsWhenWhatWasFrozenWasTamperedWith) {
  put_task(10);
  put_task(11);
  for (const std::int64_t id : {10, 11}) {
    ASSERT_EQ(records_->freeze_text(RecordId{id}, "数"), Kept::now);
    ASSERT_EQ(records_->keep_file(RecordId{id}, {"pdf", "字节", ""}), Kept::now);
  }
  tamper("UPDATE record_text SET sm3 = 'x' WHERE record_id = 10");
  tamper("UPDATE record_file SET sm3 = 'x' WHERE record_id = 10");
  // Of another record: it opens nowhere else.
  tamper(
      "UPDATE record_text SET content = (SELECT o.content FROM record_text o"
      " WHERE o.record_id = 10) WHERE record_id = 11");
  tamper("UPDATE record_file SET content = $1 WHERE record_id = 11", {Blob{"x"}});
  for (const std::int64_t id : {10, 11}) {
    EXPECT_EQ(records_->frozen_text(RecordId{id}).error().code, ErrorCode::conflict) << id;
    EXPECT_EQ(records_->file_of(RecordId{id}, "pdf").error().code, ErrorCode::conflict) << id;
  }
}

TEST_P(RecordContract, RefusesWhatWasTamperedWith) {
  for (const std::int64_t id : {10, 11, 12, 13}) put_task(id);
  ASSERT_EQ(step(13, told(Step::accepted, Actor::addressee, {{Field::phone, "12333"}}, 5)),
            Kept::now);
  tamper("UPDATE record_event SET step = 43 WHERE record_id = 10");
  tamper("DELETE FROM record_event WHERE record_id = 11");
  tamper(
      "UPDATE record_event SET content = (SELECT o.content FROM record_event o"
      " WHERE o.record_id = 13 AND o.event_no = 1) WHERE record_id = 12");
  tamper(
      "UPDATE record_event SET content = (SELECT o.content FROM record_event o"
      " WHERE o.record_id = 13 AND o.event_no = 1) WHERE record_id = 13 AND event_no = 2");
  for (const std::int64_t id : {10, 11, 12, 13}) {
    const Result<WholeRecord> found = records_->whole_record(RecordId{id});
    ASSERT_FALSE(found) << id;
    EXPECT_EQ(found.error().code, ErrorCode::conflict);
    EXPECT_TRUE(says(found.error().message, "请从备份恢复")) << found.error().message;
  }
  tamper("UPDATE record SET content = $1 WHERE record_id = 12", {Blob{"x"}});
  EXPECT_EQ(records_->records_before({}, RecordId{13}, 1).error().code, ErrorCode::conflict);
}

TEST_P(RecordContract, FoldsStillWhenTheKeyOfItsTextsIsGone) {
  put_task(10);
  ASSERT_EQ(records_->freeze_text(RecordId{10}, "数"), Kept::now);
  SealedFields& fields = store_->sealed_fields();
  ASSERT_TRUE(fields.tell_key_end(ProjectId{10}, kNow));
  ASSERT_TRUE(fields.agree_to_key_end(ProjectId{10}, kNow));
  ASSERT_TRUE(fields.end_keys(ProjectId{10}, kNow));
  const WholeRecord left = whole(10);
  EXPECT_EQ(left.record.state, State::open);
  EXPECT_TRUE(left.record.values.empty());
  EXPECT_EQ(listed({.kind = Kind::task}), Ids{10});
  EXPECT_EQ(records_->frozen_text(RecordId{10}).error().code, ErrorCode::conflict);
  const Result<Kept> more =
      step(10, told(Step::cancelled, Actor::organiser, {{Field::reason, "重复"}}, 5));
  ASSERT_FALSE(more);
  EXPECT_TRUE(says(more.error().message, "密钥已销毁")) << more.error().message;
}

TEST_P(RecordContract, ReadsTheSameUnderANewMasterKey) {
  put(10, Kind::order, issued_order());
  ASSERT_EQ(records_->freeze_text(RecordId{10}, "数"), Kept::now);
  const WholeRecord before = whole(10);
  const access::Key old = access::derived_key({"a key"}, "master"), fresh = access::new_key();
  const auto opened_with = [&](std::vector<access::Key> masters) {
    return SqlStore::open(*database_,
                          {.person_key = "unused", .node = 1, .masters = std::move(masters)}, kNow);
  };
  auto both = opened_with({old, fresh});
  ASSERT_TRUE(both);
  for (std::int64_t some = -1; some != 0;) some = *(*both)->rewrap_keys(kNow);
  auto alone = opened_with({fresh});
  ASSERT_TRUE(alone) << alone.error().message;
  EXPECT_EQ(whole((*alone)->records(), 10).record, before.record);
  EXPECT_EQ((*alone)->records().frozen_text(RecordId{10})->text, "数");
}

TEST_P(RecordContract, LeavesATrailOfIdsKindsAndStepsAlone) {
  const RecordChange made = begun(10, Kind::task, {assigned("周建国来过")});
  ASSERT_EQ(keep(made), Kept::now);
  ASSERT_EQ(keep(made), Kept::already);  // leaves no trace
  const std::vector<RecordChange> two{
      change(whole(10), {told(Step::accepted, Actor::addressee, {}, 5),
                         told(Step::reported, Actor::addressee, {{Field::result, "办了"}}, 6)}),
      begun(11, Kind::task, {assigned()})};
  ASSERT_EQ(records_->keep_records(two), Kept::now);
  ASSERT_EQ(records_->freeze_text(RecordId{10}, "数"), Kept::now);
  ASSERT_EQ(records_->freeze_text(RecordId{10}, "数"), Kept::already);
  ASSERT_EQ(records_->keep_file(RecordId{10}, {"pdf", "字节", ""}), Kept::now);
  std::vector<std::string> said;
  const auto trail = store_->audit_trail().audit_after(0, 1'000);
  ASSERT_TRUE(trail);
  for (const access::AuditRecord& one : *trail)
    if (says(one.entry.action, "_record"))
      said.push_back(one.entry.action + " " + one.entry.subjects);
  EXPECT_EQ(said,
            (std::vector<std::string>{"keep_record record=10 kind=task step=assigned",
                                      "keep_record record=10 kind=task step=accepted step=reported"
                                      " record=11 kind=task step=assigned",
                                      "freeze_record record=10 sm3=" + hex(sm3("数")),
                                      "keep_record_file record=10 sm3=" + hex(sm3("字节"))}));
  EXPECT_TRUE(store_->audit_trail().verify_audit({})->is_sound());
}

TEST_P(RecordContract, LeavesNothingHalfWrittenAndNoGapWhateverBreaks) {
  int given = 0;
  for (const Fault fault : {Fault::refuses, Fault::drops_before, Fault::drops_after}) {
    int at = 0;
    for (bool has_happened = true; has_happened;) {
      ++at;
      const std::int64_t id = 1'000 * (static_cast<int>(fault) + 1) + at * 2;
      put_task(id);
      const std::vector<RecordChange> both{
          change(whole(id), {told(Step::accepted, Actor::addressee, {{Field::phone, "12333"}}, 5)}),
          begun(id + 1, Kind::order, issued_order())};
      FaultPlan plan{.fault = fault, .at = INT32_MAX};
      FaultyDatabase faulty(*database_, plan);
      const std::unique_ptr<SqlStore> store = opened(faulty);
      plan.asked = 0;
      plan.at = at;
      const Result<Kept> done = store->records().keep_records(both);
      has_happened = plan.has_happened();
      EXPECT_EQ(done.has_value(), !has_happened || fault != Fault::refuses) << at;
      const bool is_there = records_->whole_record(RecordId{id + 1}).has_value();
      EXPECT_EQ(whole(id).record.events.size(), is_there ? 2U : 1U) << at;
      EXPECT_EQ(is_there, done.has_value()) << at;
      EXPECT_TRUE(records_->keep_records(both)) << at;
      EXPECT_EQ(whole(id).record.state, State::doing) << at;
      EXPECT_EQ(whole(id + 1).record.state, State::issued) << at;
      EXPECT_EQ(whole(id + 1).number, fmt::format("〔2026〕{}号", ++given)) << at;
    }
    EXPECT_GT(at, 20);
  }
}

// What indicators are summed from.
class FigureContract : public AccessContract {
 protected:
  using Id = oversight::IndicatorId;

  static constexpr Date kDay = date(2026, 11, 20);
  static constexpr Month kOctober = month(2026, 10);

  void SetUp() override {
    AccessContract::SetUp();
    put_in_force(batch(1), project("P1", "990123", "水利", "").facts);
    put_in_force(batch(2), project("P2", "990124", "水利", "").facts);
    first_ = ids({"P1"})[0];
    second_ = ids({"P2"})[0];
    records_ = &store_->records();
  }

  static ProjectFigures figures(ProjectId project, std::int64_t paid, Date as_of = kDay,
                                Instant recorded = kNow) {
    return {.project = project,
            .region_code = "990123",
            .industry = "水利",
            .as_of = as_of,
            .recorded = recorded,
            .figures = {{.indicator = Id::projects, .month = {}, .part = 1},
                        {.indicator = Id::paid_in_full,
                         .month = kOctober,
                         .part = paid,
                         .whole = 12,
                         .unknown = 1}}};
  }
  std::vector<ProjectFigures> read(Date as_of, std::optional<Instant> recorded_before = {},
                                   std::vector<Month> months = {kOctober},
                                   std::string_view region = "", ProjectId after = kNoProject,
                                   int limit = 10) {
    auto found = records_->figures_after(as_of, recorded_before, months, region, after, limit);
    EXPECT_TRUE(found) << (found ? "" : found.error().message);
    return std::move(found).value_or(std::vector<ProjectFigures>{});
  }
  // How many were paid, as the readings say that are found; when they were recorded.
  static std::string paid_in(const std::vector<ProjectFigures>& readings) {
    std::string said;
    for (const ProjectFigures& one : readings)
      said += fmt::format("{}/{}+{} ", one.figures.back().part, to_string(one.as_of),
                          one.recorded.utc_ms - kNow.utc_ms);
    return said;
  }

  ProjectId first_{}, second_{};
  RecordStore* records_ = nullptr;
};

TEST_P(FigureContract, KeepsEveryReadingThatDiffers) {
  EXPECT_EQ(records_->record_figures(figures(first_, 10)), Kept::now);
  EXPECT_EQ(records_->record_figures(figures(first_, 10)), Kept::already);
  EXPECT_EQ(records_->record_figures(figures(first_, 10, kDay, later(500))), Kept::already);
  EXPECT_EQ(records_->record_figures(figures(first_, 9, kDay, later(1'000))), Kept::now);
  EXPECT_EQ(paid_in(read(kDay)), "9/2026-11-20+1000 ");
  EXPECT_EQ(paid_in(read(kDay, later(1'000))), "10/2026-11-20+0 ");
  EXPECT_EQ(paid_in(read(kDay, kNow)), "");
  // By a clock that stands still, or goes back, it is the later one all the same.
  EXPECT_EQ(records_->record_figures(figures(first_, 8, kDay, kNow)), Kept::now);
  EXPECT_EQ(paid_in(read(kDay)), "8/2026-11-20+1001 ");
  const ProjectFigures found = read(kDay)[0];
  EXPECT_EQ(found.figures, figures(first_, 8).figures);
  EXPECT_EQ(found.project, first_);
  EXPECT_EQ(found.region_code, "990123");
  EXPECT_EQ(found.industry, "水利");
}

TEST_P(FigureContract, SpeaksOfTheDayOrTheLastOneBeforeIt) {
  ASSERT_TRUE(records_->record_figures(figures(first_, 10)));
  ASSERT_TRUE(records_->record_figures(figures(first_, 11, kDay + 1, later(1))));
  EXPECT_EQ(paid_in(read(kDay - 1)), "");
  EXPECT_EQ(paid_in(read(kDay)), "10/2026-11-20+0 ");
  EXPECT_EQ(paid_in(read(kDay + 1)), "11/2026-11-21+1 ");
  EXPECT_EQ(paid_in(read(kDay + 30)), "11/2026-11-21+1 ");
  // What an earlier day is known to be by now does not stand for a later one.
  ASSERT_EQ(records_->record_figures(figures(first_, 7, kDay, later(2))), Kept::now);
  EXPECT_EQ(paid_in(read(kDay)), "7/2026-11-20+2 ");
  EXPECT_EQ(paid_in(read(kDay + 1)), "11/2026-11-21+1 ");
  // As it was known before the later one was recorded.
  EXPECT_EQ(paid_in(read(kDay + 1, later(1))), "10/2026-11-20+0 ");
}

TEST_P(FigureContract, GivesTheMonthsThatAreAskedForAndWhatIsOfNoMonth) {
  ProjectFigures made = figures(first_, 10);
  made.figures.push_back(
      {.indicator = Id::paid_in_full, .month = kOctober + 1, .part = 3, .whole = 4});
  ASSERT_TRUE(records_->record_figures(made));
  EXPECT_EQ(read(kDay)[0].figures, figures(first_, 10).figures);
  EXPECT_EQ(read(kDay, {}, {kOctober, kOctober + 1})[0].figures, made.figures);
  EXPECT_EQ(read(kDay, {}, {})[0].figures, std::vector{made.figures[0]});
  // Nothing is said of a project: that is known as well.
  ProjectFigures none = figures(second_, 0);
  none.figures.clear();
  EXPECT_EQ(records_->record_figures(none), Kept::now);
  EXPECT_EQ(records_->record_figures(none), Kept::already);
  const std::vector<ProjectFigures> both = read(kDay);
  ASSERT_EQ(both.size(), 2U);
  EXPECT_TRUE(both[both[0].project == second_ ? 0 : 1].figures.empty());
  // In whatever order they come; but one indicator of one month once.
  ProjectFigures turned = made;
  std::ranges::reverse(turned.figures);
  EXPECT_EQ(records_->record_figures(turned), Kept::already);
  turned.figures.push_back(turned.figures[0]);
  EXPECT_EQ(records_->record_figures(turned).error().code, ErrorCode::invalid_input);
}

TEST_P(FigureContract, TellsWhereAProjectLayByThenPageByPage) {
  ASSERT_TRUE(records_->record_figures(figures(first_, 10)));
  ProjectFigures other = figures(second_, 20);
  other.region_code = "990124";
  ASSERT_TRUE(records_->record_figures(other));
  const auto projects = [&](std::string_view region, ProjectId after = kNoProject, int limit = 10) {
    std::vector<ProjectId> found;
    for (const ProjectFigures& one : read(kDay + 1, {}, {kOctober}, region, after, limit))
      found.push_back(one.project);
    return found;
  };
  std::vector<ProjectId> all{first_, second_};
  std::ranges::sort(all);
  EXPECT_EQ(projects(""), all);
  EXPECT_EQ(projects("9901"), all);
  EXPECT_EQ(projects("990124"), std::vector{second_});
  EXPECT_EQ(projects("", kNoProject, 1), std::vector{all[0]});
  EXPECT_EQ(projects("", all[0], 1), std::vector{all[1]});
  EXPECT_EQ(projects("", all[1], 1), std::vector<ProjectId>{});
  // Its district was renamed: the same figures, said of another one from that day on.
  ProjectFigures renamed = figures(first_, 10, kDay + 1);
  renamed.region_code = "990124";
  EXPECT_EQ(records_->record_figures(renamed), Kept::now);
  EXPECT_EQ(projects("990123"), std::vector<ProjectId>{});
  EXPECT_EQ(projects("990124"), all);
  EXPECT_EQ(read(kDay, {}, {}, "990123").size(), 1U);
}

TEST_P(FigureContract, LeavesNoHalfReadingWhateverBreaks) {
  std::int64_t paid = 100;
  for (const Fault fault : {Fault::refuses, Fault::drops_before, Fault::drops_after}) {
    int at = 0;
    for (bool has_happened = true; has_happened;) {
      ++at;
      const std::string before = paid_in(read(kDay));
      ++paid;
      const ProjectFigures made = figures(first_, paid, kDay, later(paid * 1'000));
      FaultPlan plan{.fault = fault, .at = INT32_MAX};
      FaultyDatabase faulty(*database_, plan);
      const std::unique_ptr<SqlStore> store = opened(faulty);
      plan.asked = 0;
      plan.at = at;
      const Result<Kept> done = store->records().record_figures(made);
      has_happened = plan.has_happened();
      EXPECT_EQ(done.has_value(), !has_happened || fault != Fault::refuses) << at;
      const std::string after = fmt::format("{}/2026-11-20+{} ", paid, paid * 1'000);
      EXPECT_EQ(paid_in(read(kDay)), done ? after : before) << at;
      EXPECT_TRUE(records_->record_figures(made)) << at;
      EXPECT_EQ(paid_in(read(kDay)), after) << at;
      EXPECT_EQ(read(kDay)[0].figures, made.figures) << at;
    }
    EXPECT_GT(at, 7);
  }
}

}  // namespace qingxin::store
