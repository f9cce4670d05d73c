import type { RefObject } from 'react'
import { useLayoutEffect, useState } from 'react'

const kFewest = 5
const kMost = 16

/** How large an emoji's cell is (px; the style sheet says it), and how many stand in a row: as many as there is room for. */
export function useColumns(ref: RefObject<HTMLElement | null>): { columns: number; cell: number } {
  const [size, setSize] = useState({ columns: 9, cell: 38 })
  useLayoutEffect(() => {
    const grid = ref.current!
    const measure = () => {
      const style = getComputedStyle(grid)
      const cell = parseFloat(style.getPropertyValue('--emoji-cell'))
      const room =
        grid.clientWidth - parseFloat(style.paddingInlineStart) - parseFloat(style.paddingInlineEnd)
      const columns = Math.max(kFewest, Math.min(kMost, Math.floor(room / cell)))
      if (room > 0)
        setSize((was) => (was.columns === columns && was.cell === cell ? was : { columns, cell }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(grid)
    return () => observer.disconnect()
  }, [ref])
  return size
}
