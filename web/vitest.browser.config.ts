// The browser stories in tests/browser: a real hearthd, a real MariaDB, a real Chromium. Started by tests/browser/run.mjs.
import { fileURLToPath } from 'node:url'

import { defineConfig } from 'vitest/config'

const inModules = (path: string) => fileURLToPath(new URL(`node_modules/${path}`, import.meta.url))

export default defineConfig({
  root: fileURLToPath(new URL('../tests/browser', import.meta.url)),
  // The stories lie outside of this folder, and use its packages.
  resolve: {
    alias: {
      'playwright-core': inModules('playwright-core/index.mjs'),
      '@axe-core/playwright': inModules('@axe-core/playwright/dist/index.mjs'),
      ws: inModules('ws/wrapper.mjs'),
    },
  },
  test: {
    include: ['**/*.story.ts'],
    // Two cores, a browser each: one story file at a time, so that what is measured is measured.
    fileParallelism: false,
    globals: true,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
