import { useTranslation } from 'react-i18next'
import { deviceName, useEndSession, useEndSessions, useOpenSessions } from '../../frame/open-sessions.ts'
import look from '../look.module.css'
import { ActButton } from '../parts/act-button.tsx'
import { Answer, Fault, PageTitle } from '../parts/page.tsx'
import { Moment } from '../parts/told.tsx'

export function SessionsPage() {
  const { t } = useTranslation('deputy')
  const sessions = useOpenSessions()
  const endOne = useEndSession()
  const endMany = useEndSessions()
  return (
    <>
      <PageTitle>{t('sessions.title')}</PageTitle>
      <Answer of={sessions}>
        {({ items }) => (
          <div className={look.stack}>
            <ul className={look.list}>
              {items.map((one) => (
                <li key={one.id} className={look.row}>
                  <span>
                    <strong>{one.device ? deviceName(one.device) : t('sessions.unknown')}</strong>
                    <span className={look.meta}>
                      <span>{one.address}</span>
                      <span>
                        {t('sessions.seen')} <Moment at={one.seenAt} />
                      </span>
                    </span>
                  </span>
                  {one.isThis ? (
                    <span className={look.good}>{t('sessions.this')}</span>
                  ) : (
                    <ActButton onPress={() => endOne.mutate(one.id)}>{t('sessions.end')}</ActButton>
                  )}
                </li>
              ))}
            </ul>
            {endOne.error || endMany.error ? <Fault error={endOne.error ?? endMany.error} /> : null}
            <ActButton
              isDisabled={items.length < 2}
              isPending={endMany.isPending}
              onPress={() => endMany.mutate('others')}
            >
              {t('sessions.end_others')}
            </ActButton>
            <ActButton plain onPress={() => endMany.mutate('all')}>
              {t('sessions.end_all')}
            </ActButton>
          </div>
        )}
      </Answer>
    </>
  )
}
