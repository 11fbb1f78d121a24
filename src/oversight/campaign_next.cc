// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "oversight/campaign.h"

// Next year's campaign from last year's.
namespace qingxin::oversight {

namespace {

// From that far on a day stays as far from the festival as it was.
constexpr int kNearDays = 28;
constexpr std::string_view kPracticeHead = "上一年的好做法：";

Date by_a_year(Date day) {
  return day_in(month_of(day) + 12, static_cast<int>(day_of_month(day)));
}

void copy(const Values& from, std::initializer_list<Field> fields, Values& to) {
  for (const Field field : fields)
    if (const std::string_view text = text_of(from, field); !text.empty())
      to[field] = std::string{text};
}

void copy_days(const Values& from, std::initializer_list<Field> fields, const Moving& moving,
               Values& to) {
  for (const Field field : fields)
    if (const std::optional<Date> day = day_of(from, field))
      to[field] = to_string(moved(*day, moving));
}

std::string with_next_year(std::string text, int year) {
  const std::string old = std::to_string(year), next = std::to_string(year + 1);
  for (std::size_t at = text.find(old); at != text.npos; at = text.find(old, at + next.size()))
    text.replace(at, old.size(), next);
  return text;
}

// What was said of the campaign, and the good practice of its summary in place of that of the year
// before.
std::string content_with_practice(const Values& values) {
  std::string content{text_of(values, Field::content)};
  if (const std::size_t head = content.find(kPracticeHead); head != content.npos)
    content.erase(head);
  while (content.ends_with('\n')) content.pop_back();
  const std::string_view practice = text_of(values, Field::practice);
  if (practice.empty()) return content;
  return fmt::format("{}{}{}\n{}", content, content.empty() ? "" : "\n", kPracticeHead, practice);
}

PlannedRecord begun(const Record& old, std::int64_t parent) {
  return {.kind = old.face.kind,
          .parent = parent,
          .addressee = static_cast<std::int64_t>(old.face.addressee),
          .industry = old.face.industry,
          .region_code = old.face.region_code,
          .values = {},
          .lines = {}};
}

PlannedRecord next_of(const KeptRecordOf& campaign, int year, const Moving& moving) {
  const Values& old = campaign.record.values;
  PlannedRecord next = begun(campaign.record, 0);
  copy(old,
       {Field::goal, Field::duty, Field::industry, Field::rhythm, Field::festival_rhythm,
        Field::due_hour, Field::leader_name, Field::leader_phone, Field::subject, Field::source},
       next.values);
  copy_days(old, {Field::from, Field::until, Field::festival_from}, moving, next.values);
  next.values[Field::name] = with_next_year(std::string{text_of(old, Field::name)}, year);
  next.values[Field::year] = std::to_string(year + 1);
  next.values[Field::earlier] = std::to_string(campaign.id);
  if (std::string content = content_with_practice(old); !content.empty())
    next.values[Field::content] = std::move(content);
  for (const Line& line : campaign.record.lines) {
    Line asked;
    asked.item = line.item;
    asked.note = line.note;
    next.lines.push_back(std::move(asked));
  }
  return next;
}

// Stages, members and teams that stand; why one does not is said.
class Copying {
 public:
  Copying(const KeptRecordOf& campaign, std::span<const EndedBody> ended, const Moving& moving,
          CampaignDraft& draft)
      : places_{{campaign.id, -1}}, ended_(ended), moving_(moving), draft_(&draft) {}

  void add(const KeptRecordOf& part);

 private:
  const EndedBody* ended_body(const Record& part) const;
  void leave_out(const Record& part, std::string_view why);
  std::int64_t parent_of(const Record& part) const;

  std::map<std::int64_t, std::int64_t> places_;  // of old ids
  std::span<const EndedBody> ended_;
  Moving moving_;
  CampaignDraft* draft_;
};

const EndedBody* Copying::ended_body(const Record& part) const {
  const auto unit = static_cast<std::int64_t>(part.face.addressee);
  const auto found = std::ranges::find(ended_, unit, &EndedBody::unit);
  return unit == 0 || found == ended_.end() ? nullptr : &*found;
}

void Copying::leave_out(const Record& part, std::string_view why) {
  draft_->notes.push_back(fmt::format("没有带过来：{}「{}」，{}", words_of(part.face.kind).chinese,
                                      title_of(part.values), why));
}

std::int64_t Copying::parent_of(const Record& part) const {
  const auto found = places_.find(part.face.parent);
  return found == places_.end() ? -1 : found->second;
}

void Copying::add(const KeptRecordOf& part) {
  const Record& old = part.record;
  if (old.state == RecordState::ended) return leave_out(old, "已经停用");
  if (old.state == RecordState::cancelled) return leave_out(old, "已经取消");
  if (const EndedBody* body = ended_body(old); body != nullptr)
    return leave_out(old, fmt::format("单位「{}」已经撤销或者退出", body->name));
  PlannedRecord next = begun(old, parent_of(old));
  copy(old.values,
       {Field::name, Field::goal, Field::duty, Field::measure, Field::industry, Field::due_hour,
        Field::content, Field::leader_name, Field::leader_phone, Field::person_in_charge,
        Field::phone, Field::team_names},
       next.values);
  copy_days(old.values, {Field::from, Field::until}, moving_, next.values);
  draft_->records.push_back(std::move(next));
  places_[part.id] = -std::ssize(draft_->records);
}

}  // namespace

Date moved(Date day, const Moving& moving) {
  if (!moving.festival || !moving.next) return by_a_year(day);
  const int away = day - *moving.festival;
  if (away < -kNearDays) return std::min(by_a_year(day), *moving.next - kNearDays - 1);
  if (away > kNearDays) return std::max(by_a_year(day), *moving.next + kNearDays + 1);
  return *moving.next + away;
}

Result<CampaignDraft> next_campaign(const KeptRecordOf& campaign,
                                    std::span<const KeptRecordOf> parts,
                                    std::span<const EndedBody> ended,
                                    const law::Calendar& calendar) {
  const std::optional<Date> from = day_of(campaign.record.values, Field::from);
  if (!from) return fail(ErrorCode::invalid_input, "专项行动没有起始日，不能照着建下一年的");
  const int year =
      static_cast<int>(number_of(campaign.record.values, Field::year).value_or(year_of(*from)));
  const Moving moving{.festival = festival_eve_after(*from, calendar),
                      .next = festival_eve_after(by_a_year(*from), calendar)};
  CampaignDraft draft;
  draft.records.push_back(next_of(campaign, year, moving));
  if (!moving.festival || !moving.next)
    draft.notes.push_back(fmt::format(
        "{} 年春节的日子还没有，各个日期都往后移一年，节前的日期请自己改",
        year_of(by_a_year(*from)) + 1));
  else if (!calendar.is_published(year_of(*moving.next)))
    draft.notes.push_back(
        fmt::format("{} 年的放假安排还没有公布，春节前最后一天暂定为 {}，公布以后请核对各个日期",
                    year_of(*moving.next), to_string(*moving.next)));
  if (!text_of(campaign.record.values, Field::basis).empty())
    draft.notes.emplace_back("依据文号是上一年的，没有带过来，请写今年的");
  Copying copying(campaign, ended, moving, draft);
  for (const RecordKind kind :
       {RecordKind::stage, RecordKind::member, RecordKind::team, RecordKind::task})
    for (const KeptRecordOf& part : parts)
      if (part.record.face.kind == kind) copying.add(part);
  return draft;
}

}  // namespace qingxin::oversight
