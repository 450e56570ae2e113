import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { call } from '../../frame/call.ts'
import { rosterClient } from '../../frame/clients.ts'
import { LinkButton } from '../parts/link-button.tsx'
import type { Congress } from './congress-calls.ts'

const deputiesOf = (congress: Congress, more: string) => `/deputies?congressId=${congress.id}&${more}`

/** Constituencies and electing units of the term that is shown, each opening its deputies. They come with the roster. */
export function ElectingSection({ congress, mayImport }: { congress: Congress; mayImport: boolean }) {
  const { t } = useTranslation('console')
  const { constituencies } = congress
  const seats = constituencies.reduce((sum, one) => sum + one.seats, 0)
  return (
    <section className="section" aria-label={t('congress.constituencies')}>
      <h2>{t('congress.constituencies')}</h2>
      {constituencies.length === 0 ? (
        <div className="chips">
          <p className="quiet">{t('congress.no_constituencies')}</p>
          {mayImport ? <LinkButton to="/imports">{t('deputies.import')}</LinkButton> : null}
        </div>
      ) : (
        <details>
          <summary>{t('congress.constituency_count', { count: constituencies.length, seats })}</summary>
          <ul className="planned long">
            {constituencies.map((one) => (
              <li key={one.id} className="person-line">
                <span className="quiet">{one.code}</span>
                <Link to={deputiesOf(congress, `constituencyId=${one.id}`)}>{one.name}</Link>
                <span className="quiet">{t(`congress.kinds.${one.kind}`)}</span>
                <span className="quiet">{t('congress.to_elect', { count: one.seats })}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

export function DelegationSection({ congress }: { congress: Congress }) {
  const { t } = useTranslation('console')
  const isCurrent = congress.shownTermId === congress.currentTerm?.id
  const figures = useQuery({
    queryKey: ['composition', { congressId: congress.id }],
    enabled: isCurrent && congress.delegations.length > 0,
    retry: false,
    queryFn: () => call(rosterClient.deputies.statistics.$get({ query: { congressId: congress.id } })),
  })
  return (
    <section className="section" aria-label={t('congress.delegations')}>
      <h2>{t('congress.delegations')}</h2>
      {congress.delegations.length === 0 ? <p className="quiet">{t('congress.no_delegations')}</p> : null}
      {figures.data && figures.data.total > 0 ? (
        <p>{t('congress.delegation_count', { count: congress.delegations.length, total: figures.data.total })}</p>
      ) : null}
      <ul className="planned">
        {congress.delegations.map(({ id, name }) => (
          <li key={id} className="person-line">
            <Link to={deputiesOf(congress, `delegationId=${id}`)}>{name}</Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
