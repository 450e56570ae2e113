import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Locale } from '#kernel/actor.ts'
import { call } from './call.ts'
import { sessionClient } from './clients.ts'
import { changeLocale } from './words.ts'

/**
 * The words of the page change at once; the server is told, and what it says in words comes anew: names of rules, how a
 * deadline was computed, the notices that it writes. Without network that is made good the next time.
 */
export function useChooseLocale(): (next: Locale) => void {
  const client = useQueryClient()
  const tell = useMutation({
    mutationFn: (next: Locale) => call(sessionClient.session.locale.$put({ json: { locale: next } })),
    onSuccess: () => client.invalidateQueries(),
  })
  return (next) => {
    void changeLocale(next)
    tell.mutate(next)
  }
}
