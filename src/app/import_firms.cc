// SPDX-License-Identifier: Apache-2.0
#include "app/import_firms.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "app/permit.h"
#include "app/units.h"
#include "base/text.h"
#include "feeds/firm_register.h"

namespace qingxin::app {

namespace {

using store::Unit;

// Of the words for units, those that a register of firms may use; none is a firm.
constexpr std::array kKinds{store::UnitKind::enterprise, store::UnitKind::bank,
                            store::UnitKind::group};

std::optional<store::UnitKind> kind_in(std::string_view word) {
  if (word.empty()) return store::UnitKind::enterprise;
  const auto kind = std::ranges::find_if(
      kKinds, [&](store::UnitKind each) { return row_of(each).chinese == word; });
  return kind == kKinds.end() ? std::nullopt : std::optional(*kind);
}

// What tells a firm from the others. Without a credit code two of one name and region are one.
std::string key_of(const Unit& unit) {
  if (!unit.credit_code.empty()) return unit.credit_code;
  return folded_name(unit.name) + "\n" + unit.region_code;
}

Result<std::map<std::string, Unit>> known_units(const access::Principal& who, Instant now,
                                                store::Store& store) {
  constexpr int kAtOnce = 1'000;
  std::map<std::string, Unit> known;
  access::UnitId last{};
  while (true) {
    const Result<std::vector<Unit>> units = list_units(who, now, store, last, kAtOnce);
    if (!units) return tl::unexpected(units.error());
    for (const Unit& unit : *units) {
      last = unit.id;
      known.emplace(key_of(unit), unit);
    }
    if (std::ssize(*units) < kAtOnce) return known;
  }
}

// Sorts the rows of a register into firms to add, known ones and rejects.
class Sorting {
 public:
  Sorting(const access::Principal& who, Instant now, store::IdMaker& ids, const FirmsOrder& order,
          std::map<std::string, Unit> known)
      : who_(&who), now_(now), ids_(&ids), order_(&order), known_(std::move(known)) {}

  void take(const feeds::FirmRow& row);

  std::vector<Unit> fresh;
  FirmsImported done;

 private:
  void reject(const feeds::FirmRow& row, std::string_view column, std::string_view value,
              std::string reason) {
    done.rejected.push_back(
        {row.row, std::string(column), shortened(printable(value), 60), std::move(reason)});
  }
  std::optional<Unit> unit_of(const feeds::FirmRow& row);

  const access::Principal* who_;
  Instant now_;
  store::IdMaker* ids_;
  const FirmsOrder* order_;
  std::map<std::string, Unit> known_;
  std::map<std::string, std::uint32_t> row_of_;  // where a firm stands in the register
};

std::optional<Unit> Sorting::unit_of(const feeds::FirmRow& row) {
  const std::optional<store::UnitKind> kind = kind_in(row.kind);
  if (!kind) {
    reject(row, "类别", row.kind, "只能是 企业、银行、集团公司，或者留空");
    return std::nullopt;
  }
  Unit unit{.id = {},
            .name = row.name,
            .credit_code = row.credit_code,
            .region_code = row.region_code.empty() ? order_->region_code : row.region_code,
            .kind = *kind};
  if (unit.region_code.empty()) {
    reject(row, "区划代码", "", "没有区划代码；请补上，或用 --region 说明整张名册是哪里的");
    return std::nullopt;
  }
  const FieldFault fault = fault_of(*who_, unit);
  if (fault.field.empty()) return unit;
  const bool is_code = fault.field == "credit_code";
  const bool is_region = fault.field == "region";
  reject(row,
         is_code     ? "统一社会信用代码"
         : is_region ? "区划代码"
                     : "企业名称",
         is_code     ? unit.credit_code
         : is_region ? unit.region_code
                     : unit.name,
         fault.error.message);
  return std::nullopt;
}

void Sorting::take(const feeds::FirmRow& row) {
  const std::optional<Unit> unit = unit_of(row);
  if (!unit) return;
  const std::string key = key_of(*unit);
  const auto [above, is_first] = row_of_.try_emplace(key, row.row);
  if (!is_first)
    return reject(row, unit->credit_code.empty() ? "企业名称" : "统一社会信用代码",
                  unit->credit_code.empty() ? unit->name : unit->credit_code,
                  fmt::format("与第 {} 行是同一家企业；请只留一行", above->second));
  if (const auto known = known_.find(key); known != known_.end()) {
    if (folded_name(known->second.name) == folded_name(unit->name)) {
      ++done.known;
      return;
    }
    return reject(row, "企业名称", unit->name,
                  fmt::format("库里这个信用代码的单位叫 “{}”（编号 {}）；请核对是改了名还是抄错了"
                              "代码",
                              printable(known->second.name), access::number(known->second.id)));
  }
  fresh.push_back(*unit);
  fresh.back().id = access::UnitId{ids_->next(now_)};
  ++done.added;
}

}  // namespace

Result<FirmsImported> import_firms(const access::Principal& who, Instant now, store::Store& store,
                                   store::IdMaker& ids, const FirmsOrder& order) {
  if (const auto may = permit(who, access::Action::add_unit); !may)
    return tl::unexpected(may.error());
  const Result<feeds::FirmRegister> firms = feeds::read_firm_register(order.file);
  if (!firms) return tl::unexpected(firms.error());
  Result<std::map<std::string, Unit>> known = known_units(who, now, store);
  if (!known) return tl::unexpected(known.error());
  Sorting sorting(who, now, ids, order, *std::move(known));
  FirmsImported& done = sorting.done;
  done.file = firms->file;
  done.rows = static_cast<int>(firms->rows.size() + firms->rejected.size());
  done.ignored_columns = firms->ignored_columns;
  done.rejected = firms->rejected;
  for (const feeds::FirmRow& row : firms->rows) sorting.take(row);
  std::ranges::stable_sort(done.rejected, {}, &RejectedRow::row);
  if (const Result<void> added = store.acting_for(who, now)->add_units(sorting.fresh); !added)
    return tl::unexpected(added.error());
  return std::move(done);
}

}  // namespace qingxin::app
