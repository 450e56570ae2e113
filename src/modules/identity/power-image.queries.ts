import type { JsonObject } from '#kernel/refusal.ts'
import { registerAfterImage, rowImage } from '#modules/record/index.ts'
import { sha256 } from '#platform/crypto/digest.ts'
import type { Trx } from '#platform/db/database.ts'

// Who may do what: a post, a mandate, powers delegated to a colleague or an account that was written with the database's
// password gives rights, and is found by these images; so is a password that was replaced and a second factor that was
// taken away. No image holds a secret, and none says when something was last used.

type Images = ReadonlyMap<string, JsonObject>

async function loadPostImages(trx: Trx, ids: readonly string[]): Promise<Images> {
  const rows = await trx.selectFrom('post').selectAll().where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, rowImage(row)]))
}

/** With its suspensions: while one lasts the mandate gives no rights. */
async function loadMandateImages(trx: Trx, ids: readonly string[]): Promise<Images> {
  const rows = await trx.selectFrom('mandate').selectAll().where('id', 'in', ids).execute()
  const suspensions = await trx
    .selectFrom('mandate_suspension')
    .select(['mandate_id', 'starts_on', 'ends_on'])
    .where('mandate_id', 'in', ids)
    .orderBy('starts_on')
    .orderBy('id')
    .execute()
  const of = Map.groupBy(suspensions, ({ mandate_id }) => mandate_id)
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...rowImage(row),
        suspensions: (of.get(row.id) ?? []).map(({ starts_on, ends_on }) => ({ starts_on, ends_on })),
      },
    ]),
  )
}

async function loadStandInImages(trx: Trx, ids: readonly string[]): Promise<Images> {
  const rows = await trx.selectFrom('stand_in').selectAll().where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, rowImage(row)]))
}

async function loadAccountImages(trx: Trx, ids: readonly string[]): Promise<Images> {
  const rows = await trx
    .selectFrom('account')
    .select(['id', 'person_id', 'name', 'disabled_at'])
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, rowImage(row)]))
}

const digest = (hash: string): string => sha256(hash).toString('hex')

/**
 * By what its owner is known, and what it was by: the last passwords are not taken again. The sealed secret of the second
 * factor is left out: it is sealed anew with each key.
 */
async function loadProofImages(trx: Trx, ids: readonly string[]): Promise<Images> {
  const rows = await trx
    .selectFrom('account')
    .select(['id', 'password_hash', 'password_changed_at', 'must_change_password', 'totp_confirmed_at'])
    .where('id', 'in', ids)
    .execute()
  const earlier = await trx
    .selectFrom('password_history')
    .select(['account_id', 'password_hash'])
    .where('account_id', 'in', ids)
    .orderBy('changed_at')
    .execute()
  const of = Map.groupBy(earlier, ({ account_id }) => account_id)
  return new Map(
    rows.map(({ password_hash: hash, ...row }) => [
      row.id,
      {
        ...rowImage(row),
        password: hash === null ? null : digest(hash),
        earlier: (of.get(row.id) ?? []).map(({ password_hash }) => digest(password_hash)),
      },
    ]),
  )
}

registerAfterImage('post', loadPostImages, { table: 'post', takenIn: true })
registerAfterImage('mandate', loadMandateImages, { table: 'mandate', takenIn: true })
registerAfterImage('stand_in', loadStandInImages, { table: 'stand_in', takenIn: true })
registerAfterImage('account', loadAccountImages, { table: 'account', takenIn: true })
registerAfterImage('account_proof', loadProofImages, {
  table: 'account',
  filled: 'password_hash',
  takenIn: true,
  later: ['earlier'],
})

const loaders = {
  post: loadPostImages,
  mandate: loadMandateImages,
  stand_in: loadStandInImages,
  account: loadAccountImages,
  account_proof: loadProofImages,
}

/** What gives rights, as it stands now: the `after` of the events that tell of its change. */
export const powerImages = async (trx: Trx, kind: keyof typeof loaders, ids: readonly string[]): Promise<Images> =>
  ids.length === 0 ? new Map() : loaders[kind](trx, ids)

export const powerImage = async (trx: Trx, kind: keyof typeof loaders, id: string): Promise<JsonObject | null> =>
  (await powerImages(trx, kind, [id])).get(id) ?? null
