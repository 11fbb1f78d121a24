// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>

#include "app/reveal_field.h"
#include "base/check.h"
#include "base/text.h"
#include "cli/data_options.h"
#include "cli/import_options.h"
#include "cli/keeping_options.h"

namespace qingxin::cli {

namespace {

// Every option as it was typed. What it means is worked out afterwards, where a wrong value gets
// its own sentence.
struct Typed {
  std::string folder, book, month, months, as_of, region, pack, json_file, workbook, marked_folder,
      list_file, rules, threads;
  std::string listen, config;
  std::string law_folder, from, working_days, days, term_months, seed, projects, sample_months,
      attendance, rule, finding, reader, page_file, present_pack, reason;
  TypedData data;
  TypedImport import;
  TypedKeeping keeping;
  bool is_revealed = false, wants_numbers_only = false, runs_all_rules = false, is_pay_date = false,
       is_plain = false, names_rules = false, is_clean = false, wants_json = false;
};

tl::unexpected<Error> usage(std::string message) {
  return fail(ErrorCode::usage, std::move(message));
}

void declare_verify(CLI::App& app, Typed& typed) {
  CLI::App* verify = app.add_subcommand("verify");
  verify->add_option("DIR", typed.folder);
  verify->add_option("--book", typed.book);
  declare_data(*verify, typed.data);
  verify->add_option("--month", typed.month);
  verify->add_option("--months", typed.months);
  verify->add_option("--as-of", typed.as_of);
  verify->add_option("--region", typed.region);
  verify->add_option("--pack", typed.pack);
  verify->add_option("--json", typed.json_file);
  verify->add_option("--xlsx", typed.workbook);
  verify->add_option("--marked", typed.marked_folder);
  verify->add_flag("--brief", typed.wants_numbers_only);
  verify->add_option("--list", typed.list_file);
  verify->add_option("--rules", typed.rules)->each([&typed](const std::string&) {
    typed.names_rules = true;
  });
  verify->add_option("--threads", typed.threads);
  verify->add_option("--law", typed.law_folder);
  verify->add_flag("--reveal", typed.is_revealed);
  verify->add_option("--reason", typed.reason);
  verify->add_flag("--all-rules", typed.runs_all_rules);
}

void declare_rules(CLI::App& app, Typed& typed) {
  CLI::App* rules = app.add_subcommand("rules");
  CLI::App* show = rules->add_subcommand("show");
  show->add_option("ID", typed.rule)->required();
  show->add_option("--region", typed.region);
  show->add_option("--as-of", typed.as_of);
  show->add_option("--in", typed.folder);
  for (CLI::App* view : {rules->add_subcommand("list"), show, rules->add_subcommand("articles"),
                         rules->add_subcommand("page")})
    view->add_option("--law", typed.law_folder);

  CLI::App* tried = rules->add_subcommand("try");
  tried->add_option("PACK", typed.pack)->required();
  tried->add_option("DIR", typed.folder);
  tried->add_option("--book", typed.book);
  declare_data(*tried, typed.data);
  tried->add_option("--against", typed.present_pack);
  tried->add_option("--month", typed.month);
  tried->add_option("--months", typed.months);
  tried->add_option("--as-of", typed.as_of);
  tried->add_option("--region", typed.region);
  tried->add_option("--threads", typed.threads);
  tried->add_option("--law", typed.law_folder);
  tried->add_flag("--json", typed.wants_json);
}

void declare_others(CLI::App& app, Typed& typed) {
  CLI::App* deadline = app.add_subcommand("law")->add_subcommand("deadline");
  deadline->add_option("--from", typed.from)->required();
  deadline->add_option("--working-days", typed.working_days);
  deadline->add_option("--days", typed.days);
  deadline->add_option("--months", typed.term_months);
  deadline->add_flag("--pay-date", typed.is_pay_date);
  deadline->add_option("--law", typed.law_folder);

  CLI::App* explain = app.add_subcommand("explain");
  explain->add_option("ID", typed.finding)->required();
  explain->add_option("--in", typed.folder);
  explain->add_option("--book", typed.book);
  declare_data(*explain, typed.data);
  explain->add_option("--as-of", typed.as_of);
  explain->add_option("--for", typed.reader);
  explain->add_option("--html", typed.page_file);
  explain->add_option("--law", typed.law_folder);
  explain->add_flag("--reveal", typed.is_revealed);
  explain->add_option("--reason", typed.reason);
  explain->add_flag("--all-rules", typed.runs_all_rules);

  CLI::App* book = app.add_subcommand("book");
  CLI::App* build = book->add_subcommand("build");
  build->add_option("DIR", typed.folder)->required();
  build->add_option("-o", typed.book);
  build->add_option("--threads", typed.threads);
  CLI::App* info = book->add_subcommand("info");
  info->add_option("FILE", typed.book)->required();
  info->add_flag("--json", typed.wants_json);

  app.add_subcommand("template")->add_option("DIR", typed.folder)->required();

  CLI::App* sample = app.add_subcommand("sample");
  sample->add_option("DIR", typed.folder)->required();
  sample->add_option("--seed", typed.seed);
  sample->add_option("--projects", typed.projects);
  sample->add_option("--months", typed.sample_months);
  sample->add_flag("--plain", typed.is_plain);
  sample->add_option("--attendance", typed.attendance);
  sample->add_flag("--clean", typed.is_clean);
  sample->add_option("--law", typed.law_folder);
}

void declare_service(CLI::App& app, Typed& typed) {
  CLI::App* serve = app.add_subcommand("serve");
  declare_data(*serve, typed.data);
  serve->add_option("--listen", typed.listen);
  serve->add_option("--config", typed.config);
  CLI::App* config = app.add_subcommand("config");
  config->add_subcommand("check")->add_option("CONFIG", typed.config)->required();
  config->add_subcommand("show")->add_option("CONFIG", typed.config);
}

// The command that was named, whole: "verify", "law deadline"; "" when none was.
std::string command_in(const CLI::App& app) {
  std::string whole;
  for (const CLI::App* at = &app; !at->get_subcommands().empty();) {
    at = at->get_subcommands().front();
    whole += (whole.empty() ? "" : " ") + at->get_name();
  }
  return whole;
}

// The text of the command, else of what it is a part of: "rules show" has that of "rules".
const HelpText& help_for(std::string_view command) {
  for (const HelpText& help : help_texts())
    if (help.command == command) return help;
  const std::size_t space = command.rfind(' ');
  return space == std::string_view::npos ? help_texts().front()
                                         : help_for(command.substr(0, space));
}

std::string more_about(std::string_view command) {
  const std::string_view known = help_for(command).command;
  if (known.empty()) return "写 qingxin --help 看可用的命令";
  return fmt::format("写 qingxin {} --help 看可用的选项", known);
}

std::string before(std::string_view text, std::string_view mark) {
  return std::string(text.substr(0, text.find(mark)));
}

// The library's complaint in Chinese.
std::string in_chinese(const CLI::ParseError& error, const CLI::App& app) {
  const std::string what = error.what();
  const std::string remedy = more_about(command_in(app));
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError))
    return fmt::format("不认识「{}」。{}", fmt::join(app.remaining(true), " "), remedy);
  if (error.get_name() == "RequiredError") {
    const std::string name = before(what, " is required");
    const std::string wanted = name == "DIR"      ? "文件夹"
                               : name == "FILE"   ? "账册文件"
                               : name == "ID"     ? "编号"
                               : name == "CONFIG" ? "配置文件"
                                                  : " " + name;
    return fmt::format("缺少{}。{}", wanted, remedy);
  }
  if (error.get_name() == "ArgumentMismatch")
    return fmt::format("选项 {} 要正好一个值。{}", before(what, ":"), remedy);
  return fmt::format("命令写错了（{}）。{}", what, remedy);
}

// A whole number between least and most.
Result<int> number(std::string_view option, std::string_view text, int least, int most) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < least || value > most)
    return usage(fmt::format("{} 的值「{}」不对，请写 {} 到 {} 的整数", option, text, least, most));
  return value;
}

Result<Date> day(std::string_view option, std::string_view text) {
  const Result<Date> parsed = parse_iso_date(text);
  if (parsed) return *parsed;
  return usage(fmt::format("{} 的值「{}」不是日期，请写成 2026-11-22", option, text));
}

Result<Month> one_month(std::string_view option, std::string_view text) {
  const Result<Month> parsed = parse_iso_month(text);
  if (parsed) return *parsed;
  return usage(fmt::format("{} 的值「{}」不是月份，请写成 2026-10", option, text));
}

struct Months {
  std::optional<Month> first, last;
};

Result<Months> months_in(const Typed& typed) {
  if (!typed.month.empty() && !typed.months.empty())
    return usage("--month 和 --months 只能写一个：一个月用 --month，一段用 --months");
  if (!typed.month.empty())
    return one_month("--month", typed.month).map([](Month only) { return Months{only, only}; });
  if (typed.months.empty()) return Months{};
  const std::size_t dots = typed.months.find("..");
  if (dots == std::string::npos)
    return one_month("--months", typed.months).map([](Month only) { return Months{only, only}; });
  const Result<Month> first = one_month("--months", typed.months.substr(0, dots));
  if (!first) return tl::unexpected(first.error());
  const Result<Month> last = one_month("--months", typed.months.substr(dots + 2));
  if (!last) return tl::unexpected(last.error());
  if (*first > *last)
    return usage(fmt::format("--months 的值「{}」前后颠倒，请写成 {}..{}", typed.months,
                             to_string(*last), to_string(*first)));
  return Months{*first, *last};
}

// "w01, W02" → W01 W02. Whether there are such rules is known further down.
Result<std::vector<std::string>> rules_in(std::string_view text) {
  std::vector<std::string> rules;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string rule(trim(text.substr(0, comma)));
    if (rule.empty()) return usage("--rules 里有空的一项，请写成 W01,W02");
    for (char& c : rule)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    rules.push_back(std::move(rule));
    text.remove_prefix(comma);
    if (text == ",") return usage("--rules 末尾多了一个逗号，请写成 W01,W02");
    if (!text.empty()) text.remove_prefix(1);
  }
  return rules;
}

Result<std::string> region_in(const std::string& text) {
  const bool is_digits = text.find_first_not_of("0123456789") == std::string::npos;
  const bool is_whole = text.size() == 2 || text.size() == 4 || text.size() == 6;
  if (!text.empty() && !(is_digits && is_whole))
    return usage(
        fmt::format("--region 的值「{}」不是行政区划代码，请写 2、4 或 6 位数字，如 130100", text));
  return law::region_prefix(text);
}

std::optional<std::filesystem::path> law_folder_in(const Typed& typed) {
  if (typed.law_folder.empty()) return std::nullopt;
  return typed.law_folder;
}

// A folder, the book of one, or stored facts: these are opened when the command runs. `folder` is
// what the command calls it.
Result<app::FactsPlace> facts_place(std::string_view folder, const Typed& typed,
                                    const std::string& command,
                                    std::optional<app::DataPlace>& data) {
  if (typed.data.is_named()) {
    if (!typed.folder.empty() || !typed.book.empty())
      return usage(fmt::format("--data 和 {} 只能写一个：--data 核查库里在用的事实",
                               typed.folder.empty() ? "--book" : folder));
    const Result<app::DataPlace> place = data_place(typed.data, command);
    if (!place) return tl::unexpected(place.error());
    data = *place;
    return app::FactsPlace{};
  }
  if (!typed.folder.empty() && !typed.book.empty())
    return usage(fmt::format("{} 和 --book 只能写一个：账册是由文件夹建成的，结果相同", folder));
  if (typed.folder.empty() && typed.book.empty())
    return usage(fmt::format("缺少 {}（或 --book 账册）。{}", folder, more_about(command)));
  return app::FactsPlace{typed.folder, typed.book};
}

Result<int> threads_in(const Typed& typed, const Machine& machine) {
  if (typed.threads.empty()) return machine.processors;
  return number("--threads", typed.threads, 1, 1024);
}

bool is_salary_file(std::string_view path) {
  return path.size() > 4 && folded(path.substr(path.size() - 4)) == ".sif";
}

// A salary file has one month and no law data: what selects months, regions and rules of a folder
// would be passed over in silence.
Result<Command> salary_file_command(const Typed& typed) {
  struct Foreign {
    std::string_view option;
    const std::string& text;
  };
  for (const Foreign& foreign :
       {Foreign{"--month", typed.month}, Foreign{"--months", typed.months},
        Foreign{"--region", typed.region}, Foreign{"--rules", typed.rules},
        Foreign{"--pack", typed.pack}, Foreign{"--xlsx", typed.workbook},
        Foreign{"--marked", typed.marked_folder}, Foreign{"--book", typed.book},
        Foreign{"--list", typed.list_file}, Foreign{"--reason", typed.reason}})
    if (!foreign.text.empty())
      return usage(
          fmt::format("SIF 文件用不上 {}，请去掉；可用的是 --json 和 --reveal", foreign.option));
  return SalaryFileCommand{typed.folder, typed.is_revealed, typed.json_file};
}

// Of stored facts nothing is shown in full without a reason, which is recorded; a folder is the
// user's own.
Result<std::string> reason_in(const Typed& typed) {
  const bool needs_one = typed.is_revealed && typed.data.is_named();
  if (!needs_one && !typed.reason.empty())
    return usage("--reason 只和 --data、--reveal 一起用；请去掉，或补上另两个");
  if (!needs_one) return std::string{};
  const Result<std::string> reason = app::checked_reason(typed.reason);
  if (reason) return reason;
  return usage(
      fmt::format("{}：--data 和 --reveal 同用时写 --reason \"核对欠薪名册\"，理由会记进审计",
                  reason.error().message));
}

// Numbers alone have no evidence to show.
Result<int> check_brief(const Typed& typed) {
  if (!typed.wants_numbers_only)
    return typed.list_file.empty()
               ? Result<int>(0)
               : usage("--list 要和 --brief 一起用；要证据和理由，请用 --json 或 --xlsx");
  struct Full {
    std::string_view option;
    const std::string& text;
  };
  for (const Full& full : {Full{"--json", typed.json_file}, Full{"--xlsx", typed.workbook},
                           Full{"--marked", typed.marked_folder}})
    if (!full.text.empty())
      return usage(
          fmt::format("--brief 只有数，没有证据和理由，写不出 {}；请去掉其中一个", full.option));
  return 0;
}

Result<Command> verify_command(const Typed& typed, const Machine& machine) {
  if (is_salary_file(typed.folder)) return salary_file_command(typed);
  if (!typed.json_file.empty() && typed.json_file == typed.workbook)
    return usage(
        fmt::format("--json 和 --xlsx 写的是同一个文件「{}」，请写成两个文件名", typed.workbook));
  if (const Result<int> checked = check_brief(typed); !checked)
    return tl::unexpected(checked.error());
  if (typed.workbook == "-") return usage("工作簿不能写到屏幕，请给 --xlsx 一个文件名");
  if (typed.marked_folder == "-") return usage("标记副本不能写到屏幕，请给 --marked 一个文件夹名");
  std::optional<app::DataPlace> data;
  const Result<app::FactsPlace> facts = facts_place("文件夹", typed, "verify", data);
  if (!facts) return tl::unexpected(facts.error());
  if (!typed.marked_folder.empty() && typed.folder.empty())
    return usage(
        "账册和库里没有原来的文件，写不出标记副本；请对原来的文件夹运行 qingxin verify 文件夹 "
        "--marked");
  VerifyCommand command{.law_folder = law_folder_in(typed),
                        .is_revealed = typed.is_revealed,
                        .json_file = typed.json_file,
                        .workbook = typed.workbook,
                        .marked_folder = typed.marked_folder,
                        .wants_numbers_only = typed.wants_numbers_only,
                        .data = data,
                        .list_file = typed.list_file,
                        .pack = typed.pack};
  const Result<std::string> reason = reason_in(typed);
  if (!reason) return tl::unexpected(reason.error());
  command.reason = *reason;
  command.order.facts = *facts;
  command.order.run_all_rules = typed.runs_all_rules;
  const Result<Months> months = months_in(typed);
  if (!months) return tl::unexpected(months.error());
  command.order.first_month = months->first;
  command.order.last_month = months->last;
  const Result<Date> as_of =
      typed.as_of.empty() ? Result<Date>(machine.today) : day("--as-of", typed.as_of);
  if (!as_of) return tl::unexpected(as_of.error());
  command.order.as_of = *as_of;
  const Result<std::string> region = region_in(typed.region);
  if (!region) return tl::unexpected(region.error());
  command.order.region = *region;
  if (typed.names_rules && typed.rules.empty())
    return usage("--rules 后面没有规则，请写成 W01,W02，或去掉 --rules");
  const Result<std::vector<std::string>> rules = rules_in(typed.rules);
  if (!rules) return tl::unexpected(rules.error());
  command.order.rules = *rules;
  const Result<int> threads = threads_in(typed, machine);
  if (!threads) return tl::unexpected(threads.error());
  command.order.threads = *threads;
  return command;
}

Result<Command> deadline_command(const Typed& typed) {
  const Result<Date> from = day("--from", typed.from);
  if (!from) return tl::unexpected(from.error());
  DeadlineCommand command{
      .from = *from, .term = Term::pay_date, .law_folder = law_folder_in(typed)};
  int terms = typed.is_pay_date ? 1 : 0;
  struct Way {
    Term term;
    std::string_view option;
    const std::string& text;
    int most;
  };
  for (const Way& way :
       {Way{Term::working_days, "--working-days", typed.working_days, app::kMostWorkingDays},
        Way{Term::days, "--days", typed.days, app::kMostDays},
        Way{Term::months, "--months", typed.term_months, app::kMostMonths}}) {
    if (way.text.empty()) continue;
    ++terms;
    const Result<int> length = number(way.option, way.text, 0, way.most);
    if (!length) return tl::unexpected(length.error());
    command.term = way.term;
    command.length = *length;
  }
  if (terms != 1) return usage("--working-days、--days、--months、--pay-date 要写且只写一个");
  return command;
}

Result<Command> explain_command(const Typed& typed, const Machine& machine) {
  ExplainCommand command{.law_folder = law_folder_in(typed),
                         .is_revealed = typed.is_revealed,
                         .is_for_unit = typed.reader == "contractor",
                         .page_file = typed.page_file};
  if (!typed.reader.empty() && typed.reader != "contractor" && typed.reader != "inspector")
    return usage(fmt::format("--for 的值「{}」不对，请写 contractor（企业）或 inspector（监察）",
                             typed.reader));
  const Result<Date> as_of =
      typed.as_of.empty() ? Result<Date>(machine.today) : day("--as-of", typed.as_of);
  if (!as_of) return tl::unexpected(as_of.error());
  const Result<app::FactsPlace> facts = facts_place("--in 文件夹", typed, "explain", command.data);
  if (!facts) return tl::unexpected(facts.error());
  const Result<std::string> reason = reason_in(typed);
  if (!reason) return tl::unexpected(reason.error());
  command.reason = *reason;
  command.order = {.id = typed.finding,
                   .facts = *facts,
                   .as_of = *as_of,
                   .run_all_rules = typed.runs_all_rules,
                   .threads = machine.processors};
  return command;
}

Result<Command> rules_command(RulesView view, const Typed& typed, const Machine& machine) {
  RulesCommand command{.view = view, .as_of = machine.today, .law_folder = law_folder_in(typed)};
  command.folder = typed.folder;
  const Result<std::vector<std::string>> rule = rules_in(typed.rule);
  if (!rule) return tl::unexpected(rule.error());
  if (!rule->empty()) command.rule = rule->front();
  const Result<std::string> region = region_in(typed.region);
  if (!region) return tl::unexpected(region.error());
  command.region = *region;
  if (typed.as_of.empty()) return command;
  const Result<Date> as_of = day("--as-of", typed.as_of);
  if (!as_of) return tl::unexpected(as_of.error());
  command.as_of = *as_of;
  return command;
}

Result<Command> try_pack_command(const Typed& typed, const Machine& machine) {
  TryPackCommand command{.facts = {},
                         .pack = typed.pack,
                         .order = {},
                         .law_folder = law_folder_in(typed),
                         .wants_json = typed.wants_json};
  if (!typed.present_pack.empty()) command.present = typed.present_pack;
  const Result<app::FactsPlace> facts = facts_place("文件夹", typed, "rules try", command.data);
  if (!facts) return tl::unexpected(facts.error());
  command.facts = *facts;
  const Result<Months> months = months_in(typed);
  if (!months) return tl::unexpected(months.error());
  command.order.first_month = months->first;
  command.order.last_month = months->last;
  const Result<Date> as_of =
      typed.as_of.empty() ? Result<Date>(machine.today) : day("--as-of", typed.as_of);
  if (!as_of) return tl::unexpected(as_of.error());
  command.order.as_of = *as_of;
  const Result<std::string> region = region_in(typed.region);
  if (!region) return tl::unexpected(region.error());
  command.order.region = *region;
  const Result<int> threads = threads_in(typed, machine);
  if (!threads) return tl::unexpected(threads.error());
  command.order.threads = *threads;
  return command;
}

// Beside the folder, by its name.
std::filesystem::path book_beside(const std::filesystem::path& folder) {
  std::filesystem::path path = folder.lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  const std::string name = path.filename().string();
  if (name.empty() || name == "." || name == "..") return {};
  path += ".book";
  return path;
}

Result<Command> build_book_command(const Typed& typed, const Machine& machine) {
  BuildBookCommand command{.folder = typed.folder, .file = typed.book};
  if (typed.book == "-") return usage("账册不能写到屏幕，请给 -o 一个文件名");
  if (typed.book.empty()) command.file = book_beside(command.folder);
  if (command.file.empty())
    return usage(fmt::format("看不出文件夹「{}」的名字，请用 -o 给账册一个文件名", typed.folder));
  const Result<int> threads = threads_in(typed, machine);
  if (!threads) return tl::unexpected(threads.error());
  command.threads = *threads;
  return command;
}

Result<app::SampleAttendance> sample_attendance(const Typed& typed) {
  if (typed.attendance.empty()) return app::SampleAttendance::daily;
  if (!typed.is_plain) return usage("--attendance 只和 --plain 一起用：办公室的县两种写法都有");
  if (typed.attendance == "daily") return app::SampleAttendance::daily;
  if (typed.attendance == "monthly") return app::SampleAttendance::monthly;
  return usage(fmt::format("--attendance 的值「{}」不对，请写 daily 或 monthly", typed.attendance));
}

Result<Command> sample_command(const Typed& typed) {
  SampleCommand command{.folder = typed.folder, .law_folder = law_folder_in(typed)};
  command.order.faults = typed.is_clean ? app::SampleFaults::none : app::SampleFaults::planted;
  command.order.form = typed.is_plain ? app::SampleForm::plain : app::SampleForm::office;
  if (!typed.seed.empty()) {
    const char* end = typed.seed.data() + typed.seed.size();
    const auto [stop, error] = std::from_chars(typed.seed.data(), end, command.order.seed);
    if (error != std::errc{} || stop != end)
      return usage(fmt::format("--seed 的值「{}」不对，请写 0 或以上的整数", typed.seed));
  }
  if (!typed.projects.empty()) {
    const Result<int> projects = number("--projects", typed.projects, 1, 100000);
    if (!projects) return tl::unexpected(projects.error());
    command.order.projects = *projects;
  }
  if (!typed.sample_months.empty()) {
    const Result<int> months = number("--months", typed.sample_months, 1, 120);
    if (!months) return tl::unexpected(months.error());
    command.order.months = *months;
  }
  const Result<app::SampleAttendance> attendance = sample_attendance(typed);
  if (!attendance) return tl::unexpected(attendance.error());
  command.order.attendance = *attendance;
  return command;
}

Result<Command> serve_command(const Typed& typed) {
  const Result<app::DataPlace> place = data_place(typed.data, "serve");
  if (!place) return tl::unexpected(place.error());
  return ServeCommand{*place, typed.listen, typed.config};
}

// What has a file of its own.
struct TypedNouns {
  TypedAccess access;
  TypedCase case_file;
  TypedClue clue;
  TypedNotice notice;
  TypedPaper paper;
  TypedRecord record;
  TypedRegister registers;
  TypedWarning warning;
};

template <typename Asked>
std::optional<Result<Command>> as_command(std::optional<Result<Asked>> asked) {
  if (!asked) return std::nullopt;
  if (!*asked) return tl::unexpected((*asked).error());
  return Command{**std::move(asked)};
}

// Nothing: it is none of their commands.
std::optional<Result<Command>> noun_command(const std::string& command, const TypedNouns& typed,
                                            const Machine& machine) {
  if (auto asked = as_command(warning_command(command, typed.warning, machine))) return asked;
  if (auto asked = as_command(clue_command(command, typed.clue))) return asked;
  if (auto asked = as_command(notice_command(command, typed.notice))) return asked;
  if (auto asked = as_command(paper_command(command, typed.paper))) return asked;
  if (auto asked = as_command(case_command(command, typed.case_file))) return asked;
  if (auto asked = as_command(record_command(command, typed.record))) return asked;
  if (auto asked = as_command(register_command(command, typed.registers))) return asked;
  return as_command(access_command(command, typed.access));
}

}  // namespace

Result<Command> parse(const std::vector<std::string>& arguments, const Machine& machine) {
  Typed typed;
  bool asks_version = false;
  CLI::App app;
  app.add_flag("--version", asks_version);
  declare_verify(app, typed);
  declare_rules(app, typed);
  declare_others(app, typed);
  declare_import(app, typed.import);
  TypedNouns nouns;
  declare_access(app, nouns.access);
  declare_clue(app, nouns.clue);
  declare_notice(app, nouns.notice);
  declare_paper(app, nouns.paper);
  declare_case(app, nouns.case_file);
  declare_records(app, nouns.record, arguments);
  declare_registers(app, nouns.registers);
  declare_warning(app, nouns.warning);
  declare_keeping(app, typed.keeping);
  declare_service(app, typed);
  // The library takes the last argument first, and speaks by throwing.
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    return HelpCommand{help_for(command_in(app)).text};
  } catch (const CLI::ParseError& error) {
    return usage(in_chinese(error, app));
  }
  if (asks_version) return VersionCommand{};
  const std::string command = command_in(app);
  if (auto asked = noun_command(command, nouns, machine)) return *std::move(asked);
  if (command == "serve") return serve_command(typed);
  if (command == "config check") return ConfigCommand{ConfigView::check, typed.config};
  if (command == "config show") return ConfigCommand{ConfigView::show, typed.config};
  if (command == "config") return usage("config 后面缺少要做的事：check 文件，或 show");
  if (command == "verify") return verify_command(typed, machine);
  if (command == "law deadline") return deadline_command(typed);
  if (command == "explain") return explain_command(typed, machine);
  if (command == "rules list") return rules_command(RulesView::list, typed, machine);
  if (command == "rules show") return rules_command(RulesView::show, typed, machine);
  if (command == "rules articles") return rules_command(RulesView::articles, typed, machine);
  if (command == "rules page") return rules_command(RulesView::page, typed, machine);
  if (command == "rules try") return try_pack_command(typed, machine);
  if (command == "rules")
    return usage("rules 后面缺少要看什么：list、show W02、articles、page 或 try 规则包");
  if (command == "book build") return build_book_command(typed, machine);
  if (command == "book info") return BookInfoCommand{typed.book, typed.wants_json};
  if (command == "book") return usage("book 后面缺少要做的事：build 文件夹，或 info 账册文件");
  if (command == "template") return TemplateCommand{typed.folder};
  if (command == "sample") return sample_command(typed);
  if (is_import_command(command)) return import_command(command, typed.import, machine);
  if (is_keeping_command(command)) return keeping_command(command, typed.keeping);
  if (command == "law") return usage("law 后面缺少要做的事，如 qingxin law deadline --help");
  return usage("缺少命令。" + more_about(""));
}

}  // namespace qingxin::cli
