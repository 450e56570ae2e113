import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { type ImportKind, importKinds } from '#modules/roster/roster.ts'
import { call } from '../../frame/call.ts'
import { rosterClient } from '../../frame/clients.ts'
import { fetchFile } from '../../frame/download.ts'
import { Icon } from '../../frame/icons.tsx'
import { Field } from '../parts/field.tsx'
import { Fault } from '../parts/page.tsx'

/** Nothing is written by an upload: it only makes a preview. */
export function UploadForm() {
  const { t } = useTranslation(['console', 'roster'])
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const client = useQueryClient()
  const [kind, setKind] = useState<ImportKind>(importKinds.find((one) => one === search.get('kind')) ?? 'deputies')
  const [file, setFile] = useState<File | null>(null)
  const [error, setError] = useState<unknown>(null)
  const upload = useMutation({
    mutationFn: (given: File) => call(rosterClient.imports.$post({ form: { kind, file: given } })),
    onSuccess: async (started) => {
      await client.invalidateQueries({ queryKey: ['imports'] })
      await navigate(`/imports/${started.id}`)
    },
  })
  const template = () => {
    setError(null)
    fetchFile(`/api/imports/templates/${kind}.xlsx`, `${t(`roster:kinds.${kind}`)}.xlsx`).catch(setError)
  }
  return (
    <form
      className="sheet pad fields-row"
      aria-label={t('imports.upload')}
      onSubmit={(event) => {
        event.preventDefault()
        if (file) upload.mutate(file)
      }}
    >
      <Field label={t('imports.kind')}>
        {(control) => (
          <Select
            {...control}
            value={kind}
            className="date"
            popupMatchSelectWidth={false}
            onChange={setKind}
            options={importKinds.map((value) => ({ value, label: t(`roster:kinds.${value}`) }))}
          />
        )}
      </Field>
      <Field label={t('imports.choose')} hint={t('imports.choose_hint')}>
        {(control) => (
          <span className="file-choice">
            <Icon name="upload" size={16} />
            {file ? file.name : t('imports.no_file')}
            <input
              {...control}
              type="file"
              accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
              onChange={(event) => setFile(event.target.files?.[0] ?? null)}
            />
          </span>
        )}
      </Field>
      <Button
        type="primary"
        htmlType="submit"
        loading={upload.isPending}
        disabled={!file}
        icon={<Icon name="upload" />}
      >
        {t('imports.preview')}
      </Button>
      <Button icon={<Icon name="download" />} onClick={template}>
        {t('imports.template')}
      </Button>
      {upload.error || error ? <Fault error={upload.error ?? error} /> : null}
    </form>
  )
}
