import { useTranslation } from 'react-i18next'
import { NewPasswordForm } from '../gate.tsx'
import { PageTitle } from '../parts/page.tsx'

export function PasswordPage() {
  const { t } = useTranslation('workbench')
  return (
    <>
      <PageTitle>{t('password.title')}</PageTitle>
      <NewPasswordForm />
    </>
  )
}
