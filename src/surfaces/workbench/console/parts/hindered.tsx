import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { askAgain, reloadPage, useHindrance } from '../../frame/arrived.ts'

/** What one has opened can't come; what is on the page stays, and so does the menu. */
export function Hindered() {
  const { t } = useTranslation('workbench')
  const why = useHindrance()
  if (!why) return null
  return (
    <Alert
      className="hindered"
      type="warning"
      showIcon
      role="alert"
      title={t(why === 'away' ? 'error.unread' : 'error.outdated')}
      action={
        <Button onClick={() => void (why === 'away' ? askAgain() : reloadPage())}>
          {t(why === 'away' ? 'retry' : 'reload')}
        </Button>
      }
    />
  )
}
