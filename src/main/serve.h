// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/machine.h"
#include "cli/serve_command.h"

namespace qingxin {

// Serves until SIGTERM or SIGINT. Says "listening on http://HOST:PORT" on standard output once it
// can answer. Errors: invalid_input (the configuration), unavailable (the data, the port, the log).
Result<int> serve(const cli::ServeCommand& command, const cli::Machine& machine);

}  // namespace qingxin
