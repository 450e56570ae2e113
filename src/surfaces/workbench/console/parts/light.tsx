import { useTranslation } from 'react-i18next'
import { Icon, type IconName } from '../../frame/icons.tsx'

const lights = { red: 'late', amber: 'warn', green: 'done' } as const satisfies Record<string, IconName>
type LightName = keyof typeof lights

/** Red when the deadline has passed, amber in its last seven days, green before. */
export const lightOf = (bucket: 'overdue' | 'today' | 'thisWeek' | 'later'): LightName =>
  bucket === 'overdue' ? 'red' : bucket === 'later' ? 'green' : 'amber'

/** Told by word, icon and colour together, for who sees no red or green. */
export function Light({ of }: { of: LightName }) {
  const { t } = useTranslation('console')
  return (
    <span className={`light light-${of}`}>
      <Icon name={lights[of]} size={14} />
      {t(`todo.light.${of}`)}
    </span>
  )
}
