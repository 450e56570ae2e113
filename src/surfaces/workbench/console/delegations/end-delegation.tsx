import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import type { StandInView } from '#modules/identity/stand-in.contract.ts'
import { call } from '../../frame/call.ts'
import { standInClient } from '../../frame/clients.ts'
import { sessionKey } from '../../frame/session.ts'
import { Fault } from '../parts/page.tsx'

/** Ends it with the next click of who stands in. */
export function EndDelegation({ of: { id, version, byPerson } }: { of: StandInView }) {
  const { t } = useTranslation('console')
  const client = useQueryClient()
  const end = useMutation({
    mutationFn: () => call(standInClient['stand-ins'][':id'].end.$post({ param: { id }, json: { version } })),
    onSettled: () => client.invalidateQueries({ queryKey: ['stand-ins'] }),
    // one may have given up what one held oneself
    onSuccess: () => client.invalidateQueries({ queryKey: sessionKey }),
  })
  return (
    <>
      <Popconfirm
        title={t('delegations.end_sure', { name: byPerson.name })}
        okText={t('delegations.end')}
        cancelText={t('act.close')}
        onConfirm={() => end.mutate()}
      >
        <Button loading={end.isPending} aria-label={`${t('delegations.end')} ${byPerson.name}`}>
          {t('delegations.end')}
        </Button>
      </Popconfirm>
      {end.error ? <Fault error={end.error} /> : null}
    </>
  )
}
