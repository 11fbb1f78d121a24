// SPDX-License-Identifier: Apache-2.0
#include "access/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "base/check.h"

namespace qingxin::access {

namespace {

std::string_view view(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

// All that a record says, in one way: each part with its length before it.
std::string content_of(const AuditRecord& record, std::int64_t number) {
  return fmt::format("1|{}|{}|{}|{}|{}|{}|{}:{}|{}:{}", number, record.at.utc_ms,
                     access::number(record.user), static_cast<int>(record.role),
                     static_cast<int>(record.via), record.credential, record.entry.action.size(),
                     record.entry.action, record.entry.subjects.size(), record.entry.subjects);
}

Digest hash_of(const AuditRecord& record, const Digest& before) {
  return sm3(std::string{view(before)}.append(content_of(record, record.number)));
}

// As if it was written under that number.
Digest seal_of(const AuditRecord& record, std::int64_t number, const Key& key) {
  return hmac_sm3(
      key.bytes,
      std::string{"record"}.append(view(record.hash)).append(content_of(record, number)));
}

bool was_written_as(const AuditRecord& record, std::int64_t number, const Key& key) {
  return number > 0 && seal_of(record, number, key) == record.seal;
}

}  // namespace

AuditEntry audit_entry(std::string_view action,
                       std::initializer_list<std::pair<std::string_view, std::int64_t>> subjects) {
  AuditEntry entry{std::string{action}, {}};
  for (const auto& [kind, id] : subjects)
    entry.subjects += fmt::format("{}{}={}", entry.subjects.empty() ? "" : " ", kind, id);
  return entry;
}

std::optional<std::int64_t> subject_of(const AuditEntry& entry, std::string_view kind) {
  std::string_view rest = entry.subjects;
  while (!rest.empty()) {
    const std::string_view one = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), one.size() + 1));
    if (one.size() <= kind.size() || !one.starts_with(kind) || one[kind.size()] != '=') continue;
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(one.data() + kind.size() + 1, one.end(), id);
    if (error == std::errc{} && end == one.end()) return id;
  }
  return std::nullopt;
}

void chain_to(AuditRecord& record, const Digest& before, const Key& key) {
  record.hash = hash_of(record, before);
  record.seal = seal_of(record, record.number, key);
}

AuditHead sealed_head(std::int64_t count, const Digest& hash, const Key& key) {
  return {count, hash, hmac_sm3(key.bytes, fmt::format("head|{}|", count).append(view(hash)))};
}

std::string_view name_of(AuditFault fault) {
  switch (fault) {
    case AuditFault::changed: return "changed";
    case AuditFault::moved: return "moved";
    case AuditFault::inserted: return "inserted";
    case AuditFault::removed: return "removed";
    case AuditFault::cut_off: return "cut_off";
    case AuditFault::head: return "head";
  }
  check(false);
  return {};
}

std::string in_chinese(const AuditSuspect& suspect) {
  const std::string numbers = suspect.first == suspect.last
                                  ? fmt::format("第 {} 条", suspect.first)
                                  : fmt::format("第 {} 至 {} 条", suspect.first, suspect.last);
  switch (suspect.fault) {
    case AuditFault::changed: return numbers + "被改动过";
    case AuditFault::moved:
      if (suspect.first == suspect.last)
        return fmt::format("{}原是第 {} 条，被挪动过", numbers, suspect.was);
      return fmt::format("{}原是第 {} 至 {} 条，被挪动过", numbers, suspect.was,
                         suspect.was + suspect.last - suspect.first);
    case AuditFault::inserted: return numbers + "是后来插进去的";
    case AuditFault::removed: return numbers + "被删去了";
    case AuditFault::cut_off: return "末尾的" + numbers + "被删去了";
    case AuditFault::head:
      if (suspect.last == 0) return "链尾的记号不见了，记录可能整个被删去";
      return fmt::format("链尾的记号被改动过（它说共 {} 条）", suspect.last);
  }
  check(false);
  return {};
}

namespace {

// Whether b goes on where a ends, with the same fault.
bool goes_on(const AuditSuspect& a, const AuditSuspect& b) {
  return a.fault == b.fault && b.first == a.last + 1 &&
         (a.fault != AuditFault::moved || b.was - b.first == a.was - a.first);
}

// By number, runs of one fault in one.
std::vector<AuditSuspect> in_runs(std::vector<AuditSuspect> suspects) {
  std::ranges::sort(suspects, {}, [](const AuditSuspect& suspect) {
    return std::pair{suspect.fault, suspect.first};
  });
  std::vector<AuditSuspect> runs;
  for (const AuditSuspect& suspect : suspects)
    if (!runs.empty() && goes_on(runs.back(), suspect))
      runs.back().last = suspect.last;
    else
      runs.push_back(suspect);
  std::ranges::stable_sort(runs, {}, &AuditSuspect::first);
  return runs;
}

}  // namespace

void AuditWalk::note(AuditSuspect suspect) {
  report_.suspect_count += suspect.last - suspect.first + 1;
  std::vector<AuditSuspect>& listed = report_.suspects;
  if (!listed.empty() && goes_on(listed.back(), suspect))
    listed.back().last = suspect.last;
  else if (listed.size() < AuditReport::kListed)
    listed.push_back(suspect);
}

void AuditWalk::take(const AuditRecord& record) {
  ++report_.records;
  if (record.number != last_ + 1) gaps_.emplace_back(last_ + 1, record.number - 1);
  const bool is_ours = was_written_as(record, record.number, key_);
  // The link is only known where the one before is there, and is ours.
  const bool has_link = record.number == last_ + 1 && is_last_sound_;
  const bool is_linked = !has_link || hash_of(record, hash_) == record.hash;
  if (is_ours && !is_linked) note({AuditFault::changed, record.number, record.number});
  if (!is_ours && wrong_.size() < AuditReport::kListed) {
    wrong_.push_back(record);
  } else if (!is_ours) {
    ++report_.suspect_count;
    has_more_wrong_ = true;
  }
  last_ = record.number;
  hash_ = record.hash;
  is_last_sound_ = is_ours;
}

void AuditWalk::note_lost(std::int64_t first, std::int64_t last, AuditFault fault) {
  for (std::int64_t begin = std::max<std::int64_t>(first, 1); begin <= last;) {
    if (found_.contains(begin)) {
      ++begin;
      continue;
    }
    const auto next = found_.upper_bound(begin);
    const std::int64_t end = next == found_.end() ? last : std::min(last, *next - 1);
    note({fault, begin, end});
    begin = end + 1;
  }
}

// Where few are wrong, every number that is free; else none, and only what is near is tried.
std::set<std::int64_t> AuditWalk::numbers_to_try(const AuditHead& head) const {
  constexpr std::size_t kFew = 50;
  std::set<std::int64_t> numbers;
  if (wrong_.size() > kFew) return numbers;
  for (const AuditRecord& record : wrong_) numbers.insert(record.number);
  std::vector<std::pair<std::int64_t, std::int64_t>> free = gaps_;
  free.emplace_back(last_ + 1, head.count);
  for (const auto& [first, last] : free)
    for (std::int64_t number = first; number <= last && numbers.size() < kFew * kFew; ++number)
      numbers.insert(number);
  return numbers;
}

// A record that is not ours under its number may be ours under another one: that of another wrong
// one, of a missing one, or one that is near.
void AuditWalk::place_wrong_ones(const AuditHead& head) {
  constexpr std::int64_t kNear = 8;
  const std::set<std::int64_t> numbers = numbers_to_try(head);
  std::vector<AuditSuspect> others;
  std::vector<std::int64_t> left;  // where one stands that was written elsewhere
  for (const AuditRecord& record : wrong_) {
    std::set<std::int64_t> candidates = numbers;
    for (std::int64_t near = -kNear; near <= kNear; ++near) candidates.insert(record.number + near);
    const auto was = std::ranges::find_if(candidates, [&](std::int64_t number) {
      return number != record.number && was_written_as(record, number, key_);
    });
    if (was == candidates.end()) {
      others.push_back({AuditFault::changed, record.number, record.number});
    } else {
      found_.insert(*was);
      left.push_back(record.number);
      note({AuditFault::moved, record.number, record.number, *was});
    }
  }
  for (AuditSuspect other : others) {
    // Its place's own record stands elsewhere, or there were never so many: it came on top.
    if (found_.contains(other.first) || other.first > head.count)
      other.fault = AuditFault::inserted;
    note(other);
  }
  for (const std::int64_t number : left)
    if (number <= head.count) note_lost(number, number, AuditFault::removed);
  for (const auto& [first, last] : gaps_) note_lost(first, last, AuditFault::removed);
}

bool AuditReport::lists_all() const {
  std::int64_t listed = 0;
  for (const AuditSuspect& suspect : suspects) listed += suspect.last - suspect.first + 1;
  return listed >= suspect_count;
}

AuditReport AuditWalk::end(const AuditHead& head) {
  report_.head = head;
  const bool is_head_ours = sealed_head(head.count, head.hash, key_) == head;
  place_wrong_ones(head);
  // Of too many nobody knows where they belong.
  if (is_head_ours && !has_more_wrong_) note_lost(last_ + 1, head.count, AuditFault::cut_off);
  report_.suspects = in_runs(std::move(report_.suspects));
  if (!is_head_ours) {
    note({AuditFault::head, head.count, head.count});
  } else if (last_ == head.count && is_last_sound_ && hash_ != head.hash) {
    note({AuditFault::head, head.count, head.count});
  } else if (last_ > head.count && wrong_.empty()) {
    // Ours, but the head is older than they are.
    note({AuditFault::head, head.count, head.count});
  }
  return std::move(report_);
}

}  // namespace qingxin::access
