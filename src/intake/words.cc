// SPDX-License-Identifier: Apache-2.0
#include "intake/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/check.h"
#include "intake/clue_class.h"
#include "intake/said_text.h"
#include "law/built_in.h"
#include "law/toml_file.h"

namespace qingxin::intake {

namespace {

constexpr std::string_view kFile = "law/intake/words.toml";

using law::TomlTable;

// Reads the lists of one file; the first fault ends it.
class Reader {
 public:
  explicit Reader(std::string_view file) : file_(file) {}

  Result<Words> read(const toml::table& table) {
    const TomlTable top{table, file_, "顶层"};
    known(top,
          {"source", "checked_on", "common", "name_endings", "class", "amount", "people", "names"});
    words_.source = text_of(top, "source");
    if (const Result<Date> day = top.day("checked_on"))
      words_.checked_on = *day;
    else
      refuse(day.error());
    words_.common = list_of(top, "common");
    words_.name_endings = list_of(top, "name_endings").words();
    read_classes(top);
    read_amount(top);
    read_people(top);
    read_names(top);
    if (fault_) return tl::unexpected(*fault_);
    return std::move(words_);
  }

 private:
  struct Place {
    std::string_view key;
    WordList* list;
  };

  void refuse(Error error) {
    if (!fault_) fault_ = std::move(error);
  }

  void known(const TomlTable& table, const std::vector<std::string_view>& keys) {
    if (std::optional<Error> error = table.unknown_key(keys)) refuse(*std::move(error));
  }

  std::string text_of(const TomlTable& table, std::string_view key) {
    const Result<std::string> text = table.text(key);
    if (!text) refuse(text.error());
    return text.value_or("");
  }

  WordList list_of(const TomlTable& table, std::string_view key) {
    std::vector<std::u32string> words;
    const toml::array* list = table.table.get_as<toml::array>(key);
    if (list == nullptr || list->empty()) {
      refuse(table.error(key, "应为一列文字，至少一个，如 [\"工资\", \"工钱\"]"));
      return {};
    }
    for (const toml::node& node : *list) {
      const std::optional<std::string> word = node.value_exact<std::string>();
      const Result<SaidText> said = SaidText::read(word.value_or(""));
      const bool is_plain = word && said && !word->empty() && utf8_of(said->plain()) == *word;
      if (!is_plain)
        refuse(table.error(key, fmt::format("{} 应为引号里的文字，半角、小写、不含空白以外的控制符",
                                            law::shown(node))));
      else if (std::ranges::find(words, said->plain()) != words.end())
        refuse(table.error(key, fmt::format("「{}」写了两遍，请删去一个", *word)));
      else
        words.emplace_back(said->plain());
    }
    return WordList{std::move(words)};
  }

  void read_table(const TomlTable& top, std::string_view key, const std::vector<Place>& places) {
    const toml::table* table = top.table.get_as<toml::table>(key);
    if (table == nullptr) return refuse(top.error(key, fmt::format("应写成 [{}] 表", key)));
    const TomlTable from{*table, file_, fmt::format("[{}]", key)};
    std::vector<std::string_view> keys;
    for (const Place& place : places) keys.push_back(place.key);
    known(from, keys);
    for (const Place& place : places) *place.list = list_of(from, place.key);
  }

  void read_classes(const TomlTable& top) {
    const toml::array* list = top.table.get_as<toml::array>("class");
    if (list == nullptr || !list->is_array_of_tables())
      return refuse(top.error("class", "应为五个 [[class]] 表"));
    std::vector<std::string_view> ids;
    for (const ClueClass one : kClueClasses) ids.push_back(name_of(one));
    for (const toml::node& node : *list) {
      const TomlTable from{*node.as_table(), file_, "[[class]]"};
      known(from, {"id", "name", "strong", "weak"});
      const std::size_t place = words_.classes.size();
      const std::string id = text_of(from, "id");
      if (place >= ids.size() || ids[place] != id)
        return refuse(from.error("id",
                                 "五个类别各一段，次序为 unpaid_wages、project_payment、"
                                 "contract_dispute、other_labour、not_labour"));
      words_.classes.push_back({.id = id,
                                .name = text_of(from, "name"),
                                .strong = list_of(from, "strong"),
                                .weak = list_of(from, "weak")});
    }
    if (words_.classes.size() != ids.size())
      refuse(top.error(
          "class", fmt::format("应有 {} 个类别，现有 {} 个", ids.size(), words_.classes.size())));
  }

  void read_amount(const TomlTable& top) {
    Words::Amount& to = words_.amount;
    read_table(top, "amount",
               {{"owed", &to.owed},
                {"owed_behind", &to.owed_behind},
                {"paid", &to.paid},
                {"paid_behind", &to.paid_behind},
                {"withheld", &to.withheld},
                {"agreed", &to.agreed},
                {"total", &to.total},
                {"person", &to.person},
                {"person_behind", &to.person_behind},
                {"day", &to.day},
                {"day_behind", &to.day_behind},
                {"month", &to.month},
                {"month_behind", &to.month_behind},
                {"hour", &to.hour},
                {"hour_behind", &to.hour_behind},
                {"piece", &to.piece},
                {"piece_behind", &to.piece_behind},
                {"context", &to.context},
                {"not_money", &to.not_money}});
  }

  void read_people(const TomlTable& top) {
    Words::People& to = words_.people;
    read_table(top, "people",
               {{"workers", &to.workers},
                {"others", &to.others},
                {"not_people", &to.not_people},
                {"whole", &to.whole},
                {"first_person", &to.first_person},
                {"pairs", &to.pairs},
                {"threes", &to.threes}});
  }

  void read_names(const TomlTable& top) {
    Words::Names& to = words_.names;
    read_table(top, "names",
               {{"unit_endings", &to.unit_endings},
                {"project_endings", &to.project_endings},
                {"before", &to.before},
                {"joiners_after", &to.joiners_after},
                {"not_names", &to.not_names},
                {"unit_labels", &to.unit_labels},
                {"project_labels", &to.project_labels}});
  }

  std::string_view file_;
  Words words_;
  std::optional<Error> fault_;
};

}  // namespace

WordList::WordList(std::vector<std::u32string> words) : words_(std::move(words)) {
  for (std::uint32_t i = 0; i < words_.size(); ++i) {
    by_first_[words_[i].front()].push_back(i);
    by_last_[words_[i].back()].push_back(i);
  }
  const auto longer = [&](std::uint32_t a, std::uint32_t b) {
    return words_[a].size() != words_[b].size() ? words_[a].size() > words_[b].size() : a < b;
  };
  for (auto& [point, bucket] : by_first_) std::ranges::sort(bucket, longer);
  for (auto& [point, bucket] : by_last_) std::ranges::sort(bucket, longer);
}

std::size_t WordList::at_beginning(std::u32string_view text) const {
  if (text.empty()) return 0;
  const auto bucket = by_first_.find(text.front());
  if (bucket == by_first_.end()) return 0;
  for (const std::uint32_t word : bucket->second)
    if (text.starts_with(words_[word])) return words_[word].size();
  return 0;
}

std::size_t WordList::at_end(std::u32string_view text) const {
  if (text.empty()) return 0;
  const auto bucket = by_last_.find(text.back());
  if (bucket == by_last_.end()) return 0;
  for (const std::uint32_t word : bucket->second)
    if (text.ends_with(words_[word])) return words_[word].size();
  return 0;
}

bool WordList::has(std::u32string_view word) const {
  return std::ranges::find(words_, word) != words_.end();
}

Result<Words> read_words(std::string_view toml, std::string_view file) {
  const Result<toml::table> parsed = law::parse_toml(toml, file);
  if (!parsed) return tl::unexpected(parsed.error());
  return Reader{file}.read(*parsed);
}

const Words& built_in_words() {
  static const Words kWords = [] {
    for (const law::LawFile& file : law::built_in_files())
      if (file.path == kFile)
        if (Result<Words> words = read_words(file.text, file.path)) return *std::move(words);
    check(false);
    return Words{};
  }();
  return kWords;
}

}  // namespace qingxin::intake
