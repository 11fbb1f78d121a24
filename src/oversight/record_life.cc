// SPDX-License-Identifier: Apache-2.0
#include "oversight/record_life.h"

#include <algorithm>

#include "base/check.h"

namespace qingxin::oversight {

namespace {

// clang-format off
constexpr std::array kKinds = [] {
  using enum RecordKind;
  using enum Field;
  return std::to_array<KindWords>({
      {.kind = district, .name = "district", .chinese = "区划",
       .needs = {code, name, from},
       .may_have = {until, successor, content, basis, source, reason}},
      {.kind = directory, .name = "directory", .chinese = "通讯录",
       .needs = {name, phone},
       .may_have = {address, place, hours, duty, industry, code, number, content, source, reason},
       .is_public = true},
      {.kind = campaign, .name = "campaign", .chinese = "专项行动",
       .needs = {name, year, from, until},
       .may_have = {basis, goal, content, duty, industry, rhythm, festival_rhythm, festival_from,
                    due_hour, leader_name, leader_phone, number, subject, people, amount, place,
                    result, summary, practice, source, reason, earlier},
       .has_lines = true},
      {.kind = stage, .name = "stage", .chinese = "阶段",
       .needs = {name, from, until},
       .may_have = {goal, content, duty, measure, industry, person_in_charge, result, summary,
                    reason},
       .has_parent = true},
      {.kind = member, .name = "member", .chinese = "成员单位",
       .needs = {name, duty},
       .may_have = {leader_name, leader_phone, person_in_charge, phone, industry, content, from,
                    until, reason},
       .has_parent = true},
      {.kind = task, .name = "task", .chinese = "任务",
       .needs = {content, until},
       .may_have = {name, from, due_hour, basis, goal, duty, industry, measure, person_in_charge,
                    phone, firm, firm_code, place, number, day, people, amount, result, summary,
                    practice, source, reason},
       .is_seen_by_addressee = true},
      {.kind = return_, .name = "return", .chinese = "报表",
       .needs = {name, until},
       .may_have = {from, day, as_of, year, rhythm, due_hour, industry, basis, number, content,
                    people, amount, value, result, summary, person_in_charge, phone, leader_name,
                    digest, source, reason},
       .has_lines = true, .is_seen_by_addressee = true},
      {.kind = publicity, .name = "publicity", .chinese = "宣传活动",
       .needs = {name, day, way},
       .may_have = {from, until, place, subject, content, reach, people, value, joint_bodies,
                    person_in_charge, industry, number, result, practice, source, reason}},
      {.kind = team, .name = "team", .chinese = "工作专班",
       .needs = {name},
       .may_have = {leader_name, leader_phone, team_names, people, duty, content, basis, number,
                    from, until, place, phone, industry, result, summary, reason}},
      {.kind = grid, .name = "grid", .chinese = "网格",
       .needs = {name, person_in_charge},
       .may_have = {phone, leader_name, leader_phone, team_names, duty, content, code, address,
                    place, industry, number, reason}},
      {.kind = inspection, .name = "inspection", .chinese = "检查",
       .needs = {way, day, officers},
       .may_have = {name, subject, content, basis, from, until, place, address, firm, firm_code,
                    person_in_charge, phone, joint_bodies, industry, number, people, amount, seed,
                    measure, result, summary, source, reason, earlier},
       .has_lines = true, .is_seen_by_addressee = true},
      {.kind = self_inspection, .name = "self_inspection", .chinese = "企业自查",
       .needs = {name, until},
       .may_have = {year, from, day, as_of, due_hour, basis, firm, firm_code, place, industry,
                    person_in_charge, phone, pledge, content, people, amount, measure, result,
                    number, digest, source, reason},
       .has_lines = true, .is_seen_by_addressee = true},
      {.kind = hazard, .name = "hazard", .chinese = "隐患",
       .needs = {content},
       .may_have = {name, firm, firm_code, place, address, industry, day, until, number, basis,
                    people, amount, person_in_charge, phone, measure, result, source, reason,
                    earlier},
       .has_lines = true, .is_seen_by_addressee = true},
      {.kind = contact, .name = "contact", .chinese = "一对一包联",
       .needs = {name, person_in_charge},
       .may_have = {firm, firm_code, address, phone, leader_name, leader_phone, duty, industry,
                    from, until, day, people, content, calls, question, satisfaction, result,
                    reason}},
      {.kind = order, .name = "order", .chinese = "督办",
       .needs = {way, content, reason},
       .may_have = {name, subject, basis, until, due_hour, day, place, number, firm, firm_code,
                    case_number, person_in_charge, industry, people, amount, value, measure,
                    result, summary, approver, source, earlier},
       .is_seen_by_addressee = true},
      {.kind = exposure, .name = "exposure", .chinese = "曝光",
       .needs = {case_number, firm, content},
       .may_have = {name, subject, firm_code, address, leader_name, industry, basis, number,
                    people, amount, result, approver, day, take_down, place, reason, earlier},
       .is_public = true},
      {.kind = violation, .name = "violation", .chinese = "市场违法",
       .needs = {way, firm},
       .may_have = {name, firm_code, content, day, until, place, address, industry, basis,
                    case_number, number, people, amount, person_in_charge, phone, measure, result,
                    source, reason, earlier}},
      {.kind = permit, .name = "permit", .chinese = "施工许可",
       .needs = {number, name},
       .may_have = {firm, firm_code, code, address, place, day, from, until, as_of, amount, people,
                    value, industry, person_in_charge, phone, content, source, reason}},
      {.kind = sign, .name = "sign", .chinese = "经营迹象",
       .needs = {firm, way, day},
       .may_have = {name, firm_code, address, industry, from, until, as_of, value, amount, grade,
                    score, number, content, source, reason}},
      {.kind = bulletin, .name = "bulletin", .chinese = "简报",
       .needs = {bulletin_kind, subject, from, until},
       .may_have = {name, year, issue_no, number, day, as_of, digest, rhythm, industry, basis,
                    scheme, goal, content, summary, practice, place, people, team_names,
                    leader_name, approver, send_to, copy_to, source, reason, earlier},
       .has_lines = true},
      {.kind = assessment, .name = "assessment", .chinese = "考核",
       .needs = {scheme, year},
       .may_have = {name, way, subject, basis, goal, duty, content, from, until, due_hour, day,
                    as_of, score, grade, value, number, person_in_charge, approver, result,
                    summary, digest, reason, earlier},
       .has_lines = true},
      {.kind = submission, .name = "submission", .chinese = "报送数据",
       .needs = {from, until},
       .may_have = {name, subject, year, day, as_of, way, code, number, issue_no, digest, content,
                    industry, source, reason, earlier},
       .has_lines = true},
      {.kind = draw, .name = "draw", .chinese = "双随机抽取",
       .needs = {seed},
       .may_have = {name, subject, content, day, from, until, as_of, number, people, value, basis,
                    industry, officers, digest, source, earlier},
       .has_lines = true},
      {.kind = weights, .name = "weights", .chinese = "重点名单权重",
       .needs = {name},
       .may_have = {content, year, day, from, until, number, basis, industry, source, reason},
       .has_lines = true},
  });
}();
static_assert(kKinds.size() == kRecordKinds);
static_assert(std::ranges::is_sorted(kKinds, {}, &KindWords::kind));

constexpr std::array kLife = [] {
  using enum RecordKind;
  using enum Field;
  using S = RecordState;
  using T = RecordStep;
  using A = RecordActor;
  using L = LineAct;
  constexpr Fields every = kEveryField;
  // What a unit says of the work that it was given.
  constexpr Fields answer{result, summary, practice, day, people, amount, person_in_charge, phone};
  // What a unit fills in, in a form that was prepared for it.
  constexpr Fields form{content, people, amount, value, result, summary, measure, day, place,
                        person_in_charge, phone, leader_name, reason};
  return std::to_array<RecordMove>({
      {district, {}, T::recorded, S::standing, {A::organiser}, {}, every},
      {district, S::standing, T::changed, S::standing, {A::organiser}, {}, every},
      {district, S::standing, T::ended, S::ended, {A::organiser}, {reason}, every},

      {directory, {}, T::recorded, S::standing, {A::organiser}, {}, every},
      {directory, S::standing, T::changed, S::standing, {A::organiser}, {}, every},
      {directory, S::standing, T::ended, S::ended, {A::organiser}, {reason}, every},

      {campaign, {}, T::recorded, S::draft, {A::organiser}, {}, every, L::write},
      {campaign, S::draft, T::changed, S::draft, {A::organiser}, {}, every, L::write},
      {campaign, S::draft, T::begun, S::running, {A::organiser}, {}, every},
      {campaign, S::draft, T::cancelled, S::cancelled, {A::organiser}, {reason}, every},
      {campaign, S::running, T::changed, S::running, {A::organiser}, {}, every, L::write},
      {campaign, S::running, T::summed_up, S::summed_up, {A::organiser}, {summary, practice},
       every},
      {campaign, S::summed_up, T::summed_up, S::summed_up, {A::organiser}, {summary, practice},
       every},
      {campaign, S::summed_up, T::closed, S::closed, {A::organiser}, {}, every},

      {stage, {}, T::recorded, S::standing, {A::organiser}, {}, every},
      {stage, S::standing, T::changed, S::standing, {A::organiser}, {}, every},
      {stage, S::standing, T::ended, S::ended, {A::organiser}, {reason}, every},

      {member, {}, T::recorded, S::standing, {A::organiser}, {}, every},
      {member, S::standing, T::changed, S::standing, {A::organiser}, {}, every},
      {member, S::standing, T::ended, S::ended, {A::organiser}, {reason}, every},

      {task, {}, T::assigned, S::open, {A::organiser, A::machine}, {}, every},
      {task, S::open, T::accepted, S::doing, {A::addressee}, {}, {person_in_charge, phone}},
      {task, S::open, T::reported, S::reported, {A::addressee}, {result}, answer},
      {task, S::open, T::changed, S::open, {A::organiser}, {reason}, every},
      {task, S::open, T::cancelled, S::cancelled, {A::organiser}, {reason}, every},
      {task, S::doing, T::reported, S::reported, {A::addressee}, {result}, answer},
      {task, S::doing, T::changed, S::doing, {A::organiser}, {reason}, every},
      {task, S::doing, T::cancelled, S::cancelled, {A::organiser}, {reason}, every},
      {task, S::reported, T::confirmed, S::done, {A::other}, {}, {summary, practice, reason}},
      {task, S::reported, T::sent_back, S::doing, {A::organiser}, {reason}, {until, due_hour}},

      {return_, {}, T::frozen, S::draft, {A::organiser, A::machine}, {}, every, L::write},
      {return_, S::draft, T::changed, S::draft, {A::addressee}, {}, form, L::write},
      {return_, S::draft, T::filed, S::filed, {A::addressee}, {}, form | Fields{digest}, L::write},
      {return_, S::draft, T::cancelled, S::cancelled, {A::organiser}, {reason}},
      {return_, S::filed, T::accepted, S::accepted, {A::organiser}, {}},
      {return_, S::filed, T::sent_back, S::draft, {A::organiser}, {reason}, {until, due_hour}},
      {return_, S::filed, T::corrected, S::filed, {A::addressee}, {reason}, form | Fields{digest},
       L::write},
      {return_, S::accepted, T::corrected, S::filed, {A::addressee}, {reason},
       form | Fields{digest}, L::write},

      {publicity, {}, T::recorded, S::standing, {A::organiser}, {}, every},
      {publicity, S::standing, T::changed, S::standing, {A::organiser}, {}, every},
      {publicity, S::standing, T::ended, S::ended, {A::organiser}, {reason}, every},

      {team, {}, T::recorded, S::standing, {A::organiser}, {}, every},
      {team, S::standing, T::changed, S::standing, {A::organiser}, {}, every},
      {team, S::standing, T::ended, S::ended, {A::organiser}, {reason}, every},

      {grid, {}, T::recorded, S::standing, {A::organiser}, {}, every},
      {grid, S::standing, T::changed, S::standing, {A::organiser}, {}, every},
      {grid, S::standing, T::ended, S::ended, {A::organiser}, {reason}, every},

      {inspection, {}, T::planned, S::planned, {A::organiser, A::machine}, {}, every, L::write},
      {inspection, S::planned, T::changed, S::planned, {A::organiser}, {}, every, L::write},
      {inspection, S::planned, T::begun, S::under_way, {A::organiser}, {}, every, L::write},
      {inspection, S::planned, T::cancelled, S::cancelled, {A::organiser}, {reason}, every},
      {inspection, S::under_way, T::noted, S::under_way, {A::organiser}, {}, every, L::write},
      {inspection, S::under_way, T::passed, S::passed, {A::organiser}, {}, every, L::write},
      {inspection, S::under_way, T::found_defects, S::rectifying, {A::organiser}, {until, measure},
       every, L::write},
      {inspection, S::under_way, T::cancelled, S::cancelled, {A::organiser}, {reason}, every},
      {inspection, S::rectifying, T::rectified, S::awaiting_look, {A::addressee, A::organiser},
       {result}, answer, L::add},
      {inspection, S::rectifying, T::changed, S::rectifying, {A::organiser}, {reason},
       {until, measure, person_in_charge, phone}},
      {inspection, S::awaiting_look, T::look_passed, S::closed, {A::other}, {},
       {day, result, summary, reason, officers}, L::write},
      {inspection, S::awaiting_look, T::look_failed, S::rectifying, {A::other}, {reason, until},
       {day, measure, officers}, L::write},

      {self_inspection, {}, T::frozen, S::draft, {A::organiser, A::machine}, {}, every, L::write},
      {self_inspection, S::draft, T::changed, S::draft, {A::addressee}, {}, form, L::write},
      {self_inspection, S::draft, T::pledged, S::filed, {A::addressee}, {pledge},
       form | Fields{digest}, L::write},
      {self_inspection, S::draft, T::cancelled, S::cancelled, {A::organiser}, {reason}},
      {self_inspection, S::filed, T::accepted, S::accepted, {A::organiser}, {}},
      {self_inspection, S::filed, T::sent_back, S::draft, {A::organiser}, {reason},
       {until, due_hour}},

      {hazard, {}, T::recorded, S::open, {A::organiser, A::machine}, {}, every, L::write},
      {hazard, S::open, T::changed, S::open, {A::organiser}, {}, every, L::write},
      {hazard, S::open, T::assigned, S::rectifying, {A::organiser},
       {person_in_charge, until, measure}, every, L::write},
      {hazard, S::open, T::cancelled, S::cancelled, {A::organiser}, {reason}, every},
      {hazard, S::rectifying, T::rectified, S::awaiting_look, {A::addressee, A::organiser},
       {result}, answer, L::add},
      {hazard, S::rectifying, T::assigned, S::rectifying, {A::organiser},
       {person_in_charge, until, measure, reason}, every, L::add},
      {hazard, S::awaiting_look, T::look_passed, S::closed, {A::other}, {}, {day, result, reason},
       L::add},
      {hazard, S::awaiting_look, T::look_failed, S::rectifying, {A::other}, {reason, until},
       {day, measure, person_in_charge}, L::add},

      {contact, {}, T::recorded, S::standing, {A::organiser}, {}, every},
      {contact, S::standing, T::visited, S::standing, {A::organiser}, {content},
       {day, people, result, calls}},
      {contact, S::standing, T::called, S::standing, {A::organiser}, {content},
       {day, people, result, calls}},
      {contact, S::standing, T::asked, S::standing, {A::organiser}, {question, satisfaction},
       {day, people, result, content}},
      {contact, S::standing, T::changed, S::standing, {A::organiser}, {}, every},
      {contact, S::standing, T::ended, S::ended, {A::organiser}, {reason}, every},

      {order, {}, T::proposed, S::proposed, {A::organiser, A::machine}, {}, every},
      {order, S::proposed, T::changed, S::proposed, {A::organiser}, {}, every},
      {order, S::proposed, T::issued, S::issued, {A::leader, A::other}, {until},
       {due_hour, day, number, basis, approver}},
      {order, S::proposed, T::dropped, S::dropped, {A::organiser, A::leader}, {reason}},
      {order, S::issued, T::answered, S::answered, {A::addressee}, {result}, answer},
      {order, S::issued, T::raised, S::raised, {A::organiser, A::leader}, {reason}, every},
      {order, S::issued, T::withdrawn, S::withdrawn, {A::leader, A::other}, {reason}},
      {order, S::answered, T::released, S::released, {A::organiser}, {}, {summary, day}},
      {order, S::answered, T::sent_back, S::issued, {A::organiser}, {reason, until}, {due_hour}},
      {order, S::answered, T::raised, S::raised, {A::organiser, A::leader}, {reason}, every},

      {exposure, {}, T::proposed, S::proposed, {A::organiser, A::machine}, {}, every},
      {exposure, S::proposed, T::changed, S::proposed, {A::organiser}, {}, every},
      {exposure, S::proposed, T::approved, S::approved, {A::leader}, {approver}, {day, basis}},
      {exposure, S::proposed, T::dropped, S::dropped, {A::organiser, A::leader}, {reason}},
      {exposure, S::approved, T::published, S::published, {A::organiser}, {day, take_down, place},
       {number}},
      {exposure, S::approved, T::dropped, S::dropped, {A::organiser, A::leader}, {reason}},
      // 异议: whom it names objects; the office reviews and answers, or takes it down.
      {exposure, S::published, T::noted, S::published, {A::organiser}, {reason}, {day}},
      {exposure, S::published, T::resulted, S::published, {A::other, A::leader}, {reason}, {day}},
      {exposure, S::published, T::taken_down, S::taken_down, {A::organiser, A::machine}, {},
       {reason, day}},

      {violation, {}, T::recorded, S::open, {A::organiser, A::machine}, {}, every},
      {violation, S::open, T::changed, S::open, {A::organiser}, {}, every},
      {violation, S::open, T::handed_over, S::handed_over, {A::organiser}, {}, every},
      {violation, S::open, T::cancelled, S::cancelled, {A::organiser}, {reason}, every},
      {violation, S::handed_over, T::receipted, S::receipted, {A::addressee}, {},
       {person_in_charge, phone}},
      {violation, S::handed_over, T::given_back, S::open, {A::addressee}, {reason}},
      {violation, S::receipted, T::given_back, S::open, {A::addressee}, {reason}},
      {violation, S::receipted, T::resulted, S::closed, {A::addressee}, {result}, answer},

      {permit, {}, T::recorded, S::standing, {A::organiser, A::machine}, {}, every},
      {permit, S::standing, T::changed, S::standing, {A::organiser, A::machine}, {}, every},
      {permit, S::standing, T::ended, S::ended, {A::organiser, A::machine}, {reason}, every},

      {sign, {}, T::recorded, S::standing, {A::organiser, A::machine}, {}, every},
      {sign, S::standing, T::changed, S::standing, {A::organiser, A::machine}, {}, every},
      {sign, S::standing, T::ended, S::ended, {A::organiser, A::machine}, {reason}, every},

      {bulletin, {}, T::frozen, S::draft, {A::organiser, A::machine}, {}, every, L::write},
      {bulletin, S::draft, T::changed, S::draft, {A::organiser}, {}, every, L::write},
      {bulletin, S::draft, T::submitted, S::submitted, {A::organiser}, {}, every, L::write},
      {bulletin, S::draft, T::withdrawn, S::withdrawn, {A::organiser}, {reason}},
      {bulletin, S::submitted, T::signed_, S::signed_, {A::leader, A::other}, {},
       {day, number, issue_no, approver, digest}},
      {bulletin, S::submitted, T::sent_back, S::draft, {A::organiser, A::leader}, {reason}},
      {bulletin, S::submitted, T::withdrawn, S::withdrawn, {A::organiser}, {reason}},

      {assessment, {}, T::recorded, S::draft, {A::organiser, A::machine}, {}, every, L::write},
      {assessment, S::draft, T::changed, S::draft, {A::organiser, A::addressee}, {},
       form | Fields{score, grade, as_of, digest}, L::write},
      {assessment, S::draft, T::filed, S::filed, {A::organiser, A::addressee}, {},
       form | Fields{score, grade, as_of, digest}, L::write},
      {assessment, S::draft, T::cancelled, S::cancelled, {A::organiser}, {reason}},
      {assessment, S::filed, T::scored, S::filed, {A::organiser}, {score}, every, L::write},
      {assessment, S::filed, T::sent_back, S::draft, {A::organiser}, {reason}, {until, due_hour}},
      {assessment, S::filed, T::closed, S::closed, {A::organiser}, {},
       {score, grade, result, summary, approver, day, number}},

      {submission, {}, T::frozen, S::filed, {A::organiser, A::machine}, {}, every, L::write},
      {submission, {}, T::filed, S::filed, {A::organiser, A::addressee, A::machine}, {}, every,
       L::write},
      {submission, S::filed, T::accepted, S::accepted, {A::organiser, A::machine}, {}},
      {submission, S::filed, T::sent_back, S::dropped, {A::organiser, A::machine}, {reason}},
      {submission, S::filed, T::corrected, S::ended, {A::organiser, A::addressee, A::machine},
       {reason}},
      {submission, S::accepted, T::corrected, S::ended, {A::organiser, A::addressee, A::machine},
       {reason}},

      {draw, {}, T::frozen, S::closed, {A::organiser, A::machine}, {}, every, L::write},

      {weights, {}, T::recorded, S::standing, {A::organiser}, {}, every, L::write},
      {weights, S::standing, T::changed, S::standing, {A::organiser}, {}, every, L::write},
      {weights, S::standing, T::ended, S::ended, {A::organiser}, {reason}, every},
  });
}();

struct NumberedBy {
  RecordKind kind;
  RecordStep step;
};
constexpr std::array kNumberedBy = std::to_array<NumberedBy>({
    {RecordKind::inspection, RecordStep::planned},
    {RecordKind::order, RecordStep::issued},
    {RecordKind::exposure, RecordStep::published},
    {RecordKind::bulletin, RecordStep::signed_},
});

// Where a record is still, or for good, the office's own.
struct Untold {
  RecordKind kind;
  RecordState state;
};
constexpr std::array kUntold = std::to_array<Untold>({
    {RecordKind::inspection, RecordState::planned},
    {RecordKind::inspection, RecordState::under_way},
    {RecordKind::inspection, RecordState::cancelled},
    {RecordKind::hazard, RecordState::open},
    {RecordKind::hazard, RecordState::cancelled},
    {RecordKind::order, RecordState::proposed},
    {RecordKind::order, RecordState::dropped},
});
// clang-format on

}  // namespace

std::span<const RecordMove> record_life() {
  return kLife;
}

const RecordMove* move_of(RecordKind kind, std::optional<RecordState> from, RecordStep step) {
  const auto found = std::ranges::find_if(kLife, [&](const RecordMove& move) {
    return move.kind == kind && move.from == from && move.step == step;
  });
  return found == kLife.end() ? nullptr : &*found;
}

bool waits_for_addressee(RecordKind kind, RecordState state) {
  return std::ranges::any_of(kLife, [&](const RecordMove& move) {
    return move.kind == kind && move.from == state &&
           move.by == RecordActors{RecordActor::addressee};
  });
}

std::optional<RecordStep> numbered_by(RecordKind kind) {
  const auto found = std::ranges::find(kNumberedBy, kind, &NumberedBy::kind);
  if (found == kNumberedBy.end()) return std::nullopt;
  return found->step;
}

bool is_told_to_addressee(RecordKind kind, RecordState state) {
  return words_of(kind).is_seen_by_addressee &&
         std::ranges::none_of(kUntold, [&](const Untold& untold) {
           return untold.kind == kind && untold.state == state;
         });
}

bool is_told_to_all(RecordKind kind, RecordState state) {
  return words_of(kind).is_public &&
         (state == RecordState::standing || state == RecordState::published);
}

const KindWords& words_of(RecordKind kind) {
  const std::size_t number = static_cast<std::size_t>(kind);
  check(number >= 1 && number <= kKinds.size());  // what comes from outside is asked by name
  return kKinds[number - 1];
}

std::optional<RecordKind> kind_named(std::string_view name) {
  const auto found = std::ranges::find(kKinds, name, &KindWords::name);
  if (found == kKinds.end()) return std::nullopt;
  return found->kind;
}

}  // namespace qingxin::oversight
