// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/verify_folder.h"
#include "verify/pack.h"

namespace qingxin::app {

// Has a check run the rules of a pack. The default pack changes nothing. Error: usage, for a rule
// that was asked for by name and that the pack leaves out.
Result<VerifyOrder> with_pack(VerifyOrder order, const verify::Pack& pack);

// Has what was found speak in the colours of a pack: findings and notes, totals, grades. Without
// colours in the pack nothing changes.
void recolour(verify::Report& report, const verify::Pack& pack);

}  // namespace qingxin::app
