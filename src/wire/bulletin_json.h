// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "app/bulletins.h"
#include "wire/problem.h"

// Bulletins as JSON: prose as a person writes it, with references to figures in braces, and as it
// is printed; each figure with its parts and its formula.
namespace qingxin::wire {

// Every kind with its blocks and figures: what a form is made of.
std::string bulletin_kinds_json();
std::string bulletin_json(const app::BulletinShown& shown);
std::string bulletin_checked_json(const app::BulletinChecked& checked);
std::string bulletins_compared_json(const app::BulletinsCompared& compared);

// Bodies of api/openapi.yaml.
Outcome<app::FreezeOrder> read_freeze_order(std::string_view body);
Outcome<app::ProseOrder> read_prose_order(std::string_view body, app::RecordId id);
// {"key": "…"}.
Outcome<std::string> read_client_key(std::string_view body);

}  // namespace qingxin::wire
