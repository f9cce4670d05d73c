// Made by tools/build/emoji-data.mjs, which says what stands in a line.
declare module 'virtual:emoji-data' {
  const groups: readonly (readonly [key: string, lines: readonly string[]])[]
  export default groups
}
