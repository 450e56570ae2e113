import { Input } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { CommitmentRow } from '#modules/suggestion/commitment.contract.ts'
import { call } from '../../frame/call.ts'
import { caseLifeClient } from '../../frame/clients.ts'
import { calendarDate } from '../../frame/dates.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { usePages } from '../../frame/use-pages.ts'
import { CommitteeChoice } from '../fields/committee-choice.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { FilterChoice, FilterForm, FilterSearch, useAddress } from '../parts/filter.tsx'
import { ListFrame } from '../parts/list-frame.tsx'
import { Empty, PageHead } from '../parts/page.tsx'

type CommitmentState = CommitmentRow['state']
// as a promise goes on
const commitmentStates = [
  'open',
  'due_soon',
  'rescheduled',
  'overdue',
  'fulfilled',
  'confirmed',
  'unfulfillable',
] as const satisfies readonly CommitmentState[]

/** 承诺台账: what units have promised, the first due on top, over years and terms. */
export function CommitmentsPage() {
  const { t } = useTranslation(['console', 'suggestion'])
  const locale = useLocale()
  const [search, change] = useAddress()
  const state = commitmentStates.find((one) => one === search.get('state'))
  const due = search.get('due') ?? ''
  const q = search.get('q') ?? ''
  const committee = search.get('committee') ?? ''
  const dueId = useId()
  const filter = {
    ...(state ? { state } : {}),
    ...(due ? { due } : {}),
    ...(q ? { q } : {}),
    ...(committee ? { committee } : {}),
  }
  const list = usePages(['commitments', filter], (from) =>
    call(caseLifeClient.commitments.$get({ query: { ...filter, ...from } })),
  )
  return (
    <>
      <PageHead title={t('nav.commitments')}>
        <span className="push" />
        <ExportButton of="/api/commitments" filter={filter} name={t('commitments.file_name')} />
      </PageHead>
      <FilterForm label={t('commitments.label')}>
        <FilterChoice
          label={t('commitments.filter_state')}
          value={state}
          any={t('commitments.all_states')}
          options={commitmentStates.map((value) => ({ value, label: t(`suggestion:commitmentStates.${value}`) }))}
          onChange={(value) => change({ state: value })}
        />
        <CommitteeChoice value={committee} onChange={(value) => change({ committee: value })} />
        <label htmlFor={dueId}>{t('commitments.filter_due')}</label>
        <Input
          id={dueId}
          className="date"
          type="date"
          value={due}
          onChange={(event) => change({ due: event.target.value })}
        />
        <FilterSearch
          label={t('commitments.search')}
          hint={t('commitments.search_hint')}
          of={q}
          onSearch={(typed) => change({ q: typed })}
        />
      </FilterForm>
      <ListFrame
        of={list}
        caption={t('nav.commitments')}
        keyOf={({ id }) => id}
        empty={<Empty>{t('commitments.none')}</Empty>}
        columns={[
          {
            key: 'due',
            head: t('commitments.due'),
            look: 'tight',
            cell: ({ dueOn, firstDueOn }) => (
              <>
                {calendarDate(locale, dueOn)}
                {firstDueOn ? (
                  <div className="quiet">{t('commitments.first_due', { on: calendarDate(locale, firstDueOn) })}</div>
                ) : null}
              </>
            ),
          },
          { key: 'content', head: t('commitments.content'), cell: ({ content }) => content },
          {
            key: 'unit',
            head: t('commitments.unit'),
            cell: ({ unitName, owner }) => (
              <>
                {unitName} <span className="quiet">{owner}</span>
              </>
            ),
          },
          {
            key: 'state',
            head: t('commitments.state'),
            cell: (row) => (
              <span className={row.state === 'overdue' ? 'due-late' : undefined}>
                {t(`suggestion:commitmentStates.${row.state}`)}
              </span>
            ),
          },
          { key: 'owed_to', head: t('commitments.owed_to'), look: 'tight', cell: ({ owedTo }) => owedTo },
          {
            key: 'case',
            head: t('commitments.case'),
            cell: ({ suggestionId, number, title }) => (
              <Link to={`/suggestions/${suggestionId}`}>
                {number} {title}
              </Link>
            ),
          },
        ]}
      />
    </>
  )
}
