import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { motionStates } from '#modules/motion/motion.ts'
import { type MotionFilter, useMotions } from '../../frame/motion-calls.ts'
import { toneOfMotion } from '../../frame/motion-tone.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { FilterChoice, FilterForm, FilterSearch, useAddress } from '../parts/filter.tsx'
import { ListFrame } from '../parts/list-frame.tsx'
import { Empty, PageHead } from '../parts/page.tsx'
import { Moment, Toned } from '../parts/told.tsx'
import { SessionDeadline } from './session-deadline.tsx'

const boxes = ['open', 'closed', 'all'] as const
const motionSorts = ['changed', 'due'] as const

export function MotionListPage() {
  const { t } = useTranslation(['motion', 'suggestion', 'console'])
  const [search, change] = useAddress()
  const state = motionStates.find((one) => one === search.get('state'))
  const q = search.get('q') ?? ''
  const filter: MotionFilter = {
    box: boxes.find((one) => one === search.get('box')) ?? 'all',
    sort: motionSorts.find((one) => one === search.get('sort')) ?? 'changed',
    ...(state ? { state } : {}),
    ...(q ? { q } : {}),
  }
  const list = useMotions(filter)
  return (
    <>
      <PageHead title={t('title')}>
        <span className="push" />
        <ExportButton of="/api/motions" filter={filter} name={t('list.file_name')} />
      </PageHead>
      <SessionDeadline />
      <FilterForm label={t('list.label')}>
        <FilterChoice
          label={t('list.box')}
          value={filter.box}
          options={boxes.map((value) => ({ value, label: t(`list.boxes.${value}`) }))}
          onChange={(box) => change({ box })}
        />
        <FilterChoice
          label={t('list.state')}
          value={state}
          any={t('list.any_state')}
          options={motionStates.map((value) => ({ value, label: t(`states.${value}`) }))}
          onChange={(value) => change({ state: value })}
        />
        <FilterChoice
          label={t('console:filter.sort')}
          value={filter.sort}
          options={motionSorts.map((value) => ({ value, label: t(`sorts.${value}`) }))}
          onChange={(sort) => change({ sort })}
        />
        <FilterSearch
          label={t('list.search')}
          hint={t('list.search_hint')}
          of={q}
          onSearch={(typed) => change({ q: typed })}
        />
      </FilterForm>
      <ListFrame
        of={list}
        caption={t('title')}
        keyOf={({ id }) => id}
        count="list.count"
        empty={
          <Empty
            action={<Button onClick={() => change({ q: '', state: '', box: 'all' })}>{t('list.show_all')}</Button>}
          >
            {t(q || state ? 'list.none_match' : 'list.none')}
          </Empty>
        }
        columns={[
          {
            key: 'number',
            head: t('list.number'),
            look: 'tight',
            cell: ({ number }) => number ?? <span className="quiet">{t('list.unnumbered')}</span>,
          },
          {
            key: 'heading',
            head: t('list.heading'),
            look: 'one-line',
            cell: ({ id, title, todo }) => (
              <>
                {todo ? <span className="todo-mark">{t(`suggestion:todo.${todo}`)}</span> : null}
                <Link to={`/motions/${id}`} title={title}>
                  {title}
                </Link>
              </>
            ),
          },
          {
            key: 'state',
            head: t('list.state'),
            cell: (row) => <Toned tone={toneOfMotion[row.state]}>{t(`states.${row.state}`)}</Toned>,
          },
          { key: 'lead', head: t('list.lead'), look: 'tight', cell: ({ leadName }) => leadName },
          {
            key: 'sponsors',
            head: t('list.sponsors'),
            look: 'tight',
            cell: ({ sponsorsCounted, sponsorsNeeded }) => `${sponsorsCounted}/${sponsorsNeeded}`,
          },
          {
            key: 'submitted',
            head: t('list.submitted'),
            look: 'tight',
            cell: ({ submittedAt }) => <Moment at={submittedAt} />,
          },
          {
            key: 'changed',
            head: t('list.changed'),
            look: 'tight',
            cell: ({ changedAt }) => <Moment at={changedAt} />,
          },
        ]}
      />
    </>
  )
}
