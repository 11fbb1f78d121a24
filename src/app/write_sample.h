// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "law/law.h"
#include "sample/county.h"

namespace qingxin::app {

using SampleForm = sample::Form;
using SampleOrder = sample::Order;
using SampleWritten = sample::Written;

// Writes a made-up county as a facts folder, to try the program on. `folder` must be empty or not
// there yet.
inline Result<SampleWritten> write_sample(const SampleOrder& order,
                                          const std::filesystem::path& folder,
                                          const law::Law& law) {
  return sample::write_county(order, folder, law.calendar);
}

}  // namespace qingxin::app
