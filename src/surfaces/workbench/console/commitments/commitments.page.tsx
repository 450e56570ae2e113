import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { CommitmentRow } from '#modules/suggestion/commitment.contract.ts'
import { call } from '../../frame/call.ts'
import { caseLifeClient } from '../../frame/clients.ts'
import { calendarDate } from '../../frame/dates.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { Field } from '../parts/field.tsx'
import { Answer, Empty, PageHead } from '../parts/page.tsx'

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
  const [state, setState] = useState<CommitmentState | ''>('')
  const [due, setDue] = useState('')
  const filter = { ...(state === '' ? {} : { state }), ...(due === '' ? {} : { due }) }
  const list = useInfiniteQuery({
    queryKey: ['commitments', filter],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      call(caseLifeClient.commitments.$get({ query: { ...filter, ...(pageParam ? { cursor: pageParam } : {}) } })),
    getNextPageParam: (page) => page.next,
  })
  return (
    <>
      <PageHead title={t('nav.commitments')} />
      <div className="filter">
        <Field label={t('commitments.filter_state')}>
          {(control) => (
            <Select<CommitmentState | ''>
              {...control}
              value={state}
              popupMatchSelectWidth={false}
              onChange={setState}
              options={[
                { value: '', label: t('commitments.all_states') },
                ...commitmentStates.map((value) => ({ value, label: t(`suggestion:commitmentStates.${value}`) })),
              ]}
            />
          )}
        </Field>
        <Field label={t('commitments.filter_due')}>
          {(control) => <Input {...control} type="date" value={due} onChange={(event) => setDue(event.target.value)} />}
        </Field>
      </div>
      <div className="sheet">
        <Answer of={list} lines={10}>
          {({ pages }) => {
            const rows = pages.flatMap(({ items }) => items)
            if (rows.length === 0) return <Empty>{t('commitments.none')}</Empty>
            return (
              <>
                <div className="scroll-x">
                  <table className="rows">
                    <caption className="unseen">{t('nav.commitments')}</caption>
                    <thead>
                      <tr>
                        {(['due', 'content', 'unit', 'state', 'owed_to', 'case'] as const).map((name) => (
                          <th key={name} scope="col">
                            {t(`commitments.${name}`)}
                          </th>
                        ))}
                      </tr>
                    </thead>
                    <tbody>
                      {rows.map((row) => (
                        <tr key={row.id}>
                          <td className="tight">
                            {calendarDate(locale, row.dueOn)}
                            {row.firstDueOn ? (
                              <div className="quiet">
                                {t('commitments.first_due', { on: calendarDate(locale, row.firstDueOn) })}
                              </div>
                            ) : null}
                          </td>
                          <td>{row.content}</td>
                          <td>
                            {row.unitName} <span className="quiet">{row.owner}</span>
                          </td>
                          <td className={row.state === 'overdue' ? 'due-late' : ''}>
                            {t(`suggestion:commitmentStates.${row.state}`)}
                          </td>
                          <td className="tight">{row.owedTo}</td>
                          <td>
                            <Link to={`/suggestions/${row.suggestionId}`}>
                              {row.number} {row.title}
                            </Link>
                          </td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
                <div className="table-foot">
                  <span className="quiet" role="status">
                    {t('commitments.count', {
                      shown: rows.length,
                      total: `${pages[0]?.total.value ?? ''}${pages[0]?.total.exact ? '' : '+'}`,
                    })}
                  </span>
                  <span className="push" />
                  {list.hasNextPage ? (
                    <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                      {t('commitments.more')}
                    </Button>
                  ) : null}
                </div>
              </>
            )
          }}
        </Answer>
      </div>
    </>
  )
}
