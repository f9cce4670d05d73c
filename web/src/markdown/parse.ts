// Markdown text -> marked's tokens. Parsed once: messages come on the screen again and again while one scrolls.
import type { Token } from 'marked'
import { Marked } from 'marked'

import { isAffordable } from './affordable'

const marked = new Marked({ gfm: true, breaks: true })
const kKept = 1500
const parsed = new Map<string, readonly Token[]>()

export function parseMarkdown(text: string): readonly Token[] {
  let tokens = parsed.get(text)
  if (tokens === undefined) {
    if (parsed.size >= kKept) parsed.delete(parsed.keys().next().value!)
    tokens = read(text)
  } else {
    parsed.delete(text)
  }
  parsed.set(text, tokens) // Last in, last out.
  return tokens
}

function read(text: string): readonly Token[] {
  if (isAffordable(text)) {
    try {
      return marked.lexer(text)
    } catch {
      // Shown as it is written.
    }
  }
  return [{ type: 'text', raw: text, text }]
}
