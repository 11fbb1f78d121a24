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
// same facts as afterwards, told to the unit concerned (Report::is_for_unit). They rest on all
// facts that there are; what is told of them is what follows from those in the asker's scope (see
// told_within). Of projects beyond it nothing is told. Errors: not_permitted; not_found; conflict
// (it is not all here, or was withdrawn); invalid_input (none of its projects is his).
Result<verify::Report> preview_batch(const access::Principal& who, StoredData& data,
                                     const PreviewOrder& order, const law::Law& law);

}  // namespace qingxin::app
