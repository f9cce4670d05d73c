// Where the programs are that measure and that are measured.
import { accessSync, constants } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const here = resolve(dirname(fileURLToPath(import.meta.url)), '..')
export const root = resolve(here, '../..')

const build = process.env.HEARTH_TEST_BUILD ?? `${root}/build/release`
const bench = process.env.HEARTH_BENCH_TOOLS ?? `${build}/tests/bench`

export const tools = {
  hearthd:
    process.env.HEARTH_BENCH_HEARTHD ??
    process.env.HEARTH_TEST_HEARTHD ??
    `${build}/core/app/hearthd`,
  load: `${bench}/load/hearth_load`,
  floor: `${bench}/floor/floor`,
  rawInsert: `${bench}/floor/raw_insert`,
}

/** The paths of what is not there. */
export function missingTools() {
  return Object.values(tools).filter((path) => {
    try {
      accessSync(path, constants.X_OK)
      return false
    } catch {
      return true
    }
  })
}
