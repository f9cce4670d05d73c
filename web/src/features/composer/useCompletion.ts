// The completion of a text box: which suggestions are open, which one is meant, and what the keys do to them. The focus
// stays in the box; the suggestions are a listbox that it points into (aria-activedescendant).
import type { RefObject } from 'react'
import { useCallback, useEffect, useId, useRef, useState } from 'react'

import { insertText } from '../../browser/insertText'
import type { Begun, CompletionSource, Suggestion } from './completion'
import { begunAt, finishedAt } from './completion'

export interface Completion {
  id: string
  /** Empty: closed. */
  suggestions: readonly Suggestion[]
  active: number
  setActive(index: number): void
  take(index: number): void
  /** To be asked before the box does anything else with a key. True: it was meant for the suggestions. */
  onKeyDown(event: React.KeyboardEvent): boolean
  /** To be told of each input, after the box has it. */
  onInput(event: React.FormEvent<HTMLTextAreaElement>): void
  /** What the box needs to know. */
  boxProps: {
    'aria-autocomplete': 'list'
    'aria-controls': string | undefined
    'aria-activedescendant': string | undefined
    onSelect(): void
    onBlur(): void
  }
}

interface Open {
  begun: Begun
  suggestions: readonly Suggestion[]
}

export function useCompletion(
  ref: RefObject<HTMLTextAreaElement | null>,
  text: string,
  sources: readonly CompletionSource[],
): Completion {
  const id = useId()
  const [open, setOpen] = useState<Open | null>(null)
  const [active, setActive] = useState(0)
  /** What was asked last, so that a late answer is told from a current one. */
  const asked = useRef<Begun | null>(null)
  /** Where Escape was pressed: nothing opens there again until another word is begun. */
  const refused = useRef(-1)

  const close = useCallback(() => {
    asked.current = null
    setOpen(null)
  }, [])

  const look = useCallback(() => {
    const box = ref.current
    const alone = box !== null && box.selectionStart === box.selectionEnd
    const begun =
      alone && document.activeElement === box
        ? begunAt(box.value, box.selectionStart, sources)
        : null
    if (begun?.from !== refused.current) refused.current = -1
    if (begun === null || begun.from === refused.current) return close()
    const before = asked.current
    if (before !== null && isSame(before, begun)) return
    asked.current = begun
    void begun.source.find(begun.word).then(
      (suggestions) => {
        if (asked.current !== begun) return
        setOpen(suggestions.length === 0 ? null : { begun, suggestions })
        setActive(0)
      },
      // Without a connection one writes on without suggestions.
      () => asked.current === begun && close(),
    )
  }, [ref, sources, close])

  useEffect(look, [look, text])

  const take = (index: number) => {
    const suggestion = open?.suggestions[index]
    const box = ref.current
    if (open === null || suggestion === undefined || box === null) return
    const { from } = open.begun
    // What was written since then belongs to the word as well.
    const to = asked.current?.from === from ? asked.current.to : open.begun.to
    const spaced = /^\s/.test(box.value.slice(to)) ? '' : ' '
    close()
    insertText(box, from, to, suggestion.insert + spaced)
    if (spaced === '') box.setSelectionRange(box.selectionEnd + 1, box.selectionEnd + 1)
    suggestion.taken?.()
  }

  const onKeyDown = (event: React.KeyboardEvent): boolean => {
    if (open === null || event.altKey || event.ctrlKey || event.metaKey) return false
    const count = open.suggestions.length
    if (event.key === 'ArrowDown') setActive((active + 1) % count)
    else if (event.key === 'ArrowUp') setActive((active - 1 + count) % count)
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) take(active)
    else if (event.key === 'Escape') {
      refused.current = open.begun.from
      close()
    } else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }

  const onInput = (event: React.FormEvent<HTMLTextAreaElement>) => {
    // What is pasted stays as it is; so does what Undo brings back.
    const { inputType } = event.nativeEvent as InputEvent
    if (inputType !== 'insertText' && inputType !== 'insertCompositionText') return
    const box = event.currentTarget
    const finished = finishedAt(box.value, box.selectionEnd, sources)
    if (finished === null) return
    const { source, from, to, word } = finished
    const written = box.value.slice(from, to)
    void source.finish!(word).then(
      (text) => {
        if (text === undefined || box.value.slice(from, to) !== written) return
        insertText(box, from, to, text)
      },
      () => {},
    )
  }

  const suggestions = open?.suggestions ?? []
  return {
    id,
    suggestions,
    active,
    setActive,
    take,
    onKeyDown,
    onInput,
    boxProps: {
      'aria-autocomplete': 'list',
      'aria-controls': open === null ? undefined : id,
      'aria-activedescendant': open === null ? undefined : `${id}-${active}`,
      onSelect: look,
      onBlur: close,
    },
  }
}

function isSame(a: Begun, b: Begun): boolean {
  return a.source === b.source && a.from === b.from && a.word === b.word
}
