import type { Row } from './rows'

interface Ends {
  scrollToEnd(): void
}

/** Arrows move from message to message, Home and End to the ends of what is loaded, Escape back to writing. */
export function useListKeys(rows: readonly Row[], focusRow: (index: number) => void, list: Ends) {
  const isStop = (index: number) => {
    const row = rows[index]
    return row?.is === 'message' || row?.is === 'outgoing' || row?.is === 'notice'
  }
  const step = (from: number, by: 1 | -1) => {
    let index = from
    do index += by
    while (index >= 0 && index < rows.length && !isStop(index))
    return isStop(index) ? index : null
  }
  return (event: React.KeyboardEvent<HTMLDivElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const focused = (event.target as HTMLElement).closest<HTMLElement>('[data-index]')
    const at = focused === null ? rows.length : Number(focused.dataset['index'])
    let to: number | null = null
    if (event.key === 'ArrowUp') to = step(at, -1)
    else if (event.key === 'ArrowDown') to = step(focused === null ? rows.length : at, 1)
    else if (event.key === 'Home') to = step(-1, 1)
    else if (event.key === 'End') {
      list.scrollToEnd()
      to = step(rows.length, -1)
    } else if (event.key === 'Escape') {
      document.querySelector<HTMLElement>('.composer-text')?.focus()
    } else return
    event.preventDefault()
    if (to !== null) focusRow(to)
  }
}
