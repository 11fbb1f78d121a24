// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "law/files.h"
#include "law/toml_file.h"

namespace qingxin::law {

namespace {

const std::vector<std::string_view> kKeys = {"id",          "title",    "short_title",
                                             "number",      "issuer",   "in_force_from",
                                             "in_force_to", "articles", "checked_on"};

// Puts the text of `key` into `place`; the first error is kept and later ones are not looked for.
void take(std::optional<Error>& failed, std::string& place, const TomlTable& from,
          std::string_view key) {
  if (failed) return;
  const Result<std::string> text = from.text(key);
  if (text)
    place = *text;
  else
    failed = text.error();
}

Result<Instrument> read_instrument(const TomlTable& from) {
  std::optional<Error> failed = from.unknown_key(kKeys);
  Instrument instrument;
  take(failed, instrument.id, from, "id");
  take(failed, instrument.title, from, "title");
  take(failed, instrument.short_title, from, "short_title");
  take(failed, instrument.number, from, "number");
  take(failed, instrument.issuer, from, "issuer");
  if (failed) return tl::unexpected(*failed);

  const Result<Date> in_force_from = from.day("in_force_from");
  if (!in_force_from) return tl::unexpected(in_force_from.error());
  const Result<int> articles = from.number("articles", 0, 9999);
  if (!articles) return tl::unexpected(articles.error());
  const Result<Date> checked_on = from.day("checked_on");
  if (!checked_on) return tl::unexpected(checked_on.error());
  instrument.in_force_from = *in_force_from;
  instrument.articles = *articles;
  instrument.checked_on = *checked_on;
  if (!from.table.contains("in_force_to")) return instrument;

  const Result<Date> in_force_to = from.day("in_force_to");
  if (!in_force_to) return tl::unexpected(in_force_to.error());
  if (*in_force_to < *in_force_from)
    return tl::unexpected(from.error("in_force_to", "早于 in_force_from，请核对两个日期"));
  instrument.in_force_to = *in_force_to;
  return instrument;
}

}  // namespace

Result<Instruments> read_instruments(std::string_view toml, std::string_view file) {
  const Result<toml::table> parsed = parse_toml(toml, file);
  if (!parsed) return tl::unexpected(parsed.error());
  const TomlTable top{*parsed, file, "顶层"};
  if (std::optional<Error> error = top.unknown_key({"instrument"})) return tl::unexpected(*error);
  const toml::array* rows = parsed->get_as<toml::array>("instrument");
  if (!rows || !rows->is_array_of_tables())
    return tl::unexpected(top.error("instrument", "应为一个或多个 [[instrument]] 表"));

  Instruments instruments;
  for (const toml::node& row : *rows) {
    const TomlTable from{*row.as_table(), file, "[[instrument]]"};
    const Result<Instrument> instrument = read_instrument(from);
    if (!instrument) return tl::unexpected(instrument.error());
    if (!instruments.emplace(instrument->id, *instrument).second)
      return tl::unexpected(from.error("id", "前面已有同一 id，请删去一个或改用另一个 id"));
  }
  return instruments;
}

}  // namespace qingxin::law
