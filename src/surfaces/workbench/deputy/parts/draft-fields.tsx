import { useTranslation } from 'react-i18next'
import type { AreaLevel } from '#kernel/actor.ts'
import { adviseDraft, categories, draftLimits } from '#modules/suggestion/suggestion.ts'
import { Icon } from '../../frame/icons.tsx'
import { useSession } from '../../frame/session.ts'
import type { DraftContent, LocalDraft } from '../draft-store.ts'
import form from '../form.module.css'
import { OnOff, Pick, Words } from './fields.tsx'

type Props = { content: DraftContent; onChange: (some: Partial<DraftContent>) => void }

export function DraftFields({ content, onChange }: Props) {
  const { t } = useTranslation(['workbench', 'deputy', 'suggestion', 'cosign'])
  const long = [
    ['grounds', draftLimits.groundsMax],
    ['proposal', draftLimits.proposalMax],
  ] as const
  return (
    <>
      <Words
        label={t('draft.title')}
        hint={t('deputy:write.title_hint')}
        wraps
        maxLength={draftLimits.titleMax}
        value={content.title}
        onChange={(title) => onChange({ title })}
      />
      <Words
        label={t('draft.subject')}
        hint={t('deputy:write.subject_hint')}
        maxLength={draftLimits.subjectMax}
        isLong
        value={content.subject}
        onChange={(subject) => onChange({ subject })}
      />
      {long.map(([name, maxLength]) => (
        <Words
          key={name}
          label={t(`draft.${name}`)}
          hint={t(`deputy:write.${name}_hint`)}
          maxLength={maxLength}
          isLong
          value={content[name]}
          onChange={(value) => onChange({ [name]: value })}
        />
      ))}
      <Pick
        id="category"
        label={t('draft.category')}
        value={content.category}
        options={categories.map((value) => ({ value, label: t(`suggestion:categories.${value}`) }))}
        onChange={(category) => onChange({ category })}
      />
      <OnOff isOn={content.wishesPublication} onChange={(wishesPublication) => onChange({ wishesPublication })}>
        {t('draft.wishes_publication')}
      </OnOff>
      {content.confidential ? null : (
        <OnOff isOn={content.welcomesCosigners} onChange={(welcomesCosigners) => onChange({ welcomesCosigners })}>
          {t('cosign:join.welcome')}
        </OnOff>
      )}
      <OnOff isOn={content.confidential} onChange={(confidential) => onChange({ confidential })}>
        {t('deputy:write.confidential')}
      </OnOff>
    </>
  )
}

/** For the mandate as which it is written. Worked out on the device from the same rule that the server has, hence also without network. */
export function LiveAdvice({ content, mandateId }: Pick<LocalDraft, 'content' | 'mandateId'>) {
  const { t } = useTranslation(['suggestion', 'deputy'])
  const { identities } = useSession()
  const author = identities.find(({ id }) => id === mandateId)
  const advice = author ? adviseDraft(content, author.level as AreaLevel) : []
  return (
    <section aria-live="polite" aria-label={t('deputy:write.advice')}>
      <ul className={form.advice}>
        {advice.map((code) => (
          <li key={code}>
            <Icon name="warn" />
            {t(`advice.${code}`)}
          </li>
        ))}
      </ul>
    </section>
  )
}
