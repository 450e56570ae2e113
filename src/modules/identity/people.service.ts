import { type Actor, actsAsRole } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { earliestDay } from '#kernel/entered-day.ts'
import { idNumberDisagrees, idNumberFault } from '#kernel/id-number.ts'
import type { Cursor } from '#kernel/page.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { App } from '#platform/app.ts'
import type { Db } from '#platform/db/database.ts'
import { findAccountOfPerson, saveDisabled } from './account.queries.ts'
import { mayKeepMandates, mayKeepPeople, notToOneself, peopleScope, reaches, seesProfile } from './identity.policy.ts'
import { adultUntil, birthFault, isName } from './identity.ts'
import { findMandatesOf } from './mandate.queries.ts'
import { saveEnd } from './mandate.service.ts'
import { findMergedRows } from './merge.queries.ts'
import { findPeople, isPersonInScope, type PeopleFilter } from './people.queries.ts'
import {
  findPerson,
  findPersonByIdNumber,
  lockPerson,
  type PersonRow,
  requireUnmerged,
  saveDeath,
  savePerson,
} from './person.queries.ts'
import { addPerson, columnsOf, idNumberHmac, type NewPerson } from './person.service.ts'
import { newSalt } from './person-image.queries.ts'
import { ethnicityOf, occupationGroupOf, partyOf } from './person-values.ts'
import { findPostsOf } from './post.queries.ts'
import { savePostEnding } from './post.service.ts'
import { recordPerson } from './record-person.service.ts'
import { recordPower } from './record-power.service.ts'
import { endSessionsOf } from './session.queries.ts'

export type PersonDetail = Awaited<ReturnType<typeof getPerson>>

/** The people whose names this actor may see, with what they are now. Refuses `identity.people_not_yours`. */
export async function listPeople(
  app: App,
  actor: Actor,
  filter: PeopleFilter,
  after: Cursor | undefined,
  limit: number,
) {
  const scope = peopleScope(actor)
  const today = shanghaiDate(app.clock.now())
  const { rows, counted } = await findPeople(app.db, scope, { ...filter, today }, after, limit)
  const ids = rows.map(({ id }) => id)
  const held = ids.length > 0 ? await heldBy(app.db, ids) : { mandates: [], posts: [] }
  const people = rows.map((row) => ({
    ...row,
    mandates: held.mandates.filter((one) => one.person_id === row.id && one.ended_on === null),
    posts: held.posts.filter((one) => one.person_id === row.id && isInForce(app, one)),
  }))
  return { people, counted }
}

const isInForce = (app: App, post: { ends_on: string | null }): boolean =>
  post.ends_on === null || post.ends_on > shanghaiDate(app.clock.now())

async function heldBy(db: Db, personIds: readonly string[]) {
  const [mandates, posts] = await Promise.all([findMandatesOf(db, personIds), findPostsOf(db, personIds)])
  return { mandates, posts }
}

/** One person with every mandate and post there has been. Refuses `identity.no_such_person` also to who may not see. */
export async function getPerson(app: App, actor: Actor, id: string) {
  const row = await requireSeen(app.db, actor, id)
  const withProfile = seesProfile(actor, id)
  const account = withProfile ? await findAccountOfPerson(app.db, id) : undefined
  // that a person was doubled is for who keeps the rosters
  const keeps = actsAsRole(actor, 'deputy_office', 'presidium', 'secadmin')
  const mergedInto = keeps && row.merged_into_id ? await findPerson(app.db, row.merged_into_id) : undefined
  const mergedRows = keeps ? await findMergedRows(app.db, id) : []
  return { row, ...(await heldBy(app.db, [id])), account, withProfile, mergedInto, mergedRows }
}

async function requireSeen(db: Db, actor: Actor, id: string): Promise<PersonRow> {
  const isSeen = actor.personId === id || (await isPersonInScope(db, peopleScope(actor), id))
  const row = isSeen ? await findPerson(db, id) : undefined
  if (!row) throw new Refusal('not_found', 'identity.no_such_person')
  return row
}

/**
 * Refuses `identity.people_not_yours`, `.person_known` when the ID number is someone's already, and an ID number that
 * can't be, or says otherwise than is stated: `.id_number_wrong`, `.id_number_date`, `.id_number_sex`, `.id_number_born`;
 * `.name_unreadable`, `.born_too_late`, `.born_too_early`, `.ethnicity_unknown`, `.party_unknown`, `.occupation_group_unknown`.
 */
export async function createPerson(app: App, actor: Actor, person: NewPerson): Promise<PersonDetail> {
  const id = await app.db.transaction().execute(async (trx) => {
    mayKeepPeople(actor)
    const today = shanghaiDate(app.clock.now())
    const words = ownWords(person, today)
    requireIdNumber(person, today)
    if (person.idNumber && (await findPersonByIdNumber(trx, idNumberHmac(app, person.idNumber)))) {
      throw new Refusal('conflict', 'identity.person_known')
    }
    const created = await addPerson(app, trx, { ...person, ...words })
    await recordPerson(app, trx, { type: 'person.created', id: created, actor })
    return created
  })
  return getPerson(app, actor, id)
}

/** The same as an imported row of a roster is asked; 民族 and 政治面貌 in the one form in which statistics count them. */
function ownWords(
  { name, bornOn, ethnicity, party, occupationGroup: group }: Omit<NewPerson, 'idNumber'>,
  today: string,
) {
  if (!isName(name)) throw new Refusal('invalid', 'identity.name_unreadable')
  const fault = bornOn === undefined ? undefined : birthFault(bornOn, adultUntil(today))
  if (fault) throw new Refusal('invalid', `identity.${fault}`)
  const known = {
    ethnicity: ethnicity && ethnicityOf(ethnicity),
    party: party && partyOf(party),
    occupationGroup: group && occupationGroupOf(group),
  }
  if (ethnicity && !known.ethnicity) throw new Refusal('invalid', 'identity.ethnicity_unknown', { value: ethnicity })
  if (party && !known.party) throw new Refusal('invalid', 'identity.party_unknown', { value: party })
  if (group && !known.occupationGroup)
    throw new Refusal('invalid', 'identity.occupation_group_unknown', { value: group })
  return known
}

function requireIdNumber({ idNumber, sex, bornOn }: NewPerson, today: string): void {
  if (!idNumber) return
  const plain = idNumber.normalize('NFKC').trim().toUpperCase()
  const fault = idNumberFault(plain, today) ?? idNumberDisagrees(plain, { sex, born: bornOn })
  if (fault) throw new Refusal('invalid', `identity.${fault}`)
}

export type PersonChange = Omit<NewPerson, 'idNumber'> & { version: number }

/**
 * Corrects the roster's words about a person. Refuses `identity.people_not_yours`, `.no_such_person`, `.stale_version`,
 * `.name_unreadable`, `.born_too_late`, `.born_too_early`, `.ethnicity_unknown`, `.party_unknown`.
 */
export async function changePerson(app: App, actor: Actor, id: string, change: PersonChange): Promise<PersonDetail> {
  await app.db.transaction().execute(async (trx) => {
    mayKeepPeople(actor)
    await requireSeen(trx, actor, id)
    const person = await lockPerson(trx, id)
    requireUnmerged(person)
    if (person.version !== change.version) {
      throw new Refusal('conflict', 'identity.stale_version', { version: person.version })
    }
    const words = ownWords(change, shanghaiDate(app.clock.now()))
    await savePerson(trx, person, { ...columnsOf({ ...change, ...words }), salt: newSalt(app) })
    await recordPerson(app, trx, { type: 'person.changed', id, actor })
  })
  return getPerson(app, actor, id)
}

export type Death = { diedOn: string; note?: string | undefined; version: number }

/**
 * Every mandate and post ends, the account closes, the signature under past acts stays (代表法 art. 62).
 * Refuses `identity.mandates_not_yours` unless all the mandates are of the actor's area.
 */
export async function recordDeath(app: App, actor: Actor, id: string, death: Death): Promise<PersonDetail> {
  await app.db.transaction().execute(async (trx) => {
    mayKeepMandates(actor)
    await requireSeen(trx, actor, id)
    notToOneself(actor, id)
    const person = await lockPerson(trx, id)
    requireUnmerged(person)
    const { mandates, posts } = await heldBy(trx, [id])
    if (![...mandates, ...posts].every(({ area_path }) => reaches(actor, area_path))) {
      throw new Refusal('forbidden', 'identity.mandates_not_yours')
    }
    if (person.version !== death.version) {
      throw new Refusal('conflict', 'identity.stale_version', { version: person.version })
    }
    if (person.died_on) throw new Refusal('conflict', 'identity.person_dead')
    if (death.diedOn > shanghaiDate(app.clock.now())) throw new Refusal('invalid', 'identity.day_not_come')
    if (death.diedOn < (person.born_on ?? earliestDay)) throw new Refusal('invalid', 'identity.died_before_birth')
    for (const mandate of mandates.filter(({ ended_on }) => ended_on === null)) {
      const effectiveOn = laterOf(death.diedOn, mandate.started_on)
      await saveEnd(app, trx, actor, mandate, { reason: 'died', effectiveOn })
    }
    for (const post of posts.filter(({ ends_on }) => ends_on === null || ends_on > death.diedOn)) {
      const endsOn = laterOf(death.diedOn, post.starts_on)
      await savePostEnding(app, trx, actor, post, { endsOn })
    }
    const account = await findAccountOfPerson(trx, id)
    if (account) {
      await saveDisabled(trx, account.id, app.wall.now())
      await recordPower(app, trx, { type: 'account.disabled', id: account.id, actor })
      await endSessionsOf(trx, account.id, app.wall.now())
    }
    await saveDeath(trx, person, death.diedOn)
    await recordPerson(app, trx, {
      type: 'person.died',
      id,
      actor,
      data: { diedOn: death.diedOn },
      ...(death.note ? { note: death.note } : {}),
    })
  })
  return getPerson(app, actor, id)
}

// ISO dates sort as text
const laterOf = (one: string, other: string): string => [one, other].toSorted()[1] ?? one
