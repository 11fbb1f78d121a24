// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "law/citation.h"

namespace qingxin::law {

// What one article asks, in our own words: never its sentences.
struct Article {
  std::string title;  // 按期足额
  std::string gloss;  // one or two sentences
};

using Articles = std::map<std::pair<std::string, int>, Article>;

// Nothing where nobody has written one yet, and for texts without articles.
const Article* find_article(const Articles& articles, const Citation& citation);

// law/articles.toml. Refuses unknown keys, missing ones and an article that is there twice.
Result<Articles> read_articles(std::string_view toml, std::string_view file);

}  // namespace qingxin::law
