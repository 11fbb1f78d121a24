// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fcntl.h>
#include <grp.h>
#include <gtest/gtest.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "base/check.h"
#include "postgres/postgres_database.h"
#include "tests/support/temporary_folder.h"

namespace qingxin::postgres {

// A PostgreSQL server of the tests' own: made anew in a folder of its own, reached by a socket in
// it and by nothing else, ended by its process number. It does not outlive the tests, however they
// end. The server refuses to run as root; its packages bring a user for it.
class PostgresServer {
 public:
  PostgresServer() {
    user_ = geteuid() == 0 ? getpwnam("postgres") : getpwuid(geteuid());
    check(user_ != nullptr);
    check(chown(folder_.path().c_str(), user_->pw_uid, user_->pw_gid) == 0);
    const pid_t made = start({program("initdb"), "-D", data(), "-U", "postgres", "-A", "trust",
                              "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"});
    int status = 0;
    check(waitpid(made, &status, 0) == made);
    if (status != 0) fail_with_log("initdb");
    // How fast the disk is, is not what these tests are about.
    server_ = start({program("postgres"), "-D", data(), "-k", folder_.path().string(), "-c",
                     "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=50"});
    wait_until_ready();
  }
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;
  ~PostgresServer() {
    kill(server_, SIGQUIT);
    waitpid(server_, nullptr, 0);
  }

  std::string connection_string() const {
    return "host=" + folder_.path().string() + " user=postgres dbname=postgres";
  }

  // An empty database, as far as one that connects so can see.
  std::string fresh() {
    const std::string name = "t" + std::to_string(++made_);
    const auto connection =
        PostgresDatabase(connection_string(), PostgresDatabase::kPatienceMs).connect();
    check(connection.has_value());
    check((*connection)->run_script("CREATE SCHEMA " + name).has_value());
    return connection_string() + " options='-c search_path=" + name + "'";
  }

 private:
  static std::string program(const char* name) {
    return std::string{"/usr/lib/postgresql/15/bin/"} + name;
  }
  std::string data() const { return (folder_.path() / "data").string(); }
  std::string log() const { return (folder_.path() / "log").string(); }

  pid_t start(std::vector<std::string> words) const {
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const std::string log_file = log();
    const pid_t parent = getpid();
    const pid_t child = fork();
    check(child >= 0);
    if (child > 0) return child;
    if (geteuid() == 0 && (initgroups(user_->pw_name, user_->pw_gid) != 0 ||
                           setgid(user_->pw_gid) != 0 || setuid(user_->pw_uid) != 0))
      _exit(126);
    prctl(PR_SET_PDEATHSIG, SIGQUIT);
    const int out = open(log_file.c_str(), O_CREAT | O_WRONLY | O_APPEND, 0600);
    if (getppid() != parent || chdir("/") != 0 || dup2(out, 1) < 0 || dup2(out, 2) < 0) _exit(126);
    execv(arguments[0], arguments.data());
    _exit(127);
  }

  // Each try waits for the socket that is not there yet, and so for the server, not for a clock.
  void wait_until_ready() {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    while (!PostgresDatabase(connection_string(), PostgresDatabase::kPatienceMs).connect()) {
      if (std::chrono::steady_clock::now() > until || waitpid(server_, nullptr, WNOHANG) != 0)
        fail_with_log("postgres");
      sched_yield();
    }
  }

  [[noreturn]] void fail_with_log(const char* what) const {
    std::ifstream file(log());
    std::cerr << what << "：" << std::string(std::istreambuf_iterator<char>(file), {}) << '\n';
    std::abort();
  }

  TemporaryFolder folder_;
  const passwd* user_ = nullptr;
  pid_t server_ = 0;
  int made_ = 0;
};

// The one server of a test program, from its first use to its end.
inline PostgresServer& the_server() {
  static PostgresServer server;
  return server;
}

}  // namespace qingxin::postgres
