import { countRecorded } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { keepAnswers } from './kept-answers.ts'

const answersMax = 500
const minuteMs = 60_000
const keptOf = new WeakMap<App, ReturnType<typeof keepAnswers<unknown>>>()

/**
 * What `make` answers to `question`, kept until something is recorded, and a minute at most: deadlines pass without an
 * event. All that the answer depends on stands in the question, the reader too where it matters who reads.
 */
export function keptAnswer<Answer>(app: App, question: object, make: () => Promise<Answer>): Promise<Answer> {
  const known = keptOf.get(app)
  const kept = known ?? keepAnswers<unknown>({ headNow: () => countRecorded(app.db), countMax: answersMax })
  if (!known) keptOf.set(app, kept)
  const minute = Math.floor(app.clock.now().getTime() / minuteMs)
  return kept.get(JSON.stringify([minute, question]), make) as Promise<Answer>
}
