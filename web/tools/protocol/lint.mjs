// Holds openapi.json and asyncapi.json to the rules of public linters: Redocly's recommended ones, and AsyncAPI's own.
// Nothing is asked of the network, nothing is reported to anybody.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { Parser } from '@asyncapi/parser'
import { createConfig, lintFromString } from '@redocly/openapi-core'

const api = join(dirname(fileURLToPath(import.meta.url)), '../../../core/api')
let wrong = 0
const complain = (file, where, what) => {
  console.error(`${file}: ${where}: ${what}`)
  ++wrong
}

const config = await createConfig({
  extends: ['recommended-strict'],
  rules: {
    // Hearth names no licence yet; the rule returns with it.
    'info-license': 'off',
    'info-license-url': 'off',
    // "/people/find" beside "/people/{person}" is no ambiguity: OpenAPI itself says that the concrete path goes first,
    // and so does the router.
    'no-ambiguous-paths': 'off',
    'no-invalid-media-type-examples': 'error',
    'no-invalid-schema-examples': 'error',
    'operation-operationId-unique': 'error',
    'path-parameters-defined': 'error',
    'tag-description': 'error',
    'operation-description': 'error',
  },
})
const problems = await lintFromString({
  source: readFileSync(join(api, 'openapi.json'), 'utf8'),
  absoluteRef: join(api, 'openapi.json'),
  config,
})
for (const p of problems)
  complain(
    'openapi.json',
    p.location?.[0]?.pointer ?? '',
    `${p.message} (${p.severity} ${p.ruleId})`,
  )

const diagnostics = await new Parser().validate(readFileSync(join(api, 'asyncapi.json'), 'utf8'))
/** Severities of AsyncAPI's parser: 0 error, 1 warning, 2 information, 3 hint. */
const kWarning = 1
for (const d of diagnostics.filter((one) => one.severity <= kWarning))
  complain('asyncapi.json', d.path.join('.'), `${d.message} (${d.code})`)

console.log(wrong === 0 ? 'openapi.json and asyncapi.json are well made' : `${wrong} complaints`)
process.exit(wrong === 0 ? 0 : 1)
