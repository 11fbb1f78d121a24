// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include "base/text.h"
#include "book/book_file.h"
#include "book/book_file_form.h"
#include "book/book_parts.h"
#include "book/check_book_file.h"
#include "book/file_descriptor.h"

namespace qingxin::book {

namespace {

namespace fs = std::filesystem;

// Whether these bytes are texts as printable() leaves them, which nothing can steer a terminal
// with. Looked at in one go: there may be millions.
bool is_printable_throughout(std::string_view bytes) {
  constexpr std::uint64_t kEach = 0x0101'0101'0101'0101, kHigh = kEach << 7;
  std::uint64_t controls = 0;
  std::size_t at = 0;
  for (; at + sizeof kEach <= bytes.size(); at += sizeof kEach) {
    std::uint64_t eight;
    std::memcpy(&eight, bytes.data() + at, sizeof eight);
    const std::uint64_t apart = eight ^ (kEach * 0x7F);
    controls |= (eight - kEach * 0x20) & ~eight & kHigh;  // below 0x20
    controls |= (apart - kEach) & ~apart & kHigh;         // 0x7F
  }
  if (controls != 0 || !is_printable(bytes.substr(at))) return false;
  // The longer characters that steer begin with one of these bytes, as hardly any other does.
  for (const std::string_view lead : {"\xC2", "\xD8", "\xE2"})
    for (at = bytes.find(lead); at != bytes.npos; at = bytes.find(lead, at + 1))
      if (!is_printable(bytes.substr(at, lead == "\xE2" ? 3 : 2))) return false;
  return true;
}

// Makes the book of a mapped file. A section that cannot be what it should be is remembered.
class BookOpener {
 public:
  BookOpener(std::span<const std::byte> file, const BookHead& head) : file_(file), head_(&head) {}

  Book open();
  const std::string& fault() const { return fault_; }

 private:
  void expect(bool is_right, SectionKind kind) {
    if (!is_right && fault_.empty())
      fault_ = fmt::format("「{}」里有账册不会有的数",
                           name_of_section(static_cast<std::uint32_t>(kind)));
  }

  std::span<const std::byte> bytes_of(const FileSection& section) const {
    return file_.subspan(section.offset, section.bytes);
  }

  std::span<const std::byte> section(SectionKind kind) {
    const auto found =
        std::ranges::find(head_->sections, static_cast<std::uint32_t>(kind), &FileSection::kind);
    if (found != head_->sections.end()) return bytes_of(*found);
    if (fault_.empty())
      fault_ = fmt::format("缺少「{}」", name_of_section(static_cast<std::uint32_t>(kind)));
    return {};
  }

  template <typename Number>
  std::span<const Number> numbers(SectionKind kind) {
    const std::span<const std::byte> bytes = section(kind);
    expect(bytes.size() % sizeof(Number) == 0, kind);
    return {reinterpret_cast<const Number*>(bytes.data()), bytes.size() / sizeof(Number)};
  }

  TextTable texts(SectionKind starts, SectionKind offsets, SectionKind bytes) {
    const auto characters = numbers<char>(bytes);
    const TextTable table(numbers<std::uint64_t>(starts), numbers<std::uint32_t>(offsets),
                          {characters.data(), characters.size()});
    expect(table.is_sound(), offsets);
    expect(is_printable_throughout(table.bytes()), bytes);
    return table;
  }

  std::span<const NumberPair> pairs(SectionKind kind, std::size_t firsts, std::size_t seconds) {
    const auto pairs = numbers<NumberPair>(kind);
    std::uint32_t first = 0, second = 0;
    for (const NumberPair& pair : pairs) {
      first = std::max(first, pair.first);
      second = std::max(second, pair.second);
    }
    expect(pairs.empty() || (first < firsts && second < seconds), kind);
    expect(std::ranges::is_sorted(pairs), kind);
    return pairs;
  }

  template <typename Row>
  std::vector<Row> rows(SectionKind kind, const Book& book) {
    BlockReader block(section(kind));
    std::vector<Row> rows;
    unpack(block, book.limits(), rows);
    expect(block.is_sound() && block.is_at_end(), kind);
    return rows;
  }

  void open_about(Book& book);
  void open_across(Book& book);
  void open_projects(Book& book);
  void open_extras(Book& book);

  std::span<const std::byte> file_;
  const BookHead* head_;
  std::string fault_;
};

void BookOpener::open_about(Book& book) {
  BlockReader about(section(SectionKind::about));
  expect(unpack_about(about, book), SectionKind::about);
  const auto parameters = numbers<char>(SectionKind::parameters);
  book.parameters.assign(parameters.begin(), parameters.end());
  book.projects = rows<Project>(SectionKind::projects, book);
  BlockReader rejected(section(SectionKind::rejected));
  expect(unpack_rejected(rejected, book), SectionKind::rejected);
  book.unassigned = rows<Movement>(SectionKind::unassigned, book);
}

void BookOpener::open_across(Book& book) {
  const Limits most = book.limits();
  Across& across = book.across;
  across.cards = pairs(SectionKind::cards, most.texts, most.workers);
  across.phones = pairs(SectionKind::phones, most.texts, most.workers);
  across.accounts = pairs(SectionKind::accounts, most.texts, most.projects);
  across.strayed = pairs(SectionKind::strayed, most.workers, most.projects);
  across.alike = pairs(SectionKind::alike, most.texts, most.texts);
  across.renamed = rows<RosterEntry>(SectionKind::renamed, book);
  across.sightings = rows<AttendanceRow>(SectionKind::sightings, book);
}

void BookOpener::open_projects(Book& book) {
  book.places = numbers<std::uint64_t>(SectionKind::places);
  book.bytes = section(SectionKind::rows);
  expect(book.places.size() == book.projects.size() + 1 && book.places.front() == 0 &&
             book.places.back() == book.bytes.size() && std::ranges::is_sorted(book.places),
         SectionKind::places);
}

void BookOpener::open_extras(Book& book) {
  for (const FileSection& section : head_->sections) {
    if (section.kind >= ExtraSection::kFirst)
      book.extras.push_back({section.kind, bytes_of(section)});
    else if (section.kind > static_cast<std::uint32_t>(SectionKind::rows))
      fault_ = fmt::format("它有这个程序不认识的部分（{}），是更新的程序写的", section.kind);
  }
}

Book BookOpener::open() {
  Book book;
  book.texts = texts(SectionKind::text_starts, SectionKind::text_offsets, SectionKind::text_bytes);
  book.identities = texts(SectionKind::identity_starts, SectionKind::identity_offsets,
                          SectionKind::identity_bytes);
  if (fault_.empty()) open_about(book);
  if (fault_.empty()) open_across(book);
  if (fault_.empty()) open_projects(book);
  if (fault_.empty()) open_extras(book);
  return book;
}

}  // namespace

Result<Book> open(const fs::path& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return unreadable_book(path, errno);
  const Result<BookHead> head = read_head(file.number(), path);
  if (!head) return tl::unexpected(head.error());
  const Result<int> checked = check_contents(file.number(), path, *head);
  if (!checked) return tl::unexpected(checked.error());

  const std::uint64_t bytes = head->header.bytes;
  void* start = ::mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE, file.number(), 0);
  if (start == MAP_FAILED) return unreadable_book(path, errno);
  const std::shared_ptr<const void> memory(start, [bytes](void* at) { ::munmap(at, bytes); });
  BookOpener opener({static_cast<const std::byte*>(start), bytes}, *head);
  Book book = opener.open();
  if (!opener.fault().empty()) return refused_book(path, opener.fault());
  book.memory = memory;
  book.is_mapped = true;
  ::madvise(start, bytes, MADV_DONTNEED);  // what was looked at is read again when its turn comes
  return book;
}

Result<BookForm> form_of(const fs::path& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return unreadable_book(path, errno);
  const Result<BookHead> head = read_head(file.number(), path);
  if (!head) return tl::unexpected(head.error());
  BookForm form{head->header.version, head->header.bytes, {}};
  for (const FileSection& section : head->sections)
    form.sections.push_back({section.kind, name_of_section(section.kind), section.bytes});
  return form;
}

}  // namespace qingxin::book
