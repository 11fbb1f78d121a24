// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "casework/dossier.h"
#include "casework/ends.h"
#include "law/law.h"

// Clues and cases told in tests: who does what on which day.
namespace qingxin::test {

using casework::Actor;
using casework::Dossier;
using casework::Event;
using casework::Step;
using casework::Subject;

inline constexpr casework::BodyId kOffice{1};        // the responsible body
inline constexpr casework::BodyId kElsewhere{2};     // another
inline constexpr casework::PersonId kOfficer{11};    // handles
inline constexpr casework::PersonId kColleague{12};  // of the team
inline constexpr casework::PersonId kCaller{13};     // handles nothing

// A moment in China.
constexpr Instant china(Date day, int hour = 10, int minute = 0) {
  const std::int64_t minutes = (std::int64_t{day.days} * 24 + hour - 8) * 60 + minute;
  return {minutes * 60'000};
}

// An event that says everything that any step asks for.
inline Event told(Step step, Instant at, Actor by) {
  using namespace casework;
  const bool is_handling = by == Actor::handler || by == Actor::co_handler;
  Event event{.step = step,
              .at = at,
              .entered_at = at,
              .by = by,
              .person = is_handling ? kOfficer : kCaller,
              .for_body = by == Actor::receiver || by == Actor::co_handler ? kElsewhere : kOffice};
  event.reason = "经过";
  event.document = "平人社监〔2026〕7号";
  event.route = "平川县劳动人事争议仲裁委员会";
  event.legal_aid = "平川县法律援助中心";
  event.heard = "陈述申辩笔录";
  event.day = china_day(at) + 30;
  event.body = step == Step::first_asked ? kOffice : kElsewhere;
  event.amount = yuan(600);
  event.base = yuan(1000);
  event.people = 3;
  event.satisfaction = 4;
  event.assignee = kOfficer;
  event.team = {kOfficer, kColleague};
  event.photos = {"photo-1"};
  for (int kind = 1; kind <= 5; ++kind)
    event.papers.push_back({static_cast<PolicePaper>(kind), "附件", ""});
  event.link = 7;
  event.venue = Venue::street;
  event.channel = Channel::walk_in;
  event.matter_class = MatterClass::unpaid_wages;
  event.outcome = Outcome::order;
  event.ground = ConclusionGround::decision_served;
  event.measure = Measure::interview;
  return event;
}

// The law that ships, read once.
inline const law::Law& shipped() {
  static const law::Law law = law::load(std::nullopt, std::nullopt).value();
  return law;
}

class Story {
 public:
  explicit Story(Subject subject = Subject::case_file) : subject_(subject), law_(shipped()) {
    world.now = china(date(2030, 1, 1));
    world.calendar = &law_.calendar;
    world.calendar_version = law_.version;
    world.parameters = &law_.parameters;
    world.region = "990123";
  }
  Story(const Story&) = delete;
  Story& operator=(const Story&) = delete;

  Result<Dossier> attempt(const Event& event) const {
    return casework::apply(dossier, subject_, event, world, facts);
  }
  Story& step(const Event& event) {
    Result<Dossier> after = attempt(event);
    EXPECT_TRUE(after) << casework::words_of(event.step).name << ": "
                       << (after ? "" : after.error().message);
    if (after) dossier = *std::move(after);
    return *this;
  }
  Story& step(Step step_, Date day, Actor by, int hour = 10) {
    return step(told(step_, china(day, hour), by));
  }
  // The n-th strand of its kind.
  Story& step_of(int number, Step step_, Date day, Actor by, int hour = 10) {
    Event event = told(step_, china(day, hour), by);
    event.number = number;
    return step(event);
  }
  Story& taken_in(Date day) { return step(Step::first_asked, day, Actor::intake); }

  std::optional<casework::Reading> clock(casework::ClockId id, int number = 1) const {
    return casework::read_clock(*dossier, id, number, world);
  }
  std::optional<casework::Reading> clock_on(casework::ClockId id, Date today, int hour = 12) {
    world.now = china(today, hour);
    return clock(id);
  }

  // A local parameter, from then on.
  void set(std::string name, std::int64_t value) {
    local_ = law_.parameters.with({{.name = std::move(name),
                                    .region = "99",
                                    .from = {},
                                    .to = {},
                                    .value = value,
                                    .written = std::to_string(value),
                                    .source = "测试"}});
    law_.parameters = local_;
  }

  const law::Law& law() const { return law_; }

  std::optional<Dossier> dossier;
  casework::World world;
  casework::EndFacts facts;

 private:
  Subject subject_;
  law::Law law_;
  law::Parameters local_;
};

}  // namespace qingxin::test
