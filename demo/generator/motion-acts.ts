import type { DemoCongress, DemoMotion, District } from '../district.types.ts'
import type { MotionAct, TimedCongressAct } from './congress-acts.types.ts'
import { addDays, addWorkdays, workdaysBefore } from './days.ts'
import { seededRandom } from './random.ts'
import { timesOfDay } from './times-of-day.ts'

type Session = DemoCongress['sessions'][number]
type Step = MotionAct extends infer Each ? (Each extends { motion: string } ? Omit<Each, 'motion'> : never) : never

/** Motions of the sessions of two years, those of the town in session, and those written for the session that comes. */
export function tellMotions(district: District): TimedCongressAct[] {
  const random = seededRandom(`${district.seed}/motions`)
  return [
    ...district.motions.flatMap((motion) => tellMotion(motion, district, timesOfDay(random.fork(motion.key)))),
    ...tellDeadlines(district),
  ]
}

const sessionOf = ({ congressKey, yearsAgo }: DemoMotion, district: District): Session => {
  const sessions = district.congresses.find(({ key }) => key === congressKey)?.sessions ?? []
  const session = sessions.at(-1 - (yearsAgo ?? 0))
  if (!session) throw new Error(`${congressKey} has no session`)
  return session
}

/** Until when motions are taken: the evening of the second day, in a town noon of the last. */
function tellDeadlines(district: District): TimedCongressAct[] {
  const told = new Map<string, TimedCongressAct>()
  for (const motion of district.motions) {
    const { congressKey } = motion
    const { number, opensOn, closesOn } = sessionOf(motion, district)
    told.set(`${congressKey} ${number}`, {
      at: `${workdaysBefore(opensOn, 6)}T09:20:00+08:00`,
      do: 'setMotionDeadline',
      congress: congressKey,
      session: number,
      deadline: congressKey === 'district' ? `${addDays(opensOn, 1)}T18:00:00+08:00` : `${closesOn}T12:00:00+08:00`,
    })
  }
  return [...told.values()]
}

function tellMotion(motion: DemoMotion, district: District, timeOn: (day: string) => string): TimedCongressAct[] {
  const acts: TimedCongressAct[] = []
  const tell = (day: string, act: Step): void => {
    acts.push({ at: timeOn(day), motion: motion.key, ...act })
  }
  const { end } = motion
  const session = sessionOf(motion, district)
  const isComing = end.state === 'draft' || end.state === 'cosigning'
  const before = isComing ? district.today : session.opensOn
  tell(workdaysBefore(before, 9), { do: 'draftMotion' })
  if (end.state === 'draft') return acts
  tell(workdaysBefore(before, 8), { do: 'inviteToMotion', mandates: [...motion.confirmedKeys, ...motion.declinedKeys] })
  for (const [index, mandate] of motion.confirmedKeys.entries()) {
    // the last who was asked for a motion that is still open has not answered
    if (end.state === 'cosigning' && index === motion.confirmedKeys.length - 1) continue
    tell(workdaysBefore(before, 7 - (index % 4)), { do: 'cosignMotion', mandate, agree: true })
  }
  for (const mandate of motion.declinedKeys) {
    tell(workdaysBefore(before, 5), { do: 'cosignMotion', mandate, agree: false })
  }
  if (end.state !== 'cosigning') tellSession(motion, session, district, tell)
  return acts
}

type Tell = (day: string, act: Step) => void

/** In the district a session has four days; in a town everything is done on the first. */
function tellSession({ congressKey, end }: DemoMotion, { opensOn }: Session, district: District, tell: Tell): void {
  const inTown = congressKey !== 'district'
  const day = (order: number): string => (inTown ? opensOn : addDays(opensOn, order))
  if (end.state === 'withdrawn' && !end.consented) {
    tell(workdaysBefore(opensOn, 2), { do: 'withdrawMotion', reason: end.reason })
    return
  }
  if (end.state === 'converted_to_suggestion' && end.by === 'lead') {
    tell(day(2), { do: 'convertMotion' })
    return
  }
  tell(day(0), { do: 'submitMotion' })
  if (end.state === 'submitted') return
  tell(day(1), { do: 'registerMotion' })
  if (end.state === 'secretariat_check') return
  if (end.state === 'withdrawn') {
    tell(day(1), { do: 'withdrawMotion', reason: end.reason })
    tell(day(2), { do: 'consentToWithdrawal', reason: '经主席团会议同意撤回。' })
    return
  }
  tell(day(1), { do: 'passMotion' })
  if (end.state === 'presidium_decision') return
  if (end.state === 'converted_to_suggestion') {
    tell(day(2), { do: 'decideMotion', decision: 'suggestion', reason: end.reason })
  } else if ('committee' in end) {
    tell(day(2), { do: 'decideMotion', decision: 'committee', reason: '交有关委员会审议，提出审议结果报告。' })
    tellCommittee(end, opensOn, tell)
  } else {
    tell(day(2), { do: 'decideMotion', decision: 'agenda', reason: '列入本次会议议程。' })
    if (end.state === 'on_agenda') return
    tell(day(2), { do: 'deliberateMotion' })
    if (end.state !== 'voted') return
    const deputies = district.congresses.find(({ key }) => key === congressKey)?.seats ?? 0
    tell(day(3), { do: 'voteOnMotion', ...end.votes, deputies })
  }
}

type WithCommittee = Extract<DemoMotion['end'], { committee: string }>

function tellCommittee(end: WithCommittee, opensOn: string, tell: Tell): void {
  if (end.state === 'referred_to_committee') return
  const reportedOn = addWorkdays(opensOn, end.state === 'concluded' ? 120 : 198)
  tell(reportedOn, { do: 'reportOnMotion', report: end.report })
  if (end.state === 'concluded') {
    tell(addWorkdays(reportedOn, 12), { do: 'decideMotion', decision: 'conclude', reason: end.reason })
  }
}
