// SPDX-License-Identifier: Apache-2.0
#include "app/units.h"

#include <fmt/format.h>

#include <algorithm>

#include "access/scope.h"
#include "app/permit.h"
#include "base/check_digit.h"
#include "base/text.h"

namespace qingxin::app {

namespace {

// Where it lies must be within his districts.
Result<void> check_region(const access::Principal& who, const store::Unit& unit) {
  const bool is_within = std::ranges::any_of(who.scope.districts, [&](const std::string& district) {
    return unit.region_code.starts_with(district);
  });
  if (is_within) return {};
  return fail(
      ErrorCode::not_permitted,
      fmt::format("单位的区划 “{}” 不在自己的范围里；请由那里的管理员来登记", unit.region_code));
}

}  // namespace

const UnitKindName& row_of(store::UnitKind kind) {
  return *std::ranges::find(kUnitKinds, kind, &UnitKindName::kind);
}

FieldFault fault_of(const access::Principal& who, const store::Unit& unit) {
  if (trim(unit.name).empty() || !is_printable(unit.name))
    return {"name", {ErrorCode::invalid_input, "单位没有名称；请写全称"}};
  if (const auto sound = access::check_scope(access::district_scope(unit.region_code)); !sound)
    return {"region", sound.error()};
  if (!unit.credit_code.empty() && !passes_credit_code(unit.credit_code))
    return {"credit_code",
            {ErrorCode::invalid_input,
             fmt::format("信用代码 “{}” 的位数或校验位不对；请照营业执照核对，没有就留空",
                         printable(unit.credit_code))}};
  if (const auto within = check_region(who, unit); !within) return {"region", within.error()};
  return {};
}

Result<store::Unit> add_unit(const access::Principal& who, Instant now, store::Store& store,
                             store::IdMaker& ids, store::Unit unit) {
  if (const auto may = permit(who, access::Action::add_unit); !may)
    return tl::unexpected(may.error());
  if (const FieldFault fault = fault_of(who, unit); !fault.field.empty())
    return tl::unexpected(fault.error);
  if (unit.parent != access::UnitId{})
    if (const auto above = store.unit(unit.parent); !above) return tl::unexpected(above.error());
  if (unit.id == access::UnitId{}) unit.id = access::UnitId{ids.next(now)};
  const Result<store::Kept> kept = store.acting_for(who, now)->add_unit(unit);
  if (!kept) return tl::unexpected(kept.error());
  return unit;
}

Result<access::UnitId> local_unit(store::Store& store) {
  const Result<store::Kept> kept = store.add_unit({kLocalUnit, "本机构", "", ""});
  if (!kept) return tl::unexpected(kept.error());
  return kLocalUnit;
}

Result<void> add_unit_member(const access::Principal& who, Instant now, store::Store& store,
                             access::UnitId group, access::UnitId member) {
  if (const auto may = permit(who, access::Action::add_unit); !may) return may;
  for (const access::UnitId id : {group, member}) {
    const Result<store::Unit> unit = store.unit(id);
    if (!unit) return tl::unexpected(unit.error());
    if (const auto within = check_region(who, *unit); !within) return within;
  }
  return store.acting_for(who, now)->accounts().add_unit_member(group, member);
}

Result<std::vector<store::Unit>> list_units(const access::Principal& who, Instant now,
                                            store::Store& store, access::UnitId after, int limit) {
  if (const auto may = permit(who, access::Action::see_units); !may)
    return tl::unexpected(may.error());
  return store.acting_for(who, now)->units_after(after, limit);
}

}  // namespace qingxin::app
