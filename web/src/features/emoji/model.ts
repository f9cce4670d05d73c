// What an emoji is to the picker, the completion and the search: Unicode's and the organisation's own alike.
export const kGroups = [
  'smileys-emotion',
  'people-body',
  'animals-nature',
  'food-drink',
  'travel-places',
  'activities',
  'objects',
  'symbols',
  'flags',
] as const

/** 'custom' is what the organisation made. */
export type EmojiGroup = (typeof kGroups)[number] | 'custom'

export interface Emoji {
  /** What is written: the characters, without a skin tone; of the organisation's own `:name:`. */
  text: string
  name: string
  /** As one types them between colons; the first is the one that is shown. Never empty. */
  shorts: readonly string[]
  /** Separated by blanks. */
  keywords: string
  group: EmojiGroup
  /** The version of Unicode Emoji it came with; 0 where everybody draws it. */
  since: number
  /** Only of the organisation's own: the address of its picture. */
  image?: string
}

/** An emoji of the organisation. */
export interface CustomEmoji {
  name: string
  image: string
  keywords?: readonly string[]
}
