import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type { PublicationView } from '#modules/suggestion/public-copy.contract.ts'
import { call } from '../../frame/call.ts'
import { suggestionClient } from '../../frame/clients.ts'
import { useFormDraft } from '../../frame/form-draft.ts'
import { caseKey, useCase } from '../../frame/suggestion-calls.ts'
import { Field } from '../parts/field.tsx'
import { Answer, Fault, PageHead } from '../parts/page.tsx'
import { Moment } from '../parts/told.tsx'

const cases = suggestionClient.suggestions[':id']
const key = (id: string) => ['publication', id] as const

/** The copy that everyone will read: redacted here, confirmed by deputy and unit, released by another person. */
export function PublicationPage() {
  const { t } = useTranslation(['console', 'workbench'])
  const { id = '' } = useParams()
  const kase = useCase(id)
  const [isSaved, setSaved] = useState(false)
  const copy = useQuery({ queryKey: key(id), queryFn: () => call(cases.publication.$get({ param: { id } })) })
  return (
    <>
      <PageHead title={t('publication.title')}>
        <Link to={`/suggestions/${id}`}>{t('publication.back')}</Link>
      </PageHead>
      <Answer of={copy}>
        {(view) => (
          <>
            <ul className="facts lead">
              <li>{t(`workbench:case.publication.${view.state}`)}</li>
              <li>
                {t('publication.deputy')}{' '}
                {view.deputyAgreedAt ? (
                  <Moment at={view.deputyAgreedAt} />
                ) : (
                  t(`publication.waits_for.${view.waitsForAgreementOf ?? 'lead'}`)
                )}
              </li>
              <li>
                {t('publication.unit')}{' '}
                {view.unitCheckedAt ? (
                  <Moment at={view.unitCheckedAt} />
                ) : (
                  [t('publication.waiting'), ...view.waitsForUnits].join(' ')
                )}
              </li>
            </ul>
            {view.state === 'redacted' &&
            view.deputyAgreedAt &&
            view.unitCheckedAt &&
            kase.data?.allowed.includes('redactPublication') &&
            !kase.data.allowed.includes('releasePublication') ? (
              <p className="quiet filter">{t('publication.by_another')}</p>
            ) : null}
            {view.newAnswers > 0 ? (
              <Alert
                type="warning"
                showIcon
                className="filter"
                title={t('publication.new_answers', { count: view.newAnswers })}
                action={kase.data?.allowed.includes('preparePublication') ? <TakeIn id={id} /> : undefined}
              />
            ) : null}
            <Confirmations id={id} allowed={kase.data?.allowed ?? []} />
            {isSaved ? (
              <Alert type="success" showIcon role="status" className="filter" title={t('publication.saved')} />
            ) : null}
            {kase.data?.allowed.includes('redactPublication') ? (
              <RedactForm key={view.version} id={id} view={view} onSaved={() => setSaved(true)} />
            ) : (
              <Copy view={view} />
            )}
          </>
        )}
      </Answer>
    </>
  )
}

function Copy({ view }: { view: PublicationView }) {
  const { t } = useTranslation('workbench')
  const { content } = view
  return (
    <article className="sheet pad">
      <h2>{content.title}</h2>
      {(['subject', 'grounds', 'proposal'] as const).map((part) => (
        <div key={part}>
          <h3 className="quiet">{t(`draft.${part}`)}</h3>
          <p className="prose">{content[part]}</p>
        </div>
      ))}
      {content.answers.map((answer) => (
        <div key={`${answer.unitName}/${answer.sentOn}`}>
          <h3 className="quiet">{t('case.reply_of', { unit: answer.unitName })}</h3>
          <p className="prose">{answer.body}</p>
        </div>
      ))}
    </article>
  )
}

function useAfterwards(id: string) {
  const client = useQueryClient()
  return async () => {
    await client.invalidateQueries({ queryKey: key(id) })
    await client.invalidateQueries({ queryKey: caseKey(id) })
    await client.invalidateQueries({ queryKey: ['todo'] })
  }
}

/** The answers that were sent meanwhile come into the copy. */
function TakeIn({ id }: { id: string }) {
  const { t } = useTranslation('console')
  const onSuccess = useAfterwards(id)
  const taking = useMutation({ mutationFn: () => call(cases.publication.$post({ param: { id } })), onSuccess })
  return (
    <>
      <Button loading={taking.isPending} onClick={() => taking.mutate()}>
        {t('publication.take_in')}
      </Button>
      {taking.error ? <Fault error={taking.error} /> : null}
    </>
  )
}

function Confirmations({ id, allowed }: { id: string; allowed: string[] }) {
  const { t } = useTranslation('workbench')
  const onSuccess = useAfterwards(id)
  const [reason, setReason] = useState('')
  const param = { id }
  const agree = useMutation({ mutationFn: () => call(cases.publication.agreement.$post({ param })), onSuccess })
  const check = useMutation({ mutationFn: () => call(cases.publication['secrecy-check'].$post({ param })), onSuccess })
  const release = useMutation({ mutationFn: () => call(cases.publication.release.$post({ param })), onSuccess })
  const withdraw = useMutation({
    mutationFn: () => call(cases.publication.withdrawal.$post({ param, json: { reason } })),
    onSuccess,
  })
  const error = agree.error ?? check.error ?? release.error ?? withdraw.error
  return (
    <div className="chips filter">
      {allowed.includes('agreePublication') ? (
        <Button type="primary" loading={agree.isPending} onClick={() => agree.mutate()}>
          {t('acts.agreePublication')}
        </Button>
      ) : null}
      {allowed.includes('checkPublication') ? (
        <Button type="primary" loading={check.isPending} onClick={() => check.mutate()}>
          {t('acts.checkPublication')}
        </Button>
      ) : null}
      {allowed.includes('releasePublication') ? (
        <Button type="primary" loading={release.isPending} onClick={() => release.mutate()}>
          {t('acts.releasePublication')}
        </Button>
      ) : null}
      {allowed.includes('withdrawPublication') ? (
        <>
          <Input
            aria-label={t('withdraw_reason')}
            placeholder={t('withdraw_reason')}
            className="filter-search"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button disabled={reason.trim() === ''} loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
            {t('acts.withdrawPublication')}
          </Button>
        </>
      ) : null}
      {error ? <Fault error={error} /> : null}
    </div>
  )
}

type Content = PublicationView['content']

function RedactForm({ id, view, onSaved }: { id: string; view: PublicationView; onSaved: () => void }) {
  const { t } = useTranslation(['console', 'workbench'])
  const afterwards = useAfterwards(id)
  // Covering a long answer takes a while: a lock or a closed window shall not undo it.
  const draft = useFormDraft<Content>(`publication/${id}/${view.version}`, view.content)
  const { values: content } = draft
  const save = useMutation({
    mutationFn: () =>
      call(cases.publication.$put({ param: { id }, json: { version: view.version, content: content as never } })),
    onSuccess: async () => {
      await draft.forget()
      onSaved()
      await afterwards()
    },
  })
  return (
    <form
      className="act-form"
      aria-label={t('publication.form')}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <p className="quiet">{t('publication.lead')}</p>
      {(['title', 'subject', 'grounds', 'proposal'] as const).map((part) => (
        <Field key={part} label={t(`workbench:draft.${part}`)}>
          {(control) => (
            <Input.TextArea
              {...control}
              autoSize={{ minRows: part === 'title' ? 1 : 3 }}
              value={content[part]}
              onChange={(event) => draft.change({ [part]: event.target.value })}
            />
          )}
        </Field>
      ))}
      {content.answers.map((answer, index) => (
        <Field
          key={`${answer.unitName}/${answer.sentOn}`}
          label={t('workbench:case.reply_of', { unit: answer.unitName })}
        >
          {(control) => (
            <Input.TextArea
              {...control}
              autoSize={{ minRows: 4 }}
              value={answer.body}
              onChange={(event) =>
                draft.change({
                  answers: content.answers.map((one, at) =>
                    at === index ? { ...one, body: event.target.value } : one,
                  ),
                })
              }
            />
          )}
        </Field>
      ))}
      {save.error ? <Fault error={save.error} /> : null}
      <div className="buttons">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('publication.save')}
        </Button>
      </div>
    </form>
  )
}
