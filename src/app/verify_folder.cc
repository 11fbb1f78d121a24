// SPDX-License-Identifier: Apache-2.0
#include "app/verify_folder.h"

#include "documents/workbook.h"
#include "feeds/folder.h"
#include "verify/settings.h"
#include "verify/verify.h"

namespace qingxin::app {

namespace {

// The law with the folder's own parameters before those that ship.
Result<law::Law> with_local_parameters(const law::Law& law, const std::filesystem::path& folder) {
  const Result<std::optional<std::string>> text = feeds::read_parameters_file(folder);
  if (!text) return tl::unexpected(text.error());
  if (!*text) return law;
  Result<std::vector<law::ParameterValue>> local = law::read_parameters(**text, "参数.toml", true);
  if (!local) return tl::unexpected(local.error());
  law::Law local_law = law;
  local_law.parameters = law.parameters.with(std::move(*local));
  return local_law;
}

}  // namespace

Result<verify::Report> verify_folder(const VerifyOrder& order, const law::Law& law,
                                     const Progress& progress) {
  const Result<law::Law> local_law = with_local_parameters(law, order.folder);
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
  return documents::write_workbook(report, law, file, is_revealed);
}

}  // namespace qingxin::app
