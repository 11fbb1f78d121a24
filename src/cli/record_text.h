// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <map>
#include <string>

#include "app/record_desk.h"
#include "cli/text_table.h"

// Records of the leading-group office as people read them on a terminal.
namespace qingxin::cli {

// `units`: the names of the bodies to which they are addressed.
void print_records(oversight::RecordKind kind, const app::RecordPage& page, Date today,
                   const std::map<std::int64_t, std::string>& units, Colour colour,
                   std::ostream& out);
void print_record(const app::RecordShown& shown, Colour colour, std::ostream& out);
void print_kept(const app::RecordKept& kept, std::ostream& out);

}  // namespace qingxin::cli
