// SPDX-License-Identifier: Apache-2.0
#include "http/multipart.h"

#include <gtest/gtest.h>

namespace qingxin::http {
namespace {

using wire::Outcome;

class Notes : public PartSink {
 public:
  std::string text;
  Outcome<void> begin(const PartHead& head) override {
    text += "[" + head.name + "|" + head.filename + "|" + head.content_type + "|";
    return {};
  }
  Outcome<void> write(std::string_view bytes) override {
    text += bytes;
    return {};
  }
  Outcome<void> end() override {
    text += "]";
    return {};
  }
};

std::string read(std::string_view body, std::size_t step) {
  Notes notes;
  MultipartReader reader("b-1", {.parts = 3, .head_bytes = 200}, notes);
  for (std::size_t at = 0; at < body.size(); at += step) {
    const Outcome<void> taken = reader.take(body.substr(at, step));
    if (!taken) return "! " + taken.error().message;
  }
  const Outcome<void> ended = reader.end();
  return ended ? notes.text : "! " + ended.error().message;
}

std::string part(std::string_view head, std::string_view body) {
  return "--b-1\r\n" + std::string(head) + "\r\n\r\n" + std::string(body) + "\r\n";
}

TEST(Multipart, IsTheSameHoweverItIsCut) {
  const std::string body =
      part("Content-Disposition: form-data; name=\"note\"", "你好\r\n--b-") +
      part(
          "content-disposition: form-data; name=file; filename=\"工资 \\\"表\\\".csv\"\r\n"
          "Content-Type: Text/CSV; charset=utf-8",
          "") +
      part("Content-Disposition: form-data; name=\"a\"", "\r\n") + "--b-1--\r\n";
  for (std::size_t step = 1; step <= body.size(); ++step)
    EXPECT_EQ(read(body, step), "[note|||你好\r\n--b-][file|工资 \"表\".csv|text/csv|][a|||\r\n]");
}

TEST(Multipart, SaysWhatIsWrong) {
  const std::string good = part("Content-Disposition: form-data; name=\"a\"", "x");
  const auto refused = [&](const std::string& body) { return read(body, 7).substr(0, 1); };
  EXPECT_EQ(read(good + "--b-1--", 7), "[a|||x]");
  EXPECT_EQ(refused(good), "!");                    // no end
  EXPECT_EQ(refused(good + "--b-1--\r\nx"), "!");   // more behind it
  EXPECT_EQ(refused("x" + good + "--b-1--"), "!");  // something before it
  EXPECT_EQ(refused("--b-2\r\n"), "!");
  EXPECT_EQ(refused("--b-1 \r\n"), "!");
  EXPECT_EQ(refused(""), "!");
  for (const char* head :
       {"X: y", "Content-Disposition: form-data", "Content-Disposition: attachment; name=\"a\"",
        "Content-Disposition: form-data; name=\"\"", "no colon",
        "Content-Disposition: form-data; name=\"a\"; filename=\"../a.csv\"",
        "Content-Disposition: form-data; name=\"a\"; filename=\"c:\\a.csv\"",
        "Content-Disposition: form-data; name=\"a\"; filename=\"..\"",
        "Content-Disposition: form-data; name=\"\xFF\"",
        "Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"",
        "Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64"})
    EXPECT_EQ(refused(part(head, "x") + "--b-1--"), "!") << head;
  EXPECT_EQ(refused(good + good + good + good + "--b-1--"), "!");  // more than three
  EXPECT_EQ(refused(part("X: " + std::string(300, 'x'), "x")), "!");
}

TEST(Multipart, HasABoundary) {
  EXPECT_EQ(MultipartReader::boundary_of("multipart/form-data; boundary=\"a b\"").has_value(),
            false);
  EXPECT_EQ(*MultipartReader::boundary_of("multipart/form-data; Boundary=\"a:b\""), "a:b");
  EXPECT_FALSE(MultipartReader::boundary_of("multipart/form-data"));
  EXPECT_FALSE(
      MultipartReader::boundary_of("multipart/form-data; boundary=" + std::string(71, 'x')));
}

}  // namespace
}  // namespace qingxin::http
