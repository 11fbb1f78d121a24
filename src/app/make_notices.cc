// SPDX-License-Identifier: Apache-2.0
#include "app/make_notices.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "app/permit.h"
#include "base/hash.h"
#include "casework/clock_table.h"
#include "store/warnings.h"

namespace qingxin::app {

namespace {

using casework::WarningPhase;
using store::Kept;
using store::ProjectId;

// What happened before that, nobody waits to be told of any more.
constexpr std::int64_t kNewsMs = 3 * kDayMs;

// To whom: a contact of a unit, or a channel that is its own receiver.
struct Addressee {
  std::string channel, to, id;  // id: of the contact, for the key
  outbox::ChannelKind kind{};
};

// Whose matter it is: the body in charge (none: not known), and where.
struct Charge {
  store::UnitId unit{};
  std::string_view region;
};

// Who is told of what an office has to do.
class Officers {
 public:
  static Result<Officers> read(store::Store& held, const NoticeDesk& desk) {
    Result<std::vector<store::BodyContact>> contacts = held.outbox().contacts_of_bodies();
    if (!contacts) return tl::unexpected(contacts.error());
    // Channels that are gone are left out.
    std::erase_if(*contacts, [&](const store::BodyContact& one) {
      return !outbox::channel_named(desk.settings(), one.contact.channel);
    });
    return Officers(desk.settings(), *std::move(contacts));
  }

  std::vector<Addressee> of(const Charge& charge) const {
    std::vector<Addressee> found;
    if (charge.unit != store::UnitId{})
      found = those([&](store::UnitId unit, std::string_view) { return unit == charge.unit; });
    if (found.empty()) found = of_district(charge.region);
    if (found.empty())
      for (const outbox::Channel& channel : settings_->channels)
        if (channel.is_for_officers && channel.unit == 0 && channel.region.empty())
          found.push_back(addressee(channel));
    return found;
  }

 private:
  Officers(const outbox::OutboxSettings& settings, std::vector<store::BodyContact> contacts)
      : settings_(&settings), contacts_(std::move(contacts)) {}

  static Addressee addressee(const outbox::Channel& channel) {
    return {channel.name, "", hex(sm3(channel.name), 4), outbox::kind_of(channel)};
  }

  // Channels and contacts that somebody set up for a body or a district.
  template <typename IsWanted>
  std::vector<Addressee> those(IsWanted is_wanted) const {
    std::vector<Addressee> found;
    for (const outbox::Channel& channel : settings_->channels)
      if (channel.is_for_officers && (channel.unit != 0 || !channel.region.empty()) &&
          is_wanted(store::UnitId{channel.unit}, channel.region))
        found.push_back(addressee(channel));
    for (const auto& [contact, region] : contacts_)
      if (is_wanted(contact.unit, region))
        found.push_back(
            {contact.channel, contact.to, fmt::format("{}", number(contact.id)), contact.kind});
    return found;
  }

  // Of the nearest one that has any; a body without a district is of none.
  std::vector<Addressee> of_district(std::string_view region) const {
    std::optional<std::size_t> best;
    const auto near = [&](std::string_view place) -> std::optional<std::size_t> {
      return place.empty() ? std::nullopt : outbox::nearness(place, region);
    };
    those([&](store::UnitId, std::string_view place) {
      best = std::max(best, near(place));
      return false;
    });
    if (!best) return {};
    return those([&](store::UnitId, std::string_view place) { return near(place) == best; });
  }

  const outbox::OutboxSettings* settings_;
  std::vector<store::BodyContact> contacts_;
};

Result<NoticesMade> keep(store::Store& held, const NoticeDesk& desk, Instant now,
                         std::span<const Addressee> addressees, const outbox::Notice& said,
                         store::NoticeAbout about, std::int64_t about_id) {
  NoticesMade made;
  for (const Addressee& one : addressees) {
    store::NewNotice notice{.id = store::NoticeId{desk.ids->next(now)},
                            .notice = said,
                            .kind = one.kind,
                            .about = about,
                            .about_id = about_id,
                            .first = outbox::first_allowed(one.kind, now)};
    notice.notice.key = fmt::format("{}-{}", said.key, one.id);
    notice.notice.channel = one.channel;
    notice.notice.to = one.to;
    const Result<Kept> kept = held.outbox().add_notice(notice);
    // He was told of this step before, when a name was written otherwise or he had another number.
    if (!kept && kept.error().code == ErrorCode::conflict) continue;
    if (!kept) return tl::unexpected(kept.error());
    if (*kept == Kept::now) ++made.fresh;
  }
  return made;
}

bool is_of_enterprise(int receiver) {
  const auto whom = static_cast<verify::Receiver>(receiver);
  return whom == verify::Receiver::owner || whom == verify::Receiver::general_contractor ||
         whom == verify::Receiver::subcontractor;
}

// The credit codes of the owner and the general contractor, as the facts in force have them.
struct Codes {
  std::string owner, general_contractor;
};
Result<Codes> codes_of(store::Store& held, ProjectId project) {
  const Result<book::Facts> facts = held.facts_of(std::span{&project, 1}, std::nullopt);
  if (!facts) return tl::unexpected(facts.error());
  if (facts->projects.empty()) return Codes{};
  const book::Project& row = facts->projects.front();
  return Codes{std::string{facts->texts[row.owner_credit_code]},
               std::string{facts->texts[row.general_contractor_credit_code]}};
}

bool is_asked(const store::Unit& unit, const Codes& codes, int receiver) {
  switch (static_cast<verify::Receiver>(receiver)) {
    case verify::Receiver::owner: return unit.credit_code == codes.owner;
    case verify::Receiver::general_contractor: return unit.credit_code == codes.general_contractor;
    case verify::Receiver::subcontractor:
      return unit.credit_code != codes.owner && unit.credit_code != codes.general_contractor;
    case verify::Receiver::office:
    case verify::Receiver::inspector:
    case verify::Receiver::industry_authority:
    case verify::Receiver::leader:
    case verify::Receiver::street: return false;
  }
  return false;
}

// The contacts of those parties whom the rung asks. Channels that are gone are left out.
Result<std::vector<Addressee>> asked_of(store::Store& held, const NoticeDesk& desk,
                                        const Officers& officers, const KeptWarning& warning) {
  if (!is_of_enterprise(warning.receiver)) return officers.of({.region = warning.region_code});
  std::vector<Addressee> found;
  const Result<std::vector<store::UnitId>> parties = held.outbox().parties_of(warning.key.project);
  if (!parties) return tl::unexpected(parties.error());
  std::optional<Codes> codes;
  for (const store::UnitId party : *parties) {
    const Result<std::vector<store::Contact>> contacts = held.outbox().contacts_of(party);
    if (!contacts) return tl::unexpected(contacts.error());
    if (contacts->empty()) continue;
    if (!codes) {
      Result<Codes> read = codes_of(held, warning.key.project);
      if (!read) return tl::unexpected(read.error());
      codes = *std::move(read);
    }
    const Result<store::Unit> unit = held.unit(party);
    if (!unit) return tl::unexpected(unit.error());
    if (!is_asked(*unit, *codes, warning.receiver)) continue;
    for (const store::Contact& contact : *contacts)
      if (outbox::channel_named(desk.settings(), contact.channel))
        found.push_back(
            {contact.channel, contact.to, fmt::format("{}", number(contact.id)), contact.kind});
  }
  return found;
}

// What is told of a rung: that it was reached, that its term is about to end.
enum class News : unsigned char { raised, due };

// Nothing here comes from a clue, a case or a person.
outbox::Notice notice_of(const KeptWarning& warning, News news, const std::string& office) {
  const std::string& project =
      warning.project_name.empty() ? warning.project_code : warning.project_name;
  const std::string due = to_string(warning.warning.due.day);
  outbox::Notice notice;
  // What makes it graver or milder on the same rung and until the same day asks for nothing new.
  notice.key = fmt::format("warning{}-{}-{}-{}", news == News::due ? "-due" : "",
                           to_string(warning.key), hex(sm3(warning.warning.rung), 4), due);
  if (is_of_enterprise(warning.receiver)) {
    notice.template_id = news == News::due ? "warning_due" : "warning_raised";
    notice.values = {{"project", project},        {"matter", warning.matter_name},
                     {"rung", warning.rung_name}, {"due", due},
                     {"asks", warning.asks},      {"office", office}};
  } else {
    notice.template_id = "reminder";
    notice.values = {{"number", project},
                     {"clock", warning.matter_name + "预警"},
                     {"when", fmt::format("{}期限 {}（{}）", news == News::due ? "快到" : "", due,
                                          warning.rung_name)}};
  }
  return notice;
}

outbox::Notice notice_of(const store::NotedReminder& one) {
  const std::vector<casework::ReminderRung> rungs = casework::default_reminders();
  const auto rung = std::ranges::find(rungs, one.reminder.rung, &casework::ReminderRung::id);
  const int days = rung == rungs.end() ? 0 : rung->days;
  const casework::Clock* clock = casework::clock_of(one.reminder.clock);
  outbox::Notice notice;
  notice.key = fmt::format("reminder-{}-{}", number(one.dossier), hex(sm3(one.reminder.key), 8));
  notice.template_id = "reminder";
  notice.values = {
      {"number", fmt::format("{} {}", one.subject == casework::Subject::clue ? "线索" : "案件",
                             number(one.dossier))},
      {"clock", clock == nullptr ? "" : std::string{clock->chinese}},
      {"when", days < 0    ? "快到期限"
               : days == 0 ? "今天到期限"
                           : "已过期限"}};
  return notice;
}

// Once a rung, whichever rules led to it.
outbox::Notice notice_of(const store::NotedEscalation& one) {
  outbox::Notice notice;
  notice.key = fmt::format("escalation-{}-{}", number(one.dossier), static_cast<int>(one.rung));
  notice.template_id = "reminder";
  notice.values = {
      {"number", fmt::format("{} {}", one.subject == casework::Subject::clue ? "线索" : "案件",
                             number(one.dossier))},
      {"clock", std::string{casework::kRungWords[static_cast<std::size_t>(one.rung) - 1]}},
      {"when", "已到这一级"}};
  return notice;
}

// Of a term that ran out nobody can be asked to do anything by its day any more.
bool asks_still(const KeptWarning& warning) {
  return warning.warning.phase == WarningPhase::waiting && !warning.warning.has_run_out;
}

// On its last days, but not on the day on which it was told that the rung was reached, unless that
// is the last.
bool is_due_soon(const KeptWarning& warning, Date today) {
  constexpr int kSoonDays = 2;
  const Date due = warning.warning.due.day;
  if (due < today || due.days - today.days > kSoonDays) return false;
  return due == today || china_day(warning.changed) < today;
}

// With what notices of warnings are made.
struct Making {
  store::Store& held;
  const NoticeDesk& desk;
  const Officers& officers;
  Instant now;
};

Result<NoticesMade> notify_of(const Making& making, const KeptWarning& warning, News news) {
  if (!asks_still(warning)) return NoticesMade{};
  const Result<std::vector<Addressee>> addressees =
      asked_of(making.held, making.desk, making.officers, warning);
  if (!addressees) return tl::unexpected(addressees.error());
  return keep(making.held, making.desk, making.now, *addressees,
              notice_of(warning, news, making.desk.settings().office), store::NoticeAbout::project,
              number(warning.key.project));
}

// What there is to tell of a warning that waits.
Result<NoticesMade> notify_of_waiting(const Making& making, const KeptWarning& warning) {
  NoticesMade made;
  const bool is_news = warning.changed.utc_ms >= making.now.utc_ms - kNewsMs;
  for (const auto& [is_told, news] :
       {std::pair{is_news, News::raised},
        std::pair{is_due_soon(warning, china_day(making.now)), News::due}}) {
    if (!is_told) continue;
    const Result<NoticesMade> some = notify_of(making, warning, news);
    if (!some) return some;
    made.fresh += some->fresh;
  }
  return made;
}

Result<std::unique_ptr<store::Store>> held_to_make(const access::Principal& who, Instant now,
                                                   const NoticeDesk& desk) {
  if (const Result<void> may = permit(who, access::Action::send_notices); !may)
    return tl::unexpected(may.error());
  return desk.store->acting_for(who, now);
}

}  // namespace

Result<NoticesMade> notify_of_warnings(const access::Principal& who, Instant now,
                                       const NoticeDesk& desk,
                                       std::span<const WarningChange> changes) {
  const Result<std::unique_ptr<store::Store>> held = held_to_make(who, now, desk);
  if (!held) return tl::unexpected(held.error());
  NoticesMade made;
  if (desk.settings().channels.empty()) return made;
  const Result<Officers> officers = Officers::read(**held, desk);
  if (!officers) return tl::unexpected(officers.error());
  const Making making{**held, desk, *officers, now};
  for (const WarningChange& change : changes) {
    const Result<std::optional<KeptWarning>> warning = (*held)->warnings().warning(change.key);
    if (!warning) return tl::unexpected(warning.error());
    if (!*warning) continue;
    const Result<NoticesMade> some = notify_of(making, **warning, News::raised);
    if (!some) return some;
    made.fresh += some->fresh;
  }
  return made;
}

Result<NoticesMade> notify_of_open_warnings(const access::Principal& who, Instant now,
                                            const NoticeDesk& desk) {
  constexpr int kAtOnce = 500;
  const Result<std::unique_ptr<store::Store>> held = held_to_make(who, now, desk);
  if (!held) return tl::unexpected(held.error());
  NoticesMade made;
  if (desk.settings().channels.empty()) return made;
  const Result<Officers> officers = Officers::read(**held, desk);
  if (!officers) return tl::unexpected(officers.error());
  const Making making{**held, desk, *officers, now};
  store::WarningFilter filter;
  filter.phase = WarningPhase::waiting;
  WarningKey after;
  while (true) {
    const Result<std::vector<KeptWarning>> warnings =
        (*held)->warnings().warnings_after(filter, after, kAtOnce);
    if (!warnings) return tl::unexpected(warnings.error());
    if (warnings->empty()) return made;
    after = warnings->back().key;
    for (const KeptWarning& warning : *warnings) {
      const Result<NoticesMade> some = notify_of_waiting(making, warning);
      if (!some) return some;
      made.fresh += some->fresh;
    }
  }
}

Result<NoticesMade> notify_of_reminders(const access::Principal& who, Instant now,
                                        const NoticeDesk& desk) {
  const Result<std::unique_ptr<store::Store>> held = held_to_make(who, now, desk);
  if (!held) return tl::unexpected(held.error());
  NoticesMade made;
  if (desk.settings().channels.empty()) return made;
  const Result<Officers> officers = Officers::read(**held, desk);
  if (!officers) return tl::unexpected(officers.error());
  const Result<std::vector<store::NotedReminder>> reminders =
      (*held)->outbox().reminders_since({now.utc_ms - kNewsMs});
  if (!reminders) return tl::unexpected(reminders.error());
  const Result<std::vector<store::NotedEscalation>> escalations =
      (*held)->outbox().escalations_since({now.utc_ms - kNewsMs});
  if (!escalations) return tl::unexpected(escalations.error());
  const auto tell = [&](const auto& one) -> Result<void> {
    const Result<NoticesMade> some =
        keep(**held, desk, now, officers->of({.unit = one.owner, .region = one.region}),
             notice_of(one), store::NoticeAbout::dossier, number(one.dossier));
    if (!some) return tl::unexpected(some.error());
    made.fresh += some->fresh;
    return {};
  };
  for (const store::NotedReminder& one : *reminders)
    if (const Result<void> told = tell(one); !told) return tl::unexpected(told.error());
  for (const store::NotedEscalation& one : *escalations)
    if (const Result<void> told = tell(one); !told) return tl::unexpected(told.error());
  return made;
}

Result<NoticesMade> notify_of_receipt(const access::Principal& who, Instant now,
                                      const NoticeDesk& desk, store::ClueId clue,
                                      std::string_view channel) {
  const Result<std::unique_ptr<store::Store>> held = held_to_make(who, now, desk);
  if (!held) return tl::unexpected(held.error());
  const Result<const outbox::Channel*> found = outbox::channel_named(desk.settings(), channel);
  if (!found) return tl::unexpected(found.error());
  const outbox::ChannelKind kind = outbox::kind_of(**found);
  if (kind != outbox::ChannelKind::sms)
    return fail(ErrorCode::invalid_input,
                fmt::format("渠道 {} 不是短信；回执只发到反映人自己的手机", (*found)->name));
  const Result<store::WholeClue> whole = (*held)->clues().whole_clue(clue);
  if (!whole) return tl::unexpected(whole.error());
  if (whole->clue.reporting != store::Reporting::named) return NoticesMade{};
  std::string office = desk.settings().office;
  if (whole->clue.asked != store::UnitId{}) {
    const Result<store::Unit> body = (*held)->unit(whole->clue.asked);
    if (!body) return tl::unexpected(body.error());
    office = body->name;
  }
  std::vector<Addressee> addressees;
  for (const store::CluePerson& person : whole->people) {
    if (!person.is_reporter) continue;
    if (Result<std::string> phone = outbox::plain_receiver(kind, person.phone))
      addressees.push_back(
          {(*found)->name, *std::move(phone), fmt::format("{}", addressees.size()), kind});
  }
  outbox::Notice notice;
  notice.key = fmt::format("receipt-{}", number(clue));
  notice.template_id = "receipt";
  notice.values = {{"office", office}, {"day", to_string(china_day(whole->clue.entered))}};
  return keep(**held, desk, now, addressees, notice, store::NoticeAbout::dossier, number(clue));
}

Result<NoticesMade> notify_of_filing(Instant now, const NoticeDesk& desk, store::ClueId clue) {
  const access::Principal machine = access::the_machine();
  const Result<std::unique_ptr<store::Store>> held = held_to_make(machine, now, desk);
  if (!held) return tl::unexpected(held.error());
  const Result<store::WholeClue> whole = (*held)->clues().whole_clue(clue);
  if (!whole) return tl::unexpected(whole.error());
  std::string region = whole->clue.figures.region_code;
  if (whole->clue.asked != store::UnitId{}) {
    const Result<store::Unit> body = (*held)->unit(whole->clue.asked);
    if (!body) return tl::unexpected(body.error());
    region = body->region_code;
  }
  const outbox::Channel* channel = outbox::sms_channel_for(desk.settings(), region);
  if (channel == nullptr) return NoticesMade{};
  return notify_of_receipt(machine, now, desk, clue, channel->name);
}

}  // namespace qingxin::app
