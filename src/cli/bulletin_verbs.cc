// SPDX-License-Identifier: Apache-2.0
#include "cli/bulletin_verbs.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ostream>
#include <sstream>

#include "app/bulletins.h"
#include "app/write_paper.h"
#include "base/text.h"
#include "cli/record_verbs.h"
#include "cli/step_options.h"
#include "cli/text_table.h"
#include "wire/bulletin_json.h"

namespace qingxin::cli {

namespace {

constexpr int kDone = 0, kFaulty = 4;

tl::unexpected<Error> usage(std::string message) {
  return fail(ErrorCode::usage, std::move(message));
}

std::string option_of(const RecordAsked& asked, const std::string& name) {
  const auto found = asked.typed.options.find(name);
  return found == asked.typed.options.end() ? std::string{} : found->second;
}
std::vector<std::string> list_of(const RecordAsked& asked, const std::string& name) {
  const auto found = asked.typed.lists.find(name);
  return found == asked.typed.lists.end() ? std::vector<std::string>{} : found->second;
}

void line(std::string_view name, std::string_view value, std::ostream& out) {
  if (!value.empty()) print_wrapped("  " + padded_right(name, 10), printable(value), out);
}

void print_checks(const std::vector<oversight::CheckDone>& checks, std::ostream& out) {
  for (const oversight::CheckDone& one : checks) {
    out << fmt::format("  {} {}\n", one.faults.empty() ? "✓" : "✕",
                       oversight::in_chinese(one.check));
    for (const std::string& fault : one.faults) print_wrapped("      ", printable(fault), out);
  }
}

// A name, a figure now and before, and what changed.
TextTable figures_table() {
  return TextTable({Align::left, Align::right, Align::right, Align::right}, 0);
}

void add_figure(oversight::IndicatorId id, const oversight::Cell& now,
                const std::optional<oversight::Cell>& before, TextTable& table) {
  table.add({{"  " + std::string{oversight::indicator_of(id).chinese}},
             {oversight::figure_words(id, now)},
             {before ? oversight::figure_words(id, *before) : std::string{"不详"}},
             {oversight::change_words(id, now, before)}});
}

void print_figures(const app::BulletinShown& shown, Colour colour, std::ostream& out) {
  const oversight::BulletinWords& words = oversight::words_of(shown.draft.kind);
  TextTable table = figures_table();
  table.add({{"  数字"}, {std::string{words.now}}, {std::string{words.then}}, {"增减"}});
  for (const oversight::IndicatorId id : words.shown)
    for (const oversight::SnapshotCell& cell : shown.snapshot.cells)
      if (cell.indicator == id && cell.by == oversight::By::district &&
          cell.code == shown.snapshot.region_code)
        add_figure(id, cell.cell, cell.before, table);
  out << '\n';
  table.print(colour, out);
}

void print_blocks(const app::BulletinShown& shown, std::ostream& out) {
  const std::span<const oversight::BlockWords> blocks =
      oversight::words_of(shown.draft.kind).blocks;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const oversight::Line* written = oversight::find_line(shown.whole.record, blocks[i].item);
    const bool is_written = written != nullptr && !written->answer.empty();
    const std::string& prose = shown.draft.prose[i];
    out << fmt::format("\n{}（{}）\n", blocks[i].item,
                       prose.empty() ? "没有写"
                       : is_written  ? "已写"
                                     : "程序起草");
    std::istringstream lines{prose};
    for (std::string each; std::getline(lines, each);) print_wrapped("  ", printable(each), out);
  }
}

void print_bulletin(const app::BulletinShown& shown, Colour colour, std::ostream& out) {
  const oversight::BulletinWords& words = oversight::words_of(shown.draft.kind);
  const oversight::Snapshot& snapshot = shown.snapshot;
  out << fmt::format("{} {}  {}  {}\n", words.chinese, number(shown.whole.id),
                     oversight::words_of(shown.whole.record.state).chinese, shown.text.issue);
  std::string title;
  for (const std::string& one : shown.text.subject) title += (title.empty() ? "" : " ") + one;
  line("标题", title, out);
  line("编号", shown.whole.number, out);
  line("单位", fmt::format("{} {}", snapshot.body, snapshot.region_code), out);
  line("期间", fmt::format("{} 至 {}", to_string(snapshot.from), to_string(snapshot.until)), out);
  line("快照", fmt::format("{} 冻结", china_minute(snapshot.frozen)), out);
  line("SM3", shown.sm3, out);
  line("报送", shown.draft.send_to, out);
  line("抄送", shown.draft.copy_to, out);
  print_figures(shown, colour, out);
  for (const oversight::SnapshotNote& note : snapshot.missing) line("缺", note.words, out);
  for (const oversight::SnapshotNote& note : snapshot.corrections) line("更正", note.words, out);
  print_blocks(shown, out);
  out << "\n发出以前五项\n";
  print_checks(shown.checks, out);
  for (const app::BulletinFile& file : shown.files)
    line(app::name_of(file.form), fmt::format("SM3 {}", file.sm3), out);
}

Result<int> told_bulletin(const RecordAsked& asked, const Result<app::BulletinShown>& shown) {
  if (!shown) return tl::unexpected(shown.error());
  return told(
      asked, [&] { return wire::bulletin_json(*shown); },
      [&] { print_bulletin(*shown, colour_of(asked.machine), asked.out()); });
}

Result<std::optional<Date>> day_of(const RecordAsked& asked, const std::string& name) {
  const std::string text = option_of(asked, name);
  if (text.empty()) return std::nullopt;
  const Result<Date> day = day_in("--" + name, text);
  if (!day) return tl::unexpected(day.error());
  return *day;
}

// "一、总体情况=文字".
Result<std::pair<std::string, std::string>> block_in(const std::string& option,
                                                     const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    return usage(
        fmt::format("{} 的值「{}」不对，请写成 段名=文字", option, shortened(printable(text), 60)));
  return std::pair{std::string{trim(text.substr(0, equals))}, text.substr(equals + 1)};
}

Result<void> take_blocks(const RecordAsked& asked, app::ProseOrder& order) {
  for (const std::string& text : list_of(asked, "block")) {
    Result<std::pair<std::string, std::string>> block = block_in("--block", text);
    if (!block) return tl::unexpected(block.error());
    order.blocks.push_back(*std::move(block));
  }
  for (const std::string& text : list_of(asked, "block-file")) {
    Result<std::pair<std::string, std::string>> block = block_in("--block-file", text);
    if (!block) return tl::unexpected(block.error());
    const Result<std::string> prose = text_of_file(block->second);
    if (!prose) return tl::unexpected(prose.error());
    order.blocks.emplace_back(std::move(block->first), *prose);
  }
  return {};
}

}  // namespace

void declare_bulletin(CLI::App& command, TypedRecord& typed) {
  command.add_option("ID", typed.id)->required();
}

void declare_bulletin_step(CLI::App& command, TypedRecord& typed) {
  declare_bulletin(command, typed);
  command.add_option("--key", typed.key);
}

void declare_bulletin_file(CLI::App& command, TypedRecord& typed) {
  declare_bulletin(command, typed);
  command.add_option("--out", typed.file)->required();
}

void declare_freeze(CLI::App& command, TypedRecord& typed) {
  command.add_option("KIND", typed.what)->required();
  for (const char* name : {"from", "until", "subject"})
    command.add_option(fmt::format("--{}", name), typed.options[name]);
  for (const char* name : {"send-to", "copy-to"})
    command.add_option(fmt::format("--{}", name), typed.lists[name])->allow_extra_args(false);
  for (const auto& [option, place] : {std::pair{"--region", &typed.region},
                                      {"--owner", &typed.owner},
                                      {"--key", &typed.key},
                                      {"--id", &typed.fresh_id}})
    command.add_option(option, *place);
}

void declare_prose(CLI::App& command, TypedRecord& typed) {
  declare_bulletin_step(command, typed);
  command.add_option("--subject", typed.options["subject"]);
  for (const char* name : {"block", "block-file", "send-to", "copy-to"})
    command.add_option(fmt::format("--{}", name), typed.lists[name])->allow_extra_args(false);
}

Result<int> freeze_bulletin(const RecordAsked& asked) {
  const Result<app::BulletinKind> kind = app::bulletin_kind_in(asked.typed.what);
  if (!kind) return tl::unexpected(kind.error());
  const Result<std::optional<Date>> from = day_of(asked, "from"), until = day_of(asked, "until");
  for (const Result<std::optional<Date>>& day : {from, until})
    if (!day) return tl::unexpected(day.error());
  app::FreezeOrder order{.kind = *kind,
                         .from = *from,
                         .until = *until,
                         .region = asked.typed.region,
                         .unit = {},
                         .subject = option_of(asked, "subject"),
                         .send_to = list_of(asked, "send-to"),
                         .copy_to = list_of(asked, "copy-to"),
                         .key = asked.typed.key,
                         .fresh = {}};
  const Result<std::optional<access::UnitId>> owner = unit_in(asked, "--owner", asked.typed.owner);
  if (!owner) return tl::unexpected(owner.error());
  if (*owner) order.unit = **owner;
  if (!asked.typed.fresh_id.empty()) {
    const Result<app::RecordId> fresh = app::record_id_in(asked.typed.fresh_id);
    if (!fresh) return tl::unexpected(fresh.error());
    order.fresh = *fresh;
  }
  return told_bulletin(asked, app::freeze_bulletin(asked.who, asked.moment, asked.desk, order));
}

Result<int> show_bulletin(const RecordAsked& asked) {
  const Result<app::RecordId> id = record_in(asked);
  if (!id) return tl::unexpected(id.error());
  return told_bulletin(asked, app::show_bulletin(asked.who, asked.moment, asked.desk, *id));
}

Result<int> write_bulletin(const RecordAsked& asked) {
  const Result<app::RecordId> id = record_in(asked);
  if (!id) return tl::unexpected(id.error());
  app::ProseOrder order{.id = *id, .key = asked.typed.key};
  if (const std::string subject = option_of(asked, "subject"); !subject.empty())
    order.subject = subject;
  if (const std::vector<std::string> whom = list_of(asked, "send-to"); !whom.empty())
    order.send_to = whom;
  if (const std::vector<std::string> whom = list_of(asked, "copy-to"); !whom.empty())
    order.copy_to = whom;
  if (const Result<void> taken = take_blocks(asked, order); !taken)
    return tl::unexpected(taken.error());
  return told_bulletin(asked, app::write_bulletin(asked.who, asked.moment, asked.desk, order));
}

Result<int> submit_bulletin(const RecordAsked& asked) {
  const Result<app::RecordId> id = record_in(asked);
  if (!id) return tl::unexpected(id.error());
  return told_bulletin(
      asked, app::submit_bulletin(asked.who, asked.moment, asked.desk, *id, asked.typed.key));
}

Result<int> sign_bulletin(const RecordAsked& asked) {
  const Result<app::RecordId> id = record_in(asked);
  if (!id) return tl::unexpected(id.error());
  return told_bulletin(
      asked, app::sign_bulletin(asked.who, asked.moment, asked.desk, *id, asked.typed.key));
}

Result<int> take_bulletin(const RecordAsked& asked) {
  const Result<app::RecordId> id = record_in(asked);
  if (!id) return tl::unexpected(id.error());
  const Result<app::BulletinForm> form = app::bulletin_form_of(asked.typed.file);
  if (!form) return tl::unexpected(form.error());
  const Result<std::string> bytes =
      app::bulletin_bytes(asked.who, asked.moment, asked.desk, *id, *form);
  if (!bytes) return tl::unexpected(bytes.error());
  if (const Result<void> written = app::write_paper_file(*bytes, asked.typed.file); !written)
    return tl::unexpected(written.error());
  asked.out() << fmt::format("写出 {}，{} 字节\n", printable(asked.typed.file),
                             grouped(std::ssize(*bytes)));
  return kDone;
}

// 4: a check failed, or a file that is made again is another one.
Result<int> check_bulletin(const RecordAsked& asked) {
  const Result<app::RecordId> id = record_in(asked);
  if (!id) return tl::unexpected(id.error());
  const Result<app::BulletinChecked> checked =
      app::check_bulletin(asked.who, asked.moment, asked.desk, *id);
  if (!checked) return tl::unexpected(checked.error());
  const auto is_same = [](const app::FileCompared& file) { return file.kept == file.again; };
  told(
      asked, [&] { return wire::bulletin_checked_json(*checked); },
      [&] {
        print_checks(checked->shown.checks, asked.out());
        for (const app::FileCompared& file : checked->files)
          asked.out() << fmt::format("  {} 重做的 {} 与留底的{}\n", is_same(file) ? "✓" : "✕",
                                     app::name_of(file.form), is_same(file) ? "相同" : "不同");
      });
  const bool has_passed =
      std::ranges::all_of(checked->files, is_same) &&
      std::ranges::all_of(checked->shown.checks,
                          [](const oversight::CheckDone& one) { return one.faults.empty(); });
  return has_passed ? kDone : kFaulty;
}

Result<int> compare_bulletin(const RecordAsked& asked) {
  const Result<app::RecordId> id = record_in(asked);
  if (!id) return tl::unexpected(id.error());
  const Result<app::BulletinsCompared> compared =
      app::compare_bulletin(asked.who, asked.moment, asked.desk, *id);
  if (!compared) return tl::unexpected(compared.error());
  return told(
      asked, [&] { return wire::bulletins_compared_json(*compared); },
      [&] {
        asked.out() << fmt::format("上期 {}\n", number(compared->earlier));
        for (const std::string& fault : compared->faults) line("不可比", fault, asked.out());
        TextTable table = figures_table();
        for (const app::BulletinChange& one : compared->changes)
          add_figure(one.indicator, one.now, one.earlier, table);
        table.print(colour_of(asked.machine), asked.out());
        for (const std::string& one : compared->corrections) line("更正", one, asked.out());
      });
}

}  // namespace qingxin::cli
