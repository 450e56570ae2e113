import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSession } from '../../frame/session.ts'
import { todoGroups } from '../../frame/todo-groups.ts'
import { useDrafts } from '../draft-store.ts'
import look from '../look.module.css'
import { useOfflineTodo } from '../offline-read.ts'
import { Answer, Empty, PageTitle } from '../parts/page.tsx'
import { DueWord, Moment } from '../parts/told.tsx'
import { hasWords } from '../send-drafts.ts'

/** What waits for me, soonest first. */
export function TodayPage() {
  const { t } = useTranslation(['deputy', 'suggestion', 'workbench'])
  const todo = useOfflineTodo()
  return (
    <>
      <PageTitle>{t('today.title')}</PageTitle>
      <Unsent />
      <Answer of={todo}>
        {(lines) =>
          todoGroups(lines).length === 0 ? (
            <Empty
              action={
                <Link to="/write" className={`${look.button} ${look.primary}`}>
                  {t('write.new')}
                </Link>
              }
            >
              {t('today.none')}
            </Empty>
          ) : (
            todoGroups(lines).map(({ group, lines: ofGroup }) => (
              <section key={group} className={look.group} aria-label={t(`today.${group}`)}>
                <h2 className={group === 'overdue' ? look.late : undefined}>{t(`today.${group}`)}</h2>
                <ul className={look.list}>
                  {ofGroup.map((line) => (
                    <li key={`${line.caseId}/${line.todo}`}>
                      <Link
                        to={`/${line.caseKind === 'motion' ? 'motions' : 'cases'}/${line.caseId}`}
                        className={look.row}
                      >
                        <span>
                          <strong>{t(`suggestion:todo.${line.todo}`)}</strong>
                          {line.title}
                          <span className={look.meta}>
                            {line.number ? <span>{line.number}</span> : null}
                            {line.dueBefore ? (
                              <DueWord before={line.dueBefore} />
                            ) : (
                              <span>
                                {t('today.changed')} <Moment at={line.changedAt} />
                              </span>
                            )}
                          </span>
                        </span>
                      </Link>
                    </li>
                  ))}
                </ul>
              </section>
            ))
          )
        }
      </Answer>
    </>
  )
}

function Unsent() {
  const { t } = useTranslation('deputy')
  const { account } = useSession()
  const { data } = useDrafts(account.id)
  const waiting = (data ?? []).filter((draft) => draft.state !== 'sent' && hasWords(draft))
  if (waiting.length === 0) return null
  return (
    <p className={look.title}>
      <Link to="/duty">{t('today.unsent', { count: waiting.length })}</Link>
    </p>
  )
}
