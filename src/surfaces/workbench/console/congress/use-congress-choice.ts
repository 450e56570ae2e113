import { useQuery } from '@tanstack/react-query'
import { call } from '../../frame/call.ts'
import { congressClient } from '../../frame/clients.ts'
import { useActing } from '../../frame/session.ts'

/** The congresses for which one may act: one's own and those below it. */
export function useCongressChoice() {
  const { congressId } = useActing()
  return useQuery({
    queryKey: ['congresses', 'choice'],
    queryFn: () => call(congressClient.congresses.$get({ query: { limit: 100 } })),
    select: ({ items }) => {
      const own = items.find(({ id }) => id === congressId)
      return items.filter(({ id, level }) => id === congressId || level > (own?.level ?? 0))
    },
  })
}
