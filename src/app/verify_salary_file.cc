// SPDX-License-Identifier: Apache-2.0
#include "app/verify_salary_file.h"

#include "feeds/sif.h"

namespace qingxin::app {

Result<verify::SalaryFileReport> verify_salary_file(const std::filesystem::path& path) {
  return feeds::read_sif(path).map(verify::judge_salary_file);
}

}  // namespace qingxin::app
