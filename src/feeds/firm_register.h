// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "feeds/register_file.h"

// A register of firms (企业名册), as a market regulator or an industry authority hands it out.
namespace qingxin::feeds {

// A row as it was read; what cannot be right about a firm is for its reader to say.
struct FirmRow {
  std::uint32_t row = 0;  // line of the sheet, from 1
  std::string name, credit_code, region_code, kind;
};

using FirmRegister = RegisterFile<FirmRow>;

// Reads a CSV or XLSX file with the columns 企业名称* 统一社会信用代码 区划代码 类别, or those that
// the section [firms] of 列名.toml beside it says. Errors: unavailable, invalid_input (no such
// header, two columns for one field), naming the file.
Result<FirmRegister> read_firm_register(const std::filesystem::path& file);

}  // namespace qingxin::feeds
