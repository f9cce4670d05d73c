// Reads core/protocol/protocol.yaml into a checked model. Everything that is wrong with the file is told here, with its place.
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

const scalars = {
  PersonId: { cpp: 'PersonId', ts: 'number', kind: 'id' },
  ConversationId: { cpp: 'ConversationId', ts: 'number', kind: 'id' },
  SessionId: { cpp: 'SessionId', ts: 'number', kind: 'id' },
  Seq: { cpp: 'Seq', ts: 'number', kind: 'number' },
  Rev: { cpp: 'Rev', ts: 'number', kind: 'number' },
  u32: { cpp: 'std::uint32_t', ts: 'number', kind: 'number' },
  u64: { cpp: 'std::uint64_t', ts: 'number', kind: 'number' },
  bool: { cpp: 'bool', ts: 'boolean', kind: 'bool' },
  time: { cpp: 'Time', ts: 'string', kind: 'time' },
  text: { cpp: 'std::string', ts: 'string', kind: 'text' },
  cursor: { cpp: 'std::string', ts: 'string', kind: 'text' },
}

export const snake = (name) => name.replace(/\./g, '_')
export const pascal = (name) =>
  name
    .split(/[._]/)
    .map((part) => part[0].toUpperCase() + part.slice(1))
    .join('')

function fail(where, what) {
  throw new Error(`core/protocol/protocol.yaml: ${where}: ${what}`)
}

export function readModel(path) {
  const source = parse(readFileSync(path, 'utf8'))
  const enums = Object.entries(source.enums).map(([name, values]) => ({ name, values }))
  const objectNames = new Set([...Object.keys(source.values), ...Object.keys(source.answers)])

  function baseType(name, where) {
    if (scalars[name]) return { name, ...scalars[name] }
    if (source.enums[name]) return { name, cpp: name, ts: name, kind: 'enum' }
    if (objectNames.has(name)) return { name, cpp: name, ts: name, kind: 'object' }
    return fail(where, `there is no type "${name}"`)
  }

  function field(name, spec, where) {
    let options = {}
    if (spec && typeof spec === 'object' && !Array.isArray(spec)) {
      options = spec
      spec = spec.type
    }
    if (Array.isArray(spec)) spec = `[${spec[0]}]`
    if (typeof spec !== 'string') fail(`${where}.${name}`, 'has no type')
    let optional = options.optional === true
    if (spec.endsWith('?')) {
      optional = true
      spec = spec.slice(0, -1)
    }
    const list = spec.startsWith('[')
    const type = baseType(list ? spec.slice(1, -1) : spec, `${where}.${name}`)
    for (const key of Object.keys(options))
      if (!['type', 'optional', 'min', 'max', 'lines', 'about'].includes(key))
        fail(`${where}.${name}`, `unknown key "${key}"`)
    return {
      name,
      type,
      list,
      optional,
      min: options.min,
      max: options.max,
      lines: options.lines === true,
      about: options.about,
    }
  }

  function object(name, spec, where) {
    const { about, ...fields } = spec ?? {}
    return {
      name,
      about,
      fields: Object.entries(fields).map(([f, s]) => field(f, s, `${where}.${name}`)),
    }
  }

  const values = Object.entries(source.values).map(([n, s]) => object(n, s, 'values'))
  const answers = Object.entries(source.answers).map(([n, s]) => object(n, s, 'answers'))
  const errors = Object.entries(source.errors).map(([name, e]) => ({ name, ...e }))
  const closes = Object.entries(source.closes).map(([name, c]) => ({ name, ...c }))
  const commands = Object.entries(source.commands).map(([name, c]) => {
    const where = `commands.${name}`
    for (const key of ['about', 'rest', 'access', 'runs', 'verb', 'in', 'out', 'args'])
      if (c[key] === undefined) fail(where, `"${key}" is missing`)
    if (!['public', 'person', 'member', 'group_manager', 'visitor'].includes(c.access))
      fail(where, `access "${c.access}"`)
    if (!['loop', 'pool'].includes(c.runs)) fail(where, `runs "${c.runs}"`)
    if (!objectNames.has(c.out)) fail(where, `there is no object "${c.out}"`)
    const [method, restPath] = c.rest.split(' ')
    const args = Object.entries(c.args).map(([f, s]) => field(f, s, where))
    for (const [, parameter] of restPath.matchAll(/\{(\w+)\}/g))
      if (!args.some((a) => a.name === parameter))
        fail(where, `path names "${parameter}", which is no argument`)
    if (
      ['member', 'group_manager', 'visitor'].includes(c.access) &&
      !args.some((a) => a.name === 'conversation')
    )
      fail(where, `access ${c.access} needs an argument "conversation"`)
    return {
      name,
      about: c.about,
      method,
      path: restPath,
      status: c.status ?? 200,
      access: c.access,
      runs: c.runs,
      verb: c.verb,
      in: c.in,
      out: c.out,
      args,
    }
  })
  const events = Object.entries(source.events).map(([name, e]) => {
    if (!['conversation', 'person', 'watchers', 'connection'].includes(e.to))
      fail(`events.${name}`, `to "${e.to}"`)
    return {
      name,
      about: e.about,
      to: e.to,
      fields: Object.entries(e.fields).map(([f, s]) => field(f, s, `events.${name}`)),
    }
  })
  return { version: source.version, enums, errors, closes, values, answers, commands, events }
}
