import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Tone } from '../../frame/case-tone.ts'
import { iconOfTone } from '../../frame/case-tone.ts'
import { type DeliveryView, useRetry } from '../../frame/delivery-calls.ts'
import { Icon } from '../../frame/icons.tsx'
import { Fault } from '../parts/page.tsx'
import { Moment } from '../parts/told.tsx'

const toneOf: Record<DeliveryView['state'], Tone> = {
  waiting: 'waiting',
  sending: 'running',
  sent: 'good',
  failed: 'wanting',
  dropped: 'over',
}

export function HolderWord({ of: { holder } }: { of: DeliveryView }) {
  const { t } = useTranslation('notification')
  return <span>{holder.kind === 'mandate' ? t('page.deputy', { number: holder.name }) : holder.name}</span>
}

/** The number opens the case; titles are not among what is told outside the program. */
export function CaseCell({ of: { caseKind, caseId, number } }: { of: DeliveryView }) {
  const { t } = useTranslation('notification')
  if (caseId === null) return <>{number ?? '—'}</>
  return (
    <Link to={`/${caseKind === 'motion' ? 'motions' : 'suggestions'}/${caseId}`}>{number ?? t('mail.no_number')}</Link>
  )
}

export function DeliveryTable({ items }: { items: readonly DeliveryView[] }) {
  const { t } = useTranslation('notification')
  const retry = useRetry()
  return (
    <>
      {retry.error ? <Fault error={retry.error} /> : null}
      {retry.isSuccess ? (
        <p role="status" className="tone-good section">
          {t('page.retried')}
        </p>
      ) : null}
      <div className="scroll-x">
        <table className="rows">
          <caption className="unseen">{t('page.all')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('list.createdOn')}</th>
              <th scope="col">{t('list.person')}</th>
              <th scope="col">{t('list.holder')}</th>
              <th scope="col">{t('list.number')}</th>
              <th scope="col">{t('list.what')}</th>
              <th scope="col">{t('list.channel')}</th>
              <th scope="col">{t('list.state')}</th>
              <th scope="col">{t('page.reason')}</th>
              <th scope="col">
                <span className="unseen">{t('page.retry')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr key={one.id}>
                <td className="tight">
                  <Moment at={one.createdAt} />
                </td>
                <td className="tight">{one.person.name}</td>
                <td>
                  <HolderWord of={one} />
                </td>
                <td className="tight">
                  <CaseCell of={one} />
                </td>
                <td>{one.what}</td>
                <td className="tight">{t(`channels.${one.channel}`)}</td>
                <td className="tight">
                  <span className={`state tone-${toneOf[one.state]}`}>
                    <Icon name={iconOfTone[toneOf[one.state]]} size={16} />
                    {t(`${one.channel === 'phone' ? 'phone_states' : 'states'}.${one.state}`)}
                  </span>
                </td>
                <td>
                  <Remarks of={one} />
                </td>
                <td className="right">
                  {one.state === 'failed' ? (
                    <Button
                      aria-label={`${t('page.retry')} ${one.person.name}`}
                      loading={retry.isPending && retry.variables === one.id}
                      onClick={() => retry.mutate(one.id)}
                    >
                      {t('page.retry')}
                    </Button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

function Remarks({ of }: { of: DeliveryView }) {
  const { t } = useTranslation('notification')
  if (of.told) {
    return (
      <>
        {t('page.told', { by: of.told.by })} {of.told.note}
      </>
    )
  }
  return (
    <>
      {of.reason ? t(`reasons.${of.reason}`) : null}{' '}
      {of.attempts > 1 ? <span className="quiet">{t('page.attempts', { count: of.attempts })}</span> : null}
      {of.notBefore && of.state === 'waiting' ? <Moment at={of.notBefore} /> : null}
    </>
  )
}
