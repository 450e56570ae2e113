import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { assign } from '#modules/suggestion/index.ts'
import type { App } from '#platform/app.ts'
import type { MeetingView } from './handover.contract.ts'
import { mayKeep } from './handover.policy.ts'
import {
  changeMeetingRow,
  claimNext,
  countWaiting,
  getMeetingRow,
  isPlanned,
  retryFailed,
  settleLeft,
  settlePick,
} from './handover.queries.ts'
import { changeMeeting, checkDay, getMeeting } from './handover.service.ts'
import { handoverLimits, instantOf, leftBefore, type MeetingState, meetingProcess } from './handover.ts'

/**
 * 集中交办: hands over the next few of what is picked; who calls goes on until nothing waits, and sees how far it is.
 * Each case goes through the door of suggestion in a transaction of its own, so one that can't be handed over holds up
 * no other; it keeps the reason. Each is taken before it is handed over, so that two who press at once hand over
 * nothing twice.
 */
export async function handOverSome(
  app: App,
  actor: Actor,
  id: string,
  { retry }: { retry: boolean },
): Promise<MeetingView> {
  await begin(app, actor, id, retry)
  const { begun_at } = await getMeetingRow(app.db, id)
  for (let count = 0; count < handoverLimits.atOnce; count += 1) {
    const suggestionId = await claimNext(app.db, id, app.clock.now())
    if (suggestionId === undefined) break
    await handOverOne(app, actor, id, suggestionId, instantOf(begun_at ?? app.clock.now(), app.clock.now()))
  }
  return getMeeting(app, actor, id)
}

/** The first press makes it held and fixes the instant of the handing over. */
const begin = (app: App, actor: Actor, id: string, retry: boolean): Promise<void> =>
  changeMeeting(app, actor, id, null, async (trx, meeting) => {
    mayKeep(actor, meeting)
    const to = meetingProcess.next(meeting.status as MeetingState, 'handOver')
    checkDay(app, meeting)
    await settleLeft(trx, id, leftBefore(app.clock.now()))
    if (retry) await retryFailed(trx, id)
    if (meeting.status === 'held') return undefined
    if ((await countWaiting(trx, id)) === 0) throw new Refusal('conflict', 'handover.nothing_picked')
    await changeMeetingRow(trx, id, { status: to, begun_at: app.clock.now() })
    return { type: 'handover.begun', from: meeting.status, to }
  })

async function handOverOne(app: App, actor: Actor, id: string, suggestionId: string, at: Date): Promise<void> {
  try {
    if (!(await isPlanned(app.db, suggestionId))) throw new Refusal('conflict', 'handover.missing_plan')
    await assign(app, actor, suggestionId, null, at)
    await settlePick(app.db, id, suggestionId, { handedAt: at })
  } catch (error) {
    const told = error instanceof Refusal ? error : new Refusal('conflict', 'handover.broke_off')
    // without a database this fails as well: then the program is ending, and no case is to blame
    await settlePick(app.db, id, suggestionId, { code: told.code, data: told.data })
    if (!(error instanceof Refusal)) app.log.error('handing over failed', error, { suggestionId })
  }
}
