// Puts the page of the API's documents into the build, under api-docs/: our own few files and Swagger UI as it is
// published. The server shows it at /api/docs, under a content security policy of its own.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const ours = join(dirname(fileURLToPath(import.meta.url)), '../../api-docs')
const theirs = dirname(require.resolve('swagger-ui-dist/package.json'))
const kFiles = [
  [ours, ['index.html', 'page.css', 'page.js']],
  [theirs, ['swagger-ui.css', 'swagger-ui-bundle.js', 'swagger-ui-bundle.js.LICENSE.txt']],
]

/** A Vite plugin. */
export function apiDocs() {
  return {
    name: 'hearth:api-docs',
    apply: 'build',
    async generateBundle() {
      for (const [folder, names] of kFiles)
        for (const name of names) {
          const text = await readFile(join(folder, name), 'utf8')
          // The maps stay at home.
          const source = text.replace(/\n?(\/\/|\/\*)# sourceMappingURL=.*$/s, '\n')
          this.emitFile({ type: 'asset', fileName: `api-docs/${name}`, source })
        }
    },
  }
}
