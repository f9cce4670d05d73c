// The documents of the interfaces, and the page that shows them:
//
//   GET /api/openapi.json    OpenAPI 3.1 of every HTTP route                     public
//   GET /api/asyncapi.json   AsyncAPI 3.0 of the WebSocket                       public
//   GET /api/docs            the interactive page, with a content security policy of its own
//   GET /api/docs/{file}     what the page consists of
//
// The documents travel inside the program: they are always of the server that gives them.
#pragma once

#include "api/router.h"
#include "api/static_files.h"

namespace hearth::api {

/// `files` (outlives the router) holds the page under /api-docs/.
void add_docs_routes(Router& router, const StaticFiles& files);

}  // namespace hearth::api
