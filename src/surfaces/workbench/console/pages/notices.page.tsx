import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useNotices, useReadNotices } from '../../frame/notice-calls.ts'
import { Answer, Empty, PageHead } from '../parts/page.tsx'
import { Moment } from '../parts/told.tsx'

export function NoticesPage() {
  const { t } = useTranslation(['console', 'suggestion'])
  const notices = useNotices()
  const read = useReadNotices()
  return (
    <>
      <PageHead title={t('notices.title')}>
        <span className="push" />
        <Button loading={read.isPending} onClick={() => read.mutate('all')}>
          {t('notices.read_all')}
        </Button>
      </PageHead>
      <div className="sheet">
        <Answer of={notices}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items)
            if (items.length === 0) return <Empty>{t('notices.none')}</Empty>
            return (
              <>
                <ul>
                  {items.map((notice) => (
                    <li key={notice.id}>
                      <Link
                        className="todo-line"
                        to={
                          notice.caseId
                            ? `/${notice.caseKind === 'motion' ? 'motions' : 'suggestions'}/${notice.caseId}`
                            : '/notices'
                        }
                        onClick={() => notice.readAt || read.mutate([notice.id])}
                      >
                        {notice.readAt ? (
                          <span>{t(`suggestion:notices.${notice.kind}`)}</span>
                        ) : (
                          <strong>
                            {t(`suggestion:notices.${notice.kind}`)}{' '}
                            <span className="todo-mark">{t('notices.unread')}</span>
                          </strong>
                        )}
                        <span className="title">
                          {notice.number} {notice.title ?? t('suggestion:confidentialTitle')}
                        </span>
                        <Moment at={notice.createdAt} />
                      </Link>
                    </li>
                  ))}
                </ul>
                {notices.hasNextPage ? (
                  <div className="table-foot">
                    <span className="push" />
                    <Button loading={notices.isFetchingNextPage} onClick={() => void notices.fetchNextPage()}>
                      {t('list.more')}
                    </Button>
                  </div>
                ) : null}
              </>
            )
          }}
        </Answer>
      </div>
    </>
  )
}
