import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { motionStates } from '#modules/motion/motion.ts'
import { type MotionFilter, type MotionRow, useMotions } from '../../frame/motion-calls.ts'
import { toneOfMotion } from '../../frame/motion-tone.ts'
import { Answer, Empty, PageHead } from '../parts/page.tsx'
import { Moment, Toned } from '../parts/told.tsx'
import { SessionDeadline } from './session-deadline.tsx'

const boxes = ['open', 'closed', 'all'] as const

export function MotionListPage() {
  const { t } = useTranslation('motion')
  const [search, setSearch] = useSearchParams()
  const state = motionStates.find((one) => one === search.get('state'))
  const q = search.get('q') ?? ''
  const filter: MotionFilter = {
    box: boxes.find((one) => one === search.get('box')) ?? 'all',
    ...(state ? { state } : {}),
    ...(q ? { q } : {}),
  }
  const change = (some: Record<string, string>) =>
    setSearch((now) => {
      for (const [key, value] of Object.entries(some)) {
        if (value) now.set(key, value)
        else now.delete(key)
      }
      return now
    })
  const list = useMotions(filter)
  return (
    <>
      <PageHead title={t('title')} />
      <SessionDeadline />
      <Filters filter={filter} onChange={change} />
      <div className="sheet">
        <Answer of={list} lines={8}>
          {({ pages }) => {
            const rows = pages.flatMap(({ items }) => items)
            const total = pages[0]?.total
            if (rows.length === 0)
              return (
                <Empty
                  action={
                    <Button onClick={() => change({ q: '', state: '', box: 'all' })}>{t('list.show_all')}</Button>
                  }
                >
                  {t(filter.q || filter.state ? 'list.none_match' : 'list.none')}
                </Empty>
              )
            return (
              <>
                <Table rows={rows} />
                <div className="table-foot">
                  <span className="quiet" role="status">
                    {t('list.count', { shown: rows.length, total: `${total?.value}${total?.exact ? '' : '+'}` })}
                  </span>
                  <span className="push" />
                  {list.hasNextPage ? (
                    <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                      {t('list.more')}
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

function Table({ rows }: { rows: readonly MotionRow[] }) {
  const { t } = useTranslation(['motion', 'suggestion'])
  const heads = ['number', 'heading', 'state', 'lead', 'sponsors', 'submitted', 'changed'] as const
  return (
    <div className="scroll-x">
      <table className="rows">
        <caption className="unseen">{t('title')}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {t(`list.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className="tight">{row.number ?? <span className="quiet">{t('list.unnumbered')}</span>}</td>
              <td className="one-line">
                {row.todo ? <span className="todo-mark">{t(`suggestion:todo.${row.todo}`)}</span> : null}
                <Link to={`/motions/${row.id}`} title={row.title}>
                  {row.title}
                </Link>
              </td>
              <td>
                <Toned tone={toneOfMotion[row.state]}>{t(`states.${row.state}`)}</Toned>
              </td>
              <td className="tight">{row.leadName}</td>
              <td className="tight">
                {row.sponsorsCounted}/{row.sponsorsNeeded}
              </td>
              <td className="tight">
                <Moment at={row.submittedAt} />
              </td>
              <td className="tight">
                <Moment at={row.changedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Filters({ filter, onChange }: { filter: MotionFilter; onChange: (some: Record<string, string>) => void }) {
  const { t } = useTranslation('motion')
  const [typed, setTyped] = useState(filter.q ?? '')
  return (
    <search>
      <form className="chips filter" aria-label={t('list.label')} onSubmit={(event) => event.preventDefault()}>
        <Select
          aria-label={t('list.box')}
          value={filter.box ?? 'all'}
          onChange={(box) => onChange({ box })}
          options={boxes.map((value) => ({ value, label: t(`list.boxes.${value}`) }))}
          popupMatchSelectWidth={false}
        />
        <Select
          aria-label={t('list.state')}
          value={filter.state ?? ''}
          onChange={(state) => onChange({ state })}
          options={[
            { value: '', label: t('list.any_state') },
            ...motionStates.map((value) => ({ value, label: t(`states.${value}`) })),
          ]}
          popupMatchSelectWidth={false}
        />
        <Input.Search
          aria-label={t('list.search')}
          placeholder={t('list.search_hint')}
          value={typed}
          allowClear
          className="filter-search"
          onChange={(event) => setTyped(event.target.value)}
          onSearch={(q) => onChange({ q: q.trim() })}
        />
      </form>
    </search>
  )
}
