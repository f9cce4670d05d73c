// Writes NAME.br and NAME.gz beside each compressible file of the build, so that the server never compresses.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const kCompressible = /\.(?:js|css|html|svg|json|webmanifest|txt)$/
const kSmallest = 512 // below this a compressed copy saves nothing

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

async function compressFile(path) {
  const plain = await readFile(path)
  if (plain.length < kSmallest) return
  const best = {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
    },
  }
  await writeFile(`${path}.br`, await toBrotli(plain, best))
  await writeFile(`${path}.gz`, await toGzip(plain, { level: 9 }))
}

async function compressFolder(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await compressFolder(path)
    else if (kCompressible.test(entry.name)) await compressFile(path)
  }
}

/** A Vite plugin; runs after everything is written. */
export function compressAssets() {
  let folder = 'dist'
  return {
    name: 'hearth:compress-assets',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      folder = config.build.outDir
    },
    async closeBundle() {
      await compressFolder(folder)
    },
  }
}
