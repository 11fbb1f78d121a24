// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <vector>

#include "app/doctor.h"

namespace qingxin::wire {

void write_doctor_json(const std::vector<app::Symptom>& symptoms, std::ostream& out);

}  // namespace qingxin::wire
