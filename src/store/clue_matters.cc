// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "intake/search_tokens.h"
#include "store/clue_rows.h"
#include "store/clues.h"
#include "store/dossier_claims.h"
#include "store/sketch_bytes.h"
#include "store/sql_store.h"

namespace qingxin::store {

namespace {

using access::audit_entry;

std::optional<intake::Sketch> sketch_of_clue(Statements& statements, ClueId clue) {
  std::optional<intake::Sketch> sketch;
  statements.run("SELECT content FROM clue_sketch WHERE clue_id = $1", {number(clue)},
                 [&](const SqlRow& row) { sketch = sketch_in(row.text(0)); });
  return sketch;
}

ClueId matter_of(Statements& statements, ClueId clue) {
  ClueId matter = clue;
  statements.run("SELECT matter_id FROM clue WHERE clue_id = $1", {number(clue)},
                 [&](const SqlRow& row) { matter = ClueId{row.number(0)}; });
  return matter;
}

// The same, and nobody else moves it until the end of the transaction.
ClueId held_matter_of(Statements& statements, ClueId clue) {
  ClueId matter = clue;
  statements.run("SELECT matter_id FROM clue WHERE clue_id = $1 FOR UPDATE", {number(clue)},
                 [&](const SqlRow& row) { matter = ClueId{row.number(0)}; });
  return matter;
}

// All clues of a matter, those that stay in it too: who merges meets who takes apart.
void hold_matter(Statements& statements, ClueId matter) {
  statements.run("SELECT clue_id FROM clue WHERE matter_id = $1 ORDER BY clue_id FOR UPDATE",
                 {number(matter)}, [](const SqlRow&) {});
}

struct KeptSketch {
  ClueId matter{};
  intake::Sketch sketch;
};

// Always so many places, the last ones the same: one statement, which a server plans once.
template <typename Things, typename IdOf>
std::array<std::int64_t, intake::kCandidatesMost> ids_of(const Things& things, IdOf id_of) {
  std::array<std::int64_t, intake::kCandidatesMost> ids{};
  for (std::size_t i = 0; i < ids.size() && !things.empty(); ++i)
    ids[i] = number(id_of(things[std::min(i, things.size() - 1)]));
  return ids;
}

std::map<ClueId, KeptSketch> sketches_of(Statements& statements,
                                         const std::vector<intake::Candidate>& candidates) {
  static const std::string kSelect = [] {
    std::string places;
    for (int i = 1; i <= intake::kCandidatesMost; ++i)
      places += fmt::format("{}${}", i == 1 ? "" : ", ", i);
    return fmt::format(
        "SELECT s.clue_id, c.matter_id, s.content FROM clue_sketch s JOIN clue c"
        " ON c.clue_id = s.clue_id WHERE s.clue_id IN ({})",
        places);
  }();
  std::map<ClueId, KeptSketch> sketches;
  if (candidates.empty()) return sketches;
  const auto ids =
      ids_of(candidates, [](const intake::Candidate& candidate) { return candidate.clue; });
  const std::vector<SqlValue> values(ids.begin(), ids.end());
  statements.run(kSelect, std::span<const SqlValue>{values}, [&](const SqlRow& row) {
    if (std::optional<intake::Sketch> sketch = sketch_in(row.text(2)))
      sketches[ClueId{row.number(0)}] = {ClueId{row.number(1)}, *std::move(sketch)};
  });
  return sketches;
}

// Those of the candidates that are not of this matter, with how alike they are, the likeliest
// first.
std::vector<std::pair<ClueId, intake::Likeness>> likely_ones(Statements& statements, ClueId clue,
                                                             const intake::SketchSecret& secret) {
  const std::optional<intake::Sketch> sketch = sketch_of_clue(statements, clue);
  if (!sketch) return {};
  const auto newest = [&](std::int64_t key, int most, const intake::VisitClue& visit) {
    statements.run("SELECT clue_id FROM clue_key WHERE key = $1 ORDER BY clue_id DESC LIMIT $2",
                   {key, std::int64_t{most}},
                   [&](const SqlRow& row) { visit(ClueId{row.number(0)}); });
  };
  const std::vector<intake::Candidate> candidates =
      intake::candidates(intake::keys_of(*sketch, secret), newest);
  const ClueId matter = matter_of(statements, clue);
  const std::map<ClueId, KeptSketch> sketches = sketches_of(statements, candidates);
  std::vector<std::pair<ClueId, intake::Likeness>> found;
  for (const intake::Candidate& candidate : candidates) {
    const auto other = sketches.find(candidate.clue);
    if (other == sketches.end() || candidate.clue == clue || other->second.matter == matter)
      continue;
    const intake::Likeness likeness = intake::compare(*sketch, other->second.sketch);
    if (likeness.verdict != intake::Verdict::unlike) found.emplace_back(candidate.clue, likeness);
  }
  std::ranges::stable_sort(found, [](const auto& a, const auto& b) {
    if (a.second.verdict != b.second.verdict) return a.second.verdict > b.second.verdict;
    return a.second.thousandths > b.second.thousandths;
  });
  return found;
}

void note_merge(Statements& statements, const access::Principal& who, Instant now, ClueId clue,
                int kind, ClueId other, std::string_view why) {
  std::int64_t count = 0;
  statements.run("SELECT COUNT(*) FROM clue_merge WHERE clue_id = $1", {number(clue)},
                 [&](const SqlRow& row) { count = row.number(0); });
  statements.run(
      "INSERT INTO clue_merge (clue_id, merge_no, kind, other_id, at_ms, user_id, unit_id, why)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      {number(clue), count + 1, std::int64_t{kind}, number(other), now.utc_ms,
       access::number(who.user), access::number(who.unit), why});
}

// Which of the words the fewest clues have, so that the others are looked up for few.
void rarest_first(Statements& statements, std::vector<std::int64_t>& words) {
  constexpr std::int64_t kEnough = 2'000;
  std::map<std::int64_t, std::int64_t> counts;
  for (const std::int64_t word : words)
    statements.run(
        "SELECT COUNT(*) FROM (SELECT w.clue_id FROM clue_word w WHERE w.word = $1 LIMIT $2) AS n",
        {word, kEnough}, [&](const SqlRow& row) { counts[word] = row.number(0); });
  std::ranges::stable_sort(words, {}, [&](std::int64_t word) { return counts[word]; });
}

constexpr int kMerged = 1, kTakenApart = 2;

}  // namespace

Result<std::vector<LikeClue>> SqlStore::clues_like(ClueId clue) {
  std::vector<LikeClue> like;
  const Result<void> done = look("找同一事项的线索", [&](Statements& statements) {
    like.clear();
    require_clue(statements, clue, ErrorCode::not_found);
    if (statements.have_failed()) return;
    const ClueMarks marks(core_->vault);
    const auto found = likely_ones(statements, clue, marks.sketch());
    if (found.empty()) return;
    ClueCondition seen(who_);
    std::string places;
    for (const std::int64_t id : ids_of(found, [](const auto& one) { return one.first; }))
      places += (places.empty() ? "" : ", ") + seen.place(id);
    seen.also("c.clue_id IN (" + places + ")");
    ClueRows rows(statements, core_->vault);
    statements.run(ClueRows::select() + " WHERE " + seen.words(), seen.values(),
                   [&](const SqlRow& row) { rows.take(row); });
    std::map<ClueId, KeptClue> clues;
    for (KeptClue& one : rows.unopened()) clues.emplace(one.id, std::move(one));
    for (const auto& [other, likeness] : found)
      if (const auto one = clues.find(other); one != clues.end())
        like.push_back({std::move(one->second), likeness});
  });
  if (!done) return tl::unexpected(done.error());
  return like;
}

Result<Kept> SqlStore::merge_clues(ClueId into, ClueId clue, std::string_view why) {
  Kept kept = Kept::now;
  access::AuditEntry entry;
  const auto work = [&](Statements& statements) {
    kept = Kept::now;
    entry = audit_entry("merge_clues", {{"clue", number(clue)}, {"into", number(into)}});
    require_clue(statements, into, ErrorCode::not_found);
    require_clue(statements, clue, ErrorCode::not_found);
    if (statements.have_failed()) return;
    const ClueId a = held_matter_of(statements, into);
    const ClueId b = held_matter_of(statements, clue);
    if (a == b) {
      kept = Kept::already;
      return;
    }
    const ClueId first = std::min(a, b);
    hold_matter(statements, first);
    hold_matter(statements, std::max(a, b));
    statements.run("UPDATE clue SET matter_id = $1 WHERE matter_id = $2 OR matter_id = $3",
                   {number(first), number(a), number(b)});
    note_merge(statements, who_, now_, clue, kMerged, into, why);
    claim_anew_of(statements, core_->vault, who_, now_, first, entry.subjects);
  };
  const Result<void> done = change(entry, now_, "并案", work);
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<Kept> SqlStore::take_clue_apart(ClueId clue, std::string_view why) {
  Kept kept = Kept::now;
  access::AuditEntry entry;
  const auto work = [&](Statements& statements) {
    kept = Kept::now;
    entry = audit_entry("take_clue_apart", {{"clue", number(clue)}});
    require_clue(statements, clue, ErrorCode::not_found);
    if (statements.have_failed()) return;
    const ClueId matter = held_matter_of(statements, clue);
    hold_matter(statements, matter);
    ClueId next{};
    statements.run(
        "SELECT clue_id FROM clue WHERE matter_id = $1 AND clue_id <> $2 ORDER BY clue_id LIMIT 1",
        {number(matter), number(clue)}, [&](const SqlRow& row) { next = ClueId{row.number(0)}; });
    if (next == ClueId{}) {
      kept = Kept::already;
      return;
    }
    // Where it gave the matter its place, the next one does.
    if (matter == clue)
      statements.run("UPDATE clue SET matter_id = $1 WHERE matter_id = $2 AND clue_id <> $3",
                     {number(next), number(matter), number(clue)});
    statements.run("UPDATE clue SET matter_id = clue_id WHERE clue_id = $1", {number(clue)});
    const ClueId rest = matter == clue ? next : matter;
    note_merge(statements, who_, now_, clue, kTakenApart, rest, why);
    for (const ClueId one : {clue, rest})
      claim_anew_of(statements, core_->vault, who_, now_, one, entry.subjects);
  };
  const Result<void> done = change(entry, now_, "分案", work);
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<Kept> SqlStore::confirm_clue(ClueId clue, casework::MatterClass matter_class,
                                    const ChangeClue& change_clue) {
  Kept kept = Kept::now;
  access::AuditEntry entry;
  const auto work = [&](Statements& statements) {
    kept = Kept::already;
    entry = audit_entry("confirm_clue", {{"clue", number(clue)}});
    require_clue(statements, clue, ErrorCode::not_found);
    if (statements.have_failed()) return;
    ClueFigures figures;
    std::optional<ProjectId> project;
    statements.run(fmt::format("SELECT project_id, {} FROM clue WHERE clue_id = $1 FOR UPDATE",
                               kFigureColumns),
                   {number(clue)}, [&](const SqlRow& row) {
                     if (const auto id = row.number_or_none(0)) project = ProjectId{*id};
                     figures = figures_in(row, 1);
                   });
    change_clue(figures, project);
    std::string months;
    std::vector<SqlValue> values{number(clue), static_cast<std::int64_t>(matter_class),
                                 project ? SqlValue{number(*project)} : SqlValue{std::monostate{}}};
    append_figures(figures, months, values);
    const std::int64_t changed = statements.run(
        "UPDATE clue SET class = $2, project_id = $3, region_code = $4, industry = $5, field = $6,"
        " project_name = $7, place = $8, employer = $9, employer_code = $10, months = $11,"
        " amount_fen = $12, head_count = $13, is_confirmed = 1 WHERE clue_id = $1"
        " AND (is_confirmed = 0 OR class IS DISTINCT FROM $2 OR project_id IS DISTINCT FROM $3"
        " OR region_code <> $4 OR industry <> $5 OR field <> $6 OR project_name <> $7"
        " OR place <> $8 OR employer <> $9 OR employer_code <> $10 OR months <> $11"
        " OR amount_fen IS DISTINCT FROM $12 OR head_count IS DISTINCT FROM $13)",
        std::span<const SqlValue>{values});
    if (changed == 0) return;
    kept = Kept::now;
    claim_anew_of(statements, core_->vault, who_, now_, clue, entry.subjects);
  };
  const Result<void> done = change(entry, now_, "核定线索", work);
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<std::vector<KeptClue>> SqlStore::clues_saying(std::string_view query,
                                                     const ClueFilter& filter, ClueId before,
                                                     int limit) {
  const Result<std::vector<std::string>> tokens = intake::tokens_to_find(query);
  if (!tokens) return tl::unexpected(tokens.error());
  std::vector<KeptClue> clues;
  const Result<void> done = look("查找线索", [&](Statements& statements) {
    const ClueMarks marks(core_->vault);
    std::vector<std::int64_t> words;
    for (const std::string& token : *tokens) words.push_back(marks.word(token));
    rarest_first(statements, words);
    ClueCondition seen(who_);
    seen.narrow(filter, before);
    seen.also("f.word = " + seen.place(words[0]));
    for (std::size_t i = 1; i < words.size(); ++i)
      seen.also(
          fmt::format("EXISTS (SELECT 1 FROM clue_word w WHERE w.word = {} AND w.clue_id ="
                      " c.clue_id)",
                      seen.place(words[i])));
    const std::string at_most = seen.place(std::int64_t{limit});
    ClueRows rows(statements, core_->vault);
    statements.run(ClueRows::select() + " JOIN clue_word f ON f.clue_id = c.clue_id WHERE " +
                       seen.words() + " ORDER BY c.clue_id DESC LIMIT " + at_most,
                   seen.values(), [&](const SqlRow& row) { rows.take(row); });
    clues = rows.opened();
  });
  if (!done) return tl::unexpected(done.error());
  return clues;
}

Result<void> SqlStore::note_clue_reveal(ClueId clue, std::int64_t reveal_id, RevealPurpose purpose,
                                        std::string_view reason) {
  // The reason is somebody's words: numbers of people in it are masked, too.
  const std::string words = without_numbers_of_people(trim(reason));
  const auto work = [&](Statements& statements) {
    require_clue(statements, clue, ErrorCode::not_found);
    put_reveal(statements,
               {keys_of_clue(clue), reveal_id, "",
                static_cast<std::int64_t>(access::FieldKind::reporter), purpose, words},
               now_);
  };
  return change(audit_entry("reveal_clue", {{"clue", number(clue)},
                                            {"reveal", reveal_id},
                                            {"purpose", static_cast<std::int64_t>(purpose)}}),
                now_, "看线索全文", work);
}

Result<void> SqlStore::set_receipt(ClueId clue, std::string_view code, std::string_view hash) {
  const auto work = [&](Statements& statements) {
    require_clue(statements, clue, ErrorCode::not_found);
    statements.run("UPDATE clue SET receipt_bucket = $2, receipt_hash = $3 WHERE clue_id = $1",
                   {number(clue), ClueMarks(core_->vault).receipt_bucket(code), hash});
  };
  return change(audit_entry("set_receipt", {{"clue", number(clue)}}), now_, "换查询码", work);
}

Result<std::vector<ReceiptFound>> SqlStore::receipts_like(std::string_view code) {
  std::vector<ReceiptFound> found;
  const Result<void> done = look("查查询码", [&](Statements& statements) {
    found.clear();
    statements.run(
        "SELECT clue_id, receipt_hash FROM clue WHERE receipt_bucket = $1 ORDER BY clue_id",
        {ClueMarks(core_->vault).receipt_bucket(code)}, [&](const SqlRow& row) {
          found.push_back({ClueId{row.number(0)}, std::string{row.text(1)}});
        });
  });
  if (!done) return tl::unexpected(done.error());
  return found;
}

}  // namespace qingxin::store
