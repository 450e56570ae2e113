import type { Actor } from '#kernel/actor.ts'
import type { Db } from '#platform/db/database.ts'
import type { SuggestionCase } from './case.queries.ts'
import { isIntake } from './intake.policy.ts'
import { findEntererName } from './paper-entry.queries.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { hasTyped, witnessesPaper } from './suggestion.policy.ts'
import type { PaperStanding } from './suggestion-actions.ts'
import { isUnconfirmed, type PaperState } from './suggestion-paper.ts'

/** That it came on paper, for all who see the case; who typed it, for the office that takes papers in. */
export async function presentPaper(db: Db, actor: Actor, kase: SuggestionCase): Promise<SuggestionView['paper']> {
  const { paper_state: state, paper_received_on: receivedOn, paper_entered_by_person_id: by } = kase.suggestion
  if (state === null || receivedOn === null || by === null) return null
  return {
    state: state as PaperState,
    receivedOn,
    enteredByName: isIntake(actor, kase) ? await findEntererName(db, by) : null,
    answeredAt: kase.suggestion.paper_answered_at?.toISOString() ?? null,
    answeredHow: kase.suggestion.paper_answered_how as 'app' | 'signed_paper' | null,
  }
}

/** `filed`: the places of the case in which files lie. */
export function paperStanding(actor: Actor, kase: SuggestionCase, filed: ReadonlySet<string>): PaperStanding | null {
  const { suggestion, cosigners } = kase
  if (suggestion.paper_state === null) return null
  const isSigned = cosigners.some(({ on_paper, status }) => on_paper && status === 'confirmed')
  return {
    isUnconfirmed: isUnconfirmed(suggestion),
    isScanned: filed.has('paper') && (!isSigned || filed.has('cosign_sheet')),
    isWitness: witnessesPaper(actor, kase),
    typedByReader: hasTyped(actor, suggestion),
  }
}
