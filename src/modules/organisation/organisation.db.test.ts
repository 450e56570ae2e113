import { expect, test } from 'vitest'
import { testApp } from '#tests/support/test-app.ts'
import { coordinatorOf, createCongress, importAreas } from './index.ts'
import { organisationGiven as given } from './organisation.given.ts'

test('a street has no congress, a town has', async () => {
  const { app, db } = await testApp()
  const [street, town] = [await given.area(app, '320412001'), await given.area(app, '320412102')]
  const create = (areaId: string) =>
    db.transaction().execute((trx) => createCongress(app, trx, { areaId, name: '人民代表大会', shortName: '人大' }))
  await expect(create(street.id)).rejects.toMatchObject({ code: 'organisation.street_has_no_congress' })
  await expect(create(town.id)).resolves.toEqual(expect.any(String))
})

test('each system of a congress has the organ that distributes its suggestions', async () => {
  const { app, db } = await testApp()
  const congress = await given.congress(app)
  const office = await given.theOrgan(app, 'gov_office', congress)
  await given.coordinator(app, congress, 'government', office)
  expect((await coordinatorOf(db, congress.id, 'government'))?.id).toBe(office.id)
  expect(await coordinatorOf(db, congress.id, 'court')).toBeUndefined()
})

test('an unknown county brings nothing', async () => {
  const { app, db } = await testApp({ fresh: true })
  await expect(db.transaction().execute((trx) => importAreas(app, trx, '999999'))).rejects.toMatchObject({
    code: 'organisation.unknown_county',
  })
})
