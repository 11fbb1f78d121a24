// SPDX-License-Identifier: Apache-2.0
#pragma once

// The rules by their cards, for those above who reach no further down. Apart from rule_book.h, for
// it takes long to compile.
#include "rules/catalogue.h"
