import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { noticeWords, useNotices, useReadNotices } from '../../frame/notice-calls.ts'
import look from '../look.module.css'
import { ActButton } from '../parts/act-button.tsx'
import { Answer, Empty, PageTitle } from '../parts/page.tsx'
import { Moment } from '../parts/told.tsx'

export function NoticesPage() {
  const { t } = useTranslation(['deputy', 'suggestion'])
  const notices = useNotices()
  const read = useReadNotices()
  // whose own suggestion was merged is told of that one
  const numberOf = ({ number, ownNumber }: { number: string | null; ownNumber: string | null }) =>
    ownNumber ? t('notices.merged', { own: ownNumber, number: number ?? '' }) : number
  return (
    <>
      <PageTitle>{t('notices.title')}</PageTitle>
      <Answer of={notices}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items)
          if (items.length === 0) return <Empty>{t('notices.none')}</Empty>
          return (
            <div className={look.stack}>
              {items.some(({ readAt }) => !readAt) ? (
                <ActButton isPending={read.isPending} onPress={() => read.mutate('all')}>
                  {t('notices.read_all')}
                </ActButton>
              ) : null}
              <ul className={look.list}>
                {items.map((notice) => {
                  const words = (
                    <span>
                      <strong className={notice.readAt ? look.read : undefined}>{noticeWords(t, notice)}</strong>
                      {notice.isYours
                        ? (notice.ownTitle ?? notice.title ?? (notice.caseId && t('suggestion:confidentialTitle')))
                        : t('notices.not_yours')}
                      <span className={look.meta}>
                        {notice.number ? <span>{numberOf(notice)}</span> : null}
                        <Moment at={notice.createdAt} />
                        {notice.readAt ? null : <span className={look.wanting}>{t('notices.unread')}</span>}
                      </span>
                    </span>
                  )
                  return (
                    <li key={notice.id}>
                      {notice.caseId && notice.isYours ? (
                        <Link
                          to={`/${notice.caseKind === 'motion' ? 'motions' : 'cases'}/${notice.caseId}`}
                          className={look.row}
                          onClick={() => notice.readAt || read.mutate([notice.id])}
                        >
                          {words}
                        </Link>
                      ) : (
                        <div className={look.row}>{words}</div>
                      )}
                    </li>
                  )
                })}
              </ul>
              {notices.hasNextPage ? (
                <ActButton isPending={notices.isFetchingNextPage} onPress={() => void notices.fetchNextPage()}>
                  {t('notices.more')}
                </ActButton>
              ) : null}
            </div>
          )
        }}
      </Answer>
    </>
  )
}
