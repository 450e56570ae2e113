import type { Actor, Locale } from '#kernel/actor.ts'
import type { Cursor } from '#kernel/page.ts'
import { Refusal } from '#kernel/refusal.ts'
import { askApproval, registerApproval } from '#modules/approval/index.ts'
import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { SignedIn } from '#platform/http/env.ts'
import {
  clearCredentials,
  findAccount,
  findAccountByName,
  findAccountOfPerson,
  findAccountsByIds,
  lockAccount,
  saveDisabled,
  saveLocale,
} from './account.queries.ts'
import { issueActivation } from './activation.service.ts'
import { mayAskReset, mayAskResets, mayManageAccounts, notToOneself } from './identity.policy.ts'
import { isOfficerRole, normaliseAccountName, staleAfterDays } from './identity.ts'
import { liveIdentities, rolesOf } from './live-identity.service.ts'
import { isClosedByMerge } from './merge.queries.ts'
import { type AccountFilter, findAccounts, isAccountInScope, isPersonInScope } from './people.queries.ts'
import { lockPerson, type PersonRow, requireUnmerged } from './person.queries.ts'
import { addAccount } from './person.service.ts'
import { recordPower } from './record-power.service.ts'
import { endSessionsOf } from './session.queries.ts'

const resetKind = 'identity.reset'

export const chooseLocale = async (app: App, me: SignedIn, locale: Locale): Promise<void> => {
  await saveLocale(app.db, me.accountId, locale)
}

/** Refuses `identity.accounts_not_yours`. */
export function listAccounts(
  app: App,
  actor: Actor,
  filter: Omit<AccountFilter, 'unusedSince'>,
  after: Cursor | undefined,
  limit: number,
) {
  const { areaPath } = mayManageAccounts(actor)
  const unusedSince = new Date(app.wall.now().getTime() - staleAfterDays * dayMs)
  return findAccounts(app.db, areaPath, { ...filter, unusedSince }, after, limit)
}

const dayMs = 86_400_000

/** Opens an account for a person and gives the one-time code of its first sign-in, shown this once. */
export function createAccount(
  app: App,
  actor: Actor,
  wanted: { personId: string; name: string },
): Promise<{ id: string; code: string }> {
  return app.db.transaction().execute(async (trx) => {
    const { areaPath } = mayManageAccounts(actor)
    if (!(await isPersonInScope(trx, { kind: 'area', areaPath, withLoose: true }, wanted.personId)))
      throw new Refusal('not_found', 'identity.no_such_account')
    requireUnmerged(await lockPerson(trx, wanted.personId))
    const name = normaliseAccountName(wanted.name)
    if (name === undefined) throw new Refusal('invalid', 'identity.bad_account_name')
    if (await findAccountByName(trx, name)) throw new Refusal('conflict', 'identity.account_name_taken')
    if (await findAccountOfPerson(trx, wanted.personId)) throw new Refusal('conflict', 'identity.has_account')
    const id = await addAccount(app, trx, { personId: wanted.personId, name })
    const code = await issueActivation(app, trx, { accountId: id, kind: 'activation', madeBy: actor.personId })
    await recordPower(app, trx, { type: 'account.created', id, actor })
    return { id, code }
  })
}

/**
 * Closes the account at once, its sessions with it; one that a merger has closed stays so after a split too. Refuses
 * `identity.not_to_oneself`, `.account_closed`.
 */
export function disableAccount(app: App, actor: Actor, id: string): Promise<void> {
  return app.db.transaction().execute(async (trx) => {
    const account = await lockManaged(trx, actor, id)
    const closedAt = account.disabled_at
    if (closedAt && !(await isClosedByMerge(trx, id, closedAt)))
      throw new Refusal('conflict', 'identity.account_closed')
    await saveDisabled(trx, id, app.wall.now())
    await endSessionsOf(trx, id, app.wall.now())
    await recordPower(app, trx, { type: 'account.disabled', id, actor })
  })
}

/** Refuses `identity.account_open`, and `identity.person_dead`: that account stays closed. */
export function enableAccount(app: App, actor: Actor, id: string): Promise<void> {
  return app.db.transaction().execute(async (trx) => {
    const person = await lockHolder(trx, actor, id)
    const account = await lockManaged(trx, actor, id)
    if (!account.disabled_at) throw new Refusal('conflict', 'identity.account_open')
    if (person.died_on) throw new Refusal('conflict', 'identity.person_dead')
    requireUnmerged(person)
    await saveDisabled(trx, id, null)
    await recordPower(app, trx, { type: 'account.enabled', id, actor })
  })
}

/** Before the account, as whoever records a death or makes one of two persons has them. */
async function lockHolder(trx: Trx, actor: Actor, id: string): Promise<PersonRow> {
  const { areaPath } = mayManageAccounts(actor)
  await requireInScope(trx, areaPath, id)
  const account = await findAccount(trx, id)
  if (!account) throw new Refusal('not_found', 'identity.no_such_account')
  return lockPerson(trx, account.person_id)
}

async function lockManaged(trx: Trx, actor: Actor, id: string) {
  const { areaPath } = mayManageAccounts(actor)
  await requireInScope(trx, areaPath, id)
  const account = await lockAccount(trx, id)
  notToOneself(actor, account.person_id)
  return account
}

async function requireInScope(db: Db, areaPath: string, accountId: string): Promise<void> {
  const isSeen = await isAccountInScope(db, { kind: 'area', areaPath, withLoose: true }, accountId)
  if (!isSeen) throw new Refusal('not_found', 'identity.no_such_account')
}

/** The counter asks; nothing changes until another person approves. Refuses `identity.accounts_not_yours`. */
export function askReset(app: App, actor: Actor, accountId: string): Promise<{ approvalId: string }> {
  return app.db.transaction().execute(async (trx) => {
    const { areaPath } = mayAskResets(actor)
    await requireInScope(trx, areaPath, accountId)
    const account = await findAccount(trx, accountId)
    if (!account) throw new Refusal('not_found', 'identity.no_such_account')
    mayAskReset(actor, await isOfficer(app, trx, account.person_id))
    const approvalId = await askApproval(app, trx, actor, {
      kind: resetKind,
      subjectId: accountId,
      command: { accountId },
    })
    return { approvalId }
  })
}

const isOfficer = async (app: App, db: Db, personId: string): Promise<boolean> =>
  rolesOf(await liveIdentities(app, db, personId)).some(isOfficerRole)

type AccountOf = { id: string; person_id: string }

async function mayReset(app: App, db: Db, actor: Actor, { id, person_id }: AccountOf): Promise<void> {
  notToOneself(actor, person_id)
  mayAskReset(actor, await isOfficer(app, db, person_id))
  await requireInScope(db, mayAskResets(actor).areaPath, id)
}

registerApproval(resetKind, {
  approverRoles: ['secadmin', 'deputy_office', 'presidium', 'sysadmin', 'auditor'],
  async describe(app, stored) {
    const found = await findAccountsByIds(
      app.db,
      stored.map(({ subjectId }) => subjectId),
    )
    const told = new Map(found.map((account) => [account.id, `${account.person_name} ${account.name}`]))
    return stored.map(({ subjectId }) => told.get(subjectId) ?? '')
  },
  async mayApprove(app, db, actor, stored) {
    const account = await findAccount(db, stored.subjectId)
    if (!account) throw new Refusal('not_found', 'identity.no_such_account')
    await mayReset(app, db, actor, account)
  },
  // the code goes to the approver, so that the one who asked can't use it alone
  async execute(app, trx, actor, stored) {
    await mayReset(app, trx, actor, await lockAccount(trx, stored.subjectId))
    await clearCredentials(trx, stored.subjectId)
    await endSessionsOf(trx, stored.subjectId, app.wall.now())
    const code = await issueActivation(app, trx, {
      accountId: stored.subjectId,
      kind: 'reset',
      madeBy: actor.personId,
    })
    await recordPower(app, trx, { type: 'account.reset', id: stored.subjectId, actor })
    return { code }
  },
})
