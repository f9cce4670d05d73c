import { useTexts } from '../../i18n/texts'
import { client, useConnection } from '../../state/client'
import type { Wish } from '../../sync/world'

/** In the place of a deleted message; while its deletion waits for the connection it can be called off. */
export function Tombstone({ wish }: { wish: Wish | undefined }) {
  const texts = useTexts()
  const online = useConnection((store) => store.state.is === 'online')
  return (
    <>
      <p className="message-deleted">{texts.talk.deleted}</p>
      {wish && !wish.granted && !online && (
        <p className="message-waits">
          <span>{texts.change.deleteWaits}</span>{' '}
          <button type="button" onClick={() => client().dropWish(wish.key)}>
            {texts.change.keepIt}
          </button>
        </p>
      )}
    </>
  )
}
