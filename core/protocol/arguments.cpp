#include "protocol/arguments.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace hearth::protocol {
namespace {

using chat::RefusalCode;
using chat::refuse;
namespace dom = simdjson::dom;

/// One value, flattened. Lists hold scalars only: no command takes more.
Arguments::Value flatten(dom::element element) {
  Arguments::Value value;
  switch (element.type()) {
    case dom::element_type::NULL_VALUE:
      value.kind = Arguments::Kind::kNull;
      break;
    case dom::element_type::BOOL:
      value.kind = Arguments::Kind::kBool;
      value.truth = element.get_bool().value_unsafe();
      break;
    case dom::element_type::INT64: {
      const std::int64_t number = element.get_int64().value_unsafe();
      value.kind = number < 0 ? Arguments::Kind::kOther : Arguments::Kind::kNumber;
      value.number = static_cast<std::uint64_t>(number);
      break;
    }
    case dom::element_type::UINT64:
      value.kind = Arguments::Kind::kNumber;
      value.number = element.get_uint64().value_unsafe();
      break;
    case dom::element_type::STRING:
      value.kind = Arguments::Kind::kText;
      value.text = element.get_string().value_unsafe();
      break;
    default:
      value.kind = Arguments::Kind::kOther;
  }
  return value;
}

std::string with_unix_line_ends(std::string text) {
  if (text.find('\r') == std::string::npos) return text;
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      out += '\n';
    }
  }
  return out;
}

}  // namespace

chat::Outcome<Arguments> Arguments::from_json(std::string_view text) {
  // One parser a thread, kept, because its buffers cost more than the parsing. What one large frame made it
  // grow to is bounded by the frame limit.
  thread_local dom::parser parser;
  dom::object object;
  // simdjson reads up to SIMDJSON_PADDING bytes past the end, so it copies the text to a padded buffer of its
  // own.
  if (parser.parse(text.data(), text.size(), true).get_object().get(object) != simdjson::SUCCESS)
    return refuse(RefusalCode::kBadRequest, "This is not a JSON object.");
  Arguments out;
  out.fields_.reserve(object.size());
  for (const auto member : object) {
    if (out.find(member.key) != nullptr)
      return refuse(RefusalCode::kBadRequest, "The name \"" + std::string(member.key) + "\" stands twice.");
    Value value;
    if (dom::array list; member.value.get_array().get(list) == simdjson::SUCCESS) {
      value.kind = Kind::kList;
      value.number = list.size();
      value.first_item = out.items_.size();
      for (const auto item : list) out.items_.push_back(flatten(item));
      value.number = out.items_.size() - value.first_item;  // list.size() saturates
    } else {
      value = flatten(member.value);
    }
    out.fields_.push_back({member.key, value});
    if (out.fields_.size() > 64) return refuse(RefusalCode::kBadRequest, "Too many names in one object.");
  }
  return out;
}

bool Arguments::add_from_url(std::string name, std::string value) {
  if (find(name) != nullptr) return false;
  // Views must survive the growth of the vector, and short strings move with it: so reserve once, refuse
  // more.
  if (owned_.capacity() == 0) owned_.reserve(64);
  if (owned_.size() == owned_.capacity()) return false;
  const auto& [owned_name, owned_value] = owned_.emplace_back(std::move(name), std::move(value));
  Value held;
  held.kind = Kind::kUrl;
  held.text = owned_value;
  fields_.push_back({owned_name, held});
  return true;
}

const Arguments::Value* Arguments::find(std::string_view name) const {
  for (const Field& field : fields_)
    if (field.name == name) return &field.value;
  return nullptr;
}

std::optional<Arguments::Value> Arguments::take(std::string_view name) {
  for (auto field = fields_.begin(); field != fields_.end(); ++field)
    if (field->name == name) {
      const Value value = field->value;
      fields_.erase(field);
      return value;
    }
  return {};
}

const Arguments::Value* Reader::find(std::string_view name) {
  asked_.push_back(name);
  const auto* value = arguments_.find(name);
  if (value == nullptr) return nullptr;
  ++used_;
  return value->kind == Arguments::Kind::kNull ? nullptr : value;
}

void Reader::fail(std::string_view name, std::string what) {
  constexpr std::size_t kMostFaults = 20;  // who sends more has no use for the list
  std::string field(name);
  std::string message = "\"" + field + "\" " + what + ".";
  if (refusal_) {
    auto& others = refusal_->others;
    const std::string& latest = others.empty() ? refusal_->field : others.back().field;
    if (latest != field && others.size() < kMostFaults)
      others.push_back({std::move(field), std::move(message)});
    return;
  }
  refusal_ = chat::Refusal{RefusalCode::kInvalid, std::move(message), std::move(field), 0};
}

bool Reader::complete() {
  if (used_ != arguments_.fields().size())
    for (const auto& field : arguments_.fields())
      if (std::find(asked_.begin(), asked_.end(), field.name) == asked_.end())
        fail(field.name, "is not an argument of this command");
  return !refusal_;
}

bool Reader::number(std::string_view name, const Value& value, std::uint64_t& out, NumberLimits limits) {
  std::uint64_t number = value.number;
  bool good = value.kind == Arguments::Kind::kNumber;
  if (value.kind == Arguments::Kind::kUrl) {
    const auto [end, error] = std::from_chars(value.text.begin(), value.text.end(), number);
    good = error == std::errc{} && end == value.text.end() && !value.text.empty();
  }
  if (!good || number < limits.min || number > limits.max) {
    fail(name,
         "must be a whole number from " + std::to_string(limits.min) + " to " + std::to_string(limits.max));
    return false;
  }
  out = number;
  return true;
}

void Reader::read(std::string_view name, const Value& value, std::uint64_t& out, NumberLimits limits) {
  number(name, value, out, limits);
}

void Reader::read(std::string_view name, const Value& value, std::uint32_t& out, NumberLimits limits) {
  std::uint64_t wide = 0;
  if (number(name, value, wide, {limits.min, std::min<std::uint64_t>(limits.max, UINT32_MAX)}))
    out = static_cast<std::uint32_t>(wide);
}

void Reader::read(std::string_view name, const Value& value, bool& out) {
  if (value.kind == Arguments::Kind::kBool)
    out = value.truth;
  else if (value.kind == Arguments::Kind::kUrl && (value.text == "true" || value.text == "false"))
    out = value.text == "true";
  else
    fail(name, "must be true or false");
}

void Reader::read(std::string_view name, const Value& value, Time& out) {
  const bool is_text = value.kind == Arguments::Kind::kText || value.kind == Arguments::Kind::kUrl;
  const auto time = is_text ? parse_rfc3339(value.text) : std::nullopt;
  if (!time) return fail(name, "must be a time as RFC 3339 writes it");
  out = *time;
}

void Reader::read(std::string_view name, const Value& value, std::string& out, TextLimits limits) {
  if (value.kind != Arguments::Kind::kText && value.kind != Arguments::Kind::kUrl)
    return fail(name, "must be a text");
  if (value.text.size() > limits.max * 4) return fail(name, "is too long");
  // What comes from JSON is UTF-8 already: the parser has checked it.
  if (value.kind == Arguments::Kind::kUrl && !is_utf8(value.text)) return fail(name, "is not UTF-8");
  std::string text(value.text);
  if (limits.lines) text = with_unix_line_ends(std::move(text));
  if (has_control(text) || (!limits.lines && text.find('\n') != std::string::npos))
    return fail(name, "must not have control characters");
  text = to_nfc(std::move(text));
  const std::string_view bare = trim(text);
  if (limits.min > 0 && bare.empty()) return fail(name, "must not be empty");
  if (!limits.lines && bare.size() != text.size()) text = std::string(bare);
  const std::size_t length = count_code_points(text);
  if (length > limits.max || length < limits.min)
    return fail(name, "must have " + std::to_string(limits.min) + " to " + std::to_string(limits.max) +
                          " characters, not " + std::to_string(length));
  out = std::move(text);
}

void Reader::read_ids(std::string_view name, const Value& value, std::vector<std::uint64_t>& out,
                      ListLimits limits) {
  if (value.kind == Arguments::Kind::kList) {
    for (std::size_t i = 0; i < value.number && i <= limits.max; ++i) {
      std::uint64_t one = 0;
      if (!number(name, arguments_.items()[value.first_item + i], one, {1, kMaxIdValue})) return;
      out.push_back(one);
    }
  } else if (value.kind == Arguments::Kind::kUrl) {
    for (std::string_view rest = value.text; !rest.empty() && out.size() <= limits.max;) {
      const auto comma = std::min(rest.find(','), rest.size());
      Value item;
      item.kind = Arguments::Kind::kUrl;
      item.text = rest.substr(0, comma);
      std::uint64_t one = 0;
      if (!number(name, item, one, {1, kMaxIdValue})) return;
      out.push_back(one);
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  } else {
    return fail(name, "must be a list");
  }
  if (out.size() < limits.min || out.size() > limits.max)
    fail(name, "must have " + std::to_string(limits.min) + " to " + std::to_string(limits.max) + " entries");
}

}  // namespace hearth::protocol
