import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { exportClient } from '../../frame/clients.ts'

/** How far one's own export has come; nothing for one that is done before the first answer. */
export function useExportProgress(isBusy: boolean): string {
  const { t } = useTranslation('export')
  const { data } = useQuery({
    queryKey: ['exports', 'running'],
    queryFn: () => call(exportClient.exports.running.$get()),
    enabled: isBusy,
    refetchInterval: 1000,
    gcTime: 0,
  })
  const one = data?.items[0]
  if (!isBusy || !one || one.rows === 0) return ''
  const key = one.list === 'handover_notes' ? 'notes' : one.stage
  return t(`running.${key}`, { rows: one.rows })
}
