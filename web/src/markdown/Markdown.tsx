// A message's Markdown as React elements. There is no HTML anywhere: what looks like HTML is shown as it is written.
import type { Token, Tokens } from 'marked'
import type { ReactNode } from 'react'
import { createElement, memo } from 'react'

import { AddressedText } from './addressed'
import { CodeBlock } from './CodeBlock'
import { decodeEntities } from './entities'
import { parseMarkdown } from './parse'
import { safeLink } from './safeLink'

import './markdown.css'

const kDeepest = 24

export const Markdown = memo(function Markdown({ text }: { text: string }) {
  return <div className="markdown">{blocks(parseMarkdown(text), 0)}</div>
})

function blocks(tokens: readonly Token[], depth: number): ReactNode[] {
  return tokens.map((token, index) => block(token, index, depth))
}

function block(token: Token, key: number, depth: number): ReactNode {
  if (depth > kDeepest) return <p key={key}>{token.raw}</p>
  switch (token.type) {
    case 'space':
    case 'def':
      return null
    case 'hr':
      return <hr key={key} />
    case 'heading': {
      const heading = token as Tokens.Heading
      // A message is no page: its headings look like some, and are none in the outline.
      return (
        <p key={key} className={`markdown-heading markdown-heading-${heading.depth}`}>
          {inline(heading.tokens, depth + 1)}
        </p>
      )
    }
    case 'code': {
      const code = token as Tokens.Code
      return (
        <CodeBlock key={key} code={code.text} language={(code.lang ?? '').split(/\s/)[0] ?? ''} />
      )
    }
    case 'blockquote':
      return <blockquote key={key}>{blocks(token.tokens ?? [], depth + 1)}</blockquote>
    case 'list':
      return list(token as Tokens.List, key, depth)
    case 'table':
      return table(token as Tokens.Table, key, depth)
    case 'paragraph':
      return <p key={key}>{inline(token.tokens ?? [], depth + 1)}</p>
    case 'text': {
      const text = token as Tokens.Text
      // The line of a tight list item, or a message that is shown as it is written.
      return <p key={key}>{text.tokens ? inline(text.tokens, depth + 1) : text.raw}</p>
    }
    default:
      return <p key={key}>{token.raw.trimEnd()}</p>
  }
}

function list(token: Tokens.List, key: number, depth: number): ReactNode {
  const items = token.items.map((item, index) => (
    <li key={index} className={item.task ? 'markdown-task' : undefined}>
      {item.task && (
        <input
          type="checkbox"
          checked={item.checked ?? false}
          disabled
          readOnly
          aria-label={item.checked ? '✓' : '–'}
        />
      )}
      {blocks(item.tokens, depth + 1)}
    </li>
  ))
  if (!token.ordered) return <ul key={key}>{items}</ul>
  return (
    <ol key={key} start={typeof token.start === 'number' ? token.start : 1}>
      {items}
    </ol>
  )
}

function table(token: Tokens.Table, key: number, depth: number): ReactNode {
  const cells = (row: Tokens.TableCell[], tag: 'th' | 'td') =>
    row.map((cell, index) =>
      createElement(
        tag,
        { key: index, className: cell.align ? `align-${cell.align}` : undefined },
        inline(cell.tokens, depth + 1),
      ),
    )
  return (
    // Wide tables scroll by themselves; the keyboard must be able to do that too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div key={key} className="markdown-table" tabIndex={0} role="group">
      <table>
        <thead>
          <tr>{cells(token.header, 'th')}</tr>
        </thead>
        <tbody>
          {token.rows.map((row, index) => (
            <tr key={index}>{cells(row, 'td')}</tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function inline(tokens: readonly Token[], depth: number): ReactNode[] {
  return tokens.map((token, index) => span(token, index, depth))
}

function span(token: Token, key: number, depth: number): ReactNode {
  if (depth > kDeepest) return token.raw
  switch (token.type) {
    case 'strong':
      return <strong key={key}>{inline(token.tokens ?? [], depth + 1)}</strong>
    case 'em':
      return <em key={key}>{inline(token.tokens ?? [], depth + 1)}</em>
    case 'del':
      return <del key={key}>{inline(token.tokens ?? [], depth + 1)}</del>
    case 'codespan':
      return <code key={key}>{(token as Tokens.Codespan).text}</code>
    case 'br':
      return <br key={key} />
    case 'link': {
      const link = token as Tokens.Link
      return (
        <Link key={key} href={link.href} raw={link.raw}>
          {inline(link.tokens, depth + 1)}
        </Link>
      )
    }
    case 'image': {
      // Nothing is fetched from elsewhere because somebody wrote so.
      const image = token as Tokens.Image
      return (
        <Link key={key} href={image.href} raw={image.raw}>
          {decodeEntities(image.text) || image.href}
        </Link>
      )
    }
    case 'text':
    case 'escape': {
      const text = token as Tokens.Text
      if (text.tokens !== undefined) return inline(text.tokens, depth + 1)
      if (token.type === 'escape') return text.text
      const words = decodeEntities(text.raw)
      return words.includes('@') ? <AddressedText key={key} text={words} /> : words
    }
    default:
      return token.raw
  }
}

function Link({ href, raw, children }: { href: string; raw: string; children: ReactNode }) {
  const address = safeLink(href)
  if (address === null) return raw
  return (
    <a href={address} target="_blank" rel="noopener noreferrer nofollow" title={address}>
      {children}
    </a>
  )
}
