// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "app/export_register.h"
#include "app/saved_views.h"
#include "wire/problem.h"

// Saved views and exports of registers, as api/openapi.yaml has them.
namespace qingxin::wire {

std::string views_json(const std::vector<app::SavedView>& views);
std::string view_json(const app::SavedView& view);
std::string exports_json(const app::ExportPage& page);
std::string export_json(const app::Export& exported);

Outcome<app::ViewAsked> read_view_asked(std::string_view body);
struct ExportOrder {
  app::Register of{};
  app::ExportAsked asked;  // without the file
  bool is_workbook = false;
};
Outcome<ExportOrder> read_export_order(std::string_view body);

// The same for commands, a line each.
void write_views_json(const std::vector<app::SavedView>& views, std::ostream& out);
void write_exports_json(const app::ExportPage& page, std::ostream& out);
void write_export_json(const app::Export& exported, std::ostream& out);

}  // namespace qingxin::wire
