import { shanghaiDate } from '#kernel/clock.ts'
import { recordEvent } from '#modules/record/index.ts'
import { rulesOn } from '#modules/rules/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { type SuggestionCase, sentCommitments } from './case.queries.ts'
import { findPromisesToSweep, saveCommitment } from './commitment.queries.ts'
import { goOnByPromises, withPromise } from './go-on.service.ts'
import { changeCaseBySystem } from './suggestion.service.ts'
import { type CommitmentState, commitmentProcess } from './suggestion-promises.ts'

const batchMax = 200
/** No congress asks to be reminded of a promise earlier than this. */
const soonDaysMax = 90

/**
 * What the day says about promises: soon due, or not kept in time; a case whose promise was not kept goes into
 * oversight. Safe to run twice and at once.
 */
export async function sweepCommitments(app: App): Promise<number> {
  const today = shanghaiDate(app.clock.now())
  const promises = await findPromisesToSweep(app.db, today, addDays(today, soonDaysMax), batchMax)
  const soonFrom = new Map<string, string>()
  for (const congressId of new Set(promises.map(({ congress_id }) => congress_id))) {
    const { values } = await rulesOn(app.db, congressId, today)
    soonFrom.set(congressId, addDays(today, values['suggestion.soonDays']))
  }
  const due = promises.filter((promise) => {
    const isFollowed = promise.status === 'overdue' && promise.case_state === 'tracking'
    return isFollowed || actionOn(promise, today, soonFrom.get(promise.congress_id) ?? today) !== null
  })
  for (const [id, congressId] of new Map(due.map((promise) => [promise.suggestion_id, promise.congress_id]))) {
    const soon = soonFrom.get(congressId) ?? today
    await app.db.transaction().execute((trx) => sweepCase(app, trx, id, today, soon))
  }
  return due.length
}

const addDays = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString()

function actionOn(promise: { due_on: string; status: string }, today: string, soonFrom: string) {
  const action = promise.due_on < today ? 'miss' : promise.due_on <= soonFrom ? 'comeSoon' : null
  return action !== null && commitmentProcess.allows(promise.status as CommitmentState, action) ? action : null
}

async function sweepCase(app: App, trx: Trx, id: string, today: string, soonFrom: string): Promise<void> {
  await changeCaseBySystem(app, trx, id, async (inside, kase) => {
    let swept = kase
    for (const promise of sentCommitments(kase)) {
      const action = actionOn(promise, today, soonFrom)
      if (action === null) continue
      const from = promise.status as CommitmentState
      const to = commitmentProcess.next(from, action)
      await saveCommitment(inside, promise.id, { status: to })
      await tell(app, inside, kase, promise.id, from, to, promise.due_on)
      swept = withPromise(swept, promise.id, { status: to })
    }
    await goOnByPromises(app, inside, swept, 'system')
  })
}

const tell = (
  app: App,
  trx: Trx,
  kase: SuggestionCase,
  promiseId: string,
  from: CommitmentState,
  to: CommitmentState,
  dueOn: string,
) =>
  recordEvent(app, trx, {
    type: to === 'overdue' ? 'commitment.overdue' : 'commitment.due_soon',
    subjectKind: 'commitment',
    subjectId: promiseId,
    caseId: kase.suggestion.id,
    actor: 'system',
    from,
    to,
    data: { dueOn },
  })
