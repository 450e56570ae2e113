import type { Role } from '#kernel/actor.ts'
import type { Powers } from '#kernel/power.ts'

const desk = ['secretariat', 'deputy_office', 'presidium'] as const satisfies readonly Role[]

/** What can be delegated (代理授权). Left out on purpose: the result of a vote, and whatever sponsors do. */
export const motionPowers = {
  take_in_motions: {
    roles: desk,
    acts: {
      register: 'POST /motions/{id}/registration',
      check: 'POST /motions/{id}/check',
      deliberate: 'POST /motions/{id}/deliberation',
    },
    todos: ['motionRegister', 'motionCheck', 'motionDeliberate'],
  },
  note_motion_decisions: {
    roles: desk,
    acts: {
      decide: 'POST /motions/{id}/decision',
      decideWithdrawal: 'POST /motions/{id}/withdrawal-decision',
    },
    todos: ['motionDecide', 'motionConsent'],
  },
  report_on_motions: {
    roles: [...desk, 'committee'],
    acts: { report: 'POST /motions/{id}/committee-report' },
    todos: ['motionReport'],
  },
} as const satisfies Powers

export const motionReads = ['/motions', '/motions/{id}', '/motions/{id}/committees', '/congress-sessions'] as const
