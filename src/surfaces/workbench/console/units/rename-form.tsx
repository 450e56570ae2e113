import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { calendarDate, serverDay } from '../../frame/dates.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { ActForm } from '../case/act-form.tsx'
import { DateEntry, TextEntry } from '../parts/entries.tsx'
import { type Unit, unitCalls, useUnitChange } from './unit-calls.ts'

type Props = { unit: Unit; onClose: () => void; onReload: () => void }

/** It can't be undone, so it says what will be before it is done. */
export function RenameForm({ unit, onClose, onReload }: Props) {
  const { t } = useTranslation('console')
  const locale = useLocale()
  const [words, setWords] = useState({ name: unit.name, shortName: unit.shortName })
  const [effectiveOn, setDay] = useState(serverDay())
  const rename = useUnitChange(
    () =>
      call(
        unitCalls[':id'].rename.$post({
          param: { id: unit.id },
          json: { ...words, effectiveOn, version: unit.version },
        }),
      ),
    onClose,
  )
  const isOther = words.name.trim() !== unit.name || words.shortName.trim() !== unit.shortName
  const isReady = isOther && words.name.trim() !== '' && words.shortName.trim() !== '' && effectiveOn !== ''
  return (
    <ActForm
      title={t('units.rename')}
      button={t('units.rename_do')}
      isPending={rename.isPending}
      error={rename.error}
      isReady={isReady}
      onSubmit={() => rename.mutate()}
      onClose={onClose}
      onReload={onReload}
    >
      <TextEntry label={t('units.new_name')} value={words.name} onChange={(name) => setWords({ ...words, name })} />
      <TextEntry
        label={t('units.new_short')}
        value={words.shortName}
        onChange={(shortName) => setWords({ ...words, shortName })}
      />
      <DateEntry label={t('person.effective_on')} value={effectiveOn} max={serverDay()} onChange={setDay} />
      {isReady ? (
        <ul className="verdict consequences" aria-label={t('units.what_happens')}>
          <li>{t('units.rename_from', { on: calendarDate(locale, effectiveOn), name: words.name })}</li>
          <li>{t('units.rename_before', { name: unit.name })}</li>
          <li>{t('units.no_undo')}</li>
        </ul>
      ) : null}
    </ActForm>
  )
}
