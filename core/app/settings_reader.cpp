#include "app/settings_reader.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace hearth::app {
namespace {

std::string kind_of(const YAML::Node& node) {
  if (node.IsMap()) return "a mapping";
  if (node.IsSequence()) return "a list";
  return node.IsNull() ? "nothing" : "a single value";
}

std::string join(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

}  // namespace

SettingsReader::SettingsReader(const YAML::Node& node, std::string file, std::string path,
                               std::vector<std::string>& errors)
    : file_(std::move(file)), path_(std::move(path)), errors_(errors) {
  if (node.IsNull()) return;
  if (!node.IsMap()) {
    complain(node.Mark().line, "", "must be a mapping of keys, not " + kind_of(node));
    return;
  }
  for (const auto& pair : node) {
    const int line = pair.first.Mark().line;
    if (!pair.first.IsScalar()) {
      complain(line, "", "a key must be a word");
      continue;
    }
    const auto& key = pair.first.Scalar();
    const auto before =
        std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.key == key; });
    if (before != entries_.end()) {
      complain(line, key,
               "stands here a second time; the first is in line " + std::to_string(before->line + 1));
      continue;
    }
    entries_.push_back({key, line, false, std::make_shared<YAML::Node>(pair.second)});
  }
}

const YAML::Node* SettingsReader::find(const std::string& key) {
  for (Entry& entry : entries_)
    if (entry.key == key) {
      entry.asked = true;
      return entry.value.get();
    }
  return nullptr;
}

void SettingsReader::complain(int line, const std::string& key, const std::string& what) {
  std::string full = path_;
  if (!key.empty()) full += (full.empty() ? "" : ".") + key;
  errors_.push_back(file_ + ":" + std::to_string(line + 1) + ": " + (full.empty() ? "" : full + ": ") + what);
}

void SettingsReader::wrong(const std::string& key, const std::string& what) {
  for (const Entry& entry : entries_)
    if (entry.key == key) return complain(entry.value->Mark().line, key, what);
  complain(0, key, what);
}

bool SettingsReader::scalar(const std::string& key, std::string& out) {
  const YAML::Node* node = find(key);
  if (node == nullptr) return false;
  if (!node->IsScalar()) {
    complain(node->Mark().line < 0 ? 0 : node->Mark().line, key,
             "must be a single value, not " + kind_of(*node));
    return false;
  }
  out = node->Scalar();
  return true;
}

void SettingsReader::text(const std::string& key, std::string& out, std::size_t at_most) {
  std::string value;
  if (!scalar(key, value)) return;
  if (!is_utf8(value)) return wrong(key, "is not UTF-8");
  if (has_control(value) || value.find('\n') != std::string::npos)
    return wrong(key, "must be one line without control characters");
  if (count_code_points(value) > at_most)
    return wrong(key, "must have at most " + std::to_string(at_most) + " characters");
  out = std::move(value);
}

void SettingsReader::number(const std::string& key, std::uint32_t& out, std::uint32_t at_least,
                            std::uint32_t at_most) {
  std::string value;
  if (!scalar(key, value)) return;
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size() || value.empty() || number < at_least ||
      number > at_most)
    return wrong(key, "must be a whole number from " + std::to_string(at_least) + " to " +
                          std::to_string(at_most) + ", not \"" + value + "\"");
  out = number;
}

void SettingsReader::flag(const std::string& key, bool& out) {
  std::string value;
  if (!scalar(key, value)) return;
  if (value != "true" && value != "false") return wrong(key, "must be true or false, not \"" + value + "\"");
  out = value == "true";
}

void SettingsReader::choice(const std::string& key, std::size_t& out,
                            const std::vector<std::string>& allowed) {
  std::string value;
  if (!scalar(key, value)) return;
  const auto found = std::find(allowed.begin(), allowed.end(), value);
  if (found == allowed.end())
    return wrong(key, "must be one of " + join(allowed) + ", not \"" + value + "\"");
  out = static_cast<std::size_t>(found - allowed.begin());
}

void SettingsReader::texts(const std::string& key, std::vector<std::string>& out) {
  const YAML::Node* node = find(key);
  if (node == nullptr) return;
  if (!node->IsSequence()) return wrong(key, "must be a list, not " + kind_of(*node));
  std::vector<std::string> values;
  for (const auto& item : *node) {
    if (!item.IsScalar()) return wrong(key, "must be a list of single values");
    values.push_back(item.Scalar());
  }
  out = std::move(values);
}

void SettingsReader::finish() {
  for (const Entry& entry : entries_) {
    if (entry.asked) continue;
    complain(entry.line, entry.key, "there is no such setting");
  }
}

}  // namespace hearth::app
