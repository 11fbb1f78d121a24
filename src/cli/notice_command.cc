// SPDX-License-Identifier: Apache-2.0
#include "cli/notice_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <iostream>
#include <iterator>
#include <ostream>

#include "app/make_notices.h"
#include "app/send_notices.h"
#include "base/text.h"
#include "cli/known_command.h"
#include "cli/report_text.h"
#include "cli/text_table.h"
#include "wire/notice_json.h"

namespace qingxin::cli {

namespace {

constexpr int kDone = 0, kUndelivered = 1, kAtOnce = 500;

const access::Principal& who() {
  static const access::Principal kWho = access::the_local_operator();
  return kWho;
}

// What every command of notices works with.
struct Asked {
  const TypedNotice& typed;
  const Machine& machine;
  app::StoredData& data;
  const app::NoticeDesk& desk;
  Instant now;
};

std::string_view state_word(outbox::NoticeState state) {
  return outbox::word_of(outbox::kNoticeStateWords, state);
}

Result<std::int64_t> number_in(std::string_view what, const std::string& text) {
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure == std::errc{} && end == text.data() + text.size() && number > 0) return number;
  return fail(ErrorCode::usage, fmt::format("「{}」不是{}的编号", printable(text), what));
}

Result<store::NoticeFilter> filter_of(const TypedNotice& typed) {
  store::NoticeFilter filter;
  filter.leaves_out_ended = !typed.is_everything && typed.state.empty();
  filter.channel = typed.channel;
  if (typed.state.empty()) return filter;
  const auto found = std::ranges::find(outbox::kNoticeStateNames, typed.state);
  if (found == outbox::kNoticeStateNames.end())
    return fail(ErrorCode::usage,
                fmt::format("--state 的值「{}」不对，请写 waiting、sending、delivered、refused、"
                            "given_up、unknown 或 stopped",
                            printable(typed.state)));
  filter.state = static_cast<outbox::NoticeState>(found - outbox::kNoticeStateNames.begin() + 1);
  return filter;
}

void print_notices(const app::NoticePage& page, const Asked& asked) {
  std::ostream& out = asked.machine.out;
  TextTable table(
      {Align::left, Align::left, Align::left, Align::left, Align::left, Align::right, Align::left},
      6);
  table.add({{"通知", Ink::strong}, {"模板"}, {"渠道"}, {"收件人"}, {"状态"}, {"次"}, {"上一次"}});
  for (const app::KeptNotice& notice : page.notices)
    table.add({{std::to_string(number(notice.id))},
               {notice.template_id},
               {printable(notice.channel)},
               {notice.receiver.empty() ? "-" : notice.receiver},
               {std::string{state_word(notice.state)}},
               {grouped(notice.attempts)},
               {notice.said.empty() ? "-" : printable(notice.said)}});
  table.print(colour_of(asked.machine), out);
  out << fmt::format(
      "\n{} 件{}\n", page.notices.size(),
      page.has_more ? fmt::format("；接着看：--after {}", number(page.notices.back().id)) : "");
}

Result<int> list(const Asked& asked) {
  const Result<store::NoticeFilter> filter = filter_of(asked.typed);
  if (!filter) return tl::unexpected(filter.error());
  app::NoticeQuery query{.filter = *filter, .after = {}, .limit = kAtOnce};
  if (!asked.typed.after.empty()) {
    const Result<app::NoticeId> after = app::notice_id_in(asked.typed.after);
    if (!after) return tl::unexpected(after.error());
    query.after = *after;
  }
  const Result<app::NoticePage> page = app::list_notices(who(), asked.now, asked.desk, query);
  if (!page) return tl::unexpected(page.error());
  if (asked.typed.wants_json)
    asked.machine.out << wire::notices_json(*page) << '\n';
  else
    print_notices(*page, asked);
  return kDone;
}

// Makes what is to be told first: where no service runs, nobody else does.
Result<int> send(const Asked& asked) {
  const Result<app::NoticesMade> made = app::notify_of_open_warnings(who(), asked.now, asked.desk);
  if (!made) return tl::unexpected(made.error());
  const Result<app::NoticesMade> reminders = app::notify_of_reminders(who(), asked.now, asked.desk);
  if (!reminders) return tl::unexpected(reminders.error());
  const Result<std::vector<app::NoticeSent>> sent =
      app::send_notices(who(), asked.desk, asked.machine.now, [] { return false; });
  if (!sent) return tl::unexpected(sent.error());
  for (const app::NoticeSent& one : *sent)
    asked.machine.out << fmt::format("{}  {}  {}\n", number(one.id), state_word(one.state),
                                     printable(one.said));
  asked.machine.out << fmt::format(
      "新写 {} 件，发了 {} 件，送出 {} 件\n", made->fresh + reminders->fresh, sent->size(),
      std::ranges::count(*sent, outbox::NoticeState::delivered, &app::NoticeSent::state));
  return kDone;
}

Result<int> told(const Result<app::KeptNotice>& notice, const Asked& asked) {
  if (!notice) return tl::unexpected(notice.error());
  asked.machine.out << fmt::format("通知 {}：{}{}\n", number(notice->id), state_word(notice->state),
                                   notice->state == outbox::NoticeState::waiting
                                       ? "，" + china_minute(notice->next) + " 以后发"
                                       : "");
  return kDone;
}

Result<int> retry(const Asked& asked) {
  const Result<app::NoticeId> id = app::notice_id_in(asked.typed.id);
  if (!id) return tl::unexpected(id.error());
  return told(app::retry_notice(who(), asked.now, asked.desk, *id), asked);
}

Result<int> call_off(const Asked& asked) {
  const Result<app::NoticeId> id = app::notice_id_in(asked.typed.id);
  if (!id) return tl::unexpected(id.error());
  return told(app::call_off_notice(who(), asked.now, asked.desk, *id), asked);
}

Result<int> noted(const Result<store::Kept>& kept, std::string_view now, std::string_view before,
                  const Asked& asked) {
  if (!kept) return tl::unexpected(kept.error());
  asked.machine.out << (*kept == store::Kept::now ? now : before) << '\n';
  return kDone;
}

Result<int> stop(const Asked& asked) {
  return noted(app::stop_receiver(who(), asked.now, asked.desk, asked.typed.channel, asked.typed.to,
                                  asked.typed.why),
               "记下了，不再发给他；等着的也停了", "他已经在停发名单上", asked);
}

Result<int> allow(const Asked& asked) {
  return noted(
      app::allow_receiver(who(), asked.now, asked.desk, asked.typed.channel, asked.typed.to),
      "从停发名单里去掉了；停了的要发，用 retry", "他不在停发名单上", asked);
}

Result<int> test(const Asked& asked) {
  const Result<outbox::Delivery> delivery =
      app::test_channel(who(), asked.desk, asked.now, asked.typed.channel, asked.typed.to);
  if (!delivery) return tl::unexpected(delivery.error());
  asked.machine.out << fmt::format(
      "{}：{}\n", outbox::word_of(outbox::kOutcomeWords, delivery->outcome), delivery->said);
  return delivery->outcome == outbox::Outcome::delivered ? kDone : kUndelivered;
}

Result<int> contact(const Asked& asked) {
  const Result<std::int64_t> unit = number_in("单位", asked.typed.unit);
  if (!unit) return tl::unexpected(unit.error());
  return noted(app::add_contact(who(), asked.now, asked.desk, access::UnitId{*unit},
                                asked.typed.channel, asked.typed.to),
               "登记了，以后的预警发给他", "以前登记过", asked);
}

Result<int> contacts(const Asked& asked) {
  const Result<std::vector<store::Contact>> found =
      app::list_contacts(who(), asked.now, asked.desk, access::UnitId{});
  if (!found) return tl::unexpected(found.error());
  TextTable table({Align::left, Align::left, Align::left, Align::left}, 3);
  table.add({{"联系方式", Ink::strong}, {"单位"}, {"渠道"}, {"收件人"}});
  for (const store::Contact& one : *found)
    table.add({{std::to_string(number(one.id))},
               {std::to_string(access::number(one.unit))},
               {printable(one.channel)},
               {one.to.empty() ? "-" : one.to}});
  table.print(colour_of(asked.machine), asked.machine.out);
  return kDone;
}

Result<int> end_contact(const Asked& asked) {
  const Result<std::int64_t> id = number_in("联系方式", asked.typed.id);
  if (!id) return tl::unexpected(id.error());
  return noted(app::end_contact(who(), asked.now, asked.desk, store::ContactId{*id}), "去掉了",
               "没有这个联系方式", asked);
}

// From standard input: what is typed as an argument stands in the list of processes.
Result<int> secret(const Asked& asked) {
  const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
  const std::string_view value = std::string_view{text}.substr(0, text.find_first_of("\r\n"));
  const Result<void> done =
      app::set_channel_secret(who(), asked.now, asked.data, asked.typed.name, value);
  if (!done) return tl::unexpected(done.error());
  asked.machine.out << fmt::format("口令 {} {}；服务开着的，请重启服务\n", asked.typed.name,
                                   value.empty() ? "去掉了" : "封好了");
  return kDone;
}

Result<int> receipt(const Asked& asked) {
  const Result<std::int64_t> clue = number_in("线索", asked.typed.id);
  if (!clue) return tl::unexpected(clue.error());
  const Result<app::NoticesMade> made = app::notify_of_receipt(
      who(), asked.now, asked.desk, store::ClueId{*clue}, asked.typed.channel);
  if (!made) return tl::unexpected(made.error());
  asked.machine.out << fmt::format("新写 {} 件\n", made->fresh);
  return kDone;
}

using Known = KnownCommand<Asked>;
constexpr std::array kKnown = std::to_array<Known>({
    {"notice list", list},
    {"notice send", send},
    {"notice retry", retry},
    {"notice call-off", call_off},
    {"notice stop", stop},
    {"notice allow", allow},
    {"notice test", test},
    {"notice contact", contact},
    {"notice contacts", contacts},
    {"notice end-contact", end_contact},
    {"notice secret", secret},
    {"notice receipt", receipt},
});

void declare_arguments(CLI::App& one, std::string_view name, TypedNotice& typed) {
  const auto is_among = [&](std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
  };
  if (is_among({"retry", "call-off", "end-contact", "receipt"}))
    one.add_option("ID", typed.id)->required();
  if (is_among({"stop", "allow", "test", "contact", "receipt"}))
    one.add_option("--channel", typed.channel)->required();
  if (is_among({"stop", "allow"})) one.add_option("--to", typed.to)->required();
  if (is_among({"test", "contact"})) one.add_option("--to", typed.to);
  if (name == "stop") one.add_option("--why", typed.why)->required();
  if (name == "contact") one.add_option("--unit", typed.unit)->required();
  if (name == "secret") one.add_option("NAME", typed.name)->required();
  if (name != "list") return;
  one.add_option("--state", typed.state);
  one.add_option("--channel", typed.channel);
  one.add_option("--after", typed.after);
  one.add_flag("--all", typed.is_everything);
  one.add_flag("--json", typed.wants_json);
}

}  // namespace

void declare_notice(CLI::App& app, TypedNotice& typed) {
  CLI::App* notice = app.add_subcommand("notice");
  for (const Known& known : kKnown) {
    const std::string name(known.verb());
    CLI::App* one = notice->add_subcommand(name);
    declare_data(*one, typed.data);
    one->add_option("--config", typed.config);
    declare_arguments(*one, name, typed);
  }
}

std::optional<Result<NoticeCommand>> notice_command(const std::string& command,
                                                    const TypedNotice& typed) {
  if (command == "notice")
    return fail(ErrorCode::usage,
                "notice 后面缺少要做的事：list、send、retry、call-off、stop、allow、test、contact、"
                "contacts、end-contact、secret 或 receipt");
  return command_among<NoticeCommand>(kKnown, command, typed);
}

Result<int> run_notice(const NoticeCommand& command, const Machine& machine) {
  const Result<app::Settings> settings =
      command.typed.config.empty() ? app::Settings{} : app::read_settings(command.typed.config);
  if (!settings) return tl::unexpected(settings.error());
  const Result<std::shared_ptr<app::StoredData>> data =
      machine.open_data(command.place, app::DataIntent::existing);
  if (!data) return tl::unexpected(data.error());
  const Result<std::unique_ptr<app::Sending>> sending =
      app::Sending::prepared(**data, *settings, machine.variable);
  if (!sending) return tl::unexpected(sending.error());
  const app::NoticeDesk desk = (*sending)->desk(**data);
  const Asked asked{command.typed, machine, **data, desk, machine.now()};
  return run_among(kKnown, command.command, asked);
}

}  // namespace qingxin::cli
