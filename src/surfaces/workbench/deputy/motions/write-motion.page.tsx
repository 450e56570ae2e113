import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useNavigate, useParams } from 'react-router'
import { motionLimits, motionParts } from '#modules/motion/motion.ts'
import { categories } from '#modules/suggestion/suggestion.ts'
import { call } from '../../frame/call.ts'
import { motionClient } from '../../frame/clients.ts'
import { timeOf } from '../../frame/dates.ts'
import { useFormDraft } from '../../frame/form-draft.ts'
import {
  keepNewMotion,
  type MotionContent,
  type MotionView,
  useMotion,
  useMotionAct,
} from '../../frame/motion-calls.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { BeforeChanging } from '../cosign/before-changing.tsx'
import { newDraftId } from '../draft-store.ts'
import look from '../look.module.css'
import { ActButton } from '../parts/act-button.tsx'
import { OnOff, Pick, Words } from '../parts/fields.tsx'
import { Answer, Fault, PageTitle } from '../parts/page.tsx'
import { SimilarCases } from '../parts/similar.tsx'

const empty: MotionContent = {
  title: '',
  subject: '',
  grounds: '',
  proposal: '',
  category: 'other',
  welcomesCosigners: false,
}

export function WriteMotionPage() {
  const { id } = useParams()
  return id ? <Kept id={id} /> : <Write known={null} />
}

function Kept({ id }: { id: string }) {
  return (
    <Answer of={useMotion(id)}>
      {(known) =>
        known.allowed.includes('edit') ? (
          <BeforeChanging cosigners={known.cosigners} back={`/motions/${id}`}>
            <Write known={known} />
          </BeforeChanging>
        ) : (
          <Navigate to={`/motions/${id}`} replace />
        )
      }
    </Answer>
  )
}

const contentOf = ({
  title,
  subject,
  grounds,
  proposal,
  category,
  welcomesCosigners,
}: MotionContent): MotionContent => ({
  title,
  subject,
  grounds,
  proposal,
  category,
  welcomesCosigners,
})

/** Kept on this device at each pause of writing, on the server when it is saved. */
function Write({ known }: { known: MotionView | null }) {
  const { t } = useTranslation(['motion', 'suggestion', 'workbench', 'cosign'])
  const locale = useLocale()
  const navigate = useNavigate()
  const doing = useMotionAct()
  const [newId] = useState(newDraftId)
  const { values, change, savedAt, forget } = useFormDraft(
    `motion/${known?.id ?? 'new'}`,
    known ? contentOf(known) : empty,
  )
  const long = ['subject', 'grounds', 'proposal'] as const
  const missing = motionParts.filter((part) => values[part].trim() === '')
  const isTooLong = motionParts.some((part) => values[part].length > motionLimits[`${part}Max`])
  /** A new one is on the server before its writer looks at a colleague's; of a known one that is for them to say. */
  const save = (address?: string) =>
    doing.mutate(
      async () => {
        const after = known
          ? await call(
              motionClient.motions[':id'].$put({
                param: { id: known.id },
                json: { version: known.version, ...contentOf(values) },
              }),
            )
          : await keepNewMotion(newId, contentOf(values))
        await forget()
        return after
      },
      { onSuccess: ({ id }) => void navigate(address ?? `/motions/${id}`, { replace: address === undefined }) },
    )
  return (
    <>
      <PageTitle>{t('acts.new')}</PageTitle>
      <p role="status" className={look.quiet}>
        {savedAt ? t('workbench:saved_here', { time: timeOf(locale, savedAt) }) : ''}
      </p>
      <div className={look.stack}>
        <Words
          label={t('parts.title')}
          wraps
          hint={t('hints.title')}
          maxLength={motionLimits.titleMax}
          value={values.title}
          onChange={(title) => change({ title })}
        />
        {long.map((part) => (
          <Words
            key={part}
            label={t(`parts.${part}`)}
            hint={t(`hints.${part}`)}
            maxLength={motionLimits[`${part}Max`]}
            isLong
            value={values[part]}
            onChange={(words) => change({ [part]: words })}
          />
        ))}
        <Pick
          id="motion-category"
          label={t('parts.category')}
          value={values.category}
          options={categories.map((value) => ({ value, label: t(`suggestion:categories.${value}`) }))}
          onChange={(category) => change({ category })}
        />
        <OnOff isOn={values.welcomesCosigners} onChange={(welcomesCosigners) => change({ welcomesCosigners })}>
          {t('cosign:join.welcome_motion')}
        </OnOff>
        <SimilarCases kind="motion" id={known?.id ?? newId} content={values} {...(known === null && { goTo: save })} />
        {missing.length > 0 ? (
          <p className={look.quiet}>
            {t('acts.missing', {
              fields: missing.map((part) => t(`parts.${part}`)).join(t('workbench:case.between')),
            })}
          </p>
        ) : null}
        {doing.error ? <Fault error={doing.error} /> : null}
        <ActButton
          primary
          isDisabled={values.title.trim() === '' || isTooLong}
          isPending={doing.isPending}
          onPress={() => save()}
        >
          {t(missing.length === 0 ? 'acts.next' : 'acts.save')}
        </ActButton>
      </div>
    </>
  )
}
