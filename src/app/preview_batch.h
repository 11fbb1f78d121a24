// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "access/principal.h"
#include "app/batches.h"
#include "app/verify_folder.h"

namespace qingxin::app {

struct PreviewOrder {
  BatchId batch;
  Date as_of;
  int threads = 1;
};

// The verdicts on the projects of a batch as they would be if it was used: the same code on the
// same facts as afterwards, told to the unit concerned (Report::is_for_unit). Errors: not_found;
// conflict (it is not all here, or was withdrawn).
Result<verify::Report> preview_batch(const access::Principal& who, StoredData& data,
                                     const PreviewOrder& order, const law::Law& law);

}  // namespace qingxin::app
