// SPDX-License-Identifier: Apache-2.0
#include "app/verify_folder.h"

#include "app/rule_book.h"
#include "documents/workbook.h"
#include "feeds/folder.h"
#include "verify/settings.h"
#include "verify/verify.h"

namespace qingxin::app {

Result<verify::Report> verify_folder(const VerifyOrder& order, const law::Law& law,
                                     const Progress& progress) {
  const Result<law::Law> local_law = law_of_folder(law, order.folder);
  if (!local_law) return tl::unexpected(local_law.error());
  const Result<book::Facts> facts =
      feeds::read_folder(order.folder, order.threads,
                         [&](std::string_view file, std::int64_t done, std::int64_t total) {
                           if (progress) progress(file, done, total);
                         });
  if (!facts) return tl::unexpected(facts.error());
  const verify::Settings settings{.as_of = order.as_of,
                                  .first_month = order.first_month,
                                  .last_month = order.last_month,
                                  .region = order.region,
                                  .rules = order.rules,
                                  .run_all_rules = order.run_all_rules,
                                  .threads = order.threads};
  return verify::verify(*facts, *local_law, settings, [&](std::int64_t done, std::int64_t total) {
    if (progress) progress("核查", done, total);
  });
}

Result<int> write_workbook(const verify::Report& report, const law::Law& law,
                           const std::filesystem::path& file, bool is_revealed) {
  return documents::write_workbook(report, law, file, {.is_revealed = is_revealed});
}

}  // namespace qingxin::app
