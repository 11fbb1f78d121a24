// SPDX-License-Identifier: Apache-2.0
#include "oversight/figures_of_matters.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace qingxin::oversight {

namespace {

using casework::ClockId;
using casework::ClockStatus;
using casework::Step;

constexpr int kRepeatDays = 365;
constexpr int kSatisfied = 4;  // of 1 to 5

// The cases of each employer by the day on which they came; of one day by their ids.
using CasesOfEmployers = std::map<std::int64_t, std::set<std::pair<Date, std::int64_t>>>;

bool is_within(Date day, const Period& period) {
  return period.from <= day && day <= period.until;
}

bool is_public(const std::optional<casework::Funding>& funding) {
  return funding && *funding != casework::Funding::other;
}

// One clue or case, as it had come by the end of the period and was known.
class MatterAt {
 public:
  MatterAt(const Matter& matter, const Period& period) : matter_(&matter) {
    for (const Mark& mark : matter.marks)
      if (china_day(mark.at) <= period.until &&
          (!period.known_before || mark.entered < *period.known_before))
        marks_.push_back(&mark);
    for (const Mark* mark : marks_) follow(*mark);
  }

  bool is_there() const { return !marks_.empty(); }
  Date opened() const { return china_day(marks_.front()->at); }
  const std::vector<const Mark*>& marks() const { return marks_; }
  bool is_answered() const {
    return state_of(casework::Strand::clue) == casework::State::clue_answered;
  }
  bool is_cleared() const {
    return state_of(casework::Strand::clearing) == casework::State::cleared;
  }
  // The last day on which it happened; nothing: never.
  std::optional<Date> last(Step step) const {
    std::optional<Date> day;
    for (const Mark* mark : marks_)
      if (mark->step == step) day = china_day(mark->at);
    return day;
  }
  // For the clocks: events without their words.
  casework::Dossier thin() const {
    casework::Dossier dossier{.subject = matter_->subject};
    for (const Mark* mark : marks_) {
      casework::Event event{.key = std::to_string(dossier.events.size()),
                            .step = mark->step,
                            .number = mark->number,
                            .at = mark->at,
                            .entered_at = mark->entered};
      if (mark->channel) dossier.channel = mark->channel;
      dossier.events.push_back(std::move(event));
    }
    return dossier;
  }

 private:
  void follow(const Mark& mark) {
    auto& state = states_[{casework::strand_of(mark.step), mark.number}];
    if (const casework::Move* move = casework::move_of(matter_->subject, state, mark.step))
      state = move->to;
  }
  std::optional<casework::State> state_of(casework::Strand strand) const {
    const auto found = states_.find({strand, 1});
    return found == states_.end() ? std::nullopt : found->second;
  }

  const Matter* matter_;
  std::vector<const Mark*> marks_;
  std::map<std::pair<casework::Strand, int>, std::optional<casework::State>> states_;
};

class MatterRows {
 public:
  MatterRows(const Period& period, casework::World world) : period_(period), world_(world) {
    world_.now = china_instant(period.until + 1, 0);
    world_.now.utc_ms -= 1;
  }

  void add(const Matter& matter, const CasesOfEmployers& opened) {
    const MatterAt at(matter, period_);
    if (!at.is_there()) return;
    matter_ = &matter;
    world_.region = matter.region_code;
    if (matter.subject == casework::Subject::clue) add_clue(at);
    if (matter.subject == casework::Subject::case_file) {
      add_case(at, opened);
      add_open_case(at);
    }
    add_steps(at);
  }

  std::vector<FigureRow> rows;

 private:
  void add(IndicatorId indicator, std::int64_t part, std::int64_t whole, std::int64_t unknown) {
    FigureRow row{.figure = {indicator, {}, part, whole, unknown},
                  .of = Of::dossier,
                  .id = matter_->id,
                  .region_code = matter_->region_code,
                  .industry = matter_->industry,
                  .unit = matter_->unit,
                  .funding = {},
                  .label = matter_->label};
    if (matter_->funding) row.funding = is_public(matter_->funding) ? kPublicMoney : kOtherMoney;
    rows.push_back(std::move(row));
  }

  void add_clue(const MatterAt& at);
  void add_timely(IndicatorId indicator, const casework::Dossier& thin,
                  std::initializer_list<ClockId> clocks);
  void add_case(const MatterAt& at, const CasesOfEmployers& opened);
  void add_open_case(const MatterAt& at);
  void add_steps(const MatterAt& at);

  Period period_;
  casework::World world_;
  const Matter* matter_ = nullptr;
};

void MatterRows::add_clue(const MatterAt& at) {
  if (!is_within(at.opened(), period_)) return;
  add(IndicatorId::clues_received, 1, 0, 0);
  add(IndicatorId::answered, at.is_answered() ? 1 : 0, 1, 0);
  const casework::Dossier thin = at.thin();
  add_timely(IndicatorId::receipt_on_time, thin, {ClockId::clue_receipt});
  add_timely(IndicatorId::answered_on_time, thin,
             {ClockId::clue_answer, ClockId::clue_warning, ClockId::hotline_answer});
}

// Late is what one of the clocks calls late; in time, what none does and one has met.
void MatterRows::add_timely(IndicatorId indicator, const casework::Dossier& thin,
                            std::initializer_list<ClockId> clocks) {
  bool is_met = false, is_late = false;
  for (const casework::Reading& reading : casework::read_clocks(thin, world_)) {
    if (std::ranges::find(clocks, reading.clock) == clocks.end()) continue;
    is_met = is_met || reading.status == ClockStatus::met;
    is_late =
        is_late || reading.status == ClockStatus::late || reading.status == ClockStatus::overdue;
  }
  if (!is_met && !is_late) return add(indicator, 0, 0, 1);
  add(indicator, is_late ? 0 : 1, 1, 0);
}

void MatterRows::add_case(const MatterAt& at, const CasesOfEmployers& opened) {
  if (is_within(at.opened(), period_)) {
    add(IndicatorId::cases_added, 1, 0, 0);
    if (matter_->employer == 0) {
      add(IndicatorId::repeat_arrears, 0, 0, 1);
    } else {
      // Of two of one day the second one repeats the first.
      const bool repeats = std::ranges::any_of(opened.at(matter_->employer), [&](const auto& one) {
        return one < std::pair(at.opened(), matter_->id) && at.opened() - one.first <= kRepeatDays;
      });
      add(IndicatorId::repeat_arrears, repeats ? 1 : 0, 1, 0);
    }
  }
  const std::optional<Date> cleared = at.last(Step::cleared);
  if (!at.is_cleared() || !is_within(*cleared, period_)) return;
  add(IndicatorId::cases_cleared, 1, 0, 0);
  if (matter_->people_paid)
    add(IndicatorId::people_proven_paid, *matter_->people_paid, 0, 0);
  else
    add(IndicatorId::people_proven_paid, 0, 0, 1);
}

void MatterRows::add_open_case(const MatterAt& at) {
  if (at.is_cleared()) return;
  add(IndicatorId::cases_open, 1, 0, 0);
  const bool is_of_this_year = year_of(at.opened()) == year_of(period_.until);
  const bool is_first_zero = is_public(matter_->funding) && is_of_this_year;
  add(is_first_zero ? IndicatorId::cases_open_public : IndicatorId::cases_open_others, 1, 0, 0);
  const bool has_run_out = matter_->due && *matter_->due < period_.until;
  const bool is_late = has_run_out || matter_->timeliness == casework::Timeliness::late;
  const bool is_unknown = !is_late && matter_->timeliness == casework::Timeliness::not_known;
  add(IndicatorId::cases_overdue, is_late ? 1 : 0, 0, is_unknown ? 1 : 0);
  if (matter_->people)
    add(IndicatorId::people_unpaid,
        std::max(*matter_->people - matter_->people_paid.value_or(0), 0), 0, 0);
  else
    add(IndicatorId::people_unpaid, 0, 0, 1);
  add(IndicatorId::amount_unpaid, matter_->owed ? matter_->owed->fen : 0, 0, matter_->owed ? 0 : 1);
}

void MatterRows::add_steps(const MatterAt& at) {
  std::map<int, std::optional<Step>> looks;  // of those drawn by the end, what was said in it
  std::optional<Date> answered;
  bool is_judged = false;
  for (const Mark* mark : at.marks()) {
    const bool is_now = is_within(china_day(mark->at), period_);
    if (mark->step == Step::look_back_drawn && is_now) looks.try_emplace(mark->number);
    if (mark->step == Step::money_received || mark->step == Step::money_not_received) {
      if (is_now)
        looks[mark->number] = mark->step;
      else
        looks.erase(mark->number);
    }
    if (mark->step == Step::withdrawal_asked && is_now) add(IndicatorId::withdrawals, 1, 0, 0);
    if (mark->step == Step::reply_sent && is_now) answered = china_day(mark->at);
    if (mark->step == Step::satisfaction_given && is_now && mark->satisfaction) {
      is_judged = true;
      add(IndicatorId::satisfaction, *mark->satisfaction >= kSatisfied ? 1 : 0, 1, 0);
    }
  }
  for (const auto& [number, said] : looks) {
    if (!said)
      add(IndicatorId::look_back_paid, 0, 0, 1);
    else
      add(IndicatorId::look_back_paid, *said == Step::money_received ? 1 : 0, 1, 0);
  }
  if (answered && !is_judged) add(IndicatorId::satisfaction, 0, 0, 1);
}

// The record as it had come by the end of the period and was known; nothing: it was not there.
std::optional<Record> record_at(const Record& record, const Period& period) {
  std::vector<RecordEvent> events;
  for (const RecordEvent& event : record.events)
    if (china_day(event.at) <= period.until &&
        (!period.known_before || event.entered_at < *period.known_before))
      events.push_back(event);
  if (events.empty()) return std::nullopt;
  if (events.size() == record.events.size()) return record;
  Result<Record> then = replay(record.face, std::move(events));
  return then ? std::optional{*std::move(then)} : std::nullopt;
}

const RecordEvent* first_of(const Record& record, RecordStep step) {
  const auto found = std::ranges::find(record.events, step, &RecordEvent::step);
  return found == record.events.end() ? nullptr : &*found;
}

const RecordEvent* last_of(const Record& record, RecordStep step) {
  const RecordEvent* last = nullptr;
  for (const RecordEvent& event : record.events)
    if (event.step == step) last = &event;
  return last;
}

// The last moment at which it is in time.
Instant end_of(Date due, const Values& values) {
  const std::optional<std::int64_t> hour = number_of(values, Field::due_hour);
  const Instant end = hour && *hour >= 0 && *hour <= 24
                          ? china_instant(due, static_cast<int>(*hour) * 60)
                          : china_instant(due + 1, 0);
  return hour ? end : Instant{end.utc_ms - 1};
}

// What a return was begun with: a later deadline, of one that was sent back, is that of the
// correction.
const Values& terms_of(const Record& record) {
  const bool is_return = record.face.kind == RecordKind::return_;
  const bool is_told = is_return && record.events.front().values.contains(Field::until);
  return is_told ? record.events.front().values : record.values;
}

class RecordRows {
 public:
  explicit RecordRows(const Period& period) : period_(period) {}

  void add(const OfficeRecord& one) {
    const std::optional<Record> then = record_at(one.record, period_);
    if (!then || then->state == RecordState::cancelled) return;
    one_ = &one;
    switch (one.record.face.kind) {
      case RecordKind::task: return add_due(*then, IndicatorId::tasks_on_time);
      case RecordKind::return_: return add_due(*then, IndicatorId::returns_on_time);
      case RecordKind::hazard:
        if (is_open(*then)) add(IndicatorId::hazards_open, 1, 0, 0);
        return;
      case RecordKind::inspection:
        if (is_within(china_day(then->events.front().at), period_))
          add(IndicatorId::inspections, 1, 0, 0);
        return;
      case RecordKind::order:
        if (is_open(*then) && first_of(*then, RecordStep::issued) != nullptr)
          add(IndicatorId::orders_open, 1, 0, 0);
        return;
      case RecordKind::publicity: return add_reach(*then);
      default: return;
    }
  }

  std::vector<FigureRow> rows;

 private:
  void add(IndicatorId indicator, std::int64_t part, std::int64_t whole, std::int64_t unknown) {
    const RecordFace& face = one_->record.face;
    const BodyId body = face.addressee == BodyId{} ? face.owner : face.addressee;
    rows.push_back({.figure = {indicator, {}, part, whole, unknown},
                    .of = Of::record,
                    .id = one_->id,
                    .region_code = face.region_code,
                    .industry = face.industry,
                    .unit = static_cast<std::int64_t>(body),
                    .funding = {},
                    .label = one_->label});
  }

  // What was reported, and not sent back, by the end of its day.
  void add_due(const Record& record, IndicatorId indicator) {
    const Values& terms = terms_of(record);
    const std::optional<Date> due = day_of(terms, Field::until);
    if (!due || !is_within(*due, period_)) return;
    const bool is_return = record.face.kind == RecordKind::return_;
    const RecordEvent* done =
        is_return ? first_of(record, RecordStep::filed) : last_of(record, RecordStep::reported);
    if (done == nullptr && !is_return) done = last_of(record, RecordStep::confirmed);
    const RecordEvent* back = last_of(record, RecordStep::sent_back);
    if (!is_return && done != nullptr && back != nullptr && back->at >= done->at) done = nullptr;
    const auto moment_of = [&](const RecordEvent& event) {
      return is_return && one_->has_users ? event.entered_at : event.at;
    };
    const bool is_in_time = done != nullptr && moment_of(*done) <= end_of(*due, terms);
    add(indicator, is_in_time ? 1 : 0, 1, 0);
  }

  void add_reach(const Record& record) {
    const Date day =
        day_of(record.values, Field::day)
            .value_or(
                day_of(record.values, Field::from).value_or(china_day(record.events.front().at)));
    if (!is_within(day, period_)) return;
    const std::optional<std::int64_t> reach = number_of(record.values, Field::reach);
    add(IndicatorId::publicity_reach, reach.value_or(0), 0, reach ? 0 : 1);
  }

  Period period_;
  const OfficeRecord* one_ = nullptr;
};

}  // namespace

std::vector<FigureRow> rows_of_matters(std::span<const Matter> matters, const Period& period,
                                       const casework::World& world,
                                       std::span<const Matter> elsewhere) {
  CasesOfEmployers opened;
  for (const std::span<const Matter> some : {matters, elsewhere})
    for (const Matter& matter : some) {
      if (matter.subject != casework::Subject::case_file || matter.employer == 0) continue;
      const MatterAt at(matter, period);
      if (at.is_there()) opened[matter.employer].emplace(at.opened(), matter.id);
    }
  MatterRows rows(period, world);
  for (const Matter& matter : matters) rows.add(matter, opened);
  return std::move(rows.rows);
}

std::vector<FigureRow> rows_of_records(std::span<const OfficeRecord> records,
                                       const Period& period) {
  RecordRows rows(period);
  for (const OfficeRecord& record : records) rows.add(record);
  return std::move(rows.rows);
}

}  // namespace qingxin::oversight
