import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Tone } from '../../frame/case-tone.ts'
import { type DeliveryView, useRetry } from '../../frame/delivery-calls.ts'
import type { Pages } from '../../frame/use-pages.ts'
import { ListFrame } from '../parts/list-frame.tsx'
import { Empty, Fault } from '../parts/page.tsx'
import { Moment, Toned } from '../parts/told.tsx'

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

export function DeliveryTable({ of }: { of: Pages<DeliveryView> }) {
  const { t } = useTranslation('notification')
  const retry = useRetry()
  return (
    <>
      {retry.error ? <Fault error={retry.error} /> : null}
      {retry.isSuccess ? (
        <Alert type="success" showIcon role="status" className="filter" title={t('page.retried')} />
      ) : null}
      <ListFrame
        of={of}
        caption={t('page.all')}
        keyOf={({ id }) => id}
        empty={<Empty>{t('page.none')}</Empty>}
        columns={[
          {
            key: 'createdOn',
            head: t('list.createdOn'),
            look: 'tight',
            cell: ({ createdAt }) => <Moment at={createdAt} />,
          },
          { key: 'person', head: t('list.person'), look: 'tight', cell: ({ person }) => person.name },
          { key: 'holder', head: t('list.holder'), cell: (one) => <HolderWord of={one} /> },
          { key: 'number', head: t('list.number'), look: 'tight', cell: (one) => <CaseCell of={one} /> },
          { key: 'what', head: t('list.what'), cell: ({ what }) => what },
          { key: 'channel', head: t('list.channel'), look: 'tight', cell: ({ channel }) => t(`channels.${channel}`) },
          {
            key: 'state',
            head: t('list.state'),
            look: 'tight',
            cell: ({ state, channel }) => (
              <Toned tone={toneOf[state]}>{t(`${channel === 'phone' ? 'phone_states' : 'states'}.${state}`)}</Toned>
            ),
          },
          { key: 'remarks', head: t('page.reason'), cell: (one) => <Remarks of={one} /> },
          {
            key: 'retry',
            head: <span className="unseen">{t('page.retry')}</span>,
            look: 'right',
            cell: ({ id, state, person }) =>
              state === 'failed' ? (
                <Button
                  aria-label={`${t('page.retry')} ${person.name}`}
                  loading={retry.isPending && retry.variables === id}
                  onClick={() => retry.mutate(id)}
                >
                  {t('page.retry')}
                </Button>
              ) : null,
          },
        ]}
      />
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
