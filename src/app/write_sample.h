// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "app/fill_folder.h"
#include "law/law.h"
#include "sample/county.h"

namespace qingxin::app {

using SampleAttendance = sample::AttendanceForm;
using SampleFaults = sample::Faults;
using SampleForm = sample::Form;
using SampleOrder = sample::Order;
using SampleWritten = sample::Written;

// Writes a made-up county as a facts folder, to try the program on. `folder` must be empty or not
// there yet; after an error nothing is left in it.
inline Result<SampleWritten> write_sample(const SampleOrder& order,
                                          const std::filesystem::path& folder,
                                          const law::Law& law) {
  SampleWritten written;
  const Result<int> filled =
      fill_folder(folder, [&](const std::filesystem::path& place) -> Result<int> {
        Result<SampleWritten> county = sample::write_county(order, place, law.calendar);
        if (!county) return tl::unexpected(county.error());
        written = std::move(*county);
        return 1;
      });
  if (!filled) return tl::unexpected(filled.error());
  return written;
}

}  // namespace qingxin::app
