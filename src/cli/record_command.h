// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/record_desk.h"
#include "cli/data_options.h"
#include "cli/machine.h"

namespace CLI {
class App;
}

namespace qingxin::cli {

// What was typed after the noun of a kind of records; what it means is worked out when it is run.
struct TypedRecord {
  TypedData data;
  std::string id, fresh_id, what, as, as_of, key, at, parent, to, owner, project, region, industry,
      dossier, state, words, since, until, due_before, after, view, saved_view, file, reason;
  std::vector<std::string> values, removed, lines, notes, photos;
  bool is_overdue = false, is_open = false, wants_json = false;
  // Of special verbs (cli/record_verbs.h): options of one value, of several, and flags, by name.
  std::map<std::string, std::string> options;
  std::map<std::string, std::vector<std::string>> lists;
  std::map<std::string, bool> flags;
};

struct RecordCommand {
  std::string command;  // "task list"
  app::DataPlace place;
  TypedRecord typed;
};

// Of the nouns that there are only the one that is among the arguments gets its options: the
// others would cost every command the time to declare them.
void declare_records(CLI::App& app, TypedRecord& typed, const std::vector<std::string>& arguments);
// Nothing: it is none of these commands.
std::optional<Result<RecordCommand>> record_command(const std::string& command,
                                                    const TypedRecord& typed);
Result<int> run_record(const RecordCommand& command, const Machine& machine);

// What --help prints of each noun, drawn from its tables.
struct RecordHelp {
  std::string noun, text;
};
const std::vector<RecordHelp>& record_help();

}  // namespace qingxin::cli
