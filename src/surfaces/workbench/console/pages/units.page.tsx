import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { organKinds } from '#modules/organisation/organisation.ts'
import { call } from '../../frame/call.ts'
import { organisationClient } from '../../frame/clients.ts'
import { calendarDate } from '../../frame/dates.ts'
import { useActing } from '../../frame/session.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { Answer, Empty, PageHead } from '../parts/page.tsx'

export function UnitsPage() {
  const { t } = useTranslation('console')
  const locale = useLocale()
  const acting = useActing()
  const [search, setSearch] = useSearchParams()
  const q = search.get('q') ?? ''
  const kind = organKinds.find((one) => one === search.get('kind'))
  const set = (name: string, value: string) =>
    setSearch((now) => {
      if (value) now.set(name, value)
      else now.delete(name)
      return now
    })
  const list = useInfiniteQuery({
    queryKey: ['organs', acting.congressId, q, kind],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      call(
        organisationClient.organs.$get({
          query: {
            congressId: acting.congressId,
            ...(q ? { q } : {}),
            ...(kind ? { kind } : {}),
            ...(pageParam ? { cursor: pageParam } : {}),
          },
        }),
      ),
    getNextPageParam: (page) => page.next,
  })
  return (
    <>
      <PageHead title={t('nav.units')} />
      <div className="chips filter">
        <Select
          aria-label={t('units.kind')}
          value={kind ?? ''}
          popupMatchSelectWidth={false}
          onChange={(value) => set('kind', value)}
          options={[
            { value: '', label: t('units.any_kind') },
            ...organKinds.map((value) => ({ value, label: t(`units.kinds.${value}`) })),
          ]}
        />
        <Input.Search
          aria-label={t('units.search')}
          placeholder={t('units.search')}
          className="filter-search"
          allowClear
          defaultValue={q}
          onSearch={(value) => set('q', value.trim())}
        />
      </div>
      <div className="sheet">
        <Answer of={list}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items)
            if (items.length === 0) return <Empty>{t('units.none')}</Empty>
            return (
              <>
                <table className="rows">
                  <caption className="unseen">{t('nav.units')}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{t('units.name')}</th>
                      <th scope="col">{t('units.short')}</th>
                      <th scope="col">{t('units.kind')}</th>
                      <th scope="col">{t('units.system')}</th>
                      <th scope="col">{t('units.code')}</th>
                      <th scope="col">{t('units.since')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((organ) => (
                      <tr key={organ.id}>
                        <td>
                          {organ.name}
                          {organ.endsOn ? (
                            <span className="todo-mark">
                              {t('units.ended', { on: calendarDate(locale, organ.endsOn) })}
                            </span>
                          ) : null}
                        </td>
                        <td className="tight">{organ.shortName}</td>
                        <td className="tight">{t(`units.kinds.${organ.kind}`)}</td>
                        <td className="tight">{t(`units.systems.${organ.system}`)}</td>
                        <td className="tight">{organ.code}</td>
                        <td className="tight">{calendarDate(locale, organ.startsOn)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
                <div className="table-foot">
                  <span className="quiet" role="status">
                    {t('units.count', { shown: items.length, total: pages[0]?.total.value ?? items.length })}
                  </span>
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
