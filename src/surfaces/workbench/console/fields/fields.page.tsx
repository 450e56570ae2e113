import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldView } from '#modules/suggestion/field.contract.ts'
import { type FieldState, fieldStates } from '#modules/suggestion/suggestion.ts'
import { calendarDate } from '../../frame/dates.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { FilterChoice, FilterForm, FilterSearch, useAddress } from '../parts/filter.tsx'
import { ListFrame } from '../parts/list-frame.tsx'
import { Empty, PageHead } from '../parts/page.tsx'
import { Toned } from '../parts/told.tsx'
import { useFieldChoices } from './committee-choice.tsx'
import { type FieldFilter, useFields } from './field-calls.ts'
import { EndForm, GiveForm } from './field-forms.tsx'

const toneOf = { planned: 'waiting', current: 'good', ended: 'over' } as const

function useFilter(): [FieldFilter, (some: Record<string, string>) => void] {
  const [search, change] = useAddress()
  const asked = search.get('state') ?? 'current'
  const state = fieldStates.find((one) => one === asked)
  const [committeeId, q] = [search.get('committee') ?? '', search.get('q') ?? '']
  return [{ ...(state ? { state } : {}), ...(committeeId ? { committeeId } : {}), ...(q ? { q } : {}) }, change]
}

/** 对口督办: which committee looks after which categories and which units, since when and until when. */
export function FieldsPage() {
  const { t } = useTranslation(['console', 'suggestion'])
  const locale = useLocale()
  const [filter, change] = useFilter()
  const choices = useFieldChoices()
  const list = useFields(filter)
  const [open, setOpen] = useState<'give' | FieldView | null>(null)
  const nameOf = ({ category, unitName }: FieldView): string =>
    category === null ? (unitName ?? '') : t(`suggestion:categories.${category}`)
  const close = () => setOpen(null)
  return (
    <>
      <PageHead title={t('nav.fields')}>
        <span className="push" />
        <ExportButton of="/api/committee-fields" filter={filter} name={t('fields.file_name')} />
        {choices.data?.allowed.includes('give') && open !== 'give' ? (
          <Button type="primary" onClick={() => setOpen('give')}>
            {t('fields.give')}
          </Button>
        ) : null}
      </PageHead>
      <p className="quiet lead">{t('fields.lead')}</p>
      {open === null ? null : (
        <div className="section">
          {open === 'give' ? (
            <GiveForm onClose={close} />
          ) : (
            <EndForm key={open.id} field={open} name={nameOf(open)} onClose={close} />
          )}
        </div>
      )}
      <FilterForm label={t('filter.label')}>
        <FilterChoice<FieldState | 'all'>
          label={t('fields.state')}
          value={filter.state ?? 'all'}
          options={(['current', 'planned', 'ended', 'all'] as const).map((value) => ({
            value,
            label: t(`fields.states.${value}`),
          }))}
          onChange={(state) => change({ state })}
        />
        <FilterChoice
          label={t('fields.committee')}
          value={filter.committeeId}
          any={t('fields.any_committee')}
          options={(choices.data?.committees ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(committee) => change({ committee })}
        />
        <FilterSearch label={t('fields.search')} of={filter.q ?? ''} onSearch={(q) => change({ q })} />
      </FilterForm>
      <ListFrame
        of={list}
        caption={t('nav.fields')}
        keyOf={({ id }) => id}
        empty={<Empty>{t(filter.q || filter.committeeId ? 'fields.none_match' : 'fields.none')}</Empty>}
        columns={[
          {
            key: 'name',
            head: t('fields.what'),
            look: 'name',
            cell: (field) => (
              <>
                <span className="quiet">{t(field.category === null ? 'fields.unit' : 'fields.category')}</span>{' '}
                {nameOf(field)}
              </>
            ),
          },
          { key: 'committee', head: t('fields.committee'), look: 'name', cell: ({ committeeName }) => committeeName },
          {
            key: 'state',
            head: t('fields.state'),
            look: 'tight',
            cell: ({ state }) => <Toned tone={toneOf[state]}>{t(`fields.states.${state}`)}</Toned>,
          },
          {
            key: 'since',
            head: t('fields.starts'),
            look: 'tight',
            cell: ({ startsOn }) => calendarDate(locale, startsOn),
          },
          {
            key: 'until',
            head: t('fields.ends'),
            look: 'tight',
            cell: ({ endsOn }) => (endsOn ? calendarDate(locale, endsOn) : <span className="quiet">—</span>),
          },
          {
            key: 'acts',
            head: <span className="unseen">{t('fields.end')}</span>,
            look: 'tight',
            cell: (field) =>
              field.allowed.includes('end') ? (
                <Button
                  size="small"
                  aria-label={t('fields.end_of', { committee: field.committeeName, name: nameOf(field) })}
                  onClick={() => setOpen(field)}
                >
                  {t('fields.end')}
                </Button>
              ) : null,
          },
        ]}
      />
    </>
  )
}
