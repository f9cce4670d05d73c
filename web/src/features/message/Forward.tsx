import { useMemo, useState } from 'react'

import { newKey } from '../../browser/newKey'
import { useTexts } from '../../i18n/texts'
import { plainText } from '../../markdown/plainText'
import type { Message } from '../../protocol/wire'
import { client, useWorld } from '../../state/client'
import { lineName, personName } from '../../state/names'
import { tellQuietly } from '../../state/quietNotice'
import { Avatar } from '../../ui/Avatar'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Icon } from '../../ui/Icon'
import { messageOf } from '../people/useOpenDirect'
import { usePeopleSearch } from '../people/usePeopleSearch'
import { sortedLines } from '../sidebar/sortedLines'

import '../people/people.css'
import './message.css'

const kMost = 20

interface Goal {
  key: string
  id: number
  name: string
  shape: 'person' | 'group'
  /** The conversation, opened if there is none yet. */
  find(): Promise<number>
}

interface ForwardProps {
  conversation: number
  message: Message
  onClose(): void
}

/** Passes a message on: to whom, and perhaps why. */
export default function Forward({ conversation, message, onClose }: ForwardProps) {
  const texts = useTexts()
  const [text, setText] = useState('')
  const [goal, setGoal] = useState<Goal | null>(null)
  const [comment, setComment] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  // Trying again must not send it twice.
  const [key] = useState(() => newKey())
  const name = useWorld((world) => personName(world.people, message.sender, texts))
  const goals = useGoals(text)

  const send = async () => {
    if (goal === null || busy) return
    setBusy(true)
    setError(null)
    try {
      const to = await goal.find()
      const words = comment.trim()
      const { seq } = message
      const ask = { conversation, seq, to, key, ...(words && { comment: words }) }
      await client().call('message.forward', ask)
      tellQuietly(texts.threads.sent(goal.name))
      onClose()
    } catch (reason) {
      setError(messageOf(reason))
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={texts.threads.forwardTitle}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{texts.shell.cancel}</Button>
          <Button
            look="main"
            busy={busy}
            disabled={goal === null || busy}
            onClick={() => void send()}
          >
            {texts.threads.forward}
          </Button>
        </>
      }
    >
      <blockquote className="forward-words">
        <p className="forward-who clip">{name}</p>
        <p className="forward-text">{plainText(message.body)}</p>
      </blockquote>
      <div className="picker">
        <div className="picker-box">
          <Icon name="search" size={17} />
          <input
            className="input"
            aria-label={texts.threads.forwardTo}
            placeholder={texts.shell.switcherPlaceholder}
            autoComplete="off"
            spellCheck={false}
            data-first-focus
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              if (goals[0] !== undefined) setGoal(goals[0])
            }}
          />
        </div>
        <div
          className="picker-list forward-list"
          role="radiogroup"
          aria-label={texts.threads.forwardTo}
        >
          {goals.map((one) => (
            <button
              key={one.key}
              type="button"
              role="radio"
              aria-checked={goal?.key === one.key}
              className="picker-person forward-goal"
              onClick={() => setGoal(one)}
            >
              <Avatar id={one.id} name={one.name} size={30} shape={one.shape} />
              <span className="picker-names">
                <span className="clip">{one.name}</span>
              </span>
              {goal?.key === one.key && <Icon name="check" size={18} />}
            </button>
          ))}
        </div>
        {goals.length === 0 && (
          <p className="picker-none" role="status">
            {texts.shell.nothingFound(text)}
          </p>
        )}
      </div>
      <input
        className="input forward-comment"
        aria-label={texts.threads.forwardComment}
        placeholder={texts.threads.forwardComment}
        value={comment}
        onChange={(event) => setComment(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && void send()}
      />
      {error && (
        <p className="form-error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  )
}

/** Conversations by name, and people with whom there is none yet. */
function useGoals(text: string): Goal[] {
  const texts = useTexts()
  const conversations = useWorld((world) => world.conversations)
  const people = useWorld((world) => world.people)
  const me = useWorld((world) => world.me?.id)
  const { found } = usePeopleSearch(text)
  return useMemo((): Goal[] => {
    const lines = sortedLines(conversations, people, text, null, texts).slice(0, kMost)
    const shown = new Set(lines.map(({ line }) => line.peer))
    const there = lines.map(({ line }): Goal => ({
      key: `c${line.id}`,
      id: line.peer ?? line.id,
      name: lineName(line, people, texts),
      shape: line.kind === 'group' ? 'group' : 'person',
      find: () => Promise.resolve(line.id),
    }))
    if (text.trim() === '') return there
    const others = found
      .filter((person) => !shown.has(person.id) && !person.blocked && person.id !== me)
      .map((person): Goal => ({
        key: `p${person.id}`,
        id: person.id,
        name: person.name,
        shape: 'person',
        find: () => client().openDirect(person.id),
      }))
    return [...there, ...others]
  }, [conversations, people, text, texts, found, me])
}
