import { Button, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { type RequestState, requestKinds, requestStates } from '#modules/privacy/privacy.ts'
import type { Tone } from '../../frame/case-tone.ts'
import { type RequestFilter, useRequests } from '../../frame/privacy-calls.ts'
import { Answer, Empty, PageHead } from '../parts/page.tsx'
import { DueWord, Moment, Toned } from '../parts/told.tsx'
import { ExportRequests } from './export-requests.tsx'

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
  const [filter, setFilter] = useState<RequestFilter>({ box: 'open', state: '', kind: '', sort: 'due', q: '' })
  const change = (some: Partial<RequestFilter>) => setFilter((now) => ({ ...now, ...some }))
  const list = useRequests(filter)
  return (
    <>
      <PageHead title={t('page.title')}>
        <span className="push" />
        <ExportRequests filter={filter} />
      </PageHead>
      <div className="chips filter">
        <Segmented
          aria-label={t('page.box')}
          value={filter.box}
          // what has ended has no deadline any more
          onChange={(box) => change(box === 'all' ? { box, sort: 'received' } : { box, state: '' })}
          options={(['open', 'late', 'all'] as const).map((value) => ({ value, label: t(`page.boxes.${value}`) }))}
        />
        <Select
          aria-label={t('list.state')}
          value={filter.state}
          onChange={(state) => change({ state })}
          popupMatchSelectWidth={false}
          options={[
            { value: '' as const, label: t('page.any_state') },
            ...requestStates.map((value) => ({ value, label: t(`states.${value}`) })),
          ]}
        />
        <Select
          aria-label={t('list.kind')}
          value={filter.kind}
          onChange={(kind) => change({ kind })}
          popupMatchSelectWidth={false}
          options={[
            { value: '' as const, label: t('page.any_kind') },
            ...requestKinds.map((value) => ({ value, label: t(`kinds.${value}`) })),
          ]}
        />
        {filter.box === 'all' ? null : (
          <Select
            aria-label={t('page.sort')}
            value={filter.sort}
            onChange={(sort) => change({ sort })}
            popupMatchSelectWidth={false}
            options={(['due', 'received'] as const).map((value) => ({ value, label: t(`page.sorts.${value}`) }))}
          />
        )}
        <Input.Search
          aria-label={t('page.search')}
          placeholder={t('page.search')}
          className="filter-search"
          allowClear
          onSearch={(q) => change({ q: q.trim() })}
        />
      </div>
      <div className="sheet">
        <Answer of={list}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items)
            if (items.length === 0) return <Empty>{t('page.none')}</Empty>
            return (
              <>
                <div className="scroll-x">
                  <table className="rows">
                    <caption className="unseen">{t('page.title')}</caption>
                    <thead>
                      <tr>
                        {(['number', 'dueOn', 'kind', 'state', 'channel', 'receivedOn'] as const).map((column) => (
                          <th scope="col" key={column}>
                            {t(`list.${column}`)}
                          </th>
                        ))}
                      </tr>
                    </thead>
                    <tbody>
                      {items.map((one) => (
                        <tr key={one.id}>
                          <td className="tight">
                            <Link to={`/privacy/${one.id}`}>{one.number}</Link>
                          </td>
                          <td className="tight">{one.endedAt ? '—' : <DueWord before={one.dueBefore} />}</td>
                          <td>{t(`kinds.${one.kind}`)}</td>
                          <td className="tight">
                            <Toned tone={toneOfRequest[one.state]}>{t(`states.${one.state}`)}</Toned>
                            {one.isSuspect ? <span className="quiet"> {t('page.suspect')}</span> : null}
                          </td>
                          <td className="tight">{t(`channels.${one.channel}`)}</td>
                          <td className="tight">
                            <Moment at={one.receivedAt} />
                          </td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
                <div className="table-foot">
                  <span className="quiet" role="status">
                    {t('page.count', { shown: items.length, total: pages[0]?.total.value ?? items.length })}
                  </span>
                  <span className="push" />
                  {list.hasNextPage ? (
                    <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                      {t('page.more')}
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
