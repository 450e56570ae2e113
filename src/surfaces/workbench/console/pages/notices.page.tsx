import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { noticeWords, useNotices, useReadNotices } from '../../frame/notice-calls.ts'
import { ListSheet } from '../parts/list-frame.tsx'
import { Empty, PageHead } from '../parts/page.tsx'
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
      <ListSheet of={notices} empty={<Empty>{t('notices.none')}</Empty>}>
        {(items) => (
          <ul>
            {items.map((notice) => (
              <li key={notice.id}>
                <Link
                  className="todo-line"
                  to={
                    notice.caseId && notice.isYours && notice.title !== null
                      ? `/${notice.caseKind === 'motion' ? 'motions' : 'suggestions'}/${notice.caseId}`
                      : '/notices'
                  }
                  onClick={() => notice.readAt || read.mutate([notice.id])}
                >
                  {notice.readAt ? (
                    <span>{noticeWords(t, notice)}</span>
                  ) : (
                    <strong>
                      {noticeWords(t, notice)} <span className="todo-mark">{t('notices.unread')}</span>
                    </strong>
                  )}
                  <span className="title">
                    {notice.isYours ? (
                      <>
                        {notice.number} {notice.title ?? (notice.caseId && t('suggestion:confidentialTitle'))}
                      </>
                    ) : (
                      t('notices.not_yours')
                    )}
                  </span>
                  <Moment at={notice.createdAt} />
                </Link>
              </li>
            ))}
          </ul>
        )}
      </ListSheet>
    </>
  )
}
