#include "api/docs_routes.h"

#include "api/documents.h"
#include "auth/digest.h"
#include "base/encoding.h"

namespace hearth::api {
namespace {

/// As the client's, but that Swagger UI's sinks are not Trusted Types. Scripts and styles come from us only,
/// without eval, nothing inline. See docs/decisions/0014.
constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

struct Document {
  Bytes bytes;
  std::string etag;
};

Document document_of(std::string_view text) {
  const auto hash = auth::hash_for("document", text);
  return {make_bytes(std::string(text)), '"' + to_hex(auth::bytes_of(hash).substr(0, 12)) + '"'};
}

Response answer(const Document& document, const Request& request) {
  Response response;
  response.headers = {{"ETag", document.etag}, {"Cache-Control", "no-cache"}};
  if (request.if_none_match.find(document.etag) != std::string::npos) {
    response.status = 304;
    response.content_type.clear();
  } else {
    response.shared_body = document.bytes;
  }
  return response;
}

Response page(const StaticFiles& files, const Request& request, const std::string& file) {
  Request inside = request;
  inside.path = "/api-docs/" + file;
  Response response = files.answer(inside);
  response.headers.emplace_back("Content-Security-Policy", kPolicy);
  return response;
}

}  // namespace

void add_docs_routes(Router& router, const StaticFiles& files) {
  const auto add = [&router](const std::string& pattern, Handler handler) {
    router.add({"GET", pattern, protocol::Access::kPublic, true, std::move(handler)});
  };
  for (const auto& [path, text] :
       {std::pair{"/api/openapi.json", openapi_text()}, std::pair{"/api/asyncapi.json", asyncapi_text()}})
    add(path, [document = document_of(text)](const Request& request) { return answer(document, request); });
  add("/api/docs", [&files](const Request& request) { return page(files, request, "index.html"); });
  add("/api/docs/{file}",
      [&files](const Request& request) { return page(files, request, request.parameters.front().second); });
}

}  // namespace hearth::api
