import { createRoot } from 'react-dom/client'

import { App } from './features/shell/App'
import { preferredLanguage, setLanguage } from './i18n/texts'
import { applyTheme } from './state/preferences'
import { resumeSession } from './state/session'

import './ui/tokens.css'
import './ui/base.css'

applyTheme()
void setLanguage(preferredLanguage())
void resumeSession()
createRoot(document.getElementById('root')!).render(<App />)
