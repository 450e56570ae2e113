const lengths = [2, 4, 6, 9, 12]

/** `320412000000` and `320412` are the same county: zeros to the right say nothing (GB/T 2260, 统计用区划代码). */
export function plainAreaCode(code: string): string | undefined {
  if (!/^[1-9]\d{1,11}$/u.test(code) || !lengths.includes(code.length)) return undefined
  const length = lengths.find((one) => one <= code.length && /^0*$/u.test(code.slice(one)))
  return length === undefined ? undefined : code.slice(0, length)
}

/** Province 1 to village 5. */
export const areaLevelOf = (code: string): number => lengths.indexOf(code.length) + 1

export const parentCode = (code: string): string | undefined => {
  const level = lengths.indexOf(code.length)
  return level > 0 ? code.slice(0, lengths[level - 1]) : undefined
}
