import { lazy, Suspense, useRef, useState } from 'react'
import { useLocation } from 'wouter'

import { useTexts } from '../../i18n/texts'
import type { Message } from '../../protocol/wire'
import { client, useWorld } from '../../state/client'
import { personName } from '../../state/names'
import { pathOf, threadPath } from '../../state/places'
import { useEmojiTaste } from '../../state/emojiTaste'
import { savedKey } from '../../sync/reduce/personal'
import { isOf } from '../../sync/reduce/reactions'
import { IconButton } from '../../ui/Button'
import { kMayDelete, kMayEdit, kMayPin, kMaySeeVersions } from '../group/rights'
import { onceLoaded } from '../shell/onceLoaded'
import { beginEdit, beginReply, toggleReaction } from './changing'
import { DeleteMessage } from './DeleteMessage'
import type { MenuEntry } from './MessageMenu'
import { MessageMenu } from './MessageMenu'
import { ReactionButton } from './ReactionButton'

// These ask the server, so that they may come from it.
const loads = {
  info: () => import('./MessageInfo'),
  reactors: () => import('./Reactors'),
  versions: () => import('./Versions'),
  forward: () => import('./Forward'),
}
const MessageInfo = lazy(loads.info)
const Reactors = lazy(loads.reactors)
const Versions = lazy(loads.versions)
const Forward = lazy(loads.forward)

interface MessageActionsProps {
  conversation: number
  message: Message
  isMine: boolean
  rights: number
  /** It is not shown at the beginning of its own thread. */
  mayOpenThread: boolean
  /** The menu is open; a long press opens it, too. */
  menu: boolean
  onMenu(open: boolean): void
}

type Asking = keyof typeof loads | 'delete'

/** What can be done with a message; shown when one points at it or has gone to it with the keyboard. */
export function MessageActions(props: MessageActionsProps) {
  const { conversation, message, isMine, rights, menu, onMenu } = props
  const { seq, body, sender } = message
  const texts = useTexts()
  const me = useWorld((world) => world.me?.id)
  const saved = useWorld((world) => world.mine.saved.has(savedKey(conversation, seq)))
  const name = useWorld((world) => personName(world.people, sender, texts))
  const quick = useEmojiTaste((store) => store.quick)
  const [asking, setAsking] = useState<Asking | null>(null)
  const [copied, setCopied] = useState(false)
  const moreRef = useRef<HTMLButtonElement>(null)
  const copy = (text: string) =>
    void navigator.clipboard?.writeText(text).then(() => {
      setCopied(true)
      window.setTimeout(() => setCopied(false), 1500)
    })
  const close = () => setAsking(null)
  const ask = (what: keyof typeof loads) => onceLoaded(loads[what], () => setAsking(what))
  const [, navigate] = useLocation()
  // There is no thread in a thread.
  const isThread = useWorld(
    (world) => world.conversations.get(conversation)?.line.kind === 'thread',
  )
  const hasThread = props.mayOpenThread && !isThread
  const openThread = () => navigate(threadPath(conversation, seq))
  const entries = (): MenuEntry[] => {
    const pinned = message.pinned_at !== undefined
    const all: (MenuEntry | false)[] = [
      { icon: 'reply', label: texts.talk.reply, choose: () => beginReply(conversation, seq) },
      hasThread && { icon: 'thread', label: texts.threads.reply, choose: openThread },
      { icon: 'forward', label: texts.threads.forward, choose: () => ask('forward') },
      (rights & kMayEdit) !== 0 && {
        icon: 'pencil',
        label: texts.change.edit,
        choose: () => beginEdit(conversation, seq),
      },
      (rights & kMayPin) !== 0 && {
        icon: 'pin',
        label: pinned ? texts.change.unpin : texts.change.pin,
        choose: () => client().wish(conversation, seq, { is: 'pin', pin: !pinned }),
      },
      {
        icon: 'bookmark',
        label: saved ? texts.mine.unsave : texts.mine.save,
        choose: () => client().save(conversation, seq, !saved),
      },
      {
        icon: 'unread',
        label: texts.mine.markUnreadHere,
        choose: () => client().place(conversation, { unread_from: seq }),
      },
      { icon: 'copy', label: texts.talk.copyText, choose: () => copy(body) },
      {
        icon: 'link',
        label: texts.talk.copyLink,
        choose: () => copy(location.origin + pathOf(conversation, seq)),
      },
      isMine && { icon: 'info', label: texts.talk.info, choose: () => ask('info') },
      message.reactions !== undefined && {
        icon: 'smile',
        label: texts.change.whoReacted,
        choose: () => ask('reactors'),
      },
      message.edited_at !== undefined &&
        (rights & kMaySeeVersions) !== 0 && {
          icon: 'clock',
          label: texts.change.versionsTitle,
          choose: () => ask('versions'),
        },
      (rights & kMayDelete) !== 0 && {
        icon: 'trash',
        label: texts.change.delete,
        danger: true,
        choose: () => setAsking('delete'),
      },
    ]
    return all.filter((entry) => entry !== false)
  }
  return (
    <>
      <div
        className="message-actions"
        role="group"
        aria-label={texts.talk.actions}
        data-open={menu || asking !== null || undefined}
      >
        {quick.map((emoji) => {
          const mine = isOf(
            message.reactions?.find((one) => one.emoji === emoji),
            me,
          )
          const label = mine ? texts.change.takeBack(emoji) : texts.change.reactWith(emoji)
          return (
            <button
              key={emoji}
              type="button"
              className="icon-button message-quick"
              aria-pressed={mine}
              aria-label={label}
              title={label}
              onClick={() => toggleReaction(conversation, seq, emoji)}
            >
              {emoji}
            </button>
          )
        })}
        <ReactionButton conversation={conversation} seq={seq} />
        <IconButton
          icon="reply"
          size={17}
          label={texts.talk.reply}
          onClick={() => beginReply(conversation, seq)}
        />
        {hasThread && (
          <IconButton
            icon="thread"
            size={17}
            className="message-thread"
            label={texts.threads.reply}
            onClick={openThread}
          />
        )}
        {(rights & kMayEdit) !== 0 && (
          <IconButton
            icon="pencil"
            size={17}
            className="message-edit"
            label={texts.change.edit}
            onClick={() => beginEdit(conversation, seq)}
          />
        )}
        <IconButton
          ref={moreRef}
          icon={copied ? 'check' : 'more'}
          size={17}
          label={copied ? texts.talk.copied : texts.change.more}
          aria-haspopup="menu"
          aria-expanded={menu}
          onClick={() => onMenu(true)}
        />
      </div>
      {menu && (
        <MessageMenu
          anchor={moreRef}
          entries={entries()}
          onReact={(emoji) => toggleReaction(conversation, seq, emoji)}
          onClose={() => onMenu(false)}
        />
      )}
      {asking === 'delete' && (
        <DeleteMessage
          conversation={conversation}
          seq={seq}
          name={isMine ? null : name}
          onClose={close}
        />
      )}
      <Suspense fallback={null}>
        {asking === 'info' && <MessageInfo conversation={conversation} seq={seq} onClose={close} />}
        {asking === 'reactors' && (
          <Reactors conversation={conversation} seq={seq} onClose={close} />
        )}
        {asking === 'forward' && (
          <Forward conversation={conversation} message={message} onClose={close} />
        )}
        {asking === 'versions' && (
          <Versions conversation={conversation} message={message} onClose={close} />
        )}
      </Suspense>
    </>
  )
}
