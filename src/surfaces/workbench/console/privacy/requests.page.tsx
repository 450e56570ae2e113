import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { type RequestState, requestKinds, requestStates } from '#modules/privacy/privacy.ts'
import type { Tone } from '../../frame/case-tone.ts'
import { queryOfRequests, type RequestFilter, useRequests } from '../../frame/privacy-calls.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { FilterChoice, FilterSearch } from '../parts/filter.tsx'
import { ListFrame } from '../parts/list-frame.tsx'
import { Empty, PageHead } from '../parts/page.tsx'
import { DueWord, Moment, Toned } from '../parts/told.tsx'

export const toneOfRequest: Record<RequestState, Tone> = {
  screening: 'waiting',
  received: 'waiting',
  accepted: 'running',
  waiting: 'waiting',
  proposed: 'running',
  done: 'good',
  refused: 'over',
  discarded: 'over',
}

/** 个人信息请求和投诉: what came from the public site and from one's own people, the open ones first. */
export function RequestsPage() {
  const { t } = useTranslation('privacy')
  // not in the address: people are searched for by their contact, and a browser remembers addresses
  const [filter, setFilter] = useState<RequestFilter>({ box: 'open', state: '', kind: '', sort: 'due', q: '' })
  const change = (some: Partial<RequestFilter>) => setFilter((now) => ({ ...now, ...some }))
  const list = useRequests(filter)
  return (
    <>
      <PageHead title={t('page.title')}>
        <span className="push" />
        <ExportButton of="/api/privacy/requests" filter={queryOfRequests(filter)} name={t('page.file_name')} />
      </PageHead>
      <div className="chips filter">
        <Segmented
          aria-label={t('page.box')}
          value={filter.box}
          // what has ended has no deadline any more
          onChange={(box) => change(box === 'all' ? { box, sort: 'received' } : { box, state: '' })}
          options={(['open', 'late', 'all'] as const).map((value) => ({ value, label: t(`page.boxes.${value}`) }))}
        />
        <FilterChoice
          label={t('list.state')}
          value={filter.state || undefined}
          any={t('page.any_state')}
          options={requestStates.map((value) => ({ value, label: t(`states.${value}`) }))}
          onChange={(state) => change({ state })}
        />
        <FilterChoice
          label={t('list.kind')}
          value={filter.kind || undefined}
          any={t('page.any_kind')}
          options={requestKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          onChange={(kind) => change({ kind })}
        />
        {filter.box === 'all' ? null : (
          <FilterChoice
            label={t('page.sort')}
            value={filter.sort}
            options={(['due', 'received'] as const).map((value) => ({ value, label: t(`page.sorts.${value}`) }))}
            onChange={(sort) => change({ sort: sort || 'due' })}
          />
        )}
        <FilterSearch label={t('page.search')} of={filter.q} onSearch={(q) => change({ q })} />
      </div>
      <ListFrame
        of={list}
        caption={t('page.title')}
        keyOf={({ id }) => id}
        count="list.count"
        empty={<Empty>{t('page.none')}</Empty>}
        columns={[
          {
            key: 'number',
            head: t('list.number'),
            look: 'tight',
            cell: ({ id, number }) => <Link to={`/privacy/${id}`}>{number}</Link>,
          },
          {
            key: 'dueOn',
            head: t('list.dueOn'),
            look: 'tight',
            cell: ({ endedAt, dueBefore }) => (endedAt ? '—' : <DueWord before={dueBefore} />),
          },
          { key: 'kind', head: t('list.kind'), cell: ({ kind }) => t(`kinds.${kind}`) },
          {
            key: 'state',
            head: t('list.state'),
            look: 'tight',
            cell: ({ state, isSuspect }) => (
              <>
                <Toned tone={toneOfRequest[state]}>{t(`states.${state}`)}</Toned>
                {isSuspect ? <span className="quiet"> {t('page.suspect')}</span> : null}
              </>
            ),
          },
          { key: 'channel', head: t('list.channel'), look: 'tight', cell: ({ channel }) => t(`channels.${channel}`) },
          {
            key: 'receivedOn',
            head: t('list.receivedOn'),
            look: 'tight',
            cell: ({ receivedAt }) => <Moment at={receivedAt} />,
          },
        ]}
      />
    </>
  )
}
