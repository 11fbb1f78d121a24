// SPDX-License-Identifier: Apache-2.0
#include "documents/bulletin_pdf.h"

#include <cairo-pdf.h>
#include <fmt/format.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"

namespace qingxin::documents {

namespace {

using oversight::BulletinTable;
using oversight::BulletinText;
using oversight::Paragraph;
using oversight::Run;

using SurfacePtr =
    std::unique_ptr<cairo_surface_t,
                    decltype([](cairo_surface_t* surface) { cairo_surface_destroy(surface); })>;
using CairoPtr = std::unique_ptr<cairo_t, decltype([](cairo_t* cairo) { cairo_destroy(cairo); })>;
using ObjectDeleter = decltype([](gpointer object) { g_object_unref(object); });
using FontMapPtr = std::unique_ptr<PangoFontMap, ObjectDeleter>;
using ContextPtr = std::unique_ptr<PangoContext, ObjectDeleter>;
using LayoutPtr = std::unique_ptr<PangoLayout, ObjectDeleter>;
using FontPtr = std::unique_ptr<PangoFont, ObjectDeleter>;
using FontFormPtr = std::unique_ptr<PangoFontDescription, decltype([](PangoFontDescription* form) {
                                      pango_font_description_free(form);
                                    })>;
using AttributesPtr =
    std::unique_ptr<PangoAttrList,
                    decltype([](PangoAttrList* attributes) { pango_attr_list_unref(attributes); })>;
using LinesPtr =
    std::unique_ptr<PangoLayoutIter,
                    decltype([](PangoLayoutIter* lines) { pango_layout_iter_free(lines); })>;

// Points; a millimetre is 72 / 25.4 of them.
constexpr double mm(double millimetres) {
  return millimetres * 72 / 25.4;
}
constexpr double kPageWidth = mm(210), kPageHeight = mm(297);
constexpr double kLeft = mm(28), kTop = mm(37);
constexpr double kTextWidth = mm(156), kTextHeight = mm(225);
constexpr double kLinePitch = 28.95;  // 22 lines a page
constexpr double kCloser = -0.25;     // 28 letters of 16 points in 156 mm
constexpr double kNumberBase = kPageHeight - mm(28);

constexpr std::string_view kSerif = "Noto Serif CJK SC", kSans = "Noto Sans CJK SC";

struct Colour {
  double red = 0, green = 0, blue = 0;
};
constexpr Colour kRed{0.784, 0.078, 0.110};

// How a piece of text looks.
struct Letters {
  std::string_view family = kSerif;
  double size = 16;
  double pitch = kLinePitch;  // from line to line
  double spacing = kCloser;   // between letters
  bool is_bold = false;
  PangoAlignment alignment = PANGO_ALIGN_LEFT;
  bool is_justified = false;
  double indent = 0;  // of the first line
  Colour colour = {};
};
constexpr Letters kBody{.is_justified = true, .indent = 2 * (16 + kCloser)};
constexpr Letters kHeading{.family = kSans, .indent = 2 * (16 + kCloser)};
constexpr Letters kMasthead{.size = 38,
                            .pitch = 48,
                            .spacing = 3,
                            .is_bold = true,
                            .alignment = PANGO_ALIGN_CENTER,
                            .colour = kRed};
constexpr Letters kIssue{.alignment = PANGO_ALIGN_CENTER};
constexpr Letters kTitle{
    .size = 22, .pitch = 32, .spacing = 0, .is_bold = true, .alignment = PANGO_ALIGN_CENTER};
constexpr Letters kTableTitle{.family = kSans, .alignment = PANGO_ALIGN_CENTER};
constexpr Letters kCellHead{
    .family = kSans, .size = 10.5, .pitch = 15, .spacing = 0, .alignment = PANGO_ALIGN_CENTER};
constexpr Letters kCell{.size = 10.5, .pitch = 15, .spacing = 0};
constexpr Letters kCellSmall{.size = 9, .pitch = 12, .spacing = 0};
constexpr Letters kSmall{.size = 10.5, .pitch = 16, .spacing = 0};
constexpr Letters kSentTo{.size = 14, .pitch = 25, .spacing = 0};
constexpr Letters kNumber{.size = 14, .pitch = 16, .spacing = 0};

constexpr double kCellPadding = 3;
constexpr int kLongCell = 24;  // columns; what is longer, a formula, is small

tl::unexpected<Error> cannot_draw(std::string why) {
  return fail(ErrorCode::unavailable, "通报画不成 PDF：" + std::move(why));
}

int units(double points) {
  return static_cast<int>(points * PANGO_SCALE);
}

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(bytes)->append(
      reinterpret_cast<const char*>(data),  // NOLINT: cairo hands bytes over as unsigned
      length);
  return CAIRO_STATUS_SUCCESS;
}

FontFormPtr font_form(const Letters& letters) {
  FontFormPtr form(pango_font_description_new());
  pango_font_description_set_family(form.get(), std::string(letters.family).c_str());
  pango_font_description_set_absolute_size(form.get(), units(letters.size));
  pango_font_description_set_weight(form.get(),
                                    letters.is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  return form;
}

// Text that is laid out, of which lines are taken one by one.
struct Laid {
  LayoutPtr layout;
  std::vector<PangoLayoutLine*> lines;  // the layout's
  std::vector<double> starts;           // of each line, from the left
  Letters letters;

  double height() const { return letters.pitch * static_cast<double>(lines.size()); }
};

// The sheets of one bulletin, filled from above.
class Pages {
 public:
  Pages(cairo_t* cairo, PangoContext* context) : cairo_(cairo), context_(context) {}

  void draw(const BulletinText& text);

 private:
  Laid laid(const std::vector<Run>& runs, const Letters& letters, double width) const;
  Laid laid(std::string_view words, const Letters& letters, double width) const {
    return laid({Run{std::string(words), {}}}, letters, width);
  }
  void put(const Laid& text);  // its lines at the place in hand
  void put(std::string_view words, const Letters& letters) {
    put(laid(words, letters, kTextWidth));
  }
  void draw_line(const Laid& text, std::size_t line, double left, double top) const;
  void rule(double from, double to, double y, double thickness, Colour colour = {}) const;
  void make_room(double height);
  void next_page();
  void number_page() const;

  void put_head(const BulletinText& text);
  void put_table(const BulletinTable& table, std::size_t number);
  std::vector<Laid> cells_of(const BulletinTable& table, const std::vector<std::string>& row,
                             bool is_head) const;
  void put_row(const BulletinTable& table, const std::vector<Laid>& cells);
  void put_foot(const BulletinText& text);

  cairo_t* cairo_;
  PangoContext* context_;
  double at_ = 0;  // from the upper margin down
  int page_ = 1;
};

void set_attributes(PangoLayout* layout, const std::vector<Run>& runs, const Letters& letters) {
  const AttributesPtr attributes(pango_attr_list_new());
  pango_attr_list_insert(attributes.get(), pango_attr_letter_spacing_new(units(letters.spacing)));
  guint at = 0;
  for (const Run& run : runs) {
    const auto end = at + static_cast<guint>(run.words.size());
    if (run.is_lead) {
      PangoAttribute* bold = pango_attr_weight_new(PANGO_WEIGHT_BOLD);
      bold->start_index = at;
      bold->end_index = end;
      pango_attr_list_insert(attributes.get(), bold);
    }
    at = end;
  }
  pango_layout_set_attributes(layout, attributes.get());
}

// Runs as they may be drawn: nothing steers the line, bytes that are no UTF-8 are marked.
std::vector<Run> printable_runs(const std::vector<Run>& runs) {
  std::vector<Run> all;
  for (const Run& run : runs)
    if (!run.words.empty()) all.push_back({printable(run.words), {}, run.is_lead});
  return all;
}

Laid Pages::laid(const std::vector<Run>& runs, const Letters& letters, double width) const {
  Laid text{LayoutPtr(pango_layout_new(context_)), {}, {}, letters};
  PangoLayout* layout = text.layout.get();
  const std::vector<Run> shown = printable_runs(runs);
  std::string words;
  for (const Run& run : shown) words += run.words;
  pango_layout_set_font_description(layout, font_form(letters).get());
  pango_layout_set_text(layout, words.c_str(), static_cast<int>(words.size()));
  set_attributes(layout, shown, letters);
  // A hair more, so that 28 letters are not one too many by rounding.
  pango_layout_set_width(layout, units(width + 0.5));
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(layout, letters.alignment);
  pango_layout_set_justify(layout, letters.is_justified ? TRUE : FALSE);
  pango_layout_set_indent(layout, units(letters.indent));
  const LinesPtr lines(pango_layout_get_iter(layout));
  do {
    PangoRectangle place;
    pango_layout_iter_get_line_extents(lines.get(), nullptr, &place);
    text.lines.push_back(pango_layout_iter_get_line_readonly(lines.get()));
    text.starts.push_back(static_cast<double>(place.x) / PANGO_SCALE);
  } while (pango_layout_iter_next_line(lines.get()));
  return text;
}

// The letters stand in the middle of their line: CJK letters reach from 0.12 of their size below
// the base to 0.88 above it.
void Pages::draw_line(const Laid& text, std::size_t line, double left, double top) const {
  const Letters& letters = text.letters;
  const double base = top + letters.pitch / 2 + letters.size * 0.38;
  cairo_set_source_rgb(cairo_, letters.colour.red, letters.colour.green, letters.colour.blue);
  cairo_move_to(cairo_, left + text.starts[line], base);
  pango_cairo_show_layout_line(cairo_, text.lines[line]);
}

void Pages::rule(double from, double to, double y, double thickness, Colour colour) const {
  cairo_set_source_rgb(cairo_, colour.red, colour.green, colour.blue);
  cairo_set_line_width(cairo_, thickness);
  cairo_move_to(cairo_, from, y);
  cairo_line_to(cairo_, to, y);
  cairo_stroke(cairo_);
}

// A character's room is free outside of it.
void Pages::number_page() const {
  const Laid number = laid(fmt::format("— {} —", page_), kNumber, kTextWidth);
  PangoRectangle place;
  pango_layout_get_extents(number.layout.get(), nullptr, &place);
  const double width = static_cast<double>(place.width) / PANGO_SCALE;
  const bool is_odd = page_ % 2 == 1;
  const double left = is_odd ? kLeft + kTextWidth - kNumber.size - width : kLeft + kNumber.size;
  draw_line(number, 0, left, kNumberBase - kNumber.pitch);
}

void Pages::next_page() {
  number_page();
  cairo_show_page(cairo_);
  ++page_;
  at_ = 0;
}

void Pages::make_room(double height) {
  constexpr double kHair = 0.1;
  if (at_ > 0 && at_ + height > kTextHeight + kHair) next_page();
}

void Pages::put(const Laid& text) {
  for (std::size_t i = 0; i < text.lines.size(); ++i) {
    make_room(text.letters.pitch);
    draw_line(text, i, kLeft, kTop + at_);
    at_ += text.letters.pitch;
  }
}

void Pages::put_head(const BulletinText& text) {
  at_ += 10;
  put(text.masthead, kMasthead);
  put(text.issue, kIssue);
  Letters right;
  right.alignment = PANGO_ALIGN_RIGHT;
  draw_line(laid(text.day, right, kTextWidth), 0, kLeft, kTop + at_);
  put(text.body, Letters{});
  at_ += 4;
  rule(kLeft, kLeft + kTextWidth, kTop + at_, 2, kRed);
  at_ += kLinePitch;
  for (const std::string& line : text.subject) put(line, kTitle);
  at_ += kLinePitch / 2;
}

std::vector<Laid> Pages::cells_of(const BulletinTable& table, const std::vector<std::string>& row,
                                  bool is_head) const {
  std::vector<Laid> cells;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const Letters& letters = is_head                             ? kCellHead
                             : display_width(row[i]) > kLongCell ? kCellSmall
                                                                 : kCell;
    cells.push_back(laid(row[i], letters, kTextWidth * table.widths[i] / 100 - 2 * kCellPadding));
  }
  return cells;
}

double height_of(const std::vector<Laid>& cells) {
  double height = 0;
  for (const Laid& cell : cells) height = std::max(height, cell.height());
  return height + kCellPadding;
}

// Its letters in the middle, a frame around each cell.
void Pages::put_row(const BulletinTable& table, const std::vector<Laid>& cells) {
  const double height = height_of(cells), top = kTop + at_;
  double left = kLeft;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const double width = kTextWidth * table.widths[i] / 100;
    const double space = (height - cells[i].height()) / 2;
    for (std::size_t line = 0; line < cells[i].lines.size(); ++line)
      draw_line(cells[i], line, left + kCellPadding,
                top + space + static_cast<double>(line) * cells[i].letters.pitch);
    cairo_set_source_rgb(cairo_, 0, 0, 0);
    cairo_set_line_width(cairo_, 0.5);
    cairo_rectangle(cairo_, left, top, width, height);
    cairo_stroke(cairo_);
    left += width;
  }
  at_ += height;
}

// A row is never parted; the head stands on every page.
void Pages::put_table(const BulletinTable& table, std::size_t number) {
  const std::vector<Laid> head = cells_of(table, table.headings, true);
  std::vector<std::vector<Laid>> rows;
  double whole = height_of(head);
  for (const std::vector<std::string>& row : table.rows) {
    rows.push_back(cells_of(table, row, false));
    whole += height_of(rows.back());
  }
  const bool is_of_one_page = whole + 2 * kLinePitch <= kTextHeight;
  const double first = height_of(head) + (rows.empty() ? 0 : height_of(rows.front()));
  at_ += kLinePitch / 2;
  make_room(2 * kLinePitch + (is_of_one_page ? whole : first));
  put(fmt::format("附表{}　{}", number, table.title), kTableTitle);
  put_row(table, head);
  for (const std::vector<Laid>& row : rows) {
    const int page = page_;
    make_room(height_of(row));
    if (page != page_) put_row(table, head);
    put_row(table, row);
  }
  if (!table.note.empty()) put(table.note, kSmall);
}

// 版记: at the foot of the page on which the text ends.
void Pages::put_foot(const BulletinText& text) {
  std::vector<Laid> lines;
  double height = 0;
  const double width = kTextWidth - 2 * kSentTo.size;
  for (const auto& [name, whom] : {std::pair{"报送", &text.send_to}, {"抄送", &text.copy_to}}) {
    if (whom->empty()) continue;
    lines.push_back(laid(fmt::format("{}：{}", name, *whom), kSentTo, width));
    height += lines.back().height() + kCellPadding;
  }
  if (lines.empty()) return;
  make_room(height + kLinePitch / 2);
  at_ = kTextHeight - height;
  rule(kLeft, kLeft + kTextWidth, kTop + at_, 1);
  for (const Laid& one : lines) {
    for (std::size_t i = 0; i < one.lines.size(); ++i)
      draw_line(one, i, kLeft + kSentTo.size, kTop + at_ + static_cast<double>(i) * kSentTo.pitch);
    at_ += one.height() + kCellPadding;
    rule(kLeft, kLeft + kTextWidth, kTop + at_, &one == &lines.back() ? 1 : 0.5);
  }
}

void Pages::draw(const BulletinText& text) {
  put_head(text);
  for (const Paragraph& one : text.paragraphs) {
    // A heading does not stand alone at the foot of a page.
    if (one.is_heading) make_room(2 * kLinePitch);
    put(laid(one.runs, one.is_heading ? kHeading : kBody, kTextWidth));
  }
  for (std::size_t i = 0; i < text.tables.size(); ++i) put_table(text.tables[i], i + 1);
  at_ += kCellPadding;
  put(text.source, kSmall);
  put_foot(text);
  number_page();
  cairo_show_page(cairo_);
}

// Other letters would give another file, and on many machines none for Chinese.
Result<void> check_letters(PangoFontMap* fonts, PangoContext* context) {
  for (const std::string_view family : {kSerif, kSans}) {
    const FontPtr font(
        pango_font_map_load_font(fonts, context, font_form({.family = family}).get()));
    const FontFormPtr found(font ? pango_font_describe(font.get()) : nullptr);
    const char* name = found ? pango_font_description_get_family(found.get()) : nullptr;
    if (name == nullptr || name != family)
      return cannot_draw(fmt::format("没有字体 {}；请安装 fonts-noto-cjk", family));
  }
  return {};
}

// The same on every machine: nothing is fitted to a screen.
void set_form(PangoContext* context) {
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(context, options);
  cairo_font_options_destroy(options);
  pango_cairo_context_set_resolution(context, 72);
  pango_context_set_language(context, pango_language_from_string("zh-cn"));
  pango_context_set_round_glyph_positions(context, FALSE);
}

std::string moment_of(Instant instant) {
  std::string text = china_minute(instant);  // "2026-11-23 08:30"
  text[10] = 'T';
  return text + ":00+08:00";
}

}  // namespace

Result<std::string> bulletin_pdf(const BulletinText& text) {
  std::string bytes;
  const SurfacePtr surface(
      cairo_pdf_surface_create_for_stream(append, &bytes, kPageWidth, kPageHeight));
  const std::string title = printable(fmt::format("{} {}", text.masthead, text.issue));
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                 moment_of(text.frozen).c_str());
  const FontMapPtr fonts(pango_cairo_font_map_new());
  const ContextPtr context(pango_font_map_create_context(fonts.get()));
  set_form(context.get());
  if (const Result<void> there = check_letters(fonts.get(), context.get()); !there)
    return tl::unexpected(there.error());
  const CairoPtr cairo(cairo_create(surface.get()));
  Pages(cairo.get(), context.get()).draw(text);
  cairo_surface_finish(surface.get());
  for (const cairo_status_t status :
       {cairo_status(cairo.get()), cairo_surface_status(surface.get())})
    if (status != CAIRO_STATUS_SUCCESS && status != CAIRO_STATUS_SURFACE_FINISHED)
      return cannot_draw(cairo_status_to_string(status));
  return bytes;
}

}  // namespace qingxin::documents
