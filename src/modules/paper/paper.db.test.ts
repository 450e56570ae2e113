import { beforeAll, expect, test, vi } from 'vitest'
import { meetingIn, meetingOf } from '#modules/handover/handover.given.ts'
import type { SuggestionView } from '#modules/suggestion/index.ts'
import { type Cast, codeOf, given, viewOf } from '#modules/suggestion/suggestion.given.ts'
import { answer, assignmentOf, finalAnswer, type Stage, stage } from '#modules/suggestion/suggestion-stage.given.ts'
import { zipEntries } from '#platform/documents/zip-guard.ts'
import { runSql } from '#tests/support/statements.ts'
import { type TestSite, testApp, testMorning } from '#tests/support/test-app.ts'
import type { CasePapers, PaperView } from './paper.contract.ts'
import { casePaperKinds, listPaperKinds } from './paper.ts'

let site: TestSite
let cast: Cast
let play: Stage
let handed: SuggestionView
let partId: string

beforeAll(async () => {
  site = await testApp({ fresh: true })
  cast = await given.cast(site.app)
  play = stage(site, cast)
  handed = await play.assigned({ withCo: true })
  partId = assignmentOf(handed, cast.leadUnit.id).id
})

type Who = Parameters<TestSite['as']>[0]
const papersFor = async (who: Who, id = handed.id): Promise<CasePapers> =>
  (await (await site.as(who).get(`/api/suggestions/${id}/papers`)).json()) as CasePapers
const issue = (who: Who, body: object) => site.as(who).post('/api/papers', body)
const issued = async (who: Who, body: object): Promise<PaperView> =>
  (await (await issue(who, body)).json()) as PaperView
const bytesOf = async (reply: Response) => Buffer.from(await reply.arrayBuffer())

/** Everything written on a paper of a case as its reader prints it in Word. */
const readingOf = async (who: Who, kind: string, { id, part }: { id: string; part: string }): Promise<string> =>
  textOf(await site.as(who).get(`/api/suggestions/${id}/papers/${kind}?format=docx&assignmentId=${part}`))

async function textOf(reply: Response): Promise<string> {
  if (!reply.ok) throw new Error(`${reply.status} ${await reply.text()}`)
  const parts = zipEntries(new Uint8Array(await reply.arrayBuffer())).filter(({ name }) => /^word\/.*\.xml$/.test(name))
  return parts
    .map((part) =>
      part
        .read()
        .toString()
        .replaceAll(/<[^>]+>/g, ' '),
    )
    .join('\n')
}

/** A case whose co-handler has given its opinion and whose lead unit has answered. */
async function heardAndAnswered(): Promise<SuggestionView> {
  const kase = await play.assigned({ withCo: true })
  const coClerk = site.as(cast.coClerk)
  const signed = await play.step(coClerk, kase, cast.coUnit.id, 'acknowledgement')
  await play.step(coClerk, signed, cast.coUnit.id, 'co-opinion', {
    opinion: '同意增设助餐点，可由社区卫生站提供营养指导。',
  })
  return play.answered(kase)
}

const handover = () => ({ kind: 'handover_note', caseId: handed.id, assignmentId: partId })

test('the office prints a hand-over note in Word and in PDF before it issues it', async () => {
  const preview = (format: string) =>
    site
      .as(cast.office)
      .get(`/api/suggestions/${handed.id}/papers/handover_note?format=${format}&assignmentId=${partId}`)
  const pdf = await preview('pdf')
  expect(pdf.headers.get('content-type')).toBe('application/pdf')
  expect((await bytesOf(pdf)).subarray(0, 5).toString()).toBe('%PDF-')
  const word = await preview('docx')
  expect((await bytesOf(word)).subarray(0, 2).toString()).toBe('PK')
  expect(word.headers.get('content-disposition')).toBe(
    `attachment; filename="handover_note.docx"; filename*=UTF-8''${encodeURIComponent('交办单')}.docx`,
  )
})

test('issued papers are numbered without gaps, also when two clerks issue at once and one act is refused', async () => {
  // of a case of its own: who urged a unit last stands at the head of what is printed for it
  const kase = await play.assigned()
  const urged = { kind: 'reminder', caseId: kase.id, assignmentId: assignmentOf(kase, cast.leadUnit.id).id }
  const refused = issue(cast.office, { ...urged, kind: 'co_opinion' })
  const both = await Promise.all([issued(cast.office, urged), issued(cast.colleague, urged), refused])
  const third = await issued(cast.office, urged)
  const numbers = [both[0].number, both[1].number, third.number].map((number) => /(\d+)号$/.exec(number)?.[1])
  expect(both[2].status).toBe(403)
  expect(numbers.toSorted()).toEqual(['1', '2', '3'])
})

test('what went out stays as it was, though the case goes on', async () => {
  const paper = await issued(cast.office, handover())
  const kept = () => runSql(site.db, 'select content from issued_paper where id = $1', [paper.id])
  const before = await kept()
  await play.step(site.as(cast.clerk), handed, cast.leadUnit.id, 'acknowledgement')
  expect(await kept()).toEqual(before)
  expect(JSON.stringify(before)).toContain(paper.number)
  expect((await papersFor(cast.office)).issued.map(({ number }) => number)).toContain(paper.number)
})

test('a unit issues its answer only when it is signed, and only its own', async () => {
  const kase = await play.assigned()
  const own = { kind: 'reply_letter', caseId: kase.id, assignmentId: assignmentOf(kase, cast.leadUnit.id).id }
  expect(await codeOf(await issue(cast.clerk, own))).toBe('409 paper.not_yet')
  const answered = await play.answered(kase)
  expect(await codeOf(await issue(cast.office, own))).toBe('403 paper.not_for_you')
  const letter = await issued(cast.clerk, own)
  expect(letter.number).toMatch(/复〔\d{4}〕1号$/)
  const forLead = await papersFor(cast.lead, answered.id)
  expect(forLead.issued.map(({ id }) => id)).toEqual([letter.id])
  expect(forLead.possible.map(({ kind }) => kind)).toContain('evaluation_form')
  expect(forLead.possible.every(({ mayIssue }) => !mayIssue)).toBe(true)
})

test('an answer has one letter under one number, and other words make it void for who says so', async () => {
  const answered = await play.answered(await play.assigned())
  const part = assignmentOf(answered, cast.leadUnit.id).id
  const own = { kind: 'reply_letter', caseId: answered.id, assignmentId: part }
  const twice = await Promise.all([issued(cast.clerk, own), issued(cast.head, own)])
  expect(twice[0].id).toBe(twice[1].id)
  const possible = async () =>
    (await papersFor(cast.clerk, answered.id)).possible.find(({ kind }) => kind === 'reply_letter')?.former
  expect(await possible()).toEqual({ id: twice[0].id, number: twice[0].number, isSame: true })
  // a correction of the title changes the words of the letter
  await runSql(site.db, `update suggestion set title = '关于增设老年助餐点的建议' where id = $1`, [answered.id])
  expect(await possible()).toMatchObject({ isSame: false })
  expect(await codeOf(await issue(cast.clerk, own))).toBe('409 paper.voids_former')
  const anew = { ...own, voids: twice[0].id }
  const [next, same] = await Promise.all([issued(cast.clerk, anew), issued(cast.head, anew)])
  expect([next.id === same.id, next.number === twice[0].number]).toEqual([true, false])
  const out = (await papersFor(cast.lead, answered.id)).issued.filter(({ kind }) => kind === 'reply_letter')
  expect(out.map(({ number, replacedBy }) => [number, replacedBy])).toEqual([
    [twice[0].number, next.number],
    [next.number, null],
  ])
  const printed = await textOf(await site.as(cast.lead).get(`/api/papers/${twice[0].id}/file?format=docx`))
  expect(printed).toContain(`本件已作废，以${next.number}为准。`)
})

test('an answer that is signed but not sent is read over in its unit; it is neither issued nor open to the sponsors', async () => {
  const kase = await play.assigned()
  const [clerk, unitId] = [site.as(cast.clerk), cast.leadUnit.id]
  const own = { kind: 'reply_letter', caseId: kase.id, assignmentId: assignmentOf(kase, unitId).id }
  const handled = await play.step(clerk, await play.open(clerk, kase.id), unitId, 'acknowledgement')
  const written = await play.step(clerk, handled, unitId, 'reply-draft', answer)
  const signed = await play.step(site.as(cast.head), written, unitId, 'sign-off')
  expect(await codeOf(await issue(cast.clerk, own))).toBe('409 paper.not_yet')
  const path = `/api/suggestions/${kase.id}/papers/reply_letter?format=docx&assignmentId=${own.assignmentId}`
  expect((await clerk.get(path)).status).toBe(200)
  for (const other of [cast.office, cast.lead]) {
    expect(await codeOf(await site.as(other).get(path))).toBe('409 paper.not_yet')
  }
  const letters = async (who: Who) => (await papersFor(who, kase.id)).possible.filter(({ kind }) => kind === own.kind)
  expect(await letters(cast.clerk)).toEqual([expect.objectContaining({ mayIssue: false })])
  expect(await letters(cast.lead)).toEqual([])
  await play.step(clerk, signed, unitId, 'sending')
  const letter = await issued(cast.clerk, own)
  const seen = async (who: Who) => (await papersFor(who, kase.id)).issued.map(({ id }) => id)
  expect(await seen(cast.lead)).toEqual([letter.id])
  // a letter that had left its unit before its answer was sent
  await runSql(site.db, `update issued_paper set issued_at = issued_at - interval '1 day' where id = $1`, [letter.id])
  expect([await seen(cast.lead), await seen(cast.clerk)]).toEqual([[], [letter.id]])
  expect((await site.as(cast.lead).get(`/api/papers/${letter.id}/file?format=pdf`)).status).toBe(404)
})

test('a paper is not issued of a case that somebody changes at the same moment', async () => {
  const outcome = await site.db.transaction().execute(async (trx) => {
    await runSql(trx, 'select 1 from suggestion where id = $1 for update', [handed.id])
    const waiting = issue(cast.office, handover())
    await vi.waitUntil(
      async () =>
        (
          await runSql(
            site.db,
            `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
            [],
          )
        ).length > 0,
      { timeout: 20_000 },
    )
    await runSql(trx, 'update suggestion set version = version + 1 where id = $1', [handed.id])
    return { waiting }
  })
  expect(await codeOf(await outcome.waiting)).toBe('409 suggestion.stale_version')
})

test('the offices see on the timeline which paper was issued, and nobody else', async () => {
  const { id, assignments } = await play.assigned()
  await issued(cast.office, { kind: 'handover_note', caseId: id, assignmentId: assignments[0]?.id })
  const seen = async (who: Who) =>
    (await play.open(site.as(who), id)).timeline.filter(({ type }) => type === 'paper.issued').map(({ note }) => note)
  expect(await seen(cast.office)).toEqual(['交办单'])
  expect(await seen(cast.government)).toEqual(['交办单'])
  expect([await seen(cast.clerk), await seen(cast.lead)]).toEqual([[], []])
})

test('no paper of any kind shows a place that was left open for a word', async () => {
  const { id, title, assignments } = await heardAndAnswered()
  const partOf = (unitId: string) => ({ id, part: assignments.find((one) => one.unitId === unitId)?.id ?? '' })
  const [own, co] = [partOf(cast.leadUnit.id), partOf(cast.coUnit.id)]
  const today = site.app.clock.now().toISOString().slice(0, 10)
  const texts = new Map<string, string>()
  for (const kind of casePaperKinds) {
    // an answered part is urged no more
    const about = kind === 'reminder' ? { id: handed.id, part: partId } : kind === 'co_opinion' ? co : own
    texts.set(kind, await readingOf(cast.office, kind, about))
  }
  for (const kind of listPaperKinds.filter((one) => one !== 'overdue_notice')) {
    const path = `/api/paper-previews/${kind}?format=docx&from=${today}&to=${today}`
    texts.set(kind, await textOf(await site.as(cast.office).get(path)))
  }
  expect([...texts].filter(([, text]) => /\{\{|\}\}/.test(text)).map(([kind]) => kind)).toEqual([])
  expect(texts.get('co_opinion')).toContain(`收到“${title}”后`)
})

test('a paper stands under the organ whose paper it is, whoever prints it', async () => {
  const { id, assignments, congressName } = await heardAndAnswered()
  const [own, co] = [cast.leadUnit.id, cast.coUnit.id].map((unit) => assignments.find((one) => one.unitId === unit))
  if (!(own && co)) throw new Error('the case has both units')
  // the head is written before all else
  const headFor = async (who: Who, kind: string, part: string, caseId = id) =>
    (await readingOf(who, kind, { id: caseId, part })).trim().split(/\s{2,}/)[0]
  for (const reader of [cast.office, cast.clerk, cast.lead]) {
    expect(await headFor(reader, 'reply_letter', own.id)).toBe(cast.leadUnit.name)
    expect(await headFor(reader, 'evaluation_form', own.id)).toBe(congressName)
  }
  for (const reader of [cast.government, cast.clerk]) {
    expect(await headFor(reader, 'co_opinion', co.id)).toBe(cast.coUnit.name)
  }
  const office = await headFor(cast.office, 'handover_note', own.id)
  const government = await headFor(cast.government, 'handover_note', own.id)
  expect(office).not.toBe(government)
  expect(await headFor(cast.clerk, 'handover_note', own.id)).toBe(office)
  const note = { kind: 'handover_note', caseId: id, assignmentId: own.id }
  expect((await issued(cast.government, note)).organName).toBe(government)
  for (const reader of [cast.clerk, cast.lead]) expect(await headFor(reader, 'handover_note', own.id)).toBe(government)
  expect(await headFor(cast.clerk, 'reminder', partId, handed.id)).toBe(office)
  await viewOf(
    await site.as(cast.government).post(`/api/assignments/${partId}/reminder`, { words: '请抓紧办理，月底前报进展。' }),
  )
  expect(await headFor(cast.clerk, 'reminder', partId, handed.id)).toBe(government)
  const reminder = await readingOf(cast.clerk, 'reminder', { id: handed.id, part: partId })
  expect(reminder).toContain('请抓紧办理，月底前报进展。')
  expect(reminder).not.toContain('等代表')
})

test('an answer given again promises only what it says itself, and reads alike to everybody', async () => {
  const first = await heardAndAnswered()
  const about = { id: first.id, part: assignmentOf(first, cast.leadUnit.id).id }
  const promised = answer.commitments[0]?.content
  expect(await readingOf(cast.lead, 'reply_letter', about)).toContain(promised)
  const wanting = { attitude: 'satisfied', result: 'dissatisfied', opinion: '没有答到点上。' }
  const again = await viewOf(await play.evaluate(site.as(cast.lead), first, wanting))
  await play.answered(again, { ...finalAnswer, body: '经再次研究，助餐点已经开餐。' })
  const letters: string[] = []
  for (const reader of [cast.clerk, cast.office, cast.lead]) {
    letters.push(await readingOf(reader, 'reply_letter', about))
  }
  expect(letters[0]).toContain('听取了武进区卫生健康局的会办意见')
  expect(letters[0]).not.toContain(promised)
  expect(letters.map((letter) => letter === letters[0])).toEqual([true, true, true])
})

test('reminders and co-handlers’ opinions are not for the sponsors', async () => {
  const reminder = await issued(cast.office, { kind: 'reminder', caseId: handed.id, assignmentId: partId })
  const forLead = await papersFor(cast.lead)
  expect(forLead.issued.map(({ id }) => id)).not.toContain(reminder.id)
  expect(await codeOf(await site.as(cast.lead).get(`/api/papers/${reminder.id}/file?format=pdf`))).toBe(
    '404 paper.not_found',
  )
})

test('a stranger finds neither the case’s papers nor the paper itself, in the same words as for nothing', async () => {
  const paper = await issued(cast.office, handover())
  const stranger = await given.deputy(site.app, { congress: cast.congress, name: '路人代表' })
  expect(await codeOf(await site.as(stranger).get(`/api/suggestions/${handed.id}/papers`))).toBe(
    '404 suggestion.not_found',
  )
  const own = await site.as(stranger).get(`/api/papers/${paper.id}/file?format=pdf`)
  const none = await site.as(stranger).get(`/api/papers/${site.app.ids.uuid()}/file?format=pdf`)
  expect(await codeOf(own)).toBe(await codeOf(none))
})

test('the hand-over notes of a meeting come in one archive; what is confidential is named as left out', async () => {
  const [office, government] = [site.as(cast.office), site.as(cast.government)]
  const plannedCase = async (change: Parameters<Stage['accepted']>[0]) => {
    const { id, version } = await play.accepted(change)
    const units = [
      { unitId: cast.leadUnit.id, part: 'lead' },
      { unitId: cast.coUnit.id, part: 'co' },
    ]
    return viewOf(await government.post(`/api/suggestions/${id}/assignment-plan`, { version, units }))
  }
  const { id: meetingId } = await meetingIn(await office.post('/api/handover-meetings', meetingOf()))
  const notes = (query: string, who: Who = cast.office) =>
    site.as(who).get(`/api/handover-meetings/${meetingId}/notes.zip?${query}`)
  expect(await codeOf(await notes('format=docx'))).toBe('409 paper.no_notes')
  const open = await plannedCase({})
  const secret = await plannedCase({ confidential: true })
  const suggestionIds = [open.id, secret.id]
  await meetingIn(await office.post(`/api/handover-meetings/${meetingId}/cases`, { suggestionIds }))
  await meetingIn(await office.post(`/api/handover-meetings/${meetingId}/handing-over`, { retry: false }))
  await runSql(site.db, 'delete from suggestion_reader where suggestion_id = $1 and person_id = $2', [
    secret.id,
    cast.office.personId,
  ])
  const namesIn = async (reply: Response) =>
    zipEntries(new Uint8Array(await reply.arrayBuffer())).map(({ name }) => name)
  const all = await notes('format=docx')
  expect(all.headers.get('x-export-rows')).toBe('2')
  expect((await namesIn(all)).toSorted()).toEqual(
    [`${open.number} 武进区民政局.docx`, `${open.number} 武进区卫生健康局.docx`, '未包含的交办单.txt'].toSorted(),
  )
  const ofUnit = await notes(`format=pdf&unit=${cast.coUnit.id}`, cast.coClerk)
  expect(await namesIn(ofUnit)).toContain(`${open.number} 武进区卫生健康局.pdf`)
  expect(await codeOf(await notes('format=pdf', cast.lead))).toBe('404 handover.not_found')
})

test('lists are about a period: none backwards, none over two years, none about nothing', async () => {
  const ask = (kind: string, from: string, to: string) => issue(cast.office, { kind, from, to })
  expect(await codeOf(await ask('handover_list', '2026-03-02', '2026-03-01'))).toBe('422 paper.period_backwards')
  expect(await codeOf(await ask('compilation', '2020-01-01', '2026-01-01'))).toBe('422 paper.period_too_long')
  expect(await codeOf(await ask('handover_list', '2001-01-01', '2001-02-01'))).toBe('409 paper.nothing_to_report')
})

test('the hand-over list, the notice of what is overdue and the compilation are made of the congress’s cases', async () => {
  const today = site.app.clock.now()
  const day = (days: number) => new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10)
  const period = { from: day(-30), to: day(2) }
  const list = await issued(cast.office, { kind: 'handover_list', ...period })
  const volume = await issued(cast.office, { kind: 'compilation', ...period })
  const report = await issued(cast.office, { kind: 'annual_report', ...period })
  expect(report.number).toMatch(/报〔\d{4}〕1号$/)
  const reported = await textOf(await site.as(cast.office).get(`/api/papers/${report.id}/file?format=docx`))
  expect(reported).toContain('应答复（主办、分办）')
  for (const { id } of [list, volume, report]) {
    const pdf = await site.as(cast.office).get(`/api/papers/${id}/file?format=pdf`)
    expect((await bytesOf(pdf)).subarray(0, 5).toString()).toBe('%PDF-')
    expect(await codeOf(await site.as(cast.clerk).get(`/api/papers/${id}/file?format=pdf`))).toBe('404 paper.not_found')
  }
  site.clock.advance(200 * 86_400_000)
  await site.beat()
  const notice = await issued(cast.office, { kind: 'overdue_notice', ...period })
  const noticed = await textOf(await site.as(cast.office).get(`/api/papers/${notice.id}/file?format=docx`))
  expect(noticed).not.toMatch(/\{\{|\}\}/)
  expect(notice.number).toMatch(/通〔\d{4}〕1号$/)
  const listed = (await (await site.as(cast.office).get('/api/papers')).json()) as { items: PaperView[] }
  expect(listed.items[0]?.id).toBe(notice.id)
  const found = async (query: string) => {
    const reply = await site.as(cast.office).get(`/api/papers?${query}`)
    return (await reply.json()) as { items: PaperView[]; total: { value: number } }
  }
  const notices = await found('kind=overdue_notice')
  expect([notices.items.map(({ id }) => id), notices.total.value]).toEqual([[notice.id], 1])
  expect((await found(`q=${encodeURIComponent(notice.number)}`)).items.map(({ id }) => id)).toEqual([notice.id])
  expect((await found(`q=${encodeURIComponent('%')}`)).items).toEqual([])
  expect((await found('sort=oldest')).items.at(-1)?.id).toBe(notice.id)
  const taken = await site.as(cast.office).get('/api/papers/export.xlsx?kind=overdue_notice')
  expect(taken.headers.get('x-export-rows')).toBe('1')
  const elsewhere = (await (await site.as(cast.clerk).get('/api/papers')).json()) as { items: PaperView[] }
  expect(elsewhere.items.filter(({ id }) => id === notice.id)).toEqual([])
})

test('a volume prints what was accepted in its period, and tells how many accepted ones it does not print', async () => {
  const own = await testApp({ fresh: true })
  const people = await given.cast(own.app)
  const acts = stage(own, people)
  const open = await acts.accepted({ title: '关于在湖塘镇延政路增设公交站台的建议' })
  const reviewed = await acts.submitted({ title: '关于整修古方路人行道的建议' })
  await own.as(people.office).post(`/api/suggestions/${reviewed.id}/registration`, { version: reviewed.version })
  await acts.accepted({ title: '关于某处涉密设施的建议', confidential: true })
  const gone = await acts.accepted({ title: '关于撤回的建议' })
  const withdrawal = { version: gone.version, reason: '问题已经解决。' }
  expect((await own.as(people.lead).post(`/api/suggestions/${gone.id}/withdrawal`, withdrawal)).status).toBe(200)
  const day = own.app.clock.now().toISOString().slice(0, 10)
  const printed = await textOf(
    await own.as(people.office).get(`/api/paper-previews/compilation?format=docx&from=${day}&to=${day}`),
  )
  expect(printed).toContain('立案的代表建议共3件，本汇编收录1件。')
  expect(printed).toContain('保密件1件不予刊印。')
  expect(printed).toContain('立案后撤回、并案、分案或者转为代表来信的1件未收录。')
  expect(printed).toContain(open.title)
  for (const title of [reviewed.title, '涉密', '撤回的建议']) expect(printed).not.toContain(title)
})

test('a hand-over note tells the days that were set when it was handed over, after an extension and after the part was given away', async () => {
  const kase = await play.assigned()
  const [clerk, government, unitId] = [site.as(cast.clerk), site.as(cast.government), cast.leadUnit.id]
  const about = { id: kase.id, part: assignmentOf(kase, unitId).id }
  const note = () => readingOf(cast.office, 'handover_note', about)
  const days = (text: string) => [...text.matchAll(/\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日/gu)].map(([day]) => day)
  const before = days(await note())
  expect(before.length).toBeGreaterThanOrEqual(4)
  const signed = await play.step(clerk, await play.open(clerk, kase.id), unitId, 'acknowledgement')
  const asked = await play.step(clerk, signed, unitId, 'extension-request', { n: 3, reason: '需勘察管线。' })
  const request = assignmentOf(asked, unitId).requests.at(-1)
  const path = `/api/deadline-requests/${request?.id}/decision`
  await viewOf(await government.post(path, { approve: true, reason: '同意。' }))
  expect(days(await note())).toEqual(before)
  const other = await given.unit(site.app, { congress: cast.congress, name: '武进区城市管理局' })
  const now = await play.open(government, kase.id)
  site.clock.set(new Date(testMorning.getTime() + 3_600_000))
  await play.step(government, now, unitId, 'reassignment', { unitId: other.id, reason: '职责在另一单位。' })
  site.clock.set(testMorning)
  const after = await note()
  expect(days(after)).toEqual(before)
  expect(after).not.toContain('武进区城市管理局')
})

test('a part that was cancelled gets no hand-over note and stands in no list; one that was given away gets no new one', async () => {
  const kase = await play.assigned({ withCo: true, title: '关于整修北环路路灯的建议' })
  const [clerk, office, government] = [site.as(cast.clerk), site.as(cast.office), site.as(cast.government)]
  const unitId = cast.leadUnit.id
  const parts = [assignmentOf(kase, unitId).id, assignmentOf(kase, cast.coUnit.id).id]
  const asked = await play.step(clerk, kase, unitId, 'return-request', { reason: '职责不在本单位。' })
  const returned = await play.step(government, asked, unitId, 'return-decision', { approve: true, reason: '同意。' })
  expect(returned.assignments.map(({ state }) => state).toSorted()).toEqual(['cancelled', 'reassigned'])
  const note = (assignmentId?: string) => ({ kind: 'handover_note', caseId: kase.id, assignmentId })
  const previewOf = async (kind: string, part?: string) =>
    codeOf(await office.get(`/api/suggestions/${kase.id}/papers/${kind}?format=docx&assignmentId=${part}`))
  for (const part of parts) expect(await codeOf(await issue(cast.office, note(part)))).toBe('409 paper.part_over')
  expect(await previewOf('handover_note', parts[1])).toBe('409 paper.part_over')
  for (const part of parts) {
    for (const kind of ['evaluation_form', 'reminder']) {
      expect([kind, await previewOf(kind, part)]).toEqual([kind, '409 paper.part_over'])
    }
  }
  const { possible } = await papersFor(cast.office, kase.id)
  expect(possible.filter(({ assignmentId }) => assignmentId === parts[1])).toEqual([])
  expect(possible.filter(({ kind }) => kind === 'evaluation_form')).toEqual([])
  expect(possible.filter(({ kind }) => kind === 'handover_note')).toEqual([
    expect.objectContaining({ assignmentId: parts[0], mayIssue: false }),
  ])
  const day = testMorning.toISOString().slice(0, 10)
  site.clock.advance(200 * 86_400_000)
  for (const kind of ['handover_list', 'overdue_notice']) {
    const list = await textOf(await office.get(`/api/paper-previews/${kind}?format=docx&from=${day}&to=${day}`))
    expect([list.includes(handed.title), list.includes(kase.title)]).toEqual([true, false])
  }
  site.clock.set(testMorning)
})

test('并案: the letter and the note to the unit name what was merged by its own number and title', async () => {
  const main = await play.accepted()
  const other = await given.deputy(site.app, { congress: cast.congress, name: '吴海燕' })
  const own = await stage(site, { ...cast, lead: other }).registered({ title: '关于东升社区老年人就餐难的建议' })
  const merge = { version: own.version, decision: 'merge', reason: '同一社区同一事项。', mergeIntoId: main.id }
  await viewOf(await site.as(cast.office).post(`/api/suggestions/${own.id}/review`, merge))
  const { version } = await play.open(site.as(cast.government), main.id)
  const units = [{ unitId: cast.leadUnit.id, part: 'lead' }]
  const plan = await site.as(cast.government).post(`/api/suggestions/${main.id}/assignment-plan`, { version, units })
  const planned = await viewOf(plan)
  const assignment = { version: planned.version }
  const kase = await viewOf(await site.as(cast.office).post(`/api/suggestions/${main.id}/assignment`, assignment))
  const of = { id: main.id, part: assignmentOf(kase, cast.leadUnit.id).id }
  const named = `“关于东升社区老年人就餐难的建议”（${own.number}）`
  expect(await readingOf(cast.clerk, 'handover_note', of)).toContain(named)
  await play.answered(kase, finalAnswer)
  const letter = await readingOf(other, 'reply_letter', of)
  expect(letter).toContain(`“${main.title}”（${main.number}）以及与其并案办理的${named}收悉，现一并答复如下：`)
})

test('the letter that went out is read on by the government office while it reviews the next one', async () => {
  // a rule set stays: no test comes after this one
  await runSql(
    site.db,
    `insert into rule_set (congress_id, version, effective_on, content, created_at)
      values ($1, 1, '2026-01-01', '{"suggestion.govReview": "on"}', $2)`,
    [cast.congress.id, testMorning],
  )
  const [clerk, government, unitId] = [site.as(cast.clerk), site.as(cast.government), cast.leadUnit.id]
  const first = await play.signedOff(await play.assigned(), { ...finalAnswer, body: '第一次答复的正文。' })
  const passed = await play.step(government, first, unitId, 'reply-review', { approve: true, reason: '' })
  const kase = await play.step(clerk, passed, unitId, 'sending')
  const verdict = { attitude: 'satisfied', result: 'dissatisfied', opinion: '没有答到点上。' }
  const again = await viewOf(await play.evaluate(site.as(cast.lead), kase, verdict))
  const second = await play.signedOff(again, { ...finalAnswer, body: '第二次答复的正文。' })
  expect(assignmentOf(second, unitId).state).toBe('gov_review')
  const about = { id: kase.id, part: assignmentOf(kase, unitId).id }
  for (const reader of [cast.government, cast.office, cast.lead]) {
    expect(await readingOf(reader, 'reply_letter', about)).toContain('第一次答复的正文。')
  }
  expect(await readingOf(cast.clerk, 'reply_letter', about)).toContain('第二次答复的正文。')
  const own = { kind: 'reply_letter', caseId: kase.id, assignmentId: about.part }
  expect(await codeOf(await issue(cast.clerk, own))).toBe('409 paper.not_yet')
})
