// Makes every file that follows from core/protocol/protocol.yaml and core/api/routes.yaml; with --check only tells which are stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readModel } from './model.mjs'
import { callsHeader, enumHeader, wireHeader, wireSource } from './cpp.mjs'
import { typescript } from './typescript.mjs'
import { asyncapi } from './asyncapi.mjs'
import { openapi } from './openapi.mjs'
import { reference } from './reference.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')
const model = readModel(
  join(root, 'core/protocol/protocol.yaml'),
  join(root, 'core/api/routes.yaml'),
)
const format = (text) =>
  execFileSync(
    'clang-format',
    ['--assume-filename=x.cpp', `--style=file:${join(root, '.clang-format')}`],
    { input: text, encoding: 'utf8' },
  )

const files = {
  'core/chat/calls.gen.h': format(callsHeader(model)),
  'core/protocol/enums.gen.h': format(enumHeader(model)),
  'core/protocol/wire.gen.h': format(wireHeader(model)),
  'core/protocol/wire.gen.cpp': format(wireSource(model)),
  'core/api/openapi.json': JSON.stringify(openapi(model), null, 1) + '\n',
  'core/api/asyncapi.json': JSON.stringify(asyncapi(model), null, 1) + '\n',
  'web/src/protocol/wire.gen.ts': typescript(model),
  'docs/protocol.md': reference(model),
}

let stale = 0
for (const [name, text] of Object.entries(files)) {
  const path = join(root, name)
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue
  if (process.argv.includes('--check')) {
    console.error(`${name} is stale: run \`npm --prefix web run protocol\``)
    ++stale
  } else {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    console.log(`made ${name}`)
  }
}
process.exit(stale ? 1 : 0)
