import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from './call.ts'
import { notificationClient } from './clients.ts'

const notices = notificationClient.notices

export const useUnread = () =>
  useQuery({ queryKey: ['notices', 'unread'], queryFn: () => call(notices.unread.$get()), refetchInterval: 60_000 })

export const useNotices = () =>
  useInfiniteQuery({
    queryKey: ['notices', 'list'],
    initialPageParam: '',
    queryFn: ({ pageParam }) => call(notices.$get({ query: pageParam ? { cursor: pageParam } : {} })),
    getNextPageParam: (page) => page.next,
  })

export function useReadNotices() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (ids: string[] | 'all') => call(notices.read.$post({ json: { ids } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['notices'] }),
  })
}
