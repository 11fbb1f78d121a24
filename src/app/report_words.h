// SPDX-License-Identifier: Apache-2.0
#pragma once

// The wording of a report, for the faces above app/: they see verify/ only through here.
#include "verify/breaks.h"
#include "verify/words.h"
