// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace qingxin::feeds {

// A file for what does not fit in memory. It has no name: only this process can read it, and it is
// gone with it, however that ends. Errors: unavailable, naming the folder and what helps.
class NamelessFile {
 public:
  // Made in that folder when something is written.
  explicit NamelessFile(std::filesystem::path folder) : folder_(std::move(folder)) {}
  NamelessFile(const NamelessFile&) = delete;
  NamelessFile& operator=(const NamelessFile&) = delete;
  ~NamelessFile();

  std::uint64_t size() const { return size_; }
  int descriptor() const { return file_; }  // -1: nothing was written
  // At the end.
  Result<void> append(std::string_view bytes);
  // So many bytes from there; all of them have been written.
  Result<void> read(std::uint64_t at, std::size_t size, char* to) const;

 private:
  std::filesystem::path folder_;
  int file_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace qingxin::feeds
