/** Whether a font can draw a character: read from its `cmap` table (OpenType spec, format 12). */
export function fontCoverage(font: Uint8Array): (codePoint: number) => boolean {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength)
  const groups = characterGroups(view, tableOffset(view, 'cmap'))
  return (codePoint) => groups.some(({ first, last }) => codePoint >= first && codePoint <= last)
}

type Group = { first: number; last: number }

function tableOffset(view: DataView, tag: string): number {
  const tables = view.getUint16(4)
  for (let table = 0; table < tables; table += 1) {
    const at = 12 + 16 * table
    const name = String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)))
    if (name === tag) return view.getUint32(at + 8)
  }
  throw new Error(`the font has no ${tag} table`)
}

function characterGroups(view: DataView, cmap: number): Group[] {
  const subtables = view.getUint16(cmap + 2)
  for (let subtable = 0; subtable < subtables; subtable += 1) {
    const at = cmap + view.getUint32(cmap + 8 + 8 * subtable)
    if (view.getUint16(at) === 12) return groupsOfFormat12(view, at)
  }
  throw new Error('the font has no table for all of Unicode')
}

const groupsOfFormat12 = (view: DataView, at: number): Group[] =>
  Array.from({ length: view.getUint32(at + 12) }, (_, group) => ({
    first: view.getUint32(at + 16 + 12 * group),
    last: view.getUint32(at + 20 + 12 * group),
  }))
