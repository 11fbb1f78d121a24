// SPDX-License-Identifier: Apache-2.0
#include "rules/catalogue.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "law/instruments.h"
#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

// The published list: 66 numbers in eight series.
std::set<std::string, std::less<>> published_ids() {
  constexpr std::array kSeries{std::pair{"F", 7},  std::pair{"A", 8},  std::pair{"D", 5},
                               std::pair{"L", 11}, std::pair{"W", 19}, std::pair{"B", 1},
                               std::pair{"C", 9},  std::pair{"X", 6}};
  std::set<std::string, std::less<>> ids;
  for (const auto& [letter, count] : kSeries)
    for (int number = 1; number <= count; ++number)
      ids.insert(fmt::format("{}{:02}", letter, number));
  return ids;
}

TEST(Catalogue, KnowsEachPublishedIdOnce) {
  std::vector<std::string_view> known;
  for (const Rule& rule : kCatalogue) known.push_back(rule.id);
  known.insert(known.end(), kNotYetRun.begin(), kNotYetRun.end());
  const std::set<std::string, std::less<>> once{known.begin(), known.end()};
  EXPECT_EQ(once.size(), known.size());
  EXPECT_EQ(once, published_ids());
}

TEST(Catalogue, IsSortedAndFindsEachOfItsRules) {
  EXPECT_TRUE(std::ranges::is_sorted(kCatalogue, {}, &Rule::id));
  for (const Rule& rule : kCatalogue) EXPECT_EQ(find_rule(rule.id)->name, rule.name);
  EXPECT_EQ(find_rule("W99"), nullptr);
  EXPECT_EQ(find_rule("F01"), nullptr);
}

TEST(Catalogue, CitesOnlyArticlesThatExist) {
  for (const Rule& rule : kCatalogue) {
    SCOPED_TRACE(rule.id);
    EXPECT_FALSE(rule.bases[0].instrument.empty());
    for (const law::Citation& basis : rule.bases) {
      if (basis.instrument.empty()) continue;
      SCOPED_TRACE(fmt::format("{} {}", basis.instrument, basis.article));
      const auto text = test::shipped_law().instruments.find(basis.instrument);
      ASSERT_NE(text, test::shipped_law().instruments.end());
      // A text whose articles nobody has counted may be cited at any; a standard has none.
      EXPECT_GE(basis.article, 0);
      if (text->second.articles > 0) {
        EXPECT_GE(basis.article, 1);
        EXPECT_LE(basis.article, text->second.articles);
      }
    }
  }
}

// The articles on fines have one paragraph: their items are not "of the first paragraph".
TEST(Catalogue, NamesItemsOfArticlesWithOneParagraph) {
  for (const Rule& rule : kCatalogue)
    for (const law::Citation& basis : rule.bases) {
      if (basis.instrument != "gwy-724" || basis.article < 54 || basis.article > 57) continue;
      EXPECT_EQ(basis.paragraph, 0) << rule.id;
    }
  EXPECT_EQ(law::in_chinese(kAccountOpened.bases[2], test::shipped_law().instruments),
            "保障农民工工资支付条例 第五十五条第（一）项");
}

// Some basis of each was read, or the rule must not run by default.
TEST(Catalogue, RestsEachRuleOnATextThatWasRead) {
  for (const Rule& rule : kCatalogue)
    EXPECT_TRUE(std::ranges::any_of(rule.bases, [](const law::Citation& basis) {
      return !basis.instrument.empty() && basis.mark == law::Mark::text;
    })) << rule.id;
}

void expect_civil(std::string_view text) {
  for (const std::string_view word : {"罚", "违法", "犯罪", "恶意", "拒不", "老赖", "黑"})
    EXPECT_EQ(text.find(word), text.npos) << word << " in " << text;
}

TEST(Catalogue, SaysWhatComesNextAndNeverAFine) {
  for (const Rule& rule : kCatalogue) {
    SCOPED_TRACE(rule.id);
    EXPECT_FALSE(rule.name.empty());
    EXPECT_FALSE(rule.next.empty());
    expect_civil(rule.next);
    // An order is named only after checking, and only under a condition.
    const std::size_t order = rule.next.find("责令");
    if (order == rule.next.npos) continue;
    const std::size_t condition = std::min(rule.next.find("属实的"), rule.next.find("逾期不付的"));
    EXPECT_LT(condition, order);
  }
}

// "// Cases: law/examples/…" of every header that holds a rule.
std::vector<std::string> cases_files() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator("src/rules")) {
    if (entry.path().extension() != ".h") continue;
    std::ifstream header{entry.path()};
    constexpr std::string_view kMark = "// Cases: ";
    for (std::string line; std::getline(header, line);)
      if (line.starts_with(kMark)) files.push_back(line.substr(kMark.size()));
  }
  return files;
}

TEST(Catalogue, HasATableOfCasesForEachRule) {
  const std::vector<std::string> files = cases_files();
  EXPECT_EQ(files.size(), kCatalogue.size());
  for (const Rule& rule : kCatalogue) {
    SCOPED_TRACE(rule.id);
    const std::string name = std::string{rule.id} + ".md";
    const auto file =
        std::ranges::find_if(files, [&](const std::string& path) { return path.ends_with(name); });
    ASSERT_NE(file, files.end());
    std::set<std::string> verdicts;
    for (const test::CaseRow& row : test::read_cases(*file))
      if (row.cells.contains("结论")) verdicts.insert(row["结论"]);
    EXPECT_TRUE(verdicts.contains("符合"));
    EXPECT_TRUE(verdicts.contains("违反"));
  }
}

// One rule on a plain subject that complies and on one that does not, on any day.
struct Plain {
  std::string_view id;
  std::function<Judgement(Date)> complies;
  std::function<Judgement(Date)> violates;
  std::function<std::string(Date)> because;  // of the second
  bool leans_on_calendar;
};

law::Deadline due_before(Date as_of) {
  return law::previous_working_day(day_in(month_of(as_of) - 1, 15), test::shipped_calendar());
}

WageMonth plain_month(Date as_of, Money paid) {
  const law::Deadline due = due_before(as_of);
  return {.net = yuan(6'000),
          .pay_date = due,
          .paid = paid,
          .paid_in_time = paid,
          .settled = paid == yuan(6'000) ? std::optional{due.day} : std::nullopt,
          .as_of = as_of};
}

std::vector<FailedPayment> plain_failure(Date as_of) {
  const Date failed = first_day(month_of(as_of) - 1);
  return {{.amount = yuan(6'000),
           .failed = failed,
           .resend_by = law::add_working_days(failed, 5, test::shipped_calendar())}};
}

AccountOpening plain_opening(Date as_of, std::optional<Date> opened) {
  return {.has_accounts_table = true,
          .has_opened_column = true,
          .exemption_lacks = {},
          .contract_date = first_day(month_of(as_of) - 3),
          .opened = opened,
          .as_of = as_of};
}

AttendanceRecord plain_record(Date as_of, std::uint32_t attended) {
  const Month before = month_of(as_of) - 1;
  AttendanceRecord record;
  record.has_attendance_table = true;
  record.month = before;
  record.from = first_day(before);
  record.to = last_day(before);
  record.attended = attended;
  record.payroll_lines = 40;
  record.pay_date = due_before(as_of);
  record.as_of = as_of;
  return record;
}

AccountUse plain_use(Date as_of, int payments) {
  return {.wage_accounts = 1,
          .attended_people = 30,
          .payments_from_it = payments,
          .wage_outflows = 0,
          .pay_date = due_before(as_of),
          .as_of = as_of};
}

LabourFeeDue plain_fee(Date as_of, Money received) {
  return {.period = "1",
          .due = law::next_working_day(day_in(month_of(as_of) - 1, 10), test::shipped_calendar()),
          .planned = yuan(100'000),
          .received = received,
          .perhaps = {},
          .made_good = {},
          .as_of = as_of};
}

AccountCover plain_cover(Date as_of, Money received) {
  return {.wages_due = yuan(100'000), .received = received, .perhaps = {}, .as_of = as_of};
}

FirstDay plain_first_day(Date as_of, Date contract) {
  return {.first_attended = as_of,
          .is_on_roster = true,
          .contract = {.has_column = true, .date = contract},
          .registered = {.has_column = true, .date = as_of}};
}

DaysCompared plain_days(Date as_of, int lines) {
  DaysCompared days;
  days.attended_days = 20;
  days.payroll_lines = lines;
  days.pay_date = due_before(as_of);
  days.as_of = as_of;
  return days;
}

AttendedShare plain_share(Date as_of, int without_line) {
  return {
      .attended = 100, .without_line = without_line, .pay_date = due_before(as_of), .as_of = as_of};
}

RegisteredCard plain_card(Match holder) {
  return {.has_card_column = true,
          .has_holder_column = true,
          .number = "6222020000001237",
          .holder = holder,
          .other_workers = 0};
}

PaymentSources plain_sources(Money in_cash) {
  return {.wage_accounts = 1, .from_elsewhere = {}, .in_cash = in_cash};
}

// Binds one rule to the facts that make it comply and those that make it fire.
template <typename Judge, typename Because, typename Facts, typename Good, typename Bad>
Plain plain(std::string_view id, Judge judge, Because because, Facts facts, Good good, Bad bad,
            bool leans_on_calendar) {
  return {.id = id,
          .complies = [=](Date as_of) { return judge(facts(as_of, good(as_of))); },
          .violates = [=](Date as_of) { return judge(facts(as_of, bad(as_of))); },
          .because =
              [=](Date as_of) {
                const auto subject = facts(as_of, bad(as_of));
                return because(subject, judge(subject));
              },
          .leans_on_calendar = leans_on_calendar};
}

template <typename Value>
auto always(Value value) {
  return [value](Date) { return value; };
}

std::vector<Plain> plain_of_accounts() {
  const auto opened = [](const AccountOpening& facts) {
    return account_opened(facts, test::shipped_calendar());
  };
  return {
      plain(
          "A01", opened, account_opened_because, plain_opening,
          [](Date as_of) { return std::optional{first_day(month_of(as_of) - 3)}; },
          always(std::optional<Date>{}), true),
      plain("A08", account_in_use, account_in_use_because, plain_use, always(30), always(0), true),
      plain("F05", labour_fee_on_time, labour_fee_on_time_because, plain_fee, always(yuan(100'000)),
            always(yuan(60'000)), true),
      plain("F06", labour_fee_covers_wages, labour_fee_covers_wages_because, plain_cover,
            always(yuan(100'000)), always(yuan(60'000)), false)};
}

std::vector<Plain> plain_of_people() {
  const auto number = [](Date as_of, std::string text) {
    return IdentityNumber{.number = std::move(text), .as_of = as_of};
  };
  const auto card = [](Date, Match holder) { return plain_card(holder); };
  return {plain(
              "L01", contract_before_entry, contract_before_entry_because, plain_first_day,
              [](Date as_of) { return as_of; }, [](Date as_of) { return as_of + 1; }, false),
          plain("L02", identity_number, identity_number_because, number,
                always(std::string{"11010519491231002X"}),
                always(std::string{"110105194912310021"}), false),
          plain("L09", own_card, own_card_because, card, always(Match::same),
                always(Match::different), false)};
}

std::vector<Plain> plain_of_wages() {
  const auto resent = [](const WageMonth& month) {
    return resent_transfer(month, plain_failure(month.as_of));
  };
  const auto resent_because = [](const WageMonth& month, const Judgement& judgement) {
    return resent_transfer_because(month, plain_failure(month.as_of), judgement);
  };
  const auto sources = [](Date, Money in_cash) { return plain_sources(in_cash); };
  const auto receivers = [](Date, int others) {
    return PaymentReceivers{.to_others = yuan(others * 100), .others = others};
  };
  return {plain("W01", timely_payment, timely_payment_because, plain_month, always(yuan(6'000)),
                always(Money{}), true),
          plain("W02", full_payment, full_payment_because, plain_month, always(yuan(6'000)),
                always(yuan(4'000)), true),
          plain("W06", payment_from_wage_account, payment_from_wage_account_because, sources,
                always(Money{}), always(yuan(500)), false),
          plain("W07", payment_to_worker, payment_to_worker_because, receivers, always(0),
                always(2), false),
          plain("W17", attendance_on_payroll, attendance_on_payroll_because, plain_days, always(1),
                always(0), true),
          plain("W18", resent, resent_because, plain_month, always(yuan(6'000)), always(Money{}),
                true)};
}

std::vector<Plain> plain_of_projects() {
  const auto unbroken = [](const AttendanceRecord& record) {
    return unbroken_attendance(record, test::shipped_calendar());
  };
  const auto unbroken_because = [](const AttendanceRecord& record, const Judgement& judgement) {
    return unbroken_attendance_because(record, judgement, test::shipped_calendar());
  };
  return {plain("X03", attended_share_on_payroll, attended_share_on_payroll_because, plain_share,
                always(10), always(11), true),
          plain("X05", unbroken, unbroken_because, plain_record, always(~std::uint32_t{0}),
                always(std::uint32_t{1}), true)};
}

std::vector<Plain> plain_of_each_rule() {
  std::vector<Plain> all = plain_of_accounts();
  for (const auto& more : {plain_of_people(), plain_of_wages(), plain_of_projects()})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

TEST(Catalogue, HasPlainFactsOfEachRule) {
  std::vector<std::string_view> ids;
  for (const Plain& plain : plain_of_each_rule()) ids.push_back(plain.id);
  ASSERT_EQ(ids.size(), kCatalogue.size());
  for (std::size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(ids[i], kCatalogue[i].id);
}

// From the month in which the regulation came into force to the end of the calendars: no rule
// expires, none stops, and what leans on 2027 says so.
TEST(Catalogue, CoversEveryMonthFrom2020To2027) {
  for (const Plain& plain : plain_of_each_rule())
    for (Month m = month(2020, 5); m <= month(2027, 12); m = m + 1) {
      SCOPED_TRACE(fmt::format("{} {}", plain.id, to_string(m)));
      const Date as_of = first_day(m);
      EXPECT_EQ(plain.complies(as_of).verdict, Verdict::complies);
      const Judgement judgement = plain.violates(as_of);
      ASSERT_EQ(judgement.verdict, Verdict::violates);
      EXPECT_GE(judgement.severity, find_rule(plain.id)->severity);  // never graver than its card
      expect_civil(plain.because(as_of));
      EXPECT_FALSE(plain.because(as_of).empty());
      if (m <= month(2027, 1) || !plain.leans_on_calendar) {
        EXPECT_EQ(judgement.certainty, law::Certainty::firm);
      } else if (m >= month(2027, 4)) {  // by then every term looked at began in 2027
        EXPECT_EQ(judgement.certainty, law::Certainty::provisional);
      }
    }
}

}  // namespace
}  // namespace qingxin::rules
