// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/record_desk.h"
#include "oversight/submission.h"

// Figures upwards: a lower installation makes a sealed file, a higher one takes it, adds up and
// says who has not reported.
namespace qingxin::app {

// The file of keys; it is its owner's alone, as the keys of the data folder are. Errors:
// unavailable, invalid_input.
Result<std::vector<oversight::SubmissionKey>> read_key_file(const std::filesystem::path& file);

struct SubmissionOrder {
  Date from, until;  // both days in it
};
struct SubmissionMade {
  RecordKept kept;
  std::string text;  // of the file
  std::string sm3;   // of the snapshot
};
// Freezes the figures of the key's region and seals them. Errors: those of snapshot_of() and
// read_submission().
Result<SubmissionMade> make_submission(const access::Principal& who, Moment moment,
                                       const RecordDesk& desk, const oversight::SubmissionKey& key,
                                       const SubmissionOrder& order);

struct SubmissionTaken {
  store::WholeRecord whole;
  store::Kept kept = store::Kept::now;
  oversight::Submission submission;
  std::optional<RecordId> corrected;                         // the one that it takes the place of
  std::vector<oversight::SubmissionDifference> differences;  // from that one
};
// Checks form, seal, region and period and keeps it. The same again changes nothing; a later one of
// the same region and period corrects the earlier. Errors: not_permitted, those of
// read_submission(), conflict (a later one is here already).
Result<SubmissionTaken> take_submission(const access::Principal& who, Moment moment,
                                        const RecordDesk& desk,
                                        const std::vector<oversight::SubmissionKey>& keys,
                                        std::string_view text, std::string_view way);

// One that is expected to report.
struct SubmissionLine {
  std::string region, body;
  std::optional<RecordId> record;  // nothing: it has not reported
  Instant frozen;
  std::string sm3;
  bool has_corrected = false;
  bool has_users = false;  // somebody of the region has an account here
};
struct SubmissionBoard {
  SubmissionOrder order;
  std::vector<SubmissionLine> lines;  // by region
  oversight::Snapshot sum;            // of all that reported
};
// Of whom keys are here, for one period. Errors: not_permitted, those of the store and add_up().
Result<SubmissionBoard> submission_board(const access::Principal& who, Moment moment,
                                         const RecordDesk& desk,
                                         const std::vector<oversight::SubmissionKey>& keys,
                                         const SubmissionOrder& order, std::string_view region);

}  // namespace qingxin::app
