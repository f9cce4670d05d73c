// `./dev up --demo --detach`, as the README promises it: the chat answers, one can sign in as the people whom
// up.json names, a second `up` finds it running, and after `./dev down` nothing is left. In a var/ of its own.
import { spawnSync } from 'node:child_process'
import { strict as assert } from 'node:assert'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const folder = mkdtempSync(join(tmpdir(), 'hearth-up.'))

function dev(...words) {
  const ran = spawnSync(join(root, 'dev'), words, {
    env: { ...process.env, HEARTH_VAR: folder },
    encoding: 'utf8',
  })
  const said = ran.stdout + ran.stderr
  assert.equal(ran.status, 0, said)
  // What a shell or one of its tools complains of is a fault of ours, even when all seems to end well.
  assert.doesNotMatch(said, /syntax error|command not found|unbound variable/)
  return said
}

function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => found(port))
    })
  })
}

// A process that has ended and that nobody has waited for yet has no memory any more.
function alive(pid) {
  return (
    existsSync(`/proc/${pid}`) && readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[0] !== '0'
  )
}

try {
  const port = String(await freePort())
  const said = dev('up', '--demo', '--detach', '--port', port)
  assert.match(said, /user name: admin\npassword: \S{12,}/)

  const file = join(folder, 'up.json')
  assert.equal(statSync(file).mode & 0o777, 0o600, 'others cannot read the logins')
  const up = JSON.parse(readFileSync(file, 'utf8'))
  assert.equal(up.url, `http://127.0.0.1:${port}`)
  assert.equal(statSync(join(folder, 'secrets')).mode & 0o777, 0o700)
  assert.ok(statSync(up.database_socket).isSocket())

  const page = await fetch(up.url)
  assert.equal(page.status, 200)
  assert.match(await page.text(), /<title>Hearth/)

  assert.ok(up.logins.length >= 3)
  for (const { user, password } of up.logins) {
    assert.ok(said.includes(`${user} ${password}`), 'it says whom to sign in as')
    const signedIn = await fetch(`${up.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ login: user, password, as: 'program' }),
    })
    assert.equal(signedIn.status, 200, await signedIn.clone().text())
    const { access_token } = await signedIn.json()
    const sidebar = await fetch(`${up.url}/api/v1/conversations`, {
      headers: { Authorization: `Bearer ${access_token}` },
    })
    assert.ok((await sidebar.json()).lines.length > 5)
  }

  assert.match(dev('up', '--detach', '--port', port), /running already/)
  assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), up, 'and it is the same one')

  dev('down')
  assert.ok(!alive(up.pid) && !alive(up.mariadb_pid), 'nothing runs any more')
  assert.ok(!existsSync(file))
  await assert.rejects(fetch(up.url))

  const again = dev('up', '--demo', '--detach', '--port', port)
  assert.doesNotMatch(again, /password: /, 'the first password is said once')
  assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')).logins, up.logins)
  console.log('./dev up and ./dev down do what the README says')
} finally {
  dev('down')
  rmSync(folder, { recursive: true, force: true })
}
