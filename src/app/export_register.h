// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "access/principal.h"
#include "app/moment.h"
#include "app/register_query.h"
#include "documents/register_table.h"

// A register that leaves the house: each time under the next number of its unit and year, which is
// written down with who took it and why before a row is read. Whoever has no unit exports for this
// office itself.
namespace qingxin::app {

using store::Export;
using store::ExportId;

struct ExportAsked {
  QueryParts query;
  std::string reason;          // 5 to 500 characters
  bool has_names = false;      // of people; with the right to reveal
  std::filesystem::path file;  // .csv or .xlsx, by its name
};

// "线索台账导出〔2026〕3号".
std::string number_text(const Export& one);

// At most so many rows a page; an empty page: that was all.
using NextPage = std::function<Result<std::vector<std::vector<std::string>>>(store::Store& held)>;

// Writes the pages one after the other with the number as the last column, and the number above
// each printed page; memory for one page. Nothing was found: no number is spent. A file that could
// not be finished is not there, and its number stays in the list as unfinished. Errors:
// invalid_input (the reason, the kind of file, nothing found), unavailable, those of the pages.
Result<Export> export_register(const access::Principal& who, Moment moment, store::Store& store,
                               store::IdMaker& ids, Register of, std::vector<std::string> headings,
                               const ExportAsked& asked, const NextPage& next);

struct ExportsAsked {
  std::optional<Register> of;
  std::optional<int> year;
  ExportId before{};
  int limit = 100;  // 1–1000
};
struct ExportLine {
  Export exported;
  std::string unit, user;  // their names; empty: the unit or user has none
};
struct ExportPage {
  std::vector<ExportLine> exports;  // the newest first
  std::optional<ExportId> next;
};
// Of his unit, where he has none his own; the auditor and the local operator see all. Errors:
// not_permitted, usage.
Result<ExportPage> list_exports(const access::Principal& who, store::Store& store,
                                const ExportsAsked& asked);

}  // namespace qingxin::app
