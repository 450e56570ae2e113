import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { CalendarImportBody, CalendarView } from '#modules/clock/clock.contract.ts'
import { call } from '../../frame/call.ts'
import { calendarClient } from '../../frame/clients.ts'

export type PublishedCalendar = ReturnType<(typeof CalendarView)['parse']>
type Publishing = Parameters<typeof calendarClient.calendar.$post>[0]['json']
export type DayKind = Extract<
  ReturnType<(typeof CalendarImportBody)['parse']>,
  { source: 'posted' }
>['days'][number]['kind']

/** The next version of the calendar; the pages of the cases whose deadlines it moves come anew. */
export function usePublishing() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (json: Publishing) => call(calendarClient.calendar.$post({ json })),
    onSuccess: () => client.invalidateQueries(),
  })
}
