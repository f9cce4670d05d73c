// The picker's grid as rows of one height each, and where the arrow keys lead in it.
import type { Emoji, EmojiGroup } from './model'

export type Section = EmojiGroup | 'frequent' | 'found'

export type Row =
  | { kind: 'heading'; section: Section }
  | { kind: 'emoji'; section: Section; emoji: readonly Emoji[] }

export interface Place {
  row: number
  column: number
}

export interface SectionOfEmoji {
  section: Section
  emoji: readonly Emoji[]
}

export function rowsOf(
  sections: readonly SectionOfEmoji[],
  columns: number,
  headings: boolean,
): Row[] {
  const rows: Row[] = []
  for (const { section, emoji } of sections) {
    if (headings && emoji.length > 0) rows.push({ kind: 'heading', section })
    for (let at = 0; at < emoji.length; at += columns)
      rows.push({ kind: 'emoji', section, emoji: emoji.slice(at, at + columns) })
  }
  return rows
}

export function emojiAt(rows: readonly Row[], { row, column }: Place): Emoji | undefined {
  const there = rows[row]
  return there?.kind === 'emoji' ? there.emoji[column] : undefined
}

/** The first emoji of the row at `row` or of the next that has some. */
export function firstFrom(rows: readonly Row[], row: number): Place | null {
  const found = rows.findIndex((one, at) => at >= row && one.kind === 'emoji')
  return found < 0 ? null : { row: found, column: 0 }
}

export type Move = 'left' | 'right' | 'up' | 'down' | 'start' | 'end' | 'first' | 'last'

/**
 * Where a key leads from `at`, `by` rows at a time; null: out of the grid, upwards. Left and right go on in the row above
 * or below; the column is kept as far as a row has it.
 */
export function moved(rows: readonly Row[], at: Place, move: Move, by = 1): Place | null {
  const lines = rows.flatMap((row, index) => (row.kind === 'emoji' ? [index] : []))
  const line = lines.indexOf(at.row)
  const length = (of: number) => (rows[lines[of]!] as { emoji: readonly Emoji[] }).emoji.length
  const to = (of: number, column: number): Place => ({
    row: lines[of]!,
    column: Math.max(0, Math.min(column, length(of) - 1)),
  })
  switch (move) {
    case 'left':
      if (at.column > 0) return to(line, at.column - 1)
      return line === 0 ? at : to(line - 1, Infinity)
    case 'right':
      if (at.column < length(line) - 1) return to(line, at.column + 1)
      return line === lines.length - 1 ? at : to(line + 1, 0)
    case 'up':
      return line === 0 && by === 1 ? null : to(Math.max(0, line - by), at.column)
    case 'down':
      return to(Math.min(lines.length - 1, line + by), at.column)
    case 'start':
      return to(line, 0)
    case 'end':
      return to(line, Infinity)
    case 'first':
      return to(0, 0)
    case 'last':
      return to(lines.length - 1, Infinity)
  }
}
