import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { systemIds } from '#kernel/ids.ts'
import { faultOf, limitWords } from '../../frame/attachment-calls.ts'
import { Icon } from '../../frame/icons.tsx'
import { Field } from '../parts/field.tsx'

/** `id` is made when the file is chosen: sent again it is the same file. */
export type ChosenScan = { id: string; place: 'paper' | 'cosign_sheet'; file: File }

const ids = systemIds(() => Date.now())

type Props = {
  label: string
  hint: string
  place: ChosenScan['place']
  chosen: readonly ChosenScan[]
  onChange: (chosen: readonly ChosenScan[]) => void
}

export function ScanEntry({ label, hint, place, chosen, onChange }: Props) {
  const { t } = useTranslation(['console', 'attachment'])
  const [fault, setFault] = useState<string>()
  const own = chosen.filter((scan) => scan.place === place)
  const take = (files: readonly File[]) => {
    const wrong = files.map((file) => ({ file, code: faultOf(file) })).find(({ code }) => code !== null)
    setFault(wrong && t(`attachment:on_device.${wrong.code}`, { name: wrong.file.name, ...limitWords }))
    if (!wrong) onChange([...chosen, ...files.map((file) => ({ id: ids.uuid(), place, file }))])
  }
  return (
    <>
      <Field label={label} hint={hint} fault={fault}>
        {(control) => (
          <span className="file-choice">
            <Icon name="upload" size={16} />
            {own.length === 0 ? t('paper_entry.none_chosen') : t('paper_entry.choose')}
            <input
              {...control}
              type="file"
              multiple
              accept=".jpg,.jpeg,.png,.webp,.pdf,image/jpeg,image/png,image/webp,application/pdf"
              onChange={({ target }) => {
                take([...(target.files ?? [])])
                target.value = ''
              }}
            />
          </span>
        )}
      </Field>
      {own.map(({ id, file }) => (
        <p key={id} className="facts">
          <span>{file.name}</span>
          <Button
            size="small"
            aria-label={t('attachment:remove_label', { name: file.name })}
            onClick={() => onChange(chosen.filter((scan) => scan.id !== id))}
          >
            {t('attachment:remove')}
          </Button>
        </p>
      ))}
    </>
  )
}
