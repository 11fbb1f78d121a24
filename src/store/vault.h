// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/sealing.h"
#include "base/instant.h"
#include "store/ids.h"
#include "store/statements.h"

namespace qingxin::store {

// The keys of a database. The master keys come from outside of it (a file that only its owner
// reads); all others are in it, under the newest master key. After open() for any number of
// threads.
class Vault {
 public:
  // The last one is the one that keys are put under now.
  explicit Vault(std::vector<access::Key> masters);

  // Whether the database has the program's keys.
  static bool is_begun(Statements& statements);
  // The mark (access::mark_of) of the master key that keys are put under now; nothing: not begun.
  static std::optional<std::string> newest_mark(Statements& statements);
  // Takes the program's keys out; where there are none, in a writing transaction, makes them.
  // `person_key` is that of a new one. Refuses masters that it was not begun with.
  void open(Statements& statements, std::string_view person_key);

  const std::string& person() const { return person_.bytes; }  // numbers persons
  const access::Key& index() const { return index_; }          // makes tokens
  const access::Key& audit() const { return audit_; }          // seals the trail

  // Makes what these projects lack of keys for values that arrive in that year; in a writing
  // transaction. Refuses once another program has changed the master key.
  void make_data_keys(Statements& statements, std::span<const ProjectId> projects, int year,
                      Instant now) const;
  // Nothing: there is none, or it was destroyed. Refuses one that no master key opens.
  std::optional<access::Key> data_key(Statements& statements, ProjectId project, int year) const;

  // Puts every key under the newest master key, so many in this transaction; says how many it did:
  // 0, when all are.
  std::int64_t rewrap(Statements& statements, int limit) const;

 private:
  const access::Key* master_of(std::string_view mark) const;
  std::optional<access::Key> opened(Statements& statements, std::string_view name,
                                    std::string_view mark, std::string_view content) const;
  access::Key program_key(Statements& statements, std::string_view name,
                          const access::Key& fresh) const;
  std::int64_t rewrap_program_keys(Statements& statements) const;

  std::vector<access::Key> masters_;
  access::Key person_, index_, audit_;
};

// The year of arrival by China's calendar: which of a project's keys.
int key_year(Instant arrived);

}  // namespace qingxin::store
