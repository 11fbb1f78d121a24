// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/batches.h"
#include "app/deadline.h"
#include "app/explain_finding.h"
#include "app/import_folder.h"
#include "app/recheck.h"
#include "app/verify_folder.h"
#include "app/write_sample.h"
#include "base/result.h"
#include "cli/access_command.h"
#include "cli/case_command.h"
#include "cli/clue_command.h"
#include "cli/machine.h"
#include "cli/notice_command.h"
#include "cli/pack_command.h"
#include "cli/paper_command.h"
#include "cli/record_command.h"
#include "cli/register_command.h"
#include "cli/serve_command.h"
#include "cli/warning_command.h"

// What the user asked, as values.
namespace qingxin::cli {

struct HelpCommand {
  std::string_view text;
};

struct VersionCommand {};

struct VerifyCommand {
  app::VerifyOrder order;
  std::optional<std::filesystem::path> law_folder;
  bool is_revealed = false;
  std::string json_file;           // "-": standard output, and no report text; empty: none
  std::string workbook;            // empty: none
  std::string marked_folder = {};  // for copies of the files with rejected rows; empty: none
  bool wants_numbers_only = false;
  std::optional<app::DataPlace> data = {};  // stored facts, in place of a folder or a book
  std::string list_file = {};  // with numbers only: CSV; "-": standard output; empty: none
  std::string pack = {};       // a name or a file; empty: none
  std::string reason = {};     // why numbers of stored facts are shown in full; empty: they are not
};

// A SIF salary file in place of a folder.
struct SalaryFileCommand {
  std::filesystem::path file;
  bool is_revealed = false;
  std::string json_file;  // "-": standard output, and no report text; empty: none
};

using app::Term;

struct DeadlineCommand {
  Date from;
  Term term;
  int length = 0;
  std::optional<std::filesystem::path> law_folder;
};

struct ExplainCommand {
  app::ExplainOrder order;
  std::optional<app::DataPlace> data = {};
  std::optional<std::filesystem::path> law_folder;
  bool is_revealed = false;
  bool is_for_unit = false;
  std::string page_file;    // HTML; empty: none
  std::string reason = {};  // why numbers of stored facts are shown in full; empty: they are not
};

enum class RulesView : unsigned char { list, show, articles, page };

struct RulesCommand {
  RulesView view;
  std::string rule;  // with show: "W02"
  std::string region;
  Date as_of;
  std::filesystem::path folder;  // with show: whose 参数.toml counts; empty: none
  std::optional<std::filesystem::path> law_folder;
};

struct TemplateCommand {
  std::filesystem::path folder;
};

struct SampleCommand {
  app::SampleOrder order;
  std::filesystem::path folder;
  std::optional<std::filesystem::path> law_folder;
};

struct BuildBookCommand {
  std::filesystem::path folder;
  std::filesystem::path file;
  int threads = 1;
};

struct BookInfoCommand {
  std::filesystem::path file;
  bool wants_json = false;
};

struct ImportCommand {
  app::DataPlace data;
  app::ImportOrder order;
  bool names_unit = false;  // else the order's is the local one
  bool is_preview = false;  // left waiting, with the verdicts that it would cause
  bool waits = false;       // left waiting
  Date as_of;
  std::string pack = "default";  // by which warnings are drawn afterwards: a name or a file
  std::optional<std::filesystem::path> law_folder;
  bool wants_json = false;
};

enum class BatchView : unsigned char { list, show, preview, rejects, use, withdraw };

struct BatchCommand {
  app::DataPlace data;
  BatchView view;
  app::BatchId batch{};  // list: after that one
  Date as_of;
  int threads = 1;
  std::string pack = "default";
  std::optional<std::filesystem::path> law_folder;
  bool wants_json = false;
};

struct RecheckCommand {
  app::DataPlace data;
  app::RecheckOrder order;
  std::string pack = "default";
  std::optional<std::filesystem::path> law_folder;
  bool wants_json = false;
};

struct BackUpCommand {
  app::DataPlace data;
  std::filesystem::path folder;
  bool with_key = true;
  bool wants_json = false;
};

struct RestoreCommand {
  std::filesystem::path backup;
  app::DataPlace data;
  std::filesystem::path key;  // empty: the one in the backup
  bool wants_json = false;
};

struct DoctorCommand {
  app::DataPlace data;
  bool wants_json = false;
};

using Command =
    std::variant<HelpCommand, VersionCommand, VerifyCommand, SalaryFileCommand, DeadlineCommand,
                 ExplainCommand, RulesCommand, TemplateCommand, SampleCommand, BuildBookCommand,
                 BookInfoCommand, TryPackCommand, ImportCommand, BatchCommand, RecheckCommand,
                 AccessCommand, WarningCommand, ClueCommand, CaseCommand, PaperCommand,
                 NoticeCommand, RecordCommand, RegisterCommand, BackUpCommand, RestoreCommand,
                 DoctorCommand, ServeCommand, ConfigCommand>;

// Understands the arguments that follow the program's name. Errors are of kind usage; they name
// the option, its value and what to write instead.
Result<Command> parse(const std::vector<std::string>& arguments, const Machine& machine);

// Every text that --help prints, with the command it belongs to ("" is the program itself).
struct HelpText {
  std::string_view command;
  std::string_view text;
};
const std::vector<HelpText>& help_texts();

}  // namespace qingxin::cli
