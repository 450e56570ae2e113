import type { PaperBlock } from '#platform/documents/paper.ts'
import type { Word, Written } from './case-papers.view.ts'
import type { AcceptedCounts, CompiledCase, HandedOver, Overdue } from './list-papers.queries.ts'

type Period = { from: string; to: string }
type Facts = { word: Word; day: (iso: string | null) => string; period: Period }

const numbers = new Intl.Collator('zh-CN', { numeric: true })
const byNumber = (one: { number: string | null }, other: { number: string | null }): number =>
  numbers.compare(one.number ?? '', other.number ?? '')

/** A list goes to many: with whom a confidential case lies tells what it is about, so of these it says how many. */
function apart<Row extends { confidential: boolean }>(rows: readonly Row[], sentence: (count: number) => string) {
  const open = rows.filter(({ confidential }) => !confidential)
  const count = rows.length - open.length
  const told: PaperBlock[] = count > 0 ? [{ kind: 'text', text: sentence(count) }] : []
  return { open, told }
}

const span = ({ word, day, period }: Facts) => word('period', { from: day(period.from), to: day(period.to) })

/** 逾期通报: units in the order of how much is late; each line one answer that is not there. */
export function writeOverdueNotice(rows: readonly Overdue[], facts: Facts): Written {
  const { word, day } = facts
  const { open, told } = apart(rows, (count) => word('overdue_notice.confidential', { count }))
  const units = [...Map.groupBy(open, ({ unit_name }) => unit_name)].toSorted(
    ([, one], [, other]) => other.length - one.length,
  )
  return {
    title: word('overdue_notice.title'),
    blocks: [
      {
        kind: 'text',
        text: word('overdue_notice.lead', { on: day(facts.period.to), count: open.length, units: units.length }),
      },
      ...told,
      {
        kind: 'table',
        head: ['no', 'unit', 'number', 'matter', 'due_on', 'days_late'].map((key) => word(`columns.${key}`)),
        widths: [1.4, 4, 5, 6.6, 3, 2],
        rows: units
          .flatMap(([, late]) => late)
          .map((row, at) => [
            String(at + 1),
            row.unit_name,
            row.number ?? '',
            row.title,
            day(row.due_on),
            String(row.days_late),
          ]),
      },
      { kind: 'text', text: word('overdue_notice.asked') },
    ],
  }
}

/** 交办清单: everything handed over in the period, unit by unit and number by number. */
export function writeHandoverList(rows: readonly HandedOver[], facts: Facts): Written {
  const { word, day } = facts
  const { open, told } = apart(rows, (count) => word('handover_list.confidential', { count }))
  const units = [...Map.groupBy(open, ({ unit_name }) => unit_name)]
  const cases = new Set(open.map(({ case_id }) => case_id)).size
  return {
    title: word('handover_list.title'),
    blocks: [
      { kind: 'text', text: word('handover_list.lead', { span: span(facts), cases, units: units.length }) },
      ...told,
      ...units.flatMap(([unit, parts]): PaperBlock[] => [
        { kind: 'heading', text: word('handover_list.unit', { unit, count: parts.length }) },
        {
          kind: 'table',
          head: ['no', 'number', 'matter', 'lead', 'part', 'assigned_on', 'due_on'].map((key) =>
            word(`columns.${key}`),
          ),
          widths: [1.4, 5.2, 6, 2.4, 1.8, 3.4, 3.4],
          rows: parts
            .toSorted(byNumber)
            .map((row, at) => [
              String(at + 1),
              row.number ?? '',
              row.title,
              row.lead_name,
              word(`suggestion.parts.${row.part}`),
              day(row.assigned_on),
              day(row.due_on),
            ]),
        },
      ]),
    ],
  }
}

/**
 * 建议汇编: the suggestions accepted in the period with their answers, each on a new page. What the yearly report counts
 * and the volume does not print is told as a number.
 */
export function writeCompilation(compiled: readonly CompiledCase[], counts: AcceptedCounts, facts: Facts): Written {
  const { word, day } = facts
  const { accepted, confidential, ended } = counts
  const cases = compiled.toSorted(byNumber)
  const told = [
    word('compilation.lead', { span: span(facts), accepted, count: cases.length }),
    ...(confidential > 0 ? [word('compilation.confidential', { count: confidential })] : []),
    ...(ended > 0 ? [word('compilation.ended', { count: ended })] : []),
  ]
  return {
    title: word('compilation.title'),
    blocks: [
      ...told.map((text): PaperBlock => ({ kind: 'text', text })),
      {
        kind: 'table',
        head: ['no', 'number', 'matter', 'lead'].map((key) => word(`columns.${key}`)),
        widths: [1, 4, 9, 3],
        rows: cases.map((one, at) => [String(at + 1), one.number ?? '', one.title, one.lead_name]),
      },
      ...cases.flatMap((one): PaperBlock[] => [
        { kind: 'pageBreak' },
        { kind: 'heading', text: `${one.number ?? ''}　${one.title}` },
        {
          kind: 'text',
          text: word('compilation.by', { name: one.lead_name, on: day(one.accepted_on) }),
          indent: false,
        },
        { kind: 'heading', text: word('suggestion_paper.subject') },
        { kind: 'text', text: one.subject },
        { kind: 'heading', text: word('suggestion_paper.grounds') },
        { kind: 'text', text: one.grounds },
        { kind: 'heading', text: word('suggestion_paper.proposal') },
        { kind: 'text', text: one.proposal },
        ...one.answers.flatMap((answer): PaperBlock[] => [
          {
            kind: 'heading',
            text: word('compilation.answer', { unit: answer.unit_name, on: day(answer.sent_on), class: answer.class }),
          },
          { kind: 'text', text: answer.body },
        ]),
      ]),
    ],
  }
}
