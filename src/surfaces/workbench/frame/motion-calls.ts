import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { MotionQuery, MotionView } from '#modules/motion/motion.contract.ts'
import { call } from './call.ts'
import { motionClient } from './clients.ts'
import { actOn } from './moved-on.ts'
import { todoKey } from './suggestion-calls.ts'
import { usePages } from './use-pages.ts'

export type { MotionView } from '#modules/motion/motion.contract.ts'
export type MotionFilter = Partial<Pick<MotionQuery, 'box' | 'state' | 'sort' | 'q'>>

/** Of every one that is on a page. */
export const motions = ['motion'] as const
const motionKey = (id: string) => [...motions, id] as const

export const useMotion = (id: string) =>
  useQuery({ queryKey: motionKey(id), queryFn: () => call(motionClient.motions[':id'].$get({ param: { id } })) })

export const useMotions = (filter: MotionFilter) =>
  usePages(['motions', filter], (from) => call(motionClient.motions.$get({ query: { ...filter, ...from } })))

export const useSessions = () =>
  useQuery({ queryKey: ['motion-sessions'], queryFn: () => call(motionClient['congress-sessions'].$get()) })

/** What someone does with a motion; the answer is the motion as it is afterwards. */
export function useMotionAct() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (act: () => Promise<MotionView>) => actOn(client, { of: motions, lists: [['motions'], todoKey] }, act),
    onSuccess: async (after) => {
      client.setQueryData(motionKey(after.id), after)
      await Promise.all([
        client.invalidateQueries({ queryKey: ['motions'] }),
        client.invalidateQueries({ queryKey: todoKey }),
      ])
    },
  })
}
