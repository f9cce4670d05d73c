// The model as AsyncAPI 3: core/api/asyncapi.json, the protocol of the WebSocket.
import { camel, examplesOf, objectSchema } from './schema.mjs'

const kPlace = '#/components/schemas/'

const about = `A client opens a WebSocket at \`/api/v1/socket\` (cookie and Origin of the appliance, or \`Authorization: Bearer\`) and speaks JSON text frames. A command is \`{"id":7,"do":"message.post",…}\`, its reply \`{"re":7,"ok":{…}}\` or \`{"re":7,"error":{…}}\`, an event \`{"on":"message.posted",…}\`. The first frame from the server is \`welcome\`.

**Resuming.** A conversation counts its changes: each has a \`rev\`, and each rev is told by one event. Who holds rev N and sees N+2 has missed one, and asks \`conversation.sync\` from N. So it is after a cut as well: open the socket, say \`hello\`, ask each conversation for what is newer. Rows come in their newest form; applying one twice does no harm.

Close codes say whether and when to come back.`

export function asyncapi(model) {
  const examples = examplesOf(model)
  const schemas = {}
  for (const e of model.enums) schemas[e.name] = { type: 'string', enum: e.values }
  for (const o of [...model.values, ...model.answers])
    schemas[o.name] = objectSchema(o.fields, kPlace, { about: o.about })
  schemas.Error = {
    type: 'object',
    properties: {
      code: {
        type: 'string',
        description: model.errors.map((e) => `- \`${e.name}\`: ${e.about}`).join('\n'),
        enum: model.errors.map((e) => e.name),
      },
      message: { type: 'string', description: 'For people, in English.' },
      field: { type: 'string', description: 'The argument at fault.' },
      retry_after_ms: { type: 'integer', minimum: 1 },
    },
    required: ['code', 'message'],
  }
  const number = { type: 'integer', minimum: 0, maximum: 2 ** 53 - 1 }

  const messages = {}
  const operations = {}
  const channel = { $ref: '#/channels/socket' }
  const inChannel = (name) => ({ $ref: `#/channels/socket/messages/${name}` })

  messages.failed = {
    name: 'failed',
    title: 'Reply: no',
    summary: 'Why a command was refused. `re` is the `id` of the command.',
    contentType: 'application/json',
    payload: {
      type: 'object',
      properties: { re: number, error: { $ref: kPlace + 'Error' } },
      required: ['re', 'error'],
    },
    examples: [
      {
        payload: { re: 7, error: { code: 'not_found', message: 'There is no such conversation.' } },
      },
    ],
  }
  for (const c of model.commands) {
    const name = camel(c.name)
    messages[name] = {
      name: c.name,
      title: c.name,
      summary: c.about,
      contentType: 'application/json',
      payload: objectSchema(c.args, kPlace, {
        asked: true,
        first: {
          id: { ...number, description: 'Any number of the client.' },
          do: { const: c.name },
        },
      }),
      examples: [{ payload: { id: 7, do: c.name, ...examples.object(c.args) } }],
    }
    const reply = `${name}Reply`
    messages[reply] = {
      name: `${c.name}, done`,
      title: `Reply to ${c.name}`,
      summary: `\`re\` is the \`id\` of the command.`,
      contentType: 'application/json',
      payload: {
        type: 'object',
        properties: { re: number, ok: { $ref: kPlace + c.out } },
        required: ['re', 'ok'],
      },
      examples: [{ payload: { re: 7, ok: examples.answer(c.out) } }],
    }
    operations[name] = {
      action: 'receive',
      channel,
      title: c.name,
      summary: c.about,
      description: `For ${c.access.replace('_', ' ')}. Draws on the budget "${c.cost}". Over REST: ${c.method} /api/v1${c.path}.`,
      tags: [{ name: c.name.split('.')[0] }],
      messages: [inChannel(name)],
      reply: { channel, messages: [inChannel(reply), inChannel('failed')] },
    }
  }
  for (const e of model.events) {
    const name = `on${camel('.' + e.name)}`
    messages[name] = {
      name: e.name,
      title: `Event ${e.name}`,
      summary: e.about,
      contentType: 'application/json',
      payload: objectSchema(e.fields, kPlace, { first: { on: { const: e.name } } }),
      examples: [{ payload: { on: e.name, ...examples.object(e.fields) } }],
    }
    operations[name] = {
      action: 'send',
      channel,
      title: `Event ${e.name}`,
      summary: e.about,
      description: `To: ${e.to}.`,
      tags: [{ name: 'event' }],
      messages: [inChannel(name)],
    }
  }
  const closes = model.closes
    .map(
      (c) =>
        `- ${c.code} \`${c.name}\`: ${c.about} Retry: ${c.retry}${c.after_ms ? `, after ${c.after_ms[0]} to ${c.after_ms[1]} ms` : ''}.`,
    )
    .join('\n')

  return {
    asyncapi: '3.0.0',
    id: 'urn:hearth:socket',
    info: {
      title: 'Hearth, live',
      version: `${model.version}.0.0`,
      description: about,
      tags: [{ name: 'messaging' }],
    },
    defaultContentType: 'application/json',
    servers: {
      appliance: {
        host: '{host}',
        protocol: 'wss',
        description: 'The appliance that serves this document.',
        variables: { host: { description: 'Where it is.', default: 'localhost:8080' } },
        security: [
          { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          {
            type: 'httpApiKey',
            in: 'cookie',
            name: '__Host-hearth_session',
            description: 'With an Origin of the appliance. Without TLS its name is hearth_session.',
          },
        ],
      },
    },
    channels: {
      socket: {
        address: '/api/v1/socket',
        title: 'The socket',
        description: `Everything that is live.\n\nClose codes:\n\n${closes}`,
        servers: [{ $ref: '#/servers/appliance' }],
        messages: Object.fromEntries(
          Object.keys(messages).map((name) => [name, { $ref: `#/components/messages/${name}` }]),
        ),
        bindings: { ws: { method: 'GET', bindingVersion: '0.1.0' } },
      },
    },
    operations,
    components: { messages, schemas },
  }
}
