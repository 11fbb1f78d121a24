// SPDX-License-Identifier: Apache-2.0
#include "law/law.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "law/built_in.h"

namespace qingxin::law {
namespace {

namespace fs = std::filesystem;

// A copy of law/ that a test may spoil; gone with it.
struct Copy {
  fs::path folder = fs::temp_directory_path() / ("qingxin_law_" + std::to_string(::getpid()));

  Copy() {
    for (const LawFile& file : built_in_files()) write(file.path, file.text);
  }
  ~Copy() { fs::remove_all(folder); }

  void write(const std::string& path, std::string_view text) const {
    fs::create_directories((folder / path).parent_path());
    std::ofstream{folder / path, std::ios::binary} << text;
  }

  std::string refusal() const {
    const Result<Law> law = load(folder, std::nullopt);
    return law ? "accepted" : law.error().message;
  }
};

TEST(Law, PutsAnArticleInWords) {
  const Law law = load(std::nullopt, std::nullopt).value();
  EXPECT_EQ(find_article(law.articles, {"gwy-724", 12, 1})->title, "按期足额");
  EXPECT_EQ(find_article(law.articles, {"gwy-724", 999}), nullptr);
  EXPECT_EQ(find_article(law.articles, {"gb-11643", 0}), nullptr);
}

TEST(Law, RefusesAnArticleThatIsThereTwice) {
  const Copy copy;
  const std::string twelve =
      "[[article]]\ninstrument = \"gwy-724\"\narticle = 12\ntitle = \"按期足额\"\ngloss = "
      "\"按约定的日子发足\"\n";
  copy.write("law/articles.toml", twelve);
  EXPECT_EQ(copy.refusal(), "accepted");
  copy.write("law/articles.toml", twelve + twelve);
  EXPECT_NE(copy.refusal().find("前面已有"), std::string::npos);
}

TEST(Law, HasTheExamplesOfARule) {
  ASSERT_NE(built_in_examples("W02"), nullptr);
  EXPECT_TRUE(built_in_examples("W02")->path.ends_with("012-W02.md"));
  EXPECT_EQ(built_in_examples("2"), nullptr);
  EXPECT_EQ(built_in_examples("C01"), nullptr);
}

TEST(Law, IsBuiltInAsItStandsInTheFolder) {
  for (const LawFile& file : built_in_files()) {
    std::ostringstream text;
    text << std::ifstream{file.path, std::ios::binary}.rdbuf();
    EXPECT_EQ(file.text, text.str()) << file.path;
  }
  std::size_t in_folder = 0;
  for (const auto& entry : fs::recursive_directory_iterator{"law"}) {
    const bool is_example =
        entry.path().extension() == ".md" && entry.path().parent_path() != "law";
    in_folder += is_example || entry.path().extension() == ".toml" ? 1 : 0;
  }
  EXPECT_EQ(built_in_files().size(), in_folder);
}

TEST(Law, ReadsAFolderAsItReadsItself) {
  const Law built_in = *load(std::nullopt, std::nullopt);
  const Copy copy;
  EXPECT_EQ(copy.refusal(), "accepted");
  const Result<Law> read = load(copy.folder, std::nullopt);
  EXPECT_EQ(read->version, "2026-11-22");
  EXPECT_EQ(read->version, built_in.version);
  EXPECT_EQ(read->instruments.size(), built_in.instruments.size());
  EXPECT_EQ(read->parameters.all().size(), built_in.parameters.all().size());
  EXPECT_TRUE(read->calendar.is_published(2026));
}

TEST(Law, AFolderReplacesTheBuiltInCopy) {
  const Copy copy;
  copy.write("law/parameters/13/1301.toml",
             "[pay]\nregion = \"130100\"\nday = 15\nsource = \"甲\"\nchecked_on = 2026-11-22\n");
  const Result<Law> law = load(copy.folder, std::nullopt);
  EXPECT_EQ(law->parameters.find("pay.day", "130102", date(2026, 10, 1))->value, 15);
  EXPECT_EQ(law->parameters.find("pay.day", "130202", date(2026, 10, 1)), nullptr);
}

TEST(Law, RefusesAFolderThatIsNotWhole) {
  EXPECT_EQ(load(fs::path{"/nowhere"}, std::nullopt).error().code, ErrorCode::unavailable);
  const Copy copy;
  fs::remove(copy.folder / "law/instruments.toml");
  EXPECT_EQ(copy.refusal(), "缺少 law/instruments.toml，请补上这个文件");
}

TEST(Law, NamesTheFileThatIsAtFault) {
  const Copy copy;
  copy.write("law/calendar/2028.toml", "year = 2027\n[statutory]\n");
  EXPECT_EQ(copy.refusal(),
            "law/calendar/2028.toml 写的是 2027 年，文件名应为 law/calendar/2027.toml");
  copy.write("law/calendar/2028.toml", "year = 2028\n[statutory]\n");
  copy.write("law/parameters/more.toml",
             "[pay]\nmonth_offset = 0\nsource = \"甲\"\nchecked_on = 2026-11-22\n");
  EXPECT_NE(copy.refusal().find("有两段期间重叠"), std::string::npos) << copy.refusal();
}

}  // namespace
}  // namespace qingxin::law
