// Times as people read them, in their own zone and language.
import { useTextStore } from './texts'

const formats = new Map<string, Intl.DateTimeFormat>()

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const { locale } = useTextStore.getState()
  const name = locale + JSON.stringify(options)
  let made = formats.get(name)
  if (made === undefined) formats.set(name, (made = new Intl.DateTimeFormat(locale, options)))
  return made
}

const kDay = 86_400_000

function startOfDay(time: Date): number {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime()
}

/** Whole days between the calendar days of two times, in the local zone. */
export function daysBetween(earlier: Date, later: Date): number {
  return Math.round((startOfDay(later) - startOfDay(earlier)) / kDay)
}

function relative(days: number): string {
  const { language } = useTextStore.getState()
  const text = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-days, 'day')
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1)
}

/** 14:05 */
export function clockTime(at: string | Date): string {
  return format({ hour: 'numeric', minute: '2-digit' }).format(new Date(at))
}

/** Saturday, 21 November 2026 at 14:05 */
export function fullTime(at: string): string {
  return format({ dateStyle: 'full', timeStyle: 'short' }).format(new Date(at))
}

/** The heading of a day in a conversation: Today, Yesterday, Monday, 3 March, 3 March 2024. */
export function dayHeading(at: string, now: Date): string {
  const time = new Date(at)
  const days = daysBetween(time, now)
  if (days === 0 || days === 1) return relative(days)
  if (days > 1 && days < 7) return format({ weekday: 'long' }).format(time)
  if (time.getFullYear() === now.getFullYear())
    return format({ weekday: 'long', day: 'numeric', month: 'long' }).format(time)
  return format({ day: 'numeric', month: 'long', year: 'numeric' }).format(time)
}

/** As short as can be, for the sidebar: 14:05, Yesterday, Mon, 3 Mar, 03/03/2024. */
export function shortTime(at: string, now: Date): string {
  const time = new Date(at)
  const days = daysBetween(time, now)
  if (days === 0) return clockTime(time)
  if (days === 1) return relative(days)
  if (days > 1 && days < 7) return format({ weekday: 'short' }).format(time)
  if (time.getFullYear() === now.getFullYear())
    return format({ day: 'numeric', month: 'short' }).format(time)
  return format({ dateStyle: 'short' }).format(time)
}

/** In the middle of a sentence: "5 minutes ago", "yesterday at 14:05", "3 March". */
export function agoTime(at: string, now: Date): string {
  const { language } = useTextStore.getState()
  const time = new Date(at)
  const minutes = Math.max(0, Math.floor((now.getTime() - time.getTime()) / 60_000))
  const ago = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  if (minutes < 60) return ago.format(-minutes, 'minute')
  const days = daysBetween(time, now)
  if (days === 0) return ago.format(-Math.floor(minutes / 60), 'hour')
  if (days < 7) return ago.format(-days, 'day')
  return format({ day: 'numeric', month: 'long', year: 'numeric' }).format(time)
}

/** "in 3 minutes", "in 20 seconds" */
export function inTime(ms: number): string {
  const { language } = useTextStore.getState()
  const ahead = new Intl.RelativeTimeFormat(language, { numeric: 'always' })
  const seconds = Math.max(1, Math.ceil(ms / 1000))
  return seconds < 90
    ? ahead.format(seconds, 'second')
    : ahead.format(Math.ceil(seconds / 60), 'minute')
}
