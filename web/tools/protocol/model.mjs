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

/** A retry of this command with the same `key` does nothing twice. */
export const hasKey = (command) => command.args.some((a) => a.name === 'key')

function fail(where, what) {
  throw new Error(`core/protocol/protocol.yaml: ${where}: ${what}`)
}

/** `routesPath`: core/api/routes.yaml, the HTTP routes that are no commands. */
export function readModel(path, routesPath) {
  const source = parse(readFileSync(path, 'utf8'))
  const beside = parse(readFileSync(routesPath, 'utf8'))
  const enums = Object.entries(source.enums).map(([name, values]) => ({ name, values }))
  const objectNames = new Set([
    ...Object.keys(source.values),
    ...Object.keys(source.answers),
    ...Object.keys(beside.values),
  ])

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
      if (!['type', 'optional', 'min', 'max', 'lines', 'about', 'example'].includes(key))
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
      example: options.example,
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
  const objects = new Map([...values, ...answers].map((o) => [o.name, o]))
  const errors = Object.entries(source.errors).map(([name, e]) => ({ name, ...e }))
  const httpErrors = Object.entries(source.http_errors).map(([name, e]) => ({ name, ...e }))
  for (const e of httpErrors)
    if (source.errors[e.name]) fail(`http_errors.${e.name}`, 'is an error of its own already')
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
    const cost = c.cost ?? (method === 'GET' ? 'read' : 'write')
    if (!['read', 'write', 'expensive'].includes(cost)) fail(where, `cost "${cost}"`)
    if (c.etag === true && !objects.get(c.out).fields.some((f) => f.name === 'rev'))
      fail(where, `etag needs a field "rev" in ${c.out}`)
    if (c.if_match !== undefined && !args.some((a) => a.name === c.if_match && a.optional))
      fail(where, `if_match names "${c.if_match}", which is no optional argument`)
    if (c.whose !== undefined && !['author', 'author_or_manager', 'manager'].includes(c.whose))
      fail(where, `whose "${c.whose}"`)
    return {
      name,
      about: c.about,
      cost,
      etag: c.etag === true,
      if_match: c.if_match,
      whose: c.whose,
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
  const routeValues = Object.entries(beside.values).map(([n, s]) => object(n, s, 'values'))
  const routes = Object.entries(beside.routes).map(([name, r]) => {
    const where = `routes.${name}`
    const [method, restPath] = r.rest.split(' ')
    const fields = (of) => Object.entries(of ?? {}).map(([f, s]) => field(f, s, where))
    const inPath = fields(r.path)
    const named = [...restPath.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter)
    if (named.join() !== inPath.map((f) => f.name).join())
      fail(where, '"path" must describe what stands in braces')
    if (!['public', 'person'].includes(r.access)) fail(where, `access "${r.access}"`)
    return {
      name,
      about: r.about,
      method,
      path: restPath,
      access: r.access,
      inPath,
      query: fields(r.query),
      body: r.body === undefined || typeof r.body === 'string' ? undefined : fields(r.body),
      media: typeof r.body === 'string' ? r.body : undefined,
      answers: r.answers,
      errors: r.errors ?? [],
      replays: r.replays === true,
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
  return {
    version: source.version,
    enums,
    errors,
    httpErrors,
    closes,
    values,
    answers,
    commands,
    events,
    routes,
    routeValues,
    tags: beside.tags,
  }
}
