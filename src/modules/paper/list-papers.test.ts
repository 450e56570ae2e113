import { expect, test } from 'vitest'
import type { HandedOver, Overdue } from './list-papers.queries.ts'
import { writeHandoverList, writeOverdueNotice } from './list-papers.view.ts'
import { dayIn, wordIn } from './paper-words.service.ts'

const facts = { word: wordIn('zh-CN'), day: dayIn('zh-CN'), period: { from: '2026-01-01', to: '2026-03-31' } }

const handed = (serial: number, confidential = false): HandedOver => ({
  case_id: String(serial),
  number: `武进区人大建〔2026〕${serial}号`,
  title: `第 ${serial} 件建议`,
  confidential,
  lead_name: '沈秋萍',
  unit_name: confidential ? '武进区财政局' : '武进区民政局',
  part: 'lead',
  assigned_on: '2026-01-20',
  due_on: '2026-04-20',
})

const late = (serial: number, confidential = false): Overdue => ({
  number: `武进区人大建〔2026〕${serial}号`,
  title: `第 ${serial} 件建议`,
  confidential,
  unit_name: confidential ? '武进区财政局' : '武进区民政局',
  due_on: '2026-03-20',
  days_late: 11,
})

test('within a unit the numbers of a hand-over list go up as numbers do', () => {
  const { blocks } = writeHandoverList(
    [15, 44, 7, 156].map((serial) => handed(serial)),
    facts,
  )
  const table = blocks.find((block) => block.kind === 'table')
  expect(table?.rows.map(([place, number]) => `${place} ${number}`)).toEqual([
    '1 武进区人大建〔2026〕7号',
    '2 武进区人大建〔2026〕15号',
    '3 武进区人大建〔2026〕44号',
    '4 武进区人大建〔2026〕156号',
  ])
})

test('a list that goes to many says of confidential cases how many there are, and not with whom they lie', () => {
  const told = [
    writeHandoverList([handed(1), handed(2, true)], facts),
    writeOverdueNotice([late(1), late(2, true)], facts),
  ]
  for (const { blocks } of told) {
    const words = JSON.stringify(blocks)
    expect(words).toContain('另有保密件1件次')
    expect(words).toContain('1件')
    for (const kept of ['财政局', '〔2026〕2号', '第 2 件建议']) expect(words).not.toContain(kept)
  }
})
