import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../frame/icons.tsx'

export type ColumnName = 'lead' | 'unit' | 'category' | 'submitted' | 'changed'

const storageKey = (list: string) => `minsheng.columns.${list}`

/** Which columns one wants to see is kept on this machine. */
export function useColumns(list: string, usual: ColumnName[]): [ColumnName[], (columns: ColumnName[]) => void] {
  const [columns, setColumns] = useState<ColumnName[]>(() => {
    const kept = localStorage.getItem(storageKey(list))
    return kept === null ? usual : (kept.split(',').filter(Boolean) as ColumnName[])
  })
  return [
    columns,
    (next) => {
      localStorage.setItem(storageKey(list), next.join(','))
      setColumns(next)
    },
  ]
}

export function ColumnChoice({
  of,
  chosen,
  onChange,
}: {
  of: readonly ColumnName[]
  chosen: ColumnName[]
  onChange: (columns: ColumnName[]) => void
}) {
  const { t } = useTranslation('console')
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        multiple: true,
        selectable: true,
        selectedKeys: chosen,
        items: of.map((name) => ({ key: name, label: t(`list.${name}`) })),
        onClick: ({ key }) =>
          onChange(of.filter((name) => (name === key ? !chosen.includes(name) : chosen.includes(name)))),
      }}
    >
      <Button icon={<Icon name="columns" />}>{t('list.columns')}</Button>
    </Dropdown>
  )
}
