// What is kept for me alone: saved messages, and those that are sent later.
import { useLocation } from 'wouter'

import { useTexts } from '../../i18n/texts'
import { useWorld } from '../../state/client'
import { IconButton } from '../../ui/Button'
import { Saved } from './Saved'
import { Scheduled } from './Scheduled'

import './mine.css'

export default function Mine({ view }: { view: 'saved' | 'scheduled' }) {
  const texts = useTexts()
  const [, navigate] = useLocation()
  const waiting = useWorld((world) => world.mine.scheduled.size)
  const tabs = [
    { is: 'saved', name: texts.mine.saved, count: 0 },
    { is: 'scheduled', name: texts.mine.scheduled, count: waiting },
  ] as const
  return (
    <section className="mine" aria-label={texts.mine.views}>
      <header className="head">
        <IconButton
          icon="back"
          className="head-back"
          label={texts.shell.back}
          onClick={() => navigate('/')}
        />
        <nav className="mine-tabs" aria-label={texts.mine.views}>
          {tabs.map(({ is, name, count }) => (
            <a
              key={is}
              href={`/${is}`}
              aria-current={is === view ? 'page' : undefined}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return
                event.preventDefault()
                navigate(`/${is}`, { replace: true })
              }}
            >
              {name}
              {count > 0 && <span className="mine-count">{count}</span>}
            </a>
          ))}
        </nav>
      </header>
      <div className="mine-body" id="messages" tabIndex={-1}>
        {view === 'saved' ? <Saved /> : <Scheduled />}
      </div>
    </section>
  )
}
