#include "store/durability.h"

#include <charconv>
#include <stdexcept>

#include "base/log.h"

namespace hearth::store {
namespace {

/// "10.11.6-MariaDB-…" -> 10011; 0 when it is no version.
unsigned version_of(const std::string& text) {
  unsigned major = 0, minor = 0;
  const char* end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, major);
  if (first.ptr == end || *first.ptr != '.') return 0;
  std::from_chars(first.ptr + 1, end, minor);
  return major * 1000 + minor;
}

}  // namespace

void check_durability(Connection& connection, bool allow_weak) {
  std::string version, character_set, method;
  unsigned flush = 0;
  {
    Rows rows = connection.select(
        "SELECT @@version, @@character_set_connection, @@innodb_flush_log_at_trx_commit, "
        "@@innodb_flush_method");
    rows.next();
    rows.read(version, character_set, flush, method);
  }
  const unsigned oldest = connection.flavour() == Flavour::kMariaDb ? 10011 : 8000;
  if (version_of(version) < oldest)
    throw std::runtime_error("The database is version " + version +
                             ". Hearth needs MariaDB 10.11 or later, or MySQL 8.0 or later.");
  if (character_set != "utf8mb4")
    throw std::runtime_error("The database session speaks " + character_set + " instead of utf8mb4.");
  std::string weak;
  if (flush != 1 && flush != 3)
    weak = "innodb_flush_log_at_trx_commit is " + std::to_string(flush) + " (it must be 1)";
  else if (method == "nosync" || method == "littlesync")
    weak = "innodb_flush_method is " + method + " (leave it at its default)";
  if (weak.empty()) return;
  const std::string text = "The database does not keep what it acknowledges: " + weak +
                           ". After a power cut, messages that people saw as sent would be gone.";
  if (!allow_weak)
    throw std::runtime_error(text +
                             " Change it in the [mariadbd] section of the server's settings and restart it.");
  log::warning(text + " The settings of Hearth allow it.");
}

}  // namespace hearth::store
