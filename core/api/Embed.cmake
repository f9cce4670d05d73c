# Writes the two documents of the interfaces as one C++ file TO. A string literal may have 64 KiB (C++ guarantees
# that much), so a document is an array of bytes.
set(text "#include \"api/documents.h\"\n\nnamespace hearth::api {\n\n")
foreach(name openapi asyncapi)
  file(READ ${FROM}/${name}.json hex HEX)
  string(REPEAT "." 64 line)
  string(REGEX REPLACE "(${line})" "\\1\n" hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(APPEND text "std::string_view ${name}_text() {\n  static constexpr unsigned char kBytes[] = {\n${bytes}};\n")
  string(APPEND text "  return {reinterpret_cast<const char*>(kBytes), sizeof kBytes};\n}\n\n")
endforeach()
string(APPEND text "}  // namespace hearth::api\n")
file(WRITE ${TO} "${text}")
