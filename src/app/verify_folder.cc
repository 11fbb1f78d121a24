// SPDX-License-Identifier: Apache-2.0
#include "app/verify_folder.h"

#include "app/read_folder.h"
#include "app/tell_within.h"
#include "documents/workbook.h"
#include "verify/settings.h"
#include "verify/verify.h"

namespace qingxin::app {

Result<verify::Report> verify_folder(const VerifyOrder& order, const law::Law& law,
                                     const Progress& progress) {
  const Result<FolderRead> read =
      read_facts(order.facts, order.as_of, order.threads, law, progress);
  if (!read) return tl::unexpected(read.error());
  const verify::Settings settings{.as_of = order.as_of,
                                  .first_month = order.first_month,
                                  .last_month = order.last_month,
                                  .region = order.region,
                                  .rules = order.rules,
                                  .run_all_rules = order.run_all_rules,
                                  .threads = order.threads,
                                  .finding_key = read->finding_key};
  Result<verify::Report> report =
      verify::verify(read->facts, read->law, settings, [&](std::int64_t done, std::int64_t total) {
        if (progress) progress("核查", done, total);
      });
  if (report && order.facts.stored) leave_out_files_of_others(*report);
  return report;
}

Result<int> write_workbook(const verify::Report& report, const law::Law& law,
                           const std::filesystem::path& file, bool is_revealed) {
  return documents::write_workbook(report, law, file, {.is_revealed = is_revealed});
}

}  // namespace qingxin::app
