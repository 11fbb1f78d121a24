// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "feeds/csv.h"
#include "feeds/row_drain.h"
#include "feeds/rows.h"

namespace qingxin::feeds {

// Hears of each piece once it is read, in any order and from any thread.
using OnPieceRead = std::function<void(std::string_view piece)>;

// Reads the lines of a large file piece by piece, several pieces at a time, each into texts and
// facts of its own, and joins them in the order of the file: the facts are the same as if they had
// been read from top to bottom. Only for the tables that grow large (attendance, payroll,
// payments, roster); the lines of any other are read in one go.
RowsRead read_in_pieces(const Lines& lines, const Layout& layout, Intake& intake,
                        AnswerStyles& styles, std::uint16_t file, int threads,
                        const OnPieceRead& on_piece_read);
// The same, but each piece goes to the drain and not into the intake: of any table but one whose
// answers the whole file decides (has_answers).
RowsRead drain_in_pieces(const Lines& lines, const Layout& layout, Intake& intake,
                         std::uint16_t file, int threads, const OnPieceRead& on_piece_read,
                         RowDrain& drain);

}  // namespace qingxin::feeds
