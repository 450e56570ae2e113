import { useTranslation } from 'react-i18next'
import { type ChannelHealth, useHealth } from '../../frame/delivery-calls.ts'
import { Icon } from '../../frame/icons.tsx'
import { Answer } from '../parts/page.tsx'
import { Moment } from '../parts/told.tsx'

/** Whether mail and SMS leave at all: times, figures and reasons in words, nothing of what was sent. */
export function ChannelHealthSection() {
  const { t } = useTranslation('notification')
  const health = useHealth()
  return (
    <section className="sheet" aria-label={t('page.health')}>
      <div className="section">
        <h2>{t('page.health')}</h2>
        <Answer of={health} lines={2}>
          {({ channels }) => (
            <div className="scroll-x">
              <table className="rows">
                <caption className="unseen">{t('page.health')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('page.channel')}</th>
                    <th scope="col">{t('page.state')}</th>
                    <th scope="col">{t('page.last_sent')}</th>
                    <th scope="col">{t('page.last_fault')}</th>
                    <th scope="col" className="right">
                      {t('page.waiting')}
                    </th>
                    <th scope="col" className="right">
                      {t('page.sent_day')}
                    </th>
                    <th scope="col" className="right">
                      {t('page.failed_day')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {channels.map((one) => (
                    <Line key={one.channel} of={one} />
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Answer>
      </div>
    </section>
  )
}

function Line({ of }: { of: ChannelHealth }) {
  const { t } = useTranslation('notification')
  const isFailing = of.lastFaultAt !== null && (of.lastSentAt === null || of.lastFaultAt > of.lastSentAt)
  return (
    <tr>
      <th scope="row" className="tight">
        {t(`channels.${of.channel}`)}
      </th>
      <td>
        {of.isConfigured ? (
          <span className={`state tone-${isFailing ? 'wanting' : 'good'}`}>
            <Icon name={isFailing ? 'warn' : 'done'} size={16} />
            {isFailing && of.lastFault ? t(`reasons.${of.lastFault}`) : t('page.configured')}
          </span>
        ) : (
          <span className="quiet">{t('page.not_configured')}</span>
        )}
      </td>
      <td className="tight">{of.lastSentAt ? <Moment at={of.lastSentAt} /> : t('page.never')}</td>
      <td>
        {of.lastFaultAt ? (
          <>
            <Moment at={of.lastFaultAt} /> {of.lastFault ? t(`reasons.${of.lastFault}`) : null}
          </>
        ) : (
          t('page.no_fault')
        )}
      </td>
      <td className="right">{of.waiting}</td>
      <td className="right">{of.sent}</td>
      <td className="right">{of.failed}</td>
    </tr>
  )
}
