import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useNavigate } from 'react-router'
import { useActivation } from '../../frame/credentials.ts'
import { GateFrame } from '../gate.tsx'
import look from '../look.module.css'
import { ActButton } from '../parts/act-button.tsx'
import { Words } from '../parts/fields.tsx'
import { Fault } from '../parts/page.tsx'

/** Reached by the QR code of the printed slip, which fills in code and account. */
export function ActivationPage() {
  const { t } = useTranslation('workbench')
  // behind the hash, where no server's log has it
  const slip = new URLSearchParams(useLocation().hash.slice(1))
  const navigate = useNavigate()
  const activation = useActivation()
  const [code, setCode] = useState(slip.get('code') ?? '')
  const [accountName, setAccountName] = useState(slip.get('name') ?? '')
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const differs = again !== '' && again !== password
  const submit = (event: FormEvent) => {
    event.preventDefault()
    activation.mutate({ code, accountName, password }, { onSuccess: () => void navigate('/', { replace: true }) })
  }
  return (
    <GateFrame title={t('activation.title')} lead={t('activation.lead')}>
      <form className={look.stack} onSubmit={submit}>
        <Words label={t('activation.code')} hint={t('activation.code_hint')} value={code} onChange={setCode} />
        <Words
          label={t('activation.name')}
          hint={t('activation.name_hint')}
          autoComplete="username"
          value={accountName}
          onChange={setAccountName}
        />
        <Words
          label={t('activation.password')}
          hint={t('password.rule')}
          type="password"
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
        />
        <Words
          label={t('activation.again')}
          type="password"
          autoComplete="new-password"
          value={again}
          onChange={setAgain}
          {...(differs ? { fault: t('password.differs') } : {})}
        />
        {activation.error ? <Fault error={activation.error} /> : null}
        <ActButton
          primary
          type="submit"
          isPending={activation.isPending}
          isDisabled={!code || !accountName || !password || again !== password}
        >
          {t('activation.button')}
        </ActButton>
        <Link to="/" className={`${look.button} ${look.wide} ${look.plain}`}>
          {t('activation.back')}
        </Link>
      </form>
    </GateFrame>
  )
}
