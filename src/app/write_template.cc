// SPDX-License-Identifier: Apache-2.0
#include "app/write_template.h"

#include "app/fill_folder.h"
#include "documents/template_folder.h"

namespace qingxin::app {

Result<int> write_template(const std::filesystem::path& folder) {
  return fill_folder(folder, documents::write_template_folder);
}

}  // namespace qingxin::app
