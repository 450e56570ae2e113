import { z } from '@hono/zod-openapi'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldProblems } from './field-problems.ts'

const Form = z.strictObject({
  title: z.string().trim().min(1).max(5),
  heldOn: z.iso.date(),
  address: z.email(),
  seats: z.number().int().min(1).max(500),
  units: z
    .array(z.object({ unitId: z.uuid(), part: z.enum(['lead', 'co']) }))
    .min(1)
    .max(2),
  deadline: z.iso.datetime(),
  agree: z.boolean(),
})
const whole = {
  title: '路灯',
  heldOn: '2026-03-01',
  address: 'a@b.cn',
  seats: 3,
  units: [{ unitId: '00000000-0000-4000-8000-000000000000', part: 'lead' }],
  deadline: '2026-03-01T08:00:00Z',
  agree: true,
}

const told = (locale: 'zh-CN' | 'en', change: object) => {
  const sent = { ...whole, ...change }
  const parsed = Form.safeParse(sent)
  return parsed.success ? [] : fieldProblems(locale, parsed.error.issues, sent)
}
const line = (locale: 'zh-CN' | 'en', change: object) =>
  told(locale, change).map(({ path, name, problem }) => `${path} ${name} ${problem}`)

test('each field is named as people call it, with what is wrong, in the language of the caller', () => {
  expect(line('zh-CN', { title: '很长很长的标题' })).toEqual(['title 标题 不超过 5 个字。'])
  expect(line('en', { title: '很长很长的标题' })).toEqual(['title title At most 5 characters.'])
  expect(line('zh-CN', { heldOn: '2026-02-30' })).toEqual(['heldOn 日期 请填写真实的日期，如 2026-03-01。'])
  expect(line('zh-CN', { address: 'nobody' })).toEqual(['address 邮箱地址 电子邮箱的格式不对。'])
  expect(line('zh-CN', { seats: 0 })).toEqual(['seats 名额 不小于 1。'])
  expect(line('zh-CN', { seats: 501 })).toEqual(['seats 名额 不大于 500。'])
  expect(line('zh-CN', { seats: 1.5 })).toEqual(['seats 名额 请填写整数。'])
  expect(line('zh-CN', { units: [{ unitId: 'x', part: 'alone' }] })).toEqual([
    'units.0.unitId 单位 格式不对。',
    'units.0.part 承办方式 请从给出的选项中选择。',
  ])
  expect(line('zh-CN', { units: Array(3).fill(whole.units[0]) })).toEqual(['units 承办单位 最多 2 项。'])
  expect(line('en', { units: [] })).toEqual(['units units At least 1 item(s).'])
  expect(line('zh-CN', { surprise: 1 })).toEqual(['  含有不认识的项：surprise。'])
})

test('what was left empty is asked for, not called a wrong type', () => {
  for (const nothing of [undefined, null, '', '  ']) {
    expect(line('zh-CN', { title: nothing, agree: nothing })).toEqual(['title 标题 请填写。', 'agree  请填写。'])
  }
})

test('whatever is sent, a Chinese caller reads no English and an English one no Chinese', () => {
  const nonsense = fc.record(
    Object.fromEntries(Object.keys(whole).map((field) => [field, fc.jsonValue({ maxDepth: 2 })])),
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(nonsense, (change) => {
      for (const { problem } of told('zh-CN', change)) expect(problem).toMatch(/\p{Script=Han}.*。$/u)
      for (const { problem } of told('en', change)) expect(problem).toMatch(/^[\p{ASCII}]+\.$/u)
    }),
    { numRuns: 200 },
  )
})
