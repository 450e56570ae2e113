import { useTranslation } from 'react-i18next'
import { occupationGroups } from '#modules/identity/identity.ts'
import { serverDay } from '../../frame/dates.ts'
import { DateEntry, TextEntry } from '../parts/entries.tsx'
import { Choice } from '../parts/field.tsx'

export const blankProfile = {
  name: '',
  sex: '' as 'male' | 'female' | '',
  bornOn: '',
  ethnicity: '',
  party: '',
  occupation: '',
  occupationGroup: '',
  education: '',
}
export type Profile = typeof blankProfile

/** As the API takes it: what is not known is left out. */
export const knownOf = ({ name, sex, ...rest }: Profile) => ({
  name: name.trim(),
  ...(sex ? { sex } : {}),
  ...Object.fromEntries(
    Object.entries(rest).flatMap(([field, value]) => (value.trim() === '' ? [] : [[field, value.trim()]])),
  ),
})

type Props = { profile: Profile; onChange: (some: Partial<Profile>) => void }

export function ProfileEntries({ profile, onChange }: Props) {
  const { t } = useTranslation(['console', 'roster'])
  return (
    <>
      <TextEntry
        label={t('roster:fields.name')}
        value={profile.name}
        maxLength={60}
        onChange={(name) => onChange({ name })}
      />
      <Choice
        label={t('roster:fields.sex')}
        value={profile.sex}
        options={(['male', 'female'] as const).map((value) => ({ value, label: t(`roster:sexes.${value}`) }))}
        onChange={(sex) => onChange({ sex })}
      />
      <DateEntry
        label={t('roster:fields.born')}
        value={profile.bornOn}
        max={serverDay()}
        onChange={(bornOn) => onChange({ bornOn })}
      />
      {(['ethnicity', 'party', 'occupation', 'education'] as const).map((field) => (
        <TextEntry
          key={field}
          label={t(`roster:fields.${field}`)}
          value={profile[field]}
          maxLength={100}
          onChange={(value) => onChange({ [field]: value })}
        />
      ))}
      <Choice
        label={t('roster:fields.occupationGroup')}
        value={profile.occupationGroup}
        options={occupationGroups.map((value) => ({ value, label: t(`console:composition.occupationGroup.${value}`) }))}
        onChange={(occupationGroup) => onChange({ occupationGroup })}
      />
    </>
  )
}
