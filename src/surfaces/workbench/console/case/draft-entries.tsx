import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Category, categories, draftLimits } from '#modules/suggestion/suggestion.ts'
import { Field } from '../parts/field.tsx'
import { LongEntry } from '../parts/long-entry.tsx'

export type DraftWords = { title: string; subject: string; grounds: string; proposal: string; category: Category }

const fields = [
  ['title', draftLimits.titleMax],
  ['subject', draftLimits.subjectMax],
  ['grounds', draftLimits.groundsMax],
  ['proposal', draftLimits.proposalMax],
] as const

export const isWhole = (draft: DraftWords): boolean =>
  fields.every(([field, max]) => draft[field].trim() !== '' && draft[field].length <= max)

type Props = { of: DraftWords; onChange: (some: Partial<DraftWords>) => void }

/** The words of a suggestion, as the office types or cuts them. */
export function DraftEntries({ of, onChange }: Props) {
  const { t } = useTranslation(['workbench', 'suggestion'])
  return (
    <>
      {fields.map(([field, max]) => (
        <LongEntry
          key={field}
          label={t(`workbench:draft.${field}`)}
          rows={{ title: 1, subject: 2, grounds: 3, proposal: 3 }[field]}
          max={max}
          value={of[field]}
          onChange={(written) => onChange({ [field]: written })}
        />
      ))}
      <Field label={t('workbench:draft.category')}>
        {(control) => (
          <Select<Category>
            {...control}
            value={of.category}
            onChange={(category) => onChange({ category })}
            options={categories.map((value) => ({ value, label: t(`suggestion:categories.${value}`) }))}
          />
        )}
      </Field>
    </>
  )
}
