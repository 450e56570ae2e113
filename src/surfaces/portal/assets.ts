import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const assetOf = (path: string, type: string, ...sources: string[]) => {
  const bytes = Buffer.concat(sources.map((name) => readFileSync(join(import.meta.dirname, name))))
  return { path, type, bytes, version: hash('sha256', bytes, 'hex').slice(0, 12) }
}

/** The portal's own files: one style sheet, one mark. There is no script. */
export const assets = [
  assetOf(
    '/portal.css',
    'text/css; charset=utf-8',
    'portal-frame.css',
    'portal-list.css',
    'portal-case.css',
    'portal-ask.css',
    'portal-docs.css',
  ),
  assetOf('/portal.svg', 'image/svg+xml', 'portal.svg'),
]

/** With its version, so that browsers may keep it for good. */
export const assetAddress = (wanted: '/portal.css' | '/portal.svg'): string => {
  const version = assets.find(({ path }) => path === wanted)?.version ?? ''
  return `${wanted}?v=${version}`
}
