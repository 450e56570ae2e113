import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { systemIds } from '#kernel/ids.ts'
import type { PaperEntry } from '#modules/suggestion/paper-entry.contract.ts'
import { uploadAttachment } from '../../frame/attachment-calls.ts'
import { call } from '../../frame/call.ts'
import { paperEntryClient } from '../../frame/clients.ts'
import { serverDay } from '../../frame/dates.ts'
import { ActForm } from '../case/act-form.tsx'
import { DraftEntries, isWhole } from '../case/draft-entries.tsx'
import { DateEntry } from '../parts/entries.tsx'
import { PageHead } from '../parts/page.tsx'
import { DeputyEntry, type NamedDeputy } from './deputy-entry.tsx'
import { type ChosenScan, ScanEntry } from './scan-entry.tsx'

const ids = systemIds(() => Date.now())

const blank = {
  title: '',
  subject: '',
  grounds: '',
  proposal: '',
  category: 'other' as PaperEntry['category'],
  confidential: false,
  wishesPublication: false,
}

/** First the case, then its scans: what is sent again after a break is the same case and the same files. */
async function enter(entry: PaperEntry, scans: readonly ChosenScan[]) {
  const made = await call(paperEntryClient['paper-suggestions'].$post({ json: entry }))
  for (const { id, place, file } of scans) {
    const to = { id, caseKind: 'suggestion', caseId: entry.id, place, subjectId: null }
    await uploadAttachment(to, file, () => undefined)
  }
  return made
}

/** A paper as a deputy hands it in, typed by the office: the deputy confirms it afterwards. */
export function PaperEntryPage() {
  const { t } = useTranslation('console')
  const navigate = useNavigate()
  const client = useQueryClient()
  const [id] = useState(() => ids.uuid())
  const [draft, setDraft] = useState(blank)
  const [lead, setLead] = useState<NamedDeputy | null>(null)
  const [cosigners, setCosigners] = useState<readonly NamedDeputy[]>([])
  const [receivedOn, setReceivedOn] = useState(serverDay)
  const [scans, setScans] = useState<readonly ChosenScan[]>([])
  const change = (some: Partial<typeof blank>) => setDraft((now) => ({ ...now, ...some }))
  const has = (place: ChosenScan['place']) => scans.some((scan) => scan.place === place)
  const sending = useMutation({
    mutationFn: (leadMandateId: string) => {
      const cosignerIds = cosigners.map(({ mandateId }) => mandateId)
      return enter({ ...draft, id, leadMandateId, cosignerIds, receivedOn }, scans)
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['suggestions'] })
      await navigate(`/suggestions/${id}`, { replace: true })
    },
  })
  const isReady = lead !== null && isWhole(draft) && has('paper') && (cosigners.length === 0 || has('cosign_sheet'))
  return (
    <>
      <PageHead title={t('nav.suggestions')} />
      <div className="act-page">
        <ActForm
          title={t('paper_entry.title')}
          lead={t('paper_entry.lead')}
          button={t('paper_entry.save')}
          isPending={sending.isPending}
          error={sending.error}
          isReady={isReady}
          onSubmit={() => lead && sending.mutate(lead.mandateId)}
          onClose={() => void navigate('/suggestions')}
          onReload={() => sending.reset()}
        >
          <DeputyEntry
            label={t('paper_entry.deputy')}
            hint={t('paper_entry.deputy_hint')}
            chosen={lead ? [lead] : []}
            most={1}
            onChange={([one]) => setLead(one ?? null)}
          />
          <DateEntry
            label={t('paper_entry.received_on')}
            hint={t('paper_entry.received_hint')}
            value={receivedOn}
            max={serverDay()}
            onChange={setReceivedOn}
          />
          <DraftEntries of={draft} onChange={change} />
          <div className="facts">
            <Checkbox
              checked={draft.wishesPublication}
              onChange={({ target }) => change({ wishesPublication: target.checked })}
            >
              {t('paper_entry.wishes_publication')}
            </Checkbox>
            <Checkbox checked={draft.confidential} onChange={({ target }) => change({ confidential: target.checked })}>
              {t('paper_entry.confidential')}
            </Checkbox>
          </div>
          <ScanEntry
            label={t('paper_entry.scan')}
            hint={t('paper_entry.scan_hint')}
            place="paper"
            chosen={scans}
            onChange={setScans}
          />
          <DeputyEntry
            label={t('paper_entry.cosigners')}
            hint={t('paper_entry.cosigners_hint')}
            chosen={cosigners}
            onChange={setCosigners}
          />
          {cosigners.length > 0 ? (
            <ScanEntry
              label={t('paper_entry.sheet')}
              hint={t('paper_entry.sheet_hint')}
              place="cosign_sheet"
              chosen={scans}
              onChange={setScans}
            />
          ) : null}
        </ActForm>
      </div>
    </>
  )
}
