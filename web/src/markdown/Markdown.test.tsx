// @vitest-environment jsdom
// What people write is shown as they mean it, and what attackers write does nothing.
import { act } from 'react'
import type { Root } from 'react-dom/client'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { highlight } from './highlight'
import { Markdown } from './Markdown'
import { plainText } from './plainText'

let root: Root
let box: HTMLElement

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  box = document.createElement('div')
  document.body.append(box)
  root = createRoot(box)
})
afterEach(() => {
  act(() => root.unmount())
  box.remove()
})

function show(text: string): HTMLElement {
  act(() => root.render(<Markdown text={text} />))
  return box.firstElementChild as HTMLElement
}

describe('Markdown', () => {
  it('shows emphasis, code, lists, tasks, quotes and tables', () => {
    const shown = show(
      '**bold** *it* ~~no~~ `a<b`\n\n- one\n- [x] done\n\n> quote\n\n| a | b |\n|---|--:|\n| 1 | 2 |',
    )
    expect(shown.querySelector('strong')?.textContent).toBe('bold')
    expect(shown.querySelector('em')?.textContent).toBe('it')
    expect(shown.querySelector('del')?.textContent).toBe('no')
    expect(shown.querySelector('code')?.textContent).toBe('a<b')
    expect(shown.querySelectorAll('li')).toHaveLength(2)
    expect(shown.querySelector<HTMLInputElement>('li input')?.checked).toBe(true)
    expect(shown.querySelector('blockquote')?.textContent).toBe('quote')
    expect([...shown.querySelectorAll('td')].map((cell) => cell.textContent)).toEqual(['1', '2'])
  })

  it('keeps line breaks, as one expects of a message', () => {
    expect(show('one\ntwo').querySelectorAll('br')).toHaveLength(1)
  })

  it('makes links of addresses, opened apart and without a trace', () => {
    const link = show('see https://example.org/a?b=1&c=2 and me@example.org').querySelectorAll('a')
    expect(link[0]?.href).toBe('https://example.org/a?b=1&c=2')
    expect(link[0]?.rel).toBe('noopener noreferrer nofollow')
    expect(link[0]?.target).toBe('_blank')
    expect(link[1]?.href).toBe('mailto:me@example.org')
  })

  it('shows an image as a link, and fetches nothing', () => {
    const shown = show('![a cat](https://example.org/cat.png)')
    expect(shown.querySelector('img')).toBeNull()
    expect(shown.querySelector('a')?.href).toBe('https://example.org/cat.png')
    expect(shown.textContent).toBe('a cat')
  })

  it('decodes character references, in text only', () => {
    expect(show('a &amp; b &lt;i&gt; &#8364;').textContent).toBe('a & b <i> €')
    expect(show('`&amp;`').textContent).toBe('&amp;')
  })

  it('shows HTML as it is written', () => {
    const shown = show('<b>x</b> <script>alert(1)</script>')
    expect(shown.querySelector('b, script')).toBeNull()
    expect(shown.textContent).toContain('<script>alert(1)</script>')
  })
})

const kAttacks = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '<details open ontoggle=alert(1)>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<!--><img src=x onerror=alert(1)>-->',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](&#x6A;avascript&colon;alert(1))',
  '[x](java\nscript:alert(1))',
  '[x](java&Tab;script:alert(1))',
  '[x](java&NewLine;script:alert(1))',
  '[x](\u0001javascript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '[x](vbscript:msgbox(1))',
  '[x](blob:https://example.org/1)',
  '[x](file:///etc/passwd)',
  '[x](intent://x#Intent;scheme=http;end)',
  '[x](/api/v1/auth/logout)',
  '[x](//evil.example)',
  '![x](javascript:alert(1))',
  '![x](https://evil.example/pixel.png)',
  '[x]: javascript:alert(1)\n\n[x]',
  '<javascript:alert(1)>',
  '<data:text/html,x>',
  '[x](<javascript:alert(1)>)',
  '[x](javascript:alert`1` "title")',
  '[<img src=x onerror=alert(1)>](https://example.org)',
  '[x](https://example.org "\\" onmouseover=alert(1) x=\\"")',
  '```"><script>alert(1)</script>\ncode\n```',
  '```constructor\ncode\n```',
  '```__proto__\ncode\n```',
  '`<img src=x onerror=alert(1)>`',
  '| <img src=x onerror=alert(1)> |\n|---|\n| <script>alert(1)</script> |',
  '> <script>alert(1)</script>',
  '- <svg onload=alert(1)>',
  '# <img src=x onerror=alert(1)>',
  '{{constructor.constructor("alert(1)")()}}',
  '<form action=javascript:alert(1)><button>x</button></form>',
  '<base href="https://evil.example/">',
  '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
  '<style>@import "https://evil.example/x.css"</style>',
  '<object data="javascript:alert(1)"></object>',
  '<embed src="javascript:alert(1)">',
  '<x id=location name=cookie>',
]

const kElements =
  'a blockquote br button code del div em hr input li ol p path pre span strong svg table tbody td th thead tr ul'.split(
    ' ',
  )
const kAttributes =
  'aria-busy aria-hidden aria-label aria-pressed checked class d disabled fill focusable height href readonly rel role start stroke stroke-linecap stroke-linejoin stroke-width tabindex target title type viewbox width'.split(
    ' ',
  )

describe('What attackers write', () => {
  it.each(kAttacks)('does nothing: %s', (attack) => {
    const shown = show(attack)
    for (const element of [shown, ...shown.querySelectorAll('*')]) {
      expect(kElements).toContain(element.localName.toLowerCase())
      for (const { name } of element.attributes) expect(kAttributes).toContain(name.toLowerCase())
    }
    for (const link of shown.querySelectorAll('a')) {
      const raw = link.getAttribute('href')!
      expect(raw).toMatch(/^(?:https?:\/\/|mailto:)/)
      expect(link.rel).toContain('noopener')
    }
    expect(plainText(attack)).toEqual(expect.any(String))
  })

  it.each([
    ['quotes in quotes', '>'.repeat(16_000)],
    ['lists in lists', '- '.repeat(8_000)],
    ['links after a fence', '```\n```\n' + '[a]('.repeat(3_900)],
    ['links in a fence that is none', '    ```\n' + '[a]('.repeat(3_900)],
    ['links in lists', '- x\n     [a](\n'.repeat(1_000)],
    ['pictures', '![a]('.repeat(3_200)],
    ['many small paragraphs', ('[a]('.repeat(140) + '\n\n').repeat(28)],
    ['brackets', '['.repeat(16_000)],
    ['links that never end', '[a]('.repeat(4_000)],
    ['stars', '*a '.repeat(5_300)],
    ['stars and words', '**a *b '.repeat(2_200)],
    ['backticks', '`a``b'.repeat(3_200)],
    ['angle brackets', '<a '.repeat(5_300)],
    ['comments', '<!--'.repeat(4_000)],
    ['underscores', '_a__b'.repeat(3_200)],
    ['pipes', '|a'.repeat(8_000) + '\n' + '|-'.repeat(8_000)],
    ['rows', '|a|b|\n|-|-|\n' + '|1|2|\n'.repeat(2_600)],
    ['at signs', 'a@'.repeat(8_000)],
    ['addresses', 'http://a.'.repeat(1_700)],
    ['tildes', '~a~~'.repeat(4_000)],
    ['ampersands', '&#'.repeat(8_000)],
    ['references', '[a]: b\n'.repeat(2_200)],
    ['backslashes', '\\'.repeat(16_000)],
    ['spaces', ' '.repeat(15_000) + 'x'],
    ['tabs and newlines', '\t\n'.repeat(8_000)],
    ['numbered', '1. '.repeat(5_300)],
    ['nested quotes and lists', '> - '.repeat(4_000)],
    ['deep by lines', Array.from({ length: 170 }, (_, i) => ' '.repeat(i) + '- x').join('\n')],
  ])('costs little: %s', (_name, text) => {
    // Of this process's own time, whatever else the machine does. What is not bounded takes minutes.
    const before = process.cpuUsage()
    show(text)
    plainText(text)
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(2000)
  })
})

describe('Code', () => {
  it('gets colours without HTML', async () => {
    const tree = await highlight('const a = "<b>" // x', 'ts')
    expect(JSON.stringify(tree)).toContain('"scope":"string"')
    expect(textOf(tree!)).toBe('const a = "<b>" // x')
  })

  it('may be as full of brackets as it likes', () => {
    const text = '```c\n' + 'a[b[c]] = *d;\n'.repeat(600) + '```'
    expect(show(text).querySelector('pre code')?.textContent).toContain('a[b[c]]')
  })

  it('stays plain in a language that nobody knows', async () => {
    for (const name of ['klingon', '__proto__', 'constructor', ''])
      expect(await highlight('x', name)).toBeNull()
  })
})

function textOf(nodes: readonly unknown[]): string {
  return nodes
    .map((node) =>
      typeof node === 'string' ? node : textOf((node as { children: unknown[] }).children),
    )
    .join('')
}

describe('On one line', () => {
  it('a message is its words', () => {
    expect(plainText('**Hi** [there](https://x.org)\n\n- `one`\n- two')).toBe('Hi there one two')
    expect(plainText('By **noon**. *Now*!')).toBe('By noon. Now!')
    expect(plainText('| a | b |\n|---|---|\n| 1 | 2 |')).toBe('a b 1 2')
    expect(plainText('```js\nlet x\n```')).toBe('let x')
  })
})
