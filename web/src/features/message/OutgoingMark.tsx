import { useConnection } from '../../state/client'
import type { Outgoing, Wish } from '../../sync/world'
import { StatusMark } from './StatusMark'

/** The mark of a message on its way. */
export function OutgoingMark({ outgoing }: { outgoing: Outgoing }) {
  const online = useConnection((store) => store.state.is === 'online')
  if (outgoing.refused) return <StatusMark state="failed" />
  if (outgoing.stored) return <StatusMark state="sent" />
  return <StatusMark state={online ? 'sending' : 'waiting'} />
}

/** The mark of new words, or of a deletion, on their way. */
export function WishMark({ wish }: { wish: Wish }) {
  const online = useConnection((store) => store.state.is === 'online')
  if (wish.refused) return <StatusMark state="failed" />
  return <StatusMark state={online ? 'sending' : 'waiting'} />
}
