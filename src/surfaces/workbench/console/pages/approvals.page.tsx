import { Alert, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ApprovalView } from '#modules/approval/approval.contract.ts'
import { approvalSorts, approvalStatuses } from '#modules/approval/approval.ts'
import { call } from '../../frame/call.ts'
import { approvalClient } from '../../frame/clients.ts'
import { usePages } from '../../frame/use-pages.ts'
import { Decision, useDecision } from '../parts/approval-decision.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { FilterChoice, FilterForm, FilterSearch, useAddress } from '../parts/filter.tsx'
import { ListFrame } from '../parts/list-frame.tsx'
import { Empty, Fault, PageHead } from '../parts/page.tsx'
import { DueWord, Moment } from '../parts/told.tsx'

const boxes = ['pending', 'mine'] as const
const approvals = approvalClient.approvals
type Box = (typeof boxes)[number]
type Filter = {
  box: Box
  sort: (typeof approvalSorts)[number]
  state?: ApprovalView['status']
  kind?: string
  q?: string
}

function useFilter(): [Filter, (some: Record<string, string>) => void] {
  const [search, change] = useAddress()
  const box = boxes.find((one) => one === search.get('box')) ?? 'pending'
  const state = box === 'mine' ? approvalStatuses.find((one) => one === search.get('state')) : undefined
  const [kind, q] = [search.get('kind') ?? '', search.get('q') ?? '']
  const filter: Filter = {
    box,
    sort: approvalSorts.find((one) => one === search.get('sort')) ?? 'newest',
    ...(state ? { state } : {}),
    ...(kind ? { kind } : {}),
    ...(q ? { q } : {}),
  }
  return [filter, change]
}

/** What one person asked for and another one decides. */
export function ApprovalsPage() {
  const { t } = useTranslation(['console', 'approval'])
  const [filter, change] = useFilter()
  const list = usePages(['approvals', filter], (from) => call(approvals.$get({ query: { ...filter, ...from } })))
  const decide = useDecision()
  const isFiltered = Boolean(filter.kind || filter.state || filter.q)
  return (
    <>
      <PageHead title={t('nav.approvals')}>
        <span className="push" />
        <ExportButton of="/api/approvals" filter={filter} name={t('approvals.file_name')} />
      </PageHead>
      <Filters filter={filter} onChange={change} />
      {decide.error ? <Fault error={decide.error} /> : null}
      {decide.data?.result && Object.keys(decide.data.result).length > 0 ? <Shown result={decide.data.result} /> : null}
      <ListFrame
        of={list}
        caption={t('nav.approvals')}
        keyOf={({ id }) => id}
        empty={<Empty>{t(isFiltered ? 'approvals.none_match' : `approvals.none_${filter.box}`)}</Empty>}
        columns={[
          {
            key: 'what',
            head: t('approvals.what'),
            look: 'name',
            cell: ({ kind, subject }) => (
              <>
                {t(`approval:kinds.${kind}`)} {subject ? <strong>{subject}</strong> : null}
              </>
            ),
          },
          { key: 'by', head: t('approvals.asked_by'), look: 'tight', cell: ({ askedBy }) => askedBy.name },
          { key: 'at', head: t('approvals.asked_at'), look: 'tight', cell: ({ askedAt }) => <Moment at={askedAt} /> },
          {
            key: 'status',
            head: t('approvals.status'),
            look: 'tight',
            cell: ({ status, expiresAt }) => (
              <>
                {t(`approval:statuses.${status}`)} {status === 'pending' ? <DueWord before={expiresAt} /> : null}
              </>
            ),
          },
          {
            key: 'decision',
            head: <span className="unseen">{t('approvals.decision')}</span>,
            look: 'right',
            cell: ({ id, status }) =>
              filter.box === 'mine' || status !== 'pending' ? null : (
                <Decision isBusy={decide.isPending} onDecide={(reason) => decide.mutate({ id, reason })} />
              ),
          },
        ]}
      />
    </>
  )
}

function Filters({ filter, onChange }: { filter: Filter; onChange: (some: Record<string, string>) => void }) {
  const { t } = useTranslation(['console', 'approval'])
  const known = t('approval:kinds', { returnObjects: true }) as Record<string, Record<string, string>>
  const kinds = Object.entries(known).flatMap(([module, acts]) =>
    Object.entries(acts).map(([act, label]) => ({ value: `${module}.${act}`, label })),
  )
  return (
    <FilterForm label={t('nav.approvals')}>
      <Segmented
        aria-label={t('approvals.box')}
        value={filter.box}
        onChange={(box) => onChange({ box, state: '' })}
        options={boxes.map((value) => ({ value, label: t(`approvals.${value}`) }))}
      />
      <FilterChoice<string>
        label={t('approvals.kind')}
        value={filter.kind}
        any={t('approvals.any_kind')}
        options={kinds}
        onChange={(kind) => onChange({ kind })}
      />
      {filter.box === 'mine' ? (
        <FilterChoice
          label={t('approvals.state')}
          value={filter.state}
          any={t('approvals.any_state')}
          options={approvalStatuses.map((value) => ({ value, label: t(`approval:statuses.${value}`) }))}
          onChange={(state) => onChange({ state })}
        />
      ) : null}
      <FilterChoice
        label={t('approvals.sort')}
        value={filter.sort}
        options={approvalSorts.map((value) => ({ value, label: t(`approvals.sorts.${value}`) }))}
        onChange={(sort) => onChange({ sort })}
      />
      {filter.box === 'pending' ? (
        <FilterSearch label={t('approvals.search')} of={filter.q ?? ''} onSearch={(q) => onChange({ q })} />
      ) : null}
    </FilterForm>
  )
}

/** A one-time code is shown to whoever approved, and never again. */
function Shown({ result }: { result: Record<string, string> }) {
  const { t } = useTranslation('console')
  return (
    <Alert
      type="success"
      showIcon
      role="status"
      className="filter"
      title={t('approvals.done')}
      description={Object.entries(result).map(([name, value]) => (
        <p key={name}>
          {t(`approvals.results.${name}`, { defaultValue: name })} <strong className="code">{value}</strong>
        </p>
      ))}
    />
  )
}
