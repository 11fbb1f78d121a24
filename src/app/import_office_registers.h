// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "access/principal.h"
#include "app/moment.h"
#include "app/record_desk.h"
#include "feeds/register_file.h"

// Registers of other bodies made records of the office: construction permits, signs of how firms
// are doing.
namespace qingxin::app {

struct OfficeRegisterOrder {
  std::filesystem::path file;  // .csv or .xlsx; a 列名.toml beside it may name its columns
  std::string region_code;     // of the rows that have none
  std::string source;          // of the rows that name none: whose register it is
};

struct OfficeRegisterImported {
  std::string file;
  int rows = 0;  // that are not blank
  int added = 0, changed = 0;
  int known = 0;                             // that say what is known already
  std::vector<feeds::RejectedRow> rejected;  // that were not registered, each with why
  std::vector<std::string> ignored_columns;
};

// A permit is known by its number: what a later register says of it changes it; what it says no
// more stays. To repeat an import changes nothing. Errors: not_permitted, those of reading the
// file, and those of the store, after which nothing was registered.
Result<OfficeRegisterImported> import_permits(const access::Principal& who, Moment moment,
                                              const RecordDesk& desk,
                                              const OfficeRegisterOrder& order);

// A sign is known by its firm, its kind and its day.
Result<OfficeRegisterImported> import_signs(const access::Principal& who, Moment moment,
                                            const RecordDesk& desk,
                                            const OfficeRegisterOrder& order);

// The directory 通讯录 of bodies, which anybody may see. A body is known by its region and name.
// Rejected is a mobile number, too: it is a person's.
Result<OfficeRegisterImported> import_directory(const access::Principal& who, Moment moment,
                                                const RecordDesk& desk,
                                                const OfficeRegisterOrder& order);

}  // namespace qingxin::app
