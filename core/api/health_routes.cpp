#include "api/health_routes.h"

namespace hearth::api {

void add_health_routes(Router& router, std::function<bool()> ready) {
  router.add({"GET", "/health", protocol::Access::kPublic, true,
              [](const Request&) { return json_response(R"({"status":"ok"})"); }});
  router.add(
      {"GET", "/ready", protocol::Access::kPublic, true, [ready = std::move(ready)](const Request& request) {
         bool is_ready = false;
         try {
           is_ready = ready();
         } catch (const std::exception&) {
           // Not ready is all there is to say.
         }
         if (is_ready) return json_response(R"({"status":"ok"})");
         return problem({chat::RefusalCode::kUnavailable, "The database does not answer.", {}, 1000},
                        request);
       }});
}

}  // namespace hearth::api
