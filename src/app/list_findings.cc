// SPDX-License-Identifier: Apache-2.0
#include "app/list_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "app/permit.h"
#include "app/read_stored.h"
#include "app/tell_within.h"
#include "base/text.h"
#include "rules/catalogue.h"
#include "verify/settings.h"
#include "verify/verify.h"

namespace qingxin::app {

namespace {

constexpr int kMost = 1000;
// So many projects are judged again for the rows of a page, with those around them.
constexpr std::size_t kProjectsWithRows = 32;
constexpr std::size_t kIdDigits = 32;

// As the record has it.
ListedFinding recorded(const store::FindingLine& line, const rules::Rule& rule) {
  const store::FindingState& state = line.state;
  ListedFinding listed{.key = {line.project, state.id},
                       .finding = {},
                       .is_open = line.is_open,
                       .version = line.version};
  verify::Finding& finding = listed.finding;
  finding.id = state.id;
  finding.rule = &rule;
  finding.verdict = static_cast<rules::Verdict>(state.verdict);
  finding.severity = static_cast<rules::Severity>(state.severity);
  finding.project_id = line.project_code;
  finding.project_name = line.project_name;
  finding.employer = state.employer;
  finding.worker = state.worker;
  finding.month = state.month;
  finding.amount = state.amount;
  finding.since = state.since;
  finding.days = state.days;
  finding.subject = state.subject;
  finding.is_provisional = state.is_provisional;
  finding.because = state.because;
  return listed;
}

// What of the findings follows from what the asker may see.
class Telling {
 public:
  Telling(const access::Principal& who, StoredData& data, Date as_of, int threads,
          const law::Law& law)
      : who_(&who), seen_(seen_by(who, data)), as_of_(as_of), threads_(threads), law_(&law) {}

  Result<void> tell(std::vector<ListedFinding>& findings) {
    const Result<verify::Report> report = judge(findings);
    if (!report) return tl::unexpected(report.error());
    std::map<std::string_view, const verify::Finding*> known;
    for (const std::vector<verify::Finding>* list : {&report->findings, &report->notes})
      for (const verify::Finding& one : *list) known[one.id] = &one;
    for (ListedFinding& listed : findings) {
      const auto found = known.find(listed.key.id);
      if (!listed.is_open)
        hide_reason(listed, kReasonOfCleared);
      else if (found == known.end())
        hide_reason(listed, kReasonBeyondScope);
      else
        add_rows(listed, *found->second);
    }
    return {};
  }

  // Without rows: what other projects may have turned is not told to whom they are not shown.
  void hide_reason(ListedFinding& listed, std::string_view instead) const {
    if (reaches_everything(*who_) || !looks_across_projects(*listed.finding.rule)) return;
    listed.finding.because = instead;
  }

 private:
  Result<verify::Report> judge(const std::vector<ListedFinding>& findings) {
    std::set<ProjectId> projects;
    verify::Settings settings{.as_of = as_of_,
                              .first_month = {},
                              .last_month = {},
                              .region = {},
                              .rules = {},
                              .threads = threads_,
                              .finding_key = finding_key_of(*seen_)};
    for (const ListedFinding& listed : findings)
      if (listed.is_open && projects.insert(listed.key.project).second)
        settings.projects.push_back(listed.finding.project_id);
    if (projects.empty()) return verify::Report{};
    const std::vector<ProjectId> asked(projects.begin(), projects.end());
    Result<std::vector<ProjectId>> around = seen_->store->neighbours_of(asked);
    if (!around) return tl::unexpected(around.error());
    const Result<FolderRead> read =
        read_stored(*seen_, {.projects = *std::move(around)}, as_of_, threads_, *law_);
    if (!read) return tl::unexpected(read.error());
    return verify::verify(read->facts, read->law, settings, {});
  }

  // Facts may have come since it was recorded: then its reason is another one, and its rows wait.
  void add_rows(ListedFinding& listed, const verify::Finding& within) const {
    if (reaches_everything(*who_) && listed.finding.because != within.because) return;
    listed.finding = told_within(std::move(listed.finding), &within);
    listed.has_rows = true;
  }

  const access::Principal* who_;
  std::shared_ptr<StoredData> seen_;
  Date as_of_;
  int threads_;
  const law::Law* law_;
};

Result<store::FindingFilter> filter_of(const FindingQuery& query) {
  store::FindingFilter filter{.project = query.project,
                              .id = {},
                              .rule = query.rule,
                              .verdict = {},
                              .severity = {},
                              .is_open = {}};
  if (!query.rule.empty() && rules::find_rule(query.rule) == nullptr)
    return fail(ErrorCode::usage,
                fmt::format("没有规则「{}」；编号见 qingxin rules list", printable(query.rule)));
  if (query.verdict) filter.verdict = static_cast<int>(*query.verdict);
  if (query.colour) {
    filter.severity = static_cast<int>(*query.colour);
    filter.verdict = static_cast<int>(query.verdict.value_or(rules::Verdict::violates));
  }
  if (query.state != FindingState::all) filter.is_open = query.state == FindingState::open ? 1 : 0;
  return filter;
}

// At most so many of so many projects; what is left over is for the next page.
Result<FindingPage> page_of(store::Store& seen, const FindingQuery& query, FindingKey after) {
  const Result<store::FindingFilter> filter = filter_of(query);
  if (!filter) return tl::unexpected(filter.error());
  const Result<std::vector<store::FindingLine>> lines =
      seen.findings_after(*filter, after.project, after.id, query.limit + 1);
  if (!lines) return tl::unexpected(lines.error());
  FindingPage page;
  std::set<ProjectId> projects;
  std::size_t taken = 0;
  for (; taken < lines->size() && static_cast<int>(taken) < query.limit; ++taken) {
    const store::FindingLine& line = (*lines)[taken];
    projects.insert(line.project);
    if (query.has_rows && projects.size() > kProjectsWithRows) break;
    after = {line.project, line.state.id};
    // Of a program that knew another rule: it goes with the next check.
    const rules::Rule* rule = rules::find_rule(line.state.rule);
    if (rule != nullptr) page.findings.push_back(recorded(line, *rule));
  }
  if (taken < lines->size()) page.next = to_string(after);
  return page;
}

Result<void> add_reasons(const access::Principal& who, StoredData& data, Date as_of, bool has_rows,
                         int threads, const law::Law& law, std::vector<ListedFinding>& findings) {
  Telling telling(who, data, as_of, threads, law);
  if (has_rows) return telling.tell(findings);
  for (ListedFinding& listed : findings)
    telling.hide_reason(listed, listed.is_open ? kReasonNotLookedInto : kReasonOfCleared);
  return {};
}

}  // namespace

Result<FindingPage> list_findings(const access::Principal& who, StoredData& data,
                                  const FindingQuery& query, const law::Law& law) {
  if (const Result<void> may = permit(who, access::Action::see_findings); !may)
    return tl::unexpected(may.error());
  if (query.limit < 1 || query.limit > kMost)
    return fail(ErrorCode::usage, fmt::format("一页 {} 条不行，请写 1 至 {}", query.limit, kMost));
  FindingKey after;
  if (!query.after.empty()) {
    Result<FindingKey> cursor = finding_key_in(query.after);
    if (!cursor) return tl::unexpected(cursor.error());
    after = *std::move(cursor);
  }
  const std::shared_ptr<StoredData> seen = seen_by(who, data);
  if (query.project)
    if (const Result<std::string> code = seen->store->code_of(*query.project); !code)
      return tl::unexpected(code.error());
  Result<FindingPage> page = page_of(*seen->store, query, std::move(after));
  if (!page) return page;
  const Result<std::optional<Date>> as_of = data.store->judged_until();
  if (!as_of) return tl::unexpected(as_of.error());
  page->as_of = *as_of;
  page->is_for_unit = access::is_bound_to_units(who.role);
  if (page->findings.empty() || !page->as_of) return page;
  if (const Result<void> told =
          add_reasons(who, data, *page->as_of, query.has_rows, query.threads, law, page->findings);
      !told)
    return tl::unexpected(told.error());
  return page;
}

Result<FindingShown> show_finding(const access::Principal& who, StoredData& data,
                                  const FindingKey& key, const law::Law& law, int threads) {
  if (const Result<void> may = permit(who, access::Action::see_findings); !may)
    return tl::unexpected(may.error());
  const std::shared_ptr<StoredData> seen = seen_by(who, data);
  const Result<std::vector<store::FindingLine>> lines =
      seen->store->findings_after({.project = key.project,
                                   .id = key.id,
                                   .rule = {},
                                   .verdict = {},
                                   .severity = {},
                                   .is_open = {}},
                                  store::kNoProject, "", 1);
  if (!lines) return tl::unexpected(lines.error());
  const rules::Rule* rule = lines->empty() ? nullptr : rules::find_rule(lines->front().state.rule);
  if (rule == nullptr)
    return fail(ErrorCode::not_found,
                fmt::format("没有疑点 {}；请核对编号", printable(to_string(key))));
  std::vector<ListedFinding> found{recorded(lines->front(), *rule)};
  const Result<std::optional<Date>> as_of = data.store->judged_until();
  if (!as_of) return tl::unexpected(as_of.error());
  if (const Result<void> told =
          add_reasons(who, data, as_of->value_or(Date{}), as_of->has_value(), threads, law, found);
      !told)
    return tl::unexpected(told.error());
  Result<std::vector<store::FindingEvent>> history = seen->store->history_of(key.project, key.id);
  if (!history) return tl::unexpected(history.error());
  return FindingShown{std::move(found.front()), *std::move(history),
                      access::is_bound_to_units(who.role)};
}

std::string to_string(const FindingKey& key) {
  return fmt::format("{}-{}", number(key.project), key.id);
}

Result<FindingKey> finding_key_in(std::string_view text) {
  const std::size_t dash = text.find('-');
  const std::string_view id = dash == std::string_view::npos ? "" : text.substr(dash + 1);
  const Result<ProjectId> project = project_id_in(text.substr(0, dash));
  if (project && id.size() == kIdDigits &&
      id.find_first_not_of("0123456789abcdef") == std::string_view::npos)
    return FindingKey{*project, std::string{id}};
  return fail(ErrorCode::usage,
              fmt::format("「{}」不是疑点的编号，应是项目编号、短横、32 位十六进制数",
                          printable(shortened(text, 60))));
}

Result<FindingState> finding_state_in(std::string_view text) {
  if (text == "open") return FindingState::open;
  if (text == "cleared") return FindingState::cleared;
  if (text == "all") return FindingState::all;
  return fail(ErrorCode::usage, fmt::format("「{}」不是疑点的状态，请写 open、cleared 或 all",
                                            printable(shortened(text, 40))));
}

}  // namespace qingxin::app
