import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const read = (name: string, type: string) => {
  const bytes = readFileSync(join(import.meta.dirname, name))
  return { path: `/${name}`, type, bytes, version: hash('sha256', bytes, 'hex').slice(0, 12) }
}

/** The portal's own files: one style sheet, one mark. There is no script. */
export const assets = [read('portal.css', 'text/css; charset=utf-8'), read('portal.svg', 'image/svg+xml')]

export const assetAddress = (name: string): string => {
  const asset = assets.find(({ path }) => path === `/${name}`)
  return asset ? `${asset.path}?v=${asset.version}` : `/${name}`
}
