import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { decodeCursor, listMark, type Page, toPage } from '#kernel/page.ts'
import { Refusal } from '#kernel/refusal.ts'
import { columnsIn, defineExport } from '#modules/export/index.ts'
import type { App } from '#platform/app.ts'
import type { PaperExportQuery, PaperListQuery, PaperView } from './paper.contract.ts'
import { findPapersOfOrgan } from './paper.queries.ts'
import { presentPaper } from './paper.service.ts'

function organOf({ acting }: Actor): string {
  if (acting?.kind !== 'post') throw new Refusal('forbidden', 'paper.not_for_you')
  return acting.organId
}

/** What the organ acted for has issued. Refuses `paper.not_for_you`. */
export async function listIssued(
  app: Pick<App, 'db'>,
  actor: Actor,
  { cursor, limit, ...filter }: PaperListQuery,
): Promise<Page<PaperView>> {
  const list = listMark('papers', filter)
  const after = decodeCursor(cursor, ['instant', 'id'], list)
  const { rows, counted } = await findPapersOfOrgan(app.db, organOf(actor), filter, after, limit)
  return toPage(rows, limit, counted, (row) => [row.issued_at.toISOString(), row.id], presentPaper, list)
}

/** 公文 as the page lists them: the register of what went out under a number, without the papers themselves. */
export const paperExport = defineExport<App, PaperExportQuery, PaperView>({
  list: 'paper',
  approverRoles: ['deputy_office', 'presidium', 'leader', 'gov_office', 'unit_head'],
  may: organOf,
  page: (app, actor, query, from) => listIssued(app, actor, { ...query, ...from }),
  key: ({ id }) => id,
  title: (say) => say('paper.register.title'),
  columns: (say) =>
    columnsIn<PaperView>(say, 'paper.register', [
      ['number', 24, ({ number }) => number],
      ['kind', 16, ({ kind }) => say(`paper.kinds.${kind}`)],
      ['about', 24, ({ caseId, caseNumber }) => (caseId === null ? say('paper.page.many') : caseNumber)],
      ['organ', 28, ({ organName }) => organName],
      ['issuedOn', 14, ({ issuedAt }) => shanghaiDate(new Date(issuedAt))],
      ['voided', 28, ({ replacedBy }) => (replacedBy === null ? '' : say('paper.voided.by', { number: replacedBy }))],
    ]),
  words: { kind: 'paper.kinds' },
})
