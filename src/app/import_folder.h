// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "access/principal.h"
#include "app/batches.h"
#include "app/verify_folder.h"

namespace qingxin::app {

// What is done where a file has the name and the table of one of the same unit that is in force.
enum class SameName : unsigned char {
  ask,      // refused, with the list: the user has to say which of the two he means
  replace,  // it corrects that one
  beside,   // both count
};

// A file of the folder that takes the place of a file in force.
struct NamedCorrection {
  std::string file;  // its name; empty: the folder's only one of that table
  store::FileKey corrects;
};

struct ImportOrder {
  std::filesystem::path folder;
  store::UnitId unit;
  std::string note;
  std::string key;  // of the client; empty: made of the files' content
  std::vector<NamedCorrection> corrections;
  SameName same_name = SameName::ask;
  int threads = 1;
};

struct Imported {
  Batch batch;
  Kept kept;  // already: this very folder was kept before, under the same key
  std::vector<Reject> rejects;
  std::vector<std::string> unread_files = {};  // of the folder, that are no known table
  // With SameName::replace: files that took no other's place, because the unit has none of that
  // name and table in force. They count beside whatever others delivered.
  std::vector<std::string> not_replaced = {};
};

// Whether every row was rejected: such a batch is not to be put to use without being asked.
bool has_no_used_row(const Imported& imported);

// Reads a facts folder as verify does, and keeps it as a batch that waits (use_batch). A folder
// need not tell again of projects and accounts that are known. Harmless to repeat. Errors: those of
// reading the folder; conflict: a file of the same name is in force and nobody has said what to do,
// or the key stands for another content (the message has both values); not_permitted; not_found:
// the unit, where he may not deliver for it too, or a file to correct. A row of a project beyond
// his scope is rejected as one of a project that is not known; a bank tells of any in its
// districts.
Result<Imported> import_folder(const access::Principal& who, Instant now, StoredData& data,
                               const ImportOrder& order, const law::Law& law,
                               const Progress& progress);

// "BATCH/FILE": the batch's number and the place of a file in it, from 1. Error: usage.
Result<store::FileKey> file_key_in(std::string_view text);

}  // namespace qingxin::app
