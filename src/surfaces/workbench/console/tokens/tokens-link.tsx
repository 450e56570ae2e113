import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { call } from '../../frame/call.ts'
import { tokens } from './token-calls.ts'

/** Only for whoever holds a post that a program acts as. */
export function TokensLink() {
  const { t } = useTranslation('token')
  const own = useQuery({ queryKey: ['api-tokens', 'own'], queryFn: () => call(tokens.$get({ query: { limit: '1' } })) })
  if (!own.data || own.data.total.value === 0) return null
  return (
    <section className="sheet pad narrow" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p>
        <Link to="/tokens">{t('own', { count: own.data.total.value })}</Link>
      </p>
    </section>
  )
}
