import { z } from '@hono/zod-openapi'
import { roles } from '#kernel/actor.ts'
import { Id, pageOf, pageQuery, whole } from '#platform/http/routes.ts'
import { manyLines, oneLine } from '#platform/http/typed-text.ts'
import { holdings, mandateStatuses, peopleSorts, terminationReasons } from './identity.ts'
import type { MandateRow } from './mandate.queries.ts'
import type { PersonDetail } from './people.service.ts'
import type { PostRow } from './post.queries.ts'

const Day = z.iso.date()
const Note = manyLines().trim().max(1000).optional()
const Version = whole(1)

export const MandateView = z
  .object({
    id: Id,
    personId: Id,
    congressId: Id,
    congressName: z.string(),
    level: z.number().int(),
    termId: Id,
    termNumber: z.number().int(),
    number: z.string(),
    status: z.enum(mandateStatuses),
    startedOn: Day,
    endedOn: Day.nullable(),
    endReason: z.string().nullable(),
    constituencyName: z.string().nullable(),
    delegationName: z.string().nullable(),
    version: Version,
  })
  .openapi('Mandate')

export const presentMandate = (row: MandateRow): z.infer<typeof MandateView> => ({
  id: row.id,
  personId: row.person_id,
  congressId: row.congress_id,
  congressName: row.congress_name,
  level: row.congress_level,
  termId: row.term_id,
  termNumber: row.term_number,
  number: row.number,
  status: mandateStatuses.find((status) => status === row.status) ?? 'active',
  startedOn: row.started_on,
  endedOn: row.ended_on,
  endReason: row.end_reason,
  constituencyName: row.constituency_name,
  delegationName: row.delegation_name,
  version: row.version,
})

export const PostView = z
  .object({
    id: Id,
    personId: Id,
    organId: Id,
    organName: z.string(),
    role: z.enum(roles),
    title: z.string(),
    startsOn: Day,
    endsOn: Day.nullable(),
    version: Version,
  })
  .openapi('Post')

export const presentPost = (row: PostRow): z.infer<typeof PostView> => ({
  id: row.id,
  personId: row.person_id,
  organId: row.organ_id,
  organName: row.organ_name,
  role: roles.find((role) => role === row.role) ?? 'unit_clerk',
  title: row.title,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  version: row.version,
})

const Held = { mandates: z.array(MandateView), posts: z.array(PostView) }

export const PersonSummary = z
  .object({ id: Id, name: z.string(), diedOn: Day.nullable(), ...Held })
  .openapi('PersonSummary')
export type PersonSummary = z.infer<typeof PersonSummary>
export const PeoplePage = pageOf(PersonSummary).openapi('PeoplePage')

const Profile = z
  .object({
    sex: z.enum(['male', 'female']).nullable(),
    bornOn: Day.nullable(),
    ethnicity: z.string().nullable(),
    party: z.string().nullable(),
    occupation: z.string().nullable(),
    occupationGroup: z.string().nullable(),
    education: z.string().nullable(),
  })
  .openapi('PersonProfile')

export const PersonView = z
  .object({
    id: Id,
    name: z.string(),
    diedOn: Day.nullable(),
    version: Version,
    ...Held,
    profile: Profile.nullable(),
    account: z.object({ id: Id, name: z.string(), disabled: z.boolean() }).nullable(),
    /** The row into which this one went; mandates and posts are there. */
    mergedInto: z.object({ id: Id, name: z.string() }).nullable(),
    mergedRows: z.array(z.object({ id: Id, name: z.string() })),
  })
  .openapi('Person')

/** What is no public word about a person leaves only for who keeps the rosters. */
export const presentPerson = ({
  row,
  mandates,
  posts,
  account,
  withProfile,
  mergedInto,
  mergedRows,
}: PersonDetail): z.infer<typeof PersonView> => ({
  id: row.id,
  name: row.name,
  diedOn: row.died_on,
  version: row.version,
  mandates: mandates.map(presentMandate),
  posts: posts.map(presentPost),
  profile: withProfile
    ? {
        sex: row.sex === 'male' || row.sex === 'female' ? row.sex : null,
        bornOn: row.born_on,
        ethnicity: row.ethnicity,
        party: row.party,
        occupation: row.occupation,
        occupationGroup: row.occupation_group,
        education: row.education,
      }
    : null,
  account: account ? { id: account.id, name: account.name, disabled: account.disabled_at !== null } : null,
  mergedInto: mergedInto ? { id: mergedInto.id, name: mergedInto.name } : null,
  mergedRows,
})

export const peopleQuery = z.object({
  ...pageQuery,
  q: z.string().trim().min(1).max(40).optional(),
  congressId: Id.optional(),
  organId: Id.optional(),
  holds: z.enum(holdings).optional(),
  sort: z.enum(peopleSorts).default('stroke'),
})
export type PeopleQuery = z.infer<typeof peopleQuery>

const Words = oneLine().trim().min(1).max(100).optional()
const OwnWords = {
  name: oneLine().trim().min(1).max(60),
  sex: z.enum(['male', 'female']).optional(),
  bornOn: Day.optional(),
  ethnicity: Words,
  party: Words,
  occupation: Words,
  occupationGroup: Words,
  education: Words,
}

const IdNumber = z.string().trim().min(1).max(30)
export const NewPersonBody = z.object({ ...OwnWords, idNumber: IdNumber.optional() }).openapi('NewPerson')
/** What is left out is unknown from then on. */
export const PersonChangeBody = z.object({ ...OwnWords, version: Version }).openapi('PersonChange')

export const MergeBody = z.object({ intoId: Id }).openapi('PersonMerge')
export const AskedOfTwo = z.object({ approvalId: Id }).openapi('PersonMergeAsked')

export const DeathBody = z.object({ diedOn: Day, note: Note, version: Version }).openapi('PersonDeath')
export const ContactView = z
  .object({
    version: z.number().int(),
    phone: z.string().nullable(),
    mail: z.string().nullable(),
    /** What the person has withdrawn: nobody else can enter it. */
    withdrawn: z.array(z.enum(['phone', 'mail'])),
  })
  .openapi('Contact')
export const ContactVersion = z.object({ version: z.number().int() }).openapi('ContactVersion')
/** What is left out stays as it is; null takes it out. */
export const ContactBody = z
  .object({
    version: whole(0),
    phone: z.string().min(5).max(30).nullable().optional(),
    mail: z.string().trim().min(3).max(320).nullable().optional(),
  })
  .refine(({ phone, mail }) => phone !== undefined || mail !== undefined)
  .openapi('ContactChange')

export const NewMandateBody = z
  .object({
    personId: Id,
    congressId: Id,
    /** Left out: the term in office on the day it begins. */
    termId: Id.optional(),
    number: oneLine().trim().min(1).max(20),
    constituencyId: Id.optional(),
    delegationId: Id.optional(),
    status: z.enum(['elected', 'credential_confirmed', 'active']).optional(),
    startedOn: Day,
  })
  .openapi('NewMandate')

export const MandateStepBody = z.object({ effectiveOn: Day, note: Note, version: Version }).openapi('MandateStep')
export const MandateEndBody = z
  .object({ reason: z.enum([...terminationReasons, 'term_expired']), effectiveOn: Day, note: Note, version: Version })
  .openapi('MandateEnd')

export const NewPostBody = z
  .object({
    personId: Id,
    organId: Id,
    role: z.enum(roles),
    title: oneLine().trim().max(60).optional(),
    startsOn: Day,
  })
  .openapi('NewPost')
export const PostEndBody = z.object({ endsOn: Day, note: Note, version: Version }).openapi('PostEnd')
