// What this browser remembers of how a person likes it.
import { create } from 'zustand'

import { keep, readKept } from '../browser/kept'

export type Theme = 'system' | 'light' | 'dark'

export const usePreferences = create<{ theme: Theme }>(() => ({
  theme: readKept<Theme>('theme', 'system'),
}))

export function setTheme(theme: Theme): void {
  keep('theme', theme === 'system' ? undefined : theme)
  usePreferences.setState({ theme })
  applyTheme()
}

/** Writes the choice where the style sheets look for it. */
export function applyTheme(): void {
  const { theme } = usePreferences.getState()
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}
