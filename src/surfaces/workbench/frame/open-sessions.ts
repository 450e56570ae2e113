import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from './call.ts'
import { sessionClient } from './clients.ts'
import { sessionKey } from './session.ts'

const key = ['open-sessions'] as const

export const useOpenSessions = () => useQuery({ queryKey: key, queryFn: () => call(sessionClient.sessions.$get()) })

export function useEndSession() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call(sessionClient.sessions[':id'].$delete({ param: { id } })),
    onSuccess: () =>
      Promise.all([client.invalidateQueries({ queryKey: key }), client.invalidateQueries({ queryKey: sessionKey })]),
  })
}

export function useEndSessions() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (which: 'others' | 'all'): Promise<unknown> =>
      which === 'all'
        ? call(sessionClient.sessions['end-all'].$post())
        : call(sessionClient.sessions['end-others'].$post()),
    onSuccess: () =>
      Promise.all([client.invalidateQueries({ queryKey: key }), client.invalidateQueries({ queryKey: sessionKey })]),
  })
}

/** `Mozilla/5.0 (X11; …) … Firefox/140.0` as people know it: Firefox · Linux. */
export function deviceName(userAgent: string): string {
  const browsers: [RegExp, string][] = [
    [/MicroMessenger/, 'WeChat'],
    [/Edg\//, 'Edge'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ]
  const systems: [RegExp, string][] = [
    [/HarmonyOS/, 'HarmonyOS'],
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/Windows/, 'Windows'],
    [/Mac OS/, 'macOS'],
    [/Linux/, 'Linux'],
  ]
  const nameIn = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(userAgent))?.[1]
  return [nameIn(browsers), nameIn(systems)].filter(Boolean).join(' · ') || userAgent.slice(0, 40)
}
