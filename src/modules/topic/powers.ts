import type { Powers } from '#kernel/power.ts'
import { topicKeepers } from './topic.ts'

/** What can be delegated (代理授权); claiming is a deputy's own. */
export const topicPowers = {
  keep_topics: {
    roles: topicKeepers,
    acts: {
      draft: 'POST /topics',
      edit: 'PUT /topics/{id}',
      publish: 'POST /topics/{id}/publication',
      close: 'POST /topics/{id}/closing',
      withdraw: 'POST /topics/{id}/withdrawal',
    },
  },
} as const satisfies Powers

export const topicReads = ['/topics', '/topics/{id}'] as const
