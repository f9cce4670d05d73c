import { useConnection } from '../../state/client'
import type { Outgoing } from '../../sync/world'
import { StatusMark } from './StatusMark'

/** The mark of a message on its way. */
export function OutgoingMark({ outgoing }: { outgoing: Outgoing }) {
  const online = useConnection((store) => store.state.is === 'online')
  if (outgoing.refused) return <StatusMark state="failed" />
  if (outgoing.stored) return <StatusMark state="sent" />
  return <StatusMark state={online ? 'sending' : 'waiting'} />
}
