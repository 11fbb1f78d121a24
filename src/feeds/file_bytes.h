// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace qingxin::feeds {

// A file mapped into memory for reading. Movable, not copyable.
class FileBytes {
 public:
  // unavailable when it cannot be opened; the message names the file and the reason.
  static Result<FileBytes> open(const std::filesystem::path& path);
  // All that stands in an open file now; the caller may close it.
  static Result<FileBytes> of(int file);

  FileBytes(FileBytes&& other) noexcept;
  FileBytes& operator=(FileBytes&& other) noexcept;
  ~FileBytes();

  std::string_view view() const { return {data_, size_}; }

  // Part of them is not needed for now: their memory may go to others. What is needed again all the
  // same is read again. Bytes that are not of this file are left alone.
  void let_go(std::string_view part) const;

 private:
  FileBytes(const char* data, std::size_t size) : data_(data), size_(size) {}

  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

// The last part of a path as UTF-8, for messages.
std::string file_name(const std::filesystem::path& path);

}  // namespace qingxin::feeds
