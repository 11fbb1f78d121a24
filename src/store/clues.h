// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/hash.h"
#include "base/instant.h"
#include "base/money.h"
#include "base/result.h"
#include "casework/details.h"
#include "intake/clue_keys.h"
#include "intake/likeness.h"
#include "store/ids.h"
#include "store/store.h"

namespace qingxin::store {

using intake::ClueId;

// Stored: never renumbered.
enum class Reporting : unsigned char {
  named = 1,
  confidential = 2,  // 保密: whoever reported is told to nobody but those who handle the clue
  anonymous = 3,
};
enum class WorkField : unsigned char {
  not_said = 0,
  construction = 1,
  other = 2,
};

inline constexpr std::size_t kClueTextBytesMost = 1 << 20;
inline constexpr std::size_t kCluePeopleMost = 5'000;

// Somebody whom a clue names, as it was said; empty: not said. Nobody has to have a number.
struct CluePerson {
  std::string name, id_number, phone;
  bool is_reporter = false;
  std::optional<Money> amount;

  friend bool operator==(const CluePerson&, const CluePerson&) = default;
};

std::vector<std::string> names_of(const std::vector<CluePerson>& people);

// What a clue says for a form; empty and absent: not said.
struct ClueFigures {
  std::string employer, employer_code, project_name, place;
  std::string region_code;  // where it happened
  std::string industry;
  WorkField field = WorkField::not_said;
  std::vector<Month> months;  // sorted, each once
  std::optional<Money> amount;
  std::optional<int> head_count;  // those named among them

  friend bool operator==(const ClueFigures&, const ClueFigures&) = default;
};

// How a clue came: kept for ever.
struct ClueOrigin {
  casework::Channel channel{};
  std::string foreign_number;  // the channel's own; empty: it has none
  Instant arrived;             // there
  std::string file;            // from which it was read; empty: from none
  std::uint32_t row = 0;

  friend bool operator==(const ClueOrigin&, const ClueOrigin&) = default;
};

// What was said, as it came: up to kClueTextBytesMost bytes of any UTF-8, kept to the byte.
struct ClueSaid {
  std::string text;
  ClueFigures figures;
  std::vector<CluePerson> people;
};

// SM3 of all that was brought: the same again has the same.
Digest digest_of(const ClueSaid& said, std::string_view project_code);

// What its text was read to say, for comparing alone: nobody has confirmed it.
struct ClueRead {
  std::vector<std::string> units, projects;
  std::vector<Month> months;
};

struct NewClue {
  ClueId id{};             // made by the caller
  std::string client_key;  // of whoever sent it; empty: none
  ClueOrigin origin;
  Reporting reporting = Reporting::named;
  UnitId asked{};            // the body that was asked first
  std::string asked_region;  // where that is
  std::optional<ProjectId> project;
  std::optional<casework::MatterClass> suggested;
  ClueSaid said;
  // As it was brought, before anything of it was settled: what of it is settled how, may be
  // otherwise another day.
  Digest digest{};
  ClueRead read;
  // The text with numbers of people masked: what is searched, and its beginning told in lists, both
  // without the names of those whom the clue names.
  std::string shown;
  std::string receipt_code;  // 16 digits; empty: nobody takes one with him
  std::string receipt_hash;  // Argon2 of them
};

enum class ClueKept : unsigned char {
  fresh = 1,
  repeat = 2,   // the very same was kept before
  changed = 3,  // the same foreign number says otherwise now: kept beside what it said
};

struct ClueAdded {
  ClueId id{};
  ClueKept kept{};
  int said_no = 0;

  friend bool operator==(const ClueAdded&, const ClueAdded&) = default;
};

// A clue as lists tell it.
struct KeptClue {
  ClueId id{}, matter{};
  int said_count = 0;
  ClueOrigin origin;  // the first one
  Reporting reporting = Reporting::named;
  Instant entered;
  UnitId asked{};
  ClueFigures figures;  // as confirmed, else as said last
  std::optional<ProjectId> project;
  int named_people = 0;
  std::optional<casework::MatterClass> suggested, confirmed;
  bool is_confirmed = false;  // the figures, by a person
  std::string excerpt;
  int clues_of_matter = 0;
  std::int64_t text_bytes = 0;

  friend bool operator==(const KeptClue&, const KeptClue&) = default;
};

// What was said at one time.
struct ClueVersion {
  int said_no = 0;
  Instant at;
  access::UserId user{};
  UnitId unit{};
  std::string sm3;   // of the text, in hex; empty where it is masked
  std::string text;  // in full
  ClueFigures figures;
};

struct ClueMerge {
  ClueId clue{}, other{};
  bool is_merged = true;  // false: taken apart
  Instant at;
  access::UserId user{};
  std::string why;

  friend bool operator==(const ClueMerge&, const ClueMerge&) = default;
};

// All that is kept of a clue. Numbers and names in full: whoever shows them masks them.
struct WholeClue {
  KeptClue clue;
  std::vector<ClueOrigin> origins;
  std::vector<ClueVersion> versions;  // the last one counts
  std::vector<CluePerson> people;     // of all versions, nobody twice
  std::vector<ClueId> matter;         // the clues of its matter, sorted, itself among them
  std::vector<ClueMerge> merges;      // of its matter, by time
};

// Which clues are asked for. What is empty does not narrow; nothing here asks for a person.
struct ClueFilter {
  std::optional<casework::Channel> channel;
  std::optional<casework::MatterClass> confirmed;
  std::optional<int> is_confirmed;  // 1 or 0: whether a person has confirmed the class
  std::string region;               // a prefix
  std::string foreign_number;       // the whole of it
  std::optional<ProjectId> project;
  std::optional<ClueId> matter;
  std::optional<Instant> arrived_from, arrived_before;
};

// A stored clue that may be about the same matter.
struct LikeClue {
  KeptClue clue;  // without its excerpt
  intake::Likeness likeness;
};

// May be called more than once, each time with what is stored.
using ChangeClue = std::function<void(ClueFigures& figures, std::optional<ProjectId>& project)>;

// A clue that was found by its receipt.
struct ReceiptFound {
  ClueId id{};
  std::string hash;
};

// Clues as the product remembers them: a part of Store (Store::clues), with its promises. Client
// keys, a repeat is harmless, nothing half-written, each write in the audit trail. Seen are clues
// that lie in the scope's districts and industries, and those with which the principal's unit has
// to do: it was asked, or is a body of the dossier of the same id; nobody who is bound to units (an
// enterprise, a bank) sees any. For any number of threads.
class ClueStore {
 public:
  virtual ~ClueStore() = default;

  // Keeps what was said with its origin, in one transaction. A foreign number that is known is not
  // a new clue: what it says otherwise is kept as a further version, those whom it names further
  // are added, and nothing is taken away. Refused (conflict): the number is of a clue that the
  // scope does not cover; a client key that stood for something else.
  virtual Result<ClueAdded> add_clue(const NewClue& clue) = 0;
  // Another way by which it came, too. Kept::already: it is known.
  virtual Result<Kept> add_clue_origin(ClueId clue, const ClueOrigin& origin) = 0;

  virtual Result<WholeClue> whole_clue(ClueId clue) = 0;  // not_found
  // Whom it names, in full.
  virtual Result<std::vector<CluePerson>> people_of_clue(ClueId clue) = 0;  // not_found
  // That somebody sees it unmasked, and why, is written down before he does.
  virtual Result<void> note_clue_reveal(ClueId clue, std::int64_t reveal_id, RevealPurpose purpose,
                                        std::string_view reason) = 0;
  // At most `limit`, the newest first, before that one (ClueId{}: from the newest on).
  virtual Result<std::vector<KeptClue>> clues_before(const ClueFilter& filter, ClueId before,
                                                     int limit) = 0;
  // Those whose text says all words of the query. Errors: those of intake::tokens_to_find.
  virtual Result<std::vector<KeptClue>> clues_saying(std::string_view query,
                                                     const ClueFilter& filter, ClueId before,
                                                     int limit) = 0;
  // Of those seen the ones that are possibly about the same matter, the likeliest first, at most
  // intake::kCandidatesMost; those of its own matter are left out.
  virtual Result<std::vector<LikeClue>> clues_like(ClueId clue) = 0;

  // One matter of the two from now on, with all clues, origins and people of both. Kept::already:
  // they are.
  virtual Result<Kept> merge_clues(ClueId into, ClueId clue, std::string_view why) = 0;
  // The clue is a matter of its own again; the others stay one. Kept::already: it is.
  virtual Result<Kept> take_clue_apart(ClueId clue, std::string_view why) = 0;

  // What a person says of it: the class, and what `change_clue` makes of the figures as they are.
  // Two who confirm at once change them one after the other.
  virtual Result<Kept> confirm_clue(ClueId clue, casework::MatterClass matter_class,
                                    const ChangeClue& change_clue) = 0;

  // A new code in place of the one that is lost.
  virtual Result<void> set_receipt(ClueId clue, std::string_view code, std::string_view hash) = 0;
  // Those whose code may be this one, by their slow hashes; whoever asks compares.
  virtual Result<std::vector<ReceiptFound>> receipts_like(std::string_view code) = 0;
};

}  // namespace qingxin::store
