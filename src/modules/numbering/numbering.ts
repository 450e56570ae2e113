/** The official number of a paper: `{series}` is the pattern's own text, e.g. 武人建〔2026〕17号. */
export const officialNumber = (prefix: string, year: number, number: number): string =>
  `${prefix}〔${year}〕${number}号`
