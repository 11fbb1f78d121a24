// SPDX-License-Identifier: Apache-2.0
#include "app/write_template.h"

#include "documents/template_folder.h"

namespace qingxin::app {

Result<int> write_template(const std::filesystem::path& folder) {
  return documents::write_template_folder(folder);
}

}  // namespace qingxin::app
