// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sample/scene.h"

namespace qingxin::sample {

// What is unusual and lawful: back pay, a month off, night shifts, a change of employer, pay before
// its day. Each clean site has two of these.
void add_oddities(Scene& scene);

// Nine days without data, one less than is asked about.
void miss_nine_days(Scene& scene);

// The owner's money makes up the wages to the fen. Its movements must have been drawn.
void match_fees_to_wages(Scene& scene);

}  // namespace qingxin::sample
