// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/result.h"
#include "feeds/register_file.h"

// Registers that other bodies hand to the leading-group office: construction permits, and signs of
// how a firm is doing.
namespace qingxin::feeds {

// A row as it was read; what cannot be right about a permit is for its reader to say.
struct PermitRow {
  std::uint32_t row = 0;  // line of the sheet, from 1
  std::string number, name, project_code, firm, firm_code, region_code, industry, source;
  std::optional<Date> issued, ended;
};
// Reads a CSV or XLSX file with the columns 施工许可证号* 项目名称* 项目代码 施工总承包单位
// 统一社会信用代码 区划代码 行业 发证日期 竣工日期 数据来源, or those that the section [permits] of
// 列名.toml beside it says. Errors: unavailable, invalid_input (no such header, two columns for one
// field), naming the file.
Result<RegisterFile<PermitRow>> read_permits(const std::filesystem::path& file);

struct SignRow {
  std::uint32_t row = 0;
  std::string firm, firm_code, way, grade, region_code, industry, content, source;
  std::optional<Date> day;
};
// The same of 企业名称* 迹象* 日期* 统一社会信用代码 等级 区划代码 行业 说明 数据来源, or [signs].
Result<RegisterFile<SignRow>> read_signs(const std::filesystem::path& file);

}  // namespace qingxin::feeds
