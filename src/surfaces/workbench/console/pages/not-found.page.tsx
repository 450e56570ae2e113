import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Empty, PageHead } from '../parts/page.tsx'

export function NotFoundPage() {
  const { t } = useTranslation('console')
  return (
    <>
      <PageHead title={t('not_found.title')} />
      <div className="sheet">
        <Empty
          action={
            <Link to="/todo">
              <Button type="primary">{t('not_found.go')}</Button>
            </Link>
          }
        >
          {t('not_found.text')}
        </Empty>
      </div>
    </>
  )
}
