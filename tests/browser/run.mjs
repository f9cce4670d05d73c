// Runs the browser stories. Called by `npm --prefix web run test:browser`, which `./dev test browser` calls.
//
//   HEARTH_TEST_HEARTHD    the server's program
//   HEARTH_TEST_WEB        the folder of the built client (web/dist when not set)
//   HEARTH_TEST_DB_SOCKET  a MariaDB that root may use without a password; when not set, one is started for the run
//   HEARTH_TEST_JUNIT      where to write a JUnit file
//   --update-screenshots   writes docs/screenshots/ anew
//   other arguments        are vitest's: a file's name, -t 'a test'
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const root = resolve(here, '../..')
const web = join(root, 'web')
const require = createRequire(join(web, 'package.json'))

const environment = { ...process.env }
environment.HEARTH_TEST_WEB ??= join(web, 'dist')
if (!environment.HEARTH_TEST_HEARTHD) {
  console.error('HEARTH_TEST_HEARTHD is not set: the path of hearthd')
  process.exit(2)
}

let given = process.argv.slice(2)
if (given.includes('--update-screenshots')) {
  environment.HEARTH_UPDATE_SCREENSHOTS = '1'
  given = given.filter((argument) => argument !== '--update-screenshots')
}

let stopDatabase = () => {}
if (!environment.HEARTH_TEST_DB_SOCKET) {
  const mariadb = join(root, 'packaging/dev/mariadb')
  const folder = mkdtempSync(join(tmpdir(), 'hearth-browser-db.'))
  const started = spawnSync(mariadb, ['start', folder, '--test'], { encoding: 'utf8' })
  if (started.status !== 0) {
    console.error(started.stderr)
    process.exit(2)
  }
  environment.HEARTH_TEST_DB_SOCKET = started.stdout.trim()
  stopDatabase = () => {
    spawnSync(mariadb, ['stop', folder])
    rmSync(folder, { recursive: true, force: true })
  }
}

const vitest = join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs')
const reporters = ['--reporter=verbose']
if (environment.HEARTH_TEST_JUNIT)
  reporters.push('--reporter=junit', `--outputFile.junit=${environment.HEARTH_TEST_JUNIT}`)
const run = spawn(
  process.execPath,
  [
    vitest,
    'run',
    '--root',
    here,
    '--config',
    join(web, 'vitest.browser.config.ts'),
    ...reporters,
    ...given,
  ],
  { cwd: web, env: environment, stdio: ['ignore', 'pipe', 'inherit'] },
)
let said = ''
run.stdout.on('data', (chunk) => {
  said += chunk
  process.stdout.write(chunk)
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => run.kill(signal))
run.on('exit', (code) => {
  stopDatabase()
  // eslint-disable-next-line no-control-regex
  const tests = /^ *Tests +(.*)$/m.exec(said.replace(/\u001b\[[0-9;]*m/g, ''))?.[1] ?? ''
  const count = (what) => Number(new RegExp(`(\\d+) ${what}`).exec(tests)?.[1] ?? 0)
  console.log(`${count('passed')} passed, ${Math.max(count('failed'), code === 0 ? 0 : 1)} failed`)
  process.exit(code ?? 1)
})
