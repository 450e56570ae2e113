import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { call } from './call.ts'
import { notificationClient } from './clients.ts'
import { usePages } from './use-pages.ts'

const notices = notificationClient.notices

export const useUnread = () =>
  useQuery({ queryKey: ['notices', 'unread'], queryFn: () => call(notices.unread.$get()), refetchInterval: 60_000 })

export const useNotices = () => usePages(['notices', 'list'], (query) => call(notices.$get({ query })))

export function useReadNotices() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (ids: string[] | 'all') => call(notices.read.$post({ json: { ids } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['notices'] }),
  })
}

/** How many a badge says: what is read aloud and what is seen must be the same. */
export const badgeOf = (count: number): string => (count > 99 ? '99+' : String(count))

/** What a notice says; of a deadline also which one it is. */
export function noticeWords(t: TFunction<'suggestion'>, { kind, rule }: { kind: string; rule: string | null }): string {
  if (rule === null || (kind !== 'soon' && kind !== 'overdue')) return t(`suggestion:notices.${kind}`)
  return t(`suggestion:notices.${kind}_of`, { rule: t(`suggestion:clocks.${rule}`) })
}
