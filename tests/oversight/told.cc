// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>

#include "casework/life_page.h"
#include "oversight/indicator_page.h"
#include "oversight/record_page.h"

// Draws the tables of docs/oversight.md (page FILE) or docs/indicators.md (indicators FILE) anew.
int main(int argc, char** argv) {
  const std::string_view what = argc == 3 ? argv[1] : "";
  if (what != "page" && what != "indicators") {
    std::cerr << "page FILE | indicators FILE\n";
    return 2;
  }
  std::ostringstream text;
  text << std::ifstream{argv[2], std::ios::binary}.rdbuf();
  const qingxin::Result<std::string> drawn = qingxin::casework::page_with(
      text.str(), what == "page" ? qingxin::oversight::records_in_markdown()
                                 : qingxin::oversight::indicators_in_markdown());
  if (!drawn) {
    std::cerr << argv[2] << "：" << drawn.error().message << "\n";
    return 1;
  }
  std::ofstream{argv[2], std::ios::binary} << *drawn;
  return 0;
}
