import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { categories } from '#modules/suggestion/suggestion.ts'
import { call } from '../../frame/call.ts'
import { congressClient } from '../../frame/clients.ts'
import { CommitteeChoice } from '../fields/committee-choice.tsx'
import { UnitChoice } from '../parts/unit-choice.tsx'
import type { Asked, FiguresView } from './figure-calls.ts'

type Props = { asked: Asked; onChange: (some: Asked) => void; view: FiguresView }

/** Whose, when and which, in a row that reads as one sentence. */
export function FigureFilter({ asked, onChange, view }: Props) {
  const { t } = useTranslation(['stats', 'suggestion'])
  const { reach } = view
  const isNarrow = Boolean(asked.unit || asked.category || asked.delegation || asked.committee || asked.intake)
  return (
    <search>
      <form className="chips filter" aria-label={t('filter.label')} onSubmit={(event) => event.preventDefault()}>
        {reach.congresses.length > 1 ? (
          <Select
            aria-label={t('filter.congress')}
            value={asked.congress ?? view.congress.id}
            onChange={(congress) =>
              onChange({ congress, unit: '', delegation: '', committee: '', term: '', period: '' })
            }
            options={reach.congresses.map(({ id, name }) => ({ value: id, label: name }))}
            popupMatchSelectWidth={false}
          />
        ) : null}
        <PeriodChoice asked={asked} onChange={onChange} view={view} />
        {reach.groupings.includes('unit') || asked.unit ? (
          <UnitChoice congressId={view.congress.id} value={asked.unit} onChange={(unit) => onChange({ unit })} />
        ) : null}
        <Select
          aria-label={t('filter.category')}
          value={asked.category ?? ''}
          onChange={(category) => onChange({ category })}
          options={[
            { value: '', label: t('filter.any_category') },
            ...categories.map((value) => ({ value, label: t(`suggestion:categories.${value}`) })),
          ]}
          popupMatchSelectWidth={false}
        />
        {reach.unitFixed ? null : <DelegationChoice asked={asked} onChange={onChange} congressId={view.congress.id} />}
        {/* fields are given by a congress to its own committees */}
        {view.congress.id === reach.congresses[0]?.id ? (
          <CommitteeChoice value={asked.committee} onChange={(committee) => onChange({ committee })} />
        ) : null}
        <Select
          aria-label={t('filter.intake')}
          value={asked.intake ?? ''}
          onChange={(intake) => onChange({ intake })}
          options={[
            { value: '', label: t('filter.any_intake') },
            ...(['session', 'recess'] as const).map((value) => ({ value, label: t(`filter.intakes.${value}`) })),
          ]}
          popupMatchSelectWidth={false}
        />
        {isNarrow ? (
          <Button
            type="link"
            onClick={() => onChange({ unit: '', category: '', delegation: '', committee: '', intake: '' })}
          >
            {t('filter.clear')}
          </Button>
        ) : null}
      </form>
    </search>
  )
}

function PeriodChoice({ asked, onChange, view }: Props) {
  const { t } = useTranslation('stats')
  const current = asked.period === 'term' ? `term ${asked.term}` : (asked.period ?? 'year')
  const options = [
    { value: 'year', label: t('filter.periods.year') },
    { value: 'last_year', label: t('filter.periods.last_year') },
    ...view.reach.terms.map(({ id, number, endedOn }) => ({
      value: `term ${id}`,
      label: t(endedOn === null ? 'filter.periods.term' : 'filter.periods.term_past', { number }),
    })),
    { value: 'dates', label: t('filter.periods.dates') },
  ]
  const choose = (value: string) => {
    const [period = '', term = ''] = value.split(' ')
    const { from, to } = view.period
    onChange({ period, term, ...(period === 'dates' ? { from, to } : { from: '', to: '' }) })
  }
  return (
    <>
      <Select
        aria-label={t('filter.period')}
        value={current}
        onChange={choose}
        options={options}
        popupMatchSelectWidth={false}
      />
      {asked.period === 'dates' ? (
        <span className="chips">
          {(['from', 'to'] as const).map((end) => (
            <Input
              key={end}
              type="date"
              className="date"
              aria-label={t(`filter.${end}`)}
              defaultValue={asked[end] ?? view.period[end]}
              onBlur={(event) => (event.target.value ? onChange({ [end]: event.target.value }) : undefined)}
              onKeyDown={(event) => (event.key === 'Enter' ? event.currentTarget.blur() : undefined)}
            />
          ))}
        </span>
      ) : null}
    </>
  )
}

type Narrowing = Pick<Props, 'asked' | 'onChange'> & { congressId: string }

function DelegationChoice({ asked, onChange, congressId }: Narrowing) {
  const { t } = useTranslation('stats')
  const { data } = useQuery({
    queryKey: ['congress', congressId],
    queryFn: () => call(congressClient.congresses[':id'].$get({ param: { id: congressId }, query: {} })),
    staleTime: 600_000,
  })
  if (!data || data.delegations.length === 0) return null
  return (
    <Select
      aria-label={t('filter.delegation')}
      value={asked.delegation ?? ''}
      onChange={(delegation) => onChange({ delegation })}
      options={[
        { value: '', label: t('filter.any_delegation') },
        ...data.delegations.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      popupMatchSelectWidth={false}
    />
  )
}
