// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "access/principal.h"
#include "app/field_fault.h"
#include "store/store.h"

namespace qingxin::app {

struct UnitKindName {
  store::UnitKind kind;
  std::string_view name;     // as the interface writes it
  std::string_view chinese;  // as people read it
};
inline constexpr std::array kUnitKinds = std::to_array<UnitKindName>({
    {store::UnitKind::not_said, "", "未说明"},
    {store::UnitKind::office, "office", "治欠办"},
    {store::UnitKind::authority, "authority", "主管部门"},
    {store::UnitKind::enterprise, "enterprise", "企业"},
    {store::UnitKind::bank, "bank", "银行"},
    {store::UnitKind::group, "group", "集团公司"},
});
const UnitKindName& row_of(store::UnitKind kind);

// "name", "credit_code", "region".
FieldFault fault_of(const access::Principal& who, const store::Unit& unit);

// Registers a unit in the tree: districts by the code of its region, authorities by the one above.
// An id 0 is made here. Errors: not_permitted (also a region beyond the scope), invalid_input (no
// name, a credit code whose check character is wrong, a region that is no code), not_found (the
// one above), conflict.
Result<store::Unit> add_unit(const access::Principal& who, Instant now, store::Store& store,
                             store::IdMaker& ids, store::Unit unit);
// This office itself, where nobody names a unit. That somebody is asked makes it no unit of the
// register: local_unit() does.
inline constexpr access::UnitId kLocalUnit{1};

// The unit for which the local operator delivers, or is asked, when he names none: this office
// itself; made when it is not there.
Result<access::UnitId> local_unit(store::Store& store);

// A company of a group, whose people then see its projects in whatever district.
Result<void> add_unit_member(const access::Principal& who, Instant now, store::Store& store,
                             access::UnitId group, access::UnitId member);
// At most `limit`, after that one, of the districts in his scope.
Result<std::vector<store::Unit>> list_units(const access::Principal& who, Instant now,
                                            store::Store& store, access::UnitId after, int limit);

}  // namespace qingxin::app
