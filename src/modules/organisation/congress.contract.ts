import { z } from '@hono/zod-openapi'
import { Id, pageOf, pageQuery, whole } from '#platform/http/routes.ts'
import { oneLine } from '#platform/http/typed-text.ts'
import type { getCongress, listCongresses } from './congress.service.ts'
import {
  type CongressAction,
  congressActions,
  congressLevels,
  congressSorts,
  organSystems,
  termFullOn,
} from './organisation.ts'

const Day = z.iso.date()

const TermView = z
  .object({
    id: Id,
    number: z.number().int(),
    firstSessionOn: Day,
    endedOn: Day.nullable(),
    /** Five years after its beginning: by then the next one should have begun. */
    fullOn: Day,
    seats: z.number().int(),
  })
  .openapi('Term')

export const CongressView = z
  .object({
    id: Id,
    name: z.string(),
    shortName: z.string(),
    level: z.number().int(),
    areaId: Id,
    areaName: z.string(),
    currentTerm: TermView.nullable(),
  })
  .openapi('Congress')
export type CongressView = z.infer<typeof CongressView>
export const CongressPage = pageOf(CongressView).openapi('CongressPage')

const ConstituencyView = z.object({
  id: Id,
  kind: z.enum(['constituency', 'electing_unit']),
  code: z.string(),
  name: z.string(),
  seats: z.number().int(),
})

export const CongressDetail = CongressView.extend({
  /** Of its terms and of who distributes; whoever changes these repeats it. */
  version: z.number().int(),
  terms: z.array(TermView),
  /** The term to which the sessions, constituencies and delegations belong. */
  shownTermId: Id.nullable(),
  sessions: z.array(z.object({ id: Id, number: z.number().int(), opensOn: Day, closesOn: Day })),
  constituencies: z.array(ConstituencyView),
  delegations: z.array(z.object({ id: Id, name: z.string() })),
  coordinators: z.array(z.object({ system: z.enum(organSystems), organId: Id, organName: z.string() })),
  allowed: z.array(z.enum(congressActions)),
}).openapi('CongressDetail')

type Listed = Omit<Awaited<ReturnType<typeof listCongresses>>['congresses'][number], 'area_code'>
type Detailed = Awaited<ReturnType<typeof getCongress>>

const presentTerm = (term: NonNullable<Listed['current']>): z.infer<typeof TermView> => ({
  id: term.id,
  number: term.number,
  firstSessionOn: term.first_session_on,
  endedOn: term.ended_on,
  fullOn: termFullOn(term.first_session_on),
  seats: term.seats,
})

export const presentCongress = (row: Listed): z.infer<typeof CongressView> => ({
  id: row.id,
  name: row.name,
  shortName: row.short_name,
  level: row.level,
  areaId: row.area_id,
  areaName: row.area_name,
  currentTerm: row.current ? presentTerm(row.current) : null,
})

export const presentCongressDetail = (row: Detailed, allowed: CongressAction[]): z.infer<typeof CongressDetail> => ({
  ...presentCongress(row),
  version: row.version,
  terms: row.terms.map(presentTerm),
  shownTermId: row.shown?.id ?? null,
  sessions: row.sessions.map((one) => ({
    id: one.id,
    number: one.number,
    opensOn: one.opens_on,
    closesOn: one.closes_on,
  })),
  constituencies: row.constituencies.map(({ id, kind, code, name, seats }) => ({
    id,
    kind: kind === 'electing_unit' ? 'electing_unit' : 'constituency',
    code,
    name,
    seats,
  })),
  delegations: row.delegations.map(({ id, name }) => ({ id, name })),
  coordinators: organSystems.flatMap((system) => {
    const named = row.coordination.find((one) => one.system === system)
    return named ? [{ system, organId: named.organ_id, organName: named.organ_name }] : []
  }),
  allowed,
})

export const congressesQuery = z.object({
  ...pageQuery,
  q: z.string().trim().min(1).max(40).optional(),
  level: z.enum(congressLevels).optional(),
  sort: z.enum(congressSorts).default('level'),
})
export type CongressesQuery = z.infer<typeof congressesQuery>
export const congressQuery = z.object({ termId: Id.optional() })

const Name = oneLine().trim().min(1).max(100)
const Ordinal = whole(1, 200)
const version = whole(0)

export const NewCongressBody = z.object({ areaId: Id, name: Name, shortName: Name }).openapi('NewCongress')
export const NewTermBody = z.object({ number: Ordinal, firstSessionOn: Day, seats: whole(1, 3000) }).openapi('NewTerm')
export const TermCorrectionBody = NewTermBody.pick({ number: true, firstSessionOn: true })
  .extend({ version })
  .openapi('TermCorrection')
export const NewSessionBody = z
  .object({ termId: Id, number: Ordinal, opensOn: Day, closesOn: Day })
  .openapi('NewCongressSession')
export const CoordinatorBody = z
  .object({ version, system: z.enum(organSystems), organId: Id })
  .openapi('CoordinatorChange')
