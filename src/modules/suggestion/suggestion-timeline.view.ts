import type { TimelineEvent } from '#modules/record/index.ts'
import type { Db } from '#platform/db/database.ts'
import type { SuggestionCase } from './case.queries.ts'
import { findActingNames } from './case.queries.ts'
import type { SuggestionView } from './suggestion.contract.ts'

type Step = SuggestionView['timeline'][number]

// what the record also keeps but no reader of a case needs as a step of its own
const silent = new Set(['clock.recomputed', 'reply.drafted', 'suggestion.changed'])

// who was asked to co-sign and did not is the sponsors' own matter (H14)
function isForSponsors({ type, actingId }: TimelineEvent, { cosigners }: SuggestionCase): boolean {
  if (type === 'suggestion.cosigners_invited' || type === 'suggestion.cosign_declined') return true
  const stands = cosigners.some(({ mandate_id, status }) => mandate_id === actingId && status === 'confirmed')
  return type === 'suggestion.cosigned' && !stands
}

/** Newest first; who acted is a deputy's name or an organ, never the person behind the organ. */
export async function presentTimeline(
  db: Db,
  kase: SuggestionCase,
  events: readonly TimelineEvent[],
  isSponsor: boolean,
): Promise<Step[]> {
  const shown = events.filter((event) => !silent.has(event.type) && (isSponsor || !isForSponsors(event, kase)))
  const names = await findActingNames(
    db,
    shown.flatMap(({ actingId }) => (actingId === null ? [] : [actingId])),
  )
  return shown
    .map((event) => ({
      id: event.id,
      type: event.type,
      at: event.at.toISOString(),
      by: (event.actingId && names.get(event.actingId)) || (event.actingKind === 'system' ? '' : kase.congress.name),
      note: event.note,
      data: { ...event.data },
    }))
    .toReversed()
}
