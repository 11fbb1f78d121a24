// SPDX-License-Identifier: Apache-2.0
#include "documents/docx_file.h"

#include <zip.h>

#include <memory>

namespace qingxin::documents {

namespace {

using ZipPtr = std::unique_ptr<zip_t, decltype([](zip_t* zip) { zip_discard(zip); })>;
using SourcePtr =
    std::unique_ptr<zip_source_t, decltype([](zip_source_t* source) { zip_source_free(source); })>;

tl::unexpected<Error> cannot_pack() {
  return fail(ErrorCode::unavailable, "文书打不成 .docx：内存不足");
}

// The parts must outlive the archive: it reads them when it is closed.
Result<void> add_part(zip_t* zip, const DocxPart& part) {
  zip_source_t* source = zip_source_buffer(zip, part.bytes.data(), part.bytes.size(), 0);
  if (source == nullptr) return cannot_pack();
  const zip_int64_t index = zip_file_add(zip, part.name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(source);
    return cannot_pack();
  }
  // 1980-01-01, the first day that the format knows: the same paper gives the same bytes.
  constexpr zip_uint16_t kFirstDay = 0x21;
  if (zip_file_set_dostime(zip, static_cast<zip_uint64_t>(index), 0, kFirstDay, 0) != 0)
    return cannot_pack();
  return {};
}

Result<std::string> bytes_of(zip_source_t* source) {
  zip_stat_t status;
  zip_stat_init(&status);
  if (zip_source_stat(source, &status) != 0 || zip_source_open(source) != 0) return cannot_pack();
  std::string bytes(status.size, '\0');
  const zip_int64_t read = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  if (read != static_cast<zip_int64_t>(bytes.size())) return cannot_pack();
  return bytes;
}

}  // namespace

Result<std::string> docx_file(const std::vector<DocxPart>& parts) {
  zip_error_t error;
  zip_error_init(&error);
  const SourcePtr source(zip_source_buffer_create(nullptr, 0, 0, &error));
  if (!source) return cannot_pack();
  ZipPtr zip(zip_open_from_source(source.get(), ZIP_TRUNCATE, &error));
  if (!zip) return cannot_pack();
  zip_source_keep(source.get());  // the archive has one hold on it now, we the other
  for (const DocxPart& part : parts)
    if (const Result<void> added = add_part(zip.get(), part); !added)
      return tl::unexpected(added.error());
  if (zip_close(zip.get()) != 0) return cannot_pack();
  static_cast<void>(zip.release());  // closed
  return bytes_of(source.get());
}

}  // namespace qingxin::documents
