// The times that one is likely to mean, and those that one may choose.
const kHour = 3_600_000

/** Nine o'clock on the next such day of the week (0: Sunday) after today; null: tomorrow. */
export function nineOClock(now: Date, day: number | null): Date {
  const ahead = day === null ? 1 : (day - now.getDay() + 7) % 7 || 7
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + ahead, 9)
}

export function inAnHour(now: Date): Date {
  return new Date(now.getTime() + kHour)
}

/** As <input type="datetime-local"> writes it, in the person's own zone. */
export function toInput(time: Date): string {
  const two = (n: number) => String(n).padStart(2, '0')
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
  return `${day}T${two(time.getHours())}:${two(time.getMinutes())}`
}

export type Chosen = { time: Date } | { problem: 'passed' | 'too_far' | 'none' }

/** What was chosen there. */
export function chosen(value: string, now = new Date()): Chosen {
  const time = new Date(value)
  if (value === '' || Number.isNaN(time.getTime())) return { problem: 'none' }
  if (time <= now) return { problem: 'passed' }
  if (time.getTime() - now.getTime() > 365 * 24 * kHour) return { problem: 'too_far' }
  return { time }
}
