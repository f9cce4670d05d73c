// Where the arrow keys lead in the picker's grid.
import { describe, expect, it } from 'vitest'

import type { Emoji } from './model'
import type { Place } from './rows'
import { emojiAt, firstFrom, moved, rowsOf } from './rows'

const emoji = (text: string): Emoji[] =>
  [...text].map((one) => ({
    text: one,
    name: one,
    shorts: [one],
    keywords: '',
    group: 'objects',
    since: 0,
  }))

//   abc
//   d
//   -----
//   ef
const rows = rowsOf(
  [
    { section: 'frequent', emoji: emoji('abcd') },
    { section: 'custom', emoji: [] },
    { section: 'objects', emoji: emoji('ef') },
  ],
  3,
  true,
)

function at(letter: string): Place {
  for (const [row, one] of rows.entries()) {
    const column = one.kind === 'emoji' ? one.emoji.findIndex(({ text }) => text === letter) : -1
    if (column >= 0) return { row, column }
  }
  throw new Error(`no ${letter}`)
}

function from(letter: string, ...to: [Parameters<typeof moved>[2], number?]): string | null {
  const place = moved(rows, at(letter), ...to)
  return place && emojiAt(rows, place)!.text
}

describe('The grid', () => {
  it('has a heading for each group that is not empty', () => {
    expect(rows.map((row) => (row.kind === 'heading' ? row.section : row.emoji.length))).toEqual([
      'frequent',
      3,
      1,
      'objects',
      2,
    ])
    expect(firstFrom(rows, 3)).toEqual(at('e'))
    expect(firstFrom(rows, 5)).toBe(null)
  })

  it('goes on in the next row to the side, over headings too, and ends at its ends', () => {
    expect(from('a', 'right')).toBe('b')
    expect(from('c', 'right')).toBe('d')
    expect(from('d', 'right')).toBe('e')
    expect(from('f', 'right')).toBe('f')
    expect(from('e', 'left')).toBe('d')
    expect(from('d', 'left')).toBe('c')
    expect(from('a', 'left')).toBe('a')
  })

  it('keeps the column as far as a row has it, and leaves at the top', () => {
    expect(from('c', 'down')).toBe('d')
    expect(from('b', 'down', 2)).toBe('f')
    expect(from('c', 'down', 9)).toBe('f')
    expect(from('f', 'up', 2)).toBe('b')
    expect(from('f', 'up', 9)).toBe('b')
    expect(from('b', 'up')).toBe(null)
  })

  it('jumps to the ends of a row and of all', () => {
    expect(from('b', 'start')).toBe('a')
    expect(from('b', 'end')).toBe('c')
    expect(from('e', 'first')).toBe('a')
    expect(from('a', 'last')).toBe('f')
  })
})
