import { useTranslation } from 'react-i18next'
import { LinkButton } from '../parts/link-button.tsx'
import { Empty, PageHead } from '../parts/page.tsx'

export function NotFoundPage() {
  const { t } = useTranslation('console')
  return (
    <>
      <PageHead title={t('not_found.title')} />
      <div className="sheet">
        <Empty
          action={
            <LinkButton type="primary" to="/todo">
              {t('not_found.go')}
            </LinkButton>
          }
        >
          {t('not_found.text')}
        </Empty>
      </div>
    </>
  )
}
