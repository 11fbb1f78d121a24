// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "outbox/courier.h"
#include "outbox/schedule.h"

// Sends what standard input says, one verb a line, texts as hex digits:
//   secret NAME HEX | notice KEY_HEX CHANNEL_HEX TO_HEX TEMPLATE | value NAME HEX
//   send MILLISECONDS ATTEMPT
// and tells what became of it: the outcome, the state and moment that follow, the receiver's own
// number and what is said, with a tab between them.
namespace qingxin::outbox {
namespace {

std::string text_of(const std::string& digits) {
  std::string out;
  for (std::size_t at = 0; at + 1 < digits.size(); at += 2)
    out += static_cast<char>(std::stoi(digits.substr(at, 2), nullptr, 16));
  return out;
}

class Sender {
 public:
  explicit Sender(OutboxSettings settings) : settings_(std::move(settings)) {}

  void take(const std::string& line) {
    std::istringstream words{line};
    std::vector<std::string> all;
    // A text that is empty is a dash.
    for (std::string word; words >> word;) all.push_back(word == "-" ? "" : word);
    if (all[0] == "secret") secrets_[all[1]] = text_of(all[2]);
    if (all[0] == "notice")
      notice_ = {text_of(all[1]), text_of(all[2]), text_of(all[3]), all[4], {}};
    if (all[0] == "value") notice_.values[all[1]] = text_of(all[2]);
    if (all[0] == "send") send({std::stoll(all[1])}, std::stoi(all[2]));
  }

 private:
  void send(Instant now, int attempt) {
    const Delivery delivery = Courier(carrier_, settings_, secrets_).deliver(notice_, {}, now);
    const Channel& channel = **channel_named(settings_, notice_.channel);
    const NextStep step = step_after(delivery, kind_of(channel), channel.repeat, attempt, now);
    std::cout << fmt::format("{}\t{}\t{}\t{}\t{}\n", static_cast<int>(delivery.outcome),
                             word_of(kNoticeStateNames, step.state), step.next.utc_ms,
                             delivery.receipt, delivery.said)
              << std::flush;
  }

  Carrier carrier_;
  OutboxSettings settings_;
  Secrets secrets_;
  Notice notice_;
};

}  // namespace
}  // namespace qingxin::outbox

int main(int, char** words) {
  std::ostringstream text;
  text << std::ifstream{words[1], std::ios::binary}.rdbuf();
  auto settings = qingxin::outbox::parse_outbox(text.str(), words[1]);
  if (!settings) {
    std::cerr << settings.error().message << "\n";
    return 3;
  }
  qingxin::outbox::Sender sender(*std::move(settings));
  for (std::string line; std::getline(std::cin, line);) sender.take(line);
}
