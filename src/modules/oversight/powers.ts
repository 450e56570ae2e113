import type { Role } from '#kernel/actor.ts'
import type { Powers } from '#kernel/power.ts'

const keepers = ['deputy_office', 'presidium'] as const satisfies readonly Role[]

/** What can be delegated (代理授权). A leader confirms and countersigns in person, or through the government office. */
export const oversightPowers = {
  propose_oversights: {
    roles: [...keepers, 'committee'],
    acts: {
      propose: 'POST /oversights',
      edit: 'PUT /oversights/{id}',
      withdraw: 'POST /oversights/{id}/withdrawal',
    },
    todos: [],
  },
  note_oversight_decisions: {
    roles: [...keepers, 'secretariat'],
    acts: { decide: 'POST /oversights/{id}/decision' },
    todos: [],
  },
  keep_oversights: {
    roles: keepers,
    acts: { addCase: 'POST /oversights/{id}/cases', conclude: 'POST /oversights/{id}/conclusion' },
    todos: [],
  },
  work_on_oversights: {
    roles: [...keepers, 'committee', 'gov_office'],
    acts: { noteActivity: 'POST /oversights/{id}/activities' },
    todos: ['moveOversight'],
  },
  note_face_replies: {
    roles: [...keepers, 'unit_clerk', 'unit_head'],
    acts: { noteFaceReply: 'PUT /oversights/{id}/cases/{suggestionId}/face-reply' },
    todos: [],
  },
} as const satisfies Powers

export const oversightReads = [
  '/oversights',
  '/oversights/{id}',
  '/oversights/choices',
  '/suggestions/{id}/oversights',
] as const
