#include "api/static_files.h"

#include <openssl/sha.h>

#include <filesystem>
#include <fstream>

#include "base/encoding.h"
#include "base/log.h"

namespace hearth::api {
namespace {

namespace fs = std::filesystem;

std::string_view type_of(std::string_view extension) {
  static const std::unordered_map<std::string_view, std::string_view> kTypes{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
      {".map", "application/json"}};
  const auto found = kTypes.find(extension);
  return found == kTypes.end() ? "application/octet-stream" : found->second;
}

std::string content_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string content(std::istreambuf_iterator<char>(in), {});
  if (!in) throw std::runtime_error(path.string() + ": cannot be read");
  return content;
}

/// True when the client takes this coding (RFC 9110, section 12.5.3; "br;q=0" means it does not).
bool takes(std::string_view accepted, std::string_view coding) {
  while (!accepted.empty()) {
    const auto end = std::min(accepted.find(','), accepted.size());
    std::string_view one = accepted.substr(0, end);
    while (one.starts_with(' ')) one.remove_prefix(1);
    const auto name = one.substr(0, one.find_first_of("; "));
    if (name == coding)
      return one.find("q=0") == std::string_view::npos || one.find("q=0.") != std::string_view::npos;
    accepted.remove_prefix(std::min(end + 1, accepted.size()));
  }
  return false;
}

}  // namespace

StaticFiles::StaticFiles(const std::string& folder) {
  const bool is_there = fs::exists(folder);
  for (const auto& entry :
       is_there ? fs::recursive_directory_iterator(folder) : fs::recursive_directory_iterator()) {
    if (!entry.is_regular_file()) continue;
    const fs::path& path = entry.path();
    const std::string extension = path.extension().string();
    if (extension == ".br" || extension == ".gz") continue;
    const std::string name = "/" + fs::relative(path, folder).generic_string();
    std::string content = content_of(path);
    unsigned char hash[SHA256_DIGEST_LENGTH];
    SHA256(reinterpret_cast<const unsigned char*>(content.data()), content.size(), hash);
    File file;
    file.etag = "\"" + to_hex(std::string_view(reinterpret_cast<const char*>(hash), 12)) + "\"";
    file.content_type = type_of(extension);
    file.immutable = name.starts_with("/assets/");
    file.plain = make_bytes(std::move(content));
    if (fs::exists(path.string() + ".br")) file.brotli = make_bytes(content_of(path.string() + ".br"));
    if (fs::exists(path.string() + ".gz")) file.gzip = make_bytes(content_of(path.string() + ".gz"));
    files_.emplace(name, std::move(file));
  }
  if (!files_.contains("/index.html"))
    log::warning("there is no web client to serve", {{"file.path", folder}});
}

Response StaticFiles::answer(const Request& request) const {
  const bool is_place = request.path.find('.', request.path.rfind('/') + 1) == std::string::npos;
  const auto found = files_.find(is_place ? "/index.html" : request.path);
  if (found == files_.end()) {
    if (is_place) {
      Response note;
      note.status = 503;
      note.content_type = "text/plain; charset=utf-8";
      note.body = "Hearth runs, but its web client has not been built.\n";
      return note;
    }
    return problem({chat::RefusalCode::kNotFound, "There is nothing at this path.", {}, 0}, request);
  }
  const File& file = found->second;
  Response response;
  response.headers = {{"ETag", file.etag},
                      {"Vary", "Accept-Encoding"},
                      {"Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache"}};
  if (request.if_none_match.find(file.etag) != std::string::npos) {
    response.status = 304;
    response.content_type.clear();
    return response;
  }
  response.content_type = file.content_type;
  response.shared_body = file.plain;
  if (file.brotli && takes(request.accept_encoding, "br")) {
    response.shared_body = file.brotli;
    response.headers.emplace_back("Content-Encoding", "br");
  } else if (file.gzip && takes(request.accept_encoding, "gzip")) {
    response.shared_body = file.gzip;
    response.headers.emplace_back("Content-Encoding", "gzip");
  }
  return response;
}

}  // namespace hearth::api
