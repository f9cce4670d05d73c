// The browser stories in tests/browser: a real hearthd, a real MariaDB, a real Chromium. Started by tests/browser/run.mjs.
import { fileURLToPath } from 'node:url'

import { defineConfig } from 'vitest/config'

const inModules = (path: string) => fileURLToPath(new URL(`node_modules/${path}`, import.meta.url))

const kMeasured = ['long.story.ts', 'size.story.ts']

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
    maxWorkers: 2,
    minWorkers: 2,
    projects: [
      // First what is measured, alone; then the others, two files at a time: mostly they wait.
      {
        extends: true,
        test: {
          name: 'measured',
          include: kMeasured,
          maxWorkers: 1,
          minWorkers: 1,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'stories',
          include: ['**/*.story.ts'],
          exclude: kMeasured,
          maxWorkers: 2,
          minWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
