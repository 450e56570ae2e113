import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { appFiles, checkBuild, wasBundled } from './check-build.config.ts'

const here = import.meta.dirname
const outDir = join(here, '../../../dist/workbench')

// Two pages that share no kit: /app/ for deputies, /console/ for staff. Their files lie below /assets.
export default defineConfig({
  root: here,
  appType: 'mpa',
  build: {
    outDir,
    // A server that is running goes on serving the last build until this one is whole; check-build sweeps what is old.
    emptyOutDir: false,
    manifest: true,
    // Which lines of a screen the journeys went through is told by the maps; no script names its own.
    sourcemap: 'hidden',
    target: 'es2023',
    // The policy of the page allows no data: scripts and no inline styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      input: { app: join(here, 'app/index.html'), console: join(here, 'console/index.html') },
    },
  },
  plugins: [
    react(),
    VitePWA({
      filename: 'app/sw.js',
      scope: '/app/',
      injectRegister: false,
      manifest: false,
      registerType: 'prompt',
      integration: {
        beforeBuildServiceWorker({ workbox }) {
          if (wasBundled(outDir)) return
          workbox.swDest = join(outDir, '.vite/no-worker.js')
          workbox.globPatterns = []
          workbox.manifestTransforms = []
          workbox.runtimeCaching = [{ urlPattern: /^$/, handler: 'NetworkOnly' }]
        },
      },
      workbox: {
        // The server is the only one who knows what is true: nothing below /api is ever kept.
        runtimeCaching: [],
        navigateFallback: '/app/index.html',
        navigateFallbackAllowlist: [/^\/app\//],
        inlineWorkboxRuntime: true,
        globPatterns: ['app/index.html', 'app/*.{png,webmanifest}', 'assets/**/*.{js,css}'],
        // The worker lies in /app/, so that a relative address would be looked for there.
        modifyURLPrefix: { '': '/' },
        manifestTransforms: [
          (entries) => {
            const wanted = appFiles(outDir)
            const isKept = (url: string) => url.startsWith('/app/') || wanted.has(url.slice(1))
            return { manifest: entries.filter((entry) => isKept(entry.url)), warnings: [] }
          },
        ],
      },
    }),
    checkBuild(outDir),
  ],
})
