// SPDX-License-Identifier: Apache-2.0
#include "feeds/pieces.h"

#include <sys/mman.h>

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <future>
#include <memory>
#include <mutex>

#include "base/check.h"

namespace qingxin::feeds {

using namespace book;  // NOLINT: its facts are what is joined

namespace {

constexpr std::size_t kPieceBytes = std::size_t{1} << 19;

// What one piece of the file says. It is used again for a later piece.
struct Piece {
  explicit Piece(const Intake& whole) : intake(&whole) {}

  Lines lines;
  std::size_t number = 0;
  std::size_t bytes_behind = 0;  // of the lines, behind this piece
  Intake intake;
  RowsRead read;
  std::uint32_t line_count = 0;
};

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

// Memory that is about to be filled once, from end to end, costs less in large pages. Where the
// system has none, nothing is lost.
void ask_for_large_pages(void* data, std::size_t bytes) {
  constexpr std::size_t kLargePage = std::size_t{1} << 21;
  const auto address = reinterpret_cast<std::uintptr_t>(data);
  const std::size_t before = (kLargePage - address % kLargePage) % kLargePage;
  if (bytes < before + kLargePage) return;
  ::madvise(static_cast<std::byte*>(data) + before, bytes - before, MADV_HUGEPAGE);
}

// Room for the rows of a piece, and, where it needs room to be made, for those that are likely to
// come in the bytes behind it.
template <typename Row>
void make_room(std::vector<Row>& rows, std::size_t more, const Piece& piece) {
  if (rows.size() + more <= rows.capacity()) return;
  const std::size_t behind = piece.bytes_behind * (more + more / 32 + 1) / piece.lines.text.size();
  rows.reserve(std::max(rows.size() + more + behind, rows.capacity() + rows.capacity() / 2));
  ask_for_large_pages(rows.data(), rows.capacity() * sizeof(Row));
}

// Joins the facts of pieces, whose texts and lines are numbered from their own beginnings, or hands
// them to a drain in the same order.
class Joiner {
 public:
  Joiner(Facts& whole, RowDrain* drain) : whole_(&whole), drain_(drain) {}

  void join(Piece& piece) {
    if (drain_ != nullptr)
      drain_->take(piece.intake.facts, lines_before_);
    else
      join_rows(piece);
    lines_before_ += piece.line_count;
  }

 private:
  void join_rows(Piece& piece) {
    Facts& facts = piece.intake.facts;
    whole_->texts.add_all(facts.texts, texts_);
    whole_->identities.add_all(facts.identities, identities_);
    piece_ = &piece;
    join(facts.attendance, whole_->attendance, {});
    join(facts.payroll, whole_->payroll,
         {&PayrollLine::employer, &PayrollLine::name, &PayrollLine::quantity, &PayrollLine::card});
    join(facts.payments, whole_->payments,
         {&Payment::payee, &Payment::payee_account, &Payment::source_account, &Payment::serial,
          &Payment::reason});
    join(facts.roster, whole_->roster,
         {&RosterEntry::employer, &RosterEntry::team, &RosterEntry::name, &RosterEntry::id_kind,
          &RosterEntry::phone, &RosterEntry::trade, &RosterEntry::pay_method, &RosterEntry::card,
          &RosterEntry::bank, &RosterEntry::card_holder});
    join(facts.rejected);
  }

  template <typename Row>
  void join(std::vector<Row>& from, std::vector<Row>& to,
            std::initializer_list<TextId Row::*> texts) {
    make_room(to, from.size(), *piece_);
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

  Facts* whole_;
  RowDrain* drain_;
  const Piece* piece_ = nullptr;
  std::uint32_t lines_before_ = 0;
  std::vector<TextId> texts_;
  std::vector<WorkerIndex> identities_;
};

// Reads pieces by several threads at once and joins them in the order of the file.
class PieceReader {
 public:
  PieceReader(const Lines& lines, const Layout& layout, Intake& whole, std::uint16_t file,
              int threads, RowDrain* drain)
      : left_(lines),
        layout_(&layout),
        whole_(&whole),
        file_(file),
        ready_(static_cast<std::size_t>(threads) * 2),
        joiner_(whole.facts, drain) {}

  // What each thread does, until nothing is left.
  void work(const OnPieceRead& on_piece_read) {
    const EndOnFailure end(*this);
    while (std::unique_ptr<Piece> piece = next_piece()) {
      read(*piece);
      on_piece_read(piece->lines.text);
      hand_in(std::move(piece));
    }
  }

  const RowsRead& rows_read() const { return read_; }

 private:
  // Where a thread ends with an exception, the others do not wait for its piece.
  class EndOnFailure {
   public:
    explicit EndOnFailure(PieceReader& reader) : reader_(&reader) {}
    EndOnFailure(const EndOnFailure&) = delete;
    EndOnFailure& operator=(const EndOnFailure&) = delete;
    ~EndOnFailure() {
      if (std::uncaught_exceptions() == before_) return;
      const std::lock_guard lock(reader_->changing_);
      reader_->has_failed_ = true;
      reader_->has_room_.notify_all();
    }

   private:
    PieceReader* reader_;
    int before_ = std::uncaught_exceptions();
  };

  std::unique_ptr<Piece> next_piece() {
    std::unique_lock lock(changing_);
    has_room_.wait(lock, [&] { return has_failed_ || cut_ - joined_ < ready_.size(); });
    if (has_failed_ || left_.text.empty()) return nullptr;
    std::unique_ptr<Piece> piece;
    if (spare_.empty()) {
      piece = std::make_unique<Piece>(*whole_);
    } else {
      piece = std::move(spare_.back());
      spare_.pop_back();
    }
    piece->lines = cut_piece(left_);
    piece->number = cut_++;
    piece->bytes_behind = left_.text.size();
    return piece;
  }

  void read(Piece& piece) const {
    CsvReader rows(piece.lines);
    AnswerStyles styles{};
    piece.intake.clear();
    const Result<RowsRead> read = read_rows(rows, *layout_, piece.intake, styles, file_);
    check(read.has_value());  // lines without quotes cannot be cut
    piece.read = *read;
    piece.line_count = rows.line() - piece.lines.first_line;
  }

  // Joins the piece, and those that wait for it, unless another thread is joining.
  void hand_in(std::unique_ptr<Piece> piece) {
    std::unique_lock lock(changing_);
    const std::size_t place = piece->number % ready_.size();
    ready_[place] = std::move(piece);
    if (is_joining_) return;
    is_joining_ = true;
    while (std::unique_ptr<Piece> next = std::move(ready_[joined_ % ready_.size()])) {
      lock.unlock();
      joiner_.join(*next);
      lock.lock();
      read_.rows += next->read.rows;
      read_.used += next->read.used;
      spare_.push_back(std::move(next));
      ++joined_;
      has_room_.notify_all();
    }
    is_joining_ = false;
  }

  std::mutex changing_;  // guards all that changes but the joiner, which one thread has at a time
  std::condition_variable has_room_;
  Lines left_;
  const Layout* layout_;
  Intake* whole_;
  std::uint16_t file_;
  std::vector<std::unique_ptr<Piece>> ready_;  // by number: so many may be under way
  std::vector<std::unique_ptr<Piece>> spare_;
  std::size_t cut_ = 0;
  std::size_t joined_ = 0;
  bool is_joining_ = false;
  bool has_failed_ = false;
  Joiner joiner_;
  RowsRead read_;
};

bool is_joined(Table table) {
  return table == Table::attendance || table == Table::payroll || table == Table::payments ||
         table == Table::roster;
}

RowsRead read_by(PieceReader& reader, int threads, const OnPieceRead& on_piece_read) {
  std::vector<std::future<void>> others;
  for (int i = 1; i < threads; ++i)
    others.push_back(std::async(std::launch::async, [&] { reader.work(on_piece_read); }));
  reader.work(on_piece_read);
  for (std::future<void>& other : others) other.get();
  return reader.rows_read();
}

}  // namespace

RowsRead read_in_pieces(const Lines& lines, const Layout& layout, Intake& intake,
                        AnswerStyles& styles, std::uint16_t file, int threads,
                        const OnPieceRead& on_piece_read) {
  if (!is_joined(layout.table) || lines.text.size() <= kPieceBytes) {
    CsvReader rows(lines);
    const Result<RowsRead> read = read_rows(rows, layout, intake, styles, file);
    check(read.has_value());
    return *read;
  }
  PieceReader reader(lines, layout, intake, file, threads, nullptr);
  return read_by(reader, threads, on_piece_read);
}

RowsRead drain_in_pieces(const Lines& lines, const Layout& layout, Intake& intake,
                         std::uint16_t file, int threads, const OnPieceRead& on_piece_read,
                         RowDrain& drain) {
  check(!has_answers(layout.table));
  PieceReader reader(lines, layout, intake, file, threads, &drain);
  return read_by(reader, threads, on_piece_read);
}

}  // namespace qingxin::feeds
