import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { isSameText } from '#modules/cosign/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { saveAssignment } from './assignment.queries.ts'
import type { SuggestionCase } from './case.queries.ts'
import { caseRules } from './case-rules.queries.ts'
import { orderAnswerAgain } from './evaluate-suggestion.service.ts'
import { stopAll } from './go-on.service.ts'
import { mayTakeIn } from './intake.policy.ts'
import { restartIntake } from './intake-clock.service.ts'
import { checkNotFollowed } from './main-case.service.ts'
import { takeOfficialNumber } from './number-suggestion.service.ts'
import { insertPart } from './reference.queries.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { mayRegister } from './suggestion.policy.ts'
import { saveState } from './suggestion.queries.ts'
import { changeCase, changeCaseBySystem } from './suggestion.service.ts'
import {
  type AssignmentState,
  assignmentProcess,
  type Category,
  checkComplete,
  type SuggestionState,
  suggestionProcess,
} from './suggestion.ts'
import { isReopenable } from './suggestion-course.ts'
import { checkConfirmed } from './suggestion-paper.ts'

type PartText = { title: string; subject: string; grounds: string; proposal: string; category: Category }

/** Each part is whole, and a matter of its own. */
function checkParts(parts: readonly PartText[]): void {
  for (const part of parts) checkComplete(part)
  const isTwin = parts.some((part, index) => parts.slice(index + 1).some((other) => isSameText(part, other)))
  if (isTwin) throw new Refusal('invalid', 'suggestion.parts_alike')
}

/**
 * 一事一议: a case that holds several matters becomes as many, with numbers of their own that refer to the first.
 * @throws {Refusal} `suggestion.incomplete`, `suggestion.parts_alike`, `suggestion.others_merged_in`
 */
export function split(
  app: App,
  actor: Actor,
  id: string,
  { version, reason, parts }: { version: number; reason: string; parts: PartText[] },
): Promise<SuggestionView> {
  return changeCase(app, actor, id, version, async (trx, kase) => {
    mayTakeIn(actor, kase, shanghaiDate(app.clock.now()))
    const from = kase.suggestion.status as SuggestionState
    const to = suggestionProcess.next(from, 'split')
    checkConfirmed(kase.suggestion)
    checkNotFollowed(kase)
    checkParts(parts)
    const at = app.clock.now()
    const made: { id: string; number: string }[] = []
    for (const part of parts) {
      const number = await takeOfficialNumber(app, trx, kase.congress)
      const partId = app.ids.uuid()
      await insertPart(trx, id, { ...part, id: partId, number, at })
      await openPart(app, trx, actor, kase, partId, number)
      made.push({ id: partId, number })
    }
    await saveState(trx, id, to, { closed_at: at })
    await stopAll(app, trx, kase)
    await recordEvent(app, trx, {
      type: 'suggestion.split',
      subjectKind: 'suggestion',
      subjectId: id,
      caseId: id,
      actor,
      from,
      to,
      note: reason,
      data: { intoIds: made.map((one) => one.id), numbers: made.map(({ number }) => number) },
    })
  })
}

async function openPart(
  app: App,
  trx: Trx,
  actor: Actor,
  whole: SuggestionCase,
  id: string,
  number: string,
): Promise<void> {
  await restartIntake(app, trx, id, await caseRules(trx, whole), 'registered')
  await recordEvent(app, trx, {
    type: 'suggestion.registered',
    subjectKind: 'suggestion',
    subjectId: id,
    caseId: id,
    actor,
    to: 'reviewing',
    data: { number, fromId: whole.suggestion.id, fromNumber: whole.suggestion.number ?? '' },
  })
  await changeCaseBySystem(app, trx, id, async () => {})
}

/**
 * 重启: the office takes up a closed case again, as a new event; what was recorded stays, the units answer once more, and
 * who judges them may order one more answer as at first. Each time it is the office's own act, so that it never goes round.
 */
export function reopen(
  app: App,
  actor: Actor,
  id: string,
  { version, reason }: { version: number; reason: string },
): Promise<SuggestionView> {
  return changeCase(app, actor, id, version, async (trx, kase) => {
    mayRegister(actor, kase)
    const from = kase.suggestion.status as SuggestionState
    if (!isReopenable(from)) throw new Refusal('conflict', 'suggestion.not_now', { state: from })
    const again = kase.assignments.filter(
      ({ part, status }) => part !== 'co' && assignmentProcess.allows(status as AssignmentState, 'handleAgain'),
    )
    if (again.length === 0) throw new Refusal('conflict', 'suggestion.nobody_answers_again')
    for (const assignment of again) {
      await orderAnswerAgain(app, trx, kase, assignment, 'started')
      await saveAssignment(trx, assignment.id, { rounds_before: assignment.round })
    }
    await saveState(trx, id, 'rehandling', { closed_at: null })
    await recordEvent(app, trx, {
      type: 'suggestion.reopened',
      subjectKind: 'suggestion',
      subjectId: id,
      caseId: id,
      actor,
      from,
      to: 'rehandling',
      note: reason,
      data: { assignmentIds: again.map((assignment) => assignment.id) },
    })
  })
}
