import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

import { apiDocs } from './tools/build/api-docs.mjs'
import { compressAssets } from './tools/build/compress-assets.mjs'
import { emojiData } from './tools/build/emoji-data.mjs'

// Where `npm run dev` finds a running server. The built client is served by the server itself.
const server = process.env['HEARTH_SERVER'] ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react(), emojiData(), apiDocs(), compressAssets()],
  build: {
    // light-dark(), :has() and native nesting are kept as written.
    target: 'es2022',
    cssTarget: 'chrome123',
    // Inline data: scripts and styles would break the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: false,
  },
  server: {
    proxy: {
      // The server compares Origin with its own address.
      '/api': { target: server, changeOrigin: true, ws: true, headers: { Origin: server } },
    },
  },
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
})
