// SPDX-License-Identifier: Apache-2.0
#include "feeds/pieces.h"

#include <algorithm>
#include <future>

#include "base/check.h"

namespace qingxin::feeds {

using namespace book;  // NOLINT: its facts are what is joined

namespace {

constexpr std::size_t kPieceBytes = std::size_t{2} << 20;

// What one piece of the file says.
struct Piece {
  explicit Piece(const Intake& whole) : intake(&whole) {}

  Intake intake;
  RowsRead read;
  std::uint32_t lines = 0;
};

std::unique_ptr<Piece> read_piece(const Lines& lines, const Layout& layout, const Intake& whole,
                                  std::uint16_t file) {
  auto piece = std::make_unique<Piece>(whole);
  CsvReader rows(lines);
  AnswerStyles styles{};
  const Result<RowsRead> read = read_rows(rows, layout, piece->intake, styles, file);
  check(read.has_value());  // lines without quotes cannot be cut
  piece->read = *read;
  piece->lines = rows.line() - lines.first_line;
  return piece;
}

// The next piece, up to the end of a line.
Lines cut_piece(Lines& lines) {
  Lines piece = lines;
  if (lines.text.size() > kPieceBytes) {
    const std::size_t end = lines.text.find('\n', kPieceBytes);
    if (end != std::string_view::npos) piece.text = lines.text.substr(0, end + 1);
  }
  lines.text.remove_prefix(piece.text.size());
  return piece;
}

// Joins the facts of pieces, whose texts and lines are numbered from their own beginnings.
class Joiner {
 public:
  Joiner(const Facts& piece, Facts& whole, std::uint32_t lines_before)
      : whole_(&whole), lines_before_(lines_before) {
    for (std::size_t i = 0; i < piece.texts.size(); ++i)
      texts_.push_back(whole.texts.add(piece.texts[static_cast<TextId>(i)]));
    for (std::size_t i = 0; i < piece.identities.size(); ++i)
      identities_.push_back(whole.identities.add(piece.identities[static_cast<TextId>(i)]));
  }

  template <typename Row>
  void join(std::vector<Row>& from, std::vector<Row>& to,
            std::initializer_list<TextId Row::*> texts) {
    for (Row& row : from) {
      row.worker = identities_[row.worker];
      for (TextId Row::*const text : texts) row.*text = texts_[row.*text];
      row.source.row += lines_before_;
      to.push_back(row);
    }
  }

  void join(std::vector<RejectedRow>& from) {
    for (RejectedRow& row : from) {
      row.source.row += lines_before_;
      row.worker = identities_[row.worker];
      whole_->rejected.push_back(std::move(row));
    }
  }

 private:
  Facts* whole_;
  std::uint32_t lines_before_;
  std::vector<TextId> texts_;
  std::vector<WorkerIndex> identities_;
};

void join(Facts& piece, Facts& whole, std::uint32_t lines_before) {
  Joiner joiner(piece, whole, lines_before);
  joiner.join(piece.attendance, whole.attendance, {});
  joiner.join(
      piece.payroll, whole.payroll,
      {&PayrollLine::employer, &PayrollLine::name, &PayrollLine::quantity, &PayrollLine::card});
  joiner.join(piece.payments, whole.payments,
              {&Payment::payee, &Payment::payee_account, &Payment::source_account, &Payment::serial,
               &Payment::reason});
  joiner.join(
      piece.roster, whole.roster,
      {&RosterEntry::employer, &RosterEntry::team, &RosterEntry::name, &RosterEntry::id_kind,
       &RosterEntry::phone, &RosterEntry::trade, &RosterEntry::pay_method, &RosterEntry::card,
       &RosterEntry::bank, &RosterEntry::card_holder});
  joiner.join(piece.rejected);
}

bool is_joined(Table table) {
  return table == Table::attendance || table == Table::payroll || table == Table::payments ||
         table == Table::roster;
}

}  // namespace

RowsRead read_in_pieces(const Lines& lines, const Layout& layout, Intake& intake,
                        AnswerStyles& styles, std::uint16_t file, int threads,
                        const std::function<void(std::size_t)>& on_bytes) {
  if (!is_joined(layout.table) || lines.text.size() <= kPieceBytes) {
    CsvReader rows(lines);
    const Result<RowsRead> read = read_rows(rows, layout, intake, styles, file);
    check(read.has_value());
    return *read;
  }
  RowsRead read;
  Lines left = lines;
  std::uint32_t lines_before = 0;
  const auto start_wave = [&] {
    std::vector<std::future<std::unique_ptr<Piece>>> wave;
    for (int i = 0; i < threads && !left.text.empty(); ++i)
      wave.push_back(std::async(std::launch::async, read_piece, cut_piece(left), std::cref(layout),
                                std::cref(intake), file));
    return wave;
  };
  auto wave = start_wave();
  while (!wave.empty()) {
    std::vector<std::unique_ptr<Piece>> pieces;
    for (auto& reading : wave) pieces.push_back(reading.get());
    on_bytes(lines.text.size() - left.text.size());
    // The next wave is read while this one is joined: pieces look only at what does not change.
    wave = start_wave();
    for (const std::unique_ptr<Piece>& piece : pieces) {
      join(piece->intake.facts, intake.facts, lines_before);
      lines_before += piece->lines;
      read.rows += piece->read.rows;
      read.used += piece->read.used;
    }
  }
  return read;
}

}  // namespace qingxin::feeds
