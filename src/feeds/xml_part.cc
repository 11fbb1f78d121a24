// SPDX-License-Identifier: Apache-2.0
#include "feeds/xml_part.h"

#include <expat.h>
#include <fmt/format.h>

#include <array>
#include <charconv>

namespace qingxin::feeds {

namespace {

using PartPtr = std::unique_ptr<zip_file_t, decltype([](zip_file_t* part) { zip_fclose(part); })>;
using ParserPtr = std::unique_ptr<std::remove_pointer_t<XML_Parser>,
                                  decltype([](XML_Parser parser) { XML_ParserFree(parser); })>;

constexpr std::size_t kPieceBytes = 1 << 16;
constexpr std::uint64_t kPartBytesMax = std::uint64_t{2} << 30;  // unpacked
// A sheet of nothing but equal blank cells inflates some sixty times; a bomb, a thousand times.
constexpr std::uint64_t kInflationMax = 250;
constexpr std::string_view kBomb = "压缩比异常（超过 250 倍），像是压缩炸弹";
constexpr std::uint64_t kInflationFreeBytes = std::uint64_t{32} << 20;
// The parser looks at a tag again with each piece until it ends, so long ones cost their square.
constexpr std::uint64_t kTagBytesMax = std::uint64_t{1} << 20;
constexpr int kDepthMax = 64;

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

constexpr bool inflates_like_a_bomb(std::uint64_t bytes, std::uint64_t packed_bytes) {
  return bytes > kInflationFreeBytes && bytes / kInflationMax > packed_bytes;
}

tl::unexpected<Error> refused(const std::string& message) {
  return fail(ErrorCode::invalid_input, message);
}

}  // namespace

std::optional<std::string_view> Attributes::find(std::string_view name) const {
  for (const char* const* pair = pairs_; *pair != nullptr; pair += 2)
    if (local_name(pair[0]) == name) return pair[1];
  return std::nullopt;
}

int Attributes::number(std::string_view name, int otherwise) const {
  const std::optional<std::string_view> text = find(name);
  return text ? number_of(*text, otherwise) : otherwise;
}

int number_of(std::string_view text, int otherwise) {
  int value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failure == std::errc{} && end == text.data() + text.size() ? value : otherwise;
}

struct XmlPart::State {
  PartPtr part;
  std::string name;
  std::string file;
  XmlHandler* handler;
  std::uint64_t packed_bytes;
  ParserPtr parser{XML_ParserCreate(nullptr)};
  std::uint64_t bytes = 0;
  std::uint64_t bytes_since_tag = 0;
  int depth = 0;

  tl::unexpected<Error> broken(std::string_view why) const {
    return refused(
        fmt::format("{} 的部件 {} 读不下去：{}；请用表格软件打开后另存为 .xlsx", file, name, why));
  }

  // What the parser has still to tell of this piece is not wanted any more.
  void stop_if_refused() {
    bytes_since_tag = 0;
    if (!handler->refusal.empty()) XML_StopParser(parser.get(), XML_FALSE);
  }

  static State& of(void* user) { return *static_cast<State*>(user); }
  static void on_start(void* user, const XML_Char* name, const XML_Char** pairs) {
    State& state = of(user);
    if (++state.depth > kDepthMax) state.handler->refusal = "元素嵌套过深";
    if (state.handler->refusal.empty()) state.handler->start(local_name(name), Attributes(pairs));
    state.stop_if_refused();
  }
  static void on_end(void* user, const XML_Char* name) {
    State& state = of(user);
    --state.depth;
    if (state.handler->refusal.empty()) state.handler->end(local_name(name));
    state.stop_if_refused();
  }
  static void on_characters(void* user, const XML_Char* text, int size) {
    State& state = of(user);
    if (state.handler->refusal.empty())
      state.handler->characters({text, static_cast<std::size_t>(size)});
    state.stop_if_refused();
  }
  static void on_doctype(void* user, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    of(user).handler->refusal = "含有 DOCTYPE 声明，不予读取";
    of(user).stop_if_refused();
  }
};

XmlPart::XmlPart(std::unique_ptr<State> state) : state_(std::move(state)) {}
XmlPart::XmlPart(XmlPart&&) noexcept = default;
XmlPart::~XmlPart() = default;

Result<XmlPart> XmlPart::open(zip_t* zip, const std::string& part, std::string_view file,
                              XmlHandler& handler) {
  zip_stat_t status;
  zip_stat_init(&status);
  if (zip_stat(zip, part.c_str(), ZIP_FL_NOCASE, &status) != 0)
    return refused(fmt::format("{} 缺少部件 {}，文件不完整；请重新另存为 .xlsx", file, part));
  if ((status.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && status.encryption_method != ZIP_EM_NONE)
    return refused(fmt::format("{} 有密码保护；请去掉密码后另存", file));
  PartPtr opened(zip_fopen_index(zip, status.index, 0));
  if (!opened) return refused(fmt::format("{} 的部件 {} 打不开；请重新另存为 .xlsx", file, part));
  auto state = std::unique_ptr<State>(new State{.part = std::move(opened),
                                                .name = part,
                                                .file = std::string(file),
                                                .handler = &handler,
                                                .packed_bytes = status.comp_size});
  // What the directory says may be a lie; then the bytes themselves tell.
  if (inflates_like_a_bomb(status.size, status.comp_size)) return state->broken(kBomb);
  XML_Parser parser = state->parser.get();
  XML_SetUserData(parser, state.get());
  XML_SetElementHandler(parser, &State::on_start, &State::on_end);
  XML_SetCharacterDataHandler(parser, &State::on_characters);
  XML_SetStartDoctypeDeclHandler(parser, &State::on_doctype);
  return XmlPart(std::move(state));
}

Result<Step> XmlPart::advance() {
  State& state = *state_;
  std::array<char, kPieceBytes> piece;
  const zip_int64_t size = zip_fread(state.part.get(), piece.data(), piece.size());
  if (size < 0) return state.broken("压缩数据损坏");
  state.bytes += static_cast<std::uint64_t>(size);
  state.bytes_since_tag += static_cast<std::uint64_t>(size);
  if (state.bytes > kPartBytesMax) return state.broken("解压后超过 2 GiB");
  if (inflates_like_a_bomb(state.bytes, state.packed_bytes)) return state.broken(kBomb);
  const bool is_last = size == 0;
  const XML_Status status =
      XML_Parse(state.parser.get(), piece.data(), static_cast<int>(size), is_last ? 1 : 0);
  if (!state.handler->refusal.empty()) return state.broken(state.handler->refusal);
  if (status != XML_STATUS_OK)
    return state.broken(fmt::format("第 {} 行不是正确的 XML（{}）",
                                    XML_GetCurrentLineNumber(state.parser.get()),
                                    XML_ErrorString(XML_GetErrorCode(state.parser.get()))));
  if (state.bytes_since_tag > kTagBytesMax) return state.broken("一个标记超过 1 MiB");
  return is_last ? Step::end : Step::row;
}

Result<Step> read_whole(zip_t* zip, const std::string& part, std::string_view file,
                        XmlHandler& handler) {
  Result<XmlPart> xml = XmlPart::open(zip, part, file, handler);
  if (!xml) return tl::unexpected(xml.error());
  while (true) {
    const Result<Step> step = xml->advance();
    if (!step || *step == Step::end) return step;
  }
}

}  // namespace qingxin::feeds
