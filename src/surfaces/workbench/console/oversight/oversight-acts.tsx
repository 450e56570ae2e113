import { Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ActivityKind, activityKinds } from '#modules/oversight/oversight.ts'
import { call } from '../../frame/call.ts'
import { oversightClient } from '../../frame/clients.ts'
import { serverDay } from '../../frame/dates.ts'
import { type OversightView, useOversightAct } from '../../frame/oversight-calls.ts'
import { ActForm } from '../case/act-form.tsx'
import { CaseSearch } from '../parts/case-search.tsx'
import { Field } from '../parts/field.tsx'
import { LongEntry } from '../parts/long-entry.tsx'
import { OversightForm } from './oversight-form.tsx'

export const pageActs = ['decide', 'noteActivity', 'conclude', 'addCase', 'edit', 'withdraw'] as const
export type OpenOversightAct = {
  code: (typeof pageActs)[number] | 'confirm' | 'countersign' | 'face'
  leadId?: string
  activityId?: string
  caseId?: string
}

type Props = { view: OversightView; act: OpenOversightAct; onClose: () => void }

const oversights = oversightClient.oversights

type Part = { key: string; kind: 'day' | 'line' | 'words'; optional?: true }
/** What each act asks for, in its order. */
const partsOf: Record<OpenOversightAct['code'], readonly Part[]> = {
  decide: [
    { key: 'decidedOn', kind: 'day' },
    { key: 'decisionNumber', kind: 'line' },
  ],
  noteActivity: [
    { key: 'heldOn', kind: 'day' },
    { key: 'place', kind: 'line' },
    { key: 'people', kind: 'line' },
    { key: 'found', kind: 'words' },
    { key: 'asked', kind: 'words', optional: true },
  ],
  face: [
    { key: 'repliedOn', kind: 'day' },
    { key: 'headName', kind: 'line' },
    { key: 'note', kind: 'words', optional: true },
  ],
  conclude: [{ key: 'conclusion', kind: 'words' }],
  withdraw: [{ key: 'reason', kind: 'words' }],
  addCase: [],
  confirm: [],
  countersign: [],
  edit: [],
}
const withLead = ['decide', 'noteActivity', 'face', 'conclude', 'withdraw']

/** One act of an oversight, in the page. */
export function OversightAct({ view, act, onClose }: Props) {
  const { t } = useTranslation('oversight')
  const doing = useOversightAct()
  const [words, setWords] = useState<Record<string, string>>({
    decidedOn: serverDay(),
    heldOn: serverDay(),
    repliedOn: serverDay(),
  })
  const [kind, setKind] = useState<ActivityKind>('site_visit')
  const [cases, setCases] = useState<string[]>([])
  const frame = { isPending: doing.isPending, error: doing.error, onClose }
  const { id, version } = view
  const run = (send: () => Promise<OversightView>) => doing.mutate(send, { onSuccess: onClose })
  if (act.code === 'edit') {
    return (
      <OversightForm
        {...frame}
        title={t('acts.edit')}
        initial={draftOf(view)}
        named={view.cases.map(({ id: caseId, number, title }) => ({
          id: caseId,
          label: `${number ?? ''} ${title ?? ''}`,
        }))}
        onSubmit={(draft) => run(() => call(oversights[':id'].$put({ param: { id }, json: { version, ...draft } })))}
      />
    )
  }
  const parts = partsOf[act.code]
  const word = (key: string) => (words[key] ?? '').trim()
  const isReady =
    parts.every(({ key, optional }) => optional || word(key) !== '') && (act.code !== 'addCase' || cases.length === 1)
  const send = (): Promise<OversightView> => {
    const param = { id }
    switch (act.code) {
      case 'decide':
        return call(
          oversights[':id'].decision.$post({
            param,
            json: { version, decidedOn: word('decidedOn'), number: word('decisionNumber') },
          }),
        )
      case 'confirm':
        return call(oversights[':id'].confirmation.$post({ param, json: { leadId: act.leadId ?? '' } }))
      case 'countersign':
        return call(
          oversightClient['oversight-activities'][':id'].countersignature.$post({
            param: { id: act.activityId ?? '' },
            json: { leadId: act.leadId ?? '' },
          }),
        )
      case 'noteActivity':
        return call(
          oversights[':id'].activities.$post({
            param,
            json: {
              kind,
              heldOn: word('heldOn'),
              place: word('place'),
              people: word('people'),
              found: word('found'),
              asked: word('asked'),
            },
          }),
        )
      case 'face':
        return call(
          oversights[':id'].cases[':suggestionId']['face-reply'].$put({
            param: { id, suggestionId: act.caseId ?? '' },
            json: { version, repliedOn: word('repliedOn'), headName: word('headName'), note: word('note') },
          }),
        )
      case 'conclude':
        return call(oversights[':id'].conclusion.$post({ param, json: { version, conclusion: word('conclusion') } }))
      case 'addCase':
        return call(oversights[':id'].cases.$post({ param, json: { version, suggestionId: cases[0] ?? '' } }))
      default:
        return call(oversights[':id'].withdrawal.$post({ param, json: { version, reason: word('reason') } }))
    }
  }
  return (
    <ActForm
      {...frame}
      title={t(`acts.${act.code}`)}
      {...(withLead.includes(act.code) ? { lead: t(`acts.${act.code}_lead`) } : {})}
      button={t(`acts.${act.code}`)}
      isReady={isReady}
      onSubmit={() => run(send)}
    >
      {act.code === 'countersign' ? <Countersigned view={view} activityId={act.activityId} /> : null}
      {act.code === 'noteActivity' ? (
        <Field label={t('fields.kind')}>
          {(control) => (
            <Select<ActivityKind>
              {...control}
              value={kind}
              onChange={setKind}
              options={activityKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            />
          )}
        </Field>
      ) : null}
      {act.code === 'addCase' ? (
        <CaseSearch
          named={[]}
          value={cases}
          label={t('fields.cases')}
          hint={t('fields.cases_hint')}
          onChange={(ids) => setCases(ids.slice(-1))}
        />
      ) : null}
      {parts.map((part) => (
        <Asked
          key={part.key}
          part={part}
          value={words[part.key] ?? ''}
          onChange={(value) => setWords((now) => ({ ...now, [part.key]: value }))}
        />
      ))}
    </ActForm>
  )
}

function Asked({ part, value, onChange }: { part: Part; value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('oversight')
  const label = t(`fields.${part.key}`)
  if (part.kind === 'words') return <LongEntry label={label} rows={3} max={2000} value={value} onChange={onChange} />
  return (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          {...(part.kind === 'day' ? { type: 'date', className: 'date', max: serverDay() } : { maxLength: 60 })}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

/** What is signed stands before whoever signs it. */
function Countersigned({ view, activityId }: { view: OversightView; activityId: string | undefined }) {
  const activity = view.activities.find(({ id }) => id === activityId)
  return activity ? <p className="prose">{activity.found}</p> : null
}

const draftOf = (view: OversightView) => ({
  title: view.title,
  grounds: view.grounds,
  year: view.year,
  committeeId: view.committeeId,
  continuesId: view.continues?.id ?? null,
  suggestionIds: view.cases.map(({ id }) => id),
  leads: view.leads.map(({ side, personId, name, title }) => ({
    side,
    personId,
    name: personId === null ? name : null,
    title,
  })),
})
