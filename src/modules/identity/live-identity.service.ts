import type { Acting, AreaLevel, Locale, Role } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import type { App } from '#platform/app.ts'
import type { Db } from '#platform/db/database.ts'
import { translate } from '#platform/i18n/i18n.ts'
import { findLiveIdentities, type LiveIdentityRow } from './live-identity.queries.ts'

/** One mandate or post that a person can act as today, with the words to tell it from the others. */
export type LiveIdentity = {
  acting: Acting
  title: string
  organName: string | null
  congressName: string
  areaName: string
  /** The name of the person who is stood in for. */
  onBehalfOf: string | null
}

/** Read anew at every request, so that a right that ends is gone with the next click. */
export async function liveIdentities(app: App, db: Db, personId: string): Promise<LiveIdentity[]> {
  return (await findLiveIdentities(db, personId, shanghaiDate(app.clock.now()))).map(liveIdentity)
}

export const liveIdentity = (row: LiveIdentityRow): LiveIdentity => ({
  acting: actingOf(row),
  title: row.title,
  organName: row.organ_name,
  congressName: row.congress_name,
  areaName: row.area_name,
  onBehalfOf: row.for_name,
})

function actingOf(row: LiveIdentityRow): Acting {
  const at = { id: row.id, congressId: row.congress_id, congressLevel: row.level as AreaLevel, areaPath: row.area_path }
  if (row.kind === 'mandate') return { kind: 'mandate', ...at, termId: row.term_id ?? '' }
  const post = { kind: 'post', ...at, role: row.role as Role, organId: row.organ_id ?? '' } as const
  if (row.stand_in_id === null || row.for_person_id === null) return post
  const { stand_in_id: id, for_person_id: forPersonId, powers, case_ids: caseIds } = row
  const forFormerPersonIds = row.for_former_ids ?? []
  return { ...post, standIn: { id, forPersonId, forFormerPersonIds, powers: powers ?? [], caseIds } }
}

export const rolesOf = (identities: readonly LiveIdentity[]): Role[] =>
  identities.flatMap(({ acting }) => (acting.kind === 'post' ? [acting.role] : []))

/** 「武进区人大代表」, 「区城管局 承办负责人」 */
export function labelOf(identity: LiveIdentity, locale: Locale): string {
  const { acting } = identity
  if (acting.kind === 'mandate') return translate(locale, 'identity.label.mandate', { area: identity.areaName })
  const role = identity.title || translate(locale, `identity.roles.${acting.role}`)
  const label = translate(locale, 'identity.label.post', { organ: identity.organName ?? '', role })
  return identity.onBehalfOf === null
    ? label
    : translate(locale, 'identity.label.stand_in', { label, name: identity.onBehalfOf })
}
