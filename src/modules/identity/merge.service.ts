import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { askApproval, registerApproval } from '#modules/approval/index.ts'
import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { findAccountOfPerson, lockAccount, saveDisabled } from './account.queries.ts'
import { copyContacts, dropContacts } from './contact.service.ts'
import { mayKeepPeople, notToOneself, peopleScope, reaches } from './identity.policy.ts'
import { areRelatedAreas, isOfficerRole } from './identity.ts'
import { findMandatesOf, type MandateRow } from './mandate.queries.ts'
import {
  findIdNumberDigest,
  findMergedRows,
  findOpenMerge,
  insertMerge,
  moveAccount,
  moveHeld,
  saveIdNumberDigest,
  saveMergedInto,
  saveSplit,
} from './merge.queries.ts'
import { tellRows } from './merge-words.service.ts'
import { isPersonInScope } from './people.queries.ts'
import { findPerson, findPersonByIdNumber, findPersons, lockPerson, type PersonRow } from './person.queries.ts'
import { findPostsOf, type PostRow } from './post.queries.ts'
import { recordPerson } from './record-person.service.ts'
import { recordMoved, recordPower } from './record-power.service.ts'
import { endSessionsOf } from './session.queries.ts'

const [mergeKind, splitKind] = ['identity.merge', 'identity.split']
const approverRoles = ['deputy_office', 'presidium', 'secadmin'] as const

/**
 * Asks that the first row go into the second; another person decides. Refuses `identity.people_not_yours`,
 * `.no_such_person`, `.merge_elsewhere`, and what keeps two rows from being one person: see {@link requireOnePerson}.
 */
export function askMerge(app: App, actor: Actor, id: string, keptId: string): Promise<{ approvalId: string }> {
  return app.db.transaction().execute(async (trx) => {
    await planMerge(app, trx, lockedPerson(trx), actor, id, keptId)
    const ask = { kind: mergeKind, subjectId: id, command: { id, keptId } }
    return { approvalId: await askApproval(app, trx, actor, ask) }
  })
}

/** Asks that a merger be taken back. Refuses `identity.not_merged`, and as {@link askMerge}. */
export function askSplit(app: App, actor: Actor, id: string): Promise<{ approvalId: string }> {
  return app.db.transaction().execute(async (trx) => {
    await planSplit(trx, lockedPerson(trx), actor, id)
    return { approvalId: await askApproval(app, trx, actor, { kind: splitKind, subjectId: id, command: { id } }) }
  })
}

type Side = { row: PersonRow; mandates: MandateRow[]; posts: PostRow[] }

/** How a row is read: under a lock by who changes it, without one by who only asks whether it could be. */
type ReadPerson = (id: string) => Promise<PersonRow>

const readPerson =
  (db: Db): ReadPerson =>
  async (id) => {
    const row = await findPerson(db, id)
    if (!row) throw new Refusal('not_found', 'identity.no_such_person')
    return row
  }
const lockedPerson =
  (trx: Trx): ReadPerson =>
  (id) =>
    lockPerson(trx, id)

async function planMerge(app: App, db: Db, read: ReadPerson, actor: Actor, id: string, keptId: string) {
  if (id === keptId) throw new Refusal('invalid', 'identity.merge_itself')
  const [merged, kept] = await bothSides(db, read, actor, id, keptId)
  const today = shanghaiDate(app.clock.now())
  await requireOnePerson(db, merged, kept, today)
  return { merged, kept }
}

/** Both rows, read in one order, so that two mergers the other way round do not wait for each other for ever. */
async function bothSides(db: Db, read: ReadPerson, actor: Actor, id: string, keptId: string): Promise<[Side, Side]> {
  mayKeepPeople(actor)
  const scope = peopleScope(actor)
  const sides = new Map<string, Side>()
  // in the order in which they were named, or the order of the ids would tell which of them exists
  for (const one of [id, keptId]) {
    if (!(await isPersonInScope(db, scope, one))) throw new Refusal('not_found', 'identity.no_such_person')
  }
  for (const one of [id, keptId].toSorted()) {
    notToOneself(actor, one)
    const row = await read(one)
    const [mandates, posts] = [await findMandatesOf(db, [one]), await findPostsOf(db, [one])]
    if (![...mandates, ...posts].every(({ area_path }) => reaches(actor, area_path))) {
      throw new Refusal('forbidden', 'identity.merge_elsewhere')
    }
    sides.set(one, { row, mandates, posts })
  }
  const [merged, kept] = [sides.get(id), sides.get(keptId)]
  if (!merged || !kept) throw new Refusal('not_found', 'identity.no_such_person')
  return [merged, kept]
}

/**
 * What two rows of one person cannot both hold. Refuses `identity.person_merged`, `.merge_chain`, `.merge_differs`,
 * `.merge_id_numbers`, `.merge_kept_closed`, `.merge_same_mandate`, `.merge_unrelated` (选举法 art. 48),
 * `.merge_same_post`, `.officers_apart`.
 */
async function requireOnePerson(db: Db, merged: Side, kept: Side, today: string): Promise<void> {
  if (merged.row.merged_into_id || kept.row.merged_into_id) throw new Refusal('conflict', 'identity.person_merged')
  if ((await findMergedRows(db, merged.row.id)).length > 0) throw new Refusal('conflict', 'identity.merge_chain')
  const differs = (['sex', 'born_on', 'died_on'] as const).find((field) => {
    const [one, other] = [merged.row[field], kept.row[field]]
    // who has died in one row has died in both; what is not known does not differ
    return field === 'died_on' ? one !== other : one !== null && other !== null && one !== other
  })
  if (differs) throw new Refusal('conflict', 'identity.merge_differs', { field: differs })
  const [digest, keptDigest] = [await findIdNumberDigest(db, merged.row.id), await findIdNumberDigest(db, kept.row.id)]
  if (digest && keptDigest) throw new Refusal('conflict', 'identity.merge_id_numbers')
  await requireWayIn(db, merged.row.id, kept.row.id)
  requireMandates(merged.mandates, kept.mandates)
  requirePosts(merged.posts, kept.posts, today)
}

/** The account of the kept row stays: closed, it would leave a person who can sign in without a way in. */
async function requireWayIn(db: Db, from: string, to: string): Promise<void> {
  const [account, kept] = [await findAccountOfPerson(db, from), await findAccountOfPerson(db, to)]
  if (account && !account.disabled_at && kept?.disabled_at) throw new Refusal('conflict', 'identity.merge_kept_closed')
}

function requireMandates(ones: readonly MandateRow[], others: readonly MandateRow[]): void {
  for (const one of ones) {
    for (const other of others) {
      if (one.term_id === other.term_id) throw new Refusal('conflict', 'identity.merge_same_mandate')
      const areBothInForce = one.ended_on === null && other.ended_on === null
      if (areBothInForce && !areRelatedAreas(one.area_path, other.area_path)) {
        throw new Refusal('conflict', 'identity.merge_unrelated')
      }
    }
  }
}

function requirePosts(ones: readonly PostRow[], others: readonly PostRow[], today: string): void {
  const isInForce = ({ ends_on }: PostRow) => ends_on === null || ends_on > today
  for (const one of ones) {
    for (const other of others) {
      const isSame = one.organ_id === other.organ_id && one.role === other.role
      const areBothInForce = isInForce(one) && isInForce(other)
      if (isSame && areBothInForce) throw new Refusal('conflict', 'identity.merge_same_post')
      if (areBothInForce && [one, other].every(({ role }) => isOfficerRole(role as never))) {
        throw new Refusal('conflict', 'identity.officers_apart', { held: other.role })
      }
    }
  }
}

async function planSplit(db: Db, read: ReadPerson, actor: Actor, id: string) {
  mayKeepPeople(actor)
  if (!(await isPersonInScope(db, peopleScope(actor), id))) throw new Refusal('not_found', 'identity.no_such_person')
  const before = await findPerson(db, id)
  if (!before?.merged_into_id) throw new Refusal('conflict', 'identity.not_merged')
  const [merged, kept] = await bothSides(db, read, actor, id, before.merged_into_id)
  const merge = await findOpenMerge(db, id)
  if (!merge) throw new Refusal('conflict', 'identity.not_merged')
  return { merge, merged, kept }
}

registerApproval(mergeKind, {
  approverRoles,
  describe: (app, stored) =>
    tellRows(
      app.db,
      stored.map(({ command }) => [String(command.id), String(command.keptId)]),
    ),
  async mayApprove(app, db, actor, { command }) {
    await planMerge(app, db, readPerson(db), actor, String(command.id), String(command.keptId))
  },
  async execute(app, trx, actor, { command, askedBy }) {
    const both = [String(command.id), String(command.keptId)] as const
    const { merged, kept } = await planMerge(app, trx, lockedPerson(trx), actor, ...both)
    await merge(app, trx, actor, askedBy, merged, kept)
    return {}
  },
})

/** Signatures under past acts stay under the row that made them; who checks a person asks for both rows from now on. */
async function merge(app: App, trx: Trx, actor: Actor, askedBy: string, merged: Side, kept: Side): Promise<void> {
  const [from, to] = [merged.row.id, kept.row.id]
  const held = { mandateIds: merged.mandates.map(({ id }) => id), postIds: merged.posts.map(({ id }) => id) }
  const moved = await moveHeld(trx, held, from, to)
  const digest = await findIdNumberDigest(trx, from)
  if (digest) {
    await saveIdNumberDigest(trx, from, null)
    await saveIdNumberDigest(trx, to, digest)
  }
  const accounts = await settleAccounts(app, trx, actor, from, to)
  const id = app.ids.uuid()
  await insertMerge(trx, {
    id,
    kept_id: to,
    merged_id: from,
    mandate_ids: held.mandateIds,
    post_ids: held.postIds,
    ...accounts,
    id_number_hmac: digest,
    means_copied: await copyContacts(app, trx, from, to),
    asked_by_person_id: askedBy,
    approved_by_person_id: actor.personId,
    merged_at: app.clock.now(),
  })
  await saveMergedInto(trx, from, to)
  await recordPerson(app, trx, {
    type: 'person.merged',
    id: from,
    actor,
    data: { intoId: to, askedBy, ...held, accountId: accounts.closed_account_id ?? accounts.moved_account_id },
  })
  if (digest) await recordPerson(app, trx, { type: 'person.id_number_moved', id: to, actor, data: { fromId: from } })
  await recordMoved(app, trx, actor, moved, to)
}

/** One account stays: of two that of the kept row, else the only one. */
async function settleAccounts(app: App, trx: Trx, actor: Actor, from: string, to: string) {
  const [account, kept] = [await findAccountOfPerson(trx, from), await findAccountOfPerson(trx, to)]
  const nothing = { closed_account_id: null, account_closed_at: null, moved_account_id: null }
  if (!account) return nothing
  await endSessionsOf(trx, account.id, app.wall.now())
  if (!kept) {
    await moveAccount(trx, account.id, to)
    await recordPower(app, trx, { type: 'account.holder_changed', id: account.id, actor, data: { personId: to } })
    return { ...nothing, moved_account_id: account.id }
  }
  if (account.disabled_at) return nothing
  const closedAt = app.wall.now()
  await saveDisabled(trx, account.id, closedAt)
  await recordPower(app, trx, { type: 'account.disabled', id: account.id, actor })
  return { ...nothing, closed_account_id: account.id, account_closed_at: closedAt }
}

registerApproval(splitKind, {
  approverRoles,
  async describe(app, stored) {
    const ids = stored.map(({ command }) => String(command.id))
    const keptBy = new Map((await findPersons(app.db, ids)).map((row) => [row.id, row.merged_into_id]))
    return tellRows(
      app.db,
      ids.map((id) => [keptBy.get(id) ?? '', id].filter(Boolean)),
    )
  },
  async mayApprove(_app, db, actor, { command }) {
    await planSplit(db, readPerson(db), actor, String(command.id))
  },
  async execute(app, trx, actor, { command, askedBy }) {
    const { merge: done, merged, kept } = await planSplit(trx, lockedPerson(trx), actor, String(command.id))
    const [from, to] = [kept.row.id, merged.row.id]
    const held = { mandateIds: done.mandate_ids, postIds: done.post_ids }
    const moved = await moveHeld(trx, held, from, to)
    const isTaken = done.id_number_hmac !== null && (await restoreIdNumber(trx, done.id_number_hmac, from, to))
    await dropContacts(app, trx, from, to, done.means_copied)
    await restoreAccount(app, trx, actor, done, [merged, kept])
    await saveMergedInto(trx, to, null)
    await saveSplit(trx, done.id, { askedBy, approvedBy: actor.personId, at: app.clock.now() })
    await recordPerson(app, trx, {
      type: 'person.split',
      id: to,
      actor,
      data: { fromId: from, askedBy, ...held },
    })
    if (isTaken) await recordPerson(app, trx, { type: 'person.id_number_moved', id: from, actor, data: { intoId: to } })
    await recordMoved(app, trx, actor, moved, to)
    return {}
  },
})

/** The number goes back to its row; one that was entered at the kept row since stays there. @returns whether that lost one */
async function restoreIdNumber(trx: Trx, moved: Buffer, from: string, to: string): Promise<boolean> {
  const isTaken = (await findIdNumberDigest(trx, from))?.equals(moved) ?? false
  if (isTaken) await saveIdNumberDigest(trx, from, null)
  // given to a third person meanwhile, it is not taken from them
  if (!(await findPersonByIdNumber(trx, moved))) await saveIdNumberDigest(trx, to, moved)
  return isTaken
}

type Accounts = { closed_account_id: string | null; account_closed_at: Date | null; moved_account_id: string | null }

/** What was closed by the merger alone is open again; not what was closed anew since, nor where somebody has died. */
async function restoreAccount(app: App, trx: Trx, actor: Actor, done: Accounts, sides: [merged: Side, kept: Side]) {
  const [merged, kept] = sides
  const { closed_account_id: closed, account_closed_at: closedAt, moved_account_id: moved } = done
  if (closed && !merged.row.died_on && !kept.row.died_on) {
    const { disabled_at } = await lockAccount(trx, closed)
    if (disabled_at?.getTime() === closedAt?.getTime()) {
      await saveDisabled(trx, closed, null)
      await recordPower(app, trx, { type: 'account.enabled', id: closed, actor })
    }
  }
  if (!moved) return
  const data = { personId: merged.row.id }
  await moveAccount(trx, moved, merged.row.id)
  await recordPower(app, trx, { type: 'account.holder_changed', id: moved, actor, data })
  await endSessionsOf(trx, moved, app.wall.now())
}
