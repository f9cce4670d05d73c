import type { ReactNode } from 'react'
import { memo, useEffect, useState } from 'react'

import { useTexts } from '../i18n/texts'
import { IconButton } from '../ui/Button'
import type { Painted } from './highlight'

interface CodeBlockProps {
  code: string
  language: string
}

/** Code, coloured as soon as its language has been loaded, with a button to copy it. */
export const CodeBlock = memo(function CodeBlock({ code, language }: CodeBlockProps) {
  const texts = useTexts()
  const [painted, setPainted] = useState<Painted | null>(null)
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (language === '') return
    let here = true
    void import('./highlight')
      .then(({ highlight }) => highlight(code, language))
      .then((tree) => {
        if (here && tree !== null) setPainted(tree)
      })
      .catch(() => {}) // Without colours, then.
    return () => {
      here = false
    }
  }, [code, language])
  const copy = () => {
    void navigator.clipboard?.writeText(code).then(() => {
      setCopied(true)
      window.setTimeout(() => setCopied(false), 1500)
    })
  }
  return (
    <div className="code-block">
      <div className="code-head">
        <span className="code-language">{language}</span>
        <IconButton
          icon={copied ? 'check' : 'copy'}
          size={16}
          label={copied ? texts.talk.copied : texts.talk.codeCopy}
          onClick={copy}
        />
      </div>
      {/* Long lines scroll; the keyboard must be able to do that too. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0}>
        <code>{painted === null ? code : paint(painted)}</code>
      </pre>
    </div>
  )
})

function paint(nodes: Painted): ReactNode[] {
  return nodes.map((node, index) =>
    typeof node === 'string' ? (
      node
    ) : (
      <span key={index} className={`syntax-${node.scope.split('.')[0]}`}>
        {paint(node.children)}
      </span>
    ),
  )
}
