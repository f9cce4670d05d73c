// The words of a message without their marks, on one line: for the sidebar, for quotes, for announcements.
import type { Token, Tokens } from 'marked'

import { decodeEntities } from './entities'
import { parseMarkdown } from './parse'

const kEnough = 240

export function plainText(markdown: string): string {
  const words: string[] = []
  let length = 0
  const walk = (tokens: readonly Token[], depth: number): void => {
    for (const token of tokens) {
      if (length > kEnough || depth > 30) return
      const inner = inside(token)
      if (inner !== null) walk(inner, depth + 1)
      else {
        const text = wordsOf(token)
        words.push(text)
        length += text.length
      }
      // A run of letters is a `text`, too; only the one of a list item ends a line.
      if (kBlocks.has(token.type) && (token.type !== 'text' || inner !== null)) words.push(' ')
    }
  }
  // A long message need not be read to its end for its first line.
  walk(parseMarkdown(markdown.length > 2000 ? markdown.slice(0, 600) : markdown), 0)
  return words.join('').replace(/\s+/g, ' ').trim()
}

const kBlocks = new Set([
  'paragraph',
  'heading',
  'blockquote',
  'list_item',
  'code',
  'table',
  'text',
])

function inside(token: Token): readonly Token[] | null {
  if (token.type === 'list') return (token as Tokens.List).items
  if (token.type === 'table') {
    const table = token as Tokens.Table
    return [table.header, ...table.rows]
      .flat()
      .flatMap((cell) => [...cell.tokens, { type: 'br', raw: ' ' } as Token])
  }
  const tokens = (token as { tokens?: Token[] }).tokens
  return tokens !== undefined && tokens.length > 0 ? tokens : null
}

function wordsOf(token: Token): string {
  switch (token.type) {
    case 'space':
    case 'br':
    case 'hr':
      return ' '
    case 'def':
      return ''
    case 'codespan':
    case 'code':
      return (token as Tokens.Code).text
    default:
      return decodeEntities((token as { text?: string }).text ?? token.raw)
  }
}
