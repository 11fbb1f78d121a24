// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sample/scene.h"

namespace qingxin::sample {

// Changes the facts of a whole site as its story goes.
void tell(Scene& scene);

// The slips of one typist: rows that cannot be read, and one that stands twice.
void slip(Scene& scene);

// The project at which they happen.
inline constexpr int kSlips = 3;

}  // namespace qingxin::sample
