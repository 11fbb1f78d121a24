// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/instant.h"
#include "base/money.h"
#include "base/result.h"
#include "feeds/register_file.h"

// Clues as another system hands them out (全国根治欠薪线索反映平台, 12345, 信访 …), a row for each;
// and the list of people that somebody brings along.
namespace qingxin::feeds {

// A cell that says something, but not what its column asks for. Its words are kept.
struct UnreadCell {
  std::string column, value, reason;
};

// A row as it was read; empty and absent: the row does not say it.
struct ClueRow {
  std::uint32_t row = 0;  // line of the sheet, from 1
  std::string number, channel, text, name, phone, id_number, employer, employer_code, project_name,
      project_code, place, region_code, industry, field;
  std::optional<Instant> arrived;  // China's midnight, where no time of day is written
  std::vector<Month> months;
  std::optional<Money> amount;
  std::optional<int> head_count;
  bool is_confidential = false;
  std::vector<UnreadCell> unread;
};

using ClueFile = RegisterFile<ClueRow>;

// Reads a CSV or XLSX file with the column 反映内容* and any of 来件编号 来源渠道 来件时间 反映人
// 联系电话 证件号 用人单位 统一社会信用代码 项目名称 项目编号 欠薪地点 区划代码 行业 工程建设
// 欠薪月份 欠薪金额 欠薪人数 是否保密, by names that are usual for them, or by those that the
// section [clues] of 列名.toml beside it says. Errors: unavailable, invalid_input (no such header,
// two columns for one field), naming the file.
Result<ClueFile> read_clue_file(const std::filesystem::path& file);

struct PersonRow {
  std::uint32_t row = 0;
  std::string name, id_number, phone;
  std::optional<Money> amount;
  std::vector<UnreadCell> unread;
};

using PeopleFile = RegisterFile<PersonRow>;

// The same of people: 姓名* 证件号 联系电话 欠薪金额; the section [people].
Result<PeopleFile> read_people_file(const std::filesystem::path& file);

}  // namespace qingxin::feeds
