/** One or two letters that stand for a name. */
export function initialsOf(name: string): string {
  const words = name
    .replace(/[^\p{L}\p{N}\s]/gu, ' ')
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== '')
  const first = [...(words[0] ?? '?')][0]!
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(first))
    return [...words[0]!].slice(0, 2).join('')
  const last = words.length > 1 ? [...words.at(-1)!][0]! : ''
  return (first + last).toLocaleUpperCase()
}

/** A hue for an id. Neighbours get hues far apart. */
export function hueOf(id: number): number {
  return Math.round((id * 137.508) % 360)
}
