// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/list_findings.h"
#include "app/list_projects.h"

// Projects and findings of stored data, as api/openapi.yaml has them.
namespace qingxin::wire {

std::string project_json(const app::ListedProject& project);
std::string projects_json(const app::ProjectPage& page);
std::string findings_json(const app::FindingPage& page);
// With its history.
std::string finding_json(const app::FindingShown& shown);

}  // namespace qingxin::wire
