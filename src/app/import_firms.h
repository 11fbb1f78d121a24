// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "access/principal.h"
#include "feeds/register_file.h"
#include "store/store.h"

namespace qingxin::app {

using feeds::RejectedRow;

struct FirmsOrder {
  std::filesystem::path file;  // .csv or .xlsx; a 列名.toml beside it may name its columns
  std::string region_code;     // of the firms whose row has none
};

struct FirmsImported {
  std::string file;
  int rows = 0;                       // that are not blank
  int added = 0;                      // firms that were not there
  int known = 0;                      // rows of firms that were there already, with the same name
  std::vector<RejectedRow> rejected;  // that were not registered
  std::vector<std::string> ignored_columns;
};

// Registers the firms of a register (企业名册) as units, all in one step. A firm is known by its
// credit code, one without by its name and region; to repeat an import changes nothing. Rejected
// are rows without a name, with a credit code whose check character is wrong, without a region or
// with one beyond the scope, with another name for a known credit code (both are told), and the
// second row of one firm (the first one is told). Errors: not_permitted, those of reading the file,
// and those of the store, after which nothing was registered.
Result<FirmsImported> import_firms(const access::Principal& who, Instant now, store::Store& store,
                                   store::IdMaker& ids, const FirmsOrder& order);

}  // namespace qingxin::app
