import type { Actor, Role } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { dayFault, yearsAheadOfEnd } from '#kernel/entered-day.ts'
import { Refusal } from '#kernel/refusal.ts'
import { getOrgan } from '#modules/organisation/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { mayGrantPosts, notToOneself, reaches } from './identity.policy.ts'
import { isOfficerRole, organKindsOf } from './identity.ts'
import { lockPerson, requireUnmerged } from './person.queries.ts'
import { findPostsOf, insertPost, lockPost, type PostRow, savePostEnd } from './post.queries.ts'
import { powerImage } from './power-image.queries.ts'

export type NewPost = {
  personId: string
  organId: string
  role: Role
  title?: string | undefined
  startsOn: string
}

/** Refuses what {@link addPost} refuses, `identity.posts_not_yours`, `.not_to_oneself`, `.day_too_old`, `.day_too_far`. */
export function grantPost(app: App, actor: Actor, wanted: NewPost): Promise<PostRow> {
  return app.db.transaction().execute(async (trx) => {
    mayGrantPosts(actor)
    notToOneself(actor, wanted.personId)
    const organ = await getOrgan(trx, wanted.organId)
    if (!reaches(actor, organ.area_path)) throw new Refusal('forbidden', 'identity.posts_not_yours')
    requireDay(app, wanted.startsOn)
    const id = await addPost(app, trx, wanted)
    await recordEvent(app, trx, {
      type: 'post.granted',
      subjectKind: 'post',
      subjectId: id,
      actor,
      data: { personId: wanted.personId, organId: wanted.organId, role: wanted.role, startsOn: wanted.startsOn },
      after: await powerImage(trx, 'post', id),
    })
    return lockPost(trx, id)
  })
}

function requireDay(app: Pick<App, 'clock'>, day: string, years?: number): void {
  const fault = dayFault(day, shanghaiDate(app.clock.now()), years)
  if (fault) throw new Refusal('invalid', `identity.${fault}`)
}

/**
 * A post without a person who asks: import, demo district, first start. Refuses `identity.person_dead`,
 * `.role_does_not_fit` for the organ, `.officers_apart`, `.has_post`.
 */
export async function addPost(app: App, trx: Trx, wanted: NewPost): Promise<string> {
  const person = await lockPerson(trx, wanted.personId)
  if (person.died_on) throw new Refusal('conflict', 'identity.person_dead')
  requireUnmerged(person)
  const organ = await getOrgan(trx, wanted.organId)
  if (organ.ends_on !== null || !organKindsOf[wanted.role].includes(organ.kind)) {
    throw new Refusal('invalid', 'identity.role_does_not_fit', { role: wanted.role })
  }
  const held = (await findPostsOf(trx, [wanted.personId])).filter(
    ({ ends_on }) => ends_on === null || ends_on > wanted.startsOn,
  )
  const isSame = held.some(({ organ_id, role }) => organ_id === wanted.organId && role === wanted.role)
  if (isSame) throw new Refusal('conflict', 'identity.has_post')
  const other = held.find(({ role }) => isOfficerRole(role as Role))
  if (isOfficerRole(wanted.role) && other)
    throw new Refusal('conflict', 'identity.officers_apart', { held: other.role })
  const id = app.ids.uuid()
  await insertPost(trx, {
    id,
    person_id: wanted.personId,
    organ_id: wanted.organId,
    role: wanted.role,
    title: wanted.title ?? '',
    starts_on: wanted.startsOn,
  })
  return id
}

/**
 * `endsOn` is the first day without it; that of today ends it with the commit. Refuses `identity.post_ended`,
 * `.day_too_early`, `.day_too_far`.
 */
export function endPost(
  app: App,
  actor: Actor,
  id: string,
  end: { endsOn: string; note?: string | undefined; version: number },
): Promise<PostRow> {
  return app.db.transaction().execute(async (trx) => {
    mayGrantPosts(actor)
    const before = await lockPost(trx, id)
    if (!reaches(actor, before.area_path)) throw new Refusal('not_found', 'identity.no_such_post')
    notToOneself(actor, before.person_id)
    if (before.version !== end.version) {
      throw new Refusal('conflict', 'identity.stale_version', { version: before.version })
    }
    if (before.ends_on !== null && before.ends_on <= shanghaiDate(app.clock.now())) {
      throw new Refusal('conflict', 'identity.post_ended')
    }
    if (end.endsOn < before.starts_on) throw new Refusal('invalid', 'identity.day_too_early')
    requireDay(app, end.endsOn, yearsAheadOfEnd)
    await savePostEnding(app, trx, actor, before, end)
    return lockPost(trx, id)
  })
}

/** Also the end by death and by a merger. */
export async function savePostEnding(
  app: App,
  trx: Trx,
  actor: Actor | 'system',
  before: PostRow,
  end: { endsOn: string; note?: string | undefined },
): Promise<void> {
  await savePostEnd(trx, before, end.endsOn)
  await recordEvent(app, trx, {
    type: 'post.ended',
    subjectKind: 'post',
    subjectId: before.id,
    actor,
    data: { personId: before.person_id, organId: before.organ_id, role: before.role, endsOn: end.endsOn },
    after: await powerImage(trx, 'post', before.id),
    ...(end.note ? { note: end.note } : {}),
  })
}
