// SPDX-License-Identifier: Apache-2.0
#include "sample/county.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <string_view>
#include <utility>

#include "sample/chapters.h"
#include "sample/oddities.h"
#include "sample/project.h"
#include "sample/stories.h"
#include "sample/tables.h"

namespace qingxin::sample {

namespace {

namespace fs = std::filesystem;

constexpr int kMostProjects = 80000;
constexpr int kMostMonths = 36;

constexpr std::string_view kParameters =
    "# 样例县的地方参数。真实地区请按当地文件填写，并写明出处。\n"
    "[[minimum_wage]]\n"
    "region = \"990123\"\n"
    "from = \"2022-01-01\"\n"
    "month = \"1900.00\"\n"
    "hour = \"19.00\"\n"
    "source = \"平川县人民政府公告（样例）\"\n"
    "\n"
    "[[deposit]]\n"
    "region = \"990123\"\n"
    "from = \"2022-01-01\"\n"
    "rate = \"1.5%\"\n"
    "cap = \"5000000.00\"\n"
    "exempt_below = \"3000000.00\"\n"
    "parallel_rate = \"1%\"\n"
    "down_2y = \"50%\"\n"
    "exempt_3y = true\n"
    "up = \"50%\"\n"
    "up_listed = \"100%\"\n"
    "source = \"平川县工资保证金办法（样例）\"\n";

constexpr std::string_view kNote =
    "这个文件夹里的人、单位、项目、账号都是编出来的，行政区划代码 990123 不存在。\n"
    "本文件不是表，核查时会列为“未识别”。\n"
    "哪些地方故意做错了，见 planted.csv。\n";

Result<std::string> write_text(const fs::path& file, std::string_view text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  out.close();
  if (!out)
    return fail(ErrorCode::unavailable,
                fmt::format("写不了文件 {}：请检查磁盘空间和文件夹权限", file.string()));
  return file.filename().string();
}

Result<fs::path> prepare(const Order& order, const fs::path& folder) {
  if (order.projects < 1 || order.projects > kMostProjects)
    return fail(ErrorCode::usage, fmt::format("项目数 {} 不在 1 至 {} 之间，请改 --projects",
                                              order.projects, kMostProjects));
  if (order.months < 1 || order.months > kMostMonths)
    return fail(ErrorCode::usage,
                fmt::format("月数 {} 不在 1 至 {} 之间，请改 --months", order.months, kMostMonths));
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed)
    return fail(ErrorCode::unavailable,
                fmt::format("建不了文件夹 {}：{}", folder.string(), failed.message()));
  if (!fs::is_empty(folder, failed) || failed)
    return fail(ErrorCode::conflict,
                fmt::format("文件夹 {} 不是空的，请换一个：样例不覆盖已有的文件", folder.string()));
  return folder;
}

void note_planted(std::string& text, const Project& project) {
  for (const Planted& planted : project.planted)
    text += fmt::format("{},{},{},{},{},{},{},{}\n", planted.project_id, planted.rule,
                        planted.worker, planted.month, planted.subject, planted.severity,
                        planted.amount ? fmt::to_string(planted.amount->fen) : std::string(),
                        planted.story);
}

// People of this project whom an earlier one has counted already.
std::size_t known_people(const Project& project, const Neighbour& neighbour) {
  std::size_t known = 0;
  for (const Worker& worker : project.workers) {
    const std::string& id = worker.person.id;
    known += neighbour.mover && id == neighbour.mover->person.id;
    known += neighbour.guest && id == neighbour.guest->person.id;
  }
  return known;
}

// Sites that have worked through all months under one roof: nothing else happens to them.
bool is_steady(const Project& project, const Season& season) {
  return project.is_site && project.story == Story::none && !project.chapter &&
         !project.last_day() && project.start < first_day(season.first) - 50;
}

void keep_the_law(Scene& scene) {
  const int number = scene.project.number;
  tell_twins(scene, scene.turn % kChapters);
  add_oddities(scene);
  if (number % 5 == 4 && scene.has_months(2)) miss_nine_days(scene);
}

// In the order that a program would have written.
void put_in_order(Project& project) {
  std::ranges::stable_sort(project.attendance, {}, [](const Attended& attended) {
    return std::pair(attended.day, attended.worker);
  });
  std::ranges::stable_sort(project.payroll, {}, &PayrollLine::month);
}

Project tell_of(const Season& season, int number, const Neighbour& neighbour,
                const law::Calendar& calendar) {
  Project project = make_project(season, number, neighbour, calendar);
  const auto seed = static_cast<int>(season.seed % 5040);
  const int turn = project.chapter ? turn_of(season, number) : seed + number;
  Scene scene{project, season, neighbour, calendar, turn};
  tell(scene);
  tell_chapter(scene);
  if (is_steady(project, season)) keep_the_law(scene);
  put_in_order(project);
  if (number == kSlips && !season.is_clean) slip(scene);
  roll_up(scene);
  draw_movements(project, season);
  if (is_steady(project, season) && number % 10 == 1) match_fees_to_wages(scene);
  for (Planted& planted : project.planted)
    if (planted.rule == "F06") planted.amount = money_short(scene);
  return project;
}

// Appends every project and returns the text of planted.csv.
std::string append_projects(const Order& order, const law::Calendar& calendar, Tables& tables,
                            Written& written) {
  const Season season = make_season(order, calendar);
  std::string planted = "project_id,rule,worker,month,subject,severity,amount_fen,story\n";
  Neighbour neighbour{.first_person = 1};
  for (int number = 0; number < order.projects; ++number) {
    const Project project = tell_of(season, number, neighbour, calendar);
    tables.append(project);
    note_planted(planted, project);
    written.planted += project.planted.size();
    written.people += project.workers.size() - known_people(project, neighbour);
    neighbour = {.first_person = neighbour.first_person + project.workers.size(),
                 .mover = mover_of(project),
                 .guest = guest_of(project, season),
                 .account = project.accounts.empty() ? "" : project.accounts.front().number,
                 .project_id = project.id};
  }
  return planted;
}

}  // namespace

Result<Written> write_county(const Order& order, const fs::path& folder,
                             const law::Calendar& calendar) {
  const auto prepared = prepare(order, folder);
  if (!prepared) return tl::unexpected<Error>(prepared.error());
  auto tables = Tables::open(order, folder);
  if (!tables) return tl::unexpected<Error>(tables.error());
  Written written;
  const std::string planted = append_projects(order, calendar, *tables, written);
  auto files = tables->close();
  if (!files) return tl::unexpected<Error>(files.error());
  written.files = std::move(*files);
  written.rows = tables->rows();
  using Extra = std::pair<std::string_view, std::string_view>;
  for (const auto& [name, text] :
       {Extra{"参数.toml", kParameters}, Extra{"planted.csv", planted}, Extra{"说明.txt", kNote}}) {
    if (name == "说明.txt" && order.form == Form::plain) continue;
    auto file = write_text(folder / name, text);
    if (!file) return tl::unexpected<Error>(file.error());
    written.files.push_back(std::move(*file));
  }
  return written;
}

}  // namespace qingxin::sample
