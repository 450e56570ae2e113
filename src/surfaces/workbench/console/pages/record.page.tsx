import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AuditEvent } from '#modules/audit/audit.contract.ts'
import { stateWords } from '#modules/audit/audit.ts'
import { call } from '../../frame/call.ts'
import { auditClient, recordClient } from '../../frame/clients.ts'
import { type Pages, usePages } from '../../frame/use-pages.ts'
import { useEventWords } from '../parts/event-words.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { Field } from '../parts/field.tsx'
import { useAddress, useTyped } from '../parts/filter.tsx'
import { ListFrame } from '../parts/list-frame.tsx'
import { Empty, PageHead } from '../parts/page.tsx'
import { Moment } from '../parts/told.tsx'
import { changeOf, Refused, Subject, Wanted } from './record-cells.tsx'

const namespaces = [
  'console',
  'audit',
  'identity',
  'operation',
  ...Object.values(stateWords).map((place) => place.split(':')[0] ?? ''),
]
const blank = { type: '', subjectId: '', personId: '', from: '', until: '' }
type Filter = typeof blank
const names = Object.keys(blank) as (keyof Filter)[]

const filled = (filter: Filter): Partial<Filter> =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''))

function useFilter(): [Filter, (filter: Filter) => void] {
  const [search, change] = useAddress()
  const of = (name: keyof Filter) => search.get(name) ?? ''
  return [{ ...blank, ...Object.fromEntries(names.map((name) => [name, of(name)])) }, change]
}

/** The auditor's view: what was done, on what and by whom, each look recorded itself. */
export function RecordPage() {
  const { t } = useTranslation(namespaces)
  const { options, wordOf } = useEventWords()
  const [filter, setFilter] = useFilter()
  const [typed, setTyped] = useTyped(filter)
  const look = (some: Partial<Filter>) => {
    setTyped({ ...blank, ...some })
    setFilter({ ...blank, ...some })
  }
  const lookAt = (subjectId: string) => look({ subjectId })
  const list = usePages(
    ['record', filter],
    (from) => call(auditClient.audit.events.$get({ query: { ...filled(filter), ...from } })),
    Number.POSITIVE_INFINITY,
  )
  const input = (name: 'subjectId' | 'from' | 'until', type: 'text' | 'date') => (
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
        {filter.from && filter.until ? (
          <ExportButton of="/api/audit/events" filter={filled(filter)} name={t('record.file_name')} />
        ) : (
          <span className="quiet">{t('record.export_period')}</span>
        )}
      </PageHead>
      <Checkpoint />
      <form
        className="fields-row filter"
        onSubmit={(event) => {
          event.preventDefault()
          setFilter(typed)
        }}
      >
        <Field label={t('record.type')}>
          {(control) => (
            <Select
              {...control}
              showSearch={{ optionFilterProp: 'label' }}
              allowClear
              placeholder={t('record.all_types')}
              options={options}
              value={typed.type || undefined}
              onChange={(type: string | undefined) => setTyped((now) => ({ ...now, type: type ?? '' }))}
            />
          )}
        </Field>
        {input('subjectId', 'text')}
        {input('from', 'date')}
        {input('until', 'date')}
        <Button type="primary" htmlType="submit">
          {t('record.search')}
        </Button>
        {names.some((name) => filter[name]) ? <Button onClick={() => look(blank)}>{t('record.clear')}</Button> : null}
      </form>
      {filter.personId ? (
        <p className="lead">{t('record.one_person', { name: nameOf(list, filter.personId) })}</p>
      ) : null}
      <ListFrame
        of={list}
        caption={t('nav.record')}
        keyOf={({ id }) => id}
        empty={<Empty>{t('record.none')}</Empty>}
        columns={[
          {
            key: 'leaf',
            head: t('record.leaf'),
            look: 'tight',
            cell: ({ leafIndex }) => leafIndex ?? t('record.unsealed'),
          },
          { key: 'at', head: t('record.at'), look: 'tight', cell: ({ at }) => <Moment at={at} /> },
          {
            key: 'type',
            head: t('record.type'),
            look: 'tight',
            cell: ({ type, note }) => (
              <>
                {wordOf(type)} {note === 'none' ? null : <span className="quiet">{t(`audit:notes.${note}`)}</span>}
              </>
            ),
          },
          {
            key: 'subject',
            head: t('record.subject'),
            cell: (event) => (event.refused ? <Wanted event={event} /> : <Subject event={event} onWhole={lookAt} />),
          },
          {
            key: 'actor',
            head: t('record.actor'),
            look: 'tight',
            cell: ({ actor }) => (actor.role ? t(`identity:roles.${actor.role}`) : t(`audit:kinds.${actor.kind}`)),
          },
          {
            key: 'person',
            head: t('record.person'),
            look: 'tight',
            cell: ({ actor }) => (
              <>
                {actor.personId && actor.personName ? (
                  <Button
                    type="link"
                    size="small"
                    className="bare"
                    aria-label={`${t('record.whole_person')} ${actor.personName}`}
                    onClick={() => look({ personId: actor.personId ?? '' })}
                  >
                    {actor.personName}
                  </Button>
                ) : (
                  '—'
                )}{' '}
                {actor.tokenName ? <span className="quiet">{actor.tokenName}</span> : null}
              </>
            ),
          },
          {
            key: 'change',
            head: t('record.change'),
            cell: (event) => (event.refused ? <Refused event={event} onWhole={lookAt} /> : changeOf(event, t)),
          },
        ]}
      />
    </>
  )
}

const nameOf = ({ data }: Pages<AuditEvent>, personId: string): string =>
  data?.pages.flatMap(({ items }) => items).find(({ actor }) => actor.personId === personId)?.actor.personName ?? '…'

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
