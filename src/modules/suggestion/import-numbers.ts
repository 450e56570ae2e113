import { officialNumber, prefixOf, readNumber, restartOf, writeNumber } from '#modules/numbering/numbering.ts'
import { givenNumber } from './import-values.ts'
import { seriesOf } from './suggestion.ts'

/** A number of a list: as it is kept, and the running series that goes on after it, if it is of one. */
export type ListedNumber = { text: string; year: number; number: number; series: string | undefined }

/**
 * Reads the numbers of a list for a congress that writes its own by a pattern. One of that pattern, or of the usual
 * shape, is kept as it was; a bare `17` or `2025-17` is written as the congress writes it.
 */
export function numberReader(pattern: string, congress: string) {
  const own = prefixOf(pattern, congress)
  const isByYear = restartOf(pattern) === 'year'
  const isBare = (text: string) => !/[〔[(【〈<]/u.test(text.normalize('NFKC'))
  return (text: string, made: number): ListedNumber | undefined => {
    const read = readNumber(pattern, congress, text)
    if (read) {
      const { session, serial } = read
      const year = read.year ?? made
      const series = seriesOf(session ? { session } : { year })
      return { text: writeNumber(pattern, { congress, year, session, serial }), year, number: serial, series }
    }
    const given = givenNumber(text, own, made)
    if (!given) return undefined
    const { prefix, year, number } = given
    const series = isByYear && prefix === own ? seriesOf({ year }) : undefined
    const facts = { congress, year, session: undefined, serial: number }
    const kept = series && isBare(text) ? writeNumber(pattern, facts) : officialNumber(prefix, year, number)
    return { text: kept, year, number, series }
  }
}
