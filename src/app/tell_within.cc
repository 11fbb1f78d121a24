// SPDX-License-Identifier: Apache-2.0
#include "app/tell_within.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "store/scope_sql.h"
#include "store/store.h"
#include "verify/reach.h"

namespace qingxin::app {

constexpr std::string_view kReasonBeyondScope =
    "依据的事实有一部分在自己的范围以外，这里只说结论；要看全部依据，请找有权看两边的主管部门";
constexpr std::string_view kReasonNotLookedInto =
    "这条规则要看别的项目的事实，不带依据的列表里不说理由；打开这条疑点就能看自己看得见的";
constexpr std::string_view kReasonOfCleared =
    "这条规则要看别的项目的事实，已经消除的不再推一遍，所以不说当时的理由";

namespace {

std::map<std::string_view, const verify::Finding*> by_id(const verify::Report& report) {
  std::map<std::string_view, const verify::Finding*> found;
  for (const std::vector<verify::Finding>* list : {&report.findings, &report.notes})
    for (const verify::Finding& finding : *list) found[finding.id] = &finding;
  return found;
}

}  // namespace

bool reaches_everything(const access::Principal& who) {
  return store::reaches_everything(who.scope);
}

bool looks_across_projects(const rules::Rule& rule) {
  const auto row = std::ranges::find(verify::kReach, rule.id, &verify::Reach::rule);
  return row == verify::kReach.end() || row->across != 0;
}

void leave_out_files_of_others(verify::Report& report) {
  std::vector<std::uint16_t> places;  // by the old place
  std::vector<book::FileRead> files;
  constexpr std::uint16_t kNone = UINT16_MAX;
  for (book::FileRead& file : report.files) {
    const bool is_told = !file.name.ends_with(store::kOfOthers);
    places.push_back(is_told ? static_cast<std::uint16_t>(files.size()) : kNone);
    if (is_told) files.push_back(std::move(file));
  }
  report.files = std::move(files);
  std::erase_if(report.rejected,
                [&](const book::RejectedRow& row) { return places.at(row.source.file) == kNone; });
  for (book::RejectedRow& row : report.rejected) row.source.file = places[row.source.file];
}

verify::Finding told_within(verify::Finding whole, const verify::Finding* within) {
  if (within == nullptr) {
    whole.because = kReasonBeyondScope;
    whole.worker_name.clear();
    whole.explains.clear();
    whole.evidence.clear();
    whole.evidence_rows = 0;
    return whole;
  }
  if (whole.because != within->because) whole.because = kReasonBeyondScope;
  whole.worker_name = within->worker_name;
  whole.due = within->due;
  whole.missing = whole.verdict == within->verdict ? within->missing : whole.missing;
  std::erase_if(whole.explains, [&](const std::string& id) {
    return std::ranges::find(within->explains, id) == within->explains.end();
  });
  whole.evidence = within->evidence;
  whole.evidence_rows = within->evidence_rows;
  return whole;
}

verify::Report told_within(verify::Report whole, verify::Report within) {
  const std::map<std::string_view, const verify::Finding*> known = by_id(within);
  for (std::vector<verify::Finding>* list : {&whole.findings, &whole.notes})
    for (verify::Finding& finding : *list) {
      const auto found = known.find(finding.id);
      finding = told_within(std::move(finding), found == known.end() ? nullptr : found->second);
    }
  leave_out_files_of_others(within);
  whole.files = std::move(within.files);
  whole.rejected = std::move(within.rejected);
  whole.unrecognised_files = std::move(within.unrecognised_files);
  return whole;
}

}  // namespace qingxin::app
