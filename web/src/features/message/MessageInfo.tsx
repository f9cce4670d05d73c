import { useEffect, useState } from 'react'

import { useTexts } from '../../i18n/texts'
import { fullTime, shortTime } from '../../i18n/times'
import type { Receipt } from '../../protocol/wire'
import { client, useWorld } from '../../state/client'
import { personName } from '../../state/names'
import { Avatar } from '../../ui/Avatar'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { StatusMark } from './StatusMark'

interface MessageInfoProps {
  conversation: number
  seq: number
  onClose(): void
}

/** When the message reached each person, and when they saw it. */
export default function MessageInfo({ conversation, seq, onClose }: MessageInfoProps) {
  const texts = useTexts()
  const me = useWorld((world) => world.me?.id)
  const [receipts, setReceipts] = useState<readonly Receipt[] | null>(null)
  const [failed, setFailed] = useState(false)
  // Asked anew whenever somebody got or saw more while the window is open.
  const members = useWorld((world) => world.conversations.get(conversation)?.members)
  useEffect(() => {
    let here = true
    loadReceipts(conversation, seq).then(
      (all) => {
        if (!here) return
        setReceipts(all)
        setFailed(false)
      },
      () => here && setFailed(true),
    )
    return () => {
      here = false
    }
  }, [conversation, seq, members])
  const others = (receipts ?? []).filter((receipt) => receipt.person !== me)
  const seen = others.filter((receipt) => receipt.read_at !== undefined)
  const delivered = others.filter(
    (receipt) => receipt.read_at === undefined && receipt.delivered_at !== undefined,
  )
  const pending = others.filter(
    (receipt) => receipt.read_at === undefined && receipt.delivered_at === undefined,
  )
  return (
    <Dialog title={texts.talk.infoTitle} onClose={onClose}>
      {failed ? (
        <p className="form-error">{texts.shell.notConnected}</p>
      ) : receipts === null ? (
        <p aria-busy="true" className="info-waiting" />
      ) : (
        <div className="info">
          <Part title={texts.talk.infoSeen} state="seen" list={seen} timeOf={(r) => r.read_at} />
          <Part
            title={texts.talk.infoDelivered}
            state="delivered"
            list={delivered}
            timeOf={(r) => r.delivered_at}
          />
          <Part
            title={texts.talk.infoPending}
            state="sent"
            list={pending}
            timeOf={() => undefined}
          />
          {others.length === 0 && <p>{texts.talk.infoNobody}</p>}
        </div>
      )}
      <Button className="hidden-visually" onClick={onClose}>
        {texts.shell.close}
      </Button>
    </Dialog>
  )
}

interface PartProps {
  title: string
  state: 'seen' | 'delivered' | 'sent'
  list: readonly Receipt[]
  timeOf(receipt: Receipt): string | undefined
}

function Part({ title, state, list, timeOf }: PartProps) {
  const texts = useTexts()
  const people = useWorld((world) => world.people)
  if (list.length === 0) return null
  return (
    <section className="info-part">
      <h3>
        <StatusMark state={state} /> {title} <span className="info-count">{list.length}</span>
      </h3>
      <ul>
        {list.map((receipt) => {
          const name = personName(people, receipt.person, texts)
          const at = timeOf(receipt)
          return (
            <li key={receipt.person}>
              <Avatar id={receipt.person} name={name} size={30} />
              <span className="clip">{name}</span>
              {at !== undefined && (
                <time dateTime={at} title={fullTime(at)}>
                  {shortTime(at, new Date())}
                </time>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

async function loadReceipts(conversation: number, seq: number): Promise<Receipt[]> {
  const all: Receipt[] = []
  let after: string | undefined
  do {
    const page = await client().call('receipt.list', {
      conversation,
      seq,
      limit: 500,
      ...(after && { after }),
    })
    all.push(...page.receipts)
    after = page.next
  } while (after !== undefined)
  return all
}
