import { Alert, Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import type { TokenView } from '#modules/token/token.contract.ts'
import { Fault } from '../parts/page.tsx'
import { useRevocation, useSecret } from './token-calls.ts'

/** What may be done with one token: its holder takes the secret, the officers and its holder revoke it. */
export function TokenActs({ of }: { of: TokenView }) {
  const { t } = useTranslation(['token', 'console'])
  const secret = useSecret()
  const revocation = useRevocation()
  const take = t(of.takenAt === null ? 'acts.take' : 'acts.rotate')
  return (
    <>
      <span className="chips end">
        {of.allowed.includes('takeSecret') ? (
          <Popconfirm
            title={t(of.takenAt === null ? 'acts.take_sure' : 'acts.rotate_sure')}
            okText={take}
            cancelText={t('console:act.close')}
            onConfirm={() => secret.mutate(of)}
          >
            <Button loading={secret.isPending} aria-label={`${take} ${of.name}`}>
              {take}
            </Button>
          </Popconfirm>
        ) : null}
        {of.allowed.includes('revoke') ? (
          <Popconfirm
            title={t('acts.revoke_sure', { name: of.name })}
            okText={t('acts.revoke')}
            cancelText={t('console:act.close')}
            onConfirm={() => revocation.mutate(of)}
          >
            <Button loading={revocation.isPending} aria-label={`${t('acts.revoke')} ${of.name}`}>
              {t('acts.revoke')}
            </Button>
          </Popconfirm>
        ) : null}
      </span>
      {secret.error || revocation.error ? <Fault error={secret.error ?? revocation.error} /> : null}
      {secret.data ? (
        <Alert
          type="success"
          role="status"
          title={t('acts.shown_once')}
          description={<strong className="code">{secret.data.secret}</strong>}
        />
      ) : null}
    </>
  )
}
