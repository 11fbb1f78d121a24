// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command_line.h"

namespace qingxin::cli {

// Builds the book of a folder and tells what it holds; 0.
Result<int> run_build_book(const BuildBookCommand& command, const Machine& machine);

// Tells what a book file holds and what takes its bytes; 0.
Result<int> run_book_info(const BookInfoCommand& command, const Machine& machine);

}  // namespace qingxin::cli
