import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { call } from '../../frame/call.ts'
import { caseLifeClient } from '../../frame/clients.ts'
import { calendarDate } from '../../frame/dates.ts'
import { Icon } from '../../frame/icons.tsx'
import { useLocale } from '../../frame/use-locale.ts'
import { usePages } from '../../frame/use-pages.ts'
import look from '../look.module.css'
import { ActButton } from '../parts/act-button.tsx'
import { Answer, Empty, PageTitle } from '../parts/page.tsx'

/** 我的承诺: what was promised in answer to this deputy's suggestions, the first due on top. */
export function PromisesPage() {
  const { t } = useTranslation(['deputy', 'suggestion', 'workbench'])
  const locale = useLocale()
  const list = usePages(['commitments'], (query) => call(caseLifeClient.commitments.$get({ query })))
  return (
    <>
      <PageTitle>{t('promises.title')}</PageTitle>
      <Answer of={list}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items)
          if (rows.length === 0) return <Empty>{t('promises.none')}</Empty>
          return (
            <>
              <ul className={look.list}>
                {rows.map((row) => (
                  <li key={row.id}>
                    <Link to={`/cases/${row.suggestionId}`} className={look.row}>
                      <span>
                        <strong>{row.content}</strong>
                        <span className={look.meta}>
                          <span>{row.unitName}</span>
                          <span>{t('workbench:case.promised_for', { on: calendarDate(locale, row.dueOn) })}</span>
                          <span className={row.state === 'overdue' ? look.wanting : look.quiet}>
                            {t(`suggestion:commitmentStates.${row.state}`)}
                          </span>
                        </span>
                      </span>
                      <Icon name="next" />
                    </Link>
                  </li>
                ))}
              </ul>
              {list.hasNextPage ? (
                <ActButton isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
                  {t('notices.more')}
                </ActButton>
              ) : null}
            </>
          )
        }}
      </Answer>
    </>
  )
}
