import { expect, test } from 'vitest'
import { testApp } from '#tests/support/test-app.ts'
import { listing } from './import.given.ts'
import { draftOf, given, viewOf } from './suggestion.given.ts'
import { finalAnswer, stage } from './suggestion-stage.given.ts'

test('whatever was pasted with them, texts are kept with their lines and rare characters, and nothing that nobody sees', async () => {
  const site = await testApp()
  const cast = await given.cast(site.app)
  const on = stage(site, cast)
  const typed = '一、𬭚与龘，葛\u{e0100}某。\r\n二、\u200b路灯\ufeff不\u00ad亮\u202e；\t三\u0000、\u0007拆。'
  const read = '一、𬭚与龘，葛\u{e0100}某。\n二、路灯不亮； 三、拆。'
  const draft = {
    ...draftOf({ title: '\ufeff关于路灯的\u200b建议\n' }),
    subject: typed,
    grounds: typed,
    proposal: typed,
  }
  const kase = await viewOf(await site.as(cast.lead).post('/api/suggestions', { id: site.app.ids.uuid(), ...draft }))
  expect([kase.title, kase.subject, kase.grounds, kase.proposal]).toEqual(['关于路灯的建议 ', read, read, read])

  const answered = await on.answered(await on.assigned(), { ...finalAnswer, body: typed })
  expect(answered.replies.map(({ body }) => body)).toEqual([read])
  const verdict = { attitude: 'satisfied', result: 'dissatisfied', opinion: `${typed}\n` }
  const judged = await viewOf(await on.evaluate(site.as(cast.lead), answered, verdict))
  expect(judged.evaluations.map(({ opinion }) => opinion)).toContain(`${read}\n`)
  // of nothing but hidden marks no reason is given
  const registered = await on.registered()
  const reason = { version: registered.version, decision: 'sendBack', reason: '\u200b\u0000\ufeff' }
  const refused = await site.as(cast.office).post(`/api/suggestions/${registered.id}/review`, reason)
  expect(((await refused.json()) as { code: string }).code).toBe('suggestion.reason_needed')

  const { rowOf, preview, apply, caseOf, prefix } = await listing(site, cast)
  const cells = {
    编号: '2026-90',
    标题: '关于\u200b停车\u00ad的建议',
    正文: `案由：路窄。\n案据：${typed}\n方案：拓宽。`,
  }
  // a spreadsheet can hold no NUL and no bell
  const kept = Object.fromEntries(
    Object.entries(cells).map(([key, text]) => [key, text.replaceAll('\0', '').replaceAll('\u0007', '')]),
  )
  await apply(await preview([rowOf(kept)]))
  const brought = await caseOf(`${await prefix()}〔2026〕90号`)
  expect([brought.title, brought.grounds]).toEqual(['关于停车的建议', read])
})
