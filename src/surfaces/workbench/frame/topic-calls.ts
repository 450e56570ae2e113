import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { TopicQuery, TopicView } from '#modules/topic/topic.contract.ts'
import { call } from './call.ts'
import { topicClient } from './clients.ts'
import { actOn } from './moved-on.ts'
import { usePages } from './use-pages.ts'

export type { TopicRow, TopicView } from '#modules/topic/topic.contract.ts'
export type TopicFilter = Partial<Pick<TopicQuery, 'box' | 'state' | 'category' | 'sort' | 'q'>>

/** Of every one that is on a page. */
export const topics = ['topic'] as const
const topicKey = (id: string) => [...topics, id] as const

export const useTopic = (id: string) =>
  useQuery({ queryKey: topicKey(id), queryFn: () => call(topicClient.topics[':id'].$get({ param: { id } })) })

export const useTopics = (filter: TopicFilter) =>
  usePages(['topics', filter], (from) => call(topicClient.topics.$get({ query: { ...filter, ...from } })))

/** What someone does with a topic; the answer is the topic as it is afterwards. */
export function useTopicAct() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (act: () => Promise<TopicView>) => actOn(client, { of: topics, lists: [['topics']] }, act),
    onSuccess: async (after) => {
      client.setQueryData(topicKey(after.id), after)
      await client.invalidateQueries({ queryKey: ['topics'] })
    },
  })
}
