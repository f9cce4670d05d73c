// Colours for code. Loaded when the first code comes on the screen; each language when it is first met.
import type { LanguageFn } from 'highlight.js'
import hljs from 'highlight.js/lib/core'

export type Painted = readonly (string | { scope: string; children: Painted })[]

type Loader = () => Promise<{ default: LanguageFn }>

const kLanguages: Record<string, Loader> = {
  bash: () => import('highlight.js/lib/languages/bash'),
  c: () => import('highlight.js/lib/languages/c'),
  cpp: () => import('highlight.js/lib/languages/cpp'),
  csharp: () => import('highlight.js/lib/languages/csharp'),
  css: () => import('highlight.js/lib/languages/css'),
  diff: () => import('highlight.js/lib/languages/diff'),
  dockerfile: () => import('highlight.js/lib/languages/dockerfile'),
  go: () => import('highlight.js/lib/languages/go'),
  ini: () => import('highlight.js/lib/languages/ini'),
  java: () => import('highlight.js/lib/languages/java'),
  javascript: () => import('highlight.js/lib/languages/javascript'),
  json: () => import('highlight.js/lib/languages/json'),
  kotlin: () => import('highlight.js/lib/languages/kotlin'),
  lua: () => import('highlight.js/lib/languages/lua'),
  php: () => import('highlight.js/lib/languages/php'),
  python: () => import('highlight.js/lib/languages/python'),
  ruby: () => import('highlight.js/lib/languages/ruby'),
  rust: () => import('highlight.js/lib/languages/rust'),
  sql: () => import('highlight.js/lib/languages/sql'),
  swift: () => import('highlight.js/lib/languages/swift'),
  typescript: () => import('highlight.js/lib/languages/typescript'),
  xml: () => import('highlight.js/lib/languages/xml'),
  yaml: () => import('highlight.js/lib/languages/yaml'),
}

const kAliases: Record<string, string> = {
  sh: 'bash',
  shell: 'bash',
  zsh: 'bash',
  h: 'c',
  cc: 'cpp',
  'c++': 'cpp',
  hpp: 'cpp',
  cs: 'csharp',
  patch: 'diff',
  docker: 'dockerfile',
  golang: 'go',
  toml: 'ini',
  conf: 'ini',
  js: 'javascript',
  jsx: 'javascript',
  mjs: 'javascript',
  kt: 'kotlin',
  py: 'python',
  rb: 'ruby',
  rs: 'rust',
  ts: 'typescript',
  tsx: 'typescript',
  html: 'xml',
  svg: 'xml',
  yml: 'yaml',
}

const kLongest = 12_000

/** null: a language that is not known here, or too much of it. */
export async function highlight(code: string, language: string): Promise<Painted | null> {
  const asked = language.toLowerCase()
  const name = kAliases[asked] ?? asked
  const load = Object.hasOwn(kLanguages, name) ? kLanguages[name] : undefined
  if (load === undefined || code.length > kLongest) return null
  if (hljs.getLanguage(name) === undefined) hljs.registerLanguage(name, (await load()).default)
  const { _emitter } = hljs.highlight(code, { language: name, ignoreIllegals: true })
  // The tree behind the HTML that highlight.js would write: scopes and text, which React renders.
  return (_emitter as unknown as { rootNode: { children: Painted } }).rootNode.children.map(tidy)
}

type Node = string | { scope?: string; children: readonly Node[] }

function tidy(node: Node): Painted[number] {
  if (typeof node === 'string') return node
  return { scope: node.scope ?? 'plain', children: node.children.map(tidy) }
}
