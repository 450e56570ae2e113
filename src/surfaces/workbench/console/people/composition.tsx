import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { rosterClient } from '../../frame/clients.ts'
import { Answer } from '../parts/page.tsx'

// what is written freely has a line for nearly everybody
const firstShown = 12

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
                  <Lines
                    items={items.slice(0, firstShown)}
                    total={total}
                    nameOf={(value) => nameOf(by, value)}
                    onOpen={onOpen}
                  />
                  {items.length > firstShown ? (
                    <details>
                      <summary>{t('composition.rest', { count: items.length - firstShown })}</summary>
                      <Lines
                        items={items.slice(firstShown)}
                        total={total}
                        nameOf={(value) => nameOf(by, value)}
                        onOpen={onOpen}
                      />
                    </details>
                  ) : null}
                </div>
              </section>
            ))}
          </div>
        </>
      )}
    </Answer>
  )
}

type LinesProps = {
  items: readonly { value: string; count: number; filter?: Record<string, string> | null | undefined }[]
  total: number
  nameOf: (value: string) => string
  onOpen: (filter: Record<string, string>) => void
}

function Lines({ items, total, nameOf, onOpen }: LinesProps) {
  const { t } = useTranslation('console')
  return (
    <table className="figure">
      <tbody>
        {items.map((item) => (
          <tr key={item.value}>
            <th scope="row">{nameOf(item.value)}</th>
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
  )
}
