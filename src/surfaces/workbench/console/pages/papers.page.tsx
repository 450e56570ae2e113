import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Popconfirm, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { issuedKinds, type ListPaperKind, listPaperKinds, mayIssueAs, paperSorts } from '#modules/paper/paper.ts'
import { call, sentenceOf } from '../../frame/call.ts'
import { paperClient } from '../../frame/clients.ts'
import { serverDay } from '../../frame/dates.ts'
import { useRole } from '../../frame/session.ts'
import { usePages } from '../../frame/use-pages.ts'
import { PaperButtons } from '../case/paper-buttons.tsx'
import { DateEntry } from '../parts/entries.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { Choice } from '../parts/field.tsx'
import { FilterChoice, FilterForm, FilterSearch, useAddress } from '../parts/filter.tsx'
import { ListFrame } from '../parts/list-frame.tsx'
import { Empty, PageHead } from '../parts/page.tsx'
import { Moment } from '../parts/told.tsx'

/** What this organ has issued; offices make here what is about many cases. */
export function PapersPage() {
  const { t } = useTranslation(['paper', 'console'])
  const role = useRole()
  const [search, change] = useAddress()
  const kind = issuedKinds.find((one) => one === search.get('kind'))
  const q = search.get('q') ?? ''
  const filter = {
    sort: paperSorts.find((one) => one === search.get('sort')) ?? 'newest',
    ...(kind ? { kind } : {}),
    ...(q ? { q } : {}),
  }
  const papers = usePages(['papers', 'own', filter], (from) =>
    call(paperClient.papers.$get({ query: { ...filter, ...from } })),
  )
  return (
    <>
      <PageHead title={t('page.title')} />
      <p className="quiet lead">{t('page.lead')}</p>
      {role !== 'deputy' && mayIssueAs(role, 'handover_list') ? <MakeList /> : null}
      <div className="page-head">
        <h2>{t('page.list')}</h2>
        <span className="push" />
        <ExportButton of="/api/papers" filter={filter} name={t('page.file_name')} />
      </div>
      <FilterForm label={t('page.list')}>
        <FilterChoice
          label={t('page.kind')}
          value={kind}
          any={t('page.any_kind')}
          options={issuedKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          onChange={(value) => change({ kind: value })}
        />
        <FilterChoice
          label={t('page.sort')}
          value={filter.sort}
          options={paperSorts.map((value) => ({ value, label: t(`page.sorts.${value}`) }))}
          onChange={(value) => change({ sort: value })}
        />
        <FilterSearch label={t('page.search')} of={q} onSearch={(typed) => change({ q: typed })} />
      </FilterForm>
      <ListFrame
        of={papers}
        caption={t('page.list')}
        keyOf={({ id }) => id}
        empty={<Empty>{t(kind || q ? 'page.none_match' : 'page.empty')}</Empty>}
        columns={[
          {
            key: 'number',
            head: t('page.number'),
            look: 'tight',
            cell: ({ number, voidedAt }) => (
              <>
                <strong>{number}</strong> {voidedAt === null ? null : <Tag>{t('page.voided')}</Tag>}
              </>
            ),
          },
          { key: 'kind', head: t('page.kind'), look: 'tight', cell: ({ kind }) => t(`kinds.${kind}`) },
          {
            key: 'about',
            head: t('page.about'),
            cell: ({ caseId, caseNumber }) =>
              caseId === null ? t('page.many') : <Link to={`/suggestions/${caseId}`}>{caseNumber}</Link>,
          },
          { key: 'at', head: t('page.at'), look: 'tight', cell: ({ issuedAt }) => <Moment at={issuedAt} /> },
          {
            key: 'file',
            head: <span className="unseen">{t('page.file')}</span>,
            look: 'tight',
            cell: ({ id, number }) => (
              <PaperButtons
                word="download"
                name={number}
                address={(format) => `/api/papers/${id}/file?format=${format}`}
              />
            ),
          },
        ]}
      />
    </>
  )
}

const daysBack = 31

function MakeList() {
  const { t } = useTranslation(['paper', 'console'])
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [kind, setKind] = useState<ListPaperKind>('handover_list')
  const [from, setFrom] = useState(() => serverDay(-daysBack))
  const [to, setTo] = useState(() => serverDay())
  const issuing = useMutation({
    mutationFn: () => call(paperClient.papers.$post({ json: { kind, from, to } })),
    onSuccess: async ({ number }) => {
      await queries.invalidateQueries({ queryKey: ['papers'] })
      void message.success(t('page.done', { number }), 4)
    },
    onError: (error) => void message.warning(sentenceOf(error), 6),
  })
  const name = t(`kinds.${kind}`)
  const days = [
    ['from', from, setFrom],
    ['to', to, setTo],
  ] as const
  return (
    <section className="sheet" aria-label={t('page.lists')}>
      <div className="section make-list">
        <h2>{t('page.lists')}</h2>
        <Choice
          label={t('page.kind')}
          value={kind}
          onChange={setKind}
          options={listPaperKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
        <div className="facts">
          {days.map(([key, value, set]) => (
            <DateEntry key={key} label={t(`page.${key}`)} value={value} onChange={set} />
          ))}
        </div>
        <div className="facts">
          <PaperButtons
            word="preview"
            name={name}
            address={(format) => `/api/paper-previews/${kind}?${new URLSearchParams({ format, from, to })}`}
          />
          <Popconfirm
            title={t('page.issue_sure', { kind: name })}
            okText={t('page.issue')}
            cancelText={t('console:act.close')}
            onConfirm={() => issuing.mutate()}
          >
            <Button type="primary" loading={issuing.isPending}>
              {t('page.issue')}
            </Button>
          </Popconfirm>
        </div>
      </div>
    </section>
  )
}
