// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>

#include "casework/life_page.h"
#include "oversight/record_page.h"

// Draws the tables of docs/oversight.md anew: page FILE
int main(int argc, char** argv) {
  if (argc != 3 || std::string_view{argv[1]} != "page") {
    std::cerr << "page FILE\n";
    return 2;
  }
  std::ostringstream text;
  text << std::ifstream{argv[2], std::ios::binary}.rdbuf();
  const qingxin::Result<std::string> drawn =
      qingxin::casework::page_with(text.str(), qingxin::oversight::records_in_markdown());
  if (!drawn) {
    std::cerr << argv[2] << "：" << drawn.error().message << "\n";
    return 1;
  }
  std::ofstream{argv[2], std::ios::binary} << *drawn;
  return 0;
}
