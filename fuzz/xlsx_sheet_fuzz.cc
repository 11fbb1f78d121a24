// SPDX-License-Identifier: Apache-2.0
#include <zip.h>

#include <array>
#include <string>
#include <vector>

#include "base/check.h"
#include "fuzz/fuzz_input.h"
#include "fuzz/read_workbook.h"

// The first byte chooses the table; the rest is the sheet of a workbook that is otherwise whole:
// expat and our reader see the hostile bytes, not only the archive's directory.
namespace {

using namespace qingxin;

struct Part {
  const char* name;
  std::string_view text;
};

constexpr std::string_view kWorkbook =
    R"(<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets>)"
    R"(</workbook>)";
constexpr std::string_view kRelations =
    R"(<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>)"
    R"(<Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/>)"
    R"(<Relationship Id="rId3" Type="x/styles" Target="styles.xml"/></Relationships>)";
constexpr std::string_view kRootRelations =
    R"(<Relationships><Relationship Id="rId1" Type="x/officeDocument" Target="xl/workbook.xml"/>)"
    R"(</Relationships>)";
constexpr std::string_view kStrings = "<sst><si><t>项目编号</t></si><si><t>姓名</t></si></sst>";
constexpr std::string_view kStyles =
    R"(<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>)";

std::string archive_with(std::string_view sheet) {
  const std::array<Part, 6> parts{{{"xl/workbook.xml", kWorkbook},
                                   {"xl/_rels/workbook.xml.rels", kRelations},
                                   {"_rels/.rels", kRootRelations},
                                   {"xl/sharedStrings.xml", kStrings},
                                   {"xl/styles.xml", kStyles},
                                   {"xl/worksheets/sheet1.xml", sheet}}};
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* memory = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(memory);
  zip_t* zip = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
  check(zip != nullptr);
  for (const Part& part : parts) {
    zip_source_t* source = zip_source_buffer(zip, part.text.data(), part.text.size(), 0);
    const zip_int64_t index = zip_file_add(zip, part.name, source, ZIP_FL_ENC_UTF_8);
    zip_set_file_compression(zip, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
  }
  check(zip_close(zip) == 0);
  zip_stat_t status;
  zip_source_stat(memory, &status);
  std::string bytes(status.size, '\0');
  zip_source_open(memory);
  zip_source_read(memory, bytes.data(), bytes.size());
  zip_source_close(memory);
  zip_source_free(memory);
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto table = static_cast<book::Table>(data[0] % book::kTableCount);
  fuzz::read_workbook(archive_with(fuzz::text_of(data + 1, size - 1)), table);
  return 0;
}
