// SPDX-License-Identifier: Apache-2.0
#include "oversight/exposure.h"

#include <gtest/gtest.h>

#include <string>

namespace qingxin::oversight {
namespace {

using casework::Dossier;
using casework::Outcome;
using casework::State;
using casework::Strand;

Dossier case_in(State state, std::optional<Outcome> outcome = Outcome::penalty) {
  Dossier dossier;
  dossier.subject = casework::Subject::case_file;
  dossier.strands = {{.strand = Strand::handling, .number = 1, .state = state, .since = {}}};
  casework::Event decided;
  decided.step = casework::Step::decided;
  decided.outcome = outcome;
  dossier.events = {decided};
  return dossier;
}
std::string fault_of(const Dossier& dossier) {
  const Result<void> fine = check_decided(dossier);
  return fine ? std::string{} : fine.error().message;
}
bool says(const std::string& message, const std::string& part) {
  return message.find(part) != std::string::npos;
}

TEST(Exposure, IsOfADecidedCaseAlone) {
  EXPECT_EQ(fault_of(case_in(State::decided)), "");
  EXPECT_EQ(fault_of(case_in(State::served)), "");
  EXPECT_EQ(fault_of(case_in(State::served, Outcome::order)), "");
  EXPECT_TRUE(says(fault_of(case_in(State::investigating)), "还没有作出处理决定"));
  EXPECT_TRUE(says(fault_of(case_in(State::revoked)), "已经撤销立案"));
  EXPECT_TRUE(says(fault_of(case_in(State::served, Outcome::no_finding)), "没有查到违法"));
  EXPECT_TRUE(says(fault_of(case_in(State::served, std::nullopt)), "没有写明"));
  EXPECT_TRUE(says(fault_of(Dossier{}), "还没有作出处理决定"));
}

TEST(Exposure, MayFollowAPenaltyDecision) {
  Dossier dossier = case_in(State::investigating);
  dossier.strands.push_back(
      {.strand = Strand::penalty, .number = 1, .state = State::penalty_decided, .since = {}});
  EXPECT_EQ(fault_of(dossier), "");
}

Values whole() {
  return {{Field::subject, std::string{kExposureCategories[0]}},
          {Field::firm, "平川建工有限公司"},
          {Field::firm_code, "91990123MA00000000"},
          {Field::address, "平川县人民路 1 号"},
          {Field::leader_name, "法定代表人甲"},
          {Field::content, "2026 年 9 月未足额支付工资"},
          {Field::result, "责令支付并处罚款"},
          {Field::case_number, "平人社监案〔2026〕1号"}};
}

TEST(Exposure, SaysWhatTheMeasureAsksFor) {
  EXPECT_TRUE(check_exposure_content(whole()));
  for (const Field field :
       {Field::subject, Field::firm, Field::firm_code, Field::address, Field::leader_name,
        Field::content, Field::result, Field::case_number}) {
    Values values = whole();
    values.erase(field);
    const Result<void> fine = check_exposure_content(values);
    ASSERT_FALSE(fine) << words_of(field).chinese;
    EXPECT_TRUE(says(fine.error().message, std::string{words_of(field).chinese}));
  }
  Values values = whole();
  values[Field::subject] = "欠薪";
  const Result<void> fine = check_exposure_content(values);
  ASSERT_FALSE(fine);
  EXPECT_TRUE(says(fine.error().message, "七类之一"));
}

TEST(Exposure, IsQuarterlyInCountiesAndCitiesHalfYearlyAbove) {
  const Date day = date(2026, 11, 23);
  EXPECT_EQ(exposure_period("990123", day),
            (ExposurePeriod{date(2026, 10, 1), date(2026, 12, 31), "2026 年第四季度"}));
  EXPECT_EQ(exposure_period("990100", date(2026, 3, 31)),
            (ExposurePeriod{date(2026, 1, 1), date(2026, 3, 31), "2026 年第一季度"}));
  EXPECT_EQ(exposure_period("990000", day),
            (ExposurePeriod{date(2026, 7, 1), date(2026, 12, 31), "2026 年下半年"}));
  EXPECT_EQ(exposure_period("", date(2026, 6, 30)),
            (ExposurePeriod{date(2026, 1, 1), date(2026, 6, 30), "2026 年上半年"}));
}

RecordEvent told(RecordStep step, Date day, Values values) {
  RecordEvent event;
  event.step = step;
  event.at = china_instant(day, 600);
  event.values = std::move(values);
  return event;
}

TEST(Exposure, RemembersObjectionsUntilTheyAreAnswered) {
  Record exposure;
  exposure.state = RecordState::published;
  exposure.events = {told(RecordStep::noted, date(2026, 11, 2), {{Field::reason, "数额不对"}})};
  ASSERT_EQ(objections_of(exposure).size(), 1U);
  EXPECT_EQ(objections_of(exposure)[0].day, date(2026, 11, 2));
  EXPECT_FALSE(objections_of(exposure)[0].answered);
  exposure.events.push_back(
      told(RecordStep::resulted, date(2026, 11, 9), {{Field::reason, "复核属实"}}));
  EXPECT_EQ(objections_of(exposure)[0].answered, date(2026, 11, 9));
}

TEST(Exposure, IsTakenDownOnItsDay) {
  Record exposure;
  exposure.state = RecordState::published;
  exposure.values[Field::take_down] = "2026-12-01";
  EXPECT_FALSE(is_to_be_taken_down(exposure, date(2026, 11, 30)));
  EXPECT_TRUE(is_to_be_taken_down(exposure, date(2026, 12, 1)));
  exposure.state = RecordState::taken_down;
  EXPECT_FALSE(is_to_be_taken_down(exposure, date(2026, 12, 1)));
}

}  // namespace
}  // namespace qingxin::oversight
