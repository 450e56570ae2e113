import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dayAfter, standInDaysMax } from '#modules/identity/identity.ts'
import { call } from '../../frame/call.ts'
import { standInClient } from '../../frame/clients.ts'
import { serverDay } from '../../frame/dates.ts'
import { useActing } from '../../frame/session.ts'
import { ActForm } from '../case/act-form.tsx'
import { CaseSearch } from '../parts/case-search.tsx'
import { ChoiceEntry, DateEntry, TextEntry } from '../parts/entries.tsx'
import { Answer } from '../parts/page.tsx'

// single cases are chosen among suggestions
const inSuggestions = 'suggestion'

/** Powers of the post acted as, for a colleague. */
export function DelegateForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['console', 'identity'])
  const { id, label } = useActing()
  const client = useQueryClient()
  const choices = useQuery({
    queryKey: ['stand-ins', 'choices', id],
    queryFn: () => call(standInClient['stand-ins'].choices.$get()),
  })
  const [toPostId, setTo] = useState<string | null>(null)
  const [powers, setPowers] = useState<string[]>([])
  const [isNarrow, setNarrow] = useState(false)
  const [caseIds, setCases] = useState<string[]>([])
  const [startsOn, setStart] = useState(serverDay())
  const [lastOn, setLast] = useState('')
  const [note, setNote] = useState('')
  const give = useMutation({
    mutationFn: () =>
      call(
        standInClient['stand-ins'].$post({
          json: {
            toPostId: toPostId ?? '',
            powers,
            startsOn,
            lastOn,
            ...(isNarrow ? { caseIds } : {}),
            ...(note.trim() ? { note: note.trim() } : {}),
          },
        }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['stand-ins'] })
      onClose()
    },
  })
  return (
    <Answer of={choices}>
      {({ modules, colleagues }) => (
        <div className="act-page filter">
          <ActForm
            title={t('delegations.give')}
            lead={t(
              modules.length === 0
                ? 'delegations.no_powers'
                : colleagues.length === 0
                  ? 'delegations.no_colleagues'
                  : 'delegations.give_lead',
              { label },
            )}
            button={t('delegations.give')}
            isPending={give.isPending}
            error={give.error}
            isReady={
              toPostId !== null &&
              powers.length > 0 &&
              startsOn !== '' &&
              lastOn !== '' &&
              (!isNarrow || caseIds.length > 0)
            }
            onSubmit={() => give.mutate()}
            onClose={onClose}
            onReload={onClose}
          >
            <ChoiceEntry
              label={t('delegations.to')}
              hint={t('delegations.to_hint')}
              value={toPostId}
              options={colleagues.map(({ postId, name, role, title }) => ({
                value: postId,
                label: `${name} · ${title || t(`identity:roles.${role}`)}`,
              }))}
              onChange={setTo}
            />
            <fieldset className="choice">
              <legend>{t('delegations.powers')}</legend>
              {modules
                .filter(({ module }) => !isNarrow || module === inSuggestions)
                .map((group) => (
                  <div key={group.module}>
                    <p className="quiet">{t(`delegations.modules.${group.module}`)}</p>
                    <Checkbox.Group
                      className="checks"
                      value={powers.filter((power) => group.powers.includes(power))}
                      onChange={(chosen) =>
                        setPowers((now) => [...now.filter((power) => !group.powers.includes(power)), ...chosen])
                      }
                      options={group.powers.map((value) => ({ value, label: t(`identity:powers.${value}`) }))}
                    />
                  </div>
                ))}
            </fieldset>
            <Checkbox
              checked={isNarrow}
              onChange={({ target }) => {
                const ofCases = modules.find(({ module }) => module === inSuggestions)?.powers ?? []
                setNarrow(target.checked)
                if (target.checked) setPowers((now) => now.filter((power) => ofCases.includes(power)))
              }}
            >
              {t('delegations.narrow')}
            </Checkbox>
            {isNarrow ? (
              <CaseSearch
                named={[]}
                value={caseIds}
                label={t('delegations.cases')}
                hint={t('delegations.cases_hint')}
                onChange={setCases}
              />
            ) : null}
            <DateEntry label={t('delegations.starts_on')} value={startsOn} onChange={setStart} />
            <DateEntry
              label={t('delegations.last_on')}
              hint={t('delegations.last_on_hint', { days: standInDaysMax })}
              value={lastOn}
              {...(startsOn ? { max: dayAfter(startsOn, standInDaysMax - 1) } : {})}
              onChange={setLast}
            />
            <TextEntry label={t('delegations.note')} value={note} maxLength={1000} onChange={setNote} />
          </ActForm>
        </div>
      )}
    </Answer>
  )
}
