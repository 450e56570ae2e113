import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { TodoView } from '#modules/suggestion/suggestion.contract.ts'
import { Icon } from '../../frame/icons.tsx'
import { useTodo } from '../../frame/suggestion-calls.ts'
import { todoGroups } from '../../frame/todo-groups.ts'
import { useNav } from '../nav.ts'
import { Light } from '../parts/light.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { Answer, Empty, PageHead } from '../parts/page.tsx'
import { DueWord, Moment } from '../parts/told.tsx'

/** Each line says what to do, not what it is, with a light by its clock; the soonest stands first. */
export function TodoPage() {
  const { t } = useTranslation(['console', 'suggestion'])
  const todo = useTodo()
  const hasFigures = useNav().some(({ path }) => path === '/figures')
  return (
    <>
      <PageHead title={t('todo.title')} />
      <Answer of={todo}>
        {(lines) =>
          todoGroups(lines).length === 0 ? (
            <div className="sheet">
              <Empty
                action={
                  <span className="chips centred">
                    <LinkButton type="primary" to="/suggestions">
                      {t('todo.go_to_list')}
                    </LinkButton>
                    {hasFigures ? <LinkButton to="/figures">{t('todo.go_to_figures')}</LinkButton> : null}
                  </span>
                }
              >
                {t('todo.none')}
              </Empty>
            </div>
          ) : (
            todoGroups(lines).map(({ group, lines: ofGroup }) => (
              <section key={group} className="todo-group" aria-label={t(`todo.${group}`)}>
                <h2 className={group === 'overdue' ? 'due-late' : undefined}>
                  {group === 'overdue' ? <Icon name="late" /> : null}
                  {t(`todo.${group}`)} <span className="quiet">{ofGroup.length}</span>
                </h2>
                <ul className="sheet">
                  {ofGroup.map((line) => (
                    <li key={`${line.caseId}/${line.todo}`}>
                      <TodoLine of={line}>
                        <strong>{t(`suggestion:todo.${line.todo}`)}</strong>
                        <span className="title">
                          {line.number ? `${line.number} ` : ''}
                          {line.opens ? line.title : t('suggestion:named_readers_only')}
                        </span>
                        {line.dueBefore && group !== 'undated' ? (
                          <span className="todo-clock">
                            <Light before={line.dueBefore} />
                            <DueWord before={line.dueBefore} />
                          </span>
                        ) : (
                          <span className="todo-clock quiet">
                            {t('todo.changed')} <Moment at={line.changedAt} />
                          </span>
                        )}
                      </TodoLine>
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

type LineProps = { of: TodoView['later'][number]; children: ReactNode }

/** Leads to the case, where its page opens for the reader. */
function TodoLine({ of: { opens, caseKind, caseId }, children }: LineProps) {
  if (!opens) return <div className="todo-line closed">{children}</div>
  return (
    <Link className="todo-line" to={`/${caseKind === 'motion' ? 'motions' : 'suggestions'}/${caseId}`}>
      {children}
    </Link>
  )
}
