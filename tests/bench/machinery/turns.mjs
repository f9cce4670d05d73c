// Two servers under the same load, in turns, so that whatever the machine does meanwhile meets both.

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** `measure(server)` gives what one run says. Gives the runs of each, after as many turns as the plan wants. */
export async function inTurns(plan, { floor, hearth }, measure) {
  const runs = { floor: [], hearth: [] }
  for (let turn = 0; turn < plan.times; ++turn) {
    runs.floor.push(await measure(floor))
    runs.hearth.push(await measure(hearth))
  }
  return runs
}

export const total = ({ user_ms, system_ms }) => user_ms + system_ms

/** What a run of `hearth_load talk` means, figure by figure. */
export const figures = {
  cpu: (run) => total(run.cpu.server) / (run.delivered / 1000),
  userCpu: (run) => run.cpu.server.user_ms / (run.delivered / 1000),
  userCpuOfMessage: (run) => (run.cpu.server.user_ms * 1000) / run.acknowledged,
  databaseCpuOfMessage: (run) => (total(run.cpu.database) * 1000) / run.acknowledged,
  p50: (run) => run.receive_ms.p50,
  p99: (run) => run.receive_ms.p99,
  batch: (run) => run.messages_a_commit,
  perSecond: (run) => run.messages_per_second,
}

/** The median of a figure over the runs of one server. */
export const of = (runs, figure) => median(runs.map(figure))

/** Messages or deliveries that were lost, came twice, out of place or not as the protocol says, over all runs. */
export const faults = (runs) =>
  runs.reduce((sum, { faults: f }) => sum + f.missing + f.duplicates + f.torn + f.wrong, 0)

/** The row that says so. */
export function faultsRow(runs) {
  const [ours, theirs] = [faults(runs.hearth), faults(runs.floor)]
  return {
    name: 'messages or deliveries lost, doubled or out of place',
    unit: '',
    limit: 0,
    rule: 'none',
    measured: ours,
    floor: theirs,
    pass: ours === 0 && theirs === 0,
  }
}

/** A figure that may be at most `limit`; `rule` says in words where the limit comes from. */
export function atMost(name, unit, measured, limit, rule, floor) {
  return { name, unit, measured, limit, rule: `≤ ${rule}`, floor, pass: measured <= limit }
}
export function atLeast(name, unit, measured, limit, rule, floor) {
  return { name, unit, measured, limit, rule: `≥ ${rule}`, floor, pass: measured >= limit }
}
/** For the record: nobody has set a limit. */
export function noted(name, unit, measured, floor) {
  return { name, unit, measured, rule: 'noted', floor, pass: true }
}
