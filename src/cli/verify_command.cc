// SPDX-License-Identifier: Apache-2.0
#include "cli/verify_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <functional>
#include <ostream>
#include <set>
#include <string_view>
#include <system_error>

#include "app/reveal_field.h"
#include "app/use_pack.h"
#include "app/verify_brief.h"
#include "app/verify_salary_file.h"
#include "app/write_marked_copies.h"
#include "cli/brief_text.h"
#include "cli/explain_text.h"
#include "cli/progress_bar.h"
#include "cli/report_text.h"
#include "cli/salary_file_text.h"
#include "wire/findings_csv.h"
#include "wire/salary_file_json.h"
#include "wire/verify_json.h"

namespace qingxin::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kScreen = "-";

tl::unexpected<Error> cannot_write(const fs::path& file, int code) {
  return fail(ErrorCode::unavailable,
              fmt::format("「{}」写不了：{}。请换一个可写的文件夹，或腾出磁盘空间", file.string(),
                          std::generic_category().message(code)));
}

// Written beside its place first, so that a full disk never costs the last good file. What is no
// ordinary file (/dev/stdout, a pipe) is written straight.
Result<int> write_file(const fs::path& file, const std::function<void(std::ostream&)>& write) {
  std::error_code code;
  const bool is_special = fs::exists(file, code) && !fs::is_regular_file(file, code);
  fs::path target = file;
  if (!is_special) target += ".part";
  errno = 0;
  std::ofstream out(target, std::ios::binary);
  if (out) {
    write(out);
    out.close();
  }
  if (!out) {
    const int reason = errno;
    if (!is_special) fs::remove(target, code);
    return cannot_write(file, reason);
  }
  if (is_special) return 1;
  fs::rename(target, file, code);
  if (!code) return 1;
  const int reason = code.value();
  fs::remove(target, code);
  return cannot_write(file, reason);
}

app::Progress shown_on(ProgressBar& bar) {
  return [&bar](std::string_view what, std::int64_t done, std::int64_t total) {
    bar.show(what, done, total);
  };
}

Result<verify::Report> verified(const VerifyCommand& command, const law::Law& law,
                                const Machine& machine) {
  ProgressBar bar(machine);
  return app::verify_folder(command.order, law, shown_on(bar));
}

Result<verify::Explanation> explained(const ExplainCommand& command, const law::Law& law,
                                      const Machine& machine) {
  ProgressBar bar(machine);
  return app::explain_finding(command.order, law, shown_on(bar));
}

Result<int> refuse_marked_folder(const VerifyCommand& command) {
  if (command.marked_folder.empty()) return 0;
  return app::check_marked_target({command.order.facts.folder, command.marked_folder});
}

// The files that were asked for. Gives the number of marked copies.
Result<int> write_files(const verify::Report& report, const law::Law& law,
                        const VerifyCommand& command, const Machine& machine) {
  if (!command.json_file.empty() && command.json_file != kScreen) {
    const Result<int> written = write_file(command.json_file, [&](std::ostream& out) {
      wire::write_json(report, law, machine.version, command.is_revealed, out);
    });
    if (!written) return written;
  }
  if (!command.workbook.empty()) {
    const Result<int> written =
        app::write_workbook(report, law, command.workbook, command.is_revealed);
    if (!written) return written;
  }
  if (command.marked_folder.empty()) return 0;
  return app::write_marked_copies(report, {command.order.facts.folder, command.marked_folder});
}

// Nothing of stored facts is shown in full before the audit trail says so.
template <typename Asked>
Result<void> note_revealed(const Asked& asked, app::RevealedAtOnce shown, const Machine& machine) {
  if (!asked.is_revealed || !asked.order.facts.stored) return {};
  shown.reason = asked.reason;
  return app::note_revealed(access::the_local_operator(), machine.now(), *asked.order.facts.stored,
                            shown);
}

app::RevealedAtOnce shown_by(const verify::Report& report) {
  std::set<std::string_view> people;
  for (const std::vector<verify::Finding>* part : {&report.findings, &report.notes})
    for (const verify::Finding& finding : *part) people.insert(finding.worker);
  for (const verify::ArrearsLine& line : report.arrears) people.insert(line.worker);
  people.erase("");
  return {.action = "reveal_report",
          .projects = report.totals.projects,
          .findings = std::ssize(report.findings) + std::ssize(report.notes),
          .people = std::ssize(people),
          .reason = {}};
}

app::RevealedAtOnce shown_by(const app::Tally& tally) {
  std::set<book::WorkerIndex> people;
  for (const verify::BriefFinding& finding : tally.findings) people.insert(finding.worker);
  people.erase(0);
  return {.action = "reveal_report",
          .projects = tally.projects,
          .findings = std::ssize(tally.findings),
          .people = std::ssize(people),
          .reason = {}};
}

app::RevealedAtOnce shown_by(const verify::Explanation& explanation) {
  return {.action = "reveal_finding",
          .projects = 1,
          .findings = 1,
          .people = explanation.finding.worker.empty() ? 0 : 1,
          .reason = {}};
}

Result<int> run_in_brief(const VerifyCommand& command, const law::Law& law,
                         const Machine& machine) {
  const Result<app::Tally> tally = [&] {
    ProgressBar bar(machine);
    return app::verify_in_brief(command.order, law, shown_on(bar));
  }();
  if (!tally) return tl::unexpected(tally.error());
  if (const auto noted = note_revealed(command, shown_by(*tally), machine); !noted)
    return tl::unexpected(noted.error());
  const auto write = [&](std::ostream& out) {
    wire::write_findings_csv(*tally, command.is_revealed, out);
  };
  if (command.list_file == kScreen) {
    write(machine.out);
    return tally->exit_status;
  }
  if (!command.list_file.empty())
    if (const Result<int> written = write_file(command.list_file, write); !written) return written;
  print_tally(*tally, command.order.as_of, command.list_file, machine);
  return tally->exit_status;
}

// The same with stored facts opened, where they are asked for.
template <typename Asked>
Result<Asked> with_data(const Asked& asked, const Machine& machine) {
  Asked opened = asked;
  if (!asked.data) return opened;
  Result<std::shared_ptr<app::StoredData>> data =
      machine.open_data(*asked.data, app::DataIntent::existing);
  if (!data) return tl::unexpected(data.error());
  opened.order.facts.stored = *std::move(data);
  opened.order.facts.who = access::the_local_operator();
  return opened;
}

// The pack that was asked for; nothing: none was.
Result<std::optional<verify::Pack>> pack_of(const VerifyCommand& command) {
  if (command.pack.empty()) return std::nullopt;
  Result<verify::Pack> pack = verify::find_pack(command.pack);
  if (!pack) return tl::unexpected(pack.error());
  const bool has_colours =
      std::ranges::any_of(pack->colours, [](const auto& colour) { return colour.has_value(); });
  if (command.wants_numbers_only && has_colours)
    return fail(ErrorCode::usage,
                fmt::format("规则包「{}」改了颜色，--brief 只数规则自己的颜色；请去掉 --brief",
                            command.pack));
  return *std::move(pack);
}

}  // namespace

Result<int> run_verify(const VerifyCommand& asked, const Machine& machine) {
  const Result<VerifyCommand> opened = with_data(asked, machine);
  if (!opened) return tl::unexpected(opened.error());
  const Result<law::Law> law = law::load(asked.law_folder, std::nullopt);
  if (!law) return tl::unexpected(law.error());
  const Result<std::optional<verify::Pack>> pack = pack_of(asked);
  if (!pack) return tl::unexpected(pack.error());
  VerifyCommand command = *opened;
  if (*pack) {
    Result<app::VerifyOrder> order = app::with_pack(command.order, **pack);
    if (!order) return tl::unexpected(order.error());
    command.order = *std::move(order);
  }
  if (command.wants_numbers_only) return run_in_brief(command, *law, machine);
  if (const Result<int> refused = refuse_marked_folder(command); !refused) return refused;
  Result<verify::Report> report = verified(command, *law, machine);
  if (!report) return tl::unexpected(report.error());
  if (const auto noted = note_revealed(command, shown_by(*report), machine); !noted)
    return tl::unexpected(noted.error());
  if (*pack) app::recolour(*report, **pack);

  const bool is_json_on_screen = command.json_file == kScreen;
  TextOrder text{.version = machine.version,
                 .colour = colour_of(machine),
                 .workbook = command.workbook,
                 .json_file = is_json_on_screen ? "" : command.json_file,
                 .marked_folder = command.marked_folder};
  if (is_json_on_screen)
    wire::write_json(*report, *law, machine.version, command.is_revealed, machine.out);
  else
    print_report(*report, *law, text, machine.out);

  const Result<int> copies = write_files(*report, *law, command, machine);
  if (!copies) return copies;
  text.marked_copies = *copies;
  const int status = verify::exit_status(*report);
  if (!is_json_on_screen) print_closing(text, machine.elapsed(), status, machine.out);
  return status;
}

Result<int> run_explain(const ExplainCommand& asked, const Machine& machine) {
  const Result<ExplainCommand> opened = with_data(asked, machine);
  if (!opened) return tl::unexpected(opened.error());
  const ExplainCommand& command = *opened;
  const Result<law::Law> law = law::load(command.law_folder, std::nullopt);
  if (!law) return tl::unexpected(law.error());
  Result<verify::Explanation> explanation = explained(command, *law, machine);
  if (!explanation) return tl::unexpected(explanation.error());
  if (const auto noted = note_revealed(command, shown_by(*explanation), machine); !noted)
    return tl::unexpected(noted.error());
  print_explanation(*explanation, command.is_revealed, command.is_for_unit, colour_of(machine),
                    machine.out);
  if (command.page_file.empty()) return 0;
  const Result<int> written = write_file(command.page_file, [&](std::ostream& out) {
    out << app::explanation_page(*explanation, command.is_revealed, command.is_for_unit);
  });
  if (!written) return tl::unexpected(written.error());
  machine.out << fmt::format("\n已写出 {}，可用浏览器打印\n", command.page_file);
  return 0;
}

Result<int> run_salary_file(const SalaryFileCommand& command, const Machine& machine) {
  const Result<verify::SalaryFileReport> report = app::verify_salary_file(command.file);
  if (!report) return tl::unexpected(report.error());
  const auto write_json = [&](std::ostream& out) {
    wire::write_salary_file_json(*report, machine.version, command.is_revealed, out);
  };
  if (command.json_file == kScreen) {
    write_json(machine.out);
    return verify::exit_status(*report);
  }
  if (!command.json_file.empty()) {
    const Result<int> written = write_file(command.json_file, write_json);
    if (!written) return tl::unexpected(written.error());
  }
  print_salary_file(*report,
                    {.version = machine.version,
                     .colour = colour_of(machine),
                     .is_revealed = command.is_revealed,
                     .json_file = command.json_file},
                    machine.out);
  return verify::exit_status(*report);
}

}  // namespace qingxin::cli
