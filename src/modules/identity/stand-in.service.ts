import type { Acting, Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { asOwnPost, mayEndStandIn } from './identity.policy.ts'
import { dayAfter, daysBetween, standInDaysMax, standInStateOn } from './identity.ts'
import { findPost, lockPost, type PostRow } from './post.queries.ts'
import { powersOfRole } from './power.registry.ts'
import { powerImage } from './power-image.queries.ts'
import {
  findColleagues,
  findOverlapping,
  insertStandIn,
  lockStandIn,
  type StandInRow,
  saveStandInEnd,
} from './stand-in.queries.ts'

/** What the post acted as can delegate, and to whom. Refuses `identity.stand_in_posts_only`. */
export async function findChoices(app: App, actor: Actor) {
  const post = asOwnPost(actor)
  const colleagues = await findColleagues(app.db, post.organId, actor.personId, shanghaiDate(app.clock.now()))
  return { modules: powersOfRole(post.role), colleagues }
}

export type NewStandIn = {
  /** The post by which the colleague belongs to the same organ. */
  toPostId: string
  powers: string[]
  /** Left out: every case of the post. */
  caseIds?: string[] | undefined
  startsOn: string
  /** The last day of it. */
  lastOn: string
  note?: string | undefined
}

/**
 * 代理授权: some powers of the post acted as, for a colleague, for at most 30 days. Refuses
 * `identity.stand_in_posts_only`, `.not_to_oneself`, `.not_a_colleague`, `.power_not_yours`, `.stand_in_days`,
 * `.stand_in_too_long`, `.chosen_cases_only`, `.stands_in_already`.
 */
export function delegate(app: App, actor: Actor, wanted: NewStandIn): Promise<StandInRow> {
  return app.db.transaction().execute(async (trx) => {
    const acting = asOwnPost(actor)
    const today = shanghaiDate(app.clock.now())
    // under the post's lock the same days can't be given twice
    const post = await lockPost(trx, acting.id)
    const colleague = await findPost(trx, wanted.toPostId)
    requireColleague(actor, post, colleague, wanted)
    requireDays(wanted, today)
    requirePowers(acting, wanted)
    const endsOn = dayAfter(wanted.lastOn)
    const span = { postId: post.id, byPostId: wanted.toPostId, startsOn: wanted.startsOn, endsOn }
    if (await findOverlapping(trx, span)) throw new Refusal('conflict', 'identity.stands_in_already')
    const id = app.ids.uuid()
    await insertStandIn(trx, {
      id,
      post_id: post.id,
      by_post_id: wanted.toPostId,
      powers: [...new Set(wanted.powers)],
      case_ids: wanted.caseIds ? [...new Set(wanted.caseIds)] : null,
      starts_on: wanted.startsOn,
      ends_on: endsOn,
      made_by_person_id: actor.personId,
      made_at: app.clock.now(),
    })
    await recordEvent(app, trx, {
      type: 'stand_in.granted',
      subjectKind: 'stand_in',
      subjectId: id,
      actor,
      data: {
        postId: post.id,
        toPostId: wanted.toPostId,
        powers: wanted.powers,
        startsOn: wanted.startsOn,
        endsOn,
        ...(wanted.caseIds ? { caseIds: wanted.caseIds } : {}),
      },
      ...(wanted.note ? { note: wanted.note } : {}),
      after: await powerImage(trx, 'stand_in', id),
    })
    return lockStandIn(trx, id, today)
  })
}

function requireColleague(actor: Actor, post: PostRow, colleague: PostRow | undefined, days: NewStandIn): void {
  if (!colleague || colleague.organ_id !== post.organ_id) throw new Refusal('invalid', 'identity.not_a_colleague')
  if (colleague.person_id === actor.personId) throw new Refusal('forbidden', 'identity.not_to_oneself')
  const holds = (one: PostRow) => one.ends_on === null || one.ends_on > days.startsOn
  if (!holds(post) || !holds(colleague)) throw new Refusal('conflict', 'identity.post_ended')
}

function requireDays({ startsOn, lastOn }: NewStandIn, today: string): void {
  if (startsOn < today || lastOn < startsOn) throw new Refusal('invalid', 'identity.stand_in_days')
  if (daysBetween(startsOn, lastOn) > standInDaysMax) {
    throw new Refusal('invalid', 'identity.stand_in_too_long', { days: standInDaysMax })
  }
}

// cases are chosen among suggestions: a power over other business would open nothing
function requirePowers(acting: Extract<Acting, { kind: 'post' }>, { powers, caseIds }: NewStandIn): void {
  const own = powersOfRole(acting.role)
  const moduleOf = (power: string) => own.find((group) => group.powers.includes(power))?.module
  if (powers.some((power) => moduleOf(power) === undefined)) throw new Refusal('forbidden', 'identity.power_not_yours')
  if (caseIds && powers.some((power) => moduleOf(power) !== 'suggestion')) {
    throw new Refusal('invalid', 'identity.chosen_cases_only')
  }
}

/**
 * Ends it with the next click of who stands in: by who gave it, by who holds it, by the security administrator. Refuses
 * `identity.no_such_stand_in`, `.stale_version`, `.stand_in_over`.
 */
export function endStandIn(
  app: App,
  actor: Actor,
  id: string,
  end: { version: number; note?: string | undefined },
): Promise<StandInRow> {
  return app.db.transaction().execute(async (trx) => {
    const now = app.clock.now()
    const today = shanghaiDate(now)
    const before = await lockStandIn(trx, id, today)
    mayEndStandIn(actor, before)
    if (before.version !== end.version) {
      throw new Refusal('conflict', 'identity.stale_version', { version: before.version })
    }
    if (!isOpen(before, today)) throw new Refusal('conflict', 'identity.stand_in_over')
    await saveStandInEnd(trx, before, actor.personId, now)
    await recordEvent(app, trx, {
      type: 'stand_in.ended',
      subjectKind: 'stand_in',
      subjectId: id,
      actor,
      data: { postId: before.post_id, toPostId: before.by_post_id },
      ...(end.note ? { note: end.note } : {}),
      after: await powerImage(trx, 'stand_in', id),
    })
    return lockStandIn(trx, id, today)
  })
}

export const stateOf = (row: StandInRow, today: string) =>
  standInStateOn(
    {
      startsOn: row.starts_on,
      endsOn: row.ends_on,
      isEnded: row.ended_at !== null,
      arePostsInForce: row.are_posts_in_force,
    },
    today,
  )

export const isOpen = (row: StandInRow, today: string): boolean => ['coming', 'live'].includes(stateOf(row, today))
