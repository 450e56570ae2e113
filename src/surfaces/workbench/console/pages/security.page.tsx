import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNewPassword } from '../../frame/credentials.ts'
import { deviceName, useEndSession, useEndSessions, useOpenSessions } from '../../frame/open-sessions.ts'
import { useSession } from '../../frame/session.ts'
import { NewPasswordForm, TotpForm } from '../gate.tsx'
import { DeliverySettings } from '../notices/delivery-settings.tsx'
import { Answer, Fault, PageHead } from '../parts/page.tsx'
import { Moment } from '../parts/told.tsx'
import { OwnDataLink } from '../privacy/own-data-link.tsx'
import { TokensLink } from '../tokens/tokens-link.tsx'

export function SecurityPage() {
  const { t } = useTranslation(['console', 'workbench'])
  const { account } = useSession()
  const password = useNewPassword()
  return (
    <>
      <PageHead title={t('security')} />
      {/* What is asked of the server stands below: as it came it would push a form away under the hand that presses. */}
      <section className="sheet pad narrow" aria-label={t('workbench:password.title')}>
        <h2>{t('workbench:password.title')}</h2>
        {password.isDone ? (
          <p role="status" className="tone-good">
            {t('workbench:password.done')}
          </p>
        ) : null}
        <NewPasswordForm {...password} />
      </section>
      <section className="sheet pad narrow" aria-label={t('workbench:totp.title')}>
        <h2>{t('workbench:totp.title')}</h2>
        <p className="quiet">{t(account.totp === 'on' ? 'workbench:totp.on' : 'workbench:totp.off')}</p>
        {account.totp === 'on' ? null : <TotpForm />}
      </section>
      <Sessions />
      <OwnDataLink />
      <DeliverySettings />
      <TokensLink />
    </>
  )
}

function Sessions() {
  const { t } = useTranslation('console')
  const sessions = useOpenSessions()
  const endOne = useEndSession()
  const endMany = useEndSessions()
  return (
    <section className="sheet" aria-label={t('sessions.title')}>
      <div className="section">
        <h2>{t('sessions.title')}</h2>
        <Answer of={sessions}>
          {({ items }) => (
            <div className="scroll-x">
              <table className="rows">
                <thead>
                  <tr>
                    <th scope="col">{t('sessions.device')}</th>
                    <th scope="col">{t('sessions.address')}</th>
                    <th scope="col">{t('sessions.since')}</th>
                    <th scope="col">{t('sessions.seen')}</th>
                    <th scope="col">
                      <span className="unseen">{t('sessions.end')}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((one) => (
                    <tr key={one.id}>
                      <td>{one.device ? deviceName(one.device) : t('sessions.unknown')}</td>
                      <td>{one.address}</td>
                      <td>
                        <Moment at={one.createdAt} />
                      </td>
                      <td>
                        <Moment at={one.seenAt} />
                      </td>
                      <td className="right">
                        {one.isThis ? (
                          <span className="tone-good">{t('sessions.this')}</span>
                        ) : (
                          <Button onClick={() => endOne.mutate(one.id)}>{t('sessions.end')}</Button>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Answer>
        {endOne.error || endMany.error ? <Fault error={endOne.error ?? endMany.error} /> : null}
        <div className="chips buttons-below">
          <Button loading={endMany.isPending} onClick={() => endMany.mutate('others')}>
            {t('sessions.end_others')}
          </Button>
          <Button onClick={() => endMany.mutate('all')}>{t('sessions.end_all')}</Button>
        </div>
      </div>
    </section>
  )
}
