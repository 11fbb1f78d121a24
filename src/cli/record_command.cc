// SPDX-License-Identifier: Apache-2.0
#include "cli/record_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ostream>

#include "app/answer_warning.h"
#include "app/export_records.h"
#include "app/record_query.h"
#include "app/saved_views.h"
#include "base/text.h"
#include "cli/record_text.h"
#include "cli/record_verbs.h"
#include "cli/step_options.h"
#include "wire/record_json.h"
#include "wire/registers_json.h"

namespace qingxin::cli {

namespace {

using oversight::Field;
using oversight::FieldForm;
using oversight::RecordKind;

constexpr int kDone = 0, kAtOnce = 100;

tl::unexpected<Error> usage(std::string message) {
  return fail(ErrorCode::usage, std::move(message));
}

// "截止日=2026-12-01".
struct Assigned {
  std::string name, value;
};
Result<Assigned> assigned_in(std::string_view option, const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals != std::string::npos && equals > 0)
    return Assigned{std::string{trim(text.substr(0, equals))}, text.substr(equals + 1)};
  return usage(
      fmt::format("{} 的值「{}」不对，请写成 名=值", option, shortened(printable(text), 60)));
}

// People part texts of a list as they are used to.
std::string lines_in(std::string_view text) {
  constexpr std::string_view kMarks[]{"，", "；", "、", ",", ";", "\n"};
  std::string lines, line;
  const auto end_line = [&] {
    const std::string_view one = trim(line);
    if (!one.empty()) lines.append(lines.empty() ? "" : "\n").append(one);
    line.clear();
  };
  while (!text.empty()) {
    const auto mark =
        std::ranges::find_if(kMarks, [&](std::string_view one) { return text.starts_with(one); });
    if (mark == std::end(kMarks)) {
      line += text.front();
      text.remove_prefix(1);
      continue;
    }
    end_line();
    text.remove_prefix(mark->size());
  }
  end_line();
  return lines;
}

// A choice by its name or its Chinese word.
Result<std::string> choice_in(RecordKind kind, Field field, const std::string& text) {
  std::string all;
  for (const std::string_view name : oversight::choices_of(kind, field)) {
    const std::string_view words = oversight::choice_in_chinese(field, name);
    if (text == name || text == words) return std::string{name};
    all.append(all.empty() ? "" : "、").append(words);
  }
  return usage(fmt::format("「{}」没有「{}」，可写：{}", oversight::words_of(field).chinese,
                           shortened(printable(text), 40), all));
}

// As it is kept: money in fen, lists a line each.
Result<std::string> value_in(RecordKind kind, Field field, const std::string& text) {
  switch (oversight::words_of(field).form) {
    case FieldForm::money: {
      const Result<Money> amount = money_in(oversight::words_of(field).chinese, text);
      if (!amount) return tl::unexpected(amount.error());
      return std::to_string(amount->fen);
    }
    case FieldForm::choice: return choice_in(kind, field, text);
    case FieldForm::lines: return lines_in(text);
    case FieldForm::text:
    case FieldForm::prose:
    case FieldForm::day:
    case FieldForm::number:
    case FieldForm::phone:
    case FieldForm::code: break;
  }
  return text;
}

Result<void> take_values(const TypedRecord& typed, RecordKind kind, oversight::Values& values) {
  for (const std::string& text : typed.values) {
    const Result<Assigned> assigned = assigned_in("--set", text);
    if (!assigned) return tl::unexpected(assigned.error());
    const Result<Field> field = app::record_field_in(kind, assigned->name);
    if (!field) return tl::unexpected(field.error());
    if (values.contains(*field))
      return usage(fmt::format("「{}」写了两次", oversight::words_of(*field).chinese));
    const Result<std::string> value = value_in(kind, *field, assigned->value);
    if (!value) return tl::unexpected(value.error());
    if (value->empty())
      return usage(
          fmt::format("「{}」是空的；要去掉它请写 --unset {}", assigned->name, assigned->name));
    values[*field] = *value;
  }
  for (const std::string& name : typed.removed) {
    const Result<Field> field = app::record_field_in(kind, name);
    if (!field) return tl::unexpected(field.error());
    values[*field] = "";
  }
  return {};
}

// The line of this item: the one that was typed before, or a new one.
oversight::Line& line_of(const std::string& item, std::vector<oversight::Line>& lines) {
  const auto found = std::ranges::find(lines, item, &oversight::Line::item);
  if (found != lines.end()) return *found;
  lines.push_back({});
  lines.back().item = item;
  return lines.back();
}

Result<void> take_lines(const TypedRecord& typed, std::vector<oversight::Line>& lines) {
  for (const auto& [option, texts] : {std::pair{std::string_view{"--line"}, &typed.lines},
                                      {"--note", &typed.notes},
                                      {"--photo", &typed.photos}})
    for (const std::string& text : *texts) {
      const Result<Assigned> assigned = assigned_in(option, text);
      if (!assigned) return tl::unexpected(assigned.error());
      oversight::Line& line = line_of(assigned->name, lines);
      if (option == "--line") line.answer = assigned->value;
      if (option == "--note") line.note = assigned->value;
      if (option != "--photo") continue;
      const Result<store::WarningEvidence> photo = app::evidence_of(assigned->value);
      if (!photo) return tl::unexpected(photo.error());
      line.photos.push_back(fmt::format("{} {}", photo->name, photo->sm3));
    }
  return {};
}

Result<void> take_event(const RecordAsked& asked, oversight::RecordEvent& event) {
  event.key = asked.typed.key;
  if (!asked.typed.at.empty()) {
    const Result<Instant> at = instant_in("--at", asked.typed.at);
    if (!at) return tl::unexpected(at.error());
    event.at = *at;
  }
  if (const Result<void> taken = take_values(asked.typed, *asked.kind, event.values); !taken)
    return taken;
  return take_lines(asked.typed, event.lines);
}

Result<std::int64_t> id_or_zero(std::string_view option, const std::string& text) {
  if (text.empty()) return 0;
  return number_in(option, text);
}

Result<void> take_face(const RecordAsked& asked, app::RecordOrder& order) {
  const TypedRecord& typed = asked.typed;
  oversight::RecordFace& face = order.face;
  for (const auto& [option, text, place] : {std::tuple{"--parent", &typed.parent, &face.parent},
                                            {"--dossier", &typed.dossier, &face.dossier}}) {
    const Result<std::int64_t> id = id_or_zero(option, *text);
    if (!id) return tl::unexpected(id.error());
    *place = *id;
  }
  const Result<std::int64_t> fresh = id_or_zero("--id", typed.fresh_id);
  if (!fresh) return tl::unexpected(fresh.error());
  order.fresh = app::RecordId{*fresh};
  for (const auto& [option, text, place] :
       {std::tuple{"--owner", &typed.owner, &face.owner}, {"--to", &typed.to, &face.addressee}}) {
    const Result<std::optional<access::UnitId>> unit = unit_in(asked, option, *text);
    if (!unit) return tl::unexpected(unit.error());
    if (*unit) *place = oversight::BodyId{access::number(**unit)};
  }
  face.region_code = typed.region;
  face.industry = typed.industry;
  order.project_code = typed.project;
  return {};
}

Result<int> begin(const RecordAsked& asked) {
  app::RecordOrder order;
  order.face.kind = *asked.kind;
  order.event.step = app::first_step(*asked.kind);
  if (!asked.typed.what.empty()) {
    const auto step = app::record_step_in(*asked.kind, asked.typed.what);
    if (!step) return tl::unexpected(step.error());
    order.event.step = *step;
  }
  if (const Result<void> taken = take_face(asked, order); !taken)
    return tl::unexpected(taken.error());
  if (const Result<void> taken = take_event(asked, order.event); !taken)
    return tl::unexpected(taken.error());
  const Result<app::RecordKept> kept = app::step_record(asked.who, asked.moment, asked.desk, order);
  if (!kept) return tl::unexpected(kept.error());
  return tell_kept(asked, *kept);
}

Result<int> step(const RecordAsked& asked) {
  const Result<app::RecordId> id = record_in(asked);
  if (!id) return tl::unexpected(id.error());
  app::RecordOrder order;
  order.id = *id;
  order.face.kind = *asked.kind;
  const auto named = app::record_step_in(*asked.kind, asked.typed.what);
  if (!named) return tl::unexpected(named.error());
  order.event.step = *named;
  const Result<std::optional<access::UnitId>> to = unit_in(asked, "--to", asked.typed.to);
  if (!to) return tl::unexpected(to.error());
  if (*to) order.event.to = oversight::BodyId{access::number(**to)};
  if (const Result<void> taken = take_event(asked, order.event); !taken)
    return tl::unexpected(taken.error());
  const Result<app::RecordKept> kept = app::step_record(asked.who, asked.moment, asked.desk, order);
  if (!kept) return tl::unexpected(kept.error());
  return tell_kept(asked, *kept);
}

Result<int> show(const RecordAsked& asked) {
  const Result<app::RecordId> id = record_in(asked);
  if (!id) return tl::unexpected(id.error());
  const Result<app::RecordShown> shown =
      app::look_at_record(asked.who, asked.moment, asked.desk, *id);
  if (!shown) return tl::unexpected(shown.error());
  const RecordKind kind = shown->whole.record.face.kind;
  if (kind != *asked.kind)
    return fail(ErrorCode::not_found,
                fmt::format("{} 不是{}，是{}；见 qingxin {} show", number(*id),
                            oversight::words_of(*asked.kind).chinese,
                            oversight::words_of(kind).chinese, oversight::words_of(kind).name));
  return told(
      asked, [&] { return wire::record_json(*shown); },
      [&] { print_record(*shown, colour_of(asked.machine), asked.out()); });
}

// What was typed to narrow the list, over the view that is named, as the list reads it.
Result<app::QueryParts> parts_of(const RecordAsked& asked) {
  const TypedRecord& typed = asked.typed;
  app::QueryParts parts{{"kind", std::string{oversight::words_of(*asked.kind).name}}};
  const auto say = [&](std::string_view name, std::string value) {
    if (!value.empty()) parts.emplace_back(name, std::move(value));
  };
  for (const auto& [option, name, text] :
       {std::tuple{"--owner", "owner", &typed.owner}, {"--to", "addressee", &typed.to}}) {
    const Result<std::optional<access::UnitId>> unit = unit_in(asked, option, *text);
    if (!unit) return tl::unexpected(unit.error());
    if (*unit) say(name, std::to_string(access::number(**unit)));
  }
  if (!typed.project.empty()) {
    const Result<store::ProjectId> project = asked.desk.store->project_named(typed.project);
    if (!project) return tl::unexpected(project.error());
    say("project", std::to_string(number(*project)));
  }
  say("overdue", typed.is_overdue ? "true" : "");
  say("open", typed.is_open ? "true" : "");
  for (const auto& [name, text] : {std::pair{"state", &typed.state},
                                   {"parent", &typed.parent},
                                   {"dossier", &typed.dossier},
                                   {"region", &typed.region},
                                   {"industry", &typed.industry},
                                   {"words", &typed.words},
                                   {"due_before", &typed.due_before},
                                   {"since", &typed.since},
                                   {"until", &typed.until}})
    say(name, *text);
  if (typed.view.empty()) return parts;
  const Result<app::SavedView> view =
      app::view_named(asked.who, *asked.desk.store, app::Register::records, typed.view);
  if (!view) return tl::unexpected(view.error());
  const Result<app::QueryParts> kept = app::query_parts(view->query);
  if (!kept) return tl::unexpected(kept.error());
  return app::over(std::move(parts), *kept);
}

Result<void> save_view(const RecordAsked& asked, const app::QueryParts& parts) {
  const Result<app::SavedView> view = app::save_view(
      asked.who, asked.moment, *asked.desk.store, *asked.desk.ids,
      {app::Register::records, asked.typed.saved_view, app::query_text(parts), false});
  if (!view) return tl::unexpected(view.error());
  if (!asked.typed.wants_json)
    asked.out() << fmt::format("存为筛选「{}」：{}\n\n", printable(view->name),
                               printable(view->query));
  return {};
}

std::map<std::int64_t, std::string> units_of(const RecordAsked& asked,
                                             const app::RecordPage& page) {
  std::map<std::int64_t, std::string> units;
  for (const store::KeptRecord& kept : page.records) {
    const auto id = static_cast<std::int64_t>(kept.face.addressee);
    if (id == 0 || units.contains(id)) continue;
    const Result<store::Unit> unit = asked.desk.store->unit(access::UnitId{id});
    units[id] = unit ? unit->name : fmt::format("单位 {}", id);
  }
  return units;
}

Result<int> list(const RecordAsked& asked) {
  const Result<app::QueryParts> parts = parts_of(asked);
  if (!parts) return tl::unexpected(parts.error());
  Result<app::RecordQuery> query = app::record_query(*parts);
  if (!query) return tl::unexpected(query.error());
  if (!asked.typed.saved_view.empty())
    if (const Result<void> saved = save_view(asked, *parts); !saved)
      return tl::unexpected(saved.error());
  query->limit = kAtOnce;
  if (!asked.typed.after.empty()) {
    const Result<app::RecordId> after = app::record_id_in(asked.typed.after);
    if (!after) return tl::unexpected(after.error());
    query->before = *after;
  }
  const Result<app::RecordPage> page =
      app::list_records(asked.who, asked.moment, asked.desk, *query);
  if (!page) return tl::unexpected(page.error());
  return told(
      asked, [&] { return wire::records_json(*page, asked.moment.today); },
      [&] {
        print_records(*asked.kind, *page, asked.moment.today, units_of(asked, *page),
                      colour_of(asked.machine), asked.out());
      });
}

Result<int> export_file(const RecordAsked& asked) {
  const Result<app::QueryParts> parts = parts_of(asked);
  if (!parts) return tl::unexpected(parts.error());
  const Result<app::Export> exported = app::export_records(asked.who, asked.moment, asked.desk,
                                                           {.query = *parts,
                                                            .reason = asked.typed.reason,
                                                            .has_names = false,
                                                            .file = asked.typed.file});
  if (!exported) return tl::unexpected(exported.error());
  return told(
      asked, [&] { return wire::export_json(*exported); },
      [&] {
        asked.out() << fmt::format("{}：写出 {}，{} 条，SM3 {}\n", app::number_text(*exported),
                                   asked.typed.file, grouped(*exported->rows), exported->sm3);
      });
}

void declare_list(CLI::App& command, TypedRecord& typed) {
  for (const auto& [option, place] : {std::pair{"--state", &typed.state},
                                      {"--parent", &typed.parent},
                                      {"--owner", &typed.owner},
                                      {"--to", &typed.to},
                                      {"--project", &typed.project},
                                      {"--dossier", &typed.dossier},
                                      {"--region", &typed.region},
                                      {"--industry", &typed.industry},
                                      {"--words", &typed.words},
                                      {"--since", &typed.since},
                                      {"--until", &typed.until},
                                      {"--due-before", &typed.due_before},
                                      {"--view", &typed.view}})
    command.add_option(option, *place);
  command.add_flag("--overdue", typed.is_overdue);
  command.add_flag("--open", typed.is_open);
}

void declare_pages(CLI::App& command, TypedRecord& typed) {
  declare_list(command, typed);
  command.add_option("--after", typed.after);
  command.add_option("--save-view", typed.saved_view);
}

void declare_export(CLI::App& command, TypedRecord& typed) {
  declare_list(command, typed);
  command.add_option("--out", typed.file)->required();
  command.add_option("--reason", typed.reason);
}

void declare_show(CLI::App& command, TypedRecord& typed) {
  command.add_option("ID", typed.id)->required();
}

void declare_event(CLI::App& command, TypedRecord& typed) {
  for (const auto& [option, place] : {std::pair{"--set", &typed.values},
                                      {"--unset", &typed.removed},
                                      {"--line", &typed.lines},
                                      {"--note", &typed.notes},
                                      {"--photo", &typed.photos}})
    command.add_option(option, *place)->allow_extra_args(false);
  for (const auto& [option, place] :
       {std::pair{"--to", &typed.to}, {"--at", &typed.at}, {"--key", &typed.key}})
    command.add_option(option, *place);
}

void declare_new(CLI::App& command, TypedRecord& typed) {
  declare_event(command, typed);
  for (const auto& [option, place] : {std::pair{"--parent", &typed.parent},
                                      {"--owner", &typed.owner},
                                      {"--project", &typed.project},
                                      {"--dossier", &typed.dossier},
                                      {"--region", &typed.region},
                                      {"--industry", &typed.industry},
                                      {"--step", &typed.what},
                                      {"--id", &typed.fresh_id}})
    command.add_option(option, *place);
}

void declare_step_of_record(CLI::App& command, TypedRecord& typed) {
  command.add_option("ID", typed.id)->required();
  command.add_option("STEP", typed.what)->required();
  declare_event(command, typed);
}

// What every kind has.
constexpr std::array kCommonVerbs = std::to_array<RecordVerb>({
    {"", "list", "", declare_pages, list},
    {"", "show", "", declare_show, show},
    {"", "new", "", declare_new, begin},
    {"", "step", "", declare_step_of_record, step},
    {"", "export", "", declare_export, export_file},
});

}  // namespace

std::vector<const RecordVerb*> verbs_of(std::string_view noun) {
  std::vector<const RecordVerb*> verbs;
  const auto has = [&](std::string_view verb) {
    return std::ranges::any_of(verbs, [&](const RecordVerb* one) { return one->verb == verb; });
  };
  for (const RecordVerb& verb : kRecordVerbs)
    if (verb.noun == noun) verbs.push_back(&verb);
  if (!oversight::kind_named(noun)) return verbs;
  for (const RecordVerb& verb : kCommonVerbs)
    if (!has(verb.verb)) verbs.push_back(&verb);
  return verbs;
}

std::vector<std::string_view> nouns() {
  std::vector<std::string_view> nouns;
  for (std::size_t i = 1; i <= oversight::kRecordKinds; ++i)
    nouns.push_back(oversight::words_of(static_cast<RecordKind>(i)).name);
  for (const RecordVerb& verb : kRecordVerbs)
    if (std::ranges::find(nouns, verb.noun) == nouns.end()) nouns.push_back(verb.noun);
  return nouns;
}

const RecordVerb* verb_of(std::string_view command) {
  const std::size_t space = std::min(command.find(' '), command.size());
  if (space == command.size()) return nullptr;
  for (const RecordVerb* verb : verbs_of(command.substr(0, space)))
    if (verb->verb == command.substr(space + 1)) return verb;
  return nullptr;
}

Result<app::RecordId> record_in(const RecordAsked& asked) {
  return app::record_id_in(asked.typed.id);
}

Result<std::optional<access::UnitId>> unit_in(const RecordAsked& asked, std::string_view option,
                                              const std::string& text) {
  if (text.empty()) return std::nullopt;
  if (text.find_first_not_of("0123456789") == std::string::npos) {
    const Result<std::int64_t> id = number_in(option, text);
    if (!id) return tl::unexpected(id.error());
    return access::UnitId{*id};
  }
  constexpr int kUnitsAtOnce = 1000;
  std::optional<access::UnitId> found;
  access::UnitId after{};
  while (true) {
    const Result<std::vector<store::Unit>> units =
        asked.desk.store->units_after(after, kUnitsAtOnce);
    if (!units) return tl::unexpected(units.error());
    for (const store::Unit& unit : *units) {
      if (unit.name != text) continue;
      if (found)
        return usage(fmt::format("叫「{}」的单位有几个，{} 请写编号，见 qingxin unit list",
                                 printable(text), option));
      found = unit.id;
    }
    if (std::ssize(*units) < kUnitsAtOnce) break;
    after = units->back().id;
  }
  if (found) return found;
  return fail(ErrorCode::not_found,
              fmt::format("没有叫「{}」的单位，见 qingxin unit list", printable(text)));
}

int tell_kept(const RecordAsked& asked, const app::RecordKept& kept) {
  return told(
      asked, [&] { return wire::record_kept_json(kept); }, [&] { print_kept(kept, asked.out()); });
}

void declare_records(CLI::App& app, TypedRecord& typed, const std::vector<std::string>& arguments) {
  app.add_subcommand(std::string{kAnyKind});
  for (const std::string_view name : nouns()) {
    CLI::App* const noun = app.add_subcommand(std::string{name});
    if (std::ranges::find(arguments, name) == arguments.end()) continue;
    for (const RecordVerb* const verb : verbs_of(name)) {
      CLI::App* const one = noun->add_subcommand(std::string{verb->verb});
      declare_data(*one, typed.data);
      one->add_flag("--json", typed.wants_json);
      one->add_option("--as", typed.as);
      one->add_option("--as-of", typed.as_of);
      if (verb->declare != nullptr) verb->declare(*one, typed);
    }
  }
}

std::optional<Result<RecordCommand>> record_command(const std::string& command,
                                                    const TypedRecord& typed) {
  if (command == kAnyKind)
    return usage("record 要换成种类的名字，如 qingxin task list；有哪些见 qingxin record --help");
  const std::vector<std::string_view> known = nouns();
  if (std::ranges::find(known, command) != known.end()) {
    std::string verbs;
    for (const RecordVerb* const verb : verbs_of(command))
      verbs.append(verbs.empty() ? "" : "、").append(verb->verb);
    return usage(fmt::format("{} 后面缺少要做的事：{}", command, verbs));
  }
  if (verb_of(command) == nullptr) return std::nullopt;
  Result<app::DataPlace> place = data_place(typed.data, command);
  if (!place) return tl::unexpected(place.error());
  return RecordCommand{command, *std::move(place), typed};
}

Result<int> run_record(const RecordCommand& command, const Machine& machine) {
  const Result<law::Law> law = law::load(std::nullopt, std::nullopt);
  if (!law) return tl::unexpected(law.error());
  const Result<app::Moment> moment = moment_of(command.typed.as_of, machine);
  if (!moment) return tl::unexpected(moment.error());
  const Result<std::shared_ptr<app::StoredData>> data =
      machine.open_data(command.place, app::DataIntent::existing);
  if (!data) return tl::unexpected(data.error());
  const app::RecordDesk desk{(*data)->store.get(), &*law, (*data)->ids.get()};
  const Result<access::Principal> who = typist(desk, command.typed.as);
  if (!who) return tl::unexpected(who.error());
  const std::string_view noun =
      std::string_view{command.command}.substr(0, command.command.find(' '));
  const RecordAsked asked{command.typed, machine, **data, *law,
                          desk,          *moment, *who,   oversight::kind_named(noun)};
  const RecordVerb* const verb = verb_of(command.command);
  return verb == nullptr ? Result<int>(kDone) : verb->doing(asked);
}

}  // namespace qingxin::cli
