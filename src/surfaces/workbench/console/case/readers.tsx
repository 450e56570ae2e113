import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { assignmentClient } from '../../frame/clients.ts'
import { useActing } from '../../frame/session.ts'
import { useAct } from '../../frame/suggestion-calls.ts'
import type { SuggestionView } from '../../frame/suggestion-shapes.ts'
import { Answer, Fault } from '../parts/page.tsx'

const readersOf = assignmentClient.suggestions[':id'].readers

/** Who may read a confidential case: each organ names its own people, and takes it from them again. */
export function NamedReaders({ view }: { view: SuggestionView }) {
  const { kind } = useActing()
  return view.confidential && kind === 'post' ? <ReaderList id={view.id} /> : null
}

function ReaderList({ id }: { id: string }) {
  const { t } = useTranslation('console')
  const client = useQueryClient()
  const key = ['readers', id]
  const list = useQuery({ queryKey: key, queryFn: () => call(readersOf.$get({ param: { id } })) })
  const act = useAct(id)
  const [chosen, setChosen] = useState<string>()
  const run = (send: () => Promise<unknown>) =>
    act.mutate(send, {
      onSuccess: () => {
        setChosen(undefined)
        void client.invalidateQueries({ queryKey: key })
      },
    })
  return (
    <section className="sheet" aria-label={t('readers.title')}>
      <div className="section">
        <h2>{t('readers.title')}</h2>
        <Answer of={list} lines={2}>
          {({ readers, colleagues }) => (
            <>
              {readers.map(({ personId, name, organName, mayBeDropped }) => (
                <p key={`${personId} ${organName}`} className="person-line">
                  <strong>{name}</strong> <span className="quiet">{organName}</span>
                  {mayBeDropped ? (
                    <Button
                      type="link"
                      size="small"
                      disabled={act.isPending}
                      aria-label={t('readers.drop_name', { name })}
                      onClick={() => run(() => call(readersOf[':personId'].$delete({ param: { id, personId } })))}
                    >
                      {t('readers.drop')}
                    </Button>
                  ) : null}
                </p>
              ))}
              {colleagues.length > 0 ? (
                <div className="chips">
                  <Select
                    aria-label={t('readers.colleague')}
                    placeholder={t('readers.colleague')}
                    popupMatchSelectWidth={false}
                    value={chosen}
                    onChange={setChosen}
                    options={colleagues.map(({ personId, name }) => ({ value: personId, label: name }))}
                  />
                  <Button
                    loading={act.isPending}
                    disabled={chosen === undefined}
                    onClick={() =>
                      run(() => call(readersOf.$post({ param: { id }, json: { personId: chosen ?? '' } })))
                    }
                  >
                    {t('readers.name')}
                  </Button>
                </div>
              ) : null}
              <p className="quiet">{t('readers.kept')}</p>
            </>
          )}
        </Answer>
        {act.error ? <Fault error={act.error} /> : null}
      </div>
    </section>
  )
}
