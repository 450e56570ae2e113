import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { auditClient, recordClient } from '../../frame/clients.ts'
import { fetchFile } from '../../frame/download.ts'
import { Icon } from '../../frame/icons.tsx'
import { Field } from '../parts/field.tsx'
import { Answer, Empty, Fault, PageHead } from '../parts/page.tsx'
import { Moment } from '../parts/told.tsx'

const blank = { type: '', subjectId: '', from: '', until: '' }
type Filter = typeof blank

const filled = (filter: Filter): Partial<Filter> =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''))

/** The auditor's view: ids and codes, each look recorded itself. */
export function RecordPage() {
  const { t } = useTranslation(['console', 'suggestion'])
  const [typed, setTyped] = useState(blank)
  const [filter, setFilter] = useState(blank)
  const [error, setError] = useState<unknown>(null)
  const list = useInfiniteQuery({
    queryKey: ['record', filter],
    initialPageParam: '',
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ pageParam }) =>
      call(
        auditClient.audit.events.$get({ query: { ...filled(filter), ...(pageParam ? { cursor: pageParam } : {}) } }),
      ),
    getNextPageParam: (page) => page.next,
  })
  const takeOut = () => {
    setError(null)
    fetchFile(`/api/audit/events/export?${new URLSearchParams(filled(typed))}`, t('record.file_name')).catch(setError)
  }
  const input = (name: keyof Filter, type: 'text' | 'date') => (
    <Field label={t(`record.${name}`)}>
      {(control) => (
        <Input
          {...control}
          type={type}
          value={typed[name]}
          onChange={(event) => setTyped((now) => ({ ...now, [name]: event.target.value.trim() }))}
        />
      )}
    </Field>
  )
  return (
    <>
      <PageHead title={t('nav.record')}>
        <span className="push" />
        <Button icon={<Icon name="download" />} disabled={!typed.from || !typed.until} onClick={takeOut}>
          {t('record.export')}
        </Button>
      </PageHead>
      <Checkpoint />
      <form
        className="fields-row filter"
        onSubmit={(event) => {
          event.preventDefault()
          setFilter(typed)
        }}
      >
        {input('type', 'text')}
        {input('subjectId', 'text')}
        {input('from', 'date')}
        {input('until', 'date')}
        <Button type="primary" htmlType="submit">
          {t('record.search')}
        </Button>
      </form>
      {error ? <Fault error={error} /> : null}
      <div className="sheet">
        <Answer of={list}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items)
            if (items.length === 0) return <Empty>{t('record.none')}</Empty>
            return (
              <>
                <table className="rows">
                  <caption className="unseen">{t('nav.record')}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{t('record.leaf')}</th>
                      <th scope="col">{t('record.at')}</th>
                      <th scope="col">{t('record.type')}</th>
                      <th scope="col">{t('record.subject')}</th>
                      <th scope="col">{t('record.actor')}</th>
                      <th scope="col">{t('record.change')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((event) => (
                      <tr key={event.id}>
                        <td className="tight">{event.leafIndex ?? t('record.unsealed')}</td>
                        <td className="tight">
                          <Moment at={event.at} />
                        </td>
                        <td className="tight">{t(`suggestion:events.${event.type}`, { defaultValue: event.type })}</td>
                        <td className="code">
                          {event.subjectKind} {event.subjectId}
                        </td>
                        <td className="code">{event.actor.role ?? event.actor.kind}</td>
                        <td className="code">{[event.from, event.to].filter(Boolean).join(' → ')}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
                <div className="table-foot">
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

function Checkpoint() {
  const { t } = useTranslation('console')
  const { data } = useQuery({ queryKey: ['checkpoint'], queryFn: () => call(recordClient.record.checkpoint.$get()) })
  if (!data) return null
  return (
    <p className="lead quiet">
      {t('record.checkpoint', { size: data.size })} <span className="code">{data.rootHash}</span>
    </p>
  )
}
