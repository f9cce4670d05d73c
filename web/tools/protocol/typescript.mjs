// The model as TypeScript: web/src/protocol/wire.gen.ts.
const line = (f) => {
  const about = f.about ? `  /** ${f.about} */\n` : ''
  return `${about}  ${f.name}${f.optional ? '?' : ''}: ${f.type.ts}${f.list ? '[]' : ''};\n`
}
const doc = (about) => (about ? `/** ${about} */\n` : '')

export function typescript(model) {
  let out =
    '// Made from core/protocol/protocol.yaml by `npm --prefix web run protocol`. Do not edit.\n\n'
  out += `export const protocolVersion = ${model.version};\n\n`
  for (const e of model.enums)
    out += `export type ${e.name} = ${e.values.map((v) => `'${v}'`).join(' | ')};\n`
  out += '\n'
  for (const o of [...model.values, ...model.answers]) {
    if (o.fields.length === 0)
      out += `${doc(o.about)}export type ${o.name} = Record<string, never>;\n\n`
    else out += `${doc(o.about)}export interface ${o.name} {\n${o.fields.map(line).join('')}}\n\n`
  }
  out += 'export interface Commands {\n'
  for (const c of model.commands) {
    const args =
      c.args.length === 0
        ? 'Record<string, never>'
        : `{\n${c.args.map((a) => line(a).replace(/^/gm, '    ').trimEnd() + '\n').join('')}    }`
    out += `  /** ${c.about} */\n  '${c.name}': {\n    args: ${args};\n    out: ${c.out};\n  };\n`
  }
  out += '}\n\nexport type CommandName = keyof Commands;\n\n'
  out += 'export interface Events {\n'
  for (const e of model.events)
    out += `  /** ${e.about} */\n  '${e.name}': {\n    on: '${e.name}';\n${e.fields.map((f) => '  ' + line(f).replace(/\n(?=.)/g, '\n  ')).join('')}  };\n`
  out += '}\n\nexport type Event = Events[keyof Events];\n\n'
  out += `export type ErrorCode =\n${model.errors.map((e) => `  | '${e.name}'`).join('\n')};\n\n`
  out += `export interface Close {\n  name: string;\n  retry: 'no' | 'now' | 'later' | 'sign_in';\n  /** A random time in this range, in milliseconds, before the next try. */\n  after_ms?: [number, number];\n}\n\n`
  out += 'export const closes: Record<number, Close> = {\n'
  for (const c of model.closes)
    out += `  ${c.code}: { name: '${c.name}', retry: '${c.retry}'${c.after_ms ? `, after_ms: [${c.after_ms.join(', ')}]` : ''} },\n`
  return out + '};\n'
}
