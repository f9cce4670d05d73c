// What is being completed while one writes: `:sm`, `@an`. Plain functions over text and caret; what is offered
// comes from a source.
import type { ReactNode } from 'react'

export interface Suggestion {
  key: string
  /** What is written in the place of the trigger and the word. */
  insert: string
  label: string
  /** Fainter, behind the label. */
  detail?: string
  picture?: ReactNode
  /** Somebody took it. */
  taken?(): void
}

/** Where suggestions come from. One object for ever, so that it can be compared. */
export interface CompletionSource {
  /** The one character that begins it. */
  trigger: string
  /** So many characters must follow it. */
  least: number
  /** Of what the word consists. */
  word: RegExp
  /** The best first; none where nothing fits. May be asked again before it has answered. */
  find(word: string): Promise<readonly Suggestion[]>
  /** What a word with the trigger at both its ends is to become, as `:tada:`; undefined: it stays. */
  finish?(word: string): Promise<string | undefined>
}

/** A word that is being written: `text.slice(from, to)` is the trigger and the word. */
export interface Begun {
  source: CompletionSource
  from: number
  to: number
  word: string
}

/** No word is longer; and so far one looks back. */
const kLongestWord = 48

/** The word at the caret that a source can complete; null where there is none. */
export function begunAt(
  text: string,
  caret: number,
  sources: readonly CompletionSource[],
): Begun | null {
  for (const source of sources) {
    const from = text.lastIndexOf(source.trigger, caret - 1)
    if (caret === 0 || from < 0 || caret - from > kLongestWord) continue
    const word = text.slice(from + 1, caret)
    if (word.length < source.least || !consistsOf(word, source.word)) continue
    if (!isWordBeginning(text, from) || isInCode(text, from)) continue
    return { source, from, to: caret, word }
  }
  return null
}

/** The word that has just been finished by writing its trigger again before the caret. */
export function finishedAt(
  text: string,
  caret: number,
  sources: readonly CompletionSource[],
): Begun | null {
  const source = sources.find(({ trigger, finish }) => finish && text[caret - 1] === trigger)
  if (source === undefined || caret < 3) return null
  const from = text.lastIndexOf(source.trigger, caret - 2)
  const word = text.slice(from + 1, caret - 1)
  if (from < 0 || word === '' || word.length > kLongestWord || !consistsOf(word, source.word))
    return null
  if (!isWordBeginning(text, from) || isInCode(text, from)) return null
  return { source, from, to: caret, word }
}

function consistsOf(word: string, part: RegExp): boolean {
  return [...word].every((character) => part.test(character))
}

/** Not inside of a word, a time (10:30) or an address (http://): after nothing, space, an opening mark or an emoji. */
function isWordBeginning(text: string, at: number): boolean {
  const before = text.slice(0, at)
  return (
    before === '' ||
    /(?:[\s([{<>"'“‘«„*_~|—–-]|[\u{FE0F}\p{EMod}]|\p{Emoji_Presentation})$/u.test(before.slice(-2))
  )
}

/**
 * Whether this place is code: in a block between lines of back-ticks, or behind a back-tick in its paragraph that is not
 * closed before it. One that is not closed yet counts: what is written after it is meant to be code.
 */
export function isInCode(text: string, at: number): boolean {
  let fence = ''
  let open = ''
  for (const line of text.slice(0, at).split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? ''
    if (fence !== '') {
      const closes = mark.startsWith(fence) && line.trim() === mark
      if (closes) fence = ''
      continue
    }
    if (
      mark !== '' &&
      !(mark.startsWith('`') && line.trimStart().slice(mark.length).includes('`'))
    ) {
      fence = mark
      open = ''
      continue
    }
    if (line.trim() === '') open = ''
    for (const [ticks] of line.matchAll(/`+/g)) {
      if (open === '') open = ticks
      else if (open === ticks) open = ''
    }
  }
  return fence !== '' || open !== ''
}
