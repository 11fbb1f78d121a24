// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "app/verify_folder.h"
#include "cli/text_table.h"

namespace qingxin::cli {

// How a report is told on a terminal.
struct TextOrder {
  std::string version;
  Colour colour = Colour::off;
  std::string workbook = {};       // empty: none is written
  std::string json_file = {};      // empty: none is written
  std::string marked_folder = {};  // for marked copies; empty: none are asked for
  int marked_copies = 0;           // written there
  bool is_for_unit = false;        // without orders
};

// Everything up to the files that were written: the conclusion first, then what was read, the
// chain, the findings, what could not be judged, and what has to be paid by whom.
void print_report(const verify::Report& report, const law::Law& law, const TextOrder& order,
                  std::ostream& out);

// The last line: files written, time and exit status.
void print_closing(const TextOrder& order, std::chrono::milliseconds elapsed, int exit_status,
                   std::ostream& out);

Ink ink_of(verify::Grade grade);
Ink ink_of(rules::Severity severity);

// "结果.xlsx「拒收明细」", else what to ask for in order to see the whole list.
std::string where_all_is(const TextOrder& order, std::string_view sheet);

// The parts, in their order.
void print_chain(const verify::Report& report, const TextOrder& order, std::ostream& out);
void print_findings(const verify::Report& report, const law::Law& law, const TextOrder& order,
                    std::ostream& out);
void print_unjudged(const verify::Report& report, const TextOrder& order, std::ostream& out);

}  // namespace qingxin::cli
