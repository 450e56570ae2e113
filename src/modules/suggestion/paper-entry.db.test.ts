import { beforeAll, describe, expect, test } from 'vitest'
import { pdfOf, upload } from '#modules/attachment/attachment.given.ts'
import { sealRecord, verifyRecord } from '#modules/record/index.ts'
import { type Client, type TestSite, testApp } from '#tests/support/test-app.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { type Cast, codeOf, draftOf, given, viewOf } from './suggestion.given.ts'

let site: TestSite
let cast: Cast
let told: number

beforeAll(async () => {
  site = await testApp()
  cast = await given.cast(site.app)
  told = 0
})

const titled = () => `关于增设第${++told}号助餐点的建议`

const entryOf = (change: object = {}) => ({
  ...draftOf({ title: titled() }),
  id: site.app.ids.uuid(),
  leadMandateId: cast.lead.mandateId,
  cosignerIds: [cast.first.mandateId],
  receivedOn: '2026-02-27',
  ...change,
})
const enter = (change: object = {}, as: Client = site.as(cast.office)) =>
  as.post('/api/paper-suggestions', entryOf(change))
const open = async (as: Client, id: string) => viewOf(await as.get(`/api/suggestions/${id}`))
const act = (as: Client, { id, version }: SuggestionView, path: string, body: object = {}) =>
  as.post(`/api/suggestions/${id}/${path}`, { version, ...body })
const scan = (caseId: string, place: 'paper' | 'cosign_sheet') =>
  upload(site.as(cast.office), { caseId, place }, '纸质件.pdf', pdfOf(caseId + place))

/** Entered with both scans, as the office sees it. */
async function entered(change: object = {}): Promise<SuggestionView> {
  const { id } = await viewOf(await enter(change))
  await scan(id, 'paper')
  await scan(id, 'cosign_sheet')
  return open(site.as(cast.office), id)
}

describe('a suggestion that came on paper', () => {
  test('says that it is unconfirmed, who typed it, and counts its days from the day on which it came', async () => {
    const kase = await entered()
    expect(kase).toMatchObject({
      state: 'submitted',
      leadName: cast.lead.name,
      sponsorsCounted: 2,
      paper: { state: 'unconfirmed', receivedOn: '2026-02-27', enteredByName: cast.office.name },
      cosigners: [{ mandateId: cast.first.mandateId, state: 'confirmed', onPaper: true }],
    })
    // Friday + 5 working days; 2026-02-28 is a day of work instead of a holiday
    expect(kase.clocks[0]?.dueBefore).toBe('2026-03-05T16:00:00.000Z')
    expect(kase.timeline.map(({ type }) => type)).toContain('suggestion.entered_from_paper')
    expect((await open(site.as(cast.lead), kase.id)).paper).toMatchObject({ enteredByName: null })
    const { items } = (await (await site.as(cast.office).get('/api/suggestions')).json()) as {
      items: { id: string; unconfirmed: boolean }[]
    }
    expect(items.find(({ id }) => id === kase.id)?.unconfirmed).toBe(true)
  })

  test('is registered once its scans are there, and goes no further before the deputy has confirmed it', async () => {
    const { id } = await viewOf(await enter())
    const office = site.as(cast.office)
    const bare = await open(office, id)
    expect(bare.allowed).not.toContain('register')
    expect(await codeOf(await act(office, bare, 'registration'))).toBe('409 suggestion.paper_scan_needed')
    await scan(id, 'paper')
    expect(await codeOf(await act(office, bare, 'registration'))).toBe('409 suggestion.paper_sheet_needed')
    await scan(id, 'cosign_sheet')
    const numbered = await viewOf(await act(office, await open(office, id), 'registration'))
    expect(numbered.number).toMatch(/〔2026〕\d+号/)
    expect(numbered.allowed).not.toContain('review')
    for (const decision of ['accept', 'sendBack', 'convert'])
      expect(await codeOf(await act(office, numbered, 'review', { decision, reason: '一' }))).toBe(
        '409 suggestion.paper_unconfirmed',
      )
    const other = await viewOf(await act(office, await entered(), 'registration'))
    const parts = [draftOf(), draftOf()].map(({ title, subject, grounds, proposal, category }) => ({
      title,
      subject,
      grounds,
      proposal,
      category,
    }))
    expect(await codeOf(await act(office, other, 'split', { reason: '两件事。', parts }))).toBe(
      '409 suggestion.paper_unconfirmed',
    )
    const confirmed = await viewOf(
      await act(site.as(cast.lead), await open(site.as(cast.lead), id), 'paper-confirmation'),
    )
    expect(confirmed.paper).toMatchObject({ state: 'confirmed', answeredHow: 'app' })
    expect((await viewOf(await act(office, confirmed, 'review', { decision: 'accept' }))).state).toBe('accepted')
    // nothing is merged into what nobody has answered for
    const third = await viewOf(await act(office, await entered(), 'registration'))
    const main = { decision: 'merge', reason: '同题。', mergeIntoId: other.id }
    await viewOf(await act(site.as(cast.lead), await open(site.as(cast.lead), third.id), 'paper-confirmation'))
    expect(await codeOf(await act(office, await open(office, third.id), 'review', main))).toBe(
      '422 suggestion.merge_target',
    )
  })

  test('ends when the deputy rejects it with a reason, and the same paper can be entered anew', async () => {
    const title = titled()
    const kase = await entered({ title })
    expect(await codeOf(await act(site.as(cast.lead), kase, 'paper-rejection', { reason: ' ' }))).toBe(
      '422 http.invalid',
    )
    const ended = await viewOf(await act(site.as(cast.lead), kase, 'paper-rejection', { reason: '正文第二条录错了。' }))
    expect(ended).toMatchObject({ state: 'withdrawn', paper: { state: 'rejected' } })
    expect(ended.timeline[0]).toMatchObject({ type: 'suggestion.paper_rejected', note: '正文第二条录错了。' })
    expect(await codeOf(await act(site.as(cast.lead), ended, 'paper-confirmation'))).toBe(
      '409 suggestion.paper_answered',
    )
    expect((await enter({ title })).status).toBe(201)
  })

  test('is confirmed from the signed paper by a second person, never by who typed it', async () => {
    const kase = await entered()
    const reason = '代表年事已高，不使用手机应用。'
    expect(kase.allowed).not.toContain('recordSignedPaper')
    expect(await codeOf(await act(site.as(cast.office), kase, 'signed-paper', { reason }))).toBe(
      '403 suggestion.paper_two_persons',
    )
    const seen = await open(site.as(cast.colleague), kase.id)
    expect(seen.allowed).toContain('recordSignedPaper')
    const confirmed = await viewOf(await act(site.as(cast.colleague), seen, 'signed-paper', { reason }))
    expect(confirmed.paper).toMatchObject({ state: 'confirmed', answeredHow: 'signed_paper' })
    expect(confirmed.timeline[0]).toMatchObject({ type: 'suggestion.paper_witnessed', note: reason })
  })

  test('is corrected by the office until the deputy has confirmed it; what stood there and what stands there is kept', async () => {
    const typo = titled().replace('助餐', '助飱')
    const kase = await entered({ title: typo })
    const { subject, grounds, proposal, category } = kase
    const words = { title: typo.replace('飱', '餐'), subject, grounds, proposal, category, wishesPublication: false }
    const correct = (as: Client, change: object = {}) =>
      as.put(`/api/suggestions/${kase.id}/paper-entry`, { version: kase.version, ...words, ...change })
    expect(kase.allowed).toContain('correctPaper')
    expect(await codeOf(await correct(site.as(cast.lead)))).toBe('403 suggestion.not_yours_to_do')
    expect(await codeOf(await correct(site.as(cast.colleague), { proposal: ' ' }))).toBe('422 suggestion.incomplete')
    const same = { title: typo, wishesPublication: kase.wishesPublication }
    expect(await codeOf(await correct(site.as(cast.colleague), same))).toBe('422 suggestion.paper_same')
    const replies = await Promise.all([correct(site.as(cast.colleague)), correct(site.as(cast.colleague))])
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const after = await open(site.as(cast.office), kase.id)
    expect([after.title, after.wishesPublication]).toEqual([words.title, false])
    const step = after.timeline.find(({ type }) => type === 'suggestion.paper_corrected')
    expect(step?.data).toMatchObject({ fields: ['title', 'wishesPublication'] })
    expect(step?.note).toContain(`“${typo}”改为“${words.title}”`)
    expect(step?.note).toContain('“同意公开”改为“不同意公开”')
    // neither who typed it nor who corrected it is its witness
    for (const one of [cast.office, cast.colleague]) {
      const seen = await open(site.as(one), kase.id)
      expect(seen.allowed).not.toContain('recordSignedPaper')
      expect(await codeOf(await act(site.as(one), seen, 'signed-paper', { reason: '一' }))).toBe(
        '403 suggestion.paper_two_persons',
      )
    }
    // the deputy confirms what stands there now, not what they have read before
    expect(await codeOf(await act(site.as(cast.lead), kase, 'paper-confirmation'))).toBe('409 suggestion.stale_version')
    const confirmed = await viewOf(await act(site.as(cast.lead), after, 'paper-confirmation'))
    expect((await open(site.as(cast.office), kase.id)).allowed).not.toContain('correctPaper')
    expect(await codeOf(await correct(site.as(cast.office), { version: confirmed.version }))).toBe(
      '409 suggestion.paper_not_correctable',
    )
    await sealRecord(site.app)
    expect((await verifyRecord(site.app)).faults).toEqual([])
  })

  test('is entered whatever the deputy has handed in in confidence: that there is such a title is not told', async () => {
    const title = titled()
    const lead = site.as(cast.lead)
    const draft = { ...draftOf({ title, confidential: true }), id: site.app.ids.uuid() }
    const made = await viewOf(await lead.post('/api/suggestions', draft))
    await viewOf(await act(lead, made, 'submit'))
    expect((await enter({ title, cosignerIds: [] })).status).toBe(201)
    expect(await codeOf(await enter({ title, cosignerIds: [] }))).toBe('409 suggestion.paper_entered_already')
  })

  test('is not corrected into the title of another paper of the same deputy', async () => {
    const [one, other] = [await entered(), await entered()]
    const { subject, grounds, proposal, category, version } = other
    const words = { version, title: `${one.title}。`, subject, grounds, proposal, category }
    expect(await codeOf(await site.as(cast.office).put(`/api/suggestions/${other.id}/paper-entry`, words))).toBe(
      '409 suggestion.paper_entered_already',
    )
  })

  test('typed by somebody who is the deputy as well waits for a second person', async () => {
    const both = await given.deputy(site.app, { congress: cast.congress })
    const typist = await given.post(site.app, 'deputy_office', { congress: cast.congress, person: both })
    const { id } = await viewOf(await enter({ leadMandateId: both.mandateId, cosignerIds: [] }, site.as(typist)))
    const kase = await open(site.as(both), id)
    expect(kase.allowed).not.toContain('confirmPaper')
    expect(await codeOf(await act(site.as(both), kase, 'paper-confirmation'))).toBe('403 suggestion.paper_two_persons')
    await scan(id, 'paper')
    expect((await open(site.as(cast.colleague), id)).allowed).toContain('recordSignedPaper')
  })

  test('loses a co-signer who says that the signature is not theirs, and the office hears of it', async () => {
    const kase = await entered({ cosignerIds: [cast.first.mandateId, cast.second.mandateId] })
    const first = site.as(cast.first)
    expect((await open(first, kase.id)).allowed).toContain('contradictCosign')
    const after = await viewOf(
      await first.post(`/api/suggestions/${kase.id}/cosign-contradiction`, { reason: '我没有签过。' }),
    )
    expect(after.sponsorsCounted).toBe(2)
    expect(
      await codeOf(await first.post(`/api/suggestions/${kase.id}/cosign-contradiction`, { reason: '再说一次。' })),
    ).toBe('404 suggestion.not_found')
    await site.beat()
    const noticesOf = async (as: Client) =>
      ((await (await as.get('/api/notices')).json()) as { items: { caseId: string; kind: string }[] }).items
        .filter(({ caseId }) => caseId === kase.id)
        .map(({ kind }) => kind)
    expect(await noticesOf(site.as(cast.lead))).toContain('confirmPaper')
    expect(await noticesOf(site.as(cast.second))).toEqual(['suggestion_entered_from_paper'])
    expect(await noticesOf(site.as(cast.office))).toContain('suggestion_cosign_contradicted')
  })

  test('split in two, it lets who stands under a part say that the signature is not theirs', async () => {
    const office = site.as(cast.office)
    const numbered = await viewOf(await act(office, await entered(), 'registration'))
    const confirmed = await viewOf(
      await act(site.as(cast.lead), await open(site.as(cast.lead), numbered.id), 'paper-confirmation'),
    )
    const parts = [titled(), titled()].map((title) => ({
      title,
      subject: '一',
      grounds: '二',
      proposal: '三',
      category: confirmed.category,
    }))
    await viewOf(await act(office, confirmed, 'split', { reason: '两件事。', parts }))
    const { items } = (await (await office.get(`/api/suggestions?q=${parts[0]?.title}`)).json()) as {
      items: { id: string }[]
    }
    const first = site.as(cast.first)
    const part = await open(first, items[0]?.id ?? '')
    expect(part.cosigners).toMatchObject([{ mandateId: cast.first.mandateId, onPaper: true }])
    expect(part.allowed).toContain('contradictCosign')
    const after = await viewOf(await act(first, part, 'cosign-contradiction', { reason: '我没有签过。' }))
    expect(after.sponsorsCounted).toBe(1)
  })

  test('is entered once: the same title of the same deputy in one year is refused, also when two type it at once', async () => {
    const title = titled()
    const [one, two] = await Promise.all([enter({ title }), enter({ title: `${title}。` }, site.as(cast.colleague))])
    expect([one.status, two.status].toSorted()).toEqual([201, 409])
    const twice = entryOf()
    const office = site.as(cast.office)
    const sent = await Promise.all([
      office.post('/api/paper-suggestions', twice),
      office.post('/api/paper-suggestions', twice),
    ])
    expect(sent.map(({ status }) => status)).toEqual([201, 201])
    for (const change of [{ grounds: '又补录了一段。' }, { receivedOn: '2026-03-01' }]) {
      const other = await office.post('/api/paper-suggestions', { ...twice, ...change })
      expect(await codeOf(other)).toBe('409 suggestion.paper_known')
    }
    const another = { ...twice, title: titled() }
    expect(await codeOf(await site.as(cast.colleague).post('/api/paper-suggestions', another))).toBe(
      '409 suggestion.id_taken',
    )
  })

  test('whose id is another’s is told to nobody who may not enter the paper anyway', async () => {
    const { id } = await viewOf(await enter())
    const asked = async (wanted: string) => {
      const body = { ...entryOf(), id: wanted, receivedOn: '2099-01-01' }
      return { ...(await (await site.as(cast.colleague).post('/api/paper-suggestions', body)).json()), requestId: '' }
    }
    expect(await asked(id)).toEqual(await asked(site.app.ids.uuid()))
  })

  test('is taken in by the office of the deputy’s own congress only, and by the secretariat in session only', async () => {
    expect(await codeOf(await enter({}, site.as(cast.government)))).toBe('403 suggestion.not_yours_to_do')
    expect(await codeOf(await enter({}, site.as(cast.lead)))).toBe('403 suggestion.not_yours_to_do')
    const secretary = await given.post(site.app, 'secretariat', { congress: cast.congress })
    expect(await codeOf(await enter({}, site.as(secretary)))).toBe('403 suggestion.not_yours_to_do')
    const elsewhere = await given.post(site.app, 'deputy_office', {
      congress: await given.congress(site.app, { areaCode: '320411' }),
    })
    expect(await codeOf(await enter({ cosignerIds: [] }, site.as(elsewhere)))).toBe('422 suggestion.paper_lead_unknown')
    const stranger = await given.deputy(site.app, { congress: cast.congress })
    const kase = await entered()
    expect((await site.as(stranger).get(`/api/suggestions/${kase.id}`)).status).toBe(404)
    expect((await act(site.as(stranger), kase, 'paper-confirmation')).status).toBe(404)
  })
})
