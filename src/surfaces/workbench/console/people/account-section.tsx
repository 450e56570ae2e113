import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { accountClient } from '../../frame/clients.ts'
import { ActForm } from '../case/act-form.tsx'
import { TextEntry } from '../parts/entries.tsx'
import { Fault } from '../parts/page.tsx'
import { type Person, usePersonChange } from './person-calls.ts'

/** Opens an account; its one-time code is seen here and nowhere again. */
export function AccountSection({ person }: { person: Person }) {
  const { t } = useTranslation('console')
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [code, setCode] = useState('')
  const open = usePersonChange(
    person.id,
    () => call(accountClient.accounts.$post({ json: { personId: person.id, name: name.trim() } })),
    (opened) => {
      setOpen(false)
      setCode(opened.code)
    },
  )
  if (code) {
    return (
      <Alert
        type="success"
        role="status"
        showIcon
        title={t('person.account_opened', { name: name.trim() })}
        description={<span className="code">{t('person.account_code', { code })}</span>}
      />
    )
  }
  if (person.account && !person.diedOn) return <ResetButton id={person.account.id} />
  if (person.diedOn) return null
  if (!isOpen) return <Button onClick={() => setOpen(true)}>{t('person.open_account')}</Button>
  return (
    <ActForm
      title={t('person.open_account')}
      lead={t('person.open_account_lead')}
      button={t('person.open_account')}
      isPending={open.isPending}
      error={open.error}
      isReady={name.trim().length > 1}
      onSubmit={() => open.mutate()}
      onClose={() => setOpen(false)}
      onReload={() => setOpen(false)}
    >
      <TextEntry
        label={t('accounts.name')}
        hint={t('person.account_name_hint')}
        value={name}
        maxLength={32}
        onChange={setName}
      />
    </ActForm>
  )
}

/** At the counter the person stands before one of the office; another one approves, and gets the new one-time code. */
function ResetButton({ id }: { id: string }) {
  const { t } = useTranslation('console')
  const reset = useMutation({ mutationFn: () => call(accountClient.accounts[':id'].reset.$post({ param: { id } })) })
  return (
    <>
      <Popconfirm
        title={t('accounts.reset_sure')}
        okText={t('accounts.reset')}
        cancelText={t('act.close')}
        onConfirm={() => reset.mutate()}
      >
        <Button loading={reset.isPending}>{t('accounts.reset')}</Button>
      </Popconfirm>
      {reset.error ? <Fault error={reset.error} /> : null}
      {reset.isSuccess ? <Alert type="success" showIcon role="status" title={t('accounts.reset_asked')} /> : null}
    </>
  )
}
