// What is completed while one writes, and where nothing is.
import { describe, expect, it } from 'vitest'

import type { CompletionSource } from './completion'
import { begunAt, finishedAt, isInCode } from './completion'

const emoji: CompletionSource = {
  trigger: ':',
  least: 2,
  word: /[\w+-]/,
  find: () => Promise.resolve([]),
  finish: () => Promise.resolve(undefined),
}
const people: CompletionSource = {
  trigger: '@',
  least: 0,
  word: /[\p{L}.-]/u,
  find: () => Promise.resolve([]),
}
const sources = [emoji, people]

/** The caret is where the bar stands. */
function begun(written: string): string | null {
  const caret = written.indexOf('|')
  const found = begunAt(written.replace('|', ''), caret, sources)
  return found && `${found.source.trigger}${found.word}`
}

function finished(written: string): string | null {
  return finishedAt(written, written.length, sources)?.word ?? null
}

describe('A word is completed', () => {
  it('from two letters after a colon', () => {
    expect(begun(':|')).toBe(null)
    expect(begun(':s|')).toBe(null)
    expect(begun(':sm|')).toBe(':sm')
    expect(begun(':+1|')).toBe(':+1')
    expect(begun('well :sm|')).toBe(':sm')
    expect(begun('two\n:sm|')).toBe(':sm')
  })

  it('at the caret, not elsewhere', () => {
    expect(begun(':smi|le')).toBe(':smi')
    expect(begun(':smile |')).toBe(null)
    expect(begun('|:smile')).toBe(null)
    expect(begun(':smile and more|')).toBe(null)
  })

  it('at a word’s beginning only', () => {
    expect(begun('10:30|')).toBe(null)
    expect(begun('http://example|')).toBe(null)
    expect(begun('std::vector|')).toBe(null)
    expect(begun('name:value|')).toBe(null)
    expect(begun('(:sm|')).toBe(':sm')
    expect(begun('**:sm|')).toBe(':sm')
    expect(begun('🎉:sm|')).toBe(':sm')
    expect(begun('👍🏽:sm|')).toBe(':sm')
    expect(begun('❤️:sm|')).toBe(':sm')
  })

  it('by the source whose sign it is', () => {
    expect(begun('@|')).toBe('@')
    expect(begun('Hi @an|')).toBe('@an')
    expect(begun('ana@exam|')).toBe(null)
    expect(begun(':sm @an|')).toBe('@an')
  })
})

describe('A finished name', () => {
  it('is one between two colons', () => {
    expect(finished(':tada:')).toBe('tada')
    expect(finished('hooray :tada:')).toBe('tada')
    expect(finished(':x:')).toBe('x')
  })

  it('is none in other places', () => {
    expect(finished('::')).toBe(null)
    expect(finished('10:30:')).toBe(null)
    expect(finished(':not this:')).toBe(null)
    expect(finished('`:tada:')).toBe(null)
  })
})

describe('Code', () => {
  const inCode = (written: string) => isInCode(written, written.length)

  it('is between back-ticks, also before they are closed', () => {
    expect(inCode('`:sm')).toBe(true)
    expect(inCode('see `a` and `b')).toBe(true)
    expect(inCode('see `a` and ')).toBe(false)
    expect(inCode('``a ` b')).toBe(true)
    expect(inCode('``a ` b`` ')).toBe(false)
  })

  it('ends with its paragraph', () => {
    expect(inCode('a ` alone\nstill')).toBe(true)
    expect(inCode('a ` alone\n\nno more ')).toBe(false)
  })

  it('is in blocks', () => {
    expect(inCode('```\nlet a\n')).toBe(true)
    expect(inCode('```ts\nlet `a`\n')).toBe(true)
    expect(inCode('```\nlet a\n```\n')).toBe(false)
    expect(inCode('~~~\n```\n')).toBe(true)
    expect(inCode('```one line``` ')).toBe(false)
    expect(inCode('````\n```\n')).toBe(true)
  })

  it('is not completed', () => {
    expect(begun('`:sm|')).toBe(null)
    expect(begun('```\n:sm|\n```')).toBe(null)
    expect(begun('`a` :sm|')).toBe(':sm')
  })
})
