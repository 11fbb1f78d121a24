// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "feeds/csv.h"
#include "feeds/rows.h"

namespace qingxin::feeds {

// Reads the lines of a large file piece by piece, several pieces at a time, each into texts and
// facts of its own, and joins them in the order of the file: the facts are the same as if they had
// been read from top to bottom. Only for the tables that grow large (attendance, payroll,
// payments, roster); the lines of any other are read in one go.
// `on_bytes` hears now and then how many bytes of the lines are read.
RowsRead read_in_pieces(const Lines& lines, const Layout& layout, Intake& intake,
                        AnswerStyles& styles, std::uint16_t file, int threads,
                        const std::function<void(std::size_t)>& on_bytes);

}  // namespace qingxin::feeds
