// Application: everything made, connected and taken down again, in the right order. The only place that knows
// everyone.
#pragma once

#include <memory>

#include "app/settings.h"

namespace hearth::app {

class Application {
 public:
  /// Connects to the database, checks it, fills the directory, makes everything. Throws in words for an
  /// administrator.
  explicit Application(const Settings& settings);
  ~Application();

  /// Serves from here on. Throws when an address cannot be listened on.
  void start();

  /// Takes no new work, finishes what runs, commits what is queued, closes WebSockets with 1001. Blocks for
  /// at most the set time and a little, and until running jobs have come to a checkpoint.
  void stop();

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace hearth::app
