// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <unordered_map>
#include <vector>

#include "base/bytes.h"
#include "book/facts.h"
#include "feeds/row_reader.h"

namespace qingxin::feeds {

// The facts as they grow, and what rows need to find their project and worker.
class Intake {
 public:
  Intake() = default;
  // For a part of a folder: its own facts and texts, the projects and accounts of the whole.
  explicit Intake(const Intake* whole) : whole_(whole) {}

  book::Facts facts;

  // kNone, with the row refused, when the projects table has no such project.
  book::ProjectIndex project(RowReader& row, book::ColumnIndex column);
  book::WorkerIndex worker(RowReader& row, book::ColumnIndex column);
  // Line breaks and other control characters within a cell become spaces.
  book::TextId text(RowReader& row, book::ColumnIndex column) {
    return keep(row.text(column), column);
  }
  book::TextId required_text(RowReader& row, book::ColumnIndex column) {
    return keep(row.required_text(column), column);
  }

  // The project of the row before, where this names it; kNone where it does not.
  book::ProjectIndex project_above(std::string_view project_id) const {
    return are_equal(project_id, last_project_id_) ? last_project_ : book::kNone;
  }
  // The person with this document number, in the form that RowReader::identity() gives it.
  book::WorkerIndex worker(std::string_view number);

  // A card or an account, without the spaces and hyphens that people group digits with.
  book::TextId account_number(RowReader& row, book::ColumnIndex column);

  // Without refusing: where a rejected row would have belonged.
  book::ProjectIndex find_project(std::string_view project_id) const;

  // Of a piece: as if new, for the next one.
  void clear();

  void index_projects();
  void index_accounts();
  // An account that no row of the folder registers; of several projects, when told several times.
  void know_account(std::string_view account, std::string_view project_id);
  // The one project that an account serves; kNone when it serves several or is not known.
  book::ProjectIndex only_project_of(std::string_view account) const;
  bool has_account(std::string_view account) const;

 private:
  book::TextId keep(std::string_view text, book::ColumnIndex column);

  const Intake* whole_ = nullptr;
  // Keyed by texts that the facts keep in place, so that pieces may look while the whole grows.
  std::unordered_map<std::string_view, book::ProjectIndex> projects_;
  std::unordered_map<book::TextId, book::ProjectIndex> accounts_;
  std::string last_project_id_;
  book::ProjectIndex last_project_ = book::kNone;
  book::WorkerIndex last_worker_ = 0;
  std::array<book::TextId, 64> last_texts_{};  // by column: what stood there in the row before
};

// Reads one row of a table into the facts. A row with a fault leaves nothing behind.
void read_row(book::Table table, RowReader& row, Intake& intake, book::Source source);

// Whether a table has such answers as fill_blank_answers() fills.
bool has_answers(book::Table table);
// After each file: in its ticked columns blank answers of the rows from `first` on become no.
void fill_blank_answers(Intake& intake, book::Table table, const AnswerStyles& styles,
                        std::size_t first);
}  // namespace qingxin::feeds
