import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { call } from '../../frame/call.ts'
import { rosterClient } from '../../frame/clients.ts'
import { LinkButton } from '../parts/link-button.tsx'
import { Answer, Empty, PageHead } from '../parts/page.tsx'
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
  const { t } = useTranslation('console')
  const list = useQuery({ queryKey: ['imports'], queryFn: () => call(rosterClient.imports.$get({ query: {} })) })
  return (
    <section className="sheet" aria-label={t('imports.earlier')}>
      <div className="section">
        <h2>{t('imports.earlier')}</h2>
        <Answer of={list} lines={3}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty>{t('imports.none')}</Empty>
            ) : (
              <table className="rows">
                <thead>
                  <tr>
                    <th scope="col">{t('imports.file')}</th>
                    <th scope="col">{t('imports.kind')}</th>
                    <th scope="col">{t('imports.status')}</th>
                    <th scope="col">{t('imports.rows')}</th>
                    <th scope="col">{t('imports.at')}</th>
                    <th scope="col">
                      <span className="unseen">{t('imports.open')}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((one) => (
                    <tr key={one.id}>
                      <td>{one.fileName}</td>
                      <td className="tight">{one.kindName}</td>
                      <td className="tight">{one.statusName}</td>
                      <td className="tight">{one.counts.total}</td>
                      <td className="tight">
                        <Moment at={one.createdAt} />
                      </td>
                      <td className="right">
                        <LinkButton to={`/imports/${one.id}`}>{t('imports.open')}</LinkButton>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )
          }
        </Answer>
      </div>
    </section>
  )
}
