// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "store/store.h"

namespace qingxin::store {

enum class ViewId : std::int64_t {};
enum class ExportId : std::int64_t {};

constexpr std::int64_t number(ViewId id) {
  return static_cast<std::int64_t>(id);
}
constexpr std::int64_t number(ExportId id) {
  return static_cast<std::int64_t>(id);
}

// Stored: never renumbered.
enum class Register : unsigned char {
  clues = 1,    // 线索台账
  cases = 2,    // 案件台账
  records = 3,  // 督查记录, of one kind
};

inline constexpr std::size_t kViewsMost = 200;  // of one user, of one unit

// A filter that has a name: of the user who keeps it, or of a unit whose people share it.
struct SavedView {
  ViewId id{};
  Register of{};
  UnitId shared_in{};  // 0: nobody but its user sees it
  std::string name;    // of one owner and register each name once
  std::string query;   // as the list takes it
  access::UserId saved_by{};
  Instant saved;

  friend bool operator==(const SavedView&, const SavedView&) = default;
};

struct NewExport {
  ExportId id{};
  Register of{};
  UnitId unit{};  // in whose row of numbers it stands
  int year = 0;
  std::string why;
  std::string query;
  bool has_names = false;
};

// What was taken out of the house, or was going to be.
struct Export {
  NewExport asked;
  int number = 0;  // of its register, unit and year: from 1, without a gap
  Instant at;
  access::UserId user{};
  std::optional<std::int64_t> rows;  // nothing: the file was not finished
  std::string sm3;                   // of the file's bytes

  bool is_finished() const { return rows.has_value(); }
};

struct ExportFilter {
  std::optional<Register> of;
  std::optional<UnitId> unit;
  std::optional<access::UserId> user;
  std::optional<int> year;
};

// What belongs to registers: a part of Store (Store::registers), with its promises. For any number
// of threads.
class RegisterStore {
 public:
  virtual ~RegisterStore() = default;

  // As the principal's own, or as one of the unit `shared_in`. Kept::already: it is there with the
  // same query. Refused (conflict): the name stands for another query; kViewsMost are there.
  virtual Result<Kept> save_view(const SavedView& view) = 0;
  // The principal's own and those of his unit, by name.
  virtual Result<std::vector<SavedView>> views(Register of) = 0;
  virtual Result<SavedView> view(ViewId id) = 0;  // one of these; not_found
  virtual Result<void> delete_view(ViewId id) = 0;

  // Gives the next number and writes down who takes it, before anything is read.
  virtual Result<Export> begin_export(const NewExport& asked) = 0;
  virtual Result<void> end_export(ExportId id, std::int64_t rows, std::string_view sm3) = 0;
  // At most `limit`, the newest first, before that one (ExportId{}: from the newest on).
  virtual Result<std::vector<Export>> exports_before(const ExportFilter& filter, ExportId before,
                                                     int limit) = 0;
};

}  // namespace qingxin::store
