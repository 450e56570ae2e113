import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { call } from '../../frame/call.ts'
import { suggestionClient } from '../../frame/clients.ts'
import { useAct } from '../../frame/suggestion-calls.ts'
import look from '../look.module.css'
import { useOfflineCase } from '../offline-read.ts'
import { ActButton } from '../parts/act-button.tsx'
import { Answer, Fault, PageTitle } from '../parts/page.tsx'

const cases = suggestionClient.suggestions[':id']

/** The words that everyone would read, before their author agrees to it. */
export function PublicCopyPage() {
  const { t } = useTranslation(['deputy', 'workbench', 'suggestion'])
  const { id = '' } = useParams()
  const navigate = useNavigate()
  const kase = useOfflineCase(id)
  const copy = useQuery({
    queryKey: ['publication', id],
    queryFn: () => call(cases.publication.$get({ param: { id } })),
  })
  const doing = useAct(id)
  const agree = () =>
    doing.mutate(() => call(cases.publication.agreement.$post({ param: { id } })), {
      onSuccess: () => void navigate(`/cases/${id}`, { replace: true }),
    })
  return (
    <div className={look.stack}>
      <PageTitle>{t('publication.title')}</PageTitle>
      <Answer of={copy}>
        {({ content, state }) => (
          <>
            <p className={look.quiet}>{t(`workbench:case.publication.${state}`)}</p>
            <h2>{content.title}</h2>
            {(['subject', 'grounds', 'proposal'] as const).map((part) => (
              <div key={part}>
                <h3 className={look.quiet}>{t(`workbench:draft.${part}`)}</h3>
                <p className={look.prose}>{content[part]}</p>
              </div>
            ))}
            {content.answers.map((answer) => (
              <div key={`${answer.unitName}/${answer.sentOn}`}>
                <h3>{t('workbench:case.reply_of', { unit: answer.unitName })}</h3>
                <p className={look.prose}>{answer.body}</p>
              </div>
            ))}
          </>
        )}
      </Answer>
      {doing.error ? <Fault error={doing.error} /> : null}
      {kase.data?.allowed.includes('agreePublication') ? (
        <ActButton primary isPending={doing.isPending} onPress={agree}>
          {t('workbench:acts.agreePublication')}
        </ActButton>
      ) : null}
    </div>
  )
}
