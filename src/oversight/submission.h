// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/instant.h"
#include "base/result.h"
#include "oversight/snapshot.h"

// Figures that a lower installation submits to a higher one: a file that carries its snapshot, says
// who it is and is sealed with a key that only these two have.
namespace qingxin::oversight {

// A key of a lower body: what it seals with, and of which region alone it may speak.
struct SubmissionKey {
  std::string name;    // "平川县 2026": printed in the file
  std::string body;    // 平川县治欠办
  std::string region;  // its code
  std::string secret;  // 32 bytes

  friend bool operator==(const SubmissionKey&, const SubmissionKey&) = default;
};
// A file of keys; refused, with file, line, key and remedy: unknown keys, two of one name, a region
// that is no code, a secret that is not 64 hex digits.
Result<std::vector<SubmissionKey>> read_submission_keys(std::string_view toml,
                                                        std::string_view file);
// By its name; where it is empty, the only one there is. Error: not_found.
Result<SubmissionKey> submission_key_named(std::span<const SubmissionKey> keys,
                                           std::string_view name);

// The bytes of the file: lines of fields between tabs, then the snapshot, then the seal over all
// that stands before it (HMAC-SM3). The same figures and key give the same bytes.
std::string submission_text(std::string_view snapshot, const SubmissionKey& key);

struct Submission {
  SubmissionKey key;
  std::string text;  // of the snapshot, to the byte
  std::string sm3;   // of it
  Snapshot snapshot;
};
// Refused (invalid_input), with what is wrong and what to do: another form, a key that nobody knows
// here, a seal or an SM3 that does not fit (the file was changed, or the key is another), a body or
// region that is not the key's, places beyond its region, children that do not sum to their
// parents, a period that ends after `today` or begins after its end.
Result<Submission> read_submission(std::string_view text, std::span<const SubmissionKey> keys,
                                   Date today);

// A later submission beside the one it corrects.
struct SubmissionDifference {
  std::string code, place;
  IndicatorId indicator{};
  std::optional<Cell> before, now;  // nothing: it was, or is, not there

  friend bool operator==(const SubmissionDifference&, const SubmissionDifference&) = default;
};
std::vector<SubmissionDifference> differences(const Snapshot& before, const Snapshot& now);

// All of one period, one of each lower region, added up below a higher one. Refused
// (invalid_input): another period, a region that does not lie below, two that overlap.
struct SummedUp {
  std::string body, region;  // whose sum it is
  Date from, until;
  Instant now;
};
Result<Snapshot> add_up(const SummedUp& order, std::span<const Snapshot> parts,
                        std::span<const SnapshotPlace> expected);

}  // namespace qingxin::oversight
