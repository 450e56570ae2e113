import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CandidateSort, candidateSorts, meetingLines } from '#modules/handover/handover.ts'
import { categories } from '#modules/suggestion/suggestion.ts'
import { call } from '../../frame/call.ts'
import { handoverClient } from '../../frame/clients.ts'
import { type CandidateFilter, type MeetingView, useCandidates, useMeetingAct } from '../../frame/handover-calls.ts'
import { Icon } from '../../frame/icons.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { FilterChoice, FilterForm, FilterSearch } from '../parts/filter.tsx'
import { ListFrame } from '../parts/list-frame.tsx'
import { Empty, Fault } from '../parts/page.tsx'
import './handover.css'

/** What can still be put on the list: one by one, or all that the filter finds. */
export function Candidates({ view, onClose }: { view: MeetingView; onClose: () => void }) {
  const { t } = useTranslation(['handover', 'suggestion'])
  const [filter, setFilter] = useState<CandidateFilter>({ ready: 'planned', line: view.line })
  const [sort, setSort] = useState<CandidateSort>('number')
  const found = useCandidates(filter, sort, view.version)
  const doing = useMeetingAct()
  const send = (json: { suggestionIds: string[] } | { filter: CandidateFilter }) =>
    doing.mutate(() => call(handoverClient['handover-meetings'][':id'].cases.$post({ param: { id: view.id }, json })))
  const total = found.data?.pages[0]?.total
  return (
    <section className="sheet section" aria-label={t('page.candidates')}>
      <h2>{t('page.candidates')}</h2>
      <Filters filter={filter} onChange={setFilter} sort={sort} onSort={setSort} />
      {doing.error ? <Fault error={doing.error} /> : null}
      <p className="facts">
        <span className="quiet" role="status">
          {total ? t('page.candidates_count', { total: `${total.value}${total.exact ? '' : '+'}` }) : null}
        </span>
        <Button
          type="primary"
          loading={doing.isPending}
          disabled={(total?.value ?? 0) === 0}
          onClick={() => send({ filter })}
        >
          {t('acts.pick_all')}
        </Button>
        <ExportButton of="/api/handover-candidates" filter={{ ...filter, sort }} name={t('page.candidates')} />
        <Button onClick={onClose}>{t('acts.close')}</Button>
      </p>
      <div className="candidates">
        <ListFrame
          of={found}
          caption={t('page.candidates')}
          keyOf={({ id }) => id}
          empty={<Empty>{t('page.candidates_none')}</Empty>}
          columns={[
            {
              key: 'number',
              head: t('page.number'),
              look: 'tight',
              cell: ({ number }) => number ?? <span className="quiet">{t('page.unnumbered')}</span>,
            },
            {
              key: 'case',
              head: t('page.case'),
              look: 'name',
              cell: ({ title, confidential }) => (
                <>
                  {confidential ? <Icon name="lock" size={14} /> : null} {title ?? t('page.secret')}
                </>
              ),
            },
            {
              key: 'units',
              head: t('page.units'),
              cell: ({ units }) =>
                units.length > 0 ? (
                  units.join('、')
                ) : (
                  <span className="tone-waiting">{t('warnings.missing_plan')}</span>
                ),
            },
            {
              key: 'pick',
              head: <span className="unseen">{t('acts.pick_one')}</span>,
              look: 'tight',
              cell: ({ id }) => (
                <Button size="small" disabled={doing.isPending} onClick={() => send({ suggestionIds: [id] })}>
                  {t('acts.pick_one')}
                </Button>
              ),
            },
          ]}
        />
      </div>
    </section>
  )
}

type FiltersProps = {
  filter: CandidateFilter
  onChange: (filter: CandidateFilter) => void
  sort: CandidateSort
  onSort: (sort: CandidateSort) => void
}

function Filters({ filter, onChange, sort, onSort }: FiltersProps) {
  const { t } = useTranslation(['handover', 'suggestion'])
  const put = (key: keyof CandidateFilter, value: string) => {
    const { [key]: _before, ...rest } = filter
    onChange(value ? { ...rest, [key]: value } : rest)
  }
  const choices = [
    ['ready', 'any', ['planned', 'unplanned'], (value: string) => t(`fields.${value}`)],
    ['line', 'any', meetingLines, (value: string) => t(`lines.${value}`)],
    ['category', 'any_category', categories, (value: string) => t(`suggestion:categories.${value}`)],
  ] as const
  return (
    <FilterForm label={t('page.candidates')}>
      {choices.map(([key, any, values, word]) => (
        <FilterChoice<string>
          key={key}
          label={t(`fields.${key}`)}
          value={filter[key]}
          any={`${t(`fields.${key}`)}：${t(`fields.${any}`)}`}
          options={values.map((value) => ({ value, label: word(value) }))}
          onChange={(value) => put(key, value)}
        />
      ))}
      <FilterChoice<CandidateSort>
        label={t('fields.sort')}
        value={sort}
        options={candidateSorts.map((value) => ({ value, label: t(`candidate_sorts.${value}`) }))}
        onChange={(value) => onSort(value || 'number')}
      />
      <FilterSearch label={t('fields.q')} of={filter.q ?? ''} onSearch={(q) => put('q', q)} />
    </FilterForm>
  )
}
