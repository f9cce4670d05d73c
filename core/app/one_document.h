// A settings file is one YAML document; yaml-cpp passes over what stands behind its end in silence.
#pragma once

#include <optional>
#include <string>

namespace hearth::app {

/// The line (from 0) in which a second document begins, or none. Throws YAML::Exception where the text is not
/// YAML.
std::optional<int> line_of_second_document(const std::string& text);

}  // namespace hearth::app
