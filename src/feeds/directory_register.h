// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/result.h"
#include "feeds/register_file.h"

namespace qingxin::feeds {

// A body of a directory 通讯录 as it was read; what cannot be right about it is for its reader to
// say.
struct DirectoryRow {
  std::uint32_t row = 0;  // line of the sheet, from 1
  std::string name, phone, address, hours, duty, industry, region_code, source;
};

// Reads a CSV or XLSX file with the columns 单位名称* 电话* 地址 接待时间 职责 行业 区划代码
// 数据来源, or those that the section [directory] of 列名.toml beside it says. Errors: unavailable,
// invalid_input (no such header, two columns for one field), naming the file.
Result<RegisterFile<DirectoryRow>> read_directory(const std::filesystem::path& file);

}  // namespace qingxin::feeds
