// hearth_load: the load generator of ./dev bench. One kind of load a run, one line of JSON on standard
// output.
#include <sys/prctl.h>

#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "ask.h"
#include "idle.h"
#include "options.h"
#include "storm.h"
#include "talk.h"

int main(int argc, char** argv) {
  using namespace hearth::bench;
  const std::string_view kind = argc > 1 ? argv[1] : "";
  // The kernel may be late by 50 us with every wait otherwise.
  ::prctl(PR_SET_TIMERSLACK, 1000UL, 0, 0, 0);
  try {
    Options options(argc > 1 ? argc - 2 : 0, argv + 2);
    if (kind == "talk")
      talk(std::move(options));
    else if (kind == "idle")
      idle(std::move(options));
    else if (kind == "ask")
      ask(std::move(options));
    else if (kind == "storm")
      storm(std::move(options));
    else
      throw std::runtime_error("usage: hearth_load talk|idle|ask|storm --name value …; see talk.h, idle.h …");
    return 0;
  } catch (const std::exception& failed) {
    std::fprintf(stderr, "hearth_load: %s\n", failed.what());
    return 1;
  }
}
