// SPDX-License-Identifier: Apache-2.0
#include "cli/run.h"

#include <fmt/format.h>

#include <ostream>
#include <type_traits>

#include "app/write_template.h"
#include "base/text.h"
#include "cli/access_command.h"
#include "cli/backup_command.h"
#include "cli/book_command.h"
#include "cli/case_command.h"
#include "cli/clue_command.h"
#include "cli/command_line.h"
#include "cli/deadline_text.h"
#include "cli/doctor_command.h"
#include "cli/import_command.h"
#include "cli/notice_command.h"
#include "cli/pack_command.h"
#include "cli/paper_command.h"
#include "cli/record_command.h"
#include "cli/register_command.h"
#include "cli/rules_text.h"
#include "cli/text_table.h"
#include "cli/verify_command.h"
#include "cli/warning_command.h"

namespace qingxin::cli {

namespace {

constexpr int kDone = 0;
constexpr int kWrongUsage = 2;
constexpr int kMachine = 3;

int exit_status(const Error& error) {
  return error.code == ErrorCode::usage ? kWrongUsage : kMachine;
}

Result<int> run_help(const HelpCommand& command, const Machine& machine) {
  machine.out << command.text;
  return kDone;
}

Result<int> run_version(const Machine& machine) {
  const Result<law::Law> law = law::load(std::nullopt, std::nullopt);
  if (!law) return tl::unexpected(law.error());
  machine.out << fmt::format("清薪 {}   法规数据 {}\n", machine.version, law->version);
  return kDone;
}

Result<int> run_deadline(const DeadlineCommand& command, const Machine& machine) {
  const Result<law::Law> law = law::load(command.law_folder, std::nullopt);
  if (!law) return tl::unexpected(law.error());
  print_deadline(command, law->calendar, machine.out);
  return kDone;
}

Result<int> run_rules(const RulesCommand& command, const Machine& machine) {
  const Result<law::Law> shipped = law::load(command.law_folder, std::nullopt);
  if (!shipped) return tl::unexpected(shipped.error());
  const Result<law::Law> law =
      command.folder.empty() ? shipped : app::law_of_folder(*shipped, command.folder);
  if (!law) return tl::unexpected(law.error());
  const Colour colour = colour_of(machine);
  switch (command.view) {
    case RulesView::list: print_rules(*law, colour, machine.out); break;
    case RulesView::articles: print_articles(*law, machine.out); break;
    case RulesView::page: machine.out << app::rules_page(*law); break;
    case RulesView::show: {
      const rules::Rule* rule = rules::find_rule(command.rule);
      for (const rules::RuleElsewhere& elsewhere : rules::kNotOnAFolder)
        if (elsewhere.id == command.rule)
          return fail(ErrorCode::usage, fmt::format("{} {} 不在账套目录上核查：{}", elsewhere.id,
                                                    elsewhere.name, elsewhere.where));
      if (rule == nullptr)
        return fail(ErrorCode::usage,
                    fmt::format("没有规则「{}」；写 qingxin rules list 看全部", command.rule));
      print_rule(*rule, *law, command.region, command.as_of, colour, machine.out);
    }
  }
  return kDone;
}

Result<int> run_template(const TemplateCommand& command, const Machine& machine) {
  const Result<int> files = app::write_template(command.folder);
  if (!files) return tl::unexpected(files.error());
  machine.out << fmt::format("写出 {} 个文件到 {}。填好后运行 qingxin verify {}\n", *files,
                             command.folder.string(), command.folder.string());
  return kDone;
}

Result<int> run_sample(const SampleCommand& command, const Machine& machine) {
  const Result<law::Law> law = law::load(command.law_folder, std::nullopt);
  if (!law) return tl::unexpected(law.error());
  const Result<app::SampleWritten> written = app::write_sample(command.order, command.folder, *law);
  if (!written) return tl::unexpected(written.error());
  machine.out << fmt::format(
      "写出虚构的平川县到 {}：{} 个文件，{} 个项目，{} 人，埋下 {} 处问题（planted.csv）\n",
      command.folder.string(), written->files.size(), grouped(command.order.projects),
      grouped(static_cast<std::int64_t>(written->people)),
      grouped(static_cast<std::int64_t>(written->planted)));
  machine.out << fmt::format("试一试：qingxin verify {} --as-of {}-23\n", command.folder.string(),
                             to_string(command.order.last_month + 1));
  return kDone;
}

Result<int> run_command(const Command& command, const Machine& machine) {
  return std::visit(
      [&](const auto& asked) -> Result<int> {
        using Asked = std::decay_t<decltype(asked)>;
        if constexpr (std::is_same_v<Asked, HelpCommand>) return run_help(asked, machine);
        if constexpr (std::is_same_v<Asked, VersionCommand>) return run_version(machine);
        if constexpr (std::is_same_v<Asked, VerifyCommand>) return run_verify(asked, machine);
        if constexpr (std::is_same_v<Asked, SalaryFileCommand>)
          return run_salary_file(asked, machine);
        if constexpr (std::is_same_v<Asked, DeadlineCommand>) return run_deadline(asked, machine);
        if constexpr (std::is_same_v<Asked, ExplainCommand>) return run_explain(asked, machine);
        if constexpr (std::is_same_v<Asked, RulesCommand>) return run_rules(asked, machine);
        if constexpr (std::is_same_v<Asked, TemplateCommand>) return run_template(asked, machine);
        if constexpr (std::is_same_v<Asked, SampleCommand>) return run_sample(asked, machine);
        if constexpr (std::is_same_v<Asked, BuildBookCommand>)
          return run_build_book(asked, machine);
        if constexpr (std::is_same_v<Asked, BookInfoCommand>) return run_book_info(asked, machine);
        if constexpr (std::is_same_v<Asked, TryPackCommand>) return run_try_pack(asked, machine);
        if constexpr (std::is_same_v<Asked, ImportCommand>) return run_import(asked, machine);
        if constexpr (std::is_same_v<Asked, BatchCommand>) return run_batch(asked, machine);
        if constexpr (std::is_same_v<Asked, RecheckCommand>) return run_recheck(asked, machine);
        if constexpr (std::is_same_v<Asked, AccessCommand>) return run_access(asked, machine);
        if constexpr (std::is_same_v<Asked, WarningCommand>) return run_warning(asked, machine);
        if constexpr (std::is_same_v<Asked, ClueCommand>) return run_clue(asked, machine);
        if constexpr (std::is_same_v<Asked, NoticeCommand>) return run_notice(asked, machine);
        if constexpr (std::is_same_v<Asked, PaperCommand>) return run_paper(asked, machine);
        if constexpr (std::is_same_v<Asked, CaseCommand>) return run_case(asked, machine);
        if constexpr (std::is_same_v<Asked, RecordCommand>) return run_record(asked, machine);
        if constexpr (std::is_same_v<Asked, RegisterCommand>) return run_register(asked, machine);
        if constexpr (std::is_same_v<Asked, BackUpCommand>) return run_back_up(asked, machine);
        if constexpr (std::is_same_v<Asked, RestoreCommand>) return run_restore(asked, machine);
        if constexpr (std::is_same_v<Asked, DoctorCommand>) return run_doctor(asked, machine);
        if constexpr (std::is_same_v<Asked, ServeCommand>) return machine.serve(asked, machine);
        if constexpr (std::is_same_v<Asked, ConfigCommand>) return run_config(asked, machine);
      },
      command);
}

int failed(const Error& error, const Machine& machine) {
  machine.err << "清薪：" << error.message << '\n';
  return exit_status(error);
}

}  // namespace

int run(const std::vector<std::string>& arguments, const Machine& machine) {
  const Result<Command> command = parse(arguments, machine);
  if (!command) return failed(command.error(), machine);
  const Result<int> status = run_command(*command, machine);
  if (!status) return failed(status.error(), machine);
  machine.out.flush();
  if (machine.out) return *status;
  return failed({ErrorCode::unavailable, "屏幕或管道写不了，输出不完整；请改写到文件再看"},
                machine);
}

}  // namespace qingxin::cli
