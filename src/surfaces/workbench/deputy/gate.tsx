import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { isCallError } from '../frame/call.ts'
import { useNewPassword } from '../frame/credentials.ts'
import { type Proof, type Session, useActAs, useSignIn, useSignOut, useUnlock } from '../frame/session.ts'
import look from './look.module.css'
import { ActButton } from './parts/act-button.tsx'
import { Words } from './parts/fields.tsx'
import { Fault, PageTitle } from './parts/page.tsx'

type FrameProps = { title: string; lead?: string; children: ReactNode }

export function GateFrame({ title, lead, children }: FrameProps) {
  const { t } = useTranslation('workbench')
  return (
    <div className={look.frame}>
      <header className={look.brand}>{t('brand')}</header>
      <main className={look.main}>
        <PageTitle>{title}</PageTitle>
        {lead ? <p className={look.title}>{lead}</p> : null}
        {children}
      </main>
    </div>
  )
}

const asksForTotp = (error: unknown) => isCallError(error) && error.problem.code === 'identity.totp_required'

type ProofProps = {
  button: string
  isPending: boolean
  error: Error | null
  before?: ReactNode
  onProof: (proof: Proof) => void
}

function ProofForm({ button, isPending, error, before, onProof }: ProofProps) {
  const { t } = useTranslation('workbench')
  const [password, setPassword] = useState('')
  const [totp, setTotp] = useState('')
  const [needsTotp, setNeedsTotp] = useState(false)
  if (!needsTotp && asksForTotp(error)) setNeedsTotp(true)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onProof({ password, ...(totp ? { totp: totp.trim() } : {}) })
  }
  return (
    <form className={look.stack} onSubmit={submit}>
      {before}
      <Words
        label={t('sign_in.password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
      {needsTotp ? (
        <Words
          label={t('sign_in.totp')}
          hint={t('sign_in.totp_hint')}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={totp}
          onChange={setTotp}
        />
      ) : null}
      {error && !(asksForTotp(error) && totp === '') ? <Fault error={error} /> : null}
      <ActButton primary type="submit" isPending={isPending}>
        {button}
      </ActButton>
    </form>
  )
}

export function SignInPage() {
  const { t } = useTranslation('workbench')
  const signIn = useSignIn()
  const [name, setName] = useState('')
  return (
    <GateFrame title={t('sign_in.app_title')} lead={t('sign_in.app_lead')}>
      <ProofForm
        {...signIn}
        button={t('sign_in.button')}
        onProof={(proof) => signIn.mutate({ name, ...proof })}
        before={<Words label={t('sign_in.name')} autoComplete="username" value={name} onChange={setName} />}
      />
      <p>
        <Link to="/activate" className={`${look.button} ${look.wide} ${look.plain}`}>
          {t('sign_in.activate')}
        </Link>
      </p>
    </GateFrame>
  )
}

/** Only for deputies who hold a post as well. What they write lies on the device already. */
export function LockPage({ session }: { session: Session }) {
  const { t } = useTranslation('workbench')
  const unlock = useUnlock()
  const signOut = useSignOut()
  return (
    <GateFrame title={t('lock.title')} lead={t('lock.lead', { name: session.person.name })}>
      <ProofForm {...unlock} button={t('lock.button')} onProof={(proof) => unlock.mutate(proof)} />
      <ActButton plain onPress={() => signOut.mutate(undefined)}>
        {t('sign_out')}
      </ActButton>
    </GateFrame>
  )
}

export function NewPasswordPage({ session }: { session: Session }) {
  const { t } = useTranslation('workbench')
  return (
    <GateFrame title={t('password.title')} lead={t('password.forced', { name: session.person.name })}>
      <NewPasswordForm />
    </GateFrame>
  )
}

export function NewPasswordForm() {
  const { t } = useTranslation('workbench')
  const { values, change, submit, fault, isPending, isDone } = useNewPassword()
  return (
    <form
      className={look.stack}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {(['current', 'next', 'again'] as const).map((name) => (
        <Words
          key={name}
          label={t(`password.${name}`)}
          type="password"
          autoComplete={name === 'current' ? 'current-password' : 'new-password'}
          value={values[name]}
          onChange={(value) => change({ [name]: value })}
          {...(name === 'next' ? { hint: t('password.rule') } : {})}
        />
      ))}
      {fault ? (
        <p role="alert" className={look.fault}>
          {fault}
        </p>
      ) : null}
      {isDone ? (
        <p role="status" className={look.good}>
          {t('password.done')}
        </p>
      ) : null}
      <ActButton primary type="submit" isPending={isPending}>
        {t('password.button')}
      </ActButton>
    </form>
  )
}

/** Only mandates: this app is for deputies. */
export function IdentityPage({ session }: { session: Session }) {
  const { t } = useTranslation(['workbench', 'deputy'])
  const actAs = useActAs()
  const signOut = useSignOut()
  const mandates = session.identities.filter(({ kind }) => kind === 'mandate')
  const holdsPost = session.identities.length > mandates.length
  const key = mandates.length > 0 ? 'deputy:gate.choose' : holdsPost ? 'deputy:gate.no_mandate' : 'identity.none'
  return (
    <GateFrame title={t('identity.title')} lead={t(key, { name: session.person.name })}>
      <div className={look.buttons}>
        {mandates.map((identity) => (
          <ActButton key={identity.id} primary isPending={actAs.isPending} onPress={() => actAs.mutate(identity)}>
            {identity.label}
          </ActButton>
        ))}
        {actAs.error ? <Fault error={actAs.error} /> : null}
        {holdsPost ? (
          <a href="/console/" className={`${look.button} ${look.wide}`}>
            {t('deputy:gate.console')}
          </a>
        ) : null}
        <ActButton plain onPress={() => signOut.mutate(undefined)}>
          {t('sign_out')}
        </ActButton>
      </div>
    </GateFrame>
  )
}
