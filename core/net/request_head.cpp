#include "net/request_head.h"

#include <algorithm>

namespace hearth::net {
namespace {

constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

}  // namespace

bool same_text(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view RequestHead::query() const {
  const std::size_t mark = target().find('?');
  return mark == std::string_view::npos ? std::string_view{} : target().substr(mark + 1);
}

std::optional<std::string_view> RequestHead::header(std::string_view name) const {
  for (const FieldSpans& field : fields_)
    if (same_text(view(field.name), name)) return view(field.value);
  return std::nullopt;
}

bool RequestHead::has_token(std::string_view name, std::string_view token) const {
  for (const FieldSpans& field : fields_) {
    if (!same_text(view(field.name), name)) continue;
    std::string_view rest = view(field.value);
    while (!rest.empty()) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      std::string_view item = rest.substr(0, comma);
      rest.remove_prefix(std::min(comma + 1, rest.size()));
      while (!item.empty() && (item.front() == ' ' || item.front() == '\t')) item.remove_prefix(1);
      while (!item.empty() && (item.back() == ' ' || item.back() == '\t')) item.remove_suffix(1);
      if (same_text(item, token)) return true;
    }
  }
  return false;
}

}  // namespace hearth::net
