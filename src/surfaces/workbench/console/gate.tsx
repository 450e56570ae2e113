import { Alert, Button, Input, QRCode } from 'antd'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isCallError, sentenceOf } from '../frame/call.ts'
import { useNewPassword, useTotpSetUp } from '../frame/credentials.ts'
import { type Session, useActAs, useSignIn, useSignOut, useUnlock } from '../frame/session.ts'
import { Field } from './parts/field.tsx'
import { useTitle } from './parts/page.tsx'

function GateSheet({ title, children, lead }: { title: string; children: ReactNode; lead?: string }) {
  const { t } = useTranslation('workbench')
  useTitle(title)
  return (
    <main className="gate">
      <div className="sheet">
        <p className="gate-brand">{t('brand')}</p>
        <h1>{title}</h1>
        {lead ? <p className="quiet">{lead}</p> : null}
        {children}
      </div>
    </main>
  )
}

const asksForTotp = (error: unknown) => isCallError(error) && error.problem.code === 'identity.totp_required'

export function SignInPage() {
  const { t } = useTranslation(['workbench', 'identity'])
  const signIn = useSignIn()
  const [name, setName] = useState('')
  return (
    <GateSheet title={t('sign_in.console_title')} lead={t('sign_in.lead')}>
      <ProofForm
        {...signIn}
        button={t('sign_in.button')}
        onProof={(proof) => signIn.mutate({ name, ...proof })}
        before={
          <Field label={t('sign_in.name')}>
            {(control) => (
              <Input
                {...control}
                size="large"
                required
                autoComplete="username"
                autoFocus
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
        }
      />
    </GateSheet>
  )
}

type ProofProps = {
  button: string
  isPending: boolean
  error: Error | null
  before?: ReactNode
  autoFocus?: boolean
  onProof: (proof: { password: string; totp?: string }) => void
}

function ProofForm({ button, isPending, error, before, autoFocus = false, onProof }: ProofProps) {
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
    <form onSubmit={submit}>
      {before}
      <Field label={t('sign_in.password')}>
        {(control) => (
          <Input.Password
            {...control}
            size="large"
            required
            autoComplete="current-password"
            autoFocus={autoFocus}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      {needsTotp && (
        <Field label={t('sign_in.totp')} hint={t('sign_in.totp_hint')}>
          {(control) => (
            <Input
              {...control}
              size="large"
              inputMode="numeric"
              autoComplete="one-time-code"
              autoFocus
              value={totp}
              onChange={(event) => setTotp(event.target.value)}
            />
          )}
        </Field>
      )}
      {error && !(asksForTotp(error) && totp === '') && (
        <Alert type="error" showIcon role="alert" title={sentenceOf(error)} />
      )}
      <Button type="primary" size="large" htmlType="submit" loading={isPending}>
        {button}
      </Button>
    </form>
  )
}

/** Lies over the page, so that what was being written is still there afterwards. */
export function LockVeil({ session }: { session: Session }) {
  const { t } = useTranslation('workbench')
  const unlock = useUnlock()
  const signOut = useSignOut()
  return (
    <div className="veil" role="dialog" aria-modal="true" aria-label={t('lock.title')}>
      <div className="gate">
        <div className="sheet">
          <h1>{t('lock.title')}</h1>
          <p className="quiet">{t('lock.lead', { name: session.person.name })}</p>
          <ProofForm {...unlock} autoFocus button={t('lock.button')} onProof={(proof) => unlock.mutate(proof)} />
          <Button type="link" onClick={() => signOut.mutate(undefined)}>
            {t('sign_out')}
          </Button>
        </div>
      </div>
    </div>
  )
}

export function NewPasswordPage({ session }: { session: Session }) {
  const { t } = useTranslation('workbench')
  const form = useNewPassword()
  return (
    <GateSheet title={t('password.title')} lead={t('password.forced', { name: session.person.name })}>
      <NewPasswordForm {...form} />
    </GateSheet>
  )
}

export function NewPasswordForm(form: ReturnType<typeof useNewPassword>) {
  const { t } = useTranslation('workbench')
  const { values, change, submit, fault, isPending } = form
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {(['current', 'next', 'again'] as const).map((name) => (
        <Field key={name} label={t(`password.${name}`)} {...(name === 'next' ? { hint: t('password.rule') } : {})}>
          {(control) => (
            <Input.Password
              {...control}
              size="large"
              autoComplete={name === 'current' ? 'current-password' : 'new-password'}
              value={values[name]}
              onChange={(event) => change({ [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      {fault && <Alert type="error" showIcon role="alert" title={fault} />}
      <Button type="primary" size="large" htmlType="submit" loading={isPending}>
        {t('password.button')}
      </Button>
    </form>
  )
}

export function TotpPage() {
  const { t } = useTranslation('workbench')
  return (
    <GateSheet title={t('totp.title')} lead={t('totp.lead')}>
      <TotpForm />
    </GateSheet>
  )
}

export function TotpForm() {
  const { t } = useTranslation('workbench')
  const setUp = useTotpSetUp()
  const [code, setCode] = useState('')
  if (!setUp.started)
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault()
          setUp.start.mutate()
        }}
      >
        {setUp.start.error && <Alert type="error" showIcon role="alert" title={sentenceOf(setUp.start.error)} />}
        <Button type="primary" size="large" htmlType="submit" loading={setUp.start.isPending}>
          {t('totp.start')}
        </Button>
      </form>
    )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        setUp.confirm.mutate(code.trim())
      }}
    >
      <p>{t('totp.scan')}</p>
      <QRCode value={setUp.started.uri} size={200} aria-label={t('totp.qr')} />
      <p>
        {t('totp.secret')} <code>{setUp.started.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <Field label={t('sign_in.totp')}>
        {(control) => (
          <Input
            {...control}
            size="large"
            inputMode="numeric"
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      {setUp.confirm.error && <Alert type="error" showIcon role="alert" title={sentenceOf(setUp.confirm.error)} />}
      <Button type="primary" size="large" htmlType="submit" loading={setUp.confirm.isPending}>
        {t('totp.confirm')}
      </Button>
    </form>
  )
}

export function IdentityPage({ session }: { session: Session }) {
  const { t } = useTranslation('workbench')
  const actAs = useActAs()
  const signOut = useSignOut()
  const lead = (['none', 'left'] as const)[session.identities.length] ?? 'lead'
  return (
    <GateSheet title={t('identity.title')} lead={t(`identity.${lead}`, { name: session.person.name })}>
      <form>
        {session.identities.map((identity) => (
          <Button key={identity.id} size="large" loading={actAs.isPending} onClick={() => actAs.mutate(identity)}>
            {identity.label}
          </Button>
        ))}
        {actAs.error && <Alert type="error" showIcon role="alert" title={sentenceOf(actAs.error)} />}
        <Button type="link" onClick={() => signOut.mutate(undefined)}>
          {t('sign_out')}
        </Button>
      </form>
    </GateSheet>
  )
}
