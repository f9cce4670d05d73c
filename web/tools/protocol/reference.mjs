// The model as a page to read: docs/protocol.md.
const type = (f) =>
  `${f.list ? `list of ${f.type.name}` : f.type.name}${f.optional ? ', optional' : ''}`

function bounds(f) {
  const what = f.list ? 'items' : f.type.kind === 'text' ? 'code points' : ''
  if (f.min === undefined && f.max === undefined) return ''
  return ` (${f.min ?? (f.list ? 0 : 1)} … ${f.max ?? 'any'}${what ? ` ${what}` : ''})`
}

function fieldTable(fields) {
  if (fields.length === 0) return 'None.\n'
  const rows = fields.map((f) => `| \`${f.name}\` | ${type(f)}${bounds(f)} | ${f.about ?? ''} |`)
  return `| field | type | |\n| --- | --- | --- |\n${rows.join('\n')}\n`
}

export function reference(model) {
  let out = `<!-- Made from core/protocol/protocol.yaml by \`npm --prefix web run protocol\`. Do not edit. -->

# The protocol, version ${model.version}

A client opens a WebSocket at \`/api/v1/socket\` (cookie and Origin of the appliance, or \`Authorization: Bearer\`), and
speaks JSON text frames:

| | frame |
| --- | --- |
| command | \`{"id":7,"do":"message.post","conversation":12,"key":"…","body":"…"}\` |
| reply | \`{"re":7,"ok":{…}}\` or \`{"re":7,"error":{"code":"…","message":"…"}}\` (and \`field\`, \`retry_after_ms\`) |
| event | \`{"on":"message.posted","conversation":12,"rev":57,…}\` |

\`id\` is any number of the client's; replies may overtake each other. The first frame from the server is \`welcome\`. Fields
that are not set are absent. Times are RFC 3339 in UTC with milliseconds, ids are numbers below 2^53.

Every command is also a REST call under \`/api/v1\`: arguments come from the path, and from the query (GET, DELETE) or a JSON body; the
answer is what stands behind \`ok\`, an error is an RFC 9457 problem with the same \`code\`.

**In step.** A conversation counts its changes: each has a \`rev\`, and each rev is told by one event. Who holds rev N and sees N+2 has
missed one, and asks \`conversation.sync\` from N. Rows come in their newest form: applying one is an upsert by its key
(message: \`seq\`, member: \`person\`), a row with a lower rev than the held one is old news, and watermarks only grow. Who posts
a message has read everything up to it; no event says so.

**My own log.** What concerns me alone has a \`rev\` of mine, which \`hello\` and each \`personal.changed\` tell; who misses some asks \`personal.sync\`. The keys
are \`conversation\` (places, drafts), \`conversation\` and \`seq\` (saved), \`id\` (scheduled), \`name\` (preferences). Muted until a time that has passed is not
muted; archived is what has no later message than \`archived_seq\`, or is muted; unread from \`unread_from\` on counts as long as my \`read_seq\` is not
beyond \`unread_until\`.

## Commands

`
  for (const c of model.commands) {
    out += `### ${c.name}\n\n${c.about}\n\n\`${c.method} /api/v1${c.path}\` · for ${c.access.replace('_', ' ')} · answers [${c.out}](#${c.out.toLowerCase()})${c.status === 200 ? '' : ` (${c.status})`}\n\n`
    out += fieldTable(c.args) + '\n'
  }
  out += '## Events\n\n'
  for (const e of model.events)
    out += `### ${e.name}\n\n${e.about} To: ${e.to}.\n\n${fieldTable(e.fields)}\n`
  out += '## Objects\n\n'
  for (const o of [...model.values, ...model.answers])
    out += `### ${o.name}\n\n${o.about ? o.about + '\n\n' : ''}${fieldTable(o.fields)}\n`
  out += '## Enums\n\n| enum | values |\n| --- | --- |\n'
  for (const e of model.enums)
    out += `| ${e.name} | ${e.values.map((v) => `\`${v}\``).join(', ')} |\n`
  out += '\n## Errors\n\n| code | HTTP | |\n| --- | --- | --- |\n'
  for (const e of model.errors) out += `| \`${e.name}\` | ${e.http} | ${e.about} |\n`
  out += '\n### Over HTTP only\n\n| code | HTTP | |\n| --- | --- | --- |\n'
  for (const e of model.httpErrors) out += `| \`${e.name}\` | ${e.http} | ${e.about} |\n`
  out +=
    '\n## Close codes\n\nThe reason of the close frame repeats `retry` and `after_ms` as JSON.\n\n| code | name | retry | |\n| --- | --- | --- | --- |\n'
  for (const c of model.closes)
    out += `| ${c.code} | ${c.name} | ${c.retry}${c.after_ms ? `, after ${c.after_ms[0]} to ${c.after_ms[1]} ms` : ''} | ${c.about} |\n`
  return out
}
