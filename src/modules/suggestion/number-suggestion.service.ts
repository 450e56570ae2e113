import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import {
  continueAfter,
  findLastNumbers,
  type NumberFacts,
  readNumber,
  restartOf,
  takeNumber,
  writeNumber,
} from '#modules/numbering/index.ts'
import { checkNumberPattern, findShortName, mayProposeRules, rulesOn } from '#modules/rules/index.ts'
import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { SuggestionCase } from './case.queries.ts'
import { findLastSession, findNumbersOfShape, isNumberGiven } from './number.queries.ts'
import { type NumberSeries, seriesOf } from './suggestion.ts'

type Places = Omit<NumberFacts, 'serial'>

/** The next number of a congress, as its rules of the day write it. Refuses `suggestion.number_needs_session`. */
export async function takeOfficialNumber(
  app: Pick<App, 'clock'>,
  trx: Trx,
  congress: SuggestionCase['congress'],
): Promise<string> {
  const today = shanghaiDate(app.clock.now())
  const { values } = await rulesOn(trx, congress.id, today)
  const pattern = values['suggestion.number']
  const places = await placesOn(trx, congress.id, congress.short_name, pattern, today)
  const series = seriesOf(seriesIn(pattern, places))
  const take = async () => writeNumber(pattern, { ...places, serial: await takeNumber(trx, congress.id, series) })
  const number = await take()
  if (!(await isNumberGiven(trx, congress.id, number))) return number
  // an earlier list brought numbers of this shape in while the congress wrote others: it goes on after them
  await continueAfter(trx, congress.id, series, await lastGiven(trx, congress.id, pattern, places))
  return take()
}

/** What the next one would be under a pattern that is not decided on yet; nothing is taken. */
export async function previewNumber(
  app: Pick<App, 'db' | 'clock'>,
  actor: Actor,
  pattern: string,
  day: string | undefined,
): Promise<string> {
  const { congressId } = mayProposeRules(actor)
  await checkNumberPattern(app.db, congressId, pattern)
  const congress = await findShortName(app.db, congressId)
  const today = shanghaiDate(app.clock.now())
  const places = await placesOn(app.db, congressId, congress, pattern, day !== undefined && day > today ? day : today)
  const series = seriesOf(seriesIn(pattern, places))
  const serial = ((await findLastNumbers(app.db, congressId, [series])).get(series) ?? 0) + 1
  const number = writeNumber(pattern, { ...places, serial })
  if (!(await isNumberGiven(app.db, congressId, number))) return number
  return writeNumber(pattern, { ...places, serial: (await lastGiven(app.db, congressId, pattern, places)) + 1 })
}

async function placesOn(db: Db, congressId: string, congress: string, pattern: string, day: string): Promise<Places> {
  const year = Number(day.slice(0, 4))
  if (restartOf(pattern) === 'year') return { congress, year, session: undefined }
  const session = await findLastSession(db, congressId, day)
  if (!session) throw new Refusal('conflict', 'suggestion.number_needs_session')
  return { congress, year, session }
}

const seriesIn = (pattern: string, { year, session }: Places): NumberSeries =>
  restartOf(pattern) === 'session' && session ? { session } : { year }

async function lastGiven(db: Db, congressId: string, pattern: string, places: Places): Promise<number> {
  const mark = '\u0000'
  const [before = '', after = ''] = writeNumber(pattern.replace(/\{serial[^}]*\}/, mark), {
    ...places,
    serial: 0,
  }).split(mark)
  const given = await findNumbersOfShape(db, congressId, before, after)
  return Math.max(0, ...given.map((number) => readNumber(pattern, places.congress, number)?.serial ?? 0))
}
