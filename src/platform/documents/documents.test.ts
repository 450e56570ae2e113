import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import '#tests/support/count-workers.setup.ts'
import { openDocuments } from './documents.ts'
import { readLimits, type SheetForm, type SheetRow, type SheetSummary } from './sheet.ts'

const documents = openDocuments()
afterAll(() => documents.close())

const form: SheetForm = {
  columns: [
    { key: 'name', names: ['姓名', '名字'], kind: 'name' },
    { key: 'born', names: ['出生年月', '出生日期'], kind: 'date' },
    { key: 'number', names: ['代表证号', '代表编号'], kind: 'code' },
    { key: 'work', names: ['工作单位及职务', '职业'], kind: 'text' },
    { key: 'delegation', names: ['代表团'], kind: 'text' },
    { key: 'idNumber', names: ['身份证号', '身份证号码'], kind: 'code' },
  ],
  headedBy: ['name', 'number'],
  notAfter: { born: '2008-11-22' },
}

type Fill = (workbook: ExcelJS.Workbook) => void

async function workbookBytes(fill: Fill): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  fill(workbook)
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

async function read(bytes: Uint8Array, limits = {}): Promise<{ rows: SheetRow[]; summary: SheetSummary }> {
  const rows: SheetRow[] = []
  const summary = await documents.readSheet(bytes, form, (batch) => void rows.push(...batch), { limits })
  return { rows, summary }
}

const readFilled = async (fill: Fill) => read(await workbookBytes(fill))

test('the headings are found below title rows, under their other names, with stars, notes and line breaks', async () => {
  const { rows, summary } = await readFilled((workbook) => {
    const sheet = workbook.addWorksheet('名册')
    sheet.addRow(['武进区第十七届人大代表名册'])
    sheet.mergeCells('A1:E1')
    sheet.addRow(['制表:人大办', null, null, '2026年11月'])
    sheet.addRow(['序号', '名 字*', '出生日期\n(公历)', '代表编号', '工作单位及职务(全称)', '备注'])
    sheet.addRow([1, '张三', '1975年3月', '001', '湖塘镇卫生院,医生', '连任'])
  })
  expect(summary.sheets).toEqual([
    {
      name: '名册',
      headerRow: 3,
      columns: { name: '名字*', born: '出生日期(公历)', number: '代表编号', work: '工作单位及职务(全称)' },
      unknown: ['备注'],
    },
  ])
  expect(rows).toEqual([
    {
      sheet: '名册',
      number: 4,
      cells: { name: '张三', born: '1975-03', number: '001', work: '湖塘镇卫生院,医生' },
      faults: {},
    },
  ])
})

test('blanks in names go, the dot of minority names stays, full-width digits and letters become half width', async () => {
  const { rows } = await readFilled((workbook) => {
    const sheet = workbook.addWorksheet('名册')
    sheet.addRow(['姓名', '代表证号', '职业'])
    sheet.addRow(['张 三', '００１２', '农民（种粮大户）'])
    sheet.addRow(['张　三', ' wj－０３ ', '第３小学  教师'])
    sheet.addRow(['阿依古丽・买买提', 'A4', null])
    sheet.addRow(['John  Smith', 'A5', null])
  })
  expect(rows.map(({ cells }) => [cells.name, cells.number, cells.work])).toEqual([
    ['张三', '0012', '农民（种粮大户）'],
    ['张三', 'WJ-03', '第3小学 教师'],
    ['阿依古丽·买买提', 'A4', undefined],
    ['John Smith', 'A5', undefined],
  ])
})

test('a merged cell counts for each row it covers, blank lines and notes are no rows', async () => {
  const { rows, summary } = await readFilled((workbook) => {
    const sheet = workbook.addWorksheet('名册')
    sheet.addRow(['姓名', '代表证号', '代表团', '职业'])
    sheet.addRow(['一、湖塘代表团(2名)'])
    sheet.mergeCells('A2:D2')
    sheet.addRow(['张三', 1, '湖塘代表团'])
    sheet.addRow(['李四', 2])
    sheet.mergeCells('C3:C4')
    sheet.addRow([])
    sheet.addRow(['  ', null, '　'])
    sheet.addRow(['王五', 3, '横山桥代表团'])
    sheet.addRow(['备注:本表一式两份'])
  })
  expect(rows.map(({ number, cells }) => [number, cells.name, cells.number, cells.delegation])).toEqual([
    [3, '张三', '1', '湖塘代表团'],
    [4, '李四', '2', '湖塘代表团'],
    [7, '王五', '3', '横山桥代表团'],
  ])
  expect(summary.skipped.map(({ number }) => number)).toEqual([2, 8])
})

test('a heading over two rows is read from its lower row', async () => {
  const { rows, summary } = await readFilled((workbook) => {
    const sheet = workbook.addWorksheet('名册')
    sheet.addRow(['姓名', '代表证号', '基本情况', null])
    sheet.addRow([null, null, '出生年月', '职业'])
    for (const range of ['A1:A2', 'B1:B2', 'C1:D1']) sheet.mergeCells(range)
    sheet.addRow(['张三', '7', '1980.5', '教师'])
  })
  expect(summary.sheets[0]?.headerRow).toBe(2)
  expect(rows[0]?.cells).toEqual({ name: '张三', number: '7', born: '1980-05', work: '教师' })
})

test.each([
  ['1975年3月', '1975-03'],
  ['1975年3月2日', '1975-03-02'],
  ['1975.03', '1975-03'],
  ['75-3-2', '1975-03-02'],
  ['08.3.2', '2008-03-02'],
  ['19750302', '1975-03-02'],
  ['１９７５／３／２', '1975-03-02'],
  ['一九七五年十二月二十一日', '1975-12-21'],
  ['1975-03-02 00:00:00', '1975-03-02'],
  [19750302, '1975-03-02'],
  [197503, '1975-03'],
  [27455, '1975-03-02'],
  [1975.03, '1975-03'],
  [new Date(Date.UTC(1975, 2, 2)), '1975-03-02'],
])('the birth date %s is read as %s', async (written, expected) => {
  const { rows } = await readFilled((workbook) => {
    const sheet = workbook.addWorksheet('名册')
    sheet.addRow(['姓名', '代表证号', '出生年月'])
    sheet.addRow(['张三', '1', written])
  })
  expect(rows[0]?.cells.born).toBe(expected)
})

test.each([
  ['1975年2月30日', 'date_unreadable'],
  ['不详', 'date_unreadable'],
  [1975, 'date_unreadable'],
  [1975.1, 'date_ambiguous'],
])('the birth date %s is not guessed at: %s', async (written, fault) => {
  const { rows } = await readFilled((workbook) => {
    const sheet = workbook.addWorksheet('名册')
    sheet.addRow(['姓名', '代表证号', '出生年月'])
    sheet.addRow(['张三', '1', written])
  })
  expect(rows[0]?.faults.born).toBe(fault)
})

test('results of formulas, rich text and links are read; errors and lost digits are faults', async () => {
  const { rows } = await readFilled((workbook) => {
    const sheet = workbook.addWorksheet('名册')
    sheet.addRow(['姓名', '代表证号', '职业', '身份证号'])
    const row = sheet.addRow([])
    row.getCell(1).value = { richText: [{ text: '张' }, { font: { bold: true }, text: '三' }] }
    row.getCell(2).value = { formula: 'A9&"1"', result: '0071' }
    row.getCell(3).value = { text: '教师', hyperlink: 'https://example.org' }
    row.getCell(4).value = Number('320412197503021230')
    sheet.addRow([{ error: '#REF!' }, { formula: 'A1' }, null, '３２０４１２１９７５０３０２１２３x'])
  })
  expect(rows.map(({ cells, faults }) => ({ cells, faults }))).toEqual([
    { cells: { name: '张三', number: '0071', work: '教师' }, faults: { idNumber: 'digits_lost' } },
    {
      cells: { idNumber: '32041219750302123X' },
      faults: { name: 'cell_error', number: 'formula_without_result' },
    },
  ])
})

test('every visible sheet with the headings is read, sheets without them and hidden ones are not', async () => {
  const { rows } = await readFilled((workbook) => {
    workbook.addWorksheet('说明').addRow(['请先看说明'])
    for (const [name, state] of [
      ['湖塘', 'visible'],
      ['横山桥', 'visible'],
      ['旧表', 'hidden'],
    ] as const) {
      const sheet = workbook.addWorksheet(name, { state })
      sheet.addRow(['姓名', '代表证号'])
      sheet.addRow([`${name}人`, '1'])
    }
  })
  expect(rows.map(({ sheet }) => sheet)).toEqual(['湖塘', '横山桥'])
})

test('what was written is read back as it was, whatever it begins with', async () => {
  const text = fc.stringMatching(/^[=+\-@A-Z0-9张三龘𬭚][=+\-@A-Z0-9张三龘𬭚]{0,12}$/u)
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (numbers) => {
      const bytes = await documents.writeSheet({
        sheets: [
          {
            name: '名册',
            title: '代表名册',
            columns: [
              { header: '姓名', width: 12, kind: 'text', choices: ['甲', '乙'] },
              { header: '代表证号', width: 12, kind: 'text' },
            ],
            rows: numbers.map((number) => ['甲', number]),
          },
        ],
        watermark: '导出人 张三 & 李四',
      })
      const { rows } = await read(bytes)
      expect(rows.map(({ cells }) => cells.number)).toEqual(numbers)
    }),
    { numRuns: 15 },
  )
})

test('a text that looks like a formula is written as text, never as a formula', async () => {
  const bytes = await documents.writeSheet({
    sheets: [{ name: 'A', columns: [{ header: '姓名', width: 9, kind: 'text' }], rows: [['=HYPERLINK("http://x")']] }],
  })
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(bytes.slice().buffer)
  const cell = workbook.getWorksheet('A')?.getCell('A2')
  expect([cell?.type, cell?.numFmt, cell?.value]).toEqual([ExcelJS.ValueType.String, '@', '=HYPERLINK("http://x")'])
})

const codeOf = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => 'accepted',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  )

test('files that are no workbook, too large, too long or a zip bomb are refused', async () => {
  const twoRows = await workbookBytes((workbook) => {
    const sheet = workbook.addWorksheet('名册')
    sheet.addRow(['姓名', '代表证号'])
    sheet.addRow(['张三', '1'])
    sheet.addRow(['李四', '2'])
  })
  const bomb = await workbookBytes((workbook) => {
    workbook.addWorksheet('名册').addRow(['姓名', '代表证号', 'A'.repeat(4_000_000)])
  })
  const oldFormat = Buffer.from('d0cf11e0a1b11ae1'.padEnd(200, '0'), 'hex')
  expect(await codeOf(read(Buffer.from('姓名,代表证号')))).toBe('document.not_a_workbook')
  expect(await codeOf(read(oldFormat))).toBe('document.encrypted_or_old')
  expect(await codeOf(read(twoRows, { bytesMax: 100 }))).toBe('document.too_large')
  expect(await codeOf(read(twoRows, { rowsMax: 1 }))).toBe('document.too_large')
  expect(bomb.length).toBeLessThan(100_000)
  expect(await codeOf(read(bomb, { unpackedBytesMax: 1_000_000 }))).toBe('document.too_large')
  expect(await codeOf(read(twoRows.subarray(0, twoRows.length - 40)))).toBe('document.not_a_workbook')
})

test('a sheet without the headings is refused with the headings it should have', async () => {
  const bytes = await workbookBytes((workbook) => workbook.addWorksheet('A').addRow(['项目', '金额']))
  await expect(read(bytes)).rejects.toMatchObject({
    code: 'document.headings_not_found',
    data: { headings: '姓名、代表证号' },
  })
})

test('a file that takes too long costs its worker only: the next file is read', async () => {
  const long = await workbookBytes((workbook) => {
    const sheet = workbook.addWorksheet('名册')
    sheet.addRow(['姓名', '代表证号'])
    for (let number = 1; number <= 8000; number += 1) sheet.addRow(['张三', number])
  })
  expect(await codeOf(documents.readSheet(long, form, () => undefined, { timeoutMs: 20 }))).toBe(
    'document.took_too_long',
  )
  const { rows } = await readFilled((workbook) => {
    const sheet = workbook.addWorksheet('名册')
    sheet.addRow(['姓名', '代表证号'])
    sheet.addRow(['张三', '1'])
  })
  expect(rows).toHaveLength(1)
})

test('the limits are those of an office: 20,000 rows', () => {
  expect(readLimits.rowsMax).toBe(20_000)
})

test('slips print with rare characters; a character that the font lacks is named for the pen', async () => {
  const slip = {
    accountName: 'wj1001',
    code: '7KQ4-92MX-HT3V',
    url: 'https://example.org/activate#7KQ492MXHT3V',
    validUntil: '2026-12-06',
    congressName: '武进区人民代表大会',
    group: '湖塘代表团',
  }
  const words = {
    title: '启用单',
    nameLabel: '姓名',
    accountLabel: '账号',
    codeLabel: '启用码',
    validLabel: '有效期至',
    hint: '',
    handwritten: '请手写',
  }
  const slips = ['王𬭚', '欧阳龘', '𠮷田'].map((name) => ({ ...slip, name }))
  const { pdf, handwritten } = await documents.printSlips(slips, words)
  expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-')
  expect(handwritten).toEqual([{ name: '𠮷田', characters: ['𠮷'] }])
})
