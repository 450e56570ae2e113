import { createHash } from 'node:crypto'
import type pg from 'pg'

const namesMax = 500
/** Statements of every length of a list of ids come and go; only what comes again is worth a plan. */
const askedBefore = 2
const names = new Map<string, string>()
const asked = new Map<string, number>()

/**
 * Lets a connection plan a statement once and keep the plan, where planning costs more than the statement: rows found or
 * written by their keys. How far a list reads, which texts hold a word and how much of a county a figure counts depend
 * on the values, so such statements are planned with them each time; so is what names a part index by a value, which no
 * kept plan can find.
 */
export function keepPlans(client: pg.ClientBase): void {
  const ask = client.query.bind(client)
  const keeping = (text: unknown, values?: unknown, ...others: unknown[]): unknown => {
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? planNameOf(text) : undefined
    const config = name === undefined ? [text, values] : [{ name, text, values }]
    return Reflect.apply(ask, client, [...config, ...others])
  }
  Object.assign(client, { query: keeping })
}

/** The name under which a statement is prepared; undefined for one that is planned anew. */
export function planNameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined) return known
  if (names.size >= namesMax || !turnsOnKeysAlone(text)) return undefined
  const times = (asked.get(text) ?? 0) + 1
  if (asked.size > namesMax * 4) asked.clear()
  asked.set(text, times)
  if (times <= askedBefore) return undefined
  asked.delete(text)
  const name = createHash('sha256').update(text).digest('base64url')
  names.set(text, name)
  return name
}

const turnsOnKeys = /^(?:select|insert|update|delete)\b/i
const turnsOnValues =
  /\b(?:limit \$|like\b|with\b|array_agg\b|group by\b|count\()|on conflict \([^)]*\) where (?:(?! do ).)*\$|&&|@>/i
const turnsOnKeysAlone = (text: string): boolean => turnsOnKeys.test(text) && !turnsOnValues.test(text)
