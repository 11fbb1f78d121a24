// SPDX-License-Identifier: Apache-2.0
#include "oversight/record.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/check.h"
#include "base/text.h"
#include "base/utf8.h"
#include "oversight/record_values.h"
#include "oversight/returns.h"

namespace qingxin::oversight {

namespace {

bool is_within(std::size_t number, std::size_t count) {
  return number >= 1 && number <= count;
}

bool is_kind(RecordKind kind) {
  return is_within(static_cast<std::size_t>(kind), kRecordKinds);
}

// Every enumerator that came from outside is one.
bool is_known(const RecordEvent& event) {
  for (const auto& [field, value] : event.values)
    if (!is_within(static_cast<std::size_t>(field), kFields)) return false;
  return is_within(static_cast<std::size_t>(event.step), kRecordSteps) &&
         is_within(static_cast<std::size_t>(event.by), kRecordActors);
}

Result<void> check_face(const RecordFace& face) {
  const std::string& region = face.region_code;
  constexpr std::size_t kDigits = 12;
  if (region.size() > kDigits || region.find_first_not_of("0123456789") != region.npos)
    return fail(ErrorCode::invalid_input, fmt::format("区划代码「{}」不对，应是最多 {} 位数字",
                                                      shortened(printable(region), 40), kDigits));
  constexpr int kCharacters = 200;
  if (!is_utf8(face.industry) || !is_printable(face.industry) ||
      character_count(face.industry) > kCharacters)
    return fail(ErrorCode::invalid_input,
                fmt::format("行业应是一行文字，不超过 {} 个字", kCharacters));
  const KindWords& words = words_of(face.kind);
  if (words.has_parent && face.parent == 0)
    return fail(ErrorCode::invalid_input,
                fmt::format("「{}」要写明属于哪一个专项行动", words.chinese));
  return {};
}

// What the client sent, to be compared with what was kept of the same event.
bool is_same(RecordEvent sent, const RecordEvent& kept) {
  sent.entered_at = kept.entered_at;
  return sent == kept;
}

Result<void> check_moment(const RecordEvent& event, Instant now) {
  if (event.entered_at > now) return fail(ErrorCode::invalid_input, "记录的时间在将来，请核对时钟");
  if (event.at > event.entered_at)
    return fail(ErrorCode::invalid_input,
                fmt::format("「{}」写在 {}，在将来；发生以后再记", words_of(event.step).chinese,
                            to_string(china_day(event.at))));
  return {};
}

std::optional<RecordState> state_of(const std::optional<Record>& before) {
  if (!before) return std::nullopt;
  return before->state;
}

std::string steps_from(RecordKind kind, std::optional<RecordState> from) {
  std::string words;
  for (const RecordMove& move : moves_from(kind, from))
    words += fmt::format("{}{}", words.empty() ? "" : "、", words_of(move.step).chinese);
  return words.empty() ? "没有可做的" : words;
}

std::string actors_of(const RecordMove& move) {
  std::string words;
  for (std::size_t i = 1; i <= kRecordActors; ++i)
    if (move.by.has(static_cast<RecordActor>(i)))
      words +=
          fmt::format("{}{}", words.empty() ? "" : "、", in_chinese(static_cast<RecordActor>(i)));
  return words;
}

Result<const RecordMove*> allowed_move(RecordKind kind, const std::optional<Record>& before,
                                       const RecordEvent& event) {
  const std::optional<RecordState> from = state_of(before);
  const RecordMove* move = move_of(kind, from, event.step);
  const std::string_view step = words_of(event.step).chinese;
  if (move == nullptr)
    return fail(
        ErrorCode::conflict,
        fmt::format("「{}」{}，不能「{}」；现在可以：{}", words_of(kind).chinese,
                    from ? words_of(*from).chinese : "还没有开始", step, steps_from(kind, from)));
  if (!move->by.has(event.by))
    return fail(ErrorCode::not_permitted,
                fmt::format("「{}」由{}做，不是{}", step, actors_of(*move), in_chinese(event.by)));
  if (before && event.at < before->events.back().at)
    return fail(ErrorCode::conflict, fmt::format("「{}」早于上一步，请核对日期", step));
  return move;
}

// Who brought the record to where it stands: none of them says yes to it.
std::vector<PersonId> who_brought_it_here(const Record& record) {
  std::optional<RecordState> state;
  std::vector<PersonId> people;
  for (const RecordEvent& event : record.events) {
    const RecordMove* move = move_of(record.face.kind, state, event.step);
    check(move != nullptr);
    if (state != move->to) people.clear();
    people.push_back(event.person);
    state = move->to;
  }
  return people;
}

// The organiser's steps are made by the organiser, an addressee's by the one to whom it is
// addressed; what somebody asks for he does not grant himself.
Result<void> check_person(const Record& before, const RecordEvent& event) {
  const bool is_organisers = event.by == RecordActor::organiser || event.by == RecordActor::other;
  if (is_organisers && event.for_body != before.face.owner)
    return fail(ErrorCode::not_permitted, "只有主办单位可以办；这一件由另一单位主办");
  const bool is_addressed =
      before.face.addressee != BodyId{} && event.for_body == before.face.addressee;
  if (event.by == RecordActor::addressee && !is_addressed)
    return fail(ErrorCode::not_permitted, "只有发给的单位可以办；这一件发给另一单位");
  if (event.by != RecordActor::other && event.by != RecordActor::leader) return {};
  const std::string_view step = words_of(event.step).chinese;
  if (event.person == PersonId{})
    return fail(ErrorCode::not_permitted, fmt::format("「{}」要写明是谁做的", step));
  const std::vector<PersonId> people = who_brought_it_here(before);
  if (std::ranges::find(people, event.person) != people.end())
    return fail(ErrorCode::not_permitted, fmt::format("「{}」要由提出的人以外的人做", step));
  return {};
}

void set_line(const Line& line, std::vector<Line>& lines) {
  const auto known = std::ranges::find(lines, line.item, &Line::item);
  if (known == lines.end()) {
    lines.push_back(line);
    return;
  }
  std::string told = std::move(known->told);
  *known = line;
  if (known->told.empty()) known->told = std::move(told);
}

void step_on(Record& record, RecordEvent event, const RecordMove& move) {
  for (const auto& [field, value] : event.values) {
    if (value.empty())
      record.values.erase(field);
    else
      record.values[field] = value;
  }
  for (const Line& line : event.lines) set_line(line, record.lines);
  if (event.to) record.face.addressee = *event.to;
  record.state = move.to;
  record.events.push_back(std::move(event));
}

// A whole number as check_values() lets it in.
std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// Which field says by when a record has to leave its state; nothing: none does.
std::optional<Field> deadline_of(RecordKind kind, RecordState state) {
  using K = RecordKind;
  using S = RecordState;
  const bool is_asked = (kind == K::task && (state == S::open || state == S::doing)) ||
                        (kind == K::return_ && state == S::draft) ||
                        (kind == K::self_inspection && state == S::draft) ||
                        (kind == K::assessment && state == S::draft) ||
                        (kind == K::inspection && state == S::rectifying) ||
                        (kind == K::hazard && (state == S::open || state == S::rectifying)) ||
                        (kind == K::order && state == S::issued);
  if (is_asked) return Field::until;
  if (kind == K::exposure && state == S::published) return Field::take_down;
  return std::nullopt;
}

}  // namespace

Result<Record> apply(const std::optional<Record>& before, const RecordFace& face,
                     const RecordEvent& event, Instant now) {
  const Record begun = before.value_or(Record{.face = face});
  const RecordKind kind = begun.face.kind;
  if (!is_kind(kind)) return fail(ErrorCode::invalid_input, "没有这种记录");
  if (!is_known(event)) return fail(ErrorCode::invalid_input, "步骤、角色、字段之中有不认识的值");
  const auto known = std::ranges::find(begun.events, event.key, &RecordEvent::key);
  if (!event.key.empty() && known != begun.events.end()) {
    if (is_same(event, *known)) return begun;
    return fail(ErrorCode::conflict,
                fmt::format("编号 {} 已经记过另一件事，请换一个编号", event.key));
  }
  const auto refused = [](Result<void>&& fine) { return tl::unexpected(std::move(fine.error())); };
  if (Result<void> fine = check_moment(event, now); !fine) return refused(std::move(fine));
  const Result<const RecordMove*> move = allowed_move(kind, before, event);
  if (!move) return tl::unexpected(move.error());
  if (Result<void> fine = check_person(begun, event); !fine) return refused(std::move(fine));
  if (!before)
    if (Result<void> fine = check_face(face); !fine) return refused(std::move(fine));
  if (Result<void> fine = check_said(begun, **move, event); !fine) return refused(std::move(fine));
  Record after = begun;
  step_on(after, event, **move);
  if (Result<void> fine = check_values(kind, after.values); !fine) return refused(std::move(fine));
  if (kind == RecordKind::return_ && after.state == RecordState::filed)
    if (Result<void> fine = check_filing(after); !fine) return refused(std::move(fine));
  if (after.face.addressee == BodyId{} && waits_for_addressee(kind, after.state))
    return fail(ErrorCode::invalid_input,
                fmt::format("「{}」要写明发给哪个单位", words_of(event.step).chinese));
  return after;
}

Result<Record> replay(const RecordFace& face, std::vector<RecordEvent> events) {
  Record record{.face = face};
  std::optional<RecordState> state;
  for (RecordEvent& event : events) {
    const bool is_fit = is_kind(face.kind) && is_known(event);
    const RecordMove* move = is_fit ? move_of(face.kind, state, event.step) : nullptr;
    const bool is_later = record.events.empty() || event.at >= record.events.back().at;
    if (move == nullptr || !move->by.has(event.by) || !is_later)
      return fail(ErrorCode::conflict,
                  fmt::format("记录的第 {} 步接不上前面的，被改动过；请从备份恢复",
                              record.events.size() + 1));
    state = move->to;
    step_on(record, std::move(event), *move);
  }
  if (record.events.empty())
    return fail(ErrorCode::conflict, "记录一步也没有，被改动过；请从备份恢复");
  return record;
}

std::vector<RecordMove> moves_from(RecordKind kind, std::optional<RecordState> from) {
  std::vector<RecordMove> moves;
  for (const RecordMove& move : record_life())
    if (move.kind == kind && move.from == from) moves.push_back(move);
  return moves;
}

std::optional<Date> day_of(const Values& values, Field field) {
  const Result<Date> day = parse_iso_date(text_of(values, field));
  if (!day) return std::nullopt;
  return *day;
}

std::optional<std::int64_t> number_of(const Values& values, Field field) {
  return number_in(text_of(values, field));
}

std::optional<Money> money_of(const Values& values, Field field) {
  const std::optional<std::int64_t> fen = number_in(text_of(values, field));
  if (!fen) return std::nullopt;
  return Money{*fen};
}

std::string_view text_of(const Values& values, Field field) {
  const auto found = values.find(field);
  return found == values.end() ? std::string_view{} : std::string_view{found->second};
}

std::vector<std::string> lines_of(const Values& values, Field field) {
  std::vector<std::string> lines;
  std::string_view rest = text_of(values, field);
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    lines.emplace_back(rest.substr(0, end));
    rest = end == rest.npos ? std::string_view{} : rest.substr(end + 1);
  }
  return lines;
}

void withhold_from_enterprise(Record& record) {
  // An order keeps a reason: without one nobody could go on with it.
  constexpr std::string_view kGroundsWithheld = "按督办规则提出，见要求";
  const auto withhold = [](Values& values) {
    std::erase_if(values, [](const auto& one) { return kNeverToldToEnterprises.has(one.first); });
  };
  withhold(record.values);
  for (RecordEvent& event : record.events) withhold(event.values);
  if (!is_proposed_by_rule(record)) return;
  record.values.erase(Field::value);
  record.values[Field::reason] = kGroundsWithheld;
  for (RecordEvent& event : record.events) {
    if (event.step == RecordStep::issued) return;
    event.values.clear();
    event.lines.clear();
  }
}

void withhold_from_enterprise(RecordKind kind, Values& values) {
  std::erase_if(values, [&](const auto& one) {
    const bool is_ground =
        kind == RecordKind::order && (one.first == Field::reason || one.first == Field::value);
    return is_ground || kNeverToldToEnterprises.has(one.first);
  });
}

bool is_proposed_by_rule(const Record& record) {
  return record.face.kind == RecordKind::order && !record.events.empty() &&
         record.events.front().by == RecordActor::machine;
}

std::string_view title_of(const Values& values) {
  for (const Field field :
       {Field::name, Field::subject, Field::content, Field::firm, Field::scheme}) {
    const std::string_view text = text_of(values, field);
    if (!text.empty()) return text.substr(0, text.find('\n'));
  }
  return {};
}

const Line* find_line(const Record& record, std::string_view item) {
  const auto found = std::ranges::find(record.lines, item, &Line::item);
  return found == record.lines.end() ? nullptr : &*found;
}

std::optional<Date> due_of(const Record& record) {
  const std::optional<Field> field = deadline_of(record.face.kind, record.state);
  if (!field) return std::nullopt;
  return day_of(record.values, *field);
}

std::optional<Instant> due_at(const Record& record) {
  const std::optional<Date> day = due_of(record);
  if (!day) return std::nullopt;
  const std::optional<std::int64_t> hour = number_of(record.values, Field::due_hour);
  if (hour) return china_instant(*day, static_cast<int>(*hour) * 60);
  return Instant{china_instant(*day + 1, 0).utc_ms - 1};
}

bool is_overdue(const Record& record, Date today) {
  const std::optional<Date> due = due_of(record);
  return due && today > *due;
}

bool is_open(const Record& record) {
  return words_of(record.state).is_open;
}

}  // namespace qingxin::oversight
