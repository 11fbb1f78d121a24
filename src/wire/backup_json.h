// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>

#include "app/back_up.h"

namespace qingxin::wire {

void write_backup_json(const app::Backup& backup, std::ostream& out);

}  // namespace qingxin::wire
