import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import type { Cursor } from '#kernel/page.ts'
import { Refusal } from '#kernel/refusal.ts'
import { dayAfter, daysBetween, officerRoles } from '#modules/identity/identity.ts'
import { type NewEvent, recordEvent, registerAfterImage } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import type { NewToken, TokenFilter } from './token.contract.ts'
import { mayIssueTokens, mayRevoke, mayTakeSecret, tokenScope } from './token.policy.ts'
import {
  findPostsForTokens,
  findTokens,
  insertToken,
  loadTokenImages,
  lockToken,
  saveRevoked,
  saveSecret,
  type TokenRow,
} from './token.queries.ts'
import { tokenDaysMax, tokenStateOn } from './token.ts'

registerAfterImage('api_token', loadTokenImages, { table: 'api_token', bareEvent: 'token.issued' })

const record = async (app: App, trx: Trx, id: string, event: Omit<NewEvent, 'subjectKind' | 'subjectId' | 'after'>) => {
  const after = (await loadTokenImages(trx, [id])).get(id) ?? null
  await recordEvent(app, trx, { ...event, subjectKind: 'api_token', subjectId: id, after })
}

const todayOf = (app: Pick<App, 'clock'>): string => shanghaiDate(app.clock.now())

/** For the officers those of their area, for everybody else those that act as a post of theirs. */
export const listTokens = (
  app: Pick<App, 'db' | 'clock'>,
  actor: Actor,
  filter: TokenFilter,
  after: Cursor | undefined,
  limit: number,
) => findTokens(app.db, tokenScope(actor), filter, todayOf(app), after, limit)

/** The posts that a token can act as; never those of the three officers. Refuses `token.not_yours`. */
export const listPosts = async (app: App, actor: Actor, q: string | undefined) =>
  findPostsForTokens(app.db, mayIssueTokens(actor).areaPath, { q }, todayOf(app), officerRoles)

/**
 * Lets a program act as a post, within scopes, until a day. There is no secret yet: the holder of the post takes it.
 * Refuses `token.not_yours`, `.no_such_post`, `.not_to_oneself`, `.name_taken`, `.days`, `.too_long`.
 */
export function issueToken(app: App, actor: Actor, wanted: NewToken): Promise<TokenRow> {
  return app.db.transaction().execute(async (trx) => {
    const { areaPath } = mayIssueTokens(actor)
    const today = todayOf(app)
    const [post] = await findPostsForTokens(trx, areaPath, { postId: wanted.postId }, today, officerRoles)
    if (!post) throw new Refusal('not_found', 'token.no_such_post')
    if (post.person_id === actor.personId) throw new Refusal('forbidden', 'token.not_to_oneself')
    if (wanted.lastOn < today) throw new Refusal('invalid', 'token.days')
    if (daysBetween(today, wanted.lastOn) > tokenDaysMax) throw new Refusal('invalid', 'token.too_long')
    const id = app.ids.uuid()
    const scopes = [...new Set(wanted.scopes)]
    const endsOn = dayAfter(wanted.lastOn)
    const isNew = await insertToken(trx, {
      id,
      name: wanted.name,
      purpose: wanted.purpose,
      post_id: wanted.postId,
      scopes,
      made_by_person_id: actor.personId,
      made_at: app.clock.now(),
      starts_on: today,
      ends_on: endsOn,
    })
    if (!isNew) throw new Refusal('conflict', 'token.name_taken')
    await record(app, trx, id, {
      type: 'token.issued',
      actor,
      data: { postId: wanted.postId, scopes, endsOn },
      note: wanted.purpose,
    })
    return lockToken(trx, id, today)
  })
}

/** What marks a secret of ours for whoever searches files and mails for such. */
const secretMark = 'minsheng_'

export const hashOf = (app: Pick<App, 'keys'>, secret: string): Buffer => app.keys.hmac('api token', secret)

/**
 * Gives the holder of the post the secret, this once; taken again, it is a new one and the old one opens nothing any
 * more. Refuses `token.not_found`, `.holder_only`, `.stale_version`, `.not_open`.
 */
export function takeSecret(app: App, actor: Actor, id: string, version: number) {
  return app.db.transaction().execute(async (trx) => {
    const today = todayOf(app)
    const before = await lockToken(trx, id, today)
    mayTakeSecret(actor, before)
    requireOpen(before, version, today)
    const secret = `${secretMark}${app.ids.random()}${app.ids.random()}`
    await saveSecret(trx, before, hashOf(app, secret), app.clock.now())
    await record(app, trx, id, {
      type: before.taken_at === null ? 'token.taken' : 'token.rotated',
      actor,
    })
    return { secret, row: await lockToken(trx, id, today) }
  })
}

/** Opens nothing with the next request. Refuses `token.not_found`, `.not_yours`, `.stale_version`, `.not_open`. */
export function revokeToken(app: App, actor: Actor, id: string, end: { version: number; note?: string | undefined }) {
  return app.db.transaction().execute(async (trx) => {
    const today = todayOf(app)
    const before = await lockToken(trx, id, today)
    mayRevoke(actor, before)
    requireOpen(before, end.version, today)
    await saveRevoked(trx, before, actor.personId, app.clock.now())
    await record(app, trx, id, {
      type: 'token.revoked',
      actor,
      ...(end.note ? { note: end.note } : {}),
    })
    return lockToken(trx, id, today)
  })
}

function requireOpen(row: TokenRow, version: number, today: string): void {
  if (row.version !== version) throw new Refusal('conflict', 'token.stale_version')
  if (!isOpen(row, today)) throw new Refusal('conflict', 'token.not_open')
}

export const stateOf = (row: TokenRow, today: string) =>
  tokenStateOn(
    {
      endsOn: row.ends_on,
      isTaken: row.taken_at !== null,
      isRevoked: row.revoked_at !== null,
      isPostInForce: row.is_post_in_force,
    },
    today,
  )

export const isOpen = (row: TokenRow, today: string): boolean => ['waiting', 'live'].includes(stateOf(row, today))
