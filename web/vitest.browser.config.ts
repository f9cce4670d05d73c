// The browser stories in tests/browser: a real hearthd, a real MariaDB, a real Chromium. Started by tests/browser/run.mjs.
import { fileURLToPath } from 'node:url'

import { defineConfig } from 'vitest/config'

const inModules = (path: string) => fileURLToPath(new URL(`node_modules/${path}`, import.meta.url))

// For ./dev bench, which says where the figures go.
const measured = process.env['HEARTH_MEASURED'] !== undefined

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
    globals: true,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: measured ? ['**/*.measure.ts'] : ['**/*.story.ts'],
    // Two files at a time: mostly they wait.
    maxWorkers: measured ? 1 : 2,
    minWorkers: measured ? 1 : 2,
  },
})
