import { expect, test } from 'vitest'
import { defaultNumberPattern } from '#modules/numbering/numbering.ts'
import { numberReader } from './import-numbers.ts'

test('under the usual pattern every way of writing a number means the same, and moves its year on', () => {
  const read = numberReader(defaultNumberPattern, '武人')
  for (const text of ['武人建〔2025〕17号', '武人建[2025]017', '2025-17', '第17号'])
    expect(read(text, 2025), text).toEqual({
      text: '武人建〔2025〕17号',
      year: 2025,
      number: 17,
      series: 'suggestion.2025',
    })
  expect(read('武建〔2023〕5号', 2023)).toMatchObject({ text: '武建〔2023〕5号', series: undefined })
  expect(read('无', 2025)).toBeUndefined()
})

test('a congress with a pattern of its own brings in both its own numbers and those from before', () => {
  const read = numberReader('{congress}建〔{year}〕第{serial:4}号', '武人')
  expect(read('武人建〔2026〕第0017号', 2026)).toMatchObject({
    text: '武人建〔2026〕第0017号',
    series: 'suggestion.2026',
  })
  expect(read('武人建〔2026〕17号', 2026)).toMatchObject({ text: '武人建〔2026〕17号', series: 'suggestion.2026' })
  expect(read('17', 2026)).toMatchObject({ text: '武人建〔2026〕第0017号', series: 'suggestion.2026' })
})

test('numbers by session go on after their session, and those by year of the time before move nothing', () => {
  const read = numberReader('武代建〔{session}〕{serial}号', '武人')
  expect(read('武代建〔18届4次〕21号', 2025)).toMatchObject({ year: 2025, number: 21, series: 'suggestion.18-4' })
  expect(read('武人建〔2025〕21号', 2025)).toMatchObject({ text: '武人建〔2025〕21号', series: undefined })
  expect(numberReader('WJ-{year}-{serial:3}', '武人')('wj-2026-017', 2026)?.series).toBeUndefined()
})
