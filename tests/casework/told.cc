// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "casework/clocks.h"
#include "casework/ends.h"
#include "casework/life_page.h"
#include "law/law.h"

// Two things that need the tables outside the program:
//   page FILE    draws the tables of docs/casework.md anew
//   clocks       reads histories from standard input and says what their clocks read; the oracle
//                tests/casework/oracle_test.py says the same by its own arithmetic
namespace qingxin::casework {
namespace {

int draw_page(const std::string& file, const law::Law& law) {
  std::ostringstream text;
  text << std::ifstream{file, std::ios::binary}.rdbuf();
  const Result<std::string> drawn = page_with_tables(text.str(), law.instruments);
  if (!drawn) {
    std::cerr << file << "：" << drawn.error().message << "\n";
    return 1;
  }
  std::ofstream{file, std::ios::binary} << *drawn;
  return 0;
}

// One history as it is told: a line "history SUBJECT", "set PARAMETER VALUE" lines, "step NAME
// NUMBER MILLISECONDS DAY CHANNEL" lines (a dash where there is none), and "read MILLISECONDS",
// which answers.
class Teller {
 public:
  explicit Teller(const law::Law& law) : law_(law) {}

  void tell(const std::string& line) {
    std::istringstream words{line};
    std::string verb;
    words >> verb;
    if (verb == "history") begin(words);
    if (verb == "set") set(words);
    if (verb == "step") step(words);
    if (verb == "read") read(words);
  }

 private:
  void begin(std::istringstream& words) {
    std::string subject;
    words >> subject;
    matter_ = Dossier{.subject = subject == "clue" ? Subject::clue : Subject::case_file};
    parameters_ = law_.parameters;
  }

  void set(std::istringstream& words) {
    law::ParameterValue value;
    words >> value.name >> value.value;
    parameters_ = parameters_.with({value});
  }

  // Not through apply(): the reading has to be right for whatever was recorded.
  void step(std::istringstream& words) {
    std::string name, day, channel;
    Event event;
    words >> name >> event.number >> event.at.utc_ms >> day >> channel;
    event.step = step_named(name).value();
    event.entered_at = event.at;
    if (day != "-") event.day = Date{std::stoi(day)};
    if (channel != "-") matter_.channel = static_cast<Channel>(std::stoi(channel));
    matter_.events.push_back(event);
  }

  void read(std::istringstream& words) {
    World world{.calendar = &law_.calendar,
                .calendar_version = law_.version,
                .parameters = &parameters_,
                .region = "990123"};
    words >> world.now.utc_ms;
    static constexpr std::string_view kStatus[] = {"",     "running", "paused", "met",
                                                   "late", "overdue", "no_term"};
    for (const Reading& reading : read_clocks(matter_, world))
      fmt::print("{} {} {} {} {} {} {}\n", clock_of(reading.clock)->name, reading.number,
                 reading.start_event, kStatus[static_cast<std::size_t>(reading.status)],
                 reading.due_at ? fmt::format("@{}", reading.due_at->utc_ms)
                 : reading.due  ? to_string(*reading.due)
                                : "-",
                 reading.certainty == law::Certainty::firm ? "firm" : "provisional",
                 reading.left ? std::to_string(*reading.left) : "-");
    fmt::print(".\n");
  }

  const law::Law& law_;
  Dossier matter_;
  law::Parameters parameters_;
};

int run(const std::vector<std::string>& arguments) {
  const Result<law::Law> law = law::load(std::nullopt, std::nullopt);
  if (!law) {
    std::cerr << law.error().message << "\n";
    return 1;
  }
  if (arguments.size() == 2 && arguments[0] == "page") return draw_page(arguments[1], *law);
  if (arguments.size() == 1 && arguments[0] == "clocks") {
    Teller teller{*law};
    for (std::string line; std::getline(std::cin, line);) teller.tell(line);
    return 0;
  }
  std::cerr << "page FILE | clocks\n";
  return 2;
}

}  // namespace
}  // namespace qingxin::casework

int main(int argc, char** argv) {
  return qingxin::casework::run({argv + 1, argv + argc});
}
