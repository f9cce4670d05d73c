// Holds all that the stories were answered over REST to openapi.json, and what came over the WebSocket to asyncapi.json:
//
//   node answers.mjs FOLDER [--all]
//
// FOLDER holds what answer_record.cpp wrote. Each answer must be described there for its path, method and status, with its type
// and its schema (in which, other than a client, this is content with no field that the schema does not know); what has no
// path there must be a problem 404, what has no method there a problem 405. With --all every operation must have been
// answered well at least once on either way, and every event must have come.
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const require = createRequire(join(root, 'web/package.json'))
const Ajv = require('ajv/dist/2020.js').default
const addFormats = require('ajv-formats').default

const folder = process.argv[2]
const api = JSON.parse(readFileSync(join(root, 'core/api/openapi.json'), 'utf8'))

const live = JSON.parse(readFileSync(join(root, 'core/api/asyncapi.json'), 'utf8'))

/** Schemas that take nothing they do not name. */
function closed(node) {
  if (Array.isArray(node)) return node.map(closed)
  if (node === null || typeof node !== 'object') return node
  const out = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value)]))
  if (out.type === 'object' && out.properties) out.additionalProperties = false
  delete out.example
  return out
}

const ajv = new Ajv({ strict: false, allErrors: true })
addFormats(ajv)
ajv.addSchema({ $id: 'api', components: closed(api.components) })
ajv.addSchema({ $id: 'live', components: { schemas: closed(live.components.schemas) } })
const validators = new Map()
function validator(schema, document = 'api') {
  const text = document + JSON.stringify(schema)
  if (!validators.has(text)) {
    const there = JSON.parse(
      JSON.stringify(schema).replaceAll('"#/components/', `"${document}#/components/`),
    )
    validators.set(text, ajv.compile(closed(there)))
  }
  return validators.get(text)
}
const said = (valid) =>
  valid.errors.map((e) => `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`).join('; ')

const paths = Object.keys(api.paths).map((pattern) => ({
  pattern,
  parts: pattern.split('/'),
  names: (pattern.match(/\{/g) ?? []).length,
}))
/** As the router: a literal part goes before a parameter. */
function pathOf(target) {
  const parts = target.split('?')[0].split('/')
  const fitting = paths.filter(
    ({ parts: wanted }) =>
      wanted.length === parts.length &&
      wanted.every((part, i) => (part.startsWith('{') ? parts[i] !== '' : part === parts[i])),
  )
  fitting.sort((a, b) => a.names - b.names)
  return fitting.map(({ pattern }) => pattern)
}
const resolved = (node) =>
  node?.$ref
    ? node.$ref
        .slice(2)
        .split('/')
        .reduce((at, key) => at[key], api)
    : node

const problem = api.components.responses.Problem404
const met = new Set()
const complaints = new Map()
let count = 0

function judge({ method, target, status, headers, body }) {
  const fitting = pathOf(target)
  const isOurs = target.startsWith('/api/') || fitting.length > 0
  if (!isOurs) return // a page of the client
  if (status === 101) return
  const pattern = fitting.find((one) => api.paths[one][method.toLowerCase()])
  const operation = pattern && api.paths[pattern][method.toLowerCase()]
  if (!headers['x-request-id']) return 'has no X-Request-Id'
  let described
  if (operation) {
    described = resolved(operation.responses[String(status)])
    if (!described) return `${pattern}: the status ${status} is not described`
  } else {
    const wanted = fitting.length > 0 ? 405 : 404
    if (status !== wanted && ![400, 413].includes(status))
      return `answered ${status} where nothing is, instead of ${wanted}`
    if (status === 405 && !headers.allow) return '405 without Allow'
    described = problem
  }
  if (status >= 200 && status < 300 && operation) met.add(operation.operationId)
  if (!described.content) return body === '' ? undefined : 'has a body where none is described'
  const type = (headers['content-type'] ?? '').split(';')[0]
  const content = described.content[type] ?? described.content['*/*']
  if (!content) return `${pattern}: the type "${type}" is not described for ${status}`
  if (!type.endsWith('json')) return undefined
  const json = JSON.parse(body)
  const valid = validator(content.schema)
  if (!valid(json)) return `${pattern ?? target}: ${status}: ${said(valid)}`
  if (type === 'application/problem+json') {
    if (json.status !== status) return `a problem of ${json.status} with the status ${status}`
    // An answer that is given again tells of the request that it was first given to.
    if (json.request_id !== headers['x-request-id'] && !headers['idempotency-replayed'])
      return 'request_id is not X-Request-Id'
    if (json.code === 'too_many' && !headers['retry-after']) return 'too_many without Retry-After'
    if (json.code === 'invalid' && !json.errors?.some((e) => e.field === json.field))
      return 'invalid without the list of fields'
  }
  return undefined
}

const camel = (name) => name.replace(/[._](\w)/g, (_, letter) => letter.toUpperCase())
const heard = new Set()
function judgeFrame({ command, frame }) {
  const name = frame.on
    ? `on${camel('.' + frame.on)}`
    : frame.error
      ? 'failed'
      : `${camel(command)}Reply`
  if (name === 'Reply') return undefined // to a frame that a story made by hand
  const message = live.components.messages[name]
  if (!message) return `asyncapi.json has no message ${name}`
  heard.add(name)
  const valid = validator(message.payload, 'live')
  return valid(frame) ? undefined : `${name}: ${said(valid)}`
}

for (const file of readdirSync(folder).filter((name) => name.endsWith('.jsonl')))
  for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
    let answer
    try {
      answer = JSON.parse(line)
    } catch {
      continue // the last line of a process that was killed
    }
    ++count
    const wrong = answer.frame ? judgeFrame(answer) : judge(answer)
    if (wrong === undefined) continue
    const how = answer.method ?? 'socket'
    const what = answer.target ?? JSON.stringify(answer.frame).slice(0, 300)
    complaints.set(
      `${how} ${wrong}`,
      complaints.get(`${how} ${wrong}`) ?? `${how} ${what}: ${wrong}`,
    )
  }

for (const text of complaints.values()) console.error(text)
const never = Object.values(api.paths)
  .flatMap((path) => Object.values(path))
  .map((operation) => operation.operationId)
  .filter((id) => !met.has(id))
for (const name of Object.keys(live.components.messages))
  if ((name.endsWith('Reply') || /^on[A-Z]/.test(name)) && !heard.has(name))
    never.push(`on the socket, ${name}`)
if (process.argv.includes('--all'))
  for (const id of never) console.error(`${id} was never answered well in any story`)
else if (never.length > 0) console.log(`not met: ${never.join(' ')}`)
console.log(
  `${count} answers and frames, ${complaints.size} kinds of complaint, ${met.size} operations and ${heard.size} messages met`,
)
const good = count > 0 && complaints.size === 0
process.exit(good && (never.length === 0 || !process.argv.includes('--all')) ? 0 : 1)
