// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string_view>

#include "app/rule_book.h"
#include "cli/text_table.h"

namespace qingxin::cli {

// Every rule in one line, then those that need more than a folder.
void print_rules(const law::Law& law, Colour colour, std::ostream& out);

// One rule in full: what makes it fire, articles in our words, parameters in force in a region on
// a day, examples.
void print_rule(const rules::Rule& rule, const law::Law& law, std::string_view region, Date day,
                Colour colour, std::ostream& out);

// Every article that somebody has put in words, with the rules that check it.
void print_articles(const law::Law& law, std::ostream& out);

// "T 读过原文" …
std::string_view in_words(law::Mark mark);

}  // namespace qingxin::cli
