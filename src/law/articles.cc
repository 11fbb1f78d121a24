// SPDX-License-Identifier: Apache-2.0
#include "law/articles.h"

#include "law/toml_file.h"

namespace qingxin::law {

const Article* find_article(const Articles& articles, const Citation& citation) {
  const auto found = articles.find({std::string(citation.instrument), citation.article});
  return found == articles.end() ? nullptr : &found->second;
}

Result<Articles> read_articles(std::string_view toml, std::string_view file) {
  const Result<toml::table> parsed = parse_toml(toml, file);
  if (!parsed) return tl::unexpected(parsed.error());
  const TomlTable top{*parsed, file, "顶层"};
  if (std::optional<Error> error = top.unknown_key({"article"})) return tl::unexpected(*error);
  const toml::array* rows = parsed->get_as<toml::array>("article");
  if (!rows || !rows->is_array_of_tables())
    return tl::unexpected(top.error("article", "应为一个或多个 [[article]] 表"));

  Articles articles;
  for (const toml::node& row : *rows) {
    const TomlTable from{*row.as_table(), file, "[[article]]"};
    if (std::optional<Error> error = from.unknown_key({"instrument", "article", "title", "gloss"}))
      return tl::unexpected(*error);
    const Result<std::string> instrument = from.text("instrument");
    if (!instrument) return tl::unexpected(instrument.error());
    const Result<int> number = from.number("article", 1, 9999);
    if (!number) return tl::unexpected(number.error());
    const Result<std::string> title = from.text("title");
    if (!title) return tl::unexpected(title.error());
    const Result<std::string> gloss = from.text("gloss");
    if (!gloss) return tl::unexpected(gloss.error());
    if (!articles.emplace(std::pair(*instrument, *number), Article{*title, *gloss}).second)
      return tl::unexpected(from.error("article", "这一条前面已有，请删去一个"));
  }
  return articles;
}

}  // namespace qingxin::law
