// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/record_desk.h"
#include "app/write_paper.h"
#include "oversight/assessment.h"

// Assessment 考核 of a district: its score by a scheme, what it gives itself beside it, and the
// target letter of the year.
namespace qingxin::app {

struct ScoreOrder {
  std::string scheme = "default";  // one that ships, or a file
  std::string region;
  int year = 0;
  RecordId record{};  // an assessment with self-scores and evidence; 0: figures alone
  // How a person judged, by item or trigger: points, or how many there were.
  std::vector<std::pair<std::string, std::string>> judged;
};
struct Scored {
  oversight::Scheme scheme;
  Date from, until;  // the year, up to today
  oversight::AssessmentScore score;
  std::vector<std::string> notes;           // of the indicators: what is not known, and why
  std::optional<store::WholeRecord> whole;  // as it is kept
};
// With a record its lines, its score and, where it is known, its grade are written down: of a draft
// as what the data say, of one that was filed as the office's score. Errors: not_permitted, usage,
// those of find_scheme(), show_indicators() and step_records().
Result<Scored> score_district(const access::Principal& who, Moment moment, const RecordDesk& desk,
                              ScoreOrder order);

struct LetterOrder {
  std::string scheme = "default";
  std::string issuer, district;  // as they are printed
  int year = 0;
  std::string duty;
  PaperForm form = PaperForm::docx;
};
// The bytes of a .docx or of a page; the same order on the same day gives the same bytes. Errors:
// not_permitted, usage, those of find_scheme() and paper_docx().
Result<std::string> target_letter(const access::Principal& who, Moment moment,
                                  const LetterOrder& order);

}  // namespace qingxin::app
