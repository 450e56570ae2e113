import type pg from 'pg'

const namesMax = 500
/** Statements of every length of a list of ids come and go; only what comes again is worth a plan. */
const askedBefore = 2
/** By statement, the one that was asked longest ago first. */
const names = new Map<string, string>()
const kept = new Set<string>()
const asked = new Map<string, number>()
let made = 0

/** Those of the kept that only read: they change nothing, lock nothing and leave nothing behind on a connection. */
const reads = new Set<string>()

/** How many statements that are no longer named a connection may hold before it lets go of them. */
const leftMax = 50

/**
 * Lets a connection plan a statement once and keep the plan, where planning costs more than the statement: rows found or
 * written by their keys, a page of a list whose length is written out. Which texts hold a word and how much of a county
 * a figure counts depend on the values, so such statements are planned with them each time; so is what names a part
 * index by a value, which no kept plan can find.
 */
export function keepPlans(client: pg.ClientBase): void {
  const ask = client.query.bind(client)
  // only what the server has taken: to let go of what it does not know would be the end of a transaction
  const held = new Set<string>()
  // sent in front of the question, which does not wait for it: what is asked at one time keeps its order
  const letGo = (): void => {
    const left = [...held].filter((name) => !kept.has(name))
    for (const name of left) held.delete(name)
    const letting: Promise<unknown> = ask(left.map((name) => `deallocate "${name}"`).join('; '))
    // within a transaction that has failed: the next time
    letting.catch(() => {
      for (const name of left) held.add(name)
    })
  }
  const askKept = async (name: string, text: string, values: unknown[], others: unknown[]): Promise<unknown> => {
    if (held.size >= namesMax + leftMax && !held.has(name)) letGo()
    const answer: unknown = await Reflect.apply(ask, client, [{ name, text, values }, ...others])
    held.add(name)
    return answer
  }
  const keeping = (text: unknown, values?: unknown, ...others: unknown[]): unknown => {
    const turns = typeof text === 'string' && Array.isArray(values) && values.length > 0
    const name = turns ? planNameOf(text) : undefined
    return turns && name !== undefined
      ? askKept(name, text, values, others)
      : Reflect.apply(ask, client, [text, values, ...others])
  }
  Object.assign(client, { query: keeping })
}

/** The name under which a statement is prepared; undefined for one that is planned anew. */
export function planNameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined) {
    names.delete(text)
    names.set(text, known)
    return known
  }
  if (!turnsOnKeysAlone(text)) return undefined
  const times = (asked.get(text) ?? 0) + 1
  if (asked.size > namesMax * 4) asked.clear()
  asked.set(text, times)
  if (times <= askedBefore) return undefined
  asked.delete(text)
  return keep(text)
}

/** What is named anew gets another name: under the one before some connection may still hold it, and another not. */
function keep(text: string): string {
  const [oldest] = names.size < namesMax ? [] : names
  if (oldest) {
    names.delete(oldest[0])
    reads.delete(oldest[0])
    kept.delete(oldest[1])
  }
  made += 1
  const name = `kept_${made}`
  names.set(text, name)
  if (readsOnly.test(text)) reads.add(text)
  kept.add(name)
  return name
}

/** Whether a statement has a kept plan and only reads. */
export const isKeptRead = (text: string): boolean => reads.has(text)

const readsOnly = /^select\b(?!.*\b(?:for (?:no key )?update|for (?:key )?share|pg_\w+|set_config|nextval)\b)/is
const turnsOnKeys = /^(?:select|insert|update|delete)\b/i
const turnsOnValues =
  /\b(?:limit \$|like\b|with\b|array_agg\b|group by\b|count\()|on conflict \([^)]*\) where (?:(?! do ).)*\$|&&|@>/i
const turnsOnKeysAlone = (text: string): boolean => turnsOnKeys.test(text) && !turnsOnValues.test(text)
