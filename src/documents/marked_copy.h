// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

// A table with rejected rows, written out again for the one who filled it in: the rows are
// coloured, the faulty cell stronger, and a last column says in words what is wrong and how it is
// mended. The program reads the copy as it read the original.
namespace qingxin::documents {

// The head of the column that is added. A copy of a copy has it once.
inline constexpr std::string_view kReasonColumn = "清薪：拒收原因";

// The rows that a sheet can have.
inline constexpr std::uint32_t kCopyRowsMax = 1'048'576;

enum class CopiedForm : unsigned char { text, yes, no, formula_without_value };

struct CopiedCell {
  std::string_view text;
  CopiedForm form = CopiedForm::text;
};

// Why a row was refused.
struct Mark {
  std::vector<std::size_t> columns;  // the faulty cells, from 0; empty: the whole row
  std::string words;
};

struct CopyForm {
  std::string sheet;          // its name
  std::uint32_t header_row;   // 1-based
  std::size_t reason_column;  // from 0; behind all others, or where the sheet has it already
};

class MarkedCopy {
 public:
  MarkedCopy(const std::filesystem::path& file, const CopyForm& form);
  ~MarkedCopy();
  MarkedCopy(const MarkedCopy&) = delete;
  MarkedCopy& operator=(const MarkedCopy&) = delete;

  // Rows come with rising numbers (1-based). Every cell becomes text, so that no digit is lost.
  // `mark` may be null.
  void row(std::uint32_t number, std::span<const CopiedCell> cells, const Mark* mark);

  // Writes the file. Unavailable when that fails; nothing half done is left. Gives the rows.
  Result<int> close();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace qingxin::documents
