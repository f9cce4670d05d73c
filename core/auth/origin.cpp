#include "auth/origin.h"

#include <algorithm>

namespace hearth::auth {

bool Origins::is_ours(std::string_view origin, std::string_view host, bool secure) const {
  if (!allowed_.empty()) return std::find(allowed_.begin(), allowed_.end(), origin) != allowed_.end();
  const std::string_view scheme = secure ? "https://" : "http://";
  return !host.empty() && origin.size() == scheme.size() + host.size() && origin.starts_with(scheme) &&
         origin.ends_with(host);
}

}  // namespace hearth::auth
