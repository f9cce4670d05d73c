// hearthd: the server. What it can do besides serving is told by --help.
#include <getopt.h>
#include <pthread.h>
#include <signal.h>

#include <charconv>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include "app/application.h"
#include "app/demo_data.h"
#include "app/maintenance.h"
#include "base/log.h"

namespace {

constexpr const char* kHelp = R"(hearthd --config FILE [action]

Without an action: serves until SIGTERM or SIGINT.
  --check-config        reads the settings, says what is wrong with them, ends
  --migrate             brings the database's schema up to date, ends
  --create-first-admin  makes the first account, if there is none; prints its name and password
  --demo-data           fills an empty database with an invented organisation, for trying out; the server
                        must not run
    --seed N            another one than that of seed 1
  --version             prints the version
  --help                prints this

Exit codes: 0 well, 1 failed, 2 wrong settings or arguments.
)";

enum class Action { kServe, kCheck, kMigrate, kFirstAdmin, kDemoData };

/// Signals are taken by sigwait below, so no thread may take them otherwise: block them before any thread is
/// made.
sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  return signals;
}

bool read_number(std::string_view text, std::uint64_t& into) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
  return error == std::errc{} && end == text.data() + text.size();
}

int serve(const hearth::app::Settings& settings) {
  const sigset_t signals = block_signals();
  hearth::app::Application application(settings);
  application.start();
  for (;;) {
    int signal = 0;
    sigwait(&signals, &signal);
    if (signal == SIGHUP) continue;
    hearth::log::info("stopping", {{"hearth.signal", signal}});
    application.stop();
    return 0;
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::string config = "/etc/hearth/hearth.yaml";
  Action action = Action::kServe;
  std::uint64_t seed = 1;
  const option options[] = {{"config", required_argument, nullptr, 'c'},
                            {"check-config", no_argument, nullptr, 'k'},
                            {"migrate", no_argument, nullptr, 'm'},
                            {"create-first-admin", no_argument, nullptr, 'a'},
                            {"demo-data", no_argument, nullptr, 'd'},
                            {"seed", required_argument, nullptr, 's'},
                            {"version", no_argument, nullptr, 'v'},
                            {"help", no_argument, nullptr, 'h'},
                            {}};
  for (int option; (option = getopt_long(argc, argv, "c:", options, nullptr)) != -1;) {
    switch (option) {
      case 'c':
        config = optarg;
        break;
      case 'k':
        action = Action::kCheck;
        break;
      case 'm':
        action = Action::kMigrate;
        break;
      case 'a':
        action = Action::kFirstAdmin;
        break;
      case 'd':
        action = Action::kDemoData;
        break;
      case 's':
        if (!read_number(optarg, seed)) {
          std::cerr << "hearthd: --seed wants a number\n";
          return 2;
        }
        break;
      case 'v':
        std::cout << "hearthd " HEARTH_VERSION "\n";
        return 0;
      case 'h':
        std::cout << kHelp;
        return 0;
      default:
        std::cerr << kHelp;
        return 2;
    }
  }
  if (optind < argc) {
    std::cerr << "hearthd: \"" << argv[optind] << "\" is no option\n" << kHelp;
    return 2;
  }
  try {
    const auto settings = hearth::app::load_settings(config);
    hearth::log::set_level(settings.log.level);
    switch (action) {
      case Action::kCheck:
        std::cout << config << ": the settings are good\n";
        return 0;
      case Action::kMigrate:
        return hearth::app::migrate_database(settings);
      case Action::kFirstAdmin:
        return hearth::app::create_first_admin(settings);
      case Action::kDemoData:
        return hearth::app::add_demo_data(settings, seed);
      case Action::kServe:
        return serve(settings);
    }
  } catch (const hearth::app::SettingsError& wrong) {
    std::cerr << wrong.what() << "\n";
    return 2;
  } catch (const std::exception& failed) {
    std::cerr << "hearthd: " << failed.what() << "\n";
  }
  return 1;
}
