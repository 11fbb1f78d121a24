// SPDX-License-Identifier: Apache-2.0
#include "app/book_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "app/read_folder.h"
#include "app/write_sample.h"
#include "book/book_parts.h"
#include "book/build_book.h"
#include "feeds/folder.h"
#include "tests/support/row_numbers.h"
#include "tests/support/sealed_book.h"
#include "verify/verify.h"
#include "verify/verify_brief.h"

namespace qingxin::app {
namespace {

namespace fs = std::filesystem;

const law::Law& law_of_today() {
  static const law::Law kLaw = *law::load(std::nullopt, std::nullopt);
  return kLaw;
}

using Bytes = std::vector<std::byte>;

class BookFiles : public testing::Test {
 protected:
  void SetUp() override {
    place_ = fs::temp_directory_path() / ("qingxin_" + std::to_string(::getpid()));
    fs::remove_all(place_);
    fs::create_directories(place_);
    folder_ = place_ / "县";
    file_ = place_ / "县.book";
    const SampleOrder order{.seed = 7, .projects = 3, .months = 2, .form = SampleForm::plain};
    ASSERT_TRUE(write_sample(order, folder_, law_of_today()));
    std::ofstream(folder_ / "工资表.csv", std::ios::app) << "没有这个项目,2026-10\n";
    const Result<BookFile> built = build_book_file(folder_, file_, 2, law_of_today(), {});
    ASSERT_TRUE(built) << built.error().message;
    bytes_ = read(file_);
    ASSERT_EQ(bytes_.size(), built->form.bytes);
  }
  void TearDown() override { fs::remove_all(place_); }

  static Bytes read(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    const std::vector<char> characters{std::istreambuf_iterator<char>(in), {}};
    const auto bytes = std::as_bytes(std::span(characters));
    return {bytes.begin(), bytes.end()};
  }
  // What is said of these bytes; empty: they are a book.
  static std::string refusal(std::span<const std::byte> bytes) {
    return refusal(tests::MemoryFile(bytes));
  }
  static std::string refusal(const tests::MemoryFile& file) {
    const Result<book::Book> book = book::open(file.path());
    return book ? "" : book.error().message;
  }
  static void expect_refused(std::span<const std::byte> bytes, std::string_view word) {
    const std::string said = refusal(bytes);
    EXPECT_NE(said.find("/proc/self/fd/"), std::string::npos) << said;
    EXPECT_NE(said.find(word), std::string::npos) << said;
    EXPECT_NE(said.find("qingxin book build"), std::string::npos) << said;
  }

  fs::path place_, folder_, file_;
  Bytes bytes_;
};

template <typename Number>
std::vector<Number> list(std::span<const Number> numbers) {
  return {numbers.begin(), numbers.end()};
}

std::vector<std::string_view> texts_of(const book::TextTable& table) {
  std::vector<std::string_view> texts;
  for (book::TextId id = 0; id < table.size(); ++id) texts.push_back(table[id]);
  return texts;
}

template <typename Pack>
Bytes packed(Pack pack) {
  book::BlockWriter block;
  pack(block);
  return block.bytes();
}

TEST_F(BookFiles, HaveTheRowsOfTheFolder) {
  const Result<book::Facts> facts = feeds::read_folder(folder_, 1, {});
  ASSERT_TRUE(facts);
  const Result<book::Book> book = book::open(file_);
  ASSERT_TRUE(book) << book.error().message;
  const Result<book::Facts> again = book::unfold(*book);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(tests::sorted_tables_of(*again), tests::sorted_tables_of(*facts));
  EXPECT_EQ(tests::numbers_of(again->projects), tests::numbers_of(facts->projects));
  EXPECT_EQ(again->rejected.size(), facts->rejected.size());
  EXPECT_GT(facts->rejected.size(), 0u);
  EXPECT_EQ(again->unrecognised_files, facts->unrecognised_files);
  EXPECT_EQ(again->present.columns, facts->present.columns);
  ASSERT_EQ(again->texts.size(), facts->texts.size());
  for (book::TextId id = 0; id < facts->texts.size(); ++id)
    ASSERT_EQ(again->texts[id], facts->texts[id]);
}

TEST_F(BookFiles, AreInAllPartsTheBookThatWasBuilt) {
  const Result<FolderRead> read = read_folder(folder_, std::nullopt, 1, law_of_today(), {});
  ASSERT_TRUE(read);
  const book::Book& built = read->facts;
  const Result<book::Book> opened = book::open(file_);
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(texts_of(opened->texts), texts_of(built.texts));
  EXPECT_EQ(texts_of(opened->identities), texts_of(built.identities));
  EXPECT_EQ(packed([&](auto& block) { book::pack_about(*opened, block); }),
            packed([&](auto& block) { book::pack_about(built, block); }));
  EXPECT_EQ(packed([&](auto& block) { book::pack_rejected(*opened, block); }),
            packed([&](auto& block) { book::pack_rejected(built, block); }));
  EXPECT_EQ(tests::numbers_of(opened->projects), tests::numbers_of(built.projects));
  EXPECT_EQ(tests::numbers_of(opened->unassigned), tests::numbers_of(built.unassigned));
  EXPECT_EQ(tests::numbers_of(opened->across.renamed), tests::numbers_of(built.across.renamed));
  EXPECT_EQ(tests::numbers_of(opened->across.sightings), tests::numbers_of(built.across.sightings));
  EXPECT_EQ(list(opened->across.cards), list(built.across.cards));
  EXPECT_EQ(list(opened->across.phones), list(built.across.phones));
  EXPECT_EQ(list(opened->across.accounts), list(built.across.accounts));
  EXPECT_EQ(list(opened->across.strayed), list(built.across.strayed));
  EXPECT_EQ(list(opened->across.alike), list(built.across.alike));
  EXPECT_EQ(list(opened->places), list(built.places));
  EXPECT_EQ(list(opened->bytes), list(built.bytes));
  EXPECT_EQ(opened->parameters, built.parameters);
  EXPECT_FALSE(opened->parameters.empty());
}

TEST_F(BookFiles, AreTheSameWhenWrittenAgain) {
  const Result<book::Book> book = book::open(file_);
  ASSERT_TRUE(book);
  ASSERT_TRUE(book::write(*book, place_ / "抄.book"));
  EXPECT_EQ(read(place_ / "抄.book"), bytes_);
  ASSERT_TRUE(book::write(*book, file_));  // over the file that is open
  EXPECT_EQ(read(file_), bytes_);
}

TEST_F(BookFiles, CarryWhatOtherCodeAdds) {
  Result<book::Book> book = book::open(file_);
  ASSERT_TRUE(book);
  const std::vector<std::uint64_t> hot(10'000, 42);
  constexpr std::uint32_t kKind = book::ExtraSection::kFirst + 7;
  book->extras = {{kKind, std::as_bytes(std::span(hot))}, {kKind + 1, {}}};
  ASSERT_TRUE(book::write(*book, file_));
  const Result<book::Book> again = book::open(file_);
  ASSERT_TRUE(again) << again.error().message;
  const std::span<const std::byte> found = again->extra(kKind);
  EXPECT_EQ(list(found), list(std::as_bytes(std::span(hot))));
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(found.data()) % 4096, 0u);
  EXPECT_EQ(again->extras.size(), 2u);
  EXPECT_TRUE(again->extra(kKind + 2).empty());
}

TEST_F(BookFiles, CutShortAreRefused) {
  const tests::BookHead head = tests::head_of(bytes_);
  std::vector<std::size_t> sizes;
  for (std::size_t size = 0; size < 64 + 32 * head.sections.size() + 2; ++size)
    sizes.push_back(size);
  for (const book::FileSection& section : head.sections)
    for (const std::uint64_t edge : {section.offset, section.offset + section.bytes})
      for (std::uint64_t size = edge - 2; size <= edge + 2; ++size) sizes.push_back(size);
  for (const std::size_t size : sizes)
    if (size < bytes_.size()) {
      SCOPED_TRACE(size);
      const auto cut = std::span(bytes_).first(size);
      expect_refused(cut, size == 0 ? "空文件" : size < 8 ? "不是账册" : "不完整");
    }
}

TEST_F(BookFiles, WithOneOtherBitAreRefusedByTheNameOfThePart) {
  for (const book::FileSection& section : tests::head_of(bytes_).sections)
    for (const std::uint64_t at :
         {section.offset, section.offset + section.bytes / 2, section.offset + section.bytes - 1}) {
      if (section.bytes == 0) continue;
      Bytes altered = bytes_;
      altered[at] ^= std::byte{0x10};
      expect_refused(altered, "「" + book::name_of_section(section.kind) + "」");
    }
}

TEST_F(BookFiles, WithAnyOtherByteOutsideTheirPartsAreRefused) {
  Bytes gaps = bytes_;
  for (const book::FileSection& section : tests::head_of(bytes_).sections)
    for (std::uint64_t at = section.offset; at < section.offset + section.bytes; ++at)
      gaps[at] = std::byte{1};
  const tests::MemoryFile file(bytes_);
  for (std::size_t at = 0; at < bytes_.size(); ++at) {
    const bool is_head = at < 64 + 32 * book::kSectionNames.size();
    if (!is_head && gaps[at] != std::byte{0}) continue;
    // Of a gap its edges, and a byte here and there: the book is opened anew for each.
    const bool is_within = !is_head && gaps[at - 1] == std::byte{0} && at + 1 < gaps.size() &&
                           gaps[at + 1] == std::byte{0};
    if (is_within && at % 61 != 0) continue;
    const std::byte other = bytes_[at] ^ std::byte{0x01};
    file.put(at, {&other, 1});
    EXPECT_NE(refusal(file), "") << at;
    file.put(at, {&bytes_[at], 1});
  }
}

// With right checksums, too, nothing is believed that would lead out of the book.
TEST_F(BookFiles, ThatLieAreRefusedOrReadSoundly) {
  const tests::MemoryFile file(bytes_);
  const tests::BookHead head = tests::head_of(bytes_);
  const std::size_t head_bytes =
      sizeof head.header + head.sections.size() * sizeof head.sections[0];
  Bytes altered = bytes_;
  int opened = 0;
  int refused = 0;
  const auto expect_sound = [&](std::size_t at, std::byte value) {
    altered[at] = value;
    tests::seal(altered);
    file.put(0, std::span(altered).first(head_bytes));
    file.put(at, {&value, 1});
    const Result<book::Book> book = book::open(file.path());
    ++(book ? opened : refused);
    if (!book) return;
    const Result<book::Facts> facts = book::unfold(*book);
    EXPECT_TRUE(facts || facts.error().code == ErrorCode::invalid_input);
  };
  for (const book::FileSection& section : head.sections)
    for (std::uint64_t at = section.offset; at < section.offset + section.bytes;
         at += 1 + section.bytes / 20) {
      for (const unsigned value : {0x00u, 0x7Fu, 0x80u, 0xFFu})
        expect_sound(at, static_cast<std::byte>(value));
      altered[at] = bytes_[at];
      file.put(at, {&bytes_[at], 1});
    }
  EXPECT_GT(opened, 100);
  EXPECT_GT(refused, 100);
}

// The sums of attendance and its rows are read apart, and may say different things.
TEST_F(BookFiles, WhoseRowsLieAreJudgedSoundly) {
  const tests::MemoryFile file(bytes_);
  const tests::BookHead head = tests::head_of(bytes_);
  const std::size_t head_bytes =
      sizeof head.header + head.sections.size() * sizeof head.sections[0];
  const auto rows = std::ranges::find(
      head.sections, static_cast<std::uint32_t>(book::SectionKind::rows), &book::FileSection::kind);
  ASSERT_NE(rows, head.sections.end());
  const verify::Settings settings{.as_of = date(2026, 11, 23), .run_all_rules = true};
  Bytes altered = bytes_;
  int judged = 0;
  for (std::uint64_t at = rows->offset; at < rows->offset + rows->bytes;
       at += 1 + rows->bytes / 150) {
    altered[at] ^= std::byte{0x10};
    tests::seal(altered);
    file.put(0, std::span(altered).first(head_bytes));
    file.put(at, {&altered[at], 1});
    if (const Result<book::Book> book = book::open(file.path())) {
      const auto report = verify::verify(*book, law_of_today(), settings, {});
      const auto brief = verify::verify_brief(*book, law_of_today(), settings);
      EXPECT_TRUE(report || report.error().code == ErrorCode::invalid_input);
      EXPECT_TRUE(brief || brief.error().code == ErrorCode::invalid_input);
      ++judged;
    }
    altered[at] = bytes_[at];
    file.put(at, {&bytes_[at], 1});
  }
  EXPECT_GT(judged, 50);
}

TEST_F(BookFiles, CannotSteerATerminal) {
  for (const book::FileSection& section : tests::head_of(bytes_).sections) {
    const auto kind = book::SectionKind{section.kind};
    if (kind != book::SectionKind::text_bytes && kind != book::SectionKind::identity_bytes)
      continue;
    for (const std::string_view steering : {"\x1B", "\x7F", "\n", "\xC2\x9B", "\xE2\x80\xAE"})
      for (const std::uint64_t at :
           {std::uint64_t{0}, section.bytes / 2, section.bytes - steering.size()}) {
        Bytes altered = bytes_;
        std::memcpy(altered.data() + section.offset + at, steering.data(), steering.size());
        tests::seal(altered);
        expect_refused(altered, "「" + book::name_of_section(section.kind) + "」");
      }
  }
}

TEST_F(BookFiles, OfAnotherFormAreToldApart) {
  struct Case {
    std::size_t at;
    std::array<unsigned char, 4> bytes;
    std::string_view word;
  };
  for (const Case& one : {Case{0, {'P', 'K', 3, 4}, "不是账册文件"},
                          Case{8, {1, 2, 3, 4}, "字节序"}, Case{12, {9, 0, 0, 0}, "第 9 版"}}) {
    Bytes altered = bytes_;
    for (std::size_t i = 0; i < one.bytes.size(); ++i)
      altered[one.at + i] = static_cast<std::byte>(one.bytes[i]);
    tests::seal(altered);
    expect_refused(altered, one.word);
  }
}

// Whatever is none of the book's own is passed over; but of the numbers that are kept for the
// book's own, one that this program does not know says that it does not know enough.
TEST_F(BookFiles, OfALaterProgramAreRefusedWhereTheirOwnPartsAreNotKnown) {
  Result<book::Book> book = book::open(file_);
  ASSERT_TRUE(book);
  book->extras = {{book::ExtraSection::kFirst, {}}};
  ASSERT_TRUE(book::write(*book, file_));
  Bytes bytes = read(file_);
  EXPECT_EQ(refusal(bytes), "");
  tests::BookHead head = tests::head_of(bytes);
  const book::FileSection& rows = head.sections[head.sections.size() - 2];
  constexpr std::uint32_t kUnknown = 200;
  head.sections.back().kind = kUnknown;
  head.sections.back().offset = book::place_after(rows.offset + rows.bytes, kUnknown);
  std::memcpy(bytes.data() + sizeof head.header, head.sections.data(),
              head.sections.size() * sizeof(book::FileSection));
  bytes.resize(head.sections.back().offset);
  tests::seal(bytes);
  expect_refused(bytes, "更新的程序");
}

}  // namespace
}  // namespace qingxin::app
