# SPDX-License-Identifier: Apache-2.0
# cmake -DROOT=<folder> -DFILES=<list> -DOUT=<file.cc> -P embed.cmake
# Writes the law data into one source file, so that the program answers without its folder.
set(text "// Written by src/law/embed.cmake from law/. Do not edit.\n")
string(APPEND text "#include \"law/built_in.h\"\n\n")
string(APPEND text "namespace qingxin::law {\n\nconst std::vector<LawFile>& built_in_files() {\n")
string(APPEND text "  static const std::vector<LawFile> kFiles = {\n")
foreach(file IN LISTS FILES)
  file(READ "${ROOT}/${file}" content)
  string(APPEND text "{\"${file}\", R\"law_file(${content})law_file\"},\n")
endforeach()
string(APPEND text "  };\n  return kFiles;\n}\n\n}  // namespace qingxin::law\n")
file(WRITE "${OUT}" "${text}")
