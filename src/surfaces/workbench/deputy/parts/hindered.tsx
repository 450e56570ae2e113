import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { askAgain, reloadPage, useHindrance } from '../../frame/arrived.ts'
import { Icon } from '../../frame/icons.tsx'
import look from '../look.module.css'
import shape from './hindered.module.css'

/** What one has opened can't come; what is on the page stays, and so do the tabs. */
export function Hindered() {
  const { t } = useTranslation('workbench')
  const why = useHindrance()
  if (!why) return null
  return (
    <div role="alert" className={`${look.strip} ${shape.line}`}>
      <Icon name="warn" />
      <p>{t(why === 'away' ? 'error.unread' : 'error.outdated')}</p>
      <Button
        className={`${look.button} ${look.plain}`}
        onPress={() => void (why === 'away' ? askAgain() : reloadPage())}
      >
        {t(why === 'away' ? 'retry' : 'reload')}
      </Button>
    </div>
  )
}
