import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { DeliveryView, Health, PreferencesView } from '#modules/notification/delivery.contract.ts'
import type { DeliveryMode, DeliveryState, OfferedChannel } from '#modules/notification/notification.ts'
import { call } from './call.ts'
import { deliveryClient, peopleClient } from './clients.ts'
import { usePages } from './use-pages.ts'

export type { DeliveryView, PreferencesView }
export type ChannelHealth = Health['channels'][number]
export type DeliveryFilter = {
  list: 'all' | 'phone'
  q: string
  state: DeliveryState | ''
  channel: DeliveryView['channel'] | ''
}

const { notices, deliveries } = deliveryClient
const preferencesKey = ['notices', 'preferences']

export const usePreferences = () =>
  useQuery({ queryKey: preferencesKey, queryFn: () => call(notices.preferences.$get()) })

type Change = { channel: OfferedChannel; mode: DeliveryMode } | { address: string | null }

/** One change at a time, kept at once. */
export function useChangePreferences() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: Change): Promise<PreferencesView> =>
      'channel' in change
        ? call(notices.preferences.$put({ json: { [change.channel]: change.mode } }))
        : call(notices['mail-address'].$put({ json: change })),
    onSuccess: (view) => client.setQueryData(preferencesKey, view),
  })
}

/** The filter as the server takes it, what is not set left out. */
export const queryOf = ({ list, q, state, channel }: DeliveryFilter) => ({
  list,
  ...(q ? { q } : {}),
  ...(state ? { state } : {}),
  ...(channel ? { channel } : {}),
})

export const useDeliveries = (filter: DeliveryFilter) =>
  usePages(['deliveries', filter], (from) => call(deliveries.$get({ query: { ...queryOf(filter), ...from } })))

export const useHealth = () =>
  useQuery({
    queryKey: ['deliveries', 'health'],
    queryFn: () => call(deliveries.health.$get()),
    refetchInterval: 60_000,
  })

function useDeliveryChange<Input>(change: (input: Input) => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: () => client.invalidateQueries({ queryKey: ['deliveries'] }),
  })
}

export const useRetry = () => useDeliveryChange((id: string) => call(deliveries[':id'].retry.$post({ param: { id } })))

export const useTold = () =>
  useDeliveryChange((told: { ids: string[]; note: string }) => call(deliveries.told.$post({ json: told })))

/** Each look is recorded: it is a change, made by a click, and never asked for again by itself. */
export const useLookAtPhone = () =>
  useMutation({ mutationFn: (id: string) => call(peopleClient.people[':id'].contact.$get({ param: { id } })) })
