import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import type { SuggestionCase } from './case.queries.ts'
import { findLines, findMain, holdMergeTarget, isOpenIn } from './reference.queries.ts'
import { isReader, lockSuggestion } from './suggestion.queries.ts'
import { changeCaseBySystem } from './suggestion.service.ts'
import { isMergeTarget } from './suggestion.ts'
import { isUnconfirmed } from './suggestion-paper.ts'

/**
 * Holds the case that another is to be merged into.
 * @throws {Refusal} `suggestion.merge_target`, `suggestion.target_busy`: somebody acts on it at this moment,
 * `suggestion.target_answered`: what was sent went to its own sponsors only
 */
export async function holdTarget(
  trx: Trx,
  { personId }: Actor,
  kase: SuggestionCase,
  intoId: string | undefined,
): Promise<string> {
  if (intoId === undefined || intoId === kase.suggestion.id) throw new Refusal('invalid', 'suggestion.merge_target')
  const target = await holdMergeTarget(trx, intoId)
  if (!target && (await isOpenIn(trx, intoId, kase.suggestion.congress_id)))
    throw new Refusal('conflict', 'suggestion.target_busy')
  // one that is not there, one that is not this office's and one that is not open to the reader get the same answer
  if (
    target?.congress_id !== kase.suggestion.congress_id ||
    target.confidential !== kase.suggestion.confidential ||
    isUnconfirmed(target) ||
    (target.confidential && !(await isReader(trx, intoId, personId)))
  ) {
    throw new Refusal('invalid', 'suggestion.merge_target')
  }
  const main = await findMain(trx, intoId)
  if (main?.isAnswered === true) throw new Refusal('conflict', 'suggestion.target_answered')
  if (!isMergeTarget({ ...target, state: target.status })) throw new Refusal('invalid', 'suggestion.merge_target')
  return intoId
}

/** Others gave up their own case for this one and are answered in it: it goes to an answer, and nowhere else. */
export function checkNotFollowed({ followers }: Pick<SuggestionCase, 'followers'>): void {
  if (followers.length > 0) throw new Refusal('conflict', 'suggestion.others_merged_in')
}

/**
 * Holds the cases that others were merged into, and each that these went into in their turn: each once, lower ones
 * before those that they went into, so that no two wait for each other. Whoever answers the last of them meanwhile was
 * first, or waits. @returns them in this order
 */
export async function holdMains(trx: Trx, firstIds: readonly string[]): Promise<string[]> {
  const intoOf = new Map<string, string | null>()
  const line = await findLines(trx, firstIds)
  for (const id of line) {
    if (intoOf.has(id)) continue
    const { merged_into_id } = await lockSuggestion(trx, id)
    intoOf.set(id, merged_into_id)
    // went into another since it was looked for
    if (merged_into_id !== null) line.push(merged_into_id)
  }
  return findLines(trx, firstIds)
}

type Change = { type: 'suggestion.joined_by' | 'suggestion.left_by'; data: { fromId: string } | { importId: string } }

/** Who follows them has changed: so have their parties, of each of the line. */
export async function settleMains(app: App, trx: Trx, mainIds: readonly string[], change: Change): Promise<void> {
  for (const id of mainIds) {
    await changeCaseBySystem(app, trx, id, async (inside) => {
      await recordEvent(app, inside, {
        ...change,
        subjectKind: 'suggestion',
        subjectId: id,
        caseId: id,
        actor: 'system',
      })
    })
  }
}
