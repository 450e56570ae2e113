import type { Actor } from '#kernel/actor.ts'
import { cosignerOf, heldMandate } from '#modules/cosign/index.ts'
import type { SuggestionCase } from './case.queries.ts'
import { canAct } from './case-image.ts'

/** The mandate under which a suggestion was led, and the later one of the same congress. */
export const leadMandates = ({ lead }: Pick<SuggestionCase, 'lead'>): string[] =>
  lead.later_mandate_id === null ? [lead.id] : [lead.id, lead.later_mandate_id]

const mandatesOf = (one: SuggestionCase['cosigners'][number]): string[] => [
  ...new Set([one.mandate_id, heldMandate(one)]),
]

/** Under which mandate a sponsor answers today for what was said or sent under this one. */
export function answeringMandate({ lead, cosigners }: Pick<SuggestionCase, 'lead' | 'cosigners'>, id: string): string {
  if (id === lead.id) return lead.later_mandate_id ?? id
  const cosigner = cosigners.find(({ mandate_id }) => mandate_id === id)
  return cosigner ? heldMandate(cosigner) : id
}

/** The mandate acted as, and re-elected the one before it under which something was said or sent. */
export function ownMandates(actor: Actor, kase: Pick<SuggestionCase, 'lead' | 'cosigners'>): string[] {
  if (isLead(actor, kase)) return leadMandates(kase)
  const cosigner = cosignerOf(actor, kase)
  if (cosigner) return mandatesOf(cosigner)
  return actor.acting?.kind === 'mandate' ? [actor.acting.id] : []
}

/** Whose suggestion it is: the lead, and those whose names stand; not who was only asked, declined or took the name back. */
export const sponsorMandates = (kase: Pick<SuggestionCase, 'lead' | 'cosigners'>): string[] => [
  ...leadMandates(kase),
  ...kase.cosigners.filter(({ status }) => status === 'confirmed').flatMap(mandatesOf),
]

/** The lead sponsor, also under a later mandate of the same congress. */
export const isLead = (actor: Actor, kase: Pick<SuggestionCase, 'lead'>): boolean =>
  actor.acting?.kind === 'mandate' && leadMandates(kase).includes(actor.acting.id)

/** What the lead has to do waits for them; while they are suspended, or when they have left, for who stands in. */
export const leadAnswersFor = ({ lead }: Pick<SuggestionCase, 'lead'>): boolean =>
  canAct(lead) || lead.later_mandate_id !== null

/** In office and not suspended, also under a later mandate of the same congress. */
export const cosignerAnswersFor = (one: SuggestionCase['cosigners'][number]): boolean =>
  canAct({ status: one.mandate_status }) || one.later_mandate_id !== null

/** The first of those who co-signed and can answer for it. */
export const firstCosigner = (kase: SuggestionCase) =>
  kase.cosigners.find((one) => one.status === 'confirmed' && cosignerAnswersFor(one))
