import { useTranslation } from 'react-i18next'
import { type DueTone, dueText } from '../../frame/dates.ts'
import { Icon, type IconName } from '../../frame/icons.tsx'
import { useLocale } from '../../frame/use-locale.ts'

const lights = { red: 'late', amber: 'warn', green: 'done' } as const satisfies Record<string, IconName>
type LightName = keyof typeof lights

/** Red when the deadline has passed, amber in its last seven days, green before. */
const lightOf = { late: 'red', soon: 'amber', calm: 'green' } as const satisfies Record<DueTone, LightName>

/** Told by word, icon and colour together, for who sees no red or green; of one mind with the words of the deadline. */
export function Light({ before }: { before: string }) {
  const { t } = useTranslation(['console', 'workbench'])
  const of = lightOf[dueText(useLocale(), t, new Date(before)).tone]
  return (
    <span className={`light light-${of}`}>
      <Icon name={lights[of]} size={14} />
      {t(`todo.light.${of}`)}
    </span>
  )
}
