// SPDX-License-Identifier: Apache-2.0
#include "app/rule_book.h"

#include <algorithm>

#include "documents/rules_page.h"
#include "feeds/folder.h"
#include "law/built_in.h"
#include "rules/catalogue.h"

namespace qingxin::app {

std::vector<RuleParameter> parameters_of(const rules::Rule& rule, const law::Law& law,
                                         std::string_view region, Date day) {
  std::vector<RuleParameter> parameters;
  for (const std::string_view name : rule.parameters) {
    if (name.empty()) continue;
    RuleParameter& parameter = parameters.emplace_back();
    parameter.name = name;
    for (const law::ParameterName& known : law::parameter_names())
      if (known.name == name) {
        parameter.meaning = known.meaning;
        parameter.unset = known.unset;
      }
    parameter.value = law.parameters.find(name, region, day);
  }
  return parameters;
}

std::string_view examples_of(const rules::Rule& rule) {
  const law::LawFile* file = law::built_in_examples(rule.id);
  return file == nullptr ? std::string_view{} : file->text;
}

std::vector<const rules::Rule*> rules_citing(std::string_view instrument, int article) {
  std::vector<const rules::Rule*> citing;
  for (const rules::Rule& rule : rules::kCatalogue)
    if (std::ranges::any_of(rule.bases, [&](const law::Citation& basis) {
          return basis.instrument == instrument && basis.article == article;
        }))
      citing.push_back(&rule);
  return citing;
}

std::string rules_page(const law::Law& law) {
  return documents::rules_page(law);
}

Result<law::Law> law_of_folder(const law::Law& law, const std::filesystem::path& folder) {
  const Result<std::optional<std::string>> text = feeds::read_parameters_file(folder);
  if (!text) return tl::unexpected(text.error());
  return law_with(law, text->value_or(""));
}

}  // namespace qingxin::app
