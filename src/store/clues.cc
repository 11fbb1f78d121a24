// SPDX-License-Identifier: Apache-2.0
#include "store/clues.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "base/utf8.h"
#include "intake/hidden_names.h"
#include "intake/reading.h"
#include "intake/search_tokens.h"
#include "store/clue_rows.h"
#include "store/dossier_claims.h"
#include "store/scope_sql.h"
#include "store/sketch_bytes.h"
#include "store/sql_store.h"

namespace qingxin::store {

namespace {

using access::audit_entry;

SqlValue text_or_null(std::string_view text) {
  if (text.empty()) return std::monostate{};
  return text;
}
template <typename Enum>
SqlValue number_or_null(const std::optional<Enum>& value) {
  if (!value) return std::monostate{};
  return static_cast<std::int64_t>(*value);
}
SqlValue fen_or_null(const std::optional<Money>& amount) {
  if (!amount) return std::monostate{};
  return amount->fen;
}

// What is hashed: each part with its length before it, so that no two are the same by accident.
void append(std::string& bytes, std::string_view part) {
  bytes += fmt::format("{}:", part.size());
  bytes += part;
}
void append(std::string& bytes, const std::optional<Money>& amount) {
  append(bytes, amount ? fmt::format("{}", amount->fen) : std::string{"-"});
}

// Somebody as he stands in two versions of what was said.
std::string same_person(const CluePerson& person) {
  std::string bytes;
  for (const std::string* const part : {&person.name, &person.id_number, &person.phone})
    append(bytes, *part);
  return bytes;
}

// What the form leaves empty is taken from what the text was read to say.
intake::ClueFacts facts_of(const ClueSaid& said, const ClueRead& read,
                           const std::vector<CluePerson>& people, const access::Key& index) {
  const auto token = [&](access::FieldKind kind, const std::string& text) {
    return text.empty() ? std::string{} : access::token_of(index, kind, text);
  };
  intake::ClueFacts facts;
  facts.text = said.text;
  for (const CluePerson& person : people)
    facts.people.push_back({person.name, token(access::FieldKind::phone, person.phone),
                            token(access::FieldKind::id_number, person.id_number)});
  const ClueFigures& figures = said.figures;
  facts.units = read.units;
  facts.projects = read.projects;
  if (!figures.employer.empty()) facts.units = {figures.employer};
  const std::string& where = figures.project_name.empty() ? figures.place : figures.project_name;
  if (!where.empty()) facts.projects = {where};
  facts.months = figures.months.empty() ? read.months : figures.months;
  return facts;
}

constexpr std::string_view kPersonColumns = "name, id_number, phone, is_reporter, amount_fen";

// The people of a clue, as rows of tokens; opened afterwards.
struct PersonRow {
  std::string name, id_number, phone;
  bool is_reporter = false;
  std::optional<Money> amount;
};

std::vector<CluePerson> people_of(Statements& statements, const Vault& vault, ClueId clue) {
  std::vector<PersonRow> rows;
  statements.run(fmt::format("SELECT {} FROM clue_person WHERE clue_id = $1 ORDER BY person_no",
                             kPersonColumns),
                 {number(clue)}, [&](const SqlRow& row) {
                   PersonRow one{std::string{row.text(0)},
                                 std::string{row.text(1)},
                                 std::string{row.text(2)},
                                 row.number(3) == 1,
                                 {}};
                   if (const auto fen = row.number_or_none(4)) one.amount = Money{*fen};
                   rows.push_back(std::move(one));
                 });
  OpenedValues opened(statements, vault);
  opened.load(keys_of_clue(clue));
  std::vector<CluePerson> people;
  std::vector<std::string> known;
  for (const PersonRow& row : rows) {
    const auto shown = [&](const std::string& token) {
      return std::string{opened.shown(keys_of_clue(clue), token)};
    };
    CluePerson person{shown(row.name), shown(row.id_number), shown(row.phone), row.is_reporter,
                      row.amount};
    const std::string key = same_person(person);
    const auto before = std::ranges::find(known, key);
    if (before == known.end()) {
      known.push_back(key);
      people.push_back(std::move(person));
      continue;
    }
    CluePerson& one = people[static_cast<std::size_t>(before - known.begin())];
    one.is_reporter = one.is_reporter || person.is_reporter;
    if (person.amount) one.amount = person.amount;  // what was said last
  }
  return people;
}

// What of it is told in lists.
std::string excerpt_of(const std::string& shown) {
  constexpr std::size_t kBytesLookedAt = 2048;
  constexpr int kWidth = 160;
  std::string beginning = shown.substr(0, kBytesLookedAt);
  while (!is_utf8(beginning)) beginning.pop_back();
  return shortened(printable(beginning), kWidth);
}

// What is searched of one telling: its text with numbers of people masked, and where and at whom.
std::string searched(std::string_view shown, const ClueFigures& figures,
                     const std::vector<std::string>& names) {
  return intake::with_names_hidden(
      fmt::format("{}\n{}\n{}\n{}", shown, figures.employer, figures.project_name, figures.place),
      names);
}

std::vector<ClueVersion> versions_of(Statements& statements, ClueRows& rows, ClueId clue) {
  std::vector<ClueVersion> versions;
  std::vector<std::pair<int, std::string>> sealed;
  statements.run(fmt::format("SELECT said_no, at_ms, user_id, unit_id, content, key_year,"
                             " {} FROM clue_said WHERE clue_id = $1 ORDER BY said_no",
                             kFigureColumns),
                 {number(clue)}, [&](const SqlRow& row) {
                   versions.push_back({static_cast<int>(row.number(0)),
                                       Instant{row.number(1)},
                                       access::UserId{row.number(2)},
                                       UnitId{row.number(3)},
                                       {},
                                       {},
                                       figures_in(row, 6)});
                   sealed.emplace_back(static_cast<int>(row.number(5)), std::string{row.text(4)});
                 });
  for (std::size_t i = 0; i < versions.size(); ++i) {
    ClueVersion& version = versions[i];
    version.text =
        rows.open(clue, sealed[i].first, said_place(clue, version.said_no), sealed[i].second);
    version.sm3 = hex(sm3(version.text));
  }
  return versions;
}

// Keeping one clue, in one transaction.
class PuttingClue {
 public:
  PuttingClue(Statements& statements, const Vault& vault, const access::Principal& who, Instant now,
              const NewClue& clue)
      : statements_(&statements),
        vault_(&vault),
        marks_(vault),
        who_(&who),
        now_(now),
        clue_(&clue),
        year_(key_year(now)),
        digest_(marks_.said(clue.digest)),
        client_key_(marks_.client_key(clue.client_key)) {}

  const std::string& client_key() const { return client_key_; }

  // Whether these words were kept of that clue.
  bool was_said(ClueId clue) {
    return statements_->run("SELECT 1 FROM clue_said WHERE clue_id = $1 AND digest = $2",
                            {number(clue), std::string_view{digest_}}) > 0;
  }

  void put_fresh() {
    take_key(clue_->id);
    names_ = names_of(clue_->said.people);
    put_row();
    put_origin(clue_->id, 1, clue_->origin);
    put_said(clue_->id, 1);
    put_people(clue_->id, 1, 0, clue_->said.people);
    put_sketch(clue_->id, clue_->said.people);
    put_words(clue_->id);
  }

  // What it says otherwise now.
  int put_changed(ClueId clue) {
    take_key(clue);
    const std::vector<CluePerson> before = people_of(*statements_, *vault_, clue);
    std::vector<CluePerson> fresh;
    for (const CluePerson& person : clue_->said.people)
      if (std::ranges::find(before, person) == before.end()) fresh.push_back(person);
    std::vector<CluePerson> all = before;
    std::set<std::string> known;
    for (const CluePerson& person : before) known.insert(same_person(person));
    for (const CluePerson& person : fresh)
      if (known.insert(same_person(person)).second) all.push_back(person);
    std::int64_t said = 0, rows = 0;
    bool is_confirmed = false;
    statements_->run("SELECT said_count, is_confirmed FROM clue WHERE clue_id = $1", {number(clue)},
                     [&](const SqlRow& row) {
                       said = row.number(0);
                       is_confirmed = row.number(1) == 1;
                     });
    statements_->run("SELECT COUNT(*) FROM clue_person WHERE clue_id = $1", {number(clue)},
                     [&](const SqlRow& row) { rows = row.number(0); });
    const int said_no = static_cast<int>(said) + 1;
    const std::vector<std::string> known_names = names_of(before);
    names_ = names_of(all);
    if (names_ != known_names) forget_names(clue);
    put_said(clue, said_no);
    put_people(clue, said_no, rows, fresh);
    put_sketch(clue, all);
    put_words(clue);
    update_row(clue, said_no, static_cast<std::int64_t>(all.size()), is_confirmed);
    return said_no;
  }

  void put_origin(ClueId clue, std::int64_t origin_no, const ClueOrigin& origin) {
    statements_->run(
        "INSERT INTO clue_origin (clue_id, origin_no, channel, foreign_number, arrived_ms,"
        " entered_ms, file, row_no) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        {number(clue), origin_no, static_cast<std::int64_t>(origin.channel),
         text_or_null(origin.foreign_number), origin.arrived.utc_ms, now_.utc_ms,
         std::string_view{origin.file}, std::int64_t{origin.row}});
  }

  // Who asks once not to be named is not named, whatever a later telling leaves out.
  void keep_confidence(ClueId clue) {
    statements_->run("UPDATE clue SET reporting = $2 WHERE clue_id = $1 AND reporting < $2",
                     {number(clue), static_cast<std::int64_t>(clue_->reporting)});
  }

  void put_receipt(ClueId clue) {
    if (clue_->receipt_hash.empty()) return;
    statements_->run("UPDATE clue SET receipt_bucket = $2, receipt_hash = $3 WHERE clue_id = $1",
                     {number(clue), marks_.receipt_bucket(clue_->receipt_code),
                      std::string_view{clue_->receipt_hash}});
  }

 private:
  void take_key(ClueId clue) {
    const ProjectId keys = keys_of_clue(clue);
    vault_->make_data_keys(*statements_, std::span{&keys, 1}, year_, now_);
    const std::optional<access::Key> key = vault_->data_key(*statements_, keys, year_);
    if (key) sealer_.emplace(*key);
    if (!key)
      statements_->refuse(ErrorCode::conflict,
                          fmt::format("线索 {} 的密钥已销毁，不能再存它的内容", number(clue)));
  }

  std::string sealed(std::string_view place, std::string_view text) const {
    return sealer_ ? sealer_->seal(place, text) : std::string{};
  }

  void put_row() {
    const ClueFigures& figures = clue_->said.figures;
    std::string months;
    const std::string excerpt = sealed(excerpt_place(clue_->id), told());
    std::vector<SqlValue> values{number(clue_->id),
                                 static_cast<std::int64_t>(clue_->origin.channel),
                                 static_cast<std::int64_t>(clue_->reporting),
                                 clue_->origin.arrived.utc_ms,
                                 now_.utc_ms,
                                 access::number(clue_->asked),
                                 std::string_view{clue_->asked_region},
                                 number_or_null(clue_->project),
                                 std::ssize(clue_->said.people),
                                 number_or_null(clue_->suggested),
                                 Blob{excerpt},
                                 std::int64_t{year_},
                                 text_or_null(client_key_),
                                 clue_->receipt_hash.empty()
                                     ? SqlValue{std::monostate{}}
                                     : SqlValue{marks_.receipt_bucket(clue_->receipt_code)},
                                 text_or_null(clue_->receipt_hash)};
    append_figures(figures, months, values);
    statements_->run(
        fmt::format("INSERT INTO clue (clue_id, matter_id, said_count, channel, reporting,"
                    " arrived_ms, entered_ms, asked_unit_id, asked_region_code, project_id,"
                    " named_people, suggested_class, is_confirmed, excerpt, key_year, client_key,"
                    " receipt_bucket, receipt_hash, {}) VALUES ($1, $1, 1, $2, $3, $4, $5, $6, $7,"
                    " $8, $9, $10, 0, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,"
                    " $23, $24, $25)",
                    kFigureColumns),
        std::span<const SqlValue>{values});
  }

  void update_row(ClueId clue, int said_no, std::int64_t people, bool is_confirmed) {
    const std::string excerpt = sealed(excerpt_place(clue), told());
    statements_->run(
        "UPDATE clue SET said_count = $2, named_people = $3, excerpt = $4, key_year = $5,"
        " suggested_class = $6 WHERE clue_id = $1",
        {number(clue), std::int64_t{said_no}, people, Blob{excerpt}, std::int64_t{year_},
         number_or_null(clue_->suggested)});
    if (is_confirmed) return;  // what a person confirmed, stays until a person changes it
    std::string months;
    std::vector<SqlValue> values{number(clue)};
    append_figures(clue_->said.figures, months, values);
    statements_->run(
        "UPDATE clue SET region_code = $2, industry = $3, field = $4, project_name = $5,"
        " place = $6, employer = $7, employer_code = $8, months = $9, amount_fen = $10,"
        " head_count = $11 WHERE clue_id = $1",
        std::span<const SqlValue>{values});
  }

  void put_said(ClueId clue, int said_no) {
    std::string months;
    const std::string content = sealed(said_place(clue, said_no), clue_->said.text);
    std::vector<SqlValue> values{number(clue),
                                 std::int64_t{said_no},
                                 now_.utc_ms,
                                 access::number(who_->user),
                                 access::number(who_->unit),
                                 std::string_view{digest_},
                                 std::ssize(clue_->said.text),
                                 Blob{content},
                                 std::int64_t{year_}};
    append_figures(clue_->said.figures, months, values);
    statements_->run(
        fmt::format("INSERT INTO clue_said (clue_id, said_no, at_ms, user_id, unit_id, digest,"
                    " text_bytes, content, key_year, {}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8,"
                    " $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
                    kFigureColumns),
        std::span<const SqlValue>{values});
  }

  void put_people(ClueId clue, int said_no, std::int64_t before,
                  const std::vector<CluePerson>& people) {
    Tokens tokens(vault_->index());
    SealingRows sealing(*statements_, *vault_, tokens, now_);
    const ProjectId keys = keys_of_clue(clue);
    std::int64_t person_no = before;
    for (const CluePerson& person : people)
      statements_->run(fmt::format("INSERT INTO clue_person (clue_id, person_no, said_no, {})"
                                   " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                                   kPersonColumns),
                       {number(clue), ++person_no, std::int64_t{said_no},
                        sealing.kept(keys, person.name, kSealedReporter),
                        sealing.kept(keys, person.id_number, kSealedIdNumber),
                        sealing.kept(keys, person.phone, kSealedPhone),
                        std::int64_t{person.is_reporter ? 1 : 0}, fen_or_null(person.amount)});
    sealing.put();
  }

  void put_sketch(ClueId clue, const std::vector<CluePerson>& people) {
    const Result<intake::Sketch> sketch = intake::sketch_of(
        facts_of(clue_->said, clue_->read, people, vault_->index()), marks_.sketch());
    if (!sketch) return statements_->refuse(sketch.error().code, sketch.error().message);
    const std::string bytes = bytes_of(*sketch);
    statements_->run(
        "INSERT INTO clue_sketch (clue_id, content) VALUES ($1, $2) ON CONFLICT (clue_id)"
        " DO UPDATE SET content = excluded.content",
        {number(clue), Blob{bytes}});
    put_pairs("clue_key", "key", intake::keys_of(*sketch, marks_.sketch()), clue);
  }

  std::string told() const { return excerpt_of(intake::with_names_hidden(clue_->shown, names_)); }

  // The words of a text, sorted, each once.
  std::vector<std::int64_t> words_of(std::string_view text) {
    const Result<std::vector<std::string>> tokens = intake::tokens_to_store(text);
    if (!tokens) {
      statements_->refuse(tokens.error().code, tokens.error().message);
      return {};
    }
    std::vector<std::int64_t> words;
    for (const std::string& token : *tokens) words.push_back(marks_.word(token));
    std::ranges::sort(words);
    words.erase(std::ranges::unique(words).begin(), words.end());
    return words;
  }

  void put_words(ClueId clue) {
    put_pairs("clue_word", "word", words_of(searched(clue_->shown, clue_->said.figures, names_)),
              clue);
  }

  // Whoever is named only now may stand in what was said before: he is not found by it any more.
  void forget_names(ClueId clue) {
    ClueRows rows(*statements_, *vault_);
    std::set<std::int64_t> forgotten, left;
    for (const ClueVersion& version : versions_of(*statements_, rows, clue)) {
      const Result<intake::Reading> reading =
          intake::read_clue(version.text, china_day(version.at), intake::built_in_words());
      if (!reading) return statements_->refuse(reading.error().code, reading.error().message);
      const std::string shown = intake::with_numbers_masked(version.text, *reading);
      for (const std::int64_t word : words_of(searched(shown, version.figures, {})))
        forgotten.insert(word);
      for (const std::int64_t word : words_of(searched(shown, version.figures, names_)))
        left.insert(word);
    }
    for (const std::int64_t word : forgotten)
      if (!left.contains(word))
        statements_->run("DELETE FROM clue_word WHERE word = $1 AND clue_id = $2",
                         {word, number(clue)});
  }

  // Those that stand there already stay.
  void put_pairs(std::string_view table, std::string_view column,
                 const std::vector<std::int64_t>& numbers, ClueId clue) {
    constexpr std::size_t kAtOnce = 100;
    for (std::size_t first = 0; first < numbers.size();) {
      const std::size_t count = numbers.size() - first >= kAtOnce ? kAtOnce : 1;
      std::vector<SqlValue> values{number(clue)};
      std::string places;
      for (std::size_t i = 0; i < count; ++i) {
        values.emplace_back(numbers[first + i]);
        places += fmt::format("{}(${}, $1)", i == 0 ? "" : ", ", values.size());
      }
      statements_->run(fmt::format("INSERT INTO {0} ({1}, clue_id) VALUES {2}"
                                   " ON CONFLICT ({1}, clue_id) DO NOTHING",
                                   table, column, places),
                       std::span<const SqlValue>{values});
      first += count;
    }
  }

  Statements* statements_;
  const Vault* vault_;
  ClueMarks marks_;
  const access::Principal* who_;
  Instant now_;
  const NewClue* clue_;
  int year_;
  std::string digest_, client_key_;
  std::vector<std::string>
      names_;  // of all whom the clue names, hidden in what is told and searched
  std::optional<access::Sealer> sealer_;
};

std::optional<ClueId> clue_of_key(Statements& statements, access::UnitId asked,
                                  std::string_view client_key) {
  std::optional<ClueId> known;
  if (!client_key.empty())
    statements.run("SELECT clue_id FROM clue WHERE asked_unit_id = $1 AND client_key = $2",
                   {access::number(asked), client_key},
                   [&](const SqlRow& row) { known = ClueId{row.number(0)}; });
  return known;
}

std::optional<ClueId> clue_of_number(Statements& statements, const ClueOrigin& origin) {
  std::optional<ClueId> known;
  if (!origin.foreign_number.empty())
    statements.run(
        "SELECT clue_id FROM clue_origin WHERE channel = $1 AND foreign_number = $2",
        {static_cast<std::int64_t>(origin.channel), std::string_view{origin.foreign_number}},
        [&](const SqlRow& row) { known = ClueId{row.number(0)}; });
  return known;
}

int last_said(Statements& statements, ClueId clue) {
  std::int64_t said = 0;
  statements.run("SELECT said_count FROM clue WHERE clue_id = $1", {number(clue)},
                 [&](const SqlRow& row) { said = row.number(0); });
  return static_cast<int>(said);
}

std::vector<ClueOrigin> origins_of(Statements& statements, ClueId clue) {
  std::vector<ClueOrigin> origins;
  statements.run(
      "SELECT channel, foreign_number, arrived_ms, file, row_no FROM clue_origin"
      " WHERE clue_id = $1 ORDER BY origin_no",
      {number(clue)}, [&](const SqlRow& row) {
        origins.push_back({static_cast<casework::Channel>(row.number(0)), std::string{row.text(1)},
                           Instant{row.number(2)}, std::string{row.text(3)},
                           static_cast<std::uint32_t>(row.number(4))});
      });
  return origins;
}

void read_matter(Statements& statements, WholeClue& whole) {
  statements.run("SELECT clue_id FROM clue WHERE matter_id = $1 ORDER BY clue_id",
                 {number(whole.clue.matter)},
                 [&](const SqlRow& row) { whole.matter.push_back(ClueId{row.number(0)}); });
  statements.run(
      "SELECT e.clue_id, e.other_id, e.kind, e.at_ms, e.user_id, e.why FROM clue_merge e"
      " WHERE e.clue_id = $1 OR e.other_id = $1 OR e.clue_id IN"
      " (SELECT m.clue_id FROM clue m WHERE m.matter_id = $2) ORDER BY e.at_ms, e.clue_id,"
      " e.merge_no",
      {number(whole.clue.id), number(whole.clue.matter)}, [&](const SqlRow& row) {
        whole.merges.push_back({ClueId{row.number(0)}, ClueId{row.number(1)}, row.number(2) == 1,
                                Instant{row.number(3)}, access::UserId{row.number(4)},
                                std::string{row.text(5)}});
      });
}

}  // namespace

std::vector<std::string> names_of(const std::vector<CluePerson>& people) {
  std::vector<std::string> names;
  for (const CluePerson& person : people) names.push_back(person.name);
  return names;
}

Digest digest_of(const ClueSaid& said, std::string_view project_code) {
  std::string bytes = "qingxin clue 1\n";
  append(bytes, said.text);
  const ClueFigures& figures = said.figures;
  for (const std::string* const part :
       {&figures.employer, &figures.employer_code, &figures.project_name, &figures.place,
        &figures.region_code, &figures.industry})
    append(bytes, *part);
  append(bytes, fmt::format("{}", static_cast<int>(figures.field)));
  for (const Month month : figures.months) append(bytes, to_string(month));
  append(bytes, figures.amount);
  append(bytes, figures.head_count ? fmt::format("{}", *figures.head_count) : std::string{"-"});
  for (const CluePerson& person : said.people) {
    append(bytes, same_person(person));
    append(bytes, person.is_reporter ? "1" : "0");
    append(bytes, person.amount);
  }
  append(bytes, project_code);
  return sm3(bytes);
}

Result<ClueAdded> SqlStore::add_clue(const NewClue& clue) {
  ClueAdded added;
  access::AuditEntry entry;
  const auto work = [&](Statements& statements) {
    entry = audit_entry("receive_clue", {{"clue", number(clue.id)}});
    PuttingClue putting(statements, core_->vault, who_, now_, clue);
    const std::optional<ClueId> by_key = clue_of_key(statements, clue.asked, putting.client_key());
    const std::optional<ClueId> known = by_key ? by_key : clue_of_number(statements, clue.origin);
    if (!known) {
      putting.put_fresh();
      added = {clue.id, ClueKept::fresh, 1};
      return;
    }
    added = {*known, *known == clue.id ? ClueKept::fresh : ClueKept::repeat, 0};
    entry = audit_entry("receive_clue", {{"clue", number(*known)}});
    require_clue(statements, *known, ErrorCode::conflict);
    if (statements.have_failed()) return;
    putting.keep_confidence(*known);
    if (putting.was_said(*known)) {
      putting.put_receipt(*known);
    } else if (by_key) {
      statements.refuse(ErrorCode::conflict,
                        fmt::format("编号 {} 已经用过，是线索 {}，内容不同；请换一个编号再交",
                                    clue.client_key, number(*known)));
    } else {
      putting.put_changed(*known);
      putting.put_receipt(*known);
      added.kept = ClueKept::changed;
      claim_anew_of(statements, core_->vault, who_, now_, *known, entry.subjects);
    }
    added.said_no = last_said(statements, *known);
  };
  const Result<void> done = change(entry, now_, "登记线索", work);
  if (!done) return tl::unexpected(done.error());
  return added;
}

Result<Kept> SqlStore::add_clue_origin(ClueId clue, const ClueOrigin& origin) {
  Kept kept = Kept::now;
  const auto work = [&](Statements& statements) {
    kept = Kept::now;
    require_clue(statements, clue, ErrorCode::not_found);
    if (statements.have_failed()) return;
    if (const std::optional<ClueId> known = clue_of_number(statements, origin)) {
      kept = Kept::already;
      if (*known != clue)
        statements.refuse(ErrorCode::conflict,
                          fmt::format("这个来件编号已经登记为线索 {}；请并案", number(*known)));
      return;
    }
    const auto next = static_cast<std::int64_t>(origins_of(statements, clue).size()) + 1;
    NewClue none;
    PuttingClue(statements, core_->vault, who_, now_, none).put_origin(clue, next, origin);
  };
  const Result<void> done =
      change(audit_entry("add_clue_origin", {{"clue", number(clue)}}), now_, "登记线索来源", work);
  if (!done) return tl::unexpected(done.error());
  return kept;
}

void SqlStore::require_clue(Statements& statements, ClueId clue, ErrorCode otherwise) {
  ClueCondition seen(who_);
  const std::string id = seen.place(number(clue));
  if (statements.run(
          fmt::format("SELECT 1 FROM clue c WHERE c.clue_id = {} AND {}", id, seen.words()),
          seen.values()) > 0)
    return;
  if (otherwise == ErrorCode::not_found)
    return statements.refuse(
        ErrorCode::not_found,
        fmt::format("没有线索 {}；请核对编号，见 qingxin clue list", number(clue)));
  statements.refuse(otherwise, "这个来件编号已由别的单位登记；请与它联系，由它转送");
}

Result<WholeClue> SqlStore::whole_clue(ClueId clue) {
  WholeClue whole;
  const Result<void> done = look("查线索", [&](Statements& statements) {
    whole = {};
    require_clue(statements, clue, ErrorCode::not_found);
    if (statements.have_failed()) return;
    ClueRows rows(statements, core_->vault);
    statements.run(ClueRows::select() + " WHERE c.clue_id = $1", {number(clue)},
                   [&](const SqlRow& row) { rows.take(row); });
    std::vector<KeptClue> found = rows.opened();
    if (statements.have_failed() || found.empty()) return;
    whole.clue = std::move(found[0]);
    whole.origins = origins_of(statements, clue);
    whole.versions = versions_of(statements, rows, clue);
    whole.people = people_of(statements, core_->vault, clue);
    read_matter(statements, whole);
  });
  if (!done) return tl::unexpected(done.error());
  return whole;
}

Result<std::vector<CluePerson>> SqlStore::people_of_clue(ClueId clue) {
  std::vector<CluePerson> people;
  const Result<void> done = look("查线索的人", [&](Statements& statements) {
    require_clue(statements, clue, ErrorCode::not_found);
    people = people_of(statements, core_->vault, clue);
  });
  if (!done) return tl::unexpected(done.error());
  return people;
}

Result<std::vector<KeptClue>> SqlStore::clues_before(const ClueFilter& filter, ClueId before,
                                                     int limit) {
  std::vector<KeptClue> clues;
  ClueCondition seen(who_);
  seen.narrow(filter, before);
  const std::string at_most = seen.place(std::int64_t{limit});
  const Result<void> done = look("列线索", [&](Statements& statements) {
    ClueRows rows(statements, core_->vault);
    statements.run(
        ClueRows::select() + " WHERE " + seen.words() + " ORDER BY c.clue_id DESC LIMIT " + at_most,
        seen.values(), [&](const SqlRow& row) { rows.take(row); });
    clues = rows.opened();
  });
  if (!done) return tl::unexpected(done.error());
  return clues;
}

}  // namespace qingxin::store
