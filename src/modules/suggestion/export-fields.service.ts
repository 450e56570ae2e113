import { columnsIn, defineExport } from '#modules/export/index.ts'
import type { App } from '#platform/app.ts'
import type { FieldExportQuery, FieldView } from './field.contract.ts'
import { listFields, mayReadFields } from './keep-fields.service.ts'

/** 对口督办分工 as everyone of the congress may know it. */
export const fieldExport = defineExport<App, FieldExportQuery, FieldView>({
  list: 'committee_field',
  approverRoles: ['deputy_office', 'presidium', 'leader'],
  may: mayReadFields,
  page: (app, actor, query, from) => listFields(app, actor, { ...query, ...from }),
  key: ({ id }) => id,
  title: (say) => say('suggestion.fieldSheet.title'),
  columns: (say) =>
    columnsIn<FieldView>(say, 'suggestion.fieldSheet', [
      ['committee', 30, ({ committeeName }) => committeeName],
      ['category', 16, ({ category }) => (category === null ? '' : say(`suggestion.categories.${category}`))],
      ['unit', 30, ({ unitName }) => unitName ?? ''],
      ['state', 12, ({ state }) => say(`suggestion.fieldSheet.states.${state}`)],
      ['startsOn', 14, ({ startsOn }) => startsOn],
      ['endsOn', 14, ({ endsOn }) => endsOn ?? ''],
    ]),
  words: { state: 'suggestion.fieldSheet.states' },
})
