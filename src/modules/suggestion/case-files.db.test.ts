import { beforeAll, describe, expect, test } from 'vitest'
import { added, docxOf, pdfOf, photoOf, upload } from '#modules/attachment/attachment.given.ts'
import { type Client, type TestSite, testApp } from '#tests/support/test-app.ts'
import type { JoinableView, SuggestionView } from './suggestion.contract.ts'
import { type Cast, codeOf, given, viewOf } from './suggestion.given.ts'
import { answer, assignmentOf, type Stage, stage } from './suggestion-stage.given.ts'

let site: TestSite
let cast: Cast
let world: Stage
beforeAll(async () => {
  site = await testApp()
  cast = await given.cast(site.app)
  world = stage(site, cast)
})

const as = (who: 'lead' | 'first' | 'office' | 'government' | 'clerk' | 'head' | 'coClerk'): Client =>
  site.as(cast[who])
const statusAt = async (by: Client, id: string) => (await by.get(`/api/attachments/${id}/content`)).status
const filesOf = (view: SuggestionView) => view.attachments.map(({ name, state, takeBack }) => [name, state, takeBack])
const placesOf = (view: SuggestionView) => view.attachable.map(({ place }) => place)

describe('with the draft', () => {
  test('the sponsor adds and removes; once it is submitted a picture can only be withdrawn', async () => {
    const draft = await world.drafted()
    expect(placesOf(draft)).toEqual(['draft'])
    const photo = await added(await upload(as('lead'), { caseId: draft.id }, '东升社区二楼.jpg', await photoOf()))
    const wrong = await added(await upload(as('lead'), { caseId: draft.id }, '误传.docx', docxOf()))
    expect((await as('lead').delete(`/api/attachments/${wrong.id}`)).status).toBe(204)
    // a file does not make the text on the device an old one
    const { version, attachments } = await world.open(as('lead'), draft.id)
    expect([version, attachments.map(({ id }) => id)]).toEqual([draft.version, [photo.id]])
    const submitted = await viewOf(await as('lead').post(`/api/suggestions/${draft.id}/submit`, { version }))
    expect(filesOf(submitted)).toEqual([['东升社区二楼.jpg', 'clean', 'withdraw']])
    expect(placesOf(submitted)).toEqual([])
    expect(await codeOf(await as('lead').delete(`/api/attachments/${photo.id}`))).toBe('409 attachment.act_done')
    expect(await codeOf(await upload(as('lead'), { caseId: draft.id }, 'a.pdf', pdfOf()))).toBe(
      '409 suggestion.not_now',
    )
    expect(filesOf(await world.open(as('office'), draft.id))).toEqual([['东升社区二楼.jpg', 'clean', null]])
    await as('lead').post(`/api/attachments/${photo.id}/withdrawal`, { reason: '拍到了住户门牌。' })
    const after = await world.open(as('office'), draft.id)
    expect(filesOf(after)).toEqual([['东升社区二楼.jpg', 'withdrawn', null]])
    expect(after.timeline[0]).toMatchObject({ type: 'attachment.withdrawn', note: '拍到了住户门牌。' })
  })

  test('what others have signed is not added to behind their backs; who is invited sees it and adds nothing', async () => {
    const draft = await world.drafted()
    const invited = await viewOf(
      await as('lead').post(`/api/suggestions/${draft.id}/invitations`, {
        version: draft.version,
        mandateIds: [cast.first.mandateId],
      }),
    )
    const { id } = await added(await upload(as('lead'), { caseId: draft.id }, '图.jpg', await photoOf()))
    expect(await statusAt(as('first'), id)).toBe(200)
    expect(await codeOf(await upload(as('first'), { caseId: draft.id }, 'a.pdf', pdfOf()))).toBe(
      '403 suggestion.not_yours_to_do',
    )
    expect(await codeOf(await as('first').delete(`/api/attachments/${id}`))).toBe('403 attachment.not_yours')
    // the text is the one that was read, what hangs on it is not
    const agree = (view: SuggestionView) =>
      as('first').post(`/api/suggestions/${view.id}/cosign`, { agree: true, textSha256: view.textSha256 })
    expect(await codeOf(await agree(invited))).toBe('409 cosign.text_moved')
    await viewOf(await agree(await world.open(as('first'), draft.id)))
    expect(await codeOf(await upload(as('lead'), { caseId: draft.id }, 'b.pdf', pdfOf()))).toBe(
      '409 suggestion.cosigned_already',
    )
    expect(await statusAt(as('office'), id)).toBe(404)
    expect((await upload(as('office'), { caseId: draft.id, place: 'paper' }, 'a.pdf', pdfOf())).status).toBe(404)
  })

  test('who may join a draft reads its files first, and puts their name under them too; whoever may not join reads none', async () => {
    const draft = await world.drafted({ welcomesCosigners: true })
    const colleague = site.as(await given.deputy(site.app, { congress: cast.congress }))
    const { id } = await added(await upload(as('lead'), { caseId: draft.id }, '图.jpg', await photoOf()))
    const read = async () =>
      (await (await colleague.get(`/api/suggestions/${draft.id}/joinable`)).json()) as JoinableView
    const join = (textSha256: string) => colleague.post(`/api/suggestions/${draft.id}/joining`, { textSha256 })
    const before = await read()
    expect(before.attachments).toMatchObject([{ id, name: '图.jpg', takeBack: null }])
    expect([await statusAt(colleague, id), await statusAt(as('clerk'), id)]).toEqual([200, 404])
    await added(await upload(as('lead'), { caseId: draft.id }, '清单.docx', docxOf()))
    expect(await codeOf(await join(before.textSha256))).toBe('409 cosign.text_moved')
    const joined = await viewOf(await join((await read()).textSha256))
    // a change of the text shows what was signed, though a file was taken away meanwhile
    await as('lead').post(`/api/attachments/${id}/withdrawal`, { reason: '拍到了住户门牌。' })
    const { title, subject, grounds, category } = joined
    const words = {
      title,
      subject,
      grounds,
      proposal: '改动后的方案。',
      category,
      confidential: false,
      wishesPublication: true,
    }
    await viewOf(
      await as('lead').put(`/api/suggestions/${draft.id}`, {
        ...words,
        welcomesCosigners: false,
        version: joined.version,
      }),
    )
    expect((await world.open(colleague, draft.id)).confirmedText?.proposal).toBe(joined.proposal)
    const other = await world.drafted()
    const hidden = await added(await upload(as('lead'), { caseId: other.id }, '图.jpg', await photoOf()))
    expect(await statusAt(colleague, hidden.id)).toBe(404)
  })

  test('files of a confidential case are as the case: who may not see the one finds none of the other', async () => {
    const draft = await world.drafted({ confidential: true })
    const { id } = await added(await upload(as('lead'), { caseId: draft.id }, '图.jpg', await photoOf()))
    await viewOf(await as('lead').post(`/api/suggestions/${draft.id}/submit`, { version: draft.version }))
    expect(await statusAt(as('office'), id)).toBe(200)
    // the same organ, a person who came after the case had reached it
    const newcomer = await given.post(site.app, 'deputy_office', { congress: cast.congress, organ: cast.office.organ })
    expect(await statusAt(site.as(newcomer), id)).toBe(404)
    expect((await upload(site.as(newcomer), { caseId: draft.id, place: 'paper' }, 'a.pdf', pdfOf())).status).toBe(404)
  })
})

describe('with the work of the offices and units', () => {
  test('the office scans the paper and the sheet of signatures; a deputy and a unit do not', async () => {
    const { id: caseId } = await world.submitted()
    const scan = await added(await upload(as('office'), { caseId, place: 'paper' }, '原件.pdf', pdfOf()))
    expect(scan).toMatchObject({ place: 'paper', takeBack: 'remove', by: expect.stringContaining('deputy_office') })
    expect(await codeOf(await upload(as('lead'), { caseId, place: 'paper' }, 'a.pdf', pdfOf()))).toBe(
      '403 suggestion.not_yours_to_do',
    )
    expect((await upload(as('clerk'), { caseId, place: 'paper' }, 'a.pdf', pdfOf())).status).toBe(404)
    expect(await statusAt(as('lead'), scan.id)).toBe(200)
  })

  test('what goes with an answer is the unit’s own until the answer is sent, and sealed with the signature', async () => {
    const kase = await world.assigned()
    const signed = await world.step(
      as('clerk'),
      await world.open(as('clerk'), kase.id),
      cast.leadUnit.id,
      'acknowledgement',
    )
    const subjectId = assignmentOf(signed, cast.leadUnit.id).id
    const target = { caseId: kase.id, place: 'reply', subjectId } as const
    const plan = await added(await upload(as('clerk'), target, '改造方案.docx', docxOf()))
    expect(await codeOf(await upload(as('office'), target, 'a.pdf', pdfOf()))).toBe('403 suggestion.not_yours_to_do')
    expect([await statusAt(as('head'), plan.id), await statusAt(as('lead'), plan.id)]).toEqual([200, 404])
    expect(filesOf(await world.open(as('lead'), kase.id))).toEqual([])
    const written = await world.step(as('clerk'), signed, cast.leadUnit.id, 'reply-draft', answer)
    const ready = await world.step(as('head'), written, cast.leadUnit.id, 'sign-off')
    expect(await codeOf(await as('clerk').delete(`/api/attachments/${plan.id}`))).toBe('409 attachment.act_done')
    expect(await codeOf(await upload(as('clerk'), target, 'b.pdf', pdfOf()))).toBe('409 suggestion.not_now')
    const sent = await world.step(as('clerk'), ready, cast.leadUnit.id, 'sending')
    expect(await statusAt(as('lead'), plan.id)).toBe(200)
    expect(filesOf(await world.open(as('lead'), kase.id))).toEqual([['改造方案.docx', 'clean', null]])

    // then the evidence of what was promised, and the answer with its seal
    const promise = sent.commitments[0]?.id ?? ''
    const proof = await added(
      await upload(
        as('clerk'),
        { caseId: kase.id, place: 'evidence', subjectId: promise },
        '开餐.jpg',
        await photoOf(),
      ),
    )
    expect(await statusAt(as('lead'), proof.id)).toBe(200)
    await as('clerk').post(`/api/commitments/${promise}/fulfilment`, { evidence: '已开餐。' })
    expect(await codeOf(await as('clerk').delete(`/api/attachments/${proof.id}`))).toBe('409 attachment.act_done')
    const stamped = await added(await upload(as('clerk'), { caseId: kase.id, place: 'stamped' }, '答复函.pdf', pdfOf()))
    expect(stamped.takeBack).toBe('withdraw')
    // of a promise of another case there is nothing to prove here
    const other = { caseId: kase.id, place: 'evidence', subjectId: site.app.ids.uuid() } as const
    expect((await upload(as('clerk'), other, 'a.pdf', pdfOf())).status).toBe(403)
  })
})

describe('with 会办意见', () => {
  test('files of a co-handler go to the unit that answers and the offices, as the opinion does; the sponsors get none', async () => {
    const kase = await world.assigned({ withCo: true })
    const unitId = cast.coUnit.id
    const signed = await world.step(as('coClerk'), await world.open(as('coClerk'), kase.id), unitId, 'acknowledgement')
    const subjectId = assignmentOf(signed, unitId).id
    const plan = await added(
      await upload(as('coClerk'), { caseId: kase.id, place: 'reply', subjectId }, '派医安排.docx', docxOf()),
    )
    await world.step(as('coClerk'), signed, unitId, 'co-opinion', { opinion: '每周二安排家庭医生到点。' })
    const stamped = await added(
      await upload(as('coClerk'), { caseId: kase.id, place: 'stamped' }, '会办意见.pdf', pdfOf()),
    )
    for (const { id } of [plan, stamped]) {
      const seen = await Promise.all(
        (['coClerk', 'clerk', 'office', 'government', 'lead'] as const).map((who) => statusAt(as(who), id)),
      )
      expect(seen).toEqual([200, 200, 200, 200, 404])
    }
    expect(filesOf(await world.open(as('lead'), kase.id))).toEqual([])
    await as('coClerk').post(`/api/attachments/${plan.id}/withdrawal`, { reason: '附件有误。' })
    const told = async (who: 'lead' | 'clerk') =>
      (await world.open(as(who), kase.id)).timeline.map(({ type }) => type).includes('attachment.withdrawn')
    expect([await told('clerk'), await told('lead')]).toEqual([true, false])
  })
})
