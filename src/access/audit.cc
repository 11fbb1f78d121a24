// SPDX-License-Identifier: Apache-2.0
#include "access/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/check.h"
#include "base/text.h"

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

std::string reason_subject(std::string_view reason) {
  return " reason=" + without_numbers_of_people(reason);
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
    case AuditFault::moved: return fmt::format("{}原是第 {} 条，被挪动过", numbers, suspect.was);
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

void AuditWalk::note(AuditSuspect suspect) {
  report_.suspect_count += suspect.last - suspect.first + 1;
  if (report_.suspects.size() < AuditReport::kListed) report_.suspects.push_back(suspect);
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
  }
  last_ = record.number;
  hash_ = record.hash;
  is_last_sound_ = is_ours;
}

// A record that is not ours under its number may be ours under another one: that of another wrong
// one, of a missing one, or one that is near.
void AuditWalk::place_wrong_ones(const AuditHead& head) {
  constexpr std::int64_t kNear = 8;
  constexpr std::size_t kFew = 50;  // so many are looked for everywhere, more only nearby
  std::set<std::int64_t> numbers, found;
  if (wrong_.size() <= kFew) {
    for (const AuditRecord& record : wrong_) numbers.insert(record.number);
    for (const auto& [first, last] : gaps_)
      for (std::int64_t number = first; number <= last && numbers.size() < kFew * kFew; ++number)
        numbers.insert(number);
  }
  std::vector<AuditSuspect> others;
  for (const AuditRecord& record : wrong_) {
    std::set<std::int64_t> candidates = numbers;
    for (std::int64_t near = -kNear; near <= kNear; ++near) candidates.insert(record.number + near);
    const auto was = std::ranges::find_if(candidates, [&](std::int64_t number) {
      return number != record.number && was_written_as(record, number, key_);
    });
    if (was == candidates.end()) {
      others.push_back({AuditFault::changed, record.number, record.number});
    } else {
      found.insert(*was);
      note({AuditFault::moved, record.number, record.number, *was});
    }
  }
  for (AuditSuspect other : others) {
    // Its place's own record stands elsewhere, or there were never so many: it came on top.
    if (found.contains(other.first) || other.first > head.count) other.fault = AuditFault::inserted;
    note(other);
  }
  for (const auto& [first, last] : gaps_)
    for (std::int64_t begin = first; begin <= last;) {
      std::int64_t end = begin;
      const bool is_elsewhere = found.contains(begin);
      const auto next = found.upper_bound(begin);
      end = is_elsewhere ? begin : (next == found.end() ? last : std::min(last, *next - 1));
      if (!is_elsewhere) note({AuditFault::removed, begin, end});
      begin = end + 1;
    }
  std::ranges::sort(report_.suspects, {}, &AuditSuspect::first);
}

AuditReport AuditWalk::end(const AuditHead& head) {
  report_.head = head;
  const bool is_head_ours = sealed_head(head.count, head.hash, key_) == head;
  place_wrong_ones(head);
  if (!is_head_ours) {
    note({AuditFault::head, head.count, head.count});
  } else if (last_ < head.count) {
    note({AuditFault::cut_off, last_ + 1, head.count});
  } else if (last_ == head.count && is_last_sound_ && hash_ != head.hash) {
    note({AuditFault::head, head.count, head.count});
  } else if (last_ > head.count && wrong_.empty()) {
    // Ours, but the head is older than they are.
    note({AuditFault::head, head.count, head.count});
  }
  return std::move(report_);
}

}  // namespace qingxin::access
