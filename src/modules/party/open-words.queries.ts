import { type RawBuilder, sql } from 'kysely'

/** Who wants to read the words of a case: its own side sees them all, the others what they are named for. */
export type WordsReader = { personId: string; seesConfidential?: boolean }

/** Whether a holder has a line in the case whose id stands in this column. */
export const hasLine = (holderId: string, caseColumn: string) =>
  sql<boolean>`exists (select from party line where line.holder_id = ${holderId} and line.case_id = ${sql.ref(caseColumn)})`

/** Whether the person is a named reader of the case whose id stands in this column. */
export const isNamedReader = (personId: string | RawBuilder<string>, caseColumn: string) =>
  sql<boolean>`exists (select from suggestion_reader named
    where named.suggestion_id = ${sql.ref(caseColumn)} and named.person_id = ${personId})`

/**
 * Whether the words of the case in the row `of` (a suggestion) may be read: of a confidential one only by its own side and
 * its named readers. Without a reader only what anybody may read is open. A list that filters by a word, a field, a unit
 * or a category of a case asks this too, or the filter would tell what the row does not.
 */
export function isOpenTo(reader: WordsReader | null, of = 'suggestion') {
  if (reader?.seesConfidential) return sql<boolean>`true`
  const isPlain = sql<boolean>`not ${sql.ref(`${of}.confidential`)}`
  return reader ? sql<boolean>`(${isPlain} or ${isNamedReader(reader.personId, `${of}.id`)})` : isPlain
}

/**
 * Whether a confidential case is open to a person through the mandate or organ in this column that has a line in it: to a
 * deputy by the mandate, of an organ to its named readers. Who reads a case acts as one of them and is asked the same.
 */
export const isOpenThrough = (personId: string | RawBuilder<string>, caseColumn: string, holderColumn: string) =>
  sql<boolean>`(exists (select from mandate own where own.id = ${sql.ref(holderColumn)})
    or ${isNamedReader(personId, caseColumn)})`
