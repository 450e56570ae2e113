import { useQuery } from '@tanstack/react-query'
import { Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dayAfter } from '#modules/identity/identity.ts'
import { type TokenScope, tokenDaysMax, tokenNameShape, tokenScopes } from '#modules/token/token.ts'
import { call } from '../../frame/call.ts'
import { serverDay } from '../../frame/dates.ts'
import { ActForm } from '../case/act-form.tsx'
import { ChoiceEntry, DateEntry, TextEntry } from '../parts/entries.tsx'
import { tokens, useIssue } from './token-calls.ts'

/** The system officer lets a program act as a post, within scopes, until a day. */
export function IssueForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['token', 'identity'])
  const [name, setName] = useState('')
  const [purpose, setPurpose] = useState('')
  const [postId, setPost] = useState<string | null>(null)
  const [sought, setSought] = useState('')
  const [scopes, setScopes] = useState<TokenScope[]>([])
  const [lastOn, setLast] = useState('')
  const posts = useQuery({
    queryKey: ['api-tokens', 'posts', sought],
    queryFn: () => call(tokens.posts.$get({ query: sought ? { q: sought } : {} })),
    placeholderData: (before) => before,
  })
  const issue = useIssue(onClose)
  return (
    <div className="act-page filter">
      <ActForm
        title={t('issue.title')}
        lead={t('issue.lead')}
        button={t('issue.button')}
        isPending={issue.isPending}
        error={issue.error}
        isReady={
          tokenNameShape.test(name) && purpose.trim() !== '' && postId !== null && scopes.length > 0 && lastOn !== ''
        }
        onSubmit={() => issue.mutate({ name, purpose: purpose.trim(), postId: postId ?? '', scopes, lastOn })}
        onClose={onClose}
        onReload={onClose}
      >
        <TextEntry
          label={t('fields.name')}
          hint={t('issue.name_hint')}
          value={name}
          maxLength={40}
          onChange={setName}
        />
        <TextEntry
          label={t('fields.purpose')}
          hint={t('issue.purpose_hint')}
          value={purpose}
          maxLength={200}
          onChange={setPurpose}
        />
        <ChoiceEntry
          label={t('fields.post')}
          hint={t('issue.post_hint')}
          value={postId}
          isLoading={posts.isFetching}
          options={(posts.data?.items ?? []).map((one) => ({
            value: one.postId,
            label: `${one.organName} ${t(`identity:roles.${one.role}`)} · ${one.personName}`,
          }))}
          onSearch={(typed) => setSought(typed.trim())}
          onChange={setPost}
        />
        <fieldset className="choice">
          <legend>{t('fields.scopes')}</legend>
          <Checkbox.Group
            className="checks"
            value={scopes}
            onChange={setScopes}
            options={tokenScopes.map((value) => ({ value, label: t(`scopes.${value}`) }))}
          />
        </fieldset>
        <DateEntry
          label={t('fields.last_on')}
          hint={t('issue.last_on_hint')}
          value={lastOn}
          max={dayAfter(serverDay(), tokenDaysMax - 1)}
          onChange={setLast}
        />
      </ActForm>
    </div>
  )
}
