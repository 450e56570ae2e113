import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { call } from '../../frame/call.ts'
import { motionClient } from '../../frame/clients.ts'
import { type MotionView, useMotionAct } from '../../frame/motion-calls.ts'
import { AnswerCosign } from '../cosign/answer.tsx'
import { Unconfirmed } from '../cosign/unconfirmed.tsx'
import look from '../look.module.css'
import { ActButton } from '../parts/act-button.tsx'
import { ActCard } from '../parts/act-card.tsx'
import { isWithin, Words } from '../parts/fields.tsx'
import { Fault } from '../parts/page.tsx'
import { WordedAct } from '../parts/worded-act.tsx'
import { InviteToMotion } from './invite-to-motion.tsx'

const motions = motionClient.motions[':id']
type Of = { motion: MotionView }

/** No session takes motions any more, and none is called. */
const isTooLate = ({ session }: MotionView): boolean => session === null || session.hasPassed

/** What this deputy may do with a motion now. */
export function MotionActs({ motion }: Of) {
  const may = (code: string) => motion.allowed.includes(code)
  // who has names enough submits; who has not asks for more
  const isEnough = motion.sponsorsCounted >= motion.sponsorsNeeded
  const isLate = isTooLate(motion)
  // before a session is called it is written for the next one
  const submit = may('submit') && motion.session?.hasPassed !== true ? <Submit motion={motion} /> : null
  const convert = may('convert') ? <Convert motion={motion} /> : null
  return (
    <>
      {may('cosign') ? <Cosign motion={motion} /> : null}
      {isLate ? convert : null}
      {isEnough ? submit : null}
      {may('invite') ? <InviteToMotion motion={motion} /> : null}
      {isEnough ? null : submit}
      {isLate ? null : convert}
      {may('edit') ? <Edit motion={motion} /> : null}
      {may('withdraw') ? <Withdraw motion={motion} /> : null}
      {may('restore') ? <Restore motion={motion} /> : null}
      {may('withdrawCosign') ? <WithdrawCosign motion={motion} /> : null}
    </>
  )
}

function Cosign({ motion }: Of) {
  const { mutate, isPending, error } = useMotionAct()
  return (
    <AnswerCosign
      of={motion}
      kind="motion"
      isPending={isPending}
      error={error}
      send={(json) => mutate(() => call(motions.cosign.$post({ param: { id: motion.id }, json })))}
    />
  )
}

function WithdrawCosign({ motion }: Of) {
  const { mutate, isPending, error } = useMotionAct()
  const { id } = motion
  return (
    <WordedAct
      of="withdraw_cosign"
      isPending={isPending}
      error={error}
      send={(reason) => mutate(() => call(motions['cosign-withdrawal'].$post({ param: { id }, json: { reason } })))}
    />
  )
}

function Submit({ motion }: Of) {
  const { t } = useTranslation('motion')
  const doing = useMotionAct()
  const { sponsorsCounted: counted, sponsorsNeeded: needed, session } = motion
  const isReady = counted >= needed && session?.isOpen === true
  const submit = () =>
    doing.mutate(() => call(motions.submit.$post({ param: { id: motion.id }, json: { version: motion.version } })))
  return (
    <ActCard title={t('acts.submit')} lead={t(counted >= needed ? 'case.enough' : 'case.counted', { counted, needed })}>
      <Unconfirmed cosigners={motion.cosigners} />
      {doing.error ? <Fault error={doing.error} /> : null}
      <ActButton primary={isReady} isDisabled={!isReady} isPending={doing.isPending} onPress={submit}>
        {t('acts.submit')}
      </ActButton>
    </ActCard>
  )
}

function Edit({ motion }: Of) {
  const { t } = useTranslation('motion')
  return (
    <Link to={`/motions/${motion.id}/write`} className={`${look.button} ${look.wide}`}>
      {t('acts.edit')}
    </Link>
  )
}

/** The way that stays open after the deadline, with the names that were already given. */
function Convert({ motion }: Of) {
  const { t } = useTranslation('motion')
  const doing = useMotionAct()
  const [isOpen, setOpen] = useState(false)
  if (!isOpen)
    return (
      <ActButton primary={isTooLate(motion)} onPress={() => setOpen(true)}>
        {t('acts.convert')}
      </ActButton>
    )
  return (
    <ActCard title={t('acts.convert')} lead={t('acts.convert_lead')}>
      {doing.error ? <Fault error={doing.error} /> : null}
      <div className={look.pair}>
        <ActButton
          primary
          isPending={doing.isPending}
          onPress={() =>
            doing.mutate(() =>
              call(motions.conversion.$post({ param: { id: motion.id }, json: { version: motion.version } })),
            )
          }
        >
          {t('acts.convert')}
        </ActButton>
        <ActButton onPress={() => setOpen(false)}>{t('acts.later')}</ActButton>
      </div>
    </ActCard>
  )
}

/** A draft that was put away unsubmitted is never lost. */
function Restore({ motion }: Of) {
  const { t } = useTranslation('cosign')
  const doing = useMotionAct()
  const { id, version } = motion
  return (
    <ActCard title={t('join.discarded')}>
      {doing.error ? <Fault error={doing.error} /> : null}
      <ActButton
        isPending={doing.isPending}
        onPress={() => doing.mutate(() => call(motions.restoration.$post({ param: { id }, json: { version } })))}
      >
        {t('join.undo')}
      </ActButton>
    </ActCard>
  )
}

function Withdraw({ motion }: Of) {
  const { t } = useTranslation('motion')
  const doing = useMotionAct()
  const [isOpen, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const word = motion.submittedAt ? 'acts.withdraw_ask' : 'acts.withdraw'
  if (!isOpen)
    return (
      <ActButton plain onPress={() => setOpen(true)}>
        {t(word)}
      </ActButton>
    )
  const send = () =>
    doing.mutate(() =>
      call(motions.withdrawal.$post({ param: { id: motion.id }, json: { version: motion.version, reason } })),
    )
  return (
    <ActCard title={t(word)} lead={t(`${word}_lead`)}>
      <Words label={t('acts.reason')} isLong maxLength={500} value={reason} onChange={setReason} />
      {doing.error ? <Fault error={doing.error} /> : null}
      <div className={look.pair}>
        <ActButton primary isPending={doing.isPending} isDisabled={!isWithin(reason, 500)} onPress={send}>
          {t(word)}
        </ActButton>
        <ActButton onPress={() => setOpen(false)}>{t('acts.keep')}</ActButton>
      </div>
    </ActCard>
  )
}
