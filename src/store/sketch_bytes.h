// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "intake/sketch.h"

namespace qingxin::store {

// A sketch as one value of a column: a version byte (1), then whole numbers of the length they
// have, least byte first, and lists with their length before them. The same sketch has the same
// bytes on every machine.
std::string bytes_of(const intake::Sketch& sketch);
// Nothing: other bytes, a version that is not known.
std::optional<intake::Sketch> sketch_in(std::string_view bytes);

}  // namespace qingxin::store
