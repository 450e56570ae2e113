import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import type { SuggestionCase } from './case.queries.ts'
import { findMain, holdMergeTarget } from './reference.queries.ts'
import { isReader, lockSuggestion } from './suggestion.queries.ts'
import { changeCaseBySystem } from './suggestion.service.ts'
import { isMergeTarget } from './suggestion.ts'
import { isUnconfirmed } from './suggestion-paper.ts'

/**
 * Holds the case that another is to be merged into.
 * @throws {Refusal} `suggestion.merge_target`, `suggestion.target_answered`: what was sent went to its own sponsors only
 */
export async function holdTarget(
  trx: Trx,
  { personId }: Actor,
  kase: SuggestionCase,
  intoId: string | undefined,
): Promise<string> {
  if (intoId === undefined || intoId === kase.suggestion.id) throw new Refusal('invalid', 'suggestion.merge_target')
  const target = await holdMergeTarget(trx, intoId)
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
 * Holds the case that one was merged into, and each that this one was merged into in its turn: always upwards, so that
 * no two wait for each other. Whoever answers the last of them meanwhile was first, or waits.
 */
export async function holdMains(trx: Trx, firstId: string): Promise<string[]> {
  const ids: string[] = []
  for (let id: string | null = firstId; id !== null; ) {
    ids.push(id)
    const held: { merged_into_id: string | null } = await lockSuggestion(trx, id)
    id = held.merged_into_id
  }
  return ids
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
