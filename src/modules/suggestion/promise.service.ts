import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type EventTypeOf, recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { type SuggestionCase, sentCommitments } from './case.queries.ts'
import { type CommitmentChange, saveCommitment } from './commitment.queries.ts'
import { goOnByPromises, withPromise } from './go-on.service.ts'
import { caseOfPart } from './seen-case.queries.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { confirms, mayExplainPromise, mayHandle, scopeOf } from './suggestion.policy.ts'
import { findPersonsOfOrgan } from './suggestion.queries.ts'
import { changeCase } from './suggestion.service.ts'
import {
  type CommitmentAction,
  type CommitmentState,
  checkPromisedDays,
  commitmentProcess,
  reschedulesMax,
} from './suggestion-promises.ts'

type Commitment = SuggestionCase['commitments'][number]
type Assignment = SuggestionCase['assignments'][number]
type Told = { type: EventTypeOf<'commitment'>; note?: string; data?: Record<string, string> }

/** One promise of a case that was sent, under the case's lock. */
async function changePromise(
  app: App,
  actor: Actor,
  commitmentId: string,
  story: (trx: Trx, kase: SuggestionCase, promise: Commitment, assignment: Assignment) => Promise<void>,
): Promise<SuggestionView> {
  const suggestionId = await caseOfPart(app.db, scopeOf(actor), 'commitment', commitmentId)
  return changeCase(app, actor, suggestionId, null, async (trx, kase) => {
    const promise = sentCommitments(kase).find(({ id }) => id === commitmentId)
    const assignment = kase.assignments.find(({ id }) => id === promise?.assignment_id)
    if (!promise || !assignment) throw new Refusal('not_found', 'suggestion.not_found')
    await story(trx, kase, promise, assignment)
  })
}

/** Saves the step, tells it, and moves the case that follows its promises. */
async function takeStep(
  app: App,
  trx: Trx,
  kase: SuggestionCase,
  promise: Commitment,
  actor: Actor,
  action: CommitmentAction,
  { type, note, data = {} }: Told,
  change: Omit<CommitmentChange, 'status'> = {},
): Promise<void> {
  const from = promise.status as CommitmentState
  const to = commitmentProcess.next(from, action)
  await saveCommitment(trx, promise.id, { ...change, status: to })
  await recordEvent(app, trx, {
    type,
    subjectKind: 'commitment',
    subjectId: promise.id,
    caseId: kase.suggestion.id,
    actor,
    from,
    to,
    data,
    ...(note === undefined ? {} : { note }),
  })
  await goOnByPromises(app, trx, withPromise(kase, promise.id, { status: to }), actor)
}

/** The unit says with evidence that a promise was kept; whom it was made to confirms it. */
export const fulfilCommitment = (app: App, actor: Actor, id: string, evidence: string): Promise<SuggestionView> =>
  changePromise(app, actor, id, async (trx, kase, promise, assignment) => {
    mayHandle(actor, assignment)
    if (['fulfilled', 'confirmed'].includes(promise.status)) throw new Refusal('conflict', 'suggestion.promise_kept')
    await takeStep(
      app,
      trx,
      kase,
      promise,
      actor,
      'fulfil',
      { type: 'commitment.fulfilled', note: evidence },
      { evidence },
    )
  })

async function mayConfirm(app: App, trx: Trx, actor: Actor, kase: SuggestionCase, part: Assignment): Promise<void> {
  const unitPersons = await findPersonsOfOrgan(trx, part.acting_unit_id, shanghaiDate(app.clock.now()))
  if (unitPersons.includes(actor.personId)) throw new Refusal('forbidden', 'suggestion.own_unit')
  if (!confirms(actor, kase, part.id)) throw new Refusal('forbidden', 'suggestion.not_yours_to_do')
}

const mustBeFulfilled = ({ status }: Commitment): void => {
  if (status !== 'fulfilled') throw new Refusal('conflict', 'suggestion.promise_not_kept_yet')
}

/** Kept, says the deputy whom it was promised to; where they have left office, who answers for the case now. */
export const confirmCommitment = (app: App, actor: Actor, id: string): Promise<SuggestionView> =>
  changePromise(app, actor, id, async (trx, kase, promise, assignment) => {
    await mayConfirm(app, trx, actor, kase, assignment)
    mustBeFulfilled(promise)
    await takeStep(app, trx, kase, promise, actor, 'confirm', { type: 'commitment.confirmed' })
  })

/** Not kept, says the deputy in words: the promise is open again, or late again. */
export const refuseCommitment = (app: App, actor: Actor, id: string, reason: string): Promise<SuggestionView> =>
  changePromise(app, actor, id, async (trx, kase, promise, assignment) => {
    await mayConfirm(app, trx, actor, kase, assignment)
    mustBeFulfilled(promise)
    const isLate = promise.due_on < shanghaiDate(app.clock.now())
    const told: Told = { type: 'commitment.refused', note: reason }
    await takeStep(app, trx, kase, promise, actor, isLate ? 'refuseLate' : 'refuse', told)
  })

/** Put off to a later day, with an explanation that the deputy reads; not without end. */
export const rescheduleCommitment = (
  app: App,
  actor: Actor,
  id: string,
  { dueOn, explanation }: { dueOn: string; explanation: string },
): Promise<SuggestionView> =>
  changePromise(app, actor, id, async (trx, kase, promise, assignment) => {
    mayHandle(actor, assignment)
    const today = shanghaiDate(app.clock.now())
    const isLater = dueOn > promise.due_on && dueOn > today
    if (!isLater) throw new Refusal('invalid', 'suggestion.promise_later_day')
    checkPromisedDays([dueOn], today)
    if (promise.reschedules >= reschedulesMax) {
      throw new Refusal('conflict', 'suggestion.promise_put_off_enough', { reschedulesMax })
    }
    await takeStep(
      app,
      trx,
      kase,
      promise,
      actor,
      'reschedule',
      { type: 'commitment.rescheduled', note: explanation, data: { from: promise.due_on, to: dueOn } },
      {
        due_on: dueOn,
        first_due_on: promise.first_due_on ?? promise.due_on,
        reschedules: promise.reschedules + 1,
        explanation,
      },
    )
  })

/** It can't be kept: the head of the unit explains in writing to whom it was promised. */
export const explainCommitment = (app: App, actor: Actor, id: string, explanation: string): Promise<SuggestionView> =>
  changePromise(app, actor, id, async (trx, kase, promise, assignment) => {
    mayExplainPromise(actor, assignment)
    const told: Told = { type: 'commitment.unfulfillable', note: explanation }
    await takeStep(app, trx, kase, promise, actor, 'explain', told, { explanation })
  })
