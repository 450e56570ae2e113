import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { rosterClient } from '../../frame/clients.ts'
import { Answer } from '../parts/page.tsx'

/** How the deputies are made up; a table for each figure, each line opening the deputies it counts. */
export function Composition({
  filter,
  onOpen,
}: {
  filter: Record<string, string>
  onOpen: (filter: Record<string, string>) => void
}) {
  const { t, i18n } = useTranslation(['console', 'roster'])
  const figures = useQuery({
    queryKey: ['composition', filter],
    queryFn: () => call(rosterClient.deputies.statistics.$get({ query: filter })),
  })
  const nameOf = (by: string, value: string): string => {
    const key = `console:composition.${by}.${value}`
    return i18n.exists(key) ? t(key) : value === 'unknown' ? t('composition.unknown') : value
  }
  return (
    <Answer of={figures}>
      {({ total, figures: all }) => (
        <>
          <p className="lead">{t('composition.total', { count: total })}</p>
          <div className="figures">
            {all.map(({ by, items }) => (
              <section key={by} className="sheet" aria-label={t(`composition.by.${by}`)}>
                <div className="section">
                  <h2>{t(`composition.by.${by}`)}</h2>
                  <table className="figure">
                    <tbody>
                      {items.map((item) => (
                        <tr key={item.value}>
                          <th scope="row">{nameOf(by, item.value)}</th>
                          <td className="bar" aria-hidden="true">
                            <progress value={item.count} max={Math.max(1, total)} tabIndex={-1} />
                          </td>
                          <td className="right">
                            <button type="button" className="count-link" onClick={() => onOpen(item.filter ?? {})}>
                              {t('composition.count', { count: item.count })}
                            </button>
                          </td>
                          <td className="right quiet">{((item.count / Math.max(1, total)) * 100).toFixed(1)}%</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
              </section>
            ))}
          </div>
        </>
      )}
    </Answer>
  )
}
