import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { call } from '../../frame/call.ts'
import { calendarDate } from '../../frame/dates.ts'
import { useRole } from '../../frame/session.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { Answer, PageHead } from '../parts/page.tsx'
import { MergeForm } from '../units/merge-form.tsx'
import { RenameForm } from '../units/rename-form.tsx'
import { keepsUnits, type Unit, unitCalls, useUnit } from '../units/unit-calls.ts'
import { UnitPeople } from '../units/unit-people.tsx'

/** One unit: what it is called and was called, who works there, and what can be changed. */
export function UnitPage() {
  const { t } = useTranslation(['console', 'organisation'])
  const { id = '' } = useParams()
  const unit = useUnit(id)
  return (
    <Answer of={unit}>
      {(one) => (
        <>
          <PageHead title={one.name}>
            <span className="quiet">
              {t(`organisation:organ_kinds.${one.kind}`)} · {t(`organisation:organ_systems.${one.system}`)}
            </span>
          </PageHead>
          <div className="case">
            <div className="sheet">
              <Names unit={one} />
              <UnitPeople organId={one.id} />
            </div>
            <div className="beside">
              <Acts key={one.version} unit={one} onReload={() => void unit.refetch()} />
            </div>
          </div>
        </>
      )}
    </Answer>
  )
}

function Names({ unit }: { unit: Unit }) {
  const { t } = useTranslation('console')
  const locale = useLocale()
  const names = useQuery({
    queryKey: ['organ', unit.id, 'names'],
    queryFn: () => call(unitCalls[':id'].names.$get({ param: { id: unit.id } })),
  })
  return (
    <section className="section" aria-label={t('units.facts')}>
      {unit.endsOn ? (
        <p className="verdict lead">
          {unit.mergedIntoId ? (
            <>
              {t('units.merged_on', { on: calendarDate(locale, unit.endsOn) })}{' '}
              <Link to={`/units/${unit.mergedIntoId}`}>{unit.mergedIntoName}</Link>
            </>
          ) : (
            t('units.ended', { on: calendarDate(locale, unit.endsOn) })
          )}
        </p>
      ) : null}
      <h2>{t('units.facts')}</h2>
      <dl className="profile">
        <div>
          <dt>{t('units.short')}</dt>
          <dd>{unit.shortName}</dd>
        </div>
        <div>
          <dt>{t('units.code')}</dt>
          <dd>{unit.code}</dd>
        </div>
        <div>
          <dt>{t('units.since')}</dt>
          <dd>{calendarDate(locale, unit.startsOn)}</dd>
        </div>
      </dl>
      {names.data && names.data.items.length > 0 ? (
        <>
          <h3>{t('units.earlier')}</h3>
          {names.data.items.map((one) => (
            <p key={one.startsOn} className="person-line">
              {one.name}
              <span className="quiet">
                {t('congress.days', {
                  from: calendarDate(locale, one.startsOn),
                  to: one.endsOn ? calendarDate(locale, one.endsOn) : '',
                })}
              </span>
            </p>
          ))}
        </>
      ) : null}
    </section>
  )
}

function Acts({ unit, onReload }: { unit: Unit; onReload: () => void }) {
  const { t } = useTranslation('console')
  const mayKeep = keepsUnits(useRole())
  const [open, setOpen] = useState<'rename' | 'merge' | null>(null)
  if (!mayKeep || unit.endsOn) return null
  const close = () => setOpen(null)
  return (
    <aside className="sheet pad" aria-label={t('case.next')}>
      {open === 'rename' ? <RenameForm unit={unit} onClose={close} onReload={onReload} /> : null}
      {open === 'merge' ? <MergeForm unit={unit} onClose={close} onReload={onReload} /> : null}
      {open === null ? (
        <div className="next-actions">
          <Button onClick={() => setOpen('rename')}>{t('units.rename')}</Button>
          <Button onClick={() => setOpen('merge')}>{t('units.merge')}</Button>
        </div>
      ) : null}
    </aside>
  )
}
