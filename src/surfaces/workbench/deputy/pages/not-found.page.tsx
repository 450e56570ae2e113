import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import look from '../look.module.css'
import { Empty, PageTitle } from '../parts/page.tsx'

export function NotFoundPage() {
  const { t } = useTranslation('deputy')
  return (
    <>
      <PageTitle>{t('not_found.title')}</PageTitle>
      <Empty
        action={
          <Link to="/" className={`${look.button} ${look.primary}`}>
            {t('not_found.go')}
          </Link>
        }
      >
        {t('not_found.text')}
      </Empty>
    </>
  )
}
