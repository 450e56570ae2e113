import { useTranslation } from 'react-i18next'
import { useAct } from '../../frame/suggestion-calls.ts'
import type { SuggestionView } from '../../frame/suggestion-shapes.ts'
import { type Act, type ActCode, actsOf } from './acts.ts'
import { ConsultationForm, CoOpinionForm, ReplyForm } from './answer-forms.tsx'
import { CorrectPaperForm } from './correct-paper-form.tsx'
import { EvaluationForm } from './evaluation-form.tsx'
import type { FormOf } from './form-of.ts'
import { DecisionForm, ExtensionForm, ReassignForm, ReturnDecisionForm } from './life-forms.tsx'
import { ReasonForm, SimpleForm } from './plain-forms.tsx'
import { PlanForm } from './plan-form.tsx'
import { PromiseForm } from './promise-forms.tsx'
import { ReviewForm } from './review-form.tsx'
import { SplitForm } from './split-form.tsx'

const formOf: Record<ActCode, (props: FormOf) => React.ReactNode> = {
  register: SimpleForm,
  assign: SimpleForm,
  acknowledge: SimpleForm,
  signOff: SimpleForm,
  sendReply: SimpleForm,
  preparePublication: SimpleForm,
  redactPublication: SimpleForm,
  checkPublication: SimpleForm,
  releasePublication: SimpleForm,
  withdrawPublication: SimpleForm,
  review: ReviewForm,
  planAssignment: PlanForm,
  decideReturn: ReturnDecisionForm,
  draftReply: ReplyForm,
  giveCoOpinion: CoOpinionForm,
  noteConsultation: ConsultationForm,
  fulfilCommitment: PromiseForm,
  confirmCommitment: PromiseForm,
  refuseCommitment: PromiseForm,
  rescheduleCommitment: PromiseForm,
  explainCommitment: PromiseForm,
  decideDeadline: DecisionForm,
  reviewReply: DecisionForm,
  requestExtension: ExtensionForm,
  reassign: ReassignForm,
  split: SplitForm,
  recordSignedPaper: ReasonForm,
  correctPaper: CorrectPaperForm,
  requestPause: ReasonForm,
  endPause: ReasonForm,
  returnCoOpinion: ReasonForm,
  remind: ReasonForm,
  unmerge: ReasonForm,
  reopen: ReasonForm,
  evaluate: EvaluationForm,
  concludeReview: ReasonForm,
  requestReturn: ReasonForm,
  withdraw: ReasonForm,
}

export function OpenAct({ view, act, onClose }: { view: SuggestionView; act: Act; onClose: () => void }) {
  const { t } = useTranslation(['console', 'workbench'])
  const doing = useAct(view.id)
  const Form = formOf[act.code]
  const unit = act.assignment ? t('act.of_unit', { unit: act.assignment.unitName }) : ''
  return (
    <Form
      view={view}
      act={act}
      // The form may be gone by then: what was done is often no longer allowed.
      run={(send) => void doing.mutateAsync(send).then(onClose, () => undefined)}
      frame={{
        title: `${t(`workbench:acts.${act.code}`)}${unit}`,
        lead: t(`act.leads.${act.code}`),
        button: t(`workbench:acts.${act.code}`),
        isPending: doing.isPending,
        error: doing.error,
        onClose,
      }}
    />
  )
}

export const findAct = (view: SuggestionView, code: string | null, assignmentId: string | null): Act | undefined =>
  actsOf(view).find((act) => act.code === code && (act.assignment?.id ?? null) === assignmentId)
