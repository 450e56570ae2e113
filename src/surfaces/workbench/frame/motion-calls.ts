import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { MotionQuery, MotionView } from '#modules/motion/motion.contract.ts'
import { call, isUntouchedDraft } from './call.ts'
import { motionClient } from './clients.ts'
import { actOn } from './moved-on.ts'
import { todoKey } from './suggestion-calls.ts'
import { usePages } from './use-pages.ts'

export type { MotionView } from '#modules/motion/motion.contract.ts'
export type MotionContent = Pick<
  MotionView,
  'title' | 'subject' | 'grounds' | 'proposal' | 'category' | 'welcomesCosigners'
>
export type MotionFilter = Partial<Pick<MotionQuery, 'box' | 'state' | 'sort' | 'q'>>

/** Of every one that is on a page. */
export const motions = ['motion'] as const
const motionKey = (id: string) => [...motions, id] as const

export const useMotion = (id: string) =>
  useQuery({ queryKey: motionKey(id), queryFn: () => call(motionClient.motions[':id'].$get({ param: { id } })) })

/**
 * Keeps a new draft. Where an earlier press brought it to the server and its answer was lost, what is written now goes on
 * top of that, as long as nothing else has changed there.
 */
export async function keepNewMotion(id: string, content: MotionContent): Promise<MotionView> {
  try {
    return await call(motionClient.motions.$post({ json: { id, ...content } }))
  } catch (error) {
    if (!isUntouchedDraft(error)) throw error
    const { version } = await call(motionClient.motions[':id'].$get({ param: { id } }))
    return call(motionClient.motions[':id'].$put({ param: { id }, json: { version, ...content } }))
  }
}

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
