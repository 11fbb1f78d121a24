// SPDX-License-Identifier: Apache-2.0
#include "law/law.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "law/built_in.h"
#include "law/files.h"
#include "law/toml_file.h"

namespace qingxin::law {

namespace {

namespace fs = std::filesystem;

bool is_law_file(std::string_view path) {
  if (!path.ends_with(".toml")) return false;
  return path == "law/version.toml" || path == "law/instruments.toml" ||
         path == "law/articles.toml" || path.starts_with("law/calendar/") ||
         path.starts_with("law/parameters/");
}

}  // namespace

std::vector<LawFile> built_in_law() {
  std::vector<LawFile> files;
  for (const LawFile& file : built_in_files())
    if (is_law_file(file.path)) files.push_back(file);
  return files;
}

const LawFile* built_in_examples(std::string_view rule_id) {
  const std::string name = fmt::format("{}.md", rule_id);
  for (const LawFile& file : built_in_files()) {
    if (!file.path.starts_with("law/examples/") || !file.path.ends_with(name)) continue;
    const char before = file.path[file.path.size() - name.size() - 1];
    if (before == '-' || before == '/') return &file;
  }
  return nullptr;
}

namespace {

Result<std::vector<LawFile>> files_in(const fs::path& folder) {
  std::vector<LawFile> files;
  std::error_code failed;
  for (fs::recursive_directory_iterator entry{folder / "law", failed}, end; !failed && entry != end;
       entry.increment(failed)) {
    const std::string path = entry->path().lexically_relative(folder).generic_string();
    if (!is_law_file(path)) continue;
    std::ifstream in{entry->path(), std::ios::binary};
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) return fail(ErrorCode::unavailable, fmt::format("{} 读不出来，请检查权限", path));
    files.push_back({path, text.str()});
  }
  if (failed)
    return fail(
        ErrorCode::unavailable,
        fmt::format("{} 打不开：{}。请给出含有 law/ 的文件夹，或不指定而用程序自带的法规数据",
                    (folder / "law").string(), failed.message()));
  std::sort(files.begin(), files.end(),
            [](const LawFile& a, const LawFile& b) { return a.path < b.path; });
  return files;
}

Result<std::string> read_version(const LawFile& file) {
  const Result<toml::table> parsed = parse_toml(file.text, file.path);
  if (!parsed) return tl::unexpected(parsed.error());
  const TomlTable top{*parsed, file.path, "顶层"};
  if (std::optional<Error> error = top.unknown_key({"version"})) return tl::unexpected(*error);
  const Result<Date> version = top.day("version");
  if (!version) return tl::unexpected(version.error());
  return to_string(*version);
}

std::optional<Error> add_year(const LawFile& file, std::optional<Date> known_on,
                              std::map<int, YearNotice>& years) {
  Result<CalendarYear> read = read_calendar_year(file.text, file.path, known_on);
  if (!read) return read.error();
  const std::string expected = fmt::format("law/calendar/{}.toml", read->year);
  if (file.path != expected)
    return Error{ErrorCode::invalid_input,
                 fmt::format("{} 写的是 {} 年，文件名应为 {}", file.path, read->year, expected)};
  years.emplace(read->year, std::move(read->notice));
  return std::nullopt;
}

// A notice may begin in the December before its year. Those days belong to the year before, which
// only then answers for them.
void hand_over_december(std::map<int, YearNotice>& years) {
  for (const auto& [year, notice] : years) {
    const auto before = years.find(year - 1);
    if (before == years.end()) continue;
    for (const Date day : notice.days_off)
      if (year_of(day) == year - 1) before->second.days_off.insert(day);
  }
}

Result<Law> read_law(const std::vector<LawFile>& files, std::optional<Date> known_on) {
  Law law;
  std::map<int, YearNotice> years;
  std::vector<ParameterValue> values;
  for (const LawFile& file : files) {
    std::optional<Error> error;
    if (file.path == "law/version.toml") {
      const Result<std::string> version = read_version(file);
      if (version)
        law.version = *version;
      else
        error = version.error();
    } else if (file.path == "law/instruments.toml") {
      Result<Instruments> instruments = read_instruments(file.text, file.path);
      if (instruments)
        law.instruments = *std::move(instruments);
      else
        error = instruments.error();
    } else if (file.path == "law/articles.toml") {
      Result<Articles> articles = read_articles(file.text, file.path);
      if (articles)
        law.articles = *std::move(articles);
      else
        error = articles.error();
    } else if (file.path.starts_with("law/calendar/")) {
      error = add_year(file, known_on, years);
    } else {
      const Result<std::vector<ParameterValue>> more =
          read_parameters(file.text, file.path, /*is_local=*/false);
      if (more)
        values.insert(values.end(), more->begin(), more->end());
      else
        error = more.error();
    }
    if (error) return tl::unexpected(*error);
  }
  if (std::optional<Error> error = overlap_in(values, "law/parameters"))
    return tl::unexpected(*error);
  hand_over_december(years);
  law.calendar = Calendar{std::move(years)};
  law.parameters = Parameters{std::move(values)};
  return law;
}

}  // namespace

Result<Law> load(const std::optional<fs::path>& folder, std::optional<Date> known_on) {
  const Result<std::vector<LawFile>> files =
      folder ? files_in(*folder) : Result<std::vector<LawFile>>{built_in_law()};
  if (!files) return tl::unexpected(files.error());
  for (const std::string_view needed : {"law/version.toml", "law/instruments.toml"})
    if (std::none_of(files->begin(), files->end(),
                     [&](const LawFile& file) { return file.path == needed; }))
      return fail(ErrorCode::unavailable, fmt::format("缺少 {}，请补上这个文件", needed));
  return read_law(*files, known_on);
}

Result<Law> law_with(const Law& law, const std::string& parameters) {
  if (parameters.empty()) return law;
  Result<std::vector<ParameterValue>> local = read_parameters(parameters, "参数.toml", true);
  if (!local) return tl::unexpected(local.error());
  Law local_law = law;
  local_law.parameters = law.parameters.with(std::move(*local));
  return local_law;
}

}  // namespace qingxin::law
