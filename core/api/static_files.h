// StaticFiles: the web client, held in memory and served with what the build made of it: hashed names are
// cached for ever, the page itself is asked for each time and answered with 304 where nothing changed, Brotli
// and gzip stand ready beside each file.
#pragma once

#include <string>
#include <unordered_map>

#include "api/exchange.h"

namespace hearth::api {

class StaticFiles {
 public:
  /// Reads the folder. A missing or empty one is told in the log and serves a plain note instead of the page.
  explicit StaticFiles(const std::string& folder);

  /// Answers GET and HEAD. A path without a file and without an extension is a place within the client: it
  /// gets the page.
  Response answer(const Request& request) const;

 private:
  struct File {
    Bytes plain, brotli, gzip;
    std::string content_type;
    std::string etag;  // strong, of the plain bytes
    bool immutable = false;
  };

  std::unordered_map<std::string, File> files_;
};

}  // namespace hearth::api
