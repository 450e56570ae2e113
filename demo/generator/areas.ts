import { streets, towns, zones } from '../content/government-organs.ts'
import type { Division } from '../district.types.ts'

export const districtCode = '320412'
export const cityCode = '3204'
export const provinceCode = '32'

/** Towns, streets and zones that elect deputies to the district's congress. */
export const electingTowns = [...towns, ...streets, ...zones].map(([key, code, name]) => ({ key, code, name }))

export const codeOfTown = (key: string): string => {
  const town = electingTowns.find((one) => one.key === key)
  if (!town) throw new Error(`no town ${key}`)
  return town.code
}

/** `洛阳社区居委会（含洛阳村村委）` → 洛阳社区; `岑村村委会` → 岑村; `阖闾城村委会` → 阖闾城村. */
export function villageName(official: string): string {
  const plain = official.replace(/（.*）$/u, '').replace(/(居民委员会|居委会)$/u, '')
  const village = plain.replace(/村委会$/u, '')
  return /(村|社区|区)$/u.test(village) ? village : `${village}村`
}

/** Names of a town's villages and communities as people say them; the statistical placeholders are left out. */
export const villagesOf = (divisions: readonly Division[], townCode: string): { code: string; name: string }[] =>
  divisions
    .filter(({ level, parentCode, name }) => level === 5 && parentCode === townCode && !name.includes('虚拟'))
    .map(({ code, name }) => ({ code, name: villageName(name) }))

const digits = '零一二三四五六七八九'

/** 1–99 in Chinese numerals. */
export function numeral(value: number): string {
  const [tens, ones] = [Math.floor(value / 10), value % 10]
  const unit = ones === 0 && tens > 0 ? '' : (digits[ones] ?? '')
  if (tens === 0) return unit
  return `${tens === 1 ? '' : digits[tens]}十${unit}`
}
