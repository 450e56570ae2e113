import type { Role } from '#kernel/actor.ts'
import type { Powers } from '#kernel/power.ts'

const keepers = ['deputy_office', 'presidium'] as const satisfies readonly Role[]

/** What can be delegated (代理授权). */
export const handoverPowers = {
  keep_handovers: {
    roles: keepers,
    acts: {
      plan: 'POST /handover-meetings',
      edit: 'PUT /handover-meetings/{id}',
      pick: 'POST /handover-meetings/{id}/cases',
      leaveOut: 'DELETE /handover-meetings/{id}/cases/{suggestionId}',
      cancel: 'POST /handover-meetings/{id}/cancellation',
      minute: 'PUT /handover-meetings/{id}/minutes',
    },
  },
  hand_over_at_meetings: {
    roles: keepers,
    acts: {
      handOver: 'POST /handover-meetings/{id}/handing-over',
      retry: 'POST /handover-meetings/{id}/handing-over',
    },
  },
  sign_handover_lists: {
    roles: ['unit_clerk', 'unit_head'],
    acts: { sign: 'POST /handover-meetings/{id}/signature' },
  },
} as const satisfies Powers

export const handoverReads = ['/handover-meetings', '/handover-meetings/{id}', '/handover-candidates'] as const
