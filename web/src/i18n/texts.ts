// All words that a person reads, by language. English is complete and its type is what every other language must be.
// To add one: copy en/, translate, and name it in `catalogues`; it becomes a chunk of its own.
import { create } from 'zustand'

import { en } from './en'

export type Catalogue = typeof en

const catalogues: Record<string, () => Promise<Catalogue>> = {
  en: () => Promise.resolve(en),
}

const kRightToLeft = new Set(['ar', 'fa', 'he', 'ur'])

interface TextStore {
  language: string
  /** For numbers and times: the person's own region where it belongs to the language. */
  locale: string
  texts: Catalogue
}

export const useTextStore = create<TextStore>(() => ({
  language: 'en',
  locale: localeFor('en'),
  texts: en,
}))

export function useTexts(): Catalogue {
  return useTextStore((store) => store.texts)
}

/** For code outside of components. */
export function currentTexts(): Catalogue {
  return useTextStore.getState().texts
}

export async function setLanguage(language: string): Promise<void> {
  const load = catalogues[language]
  if (load === undefined) return
  const texts = await load()
  useTextStore.setState({ language, texts, locale: localeFor(language) })
  document.documentElement.lang = language
  document.documentElement.dir = kRightToLeft.has(language) ? 'rtl' : 'ltr'
}

/** The first language of the browser that there is a catalogue of. */
export function preferredLanguage(): string {
  for (const tag of navigator.languages ?? []) {
    const language = tag.split('-')[0]!.toLowerCase()
    if (language in catalogues) return language
  }
  return 'en'
}

function localeFor(language: string): string {
  const own = globalThis.navigator?.languages?.find((tag) => tag.split('-')[0] === language)
  return own ?? language
}
