import type { Plugin } from 'vite'
export function emojiGroups(): [key: string, lines: string[]][]
export function emojiData(): Plugin
