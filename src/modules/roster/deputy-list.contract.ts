import { z } from '@hono/zod-openapi'
import { occupationGroups } from '#modules/identity/identity.ts'
import { organKinds } from '#modules/organisation/organisation.ts'
import { pageOf, pageQuery } from '#platform/http/routes.ts'
import type { DeputyRow } from './deputy-list.queries.ts'
import { ageBands, deputySorts } from './roster.ts'

const filters = {
  q: z.string().trim().max(60).optional(),
  congressId: z.uuid().optional(),
  termId: z.uuid().optional(),
  delegationId: z.uuid().optional(),
  constituencyId: z.uuid().optional(),
  status: z
    .enum(['elected', 'credential_confirmed', 'active', 'suspended', 'terminated', 'deceased', 'term_expired'])
    .optional(),
  sex: z.enum(['male', 'female', 'unknown']).optional(),
  party: z.string().max(40).optional(),
  ethnicity: z.string().max(40).optional(),
  occupationGroup: z.enum([...occupationGroups, 'unknown']).optional(),
  education: z.string().max(60).optional(),
  ageBand: z.enum([...ageBands.map(({ code }) => code), 'unknown']).optional(),
  account: z.enum(['none', 'waiting', 'open']).optional(),
}
export const deputyQuery = z.object({ ...filters, ...pageQuery, sort: z.enum(deputySorts).default('stroke') })
export const compositionQuery = z.object(filters)
export const exportQuery = z.object({
  ...filters,
  /** Of units: only those of this kind. */
  organKind: z.enum(organKinds).optional(),
  phones: z.enum(['true', 'false']).default('false'),
})

export const SlipBody = z
  .object({ ids: z.array(z.uuid()).min(1).max(2000).optional(), filter: z.object(filters).optional() })
  .refine(({ ids, filter }) => ids !== undefined || filter !== undefined)
  .openapi('ActivationSlipOrder')

export const DeputyView = z
  .object({
    mandateId: z.string(),
    personId: z.string(),
    number: z.string(),
    name: z.string(),
    sex: z.string().nullable(),
    born: z.string().nullable(),
    ethnicity: z.string().nullable(),
    party: z.string().nullable(),
    occupation: z.string().nullable(),
    occupationGroup: z.string().nullable(),
    education: z.string().nullable(),
    status: z.string(),
    startedOn: z.string(),
    congress: z.object({ id: z.string(), name: z.string(), level: z.number() }),
    constituency: z.string().nullable(),
    delegation: z.string().nullable(),
    account: z.enum(['none', 'waiting', 'open']).nullable(),
  })
  .openapi('RosterDeputy')
export const DeputyPage = pageOf(DeputyView).openapi('RosterDeputyPage')

/** What is no public word about a deputy leaves only for who keeps the rosters, and for the deputy. */
export function presentDeputy(row: DeputyRow, withProfile: boolean): z.infer<typeof DeputyView> {
  const profile = {
    born: row.born_on?.slice(0, 7) ?? null,
    ethnicity: row.ethnicity,
    party: row.party,
    occupation: row.occupation,
    occupationGroup: row.occupation_group,
    education: row.education,
    account: row.account_state,
  }
  const withheld = {
    born: null,
    ethnicity: null,
    party: null,
    occupation: null,
    occupationGroup: null,
    education: null,
    account: null,
  }
  return {
    mandateId: row.id,
    personId: row.person_id,
    number: row.number,
    name: row.name,
    sex: row.sex,
    ...(withProfile ? profile : withheld),
    status: row.status,
    startedOn: row.started_on,
    congress: { id: row.congress_id, name: row.congress_name, level: row.congress_level },
    constituency: row.constituency_name,
    delegation: row.delegation_name,
  }
}

const FigureView = z.object({
  value: z.string(),
  count: z.number(),
  filter: z.record(z.string(), z.string()).nullable(),
})
export const CompositionView = z
  .object({ total: z.number(), figures: z.array(z.object({ by: z.string(), items: z.array(FigureView) })) })
  .openapi('RosterComposition')
