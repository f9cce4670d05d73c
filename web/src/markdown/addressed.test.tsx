import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'

import { MentionDrawing } from './addressed'
import { Markdown } from './Markdown'

/** The message as it is drawn when it addresses these. */
function drawn(text: string, ...names: string[]): string {
  const markup = renderToStaticMarkup(
    <MentionDrawing.Provider value={(name) => (names.includes(name) ? <b>@{name}</b> : null)}>
      <Markdown text={text} />
    </MentionDrawing.Provider>,
  )
  return markup.replace(/^<div class="markdown"><p>(.*)<\/p><\/div>$/s, '$1')
}

describe('A name behind an @', () => {
  it('is drawn where the message addresses it, and is text elsewhere', () => {
    expect(drawn('Hello @ana and @ben!', 'ana')).toBe('Hello <b>@ana</b> and @ben!')
    expect(drawn('@Ana', 'ana')).toBe('<b>@ana</b>')
    expect(drawn('**@ana**', 'ana')).toBe('<strong><b>@ana</b></strong>')
    expect(drawn('Hello @ana')).toBe('Hello @ana')
  })

  it('may end a sentence', () => {
    expect(drawn('Ask @ana.', 'ana')).toBe('Ask <b>@ana</b>.')
    expect(drawn('Ask @ana.b.', 'ana.b')).toBe('Ask <b>@ana.b</b>.')
    expect(drawn('Ask @ana.', 'ana.')).toBe('Ask <b>@ana.</b>')
  })

  it('is none in code and in addresses', () => {
    expect(drawn('`@ana`', 'ana')).toBe('<code>@ana</code>')
    expect(drawn('x@ana', 'ana')).toBe('x@ana')
  })

  it('is text where nobody draws it', () => {
    expect(renderToStaticMarkup(<Markdown text="@ana" />)).toContain('@ana')
  })
})
