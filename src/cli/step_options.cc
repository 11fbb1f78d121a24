// SPDX-License-Identifier: Apache-2.0
#include "cli/step_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <fstream>
#include <sstream>

#include "app/register_query.h"
#include "base/text.h"

namespace qingxin::cli {

namespace {

tl::unexpected<Error> usage(std::string message) {
  return fail(ErrorCode::usage, std::move(message));
}

Result<void> take_day(const TypedStep& typed, app::Event& event) {
  if (typed.day.empty()) return {};
  const Result<Date> day = day_in("--day", typed.day);
  if (!day) return tl::unexpected(day.error());
  event.day = *day;
  return {};
}

Result<void> take_numbers(const TypedStep& typed, app::Event& event) {
  constexpr std::int64_t kMost = 1'000'000;
  for (const auto& [option, text, place] :
       {std::tuple{"--people", &typed.people, &event.people},
        {"--satisfaction", &typed.satisfaction, &event.satisfaction}}) {
    if (text->empty()) continue;
    const Result<std::int64_t> number = number_in(option, *text);
    if (!number) return tl::unexpected(number.error());
    if (*number > kMost) return usage(fmt::format("{} 的值 {} 太大", option, *number));
    *place = static_cast<int>(*number);
  }
  for (const auto& [option, text, place] : {std::tuple{"--amount", &typed.amount, &event.amount},
                                            {"--base", &typed.base, &event.base}}) {
    if (text->empty()) continue;
    const Result<Money> amount = money_in(option, *text);
    if (!amount) return tl::unexpected(amount.error());
    *place = *amount;
  }
  if (!typed.body.empty()) {
    const Result<std::int64_t> body = number_in("--body", typed.body);
    if (!body) return tl::unexpected(body.error());
    event.body = casework::BodyId{*body};
  }
  if (typed.link.empty()) return {};
  const Result<std::int64_t> link = number_in("--link", typed.link);
  if (!link) return tl::unexpected(link.error());
  event.link = *link;
  return {};
}

Result<void> take_choices(const TypedStep& typed, app::Event& event) {
  for (const Result<void>& taken :
       {take_named(typed.venue, app::venue_named, event.venue),
        take_named(typed.channel, app::channel_named, event.channel),
        take_named(typed.matter_class, app::class_named, event.matter_class),
        take_named(typed.outcome, app::outcome_named, event.outcome),
        take_named(typed.ground, app::ground_named, event.ground),
        take_named(typed.measure, app::measure_named, event.measure)})
    if (!taken) return taken;
  return {};
}

// "移送书=平人社移〔2026〕1号", or "涉案物品清单:没有查扣物品" where there is none.
Result<casework::AttachedPaper> paper_in(std::string_view text) {
  const std::size_t mark = text.find_first_of("=:");
  if (mark == std::string_view::npos || mark + 1 == text.size())
    return usage(fmt::format("--paper 的值「{}」不对，请写成 材料=文号，没有的写成 材料:为什么没有",
                             printable(text)));
  const Result<casework::PolicePaper> kind = app::police_paper_named(text.substr(0, mark));
  if (!kind) return tl::unexpected(kind.error());
  casework::AttachedPaper paper{.kind = *kind, .document = {}, .none_because = {}};
  (text[mark] == '=' ? paper.document : paper.none_because) = text.substr(mark + 1);
  return paper;
}

Result<casework::PersonId> person_named(const app::CaseDesk& desk, const std::string& login) {
  const Result<store::User> user = app::user_of_login(desk, login);
  if (!user) return tl::unexpected(user.error());
  return casework::PersonId{access::number(user->id)};
}

Result<void> take_people(const app::CaseDesk& desk, const TypedStep& typed, app::Event& event) {
  if (!typed.assignee.empty()) {
    const Result<casework::PersonId> person = person_named(desk, typed.assignee);
    if (!person) return tl::unexpected(person.error());
    event.assignee = *person;
  }
  for (const std::string& login : typed.team) {
    const Result<casework::PersonId> person = person_named(desk, login);
    if (!person) return tl::unexpected(person.error());
    event.team.push_back(*person);
  }
  for (const std::string& text : typed.papers) {
    const Result<casework::AttachedPaper> paper = paper_in(text);
    if (!paper) return tl::unexpected(paper.error());
    event.papers.push_back(*paper);
  }
  return {};
}

}  // namespace

void declare_step(CLI::App& command, TypedStep& typed) {
  for (const auto& [option, place] : {std::pair{"--number", &typed.number},
                                      {"--by", &typed.by},
                                      {"--at", &typed.at},
                                      {"--key", &typed.key},
                                      {"--reason", &typed.reason},
                                      {"--document", &typed.document},
                                      {"--route", &typed.route},
                                      {"--legal-aid", &typed.legal_aid},
                                      {"--heard", &typed.heard},
                                      {"--day", &typed.day},
                                      {"--body", &typed.body},
                                      {"--amount", &typed.amount},
                                      {"--base", &typed.base},
                                      {"--people", &typed.people},
                                      {"--assignee", &typed.assignee},
                                      {"--link", &typed.link},
                                      {"--venue", &typed.venue},
                                      {"--channel", &typed.channel},
                                      {"--class", &typed.matter_class},
                                      {"--outcome", &typed.outcome},
                                      {"--ground", &typed.ground},
                                      {"--measure", &typed.measure},
                                      {"--satisfaction", &typed.satisfaction}})
    command.add_option(option, *place);
  command.add_option("--team", typed.team)->delimiter(',');
  command.add_option("--photo", typed.photos)->allow_extra_args(false);
  command.add_option("--paper", typed.papers)->allow_extra_args(false);
}

Result<std::int64_t> number_in(std::string_view option, std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc{} && end == text.data() + text.size() && number > 0) return number;
  return usage(fmt::format("{} 的值「{}」不对，请写正整数", option, printable(text)));
}

Result<Money> money_in(std::string_view option, std::string_view text) {
  const Result<Money> amount = parse_money(text);
  if (!amount) return usage(fmt::format("{} 的值：{}", option, amount.error().message));
  if (amount->fen < 0) return usage(fmt::format("{} 的值 {} 是负数", option, to_string(*amount)));
  return *amount;
}

Result<Date> day_in(std::string_view option, std::string_view text) {
  const Result<Date> day = parse_iso_date(text);
  if (!day)
    return usage(fmt::format("{} 的值「{}」不是日期，请写成 2026-11-22", option, printable(text)));
  return *day;
}

Result<Instant> instant_in(std::string_view option, std::string_view text) {
  const Result<Instant> instant = app::instant_in(text);
  if (instant) return *instant;
  return usage(fmt::format("{} 的值{}", option, instant.error().message));
}

Result<std::string> text_of_file(const std::string& name) {
  std::ifstream in{name, std::ios::binary};
  std::ostringstream content;
  content << in.rdbuf();
  if (!in || !content)
    return fail(ErrorCode::unavailable,
                fmt::format("「{}」读不出来，请核对路径和权限", printable(name)));
  return content.str();
}

Result<store::RevealPurpose> purpose_in(std::string_view name) {
  if (name.empty() || name == "handle_case") return store::RevealPurpose::handle_case;
  if (name == "call_back") return store::RevealPurpose::call_back;
  if (name == "asked_by_person") return store::RevealPurpose::asked_by_person;
  return usage(fmt::format(
      "--purpose 的值「{}」不对，请写 handle_case、call_back 或 asked_by_person", printable(name)));
}

Result<access::Principal> typist(const app::CaseDesk& desk, const std::string& as) {
  if (as.empty()) return access::the_local_operator();
  return app::principal_of_login(desk, as);
}

Result<app::Moment> moment_of(const std::string& as_of, const Machine& machine) {
  if (as_of.empty()) return app::Moment{machine.now(), machine.today};
  const Result<Date> day = day_in("--as-of", as_of);
  if (!day) return tl::unexpected(day.error());
  constexpr std::int64_t kHourMs = 3'600'000;
  return app::Moment{Instant{((std::int64_t{day->days} + 1) * 24 - 8) * kHourMs - 1}, *day};
}

Result<app::StepOrder> step_order(const app::CaseDesk& desk, app::Subject subject,
                                  std::int64_t dossier, std::string_view step,
                                  const TypedStep& typed) {
  app::StepOrder order{.subject = subject, .dossier = dossier, .event = {}, .by = {}};
  const Result<app::Step> named = app::step_named(subject, step);
  if (!named) return tl::unexpected(named.error());
  app::Event& event = order.event;
  event.step = *named;
  event.key = typed.key;
  event.reason = typed.reason;
  event.document = typed.document;
  event.route = typed.route;
  event.legal_aid = typed.legal_aid;
  event.heard = typed.heard;
  event.photos = typed.photos;
  if (!typed.number.empty()) {
    const Result<std::int64_t> number = number_in("--number", typed.number);
    if (!number) return tl::unexpected(number.error());
    constexpr std::int64_t kMost = 10'000;
    event.number = static_cast<int>(std::min(*number, kMost));
  }
  if (!typed.at.empty()) {
    const Result<Instant> at = instant_in("--at", typed.at);
    if (!at) return tl::unexpected(at.error());
    event.at = *at;
  }
  if (const Result<void> taken = take_named(typed.by, app::actor_named, order.by); !taken)
    return tl::unexpected(taken.error());
  for (const Result<void>& taken : {take_day(typed, event), take_numbers(typed, event),
                                    take_choices(typed, event), take_people(desk, typed, event)})
    if (!taken) return tl::unexpected(taken.error());
  return order;
}

}  // namespace qingxin::cli
