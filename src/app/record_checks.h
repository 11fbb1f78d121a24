// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/record_desk.h"

namespace qingxin::app {

// What some kinds ask of a step beyond their table, before it is kept. An exposure is of a case
// that was decided, says all that it must and names nobody but the firm and its head; a violation
// is handed to an authority; an order is issued to somebody. `after`: the record as the step leaves
// it. Errors: conflict, invalid_input, not_found, those of the store.
Result<void> check_special_step(Moment moment, const RecordDesk& desk,
                                const oversight::Record& after);

}  // namespace qingxin::app
