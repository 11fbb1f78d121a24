// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "base/check.h"
#include "book/book_file.h"
#include "book/book_file_form.h"
#include "book/book_parts.h"
#include "book/file_descriptor.h"

namespace qingxin::book {

namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> cannot_write(const fs::path& file, int code) {
  const bool is_full = code == ENOSPC || code == EDQUOT || code == EFBIG;
  const std::string reason =
      is_full ? "磁盘已满或文件大小受限" : std::generic_category().message(code);
  return fail(ErrorCode::unavailable,
              fmt::format("账册「{}」写不了：{}。请换一个可写的文件夹，或腾出磁盘空间；"
                          "原来的账册没有改动",
                          file.string(), reason));
}

// The sections of a book, and the memory of those that are packed for the file.
class Sections {
 public:
  explicit Sections(const Book& book);

  std::size_t size() const { return contents_.size(); }
  std::span<const std::byte> content(std::size_t i) const { return contents_[i].bytes; }
  const FileHeader& header() const { return header_; }
  std::span<const FileSection> table() const { return table_; }

 private:
  template <typename Number>
  void add(SectionKind kind, std::span<const Number> numbers) {
    contents_.push_back({static_cast<std::uint32_t>(kind), std::as_bytes(numbers)});
  }
  // Packs something that is a block of its own.
  template <typename Pack>
  void add_block(SectionKind kind, Pack pack) {
    BlockWriter& block = blocks_.at(next_block_++);
    pack(block);
    add(kind, std::span(block.bytes()));
  }
  void add_texts(SectionKind starts, const TextTable& texts) {
    const auto first = static_cast<std::uint32_t>(starts);
    add(starts, texts.starts());
    add(SectionKind{first + 1}, texts.offsets());
    add(SectionKind{first + 2}, std::span(texts.bytes()));
  }
  void lay_out();

  std::array<BlockWriter, 6> blocks_;
  std::size_t next_block_ = 0;
  std::vector<ExtraSection> contents_;
  std::vector<FileSection> table_;
  FileHeader header_;
};

Sections::Sections(const Book& book) {
  const Across& across = book.across;
  add_block(SectionKind::about, [&](BlockWriter& block) { pack_about(book, block); });
  add(SectionKind::parameters, std::span(book.parameters));
  add_block(SectionKind::projects, [&](BlockWriter& block) { pack(book.projects, block); });
  add_block(SectionKind::rejected, [&](BlockWriter& block) { pack_rejected(book, block); });
  add_block(SectionKind::unassigned, [&](BlockWriter& block) { pack(book.unassigned, block); });
  add_block(SectionKind::renamed, [&](BlockWriter& block) { pack(across.renamed, block); });
  add_block(SectionKind::sightings, [&](BlockWriter& block) { pack(across.sightings, block); });
  add_texts(SectionKind::text_starts, book.texts);
  add_texts(SectionKind::identity_starts, book.identities);
  add(SectionKind::cards, across.cards);
  add(SectionKind::phones, across.phones);
  add(SectionKind::accounts, across.accounts);
  add(SectionKind::strayed, across.strayed);
  add(SectionKind::alike, across.alike);
  add(SectionKind::places, book.places);
  add(SectionKind::rows, book.bytes);
  for (const ExtraSection& extra : book.extras) check(extra.kind >= ExtraSection::kFirst);
  contents_.insert(contents_.end(), book.extras.begin(), book.extras.end());
  lay_out();
}

void Sections::lay_out() {
  check(contents_.size() <= kMostSections);
  std::uint64_t end = sizeof(FileHeader) + contents_.size() * sizeof(FileSection);
  std::uint32_t kind = 0;
  for (const ExtraSection& content : contents_) {
    check(content.kind > kind);
    kind = content.kind;
    const std::uint64_t offset = place_after(end, kind);
    table_.push_back({.kind = kind,
                      .offset = offset,
                      .bytes = content.bytes.size(),
                      .checksum = section_checksum(content.bytes)});
    end = offset + content.bytes.size();
  }
  header_.bytes = end;
  header_.sections = contents_.size();
  header_.checksum = header_checksum(header_, table_);
}

// Writes to the end of a file; the first failure is kept.
class Output {
 public:
  explicit Output(int file) : file_(file) {}

  void write(std::span<const std::byte> bytes) {
    while (!bytes.empty() && failure_ == 0) {
      const ssize_t written = ::write(file_, bytes.data(), bytes.size());
      if (written < 0) {
        if (errno != EINTR) failure_ = errno;
        continue;
      }
      at_ += static_cast<std::uint64_t>(written);
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
  }
  void fill_to(std::uint64_t offset) {
    static constexpr std::array<std::byte, 4096> kNothing{};
    write(std::span(kNothing).first(offset - at_));
  }
  int failure() const { return failure_; }

 private:
  int file_;
  std::uint64_t at_ = 0;
  int failure_ = 0;
};

// 0, or why it failed.
int write_to(FileDescriptor& file, const Sections& sections) {
  Output output(file.number());
  output.write(std::as_bytes(std::span(&sections.header(), 1)));
  output.write(std::as_bytes(sections.table()));
  for (std::size_t i = 0; i < sections.size(); ++i) {
    output.fill_to(sections.table()[i].offset);
    output.write(sections.content(i));
  }
  if (output.failure() != 0) return output.failure();
  return ::fsync(file.number()) == 0 && file.close() ? 0 : errno;
}

// So that the name, too, is still there after the power fails.
void sync_folder_of(const fs::path& file) {
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  const FileDescriptor open(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (open.is_open()) ::fsync(open.number());
}

// What is no book is never overwritten: a slip of the pen would cost a table.
Result<int> refuse_other_file(const fs::path& path) {
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  if (!fs::exists(status)) return 0;
  const auto taken =
      fail(ErrorCode::unavailable,
           fmt::format("「{}」已经有了，而且不是账册；请给账册另起一个名字", path.string()));
  if (!fs::is_regular_file(status)) return taken;
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, kBookMagic.size()> magic{};
  if (!file.is_open() || ::read(file.number(), magic.data(), magic.size()) < 0)
    return cannot_write(path, errno);
  if (magic != kBookMagic) return taken;
  return 0;
}

}  // namespace

Result<std::uint64_t> write(const Book& book, const fs::path& path) {
  if (const Result<int> refused = refuse_other_file(path); !refused)
    return tl::unexpected(refused.error());
  fs::path part = path;
  part += ".part";
  FileDescriptor file(::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  if (!file.is_open()) return cannot_write(path, errno);
  const Sections sections(book);
  int failure = write_to(file, sections);
  if (failure == 0 && ::rename(part.c_str(), path.c_str()) != 0) failure = errno;
  if (failure != 0) {
    ::unlink(part.c_str());
    return cannot_write(path, failure);
  }
  sync_folder_of(path);
  return sections.header().bytes;
}

}  // namespace qingxin::book
