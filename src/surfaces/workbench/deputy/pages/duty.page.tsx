import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Icon } from '../../frame/icons.tsx'
import { useActing, useSession } from '../../frame/session.ts'
import { useDrafts } from '../draft-store.ts'
import form from '../form.module.css'
import look from '../look.module.css'
import { useOfflineList } from '../offline-read.ts'
import { DraftStatus } from '../parts/draft-status.tsx'
import { Answer, Empty, PageTitle } from '../parts/page.tsx'
import { CaseState, DueWord, Moment } from '../parts/told.tsx'
import { hasWords, statusOfDraft } from '../send-drafts.ts'

const boxes = ['open', 'closed', 'all'] as const

export function DutyPage() {
  const { t } = useTranslation(['deputy', 'suggestion', 'workbench', 'topic', 'motion'])
  const [box, setBox] = useState<(typeof boxes)[number]>('open')
  const list = useOfflineList({ box, sort: 'changed' })
  return (
    <>
      <PageTitle>{t('duty.title')}</PageTitle>
      <Link to="/write" className={`${look.button} ${look.primary} ${look.wide} ${look.title}`}>
        <Icon name="plus" /> {t('write.new')}
      </Link>
      <LocalDrafts />
      <Link to="/topics" className={look.row}>
        <span>
          <Icon name="topic" /> {t('topic:title')}
        </span>
        <Icon name="next" />
      </Link>
      <Link to="/motions" className={look.row}>
        <span>
          <Icon name="motion" /> {t('motion:title')}
        </span>
        <Icon name="next" />
      </Link>
      <Link to="/promises" className={look.row}>
        <span>
          <Icon name="done" /> {t('promises.title')}
        </span>
        <Icon name="next" />
      </Link>
      <section className={look.group} aria-label={t('duty.mine')}>
        <h2>{t('duty.mine')}</h2>
        <fieldset className={form.chips} aria-label={t('duty.range')}>
          {boxes.map((one) => (
            <Button key={one} className={form.chip ?? ''} aria-pressed={one === box} onPress={() => setBox(one)}>
              {t(`duty.boxes.${one}`)}
            </Button>
          ))}
        </fieldset>
        <Answer of={list}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty>{t('duty.none')}</Empty>
            ) : (
              <ul className={look.list}>
                {items.map((row) => (
                  <li key={row.id}>
                    <Link to={`/cases/${row.id}`} className={look.row}>
                      <span>
                        <strong>{row.title || t('write.untitled')}</strong>
                        <span className={look.meta}>
                          <CaseState state={row.state} />
                          {row.number ? <span>{row.number}</span> : null}
                          {row.todo ? <span className={look.waiting}>{t(`suggestion:todo.${row.todo}`)}</span> : null}
                          {row.dueBefore ? <DueWord before={row.dueBefore} /> : <Moment at={row.changedAt} />}
                        </span>
                      </span>
                      <Icon name="next" />
                    </Link>
                  </li>
                ))}
              </ul>
            )
          }
        </Answer>
      </section>
    </>
  )
}

/** What the server does not have yet, or has differently. */
function LocalDrafts() {
  const { t } = useTranslation('deputy')
  const { account } = useSession()
  const acting = useActing()
  const { data } = useDrafts(account.id)
  const drafts = (data ?? []).filter((draft) => draft.state !== 'sent' && hasWords(draft))
  if (drafts.length === 0) return null
  return (
    <section className={look.group} aria-label={t('duty.on_device')}>
      <h2>{t('duty.on_device')}</h2>
      <ul className={look.list}>
        {drafts.map((draft) => (
          <li key={draft.id}>
            <Link to={`/write/${draft.id}`} className={look.row}>
              <span>
                <strong>{draft.content.title || t('write.untitled')}</strong>
                <span className={look.meta}>
                  <DraftStatus state={statusOfDraft(draft)} savedAt={draft.savedAt} />
                  {draft.mandateId === acting.id ? null : <span>{t('duty.other_mandate')}</span>}
                </span>
              </span>
              <Icon name="next" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
