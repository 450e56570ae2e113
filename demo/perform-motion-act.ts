import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { digestOf } from '#modules/cosign/index.ts'
import {
  answerCosign,
  checkMotion,
  convertByLead,
  createMotion,
  decideMotion,
  decideWithdrawal,
  enterVote,
  invite,
  noteDeliberation,
  registerMotion,
  reportOnMotion,
  submitMotion,
  withdrawMotion,
} from '#modules/motion/index.ts'
import { type AtomicApp, unseen } from './atomic-app.ts'
import { deputyOf, mandateIdOf, officerOf, organIdOf } from './cast.ts'
import { findMotionNow } from './congress-acts.queries.ts'
import type { CongressStage } from './congress-stage.ts'
import type { DemoMotion } from './district.types.ts'
import type { MotionAct } from './generator/congress-acts.types.ts'

export async function performOnMotion(stage: CongressStage, act: MotionAct): Promise<void> {
  const { app, district, ids, caseIds } = stage
  const motion = district.motions.find(({ key }) => key === act.motion)
  if (!motion) throw new Error(`no motion ${act.motion}`)
  const id = ids.get(act.motion) ?? app.ids.uuid()
  ids.set(act.motion, id)
  await unseen(app, (acting) => perform(stage, acting, motion, id, act))
  if (!('story' in motion.end)) return
  const becomes = (await findMotionNow(app.db, id)).suggestion_id
  if (becomes !== null) caseIds.set(motion.end.story, becomes)
}

async function perform(
  { cast }: CongressStage,
  app: AtomicApp,
  motion: DemoMotion,
  id: string,
  act: MotionAct,
): Promise<unknown> {
  const lead = deputyOf(cast, motion.leadKey)
  const { title, subject, grounds, proposal, category } = motion
  if (act.do === 'draftMotion') {
    const welcomesCosigners = motion.end.state === 'cosigning'
    return createMotion(app, lead, { id, title, subject, grounds, proposal, category, welcomesCosigners })
  }
  const { version, closes_on: closesOn } = await findMotionNow(app.db, id)
  const isInSession = closesOn !== null && closesOn >= shanghaiDate(app.clock.now())
  const desk = deskOf(cast, motion.congressKey, isInSession)
  switch (act.do) {
    case 'inviteToMotion':
      return invite(
        app,
        lead,
        id,
        version,
        act.mandates.map((key) => mandateIdOf(deputyOf(cast, key))),
      )
    case 'cosignMotion':
      return answerCosign(
        app,
        deputyOf(cast, act.mandate),
        id,
        act.agree ? { agree: true, textSha256: digestOf(motion) } : { agree: false },
      )
    case 'submitMotion':
      return submitMotion(app, lead, id, version)
    case 'convertMotion':
      return convertByLead(app, lead, id, version)
    case 'withdrawMotion':
      return withdrawMotion(app, lead, id, version, act.reason)
    case 'registerMotion':
      return registerMotion(app, desk, id, version)
    case 'passMotion':
      return checkMotion(app, desk, id, { version, pass: true, reason: '' })
    case 'consentToWithdrawal':
      return decideWithdrawal(app, desk, id, { version, consent: true, reason: act.reason })
    case 'decideMotion': {
      const committee = act.decision === 'committee' && 'committee' in motion.end ? motion.end.committee : undefined
      return decideMotion(app, desk, id, {
        version,
        decision: act.decision,
        reason: act.reason,
        ...(committee === undefined ? {} : { committeeId: organIdOf(cast, committee) }),
      })
    }
    case 'deliberateMotion':
      return noteDeliberation(app, desk, id, version)
    case 'reportOnMotion': {
      const by = 'committee' in motion.end ? officerOf(cast, motion.end.committee, 'committee') : desk
      return reportOnMotion(app, by, id, { version, report: act.report })
    }
    case 'voteOnMotion': {
      const { votesFor, against, abstained, deputies } = act
      const passed = votesFor * 2 > deputies
      return enterVote(app, desk, id, { version, votesFor, against, abstained, deputies, passed })
    }
  }
}

/** The secretariat while the session goes on, the deputies' office after it; a town has its presidium for both. */
function deskOf(cast: CongressStage['cast'], congressKey: string, isInSession: boolean): Actor {
  if (congressKey !== 'district') return officerOf(cast, `${congressKey}-zhuxituan`, 'presidium')
  return isInSession ? officerOf(cast, 'mishuchu', 'secretariat') : officerOf(cast, 'daibiaogongwei', 'deputy_office')
}
