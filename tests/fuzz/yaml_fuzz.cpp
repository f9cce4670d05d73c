// Any bytes as settings: read, or refused with lines that name the file and fit on a terminal; nothing else.
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <string_view>

#include "app/settings.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  try {
    const auto settings = hearth::app::parse_settings(text, "hearth.yaml");
    if (settings.listen.empty() || settings.threads.requests < 2) std::abort();
  } catch (const hearth::app::SettingsError& error) {
    std::istringstream lines(error.what());
    std::string line;
    bool any = false;
    while (std::getline(lines, line)) {
      any = true;
      if (!line.starts_with("hearth.yaml:")) std::abort();
      for (const char c : line)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) std::abort();
    }
    if (!any) std::abort();
  }
  return 0;
}
