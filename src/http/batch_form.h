// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "app/import_folder.h"
#include "http/multipart.h"
#include "wire/problem.h"

namespace qingxin::http {

// A batch as a browser's form sends it: parts named `file`, each a file of a facts folder under
// its own name, and texts: `unit`, `note`, `key` (the client's: a repeat is harmless), `same_name`
// (ask, replace, beside), `corrects` ("花名册.csv=17/2": the file, and which one of which batch it
// corrects). The files are laid into a folder as they come.
class BatchForm : public PartSink {
 public:
  // The folder is there and empty. `unit`: for whom it is, unless the form says so.
  BatchForm(std::filesystem::path folder, store::UnitId unit);

  wire::Outcome<void> begin(const PartHead& head) override;
  wire::Outcome<void> write(std::string_view bytes) override;
  wire::Outcome<void> end() override;

  // All parts are here. Problem: missing_field, for what a batch cannot be without.
  wire::Outcome<app::ImportOrder> order() const;

 private:
  wire::Outcome<void> begin_file(const std::string& filename);
  wire::Outcome<void> take_text();
  wire::Outcome<void> take_unit();
  wire::Outcome<void> take_same_name();
  wire::Outcome<void> take_correction();

  app::ImportOrder order_;
  std::set<std::string, std::less<>> files_;
  std::set<std::string, std::less<>> texts_left_{"unit", "note", "key", "same_name", "corrects"};
  std::string name_, filename_, text_;  // of the part at hand
  std::ofstream file_;
};

}  // namespace qingxin::http
