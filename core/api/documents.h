// The generated documents, embedded at build time from core/api/openapi.json and core/api/asyncapi.json.
#pragma once

#include <string_view>

namespace hearth::api {

std::string_view openapi_text();
std::string_view asyncapi_text();

}  // namespace hearth::api
