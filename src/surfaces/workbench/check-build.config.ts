import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

type Chunk = { file: string; imports?: string[]; dynamicImports?: string[]; css?: string[]; assets?: string[] }
type Manifest = Record<string, Chunk>

/** Gzipped kilobytes that a page may need before it shows its first route. */
const firstRouteMax = { 'app/index.html': 220, 'console/index.html': 450 }

const readManifest = (outDir: string) =>
  JSON.parse(readFileSync(join(outDir, '.vite/manifest.json'), 'utf8')) as Manifest

/** All files that a page loads at once or, with `later`, may ever load. */
function filesOf(manifest: Manifest, page: string, later: boolean): Set<string> {
  const seen = new Set<string>()
  const files = new Set<string>()
  const visit = (name: string) => {
    const chunk = manifest[name]
    if (!chunk || seen.has(name)) return
    seen.add(name)
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(later ? (chunk.assets ?? []) : [])]) files.add(file)
    for (const next of [...(chunk.imports ?? []), ...(later ? (chunk.dynamicImports ?? []) : [])]) visit(next)
  }
  visit(page)
  return files
}

/** Closing is announced after a failure too; what would complain then hides why the bundle failed. */
export const wasBundled = (outDir: string): boolean => existsSync(join(outDir, '.vite/manifest.json'))

/** The built files that the deputies' app may ever load: what its service worker keeps. */
export const appFiles = (outDir: string): Set<string> => filesOf(readManifest(outDir), 'app/index.html', true)

/** Fails a build that is too heavy, that would open nothing offline, or whose worker could never become active. */
export const checkBuild = (outDir: string): Plugin => ({
  name: 'check-build',
  apply: 'build',
  enforce: 'post',
  closeBundle: {
    sequential: true,
    order: 'post',
    handler() {
      if (!wasBundled(outDir)) return
      const manifest = readManifest(outDir)
      for (const [page, most] of Object.entries(firstRouteMax)) {
        const files = [...filesOf(manifest, page, false)]
        const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(outDir, file))).length, 0)
        const size = Math.ceil(bytes / 1024)
        this.info(`${page}: first route ${size} KB gzip of ${most}`)
        if (size > most) this.error(`${page}: the first route is ${size} KB gzip, at most ${most}`)
      }
      const kept = precached(outDir)
      if (!kept.includes('app/index.html')) this.error('the service worker does not keep the page itself')
      for (const file of kept)
        if (!existsSync(join(outDir, file))) this.error(`the service worker wants ${file}, which is not there`)
      for (const file of appFiles(outDir))
        if (!kept.includes(file)) this.error(`the service worker forgets ${file}, which the app may load`)
      this.info(`${kept.length} files open offline`)
      sweepOldAssets(outDir, manifest)
    },
  },
})

const precached = (outDir: string): string[] => {
  const worker = readFileSync(join(outDir, 'app/sw.js'), 'utf8')
  return [...worker.matchAll(/url:\s*"\/([^"]+)"/g)].map((match) => match[1] ?? '')
}

/** Hashed files of earlier builds, which no page of this one asks for. */
function sweepOldAssets(outDir: string, manifest: Manifest): void {
  const wanted = new Set(
    Object.values(manifest).flatMap(({ file, css = [], assets = [] }) => [file, ...css, ...assets]),
  )
  for (const name of readdirSync(join(outDir, 'assets')))
    if (!wanted.has(`assets/${name.replace(/\.map$/, '')}`)) rmSync(join(outDir, 'assets', name))
}
