// The model as C++: core/chat/calls.gen.h and core/protocol/wire.gen.{h,cpp}.
import { hasKey, pascal, snake } from './model.mjs'

const banner =
  '// Made from core/protocol/protocol.yaml by `npm --prefix web run protocol`. Do not edit.\n'

function memberType(f) {
  const one = f.list ? `std::vector<${f.type.cpp}>` : f.type.cpp
  return f.optional ? `std::optional<${one}>` : one
}

function member(f) {
  const needsInit = !f.optional && !f.list && ['number', 'bool', 'enum'].includes(f.type.kind)
  const init = needsInit
    ? f.type.kind === 'bool'
      ? ' = false'
      : f.type.kind === 'enum'
        ? '{}'
        : ' = 0'
    : ''
  const comment = f.about ? `  // ${f.about}` : ''
  return `  ${memberType(f)} ${f.name}${init};${comment}\n`
}

function struct(name, about, fields, first = '') {
  return `${about ? `/// ${about}\n` : ''}struct ${name} {\n${first}${fields.map(member).join('')}};\n\n`
}

export function callsHeader(model) {
  let out =
    banner +
    `//
// What is asked of the product, what it answers and what it tells: the structs behind commands, answers and events,
// and the verbs, each of which is one file, core/chat/<verb>.cpp. A verb that the protocol marks \`loop\` never waits;
// one marked \`pool\` may query the database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "chat/caller.h"
#include "chat/reply.h"
#include "chat/values.h"

namespace hearth::chat {

struct House;

// Answers.

`
  for (const a of model.answers) out += struct(a.name, a.about, a.fields)
  out += '// Requests and the verbs that serve them.\n\n'
  for (const c of model.commands) {
    out += struct(c.in, c.about, c.args, '  Caller who;\n')
    out += `void ${c.verb}(House& house, ${c.in} ask, Reply<${c.out}> reply);  // ${c.runs}, ${c.access}\n\n`
  }
  out += '// Events.\n\n'
  for (const e of model.events) out += struct(pascal(e.name), e.about, e.fields)
  return out + '}  // namespace hearth::chat\n'
}

export function wireHeader(model) {
  let out =
    banner +
    `//
// Values, answers and events as JSON; commands by name and by REST route. Any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "chat/calls.gen.h"
#include "protocol/command.h"

namespace hearth::protocol {

inline constexpr std::uint32_t kVersion = ${model.version};

`
  for (const c of model.closes)
    out += `/// ${c.about}\ninline constexpr Close kClose${pascal(c.name)}{${c.code}, R"(${closeReason(c)})"};\n`
  out += '\n'
  for (const e of model.enums) out += `std::string_view name_of(chat::${e.name} value);\n`
  out += '\n'
  for (const o of [...model.values, ...model.answers])
    out += `void append(std::string& out, const chat::${o.name}& value);\n`
  out += '\n/// Events: the whole frame payload, `{"on":…}`.\n'
  for (const e of model.events)
    out += `void append(std::string& out, const chat::${pascal(e.name)}& event);\n`
  return out + '\n}  // namespace hearth::protocol\n'
}

function closeReason(c) {
  return JSON.stringify({
    why: c.name,
    retry: c.retry,
    ...(c.after_ms ? { after_ms: c.after_ms } : {}),
  })
}

function appendOne(type, expression) {
  switch (type.kind) {
    case 'id':
      return `json::append_number(out, ${expression}.value);`
    case 'number':
      return `json::append_number(out, ${expression});`
    case 'bool':
      return `out += ${expression} ? "true" : "false";`
    case 'time':
      return `append_time(out, ${expression});`
    case 'text':
      return `json::append_string(out, ${expression});`
    case 'enum':
      return `append_name(out, name_of(${expression}));`
    default:
      return `append(out, ${expression});`
  }
}

function appendField(f) {
  const source = f.optional ? `(*value.${f.name})` : `value.${f.name}`
  let body = `    out += R"("${f.name}":)";\n`
  if (f.list) {
    body += `    out += '[';\n    for (const auto& one : ${source}) {\n      ${appendOne(f.type, 'one')}\n      out += ',';\n    }\n    close_with(out, '[', ']');\n`
  } else {
    body += `    ${appendOne(f.type, source)}\n`
  }
  body += `    out += ',';\n`
  if (f.optional) return `  if (value.${f.name}) {\n${body}  }\n`
  return body.replace(/^ {2}/gm, '')
}

function appendFunction(cppName, fields, opening) {
  const unused = fields.length === 0 ? ' /*value*/' : ' value'
  return `void append(std::string& out, const chat::${cppName}&${unused}) {\n  out += R"(${opening})";\n${fields.map(appendField).join('')}  close_with(out, '{', '}');\n}\n\n`
}

function limits(f) {
  if (f.type.kind === 'text' && !f.list)
    return f.type.name === 'cursor'
      ? ', TextLimits{1, 200, false}'
      : `, TextLimits{${f.min ?? 1}, ${f.max ?? 1000}, ${f.lines}}`
  if (f.list) return `, ListLimits{${f.min ?? 0}, ${f.max ?? 100}}`
  if (f.type.name === 'u32' || f.type.name === 'u64')
    return f.min === undefined && f.max === undefined
      ? ''
      : `, NumberLimits{${f.min ?? 0}, ${f.max ?? 'kMaxIdValue'}}`
  return ''
}

function bind(c) {
  const reads = c.args
    .map(
      (a) =>
        `  in.${a.optional ? 'optional' : 'required'}("${a.name}", ask.${a.name}${limits(a)});\n`,
    )
    .join('')
  const run =
    c.runs === 'loop'
      ? `  chat::${c.verb}(to.house, std::move(ask), encoded<chat::${c.out}>(to.answer));\n`
      : `  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::${c.verb}(house, ask, encoded<chat::${c.out}>(answer));
  });\n`
  return `void ${snake(c.name)}(const Arguments& arguments, const Binding& to) {
  chat::${c.in} ask;
  ask.who = to.caller;
  Reader in(arguments);
${reads}  if (!in.complete()) return to.answer(in.refusal());
${run}}

`
}

export function wireSource(model) {
  let out =
    banner +
    `#include "protocol/wire.gen.h"

#include <array>
#include <utility>

#include "base/json_text.h"
#include "protocol/arguments.h"

namespace hearth::protocol {
namespace {

void append_time(std::string& out, Time at) {
  out += '"';
  append_rfc3339(out, at);
  out += '"';
}

void append_name(std::string& out, std::string_view name) {
  out += '"';
  out += name;
  out += '"';
}

/// Every field ends with a comma: the last one becomes the closing bracket, unless nothing was written since the opening one.
void close_with(std::string& out, char opening, char closing) {
  if (out.back() == opening)
    out += closing;
  else
    out.back() = closing;
}

/// The reply of a verb, as the answer of a call.
template <class T>
chat::Reply<T> encoded(Answer answer) {
  return [answer = std::move(answer)](chat::Outcome<T> outcome) {
    if (!outcome) return answer(Failure<chat::Refusal>{std::move(outcome.reason())});
    std::string json;
    append(json, *outcome);
    answer(std::move(json));
  };
}

}  // namespace

`
  for (const e of model.enums) {
    out += `std::string_view name_of(chat::${e.name} value) {\n  switch (value) {\n`
    for (const v of e.values) out += `    case chat::${e.name}::k${pascal(v)}: return "${v}";\n`
    out += `  }\n  return "";\n}\n\nbool from_name(std::string_view name, chat::${e.name}& value) {\n`
    for (const v of e.values)
      out += `  if (name == "${v}") return value = chat::${e.name}::k${pascal(v)}, true;\n`
    out += '  return false;\n}\n\n'
  }
  for (const o of [...model.values, ...model.answers]) out += appendFunction(o.name, o.fields, '{')
  for (const e of model.events)
    out += appendFunction(pascal(e.name), e.fields, `{"on":"${e.name}",`)
  out += 'ErrorRow error_row(chat::RefusalCode code) {\n  switch (code) {\n'
  for (const e of model.errors)
    out += `    case chat::RefusalCode::k${pascal(e.name)}: return {"${e.name}", ${e.http}};\n`
  out += '  }\n  return {"internal", 500};\n}\n\n'
  out += 'namespace {\n\nconstexpr auto kHttpErrors = std::to_array<ErrorRow>({\n'
  for (const e of model.httpErrors) out += `    {"${e.name}", ${e.http}},\n`
  out += '});\n\n}  // namespace\n\n'
  out += 'std::span<const ErrorRow> http_errors() { return kHttpErrors; }\n\nnamespace {\n\n'
  for (const c of model.commands) out += bind(c)
  out += `constexpr auto kCommands = std::to_array<Command>({\n`
  for (const c of model.commands)
    out += `    {"${c.name}", "${c.method}", "${c.path}", ${c.status}, Access::k${pascal(c.access)}, Runs::k${pascal(c.runs)}, chat::Cost::k${pascal(c.cost)}, ${hasKey(c)}, ${c.etag}, "${c.if_match ?? ''}", &${snake(c.name)}},\n`
  out += `});\n\n}  // namespace\n\nstd::span<const Command> commands() { return kCommands; }\n\n}  // namespace hearth::protocol\n`
  return out
}

export function enumHeader(model) {
  let out =
    banner +
    `//
// The names of enums, read.
#pragma once

#include <string_view>

#include "chat/values.h"

namespace hearth::protocol {

`
  for (const e of model.enums) {
    out += `/// False, and \`value\` unchanged, for any other word than: ${e.values.join(', ')}.\nbool from_name(std::string_view name, chat::${e.name}& value);\n`
    out += `inline constexpr std::string_view allowed_names(const chat::${e.name}*) { return "${e.values.join(', ')}"; }\n`
  }
  return out + '\n}  // namespace hearth::protocol\n'
}
