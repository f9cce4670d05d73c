// Which rows of the grid are near what is seen. Their heights are known, so nothing has to be measured.
import type { RefObject } from 'react'
import { useLayoutEffect, useMemo, useState } from 'react'

import type { Row } from './rows'

const kHeading = 30
/** px beyond the edges that are drawn as well; scrolling draws anew only after as much. */
const kBeyond = 76
const kBelow = 8

export interface RowWindow {
  /** The rows to draw, by number. */
  shown: readonly number[]
  /** Where each begins; at the end, where all end. */
  starts: readonly number[]
  height: number
  /** The first row that is seen. */
  firstSeen(): number
  /** Scrolls as little as is needed. */
  show(row: number): void
  /** Scrolls until the row is the first. */
  showFirst(row: number): void
}

/** `always` is drawn wherever it is. */
export function useWindow(
  ref: RefObject<HTMLElement | null>,
  rows: readonly Row[],
  cell: number,
  always: number | undefined,
): RowWindow {
  const [seen, setSeen] = useState({ top: 0, height: 320 })
  const starts = useMemo(() => {
    const all = [0]
    for (const row of rows) all.push(all.at(-1)! + (row.kind === 'heading' ? kHeading : cell))
    return all
  }, [rows, cell])

  useLayoutEffect(() => {
    const grid = ref.current!
    const look = () => {
      const top = Math.floor(grid.scrollTop / kBeyond) * kBeyond
      const height = grid.clientHeight + kBeyond
      setSeen((was) => (was.top === top && was.height === height ? was : { top, height }))
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(grid)
    grid.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      grid.removeEventListener('scroll', look)
    }
  }, [ref])

  const shown = useMemo(() => {
    const near = rows.flatMap((_, row) =>
      row === always ||
      (starts[row + 1]! > seen.top - kBeyond && starts[row]! < seen.top + seen.height + kBeyond)
        ? [row]
        : [],
    )
    return near
  }, [rows, starts, seen, always])

  return {
    shown,
    starts,
    height: starts.at(-1)! + kBelow,
    firstSeen: () => {
      const top = ref.current?.scrollTop ?? 0
      return Math.max(0, starts.findIndex((start) => start > top + 2) - 1)
    },
    show: (row) => {
      const grid = ref.current!
      // With the heading above it, where it has one.
      const from = starts[rows[row - 1]?.kind === 'heading' ? row - 1 : row]!
      const to = starts[row + 1]! + kBelow
      if (from < grid.scrollTop) grid.scrollTop = from
      else if (to > grid.scrollTop + grid.clientHeight) grid.scrollTop = to - grid.clientHeight
    },
    showFirst: (row) => {
      ref.current!.scrollTop = starts[row]!
    },
  }
}
