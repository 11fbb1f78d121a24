// SPDX-License-Identifier: Apache-2.0
#include "cli/clue_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <ostream>

#include "app/answer_clue.h"
#include "app/clue_query.h"
#include "app/compare_clue.h"
#include "app/export_clues.h"
#include "app/import_folder.h"
#include "app/make_notices.h"
#include "app/permit.h"
#include "app/saved_views.h"
#include "app/sort_clues.h"
#include "app/units.h"
#include "app/write_paper.h"
#include "base/text.h"
#include "cli/case_text.h"
#include "cli/clue_text.h"
#include "cli/known_command.h"
#include "cli/progress_bar.h"
#include "wire/case_json.h"
#include "wire/clue_json.h"
#include "wire/registers_json.h"

namespace qingxin::cli {

namespace {

constexpr int kDone = 0, kRejected = 4, kAtOnce = 100;

// What every command of clues works with.
struct Asked {
  const TypedClue& typed;
  const Machine& machine;
  app::StoredData& data;
  app::ClueDesk desk;
  app::CaseDesk cases;
  app::Moment moment;
  access::Principal who;
};

tl::unexpected<Error> usage(std::string message) {
  return fail(ErrorCode::usage, std::move(message));
}

Result<std::vector<Month>> months_in(std::string_view text) {
  std::vector<Month> months;
  while (!text.empty()) {
    const std::size_t end = text.find(',');
    const Result<Month> month = parse_iso_month(trim(text.substr(0, end)));
    if (!month)
      return usage(fmt::format("--months 的「{}」不是月份，请写成 2026-08,2026-09",
                               printable(text.substr(0, end))));
    months.push_back(*month);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return months;
}

// The body that is asked: --unit, else this office itself.
Result<access::UnitId> asked_unit(const Asked& asked) {
  if (asked.typed.unit.empty()) return app::local_unit(*asked.data.store);
  const Result<std::int64_t> unit = number_in("--unit", asked.typed.unit);
  if (!unit) return tl::unexpected(unit.error());
  return access::UnitId{*unit};
}

Result<void> take_form(const TypedClue& typed, store::ClueFigures& figures) {
  figures.employer = typed.employer;
  figures.employer_code = typed.employer_code;
  figures.project_name = typed.project_name;
  figures.place = typed.place;
  figures.region_code = typed.region;
  figures.industry = typed.industry;
  if (!typed.field.empty() && typed.field != "construction" && typed.field != "other")
    return usage(
        fmt::format("--field 的值「{}」不对，请写 construction 或 other", printable(typed.field)));
  if (!typed.field.empty())
    figures.field =
        typed.field == "other" ? store::WorkField::other : store::WorkField::construction;
  if (!typed.months.empty()) {
    Result<std::vector<Month>> months = months_in(typed.months);
    if (!months) return tl::unexpected(months.error());
    figures.months = *std::move(months);
  }
  if (!typed.amount.empty()) {
    const Result<Money> amount = parse_money(typed.amount);
    if (!amount) return usage("--amount 的值：" + amount.error().message);
    figures.amount = *amount;
  }
  if (!typed.head_count.empty()) {
    const Result<std::int64_t> count = number_in("--head-count", typed.head_count);
    if (!count) return tl::unexpected(count.error());
    constexpr std::int64_t kMost = 1'000'000;
    if (*count > kMost)
      return usage(fmt::format("--head-count 的值 {} 太大，不会是真实的", *count));
    figures.head_count = static_cast<int>(*count);
  }
  return {};
}

Result<app::ClueBrought> brought_of(const Asked& asked, std::vector<std::string>& remarks) {
  const TypedClue& typed = asked.typed;
  app::ClueBrought brought;
  const Result<casework::Channel> channel =
      app::channel_named(typed.channel.empty() ? "walk_in" : typed.channel);
  if (!channel) return tl::unexpected(channel.error());
  brought.origin.channel = *channel;
  brought.origin.foreign_number = typed.number;
  if (!typed.arrived.empty()) {
    const Result<Instant> arrived = instant_in("--arrived", typed.arrived);
    if (!arrived) return tl::unexpected(arrived.error());
    brought.origin.arrived = *arrived;
  }
  if (typed.is_confidential && typed.is_anonymous)
    return usage("--confidential 和 --anonymous 只能写一个");
  if (typed.is_confidential) brought.reporting = store::Reporting::confidential;
  if (typed.is_anonymous) brought.reporting = store::Reporting::anonymous;
  brought.client_key = typed.key;
  brought.said.text = typed.text;
  if (!typed.text_file.empty()) {
    if (!typed.text.empty()) return usage("--text 和 --text-file 只能写一个");
    Result<std::string> text = text_of_file(typed.text_file);
    if (!text) return tl::unexpected(text.error());
    brought.said.text = *std::move(text);
  }
  if (const Result<void> form = take_form(typed, brought.said.figures); !form)
    return tl::unexpected(form.error());
  if (!typed.name.empty() || !typed.phone.empty() || !typed.id_number.empty())
    brought.said.people.push_back({typed.name, typed.id_number, typed.phone, true, {}});
  if (!typed.people.empty())
    if (const Result<void> added = app::add_people(typed.people, brought.said, remarks); !added)
      return tl::unexpected(added.error());
  brought.project_code = typed.project;
  brought.wants_receipt = typed.wants_receipt;
  const Result<access::UnitId> unit = asked_unit(asked);
  if (!unit) return tl::unexpected(unit.error());
  brought.asked = *unit;
  return brought;
}

// The channels, looked at before anything is kept; nothing: nobody is to be told.
Result<std::unique_ptr<app::Sending>> sending_of(const Asked& asked) {
  const TypedClue& typed = asked.typed;
  if (!typed.wants_notice) return std::unique_ptr<app::Sending>{};
  if (typed.config.empty()) return usage("--notify 要有短信渠道；请用 --config 写出服务的配置");
  const Result<app::Settings> settings = app::read_settings(typed.config);
  if (!settings) return tl::unexpected(settings.error());
  return app::Sending::prepared(asked.data, *settings, asked.machine.variable);
}

Result<int> add(const Asked& asked) {
  const Result<std::unique_ptr<app::Sending>> sending = sending_of(asked);
  if (!sending) return tl::unexpected(sending.error());
  std::vector<std::string> remarks;
  Result<app::ClueBrought> brought = brought_of(asked, remarks);
  if (!brought) return tl::unexpected(brought.error());
  Result<app::ClueReceived> received =
      app::receive_clue(asked.who, asked.moment, asked.desk, *std::move(brought));
  if (!received) return tl::unexpected(received.error());
  received->remarks.insert(received->remarks.begin(), remarks.begin(), remarks.end());
  if (*sending) {
    const Result<app::NoticesMade> made =
        app::notify_of_filing(asked.moment.now, (*sending)->desk(asked.data), received->added.id);
    if (!made) return tl::unexpected(made.error());
  }
  if (asked.typed.wants_json)
    wire::write_clue_received_json(*received, asked.machine.out);
  else
    print_received(*received, colour_of(asked.machine), asked.machine.out);
  return kDone;
}

Result<int> import(const Asked& asked) {
  app::CluesOrder order{.file = asked.typed.file, .channel = {}, .asked = {}};
  if (!asked.typed.channel.empty()) {
    const Result<casework::Channel> channel = app::channel_named(asked.typed.channel);
    if (!channel) return tl::unexpected(channel.error());
    order.channel = *channel;
  }
  const Result<access::UnitId> unit = asked_unit(asked);
  if (!unit) return tl::unexpected(unit.error());
  order.asked = *unit;
  ProgressBar bar(asked.machine);
  const Result<app::CluesImported> imported = app::import_clues(
      asked.who, asked.moment, asked.desk, order,
      [&](std::int64_t done, std::int64_t total) { bar.show("登记线索", done, total); });
  if (!imported) return tl::unexpected(imported.error());
  if (asked.typed.wants_json)
    wire::write_clues_imported_json(*imported, asked.machine.out);
  else
    print_imported(*imported, asked.machine.out);
  return imported->rejected.empty() ? kDone : kRejected;
}

// What was typed to narrow the list, over the view that is named, as the list reads it.
Result<app::QueryParts> parts_of(const Asked& asked) {
  const TypedClue& typed = asked.typed;
  if (typed.is_confirmed && typed.is_unconfirmed)
    return usage("--confirmed 和 --unconfirmed 只能写一个");
  app::QueryParts parts;
  const auto say = [&](std::string_view name, std::string value) {
    if (!value.empty()) parts.emplace_back(name, std::move(value));
  };
  say("channel", typed.channel);
  say("class", typed.matter_class);
  if (typed.is_confirmed || typed.is_unconfirmed)
    say("confirmed", typed.is_confirmed ? "true" : "false");
  say("region", typed.region);
  say("number", typed.number);
  if (!typed.project.empty()) {
    const Result<store::ProjectId> project = asked.desk.store->project_named(typed.project);
    if (!project) return tl::unexpected(project.error());
    say("project", std::to_string(number(*project)));
  }
  say("matter", typed.matter);
  say("since", typed.since);
  say("until", typed.until);
  std::string words;
  for (const std::string& word : typed.words) words.append(words.empty() ? "" : " ").append(word);
  say("words", std::move(words));
  if (typed.view.empty()) return parts;
  const Result<app::SavedView> view =
      app::view_named(asked.who, *asked.desk.store, app::Register::clues, typed.view);
  if (!view) return tl::unexpected(view.error());
  const Result<app::QueryParts> kept = app::query_parts(view->query);
  if (!kept) return tl::unexpected(kept.error());
  return app::over(std::move(parts), *kept);
}

Result<void> save_view(const Asked& asked, const app::QueryParts& parts) {
  const Result<app::SavedView> view =
      app::save_view(asked.who, asked.moment, *asked.desk.store, *asked.desk.ids,
                     {app::Register::clues, asked.typed.saved_view, app::query_text(parts), false});
  if (!view) return tl::unexpected(view.error());
  if (!asked.typed.wants_json)
    asked.machine.out << fmt::format("存为筛选「{}」：{}\n\n", printable(view->name),
                                     printable(view->query));
  return {};
}

Result<int> list(const Asked& asked) {
  const Result<app::QueryParts> parts = parts_of(asked);
  if (!parts) return tl::unexpected(parts.error());
  Result<app::ClueQuery> query = app::clue_query(*parts);
  if (!query) return tl::unexpected(query.error());
  if (!asked.typed.saved_view.empty())
    if (const Result<void> saved = save_view(asked, *parts); !saved)
      return tl::unexpected(saved.error());
  query->limit = kAtOnce;
  if (!asked.typed.after.empty()) {
    const Result<app::ClueId> after = app::clue_id_in(asked.typed.after);
    if (!after) return tl::unexpected(after.error());
    query->before = *after;
  }
  const Result<app::CluePage> page = app::list_clues(asked.who, asked.desk, *query);
  if (!page) return tl::unexpected(page.error());
  if (asked.typed.wants_json)
    wire::write_clues_json(*page, asked.machine.out);
  else
    print_clues(*page, colour_of(asked.machine), asked.machine.out);
  return kDone;
}

Result<int> shown(const Asked& asked, const Result<app::ClueShown>& clue) {
  if (!clue) return tl::unexpected(clue.error());
  if (asked.typed.wants_json)
    wire::write_clue_json(*clue, asked.machine.out);
  else
    print_clue(*clue, colour_of(asked.machine), asked.machine.out);
  return kDone;
}

Result<int> show(const Asked& asked) {
  const Result<app::ClueId> id = app::clue_id_in(asked.typed.id);
  if (!id) return tl::unexpected(id.error());
  if (!asked.typed.is_revealed) return shown(asked, app::show_clue(asked.who, asked.desk, *id));
  const Result<store::RevealPurpose> purpose = purpose_in(asked.typed.purpose);
  if (!purpose) return tl::unexpected(purpose.error());
  return shown(asked, app::reveal_clue(asked.who, asked.moment, asked.desk,
                                       {*id, *purpose, asked.typed.why}));
}

Result<int> merge(const Asked& asked) {
  const Result<app::ClueId> into = app::clue_id_in(asked.typed.id);
  if (!into) return tl::unexpected(into.error());
  if (asked.typed.others.empty() != asked.typed.is_likely)
    return usage("并入哪几件：写编号，或写 --likely 并入全部很可能相同的，二者写且只写一个");
  std::vector<app::ClueId> others;
  for (const std::string& other : asked.typed.others) {
    const Result<app::ClueId> id = app::clue_id_in(other);
    if (!id) return tl::unexpected(id.error());
    others.push_back(*id);
  }
  const Result<int> merged =
      app::merge_clues(asked.who, asked.moment, asked.desk, *into, others, asked.typed.why);
  if (!merged) return tl::unexpected(merged.error());
  if (!asked.typed.wants_json) asked.machine.out << fmt::format("并入 {} 件\n", *merged);
  return asked.typed.wants_json ? shown(asked, app::show_clue(asked.who, asked.desk, *into))
                                : kDone;
}

Result<int> apart(const Asked& asked) {
  const Result<app::ClueId> id = app::clue_id_in(asked.typed.id);
  if (!id) return tl::unexpected(id.error());
  const Result<void> done =
      app::take_clue_apart(asked.who, asked.moment, asked.desk, *id, asked.typed.why);
  if (!done) return tl::unexpected(done.error());
  return shown(asked, app::show_clue(asked.who, asked.desk, *id));
}

Result<int> confirm(const Asked& asked) {
  const TypedClue& typed = asked.typed;
  const Result<app::ClueId> id = app::clue_id_in(typed.id);
  if (!id) return tl::unexpected(id.error());
  const Result<casework::MatterClass> matter_class = app::class_named(typed.matter_class);
  if (!matter_class) return tl::unexpected(matter_class.error());
  store::ClueFigures form;
  if (const Result<void> read = take_form(typed, form); !read) return tl::unexpected(read.error());
  app::ClueConfirmed confirmed;
  confirmed.clue = *id;
  confirmed.matter_class = *matter_class;
  for (const auto& [given, place] : {std::pair{&typed.employer, &confirmed.employer},
                                     {&typed.employer_code, &confirmed.employer_code},
                                     {&typed.project_name, &confirmed.project_name},
                                     {&typed.place, &confirmed.place},
                                     {&typed.region, &confirmed.region_code},
                                     {&typed.industry, &confirmed.industry},
                                     {&typed.project, &confirmed.project_code}})
    if (!given->empty()) *place = *given;
  if (!typed.months.empty()) confirmed.months = form.months;
  confirmed.amount = form.amount;
  confirmed.head_count = form.head_count;
  const Result<store::Kept> kept =
      app::confirm_clue(asked.who, asked.moment, asked.desk, confirmed);
  if (!kept) return tl::unexpected(kept.error());
  return shown(asked, app::show_clue(asked.who, asked.desk, *id));
}

Result<int> compare(const Asked& asked) {
  const Result<app::ClueId> id = app::clue_id_in(asked.typed.id);
  if (!id) return tl::unexpected(id.error());
  const Result<app::ClueComparison> comparison = app::compare_clue(asked.who, asked.desk, *id);
  if (!comparison) return tl::unexpected(comparison.error());
  if (asked.typed.wants_json)
    wire::write_clue_comparison_json(*comparison, asked.machine.out);
  else
    print_comparison(*comparison, colour_of(asked.machine), asked.machine.out);
  return kDone;
}

Result<int> receipt(const Asked& asked) {
  const Result<app::ClueId> id = app::clue_id_in(asked.typed.id);
  if (!id) return tl::unexpected(id.error());
  const Result<app::ProofOfFiling> proof =
      app::new_receipt(asked.who, asked.moment, asked.desk, *id);
  if (!proof) return tl::unexpected(proof.error());
  if (asked.typed.wants_json)
    wire::write_proof_json(*proof, asked.machine.out);
  else
    print_proof(*proof, asked.machine.out);
  return kDone;
}

// By the code that somebody has, else with a new one.
Result<app::ProofOfFiling> proof_asked(const Asked& asked) {
  if (asked.typed.id.empty() == asked.typed.code.empty())
    return usage("clue proof 要写线索编号或 --code 查询码，二者只写一个");
  if (!asked.typed.code.empty())
    return app::own_proof(asked.moment, asked.desk, asked.typed.code, "terminal");
  const Result<app::ClueId> id = app::clue_id_in(asked.typed.id);
  if (!id) return tl::unexpected(id.error());
  return app::new_receipt(asked.who, asked.moment, asked.desk, *id);
}

Result<int> prove(const Asked& asked) {
  // What cannot be written is known before the old code is of no more use.
  const Result<app::PaperForm> form = app::paper_form_of(asked.typed.out);
  if (!form) return tl::unexpected(form.error());
  const Result<app::ProofOfFiling> proof = proof_asked(asked);
  if (!proof) return tl::unexpected(proof.error());
  const Result<std::string> bytes = app::paper_bytes(app::filing_proof(*proof, asked.moment.today),
                                                     asked.desk.law->instruments, *form);
  if (!bytes) return tl::unexpected(bytes.error());
  const Result<void> written = app::write_paper_file(*bytes, asked.typed.out);
  if (asked.typed.wants_json)
    wire::write_proof_json(*proof, asked.machine.out);
  else
    print_proof(*proof, asked.machine.out);
  if (!written) return tl::unexpected(written.error());
  if (!asked.typed.wants_json) asked.machine.out << fmt::format("写出 {}\n", asked.typed.out);
  return kDone;
}

// By his code; with --stars he says how satisfied he is, once.
Result<int> look_up(const Asked& asked) {
  const Result<app::OwnClue> own =
      asked.typed.stars == 0
          ? app::look_up_clue(asked.moment, asked.desk, asked.typed.code, "terminal")
          : app::rate_own_clue(asked.moment, asked.desk, asked.typed.code, asked.typed.stars,
                               "terminal");
  if (!own) return tl::unexpected(own.error());
  if (asked.typed.wants_json)
    wire::write_own_clue_json(*own, asked.machine.out);
  else
    print_own_clue(*own, asked.machine.out);
  return kDone;
}

Result<int> export_file(const Asked& asked) {
  const Result<app::QueryParts> parts = parts_of(asked);
  if (!parts) return tl::unexpected(parts.error());
  const Result<app::Export> exported = app::export_clues(asked.who, asked.moment, asked.desk,
                                                         {.query = *parts,
                                                          .reason = asked.typed.why,
                                                          .has_names = asked.typed.is_revealed,
                                                          .file = asked.typed.out});
  if (!exported) return tl::unexpected(exported.error());
  if (asked.typed.wants_json)
    wire::write_export_json(*exported, asked.machine.out);
  else
    asked.machine.out << fmt::format("{}：写出 {}，{} 件，SM3 {}\n", app::number_text(*exported),
                                     asked.typed.out, grouped(*exported->rows), exported->sm3);
  return kDone;
}

// Where its life stands: steps, deadlines, what is missing before an answer.
Result<int> life(const Asked& asked) {
  const Result<app::ClueId> id = app::clue_id_in(asked.typed.id);
  if (!id) return tl::unexpected(id.error());
  const Result<app::DossierShown> dossier =
      app::show_dossier(asked.who, asked.moment, asked.cases, store::dossier_of(*id));
  if (!dossier) return tl::unexpected(dossier.error());
  if (asked.typed.wants_json)
    asked.machine.out << wire::dossier_json(*dossier) << '\n';
  else
    print_dossier(*dossier, colour_of(asked.machine), asked.machine.out);
  return kDone;
}

Result<int> recorded(const Asked& asked, app::ClueId id, app::Step step,
                     const Result<app::StepRecorded>& done) {
  if (!done) return tl::unexpected(done.error());
  if (asked.typed.wants_json)
    asked.machine.out << wire::step_recorded_json(store::dossier_of(id), *done) << '\n';
  else
    print_step(*done, step, asked.machine.out);
  return kDone;
}

Result<int> step_as(const Asked& asked, const std::string& what) {
  const Result<app::ClueId> id = app::clue_id_in(asked.typed.id);
  if (!id) return tl::unexpected(id.error());
  const Result<app::StepOrder> order =
      step_order(asked.cases, app::Subject::clue, number(*id), what, asked.typed.step);
  if (!order) return tl::unexpected(order.error());
  return recorded(asked, *id, order->event.step,
                  app::record_step(asked.who, asked.moment, asked.cases, *order));
}

Result<int> step(const Asked& asked) {
  return step_as(asked, asked.typed.what);
}

// By whoever sits at the counter, unless he says otherwise: to take it in is not to handle it.
Result<int> receive(const Asked& asked) {
  const Result<app::ClueId> id = app::clue_id_in(asked.typed.id);
  if (!id) return tl::unexpected(id.error());
  Result<app::StepOrder> order =
      step_order(asked.cases, app::Subject::clue, number(*id), "clue_received", asked.typed.step);
  if (!order) return tl::unexpected(order.error());
  if (!order->by) order->by = casework::Actor::intake;
  return recorded(asked, *id, order->event.step,
                  app::record_step(asked.who, asked.moment, asked.cases, *order));
}

Result<int> draft(const Asked& asked) {
  const Result<app::ClueId> id = app::clue_id_in(asked.typed.id);
  if (!id) return tl::unexpected(id.error());
  const Result<app::StepOrder> order =
      step_order(asked.cases, app::Subject::clue, number(*id), "reply_drafted", asked.typed.step);
  if (!order) return tl::unexpected(order.error());
  const app::Event& event = order->event;
  return recorded(asked, *id, event.step,
                  app::draft_answer(asked.who, asked.moment, asked.cases,
                                    {.clue = *id,
                                     .key = event.key,
                                     .text = asked.typed.text,
                                     .people = event.people,
                                     .amount = event.amount}));
}

Result<int> answer(const Asked& asked) {
  return step_as(asked, "reply_sent");
}

using Known = KnownCommand<Asked>;
constexpr std::array kKnown = std::to_array<Known>({
    {"clue add", add},
    {"clue import", import},
    {"clue list", list},
    {"clue search", list},
    {"clue show", show},
    {"clue merge", merge},
    {"clue apart", apart},
    {"clue class", confirm},
    {"clue compare", compare},
    {"clue receipt", receipt},
    {"clue proof", prove},
    {"clue look-up", look_up},
    {"clue export", export_file},
    {"clue receive", receive},
    {"clue draft", draft},
    {"clue answer", answer},
    {"clue step", step},
    {"clue life", life},
});

void declare_form(CLI::App& one, TypedClue& typed) {
  for (const auto& [option, place] : {std::pair{"--employer", &typed.employer},
                                      {"--employer-code", &typed.employer_code},
                                      {"--project", &typed.project},
                                      {"--project-name", &typed.project_name},
                                      {"--place", &typed.place},
                                      {"--region", &typed.region},
                                      {"--industry", &typed.industry},
                                      {"--months", &typed.months},
                                      {"--amount", &typed.amount},
                                      {"--head-count", &typed.head_count}})
    one.add_option(option, *place);
}

void declare_add(CLI::App& one, TypedClue& typed) {
  declare_form(one, typed);
  for (const auto& [option, place] : {std::pair{"--channel", &typed.channel},
                                      {"--number", &typed.number},
                                      {"--text", &typed.text},
                                      {"--text-file", &typed.text_file},
                                      {"--name", &typed.name},
                                      {"--phone", &typed.phone},
                                      {"--id-number", &typed.id_number},
                                      {"--people", &typed.people},
                                      {"--field", &typed.field},
                                      {"--arrived", &typed.arrived},
                                      {"--key", &typed.key},
                                      {"--unit", &typed.unit}})
    one.add_option(option, *place);
  one.add_flag("--confidential", typed.is_confidential);
  one.add_flag("--anonymous", typed.is_anonymous);
  one.add_flag("--receipt", typed.wants_receipt);
  one.add_flag("--notify", typed.wants_notice);
  one.add_option("--config", typed.config);
}

void declare_filter(CLI::App& one, TypedClue& typed) {
  for (const auto& [option, place] : {std::pair{"--channel", &typed.channel},
                                      {"--number", &typed.number},
                                      {"--class", &typed.matter_class},
                                      {"--region", &typed.region},
                                      {"--project", &typed.project},
                                      {"--matter", &typed.matter},
                                      {"--since", &typed.since},
                                      {"--until", &typed.until},
                                      {"--view", &typed.view}})
    one.add_option(option, *place);
  one.add_flag("--confirmed", typed.is_confirmed);
  one.add_flag("--unconfirmed", typed.is_unconfirmed);
}

}  // namespace

void declare_clue(CLI::App& app, TypedClue& typed) {
  CLI::App* clue = app.add_subcommand("clue");
  const auto sub = [&](const char* name) { return clue->get_subcommand(name); };
  for (const Known& known : kKnown) {
    const std::string name(known.verb());
    CLI::App* one = clue->add_subcommand(name);
    declare_data(*one, typed.data);
    one->add_flag("--json", typed.wants_json);
    one->add_option("--as", typed.as);
  }
  declare_add(*sub("add"), typed);
  sub("import")->add_option("FILE", typed.file)->required();
  sub("import")->add_option("--channel", typed.channel);
  sub("import")->add_option("--unit", typed.unit);
  for (const char* name : {"list", "search", "export"}) declare_filter(*sub(name), typed);
  for (const char* name : {"list", "search"}) {
    sub(name)->add_option("--after", typed.after);
    sub(name)->add_option("--save-view", typed.saved_view);
  }
  sub("search")->add_option("WORDS", typed.words)->required();
  sub("export")->add_option("--out", typed.out)->required();
  for (const char* name : {"show", "merge", "apart", "class", "compare", "receipt", "receive",
                           "draft", "answer", "step", "life"})
    sub(name)->add_option("ID", typed.id)->required();
  sub("step")->add_option("STEP", typed.what)->required();
  for (const char* name : {"receive", "draft", "answer", "step"})
    declare_step(*sub(name), typed.step);
  sub("draft")->add_option("--text", typed.text)->required();
  for (const char* name : {"show", "export"}) {
    sub(name)->add_option("--reason", typed.why);
    sub(name)->add_flag("--reveal", typed.is_revealed);
  }
  for (const char* name : {"merge", "apart"}) sub(name)->add_option("--why", typed.why);
  sub("show")->add_option("--purpose", typed.purpose);
  sub("merge")->add_option("OTHERS", typed.others);
  sub("merge")->add_flag("--likely", typed.is_likely);
  sub("class")->add_option("--class", typed.matter_class)->required();
  declare_form(*sub("class"), typed);
  sub("look-up")->add_option("CODE", typed.code)->required();
  sub("look-up")->add_option("--stars", typed.stars);
  sub("proof")->add_option("ID", typed.id);
  sub("proof")->add_option("--code", typed.code);
  sub("proof")->add_option("--out", typed.out)->required();
}

std::optional<Result<ClueCommand>> clue_command(const std::string& command,
                                                const TypedClue& typed) {
  if (command == "clue")
    return usage(
        "clue 后面缺少要做的事：add、import、list、search、show、merge、apart、class、compare、"
        "receipt、proof、look-up、export、receive、draft、answer、step 或 life");
  return command_among<ClueCommand>(kKnown, command, typed);
}

Result<int> run_clue(const ClueCommand& command, const Machine& machine) {
  const Result<law::Law> law = law::load(std::nullopt, std::nullopt);
  if (!law) return tl::unexpected(law.error());
  // The first clue may be the first thing that there is; to look makes nothing.
  const bool may_make = command.command == "clue add" || command.command == "clue import";
  const Result<std::shared_ptr<app::StoredData>> data = machine.open_data(
      command.place, may_make ? app::DataIntent::may_make : app::DataIntent::existing);
  if (!data) return tl::unexpected(data.error());
  const app::CaseDesk cases{(*data)->store.get(), &*law, (*data)->ids.get()};
  const Result<access::Principal> who = typist(cases, command.typed.as);
  if (!who) return tl::unexpected(who.error());
  const Asked asked{command.typed, machine,
                    **data,        {(*data)->store.get(), &*law, (*data)->ids.get()},
                    cases,         {machine.now(), machine.today},
                    *who};
  return run_among(kKnown, command.command, asked);
}

}  // namespace qingxin::cli
