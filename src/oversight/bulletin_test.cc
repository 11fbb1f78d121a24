// SPDX-License-Identifier: Apache-2.0
#include "oversight/bulletin.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "oversight/record_life.h"
#include "tests/support/example_bulletin.h"

namespace qingxin::oversight {

namespace {

using enum IndicatorId;

std::string words_of_runs(const std::vector<Run>& runs) {
  std::string all;
  for (const Run& run : runs) all += run.words;
  return all;
}

std::string bound_words(std::string_view prose, const Snapshot& snapshot) {
  const Result<std::vector<Run>> runs = bound(prose, snapshot);
  return runs ? words_of_runs(*runs) : runs.error().message;
}

std::string bound_words(std::string_view prose) {
  return bound_words(prose, test::example_snapshot());
}

bool has(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

SnapshotCell& cell_of(Snapshot& snapshot, IndicatorId indicator, std::string_view code) {
  return *std::ranges::find_if(snapshot.cells, [&](const SnapshotCell& cell) {
    return cell.indicator == indicator && cell.code == code;
  });
}

std::vector<std::string> names_of(const std::vector<RankedPlace>& ranked) {
  std::vector<std::string> names;
  for (const RankedPlace& one : ranked) names.push_back(one.name);
  return names;
}

std::vector<CheckDone> checks_of(const BulletinDraft& draft, const Snapshot& snapshot) {
  return check_bulletin({draft, snapshot, {}, {}});
}

std::vector<std::string> faults_of(const std::vector<CheckDone>& checks, BulletinCheck check) {
  return checks[static_cast<std::size_t>(check) - 1].faults;
}

}  // namespace

TEST(BulletinKinds, AreThoseOfTheRecord) {
  const auto choices = choices_of(RecordKind::bulletin, Field::bulletin_kind);
  ASSERT_EQ(choices.size(), bulletin_kinds().size());
  for (std::size_t i = 0; i < choices.size(); ++i) EXPECT_EQ(choices[i], bulletin_kinds()[i].name);
}

TEST(BulletinKinds, RankOnlyWhatTheyShowAndOfWhichOneIsBetter) {
  for (const BulletinWords& words : bulletin_kinds())
    for (const IndicatorId id : words.ranked) {
      EXPECT_NE(std::ranges::find(words.shown, id), words.shown.end()) << words.name;
      EXPECT_NE(indicator_of(id).better, Better::none) << words.name;
    }
}

TEST(BulletinPeriods, AreTheLastThatWereOver) {
  struct Row {
    BulletinKind kind;
    Date day, from, until, before_from, before_until;
  };
  for (const Row& row : {
           // A Monday, and a day later.
           Row{BulletinKind::weekly, date(2026, 11, 23), date(2026, 11, 16), date(2026, 11, 22),
               date(2026, 11, 9), date(2026, 11, 15)},
           Row{BulletinKind::weekly, date(2026, 11, 24), date(2026, 11, 16), date(2026, 11, 22),
               date(2026, 11, 9), date(2026, 11, 15)},
           // A Sunday is not over.
           Row{BulletinKind::weekly, date(2026, 11, 22), date(2026, 11, 9), date(2026, 11, 15),
               date(2026, 11, 2), date(2026, 11, 8)},
           Row{BulletinKind::ten_days, date(2026, 12, 1), date(2026, 11, 21), date(2026, 11, 30),
               date(2026, 11, 11), date(2026, 11, 20)},
           Row{BulletinKind::ten_days, date(2026, 3, 11), date(2026, 3, 1), date(2026, 3, 10),
               date(2026, 2, 21), date(2026, 2, 28)},
           Row{BulletinKind::ten_days, date(2026, 3, 21), date(2026, 3, 11), date(2026, 3, 20),
               date(2026, 3, 1), date(2026, 3, 10)},
           Row{BulletinKind::monthly, date(2027, 1, 1), date(2026, 12, 1), date(2026, 12, 31),
               date(2026, 11, 1), date(2026, 11, 30)},
           Row{BulletinKind::briefing, date(2026, 11, 23), date(2026, 1, 1), date(2026, 11, 22),
               date(2025, 1, 1), date(2025, 11, 22)},
           // New Year's Day speaks of the year that is over; a leap day of the day before.
           Row{BulletinKind::assessment_material, date(2027, 1, 1), date(2026, 1, 1),
               date(2026, 12, 31), date(2025, 1, 1), date(2025, 12, 31)},
           Row{BulletinKind::briefing, date(2028, 3, 1), date(2028, 1, 1), date(2028, 2, 29),
               date(2027, 1, 1), date(2027, 2, 28)},
       }) {
    const std::optional<BulletinPeriod> period = period_of(row.kind, row.day);
    ASSERT_TRUE(period);
    EXPECT_EQ(*period, (BulletinPeriod{row.from, row.until})) << to_string(row.day);
    EXPECT_EQ(period_before(row.kind, *period), (BulletinPeriod{row.before_from, row.before_until}))
        << to_string(row.day);
  }
  EXPECT_FALSE(period_of(BulletinKind::closing_summary, date(2026, 11, 23)));
}

TEST(BulletinFigures, AreSaidExactlyAndWithTheirUnit) {
  EXPECT_EQ(figure_words(cases_open, {6, 0, 0, 6}), "6件");
  EXPECT_EQ(figure_words(people_unpaid, {12'345, 0, 0, 6}), "12,345人");
  EXPECT_EQ(figure_words(amount_unpaid, {189'703'200, 0, 0, 6}), "189.7032万元");
  EXPECT_EQ(figure_words(amount_unpaid, {100'000'000, 0, 0, 6}), "100万元");
  EXPECT_EQ(figure_words(amount_unpaid, {1, 0, 0, 1}), "0.000001万元");
  EXPECT_EQ(figure_words(answered_on_time, {16, 17, 0, 1}), "94.11%");  // cut off, not rounded
  EXPECT_EQ(figure_words(answered_on_time, {0, 0, 0, 0}), "—");
  EXPECT_EQ(figure_words(answered_on_time, {0, 3, 0, 0}), "0.00%");
}

TEST(BulletinFigures, SayHowTheyChanged) {
  EXPECT_EQ(change_words(cases_open, {6, 0, 0, 1}, Cell{8, 0, 0, 1}), "减少2件");
  EXPECT_EQ(change_words(cases_open, {8, 0, 0, 1}, Cell{6, 0, 0, 1}), "增加2件");
  EXPECT_EQ(change_words(cases_open, {6, 0, 0, 1}, Cell{6, 0, 0, 1}), "持平");
  EXPECT_EQ(change_words(answered_on_time, {98, 100, 0, 1}, Cell{97, 100, 0, 1}),
            "提高1.00个百分点");
  EXPECT_EQ(change_words(cases_open, {6, 0, 0, 1}, std::nullopt), "上期不详");
  EXPECT_EQ(change_words(answered_on_time, {6, 8, 0, 1}, Cell{}), "上期不详");
  EXPECT_EQ(change_words(answered_on_time, {0, 0, 0, 0}, Cell{1, 2, 0, 1}), "—");
}

TEST(BulletinRanking, SharesPlacesAndTellsApartWhoHasNoDenominator) {
  const Ranking ranking = ranking_of(test::example_snapshot(), real_name_update_today, "990123");
  EXPECT_EQ(names_of(ranking.ranked),
            (std::vector<std::string>{"石桥乡", "城关镇", "大河镇", "柳林乡"}));
  std::vector<int> places;
  for (const RankedPlace& one : ranking.ranked) places.push_back(one.place);
  EXPECT_EQ(places, (std::vector<int>{1, 2, 2, 4}));
  EXPECT_EQ(ranking.without, std::vector<std::string>{"云台乡"});
  const Ends ends = ends_of(ranking);
  EXPECT_EQ(names_of(ends.best), (std::vector<std::string>{"石桥乡", "城关镇", "大河镇"}));
  EXPECT_EQ(names_of(ends.worst), std::vector<std::string>{"柳林乡"});
}

TEST(BulletinRanking, HasThreeAtEitherEndAndNobodyInBoth) {
  Snapshot snapshot = test::example_snapshot();
  for (int i = 6; i <= 9; ++i) {
    const std::string code = "99012300" + std::to_string(i);
    snapshot.places.push_back({By::district, code, "第" + code.substr(8) + "乡", "990123"});
    snapshot.cells.push_back(
        {real_name_update_today, By::district, code, Cell{i, 10, 0, 1}, std::nullopt});
  }
  const Ranking ranking = ranking_of(snapshot, real_name_update_today, "990123");
  ASSERT_EQ(ranking.ranked.size(), 8U);
  const Ends ends = ends_of(ranking);
  EXPECT_EQ(names_of(ends.best), (std::vector<std::string>{"石桥乡", "城关镇", "大河镇"}));
  EXPECT_EQ(names_of(ends.worst), (std::vector<std::string>{"第8乡", "第7乡", "第6乡"}));
}

TEST(BulletinRanking, RanksNobodyWhereAllAreEqualOrNoneIsBetter) {
  const Snapshot snapshot = test::example_snapshot();
  const Ends ends = ends_of(ranking_of(snapshot, supervisor_presence, "990123"));
  EXPECT_TRUE(ends.best.empty() && ends.worst.empty());
  EXPECT_TRUE(ranking_of(snapshot, clues_received, "990123").ranked.empty());
  EXPECT_EQ(bound_words("{supervisor_presence:best}{supervisor_presence:worst}"), "各地相同。");
}

TEST(BulletinRanking, LeavesOutAPlaceThatNobodyNamed) {
  Snapshot snapshot = test::example_snapshot();
  snapshot.places.push_back({By::district, "990123?", "不详", "990123"});
  snapshot.cells.push_back(
      {real_name_update_today, By::district, "990123?", Cell{1, 1, 0, 1}, std::nullopt});
  EXPECT_EQ(ranking_of(snapshot, real_name_update_today, "990123").ranked.size(), 4U);
}

TEST(BulletinProse, TakesItsFiguresFromTheSnapshotAlone) {
  EXPECT_EQ(bound_words("全县{cases_open}，其中城关镇{cases_open@990123001}。"),
            "全县6件，其中城关镇3件。");
  EXPECT_EQ(bound_words("上期{cases_open:before}，{cases_open:change}"), "上期8件，减少2件");
  EXPECT_EQ(bound_words("大河镇{people_unpaid@990123002:change}"), "大河镇减少15人");
  EXPECT_EQ(bound_words("{body}：{period}"), "平川县治欠办：2026年11月16日至2026年11月22日");
  EXPECT_EQ(bound_words("{missing}"), "云台乡没有报送，未计入。");
  // A figure in digits is text, and so says something else than the snapshot.
  EXPECT_EQ(bound_words("全县7件"), "全县7件");
  const auto runs = bound("共{cases_open}。", test::example_snapshot());
  ASSERT_EQ(runs->size(), 3U);
  EXPECT_EQ((*runs)[1], (oversight::Run{"6件", "cases_open"}));
}

TEST(BulletinProse, SaysTheHourOnlyOfADayThatWasNotOver) {
  Snapshot snapshot = test::example_snapshot();
  EXPECT_EQ(bound_words("{as_of}", snapshot), "2026年11月22日");
  snapshot.until = date(2026, 11, 23);
  EXPECT_EQ(bound_words("{as_of}", snapshot), "2026年11月23日8时30分");
}

TEST(BulletinProse, RefusesWhatRefersToNothingAndSaysWhatThereIs) {
  const std::string refused = bound_words("{nosuch}、{cases_open@990199}、{cases_open:twice}、{");
  EXPECT_TRUE(has(refused, "「{nosuch}、{cases_open@990199}、{cases_open:twice}、{」")) << refused;
  EXPECT_TRUE(has(refused, "{cases_open}")) << refused;
  EXPECT_TRUE(has(refused, "@990123001")) << refused;
  EXPECT_FALSE(has(refused, "{withdrawals}")) << refused;  // of which nothing was frozen
  for (const char* prose : {"{}", "}", "{cases_open", "{{cases_open}}", "{cases_open@}",
                            "{cases_open:}", "{未清零案件}", "{ cases_open}"})
    EXPECT_FALSE(bound(prose, test::example_snapshot())) << prose;
}

TEST(BulletinProse, OfTheProgramIsBoundInEveryKind) {
  const Snapshot snapshot = test::example_snapshot();
  for (const BulletinWords& words : bulletin_kinds()) {
    EXPECT_TRUE(bound(default_subject(words.kind, snapshot), snapshot)) << words.name;
    for (std::size_t i = 0; i < words.blocks.size(); ++i) {
      const std::string prose = default_prose(words.kind, i, snapshot);
      const auto runs = bound(prose, snapshot);
      EXPECT_TRUE(runs) << words.name << ": " << runs.error().message;
      EXPECT_EQ(block_named(words.kind, words.blocks[i].item), i);
    }
  }
  EXPECT_FALSE(block_named(BulletinKind::weekly, "九、其他"));
}

TEST(BulletinProse, SaysInTheTextWhatIsMissingAndWhatWasCorrected) {
  Snapshot snapshot = test::example_snapshot();
  EXPECT_TRUE(has(default_prose(BulletinKind::weekly, 0, snapshot), "{missing}"));
  snapshot.missing.clear();
  snapshot.corrections = {{"990123", "未清零案件上期报9件，现为8件"}};
  const std::string prose = default_prose(BulletinKind::weekly, 0, snapshot);
  EXPECT_FALSE(has(prose, "{missing}"));
  EXPECT_TRUE(has(prose, "{corrections}"));
}

TEST(BulletinProse, OfAnEmptySnapshotClaimsNothing) {
  Snapshot snapshot = test::example_snapshot();
  snapshot.cells.clear();
  snapshot.rows.clear();
  for (const BulletinWords& words : bulletin_kinds())
    for (std::size_t i = 0; i < words.blocks.size(); ++i)
      EXPECT_TRUE(bound(default_prose(words.kind, i, snapshot), snapshot)) << words.name;
  EXPECT_TRUE(has(default_prose(BulletinKind::weekly, 0, snapshot), "没有案件的数"));
  EXPECT_EQ(default_prose(BulletinKind::weekly, 1, snapshot), "没有可以排名的下级区划。");
}

TEST(BulletinText, NumbersItsBlocksWithoutGaps) {
  BulletinDraft draft = test::example_bulletin();
  draft.prose[2].clear();
  const auto text = bulletin_text(draft, test::example_snapshot(), "6b1f");
  ASSERT_TRUE(text) << text.error().message;
  std::vector<std::string> headings;
  for (const Paragraph& one : text->paragraphs)
    if (one.is_heading) headings.push_back(words_of_runs(one.runs));
  EXPECT_EQ(headings, (std::vector<std::string>{"一、总体情况", "二、排名情况", "三、下步打算"}));
  EXPECT_EQ(text->subject,
            (std::vector<std::string>{"全县未清零案件降至6件", "政府投资项目仍有3件"}));
  EXPECT_EQ(text->issue, "第4期");
  EXPECT_EQ(text->day, "2026年11月23日");
  EXPECT_TRUE(has(text->source, "SM3 6b1f"));
}

TEST(BulletinText, MarksWhatLeadsAParagraph) {
  const auto text = bulletin_text(test::example_bulletin(), test::example_snapshot(), "");
  const auto lead = std::ranges::find_if(text->paragraphs, [](const Paragraph& one) {
    return !one.runs.empty() && one.runs.front().words == "（一）督促付清。";
  });
  ASSERT_NE(lead, text->paragraphs.end());
  EXPECT_TRUE(lead->runs[0].is_lead);
  EXPECT_FALSE(lead->runs[1].is_lead);
}

TEST(BulletinText, PrintsTheFormulaBesideEachFigure) {
  const auto text = bulletin_text(test::example_bulletin(), test::example_snapshot(), "");
  ASSERT_EQ(text->tables.size(), 2U);
  EXPECT_EQ(text->tables[0].headings,
            (std::vector<std::string>{"指标", "本周", "上周", "增减", "口径"}));
  for (const std::vector<std::string>& row : text->tables[0].rows)
    EXPECT_EQ(row[4], indicator_named(row[0])->formula);
  EXPECT_EQ(text->tables[1].rows.back(), (std::vector<std::string>{"云台乡", "—", "—", "—", "—"}));
  for (const BulletinTable& table : text->tables) {
    int width = 0;
    for (const int one : table.widths) width += one;
    EXPECT_LE(width, 100);
    for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.headings.size());
  }
}

TEST(BulletinText, SaysApartWhatIsNotKnown) {
  Snapshot snapshot = test::example_snapshot();
  cell_of(snapshot, answered_on_time, "990123").cell.unknown = 3;
  const auto text = bulletin_text(test::example_bulletin(), snapshot, "");
  EXPECT_EQ(text->tables[0].note, "不详而未计入的：按期办结率 3。");
}

TEST(BulletinChecks, PassWhereAllIsRight) {
  for (const CheckDone& one : checks_of(test::example_bulletin(), test::example_snapshot()))
    EXPECT_EQ(one.faults, std::vector<std::string>{}) << in_chinese(one.check);
}

TEST(BulletinChecks, SayWhatIsWrong) {
  Snapshot snapshot = test::example_snapshot();
  cell_of(snapshot, cases_open, "990123").cell.part = 7;
  BulletinDraft draft = test::example_bulletin();
  draft.prose[0].clear();
  draft.subject = std::string(21 * 3, ' ');
  for (std::size_t i = 0; i < 21; ++i) draft.subject.replace(i * 3, 3, "长");
  draft.send_to.clear();
  draft.copy_to.clear();
  draft.issue_no = 0;
  const std::vector<CheckDone> checks = checks_of(draft, snapshot);
  ASSERT_EQ(checks.size(), kBulletinChecks);
  EXPECT_EQ(faults_of(checks, BulletinCheck::sums).size(), 1U);
  EXPECT_EQ(faults_of(checks, BulletinCheck::form),
            (std::vector<std::string>{"标题的一行有 21 个字，至多 20 个；请分成几行",
                                      "「一、总体情况」没有写", "没有写报送或抄送"}));
  EXPECT_EQ(faults_of(checks, BulletinCheck::signature), std::vector<std::string>{"签发人未签"});
}

TEST(BulletinChecks, FindNumbersOfPeopleAndNamesOfWhoReported) {
  struct Row {
    const char* prose;
    const char* fault;
  };
  for (const Row& row :
       {Row{"请联系 13800138000", "手机号"}, Row{"工人 110101199003074071", "证件号"},
        Row{"138****8000 反复来电", "遮了几位的号码"}, Row{"据欧阳举报所说", "反映人的姓名"}}) {
    BulletinDraft draft = test::example_bulletin();
    draft.prose[3] = row.prose;
    const std::vector<CheckDone> checks =
        check_bulletin({draft, test::example_snapshot(), {}, {{"欧阳举报", "", ""}}});
    const std::vector<std::string> faults = faults_of(checks, BulletinCheck::privacy);
    ASSERT_EQ(faults.size(), 1U) << row.prose;
    EXPECT_EQ(faults.front(), std::string("「四、下步打算」里有") + row.fault + "；请删去");
  }
  // That there are complaints is what a bulletin is about.
  BulletinDraft draft = test::example_bulletin();
  draft.prose[3] = "投诉集中在两个项目。";
  EXPECT_TRUE(
      faults_of(checks_of(draft, test::example_snapshot()), BulletinCheck::privacy).empty());
}

TEST(BulletinIssues, ShowALateCorrectionAsADifference) {
  const Snapshot now = test::example_snapshot();
  Snapshot earlier = test::example_snapshot();
  earlier.from = date(2026, 11, 9);
  earlier.until = date(2026, 11, 15);
  for (SnapshotCell& cell : earlier.cells) cell.cell = *cell.before;
  EXPECT_TRUE(corrections_of(BulletinKind::weekly, earlier, now).empty());
  EXPECT_TRUE(faults_of_comparison(BulletinKind::weekly, earlier, now).empty());
  cell_of(earlier, cases_open, "990123").cell.part = 9;
  const auto corrections = corrections_of(BulletinKind::weekly, earlier, now);
  ASSERT_EQ(corrections.size(), 1U);
  EXPECT_EQ(words_of(corrections.front(), now), "平川县未清零案件上期报9件，现为8件，减少1件");
  // Of an issue that speaks of another time nothing is corrected.
  earlier.until = date(2026, 11, 14);
  EXPECT_TRUE(corrections_of(BulletinKind::weekly, earlier, now).empty());
}

TEST(BulletinIssues, SayWhatTheIssueBeforeSaidOfTodaysFigures) {
  Snapshot now = test::example_snapshot();
  Snapshot earlier = test::example_snapshot();
  earlier.from = date(2026, 11, 9);
  earlier.until = date(2026, 11, 15);
  for (SnapshotCell& cell : earlier.cells) cell.cell = *cell.before;
  cell_of(earlier, people_unpaid, "990123").cell.part = 95;
  EXPECT_TRUE(corrections_of(BulletinKind::weekly, earlier, now).empty());  // no correction
  cell_of(now, people_unpaid, "990123").before.reset();
  take_before(BulletinKind::weekly, earlier, now);
  ASSERT_TRUE(cell_of(now, people_unpaid, "990123").before);
  EXPECT_EQ(cell_of(now, people_unpaid, "990123").before->part, 95);
}

TEST(BulletinIssues, SayWhyTheyCannotBeCompared) {
  const Snapshot now = test::example_snapshot();
  Snapshot earlier = now;
  earlier.from = date(2026, 11, 2);
  earlier.until = date(2026, 11, 8);
  earlier.law = "2026-10-01";
  earlier.places.pop_back();
  std::erase_if(earlier.cells, [](const SnapshotCell& cell) {
    return cell.indicator == cases_cleared || cell.code == "990123005";
  });
  const auto faults = faults_of_comparison(BulletinKind::weekly, earlier, now);
  ASSERT_EQ(faults.size(), 4U);
  EXPECT_TRUE(has(faults[0], "2026-11-02 至 2026-11-08，不是本期"));
  EXPECT_TRUE(has(faults[1], "法规数据由 2026-10-01 换成 2026-11-22"));
  EXPECT_TRUE(has(faults[2], "本期新有的指标：销账案件"));
  EXPECT_TRUE(has(faults[3], "本期新有的区划：云台乡"));
}

}  // namespace qingxin::oversight
