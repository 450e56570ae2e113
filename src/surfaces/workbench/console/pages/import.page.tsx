import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { importKinds, importSorts, importStates } from '#modules/roster/roster.ts'
import { call } from '../../frame/call.ts'
import { rosterClient } from '../../frame/clients.ts'
import { usePages } from '../../frame/use-pages.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { FilterChoice, FilterForm, FilterSearch, useAddress } from '../parts/filter.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { ListFrame } from '../parts/list-frame.tsx'
import { Empty, PageHead } from '../parts/page.tsx'
import { Moment } from '../parts/told.tsx'
import { ImportPreview } from '../people/import-preview.tsx'
import { UploadForm } from '../people/upload-form.tsx'

export function ImportPage() {
  const { t } = useTranslation('console')
  const { id } = useParams()
  if (id) return <ImportPreview key={id} id={id} />
  return (
    <>
      <PageHead title={t('nav.imports')} />
      <UploadForm />
      <Earlier />
    </>
  )
}

function Earlier() {
  const { t } = useTranslation(['console', 'roster'])
  const [search, change] = useAddress()
  const kind = importKinds.find((one) => one === search.get('kind'))
  const q = search.get('q') ?? ''
  const state = importStates.find((one) => one === search.get('state'))
  const filter = {
    sort: importSorts.find((one) => one === search.get('sort')) ?? 'newest',
    ...(kind && { kind }),
    ...(state && { state }),
    ...(q && { q }),
  }
  const list = usePages(['imports', filter], (from) =>
    call(rosterClient.imports.$get({ query: { ...filter, ...from } })),
  )
  return (
    <section aria-label={t('imports.earlier')}>
      <div className="page-head">
        <h2>{t('imports.earlier')}</h2>
        <span className="push" />
        <ExportButton of="/api/imports" filter={filter} name={t('imports.file_name')} />
      </div>
      <FilterForm label={t('imports.earlier')}>
        <FilterChoice
          label={t('imports.kind')}
          value={kind}
          any={t('imports.any_kind')}
          options={importKinds.map((value) => ({ value, label: t(`roster:kinds.${value}`) }))}
          onChange={(next) => change({ kind: next })}
        />
        <FilterChoice
          label={t('imports.status')}
          value={state}
          any={t('imports.any_status')}
          options={importStates.map((value) => ({ value, label: t(`roster:statuses.${value}`) }))}
          onChange={(next) => change({ state: next })}
        />
        <FilterChoice
          label={t('imports.sort')}
          value={filter.sort}
          options={importSorts.map((value) => ({ value, label: t(`imports.sorts.${value}`) }))}
          onChange={(next) => change({ sort: next })}
        />
        <FilterSearch label={t('imports.search')} of={q} onSearch={(typed) => change({ q: typed })} />
      </FilterForm>
      <ListFrame
        of={list}
        caption={t('imports.earlier')}
        keyOf={({ id }) => id}
        empty={<Empty>{t('imports.none')}</Empty>}
        columns={[
          { key: 'file', head: t('imports.file'), cell: ({ fileName }) => fileName },
          { key: 'kind', head: t('imports.kind'), look: 'tight', cell: ({ kindName }) => kindName },
          { key: 'status', head: t('imports.status'), look: 'tight', cell: ({ statusName }) => statusName },
          { key: 'rows', head: t('imports.rows'), look: 'tight', cell: ({ counts }) => counts.total },
          { key: 'at', head: t('imports.at'), look: 'tight', cell: ({ createdAt }) => <Moment at={createdAt} /> },
          {
            key: 'open',
            head: <span className="unseen">{t('imports.open')}</span>,
            look: 'right',
            cell: ({ id }) => <LinkButton to={`/imports/${id}`}>{t('imports.open')}</LinkButton>,
          },
        ]}
      />
    </section>
  )
}
