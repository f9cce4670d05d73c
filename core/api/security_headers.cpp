#include "api/security_headers.h"

namespace hearth::api {

void set_security_headers(const Request& request, Poco::Net::HTTPResponse& response) {
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Referrer-Policy", "no-referrer");
  response.set("Cross-Origin-Opener-Policy", "same-origin");
  response.set("Cross-Origin-Resource-Policy", "same-origin");
  response.set("Permissions-Policy",
               "camera=(self), microphone=(self), geolocation=(), payment=(), usb=(), interest-cohort=()");
  if (request.secure) response.set("Strict-Transport-Security", "max-age=31536000");
  if (request.path.starts_with("/api/")) {
    response.set("Cache-Control", "no-store");
    // An answer of the API is data: opened as a page it may do nothing at all.
    response.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    return;
  }
  response.set("Content-Security-Policy",
               "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
               "media-src 'self' blob:; connect-src 'self'; font-src 'self'; manifest-src 'self'; "
               "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
               "require-trusted-types-for 'script'");
}

}  // namespace hearth::api
