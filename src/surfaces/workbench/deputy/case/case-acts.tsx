import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { call } from '../../frame/call.ts'
import { assignmentClient, suggestionClient } from '../../frame/clients.ts'
import { calendarDate } from '../../frame/dates.ts'
import { useAct } from '../../frame/suggestion-calls.ts'
import type { SuggestionView } from '../../frame/suggestion-shapes.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { AnswerCosign } from '../cosign/answer.tsx'
import { takeUpDraft } from '../cosign/put-away.ts'
import { Unconfirmed } from '../cosign/unconfirmed.tsx'
import { dropDraft } from '../draft-store.ts'
import look from '../look.module.css'
import { ActButton } from '../parts/act-button.tsx'
import { ActCard } from '../parts/act-card.tsx'
import { isWithin, Words } from '../parts/fields.tsx'
import { Fault } from '../parts/page.tsx'
import { ConfirmPaper } from './confirm-paper.tsx'
import { EvaluationForm } from './evaluation-form.tsx'
import { InviteForm } from './invite-form.tsx'
import { ContradictCosign, NotKept, WithdrawCosign } from './worded-acts.tsx'

/** What this deputy may do now, the most pressing first. Each is done in the page itself. */
export function CaseActs({ view }: { view: SuggestionView }) {
  const may = (code: string) => view.allowed.includes(code)
  return (
    <>
      {may('confirmPaper') ? <ConfirmPaper view={view} /> : null}
      {may('contradictCosign') ? <ContradictCosign view={view} /> : null}
      {may('cosign') ? <Cosign view={view} /> : null}
      {may('evaluate') ? <EvaluationForm view={view} /> : null}
      {may('confirmConsultation') ? <ConfirmTalks view={view} /> : null}
      {may('confirmCommitment') ? <ConfirmPromises view={view} /> : null}
      {may('agreePublication') ? <ToPublicCopy view={view} /> : null}
      {may('invite') ? <InviteForm view={view} /> : null}
      {may('submit') ? <Submit view={view} mayEdit={may('edit')} /> : null}
      {may('withdraw') ? <Withdraw view={view} /> : null}
      {may('restoreDraft') ? <Restore view={view} /> : null}
      {may('withdrawCosign') ? <WithdrawCosign view={view} /> : null}
    </>
  )
}

function Cosign({ view }: { view: SuggestionView }) {
  const { mutate, isPending, error } = useAct(view.id)
  const { cosign } = suggestionClient.suggestions[':id']
  return (
    <AnswerCosign
      of={view}
      kind="suggestion"
      isPending={isPending}
      error={error}
      send={(json) => mutate(() => call(cosign.$post({ param: { id: view.id }, json })))}
    />
  )
}

function ConfirmTalks({ view }: { view: SuggestionView }) {
  const { t } = useTranslation(['deputy', 'suggestion'])
  const locale = useLocale()
  const doing = useAct(view.id)
  return (
    <ActCard title={t('talk.title')} lead={t('talk.lead')}>
      {view.consultations
        .filter(({ confirmedAt }) => confirmedAt === null)
        .map((talk) => (
          <div key={talk.id}>
            <p>
              <strong>{talk.unitName}</strong> {t(`suggestion:means.${talk.means}`)} {calendarDate(locale, talk.heldOn)}
            </p>
            <p className={look.prose}>{talk.summary}</p>
            {doing.error ? <Fault error={doing.error} /> : null}
            <ActButton
              primary
              isPending={doing.isPending}
              onPress={() =>
                doing.mutate(() =>
                  call(assignmentClient.consultations[':id'].confirmation.$post({ param: { id: talk.id } })),
                )
              }
            >
              {t('talk.confirm')}
            </ActButton>
          </div>
        ))}
    </ActCard>
  )
}

function ConfirmPromises({ view }: { view: SuggestionView }) {
  const { t } = useTranslation('deputy')
  const doing = useAct(view.id)
  return (
    <ActCard title={t('promise.title')} lead={t('promise.lead')}>
      {view.commitments
        .filter(({ state }) => state === 'fulfilled')
        .map((promise) => (
          <div key={promise.id}>
            <p>{promise.content}</p>
            {promise.evidence ? <p className={look.prose}>{promise.evidence}</p> : null}
            {doing.error ? <Fault error={doing.error} /> : null}
            <ActButton
              primary
              isPending={doing.isPending}
              onPress={() =>
                doing.mutate(() =>
                  call(assignmentClient.commitments[':id'].confirmation.$post({ param: { id: promise.id } })),
                )
              }
            >
              {t('promise.confirm')}
            </ActButton>
            <NotKept view={view} promiseId={promise.id} />
          </div>
        ))}
    </ActCard>
  )
}

function ToPublicCopy({ view }: { view: SuggestionView }) {
  const { t } = useTranslation('deputy')
  return (
    <ActCard title={t('publication.title')} lead={t('publication.lead')}>
      <Link to={`/cases/${view.id}/publication`} className={`${look.button} ${look.primary}`}>
        {t('publication.open')}
      </Link>
    </ActCard>
  )
}

function Submit({ view, mayEdit }: { view: SuggestionView; mayEdit: boolean }) {
  const { t } = useTranslation(['deputy', 'workbench'])
  const doing = useAct(view.id)
  const submit = () =>
    doing.mutate(async () => {
      const json = { version: view.version }
      const after = await call(suggestionClient.suggestions[':id'].submit.$post({ param: { id: view.id }, json }))
      await dropDraft(view.id)
      return after
    })
  return (
    <ActCard title={t('submit.title')} lead={t('submit.lead', { count: view.sponsorsCounted })}>
      <Unconfirmed cosigners={view.cosigners} />
      {doing.error ? <Fault error={doing.error} /> : null}
      <ActButton primary isPending={doing.isPending} onPress={submit}>
        {t('workbench:acts.submit')}
      </ActButton>
      {mayEdit ? (
        <Link to={`/write/${view.id}`} className={`${look.button} ${look.wide}`}>
          {t('workbench:acts.edit')}
        </Link>
      ) : null}
    </ActCard>
  )
}

/** A draft that was put away unsubmitted is never lost. */
function Restore({ view }: { view: SuggestionView }) {
  const { t } = useTranslation('cosign')
  const doing = useAct(view.id)
  const restore = () => doing.mutate(() => takeUpDraft(view.id, view.version))
  return (
    <ActCard title={t('join.discarded')}>
      {doing.error ? <Fault error={doing.error} /> : null}
      <ActButton isPending={doing.isPending} onPress={restore}>
        {t('join.undo')}
      </ActButton>
    </ActCard>
  )
}

function Withdraw({ view }: { view: SuggestionView }) {
  const { t } = useTranslation(['deputy', 'workbench'])
  const doing = useAct(view.id)
  const [isOpen, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const words = view.submittedAt === null ? 'put_away' : 'withdraw'
  if (!isOpen)
    return (
      <ActButton plain onPress={() => setOpen(true)}>
        {t(`${words}.open`)}
      </ActButton>
    )
  const withdraw = () =>
    doing.mutate(async () => {
      const json = { version: view.version, reason }
      const after = await call(suggestionClient.suggestions[':id'].withdrawal.$post({ param: { id: view.id }, json }))
      await dropDraft(view.id)
      return after
    })
  return (
    <ActCard title={t(`${words}.title`)} lead={t(`${words}.lead`)}>
      <Words label={t('withdraw.reason')} isLong maxLength={500} value={reason} onChange={setReason} />
      {doing.error ? <Fault error={doing.error} /> : null}
      <div className={look.pair}>
        <ActButton primary isPending={doing.isPending} isDisabled={!isWithin(reason, 500)} onPress={withdraw}>
          {t(`${words}.send`)}
        </ActButton>
        <ActButton onPress={() => setOpen(false)}>{t('withdraw.keep')}</ActButton>
      </div>
    </ActCard>
  )
}
