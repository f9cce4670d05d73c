// Fields and objects of the model as JSON Schema, and believable examples of them. The same for OpenAPI and AsyncAPI.

const kMostId = 2 ** 53 - 1
const kMostU32 = 2 ** 32 - 1
/** Text without `min` and `max` that is answered and not asked for may be anything. */
const kAsked = { min: 1, max: 1000 }

const idNames = new Set(['PersonId', 'ConversationId', 'SessionId'])

/** What one would find in a field of this name; else by its type. */
const likely = {
  name: 'Design review',
  user_name: 'ana',
  organisation: 'Hearth',
  version: '0.1.0',
  body: 'Tea at **four**?',
  description: 'What we build, and why.',
  emoji: '👍',
  key: '0192f0c1-8f5e-7c3a-9d1b-5f6a7b8c9d0e',
  text: 'ana',
  server: 'hearth 0.1.0',
  conversation: 12,
  person: 2,
  people: [2],
  seq: 7,
  rev: 19,
  heartbeat_ms: 45000,
  limit: 20,
}

function bounds(f, asked) {
  const text = asked ? kAsked : {}
  switch (f.type.kind) {
    case 'id':
      return { type: 'integer', format: 'int64', minimum: 1, maximum: kMostId }
    case 'number':
      return {
        type: 'integer',
        format: 'int64',
        minimum: (!f.list && f.min) || 0,
        maximum: (!f.list && f.max) || (f.type.name === 'u32' ? kMostU32 : kMostId),
      }
    case 'bool':
      return { type: 'boolean' }
    case 'time':
      return { type: 'string', format: 'date-time' }
    case 'text': {
      if (f.type.name === 'cursor') return { type: 'string', minLength: 1, maxLength: 200 }
      const min = (!f.list && f.min) ?? text.min
      const max = (!f.list && f.max) || text.max
      return {
        type: 'string',
        ...(min === undefined || min === false ? {} : { minLength: min }),
        ...(max === undefined ? {} : { maxLength: max }),
      }
    }
    default:
      return undefined
  }
}

/** `place`: where objects and enums stand, such as "#/components/schemas/". `asked`: an argument, which has bounds. */
export function fieldSchema(f, place, asked) {
  const one = bounds(f, asked) ?? { $ref: place + f.type.name }
  const schema = f.list
    ? {
        type: 'array',
        items: one,
        ...(asked ? { minItems: f.min ?? 0, maxItems: f.max ?? 100 } : {}),
      }
    : one
  if (f.about === undefined) return schema
  return { ...schema, description: f.about }
}

export function objectSchema(fields, place, { about, asked = false, first = {} } = {}) {
  const required = [...Object.keys(first), ...fields.filter((f) => !f.optional).map((f) => f.name)]
  return {
    type: 'object',
    ...(about ? { description: about } : {}),
    properties: {
      ...first,
      ...Object.fromEntries(fields.map((f) => [f.name, fieldSchema(f, place, asked)])),
    },
    ...(required.length > 0 ? { required } : {}),
  }
}

/** Examples of fields and objects of one model. */
export function examplesOf(model) {
  const objects = new Map(
    [...model.values, ...model.answers, ...model.routeValues].map((o) => [o.name, o.fields]),
  )
  const enums = new Map(model.enums.map((e) => [e.name, e.values]))

  function one(f, depth) {
    switch (f.type.kind) {
      case 'id':
        return f.type.name === 'ConversationId' ? 12 : 2
      case 'number':
        return Math.max(f.list ? 0 : (f.min ?? 0), f.type.name === 'u32' ? 1 : 7)
      case 'bool':
        return true
      case 'time':
        return '2026-03-22T12:00:00.000Z'
      case 'text':
        return f.type.name === 'cursor' ? 'MTI' : 'text'
      case 'enum':
        return enums.get(f.type.name)[0]
      default:
        return object(objects.get(f.type.name), depth + 1)
    }
  }
  function field(f, depth = 0) {
    if (f.example !== undefined) return f.example
    const known = likely[f.name]
    const wanted = f.list ? 'object' : ['id', 'number'].includes(f.type.kind) ? 'number' : 'string'
    const fits =
      known !== undefined &&
      typeof known === wanted &&
      (f.list ? idNames.has(f.type.name) : ['id', 'number', 'text'].includes(f.type.kind)) &&
      f.type.name !== 'cursor'
    if (fits) return known
    return f.list ? [one(f, depth)] : one(f, depth)
  }
  /** Of optional fields only those that are plain values, so that examples end. */
  function object(fields, depth = 0) {
    return Object.fromEntries(
      fields
        .filter((f) => !f.optional || (depth === 0 && f.type.kind !== 'object'))
        .map((f) => [f.name, field(f, depth)]),
    )
  }
  return { field, object, answer: (name) => object(objects.get(name)) }
}

export const camel = (name) => name.replace(/[._](\w)/g, (_, letter) => letter.toUpperCase())
