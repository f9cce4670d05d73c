// A private MariaDB that is killed, or whose power is cut.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const kLettingGo = 60_000 // ms
const script = new URL('../../packaging/dev/mariadb', import.meta.url).pathname

export class Database {
  constructor(folder) {
    this.folder = folder
  }

  /** Answers when it answers. */
  start() {
    const started = spawnSync(script, ['start', this.folder, '--test'], { encoding: 'utf8' })
    if (started.status !== 0) throw new Error(`mariadb: ${started.stderr}`)
    this.socket = started.stdout.trim()
    // Read now: after a power cut nothing can be read.
    this.pid = Number(readFileSync(join(this.folder, 'pid'), 'utf8'))
  }

  kill() {
    if (isAlive(this.pid)) process.kill(this.pid, 'SIGKILL')
    // It must have let go of its files before the next may open them.
    while (isAlive(this.pid)) spawnSync('true')
  }

  stop() {
    spawnSync(script, ['stop', this.folder])
  }

  run(sql) {
    return execFileSync(
      'mariadb',
      ['--no-defaults', '-u', 'root', '-S', this.socket, '-N', '-e', sql],
      {
        encoding: 'utf8',
      },
    ).trim()
  }

  /** Both at once, as kill -9 of the database and its start do. */
  crash() {
    this.kill()
    this.start()
  }
}

/** Nobody may be there to bury it; but a dead first thread alone does not mean that the others have let go. */
function isAlive(pid) {
  try {
    const dead = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0] === 'Z'
    return !dead || readdirSync(`/proc/${pid}/task`).length > 1
  } catch {
    return false
  }
}

/**
 * The same on a file system of its own, which can be shut down the way a power cut does it: whatever was not flushed
 * is gone. Throws where loop mounts are not allowed.
 */
export class DatabaseOnDisk extends Database {
  constructor(folder) {
    super(join(folder, 'disk', 'db'))
    this.image = join(folder, 'disk.img')
    this.disk = join(folder, 'disk')
    mkdirSync(this.disk)
    execFileSync('truncate', ['-s', '768M', this.image])
    must('mkfs.ext4', ['-q', '-F', this.image])
    this.mount()
  }

  mount() {
    must('mount', ['-o', 'loop', this.image, this.disk])
  }

  /**
   * A killed database's last requests to the disk (io_uring) are ended by the kernel's own workers, and until then they hold
   * the disk although no process is left that does.
   */
  unmount() {
    const end = Date.now() + kLettingGo
    for (;;) {
      const ended = run('umount', [this.disk])
      if (ended.status === 0) return
      if (!/busy/.test(ended.stderr) || Date.now() > end) throw new Error(`umount: ${ended.stderr}`)
    }
  }

  crash() {
    // EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH: not even the journal is written.
    const shutDown =
      'open(my $d, "<", $ARGV[0]) or die $!; my $how = pack("L", 2); ioctl($d, 0x8004587D, $how) or die $!'
    must('perl', ['-e', shutDown, this.disk])
    this.kill()
    this.unmount()
    this.mount()
    this.start()
  }

  /** Also when the disk is gone, in which case asking politely is in vain. */
  stop() {
    this.kill()
    this.unmount()
    rmSync(this.image, { force: true })
  }
}

function must(program, args) {
  const ended = run(program, args)
  if (ended.status !== 0) throw new Error(`${program}: ${ended.stderr || ended.error}`)
}

function run(program, args) {
  return spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin`, LC_ALL: 'C' },
  })
}
