// Fails when the JavaScript that is needed to read and send the first message is over its limit:
// the entry of index.html and all it imports statically, gzipped.
import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const kLimit = 150 * 1024
const dist = resolve(dirname(fileURLToPath(import.meta.url)), '../../dist')

function staticImports(source) {
  const found = source.matchAll(
    /(?:^|[;}\s])(?:import|export)\s*(?:[^'"();]*?\s*from\s*)?["'](\.[^"']+)["']/g,
  )
  return [...found].map((match) => match[1])
}

const page = readFileSync(join(dist, 'index.html'), 'utf8')
if (/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/i.test(page)) {
  console.error(
    'index.html has an inline script, style or handler: the content security policy forbids it.',
  )
  process.exit(1)
}
const waiting = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map((match) => match[1])
const sizes = new Map()
while (waiting.length > 0) {
  const name = waiting.pop()
  if (sizes.has(name)) continue
  const bytes = readFileSync(join(dist, name))
  sizes.set(name, gzipSync(bytes, { level: 9 }).length)
  for (const next of staticImports(bytes.toString('utf8'))) waiting.push(join(dirname(name), next))
}
const total = [...sizes.values()].reduce((sum, size) => sum + size, 0)
for (const [name, size] of sizes) console.log(`${(size / 1024).toFixed(1).padStart(7)} KB  ${name}`)
console.log(
  `${(total / 1024).toFixed(1).padStart(7)} KB  of ${kLimit / 1024} KB gzipped for the first message`,
)
if (total === 0 || total > kLimit) {
  console.error('Too large (or nothing found).')
  process.exit(1)
}
