// The model as OpenAPI 3.1: core/api/openapi.json, every route that the server has.
import { hasKey } from './model.mjs'
import { camel, examplesOf, fieldSchema, objectSchema } from './schema.mjs'

const kPlace = '#/components/schemas/'
const ref = (section, name) => ({ $ref: `#/components/${section}/${name}` })

const about = `Team messaging that an organisation runs itself.

Every command of the WebSocket protocol (\`/api/asyncapi.json\`) is also a call here: the same arguments, the same rules, the same answer.

**Who asks.** A program sends \`Authorization: Bearer\` with the access token of \`POST /api/v1/auth/login\` (\`as: program\`). A browser has the session's cookie, and sends \`X-CSRF-Token\` with whatever changes something.

**Answers** are JSON. Fields that are not set are absent; a client ignores fields that it does not know. Ids are numbers below 2^53, times RFC 3339 in UTC.

**Errors** are RFC 9457 problems with a stable \`code\`, and a \`request_id\` that is also in the header \`X-Request-Id\` and in the server's log. What is wrong with arguments is listed in \`errors\`. An unknown path is a 404 \`not_found\`, an unknown method a 405 \`method_not_allowed\` with \`Allow\`.

**Lists** come in pages: \`limit\` says how many, \`next\` of the answer is given as \`after\` for the next one. It is opaque: keep it, send it, nothing else. History goes by the places of messages instead: \`before\`, \`after\` or \`around\`.

**Again.** Commands with an argument \`key\` are carried out once however often they are sent; there \`Idempotency-Key\` may give the key. For other calls that change something, the answer to a request with an \`Idempotency-Key\` is kept for a day and given again, with \`Idempotency-Replayed: true\`. The same key with another request is a 422 \`key_reused\`, and while the first is under way a 409 \`in_flight\`.

**How often.** Calls of a person are limited by kind, so generously that people never notice: \`RateLimit-Policy\` and \`RateLimit\` say what is left, 429 \`too_many\` comes with \`Retry-After\`.`

function parameter(f, where, required) {
  const schema = fieldSchema({ ...f, about: undefined }, kPlace, true)
  return {
    name: f.name,
    in: where,
    required,
    ...(f.about ? { description: f.about } : {}),
    ...(f.list ? { style: 'form', explode: false } : {}),
    schema,
  }
}

const headers = {
  RequestId: { description: 'Of this request; also in the log.', schema: { type: 'string' } },
  ETag: { description: 'For If-Match and If-None-Match.', schema: { type: 'string' } },
  RetryAfter: {
    description: 'Seconds to wait.',
    schema: { type: 'integer', minimum: 0 },
  },
  RateLimitPolicy: {
    description: 'The kind of calls, how many a minute (draft-ietf-httpapi-ratelimit-headers).',
    schema: { type: 'string' },
  },
  RateLimit: {
    description: 'What is left, and seconds until all of it is back.',
    schema: { type: 'string' },
  },
  Replayed: {
    description: '"true" when this answer was given before to a request with this Idempotency-Key.',
    schema: { type: 'string' },
  },
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Chosen by the client, in quotes or without (draft-ietf-httpapi-idempotency-key-header). A retry with it changes nothing twice.',
  schema: { type: 'string', minLength: 1, maxLength: 257 },
}
const ifMatch = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description: 'The ETag of what I know: refused with 412 when it has changed since.',
  schema: { type: 'string' },
}
const ifNoneMatch = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'The ETag of what I hold: answered with 304 while it is as it was.',
  schema: { type: 'string' },
}

export function openapi(model) {
  const examples = examplesOf(model)
  const errors = [...model.errors, ...model.httpErrors]
  const json = (schema, example) => ({ 'application/json': { schema, example } })

  const schemas = {}
  for (const e of model.enums) schemas[e.name] = { type: 'string', enum: e.values }
  for (const o of [...model.values, ...model.answers, ...model.routeValues])
    schemas[o.name] = objectSchema(o.fields, kPlace, { about: o.about })
  schemas.Fault = {
    type: 'object',
    description: 'What is wrong with one argument.',
    properties: { field: { type: 'string' }, detail: { type: 'string' } },
    required: ['field', 'detail'],
  }
  schemas.ErrorCode = {
    type: 'string',
    description: errors.map((e) => `- \`${e.name}\` (${e.http}): ${e.about}`).join('\n'),
    enum: errors.map((e) => e.name),
  }
  schemas.Problem = {
    type: 'object',
    description: 'An RFC 9457 problem.',
    properties: {
      type: { type: 'string', format: 'uri', description: 'urn:hearth:problem: and the code.' },
      title: { type: 'string' },
      status: { type: 'integer', minimum: 400, maximum: 599 },
      code: { $ref: kPlace + 'ErrorCode' },
      detail: { type: 'string', description: 'For people, in English.' },
      field: { type: 'string', description: 'The first argument at fault.' },
      errors: { type: 'array', items: { $ref: kPlace + 'Fault' } },
      retry_after_ms: { type: 'integer', minimum: 1 },
      request_id: { type: 'string' },
    },
    required: ['type', 'title', 'status', 'code', 'detail', 'request_id'],
  }

  const responses = {}
  for (const status of [...new Set(errors.map((e) => e.http))].sort()) {
    const of = errors.filter((e) => e.http === status)
    const fields = { 'X-Request-Id': ref('headers', 'RequestId') }
    if (status === 429 || status === 503) fields['Retry-After'] = ref('headers', 'RetryAfter')
    responses[`Problem${status}`] = {
      description: of.map((e) => `\`${e.name}\`: ${e.about}`).join(' '),
      headers: fields,
      content: {
        'application/problem+json': {
          schema: { $ref: kPlace + 'Problem' },
          example: {
            type: `urn:hearth:problem:${of[0].name}`,
            title: (of[0].name[0].toUpperCase() + of[0].name.slice(1)).replace(/_/g, ' '),
            status,
            code: of[0].name,
            detail: 'Why, in words.',
            request_id: 'pW3k0xq2Zb1v',
          },
        },
      },
    }
  }
  const used = new Set()
  const problems = (statuses) =>
    Object.fromEntries(
      [...new Set(statuses)].sort().map((status) => {
        used.add(`Problem${status}`)
        return [String(status), ref('responses', `Problem${status}`)]
      }),
    )

  const paths = {}
  const place = (path, method, operation) => {
    paths[path] ??= {}
    paths[path][method.toLowerCase()] = operation
  }
  const isSafe = (method) => method === 'GET'
  const securityOf = (access, method) => {
    if (access === 'public') return []
    return [{ bearer: [] }, isSafe(method) ? { cookie: [] } : { cookie: [], csrf: [] }]
  }
  const limited = {
    'X-Request-Id': ref('headers', 'RequestId'),
    'RateLimit-Policy': ref('headers', 'RateLimitPolicy'),
    RateLimit: ref('headers', 'RateLimit'),
  }
  const takesBody = (method) => ['POST', 'PUT', 'PATCH'].includes(method)

  for (const c of model.commands) {
    const inPath = c.args.filter((a) => c.path.includes(`{${a.name}}`))
    const rest = c.args.filter((a) => !inPath.includes(a))
    const hasBody = takesBody(c.method) && rest.length > 0
    const keyed = !isSafe(c.method)
    const fields = { ...limited }
    if (c.etag) fields.ETag = ref('headers', 'ETag')
    if (keyed && !hasKey(c)) fields['Idempotency-Replayed'] = ref('headers', 'Replayed')
    // What Idempotency-Key gives need not stand in the body.
    const asked = rest.map((a) => (a.name === 'key' ? { ...a, optional: true } : a))
    if (hasBody) schemas[c.in] = objectSchema(asked, kPlace, { asked: true })
    const needed = asked.some((a) => !a.optional)
    place(`/api/v1${c.path}`, c.method, {
      operationId: camel(c.name),
      summary: c.name,
      description: c.about,
      tags: [c.name.split('.')[0]],
      security: securityOf(c.access, c.method),
      parameters: [
        ...inPath.map((a) => parameter(a, 'path', true)),
        ...(takesBody(c.method) ? [] : rest.map((a) => parameter(a, 'query', !a.optional))),
        ...(keyed ? [ref('parameters', 'IdempotencyKey')] : []),
        ...(c.if_match ? [ref('parameters', 'IfMatch')] : []),
        ...(c.etag && isSafe(c.method) ? [ref('parameters', 'IfNoneMatch')] : []),
      ],
      ...(hasBody
        ? {
            requestBody: {
              required: needed,
              content: json({ $ref: kPlace + c.in }, examples.object(rest)),
            },
          }
        : {}),
      responses: {
        [String(c.status)]: {
          description: 'Well.',
          headers: fields,
          content: json({ $ref: kPlace + c.out }, examples.answer(c.out)),
        },
        ...(c.etag && isSafe(c.method)
          ? { 304: { description: 'It is as it was.', headers: { ETag: ref('headers', 'ETag') } } }
          : {}),
        ...problems([
          ...[400, 401, 403, 404, 409, 413, 422, 429, 500, 503],
          ...(takesBody(c.method) ? [415] : []),
          ...(c.if_match ? [412] : []),
        ]),
      },
      'x-command': c.name,
      'x-access': c.access,
      'x-cost': c.cost,
      ...(c.whose ? { 'x-whose': c.whose } : {}),
    })
  }

  for (const r of model.routes) {
    const schema = r.body && objectSchema(r.body, kPlace, { asked: true })
    const answer = (name) => {
      const head = { description: name === 'none' ? 'Nothing more to say.' : 'Well.' }
      head.headers = { 'X-Request-Id': ref('headers', 'RequestId') }
      if (name === 'none') return head
      if (name === 'file') return { ...head, content: { '*/*': { schema: {} } } }
      if (name === 'document')
        return { ...head, content: { 'application/json': { schema: { type: 'object' } } } }
      if (name.includes('/'))
        return { ...head, content: { [name]: { schema: { type: 'string' } } } }
      return { ...head, content: json({ $ref: kPlace + name }, examples.answer(name)) }
    }
    const answers = Object.fromEntries(
      Object.entries(r.answers).map(([status, name]) => [status, answer(name)]),
    )
    place(r.path, r.method, {
      operationId: camel(r.name),
      summary: r.name,
      description: r.about,
      tags: [r.name.split('.')[0]],
      security: securityOf(r.access, r.method),
      parameters: [
        ...r.inPath.map((a) => parameter(a, 'path', true)),
        ...r.query.map((a) => parameter(a, 'query', !a.optional)),
        ...(r.replays ? [ref('parameters', 'IdempotencyKey')] : []),
      ],
      ...(schema
        ? {
            requestBody: {
              required: schema.required !== undefined,
              content: json(schema, examples.object(r.body)),
            },
          }
        : {}),
      ...(r.media
        ? { requestBody: { required: true, content: { [r.media]: { schema: {} } } } }
        : {}),
      responses: {
        ...problems([
          ...[400, 413, 422, 429, 500, 503],
          ...(r.access === 'person' ? [401, 403] : []),
          ...(takesBody(r.method) ? [403, 415] : []),
          ...r.errors,
        ]),
        ...answers,
      },
      'x-access': r.access,
    })
  }

  const tags = new Set(
    Object.values(paths)
      .flatMap((path) => Object.values(path))
      .flatMap((operation) => operation.tags),
  )
  return {
    openapi: '3.1.0',
    info: { title: 'Hearth', version: `${model.version}.0.0`, description: about },
    servers: [{ url: '/', description: 'The appliance that serves this document.' }],
    tags: [...tags].sort().map((name) => ({
      name,
      description: model.tags[name] ?? `Commands whose names begin with "${name}".`,
    })),
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-hearth_session',
          description: 'Set by POST /api/v1/auth/login. Without TLS its name is hearth_session.',
        },
        csrf: {
          type: 'apiKey',
          in: 'header',
          name: 'X-CSRF-Token',
          description: '`csrf` of the answer that signed in, or of GET /api/v1/auth/session.',
        },
      },
      parameters: { IdempotencyKey: idempotencyKey, IfMatch: ifMatch, IfNoneMatch: ifNoneMatch },
      headers,
      responses: Object.fromEntries(Object.entries(responses).filter(([name]) => used.has(name))),
      schemas: withoutUnused(schemas, [paths, responses]),
    },
  }
}

/** Of the schemas those that somebody refers to: events have values of their own that HTTP never tells. */
function withoutUnused(schemas, roots) {
  const kept = new Set()
  const visit = (node) => {
    if (node === null || typeof node !== 'object') return
    if (typeof node.$ref === 'string' && node.$ref.startsWith(kPlace)) {
      const name = node.$ref.slice(kPlace.length)
      if (!kept.has(name)) {
        kept.add(name)
        visit(schemas[name])
      }
    }
    for (const child of Object.values(node)) visit(child)
  }
  visit(roots)
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => kept.has(name)))
}
