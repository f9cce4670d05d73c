import { lazy, Suspense } from 'react'
import { useLocation } from 'wouter'

import { useTexts } from '../../i18n/texts'
import { resumeSession, useSession } from '../../state/session'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { Icon } from '../../ui/Icon'
import { Shell } from './Shell'

import './app.css'

const SignIn = lazy(() => import('../account/SignIn'))
const Register = lazy(() => import('../account/Register'))
const FirstPassword = lazy(() => import('../account/FirstPassword'))

/** What is shown depends on who is signed in. */
export function App() {
  const session = useSession((store) => store.session)
  const texts = useTexts()
  const [location] = useLocation()
  switch (session.is) {
    case 'unknown':
      return <div className="app-waiting" aria-busy="true" />
    case 'unreachable':
      return (
        <main className="app-waiting">
          <Empty picture={<Icon name="offline" size={40} />} title={texts.account.unreachable}>
            <Button look="main" onClick={() => void resumeSession()}>
              {texts.account.tryAgain}
            </Button>
          </Empty>
        </main>
      )
    case 'signed_out':
      return (
        <Suspense fallback={null}>
          {location === '/register' ? <Register /> : <SignIn expired={session.expired} />}
        </Suspense>
      )
    case 'must_change_password':
      return (
        <Suspense fallback={null}>
          <FirstPassword />
        </Suspense>
      )
    case 'signed_in':
      return <Shell />
  }
}
