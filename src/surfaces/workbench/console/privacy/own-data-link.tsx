import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'

export function OwnDataLink() {
  const { t } = useTranslation('privacy')
  return (
    <section className="sheet pad narrow" aria-label={t('own.title')}>
      <h2>{t('own.title')}</h2>
      <p>
        <Link to="/own-data">{t('own.requests')}</Link>
      </p>
    </section>
  )
}
