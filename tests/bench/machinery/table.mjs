// The table that ./dev bench ends with.

const number = (value) => {
  if (value === undefined || value === null) return ''
  const size = Math.abs(value)
  if (Number.isInteger(value) || size >= 1000)
    return Math.round(value).toLocaleString('en').replaceAll(',', ' ')
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3)
}

const withUnit = (value, unit) =>
  value === undefined ? '' : `${number(value)}${unit ? ` ${unit}` : ''}`

export function printTable(rows, { seconds, others, cores }) {
  const lines = rows.map((row) =>
    row.unmeasured === undefined
      ? [
          `${row.group}: ${row.name}`,
          withUnit(row.measured, row.unit),
          number(row.floor),
          row.rule === 'noted' ? '' : `${number(row.limit)} (${row.rule})`,
          row.rule === 'noted' ? '-' : row.pass ? 'ok' : 'MISSED',
        ]
      : [
          `${row.group}: ${row.name}`,
          `not measured: ${row.unmeasured.slice(0, 300)}`,
          '',
          '',
          'FAILED',
        ],
  )
  const head = ['what', 'hearthd', 'floor', 'limit', '']
  const widths = head.map((title, i) =>
    Math.max(
      title.length,
      ...lines.filter((line) => line[4] !== 'FAILED' || i !== 1).map((line) => line[i].length),
    ),
  )
  const put = (cells) =>
    console.log(
      cells
        .map((cell, i) => cell.padEnd(widths[i]))
        .join('  ')
        .trimEnd(),
    )
  put(head)
  put(widths.map((width) => '-'.repeat(width)))
  lines.forEach(put)
  const missed = rows.filter((row) => !row.pass).length
  console.log(
    `\n${rows.length - missed} of ${rows.length} rows hold, in ${seconds} s. var/bench.json has all runs.`,
  )
  if (others > 0.05)
    console.log(
      `Other programs took up to ${Math.round(others * 100)} % of the ${cores} cores during a run: measure again on a quiet machine.`,
    )
}
