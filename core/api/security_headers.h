// The headers that tell a browser what this site never does.
#pragma once

#include <Poco/Net/HTTPResponse.h>

#include "api/exchange.h"

namespace hearth::api {

/// Sets them on an answer to `request`. What a route sets itself afterwards wins.
void set_security_headers(const Request& request, Poco::Net::HTTPResponse& response);

}  // namespace hearth::api
